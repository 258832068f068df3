"""What may be made of a post or a picture: one's own, what its author agreed to, and nothing from elsewhere."""

import logging
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fediai.domain.accounts import Account
from fediai.domain.consent import Purpose, judge, refusals
from fediai.domain.errors import Forbidden
from fediai.services import consent
from fediai.store.people import accounts
from fediai.store.pictures import media
from fediai.store.posts import statuses
from generators.fake import Fake
from tests.far_side import Stranger
from tests.harness.house import House, Person


@pytest.fixture
async def picture(home: House, alice: Person):
    """One that Alice made and posted."""
    async with home.paints(Fake()):
        posted = await alice.posts("/imagine a fox")
    async with home.ctx.db.read() as tx:
        return (await media.by_statuses(tx, [int(posted["id"])]))[int(posted["id"])][0]


async def asked(home: House, thing: object, purpose: Purpose, by: Person | None) -> tuple[bool, str]:
    async with home.ctx.db.read() as tx:
        verdict = await consent.may_use(tx, thing, purpose, by.account if by else None)
    return verdict.allowed, verdict.reason


async def test_ones_own_is_ones_own_and_others_ask(home: House, alice: Person, picture, caplog):
    """Until their author agrees, by the API; every answer is in the log."""
    bob = await home.signs_up("bob")
    caplog.set_level(logging.INFO, "fediai.services.consent")
    assert await asked(home, picture, Purpose.REMIX, alice) == (True, "their own")
    assert await asked(home, picture, Purpose.REMIX, bob) == (False, "its author has not agreed")
    with pytest.raises(Forbidden):
        async with home.ctx.db.read() as tx:
            await consent.check_may_use(tx, picture, Purpose.REMIX, bob.account)
    answer = await alice.tries("PATCH", "/api/v1/accounts/update_credentials", {"source": {"may_remix": True}})
    assert answer.json["source"]["may_remix"] is True
    assert await asked(home, picture, Purpose.REMIX, bob) == (True, "its author agrees")
    assert await asked(home, picture, Purpose.LEARN, bob) == (False, "its author has not agreed")
    lines = [one.getMessage() for one in caplog.records if one.name == "fediai.services.consent"]
    assert sum(line.startswith(("may remix", "may not remix")) for line in lines) == 4
    assert lines[3].endswith(f"media of {alice.account.id}, {picture.id}, for bob (its author agrees)")


async def test_what_is_not_open_is_for_its_author_alone(home: House, alice: Person, picture):
    """Agreeing to remixes says nothing about followers-only posts, nor about what was never posted."""
    bob = await home.signs_up("bob")
    await alice.tries("PATCH", "/api/v1/accounts/update_credentials", {"source": {"may_remix": True}})
    loose = replace(picture, status_id=None)
    assert await asked(home, loose, Purpose.REMIX, bob) == (False, "not for those who ask")
    async with home.paints(Fake()):
        quiet = await alice.posts("/imagine a hare", visibility="private")
    async with home.ctx.db.read() as tx:
        [hidden] = (await media.by_statuses(tx, [int(quiet["id"])]))[int(quiet["id"])]
    assert await asked(home, hidden, Purpose.REMIX, bob) == (False, "not for those who ask")


async def test_nothing_from_elsewhere_is_handed_to_a_model(home: House, alice: Person, bob: Stranger):
    """Whatever it says of itself; found by search only where its author asks for that."""
    await alice.follows("@bob@far.example")
    async with home.ctx.db.write() as tx:
        known = await accounts.by_acct(tx, "bob", "far.example")
        assert known is not None
        await accounts.mend(tx, known, indexable=True, may_remix=True, may_learn=True)
        known = await accounts.by_id(tx, known.id)
    assert known is not None
    assert [bool(judge(known, purpose, by=alice.account)) for purpose in Purpose] == [False, False, True]
    shy = replace(known, indexable=False)
    assert judge(shy, Purpose.INDEX).reason == "not indexable"
    assert judge(known, Purpose.INDEX, tags=("fox", "NoIndex")).reason == "its author says no in words"


@pytest.mark.parametrize(
    ("bio", "refused"),
    [
        ("<p>paints. #noai</p>", {Purpose.REMIX, Purpose.LEARN}),
        ('<p><a href="x">#<span>NoBot</span></a></p>', set(Purpose)),
        ("<p>#noindex, please</p>", {Purpose.INDEX}),
        ("<p>#noaim and no ai</p>", set()),
    ],
)
async def test_what_people_say_in_words(home: House, alice: Person, bio: str, refused: set[Purpose]):
    """In the bio, also as other servers write hashtags; a no in words wins over a switch."""
    said = replace(alice.account, note=bio, may_remix=True, may_learn=True, indexable=True)
    assert refusals(said) == refused
    assert {purpose for purpose in Purpose if not judge(said, purpose)} == refused


@given(bio=st.text(), name=st.text(), fields=st.lists(st.tuples(st.text(), st.text()), max_size=4))
def test_any_bio_is_read(bio: str, name: str, fields: list[tuple[str, str]]):
    account = object.__new__(Account)
    for field, value in {
        "note": bio, "display_name": name, "fields": tuple({"name": n, "value": v} for n, v in fields),
    }.items():  # fmt: skip
        object.__setattr__(account, field, value)
    assert refusals(account) <= set(Purpose)


async def test_nobody_answers_for_what_has_no_author(home: House, picture):
    assert await asked(home, replace(picture, account_id=1), Purpose.REMIX, None) == (False, "nobody answers for it")


async def test_a_post_is_asked_for_like_a_picture(home: House, alice: Person, bob: Stranger):
    """By whoever indexes words; own people are indexable unless they say otherwise."""
    made = await alice.posts("Hello #nosearch")
    plain = await alice.posts("Hello")
    async with home.ctx.db.read() as tx:
        refused, open_ = [await statuses.by_id(tx, int(one["id"])) for one in (made, plain)]
    other = await home.signs_up("carol")
    assert await asked(home, refused, Purpose.INDEX, other) == (False, "its author says no in words")
    assert await asked(home, open_, Purpose.INDEX, other) == (True, "indexable")
