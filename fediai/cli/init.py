"""`fediai init`: a commented configuration, ready to serve."""

import argparse
import importlib.resources
import re
from pathlib import Path

from fediai.cli import CommandError, Invocation


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--domain", help="the host that people will know you by, as art.example; never changes")
    parser.add_argument("--force", action="store_true", help="overwrite an existing configuration")


def example() -> str:
    """The example configuration, from the wheel or from a checkout."""
    packaged = importlib.resources.files("fediai") / "config.example.toml"
    if packaged.is_file():
        return packaged.read_text(encoding="utf-8")
    return (Path(__file__).parents[2] / "config.example.toml").read_text(encoding="utf-8")


def run(invocation: Invocation) -> int:
    path = invocation.config if invocation.config_given and invocation.config else Path("config.toml")
    if path.exists() and not invocation.arguments.force:
        raise CommandError(f"{path} exists; --force overwrites it")
    text = example()
    domain = invocation.arguments.domain
    if domain:
        text = re.sub(r'(?m)^domain = ".*"$', f'domain = "{domain.lower()}"', text, count=1)
        text = re.sub(r'(?m)^scheme = ".*"$', 'scheme = "https"', text, count=1)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    (path.parent / "var").mkdir(exist_ok=True)
    print(f"Wrote {path}. Next: fediai serve")
    return 0
