"""Which of the two signature formats a request speaks."""

from activitypub.requests import Request
from activitypub.results import Refused
from activitypub.signatures import cavage
from activitypub.signatures.signature import Signature


def read_signature(request: Request, authorities: frozenset[str]) -> Signature | Refused:
    """What was signed, whichever way it is written."""
    return cavage.read_signature(request, authorities)
