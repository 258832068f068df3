"""A small mail server (RFC 5321) that keeps what it is given, or refuses it; with TLS where asked."""

import asyncio
import base64
import ssl
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage


@dataclass
class Mailbox:
    """`says` replaces the answer to a command: `{"RCPT": "550 nobody here"}`."""

    port: int = 0
    letters: list[EmailMessage] = field(default_factory=list)
    says: dict[str, str] = field(default_factory=dict)
    logins: list[str] = field(default_factory=list)
    tls: ssl.SSLContext | None = None  # for STARTTLS
    is_awake: Callable[[], object] = lambda: True  # nobody's letter is taken before

    async def speak(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 mail.example\r\n")
        while line := (await reader.readline()).decode().strip():
            word = line.partition(" ")[0].upper()
            offers = {"EHLO": STARTTLS, "STARTTLS": "220 go on"} if self.tls else {}
            while word == "MAIL" and not self.is_awake():
                await asyncio.sleep(0.05)
            answer = self.says.get(word) or offers.get(word) or ANSWERS.get(word, "502 what?")
            writer.write(answer.encode() + b"\r\n")
            if word == "STARTTLS" and self.tls:
                await writer.start_tls(self.tls)
            if word == "AUTH":
                self.logins.append(base64.b64decode(line.split()[-1]).decode())
            if word == "DATA" and answer.startswith("354"):
                raw = await reader.readuntil(b"\r\n.\r\n")
                self.letters.append(message_from_bytes(raw[:-3], policy=policy.default))
                writer.write(b"250 kept\r\n")
            if word == "QUIT":
                break
        writer.close()


ANSWERS = {
    "EHLO": "250-mail.example\r\n250 AUTH PLAIN", "AUTH": "235 come in", "MAIL": "250 yes", "RCPT": "250 yes",
    "DATA": "354 go on", "QUIT": "221 bye", "RSET": "250 yes",
}  # fmt: skip
STARTTLS = "250-mail.example\r\n250-STARTTLS\r\n250 AUTH PLAIN"


@asynccontextmanager
async def mailbox(
    port: int = 0, *, starttls: ssl.SSLContext | None = None, tls: ssl.SSLContext | None = None
) -> AsyncIterator[Mailbox]:
    """Listening on 127.0.0.1; `tls` from the first byte, or `starttls` when it is asked for."""
    box = Mailbox(tls=starttls)
    server = await asyncio.start_server(box.speak, "127.0.0.1", port, ssl=tls)
    box.port = server.sockets[0].getsockname()[1]
    try:
        yield box
    finally:
        server.close()


@contextmanager
def post_office() -> Iterator[Mailbox]:
    """A mailbox in a thread of its own, for stories of processes."""
    loop = asyncio.new_event_loop()
    opened = mailbox()
    box = loop.run_until_complete(opened.__aenter__())
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        yield box
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(5)
        loop.run_until_complete(opened.__aexit__(None, None, None))
        loop.close()
