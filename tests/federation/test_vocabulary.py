"""Our own words: on what we send, at their own addresses, for machines and for people, in both languages."""

from typing import Any

import pytest
from pyld import FrozenDocumentLoader, jsonld

from activitypub.terms import ACTIVITY_JSON, AS2_PREFIX, PUBLIC
from fediai.domain.pictures.vocabulary import LABELS, TERMS
from generators.fake import Fake
from tests.far_side import Peer, Stranger
from tests.harness.browser import Browser
from tests.harness.house import House, Person


@pytest.fixture
def guest(home: House) -> Browser:
    return Browser(home)


BASE = "https://art.example"
AP = {"Accept": ACTIVITY_JSON}
LD = {"Accept": "application/ld+json"}
HTML = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
LABEL = "https://w3id.org/fep/4c96#Label"
NAMES = "https://w3id.org/fep/4c96#"


async def painted_note(home: House, who: Person, **more: Any) -> dict[str, Any]:
    async with home.paints(Fake()):
        made = await who.posts("/imagine a fox\n\nLook", **more)
    return (await home.ask("GET", made["uri"].removeprefix(BASE), headers=AP)).json


async def expanded(document: dict[str, Any]) -> dict[str, Any]:
    [found] = jsonld.expand(document, {"documentLoader": FrozenDocumentLoader()})
    return found


async def test_every_word_of_a_post_survives_json_ld_and_leads_to_its_meaning(home: House, alice: Person):
    """Also those of ours: each expands to an address of this server, which answers programs and people."""
    note = await painted_note(home, alice, language="id")
    found = await expanded(note)
    assert found[f"{BASE}/ns/genAI"] == [{"@value": True}]
    [policy] = found["https://gotosocial.org/ns#interactionPolicy"]
    own = "https://gotosocial.org/ns#automaticApproval"
    assert policy[f"{BASE}/ns/canRemix"][0][own] == [{"@id": alice.account.uri}]
    assert policy[f"{BASE}/ns/canLearn"][0][own] == [{"@id": alice.account.uri}]
    [label] = [tag for tag in found[AS2_PREFIX + "tag"] if tag["@type"] == [LABEL]]
    assert label[AS2_PREFIX + "href"] == [{"@id": f"{BASE}/labels/ai-generated"}]
    assert label[AS2_PREFIX + "name"] == [{"@value": "Buatan AI"}]
    [picture] = found[AS2_PREFIX + "attachment"]
    [mark] = picture["https://schema.org/digitalSourceType"]
    assert mark["@id"].startswith("http://cv.iptc.org/newscodes/digitalsourcetype/")
    assert not [name for name in note if name != "@context" and name not in ("id", "type") and not _kept(name, found)]


def _kept(name: str, found: dict[str, Any]) -> bool:
    if name == "contentMap":  # in JSON-LD the same property as `content`
        name = "content"
    return any(iri.rpartition("#")[2].rpartition("/")[2] == name for iri in found)


async def test_a_posts_marks_for_everybody(home: House, alice: Person):
    """The hashtag is its last line, the description says it first, the program is named; it is no warning."""
    note = await painted_note(home, alice)
    assert note["content"].endswith("</p>")
    assert "AIGenerated" in note["content"].rpartition("<p>")[2]
    assert note["attachment"][0]["name"].startswith("AI-generated image")
    assert note["generator"]["name"].startswith("fediai ")
    assert note["sensitive"] is False
    assert "summary" not in note


async def test_who_agrees_says_so_in_the_document(home: House, alice: Person):
    await alice.tries("PATCH", "/api/v1/accounts/update_credentials", {"source": {"may_remix": True}})
    policy = (await painted_note(home, alice))["interactionPolicy"]
    assert policy["canRemix"] == {"automaticApproval": [PUBLIC]}
    assert policy["canLearn"] == {"automaticApproval": [alice.account.uri]}
    assert policy["canQuote"]["automaticApproval"] == [PUBLIC]


@pytest.mark.parametrize("name", TERMS)
async def test_a_term_is_what_its_address_answers(home: House, alice: Person, guest: Browser, name: str):
    """JSON-LD for machines, the place on the page for people."""
    answer = await home.ask("GET", f"/ns/{name}", headers=LD)
    assert answer.header("content-type").startswith("application/ld+json")
    found = await expanded(answer.json)
    assert (found["@id"], found["@type"]) == (
        f"{BASE}/ns/{name}", ["http://www.w3.org/1999/02/22-rdf-syntax-ns#Property"]
    )  # fmt: skip
    comments = found["http://www.w3.org/2000/01/rdf-schema#comment"]
    assert {one["@language"] for one in comments} == {"en", "id"}
    assert found["http://www.w3.org/2002/07/owl#sameAs"] == [{"@id": f"urn:fediai:{name}"}]
    people = await home.ask("GET", f"/ns/{name}", headers=HTML)
    assert (people.status, people.header("location")) == (302, f"{BASE}/about/vocabulary#{name}")
    assert f'id="{name}"' in (await guest.get("/about/vocabulary")).text


@pytest.mark.parametrize("slug", LABELS)
async def test_a_label_is_defined_in_both_languages(home: House, alice: Person, guest: Browser, slug: str):
    """As FEP-4c96 has it: it informs and hides nothing."""
    found = (await home.ask("GET", f"/labels/{slug}", headers=AP)).json
    assert (found["id"], found["type"]) == (f"{BASE}/labels/{slug}", "LabelDefinition")
    assert (set(found["nameMap"]), set(found["summaryMap"])) == ({"en", "id"}, {"en", "id"})
    assert (found["severity"], found["blurs"], found["selfLabel"]) == ("inform", "nothing", True)
    assert found["context"] == f"{BASE}/labels"
    wide = await expanded(found)
    assert wide["@type"] == [NAMES + "LabelDefinition"]
    assert {NAMES + "severity", NAMES + "blurs", NAMES + "selfLabel"} <= set(wide)
    for language in ("en", "id"):
        page = await guest.get("/about/vocabulary", **{"Accept-Language": language})
        assert f'id="{slug}"' in page.text
        assert found["nameMap"][language] in page.text


async def test_the_whole_vocabulary(home: House, alice: Person):
    """The labels as a collection; the terms as a context that may be used as it is."""
    labels = (await home.ask("GET", "/labels", headers=AP)).json
    assert [one["id"] for one in labels["items"]] == [f"{BASE}/labels/{slug}" for slug in LABELS]
    terms = (await home.ask("GET", "/ns", headers=LD)).json
    note = {"@context": terms["@context"], "@id": "https://x.example/1", "genAI": True, "canLearn": PUBLIC}
    assert set(await expanded(note)) == {"@id", f"{BASE}/ns/genAI", f"{BASE}/ns/canLearn"}
    for missing in ("/ns/fox", "/labels/fox"):
        assert (await home.ask("GET", missing, headers=LD)).status == 404


MARKS: dict[str, dict[str, Any]] = {
    "PieFed's word": {"genAI": True},
    "a label": {"tag": [{"type": "Label", "href": "https://labels.example/vocab/ai-generated", "name": "AI"}]},
    "a label with a fragment": {"tag": [{"type": "Label", "href": "https://labels.example/vocab#ai-edited"}]},
    "IPTC, whole": {"mark": "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"},
    "IPTC, a composite": {"mark": "compositeWithTrainedAlgorithmicMedia"},
    "a hashtag": {"tag": [{"type": "Hashtag", "name": "#AIart"}]},
}
LABELLED = {"IPTC, a composite": ["ai-edited"]}
INNOCENT: dict[str, dict[str, Any]] = {
    "nothing": {},
    "another label": {"tag": [{"type": "Label", "href": "https://labels.example/vocab/spoiler"}]},
    "a camera": {"mark": "http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture"},
    "another hashtag": {"tag": [{"type": "Hashtag", "name": "#fairart"}]},
}


async def looked_up(who: Person, note: dict[str, Any]) -> dict[str, Any]:
    found = await who.get(f"/api/v2/search?q={note['id']}&type=statuses&resolve=true")
    return found["statuses"][0]


@pytest.mark.parametrize("how", [*MARKS, *INNOCENT])
async def test_the_marks_of_others_are_read(home: House, alice: Person, bob: Stranger, how: str):
    """Into a field of the status that filters and pages look at."""
    more = dict({**MARKS, **INNOCENT}[how])
    picture = {"type": "Image", "mediaType": "image/png", "url": "https://far.example/fox.png"}
    if mark := more.pop("mark", None):
        picture["digitalSourceType"] = mark
    seen = await looked_up(alice, bob.note("A fox", attachment=[picture], **more))
    assert seen["gen_ai"] is (how in MARKS)
    assert seen["ai_labels"] == (LABELLED.get(how, ["ai-generated"]) if how in MARKS else [])
    word = mark.rpartition("/")[2] if mark else None
    assert seen["media_attachments"][0]["digital_source_type"] == word


async def test_words_about_ai_are_no_picture_by_it(home: House, alice: Person, bob: Stranger):
    seen = await looked_up(alice, bob.note("I am tired of #AIart", tag=[{"type": "Hashtag", "name": "#AIart"}]))
    assert (seen["gen_ai"], seen["ai_labels"]) == (False, [])


async def test_an_account_says_that_it_posts_such_pictures(home: House, alice: Person):
    """From its first on, in its document and to clients; the words of its own fields stay as they are."""
    before = (await home.ask("GET", "/users/alice", headers=AP)).json
    await painted_note(home, alice)
    after = (await home.ask("GET", "/users/alice", headers=AP)).json
    assert "tag" not in before
    assert after["tag"] == [{"type": "Label", "href": f"{BASE}/labels/ai-generated", "name": "AI-generated"}]
    [fact] = after["attachment"]
    assert fact["name"] == "AI images"
    assert f"{BASE}/about/ai" in fact["value"]
    shown = await alice.get("/api/v1/accounts/verify_credentials")
    assert (shown["posts_ai"], shown["fields"]) == (True, [])


async def test_what_far_accounts_say_of_themselves_is_read(home: House, alice: Person, far: Peer):
    label = {"type": "Label", "href": "https://far.example/labels/ai-generated", "name": "AI"}
    far.has("painter", tag=[label])
    far.has("writer")
    found = [
        (await alice.get(f"/api/v2/search?q=@{name}@far.example&type=accounts&resolve=true"))["accounts"][0]
        for name in ("painter", "writer")
    ]
    assert [one["posts_ai"] for one in found] == [True, False]
