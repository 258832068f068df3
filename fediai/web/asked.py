"""What a form asks to be painted: for our own API, and for composers that wait for an attachment."""

from fediai.domain.pictures import imagine
from fediai.services.pictures.generations import Request
from fediai.web.forms import Form


def request_of(form: Form, language: str) -> Request:
    """A prompt and parameters, or a whole `command` as in a post."""
    command = imagine.parse_command(form.text("command") or form.text("prompt") or "")
    ratio = imagine.read_ratio(form.text("ratio") or "") if form.text("ratio") else command.ratio
    seed = form.whole("seed")
    return Request(
        prompt=command.prompt, negative=form.text("negative_prompt") or command.negative,
        style=form.text("style") or command.style, model=form.text("model") or "", ratio=ratio,
        pictures=form.whole("pictures") or command.pictures, seed=command.seed if seed is None else seed,
        command=command.typed, language=language,
    )  # fmt: skip
