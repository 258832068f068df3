"""What OpenAI's clients expect to read: lists of pictures, events of a stream, and errors in their own shape."""

import base64
from collections.abc import Mapping
from typing import Any

import orjson

from fediai.context import Context
from fediai.domain.errors import DomainError, Invalid
from fediai.domain.pictures.generations import Generation
from fediai.domain.pictures.media import Media

FORMATS = {"image/jpeg": "jpeg", "image/png": "png"}
KINDS: Mapping[int, tuple[str, str | None]] = {  # by status: (type, code)
    401: ("invalid_request_error", "invalid_api_key"),
    403: ("permission_error", None),
    404: ("invalid_request_error", "not_found"),
    429: ("rate_limit_error", "rate_limit_exceeded"),
    503: ("server_error", None),
}
# Pictures are counted here, not words: clients insist on the field.
USAGE = {
    "total_tokens": 0, "input_tokens": 0, "output_tokens": 0,
    "input_tokens_details": {"text_tokens": 0, "image_tokens": 0},
}  # fmt: skip


def error_body(error: DomainError) -> dict[str, Any]:
    """`{"error": {"message", "type", "param", "code"}}`."""
    usual = "invalid_request_error" if error.status < 500 else "server_error"
    kind, code = KINDS.get(error.status, (usual, None))
    return {"error": {"message": error.sentence, "type": kind, "param": None, "code": code}}


def error_status(error: DomainError) -> int:
    """What can't be done as it stands is 400 to these clients."""
    return 400 if isinstance(error, Invalid) else error.status


async def encoded(ctx: Context, one: Media) -> str:
    """The picture's bytes as text."""
    return base64.b64encode(await ctx.files.read(one.file)).decode()


async def picture(ctx: Context, one: Media, wanted: str) -> dict[str, str]:
    """One entry of `data`: an address, or the bytes."""
    return {"url": ctx.urls.file(one.file)} if wanted == "url" else {"b64_json": await encoded(ctx, one)}


def about(generation: Generation, first: Media | None = None) -> dict[str, Any]:
    """What is said of pictures beside them."""
    width, height = (first.width, first.height) if first else (generation.width, generation.height)
    return {
        "size": f"{width}x{height}", "quality": "auto", "background": "opaque",
        "output_format": FORMATS.get(first.media_type if first else "", "jpeg"),
    }  # fmt: skip


def event(value: Mapping[str, Any]) -> bytes:
    """One event of a stream, named as its `type` says."""
    return f"event: {value.get('type', 'error')}\n".encode() + b"data: " + orjson.dumps(value) + b"\n\n"
