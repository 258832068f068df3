"""Letters that no library of ours would write, and what can be seen of a house after they arrived."""

import json
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from email.utils import format_datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import update

from activitypub.digests import content_digest_of, digest_of
from activitypub.terms import ACTIVITY_JSON, PUBLIC
from fediai.domain.accounts import Account
from fediai.domain.policy import Severity
from fediai.domain.rules import Rule
from fediai.domain.statuses import Status
from fediai.store.far import rules
from fediai.store.people import accounts
from fediai.store.people.follows import between
from fediai.store.posts import statuses
from fediai.store.tables import accounts as account_table
from tests.far_side import Letter, Peer, Stranger
from tests.harness.house import House, Person

Json = dict[str, Any]
NEVER = (0, "", b"")


def somebody(peer: Peer, name: str, **more: Any) -> Stranger:
    """A stranger with a key that others of the same name have elsewhere: making keys is slow."""
    one = peer.has(name, **more)
    one.key_name = name
    return one


@dataclass(frozen=True, kw_only=True)
class Pen:
    """A draft-cavage signature by hand: each part may be chosen wrongly, and None leaves it out."""

    covered: tuple[str, ...] | None = ("(request-target)", "host", "date", "digest", "content-type")
    headers: Mapping[str, str | None] = field(default_factory=dict)
    parameters: Mapping[str, str | int | None] = field(default_factory=dict)
    signed_target: str | None = None
    method: str = "POST"
    target: str = "/inbox"
    ago: timedelta = timedelta()
    tail: str = ""
    listed: str | None = None

    def writes(self, by: Stranger, house: House, said: Json | bytes) -> Letter:
        """The letter with its `Signature`."""
        body = said if isinstance(said, bytes) else json.dumps(said).encode()
        given = {
            "Host": house.domain, "Date": format_datetime(house.clock() - self.ago, usegmt=True),
            "Digest": digest_of(body), "Content-Type": ACTIVITY_JSON, **self.headers,
        }  # fmt: skip
        headers = {name: value for name, value in given.items() if value is not None}
        value = b64encode(by.key.sign(self.base(headers).encode("latin-1"))).decode()
        listed = " ".join(self.covered) if self.covered is not None else None
        named = {
            "keyId": by.key_id, "algorithm": "rsa-sha256", "headers": self.listed or listed,
            "signature": value, **self.parameters,
        }  # fmt: skip
        shown = ",".join(written(name, value) for name, value in named.items() if value is not None)
        return Letter(self.target, {**headers, "Signature": shown + self.tail}, body)

    def base(self, headers: Mapping[str, str]) -> str:
        """The text that is signed."""
        lower = {name.lower(): value for name, value in headers.items()}
        special = {
            "(request-target)": f"{self.method.lower()} {self.signed_target or self.target}",
            **{f"({name})": str(value) for name, value in self.parameters.items()},
        }
        names = ("date",) if self.covered is None else tuple(name.lower() for name in self.covered)
        return "\n".join(f"{name}: {special.get(name, lower.get(name, ''))}" for name in names)


def written(name: str, value: str | int) -> str:
    return f"{name}={value}" if isinstance(value, int) else f'{name}="{value}"'


@dataclass(frozen=True, kw_only=True)
class Brush:
    """An RFC 9421 signature by hand."""

    covered: tuple[str, ...] = ('"@method"', '"@target-uri"', '"content-digest"')
    parameters: Mapping[str, str | int | None] = field(default_factory=dict)
    values: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str | None] = field(default_factory=dict)
    labels: tuple[str, str] = ("sig1", "sig1")
    more: tuple[str, str] = ("", "")
    method: str = "POST"
    target: str = "/inbox"
    ago: timedelta = timedelta()

    def writes(self, by: Stranger, house: House, said: Json | bytes) -> Letter:
        """The letter with `Signature-Input` and `Signature`."""
        body = said if isinstance(said, bytes) else json.dumps(said).encode()
        given = {
            "Host": house.domain, "Content-Type": ACTIVITY_JSON, "Content-Digest": content_digest_of(body),
            **self.headers,
        }  # fmt: skip
        headers = {name: value for name, value in given.items() if value is not None}
        said_when = {"created": int((house.clock() - self.ago).timestamp()), "keyid": by.key_id, **self.parameters}
        shown = "".join(f";{written(name, value)}" for name, value in said_when.items() if value is not None)
        text = f"({' '.join(self.covered)}){shown}"
        value = b64encode(by.key.sign(self._base(house, headers, text))).decode()
        first, second = self.labels
        signed = {
            "Signature-Input": f"{first}={text}{self.more[0]}",
            "Signature": f"{second}=:{value}:{self.more[1]}",
        }
        return Letter(self.target, {**headers, **signed}, body)

    def _base(self, house: House, headers: Mapping[str, str], text: str) -> bytes:
        lower = {f'"{name.lower()}"': value for name, value in headers.items()}
        known = {
            '"@method"': self.method, '"@target-uri"': f"https://{house.domain}{self.target}",
            '"@path"': self.target, '"@authority"': house.domain, **lower, **self.values,
        }  # fmt: skip
        lines = [f"{name}: {known.get(name, '')}" for name in self.covered]
        return "\n".join([*lines, f'"@signature-params": {text}']).encode("latin-1")


def digest(algorithm: str, hashed: bytes) -> str:
    """A `Digest` of any kind."""
    return f"{algorithm}={b64encode(hashed).decode()}"


OTHER_DIGEST = digest("SHA-256", sha256(b"something else").digest())


async def known(house: House, uri: str) -> Account | None:
    """The account with this id."""
    async with house.ctx.db.read() as tx:
        return await accounts.by_uri(tx, uri)


async def stored(house: House, uri: str) -> Status | None:
    """The status with this id."""
    async with house.ctx.db.read() as tx:
        return await statuses.by_uri(tx, uri)


async def follows(house: House, follower: str, target: str) -> str:
    """The state of a follow by the ids of the two, or nothing."""
    async with house.ctx.db.read() as tx:
        one, other = await accounts.by_uri(tx, follower), await accounts.by_uri(tx, target)
        found = await between(tx, one.id, other.id) if one and other else None
    return str(found.state) if found else ""


async def is_turned_away(letter: Letter, house: House, by: Stranger, status: int = 401) -> None:
    """Answered with this status; nobody new is known, nothing is left to do."""
    answer = await letter.reaches(house)
    assert answer.status == status, answer.text
    assert await house.works() == 0
    assert await known(house, by.id) is None


async def gets_in(letter: Letter, house: House, by: Stranger) -> None:
    """Answered with 202, and its author is known from now on."""
    answer = await letter.reaches(house)
    assert answer.status == 202, answer.text
    await house.works()
    assert await known(house, by.id) is not None


async def settles(house: House, by: Stranger, *said: Json, target: str = "/inbox") -> list[int]:
    """Sent one after the other, each carried out before the next; the statuses of the answers."""
    answers = []
    for one in said:
        answers.append((await by.sends(one, house, target)).status)
        await house.works()
    return answers


async def befriend(house: House, person: Person, *strangers: Stranger) -> None:
    """The person follows these strangers, and they have said yes."""
    for stranger in strangers:
        await settles(house, stranger, stranger.says("Like", "https://nowhere.example/1"))
        far = await known(house, stranger.id)
        assert far is not None
        await person.post(f"/api/v1/accounts/{far.id}/follow")
        await house.works()
        asked = next(one for one in reversed(stranger.peer.received) if one["type"] == "Follow")
        await settles(house, stranger, stranger.says("Accept", asked))
        assert await follows(house, person.account.uri, stranger.id) == "accepted"


async def suspend(house: House, stranger: Stranger) -> None:
    """By a moderator of ours."""
    statement = update(account_table).where(account_table.c.uri == stranger.id)
    async with house.ctx.db.write() as tx:
        await tx.run(statement.values(suspended_at=tx.now))


async def block(house: House, domain: str, severity: str = "suspend") -> None:
    """What an administrator says about a domain."""
    async with house.ctx.db.write() as tx:
        await rules.say(tx, [Rule(domain, Severity(severity))])


def mention(person: Person) -> Json:
    """A tag that names somebody of ours."""
    return {"type": "Mention", "href": person.account.uri, "name": person.handle}


def to_all(person: Person) -> Json:
    """Public, and naming this person, so that it concerns our house."""
    return {"to": [PUBLIC, person.account.uri], "tag": [mention(person)]}
