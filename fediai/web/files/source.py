"""Our own source code, as it runs here: the AGPL's promise (section 13), kept by the server itself."""

import asyncio
import importlib.resources
import io
import tarfile
from functools import lru_cache
from pathlib import Path

from fediai.version import VERSION
from fediai.web.http import Call, Response
from fediai.web.router import BARE, Route

PACKAGES = ("fediai", "activitypub", "generators")
PATH = "/source.tar.gz"


@lru_cache(maxsize=1)
def archive() -> bytes:
    """The packages that are running, changes of this instance's administrator included; no settings, no data."""
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w:gz") as tar:
        for package in PACKAGES:
            folder = Path(str(importlib.resources.files(package)))
            tar.add(folder, f"fediai-{VERSION}/{package}", filter=_wanted)
    return made.getvalue()


def _wanted(member: tarfile.TarInfo) -> tarfile.TarInfo | None:
    """No caches, and nothing of whoever installed it."""
    if "__pycache__" in member.name:
        return None
    member.uid = member.gid = 0
    member.uname = member.gname = ""
    return member


async def source(_call: Call) -> Response:
    """Built once, in another thread."""
    body = await asyncio.to_thread(archive)
    headers = {"Content-Disposition": f'attachment; filename="fediai-{VERSION}.tar.gz"'}
    return Response(200, body, "application/gzip", headers)


ROUTES = (Route("GET", PATH, source, BARE),)
