"""The pages' place in the app: their framework is loaded when somebody first looks at one, for apps never do."""

import asyncio
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from fediai.context import Context
from fediai.web.workers.hub import Hub

if TYPE_CHECKING:
    from quart import Quart


class Front:
    """An ASGI app that becomes the pages with its first visitor."""

    def __init__(self, ctx: Context, hub: Hub) -> None:
        self._ctx, self._hub = ctx, hub
        self._pages: Quart | None = None
        self._opening = asyncio.Lock()

    async def __call__(self, scope: Mapping[str, Any], receive: Any, send: Any) -> None:
        async with self._opening:
            if self._pages is None:
                self._pages = await asyncio.to_thread(self._open)
        await self._pages(scope, receive, send)  # type: ignore[arg-type]

    def _open(self) -> "Quart":
        from fediai.web.pages import create_pages

        return create_pages(self._ctx, self._hub)
