"""Which end points of the client API were answered by the tests, and how well; gathered from every worker of a run."""

import json
import re
from collections import defaultdict
from functools import lru_cache
from typing import Any

from tests.api.tiers import ABSENT, ELSEWHERE, EMPTY, endpoints

MOST_NAMED = 40
ANSWERED, SCHEMA, RULES = "answered", "schema", "rules"
seen: dict[str, set[str]] = defaultdict(set)  # "GET /api/…" → what went wrong with it, or nothing


@lru_cache(maxsize=1)
def _patterns() -> list[tuple[re.Pattern[str], str]]:
    paths = sorted({path for _, _, path in endpoints()}, key=lambda path: path.count(":"))
    return [(re.compile(re.sub(r":\w+", "[^/]+", path) + "/?$"), path) for path in paths]


@lru_cache(maxsize=4096)
def _path_of(target: str) -> str | None:
    return next((path for pattern, path in _patterns() if pattern.match(target)), None)


def note(method: str, target: str, status: int, schema: bool, rules: bool) -> None:
    """One answer that was no refusal; of a path that is absent on purpose the refusal is the answer."""
    path = _path_of(target.partition("?")[0])
    name = f"{method} {path}"
    refused = status >= 400 and not (status == 404 and (method, path) in ABSENT)
    if path is None or refused:
        return
    seen[name] |= {ANSWERED, *([] if schema else [SCHEMA]), *([] if rules else [RULES])}


def handed_over() -> str:
    """What a worker saw, for the process that counts."""
    return json.dumps({name: sorted(what) for name, what in seen.items()})


def taken(text: str) -> None:
    """What another worker saw."""
    for name, what in json.loads(text).items():
        seen[name] |= set(what)


def table() -> list[str]:
    """One line for each tier, and those that no test asked."""
    lines = ["tier  end points  answered  schema-valid  rule-valid"]
    silent: list[str] = []
    for tier in ("T0", "T1", "T2", "T3"):
        all_ = [
            f"{method} {path}" for of, method, path in endpoints() if of == tier and (method, path) not in ELSEWHERE
        ]
        found = [_synonym(name) for name in all_]
        answered = [seen[name] for name in found if name in seen]
        valid = [sum(1 for what in answered if wrong not in what) for wrong in (SCHEMA, RULES)]
        lines.append(f"{tier}    {len(all_):10}  {len(answered):8}  {valid[0]:12}  {valid[1]:10}")
        silent += [name for name, known in zip(all_, found, strict=True) if known not in seen]
    lines.append(f"honest nothings: {len(EMPTY)} empty, {len(ABSENT)} not found")
    shown = f": {', '.join(silent)}" if len(silent) <= MOST_NAMED else ""
    return lines + ([f"not asked: {len(silent)}{shown}"] if silent else [])


def _synonym(name: str) -> str:
    """PUT and PATCH are one."""
    for one, other in (("PUT ", "PATCH "), ("PATCH ", "PUT ")):
        if name.startswith(one) and name not in seen:
            return name.replace(one, other, 1) if name.replace(one, other, 1) in seen else name
    return name


def json_of(body: bytes) -> Any:
    """The value, or None for what is no JSON."""
    try:
        return json.loads(body)
    except ValueError:
        return None
