"""A real Chromium without a screen, driven over its own protocol (CDP): opens pages, types, presses, looks."""

import asyncio
import base64
import json
import os
import re
import shutil
import tempfile
import urllib.request
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
import websockets

MISSING = "Chromium is not on this machine"
FLAGS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--hide-scrollbars",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--remote-debugging-port=0",
)  # fmt: skip
PATIENCE = 20.0


def binary() -> str:
    """Where it is; the test is skipped where it is not, except on the project's CI."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(MISSING)
    return found


class Tab:
    """One page; everything that the console complains of is kept in `complaints`."""

    def __init__(self, socket: Any) -> None:
        self._socket = socket
        self._answers: dict[int, asyncio.Future[Any]] = {}
        self._count = 0
        self.complaints: list[str] = []
        self._listening = asyncio.create_task(self._listen())

    async def _listen(self) -> None:
        async for message in self._socket:
            said = json.loads(message)
            if "id" in said:
                self._answers.pop(said["id"]).set_result(said)
            elif said["method"] == "Log.entryAdded" and said["params"]["entry"]["level"] in ("error", "warning"):
                self.complaints.append(f"{said['params']['entry']['text']} {said['params']['entry'].get('url', '')}")
            elif said["method"] == "Runtime.exceptionThrown":
                self.complaints.append(json.dumps(said["params"]["exceptionDetails"])[:500])

    async def call(self, method: str, **values: Any) -> Any:
        """One command of the protocol."""
        self._count += 1
        answer = self._answers[self._count] = asyncio.get_running_loop().create_future()
        await self._socket.send(json.dumps({"id": self._count, "method": method, "params": values}))
        said = await asyncio.wait_for(answer, PATIENCE)
        assert "error" not in said, said
        return said["result"]

    async def js(self, expression: str) -> Any:
        """The value of an expression on the page."""
        said = await self.call("Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in said, said["exceptionDetails"]
        return said["result"].get("value")

    async def open(self, url: str) -> None:
        await self.call("Page.navigate", url=url)
        await self.until("document.readyState === 'complete'")

    async def resize(self, width: int, height: int, *, scheme: str = "light") -> None:
        """A window of this size, as a phone if it is narrow, in the light or in the dark."""
        await self.call(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 700
        )
        features = [{"name": "prefers-color-scheme", "value": scheme}]
        await self.call("Emulation.setEmulatedMedia", features=features)

    async def until(self, expression: str, seconds: float = PATIENCE) -> None:
        """Waits for the page to become so, across navigations."""
        loop = asyncio.get_running_loop()
        end = loop.time() + seconds
        while True:
            said = await self.call("Runtime.evaluate", expression=f"!!({expression})", returnByValue=True)
            if said.get("result", {}).get("value"):
                return
            assert loop.time() < end, f"never: {expression} at {await self.js('location.href')}"
            await asyncio.sleep(0.05)

    async def types(self, selector: str, words: str) -> None:
        """Into a field, key by key as far as the page can tell."""
        await self.js(f"document.querySelector({json.dumps(selector)}).select()")
        await self.call("Input.insertText", text=words)

    async def presses(self, selector: str) -> None:
        await self.js(f"document.querySelector({json.dumps(selector)}).click()")

    async def overflow(self) -> int:
        """By how many pixels the page is wider than its window."""
        return int(await self.js("document.documentElement.scrollWidth - innerWidth"))

    async def picture(self, path: Path) -> None:
        """What is to be seen."""
        said = await self.call("Page.captureScreenshot", format="png")
        path.write_bytes(base64.b64decode(said["data"]))

    async def close(self) -> None:
        self._listening.cancel()
        await self._socket.close()


@asynccontextmanager
async def chromium() -> AsyncIterator[Tab]:
    """A fresh browser with one tab."""
    program = binary()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        process = await asyncio.create_subprocess_exec(
            program, *FLAGS, f"--user-data-dir={folder}", "about:blank", stderr=asyncio.subprocess.PIPE
        )
        try:
            port = await asyncio.wait_for(_port(process), 60)
            async with websockets.connect(await asyncio.to_thread(_tab, port), max_size=None, proxy=None) as socket:
                tab = Tab(socket)
                for domain in ("Page", "Runtime", "Log", "Network"):
                    await tab.call(f"{domain}.enable")
                yield tab
                await tab.close()
        finally:
            process.terminate()
            await process.wait()


async def _port(process: asyncio.subprocess.Process) -> int:
    assert process.stderr is not None
    while line := await process.stderr.readline():
        if found := re.search(rb"ws://127\.0\.0\.1:(\d+)/", line):
            return int(found[1])
    raise AssertionError("Chromium ended before it listened")


def _tab(port: int) -> str:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(f"http://127.0.0.1:{port}/json", timeout=10) as answer:
        tabs = json.load(answer)
    return next(tab["webSocketDebuggerUrl"] for tab in tabs if tab["type"] == "page")
