"""Documents in the shapes that real software sends, each read as what it means."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from activitypub.activities import Activity, Answer
from activitypub.actors import Actor, read_actor
from activitypub.documents import type_of
from activitypub.objects import Note, Tombstone, read_object
from activitypub.parse import parse_activity
from activitypub.terms import ACTOR_TYPES, STATUS_TYPES

VECTORS = sorted((Path(__file__).parents[1] / "vectors" / "documents").glob("*.json"))


def facts(found: Any) -> dict[str, Any]:
    """A value as JSON would write it, with the name of its class."""
    plain = json.loads(json.dumps(asdict(found), default=str))
    return {"kind": type(found).__name__, **plain}


def readings(document: dict[str, Any]) -> dict[str, Any]:
    """All that can be read out of a document: activity, inner activity, object, actor."""
    kind = type_of(document)
    if kind in ACTOR_TYPES:
        return {"actor": read_actor(document)}
    if kind in STATUS_TYPES or kind == "Tombstone":
        return {"object": read_object(document)}
    activity = parse_activity(document)
    assert isinstance(activity, Activity), activity
    found: dict[str, Any] = {"activity": activity}
    if isinstance(activity, Answer):
        found["inner"] = activity.inner
    elif activity.object and type_of(activity.object) != "Create":
        found |= readings(dict(activity.object))
    return found


@pytest.mark.parametrize("path", VECTORS, ids=lambda path: path.stem)
def test_a_recorded_document_is_read_as_what_it_means(path):
    vector = json.loads(path.read_text())
    assert vector["origin"]
    found = readings(vector["document"])
    for role, expected in vector["means"].items():
        actual = facts(found[role])
        assert {name: actual[name] for name in expected} == expected


def test_every_kind_of_thing_is_among_them():
    found = [thing for path in VECTORS for thing in readings(json.loads(path.read_text())["document"]).values()]
    assert {Actor, Note, Tombstone} <= {type(thing) for thing in found}
