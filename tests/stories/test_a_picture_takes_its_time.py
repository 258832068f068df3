"""When painting takes longer than an app waits: the stand-in, its alias, failure, another try, cancelling."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from fediai.store.pictures import generations
from generators.contract import Cancelled, Event, Failed, Generator, Offer, Prompt
from generators.fake import Fake
from tests.harness.house import House, Network, Person, everyone_settles, house
from tests.stories.watching import streaming, until

FOX = "/imagine a fox in the snow\n\nSnow at last."


@dataclass
class Moody:
    """A painter that refuses so many times before it paints."""

    refusals: int

    def offer(self) -> Offer:
        return Fake(delay=0).offer()

    def generate(self, batch: Sequence[Prompt], cancelled: Cancelled) -> Iterator[Event]:
        if self.refusals:
            self.refusals -= 1
            yield from (Failed(item, "no light") for item in range(len(batch)))
        else:
            yield from Fake(delay=0).generate(batch, cancelled)


async def painted(art: House, person: Person, pending: dict[str, Any], by: Generator | None = None) -> dict[str, Any]:
    """What the stand-in's id leads to once a painter has been there."""

    async def finished() -> dict[str, Any] | None:
        status: dict[str, Any] = await person.get(f"/api/v1/statuses/{pending['id']}")
        return status if status["media_attachments"] else None

    async with art.paints(by):
        found = await until(finished)
    await everyone_settles(art)
    return found


async def letters(person: Person) -> list[dict[str, Any]]:
    """What the studio wrote to them."""
    rings = await person.get("/api/v1/notifications?types[]=mention")
    return [one["status"] for one in rings if one["account"]["acct"] == "studio"]


async def failed(art: House, person: Person, moods: int = 3) -> list[dict[str, Any]]:
    """A painter came, tried and gave up."""
    async with art.paints(Moody(moods)):
        return await until(lambda: letters(person))


async def test_while_it_is_painted_only_its_author_sees_a_stand_in(patient: House) -> None:
    alice, carol = await patient.signs_up("alice"), await patient.signs_up("carol")
    await carol.follows("@alice")
    pending = await alice.posts(FOX)
    assert pending["visibility"] == "direct"
    assert pending["media_attachments"] == []
    assert "a fox in the snow" in pending["content"]
    assert "Snow at last." in pending["content"]
    assert [one["id"] for one in await alice.home()] == [pending["id"]]
    for who in (carol, None):
        asked = who.tries("GET", f"/api/v1/statuses/{pending['id']}") if who else patient.ask(
            "GET", f"/api/v1/statuses/{pending['id']}")  # fmt: skip
        assert (await asked).status == 404
    assert await carol.home() == []
    assert (await patient.ask("GET", "/api/v1/timelines/public")).json == []
    assert (await alice.tries("POST", f"/api/v1/statuses/{pending['id']}/reblog")).status == 422
    assert (await alice.get("/api/v1/accounts/verify_credentials"))["statuses_count"] == 0


async def test_the_finished_post_has_a_fresh_id_and_the_stand_ins_id_leads_to_it(patient: House) -> None:
    """Apps that still hold the stand-in are not left with a 404: they read and act on the post itself."""
    alice, carol = await patient.signs_up("alice"), await patient.signs_up("carol")
    await carol.follows("@alice")
    pending = await alice.posts(FOX, visibility="unlisted")
    final = await painted(patient, alice, pending)
    assert int(final["id"]) > int(pending["id"])
    assert final["visibility"] == "unlisted"
    assert final["created_at"] >= pending["created_at"]
    assert [one["id"] for one in await carol.home()] == [final["id"]]
    assert [one["id"] for one in await alice.home()] == [final["id"]]
    liked = await alice.post(f"/api/v1/statuses/{pending['id']}/favourite")
    assert (liked["id"], liked["favourites_count"]) == (final["id"], 1)
    assert (await alice.tries("DELETE", f"/api/v1/statuses/{pending['id']}")).status == 200
    assert (await alice.tries("GET", f"/api/v1/statuses/{final['id']}")).status == 404


async def test_after_its_days_the_stand_ins_id_leads_nowhere(painterless: House) -> None:
    alice = await painterless.signs_up("alice")
    pending = await alice.posts(FOX)
    await painted(painterless, alice, pending)
    painterless.clock.passes(days=31)
    assert (await alice.tries("GET", f"/api/v1/statuses/{pending['id']}")).status == 404


async def test_her_app_hears_the_stand_in_go_and_the_picture_come(patient: House) -> None:
    alice, carol = await patient.signs_up("alice"), await patient.signs_up("carol")
    await carol.follows("@alice")
    async with streaming(alice) as hers, streaming(carol) as carols:
        pending = await alice.posts(FOX)
        assert (await hers.next())[1]["id"] == pending["id"]
        final = await painted(patient, alice, pending)
        assert await hers.next() == ("delete", pending["id"])
        name, status = await hers.next()
        assert (name, status["id"]) == ("update", final["id"])
        name, status = await carols.next()
        assert (name, status["id"]) == ("update", final["id"])
        assert status["media_attachments"][0]["url"]


async def test_one_key_asks_for_one_picture(patient: House) -> None:
    """An app that is unsure whether its request arrived sends it again."""
    alice = await patient.signs_up("alice")

    async def asks() -> dict[str, Any]:
        headers = {"Idempotency-Key": "one", "Content-Type": "application/x-www-form-urlencoded"}
        answer = await alice.ask("POST", "/api/v1/statuses", body=b"status=/imagine a fox", headers=headers)
        assert answer.status == 200, answer.text
        status: dict[str, Any] = answer.json
        return status

    first = await asks()
    assert (await asks())["id"] == first["id"]
    final = await painted(patient, alice, first)
    assert (await asks())["id"] == final["id"]
    assert len(await alice.home()) == 1


async def test_a_painter_that_fails_twice_is_forgiven_silently(patient: House) -> None:
    alice = await patient.signs_up("alice")
    final = await painted(patient, alice, await alice.posts(FOX), Moody(2))
    assert final["media_attachments"][0]["description"] == "AI-generated image: a fox in the snow"
    assert await letters(alice) == []


async def test_when_it_fails_the_studio_writes_to_its_author(patient: House) -> None:
    alice = await patient.signs_up("alice")
    pending = await alice.posts(FOX)
    [letter] = await failed(patient, alice)
    assert letter["visibility"] == "direct"
    assert "no light" in letter["content"]
    assert [one["acct"] for one in letter["mentions"]] == ["alice"]
    stand_in = await alice.get(f"/api/v1/statuses/{pending['id']}")
    assert "no light" in stand_in["content"]
    assert stand_in["edited_at"]


async def test_a_failure_within_the_wait_is_told_as_an_error(art: House) -> None:
    """The composer stays open with her words in it; nothing is left behind."""
    alice = await art.signs_up("alice")
    async with art.paints():
        answer = await alice.tries("POST", "/api/v1/statuses", {"status": "/imagine fail-forever:no paint left"})
    assert answer.status == 422
    assert "no paint left" in answer.json["error"]
    assert await alice.home() == []


async def test_a_reply_of_retry_to_the_studios_letter_paints_it_again(patient: House) -> None:
    alice = await patient.signs_up("alice")
    pending = await alice.posts(FOX, visibility="unlisted")
    [letter] = await failed(patient, alice)
    again = await alice.posts("@studio retry --seed 9", in_reply_to_id=letter["id"], visibility="direct")
    assert again["id"] == pending["id"]
    final = await painted(patient, alice, pending)
    assert final["visibility"] == "unlisted"
    assert "Snow at last." in final["content"]


async def test_an_edit_of_the_stand_in_paints_other_words(patient: House) -> None:
    alice = await patient.signs_up("alice")
    pending = await alice.posts(FOX)
    source = await alice.get(f"/api/v1/statuses/{pending['id']}/source")
    assert source["text"] == FOX
    changed = await alice.tries("PUT", f"/api/v1/statuses/{pending['id']}", {"status": "/imagine an owl\n\nNight."})
    assert changed.status == 200
    final = await painted(patient, alice, pending)
    assert final["media_attachments"][0]["description"] == "AI-generated image: an owl"
    assert "Night." in final["content"]
    assert len(await alice.home()) == 1


async def test_deleting_the_stand_in_cancels_and_gives_back_the_words(patient: House) -> None:
    alice = await patient.signs_up("alice")
    pending = await alice.posts(FOX)
    gone = await alice.tries("DELETE", f"/api/v1/statuses/{pending['id']}")
    assert (gone.status, gone.json["text"]) == (200, FOX)
    async with patient.paints():
        await alice.posts("/imagine another")
        await until(lambda: has_pictures(alice))
    await everyone_settles(patient)
    [only] = await alice.home()
    assert only["media_attachments"][0]["description"] == "AI-generated image: another"
    assert (await alice.tries("GET", f"/api/v1/statuses/{pending['id']}")).status == 404


async def has_pictures(person: Person) -> bool:
    return all(one["media_attachments"] for one in await person.home())


async def test_a_restart_forgets_nothing(database_url: str, network: Network) -> None:
    """The house is closed and opened again while its painter is at work: the picture comes once."""
    async with house("art.example", database_url, network, posting={"wait_seconds": 0.05}) as before:
        alice = await before.signs_up("alice")
        pending = await alice.posts(FOX)
        async with before.ctx.db.write() as tx:
            [waiting] = [one for one in [await generations.by_pending(tx, int(pending["id"]))] if one]
    async with house("art.example", database_url, network, posting={"wait_seconds": 0.05}) as after:
        alice = replace(alice, house=after)
        final = await painted(after, alice, pending)
        assert [one["id"] for one in await alice.home()] == [final["id"]]
        async with after.ctx.db.read() as tx:
            done = await generations.by_id(tx, waiting.id)
        assert done
        assert (done.status_id, done.attempts) == (int(final["id"]), 1)


async def test_a_picture_that_nobody_painted_for_a_day_fails(painterless: House) -> None:
    from fediai.workers.sweeps_pictures import fail_stale_pending

    alice = await painterless.signs_up("alice")
    await alice.posts(FOX)
    painterless.clock.ahead += timedelta(hours=25)
    await fail_stale_pending(painterless.ctx)
    [letter] = await letters(alice)
    assert "no painter came" in letter["content"]
