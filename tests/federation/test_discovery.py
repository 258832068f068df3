"""How others find us: WebFinger, host-meta, NodeInfo."""

import pytest

from activitypub.terms import ACTIVITY_JSON
from activitypub.webfinger import read_jrd, self_link
from tests.harness.house import House, Person

FINGER = "/.well-known/webfinger"


@pytest.mark.parametrize(
    "resource",
    [
        "acct:alice@art.example", "acct%3Aalice%40art.example", "acct:ALICE@ART.example", "alice@art.example",
        "@alice@art.example", "https://art.example/users/alice", "https://art.example/@alice",
    ],
)  # fmt: skip
async def test_a_person_is_found_by_handle_id_and_page(home: House, alice: Person, resource: str):
    """With CORS, as JRD, pointing at the actor."""
    answer = await home.ask("GET", f"{FINGER}?resource={resource}")
    assert answer.status == 200
    assert answer.header("content-type").startswith("application/jrd+json")
    assert answer.header("access-control-allow-origin") == "*"
    assert answer.json["subject"] == "acct:alice@art.example"
    assert self_link(read_jrd(answer.json)) == alice.account.uri


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("", 400), ("?resource=", 400), ("?resource=alice", 400), ("?resource=javascript:alert(1)", 400),
        ("?resource=acct:nobody@art.example", 404), ("?resource=acct:alice@pub.example", 404),
        ("?resource=https://pub.example/users/alice", 404), ("?resource=acct:al%20ice@art.example", 400),
    ],
)  # fmt: skip
async def test_what_is_not_asked_well_or_not_ours(home: House, alice: Person, query: str, status: int):
    """A malformed question is 400, an unknown name 404."""
    assert (await home.ask("GET", FINGER + query)).status == status


async def test_only_the_links_that_were_asked_for(home: House, alice: Person):
    """`rel` filters (RFC 7033 §4.3)."""
    answer = await home.ask("GET", f"{FINGER}?resource=acct:alice@art.example&rel=self")
    assert {link["rel"] for link in answer.json["links"]} == {"self"}
    assert ACTIVITY_JSON in {link["type"] for link in answer.json["links"]}


async def test_the_instance_and_the_studio_have_handles_too(home: House):
    """The studio is a Service, the instance an Application at /actor."""
    studio = (await home.ask("GET", f"{FINGER}?resource=acct:studio@art.example")).json
    actor = (await home.ask("GET", self_link(read_jrd(studio)).removeprefix("https://art.example"))).json
    instance = (await home.ask("GET", "/actor")).json
    assert (actor["type"], instance["type"], instance["id"]) == ("Service", "Application", "https://art.example/actor")
    assert instance["publicKey"]["id"].startswith(instance["id"])


async def test_host_meta_says_where_webfinger_is(home: House):
    """As XML and as JSON."""
    xml, json = await home.ask("GET", "/.well-known/host-meta"), await home.ask("GET", "/.well-known/host-meta.json")
    template = "https://art.example/.well-known/webfinger?resource={uri}"
    assert template in xml.text
    assert json.json["links"][0]["template"] == template


@pytest.mark.parametrize("version", ["2.0", "2.1"])
async def test_nodeinfo_tells_what_we_are_and_whose_api_we_speak(home: House, alice: Person, version: str):
    """Both versions, from the links on."""
    links = (await home.ask("GET", "/.well-known/nodeinfo")).json["links"]
    [href] = [link["href"] for link in links if link["rel"].endswith(version)]
    facts = (await home.ask("GET", href.removeprefix("https://art.example"))).json
    assert (facts["version"], facts["software"]["name"]) == (version, "fediai")
    assert facts["metadata"]["upstream"]["name"] == "mastodon"
    assert facts["usage"]["users"]["total"] == 1
    assert facts["openRegistrations"] is False
