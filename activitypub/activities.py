"""Everything an actor may say, one class per verb. Start reading the package here."""

from dataclasses import dataclass
from datetime import datetime

from activitypub.documents import Document


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """Somebody did something to something, and told these people.

    `object_id` names the thing, `object` is the thing as it was embedded, still untrusted: an
    embedded object is believed only where `authority.may` says that the speaker owns it.
    """

    actor: str
    id: str | None = None
    object_id: str | None = None
    object: Document | None = None
    to: tuple[str, ...] = ()
    cc: tuple[str, ...] = ()
    published: datetime | None = None


class Follow(Activity):
    """Asks to be told what an actor says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer(Activity):
    """What speaks about another activity; `inner` is that activity where it came embedded, `result_id` what follows."""

    inner: Activity | None = None
    result_id: str | None = None


class Accept(Answer):
    """Yes to a Follow."""


class Reject(Answer):
    """No to a Follow, or no longer."""


class Undo(Answer):
    """Takes back the speaker's own earlier activity."""


class Create(Activity):
    """A new post."""


class Update(Activity):
    """A changed post, or a changed actor."""


class Delete(Activity):
    """A post, or a whole actor, is gone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reaction(Activity):
    """An answer in one sign: `content` is an emoji or `:name:`, whose picture is `icon_url`."""

    content: str = ""
    icon_url: str | None = None


class Like(Reaction):
    """Likes a post; Misskey and Mitra say in `content` how."""


class EmojiReact(Reaction):
    """Answers a post with an emoji (FEP-c0e0)."""


class Announce(Activity):
    """Shows a post to one's own followers."""


class Block(Activity):
    """Wants nothing to do with an actor."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag(Activity):
    """Reports an actor and perhaps some of their posts to the moderators."""

    object_ids: tuple[str, ...] = ()
    content: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Aimed(Activity):
    """What also has a place to go to."""

    target_id: str | None = None


class Move(Aimed):
    """The actor lives elsewhere now."""


class Add(Aimed):
    """Puts something into a collection, such as the featured posts."""


class Remove(Aimed):
    """Takes something out of a collection."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteRequest(Activity):
    """Asks whether the post `instrument` may quote the post that it is about (FEP-044f)."""

    instrument_id: str | None = None
    instrument: Document | None = None


class View(Activity):
    """Looked at something (stories)."""


class Read(Activity):
    """Read something."""


class Listen(Activity):
    """Listened to something."""


class Join(Activity):
    """Joins a group or an event."""


class Leave(Activity):
    """Leaves a group or an event."""


class Offer(Activity):
    """Offers something, such as an agreement."""


class Dislike(Activity):
    """Votes something down."""


class Ignore(Activity):
    """Pays no attention to something."""


class Travel(Activity):
    """Is on the way."""


class Arrive(Activity):
    """Has arrived."""


class Invite(Activity):
    """Invites somebody to something."""


class TentativeAccept(Activity):
    """Perhaps yes."""


class TentativeReject(Activity):
    """Perhaps no."""


ALL: tuple[type[Activity], ...] = (
    Follow,
    Accept,
    Reject,
    Undo,
    Create,
    Update,
    Delete,
    Like,
    EmojiReact,
    Announce,
    Block,
    Flag,
    Move,
    Add,
    Remove,
    QuoteRequest,
    View,
    Read,
    Listen,
    Join,
    Leave,
    Offer,
    Dislike,
    Ignore,
    Travel,
    Arrive,
    Invite,
    TentativeAccept,
    TentativeReject,
)

BY_NAME: dict[str, type[Activity]] = {kind.__name__: kind for kind in ALL}
