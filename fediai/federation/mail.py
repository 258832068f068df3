"""Hands letters to the mail server that the administrator chose: SMTP, in a thread, with time limits."""

import asyncio
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from fediai.settings import Email, Settings

if TYPE_CHECKING:
    import smtplib
    from email.message import EmailMessage

PORTS = {"starttls": 587, "tls": 465, "none": 25}
SECONDS = 30


@dataclass(frozen=True, slots=True)
class Letter:
    """Plain text to one person."""

    to: str
    subject: str
    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Failure:
    """Why it was not taken, and whether that will stay so."""

    reason: str
    is_final: bool


async def send(settings: Settings, letter: Letter, now: datetime) -> Failure | None:
    """None once the server has taken it."""
    message = _message(settings, letter, now)
    return await asyncio.to_thread(_hand_over, settings.email, message)


def _message(settings: Settings, letter: Letter, now: datetime) -> "EmailMessage":
    from email.headerregistry import Address
    from email.message import EmailMessage
    from email.utils import format_datetime, make_msgid

    host = settings.instance.domain.partition(":")[0]
    message = EmailMessage()
    message["From"] = Address(settings.instance.title, addr_spec=settings.email.sender or f"no-reply@{host}")
    message["To"] = letter.to
    message["Subject"] = letter.subject
    message["Date"] = format_datetime(now)
    message["Message-ID"] = make_msgid(domain=host)
    message["Auto-Submitted"] = "auto-generated"  # so that nobody's absence answers it (RFC 3834)
    message["Content-Language"] = letter.language
    message.set_content(letter.text)
    return message


def _hand_over(email: Email, message: "EmailMessage") -> Failure | None:
    import smtplib

    try:
        with _connected(email) as server:
            if email.user:
                server.login(email.user, email.password)
            server.send_message(message)
    except smtplib.SMTPRecipientsRefused as refusal:
        code, said = next(iter(refusal.recipients.values()))
        return Failure(f"{code} {said.decode(errors='replace')}"[:300], is_final=code >= 500)
    except smtplib.SMTPDataError as refusal:
        return Failure(str(refusal)[:300], is_final=refusal.smtp_code >= 500)
    except (smtplib.SMTPException, OSError, ValueError) as trouble:
        return Failure(f"{type(trouble).__name__}: {trouble}"[:300], is_final=False)
    return None


def _connected(email: Email) -> "smtplib.SMTP":
    import smtplib
    import ssl

    host, _, port = email.server.partition(":")
    at = int(port or PORTS[email.security])
    if email.security == "tls":
        return smtplib.SMTP_SSL(host, at, timeout=SECONDS, context=ssl.create_default_context())
    server = smtplib.SMTP(host, at, timeout=SECONDS)
    if email.security == "starttls":
        server.starttls(context=ssl.create_default_context())
    return server
