"""A server of strangers: its own keys, its own documents, and every bad habit that a test asks for."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cache
from typing import Any

from activitypub.keys import PrivateKey, generate_rsa
from activitypub.requests import Headers, Request
from activitypub.signatures import cavage
from activitypub.terms import ACTIVITY_JSON, AS2_CONTEXT, JRD_JSON, PUBLIC
from tests.harness.asgi import Answer
from tests.harness.house import House, Network


@cache
def key_named(name: str) -> PrivateKey:
    """Made once for a whole run: each costs a tenth of a second."""
    return generate_rsa()


def key_of(name: str, host: str) -> PrivateKey:
    """The same for `bob@far7.example` as for `bob@far8.example`, which are never met in one story."""
    return key_named(f"{name}@{re.sub(r'[0-9]+', '', host)}")


@dataclass(frozen=True)
class Letter:
    """A signed request on its way; tampering makes another letter."""

    target: str
    headers: dict[str, str]
    body: bytes

    def with_header(self, name: str, value: str) -> "Letter":
        return replace(self, headers={**self.headers, name: value})

    def without(self, name: str) -> "Letter":
        return replace(self, headers={k: v for k, v in self.headers.items() if k.lower() != name.lower()})

    async def reaches(self, house: House) -> Answer:
        return await house.ask("POST", self.target, headers=self.headers, body=self.body)


@dataclass
class Stranger:
    """Somebody far, who can sign whatever they like."""

    peer: "Peer"
    name: str
    key_name: str = ""
    more: dict[str, Any] = field(default_factory=dict)

    @property
    def id(self) -> str:
        return f"https://{self.peer.host}/users/{self.name}"

    @property
    def key_id(self) -> str:
        return f"{self.id}#main-key"

    @property
    def key(self) -> PrivateKey:
        return key_named(self.key_name) if self.key_name else key_of(self.name, self.peer.host)

    def document(self) -> dict[str, Any]:
        pem = self.key.public_pem()
        return {
            "@context": [AS2_CONTEXT, "https://w3id.org/security/v1"],
            "id": self.id, "type": "Person", "preferredUsername": self.name, "name": self.name.title(),
            "inbox": f"{self.id}/inbox", "outbox": f"{self.id}/outbox", "followers": f"{self.id}/followers",
            "endpoints": {"sharedInbox": f"https://{self.peer.host}/inbox"},
            "publicKey": {"id": self.key_id, "owner": self.id, "publicKeyPem": pem},
            **self.more,
        }  # fmt: skip

    def says(self, type: str, object: Any, **more: Any) -> dict[str, Any]:
        """An activity with an id of its own."""
        self.peer.count += 1
        given = {"id": f"{self.id}/said/{self.peer.count}", "actor": self.id, "type": type, "object": object}
        return {"@context": AS2_CONTEXT, **given, **more}

    def note(self, content: str = "<p>Hello</p>", **more: Any) -> dict[str, Any]:
        """A public Note, served under its id from now on."""
        self.peer.count += 1
        uri = f"{self.id}/notes/{self.peer.count}"
        note = {
            "@context": AS2_CONTEXT, "id": uri, "type": "Note", "attributedTo": self.id, "content": content,
            "to": [PUBLIC], "cc": [f"{self.id}/followers"], "published": stamp(), **more,
        }  # fmt: skip
        return self.peer.serves(note)

    def writes(self, content: str = "<p>Hello</p>", **more: Any) -> dict[str, Any]:
        """A Create of such a Note."""
        note = self.note(content, **more)
        return self.says("Create", note, to=note["to"], cc=note["cc"])

    def signs(
        self, activity: Mapping[str, Any], house: House, target: str = "/inbox", *, at: datetime | None = None
    ) -> Letter:
        """A letter to this house, signed as every good server signs."""
        body = json.dumps(activity).encode()
        headers = {"Host": house.domain, "Content-Type": ACTIVITY_JSON}
        request = Request("POST", target, Headers(headers.items()), body)
        signed = cavage.sign(request, self.key_id, self.key, at or house.clock())
        return Letter(target, {**headers, **signed}, body)

    async def sends(self, activity: Mapping[str, Any], house: House, target: str = "/inbox") -> Answer:
        """Signed and delivered."""
        return await self.signs(activity, house, target).reaches(house)

    async def reads(self, url: str, house: House) -> Answer:
        """A signed GET."""
        target = url.removeprefix(house.ctx.urls.base)
        headers = {"Host": house.domain, "Accept": ACTIVITY_JSON}
        signed = cavage.sign(Request("GET", target, Headers(headers.items())), self.key_id, self.key, house.clock())
        return await house.ask("GET", target, headers={**headers, **signed})


def stamp() -> str:
    return datetime.now(UTC).isoformat().replace("+00:00", "Z")


Served = tuple[int, str, bytes]


class Peer:
    """`https://far.example` on the imaginary wire: an ASGI app by hand."""

    def __init__(self, network: Network, host: str = "far.example") -> None:
        self.host, self.count = host, 0
        self.documents: dict[str, Served] = {}
        self.people: dict[str, Stranger] = {}
        self.asked: list[str] = []
        self.received: list[dict[str, Any]] = []
        self.letters: list[Letter] = []
        self.visits: list[Letter] = []
        self.moved: dict[str, str] = {}
        self.more: dict[str, str] = {}  # headers of its answers
        self.patience = ""  # `Retry-After` of whatever it answers
        self.answers: Callable[[Letter], int] = lambda letter: 202
        self.network = network
        network.apps[host] = self

    def has(self, name: str, **more: Any) -> Stranger:
        """Somebody who lives here."""
        self.people[name] = Stranger(self, name, more=more)
        return self.people[name]

    def serves(self, document: dict[str, Any], content_type: str = ACTIVITY_JSON) -> dict[str, Any]:
        """Under its own id."""
        path = document["id"].removeprefix(f"https://{self.host}")
        self.documents[path] = (200, content_type, json.dumps(document).encode())
        return document

    def is_silent(self, silent: bool = True) -> None:
        """Off the network."""
        (self.network.down.add if silent else self.network.down.discard)(self.host)

    async def __call__(self, scope: Mapping[str, Any], receive: Any, send: Any) -> None:
        target = scope["raw_path"].decode() + (f"?{scope['query_string'].decode()}" if scope["query_string"] else "")
        body = (await receive()).get("body", b"")
        self.asked.append(f"{scope['method']} {target}")
        self.visits.append(Letter(target, {k.decode(): v.decode() for k, v in scope["headers"]}, body))
        status, kind, data = self._answer(scope, target, body)
        headers = [(b"content-type", kind.encode())] if kind else []
        headers += [(b"location", self.moved[target].encode())] if target in self.moved else []
        headers += [(name.encode(), value.encode()) for name, value in self.more.items()]
        headers += [(b"retry-after", self.patience.encode())] if self.patience else []
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": data})

    def _answer(self, scope: Mapping[str, Any], target: str, body: bytes) -> Served:
        if scope["method"] == "POST":
            headers = {k.decode(): v.decode() for k, v in scope["headers"]}
            letter = Letter(target, headers, body)
            self.letters.append(letter)
            status = self.answers(letter)
            if status < 300:
                self.received.append(json.loads(body))
            return status, "application/json", b"{}"
        if target in self.moved:
            return 302, "text/plain", b""
        if target in self.documents:
            return self.documents[target]
        return self._person(target) or (404, "application/json", b"{}")

    def _person(self, target: str) -> Served | None:
        for one in self.people.values():
            if target == f"/users/{one.name}":
                return 200, ACTIVITY_JSON, json.dumps(one.document()).encode()
            if target == f"/.well-known/webfinger?resource=acct%3A{one.name}%40{self.host}":
                link = {"rel": "self", "type": ACTIVITY_JSON, "href": one.id}
                jrd = {"subject": f"acct:{one.name}@{self.host}", "links": [link]}
                return 200, JRD_JSON, json.dumps(jrd).encode()
        return None
