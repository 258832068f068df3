"""An app that signs somebody in, step by step as RFC 6749 and 7636 have it."""

import base64
import hashlib
import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from tests.harness.asgi import Answer, form_body
from tests.harness.browser import Browser
from tests.harness.house import PASSWORD, House

OOB = "urn:ietf:wg:oauth:2.0:oob"
VERIFIER = "a-verifier-of-at-least-forty-three-letters-in-all"
CHALLENGE = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).rstrip(b"=").decode()


@dataclass
class App:
    """A registered app."""

    house: House
    registered: dict[str, Any]
    redirect_uri: str

    @property
    def secrets(self) -> dict[str, str]:
        return {name: self.registered[name] for name in ("client_id", "client_secret")}

    def address(self, **more: str | None) -> str:
        """Where the app sends the browser."""
        asked = {
            "response_type": "code", "client_id": self.registered["client_id"],
            "redirect_uri": self.redirect_uri, "scope": "read write follow", **more,
        }  # fmt: skip
        return "/oauth/authorize?" + urlencode({k: v for k, v in asked.items() if v is not None})

    async def consented(self, browser: Browser, answer: str = "allow", **more: str | None) -> Answer:
        """The person reads the page and presses a button."""
        page = await browser.get(self.address(**more))
        assert page.status == 200, (page.status, page.header("location"), page.text[:300])
        return await browser.sends("/oauth/authorize", page, answer=answer)

    async def code(self, browser: Browser, **more: str | None) -> str:
        return self.answer_of(await self.consented(browser, **more))["code"]

    def answer_of(self, answer: Answer) -> dict[str, str]:
        """What came back to the app's own address."""
        location = answer.header("location")
        assert answer.status == 303
        assert location.startswith(self.redirect_uri), location
        return {k: v[0] for k, v in parse_qs(urlsplit(location).query).items()}

    async def exchanges(self, code: str, **more: str | None) -> Answer:
        return await self.token(grant_type="authorization_code", code=code, redirect_uri=self.redirect_uri, **more)

    async def token(self, **values: str | None) -> Answer:
        given = {**self.secrets, **values}
        body, kind = form_body({k: v for k, v in given.items() if v is not None})
        return await self.house.ask("POST", "/oauth/token", body=body, headers={"Content-Type": kind})

    async def revokes(self, token: str, **more: str) -> Answer:
        body, kind = form_body({**self.secrets, "token": token, **more})
        return await self.house.ask("POST", "/oauth/revoke", body=body, headers={"Content-Type": kind})


async def registered(
    house: House, redirect_uri: str = "https://app.example/back", scopes: str = "read write follow push"
) -> App:
    values = {
        "client_name": "Pinnace",
        "redirect_uris": redirect_uri,
        "scopes": scopes,
        "website": "https://app.example",
    }
    answer = await house.ask(
        "POST", "/api/v1/apps", body=json.dumps(values).encode(), headers={"Content-Type": "application/json"}
    )
    assert answer.status == 200, answer.text
    return App(house, answer.json, redirect_uri)


async def signed_in(house: House, name: str = "alice") -> Browser:
    """A person with an account, in a browser that is signed in."""
    await house.signs_up(name, password=PASSWORD)
    browser = Browser(house)
    assert (await browser.signs_in(name, PASSWORD)).status == 303
    return browser


async def whose(house: House, token: str) -> Answer:
    return await house.ask("GET", "/api/v1/accounts/verify_credentials", headers={"Authorization": f"Bearer {token}"})
