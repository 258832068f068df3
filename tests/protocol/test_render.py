"""What we publish: complete, small, and read back as what was meant."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from pyld import FrozenDocumentLoader, jsonld

from activitypub.activities import (
    Accept,
    Add,
    Announce,
    Create,
    Delete,
    Flag,
    Follow,
    Like,
    Move,
    Undo,
    Update,
)
from activitypub.actors import Actor, ActorKey, read_actor
from activitypub.addressing import Visibility, address, named_in, visibility_of
from activitypub.authority import Allowed, may
from activitypub.collections import Collection, Page, read_collection, read_page
from activitypub.objects import (
    Attachment,
    Emoji,
    Label,
    Mention,
    Note,
    Poll,
    PollOption,
    Tombstone,
    read_object,
)
from activitypub.objects.quotes import QuotePolicy, Quoting
from activitypub.parse import parse_activity
from activitypub.render import (
    render_activity,
    render_actor,
    render_collection,
    render_note,
    render_page,
    render_tombstone,
)
from activitypub.results import Reason, Refused
from activitypub.terms import AS2_CONTEXT, CONTEXT, PUBLIC, RFC_9421, TRAINED_ALGORITHMIC_MEDIA, context_at

NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
ALICE = "https://art.example/users/alice"
FOLLOWERS = ALICE + "/followers"
BOB = "https://peer.example/users/bob"

ACTOR = Actor(
    id=ALICE,
    preferred_username="alice",
    inbox=ALICE + "/inbox",
    name="Alice",
    summary="<p>paints</p>",
    url="https://art.example/@alice",
    outbox=ALICE + "/outbox",
    followers=FOLLOWERS,
    following=ALICE + "/following",
    featured=ALICE + "/featured",
    shared_inbox="https://art.example/inbox",
    public_keys=(
        ActorKey(ALICE + "#main-key", ALICE, pem="PEM"),
        ActorKey(ALICE + "#ed25519-key", ALICE, multibase="z6Mk", asserts=True),
    ),
    icon_url="https://art.example/a.png",
    image_url="https://art.example/h.png",
    manually_approves_followers=True,
    discoverable=True,
    moved_to="https://new.example/alice",
    also_known_as=("https://old.example/alice",),
    attribution_domains=("blog.example",),
    implements=(RFC_9421,),
    published=NOW,
    fields=(("Models", "none but paper"),),
    emoji=(Emoji("fox", "https://art.example/fox.png", "https://art.example/emoji/fox"),),
    labels=(Label("https://art.example/labels/ai-generated", "AI-generated"),),
    host="art.example",
)
PICTURE = Attachment(
    url="https://art.example/media/1.jpg",
    media_type="image/jpeg",
    description="A red fox in deep snow.",
    blurhash="UBL_:rOpGG-oBUNG,qRj2so|=eE1w^n4S5NH",
    width=1536,
    height=1024,
    focal_point=(0.0, -0.5),
    digital_source_type=TRAINED_ALGORITHMIC_MEDIA,
)
NOTE = Note(
    id=ALICE + "/statuses/1",
    attributed_to=ALICE,
    content="<p>A fox</p>",
    content_map={"en": "<p>A fox</p>"},
    language="en",
    summary="fox",
    sensitive=True,
    in_reply_to="https://peer.example/notes/1",
    published=NOW,
    updated=NOW,
    url="https://art.example/@alice/1",
    to=(PUBLIC,),
    cc=(FOLLOWERS, BOB),
    attachments=(PICTURE,),
    mentions=(Mention(BOB, "@bob@peer.example"),),
    hashtags=("AIGenerated",),
    emoji=(Emoji("fox", "https://art.example/fox.png"),),
    labels=(Label("https://art.example/labels/ai-generated", "AI-generated"),),
    gen_ai=True,
    generator_name="fediai 1.0",
    conversation="tag:art.example,2026:1",
    context="https://art.example/contexts/1",
    replies=ALICE + "/statuses/1/replies",
    quoting=Quoting("https://peer.example/notes/2", "https://peer.example/stamps/1", True),
    quote_policy=QuotePolicy((PUBLIC,), (FOLLOWERS,)),
)


def test_an_actor_is_read_back_as_it_was():
    assert read_actor(render_actor(ACTOR)) == ACTOR


def test_an_actor_that_says_little_writes_little():
    plain = Actor(id=ALICE, preferred_username="alice", inbox=ALICE + "/inbox")
    document = render_actor(plain, context=False)
    assert "@context" not in document
    assert set(document) == {
        "id", "type", "preferredUsername", "inbox", "manuallyApprovesFollowers", "discoverable", "indexable",
    }  # fmt: skip
    assert render_actor(replace(plain, suspended=True, memorial=True))["suspended"] is True


def test_a_post_is_read_back_as_it_was():
    assert read_object(render_note(NOTE)) == NOTE


def test_the_same_words_describe_a_picture_under_both_names():
    [picture] = render_note(NOTE)["attachment"]
    assert picture["name"] == picture["summary"] == "A red fox in deep snow."
    assert (picture["width"], picture["height"], picture["focalPoint"]) == (1536, 1024, [0.0, -0.5])
    assert picture["digitalSourceType"] == TRAINED_ALGORITHMIC_MEDIA


def test_a_mark_of_origin_stands_on_post_and_picture_and_in_the_tags():
    document = render_note(NOTE)
    assert document["genAI"] is True
    assert document["generator"] == {"type": "Application", "name": "fediai 1.0"}
    assert {tag["type"] for tag in document["tag"]} == {"Mention", "Hashtag", "Emoji", "Label", "Link"}


@pytest.mark.parametrize(("visibility", "said"), [("public", 1), ("unlisted", 1), ("private", 0), ("direct", 0)])
def test_quoting_is_its_authors_until_requests_are_answered(visibility, said):
    to, cc = address(Visibility(visibility), FOLLOWERS)
    policy = render_note(replace(NOTE, to=to, cc=cc, quote_policy=None)).get("interactionPolicy")
    assert policy == ({"canQuote": {"automaticApproval": [NOTE.attributed_to]}} if said else None)


def test_a_post_that_says_little_writes_little():
    plain = Note(id=ALICE + "/statuses/1", attributed_to=ALICE, content="<p>hi</p>", language="en")
    document = render_note(plain, context=False)
    assert set(document) == {"id", "type", "attributedTo", "to", "cc", "sensitive", "content", "contentMap"}
    assert document["contentMap"] == {"en": "<p>hi</p>"}


def test_topics_may_have_pages():
    document = render_note(NOTE, hashtag_url=lambda name: f"https://art.example/tags/{name}")
    assert {"type": "Hashtag", "href": "https://art.example/tags/AIGenerated", "name": "#AIGenerated"} in document[
        "tag"
    ]


@pytest.mark.parametrize("multiple", [True, False])
def test_a_poll_is_read_back_as_it_was(multiple):
    poll = Poll((PollOption("fox", 2), PollOption("owl")), multiple, end=NOW, closed=NOW, voters=2)
    question = replace(NOTE, type="Question", poll=poll)
    assert read_object(render_note(question)) == question


def test_a_tombstone_is_read_back_as_it_was():
    gone = Tombstone(id=NOTE.id, former_type="Note", deleted=NOW)
    assert read_object(render_tombstone(gone)) == gone
    assert "@context" not in render_tombstone(gone, context=False)


ACTIVITIES = [
    Create(id=NOTE.id + "/activity", actor=ALICE, object_id=NOTE.id, to=(PUBLIC,),
           object=render_note(NOTE, context=False)),
    Update(id=ALICE + "#u1", actor=ALICE, object_id=ALICE, object=render_actor(ACTOR, context=False), to=(PUBLIC,)),
    Delete(id=NOTE.id + "#delete", actor=ALICE, object_id=NOTE.id, to=(PUBLIC,), published=NOW),
    Follow(id=ALICE + "#f1", actor=ALICE, object_id=BOB),
    Like(id=ALICE + "#l1", actor=ALICE, object_id="https://peer.example/notes/1"),
    Announce(id=ALICE + "#a1", actor=ALICE, object_id="https://peer.example/notes/1", to=(PUBLIC,), cc=(FOLLOWERS,)),
    Flag(id="https://art.example/actor#r1", actor="https://art.example/actor", object_id=BOB,
         object_ids=(BOB, "https://peer.example/notes/1"), content="spam"),
    Move(id=ALICE + "#m1", actor=ALICE, object_id=ALICE, target_id="https://new.example/alice", to=(FOLLOWERS,)),
    Add(id=ALICE + "#p1", actor=ALICE, object_id=NOTE.id, target_id=ALICE + "/featured"),
]  # fmt: skip


@pytest.mark.parametrize("activity", ACTIVITIES, ids=lambda activity: type(activity).__name__)
def test_an_activity_is_read_back_as_it_was_and_may_be_said(activity):
    document = render_activity(activity)
    assert document["@context"]
    found = parse_activity(json.loads(json.dumps(document)))
    assert found == activity
    assert may(activity.actor, activity) == Allowed(activity)


@pytest.mark.parametrize("kind", [Accept, Undo])
def test_answers_embed_what_they_are_about(kind):
    follow = Follow(id=BOB + "#f1", actor=BOB, object_id=ALICE)
    document = render_activity(kind(id=ALICE + "#x1", actor=ALICE, inner=follow))
    assert document["object"] == {"id": BOB + "#f1", "type": "Follow", "actor": BOB, "object": ALICE}
    found = parse_activity(document)
    assert isinstance(found, kind)
    assert found.inner == follow


def test_an_activity_inside_another_document_has_no_context():
    assert "@context" not in render_activity(ACTIVITIES[3], context=False)
    assert render_activity(ACTIVITIES[3])["@context"] == AS2_CONTEXT
    assert render_activity(ACTIVITIES[0])["@context"] == context_at("https://art.example")


def test_every_word_we_send_is_defined():
    """JSON-LD readers drop what is not: nothing may get lost on the way through one."""
    create = render_activity(ACTIVITIES[0])
    loader = {"documentLoader": FrozenDocumentLoader()}
    [expanded] = jsonld.expand(create, loader)
    again = jsonld.compact(expanded, CONTEXT, loader)
    found = parse_activity(again)
    assert isinstance(found, Create)
    assert found.object is not None
    note = read_object(found.object)
    assert isinstance(note, Note)
    assert replace(note, to=(PUBLIC,), content_map=NOTE.content_map) == NOTE
    [person] = jsonld.expand(render_actor(ACTOR), loader)
    actor = read_actor(jsonld.compact(person, CONTEXT, loader))
    assert actor == ACTOR


def test_our_deliveries_stay_below_what_the_smallest_inbox_takes():
    assert len(json.dumps(render_activity(ACTIVITIES[0])).encode()) < 8 * 1024


@pytest.mark.parametrize("visibility", list(Visibility))
def test_an_audience_is_read_back_as_it_was(visibility):
    to, cc = address(visibility, FOLLOWERS, [BOB, BOB])
    assert visibility_of(to, cc, FOLLOWERS) is visibility
    assert (BOB in named_in(to, cc), (*to, *cc).count(BOB)) == (True, 1)
    assert PUBLIC not in named_in(to, cc)


def test_an_unknown_followers_list_makes_a_post_direct():
    assert visibility_of([FOLLOWERS], [], None) is Visibility.DIRECT
    assert visibility_of(["as:Public"], [], None) is Visibility.PUBLIC
    assert visibility_of([], ["Public"], None) is Visibility.UNLISTED
    assert visibility_of([], [FOLLOWERS], FOLLOWERS) is Visibility.PRIVATE


def test_a_paged_list_is_read_back_as_it_was():
    outbox = Collection(id=ALICE + "/outbox", total=0, first=ALICE + "/outbox?page=1", last=ALICE + "/outbox?page=9")
    assert read_collection(render_collection(outbox)) == outbox
    page = Page(id=ALICE + "/outbox?page=2", part_of=ALICE + "/outbox", items=(NOTE.id,), total=3,
                next=ALICE + "/outbox?page=3", prev=ALICE + "/outbox?page=1")  # fmt: skip
    assert read_page(render_page(page)) == page
    assert page.ids() == (NOTE.id,)


def test_a_short_list_comes_in_one_piece():
    featured = Collection(id=ALICE + "/featured", total=1, items=(render_note(NOTE, context=False),))
    document = render_collection(featured)
    assert document["@context"] == context_at("https://art.example")
    assert read_collection(document) == featured
    assert render_collection(Collection(id=ALICE + "/featured"))["orderedItems"] == []


def test_lists_are_read_with_care():
    assert read_collection({"id": "x", "type": "Collection"}) == Refused(Reason.MALFORMED, "no collection")
    assert read_page({"type": "CollectionPage"}) == Refused(Reason.MALFORMED, "no page")
    assert read_page({"id": ALICE, "type": "Note"}) == Refused(Reason.MALFORMED, "no page")
    hostile = {
        "id": ALICE + "/outbox", "type": "OrderedCollection", "totalItems": -5, "first": "https://evil.example/1",
        "last": {"id": 5}, "orderedItems": ["x", ["y"], BOB, {"id": BOB}, *range(10_000)],
    }  # fmt: skip
    found = read_collection(hostile)
    assert isinstance(found, Collection)
    assert (found.total, found.first, found.last, len(found.items)) == (0, None, None, 500)
    assert Page(id=ALICE, part_of=ALICE, items=found.items).ids() == (BOB,)


def test_a_first_page_may_be_embedded():
    replies = {"id": ALICE + "/replies", "type": "Collection",
               "first": {"type": "CollectionPage", "items": [BOB], "next": ALICE + "/replies?page=2"}}  # fmt: skip
    found = read_collection(replies)
    assert isinstance(found, Collection)
    assert found.first_page == Page(
        id=ALICE + "/replies", part_of=ALICE + "/replies", items=(BOB,), next=ALICE + "/replies?page=2"
    )
    broken = read_collection({**replies, "first": {"type": "Note"}})
    assert isinstance(broken, Collection)
    assert broken.first_page is None
