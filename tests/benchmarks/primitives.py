"""The physical limit of federation: what one RSA-2048 signature costs on this machine, at this moment."""

import time
from collections.abc import Callable

from activitypub.keys import generate_rsa
from tests.benchmarks.load import Cost

TEXT = b"(request-target): post /inbox" + b" " * 200


def signature(count: int) -> Cost:
    """To make one: once for each delivery."""
    key = generate_rsa()
    return _measured("one RSA-2048 signature", count, lambda: key.sign(TEXT))


def verification(count: int) -> Cost:
    """To check one: once for each arrival."""
    from activitypub.actors import ActorKey
    from activitypub.keys import PublicKey, read_public_key

    key = generate_rsa()
    public = read_public_key(ActorKey("https://far.example/#key", "https://far.example/", key.public_pem()))
    assert isinstance(public, PublicKey)
    signed = key.sign(TEXT)
    return _measured("one RSA-2048 verification", count, lambda: public.verifies(signed, TEXT))


def _measured(what: str, count: int, work: Callable[[], object]) -> Cost:
    before, began = time.process_time(), time.monotonic()
    for _ in range(count):
        work()
    return Cost(what, count, time.monotonic() - began, time.process_time() - before)
