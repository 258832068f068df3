"""Parameters from anywhere: JSON, form, multipart and the query string, with `a[]`, `a[0]` and `a[b]` nesting.

Real clients use all of them, sometimes within one request; this is decoded here, once.
"""

import itertools
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any
from urllib.parse import parse_qsl

import orjson

from fediai.domain.errors import Invalid, Malformed, TooLarge

DEPTH, FIELDS = 6, 1000
_PART = re.compile(r"\[([^\[\]]*)\]")
YES, NO = frozenset({"true", "1", "on", "yes", "t"}), frozenset({"false", "0", "off", "no", "f", ""})


@dataclass(frozen=True, slots=True)
class Upload:
    """A file of a multipart body."""

    filename: str
    media_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Form:
    """Decoded parameters; reading one never fails on what is absent, and says so when a value is of the wrong kind."""

    values: Mapping[str, Any] = field(default_factory=dict)
    files: Mapping[str, Upload] = field(default_factory=dict)

    def has(self, name: str) -> bool:
        return name in self.values

    def text(self, name: str, default: str | None = None) -> str | None:
        """A text; numbers and truths as their text; the last one of a list."""
        value = self.values.get(name)
        if isinstance(value, list):
            value = value[-1] if value else None
        if value is None:
            return default
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, str | int | float):
            return str(value)
        raise Invalid(f"Validation failed: {name} must be text")

    def whole(self, name: str) -> int | None:
        """A whole number, or None when absent or empty."""
        text = (self.text(name) or "").strip()
        if not text:
            return None
        if not re.fullmatch(r"-?\d{1,18}", text, re.ASCII):
            raise Invalid(f"Validation failed: {name} must be a whole number")
        return int(text)

    def yes(self, name: str) -> bool | None:
        """True, false, or None when absent."""
        text = self.text(name)
        if text is None:
            return None
        word = text.strip().lower()
        if word in YES or word in NO:
            return word in YES
        raise Invalid(f"Validation failed: {name} must be true or false")

    def list(self, name: str) -> list[str]:
        """Every value given as `name`, `name[]` or `name[0]`."""
        value = self.values.get(name)
        if value is None:
            return []
        if isinstance(value, dict):
            value = list(value.values())
        many = value if isinstance(value, list) else [value]
        return [str(one) for one in many if isinstance(one, str | int | float)]

    def nested(self, name: str) -> Any:
        """A map or list as sent; a map whose keys are all numbers is a list."""
        value = self.values.get(name)
        return value if isinstance(value, dict | list) else None

    def file(self, name: str) -> Upload | None:
        return self.files.get(name)


def decode(query: str, content_type: str, body: bytes) -> Form:
    """One form from the query and the body; the body wins."""
    values = _nest(parse_qsl(query, keep_blank_values=True)) if query else {}
    if not body:
        return Form(values)
    kind = content_type.partition(";")[0].strip().lower()
    if kind == "multipart/form-data":
        fields, files = _multipart(body, content_type)
        return Form({**values, **_nest(fields)}, files)
    if kind == "application/x-www-form-urlencoded":
        return Form({**values, **_nest(_urlencoded(body))})
    if kind.endswith("json") or (not kind and body.lstrip()[:1] == b"{"):
        return Form({**values, **_json(body)})
    return Form(values)


def _json(body: bytes) -> dict[str, Any]:
    try:
        found = orjson.loads(body)
    except orjson.JSONDecodeError as cause:
        raise Malformed("The body is not valid JSON") from cause
    if not isinstance(found, dict):
        raise Malformed("The body must be a JSON object")
    return {name: _listed(value) for name, value in found.items()}


def _urlencoded(body: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=FIELDS)
    except ValueError as cause:
        raise Malformed("The form could not be read") from cause


def _multipart(body: bytes, content_type: str) -> tuple[list[tuple[str, str]], dict[str, Upload]]:
    # Loaded with the first upload: a parser of multipart bodies comes with a whole framework.
    from werkzeug.exceptions import RequestEntityTooLarge
    from werkzeug.formparser import FormDataParser
    from werkzeug.http import parse_options_header

    _, options = parse_options_header(content_type)
    parser = FormDataParser(max_form_memory_size=len(body) + 1, max_form_parts=FIELDS, silent=False)
    try:
        _, fields, files = parser.parse(BytesIO(body), "multipart/form-data", len(body), options)
    except RequestEntityTooLarge as cause:
        raise TooLarge from cause
    except (ValueError, UnicodeError) as cause:
        raise Malformed("The multipart body could not be read") from cause
    uploads: dict[str, Upload] = {}
    for name, file in files.items(multi=True):
        key = f"{name}[{len(uploads)}]" if name in uploads else name  # the first is found by its name, others are there
        uploads[key] = Upload(file.filename or "", file.mimetype or "", file.stream.read())
    return list(fields.items(multi=True)), uploads


def _nest(pairs: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """`poll[options][]=a&poll[expires_in]=5` → `{"poll": {"options": ["a"], "expires_in": "5"}}`."""
    root: dict[str, Any] = {}
    for number, (name, value) in enumerate(pairs):
        if number >= FIELDS:
            raise Malformed("Too many parameters")
        head, bracket, rest = name.partition("[")
        steps = [head, *_PART.findall(bracket + rest)]
        if len(steps) > DEPTH:
            raise Malformed("Parameters are nested too deeply")
        _put(root, steps, value)
    return {name: _listed(value) for name, value in root.items()}


def _put(into: dict[str, Any], steps: list[str], value: str) -> None:
    """Sets one value; maps stand for lists (keys "0", "1", …) until `_listed` turns them."""
    for step, following in itertools.pairwise(steps):
        key = step or _slot(into, following)
        below = into.get(key)
        if not isinstance(below, dict):
            below = into[key] = {} if below is None else {"0": below}
        into = below
    last = steps[-1] or str(len(into))
    known = into.get(last)
    if known is not None and len(steps) == 1:
        into[last] = [*known, value] if isinstance(known, list) else [known, value]
    else:
        into[last] = value


def _slot(into: dict[str, Any], following: str) -> str:
    """For `a[][b]`: the last entry while it lacks `b`, else a new one."""
    last = str(len(into) - 1)
    fits = isinstance(into.get(last), dict) and following not in into[last]
    return last if fits else str(len(into))


def _listed(value: Any) -> Any:
    """Maps with only numeric keys become lists, at every level; NUL goes: no text on PostgreSQL holds it."""
    if isinstance(value, str):
        return value.replace("\0", "") if "\0" in value else value
    if isinstance(value, list):
        return [_listed(one) for one in value]
    if not isinstance(value, dict):
        return value
    if value and all(isinstance(key, str) and key.isascii() and key.isdigit() for key in value):
        return [_listed(value[key]) for key in sorted(value, key=int)]
    return {key: _listed(one) for key, one in value.items()}
