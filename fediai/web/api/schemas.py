"""The shapes of what our own API takes and answers; tests hold every answer against them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Schema = dict[str, Any]

TEXT, NUMBER, TRUTH = {"type": "string"}, {"type": "integer"}, {"type": "boolean"}
MAYBE, MAYBE_TRUTH = {"type": ["string", "null"]}, {"type": ["boolean", "null"]}
FILE = {"type": "string", "format": "binary"}
ANYTHING: Schema = {"type": "object"}


def entity(**properties: Schema) -> Schema:
    """Exactly these, all of them."""
    return {
        "type": "object", "properties": properties, "required": list(properties), "additionalProperties": False
    }  # fmt: skip


def several(schema: Schema) -> Schema:
    """A list of them."""
    return {"type": "array", "items": schema}


def ref(name: str) -> Schema:
    """One of the named ones below."""
    return {"$ref": f"#/components/schemas/{name}"}


# Mastodon's own entities are described by Mastodon; here only what tells them from something else.
STATUS = {"type": "object", "required": ["id", "uri", "account", "media_attachments", "visibility"]}
ATTACHMENT = {"type": "object", "required": ["id", "type", "url", "preview_url", "meta", "description", "blurhash"]}

SCHEMAS: Mapping[str, Schema] = {
    "Generation": entity(
        id=TEXT, state={"enum": ["queued", "running", "ready", "failed", "cancelled"]}, prompt=TEXT,
        negative_prompt=TEXT, style=TEXT, seed=NUMBER, width=NUMBER, height=NUMBER, pictures=NUMBER, model=TEXT,
        command=TEXT, recipe_public=TRUTH, progress=entity(step=NUMBER, of=NUMBER), place=NUMBER,
        seconds_left={"type": ["number", "null"]}, preview_url=TEXT, error=MAYBE, label=TEXT,
        digital_source_type=MAYBE, status_id=MAYBE, media_attachments=several(ref("MediaAttachment")),
        created_at=TEXT, finished_at=MAYBE,
    ),
    "Worker": entity(
        name=TEXT, awake=TRUTH, seen_at=MAYBE, models={}, styles={}, largest={}, device=MAYBE, steps={}, batch={},
        label=MAYBE, digital_source_type=MAYBE,
    ),
    "Model": entity(
        id=TEXT, label=TEXT, styles=several(TEXT), largest=several(NUMBER), edits=TRUTH, digital_source_type=TEXT,
        awake=TRUTH,
    ),
    "Quota": entity(
        pictures_per_day=NUMBER, left=NUMBER, more_at=MAYBE, at_once=NUMBER, painting=NUMBER,
        at_most_per_request=NUMBER,
    ),
    "Provenance": entity(
        digital_source_type=MAYBE, generated=MAYBE_TRUTH, label=MAYBE, made_here=MAYBE_TRUTH
    ),
    "Bridge": entity(
        state=TEXT, eligible=TRUTH, rules=several(entity(name=TEXT, met=TRUTH)), bot=TEXT, handle=TEXT
    ),
    "Status": STATUS,
    "MediaAttachment": ATTACHMENT,
    "Error": {"type": "object", "properties": {"error": TEXT}, "required": ["error"]},
    "OpenAIError": entity(error=entity(message=TEXT, type=TEXT, param=MAYBE, code=MAYBE)),
    "OpenAIModel": entity(
        id=TEXT, object={"const": "model"}, created=NUMBER, owned_by=TEXT
    ),
    "OpenAIModels": entity(object={"const": "list"}, data=several(ref("OpenAIModel"))),
    "OpenAIImages": {
        "type": "object", "required": ["created", "data", "usage"],
        "properties": {
            "created": NUMBER,
            "data": several({"type": "object", "properties": {"url": TEXT, "b64_json": TEXT}, "minProperties": 1}),
        },
    },
}  # fmt: skip

ASKED = {
    "prompt": TEXT, "command": TEXT, "negative_prompt": TEXT, "style": TEXT, "ratio": TEXT, "pictures": NUMBER,
    "seed": NUMBER, "model": TEXT, "language": TEXT, "source_media_id": TEXT, "strength": TEXT,
}  # fmt: skip
IMAGE: Mapping[str, Schema] = {
    "prompt": TEXT, "model": TEXT, "n": NUMBER, "size": TEXT, "response_format": {"enum": ["url", "b64_json"]},
    "seed": NUMBER, "stream": TRUTH, "partial_images": NUMBER, "user": TEXT,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shape:
    """What one operation takes and answers."""

    answers: Schema
    code: int = 200
    takes: Mapping[str, Schema] = field(default_factory=dict)
    media_type: str = "application/json"
    sends: str = "application/json"  # the media type of what it takes


ACTIVITY = "application/activity+json"
JPEG, EVENTS, FORM = "image/jpeg", "text/event-stream", "multipart/form-data"
SHAPES: Mapping[str, Shape] = {
    "generations.ask": Shape(ref("Generation"), 202, ASKED),
    "generations.index": Shape(several(ref("Generation"))),
    "generations.show": Shape(ref("Generation")),
    "generations.cancel": Shape(ref("Generation")),
    "generations.change": Shape(ref("Generation"), 200, {"recipe_public": TRUTH}),
    "generations.publish": Shape(
        ref("Status"), 200,
        {"media_ids": several(TEXT), "caption": TEXT, "visibility": TEXT, "spoiler_text": TEXT, "sensitive": TRUTH,
         "language": TEXT, "alt": TEXT, "private": TRUTH},
    ),
    "generations.preview": Shape(FILE, media_type=JPEG),
    "generations.workers": Shape(several(ref("Worker"))),
    "events.watch": Shape(TEXT, media_type=EVENTS),
    "offers.models": Shape(several(ref("Model"))),
    "offers.quota": Shape(ref("Quota")),
    "provenance.check": Shape(ref("Provenance"), 200, {"file": FILE, "url": TEXT}, sends=FORM),
    "bridge.show_bridge": Shape(ref("Bridge")),
    "bridge.turn_on": Shape(ref("Bridge")),
    "bridge.turn_off": Shape(ref("Bridge")),
    "openapi.show": Shape(ANYTHING),
    "client.proxy": Shape(ANYTHING, 200, {"id": TEXT}, ACTIVITY, "application/x-www-form-urlencoded"),
    "client.upload": Shape(ANYTHING, 201, {"file": FILE, "object": TEXT}, ACTIVITY, FORM),
    "images.models": Shape(ref("OpenAIModels")),
    "images.model": Shape(ref("OpenAIModel")),
    "images.generate": Shape(ref("OpenAIImages"), 200, IMAGE),
    "images.edit": Shape(ref("OpenAIImages"), 200, {"image": FILE, "strength": TEXT, **IMAGE}, sends=FORM),
}  # fmt: skip
