"""What counts as an activity, and who may say it."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from activitypub import activities
from activitypub.activities import ALL, Activity, Add, Announce, Create, Delete, Flag, Follow, Like, Undo
from activitypub.authority import Allowed, may
from activitypub.parse import parse_activity
from activitypub.results import Reason, Refused
from activitypub.terms import PUBLIC
from tests.protocol.test_documents import JSON

BOB, EVE, ALICE = "https://peer.example/bob", "https://peer.example/eve", "https://art.example/alice"
NOTE = "https://peer.example/notes/1"


def said(kind: str, **members: Any) -> dict[str, Any]:
    """Bob says it."""
    document = {"id": "https://peer.example/acts/1", "type": kind, "actor": BOB, "object": NOTE, **members}
    return {name: value for name, value in document.items() if value != "absent"}


def parsed(kind: str, **members: Any) -> Activity:
    activity = parse_activity(said(kind, **members))
    assert isinstance(activity, Activity), activity
    return activity


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.__name__)
def test_every_verb_we_know_is_parsed_into_its_class(kind):
    activity = parsed(kind.__name__, to=[PUBLIC], cc="https://peer.example/f", published="2026-11-21T09:30:00Z")
    assert type(activity) is kind
    assert (activity.actor, activity.object_id, activity.to) == (BOB, NOTE, (PUBLIC,))
    assert activity.published is not None


@pytest.mark.parametrize(
    "document",
    [
        said("Follow", actor="absent"), said("Follow", actor=[BOB, EVE]), said("Follow", actor="bob"),
        said("Follow", actor={"id": 5}), said("Follow", id="absent"), said("Follow", id=None), said("Follow", id=""),
        said("Follow", id="/1"), said("Follow", id="javascript:alert(1)"), said("Follow", id="https://a/" + "x" * 9999),
        said("Accept", id=5), said("Create", object="absent"), said("Like", object="/notes/1"), said("Undo", object=[]),
    ],
)  # fmt: skip
def test_an_activity_must_say_who_and_what(document):
    answer = parse_activity(document)
    assert isinstance(answer, Refused)
    assert answer.reason is Reason.MALFORMED


@pytest.mark.parametrize("kind", ["Dance", "", None, 5, ["x:A"], {"id": "Like"}])
def test_unknown_verbs_are_said_to_be_unknown(kind):
    answer = parse_activity(said(kind))
    assert isinstance(answer, Refused)
    assert answer.reason is Reason.UNKNOWN_ACTIVITY


def test_a_verb_is_found_beside_others_and_under_its_full_name():
    assert type(parsed(["x:Sparkle", "Like"])) is Like
    assert type(parsed("https://www.w3.org/ns/activitystreams#Like")) is Like


def test_passing_words_need_no_id():
    assert parsed("Accept", id="absent").id is None
    assert parsed("View", id="absent", object="absent").object_id is None


def test_an_inlined_actor_is_its_id():
    assert parsed("Follow", actor={"id": BOB, "type": "Person"}).actor == BOB


def test_following_everybody_is_how_relays_are_asked():
    assert parsed("Follow", object="as:Public").object_id == PUBLIC


def test_an_inner_activity_is_parsed_one_level_deep():
    follow = {"type": "Follow", "actor": ALICE, "object": BOB}
    accept = parsed("Accept", object=follow)
    assert accept.inner == Follow(actor=ALICE, object_id=BOB)
    undo = parsed("Undo", object=said("Accept", object=said("Follow")))
    assert type(undo.inner) is activities.Accept
    assert undo.inner.inner is None
    assert parsed("Undo", object=said("Dance")).inner is None


def test_a_report_names_at_most_a_hundred_things():
    flag = parsed("Flag", object=[f"https://art.example/{n}" for n in range(10_000)] + ["x"], content=5)
    assert isinstance(flag, Flag)
    assert (len(flag.object_ids), flag.content) == (100, "")


def note(**members: Any) -> dict[str, Any]:
    """A post of Bob's."""
    return {"id": NOTE, "type": "Note", "attributedTo": BOB, **members}


FOLLOW_BY_ALICE = {"id": "https://art.example/f/1", "type": "Follow", "actor": ALICE, "object": BOB}
PROFILE = {"id": BOB, "type": "Person"}

ALLOWED = [
    said("Create", object=note()), said("Create"), said("Create", object=note(attributedTo=[{"id": BOB}])),
    said("Update", object=note()), said("Update", object=PROFILE), said("Update"),
    said("Delete"), said("Delete", object=BOB), said("Delete", object={"id": NOTE, "type": "Tombstone"}),
    said("Delete", object=note()), said("Undo"),
    said("Undo", object=said("Like")), said("Undo", object=said("Like", id="absent")),
    said("Undo", object=said("Dance")),
    said("Accept", object=FOLLOW_BY_ALICE), said("Reject", object=FOLLOW_BY_ALICE), said("Accept", object=ALICE),
    said("Move", object=BOB, target="https://new.example/bob"), said("Add", target=BOB + "/featured"),
    said("Remove", target=BOB + "/featured"), said("Follow", object=ALICE), said("Block", object=ALICE),
    said("Like", object="https://third.example/1"), said("Announce", object="https://third.example/1"),
    said("Flag", object=[ALICE]), said("Accept", id="absent", object=FOLLOW_BY_ALICE),
]  # fmt: skip


@pytest.mark.parametrize("document", ALLOWED)
def test_actors_speak_for_themselves(document):
    activity = parse_activity(document)
    assert isinstance(activity, Activity)
    assert may(BOB, activity) == Allowed(activity)


NOT_THE_OWNER = [
    said("Like", actor=EVE),  # signed by bob, said by eve (B1)
    said("Like", id="https://other.example/acts/1"),  # B9
]
NOT_AUTHORISED = {
    "B11 another author": said("Create", object=note(attributedTo=EVE)),
    "B12 no author": said("Create", object=note(attributedTo=5)),
    "B12 our own actor as author": said("Create", object=note(attributedTo=ALICE)),
    "two authors, the other first": said("Create", object=note(attributedTo=[EVE, BOB])),
    "B13 an id of ours": said("Create", object=note(id="https://art.example/notes/1")),
    "no id": said("Create", object=note(id=None)),
    "B17 another's post": said("Update", object=note(attributedTo=EVE)),
    "B17 another's profile": said("Update", object={"id": EVE, "type": "Person"}),
    "B20 another origin's post": said("Delete", object="https://art.example/notes/1"),
    "B20 another's post": said("Delete", object=note(attributedTo=EVE)),
    "nothing in particular": said("Delete", object={"type": "Tombstone"}),
    "B24 another's Like": said("Undo", object={**said("Like"), "actor": EVE}),
    "B24 the id of another's Like": said("Undo", object={**said("Like"), "id": "https://art.example/acts/1"}),
    "B24 an id elsewhere": said("Undo", object="https://art.example/acts/1"),
    "B25 a Follow of another": said("Accept", object={**FOLLOW_BY_ALICE, "object": EVE}),
    "B27 a Follow of another": said("Reject", object={**FOLLOW_BY_ALICE, "object": EVE}),
    "B33 another moves": said("Move", object=EVE, target="https://new.example/eve"),
    "B33 nowhere": said("Move", object=BOB),
    "B33 to itself": said("Move", object=BOB, target=BOB),
    "B35 another's collection": said("Add", target="https://art.example/alice/featured"),
    "B35 no collection": said("Remove"),
    "following oneself": said("Follow", object=BOB),
    "B30 announcing itself": said("Announce", object="https://peer.example/acts/1"),
}


@pytest.mark.parametrize("document", NOT_THE_OWNER)
def test_nobody_speaks_for_another(document):
    activity = parse_activity(document)
    assert isinstance(activity, Activity)
    answer = may(BOB, activity)
    assert isinstance(answer, Refused)
    assert answer.reason is Reason.NOT_THE_OWNER


@pytest.mark.parametrize("case", NOT_AUTHORISED)
def test_nobody_touches_what_is_anothers(case):
    activity = parse_activity(NOT_AUTHORISED[case])
    assert isinstance(activity, Activity)
    answer = may(BOB, activity)
    assert isinstance(answer, Refused)
    assert answer.reason is Reason.NOT_AUTHORISED


def test_handmade_activities_are_judged_by_the_same_rules():
    """Whoever builds an activity without the parser gains nothing."""
    assert isinstance(may(BOB, Undo(actor=BOB)), Refused)
    assert isinstance(may(BOB, Add(actor=BOB)), Refused)
    assert isinstance(may(BOB, Delete(actor=BOB)), Refused)
    assert isinstance(may(BOB, Create(actor=BOB, object={})), Refused)
    assert isinstance(may(BOB, Announce(actor=BOB, object_id=NOTE)), Allowed)


@given(
    kind=st.sampled_from([kind.__name__ for kind in ALL]) | JSON,
    actor=st.sampled_from([BOB, EVE]) | JSON,
    thing=st.fixed_dictionaries({"type": st.sampled_from(["Note", "Like", "Follow"]) | JSON, "actor": JSON}) | JSON,
    rest=st.dictionaries(st.sampled_from(["id", "to", "cc", "target", "content", "tag", "published"]), JSON),
)
def test_no_activity_escapes_judgement(kind, actor, thing, rest):
    activity = parse_activity({"id": NOTE, "type": kind, "actor": actor, "object": thing, **rest})
    if isinstance(activity, Activity):
        answer = may(BOB, activity)
        assert isinstance(answer, Refused) or activity.actor == BOB


@given(st.dictionaries(st.text(max_size=6) | st.sampled_from(["@type", "@graph", "@context", "as:x"]), JSON))
def test_no_document_escapes_the_parser(document):
    assert isinstance(parse_activity(document), Refused | Activity)
