"""Who asks the studio from afar and gets no picture: each is told why, once a day, or hears nothing."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from activitypub.terms import PUBLIC
from fediai.domain.pictures.generations import Generation
from fediai.domain.statuses import Page
from fediai.domain.text import plain
from fediai.store.people import accounts
from fediai.store.pictures import generations
from tests.far_side import Peer, Stranger
from tests.harness.house import House, Network, house

STUDIO = "https://art.example/users/studio"
HTML = '<p><span class="h-card"><a href="https://art.example/@studio" class="u-url mention">@<span>studio</span></a></span> {}</p>'
MENTION = {"type": "Mention", "href": STUDIO, "name": "@studio@art.example"}


@asynccontextmanager
async def open_house(url: str, network: Network, **guests: Any) -> AsyncIterator[House]:
    async with house("art.example", url, network, guests=guests) as one:
        yield one


@pytest.fixture
async def open_door(sqlite_url: str, network: Network) -> AsyncIterator[House]:
    """A house that paints for everybody."""
    async with open_house(sqlite_url, network, may_ask="everybody") as one:
        yield one


async def asks(who: Stranger, home: House, words: str = "a fox", **more: Any) -> dict[str, Any]:
    """A post that begins by naming the studio, as Mastodon writes it; what the house thinks of it."""
    said = who.writes(HTML.format(words), tag=[MENTION, *more.pop("tag", [])], **{"cc": [STUDIO], **more})
    assert (await who.sends(said, home)).status == 202
    await home.works()
    return said["object"]


def told(peer: Peer, who: Stranger) -> list[str]:
    """What the studio wrote to somebody, without the name it begins with."""
    notes = [one["object"] for one in peer.received if one.get("type") == "Create" and one["actor"] == STUDIO]
    for note in notes:
        assert note["to"] == ([who.id] if isinstance(note["to"], list) else who.id)
        assert not note.get("cc")
    return [plain(note["content"]).partition(" ")[2] for note in notes]


async def painted_for(home: House, who: Stranger) -> list[Generation]:
    async with home.ctx.db.read() as tx:
        account = await accounts.by_uri(tx, who.id)
        return await generations.of_account(tx, account.id, Page()) if account else []


async def test_nobody_asks_where_the_house_paints_for_its_own(sqlite_url: str, network: Network, far: Peer):
    async with open_house(sqlite_url, network, may_ask="nobody", domains=("far.example",)) as home:
        await asks(far.has("bob"), home)
        assert told(far, far.people["bob"]) == ["I paint for the people of art.example only. Sorry!"]
        assert await painted_for(home, far.people["bob"]) == []


async def test_a_stranger_is_asked_to_follow_first_and_once_a_day(home: House, far: Peer, bob: Stranger):
    for _ in range(3):
        await asks(bob, home)
    assert told(far, bob) == ["I paint for those who follow me. Follow me and ask again."]
    home.clock.passes(hours=25)
    await asks(bob, home)
    assert len(told(far, bob)) == 2
    assert await painted_for(home, bob) == []


async def test_a_refusal_hangs_below_what_was_asked_in_the_language_it_was_asked_in(home: House, far: Peer):
    eve = far.has("eve")
    note = await asks(eve, home, "seekor rubah", contentMap={"id": HTML.format("seekor rubah")})
    assert told(far, eve) == ["Aku melukis untuk mereka yang mengikutiku. Ikuti aku lalu minta lagi."]
    [letter] = [one["object"] for one in far.received if one["type"] == "Create"]
    assert letter["inReplyTo"] == note["id"]


async def test_people_of_listed_servers_need_not_follow(sqlite_url: str, network: Network):
    friends, others = Peer(network, "club.friends.example"), Peer(network, "other.example")
    async with open_house(sqlite_url, network, domains=("friends.example",)) as home:
        ann, bob = friends.has("ann"), others.has("bob")
        await asks(ann, home)
        await asks(bob, home)
        assert [one.prompt for one in await painted_for(home, ann)] == ["a fox"]
        assert await painted_for(home, bob) == []


async def test_whoever_follows_may_ask_until_they_stop(home: House, far: Peer, bob: Stranger):
    follow = bob.says("Follow", STUDIO)
    await bob.sends(follow, home)
    await home.works()
    await asks(bob, home)
    await bob.sends(bob.says("Undo", follow), home)
    await home.works()
    await asks(bob, home, "two foxes")
    assert [one.prompt for one in await painted_for(home, bob)] == ["a fox"]
    assert len(told(far, bob)) == 1


async def test_the_ration_of_a_day(open_door: House, far: Peer, bob: Stranger):
    await asks(bob, open_door, "a fox --n 4")
    await asks(bob, open_door, "another")
    assert told(far, bob) == ["I paint 4 pictures a day for each guest, and yours are painted. Ask me again tomorrow."]
    open_door.clock.passes(hours=25)
    await asks(bob, open_door, "another")
    assert [one.prompt for one in await painted_for(open_door, bob)] == ["another", "a fox"]


async def test_the_ration_of_a_server(sqlite_url: str, network: Network, far: Peer):
    async with open_house(sqlite_url, network, may_ask="everybody", pictures_per_server=5) as home:
        ann, bob, cat = far.has("ann"), far.has("bob"), Peer(network, "other.example").has("cat")
        await asks(ann, home, "a fox --n 4")
        await asks(cat, home, "a hare --n 4")
        await asks(bob, home, "a fox --n 2")
        assert await painted_for(home, bob) == []
        assert "those for far.example are painted" in told(far, bob)[0]
        await asks(bob, home, "a fox")
        assert len(await painted_for(home, bob)) == 1


@pytest.mark.parametrize("tag", ["#nobot", "#<span>NoAI</span>", "#noml"])
async def test_who_wants_no_bots_hears_nothing(open_door: House, far: Peer, tag: str):
    bob = far.has("bob", summary=f"<p>Birds. {tag}</p>")
    await asks(bob, open_door)
    assert told(far, bob) == []
    assert await painted_for(open_door, bob) == []


async def test_two_bots_do_not_talk_for_ever(open_door: House, far: Peer):
    robot = far.has("robot", type="Service")
    await asks(robot, open_door)
    assert far.received == []
    assert await painted_for(open_door, robot) == []


async def test_no_answer_in_a_thread_of_somebody_who_wants_no_bots(open_door: House, far: Peer, bob: Stranger):
    """The asker is told, beside the thread; it does not matter whether the other wrote in it or is only named."""
    quiet = far.has("quiet", summary="#nobot")
    alice = await open_door.signs_up("alice")
    first = quiet.writes(to=[PUBLIC, alice.account.uri], tag=[{"type": "Mention", "href": alice.account.uri}])
    await quiet.sends(first, open_door)
    await open_door.works()
    await asks(bob, open_door, inReplyTo=first["object"]["id"])
    assert told(far, bob) == [
        "Somebody in that thread would rather not meet bots or AI, so I don't paint there. Ask me in a thread of your own."
    ]
    [letter] = [one["object"] for one in far.received if one["type"] == "Create"]
    assert not letter.get("inReplyTo")
    await asks(bob, open_door, tag=[{"type": "Mention", "href": quiet.id, "name": "@quiet"}], cc=[STUDIO, quiet.id])
    assert await painted_for(open_door, bob) == []


async def test_a_picture_from_elsewhere_is_never_painted_from(open_door: House, far: Peer, bob: Stranger):
    image = {"type": "Image", "mediaType": "image/png", "url": "https://far.example/mine.png"}
    await asks(bob, open_door, attachment=[image])
    assert told(far, bob) == [
        "I take no pictures from other servers as a beginning, whoever made them. Ask me in words alone."
    ]
    assert await painted_for(open_door, bob) == []


async def test_a_flag_that_does_not_exist_is_explained(open_door: House, far: Peer, bob: Stranger):
    await asks(bob, open_door, "a fox --sed 7")
    assert told(far, bob) == ["I can't paint that: There is no flag --sed; did you mean --seed?."]


async def test_help_is_given_once_a_day(open_door: House, far: Peer, bob: Stranger):
    for _ in range(2):
        await asks(bob, open_door, "help")
    [said] = told(far, bob)
    assert "a fox in the snow --ar 3:2" in said
    assert "https://art.example/about/ai" in said


async def test_only_the_words_are_painted(open_door: House, bob: Stranger, far: Peer):
    """Names, links, addresses and the sign of a hashtag go; so does what another server puts before a quote."""
    quote = '<p class="quote-inline">RE: <a href="https://x.example/1">https://x.example/1</a></p>'
    other = '<a href="https://x.example/@ann" class="u-url mention">@<span>ann</span></a>'
    tag = '<a href="https://far.example/tags/snow" class="mention hashtag" rel="tag">#<span>snow</span></a>'
    link = '<a href="https://spam.example/"><span class="invisible">https://</span>spam.example/</a>'
    said = f"{HTML.format(f'{other} a fox &amp; an owl in {tag} @eve@x.example {link}')}"
    await bob.sends(bob.writes(quote + said, tag=[MENTION], cc=[STUDIO]), open_door)
    await open_door.works()
    assert [one.prompt for one in await painted_for(open_door, bob)] == ["a fox & an owl in snow"]


async def test_a_name_that_was_carried_over_asks_for_nothing(open_door: House, far: Peer, bob: Stranger):
    """Apps name everybody again who was named in what is answered: then the word itself must be said."""
    first = await asks(bob, open_door)
    ann = far.has("ann")
    await asks(ann, open_door, "how lovely!", inReplyTo=first["id"])
    assert await painted_for(open_door, ann) == []
    await asks(ann, open_door, "/imagine an owl", inReplyTo=first["id"])
    assert [one.prompt for one in await painted_for(open_door, ann)] == ["an owl"]


async def test_vary_begins_with_what_was_painted_for_the_guest(open_door: House, far: Peer, bob: Stranger):
    """The picture hangs in the studio's letter, and is theirs to ask more of."""
    await asks(bob, open_door)
    async with open_door.paints():
        while not (notes := [one["object"] for one in far.received if one["type"] == "Create"]):
            await asyncio.sleep(0.02)
        await asks(bob, open_door, "vary", inReplyTo=notes[0]["id"])
        while len([one for one in far.received if one["type"] == "Create"]) < 2:
            await asyncio.sleep(0.02)
    newest, older = await painted_for(open_door, bob)
    assert (newest.source_media_id is not None, older.source_media_id) == (True, None)
    assert newest.state.value == "ready"


async def test_talk_about_the_studio_is_no_request(open_door: House, far: Peer, bob: Stranger):
    said = HTML.replace("<p>", "<p>Have you met ").format("yet? It paints.")
    await bob.sends(bob.writes(said, tag=[MENTION], cc=[STUDIO]), open_door)
    await open_door.works()
    assert await painted_for(open_door, bob) == []
    assert told(far, bob) == []


async def test_the_same_errand_twice_paints_once(open_door: House, bob: Stranger):
    """As after a crash between the work and the note that it was done."""
    from activitypub.activities import Activity
    from activitypub.parse import parse_activity
    from fediai import inbox

    said = bob.writes(HTML.format("a fox"), tag=[MENTION], cc=[STUDIO])
    await bob.sends(said, open_door)
    await open_door.works()
    activity = parse_activity(said)
    assert isinstance(activity, Activity)
    await inbox.handle(open_door.ctx, activity)
    assert len(await painted_for(open_door, bob)) == 1


@pytest.mark.parametrize(
    ("setting", "word"), [("nobody", "none"), ("followers", "followers"), ("everybody", "everyone")]
)
async def test_other_servers_read_who_may_ask(sqlite_url: str, network: Network, setting: str, word: str):
    async with open_house(sqlite_url, network, may_ask=setting, domains=("friends.example",)) as home:
        node = (await home.ask("GET", "/nodeinfo/2.1")).json["metadata"]["ai"]
        assert node["remotePrompting"] == word
        assert node["remotePromptingBudget"] == {"perDay": 4, "serverPerDay": 20}
        page = (await home.ask("GET", "/about/ai")).text
        assert ("can't ask @studio" if word == "none" else "4 a day each, 20 a day for one server") in page
        assert ("friends.example" in page) is (word == "followers")
