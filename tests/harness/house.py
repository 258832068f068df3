"""A complete server in this process: real database, real doors, real jobs; only the wire to others is imagined."""

import asyncio
import json
import tempfile
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from fediai.app import opened, utc_now
from fediai.context import Context
from fediai.domain.accounts import Account, User
from fediai.services.people import accounts, oauth, users
from fediai.settings import DatabaseSettings, Federation, Instance, Limits, Settings
from fediai.store.people import accounts as account_store
from fediai.store.people import users as user_store
from fediai.web import create_app
from fediai.workers.kinds import KINDS
from fediai.workers.loop import run_once
from generators.contract import Generator
from tests.harness import ours
from tests.harness.asgi import Answer, ask, form_body
from tests.harness.folders import place
from tests.harness.keys import next_keys
from tests.harness.painter import painting
from tests.harness.schema import judged

LOCAL_TOKEN = "the-local-painter"
PASSWORD = "correct horse battery"
SCOPES = "read write follow push"


class Clock:
    """The wall clock, moved by hand where a story needs tomorrow."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def __call__(self) -> datetime:
        return utc_now() + self.ahead

    def passes(self, **words: float) -> None:
        """`clock.passes(hours=2)`."""
        self.ahead += timedelta(**words)


@dataclass(frozen=True)
class Person:
    """Somebody with an account and a client."""

    house: "House"
    account: Account
    token: str

    @property
    def handle(self) -> str:
        return f"@{self.account.username}@{self.house.domain}"

    async def ask(self, method: str, target: str, **words: Any) -> Answer:
        """With the token of this person's client."""
        headers = {"Authorization": f"Bearer {self.token}", **words.pop("headers", {})}
        return await self.house.ask(method, target, headers=headers, **words)

    async def get(self, target: str, **words: Any) -> Any:
        """The JSON of a GET that must succeed."""
        return _good(await self.ask("GET", target, **words))

    async def post(self, target: str, **values: Any) -> Any:
        """The JSON of a form POST that must succeed."""
        body, kind = form_body({k: v for k, v in values.items() if v is not None})
        return _good(await self.ask("POST", target, body=body, headers={"Content-Type": kind}))

    async def tries(self, method: str, target: str, values: Mapping[str, Any] | None = None) -> Answer:
        """A JSON request that may fail."""
        body = json.dumps(values or {}).encode()
        return await self.ask(method, target, body=body, headers={"Content-Type": "application/json"})

    async def follows(self, handle: str) -> None:
        """Finds somebody by their handle, as a client does, and follows."""
        found = (await self.get(f"/api/v2/search?q={handle}&type=accounts&resolve=true"))["accounts"]
        assert found, f"{handle} was not found"
        await self.post(f"/api/v1/accounts/{found[0]['id']}/follow")

    async def home(self) -> list[dict[str, Any]]:
        return await self.get("/api/v1/timelines/home")

    async def posts(self, text: str, **values: Any) -> dict[str, Any]:
        return await self.post("/api/v1/statuses", status=text, **values)


def _good(answer: Answer) -> Any:
    assert answer.status < 400, f"{answer.status}: {answer.text[:500]}"
    return answer.json


@dataclass
class House:
    """One instance."""

    ctx: Context
    app: Any
    clock: Clock
    settled: list[int] = field(default_factory=list)

    @property
    def domain(self) -> str:
        return self.ctx.settings.instance.domain

    async def ask(self, method: str, target: str, **words: Any) -> Answer:
        """One request; what the API answers must be as clients have learnt to read it."""
        answer = await ask(self.app, method, target, host=self.domain, **words)
        objections = judged(method, target, answer)
        objections = [
            *objections,
            *ours.complaints(method, target, answer.status, answer.header("content-type"), answer.body),
        ]
        assert not objections, "\n".join(objections)
        return answer

    async def signs_up(self, name: str, role: str = "user", *, password: str = "", scopes: str = SCOPES) -> Person:
        """A person with a token; the password is only hashed (slowly) when a story signs in with it."""
        keys = await next_keys()
        hashed = await users.hash_password(password) if password else "!"
        async with self.ctx.db.write() as tx:
            account, user = await accounts.create_local(
                self.ctx, tx, name, email=f"{name}@example.org", password_hash=hashed, role=role, keys=keys
            )
            token = await oauth.issue_token(self.ctx, tx, user.id, scopes)
        return Person(self, account, token)

    async def works(self) -> int:
        """Does every errand that is due; how many there were."""
        return await run_once(self.ctx, KINDS)

    @asynccontextmanager
    async def paints(self, generator: Generator | None = None) -> AsyncIterator[None]:
        """With a generator worker connected, and errands done as they fall due, as in a running server."""
        async with painting(self.app, LOCAL_TOKEN, generator), self.busy():
            yield

    @asynccontextmanager
    async def busy(self) -> AsyncIterator[None]:
        """Errands are done in the background."""
        stop = asyncio.Event()
        task = asyncio.create_task(self._work(stop))
        try:
            yield
        finally:
            stop.set()  # not cancelled: an errand broken off would keep its lease
            await task

    async def _work(self, stop: asyncio.Event) -> None:
        while not stop.is_set():
            if not await self.works():
                await asyncio.sleep(0.02)

    async def account(self, name: str) -> Account:
        async with self.ctx.db.read() as tx:
            found = await account_store.by_acct(tx, name)
        assert found is not None
        return found

    async def login(self, account: Account) -> User:
        async with self.ctx.db.read() as tx:
            found = await user_store.by_account(tx, account.id)
        assert found is not None
        return found[0]

    async def users(self) -> int:
        async with self.ctx.db.read() as tx:
            return await user_store.count(tx)


class Network:
    """The imaginary wire: requests between the houses of one story, by host; other hosts may be played by hand."""

    def __init__(self) -> None:
        self.apps: dict[str, Any] = {}
        self.seen: list[tuple[str, str]] = []
        self.down: set[str] = set()

    async def __call__(
        self, method: str, url: str, headers: Mapping[str, str], body: bytes
    ) -> tuple[int, Mapping[str, str], bytes]:
        parts = urlsplit(url)
        self.seen.append((method, url))
        if parts.netloc not in self.apps or parts.netloc in self.down:
            raise OSError(f"no route to {parts.netloc}")
        target = parts.path + (f"?{parts.query}" if parts.query else "")
        app = self.apps[parts.netloc]
        given = {k: v for k, v in headers.items() if k.lower() not in ("host", "content-length")}
        answer = await ask(app, method, target, headers=given, body=body, host=parts.netloc, scheme=parts.scheme)
        return answer.status, dict(answer.headers), answer.body


def settings_for(domain: str, database_url: str, folder: Path, **sections: Any) -> Settings:
    """Settings of a test house: small pictures, short waits, no limits on requests."""
    base = Settings(
        instance=Instance(domain=domain, scheme="https", title=domain),
        database=DatabaseSettings(database_url),
        federation=Federation(signers=0),
        limits=Limits(enabled=False),
        home=folder,
    )
    base = replace(base, generator=replace(base.generator, width=64, height=64, local=False))
    for name, values in sections.items():
        base = replace(base, **{name: replace(getattr(base, name), **values)})
    return base


@asynccontextmanager
async def house(
    domain: str, database_url: str, network: Network | None = None, **sections: Any
) -> AsyncIterator[House]:
    """A server at `https://domain`, on the network if there is one."""
    clock = Clock()
    with tempfile.TemporaryDirectory(dir=place()) as folder:
        settings = settings_for(domain, database_url, Path(folder), **sections)
        wire = network or Network()
        async with opened(settings, "all", clock=clock, wire=wire) as ctx:
            await accounts.ensure_house_accounts(ctx, next_keys)
            app = create_app(ctx, local_token=LOCAL_TOKEN)
            wire.apps[domain] = app
            yield House(ctx, app, clock)


async def everyone_settles(*houses: House) -> None:
    """Runs due errands on every house until there are none."""
    while sum([await one.works() for one in houses]):
        pass


__all__ = ["Answer", "Clock", "House", "Network", "Person", "everyone_settles", "house"]
