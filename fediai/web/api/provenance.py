"""`/api/fediai/v1/provenance`: what a picture says about its origin; free, for everybody, nothing is kept."""

import re

from fediai.domain.errors import Invalid, NotFound
from fediai.domain.pictures import prompts
from fediai.domain.pictures.media import DIGITAL_SOURCE_TYPE, GENERATED, Media
from fediai.media import images
from fediai.media.images import Unreadable
from fediai.services.posts import views
from fediai.store.pictures import media
from fediai.web.http import Call, Response, json_response
from fediai.web.router import OPEN, Route

LARGEST = 20 * 2**20
_POST = re.compile(r"/(?:@\w+|users/\w+/statuses)/(\d{1,18})")


async def check(call: Call) -> Response:
    """The IPTC term found in a file that is brought, or in one of ours by its `url` (or that of its post).

    Without a mark nothing is said: most places strip what a file carries.
    """
    file, url = call.form.file("file"), (call.form.text("url") or "").strip()
    if file is not None and file.data:
        return await _answer(call, file.data, None)
    if not url:
        raise Invalid("Send the picture as `file`, or the address of one of ours as `url`")
    found = await _ours(call, url)
    try:
        return await _answer(call, await call.ctx.files.read(found.file), found)
    except FileNotFoundError as cause:
        raise NotFound from cause


async def _ours(call: Call, url: str) -> Media:
    """A picture of this house by the address of its file, or the first of a public post's."""
    urls = call.ctx.urls
    async with call.ctx.db.read() as tx:
        found = await media.by_file(tx, url.removeprefix(f"{urls.media_base}/"))
        page = _POST.fullmatch(url.removeprefix(urls.base)) if url.startswith(f"{urls.base}/") else None
        if found is None and page:
            status = await views.visible(call.ctx, tx, None, int(page[1]))
            pictures = (await media.by_statuses(tx, [status.id])).get(status.id, ())
            found = next((one for one in pictures if one.file and not one.remote_url), None)
    if found is None:
        raise NotFound("There is no picture of this house at that address")
    return found


async def _answer(call: Call, data: bytes, ours: Media | None) -> Response:
    found = await images.in_darkroom(images.mark_of, data, call.ctx.settings.media.pixel_limit)
    if isinstance(found, Unreadable):
        raise Invalid(found.reason)
    return json_response(
        {
            "digital_source_type": f"{DIGITAL_SOURCE_TYPE}{found}" if found else None,
            "generated": found in GENERATED if found else None,
            "label": prompts.LABELS.get(found),
            "made_here": None if ours is None else ours.generation_id is not None,
        }
    )


ROUTES = (Route("POST", "/api/fediai/v1/provenance", check, OPEN, LARGEST),)
