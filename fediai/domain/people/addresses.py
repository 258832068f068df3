"""Where somebody is, roughly: enough to know one's own browser again, too little to find a person by."""

import ipaddress


def coarse(address: str) -> str:
    """`203.0.113.…`, `2001:db8:7:…`; "" for what is no address."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return ""
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped is None:
        return ":".join(f"{int(group, 16):x}" for group in found.exploded.split(":")[:3]) + ":…"
    plain = found.ipv4_mapped if isinstance(found, ipaddress.IPv6Address) else found
    return ".".join(str(plain).split(".")[:3]) + ".…"
