"""People and posts: what is taken over, what is cut, what is refused."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from activitypub.actors import Actor, read_actor
from activitypub.objects import Note, Tombstone, read_object
from activitypub.results import Reason, Refused
from activitypub.terms import TRAINED_ALGORITHMIC_MEDIA
from tests.protocol.test_documents import JSON

BOB = "https://peer.example/bob"
ACTOR = {"id": BOB, "type": "Person", "preferredUsername": "bob", "inbox": BOB + "/inbox"}
NOTE = {"id": "https://peer.example/n/1", "type": "Note", "attributedTo": BOB}
PEM = "-----BEGIN PUBLIC KEY-----"


def actor(**members: Any) -> Actor:
    found = read_actor({**ACTOR, **members})
    assert isinstance(found, Actor), found
    return found


def post(**members: Any) -> Note:
    found = read_object({**NOTE, **members})
    assert isinstance(found, Note), found
    return found


@pytest.mark.parametrize(
    "members",
    [
        {"id": None}, {"id": "bob"}, {"type": "Note"}, {"type": None}, {"inbox": None},
        {"inbox": "https://evil.example/inbox"}, {"inbox": "http://peer.example/inbox"},
        {"preferredUsername": None}, {"preferredUsername": ""}, {"preferredUsername": 5},
    ],
)  # fmt: skip
def test_what_is_no_actor(members):
    answer = read_actor({**ACTOR, **members})
    assert isinstance(answer, Refused)
    assert answer.reason is Reason.MALFORMED


def test_collections_of_another_origin_are_not_the_actors():
    foreign = dict.fromkeys(["outbox", "followers", "following", "featured"], "https://evil.example/x")
    found = actor(**foreign, endpoints={"sharedInbox": "https://evil.example/inbox"})
    assert [found.outbox, found.followers, found.following, found.featured, found.shared_inbox] == [None] * 5


def key(**members: Any) -> dict[str, Any]:
    return {"id": BOB + "#main-key", "owner": BOB, "publicKeyPem": PEM, **members}


def test_keys_are_the_actors_own_and_come_once():
    found = actor(
        publicKey=[
            key(), key(publicKeyPem="another"), key(id=BOB + "#other", owner="https://peer.example/eve"),
            key(id="https://evil.example/k"), key(id="x"), key(id=BOB + "#e", publicKeyPem=""),
            key(id=BOB + "#f", owner=None), BOB + "#by-reference",
        ],
        assertionMethod={"id": BOB + "#ed", "controller": BOB, "publicKeyMultibase": "z6Mk"},
    )  # fmt: skip
    assert [(item.id, item.pem, item.multibase) for item in found.public_keys] == [
        (BOB + "#main-key", PEM, ""), (BOB + "#ed", "", "z6Mk"),
    ]  # fmt: skip
    assert found.key(BOB + "#ed") == found.public_keys[1]
    assert found.key(BOB) is None


def test_profiles_have_at_most_sixteen_rows():
    rows = [{"type": "PropertyValue", "name": f"n{n}", "value": "v"} for n in range(99)]
    assert len(actor(attachment=rows).fields) == 16
    assert actor(attachment=[{"type": "PropertyValue", "value": "v"}, "x"]).fields == ()


def test_aliases_are_addresses():
    found = actor(alsoKnownAs=["https://old.example/bob", "bob", {"id": "https://older.example/bob"}], movedTo="x")
    assert found.also_known_as == ("https://old.example/bob", "https://older.example/bob")
    assert found.moved_to is None


@pytest.mark.parametrize(
    ("members", "reason"),
    [
        ({"id": None}, Reason.MALFORMED), ({"id": "javascript:x"}, Reason.MALFORMED),
        ({"type": "Recipe"}, Reason.UNKNOWN_OBJECT), ({"type": 5}, Reason.UNKNOWN_OBJECT),
        ({"attributedTo": None}, Reason.MALFORMED), ({"attributedTo": "bob"}, Reason.MALFORMED),
        ({"attributedTo": "https://victim.example/v"}, Reason.NOT_THE_OWNER),
    ],
)  # fmt: skip
def test_what_is_no_post(members, reason):
    answer = read_object({**NOTE, **members})
    assert isinstance(answer, Refused)
    assert answer.reason is reason


def test_a_tombstone_says_what_it_was():
    found = read_object({"id": NOTE["id"], "type": "Tombstone", "formerType": "Note", "deleted": "2026-11-21"})
    assert isinstance(found, Tombstone)
    assert (found.former_type, found.deleted is not None) == ("Note", True)


def test_tags_are_counted_before_they_cost_anything():
    people = [{"type": "Mention", "href": f"https://p.example/{n}"} for n in range(400)]
    topics = [{"type": "Hashtag", "name": f"#t{n}"} for n in range(400)]
    signs = [
        {"type": kind, "name": f":e{n}:", "href": f"https://p.example/{n}", "icon": f"https://p.example/{n}.png"}
        for n in range(60) for kind in ("Emoji", "Label")
    ]  # fmt: skip
    found = post(tag=[*people, *topics, *signs])
    assert [len(found.mentions), len(found.hashtags), len(found.emoji), len(found.labels)] == [50, 100, 50, 16]
    flood = post(tag=[{"type": "Hashtag", "name": "#a"}] * 1000 + [{"type": "Hashtag", "name": "#late"}])
    assert flood.hashtags == ("a",)


def test_tags_that_say_nothing_are_skipped():
    tags = [
        "x", {"type": "Mention"}, {"type": "Mention", "href": "javascript:x"}, {"type": "Hashtag"},
        {"type": "Hashtag", "name": "#two words"}, {"type": "Emoji", "name": ":a:"}, {"type": "Label", "href": 5},
    ]  # fmt: skip
    found = post(tag=tags)
    assert (found.mentions, found.hashtags, found.emoji, found.labels) == ((), (), (), ())


def test_audiences_and_attachments_are_capped():
    found = post(
        to=[f"https://p.example/{n}" for n in range(20_000)],
        attachment=[{"type": "Image", "url": f"https://p.example/{n}.png"} for n in range(1000)],
    )
    assert (len(found.to), len(found.attachments)) == (1000, 16)


def test_polls_have_at_most_twenty_answers():
    answers = [{"type": "Note", "name": f"a{n}"} for n in range(100_000)]
    found = post(type="Question", anyOf=answers)
    assert found.poll is not None
    assert (len(found.poll.options), found.poll.multiple) == (20, True)
    assert post(type="Question", oneOf=["x"]).poll is None


@pytest.mark.parametrize(
    ("item", "url"),
    [
        ({"url": [{"type": "Link", "href": "https://p.example/a", "mediaType": "image/png"}]}, "https://p.example/a"),
        ({"url": [{"href": "https://p.example/page", "mediaType": "text/html"}, {"href": "https://p.example/a",
          "mediaType": "IMAGE/PNG; x=y"}]}, "https://p.example/a"),
        ({"href": "https://p.example/a"}, "https://p.example/a"),
        ({"url": ["javascript:x", "https://p.example/a"]}, "https://p.example/a"),
    ],
)  # fmt: skip
def test_media_are_found_in_all_their_clothes(item, url):
    [found] = post(attachment={"type": "Document", **item}).attachments
    assert found.url == url


def test_measures_that_no_picture_has_are_left_out():
    odd = {
        "type": "Image", "url": "https://p.example/a", "width": -1, "height": 10**9, "blurhash": "x y",
        "focalPoint": [float("nan"), 7], "mediaType": "image", "digitalSourceType": 5,
    }  # fmt: skip
    [found] = post(attachment=[odd, {**odd, "url": None}, "x", {"type": "Link"}]).attachments
    assert (found.width, found.height, found.blurhash, found.media_type) == (None, None, None, None)
    assert (found.focal_point, found.digital_source_type) == ((0.0, 1.0), None)
    [flag] = post(attachment={**odd, "width": True, "focalPoint": ["x"]}).attachments
    assert (flag.width, flag.focal_point) == (None, None)


def test_a_page_of_text_is_no_picture_of_itself():
    assert post(type="Image", url="https://p.example/a", mediaType="text/html").attachments == ()
    assert post(type="Image", name="a title").attachments == ()
    [itself] = post(type="Image", name="a title", url="https://p.example/a.png").attachments
    assert itself.description == ""


def test_descriptions_are_read_from_either_name():
    both = post(attachment=[
        {"type": "Image", "url": "https://p.example/a", "summary": "from summary"},
        {"type": "Image", "url": "https://p.example/b", "name": "from name", "summary": "no"},
    ])  # fmt: skip
    assert [item.description for item in both.attachments] == ["from summary", "from name"]


@pytest.mark.parametrize(
    ("members", "language"),
    [
        ({"content": "b", "contentMap": {"de": "a", "en": "b"}}, "en"), ({"contentMap": {"de": "a"}}, "de"),
        ({"content": "x", "contentMap": {"de": "a"}}, "de"),
        ({"content": "x", "contentMap": {"de": "a", "en": "b"}}, None),
        ({"language": {"identifier": "fr"}}, "fr"), ({"language": "fr"}, None), ({"contentMap": 5}, None),
    ],
)  # fmt: skip
def test_a_language_is_told_by_the_map(members, language):
    assert post(**members).language == language


@pytest.mark.parametrize("name", ["quote", "quoteUrl", "quoteUri", "_misskey_quote"])
def test_a_quote_is_read_under_each_of_its_names(name):
    assert post(**{name: "https://q.example/1"}).quoting.target == "https://q.example/1"


def test_a_quote_may_be_a_link():
    """FEP-e232."""
    link = {"type": "Link", "mediaType": "application/activity+json", "href": "https://q.example/1"}
    assert post(tag=[{"type": "Link", "href": "https://q.example/page"}, link]).quoting.target == "https://q.example/1"
    assert post(quote="javascript:x").quoting is None


@pytest.mark.parametrize(
    ("members", "generated"),
    [
        ({"genAI": True}, True), ({"genAI": "true"}, True), ({"genAI": False}, False), ({}, False),
        ({"attachment": {"type": "Image", "url": "https://p.example/a",
          "digitalSourceType": {"id": TRAINED_ALGORITHMIC_MEDIA}}}, True),
        ({"attachment": {"type": "Image", "url": "https://p.example/a", "digitalSourceType": "digitalCapture"}}, False),
    ],
)  # fmt: skip
def test_a_mark_of_origin_is_read_where_it_stands(members, generated):
    assert post(**members).gen_ai is generated


@pytest.mark.parametrize("url", [None, 5, ["x"], [{"type": "Link"}], {"mediaType": "text/html"}])
def test_a_post_without_page_has_none(url):
    assert post(url=url).url is None


MEMBERS = ["content", "contentMap", "tag", "attachment", "to", "url", "published", "oneOf", "replies", "generator",
           "language", "quote", "summary", "publicKey", "endpoints", "icon", "alsoKnownAs"]  # fmt: skip


@given(
    st.dictionaries(st.sampled_from(MEMBERS), JSON),
    st.lists(st.dictionaries(st.sampled_from(["type", "href", "name", "icon", "url", "width"]), JSON), max_size=3),
    st.sampled_from(["Mention", "Hashtag", "Emoji", "Label", "Link", "Image", "PropertyValue"]),
)
def test_no_actor_and_no_post_escapes_its_reader(members, items, kind):
    typed = [{**item, "type": kind} for item in items]
    for extra in (members, {"tag": typed, "attachment": typed, "anyOf": typed, "url": typed}):
        assert isinstance(read_actor({**ACTOR, **extra}), Actor)
        assert isinstance(read_object({**NOTE, "type": "Question", **extra}), Note)
    read_actor(members)
    read_object(members)
