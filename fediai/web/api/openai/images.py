"""https://platform.openai.com/docs/api-reference/images — with our own tokens: existing tools can paint here."""

import re

from fediai.domain.errors import Invalid, NotFound
from fediai.domain.pictures import imagine
from fediai.domain.pictures.generations import Generation
from fediai.services.pictures import generations, painters, sources, uploads, waiting
from fediai.services.pictures.generations import Request
from fediai.web.api.openai import answers, streaming
from fediai.web.forms import Form
from fediai.web.http import Call, Response, json_response
from fediai.web.mastodon.media import LARGEST_BODY
from fediai.web.router import OPEN, Route

SINCE = 1_767_225_600  # no model of ours knows when it was made; clients want a number
UNBUFFERED = {"cache-control": "no-store", "x-accel-buffering": "no"}
_SIZE = re.compile(r"(\d{2,4})x(\d{2,4})")
ALWAYS_BYTES = re.compile(r"gpt-image|chatgpt-image")  # programs that name these look for nothing else
ANY_MODEL = re.compile(r"|default|auto|(dall-e|gpt-image|chatgpt-image).*")


async def models(call: Call) -> Response:
    """What the painters of this house offer."""
    return json_response({"object": "list", "data": [_model(name) for name in await _offered(call)]})


async def model(call: Call) -> Response:
    """One of them."""
    if call.path["id"] not in await _offered(call):
        raise NotFound(f"The model {call.path['id']} is not offered here")
    return json_response(_model(call.path["id"]))


async def _offered(call: Call) -> list[str]:
    async with call.ctx.db.read() as tx:
        return [one.model for one in await painters.offered(tx)]


def _model(name: str) -> dict[str, object]:
    return {"id": name, "object": "model", "created": SINCE, "owned_by": "fediai"}


async def generate(call: Call) -> Response:
    """Pictures from words; waits for them, or streams them with partial ones."""
    return await _paint(call, await _request(call), "image_generation")


async def edit(call: Call) -> Response:
    """Pictures from words and a picture, which is kept as an upload of the asker's that nobody else sees."""
    form = call.form
    files = [file for name, file in form.files.items() if name.partition("[")[0] == "image"]
    if form.file("mask") is not None:
        raise Invalid("Masks are not supported: the whole picture is painted anew")
    if len(files) > 1:
        raise Invalid("A picture is painted from one other: send only one `image`")
    if not files or not files[0].data:
        raise Invalid("Send the picture as `image`")
    request, strength = await _request(call), _strength(form.text("strength") or "")
    source = await uploads.upload(call.ctx, call.account, files[0].data)
    async with call.ctx.db.read() as tx:
        await sources.chosen(tx, call.account, [source.id])
    return await _paint(call, generations.from_picture(request, source.id, strength), "image_edit")


async def _paint(call: Call, request: Request, kind: str) -> Response:
    form = call.form
    wanted = form.text("response_format") or ("b64_json" if ALWAYS_BYTES.match(form.text("model") or "") else "url")
    if wanted not in ("url", "b64_json"):
        raise Invalid("`response_format` is url or b64_json")
    partials = _partials(form)
    async with call.ctx.db.write() as tx:
        asked = await generations.ask(call.ctx, tx, call.account, request)
    if form.yes("stream"):
        events = streaming.stream(call, asked, streaming.Partials(kind, partials))
        return Response(200, b"", "text/event-stream", UNBUFFERED, events)
    last = await waiting.settled(call.ctx, asked, waiting.PATIENT)
    return await _answer(call, last, wanted)


async def _answer(call: Call, last: Generation, wanted: str) -> Response:
    pictures = await streaming.finished_pictures(call, last)
    data = [await answers.picture(call.ctx, one, wanted) for one in pictures]
    about = answers.about(last, pictures[0] if pictures else None)
    created = int(last.created_at.timestamp())
    return json_response({"created": created, "data": data, **about, "usage": answers.USAGE})


def _partials(form: Form) -> int:
    wanted = form.whole("partial_images")
    if wanted is not None and not 0 <= wanted <= streaming.MOST_PARTIALS:
        raise Invalid(f"`partial_images` is a number from 0 to {streaming.MOST_PARTIALS}")
    return streaming.USUAL_PARTIALS if wanted is None else wanted


async def _request(call: Call) -> Request:
    """The prompt stands as it is: these clients know nothing of our flags."""
    form = call.form
    count = form.whole("n")
    if count is not None and not 1 <= count <= imagine.MOST_PICTURES:
        raise Invalid(f"`n` is a number from 1 to {imagine.MOST_PICTURES}")
    return Request(
        prompt=(form.text("prompt") or "").strip(), negative=form.text("negative_prompt") or "",
        pictures=count or 1, seed=form.whole("seed"), style=form.text("style") or "",
        size=_size(form.text("size") or ""), model=await _chosen(call),
        language=call.viewer.user.locale if call.viewer and call.viewer.user.locale else "en",
    )  # fmt: skip


def _strength(text: str) -> float:
    """A word of ours that these tools pass on: how far from the picture."""
    return imagine.read_strength(text) if text else sources.STRENGTH


def _size(text: str) -> tuple[int, int] | None:
    if text in ("", "auto"):
        return None
    found = _SIZE.fullmatch(text)
    wide, high = (int(found[1]), int(found[2])) if found else (0, 0)
    if not wide or not high or max(wide, high) > imagine.STEEPEST * min(wide, high):
        raise Invalid("`size` is WIDTHxHEIGHT, as 1024x1024 or 1536x1024, no steeper than 4:1")
    return wide, high


async def _chosen(call: Call) -> str:
    """A model of ours by its name; names that every client sends leave the choice to the painter."""
    name = call.form.text("model") or ""
    offered = await _offered(call)
    if name not in offered and ANY_MODEL.fullmatch(name):
        return ""
    if name not in offered:
        raise NotFound(f"The model {name} is not offered here; there is {', '.join(offered) or 'none yet'}")
    return name


ROUTES = (
    Route("GET", "/v1/models", models, OPEN),
    Route("GET", "/v1/models/:id", model, OPEN),
    Route("POST", "/v1/images/generations", generate, "write:media"),
    Route("POST", "/v1/images/edits", edit, "write:media", LARGEST_BODY),
)
