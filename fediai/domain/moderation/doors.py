"""From where, and with which e-mail addresses, nobody signs up."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from ipaddress import ip_address, ip_network

from fediai.domain.errors import Invalid

SEVERITIES = ("sign_up_requires_approval", "sign_up_block", "no_access")


@dataclass(frozen=True, slots=True)
class IpBlock:
    """A row of `ip_blocks`."""

    id: int
    network: str
    severity: str
    comment: str
    created_at: datetime
    expires_at: datetime | None


@dataclass(frozen=True, slots=True)
class EmailBlock:
    """A row of `email_blocks`: a whole domain, or the hash of one address."""

    id: int
    kind: str
    name: str
    created_at: datetime


def network_of(text: str) -> str:
    """As 203.0.113.0/24; a single address is a network of one."""
    try:
        return str(ip_network(text.strip(), strict=False))
    except ValueError as cause:
        raise Invalid("Validation failed: Ip is no address or network") from cause


def holds(network: str, address: str) -> bool:
    """Does this address lie in that network? What is no address lies nowhere."""
    try:
        return ip_address(address) in ip_network(network)
    except ValueError:
        return False


def canonical_hash(email: str) -> str:
    """Of the plain form: letters of one case, without dots and what follows a plus, as Mastodon has it."""
    name, _, domain = email.strip().lower().partition("@")
    plain = name.partition("+")[0].replace(".", "")
    return sha256(f"{plain}@{domain}".encode()).hexdigest()


def domains_above(email: str) -> list[str]:
    """The domain of an address and those it belongs to."""
    labels = email.strip().lower().rpartition("@")[2].split(".")
    return [".".join(labels[start:]) for start in range(len(labels))]
