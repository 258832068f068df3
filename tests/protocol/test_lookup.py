"""Plans played against a dictionary: no network, no event loop, no mock."""

from collections.abc import Mapping
from typing import Any, TypeVar

import pytest

from activitypub.actors import Actor
from activitypub.lookup import (
    Fetch,
    Fetched,
    FoundKey,
    Plan,
    find_actor,
    find_ancestors,
    find_by_url,
    find_handle,
    find_items,
    find_key,
)
from activitypub.objects import Note, Tombstone
from activitypub.results import Reason, Refused
from activitypub.terms import ACCEPT_ACTIVITY, ACCEPT_JRD
from activitypub.webfinger import Handle, render_jrd, webfinger_url

T = TypeVar("T")
World = Mapping[str, Any]  # what is found where; a tuple says to where a redirect led

BOB = "https://peer.example/users/bob"
KEY = {"id": BOB + "#main-key", "owner": BOB, "publicKeyPem": "PEM"}
PERSON = {"id": BOB, "type": "Person", "preferredUsername": "bob", "inbox": BOB + "/inbox", "publicKey": KEY}
HANDLE = Handle("bob", "peer.example")
NOT_THERE = Refused(Reason.NOT_FOUND)


def played(plan: Plan[T], world: World) -> tuple[T, list[str]]:
    """The plan's answer, and everything it asked for."""
    asked: list[str] = []
    answer: Fetched | Refused | None = None
    while True:
        try:
            fetch = plan.send(answer)  # type: ignore[arg-type]
        except StopIteration as done:
            return done.value, asked
        assert isinstance(fetch, Fetch)
        assert fetch.accept == (ACCEPT_JRD if "webfinger" in fetch.url else ACCEPT_ACTIVITY)
        asked.append(fetch.url)
        found = world.get(fetch.url, NOT_THERE)
        where, document = found if isinstance(found, tuple) else (fetch.url, found)
        answer = document if isinstance(document, Refused) else Fetched(where, document)


def jrd(handle: Handle, actor_id: str = BOB, asked: Handle | None = None) -> dict[str, Any]:
    """One host's answer about a handle."""
    return {webfinger_url(asked or handle): render_jrd(handle, actor_id, actor_id)}


def reason(answer: object) -> Reason:
    assert isinstance(answer, Refused)
    return answer.reason


def test_a_handle_leads_to_its_actor():
    actor, asked = played(find_actor(HANDLE), {**jrd(HANDLE), BOB: PERSON})
    assert isinstance(actor, Actor)
    assert (actor.id, actor.host) == (BOB, "peer.example")
    assert asked == [webfinger_url(HANDLE), BOB]


def test_tests_and_loopback_ask_without_tls():
    local = Handle("bob", "127.0.0.2:8000")
    answer, asked = played(find_actor(local, "http"), {})
    assert reason(answer) is Reason.NOT_FOUND
    assert asked == ["http://127.0.0.2:8000/.well-known/webfinger?resource=acct%3Abob%40127.0.0.2%3A8000"]


def test_a_handle_may_live_on_another_host_if_both_agree():
    short = Handle("bob", "example")
    world = {**jrd(HANDLE), **jrd(HANDLE, asked=short), BOB: PERSON}
    actor, asked = played(find_actor(short), world)
    assert isinstance(actor, Actor)
    assert actor.host == "peer.example"
    assert len(asked) == 3


def test_an_actor_on_another_host_must_know_its_handle():
    """Who answers for a handle can point at anybody (C30)."""
    short = Handle("bob", "example")
    believed, asked = played(find_actor(short), {**jrd(short), **jrd(short, asked=HANDLE), BOB: PERSON})
    assert isinstance(believed, Actor)
    assert (believed.host, asked[-1]) == ("example", webfinger_url(HANDLE))
    for own_word in ({}, jrd(HANDLE), jrd(short, "https://peer.example/users/eve", asked=HANDLE)):
        assert reason(played(find_actor(short), {**jrd(short), **own_word, BOB: PERSON})[0]) is Reason.NOT_FOUND


@pytest.mark.parametrize(
    "world",
    [
        jrd(Handle("eve", "peer.example"), asked=HANDLE),
        jrd(Handle("bob", "victim.example"), asked=HANDLE),
        {**jrd(Handle("bob", "victim.example"), asked=HANDLE), **jrd(Handle("bob", "victim.example"), "https://v.example/1")},
        {webfinger_url(HANDLE): {"subject": HANDLE.acct, "links": []}},
        {webfinger_url(HANDLE): {"subject": "bob", "links": []}},
        {**jrd(HANDLE), BOB: {**PERSON, "preferredUsername": "eve"}},
        {**jrd(HANDLE)},
    ],
)  # fmt: skip
def test_only_pairs_that_confirm_each_other_are_believed(world):
    assert reason(played(find_actor(HANDLE), world)[0]) is Reason.NOT_FOUND


def test_an_answer_that_is_no_jrd_or_no_actor():
    assert reason(played(find_actor(HANDLE), {webfinger_url(HANDLE): {}})[0]) is Reason.MALFORMED
    assert reason(played(find_actor(HANDLE), {**jrd(HANDLE), BOB: {"id": BOB, "type": "Note"}})[0]) is Reason.MALFORMED


def actor_at(actor_id: str) -> Actor:
    return Actor(id=actor_id, preferred_username="bob", inbox=actor_id + "/inbox")


def test_the_handle_of_a_stranger_is_webfingers_word_if_that_leads_back():
    short = Handle("bob", "example")
    bob = actor_at(BOB)
    assert played(find_handle(bob), jrd(HANDLE))[0] == HANDLE
    assert played(find_handle(bob), {})[0] == HANDLE
    assert played(find_handle(bob), jrd(HANDLE, "https://other.example/1"))[0] == HANDLE
    assert played(find_handle(bob), {**jrd(short, asked=HANDLE), **jrd(short)})[0] == short
    assert played(find_handle(bob), jrd(short, asked=HANDLE))[0] == HANDLE


NOTE = {"id": "https://peer.example/n/1", "type": "Note", "attributedTo": BOB, "url": "https://peer.example/@bob/1"}


def test_a_page_leads_to_what_it_shows():
    """People copy the address of the page; its host answers our Accept with the post."""
    world = {NOTE["url"]: NOTE, NOTE["id"]: NOTE}
    found, asked = played(find_by_url(NOTE["url"]), world)
    assert isinstance(found, Note)
    assert asked == [NOTE["url"], NOTE["id"]]


def test_an_address_may_lead_to_an_actor_or_to_what_is_left():
    assert isinstance(played(find_by_url(BOB + "#me"), {BOB: PERSON})[0], Actor)
    gone = {"id": NOTE["id"], "type": "Tombstone"}
    assert isinstance(played(find_by_url(NOTE["id"]), {NOTE["id"]: gone})[0], Tombstone)


VICTIMS = {**NOTE, "id": "https://victim.example/n/1", "attributedTo": "https://victim.example/v"}


@pytest.mark.parametrize(
    ("world", "expected"),
    [
        ({"https://evil.example/x": VICTIMS}, Reason.NOT_FOUND),  # C12: asked for at its origin, where it is not
        ({"https://evil.example/x": {**NOTE, "id": None}}, Reason.NOT_ITS_OWN_ID),
        ({"https://evil.example/x": {**NOTE, "id": "javascript:x"}}, Reason.NOT_ITS_OWN_ID),
        # C13: the victim redirects anywhere; what is found there still speaks only for there
        ({"https://evil.example/x": VICTIMS, VICTIMS["id"]: ("https://evil.example/y", VICTIMS)},
         Reason.NOT_ITS_OWN_ID),
        # C14: another path is another id
        ({"https://evil.example/x": NOTE, NOTE["id"]: {**NOTE, "id": NOTE["id"] + "/"}}, Reason.NOT_ITS_OWN_ID),
        ({"https://evil.example/x": Refused(Reason.WRONG_CONTENT_TYPE)}, Reason.WRONG_CONTENT_TYPE),
    ],
)  # fmt: skip
def test_a_document_speaks_only_for_its_own_address(world, expected):
    answer, asked = played(find_by_url("https://evil.example/x"), world)
    assert reason(answer) is expected
    assert len(asked) <= 2


def test_a_place_that_is_none_is_not_asked():
    assert played(find_by_url("javascript:x"), {}) == (Refused(Reason.NOT_ITS_OWN_ID, "no usable id"), [])


def test_the_key_of_an_actor_is_found_with_one_question():
    found, asked = played(find_key(KEY["id"]), {BOB: PERSON})
    assert isinstance(found, FoundKey)
    assert (found.actor.id, found.key.pem, asked) == (BOB, "PEM", [BOB])


STUB_KEY = {**KEY, "id": BOB + "/main-key"}


@pytest.mark.parametrize(
    "first",
    [
        {"id": BOB, "type": "Person", "preferredUsername": "bob", "publicKey": STUB_KEY},  # GoToSocial's stub
        {**STUB_KEY, "type": "Key"},  # a document of its own
        {"id": BOB, "publicKey": [5, STUB_KEY]},
        {"id": BOB, "publicKey": BOB + "/main-key"},
    ],
)
def test_a_key_with_a_place_of_its_own_leads_to_its_owner(first):
    """B7."""
    world = {STUB_KEY["id"]: first, BOB: {**PERSON, "publicKey": STUB_KEY}}
    found, asked = played(find_key(STUB_KEY["id"]), world)
    assert isinstance(found, FoundKey)
    assert (found.actor.id, found.key.id, asked) == (BOB, STUB_KEY["id"], [STUB_KEY["id"], BOB])


def test_a_key_may_have_the_very_id_of_its_actor():
    """B7: then only the key names its owner."""
    found, asked = played(find_key(BOB), {BOB: {**PERSON, "publicKey": {**KEY, "id": BOB}}})
    assert isinstance(found, FoundKey)
    assert (found.key.id, asked) == (BOB, [BOB])


VICTIM = "https://victim.example/v"


@pytest.mark.parametrize(
    "world",
    [
        {},
        {BOB: {**PERSON, "publicKey": None}},
        {BOB: {**PERSON, "publicKey": {**KEY, "id": BOB + "#other-key"}}},
        {BOB: {"id": BOB, "type": "Note"}},
        {BOB: {**KEY, "owner": VICTIM}, VICTIM: {**PERSON, "id": VICTIM}},  # B2
        {BOB: (VICTIM, {**PERSON, "id": VICTIM, "inbox": VICTIM + "/inbox"})},  # B3
        {BOB: {"id": "x"}},
        {BOB: {**KEY, "owner": BOB + "/2"}},
    ],
)
def test_a_key_and_its_owner_must_name_each_other(world):
    assert reason(played(find_key(KEY["id"]), world)[0]) is Reason.KEY_NOT_FOUND


def test_that_an_actor_is_gone_is_told_apart():
    """B22, B23: a Delete by an actor who is gone is answered without further questions."""
    assert reason(played(find_key(KEY["id"]), {BOB: Refused(Reason.GONE)})[0]) is Reason.GONE


def reply(number: int, to: int | None) -> dict[str, Any]:
    parent = f"https://peer.example/n/{to}" if to is not None else None
    return {"id": f"https://peer.example/n/{number}", "type": "Note", "attributedTo": BOB, "inReplyTo": parent}


def thread(length: int) -> dict[str, Any]:
    notes = [reply(number, number - 1 if number else None) for number in range(length)]
    return {note["id"]: note for note in notes}


def test_ancestors_come_oldest_first():
    found, _ = played(find_ancestors("https://peer.example/n/2"), thread(3))
    assert [note.id[-1] for note in found] == ["0", "1", "2"]


def test_ancestors_end_where_something_is_known_or_missing():
    known = "https://peer.example/n/0".__eq__
    assert len(played(find_ancestors("https://peer.example/n/2", known), thread(3))[0]) == 2
    world = {**thread(3), "https://peer.example/n/1": Refused(Reason.GONE)}
    assert len(played(find_ancestors("https://peer.example/n/2"), world)[0]) == 1
    assert played(find_ancestors(None), {}) == ((), [])


def test_an_endless_thread_costs_fifty_questions():
    """C25."""
    found, asked = played(find_ancestors("https://peer.example/n/9999"), thread(10_000))
    assert (len(found), len(asked)) == (50, 50)


@pytest.mark.parametrize("loop", [{1: 1}, {1: 2, 2: 1}])
def test_a_thread_that_bites_its_tail_ends(loop):
    world = {f"https://peer.example/n/{number}": reply(number, to) for number, to in loop.items()}
    assert len(played(find_ancestors("https://peer.example/n/1"), world)[0]) == len(loop)


def test_a_reply_under_two_addresses_is_counted_once():
    note = reply(1, 1) | {"inReplyTo": "https://peer.example/page/1"}
    world = {note["id"]: note, "https://peer.example/page/1": (note["id"], note)}
    assert len(played(find_ancestors(note["id"]), world)[0]) == 1


LIST = "https://peer.example/outbox"


def page(number: int, following: str | None, items: list[Any]) -> dict[str, Any]:
    return {"id": f"{LIST}?page={number}", "type": "OrderedCollectionPage", "orderedItems": items, "next": following}


def test_items_are_collected_page_by_page():
    world = {
        LIST: {"id": LIST, "type": "OrderedCollection", "first": f"{LIST}?page=1"},
        f"{LIST}?page=1": page(1, f"{LIST}?page=2", [NOTE, "https://third.example/1"]),
        f"{LIST}?page=2": page(2, None, [NOTE["id"], BOB]),
    }
    assert played(find_items(LIST), world)[0] == (NOTE["id"], "https://third.example/1", BOB)


def test_a_short_list_needs_one_question():
    world = {LIST: {"id": LIST, "type": "OrderedCollection", "orderedItems": [BOB]}}
    assert played(find_items(LIST), world) == ((BOB,), [LIST])


def test_an_embedded_first_page_is_read_too():
    first = {"type": "CollectionPage", "items": [BOB]}
    assert played(find_items(LIST), {LIST: {"id": LIST, "type": "Collection", "first": first}}) == ((BOB,), [LIST])


def test_answers_of_the_author_are_listed_too():
    """GoToSocial's `replies` begin with a page without them; a thread that one person wrote would be empty."""
    others, every = (f"{LIST}?limit=20&only_other_accounts={word}" for word in ("true", "false"))
    world = {
        LIST: {"id": LIST, "type": "Collection", "first": others},
        every: {"id": every, "type": "CollectionPage", "items": [BOB]},
    }
    assert played(find_items(LIST), world)[0] == (BOB,)


@pytest.mark.parametrize("first", [f"{LIST}?page=1", f"{LIST}?page=none", "https://evil.example/1", None])
def test_pages_that_lead_in_circles_or_nowhere_end(first):
    """C26."""
    world = {LIST: {"id": LIST, "type": "Collection", "first": first},
             f"{LIST}?page=1": page(1, f"{LIST}?page=1", [BOB])}  # fmt: skip
    assert len(played(find_items(LIST), world)[1]) <= 3


def test_endless_pages_cost_five_questions():
    world = {f"{LIST}?page={n}": page(n, f"{LIST}?page={n + 1}", [f"https://p.example/{n}"]) for n in range(1000)}
    world[LIST] = {"id": LIST, "type": "Collection", "first": f"{LIST}?page=0"}
    found, asked = played(find_items(LIST), world)
    assert (len(found), len(asked)) == (5, 6)
    assert len(played(find_items(LIST, pages=900, limit=20), world)[0]) == 20


@pytest.mark.parametrize("world", [{}, {LIST: {"id": LIST, "type": "Note"}}])
def test_what_is_no_list_has_no_items(world):
    assert played(find_items(LIST), world)[0] == ()
