"""https://docs.joinmastodon.org/methods/media/ — what is brought is ready when the answer comes.

With a `prompt` in place of the `file` it is painted: 202 now, then 206 until it is there (200) or will not be (422).
"""

from fediai.domain.errors import Invalid
from fediai.domain.pictures.media import Media
from fediai.services.pictures import uploads
from fediai.services.pictures.uploads import Focus
from fediai.web.asked import from_upload, request_of
from fediai.web.forms import Form, Upload
from fediai.web.http import Call, Response, json_response
from fediai.web.mastodon.entities.media_attachment import media_attachment
from fediai.web.router import Route

LARGEST_BODY = 48 * 2**20  # the file itself is judged by `media.image_size_limit`
NOT_PICTURES = ("video/", "audio/")


async def upload(call: Call) -> Response:
    """Both versions answer alike: some clients only know the first, others always ask for the file afterwards."""
    if call.form.has("prompt") and call.form.file("file") is None:
        return await _painted(call)
    return _answer(call, await uploaded(call, call.form.text("description")))


async def _painted(call: Call) -> Response:
    language = call.form.text("language") or call.ctx.settings.instance.language
    request = await from_upload(call, request_of(call.form, language))
    made = await uploads.paint(
        call.ctx, call.account, request, description=call.form.text("description"),
        focus=_focus(call.form),
    )  # fmt: skip
    return json_response(media_attachment(made, call.ctx.urls), 202)


async def uploaded(call: Call, description: str | None) -> Media:
    """The file that the caller brought, kept."""
    file = _file(call.form)
    return await uploads.upload(call.ctx, call.account, file.data, description=description, focus=_focus(call.form))


def _file(form: Form) -> Upload:
    file = form.file("file")
    if file is None or not file.data:
        raise Invalid("Validation failed: File can't be blank")
    if file.media_type.startswith(NOT_PICTURES):
        raise Invalid("Validation failed: Only pictures can be attached here, no video or sound")
    return file


def _focus(form: Form) -> Focus | None:
    """`x,y`, each from -1 to 1."""
    text = form.text("focus")
    if not text:
        return None
    try:
        x, y = (float(part) for part in text.split(","))
    except ValueError as cause:
        raise Invalid("Validation failed: Focus must be two numbers, as in 0.0,0.5") from cause
    if not (-1 <= x <= 1 and -1 <= y <= 1):
        raise Invalid("Validation failed: Focus must lie between -1 and 1")
    return x, y


async def show(call: Call) -> Response:
    """An attachment that is not posted yet; 206 while it is worked on, 422 when that failed."""
    async with call.ctx.db.read() as tx:
        found = await uploads.own(call.ctx, tx, call.account, call.id())
    if found.error:
        raise Invalid(found.error)
    return _answer(call, found)


async def change(call: Call) -> Response:
    """Alt text and focus."""
    changed = await uploads.describe(
        call.ctx, call.account, call.id(), description=call.form.text("description"), focus=_focus(call.form)
    )
    return _answer(call, changed)


async def remove(call: Call) -> Response:
    """An attachment that nobody posted."""
    await uploads.remove(call.ctx, call.account, call.id())
    return json_response({})


def _answer(call: Call, media: Media) -> Response:
    return json_response(media_attachment(media, call.ctx.urls), 200 if media.is_ready else 206)


ROUTES = (
    Route("POST", "/api/v1/media", upload, "write:media", LARGEST_BODY),
    Route("POST", "/api/v2/media", upload, "write:media", LARGEST_BODY),
    Route("GET", "/api/v1/media/:id", show, "write:media"),
    Route("PUT", "/api/v1/media/:id", change, "write:media", LARGEST_BODY),
    Route("PUT", "/api/v2/media/:id", change, "write:media", LARGEST_BODY),
    Route("DELETE", "/api/v1/media/:id", remove, "write:media"),
)
