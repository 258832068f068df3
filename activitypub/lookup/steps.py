"""What a plan says and hears, and the one rule about belief: a document speaks only for its own id."""

from collections.abc import Generator
from dataclasses import dataclass
from typing import TypeVar

from activitypub.documents import Document, safe_url, same_id, without_fragment
from activitypub.linked_data import plain
from activitypub.results import Reason, Refused
from activitypub.terms import ACCEPT_ACTIVITY


@dataclass(frozen=True, slots=True)
class Fetch:
    """Please GET this. Only answers of the accepted media types may come back as `Fetched`."""

    url: str
    accept: str = ACCEPT_ACTIVITY


@dataclass(frozen=True, slots=True)
class Fetched:
    """The document, and the address at which it was found after all redirects."""

    url_final: str
    doc: Document


Found = TypeVar("Found")
Plan = Generator[Fetch, Fetched | Refused, Found]


def fetch_own(url: str) -> Plan[Fetched | Refused]:
    """The document at `url`, from where its own id says it lives.

    A document found elsewhere than at its id is only a hint to ask there, once: otherwise whoever
    can place a file, or a redirect, on a host could speak for everybody on it (GHSA-3fjr-858r-92rw).
    """
    asked = safe_url(url)
    for _ in range(2):
        if asked is None:
            return Refused(Reason.NOT_ITS_OWN_ID, "no usable id")
        answer = yield Fetch(without_fragment(asked))
        if isinstance(answer, Refused):
            return answer
        found = Fetched(answer.url_final, plain(answer.doc))
        asked = safe_url(found.doc.get("id"))
        if asked is not None and same_id(asked, found.url_final):
            return found
    return Refused(Reason.NOT_ITS_OWN_ID, "found elsewhere than at its id")
