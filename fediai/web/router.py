"""Which handler answers a path: tables of routes, looked up without a ladder."""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field

from fediai.context import Context
from fediai.web.http import Call, Request, Response

Handler = Callable[[Call], Awaitable[Response]]
Guard = Callable[[Context, Request], Awaitable[Response | None]]

OPEN = ""  # anybody; a valid token is still recognised
ANY = "*"  # any person's token
APP = "app"  # a person's token or an app's own
WAITING = "waiting"  # any person's token, also of one who is not confirmed or approved yet
BARE = "-"  # no token is looked for: federation, files, health
MEGABYTE = 1_048_576


@dataclass(frozen=True, slots=True)
class Route:
    """`pattern` has `:name` segments; `needs` is OPEN, ANY, APP, WAITING, BARE or a scope; `body` is a limit in bytes.

    `guard` sees the request before its body is read, and may answer it.
    """

    method: str
    pattern: str
    handler: Handler
    needs: str = OPEN
    body: int = MEGABYTE
    guard: Guard | None = None


@dataclass(slots=True)
class Node:
    """One segment of the tree: what may follow it, and the routes that end here, by method."""

    exact: dict[str, "Node"] = field(default_factory=dict)
    variable: "Node | None" = None
    rest: dict[str, Route] = field(default_factory=dict)
    routes: dict[str, Route] = field(default_factory=dict)

    def below(self, part: str) -> "Node":
        """The node of the next segment of a pattern, made if need be."""
        if not part.startswith(":"):
            return self.exact.setdefault(part, Node())
        if self.variable is None:
            self.variable = Node()
        return self.variable


Found = tuple[Mapping[str, Route], list[str]]


class Router:
    """A tree of path segments; `:name` matches one segment, `*name` the rest."""

    def __init__(self, routes: Iterable[Route]) -> None:
        self._root = Node()
        for route in routes:
            self._add(route)

    def _add(self, route: Route) -> None:
        node, here = self._root, None
        for part in _segments(route.pattern):
            if part.startswith("*"):
                here = node.rest
            else:
                node = node.below(part)
        here = node.routes if here is None else here
        if route.method in here:
            raise ValueError(f"{route.method} {route.pattern} is there twice")
        here[route.method] = route

    def find(self, path: str) -> Found | None:
        """The routes of a path by method, and the values of its variable segments in order."""
        return _walk(self._root, _segments(path), [])

    @staticmethod
    def bind(route: Route, values: list[str]) -> dict[str, str]:
        """The variable segments by name."""
        names = [part[1:] for part in _segments(route.pattern) if part[:1] in (":", "*")]
        return dict(zip(names, values, strict=True))


def _segments(path: str) -> list[str]:
    return path.strip("/").split("/")


def _walk(node: Node, segments: list[str], values: list[str]) -> Found | None:
    """Exact segments before variable ones, variable ones before the rest of the path."""
    if not segments:
        return (node.routes, values) if node.routes else None
    head, rest = segments[0], segments[1:]
    exact = node.exact.get(head)
    found = _walk(exact, rest, values) if exact else None
    if found is None and head and node.variable:
        found = _walk(node.variable, rest, [*values, head])
    if found is None and node.rest:
        found = (node.rest, [*values, "/".join(segments)])
    return found
