"""A small instance on a real socket: what a worker dials in to when the house is not there."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from http import HTTPStatus

import pytest
from websockets.asyncio.server import Server, ServerConnection, serve

from generators.frames import PATH, Done, Frame, Hello, Job, Report, Welcome, decode, encode


class Instance:
    """Welcomes workers that know the token; `line()` is the next one that dialled in."""

    token = "correct horse"

    def __init__(self) -> None:
        self.dialled = 0
        self._lines: asyncio.Queue[Line] = asyncio.Queue()
        self._server: Server | None = None

    @asynccontextmanager
    async def open(self) -> AsyncIterator["Instance"]:
        async with serve(self._talk, "127.0.0.1", 0, process_request=self._judge, max_size=None) as self._server:
            yield self

    @property
    def url(self) -> str:
        assert self._server
        return f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    @property
    def socket(self) -> str:
        return self.url.replace("http", "ws") + PATH

    async def line(self) -> "Line":
        return await asyncio.wait_for(self._lines.get(), 10)

    def _judge(self, connection: ServerConnection, request):
        self.dialled += 1
        if request.path != PATH:
            return connection.respond(HTTPStatus.NOT_FOUND, "nothing here")
        if request.headers.get("Authorization") != f"Bearer {self.token}":
            return connection.respond(HTTPStatus.UNAUTHORIZED, "who are you?")
        return None

    async def _talk(self, connection: ServerConnection) -> None:
        line = Line(connection)
        line.hello = await line.hear()
        await line.say(Welcome("art.example"))
        self._lines.put_nowait(line)
        await connection.wait_closed()


class Line:
    """One worker at the other end."""

    def __init__(self, connection: ServerConnection) -> None:
        self.connection = connection
        self.hello: Frame | None = None

    async def say(self, frame: Frame) -> None:
        await self.connection.send(encode(frame))

    async def hear(self) -> Frame:
        heard = decode(await asyncio.wait_for(self.connection.recv(), 10))
        assert isinstance(heard, Frame)
        return heard

    async def paints(self, job: Job) -> list[Report]:
        """Every report of the job, until it is done."""
        await self.say(job)
        reports: list[Report] = []
        while not isinstance(heard := await self.hear(), Done):
            assert isinstance(heard, Report)
            reports.append(heard)
        return reports

    @property
    def offer(self):
        assert isinstance(self.hello, Hello)
        return self.hello.offer


@pytest.fixture
async def instance() -> AsyncIterator[Instance]:
    async with Instance().open() as opened:
        yield opened
