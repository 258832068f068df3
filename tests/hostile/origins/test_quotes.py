"""B39-B41: consent to be quoted, forged, stolen, and asked for by those who may not even see the post."""

from typing import Any

import pytest

from tests.far_side import Stranger
from tests.harness.house import House, Person
from tests.hostile.attacks import Json, befriend, known, settles, stored, to_all


def quote_of(by: Stranger, quoted: str, alice: Person, **more: Any) -> Json:
    """A Note that quotes, naming Alice so that it concerns us."""
    return by.note("<p>Look</p>", quote=quoted, **{**to_all(alice), **more})


async def state(alice: Person, uri: str) -> str:
    """How the quote in this post is shown."""
    status = await stored(alice.house, uri)
    assert status is not None
    shown = await alice.get(f"/api/v1/statuses/{status.id}")
    return shown["quote"]["state"] if shown["quote"] else ""


def stamps(by: Stranger, quoting: str, quoted: str, **more: Any) -> str:
    """A stamp served by somebody's server."""
    by.peer.count += 1
    made = {
        "id": f"{by.id}/stamps/{by.peer.count}", "type": "QuoteAuthorization", "attributedTo": by.id,
        "interactingObject": quoting, "interactionTarget": quoted, **more,
    }  # fmt: skip
    return by.peer.serves(made)["id"]


async def test_b39_a_stamp_that_holds(home: House, alice: Person, bob: Stranger, eve: Stranger):
    """The positive control: Eve quotes Bob with his consent."""
    await befriend(home, alice, bob)
    quoted = bob.note()
    note = quote_of(eve, quoted["id"], alice)
    note["quoteAuthorization"] = stamps(bob, note["id"], quoted["id"])
    await settles(home, eve, eve.says("Create", note))
    assert await state(alice, note["id"]) == "accepted"


@pytest.mark.parametrize(
    "change",
    [
        {"attributedTo": "https://evil.example/users/eve"},
        {"interactingObject": "https://elsewhere.example/notes/1"},
        {"interactionTarget": "https://elsewhere.example/notes/1"},
        {"type": "Note"},
        {"interactingObject": None},
        {"id": "https://elsewhere.example/stamps/1"},
    ],
    ids=["author", "quoting", "quoted", "type", "nothing", "id"],
)
async def test_b39_a_stamp_that_does_not(home: House, alice: Person, bob: Stranger, eve: Stranger, change: Json):
    await befriend(home, alice, bob)
    quoted = bob.note()
    note = quote_of(eve, quoted["id"], alice)
    uri = stamps(bob, note["id"], quoted["id"])
    stamp = {"id": uri, "type": "QuoteAuthorization", "attributedTo": bob.id, "interactingObject": note["id"], "interactionTarget": quoted["id"]}  # fmt: skip
    bob.peer.documents[uri.removeprefix(f"https://{bob.peer.host}")] = (
        200, "application/activity+json", __import__("json").dumps({**stamp, **change}).encode(),
    )  # fmt: skip
    note["quoteAuthorization"] = uri
    await settles(home, eve, eve.says("Create", note))
    assert await state(alice, note["id"]) == "unauthorized"


async def test_b39_ones_own_stamp_for_somebody_elses_post(home: House, alice: Person, bob: Stranger, eve: Stranger):
    """Other origin; a stamp that is gone; none at all; and one for an embedded copy."""
    await befriend(home, alice, bob)
    quoted = bob.note()
    for stamp in (
        lambda note: stamps(eve, note["id"], quoted["id"]),
        lambda note: f"{bob.id}/stamps/gone",
        lambda note: stamps(bob, {**note, "content": "embedded"}, quoted["id"], attributedTo=eve.id),
    ):
        note = quote_of(eve, quoted["id"], alice)
        note["quoteAuthorization"] = stamp(note)
        await settles(home, eve, eve.says("Create", note))
        assert await state(alice, note["id"]) == "unauthorized"
    bare = quote_of(eve, quoted["id"], alice)
    await settles(home, eve, eve.says("Create", bare))
    assert await state(alice, bare["id"]) == "pending"


async def test_b39_consent_that_is_deleted(home: House, alice: Person, bob: Stranger, eve: Stranger):
    """Only by who gave it."""
    await befriend(home, alice, bob)
    quoted = bob.note()
    note = quote_of(eve, quoted["id"], alice)
    note["quoteAuthorization"] = stamps(bob, note["id"], quoted["id"])
    await settles(home, eve, eve.says("Create", note))
    await settles(home, eve, eve.says("Delete", note["quoteAuthorization"]))
    assert await state(alice, note["id"]) == "accepted"
    await settles(home, bob, bob.says("Delete", note["quoteAuthorization"]))
    assert await state(alice, note["id"]) == "revoked"


async def asks_bob(home: House, alice: Person, bob: Stranger) -> tuple[Json, Json]:
    """Alice quotes Bob, who wants to be asked: her post as she sees it, and the request that reached him."""
    quoted = bob.note(interactionPolicy={"canQuote": {"automaticApproval": "as:Public"}})
    await settles(home, bob, bob.says("Create", quoted))
    status = await stored(home, quoted["id"])
    assert status is not None
    made = await alice.posts("See", quoted_status_id=status.id)
    assert made["quote"]["state"] == "pending"
    await home.works()
    return made, next(one for one in reversed(bob.peer.received) if one["type"] == "QuoteRequest")


async def test_b40_nobody_else_answers(home: House, alice: Person, bob: Stranger, eve: Stranger, carol: Stranger):
    """A forged Accept or Reject before the real one changes nothing and does not stand in its way."""
    await befriend(home, alice, bob)
    made, asked = await asks_bob(home, alice, bob)
    quoting, quoted = asked["instrument"]["id"], asked["object"]
    for by in (eve, carol):
        stamp = stamps(by, quoting, quoted)
        await settles(home, by, by.says("Accept", asked, result=stamp), by.says("Accept", asked["id"], result=stamp))
        await settles(home, by, by.says("Reject", asked), by.says("Reject", asked["id"]))
        assert await state(alice, made["uri"]) == "pending"
    await settles(home, bob, bob.says("Accept", asked, result=stamps(eve, quoting, quoted)))
    assert await state(alice, made["uri"]) == "pending"
    await settles(home, bob, bob.says("Accept", asked, result=stamps(bob, quoting, quoted)))
    assert await state(alice, made["uri"]) == "accepted"


async def test_b40_a_no_is_a_no(home: House, alice: Person, bob: Stranger):
    await befriend(home, alice, bob)
    made, asked = await asks_bob(home, alice, bob)
    await settles(home, bob, bob.says("Reject", asked))
    assert await state(alice, made["uri"]) == "rejected"
    stamp = stamps(bob, asked["instrument"]["id"], asked["object"])
    await settles(home, bob, bob.says("Accept", asked, result=stamp))
    assert await state(alice, made["uri"]) == "rejected"


async def request(home: House, eve: Stranger, quoted: str, **more: Any) -> list[Json]:
    """Eve asks; what she is answered."""
    note = eve.note("<p>Mine</p>", quote=quoted)
    before = len(eve.peer.received)
    await settles(home, eve, eve.says("QuoteRequest", quoted, instrument={**note, **more}))
    return eve.peer.received[before:]


async def test_b41_who_may_not_see_it_learns_nothing(home: House, alice: Person, eve: Stranger):
    private = await alice.posts("A secret", visibility="private")
    direct = await alice.posts("A secret", visibility="direct")
    for post in (private, direct):
        [answer] = await request(home, eve, post["uri"])
        assert answer["type"] == "Reject"
        assert "secret" not in str(answer)
    assert await request(home, eve, "https://art.example/users/alice/statuses/1") == []


async def test_b41_the_policy_decides(home: House, alice: Person, eve: Stranger):
    """An open post is stamped; the stamp can be read; a policy of nobody, and a block, refuse."""
    post = await alice.posts("Open to all")
    [answer] = await request(home, eve, post["uri"])
    assert (answer["type"], answer["object"]["type"]) == ("Accept", "QuoteRequest")
    stamp = await home.ask("GET", answer["result"].removeprefix("https://art.example"))
    assert stamp.status == 200
    said = stamp.json
    assert (said["type"], said["attributedTo"], said["interactionTarget"]) == ("QuoteAuthorization", alice.account.uri, post["uri"])  # fmt: skip
    assert said["interactingObject"].startswith(eve.id)
    assert (await alice.get(f"/api/v1/statuses/{post['id']}"))["quotes_count"] == 1
    closed = await alice.posts("Not for quoting", quote_approval_policy="nobody")
    [answer] = await request(home, eve, closed["uri"])
    assert answer["type"] == "Reject"
    other = "https://elsewhere.example/notes/1"
    assert await request(home, eve, post["uri"], quote=other, quoteUrl=other) == []
    assert await request(home, eve, post["uri"], attributedTo=alice.account.uri) == []
    account = await known(home, eve.id)
    assert account is not None
    await alice.post(f"/api/v1/accounts/{account.id}/block")
    [answer] = [one for one in await request(home, eve, post["uri"]) if one["type"] in ("Accept", "Reject")]
    assert answer["type"] == "Reject"
