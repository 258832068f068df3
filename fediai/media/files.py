"""Where files lie: a folder, under keys that nobody can guess."""

import asyncio
import math
import re
import secrets
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

OURS = re.compile(r"\.?[0-9a-f]{32}\.")


class Files:
    """Keys look like `3f/a9/3fa9…e1.jpg`: spread over folders, 128 random bits, safe to publish."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def new_key(self, suffix: str) -> str:
        """A fresh key; `suffix` with its dot."""
        name = secrets.token_hex(16)
        return f"{name[:2]}/{name[2:4]}/{name}{suffix}"

    def path(self, key: str) -> Path:
        """Where the file of this key lies; a key that would lead out of the folder is a bug of ours."""
        path = self.folder / key
        if not path.resolve().is_relative_to(self.folder.resolve()):
            raise ValueError(f"{key!r} leads out of the media folder")
        return path

    def exists(self, key: str) -> bool:
        return bool(key) and self.path(key).is_file()

    def keys(self, before: float = math.inf) -> Iterator[str]:
        """Our files that were written before that time, half-written ones too; what others put here is theirs."""
        for path in self.folder.glob("[0-9a-f][0-9a-f]/[0-9a-f][0-9a-f]/*"):
            with suppress(FileNotFoundError):  # deleted while we look
                if OURS.match(path.name) and path.stat().st_mtime < before:
                    yield path.relative_to(self.folder).as_posix()

    def size(self, keys: Iterable[str]) -> int:
        """Bytes of those that are there."""
        total = 0
        for key in keys:
            with suppress(FileNotFoundError):
                total += self.path(key).stat().st_size
        return total

    async def save(self, key: str, data: bytes) -> None:
        """Whole or not at all: written beside, then renamed."""
        await asyncio.to_thread(self._save, key, data)

    def _save(self, key: str, data: bytes) -> None:
        path = self.path(key)
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
        beside.write_bytes(data)
        beside.replace(path)

    async def read(self, key: str) -> bytes:
        """The bytes; FileNotFoundError when they are gone."""
        return await asyncio.to_thread(self.path(key).read_bytes)

    async def delete(self, *keys: str) -> None:
        """Removes what is there."""
        await asyncio.to_thread(self._delete, keys)

    def _delete(self, keys: tuple[str, ...]) -> None:
        for key in filter(None, keys):
            self.path(key).unlink(missing_ok=True)
