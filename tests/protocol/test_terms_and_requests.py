"""The small values that everything else is made of."""

import pytest

from activitypub.activities import ALL, BY_NAME, Activity
from activitypub.requests import Headers, Request, Response
from activitypub.results import STATUS, Reason, status_of
from activitypub.terms import ACTIVITY_JSON, LD_JSON, PUBLIC, is_activity_type, is_public


@pytest.mark.parametrize(
    "content_type",
    [
        ACTIVITY_JSON, LD_JSON, "application/activity+json; charset=utf-8", "Application/Activity+JSON",
        'application/ld+json;charset=utf-8;profile="https://www.w3.org/ns/activitystreams"',
        'application/ld+json; profile="https://a.example/ns https://www.w3.org/ns/activitystreams"',
        "application/ld+json; profile=https://www.w3.org/ns/activitystreams",
    ],
)  # fmt: skip
def test_the_types_of_activitypub(content_type):
    assert is_activity_type(content_type)


@pytest.mark.parametrize(
    "content_type",
    [
        None, "", "application/json", "application/ld+json", "text/html", "image/png", "text/plain",
        'application/ld+json; profile="https://evil.example/https://www.w3.org/ns/activitystreams"',
        'application/json; profile="https://www.w3.org/ns/activitystreams"', "application/ld+json; profile=",
    ],
)  # fmt: skip
def test_the_types_of_everything_else(content_type):
    assert not is_activity_type(content_type)


def test_everybody_has_three_names():
    assert all(map(is_public, ("as:Public", "Public", PUBLIC)))
    assert not is_public("https://a.example/followers")
    assert not is_public(None)


def test_every_reason_has_a_status():
    assert set(STATUS) == set(Reason)
    assert status_of(Reason.FORGED) == 401
    assert status_of(Reason.UNKNOWN_ACTIVITY) == 202


def test_headers_compare_without_case_and_keep_their_order():
    headers = Headers([("A", "1"), ("b", "2"), ("a", "3")])
    assert (headers.get("a"), headers.get("c")) == ("1", None)
    assert (headers.all("A"), headers.all("c")) == (["1", "3"], [])
    assert "B" in headers
    assert 5 not in headers
    assert list(headers) == [("A", "1"), ("b", "2"), ("a", "3")]
    assert headers == Headers([("a", "1"), ("a", "3"), ("B", "2")])
    assert hash(headers) == hash(Headers([("a", "1"), ("a", "3"), ("B", "2")]))
    assert headers != [("A", "1")]
    assert repr(Headers([("A", "1")])) == "Headers([('A', '1')])"


def test_added_headers_replace_their_namesakes():
    headers = Headers([("Date", "old"), ("Host", "a")]).adding({"date": "new"})
    assert list(headers) == [("Host", "a"), ("date", "new")]


def test_requests_and_responses_are_values():
    assert Request("GET", "/", Headers()) == Request("GET", "/", Headers())
    assert Response(200, Headers()).body == b""


def test_every_activity_is_listed_once_under_its_own_name():
    assert len(BY_NAME) == len(ALL)
    assert all(issubclass(kind, Activity) and kind.__doc__ for kind in ALL)
