"""A backup is taken while the server serves, and a restore proves that everything came back."""

import asyncio
import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from fediai.app import opened
from fediai.domain.errors import Conflict, Invalid
from fediai.services.backup import restoring, taking
from fediai.services.backup.restoring import Proof
from fediai.settings import Settings
from fediai.store.errors import StoreError
from fediai.store.people import accounts
from tests.cli.pictures import posts_a_picture, upload
from tests.cli.terminal import Terminal
from tests.harness.house import House, settings_for

ALL_GOOD = dict.fromkeys(["the database's copy", "the pictures' copies", "rows", "pictures", "schema"], True)


def judged(proofs: list[Proof]) -> dict[str, bool]:
    return {proof.what: proof.good for proof in proofs}


@pytest.fixture
async def backup(server: House, tmp_path: Path) -> Path:
    """The backup of a server with a person, a post and its picture."""
    await posts_a_picture(await server.signs_up("alice"))
    made = await taking.take(server.ctx, tmp_path / "backup", None)
    assert (made.files, made.missing, made.counts["statuses"]) == (2, 0, 1)
    return tmp_path / "backup"


def empty_place(settings: Settings, folder: Path, request: pytest.FixtureRequest) -> Settings:
    """The same instance on a new machine."""
    url = f"sqlite:{folder}/new.db"
    if settings.database.url.startswith("postgres"):
        cluster = request.getfixturevalue("cluster")
        url = cluster.url(cluster.create())
    return settings_for(settings.instance.domain, url, folder / "home")


async def test_a_check_proves_it_beside_the_instance_and_leaves_nothing(server: House, backup: Path):
    before = sorted(str(path) for path in backup.rglob("*"))
    assert judged(await restoring.restore(server.ctx.settings, backup, check=True)) == ALL_GOOD
    assert sorted(str(path) for path in backup.rglob("*")) == before
    assert backup.stat().st_mode & 0o077 == 0


async def test_a_lost_instance_comes_back_with_its_people_keys_and_pictures(
    server: House, backup: Path, tmp_path: Path, request: pytest.FixtureRequest
):
    settings = await asyncio.to_thread(empty_place, server.ctx.settings, tmp_path, request)
    assert judged(await restoring.restore(settings, backup, check=False)) == ALL_GOOD
    alice = (await server.account("alice")).id
    async with server.ctx.db.read() as tx:
        key = await accounts.private_key(tx, alice)
    async with opened(settings, "cli") as ctx, ctx.db.read() as tx:
        assert await accounts.private_key(tx, alice) == key is not None
        assert set(ctx.files.keys()) == set(server.ctx.files.keys())
    with pytest.raises(StoreError):
        await restoring.restore(settings, backup, check=False)


def cut_the_database(backup: Path) -> None:
    [database] = backup.glob("database.*")
    database.write_bytes(database.read_bytes()[:-100])


def lose_a_picture(backup: Path) -> None:
    next((backup / "media").rglob("*.*")).unlink()


def change_a_picture(backup: Path) -> None:
    picture = next((backup / "media").rglob("*.*"))
    picture.write_bytes(bytes([picture.read_bytes()[0] ^ 1]) + picture.read_bytes()[1:])


@pytest.mark.parametrize(
    ("harm", "what"),
    [
        (cut_the_database, "the database's copy"),
        (lose_a_picture, "the pictures' copies"),
        (change_a_picture, "the pictures' copies"),
    ],
)
async def test_a_damaged_backup_is_told_apart_before_anything_is_touched(server: House, backup: Path, harm, what):
    harm(backup)
    proofs = judged(await restoring.restore(server.ctx.settings, backup, check=True))
    assert proofs[what] is False
    assert "rows" not in proofs


async def test_counts_that_differ_are_named(server: House, backup: Path):
    manifest = backup / "manifest.json"
    said = json.loads(manifest.read_text())
    said["counts"]["statuses"] = 7
    manifest.write_text(json.dumps(said))
    proofs = await restoring.restore(server.ctx.settings, backup, check=True)
    assert [proof.seen for proof in proofs if not proof.good] == ["these differ: statuses"]


async def test_the_backup_of_another_instance_or_engine_is_refused(server: House, backup: Path):
    settings = server.ctx.settings
    with pytest.raises(Conflict, match=r"the backup is of art.example, and this instance is pub.example"):
        await restoring.restore(replace(settings, instance=replace(settings.instance, domain="pub.example")), backup,
                                check=True)  # fmt: skip
    other = "postgresql://nowhere/none" if settings.database.url.startswith("sqlite") else "sqlite:none.db"
    with pytest.raises(Conflict, match="the backup is of"):
        await restoring.restore(replace(settings, database=replace(settings.database, url=other)), backup, check=True)


async def test_a_folder_that_is_not_empty_is_left_alone(small_server: House, tmp_path: Path):
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(Conflict, match="is not empty"):
        await taking.take(small_server.ctx, tmp_path, None)
    with pytest.raises(Invalid, match="is no backup"):
        await restoring.restore(small_server.ctx.settings, tmp_path, check=True)


async def test_a_backup_is_consistent_although_everybody_writes(small_server: House, tmp_path: Path):
    alice = await small_server.signs_up("alice")
    await upload(alice)
    backups = [taking.take(small_server.ctx, tmp_path / str(number), None) for number in range(3)]
    writes = [alice.posts(f"number {number}") for number in range(30)]
    await asyncio.gather(*backups, *writes)
    for number in range(3):
        assert (
            judged(await restoring.restore(small_server.ctx.settings, tmp_path / str(number), check=True)) == ALL_GOOD
        )


def test_the_commands_bring_back_the_configuration_too(tmp_path: Path):
    """From the first folder into a second one, as somebody with a new machine types it."""
    first, second = tmp_path / "first", tmp_path / "second"
    first.mkdir()
    second.mkdir()
    here, there = Terminal(first, {}), Terminal(second, {})
    here.gets("init", "--domain", "art.example")
    here.gets("migrate")
    here.gets("user", "create", "ann", "--email", "a@b.example")
    assert here.types("backup", "../backup", "--json").row["missing"] == 0
    assert there.types("restore", "../backup", "--check", "--json").code == 0
    assert list(second.iterdir()) == []
    assert "rows" in there.gets("restore", "../backup")
    assert there.types("user", "list", "--json").row["name"] == "ann"
    assert (second / "config.toml").stat().st_mode & 0o077 == 0
    said = there.types("restore", "../backup")
    assert (said.code, said.err.split(":")[1].strip()) == (1, f"there is a database at {second}/var/fediai.db")
    shutil.rmtree(tmp_path / "backup/media", ignore_errors=True)
