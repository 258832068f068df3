"""Two servers compare who follows whom without telling anybody else (FEP-8fcf)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from activitypub.documents import safe_url

HEADER = "Collection-Synchronization"
LONGEST = 4096
PARAMETER = r'\s*([A-Za-z]{1,32})="([^"\\]*)"\s*'
WHOLE = re.compile(rf"{PARAMETER.replace('(', '(?:')}(?:,{PARAMETER.replace('(', '(?:')}){{0,7}}")
ONE = re.compile(PARAMETER)
DIGEST = re.compile(r"[0-9a-fA-F]{64}")


@dataclass(frozen=True, slots=True)
class Synchronisation:
    """Of the followers collection, those that live where it is read: where they are listed, and their digest."""

    collection_id: str
    url: str
    digest: str


def digest_of(ids: Iterable[str]) -> str:
    """The hashes of all ids, laid over each other: their order does not matter."""
    found = 0
    for one in ids:
        found ^= int.from_bytes(sha256(one.encode()).digest())
    return found.to_bytes(32).hex()


def write_synchronisation(said: Synchronisation) -> str:
    """The value of the header."""
    return f'collectionId="{said.collection_id}", url="{said.url}", digest="{said.digest}"'


def read_synchronisation(text: str) -> Synchronisation | None:
    """What the header says, if it says all of it, each once."""
    if len(text) > LONGEST or not WHOLE.fullmatch(text):
        return None
    pairs = ONE.findall(text)
    said = dict(pairs)
    collection, url, digest = safe_url(said.get("collectionId")), safe_url(said.get("url")), said.get("digest", "")
    if len(said) < len(pairs) or collection is None or url is None or not DIGEST.fullmatch(digest):
        return None
    return Synchronisation(collection, url, digest.lower())
