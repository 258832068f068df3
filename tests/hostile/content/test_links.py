"""C33, F3: pages that strangers link to."""

import time

import pytest

from tests.far_side import Peer
from tests.harness.house import House, Network, Person
from tests.hostile.conftest import NUMBERS

SLOW = {
    "tags": "<meta property=" * 100_000, "spaces": "<title>" + " " * 1_900_000, "quotes": '<a href="' * 200_000,
    "comments": "<!--" * 400_000, "large": "<title>x</title>" + "x" * 3_000_000,
}  # fmt: skip


@pytest.mark.parametrize("text", SLOW.values(), ids=SLOW.keys())
async def test_c33_pages_that_are_slow_or_large(home: House, alice: Person, wire: Network, text: str):
    """Read in a time that grows with their length, and only so far; what is too large shows nothing."""
    site = Peer(wire, f"site{next(NUMBERS)}.example")
    site.documents["/slow"] = (200, "text/html", text.encode())
    post = await alice.posts(f"https://{site.host}/slow")
    home.clock.passes(minutes=2)
    started = time.process_time()
    await home.works()
    assert time.process_time() - started < 3
    assert site.asked == ["GET /slow"]
    assert (await alice.get(f"/api/v1/statuses/{post['id']}"))["card"] is None


async def test_c33_pages_that_lead_inside(home: House, alice: Person, wire: Network):
    """A redirect to a private address is not followed, a refresh is not read, a picture there not asked for."""
    site, inside = Peer(wire, "leads.example"), Peer(wire, "10.0.0.1")
    site.moved["/moved"] = "https://10.0.0.1/secret"
    refresh = '<meta http-equiv="refresh" content="0; url=https://10.0.0.1/secret"><title>Hello</title>'
    picture = '<meta property="og:image" content="https://10.0.0.1/secret.png">'
    site.documents["/refresh"] = (200, "text/html", f"{refresh}{picture}".encode())
    posts = [
        await alice.posts(f"https://{where}") for where in ("leads.example/moved", "leads.example/refresh", "10.0.0.1/")
    ]
    home.clock.passes(minutes=2)
    await home.works()
    moved, refreshed, direct = [(await alice.get(f"/api/v1/statuses/{one['id']}"))["card"] for one in posts]
    assert (moved, refreshed["title"], direct) == (None, "Hello", None)
    answer = await home.ask("GET", refreshed["image"].removeprefix("https://art.example"))
    assert (answer.status, inside.asked) == (404, [])


async def test_f03_what_proves_nothing(home: House, alice: Person, wire: Network):
    """A link in a comment, a page that leads to another's, a private address, plain http."""
    mine = '<a rel="me" href="https://art.example/@alice">me</a>'
    site, other, inside = (Peer(wire, host) for host in ("site.example", "other.example", "10.0.0.1"))
    site.documents["/hidden"] = (200, "text/html", f"<!-- {mine} --><template>{mine}</template>".encode())
    for one in (other, inside, site):
        one.documents["/"] = (200, "text/html", mine.encode())
    site.moved["/moved"] = "https://other.example/"
    urls = ["https://site.example/hidden", "https://site.example/moved", "https://10.0.0.1/", "http://site.example/"]
    rows = [{"name": str(n), "value": url} for n, url in enumerate(urls)]
    await alice.tries("PATCH", "/api/v1/accounts/update_credentials", {"fields_attributes": rows})
    home.clock.passes(minutes=2)
    await home.works()
    found = await alice.get("/api/v1/accounts/verify_credentials")
    assert [one["verified_at"] for one in found["fields"]] == [None] * 4
    assert (len(site.asked), inside.asked) == (2, [])
