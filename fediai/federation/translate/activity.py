"""What our people do, as activities; pure. Ids are made here, so that an Undo can name what it takes back."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any
from urllib.parse import quote

from activitypub.activities import (
    Accept,
    Activity,
    Add,
    Announce,
    Block,
    Create,
    Delete,
    Flag,
    Like,
    Move,
    QuoteRequest,
    Reject,
    Remove,
    Undo,
    Update,
)  # fmt: skip
from activitypub.activities import Follow as FollowActivity
from activitypub.addressing import Visibility as Audience
from activitypub.addressing import address
from activitypub.objects import Note
from activitypub.render import render_activity, render_actor, render_note, render_tombstone
from activitypub.terms import PUBLIC
from fediai.domain.accounts import Account, AccountKey
from fediai.domain.people.follows import Follow
from fediai.domain.statuses import Status, StatusView
from fediai.domain.urls import Urls
from fediai.federation.translate.actor import actor_of
from fediai.federation.translate.note import audience_of, note_of, tombstone_of


@dataclass(frozen=True, slots=True)
class Statement:
    """An activity ready to be recorded: `about` names the thing, so that what concerns it stays in order."""

    id: str
    type: str
    actor: str
    about: str
    document: dict[str, Any]


def statement(activity: Activity, about: str) -> Statement:
    """The activity as a document, with what the books need to know of it."""
    return Statement(activity.id or "", type(activity).__name__, activity.actor, about, render_activity(activity))


def note_document(view: StatusView, urls: Urls, *, context: bool) -> dict[str, Any]:
    """A status of ours as a Note."""
    return render_note(note_of(view, urls), context=context, hashtag_url=urls.tag)


def create_of(view: StatusView, urls: Urls) -> Activity:
    """A new post."""
    return _with_note(Create, f"{view.status.uri}/activity", view, urls, view.status.created_at)


def update_of(view: StatusView, urls: Urls, at: datetime | None = None) -> Activity:
    """A changed post, or (`at`) one whose poll stands differently; each change has an id of its own."""
    at = at or view.status.edited_at or view.status.created_at
    return _with_note(Update, f"{view.status.uri}#updates/{stamp(at)}", view, urls, at)


def _with_note(kind: type[Activity], id: str, view: StatusView, urls: Urls, at: datetime) -> Activity:
    to, cc = audience_of(view.status, view.account.followers_url)
    note = note_document(view, urls, context=False)
    return kind(id=id, actor=view.account.uri, object_id=view.status.uri, object=note, to=to, cc=cc, published=at)


def activity_document(view: StatusView, urls: Urls, *, context: bool) -> dict[str, Any]:
    """What was said when this status came to be: a Create or an Announce."""
    if view.reblog is None:
        return render_activity(create_of(view, urls), context)
    of = view.reblog
    return render_activity(announce_of(view.account, view.status, of.status.uri, of.account.uri), context)


def vote_of(by: Account, uri: str, title: str, question: str, asker: str) -> Activity:
    """A vote, as Mastodon has it: a Note with a name and no words (FEP-9967)."""
    note = Note(id=uri, attributed_to=by.uri, name=title, in_reply_to=question, to=(asker,))
    body = render_note(note, context=False)
    return Create(id=f"{uri}/activity", actor=by.uri, object_id=uri, object=body, to=(asker,))


def stamp(at: datetime) -> str:
    """An instant within an id."""
    return str(int(at.timestamp() * 1000))


def delete_of(author: Account, status: Status) -> Activity:
    """A post is gone."""
    return Delete(
        id=f"{status.uri}#delete",
        actor=author.uri,
        object_id=status.uri,
        object=render_tombstone(tombstone_of(status.uri), context=False),
        to=(PUBLIC,),
    )


def farewell_of(account: Account) -> Activity:
    """An actor is gone, with everything it ever said."""
    return Delete(id=f"{account.uri}#delete", actor=account.uri, object_id=account.uri, to=(PUBLIC,))


def announce_of(by: Account, reblog: Status, of_uri: str, author_uri: str) -> Activity:
    """A post shown to one's own followers; its author hears of it too."""
    to, cc = address(Audience(reblog.visibility), by.followers_url, [author_uri])
    return Announce(
        id=reblog.uri,
        actor=by.uri,
        object_id=of_uri,
        to=to,
        cc=cc,
        published=reblog.created_at,
    )


def like_of(by: Account, uri: str, status_uri: str, author_uri: str) -> Activity:
    """A favourite."""
    return Like(id=uri, actor=by.uri, object_id=status_uri, to=(author_uri,))


def follow_of(follow: Follow, follower: Account, target: Account) -> Activity:
    """Asks to follow."""
    return FollowActivity(id=follow.uri, actor=follower.uri, object_id=target.uri, to=(target.uri,))


def answer_of(
    kind: type[Accept] | type[Reject], follow: Follow, follower: Account, target: Account, at: datetime
) -> Activity:
    """Yes or no to a Follow, which goes along whole: not everybody remembers its id.

    The id names the moment, because Misskey asks again under the id of its first Follow.
    """
    word = kind.__name__.lower()
    return kind(
        id=f"{target.uri}#{word}s/{follower.id}-{stamp(at)}",
        actor=target.uri,
        object_id=follow.uri,
        inner=follow_of(follow, follower, target),
        to=(follower.uri,),
    )


def block_of(by: Account, target: Account, uri: str) -> Activity:
    """Wants nothing to do with somebody."""
    return Block(id=uri, actor=by.uri, object_id=target.uri, to=(target.uri,))


def flag_of(instance: Account, uri: str, about: tuple[str, ...], comment: str) -> Activity:
    """A report: somebody, and posts of theirs, with what is wrong about them."""
    return Flag(id=uri, actor=instance.uri, object_id=about[0], object_ids=about, content=comment)


def undo_of(activity: Activity) -> Activity:
    """Takes back what was said, to those who heard it."""
    return Undo(
        id=f"{activity.id}#undo",
        actor=activity.actor,
        object_id=activity.id,
        inner=activity,
        to=activity.to,
        cc=activity.cc,
    )


def profile_update_of(account: Account, keys: list[AccountKey], urls: Urls, at: datetime) -> Activity:
    """A changed actor."""
    return Update(
        id=f"{account.uri}#updates/{stamp(at)}",
        actor=account.uri,
        object_id=account.uri,
        object=render_actor(actor_of(account, keys, urls), context=False),
        to=(PUBLIC,),
        cc=(account.followers_url,),
    )


def move_of(account: Account, target: Account, at: datetime) -> Activity:
    """The actor lives elsewhere now."""
    uri = f"{account.uri}#moves/{stamp(at)}"
    return Move(id=uri, actor=account.uri, object_id=account.uri, target_id=target.uri, to=(account.followers_url,))


def featuring_of(kind: type[Add] | type[Remove], account: Account, status: Status, at: datetime) -> Activity:
    """A post is shown first, or no longer."""
    return kind(
        id=f"{status.uri}#{kind.__name__.lower()}s/{stamp(at)}",
        actor=account.uri,
        object_id=status.uri,
        target_id=account.featured_url,
        to=(PUBLIC,),
        cc=(account.followers_url,),
    )


def quote_request_of(view: StatusView, uri: str, owner: Account, urls: Urls) -> Activity:
    """May this post quote that one? It goes along, since nobody there may be able to read it yet."""
    note = note_document(view, urls, context=False)
    quoted = view.quote.uri if view.quote else ""
    return QuoteRequest(
        id=uri,
        actor=view.account.uri,
        object_id=quoted,
        instrument_id=view.status.uri,
        instrument=note,
        to=(owner.uri,),
    )


def quote_answer_of(
    kind: type[Accept] | type[Reject], owner: Account, asked: QuoteRequest, authorization: str, at: datetime
) -> Activity:
    """Yes, with the stamp that proves it, or no."""
    mark = sha256((asked.id or "").encode()).hexdigest()[:16]
    return kind(
        id=f"{owner.uri}#{kind.__name__.lower()}s/{mark}-{stamp(at)}",
        actor=owner.uri,
        object_id=asked.id,
        inner=asked,
        result_id=authorization or None,
        to=(asked.actor,),
    )


def authorization_gone_of(owner: Account, uri: str) -> Activity:
    """The consent to a quote is taken back."""
    return Delete(id=f"{uri}#delete", actor=owner.uri, object_id=uri, to=(PUBLIC,))


def tag_featuring_of(kind: type[Add] | type[Remove], account: Account, name: str, urls: Urls, at: datetime) -> Activity:
    """A hashtag is shown on the profile, or no longer.

    Mastodon names the collection of posts here, and reads by the type of what is added; GoToSocial ignores both.
    """
    return kind(
        id=f"{account.uri}#{kind.__name__.lower()}s/{stamp(at)}-{quote(name)}",
        actor=account.uri,
        object=hashtag(name, urls),
        target_id=account.featured_url,
        to=(PUBLIC,),
        cc=(account.followers_url,),
    )


def hashtag(name: str, urls: Urls) -> dict[str, Any]:
    """A topic, and where its posts are."""
    return {"type": "Hashtag", "href": urls.tag(name), "name": f"#{name}"}
