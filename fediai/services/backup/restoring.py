"""Brings a backup back, and proves it: schema, rows, and the bytes of files. A check does so beside the instance."""

import asyncio
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from fediai.domain.errors import Conflict
from fediai.media.files import Files
from fediai.services.backup import manifest
from fediai.services.backup.manifest import Manifest, sha256
from fediai.services.backup.taking import copy_files
from fediai.settings import Settings
from fediai.store import copies
from fediai.store.copies import Census
from fediai.store.migrate import after, migrate


@dataclass(frozen=True, slots=True)
class Proof:
    """One thing that was looked at: is it as the backup says, and what was seen."""

    what: str
    good: bool
    seen: str


async def restore(settings: Settings, folder: Path, *, check: bool) -> list[Proof]:
    """What was proved; with `check` nothing of it stays."""
    said = manifest.read(folder)
    _fits(settings, said)
    proofs = [*await asyncio.to_thread(lambda: list(_whole(folder, said)))]
    if not all(proof.good for proof in proofs):
        return proofs
    if not check:
        return [*proofs, *await _bring(settings, folder, said)]
    async with _elsewhere(settings) as trial:
        return [*proofs, *await _bring(trial, folder, said)]


def _fits(settings: Settings, said: Manifest) -> None:
    """A backup of another instance or engine is refused before anything is touched."""
    if said.engine != copies.engine_of(settings):
        raise Conflict(f"the backup is of {said.engine}, and [database] url names {copies.engine_of(settings)}")
    if said.domain != settings.instance.domain:
        raise Conflict(f"the backup is of {said.domain}, and this instance is {settings.instance.domain}")
    after(said.revision)  # a database from the future is refused here


def _whole(folder: Path, said: Manifest) -> Iterator[Proof]:
    """Is the backup itself as it was when it was made?"""
    database = folder / copies.file_of(said.engine)
    same = database.is_file() and sha256(database) == said.database_sha256
    yield Proof("the database's copy", same, "its hash is right" if same else f"{database.name} is not what it was")
    yield from _pictures(Files(folder / "media"), said, "the pictures' copies")


def _pictures(files: Files, said: Manifest, what: str) -> Iterator[Proof]:
    changed = [key for key, hashed in said.sample.items() if not files.exists(key) or sha256(files.path(key)) != hashed]
    keys = list(files.keys())
    enough = len(keys) >= said.files and files.size(keys) >= said.bytes
    right = f"{len(said.sample) - len(changed)} of {len(said.sample)} hashes are right"
    yield Proof(what, enough and not changed, f"{len(keys)} of {said.files} files, {right}")


async def _bring(settings: Settings, folder: Path, said: Manifest) -> list[Proof]:
    source, target = Files(folder / "media"), Files(settings.path_of(settings.media.url))
    await copies.load(settings, folder / copies.file_of(said.engine))
    found = await copies.census(settings)
    await asyncio.to_thread(lambda: copy_files(source, target, source.keys()))
    proofs = [_rows(found, said), *await asyncio.to_thread(lambda: list(_pictures(target, said, "pictures")))]
    return [*proofs, await _schema(settings, found)] if proofs[0].good else proofs


def _rows(found: Census, said: Manifest) -> Proof:
    wrong = {name for name in {*found.counts, *said.counts} if found.counts.get(name) != said.counts.get(name)}
    total = sum(found.counts.values())
    seen = (
        f"these differ: {', '.join(sorted(wrong))}"
        if wrong
        else f"{total} in {len(found.counts)} tables, as counted then"
    )
    return Proof("rows", not wrong, seen)


async def _schema(settings: Settings, found: Census) -> Proof:
    """A backup of an older version is brought up to this one."""
    missing = after(found.revision or None)
    await migrate(settings, lambda _: None)
    now = (await copies.census(settings)).revision
    return Proof("schema", not after(now), f"current: {now}" + (f", {len(missing)} migrations made" if missing else ""))


@asynccontextmanager
async def _elsewhere(settings: Settings) -> AsyncIterator[Settings]:
    """The same instance over a database and a folder that are gone afterwards."""
    async with copies.scratch(settings) as trial:
        with tempfile.TemporaryDirectory(prefix="fediai-check-") as folder:
            yield replace(trial, media=replace(trial.media, url=f"file:{folder}"))
