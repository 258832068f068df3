"""The streams of the client API by name, and which of them a status belongs to."""

from collections.abc import Mapping
from dataclasses import dataclass

from fediai.domain.statuses import StatusView
from fediai.domain.visibility import Visibility

HOME, BELLS = "user", "user:notification"
PUBLIC = {
    "public", "public:media", "public:local", "public:local:media", "public:remote", "public:remote:media",
}  # fmt: skip
TAGGED = {"hashtag", "hashtag:local"}
LIST, DIRECT = "list", "direct"
NAMES = {HOME, BELLS, LIST, DIRECT} | PUBLIC | TAGGED


@dataclass(frozen=True, slots=True)
class Stream:
    """A name, and the hashtag or list where the name needs one."""

    name: str
    about: str = ""

    @property
    def label(self) -> list[str]:
        """How frames name it."""
        return [self.name, self.about] if self.about else [self.name]


@dataclass(frozen=True, slots=True)
class Unknown:
    """No such stream; the sentence is for whoever wrote the client."""

    sentence: str


def stream_of(words: Mapping[str, object]) -> Stream | Unknown:
    """What a subscription asks for: `stream`, and `tag` or `list` beside it."""
    name = str(words.get("stream") or "")
    if name not in NAMES:
        return Unknown("Unknown stream type")
    needs = "tag" if name in TAGGED else "list" if name == "list" else None
    if needs is None:
        return Stream(name)
    about = str(words.get(needs) or "").strip().lstrip("#").lower()[:200]
    return Stream(name, about) if about else Unknown(f"The stream {name} needs a {needs}")


def open_streams(view: StatusView) -> set[Stream]:
    """The public and hashtag streams on which this status travels; a reply or a reblog is on none of the former."""
    status = view.status
    if status.visibility is not Visibility.PUBLIC or status.reblog_of_id is not None or status.is_pending:
        return set()
    tagged = {Stream("hashtag", tag) for tag in status.tags}
    if status.local:
        tagged |= {Stream("hashtag:local", tag) for tag in status.tags}
    if status.in_reply_to_uri and status.in_reply_to_account_id != status.account_id:
        return tagged
    whole = {"public", "public:local" if status.local else "public:remote"}
    with_media = {f"{name}:media" for name in whole} if view.media else set()
    return tagged | {Stream(name) for name in whole | with_media}
