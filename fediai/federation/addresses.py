"""Which machines we may talk to: public ones, and what the administrator allows besides."""

import ipaddress
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

WEB_PORTS = frozenset({80, 443})

# IANA's special-purpose registries. `is_global` of the standard library lets multicast, NAT64, 6to4,
# site-local and IPv4-translated addresses through, so the lists are our own.
NOT_PUBLIC_4 = tuple(
    ipaddress.IPv4Network(text)
    for text in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
        "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15",
        "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
    )
)  # fmt: skip
PUBLIC_6 = ipaddress.IPv6Network("2000::/3")
NOT_PUBLIC_6 = tuple(
    ipaddress.IPv6Network(text)
    for text in ("2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20")
)

# The C resolver reads `0x7f.1`, `127.1` and `2130706433` as 127.0.0.1: a name must not end like a number.
ENDS_LIKE_A_NUMBER = re.compile(r"(?:.*\.)?(?:[0-9]+|0x[0-9a-f]*)\.?")


def is_public(address: Address) -> bool:
    """Can everybody reach it, and is it one machine of somebody's?"""
    if isinstance(address, ipaddress.IPv4Address):
        return not any(address in network for network in NOT_PUBLIC_4)
    return address in PUBLIC_6 and not any(address in network for network in NOT_PUBLIC_6)


@lru_cache(maxsize=4096)
def literal(host: str) -> Address | None:
    """The address that a host spells out: a dotted quad or a v6 address, nothing more inventive."""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return None
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped is not None:
        return address.ipv4_mapped
    return address


def is_readable(host: str) -> bool:
    """Will every parser see the same machine in this host?"""
    return literal(host) is not None or ENDS_LIKE_A_NUMBER.fullmatch(host.lower()) is None


@dataclass(frozen=True, slots=True)
class Reach:
    """How far this instance may reach: `also` are the CIDRs of `federation.allowed_private_networks`."""

    also: tuple[Network, ...] = ()

    @classmethod
    def of(cls, networks: Iterable[str]) -> "Reach":
        return cls(tuple(ipaddress.ip_network(network) for network in networks))

    def includes(self, host: str) -> bool:
        """Is this address one of those the administrator allows besides?"""
        address = literal(host)
        return address is not None and any(address in network for network in self.also)

    def allows(self, host: str, port: int) -> bool:
        """May a connection go there? Public addresses on the web's ports, allowed ones on any."""
        address = literal(host.partition("%")[0])
        if address is None:
            return False
        return self.includes(str(address)) or (port in WEB_PORTS and is_public(address))
