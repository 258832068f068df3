"""The pages' own files, with a hash in their name so that browsers may keep them for a year."""

import hashlib
import mimetypes
from functools import lru_cache
from pathlib import Path

from fediai.domain.errors import NotFound
from fediai.web.http import Call, Response
from fediai.web.router import BARE, Route

FOLDER = Path(__file__).parents[1] / "static"
YEAR = "public, max-age=31536000, immutable"
DAY = "public, max-age=86400"
TYPES = {".js": "text/javascript", ".woff2": "font/woff2", ".svg": "image/svg+xml", ".webp": "image/webp"}


@lru_cache(maxsize=256)
def asset(name: str) -> str:
    """`app.css` → `/static/app.css?v=1f3a…`: the address changes with the content."""
    digest = hashlib.sha256((FOLDER / name).read_bytes()).hexdigest()[:12]
    return f"/static/{name}?v={digest}"


@lru_cache(maxsize=256)
def _known(name: str) -> tuple[bytes, str] | None:
    path = (FOLDER / name).resolve()
    if not path.is_relative_to(FOLDER.resolve()) or not path.is_file():
        return None
    kind = TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return path.read_bytes(), kind


async def static(call: Call) -> Response:
    """A file of the folder, nothing above it."""
    found = _known(call.path["name"])
    if found is None:
        raise NotFound
    body, kind = found
    headers = {
        "Cache-Control": YEAR if "v=" in call.request.query else DAY,
        "X-Content-Type-Options": "nosniff",
    }
    return Response(200, body, kind, headers)


ROUTES = (Route("GET", "/static/*name", static, BARE),)
