"""A small mail server (RFC 5321) that keeps what it is given, or refuses it."""

import asyncio
import base64
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
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

    async def speak(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 mail.example\r\n")
        while line := (await reader.readline()).decode().strip():
            word = line.partition(" ")[0].upper()
            answer = self.says.get(word) or ANSWERS.get(word, "502 what?")
            writer.write(answer.encode() + b"\r\n")
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


@asynccontextmanager
async def mailbox(port: int = 0) -> AsyncIterator[Mailbox]:
    """Listening on 127.0.0.1."""
    box = Mailbox()
    server = await asyncio.start_server(box.speak, "127.0.0.1", port)
    box.port = server.sockets[0].getsockname()[1]
    try:
        yield box
    finally:
        server.close()
