"""A post that reaches many is made ready once for all who see it alike, and for whoever does not by itself."""

import orjson
import pytest

from fediai.services.chosen.alike import alike
from fediai.store.posts import statuses
from fediai.web.mastodon.streaming.listeners import Listeners
from tests.harness.house import House, Person


async def deeds(alice: Person, people: dict[str, Person], post: str) -> None:
    """Everybody but `plain` and `other` has something of their own with this post or its author."""
    for name, verb in (("liker", "favourite"), ("keeper", "bookmark"), ("sharer", "reblog"), ("deaf", "mute")):
        await people[name].post(f"/api/v1/statuses/{post}/{verb}")
    for name, verb in (("muter", "mute"), ("blocker", "block")):
        await people[name].post(f"/api/v1/accounts/{alice.account.id}/{verb}")
    await alice.post(f"/api/v1/accounts/{people['blocked'].account.id}/block")
    asked = {"title": "x", "context": ["home"], "keywords_attributes": [{"keyword": "fox"}]}
    await people["picky"].tries("POST", "/api/v2/filters", asked)


@pytest.mark.timeout(60)
async def test_who_sees_it_alike_gets_what_they_would_have_got_alone(server: House):
    alice = await server.signs_up("alice")
    names = ("plain", "other", "liker", "keeper", "sharer", "deaf", "muter", "blocker", "blocked", "picky")
    people = {name: await server.signs_up(name) for name in names}
    post = await alice.posts("a fox", **{"poll[options][]": ["a", "b"], "poll[expires_in]": 600})
    voter = people["voter"] = await server.signs_up("voter")
    await voter.post(f"/api/v1/polls/{post['poll']['id']}/votes", **{"choices[]": "1"})
    await deeds(alice, people, post["id"])
    listeners, by_id = Listeners(server.ctx), {one.account.id: name for name, one in people.items()}
    async with server.ctx.db.read() as tx:
        found = await statuses.by_id(tx, int(post["id"]))
        assert found is not None
        same = await alike(tx, [*by_id, alice.account.id], found)
        assert {by_id[one] for one in same} == {"plain", "other"}
        said = [await listeners._payload(tx, people[name].account, people[name].account.id, found.id)
                for name in ("plain", "other")]  # fmt: skip
    assert said[0] == said[1]
    assert orjson.loads(said[0])["favourited"] is False


@pytest.mark.parametrize("more", [{"visibility": "private"}, {"quote_approval_policy": "followers"}])
async def test_what_hangs_on_whom_one_follows_is_made_for_each(small_server: House, more: dict[str, str]):
    alice = await small_server.signs_up("alice")
    post = await alice.posts("a fox", **more)
    async with small_server.ctx.db.read() as tx:
        found = await statuses.by_id(tx, int(post["id"]))
        assert found is not None
        assert await alike(tx, [1, 2, 3], found) == set()
