"""A browser without a window: keeps cookies, fills in forms, follows no redirect by itself."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from tests.harness.asgi import Answer, form_body, multipart_body
from tests.harness.house import House


@dataclass
class Browser:
    """One person's browser at one house."""

    house: House
    cookies: dict[str, str] = field(default_factory=dict)
    client: str = "203.0.113.9"

    async def get(self, target: str, **headers: str) -> Answer:
        return await self._ask("GET", target, headers)

    async def sends(self, target: str, page: Answer, **values: Any) -> Answer:
        """The page's form for this address, with its hidden fields, and what the person typed."""
        body, kind = form_body({**hidden_of(page, target), **values})
        return await self._ask("POST", target, {"Content-Type": kind}, body)

    async def brings(
        self, target: str, page: Answer, files: Mapping[str, tuple[str, str, bytes]], **values: str
    ) -> Answer:
        """The page's form for this address, with files (name → file name, media type, bytes)."""
        body, kind = multipart_body({**hidden_of(page, target), **values}, files)
        return await self._ask("POST", target, {"Content-Type": kind}, body)

    async def posts(self, target: str, **values: Any) -> Answer:
        """A form that another site made: nothing hidden is known to it."""
        body, kind = form_body(values)
        return await self._ask("POST", target, {"Content-Type": kind}, body)

    async def _ask(self, method: str, target: str, headers: dict[str, str], body: bytes = b"") -> Answer:
        if self.cookies:
            headers = {**headers, "Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
        answer = await self.house.ask(method, target, headers=headers, body=body, client=self.client)
        for name, value in answer.headers:
            if name == "set-cookie":
                self._keep(value)
        return answer

    def _keep(self, cookie: str) -> None:
        name, _, rest = cookie.partition("=")
        value = rest.split(";")[0].strip('"')
        if "max-age=0" in cookie.lower():
            self.cookies.pop(name, None)
        else:
            self.cookies[name] = value

    async def signs_in(self, who: str, password: str, goes_to: str = "") -> Answer:
        page = await self.get("/auth/sign_in")
        return await self.sends("/auth/sign_in", page, who=who, password=password, next=goes_to)


def hidden_of(page: Answer, action: str) -> dict[str, str]:
    """The hidden fields of the page's form with this action."""
    form = re.search(rf'<form[^>]*action="{re.escape(action)}".*?</form>', page.text, re.DOTALL)
    assert form, f"no form for {action} in {page.text[:2000]}"
    fields = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', form[0])
    return {name: unescape(value) for name, value in fields}
