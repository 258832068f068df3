"""Stored files over HTTP: pictures only, never sniffed, never run, cached for good; far ones through our cache."""

from collections.abc import Mapping
from typing import Final

from fediai.domain.errors import NotFound
from fediai.services import ai_use
from fediai.services.links import cards
from fediai.services.pictures import emojis, remote_media
from fediai.web.files.reservations import OPEN, RESERVED
from fediai.web.http import Call, Response
from fediai.web.router import BARE, Route

# By the key's ending, which we chose ourselves: what a stranger called a file is never looked at,
# and no file is ever served as ActivityPub or HTML, whatever it contains.
TYPES: Final = {".jpg": "image/jpeg", ".png": "image/png"}
SAFE: Final = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "cross-origin",
    **RESERVED,
}
FOREVER: Final = {"Cache-Control": "public, max-age=31536000, immutable"}
A_WHILE: Final = {"Cache-Control": "public, max-age=86400"}


async def stored(call: Call) -> Response:
    """A file by its key; a key never changes what it names."""
    key = call.path["key"]
    reserved = not _is_key(key) or await ai_use.is_reserved(call.ctx, key)
    return await _file(call, key, FOREVER if reserved else {**FOREVER, **OPEN})


async def remote(call: Call) -> Response:
    """A far attachment: its id, and the mark that only those have who may see it."""
    name, _, mark = call.path["id"].partition("-")
    one = int(name) if name.isascii() and name.isdigit() and len(name) < 19 else 0
    return await _file(call, await remote_media.picture(call.ctx, one, call.path["kind"], mark), A_WHILE)


async def portrait(call: Call) -> Response:
    """A far account's avatar or header."""
    return await _file(call, await remote_media.portrait(call.ctx, call.id(), call.path["kind"]), A_WHILE)


async def emoji(call: Call) -> Response:
    """A far host's custom emoji."""
    key = await emojis.far_picture(call.ctx, call.path["domain"].lower(), call.path["shortcode"])
    return await _file(call, key, A_WHILE)


async def card(call: Call) -> Response:
    """The picture of a linked page: its id, and the mark that only those have who may see it."""
    name, _, mark = call.path["id"].partition("-")
    one = int(name) if name.isascii() and name.isdigit() and len(name) < 19 else 0
    return await _file(call, await cards.picture(call.ctx, one, mark), A_WHILE)


async def _file(call: Call, key: str, caching: Mapping[str, str]) -> Response:
    media_type = TYPES.get(key[key.rfind(".") :]) if _is_key(key) else None
    if media_type is None:
        raise NotFound
    tag = f'"{key}"'
    headers = {**SAFE, **caching, "ETag": tag}
    if call.request.header("if-none-match") == tag:
        return Response(304, b"", media_type, headers)
    try:
        data = await call.ctx.files.read(key)
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError) as cause:
        raise NotFound from cause
    return Response(200, data, media_type, headers)


def _is_key(key: str) -> bool:
    """`ab/cd/abcd….jpg`: three parts of our own alphabet, so nothing can lead out of the folder."""
    parts = key.split("/")
    return len(parts) == 3 and all(part.replace(".", "").isalnum() and part[0] != "." for part in parts)


ROUTES = (
    Route("GET", "/media/remote/accounts/:id/:kind", portrait, BARE),
    Route("GET", "/media/remote/emojis/:domain/:shortcode", emoji, BARE),
    Route("GET", "/media/remote/cards/:id/small", card, BARE),
    Route("GET", "/media/remote/:id/:kind", remote, BARE),
    Route("GET", "/media/*key", stored, BARE),
)
