"""Every address of this instance in one place; ids are built from the configuration, never from a Host header."""

from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from urllib.parse import quote

from fediai.domain.accounts import INSTANCE_ACTOR

REMEMBERED = 10_000  # answers of pure functions that every page of a timeline asks again
_quoted = lru_cache(REMEMBERED)(quote)


@lru_cache(REMEMBERED)
def mark_of(address: str) -> str:
    """Known to who knows the address: our ids can be guessed, and a picture may be for followers only."""
    return sha256(address.encode()).hexdigest()[:20]


@dataclass(frozen=True, slots=True)
class Urls:
    """`base` is `https://art.example`; `media_base` may be another host."""

    base: str
    media_base: str
    domain: str

    @property
    def shared_inbox(self) -> str:
        return f"{self.base}/inbox"

    @property
    def instance_actor(self) -> str:
        return f"{self.base}/actor"

    def account(self, username: str) -> str:
        """The id of one of our actors."""
        return self.instance_actor if username == INSTANCE_ACTOR else f"{self.base}/users/{username}"

    def account_part(self, username: str, part: str) -> str:
        """`inbox`, `outbox`, `followers`, `following`, `collections/featured` of one of our actors."""
        return f"{self.account(username)}/{part}"

    def profile(self, username: str) -> str:
        """The page that people see."""
        return f"{self.base}/@{username}"

    def status(self, username: str, id: int) -> str:
        return f"{self.account(username)}/statuses/{id}"

    def conversation(self, thread_id: int) -> str:
        """All that is said below one of our posts (FEP-7888)."""
        return f"{self.base}/contexts/{thread_id}"

    def status_page(self, username: str, id: int) -> str:
        return f"{self.base}/@{username}/{id}"

    def activity(self, username: str, kind: str, id: int) -> str:
        """The id of an activity of ours, e.g. kind `follows`, `likes`, `updates`."""
        return f"{self.account(username)}/{kind}/{id}"

    def label(self, slug: str) -> str:
        """The definition of one of our labels."""
        return f"{self.base}/labels/{slug}"

    def tag(self, name: str) -> str:
        return f"{self.base}/tags/{_quoted(name)}"

    def file(self, key: str) -> str:
        """A stored file."""
        return f"{self.media_base}/{key}"

    def remote_media(self, id: int, kind: str, far: str) -> str:
        """The picture at `far` through our own cache, fetched when somebody first looks; `kind`: original | small."""
        return f"{self.media_base}/remote/{id}-{mark_of(far)}/{kind}"

    def remote_portrait(self, account_id: int, kind: str, far: str) -> str:
        """A far account's avatar or header through our own cache, new when `far` is; `kind`: avatar | header."""
        return f"{self.media_base}/remote/accounts/{account_id}/{kind}?v={mark_of(far)[:8]}"

    def remote_emoji(self, domain: str, shortcode: str, far: str) -> str:
        """A far host's custom emoji through our own cache, new when `far` is."""
        return f"{self.media_base}/remote/emojis/{domain}/{shortcode}?v={mark_of(far)[:8]}"

    def card_picture(self, card_id: int, far: str) -> str:
        """The picture of a linked page through our own cache."""
        return f"{self.media_base}/remote/cards/{card_id}-{mark_of(far)}/small"

    def emoji(self, shortcode: str) -> str:
        """The id of one of our custom emoji."""
        return f"{self.base}/emojis/{shortcode}"

    def static(self, name: str) -> str:
        return f"{self.base}/static/{name}"

    def is_ours(self, uri: str) -> bool:
        """Does this id belong to our namespace?"""
        return uri == self.base or uri.startswith(f"{self.base}/")
