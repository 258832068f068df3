"""What an administrator can set: `config.toml` and the environment become frozen dataclasses; unknown keys are refused.

The same words in the same order as `config.example.toml`; every value can come from `FEDIAI_SECTION__KEY`.
"""

import difflib
import ipaddress
import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, tzinfo
from pathlib import Path
from typing import Any, get_type_hints
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from fediai.typed import READERS, texts


class SettingsError(Exception):
    """The configuration can't be used; the sentence says which key and what to write instead."""


@dataclass(frozen=True, slots=True)
class Instance:
    domain: str = "127.0.0.1:8000"
    scheme: str = "http"
    title: str = "fediai"
    description: str = "Pictures made with AI, by people who say so."
    language: str = "en"
    time_zone: str = "UTC"
    contact_email: str = ""


@dataclass(frozen=True, slots=True)
class Server:
    bind: str = "127.0.0.1:8000"
    trusted_proxies: tuple[str, ...] = ("127.0.0.1",)
    admin_bind: str = ""
    log_level: str = "info"


@dataclass(frozen=True, slots=True)
class DatabaseSettings:
    url: str = "sqlite:var/fediai.db"


@dataclass(frozen=True, slots=True)
class Media:
    url: str = "file:var/media"
    public_url: str = ""
    image_size_limit: int = 16_777_216
    pixel_limit: int = 33_177_600
    remote_size_limit: int = 16_777_216
    remote_cache_days: int = 30


@dataclass(frozen=True, slots=True)
class Federation:
    allowed_private_networks: tuple[str, ...] = ()
    mode: str = "open"
    authorized_fetch: bool = False
    max_body: int = 262_144
    max_document: int = 1_048_576
    request_timeout: int = 10
    max_redirects: int = 3
    fetches_per_arrival: int = 20
    fetches_per_thread: int = 60
    deliveries_at_once: int = 16
    deliveries_per_host: int = 4
    signers: int = 1
    bluesky_bridge: str = "https://bsky.brid.gy/bsky.brid.gy"

    @property
    def asks_who_reads(self) -> bool:
        """Must servers sign to read? A list of who may would mean nothing if the others had only to say no name."""
        return self.authorized_fetch or self.mode == "allowlist"


@dataclass(frozen=True, slots=True)
class Accounts:
    registrations: str = "closed"
    invites_per_member: int = 5
    confirm_email: bool = False
    password_grant: bool = False
    session_days: int = 60


@dataclass(frozen=True, slots=True)
class Email:
    server: str = ""
    security: str = "starttls"
    user: str = ""
    password: str = ""
    sender: str = ""


@dataclass(frozen=True, slots=True)
class Posting:
    max_characters: int = 5000
    hashtags: tuple[str, ...] = ("AIGenerated",)
    commands: tuple[str, ...] = ("/imagine", "/gambar")
    wait_seconds: float = 8.0
    alias_days: int = 30
    link_cards: bool = True


@dataclass(frozen=True, slots=True)
class Neighbours:
    public_per_hour: int = 3
    public_per_day: int = 12
    instance_public_per_hour: int = 40


@dataclass(frozen=True, slots=True)
class Guests:
    may_ask: str = "followers"
    domains: tuple[str, ...] = ()
    pictures_per_day: int = 4
    pictures_per_server: int = 20


@dataclass(frozen=True, slots=True)
class Limits:
    enabled: bool = True
    requests_per_5_minutes: int = 300
    arrivals_per_address: int = 12_000
    unproved_per_host: int = 600
    activities_per_host: int = 12_000
    mentions_by_strangers: int = 10
    pictures_per_day: int = 40
    generations_at_once: int = 3
    queue: int = 100


@dataclass(frozen=True, slots=True)
class GeneratorSettings:
    local: bool = True
    plugin: str = "embedded"
    model: str = ""
    workflow: str = ""
    device: str = "auto"
    lease_seconds: int = 60
    attempts: int = 3
    width: int = 1024
    height: int = 1024


@dataclass(frozen=True, slots=True)
class Settings:
    """One attribute per TOML section."""

    instance: Instance = field(default_factory=Instance)
    server: Server = field(default_factory=Server)
    database: DatabaseSettings = field(default_factory=DatabaseSettings)
    media: Media = field(default_factory=Media)
    federation: Federation = field(default_factory=Federation)
    accounts: Accounts = field(default_factory=Accounts)
    email: Email = field(default_factory=Email)
    posting: Posting = field(default_factory=Posting)
    neighbours: Neighbours = field(default_factory=Neighbours)
    guests: Guests = field(default_factory=Guests)
    limits: Limits = field(default_factory=Limits)
    generator: GeneratorSettings = field(default_factory=GeneratorSettings)
    home: Path = field(default_factory=Path)  # the folder of config.toml: relative paths start here

    @property
    def base(self) -> str:
        """The root of every id and page: `https://art.example`."""
        return f"{self.instance.scheme}://{self.instance.domain}"

    @property
    def zone(self) -> tzinfo:
        """The clock of the house, on which pages count their days."""
        return UTC if self.instance.time_zone == "UTC" else ZoneInfo(self.instance.time_zone)

    @property
    def media_base(self) -> str:
        """Where stored files are served from."""
        return self.media.public_url.rstrip("/") or f"{self.base}/media"

    def path_of(self, url: str) -> Path:
        """The file or folder that a `sqlite:` or `file:` URL names."""
        return self.home / url.split(":", 1)[1].removeprefix("//")


CHOICES = {
    "instance.scheme": ("https", "http"),
    "instance.language": ("en", "id"),
    "federation.mode": ("open", "allowlist"),
    "accounts.registrations": ("open", "approval", "invite", "closed"),
    "guests.may_ask": ("nobody", "followers", "everybody"),
    "email.security": ("starttls", "tls", "none"),
    "server.log_level": ("debug", "info", "warning", "error"),
}


def load(path: Path | None, environment: Mapping[str, str] = os.environ) -> Settings:
    """Reads the file (if any), lets the environment override, checks every key and value."""
    document: dict[str, Any] = {}
    if path is not None:
        document = _document(path)
    sections = get_type_hints(Settings)
    del sections["home"]
    _refuse_unknown(document, sections, "section")
    for name, text in environment.items():
        if name.startswith("FEDIAI_") and "__" in name:
            section, key = name.removeprefix("FEDIAI_").lower().split("__", 1)
            document.setdefault(section, {})[key] = text
    _refuse_unknown(document, sections, "section")
    values = {name: _section(name, kind, document.get(name, {})) for name, kind in sections.items()}
    settings = Settings(**values, home=path.resolve().parent if path else Path.cwd())
    _check(settings)
    return settings


def _document(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as cause:
        raise SettingsError(f"no configuration at {path}; `fediai init` writes one") from cause
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as cause:
        raise SettingsError(f"{path} is not valid TOML: {cause}") from cause


def _refuse_unknown(given: Mapping[str, Any], known: Mapping[str, Any], what: str, prefix: str = "") -> None:
    for name in given:
        if name not in known:
            near = difflib.get_close_matches(name, list(known), n=1, cutoff=0.5)
            hint = f"; did you mean `{near[0]}`?" if near else f"; known: {', '.join(known)}"
            raise SettingsError(f"unknown {what} `{prefix}{name}`{hint}")


def _section(name: str, kind: type, given: Any) -> Any:
    if not isinstance(given, dict):
        raise SettingsError(f"`{name}` is a section: write [{name}] above its settings")
    hints = get_type_hints(kind)
    _refuse_unknown(given, hints, "setting", f"{name}.")
    values = {key: _value(f"{name}.{key}", hints[key], value) for key, value in given.items()}
    return kind(**values)


def _value(key: str, kind: Any, value: Any) -> Any:
    """The value in its declared type; from the environment everything arrives as text."""
    read = READERS.get(kind, texts)
    try:
        found = read(value)
    except (ValueError, TypeError) as cause:
        raise SettingsError(f"`{key}` can't be {value!r}: {cause}") from cause
    if isinstance(found, int | float) and found < 0:
        raise SettingsError(f"`{key}` can't be less than nothing; not {value!r}")
    allowed = CHOICES.get(key)
    if allowed and found not in allowed:
        raise SettingsError(f"`{key}` is one of {', '.join(allowed)}; not {value!r}")
    return found


def _check(settings: Settings) -> None:
    """What one value can't show alone."""
    host = urlsplit(f"//{settings.instance.domain}").hostname
    if not host or "/" in settings.instance.domain or settings.instance.domain != settings.instance.domain.lower():
        raise SettingsError("`instance.domain` is a lower-case host, or host:port, as in `art.example`")
    if not settings.database.url.startswith(("sqlite:", "postgresql://", "postgres://")):
        raise SettingsError("`database.url` is sqlite:PATH or postgresql://user:pass@host/db")
    if settings.accounts.confirm_email and not settings.email.server:
        raise SettingsError("`accounts.confirm_email` needs letters: set `email.server`, or leave it false")
    if not re.fullmatch(r"[^:\s]*(:\d{1,5})?", settings.email.server):
        raise SettingsError("`email.server` is a host, or host:port, as in `mail.example:587`")
    try:
        _ = settings.zone
    except (KeyError, ValueError) as cause:
        raise SettingsError("`instance.time_zone` is a name that this machine knows, as `Asia/Jakarta`") from cause
    for network in settings.federation.allowed_private_networks:
        try:
            ipaddress.ip_network(network)
        except ValueError as cause:
            raise SettingsError(f"`federation.allowed_private_networks`: {cause}") from cause
