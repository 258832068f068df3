"""`/api/fediai/v1/provenance`: what a picture file says about its origin; free, for everybody, nothing is kept."""

from fediai.domain.errors import Invalid
from fediai.domain.pictures import prompts
from fediai.domain.pictures.media import DIGITAL_SOURCE_TYPE, GENERATED
from fediai.media import images
from fediai.media.images import Unreadable
from fediai.web.http import Call, Response, json_response
from fediai.web.router import OPEN, Route

LARGEST = 20 * 2**20


async def check(call: Call) -> Response:
    """The IPTC term found in the file; without one nothing is said: most places strip what a file carries."""
    file = call.form.file("file")
    if file is None or not file.data:
        raise Invalid("Send the picture as `file`")
    found = await images.in_darkroom(images.mark_of, file.data, call.ctx.settings.media.pixel_limit)
    if isinstance(found, Unreadable):
        raise Invalid(found.reason)
    return json_response(
        {
            "digital_source_type": f"{DIGITAL_SOURCE_TYPE}{found}" if found else None,
            "generated": found in GENERATED if found else None,
            "label": prompts.LABELS.get(found),
        }
    )


ROUTES = (Route("POST", "/api/fediai/v1/provenance", check, OPEN, LARGEST),)
