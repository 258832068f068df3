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


async def try_out(settings: Settings) -> Failure | None:
    """None when the server would take a letter from us: it is there, believed, and lets us in."""
    return await asyncio.to_thread(_hand_over, settings.email, None)


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


def _hand_over(email: Email, message: "EmailMessage | None") -> Failure | None:
    """With no letter the server is only greeted, and signed in to."""
    import smtplib

    try:
        with _connected(email) as server:
            if email.user:
                server.login(email.user, email.password)
            if message is not None:
                server.send_message(message)
    except smtplib.SMTPRecipientsRefused as refusal:
        code, said = next(iter(refusal.recipients.values()))
        return Failure(_answer(code, said), is_final=code >= 500)
    except smtplib.SMTPDataError as refusal:
        return Failure(_answer(refusal.smtp_code, refusal.smtp_error), is_final=refusal.smtp_code >= 500)
    except (smtplib.SMTPException, OSError, ValueError) as trouble:
        return Failure(_in_words(email, trouble)[:300], is_final=False)
    return None


def _answer(code: int, said: bytes | str) -> str:
    return f"{code} {said.decode(errors='replace') if isinstance(said, bytes) else said}"[:300]


def _connected(email: Email) -> "smtplib.SMTP":
    import smtplib
    import ssl

    host, _, port = email.server.partition(":")
    at = int(port or PORTS[email.security])
    if email.security == "tls":
        return smtplib.SMTP_SSL(host, at, timeout=SECONDS, context=ssl.create_default_context())
    server = smtplib.SMTP(host, at, timeout=SECONDS)
    try:
        if email.security == "starttls":
            server.starttls(context=ssl.create_default_context())
    except BaseException:
        server.close()  # nobody but us has it yet
        raise
    return server


def _in_words(email: Email, trouble: Exception) -> str:
    """What an administrator has to mend, as far as it can be told from outside."""
    import smtplib
    import socket
    import ssl

    match trouble:
        case ssl.SSLCertVerificationError():
            return f"the certificate of {email.server} is not to be believed: {trouble.verify_message}"
        case ssl.SSLError():
            return (
                f"{email.server} does not speak TLS as [email] security = {email.security!r} expects: {trouble.reason}"
            )
        case smtplib.SMTPAuthenticationError():
            return f"{email.server} refuses [email] user and password: {_answer(trouble.smtp_code, trouble.smtp_error)}"
        case smtplib.SMTPNotSupportedError():
            return f"{email.server} does not offer what we ask for: {trouble}"
        case socket.gaierror():
            return f"{email.server} does not resolve"
        case ConnectionRefusedError():
            return f"nothing listens at {email.server}"
        case TimeoutError():
            return (
                f"{email.server} does not answer within {SECONDS} s; perhaps [email] security or the port does not fit"
            )
    return f"{email.server}: {type(trouble).__name__}: {trouble}"
