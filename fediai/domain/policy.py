"""Do we want it? Whom an instance hears and speaks to, decided by the names of the servers involved."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """What an administrator says about a domain."""

    SUSPEND = "suspend"
    SILENCE = "silence"
    ALLOW = "allow"
    NOOP = "noop"  # the server is heard; only its media or reports are not wanted


@dataclass(frozen=True, slots=True)
class Accept:
    """Come in."""


@dataclass(frozen=True, slots=True)
class Quarantine:
    """Come in, but stay out of public view."""

    domain: str


@dataclass(frozen=True, slots=True)
class Drop:
    """Stay out, and why."""

    reason: str


Verdict = Accept | Quarantine | Drop


def names_of(host: str) -> list[str]:
    """A host and the domains it belongs to: a rule for `evil.example` also means `a.evil.example:8443`."""
    name = host.lower().partition(":")[0].rstrip(".") if not host.startswith("[") else host
    labels = name.split(".")
    return [host.lower(), *(".".join(labels[start:]) for start in range(len(labels)))]


def judge(hosts: Iterable[str], said: Mapping[str, str], *, allowlist: bool) -> Verdict:
    """One suspended host among those involved is enough; where a list allows, every one must be on it."""
    if not said and not allowlist:
        return Accept()
    silenced = ""
    for host in hosts:
        words = {said[name]: name for name in names_of(host) if name in said}
        if Severity.SUSPEND in words:
            return Drop(f"{words[Severity.SUSPEND]} is blocked")
        if allowlist and Severity.ALLOW not in words:
            return Drop(f"{host} is not on the list of allowed servers")
        silenced = words.get(Severity.SILENCE, silenced)
    return Quarantine(silenced) if silenced else Accept()
