"""B38: reports from elsewhere, honest and not."""

from tests.far_side import Stranger
from tests.harness.house import House, Person
from tests.hostile.attacks import Json, settles


async def filed(home: House, about: Person) -> list[Json]:
    """What the moderators see of it."""
    from fediai.domain.statuses import Page
    from fediai.services.moderation import reports

    async with home.ctx.db.read() as tx:
        found = await reports.waiting(tx, Page(limit=50))
    rows = [(one, by) for one, by, target in found if target.id == about.account.id]
    return [{"by": by.uri, "comment": one.comment, "posts": list(one.status_ids)} for one, by in rows]


async def test_b38_what_is_ours_is_kept_and_nothing_else(home: House, bob: Stranger, eve: Stranger):
    """Foreign posts, other people's posts, ten thousand objects, markup in the words."""
    dora, other = await home.signs_up("dora"), await home.signs_up("other")
    post, private = await dora.posts("Mine"), await dora.posts("Mine too", visibility="private")
    hers = await other.posts("Not Dora's")
    theirs = bob.note()["id"]
    words = "<script>alert(1)</script><b>rude</b>&amp; loud" + "x" * 20_000
    said = bob.says("Flag", [dora.account.uri, post["uri"], private["uri"], theirs], content=words)
    assert await settles(home, bob, said, said) == [202, 202]
    [report] = await filed(home, dora)
    assert report["by"] == bob.id
    assert report["posts"] == [post["id"], private["id"]]
    assert report["comment"].startswith("rude& loud")
    assert len(report["comment"]) == 1000
    flood = [dora.account.uri, *(f"https://art.example/users/dora/statuses/{n}" for n in range(3_000))]
    await settles(home, eve, eve.says("Flag", flood))
    assert (await filed(home, dora))[0]["posts"] == []
    await settles(home, eve, eve.says("Flag", hers["uri"]), eve.says("Flag", [theirs, bob.id]), eve.says("Flag", []))
    assert len(await filed(home, dora)) == 2
    assert [one["posts"] for one in await filed(home, other)] == [[hers["id"]]]
