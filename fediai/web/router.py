"""Which handler answers a path: tables of routes, looked up without a ladder."""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass

from fediai.web.http import Call, Response

Handler = Callable[[Call], Awaitable[Response]]

OPEN = ""  # anybody; a valid token is still recognised
ANY = "*"  # any person's token
APP = "app"  # a person's token or an app's own
BARE = "-"  # no token is looked for: federation, files, health
MEGABYTE = 1_048_576


@dataclass(frozen=True, slots=True)
class Route:
    """`pattern` has `:name` segments; `needs` is OPEN, ANY, APP, BARE or a scope; `body` is a limit in bytes."""

    method: str
    pattern: str
    handler: Handler
    needs: str = OPEN
    body: int = MEGABYTE


Node = dict[str, "Node | dict[str, Route]"]
ROUTES_HERE = "/"  # can't be a segment


class Router:
    """A tree of path segments; `:name` matches one segment, `*name` the rest."""

    def __init__(self, routes: Iterable[Route]) -> None:
        self._root: dict[str, object] = {}
        for route in routes:
            self._add(route)

    def _add(self, route: Route) -> None:
        node = self._root
        for part in _segments(route.pattern):
            step = part[0] if part[:1] in (":", "*") else part
            node = node.setdefault(step, {})  # type: ignore[assignment]
        here: dict[str, Route] = node.setdefault(ROUTES_HERE, {})  # type: ignore[assignment]
        if route.method in here:
            raise ValueError(f"{route.method} {route.pattern} is there twice")
        here[route.method] = route

    def find(self, path: str) -> tuple[Mapping[str, Route], list[str]] | None:
        """The routes of a path by method, and the values of its variable segments in order."""
        return _walk(self._root, _segments(path), [])

    @staticmethod
    def bind(route: Route, values: list[str]) -> dict[str, str]:
        """The variable segments by name."""
        names = [part[1:] for part in _segments(route.pattern) if part[:1] in (":", "*")]
        return dict(zip(names, values, strict=True))


def _segments(path: str) -> list[str]:
    return path.strip("/").split("/")


def _walk(
    node: Mapping[str, object], segments: list[str], values: list[str]
) -> tuple[Mapping[str, Route], list[str]] | None:
    """Exact segments before variable ones, variable ones before the rest of the path."""
    if not segments:
        here = node.get(ROUTES_HERE)
        return (here, values) if here else None  # type: ignore[return-value]
    head, rest = segments[0], segments[1:]
    for step, taken in ((head, values), (":", [*values, head])):
        below = node.get(step) if step not in ("*", ROUTES_HERE) and (step != ":" or head) else None
        if below is not None and (found := _walk(below, rest, taken)):  # type: ignore[arg-type]
            return found
    tail = node.get("*")
    return (tail[ROUTES_HERE], [*values, "/".join(segments)]) if tail else None  # type: ignore[index,return-value]
