"""The table of routes is sound before any server starts."""

from fediai.web.router import Router
from fediai.web.routes import MODULES, ROUTES


def test_no_route_is_there_twice():
    """Two rooms that answer the same call: the router says which."""
    assert Router(ROUTES).find("/api/v1/instance")
    assert len(set(MODULES)) == len(MODULES)
