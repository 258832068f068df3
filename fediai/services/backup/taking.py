"""Takes a backup while the server serves: it appears under its name when it is whole, and never over another one."""

import asyncio
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from fediai.context import Context
from fediai.domain.errors import Conflict
from fediai.media.files import Files
from fediai.services.backup import manifest
from fediai.services.backup.manifest import Manifest, sampled, sha256
from fediai.store import copies
from fediai.store.pictures import leftovers
from fediai.version import VERSION


async def take(ctx: Context, folder: Path, config: Path | None) -> Manifest:
    """Everything that can't be had again: copies of far pictures are left out, they are fetched when somebody looks."""
    with appearing(folder) as beside:
        made = await _fill(ctx, beside)
        keep(config, beside)
        manifest.write(beside, made)
    return made


@contextmanager
def appearing(folder: Path) -> Iterator[Path]:
    """A folder to fill, for our eyes only; it is `folder` when all went well, and gone otherwise."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Conflict(f"{folder} is not empty: name a new folder")
    beside = folder.with_name(f".{folder.name}.partial")
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(parents=True, mode=0o700)  # it holds keys and passwords
    try:
        yield beside
        beside.rename(folder)  # an empty one gives way
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def keep(config: Path | None, folder: Path) -> None:
    """The configuration goes along, if there is one."""
    if config is not None and config.exists():
        shutil.copyfile(config, folder / "config.toml")


async def _fill(ctx: Context, folder: Path) -> Manifest:
    engine = copies.engine_of(ctx.settings)
    database, kept = folder / copies.file_of(engine), Files(folder / "media")
    census = await copies.dump(ctx.settings, database)
    async with ctx.db.read() as tx:
        wanted = await leftovers.keys(tx) - await leftovers.copied_keys(tx)
    there = await asyncio.to_thread(copy_files, ctx.files, kept, wanted)
    return Manifest(
        fediai=VERSION,
        made_at=ctx.clock().isoformat(),
        domain=ctx.settings.instance.domain,
        engine=engine,
        revision=census.revision,
        counts=census.counts,
        database_sha256=await asyncio.to_thread(sha256, database),
        files=len(there),
        bytes=await asyncio.to_thread(kept.size, there),
        missing=len(wanted) - len(there),
        sample=await asyncio.to_thread(lambda: {key: sha256(kept.path(key)) for key in sampled(there)}),
    )


def copy_files(source: Files, target: Files, keys: Iterable[str]) -> list[str]:
    """Those that are there, in the order of their names."""
    there = []
    for key in sorted(keys):
        path = target.path(key)
        if source.exists(key):
            path.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source.path(key), path)
            there.append(key)
    return there
