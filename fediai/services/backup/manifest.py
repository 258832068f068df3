"""What a backup says of itself, so that a restore can prove that everything came back."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from fediai.domain.errors import Invalid

NAME = "manifest.json"
SAMPLE = 200  # files whose hashes are kept; of the others, that they are there and how large they are in all


@dataclass(frozen=True, slots=True)
class Manifest:
    """Counted and hashed while the backup was made."""

    fediai: str
    made_at: str
    domain: str
    engine: str
    revision: str
    counts: dict[str, int]
    database_sha256: str
    files: int
    bytes: int
    missing: int  # files that the database knew of and the disk did not
    sample: dict[str, str]


def write(folder: Path, manifest: Manifest) -> None:
    """As JSON, for people too."""
    (folder / NAME).write_text(json.dumps(asdict(manifest), indent=1) + "\n", encoding="utf-8")


def read(folder: Path) -> Manifest:
    """`Invalid` for a folder that is no backup of ours."""
    try:
        found: Any = json.loads((folder / NAME).read_text(encoding="utf-8"))
        return Manifest(**{field.name: found[field.name] for field in fields(Manifest)})
    except FileNotFoundError as cause:
        raise Invalid(f"{folder} is no backup: it has no {NAME}") from cause
    except (ValueError, KeyError, TypeError) as cause:
        raise Invalid(f"{folder / NAME} can't be read: {cause!r}") from cause


def sha256(path: Path) -> str:
    """Read in pieces: a database may be larger than memory."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def sampled(keys: Iterable[str]) -> Sequence[str]:
    """Some of them, spread evenly; all of few."""
    several = sorted(keys)
    return several[:: max(1, -(-len(several) // SAMPLE))]
