"""What a reply to the studio asks for: `post 2 unlisted: caption`, `vary 3`, `again`, `cancel`, in two languages."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from fediai.domain.errors import Invalid
from fediai.domain.pictures.imagine import flags_of, leading_mentions
from fediai.domain.visibility import Visibility

AGAIN = frozenset({"retry", "again", "lagi", "ulangi"})
STOP = frozenset({"cancel", "batal", "batalkan"})
POST = frozenset({"post", "publish", "pos", "kirim", "terbitkan"})
VARY = frozenset({"vary", "variasi", "variasikan"})
AUDIENCES: Mapping[str, Visibility] = {
    "public": Visibility.PUBLIC, "publik": Visibility.PUBLIC, "umum": Visibility.PUBLIC,
    "unlisted": Visibility.UNLISTED, "quiet": Visibility.UNLISTED, "senyap": Visibility.UNLISTED,
    "tak terdaftar": Visibility.UNLISTED, "tidak terdaftar": Visibility.UNLISTED,
    "private": Visibility.PRIVATE, "followers": Visibility.PRIVATE, "pengikut": Visibility.PRIVATE,
    "direct": Visibility.DIRECT, "langsung": Visibility.DIRECT,
}  # fmt: skip
_POST = re.compile(
    r"(?P<items>\d(?:[ \t,+&]{1,3}\d){0,3})?[ \t]*(?P<how>[^:\n]{0,40}?)[ \t]*(?:[:\n](?P<caption>.*))?", re.DOTALL
)
_VARY = re.compile(r"(?P<item>\d)?\s*(?P<flags>(?:--|[—–]).*)?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Again:
    """Paint it once more, with these flags changed."""

    flags: str = ""


@dataclass(frozen=True, slots=True)
class Stop:
    """Do not paint it."""


@dataclass(frozen=True, slots=True)
class Post:
    """Publish these candidates, counted from 1; where nothing was said it stays as it was asked for."""

    items: tuple[int, ...] = ()
    audience: str = ""
    caption: str | None = None

    @property
    def visibility(self) -> Visibility | None:
        """For whom, or `Invalid` with the words that are known."""
        if not self.audience:
            return None
        known = AUDIENCES.get(self.audience)
        if known is None:
            raise Invalid("Say for whom, then a colon and the caption: post 2 unlisted: First snow")
        return known


@dataclass(frozen=True, slots=True)
class Vary:
    """More like this candidate."""

    item: int = 1
    flags: str = ""


Reply = Again | Stop | Post | Vary


def read_reply(text: str) -> Reply | None:
    """What the words ask for; None for everything else that people say."""
    _, rest = leading_mentions(text)
    found = re.match(r"[^\W\d_]+", rest.strip())
    if found is None:
        return None
    word, said = found[0].casefold(), rest.strip()[found.end() :]
    if word in STOP:
        return Stop() if not said.strip(" .!") else None
    if word in AGAIN:
        return _again(said.lstrip(".!"))
    if word in POST:
        return _post(said)
    return _vary(said) if word in VARY else None


def _again(said: str) -> Again | None:
    flags = said.strip()
    if not flags:
        return Again()
    prompt, _ = flags_of(flags)
    return None if prompt else Again(flags)


def _post(said: str) -> Post | None:
    found = _POST.fullmatch(said.strip())
    if found is None:
        return None
    items = tuple(dict.fromkeys(int(digit) for digit in re.findall(r"\d", found["items"] or "")))
    caption = None if found["caption"] is None else found["caption"].strip()
    return Post(items, " ".join(found["how"].split()).casefold(), caption)


def _vary(said: str) -> Vary | None:
    found = _VARY.fullmatch(said.strip(" .!"))
    if found is None:
        return None
    flags = (found["flags"] or "").strip()
    if flags and flags_of(flags)[0]:
        return None
    return Vary(int(found["item"] or 1), flags)
