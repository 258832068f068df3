"""Between the wire and the house: nothing a stranger writes breaks the translation, nothing of ours gets lost in it."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from activitypub.actors import Actor, read_actor
from activitypub.objects import Note, read_object
from activitypub.render import render_actor, render_note
from fediai.domain.lifecycle import MediaState
from fediai.domain.pictures.media import Media
from fediai.domain.statuses import StatusView
from fediai.domain.urls import Urls
from fediai.domain.visibility import Visibility
from fediai.federation.translate.activity import create_of, delete_of, undo_of, update_of
from fediai.federation.translate.actor import remote_account
from fediai.federation.translate.note import note_of, remote_status
from fediai.services.posts import views
from tests.harness.house import House, Person

URLS = Urls("https://art.example", "https://media.example", "art.example")
BOB = "https://far.example/users/bob"

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
ACTOR_WORDS = (
    "name", "summary", "url", "icon", "image", "publicKey", "assertionMethod", "endpoints", "followers", "outbox",
    "attachment", "tag", "published", "manuallyApprovesFollowers", "alsoKnownAs", "movedTo", "discoverable",
)  # fmt: skip
NOTE_WORDS = (
    "content", "contentMap", "summary", "sensitive", "inReplyTo", "published", "updated", "url", "to", "cc",
    "attachment", "tag", "generator", "genAI", "replies", "quote", "name", "language", "context",
)  # fmt: skip


@given(st.dictionaries(st.sampled_from(ACTOR_WORDS), json_values))
def test_any_actor_becomes_an_account_or_a_refusal(more: dict[str, object]):
    """With a name, an address and clean HTML."""
    actor = read_actor({"id": BOB, "type": "Person", "preferredUsername": "bob", "inbox": f"{BOB}/inbox", **more})
    if isinstance(actor, Actor):
        account = remote_account(actor)
        assert (account.uri, account.username, account.domain) == (BOB, "bob", "far.example")
        assert "<script" not in account.note


@given(st.dictionaries(st.sampled_from(NOTE_WORDS), json_values))
def test_any_note_becomes_a_status_or_a_refusal(more: dict[str, object]):
    """Of a visibility that we know."""
    note = read_object({"id": f"{BOB}/notes/1", "type": "Note", "attributedTo": BOB, **more})
    if isinstance(note, Note):
        status = remote_status(note, f"{BOB}/followers")
        assert status.uri == f"{BOB}/notes/1"
        assert status.visibility in Visibility


PICTURE = Media(
    id=1, account_id=1, status_id=1, position=0, state=MediaState.READY, type="image", media_type="image/jpeg",
    file="aa/bb/x.jpg", preview_file="", remote_url="", size=1, width=1024, height=768, preview_width=0,
    preview_height=0, blurhash="LEHV6nWB2yk8pyo0adR*.7kCMdnj", description="A red fox in deep snow.",
    average_colour="", focus_x=0.5, focus_y=-0.25, digital_source_type="trainedAlgorithmicMedia", generation_id=1,
    error="", created_at=datetime(2026, 1, 1, tzinfo=UTC),
)  # fmt: skip


@pytest.fixture
async def view(home: House, alice: Person) -> StatusView:
    """A generated picture, posted."""
    from fediai.domain.statuses import Draft
    from fediai.services.posts import statuses

    async with home.ctx.db.write() as tx:
        made = await statuses.publish(home.ctx, tx, alice.account, Draft(text="A fox #AIGenerated", language="en"))
        made = await views.view(home.ctx, tx, None, made.status)
    return replace(made, media=(PICTURE,), status=replace(made.status, gen_ai=True, generator="fediai (paper)"))


async def test_a_picture_says_what_it_shows_and_how_it_came_to_be(view: StatusView):
    """On the wire and back: description, size, blurhash, focus, origin, label, generator."""
    document = render_note(note_of(view, URLS), hashtag_url=URLS.tag)
    [image], terms = document["attachment"], document["@context"][2]
    assert image["digitalSourceType"].endswith("/trainedAlgorithmicMedia")
    assert (image["name"], image["summary"]) == (PICTURE.description, PICTURE.description)
    assert {"genAI", "digitalSourceType", "Label", "blurhash", "focalPoint"} <= set(terms)
    assert {tag["type"] for tag in document["tag"]} == {"Hashtag", "Label"}
    assert document["generator"] == {"type": "Application", "name": "fediai (paper)"}
    note = read_object(document)
    assert isinstance(note, Note)
    back = remote_status(note, view.account.followers_url)
    [picture] = back.attachments
    assert (picture.url, picture.description) == ("https://media.example/aa/bb/x.jpg", PICTURE.description)
    assert (picture.width, picture.height, picture.blurhash) == (1024, 768, PICTURE.blurhash)
    assert (picture.focus_x, picture.focus_y) == (0.5, -0.25)
    assert (picture.digital_source_type, back.gen_ai) == ("trainedAlgorithmicMedia", True)
    assert (back.visibility, back.language, back.tags) == (Visibility.PUBLIC, "en", ("aigenerated",))


async def test_a_picture_that_is_not_ready_does_not_travel(view: StatusView):
    """Nor does it leave a hole."""
    unready = replace(view, media=(replace(PICTURE, state=MediaState.WAITING),))
    assert note_of(unready, URLS).attachments == ()


@pytest.mark.parametrize("visibility", list(Visibility))
async def test_everything_about_a_status_has_its_audience(view: StatusView, visibility: Visibility):
    """Create and Update alike; an Undo goes to those who heard what it undoes."""
    view = replace(view, status=replace(view.status, visibility=visibility, edited_at=datetime.now(UTC)))
    create, update = create_of(view, URLS), update_of(view, URLS)
    undo = undo_of(create)
    assert (create.to, create.cc) == (update.to, update.cc) == (undo.to, undo.cc)
    public = "https://www.w3.org/ns/activitystreams#Public"
    assert (public in (*create.to, *create.cc)) == (visibility in (Visibility.PUBLIC, Visibility.UNLISTED))
    assert len({create.id, update.id, undo.id, delete_of(view.account, view.status).id}) == 4


async def test_an_account_reads_back_as_itself(home: House, alice: Person):
    """With both keys, as PEM."""
    from fediai.federation.translate.actor import actor_of
    from fediai.store.people import accounts

    async with home.ctx.db.read() as tx:
        keys = await accounts.public_keys(tx, alice.account.id)
    actor = read_actor(render_actor(actor_of(alice.account, keys, home.ctx.urls)))
    assert isinstance(actor, Actor)
    back = remote_account(actor)
    assert (back.uri, back.inbox_url, back.shared_inbox_url) == (
        alice.account.uri, alice.account.inbox_url, alice.account.shared_inbox_url,
    )  # fmt: skip
    assert {(key.uri, key.kind, key.public_pem) for key in back.keys} == {
        (key.uri, key.kind, key.public_pem) for key in keys
    }
