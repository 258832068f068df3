"""Notes and statuses, there and back; pure."""

from collections.abc import Mapping
from typing import Any

from activitypub.addressing import Visibility as Audience
from activitypub.addressing import address, named_in, visibility_of
from activitypub.objects import Attachment, Emoji, Label, Mention, Note, PollOption, Tombstone
from activitypub.objects import Poll as Question
from activitypub.objects.quotes import QuotePolicy, Quoting
from activitypub.terms import PUBLIC, is_public
from fediai.domain.accounts import Account
from fediai.domain.pictures.media import DIGITAL_SOURCE_TYPE, Media
from fediai.domain.pictures.vocabulary import Label as WordsOfLabel
from fediai.domain.pictures.vocabulary import is_said_to_be_ai, labels_of, said
from fediai.domain.polls import Option, Poll, RemotePoll
from fediai.domain.posts.quotes import FOLLOWERS, Policy, policy_of
from fediai.domain.posts.quotes import PUBLIC as PUBLIC_WORD
from fediai.domain.statuses import (
    RemoteAttachment,
    RemoteMention,
    RemoteQuote,
    RemoteStatus,
    Status,
    StatusView,
)
from fediai.domain.text import reference
from fediai.domain.urls import Urls
from fediai.domain.visibility import OPEN, Visibility
from fediai.federation.translate.articles import content_of, warning_of
from fediai.federation.translate.pages import page_of

EVERYBODY, NOBODY = QuotePolicy((PUBLIC,)), QuotePolicy()
MOST_VOTES = 2**31 - 1
TYPES = {"Image": "image", "Document": "unknown", "Video": "video", "Audio": "audio"}


def audience_of(status: Status, followers_url: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """`to` and `cc` of a status and of the activities about it."""
    return address(Audience(status.visibility), followers_url, [mention["uri"] for mention in status.mentions])


def note_of(view: StatusView, urls: Urls) -> Note:
    """One of our statuses as others read it."""
    status, account = view.status, view.account
    to, cc = audience_of(status, account.followers_url)
    return Note(
        id=status.uri,
        attributed_to=account.uri,
        content=content_with_quote(view),
        language=status.language,
        summary=status.spoiler_text,
        sensitive=view.is_sensitive,
        in_reply_to=status.in_reply_to_uri or None,
        published=status.created_at,
        updated=status.edited_at,
        url=status.url,
        to=to,
        cc=cc,
        attachments=tuple(attachment_of(media, urls) for media in view.media if media.is_ready),
        mentions=tuple(Mention(mention["uri"], handle_of(mention["acct"], urls)) for mention in status.mentions),
        hashtags=status.tags,
        labels=tuple(label_of(one, status.language, urls) for one in labels_of(status.gen_ai, view.media)),
        emoji=tuple(emoji_of(one, urls) for one in status.emojis),
        gen_ai=status.gen_ai,
        generator_name=status.generator or None,
        replies=f"{status.uri}/replies",
        context=conversation_of(view, urls),
        type="Question" if view.poll else "Note",
        poll=question_of(view.poll) if view.poll else None,
        quoting=Quoting(view.quote.uri, view.quote.authorization_uri or None, True) if view.quote else None,
        quote_policy=quote_policy_of(status, account),
        remix_policy=EVERYBODY if account.may_remix else NOBODY,
        learn_policy=EVERYBODY if account.may_learn else NOBODY,
    )


def conversation_of(view: StatusView, urls: Urls) -> str | None:
    """The list of what is said below the post that began it all, if that is an open one of ours (FEP-7888)."""
    status = view.status
    begins = status.thread_id == status.id and not status.in_reply_to_uri
    return urls.conversation(status.thread_id) if (begins or view.begun_here) and status.visibility in OPEN else None


def label_of(one: WordsOfLabel, language: str | None, urls: Urls) -> Label:
    """One of our labels, named in the language of the post."""
    return Label(urls.label(one.slug), said(one.name, language))


def emoji_of(named: Mapping[str, Any], urls: Urls) -> Emoji:
    """One of our custom emoji, with the picture that its text shows."""
    return Emoji(named["shortcode"], urls.file(named["file"]), urls.emoji(named["shortcode"]))


def content_with_quote(view: StatusView) -> str:
    """Who shows no quotes shows a link; who does hides this paragraph."""
    return (reference(view.quote.uri) if view.quote else "") + view.status.content


def quote_policy_of(status: Status, account: Account) -> QuotePolicy:
    """Whose quotes are welcome, by the ids that others know; its author may always."""
    ids = {PUBLIC_WORD: PUBLIC, FOLLOWERS: account.followers_url}
    said = policy_of(status)
    automatic = [ids[word] for word in said.automatic if word in ids]
    return QuotePolicy(tuple(automatic) or (account.uri,), tuple(ids[word] for word in said.manual if word in ids))


def question_of(poll: Poll) -> Question:
    """The options of one of our polls; totals that are hidden here are not told elsewhere."""
    return Question(
        options=tuple(PollOption(one.title, one.votes if poll.shows_totals else 0) for one in poll.options),
        multiple=poll.multiple,
        end=poll.expires_at,
        closed=poll.expires_at if poll.expired else None,
        voters=poll.voters,
    )


def handle_of(acct: str, urls: Urls) -> str:
    """`@alice@art.example`, for our own people too."""
    return f"@{acct}" if "@" in acct else f"@{acct}@{urls.domain}"


def attachment_of(media: Media, urls: Urls) -> Attachment:
    """A picture with its description, size and mark of origin."""
    mark = media.digital_source_type
    return Attachment(
        url=urls.file(media.file) if media.file else media.remote_url,
        type="Image" if media.type == "image" else "Document",
        media_type=media.media_type or None,
        description=media.description or "",
        blurhash=media.blurhash,
        width=media.width or None,
        height=media.height or None,
        focal_point=None if media.focus_x is None or media.focus_y is None else (media.focus_x, media.focus_y),
        digital_source_type=f"{DIGITAL_SOURCE_TYPE}{mark}" if mark else None,
    )


def tombstone_of(uri: str) -> Tombstone:
    """What is left of a status of ours."""
    return Tombstone(id=uri, former_type="Note")


def remote_status(note: Note, followers_url: str) -> RemoteStatus:
    """A far Note as we remember it; who is only tagged, without being addressed, is not told."""
    addressed = {*note.to, *note.cc}
    return RemoteStatus(
        uri=note.id,
        url=page_of(note.url, note.id),
        content=content_of(note),
        spoiler_text=warning_of(note),
        sensitive=note.sensitive,
        visibility=Visibility(visibility_of(note.to, note.cc, followers_url or None)),
        language=note.language,
        in_reply_to_uri=note.in_reply_to or "",
        published=note.published,
        edited=note.updated,
        mentions=tuple(RemoteMention(m.href, m.name) for m in note.mentions if m.href in addressed),
        addressed=tuple(uri for uri in named_in(note.to, note.cc) if uri != followers_url),
        tags=note.hashtags,
        emojis=tuple({"shortcode": emoji.name, "url": emoji.icon_url} for emoji in note.emoji),
        attachments=tuple(remote_attachment(item) for item in note.attachments),
        gen_ai=note.gen_ai
        or is_said_to_be_ai((label.href for label in note.labels), note.hashtags, bool(note.attachments)),
        generator=note.generator_name or "",
        poll=remote_poll(note.poll) if note.poll else None,
        quote=remote_quote(note.quoting) if note.quoting else None,
        quote_policy=remote_policy(note.quote_policy, followers_url),
    )


def remote_quote(said: Quoting) -> RemoteQuote:
    """What it quotes, as it says; whether it may is another question."""
    return RemoteQuote(said.target, said.authorization or "", said.asks)


def remote_policy(said: QuotePolicy | None, followers_url: str) -> str:
    """Whose quotes a far author welcomes, in our words; single people are passed over."""
    if said is None:
        return ""
    words = {followers_url: FOLLOWERS} if followers_url else {}

    def known(ids: tuple[str, ...]) -> tuple[str, ...]:
        found = (PUBLIC_WORD if is_public(one) else words.get(one) for one in ids)
        return tuple(dict.fromkeys(word for word in found if word))

    return Policy(known(said.automatic), known(said.manual)).stored()


def remote_poll(said: Question) -> RemotePoll:
    """What a far Question offers; one that was closed early ended then."""
    options = tuple(Option(one.name, min(one.votes, MOST_VOTES)) for one in said.options)
    voters = None if said.voters is None else min(said.voters, MOST_VOTES)
    return RemotePoll(options, said.multiple, said.closed or said.end, voters)


def remote_attachment(item: Attachment) -> RemoteAttachment:
    """A far picture, still at its own address."""
    kind = (item.media_type or "").partition("/")[0]
    x, y = item.focal_point or (None, None)
    return RemoteAttachment(
        url=item.url,
        media_type=item.media_type or "",
        type=kind if kind in ("image", "video", "audio") else TYPES.get(item.type, "unknown"),
        description=item.description or None,
        blurhash=item.blurhash,
        width=item.width or 0,
        height=item.height or 0,
        focus_x=x,
        focus_y=y,
        digital_source_type=(item.digital_source_type or "").rpartition("/")[2],
    )
