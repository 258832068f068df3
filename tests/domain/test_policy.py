"""Whom an instance hears: by the names of all servers involved."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fediai.domain.policy import Accept, Drop, Quarantine, judge, names_of

BLOCKED = {"evil.example": "suspend", "loud.example": "silence", "friend.example": "allow"}


@pytest.mark.parametrize(
    "host",
    ["evil.example", "EVIL.example", "sub.evil.example", "evil.example.", "evil.example:8443", "a.b.evil.example"],
)
def test_a_block_holds_for_every_spelling_and_every_subdomain(host: str):
    """And for any port."""
    assert isinstance(judge([host], BLOCKED, allowlist=False), Drop)


@pytest.mark.parametrize("host", ["evil.example.org", "notevil.example", "еvil.example", "example"])
def test_a_block_holds_for_nobody_else(host: str):
    """A look-alike in other letters is another server."""
    assert judge([host], BLOCKED, allowlist=False) == Accept()


def test_one_blocked_server_among_those_involved_is_enough():
    """Blocks win over silence, silence over nothing."""
    assert isinstance(judge(["friend.example", "evil.example"], BLOCKED, allowlist=False), Drop)
    assert judge(["friend.example", "loud.example"], BLOCKED, allowlist=False) == Quarantine("loud.example")


def test_where_a_list_allows_everybody_must_be_on_it():
    """Limited federation."""
    assert judge(["friend.example"], BLOCKED, allowlist=True) == Accept()
    assert judge(["a.friend.example"], BLOCKED, allowlist=True) == Accept()
    assert isinstance(judge(["friend.example", "other.example"], BLOCKED, allowlist=True), Drop)


@given(st.text(max_size=80))
def test_any_host_has_names(host: str):
    """Its own among them."""
    assert host.lower() in names_of(host)
