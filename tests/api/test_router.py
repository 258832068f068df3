"""Paths find their routes: exact before variable, variable before the rest; slashes at the end don't matter."""

import pytest

from fediai.web.http import Call, Response
from fediai.web.router import Route, Router


async def _handler(_call: Call) -> Response:
    return Response()


ROUTER = Router(
    Route(method, pattern, _handler)
    for method, pattern in [
        ("GET", "/api/v1/accounts/lookup"),
        ("GET", "/api/v1/accounts/:id"),
        ("POST", "/api/v1/accounts/:id/follow"),
        ("GET", "/static/*name"),
        ("GET", "/static/special"),
    ]
)


@pytest.mark.parametrize(
    ("path", "pattern", "values"),
    [
        ("/api/v1/accounts/lookup", "/api/v1/accounts/lookup", []),
        ("/api/v1/accounts/lookup/", "/api/v1/accounts/lookup", []),
        ("/api/v1/accounts/7", "/api/v1/accounts/:id", ["7"]),
        ("/api/v1/accounts/lookup/follow", "/api/v1/accounts/:id/follow", ["lookup"]),
        ("/static/a/b.css", "/static/*name", ["a/b.css"]),
        ("/static/special", "/static/special", []),
    ],
)
def test_a_path_finds_its_route(path, pattern, values):
    routes, found = ROUTER.find(path)
    assert [route.pattern for route in routes.values()] == [pattern]
    assert found == values


@pytest.mark.parametrize("path", ["/", "/api", "/api/v1/accounts", "/api/v1/accounts//follow", "/static"])
def test_what_is_in_no_table_is_not_found(path):
    assert ROUTER.find(path) is None


def test_the_same_route_twice_is_a_mistake_of_ours():
    with pytest.raises(ValueError, match="there twice"):
        Router([Route("GET", "/a/:b", _handler), Route("GET", "/a/:c", _handler)])
