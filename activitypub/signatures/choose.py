"""Which of the two signature formats a request speaks."""

from activitypub.requests import Request
from activitypub.results import Refused
from activitypub.signatures import cavage, rfc9421
from activitypub.signatures.signature import Signature


def read_signature(request: Request, authorities: frozenset[str], scheme: str = "https") -> Signature | Refused:
    """What was signed. `Signature-Input` decides: a broken one is never rescued by the older format (A25)."""
    if "signature-input" in request.headers:
        return rfc9421.read_signature(request, authorities, scheme)
    return cavage.read_signature(request, authorities)
