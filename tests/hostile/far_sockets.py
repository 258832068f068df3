"""A house with real sockets, machines behind names that only this process resolves, and how often they were called."""

import asyncio
import socket
import ssl
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from itertools import chain, repeat
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from fediai.app import opened
from fediai.services.people import accounts
from fediai.web import create_app
from tests.harness.folders import place
from tests.harness.house import LOCAL_TOKEN, Clock, House, settings_for
from tests.harness.keys import next_keys

Say = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


class Canary:
    """A machine that counts who comes; `says` is its whole manner of speaking."""

    def __init__(self, says: Say | None = None, host: str = "127.0.0.1") -> None:
        self.host, self.says, self.called = host, says, 0
        self.port = 0

    async def _meet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.called += 1
        try:
            if self.says:
                await self.says(reader, writer)
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    @asynccontextmanager
    async def open(self, tls: ssl.SSLContext | None = None) -> AsyncIterator["Canary"]:
        """Listens on a port that the system chooses."""
        server = await asyncio.start_server(self._meet, self.host, self.port, ssl=tls)
        self.port = server.sockets[0].getsockname()[1]
        yield self
        server.close()


def answering(*parts: bytes, pause: float = 0, forever: bool = False) -> Say:
    """Reads the request, then says these parts one after the other, the last of them again and again if `forever`."""

    async def say(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        for part in chain(parts, repeat(parts[-1]) if forever else ()):
            writer.write(part)
            await writer.drain()
            await asyncio.sleep(pause)

    return say


def http_answer(body: bytes, kind: str = "application/activity+json", **headers: str) -> bytes:
    """A whole answer, closed by its end."""
    lines = [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    head = "\r\n".join(["HTTP/1.1 200 OK", f"Content-Type: {kind}", "Connection: close", *lines])
    return head.encode() + b"\r\n\r\n" + body


class Names:
    """The phone book of the world: `names["far.example"] = ["127.0.0.2"]`; each look-up takes the next list."""

    def __init__(self, known: Mapping[str, Sequence[Sequence[str]]]) -> None:
        self.known = {name: list(answers) for name, answers in known.items()}
        self.asked: list[str] = []

    def __call__(self, host: Any, port: Any, family: int = 0, type: int = 0, proto: int = 0, flags: int = 0) -> Any:
        """In place of `socket.getaddrinfo`."""
        name = host.decode() if isinstance(host, bytes) else host
        self.asked.append(name)
        if name not in self.known:
            return socket._socket.getaddrinfo(host, port, family, type, proto, flags)  # type: ignore[attr-defined]
        answers = self.known[name]
        addresses = answers.pop(0) if len(answers) > 1 else answers[0]
        return [found for one in addresses for found in _entry(one, int(port or 0))]


def _entry(address: str, port: int) -> list[Any]:
    kind, stream = (socket.AF_INET6 if ":" in address else socket.AF_INET), socket.SOCK_STREAM
    return [(kind, stream, 6, "", (address, port, 0, 0) if ":" in address else (address, port))]


@asynccontextmanager
async def real_house(url: str, *allowed: str, **federation: Any) -> AsyncIterator[House]:
    """A house whose client opens real sockets; these networks are allowed besides the public ones."""
    clock = Clock()
    with tempfile.TemporaryDirectory(dir=place()) as folder:
        rules = {"allowed_private_networks": allowed, "request_timeout": 1, **federation}
        settings = settings_for("art.example", url, Path(folder), federation=rules)
        async with opened(settings, "all", clock=clock) as ctx:
            await accounts.ensure_house_accounts(ctx, next_keys)
            yield House(ctx, create_app(ctx, local_token=LOCAL_TOKEN), clock)


def self_signed(name: str, folder: Path) -> ssl.SSLContext:
    """A certificate by nobody in particular."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder().subject_name(subject).issuer_name(subject).public_key(key.public_key())
        .serial_number(x509.random_serial_number()).not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False).sign(key, SHA256())
    )  # fmt: skip
    path = folder / "both.pem"
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    path.write_bytes(private + certificate.public_bytes(Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    return context
