"""Moving house on its page: aliases, lists in and out, an archive, leaving and coming back."""

from typing import Any

from tests.far_side import Peer
from tests.harness.asgi import Answer, multipart_body
from tests.harness.browser import Browser, hidden_of
from tests.harness.house import PASSWORD, House, Network, Person

HERE = "/settings/moving"


async def inside(art: House) -> tuple[Person, Browser]:
    alice, browser = await art.signs_up("alice", password=PASSWORD), Browser(art)
    assert (await browser.signs_in("alice", PASSWORD)).status == 303
    return alice, browser


async def sends(browser: Browser, part: str, **values: Any) -> Answer:
    return await browser.sends(f"{HERE}/{part}", await browser.get(HERE), **values)


async def brings(browser: Browser, data: bytes, **values: str) -> Answer:
    target = f"{HERE}/bring"
    hidden = hidden_of(await browser.get(HERE), target)
    body, kind = multipart_body({**hidden, **values}, {"file": ("list.csv", "text/csv", data)})
    return await browser._ask("POST", target, {"Content-Type": kind}, body)


async def test_one_leaves_for_another_account_and_comes_back(art: House, network: Network):
    _, browser = await inside(art)
    far = Peer(network)
    far.has("alice2")
    refused = await sends(browser, "aliases", aliases="nobody@nowhere.example")
    assert (refused.status, "No other account was found" in refused.text) == (422, True)
    assert "nobody@nowhere.example" in refused.text
    assert (await sends(browser, "aliases", aliases="alice2@far.example\n")).status == 303
    assert ">alice2@far.example</textarea>" in (await browser.get(HERE)).text
    wrong = await sends(browser, "leave", handle="alice2@far.example", password="guess")
    assert (wrong.status, "That is not your password." in wrong.text) == (403, True)
    early = await sends(browser, "leave", handle="alice2@far.example", password=PASSWORD)
    assert (early.status, "the new account does not know the old one" in early.text.replace("&#39;", "'")) == (
        422,
        True,
    )
    far.people["alice2"].more["alsoKnownAs"] = ["https://art.example/users/alice"]
    assert (await sends(browser, "leave", handle="alice2@far.example", password=PASSWORD)).status == 303
    page = await browser.get(HERE)
    assert "You have moved to alice2@far.example." in page.text
    assert f'action="{HERE}/leave"' not in page.text
    profile = (await Browser(art).get("/@alice")).text
    assert "alice2@far.example" in profile
    assert (await browser.sends(f"{HERE}/stay", page)).status == 303
    assert "You have moved" not in (await browser.get(HERE)).text


async def test_lists_go_out_and_come_in(art: House, network: Network):
    alice, browser = await inside(art)
    far = Peer(network)
    far.has("bob")
    assert (await brings(browser, b"bob@far.example\nnobody@far.example\n", kind="muting", mode="merge")).status == 303
    assert "0 of 2 so far" in (await browser.get(HERE)).text
    await art.works()
    page = (await browser.get(HERE)).text
    assert "1 of 2 taken over" in page
    assert "One line could not be done" in page
    [made] = [part.split(".csv")[0] for part in page.split(f"{HERE}/failed/")[1:]]
    failed = await browser.get(f"{HERE}/failed/{made}.csv")
    assert failed.text.splitlines() == ["Account address,Hide notifications", "nobody@far.example,true"]
    listed = await browser.get(f"{HERE}/lists/muted_accounts.csv")
    assert listed.text.splitlines()[1:] == ["bob@far.example,true"]
    assert "attachment" in listed.header("content-disposition")
    damaged = await brings(browser, b"\xff\xfe\x00", kind="blocking", mode="overwrite")
    assert (damaged.status, "This is not a CSV file in UTF-8" in damaged.text) == (422, True)
    stranger = Browser(art)
    await art.signs_up("eve", password=PASSWORD)
    await stranger.signs_in("eve", PASSWORD)
    assert (await stranger.get(f"{HERE}/failed/{made}.csv")).status == 404
    assert (await browser.get(f"{HERE}/lists/keys.csv")).status == 404
    assert [one["acct"] for one in await alice.get("/api/v1/mutes")] == ["bob@far.example"]


async def test_an_archive_is_packed_and_fetched_by_its_owner_alone(small_server: House):
    alice, browser = await inside(small_server)
    await alice.posts("Take me along")
    assert (await sends(browser, "archive")).status == 303
    assert "being packed" in (await browser.get(HERE)).text
    await small_server.works()
    page = (await browser.get(HERE)).text
    [made] = [part.split(".zip")[0] for part in page.split(f"{HERE}/archive/")[1:]]
    taken = await browser.get(f"{HERE}/archive/{made}.zip")
    assert (taken.status, taken.body[:2]) == (200, b"PK")
    assert "no-store" in taken.header("cache-control")
    assert (await sends(browser, "archive")).status == 429
    stranger = Browser(small_server)
    assert (await stranger.get(f"{HERE}/archive/{made}.zip")).status == 303
    await small_server.signs_up("eve", password=PASSWORD)
    await stranger.signs_in("eve", PASSWORD)
    assert (await stranger.get(f"{HERE}/archive/{made}.zip")).status == 404
