"""What a form asks to be painted: for our own API, and for composers that wait for an attachment."""

from fediai.domain.errors import Invalid
from fediai.domain.pictures import imagine
from fediai.services.pictures import generations, sources
from fediai.services.pictures.generations import Request
from fediai.web.forms import Form
from fediai.web.http import Call


def request_of(form: Form, language: str) -> Request:
    """A prompt and parameters, or a whole `command` as in a post."""
    command = imagine.parse_command(form.text("command") or form.text("prompt") or "")
    ratio = imagine.read_ratio(form.text("ratio") or "") if form.text("ratio") else command.ratio
    seed = form.whole("seed")
    return Request(
        prompt=command.prompt, negative=form.text("negative_prompt") or command.negative,
        style=form.text("style") or command.style, model=form.text("model") or "", ratio=ratio,
        pictures=form.whole("pictures") or command.pictures, seed=command.seed if seed is None else seed,
        command=command.typed, language=language, strength=command.strength,
    )  # fmt: skip


async def from_upload(call: Call, request: Request) -> Request:
    """Painted from `source_media_id`, an upload of the asker's own, as far from it as `strength` says."""
    chosen, far = call.form.whole("source_media_id"), call.form.text("strength")
    strength = imagine.read_strength(far) if far else request.strength
    if chosen is None and strength is not None:
        raise Invalid("`strength` says how far to go from a picture: name one as `source_media_id`")
    if chosen is None:
        return request
    async with call.ctx.db.read() as tx:
        await sources.chosen(tx, call.account, [chosen])
    return generations.from_picture(request, chosen, strength or sources.STRENGTH)
