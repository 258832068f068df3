"""Handles, where they lead, and what the server says about itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from activitypub.nodeinfo import Facts, render_links, render_nodeinfo
from activitypub.results import Reason, Refused
from activitypub.terms import ACTIVITY_JSON
from activitypub.webfinger import (
    JRD,
    Handle,
    Link,
    parse_handle,
    parse_resource,
    read_jrd,
    render_jrd,
    self_link,
    webfinger_url,
)
from tests.protocol.test_documents import JSON

ALICE = Handle("alice", "art.example")
ALICES_ID, ALICES_PAGE = "https://art.example/users/alice", "https://art.example/@alice"


@pytest.mark.parametrize(
    ("text", "handle"),
    [
        ("alice@art.example", ALICE), ("@alice@art.example", ALICE), ("acct:alice@ART.example", ALICE),
        (" @alice@art.example ", ALICE), ("acct:@alice@art.example", ALICE),
        ("alice@127.0.0.1:8081", Handle("alice", "127.0.0.1:8081")), ("a@[::1]:80", Handle("a", "[::1]:80")),
        ("a.b-c_d@localhost", Handle("a.b-c_d", "localhost")),
        ("a@bücher.example", Handle("a", "xn--bcher-kva.example")),
    ],
)  # fmt: skip
def test_a_handle_is_read_in_all_its_spellings(text, handle):
    assert parse_handle(text) == handle


@pytest.mark.parametrize(
    "text",
    ["", "alice", "@alice", "alice@", "@@art.example", "a b@art.example", "alice@art.example/x", "alice@a@b",
     "alice@art.example:0", "alice@art.example:99999", "alice@art.example:x", "-@art.example", "alice@" + "a" * 600,
     "alice@a..b", "alice@[", "alice@[zz]", "ä@art.example", "alice@art.example?x"],
)  # fmt: skip
def test_what_is_no_handle(text):
    answer = parse_handle(text)
    assert isinstance(answer, Refused)
    assert answer.reason is Reason.MALFORMED


def test_a_resource_is_a_handle_or_an_address():
    assert parse_resource("acct:alice@art.example") == ALICE
    assert parse_resource(ALICES_ID) == ALICES_ID
    assert isinstance(parse_resource("mailto:alice"), Refused)
    assert isinstance(parse_resource("x" * 3000), Refused)


def test_where_to_ask():
    assert webfinger_url(ALICE) == "https://art.example/.well-known/webfinger?resource=acct%3Aalice%40art.example"
    local = webfinger_url(Handle("a", "127.0.0.1:81"), "http")
    assert local == "http://127.0.0.1:81/.well-known/webfinger?resource=acct%3Aa%40127.0.0.1%3A81"


def test_our_answer_leads_to_the_actor():
    document = render_jrd(ALICE, ALICES_ID, ALICES_PAGE, "https://art.example/authorize_interaction?uri={uri}")
    assert document["subject"] == "acct:alice@art.example"
    assert self_link(document) == ALICES_ID
    jrd = read_jrd(document)
    assert isinstance(jrd, JRD)
    assert (jrd.handle(), jrd.aliases, len(jrd.links)) == (ALICE, (ALICES_PAGE, ALICES_ID), 4)
    assert jrd.links[-1].template.endswith("{uri}")
    assert len(render_jrd(ALICE, ALICES_ID, ALICES_ID)["links"]) == 3


@pytest.mark.parametrize(
    "links",
    [
        None, [], "x", [{"rel": "self"}], [{"rel": "self", "type": "text/html", "href": ALICES_ID}],
        [{"rel": "self", "type": ACTIVITY_JSON, "href": "javascript:x"}], [{"type": ACTIVITY_JSON, "href": ALICES_ID}],
        [{"rel": "self", "type": "application/ld+json", "href": ALICES_ID}], ["x", 5],
    ],
)  # fmt: skip
def test_an_answer_that_leads_nowhere(links):
    assert self_link({"subject": "acct:alice@art.example", "links": links}) is None


def test_an_answer_must_say_whom_it_is_about():
    assert read_jrd({"links": []}) == Refused(Reason.MALFORMED, "JRD without subject")
    assert self_link({}) is None
    assert self_link(JRD("acct:a@b", links=(Link("self", ACTIVITY_JSON, ALICES_ID),))) == ALICES_ID


@given(st.text(max_size=60), st.text(max_size=20))
def test_no_handle_escapes(text, host):
    for written in (text, f"a@{text}", f"{text}@art.example", f"a@{host}:{text}", f"a@[{host}]"):
        found = parse_handle(written)
        if isinstance(found, Handle):
            assert parse_handle(str(found)) == found
        assert isinstance(parse_resource(written), Handle | str | Refused)


@given(st.dictionaries(st.sampled_from(["subject", "aliases", "links"]), JSON),
       st.dictionaries(st.sampled_from(["rel", "type", "href", "template"]), JSON))  # fmt: skip
def test_no_answer_escapes(document, link):
    for extra in (document, {**document, "links": [link]}):
        assert isinstance(read_jrd(extra), JRD | Refused)
        self_link(extra)


def test_nodeinfo_says_what_we_are():
    facts = Facts(
        software="fediai", version="1.0", repository="https://code.example/fediai", users_total=3, users_month=2,
        users_halfyear=3, local_posts=5, local_comments=1, metadata={"upstream": {"name": "mastodon"}},
    )  # fmt: skip
    newer, older = render_nodeinfo(facts), render_nodeinfo(facts, "2.0")
    assert newer["software"] == {"name": "fediai", "version": "1.0", "repository": "https://code.example/fediai"}
    assert older["software"] == {"name": "fediai", "version": "1.0"}
    assert (newer["version"], older["version"]) == ("2.1", "2.0")
    assert newer["usage"] == older["usage"] == {
        "users": {"total": 3, "activeMonth": 2, "activeHalfyear": 3}, "localPosts": 5, "localComments": 1,
    }  # fmt: skip
    assert newer["metadata"] == {"upstream": {"name": "mastodon"}}
    assert (newer["protocols"], newer["openRegistrations"]) == (["activitypub"], False)


def test_nodeinfo_is_found_in_both_versions():
    links = render_links("https://art.example")["links"]
    assert [link["href"] for link in links] == [
        "https://art.example/nodeinfo/2.0", "https://art.example/nodeinfo/2.1",
    ]  # fmt: skip
