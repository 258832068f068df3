"""A JSON server that its owner named, asked with the standard library; what it answers is read within limits."""

import base64
import binascii
import io
import json
import os
import secrets
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urlsplit

from PIL import Image

from generators.contract import Unavailable
from generators.frames import LARGEST_PICTURE

LARGEST_ANSWER: Final = 2 * LARGEST_PICTURE
PATIENCE: Final = 600.0  # seconds for a picture
SHORT: Final = 10.0  # and for a question
PREVIEW: Final = 160  # pixels of a preview's longest side
FORMATS: Final = {"PNG": "image/png", "JPEG": "image/jpeg", "WEBP": "image/webp"}


class Refused(Exception):
    """The server says no, or nothing that can be used; the text is for whoever asked."""


class _Still(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        """No: the answer counts as it is."""


@dataclass(frozen=True, slots=True)
class Server:
    """`address` is where it is, `name` which of its models is meant ("": its own choice)."""

    address: str
    name: str = ""
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def is_here(self) -> bool:
        """On this machine: never behind the proxy of the environment."""
        host = urlsplit(self.address).hostname or ""
        return host in ("localhost", "::1") or host.startswith("127.")

    def get(self, path: str, timeout: float = SHORT) -> Any:
        return self._asked(path, None, "application/json", timeout)

    def post(self, path: str, values: dict[str, Any], timeout: float = PATIENCE) -> Any:
        return self._asked(path, json.dumps(values).encode(), "application/json", timeout)

    def upload(self, path: str, name: str, file: bytes, values: dict[str, str]) -> Any:
        """A file as the field `image` of a form (RFC 7578), with further fields."""
        line = secrets.token_hex(16)
        said = [
            f'--{line}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{each}' for key, each in values.items()
        ]
        said += [
            f'--{line}\r\nContent-Disposition: form-data; name="image"; filename="{name}"\r\n'
            "Content-Type: application/octet-stream\r\n\r\n"
        ]
        body = "\r\n".join(said).encode() + file + f"\r\n--{line}--\r\n".encode()
        return self._asked(path, body, f"multipart/form-data; boundary={line}", PATIENCE)

    def bytes_at(self, url: str) -> bytes:
        """A picture that an answer only names; from the same server, nobody else's."""
        if urlsplit(url)[:2] != urlsplit(self.address)[:2]:
            raise Refused("the picture lies on another server than the one that was asked")
        return self._read(urllib.request.Request(url, headers=self.headers), PATIENCE)  # noqa: S310 — http(s), as above

    def _opener(self) -> urllib.request.OpenerDirector:
        """Goes nowhere else than it is told."""
        return urllib.request.build_opener(_Still, *([urllib.request.ProxyHandler({})] if self.is_here else []))

    def _asked(self, path: str, body: bytes | None, kind: str, timeout: float) -> Any:
        headers = {**self.headers, "Content-Type": kind, "User-Agent": "fediai-generator"}
        request = urllib.request.Request(f"{self.address}{path}", data=body, headers=headers)  # noqa: S310 — see server_of
        try:
            return json.loads(self._read(request, timeout) or b"null")
        except ValueError as cause:
            raise Refused("the server's answer is no JSON") from cause

    def _read(self, request: urllib.request.Request, timeout: float) -> bytes:
        try:
            with self._opener().open(request, timeout=timeout) as answer:
                data: bytes = answer.read(LARGEST_ANSWER + 1)
        except urllib.error.HTTPError as answer:
            raise Refused(f"the server answered {answer.code}: {_sentence(answer.read(65536))}") from answer
        except (OSError, ValueError) as cause:
            raise Refused(f"the server can't be reached: {cause}") from cause
        if len(data) > LARGEST_ANSWER:
            raise Refused("the server's answer is too large")
        return data


def server_of(model: str, example: str, key: str = "") -> Server:
    """`http://127.0.0.1:7860#name` as it is written under `model`; `key` names the environment's secret."""
    parts = urlsplit(model)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise Unavailable(f"set `model` under `[generator]` to the server's address, as `{example}`")
    secret = os.environ.get(key, "") if key else ""
    headers = {"Authorization": f"Bearer {secret}"} if secret else {}
    return Server(f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/')}", parts.fragment, headers)


def picture_in(text: Any) -> bytes:
    """The bytes of a picture that came as base64, with or without `data:image/png;base64,`."""
    try:
        return base64.b64decode(str(text).rpartition(",")[2], validate=True)
    except binascii.Error as cause:
        raise Refused("the server sent something that is no picture") from cause


def looked_at(data: bytes) -> tuple[str, int, int]:
    """Media type, width and height of a picture; `Refused` for anything else."""
    try:
        with Image.open(io.BytesIO(data), formats=tuple(FORMATS)) as image:
            return FORMATS[str(image.format)], image.width, image.height
    except (OSError, SyntaxError, Image.DecompressionBombError) as cause:
        raise Refused("the server sent something that is no picture") from cause


def small(data: bytes) -> bytes | None:
    """A preview as the instance wants it; none of what can't be read."""
    try:
        with Image.open(io.BytesIO(data), formats=tuple(FORMATS)) as image:
            shown = image.convert("RGB")
            shown.thumbnail((PREVIEW, PREVIEW))
    except (OSError, SyntaxError, Image.DecompressionBombError):
        return None
    out = io.BytesIO()
    shown.save(out, "JPEG", quality=72)
    return out.getvalue()


def _sentence(body: bytes) -> str:
    """What FastAPI (`detail`), OpenAI (`error.message`) and ComfyUI (`node_errors`) say of a refusal, in a line."""
    try:
        said = json.loads(body)
    except ValueError:
        return "no reason"
    if not isinstance(said, dict):
        return "no reason"
    error = said.get("error")
    message = error.get("message") if isinstance(error, dict) else error
    return str(_of_a_node(said.get("node_errors")) or message or said.get("detail") or "no reason")[:200]


def _of_a_node(errors: Any) -> str:
    """`KSampler: Value not in list, sampler_name: 'eular' not in …`: what is wrong with the first that is wrong."""
    try:
        node = next(iter(errors.values()))
        first = node["errors"][0]
        return f"{node['class_type']}: {', '.join(filter(None, (first['message'], first.get('details'))))}"
    except (AttributeError, StopIteration, KeyError, IndexError, TypeError):
        return ""
