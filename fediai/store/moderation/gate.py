"""From which networks nobody comes in at all, in memory: every request asks."""

from dataclasses import dataclass
from datetime import datetime
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

from fediai.domain.events import DoorsChanged
from fediai.store.database import Transaction
from fediai.store.kept import Kept
from fediai.store.moderation import doors


@dataclass(frozen=True, slots=True)
class Gate:
    """The networks, and until when."""

    shut: tuple[tuple[IPv4Network | IPv6Network, datetime | None], ...] = ()

    def holds(self, address: str, now: datetime) -> bool:
        """Does it come from one of them? What is no address comes from nowhere."""
        if not self.shut:
            return False
        try:
            found = ip_address(address)
        except ValueError:
            return False
        return any(found in network and (until is None or until > now) for network, until in self.shut)


async def _read(tx: Transaction) -> Gate:
    shut = [one for one in await doors.standing(tx) if one.severity == doors.NO_ACCESS]
    return Gate(tuple((ip_network(one.network), one.expires_at) for one in shut))


def gate() -> Kept[Gate]:
    """One per Context."""
    return Kept(Gate(), doors.MARK, DoorsChanged, _read)
