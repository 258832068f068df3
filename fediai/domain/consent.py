"""What may be made of a post or a picture beyond being shown: decided here for all who would; pure."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from fediai.domain.accounts import Account


class Purpose(StrEnum):
    """Why somebody asks."""

    REMIX = "remix"  # a model is handed the picture, to make another of it
    LEARN = "learn"  # a model is trained on it, or describes it
    INDEX = "index"  # its words are found by search


@dataclass(frozen=True, slots=True)
class Verdict:
    """Yes or no, and why in a few words, for the log and for who asked; true where it is yes."""

    allowed: bool
    reason: str

    def __bool__(self) -> bool:
        return self.allowed


# What people write into their bios and under their posts, and what each refuses.
REFUSALS: Final = {
    "noai": frozenset({Purpose.REMIX, Purpose.LEARN}),
    "noml": frozenset({Purpose.REMIX, Purpose.LEARN}),
    "nobot": frozenset(Purpose),
    "nobots": frozenset(Purpose),
    "noindex": frozenset({Purpose.INDEX}),
    "nosearch": frozenset({Purpose.INDEX}),
}
_TAG: Final = re.compile(r"#(?:<[^<>]{0,200}>)*([a-z]{3,12})\b")  # others write `#<span>noai</span>`


def refusals(account: Account, tags: tuple[str, ...] = ()) -> frozenset[Purpose]:
    """What an account refuses in its bio, its name or its fields, and a post by its hashtags."""
    fields = " ".join(f"{row.get('name', '')} {row.get('value', '')}" for row in account.fields)
    said = _TAG.findall(f"{account.display_name} {account.note} {fields}".lower())
    words = {*said, *(tag.lower() for tag in tags)}
    return frozenset().union(*(REFUSALS[word] for word in words if word in REFUSALS))


def judge(author: Account, purpose: Purpose, *, by: Account | None = None, tags: tuple[str, ...] = ()) -> Verdict:
    """May this be made of something of this author's? No, unless there is a reason for yes.

    One's own is one's own. What is from elsewhere is never handed to a model: no server has yet a way to say that
    it may be. It is found by search where its author asks for that (`indexable`, FEP-5feb) and nothing refuses it.
    """
    if by is not None and by.id == author.id:
        return Verdict(True, "their own")
    if author.suspended_at is not None or author.deleted_at is not None:
        return Verdict(False, "its author is gone")
    if purpose in refusals(author, tags):
        return Verdict(False, "its author says no in words")
    if purpose is Purpose.INDEX:
        return Verdict(author.indexable, "indexable" if author.indexable else "not indexable")
    if not author.is_local:
        return Verdict(False, "from elsewhere")
    agreed = author.may_remix if purpose is Purpose.REMIX else author.may_learn
    return Verdict(agreed, "its author agrees" if agreed else "its author has not agreed")


def shuns_machines(account: Account, tags: tuple[str, ...] = ()) -> bool:
    """Would somebody rather not meet a painting bot? `#nobot`, `#noai` and their like; `#noindex` is another matter."""
    return bool(refusals(account, tags) - {Purpose.INDEX})
