"""Somebody at the sink who writes: an actor with a key, served there, whose letters are signed beforehand."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any

from activitypub.keys import PrivateKey, generate_rsa
from activitypub.requests import Headers, Request
from activitypub.signatures import cavage
from activitypub.terms import ACTIVITY_JSON, AS2_CONTEXT, PUBLIC
from fediai.domain.accounts import AccountKey, RemoteAccount
from tests.harness.crowd import follows_from_afar
from tests.harness.processes import Running
from tests.harness.sink import Sink


@cache
def _key() -> PrivateKey:
    """One for all writers: making one takes longer than all that they do with it."""
    return generate_rsa()


@dataclass
class Writer:
    """`@writer` at one of the sink's hosts."""

    sink: Sink
    number: int = 14_999

    @property
    def host(self) -> str:
        return self.sink.host(self.number)

    @property
    def id(self) -> str:
        return f"http://{self.host}/users/writer"

    @property
    def key(self) -> PrivateKey:
        return _key()

    def is_served(self) -> None:
        """The actor document lies where its id says."""
        self.sink.documents[f"{self.host}/users/writer"] = json.dumps(
            {
                "@context": [AS2_CONTEXT, "https://w3id.org/security/v1"],
                "id": self.id, "type": "Person", "preferredUsername": "writer", "inbox": f"{self.id}/inbox",
                "outbox": f"{self.id}/outbox", "followers": f"{self.id}/followers",
                "publicKey": {"id": f"{self.id}#key", "owner": self.id, "publicKeyPem": self.key.public_pem()},
            }
        ).encode()  # fmt: skip

    def follows(self, target: str) -> dict[str, Any]:
        """A Follow of one of ours."""
        said = {"id": f"{self.id}/follows/1", "type": "Follow", "actor": self.id, "object": target}
        return {"@context": AS2_CONTEXT, **said}

    def picture(self, number: int, data: bytes) -> dict[str, Any]:
        """An attachment whose bytes lie here."""
        self.sink.documents[f"{self.host}/pictures/{number}.png"] = data
        url = f"http://{self.host}/pictures/{number}.png"
        return {"type": "Image", "mediaType": "image/png", "url": url, "name": "A fox in the snow"}

    def create(self, number: int, *pictures: dict[str, Any]) -> dict[str, Any]:
        """A Create of a short public Note."""
        stamp = datetime.now(UTC).isoformat().replace("+00:00", "Z")
        note = {
            "id": f"{self.id}/notes/{number}", "type": "Note", "attributedTo": self.id, "published": stamp,
            "content": f"<p>Note {number} about a fox in the snow</p>", "to": [PUBLIC], "cc": [f"{self.id}/followers"],
            "attachment": list(pictures),
        }  # fmt: skip
        said = {"id": f"{note['id']}/activity", "type": "Create", "actor": self.id, "object": note, "published": stamp}
        return {"@context": AS2_CONTEXT, **said, "to": note["to"], "cc": note["cc"]}

    def signed(self, activity: dict[str, Any], host: str) -> tuple[bytes, dict[str, str]]:
        """The body and the headers of a delivery to the shared inbox at `host`."""
        body = json.dumps(activity).encode()
        headers = {"Host": host, "Content-Type": ACTIVITY_JSON}
        request = Request("POST", "/inbox", Headers(headers.items()), body)
        return body, {**headers, **cavage.sign(request, f"{self.id}#key", self.key, datetime.now(UTC))}

    def is_followed_by(self, server: Running, username: str) -> None:
        """For long already, and their key is known."""
        key = AccountKey(f"{self.id}#key", "rsa", self.key.public_pem())
        follows_from_afar(
            server, username,
            RemoteAccount(
                self.id, "writer", self.host, self.id, "Person", f"{self.id}/inbox", (key,),
                followers_url=f"{self.id}/followers",
            ),
        )  # fmt: skip
