"""The main story in a real browser: signed in, painted, described, published, seen on the wall; nothing complains."""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from hypercorn.asyncio import serve
from hypercorn.config import Config

from tests.harness.chromium import Tab, binary, chromium
from tests.harness.house import PASSWORD, House, house

NARROW, WIDE = (360, 780), (1280, 900)


@asynccontextmanager
async def listening(url: str, host: str = "127.0.0.1") -> AsyncIterator[House]:
    """A house with a painter at an address that a browser can open."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    domain = f"{host}:{port}"
    async with house(domain, url, instance={"scheme": "http", "title": "Serambi"}) as one, one.paints():
        config, ended = Config(), asyncio.Event()
        config.bind, config.accesslog, config.errorlog = [f"127.0.0.1:{port}"], None, None
        serving = asyncio.create_task(serve(one.app, config, shutdown_trigger=ended.wait))
        try:
            yield one
        finally:
            ended.set()
            with contextlib.suppress(asyncio.CancelledError):
                await serving


@pytest.mark.timeout(180)
async def test_a_member_paints_and_a_passer_by_sees_it(sqlite_url: str):
    """On a phone, where nothing may be wider than the window, and with the policy that lets no script in."""
    binary()
    async with listening(sqlite_url) as one, chromium() as tab:
        alice = await one.signs_up("alice", password=PASSWORD)
        base = f"http://{one.domain}"
        await tab.resize(*NARROW)
        await _sign_in(tab, base)
        await _fits(tab)
        await _paint(tab, base)
        await _publish(tab)
        for page in ("/home", "/local", "/notifications", "/settings", "/compose", "/@alice", "/about/ai", "/studio"):
            await tab.open(base + page)
            await _fits(tab)
        await tab.call("Network.clearBrowserCookies")
        for width, height in (NARROW, (768, 900), WIDE):
            for scheme in ("light", "dark"):
                await tab.resize(width, height, scheme=scheme)
                await tab.open(base + "/")
                await _fits(tab)
        await tab.until("document.querySelector('.lead img').complete")
        assert await tab.js("document.querySelector('.lead img').naturalWidth") > 0
        assert (
            await tab.js("document.querySelector('.lead img').alt") == "AI-generated image: A flat field of one colour."
        )
        assert await tab.js("document.querySelector('.lead h2').textContent") == "Seen this morning"
        [post] = await alice.get(f"/api/v1/accounts/{alice.account.id}/statuses")
        assert post["visibility"] == "public"
        assert tab.complaints == []


async def _fits(tab: Tab) -> None:
    assert await tab.overflow() <= 0, await tab.js("location.href")


async def _sign_in(tab: Tab, base: str) -> None:
    await tab.open(f"{base}/studio")
    await tab.until("location.pathname === '/auth/sign_in'")
    await tab.types("#who", "alice")
    await tab.types("#password", PASSWORD)
    await tab.presses("form[action='/auth/sign_in'] button")
    await tab.until("location.pathname === '/studio' && document.readyState === 'complete'")


async def _paint(tab: Tab, base: str) -> None:
    """The row comes by itself: htmx asks for it until it is there."""
    await tab.types("#prompt", "a flat field")
    await tab.presses(".create-foot button")
    await tab.until("document.querySelector('.row-ready .row-deeds')")
    await _fits(tab)
    assert await tab.js("document.querySelectorAll('.row-ready .pick').length") == 4
    await tab.presses(".row-ready .pick input[value='3']")
    await tab.presses(".row-use")
    await tab.until("location.pathname.startsWith('/studio/compose/') && document.readyState === 'complete'")


async def _publish(tab: Tab) -> None:
    """Publish is open only once the description is the author's own."""
    await _fits(tab)
    assert await tab.js("document.querySelector('.publish').classList.contains('publish-blocked')")
    await tab.types(".compose-picture textarea", "A flat field of one colour.")
    assert not await tab.js("document.querySelector('.publish').classList.contains('publish-blocked')")
    await tab.types("#text", "Seen this morning. Nothing moved.")
    await tab.presses("input[name=visibility][value=public]")
    await tab.presses(".publish")
    await tab.until("location.pathname.startsWith('/@alice/') && document.readyState === 'complete'")
    await _fits(tab)
    assert await tab.js("document.querySelector('h1').textContent") == "Seen this morning"
    await tab.presses("[id^=appreciate-]")
    await tab.until("document.querySelector('[id^=appreciate-][aria-pressed=true]')")
