"""G6-G11, G14, G16, G17, G19, G20: what is said at the wrong door, or in the wrong words."""

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
import pytest_asyncio
from sqlalchemy import update

from activitypub.terms import ACTIVITY_JSON, AS2_CONTEXT, PUBLIC
from fediai.store.people import accounts
from fediai.store.tables import accounts as account_table
from generators.fake import flat_png
from tests.far_side import Stranger
from tests.harness.asgi import multipart_body
from tests.harness.browser import Browser
from tests.harness.house import PASSWORD, House, Person
from tests.hostile.attacks import Json, Pen, befriend, gets_in, is_turned_away, known, settles

VECTORS = sorted((Path(__file__).parents[2] / "vectors" / "documents").glob("*.json"))


@pytest.mark.parametrize(
    "kind",
    ["application/json", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", None, "", "text/html",
     "application/ld+json", "application/activity+json2", "application/activity+xml"],
)  # fmt: skip
async def test_g06_letters_of_another_type(home: House, alice: Person, bob: Stranger, kind: str | None):
    pen = Pen(covered=("(request-target)", "host", "date", "digest"), headers={"Content-Type": kind})
    await is_turned_away(pen.writes(bob, home, bob.says("Follow", alice.account.uri)), home, bob, 415)


@pytest.mark.parametrize(
    "kind",
    [
        ACTIVITY_JSON,
        f"{ACTIVITY_JSON}; charset=utf-8",
        'application/ld+json; profile="https://www.w3.org/ns/activitystreams"',
    ],
)
async def test_g06_letters_of_the_right_type(home: House, alice: Person, bob: Stranger, kind: str):
    """The positive control."""
    await gets_in(
        Pen(headers={"Content-Type": kind}).writes(bob, home, bob.says("Follow", alice.account.uri)), home, bob
    )


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH", "HEAD"])
@pytest.mark.parametrize("target", ["/inbox", "/users/alice/inbox", "/actor/inbox"])
async def test_g07_an_inbox_is_only_posted_to(home: House, alice: Person, method: str, target: str):
    answer = await home.ask(method, target)
    assert answer.status == 405
    assert answer.header("allow") == "POST"


async def test_g08_the_mailbox_of_nobody(home: House, bob: Stranger):
    """404 where nobody ever was, 410 where somebody was and is not; nobody's key is asked for. Suspended: not heard."""
    for name, column in (("gone", "deleted_at"), ("quiet", "suspended_at")):
        person = await home.signs_up(name)
        async with home.ctx.db.write() as tx:
            statement = update(account_table).where(account_table.c.id == person.account.id)
            await tx.run(statement.values({column: tx.now}))
    for name, statuses in (("nobody", (404,)), ("gone", (410,)), ("a%2Fb", (403, 404)), ("..", (400, 404))):
        answer = await bob.sends(bob.says("Follow", f"https://art.example/users/{name}"), home, f"/users/{name}/inbox")
        assert answer.status in statuses
    assert bob.peer.asked == []
    follow = bob.says("Follow", "https://art.example/users/quiet")
    answer = await bob.sends(follow, home, "/users/quiet/inbox")
    assert answer.status in (202, 403, 404, 410)
    await home.works()
    assert [one["type"] for one in bob.peer.received] in ([], ["Reject"])


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def visitor(home: House) -> AsyncIterator[Browser]:
    """Signed in with a browser."""
    await home.signs_up("zoe", password=PASSWORD)
    browser = Browser(home)
    await browser.signs_in("zoe", PASSWORD)
    yield browser


ELSEWHERE = ["//evil.example", "https://evil.example/", "/\\evil.example", "\\\\evil.example", "/%2F%2Fevil.example", "javascript:alert(1)",
             "/%5Cevil.example", "//evil.example/@alice", "https:evil.example", "/\t/evil.example", "/\n/evil.example", "///evil.example",
             "https://art.example@evil.example/", "http:///evil.example", "/.//evil.example", "data:text/html,x"]  # fmt: skip


@pytest.mark.parametrize("to", ELSEWHERE)
async def test_g09_nobody_is_sent_on_to_another_site(home: House, alice: Person, visitor: Browser, to: str):
    """By sign-in, by the page for who comes from elsewhere, by profiles, media, short links."""
    fresh = Browser(home)
    signed = await fresh.signs_in("zoe", PASSWORD, goes_to=to)
    assert leads_here(signed.header("location"))
    for browser in (fresh, visitor):
        for target in (f"/authorize_interaction?uri={quote(to, safe='')}", f"/web/{quote(to, safe='')}", f"/@alice{quote(to, safe='')}",
                       f"/@alice/{quote(to, safe='')}", f"/media/{quote(to, safe='')}", f"/auth/sign_in?next={quote(to, safe='')}",
                       f"/users/{quote(to, safe='')}", f"/redirect?url={quote(to, safe='')}", f"/media/remote/{quote(to, safe='')}/original"):  # fmt: skip
            answer = await browser.get(target, Accept="text/html")
            assert answer.status < 500, target
            assert leads_here(answer.header("location")), target


def leads_here(location: str) -> bool:
    """A path of ours, or our own host; as a browser reads it."""
    read = location.replace("\\", "/").replace("\t", "").replace("\n", "")
    parts = urlsplit(read)
    return (not parts.netloc and parts.scheme == "") or (parts.netloc == "art.example" and parts.scheme == "https")


@pytest.mark.parametrize(
    ("resource", "status"),
    [
        (None, 400), ("", 400), ("alice", 400), ("acct:alice", 400), ("mailto:alice@art.example", 400), ("acct:@art.example", 400),
        ("acct:alice@art.example", 200), ("acct:ALICE@ART.EXAMPLE", 200), ("acct%3Aalice%40art.example", 200), ("acct:alice@other.example", 404),
        ("acct:nobody@art.example", 404), ("https://art.example/users/alice", 200), ("https://art.example/@alice", 200), ("http://art.example/users/alice", 404),
        ("https://art.example/users/nobody", 404), ("https://other.example/users/alice", 404), ("acct:do.ts-and_dashes@art.example", 404),
        ("acct:alice@art.example@evil.example", 400), ("acct:alice@art.example%00", 400), ("acct:alice@art.example/../x", 400), ("a" * 10_000, 400),
        ("acct:%61lice@art.example", 200), ("https://art.example/users/%61lice", 200), ("acct:ａlice@art.example", 400),
    ],
)  # fmt: skip
async def test_g10_who_is_asked_for(home: House, alice: Person, resource: str | None, status: int):
    """JRD for ours, for everybody to read; 400 for what is no handle, 404 for who is not ours."""
    target = "/.well-known/webfinger" + (f"?resource={resource}" if resource is not None else "")
    answer = await home.ask("GET", target.encode().decode("latin-1") if resource else target)
    assert answer.status == status
    assert answer.header("access-control-allow-origin") == "*"
    if status == 200:
        assert answer.header("content-type").startswith("application/jrd+json")
        assert answer.json["subject"] == "acct:alice@art.example"


async def test_g10_only_the_links_asked_for(home: House, alice: Person):
    """`rel` may come several times; one that we do not have leaves none."""
    base = "/.well-known/webfinger?resource=acct:alice@art.example"
    for rels, count in (("&rel=self", None), ("&rel=nothing", 0), ("&rel=", 0), ("&rel=self&rel=nothing", None)):
        links = (await home.ask("GET", base + rels)).json["links"]
        assert {one["rel"] for one in links} == ({"self"} if count is None else set())


async def test_g11_no_claims_about_others(home: House, alice: Person):
    """A WebFinger answer of ours names only addresses of ours, also of somebody who has aliases elsewhere."""
    async with home.ctx.db.write() as tx:
        await accounts.mend(tx, alice.account, also_known_as=["https://elsewhere.example/users/alice"])
    jrd = (await home.ask("GET", "/.well-known/webfinger?resource=acct:alice@art.example")).json
    named = [*jrd["aliases"], *(one.get("href") or one.get("template") for one in jrd["links"])]
    assert all(one.startswith("https://art.example/") for one in named)


BACK = "https://app.example/back"


@pytest.mark.parametrize(
    "to",
    ["javascript:alert(1)", "data:text/html,x", f"{BACK}#fragment", "https://evil.example/back", f"{BACK}/../evil", f"{BACK}?x=1", "//app.example/back",
     "https://app.example.evil.example/back", "https://app.example@evil.example/back", f"{BACK}%0d%0aX: y", "", "vbscript:x", BACK.upper()],
)  # fmt: skip
async def test_g16_codes_go_only_where_the_app_said(home: House, alice: Person, visitor: Browser, to: str):
    """Another address than a registered one gets nothing, not even a refusal with a redirect."""
    app = await alice.post("/api/v1/apps", client_name="An app", redirect_uris=BACK, scopes="read")
    query = f"response_type=code&client_id={app['client_id']}&scope=read&redirect_uri={quote(to, safe='')}"
    answer = await visitor.get(f"/oauth/authorize?{query}")
    assert answer.status in (400, 422), answer.status
    assert not answer.header("location")


async def test_g16_a_redirect_keeps_its_own_query(home: House, alice: Person, visitor: Browser):
    """The positive control: the code is added to what was there."""
    back = f"{BACK}?kept=1&also=2"
    app = await alice.post("/api/v1/apps", client_name="An app", redirect_uris=back, scopes="read")
    query = f"response_type=code&client_id={app['client_id']}&scope=read&redirect_uri={quote(back, safe='')}"
    page = await visitor.get(f"/oauth/authorize?{query}")
    assert page.status == 200
    answer = await visitor.sends("/oauth/authorize", page, answer="allow")
    parts = urlsplit(answer.header("location"))
    assert (parts.netloc, parts.path) == ("app.example", "/back")
    assert parts.query.startswith("kept=1&also=2&code=")


@pytest.mark.parametrize(
    "bad", ["javascript:alert(1)", "data:text/html,x", f"{BACK}#fragment", "vbscript:x", "not an address", "/relative"]
)
async def test_g16_addresses_that_no_app_may_have(home: House, alice: Person, bad: str):
    answer = await alice.tries(
        "POST", "/api/v1/apps", {"client_name": "An app", "redirect_uris": bad, "scopes": "read"}
    )
    assert answer.status == 422


@pytest.mark.parametrize("bad", ["javascript:alert(1)", "data:text/html,x", "vbscript:x", "/relative"])
async def test_g16_sites_that_no_app_may_have(home: House, alice: Person, bad: str):
    """Clients show an app's site as a link below every post that was made with it."""
    asked = {"client_name": "An app", "redirect_uris": BACK, "website": bad}
    assert (await alice.tries("POST", "/api/v1/apps", asked)).status == 422


async def test_g17_another_persons_picture(home: House, alice: Person):
    """Neither attached, nor described, nor shown before it is published."""
    eve = await home.signs_up("eve")
    body, kind = multipart_body({}, {"file": ("a.png", "image/png", flat_png(30, 20, (1, 2, 3)))})
    mine = (await alice.ask("POST", "/api/v2/media", body=body, headers={"Content-Type": kind})).json
    stolen = await eve.tries("POST", "/api/v1/statuses", {"status": "mine now", "media_ids": [mine["id"]]})
    assert stolen.status == 422
    assert (await eve.ask("GET", f"/api/v1/media/{mine['id']}")).status == 404
    assert (await eve.tries("PUT", f"/api/v1/media/{mine['id']}", {"description": "theirs"})).status == 404
    assert (await eve.tries("DELETE", f"/api/v1/media/{mine['id']}")).status == 404
    post = await alice.posts("mine", **{"media_ids[]": mine["id"]})
    assert [one["id"] for one in post["media_attachments"]] == [mine["id"]]
    again = await alice.tries("POST", "/api/v1/statuses", {"status": "twice", "media_ids": [mine["id"]]})
    assert again.status == 422


UNKNOWN = ["Ignore", "View", "Join", "Leave", "Listen", "Read", "Travel", "Arrive", "Invite", "Offer", "Dislike", "TentativeAccept", "Weave",
           "IntransitiveActivity", "Question", "Activity", "", "https://example.org/ns#Sing", "as:Sing", "toString", "__class__"]  # fmt: skip


@pytest.mark.parametrize("kind", UNKNOWN)
async def test_g19_words_that_we_do_not_know(home: House, alice: Person, bob: Stranger, kind: str):
    """202 and nothing: the sender need not try again for days."""
    await befriend(home, alice, bob)
    bob.peer.network.seen.clear()
    assert await settles(home, bob, bob.says(kind, alice.account.uri)) == [202]
    assert bob.peer.network.seen == []


@pytest.mark.parametrize(
    "body",
    [
        "[{}, {}]",
        '[{"type": "Follow"}]',
        '{"type": "Collection", "items": []}',
        '{"type": ["Follow", "Block"]}',
        '{"type": null}',
    ],
)
async def test_g19_several_at_once(home: House, bob: Stranger, body: str):
    """Refused or ignored, and never taken apart."""
    answer = await Pen().writes(bob, home, body.encode()).reaches(home)
    assert answer.status in (202, 400)
    assert await home.works() == 0


def rewritten(value: Any, bob: Stranger, here: str) -> Any:
    """The recorded document as if Bob had said it: its author's addresses are his, others' stay."""
    text = json.dumps(value)
    return json.loads(text.replace(here, bob.id)) if here else value


@pytest.mark.parametrize("path", VECTORS, ids=lambda path: path.stem)
async def test_g20_what_real_software_says(home: House, alice: Person, bob: Stranger, path: Path):
    """Recorded from two dozen programs, said by Bob: stored or ignored, never an error, twice the same."""
    await befriend(home, alice, bob)
    document = json.loads(path.read_text())
    actor = document.get("actor") or document.get("attributedTo") or document.get("id")
    here = actor if isinstance(actor, str) else ""
    said: Json = rewritten(document, bob, here)
    if "actor" not in said:
        said = {
            "@context": AS2_CONTEXT,
            "id": f"{bob.id}/said/{path.stem}",
            "type": "Create",
            "actor": bob.id,
            "object": said,
            "to": [PUBLIC],
        }
    for _ in range(2):
        answer = await bob.sends(said, home)
        assert answer.status in (202, 400, 401, 403)
        await home.works()
        assert home.ctx.far.last_refusals[-1:] is not None
    assert (await alice.ask("GET", "/api/v1/timelines/home")).status == 200
    assert (await alice.ask("GET", "/api/v1/notifications")).status == 200


async def test_g20_every_error_is_an_answer(home: House, alice: Person, bob: Stranger):
    """After all of this nothing was given up: no errand failed for good because of what a stranger said."""
    from fediai.store import jobs

    async with home.ctx.db.read() as tx:
        failed = await jobs.given_up(tx)
    assert failed.get("receive", 0) == 0
    assert await known(home, alice.account.uri) is not None
