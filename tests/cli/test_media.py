"""`fediai media prune` frees what nobody needs, and nothing else."""

import os
import time
from pathlib import Path

import pytest

from fediai.services.pictures import pruning
from fediai.services.pictures.pruning import Pruned
from tests.cli.pictures import candidate, posts_a_picture, upload
from tests.cli.terminal import Terminal
from tests.harness.house import House, everyone_settles


def counts(found: list[Pruned]) -> list[int]:
    return [one.files for one in found]


async def test_an_upload_without_a_post_goes_after_a_day(server: House):
    alice = await server.signs_up("alice")
    await upload(alice)
    await posts_a_picture(alice)
    assert counts(await pruning.prune(server.ctx, dry=False)) == [0, 0, 0]
    server.clock.passes(hours=25)
    assert counts(await pruning.prune(server.ctx, dry=True)) == [0, 2, 0]
    assert len(list(server.ctx.files.keys())) == 4
    assert counts(await pruning.prune(server.ctx, dry=False)) == [0, 2, 0]
    assert len(list(server.ctx.files.keys())) == 2
    assert counts(await pruning.prune(server.ctx, dry=False)) == [0, 0, 0]


async def test_whoever_redrafts_an_old_post_has_a_day(small_server: House):
    alice = await small_server.signs_up("alice")
    status = await alice.posts("look", **{"media_ids[]": await upload(alice)})
    small_server.clock.passes(days=40)
    assert (await alice.ask("DELETE", f"/api/v1/statuses/{status['id']}")).status == 200
    small_server.clock.passes(hours=1)
    assert counts(await pruning.prune(small_server.ctx, dry=False)) == [0, 0, 0]
    small_server.clock.passes(hours=24)
    assert counts(await pruning.prune(small_server.ctx, dry=False)) == [0, 2, 0]


async def test_candidates_of_the_studio_stay(small_server: House):
    alice = await small_server.signs_up("alice")
    await candidate(small_server, alice)
    before = set(small_server.ctx.files.keys())
    small_server.clock.passes(days=3)
    await pruning.prune(small_server.ctx, dry=False)
    assert set(small_server.ctx.files.keys()) == before != set()


async def test_old_copies_of_far_pictures_go_and_come_back_when_somebody_looks(art: House, pub: House):
    alice, bob = await art.signs_up("alice"), await pub.signs_up("bob")
    await bob.follows(alice.handle)
    await everyone_settles(art, pub)
    await posts_a_picture(alice)
    await everyone_settles(art, pub)
    [picture] = (await bob.home())[0]["media_attachments"]
    shown = picture["url"].removeprefix("https://pub.example")
    assert (await pub.ask("GET", shown)).status in (200, 302)
    pub.clock.passes(days=31)
    assert counts(await pruning.prune(pub.ctx, dry=False)) == [2, 0, 0]
    assert (await pub.ask("GET", shown)).status in (200, 302)


def test_files_that_nothing_refers_to_go_but_not_at_once_and_not_what_is_no_file_of_ours(small_terminal: Terminal):
    folder = small_terminal.folder / "var/media/ab/cd"
    folder.mkdir(parents=True)
    old, young, theirs = folder / f"{'ab' * 16}.jpg", folder / f"{'cd' * 16}.jpg", folder / "README"
    for path in (old, young, theirs):
        path.write_bytes(b"12345")
    hours_ago(old, 2)
    hours_ago(theirs, 2)
    said = small_terminal.types("media", "prune", "--dry-run", "--json").rows
    assert said[-1] == {"what": "files that nothing refers to", "files": 1, "bytes": 5}
    assert old.exists()
    small_terminal.gets("media", "prune")
    assert [path.exists() for path in (old, young, theirs)] == [False, True, True]


def hours_ago(path: Path, hours: float) -> None:
    then = time.time() - 3600 * hours
    os.utime(path, (then, then))


@pytest.mark.parametrize("days", [30])
def test_the_days_of_the_configuration_are_named(small_terminal: Terminal, days: int):
    assert f"far copies older than {days} days" in small_terminal.gets("media", "prune")
