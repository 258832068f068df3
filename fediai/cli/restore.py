"""`fediai restore DIR [--check]`: brings a backup back, and proves that it is whole."""

import argparse
import asyncio
import shutil
from dataclasses import asdict
from pathlib import Path

from fediai.cli import CommandError, Invocation, log_to_stderr
from fediai.cli.instance import show
from fediai.cli.words import readable
from fediai.services.backup import restoring
from fediai.settings import load


def arguments(parser: argparse.ArgumentParser) -> None:
    readable(parser).add_argument("folder", type=Path, metavar="DIR", help="what `fediai backup` made")
    parser.add_argument("--check", action="store_true", help="prove it beside this instance, and leave nothing")


def run(invocation: Invocation) -> int:
    given = invocation.arguments
    log_to_stderr("warning")
    settings = load(_config(invocation, given.folder, check=given.check))
    proofs = asyncio.run(restoring.restore(settings, given.folder, check=given.check))
    show([asdict(proof) for proof in proofs], as_json=given.json)
    if not all(proof.good for proof in proofs):
        raise CommandError("the backup is not whole" if given.check else "what came back is not what was backed up")
    return 0


def _config(invocation: Invocation, folder: Path, *, check: bool) -> Path | None:
    """Ours if there is one; else the backup's, which is put in its place."""
    path, kept = invocation.config or Path("config.toml"), folder / "config.toml"
    if path.exists() or not kept.exists():
        return invocation.config
    if check:
        return kept
    path.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(kept, path)
    path.chmod(0o600)
    return path
