"""RSA keys for everybody in this process: making one takes longer than most stories do, and none looks at it.

A ring, so that those who meet in one story have different keys: who signs with somebody else's is found out.
"""

from functools import cache
from itertools import count

from activitypub.keys import PrivateKey, generate_ed25519, generate_rsa
from fediai.services.people.accounts import Keys

RING = 12
_drawn = count()


@cache
def _of_the_ring(place: int) -> PrivateKey:
    return generate_rsa()


def next_rsa() -> PrivateKey:
    """Another one than the last eleven."""
    return _of_the_ring(next(_drawn) % RING)


async def next_keys() -> Keys:
    """What an account of ours signs with."""
    return Keys(next_rsa(), generate_ed25519())
