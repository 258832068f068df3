"""Questions with their options, and when they close."""

from dataclasses import dataclass
from datetime import datetime

from activitypub.documents import Document, Json, count_of, many, nested, read_time, text_of

OPTION_LIMIT = 20  # 100,000 options were an attack on the page that shows them
OPTION_TEXT_LIMIT = 500


@dataclass(frozen=True, slots=True)
class PollOption:
    """One answer and how many chose it."""

    name: str
    votes: int = 0


@dataclass(frozen=True, slots=True)
class Poll:
    """The answers of a Question; `closed` is set once it has ended early or in time."""

    options: tuple[PollOption, ...]
    multiple: bool = False
    end: datetime | None = None
    closed: datetime | None = None
    voters: int | None = None


def read_poll(document: Document) -> Poll | None:
    """The poll in a Question: `anyOf` allows several answers, `oneOf` one."""
    multiple = bool(many(document.get("anyOf"), 1))
    answers = many(document.get("anyOf") if multiple else document.get("oneOf"), OPTION_LIMIT)
    options = tuple(read_option(answer) for answer in answers if isinstance(answer, dict))
    if not options:
        return None
    return Poll(
        options=options,
        multiple=multiple,
        end=read_time(document.get("endTime")),
        closed=read_time(document.get("closed")),
        voters=count_of(document.get("votersCount")),
    )


def read_option(answer: dict[str, Json]) -> PollOption:
    """One answer; its votes are the size of its replies."""
    replies = nested(answer.get("replies")) or {}
    return PollOption(
        name=text_of(answer.get("name"), OPTION_TEXT_LIMIT),
        votes=count_of(replies.get("totalItems")) or 0,
    )
