"""The way back: our values into documents, with nothing in them that no reader needs."""

from activitypub.render.activity import render_activity
from activitypub.render.actor import render_actor
from activitypub.render.collection import render_collection, render_page
from activitypub.render.note import render_note, render_tombstone
from activitypub.render.shape import document

__all__ = [
    "document",
    "render_activity",
    "render_actor",
    "render_collection",
    "render_note",
    "render_page",
    "render_tombstone",
]
