"""How much a page may be sent: forms are small, and only where pictures are brought they may be large."""

from typing import Any

from quart import Request

SMALL = 1_048_576
FOR_PICTURES = frozenset({"/compose", "/settings", "/settings/moving/bring"})


def request_class(pictures: int) -> type[Request]:
    """Requests whose body may have as many bytes as their page needs: `pictures` more where some are brought."""

    class PageRequest(Request):
        def __init__(self, method: str, scheme: str, path: str, *rest: Any, **named: Any) -> None:
            limit = SMALL + pictures if path in FOR_PICTURES else SMALL
            super().__init__(method, scheme, path, *rest, **{**named, "max_content_length": limit})

    return PageRequest
