"""When a far server is left in peace: the breaker's arithmetic."""

from dataclasses import replace
from datetime import datetime, timedelta

from fediai.store.far.peers import Peer

PATIENCE = 3  # failures in a row before deliveries begin to wait
LONGEST = timedelta(hours=6)
GIVEN_UP = timedelta(days=7)


def failed(peer: Peer, now: datetime) -> Peer:
    """One more failure; from the third on the peer is left alone, twice as long each time."""
    failures = peer.failures + 1
    closed = None
    if failures >= PATIENCE:
        closed = now + min(timedelta(minutes=1) * 2 ** min(failures - PATIENCE, 10), LONGEST)
    return replace(peer, failures=failures, failing_since=peer.failing_since or now, closed_until=closed)


def waits(peer: Peer, now: datetime) -> datetime | None:
    """Until when deliveries to it wait, if they do."""
    return peer.closed_until if peer.closed_until is not None and peer.closed_until > now else None


def is_on_trial(peer: Peer) -> bool:
    """Closed once and not heard of since: one delivery asks, the others wait for how that goes."""
    return peer.failures >= PATIENCE


def is_lost(peer: Peer, now: datetime) -> bool:
    """Silent for so long that nobody waits any more."""
    return peer.failing_since is not None and now - peer.failing_since > GIVEN_UP
