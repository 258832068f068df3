"""Answers as they stood when somebody read them against the documentation; what changes from run to run is veiled."""

import json
import os
import re
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parents[1] / "api/golden"
WRITING = bool(os.environ.get("REWRITE_GOLDEN"))

SECRETS = frozenset({"access_token", "client_id", "client_secret", "vapid_key", "server_key", "public_key"})
VEILED: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z"), "<instant>"),
    (re.compile(r"\b20\d\d-\d\d-\d\d\b"), "<day>"),
    (re.compile(r"/media/\S+?\.(\w+)"), r"/media/<file>.\1"),
    (re.compile(r"\?v=\w+"), "?v=<version>"),
    (re.compile(r"fediai [\d.a-z]+"), "fediai <version>"),
    (re.compile(r"\b(ungrouped|follow)-\d+"), r"\1-<id>"),
    (re.compile(r"\b\d{16,19}\b"), "<id>"),
)
_ID = re.compile(r"(\w+_)?ids?|page_\w+_id|day")


def veiled(value: Any, name: str = "") -> Any:
    """The same, with ids, instants, keys and file names replaced by words for what they are."""
    if isinstance(value, dict):
        return {veiled(key): veiled(one, key) for key, one in value.items()}
    if isinstance(value, list):
        return [veiled(one, name) for one in value]
    if name in SECRETS and isinstance(value, str):
        return "<secret>" if value else value
    if _ID.fullmatch(name):
        return "<id>" if isinstance(value, str) and value.isdigit() else 1 if isinstance(value, int) else _said(value)
    if name == "created_at" and isinstance(value, int):
        return 1
    return _said(value)


def _said(value: Any) -> Any:
    if isinstance(value, str):
        for pattern, word in VEILED:
            value = pattern.sub(word, value)
    return value


def unlike(name: str, value: Any) -> str:
    """How it differs from what is kept under this name; with `REWRITE_GOLDEN=1` it is kept from now on."""
    path, said = FOLDER / f"{name}.json", json.dumps(veiled(value), indent=2, ensure_ascii=False, sort_keys=True) + "\n"
    if WRITING:
        path.write_text(said)
    kept = path.read_text() if path.is_file() else ""
    if kept == said:
        return ""
    old, new = kept.splitlines(), said.splitlines()
    return f"{name}: gone {[line for line in old if line not in new]}, new {[line for line in new if line not in old]}"
