"""The guarded client: every request to servers of strangers goes through it.

Every address is checked at the socket that connects to it (`sockets.py`), at every redirect; sizes count after
unpacking.
"""

import asyncio
import zlib
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from activitypub.documents import read_json
from activitypub.lookup import Fetched
from activitypub.requests import Headers, Request
from activitypub.results import Reason, Refused
from activitypub.terms import ACCEPT_ACTIVITY, is_activity_type
from fediai.federation.addresses import Reach
from fediai.federation.failures import TooBig
from fediai.federation.places import Place, complaint_about, next_place, place_of
from fediai.settings import Settings
from fediai.version import VERSION

if TYPE_CHECKING:
    from fediai.federation.sockets import Sockets

REDIRECTS = frozenset({301, 302, 303, 307, 308})
JSON_TYPES = frozenset({"application/json", "application/jrd+json"})
ANSWER_LIMIT = 65_536  # what we read of an inbox's answer
ERRORS = (OSError, ValueError, zlib.error)

# Asks for the headers that sign a request; called for every hop, since a signature names host and path.
Signing = Callable[[Request], Awaitable[Mapping[str, str]]]
# Says why an address is not to be asked, if it is not; called for every hop, since a redirect may lead anywhere.
Welcome = Callable[[str], Awaitable[Refused | None]]


async def all_welcome(_url: str) -> Refused | None:
    """Nothing but the address itself matters."""
    return None


class Wire(Protocol):
    """What carries a request in place of sockets: an imaginary network of servers in one process."""

    async def __call__(
        self, method: str, url: str, headers: Mapping[str, str], body: bytes
    ) -> tuple[int, Mapping[str, str], bytes]: ...


@dataclass(frozen=True, slots=True)
class Answered:
    """What came back, and from which address after all redirects."""

    url: str
    status: int
    headers: Headers
    body: bytes


class Client:
    """GETs and POSTs to far servers, with every guard that a stranger's URL calls for."""

    def __init__(self, settings: Settings, *, wire: Wire | None = None) -> None:
        self._settings = settings.federation
        self._plain_http = settings.instance.scheme == "http"
        self._reach = Reach.of(settings.federation.allowed_private_networks)
        self._agent = f"fediai/{VERSION} (+{settings.base}/)"
        self._wire = wire
        self._sockets: Sockets | None = None

    async def get(
        self,
        url: str,
        *,
        accept: str = ACCEPT_ACTIVITY,
        limit: int = 0,
        sign: Signing | None = None,
        welcome: Welcome = all_welcome,
    ) -> Answered | Refused:
        """The answer with status 200, or why there is none."""
        try:
            async with asyncio.timeout(self._settings.request_timeout):
                answer = await self._follow(url, accept, limit or self._settings.max_document, sign, welcome)
        except TimeoutError:
            return Refused(Reason.UNREACHABLE, "no answer in time")
        except TooBig:
            return Refused(Reason.TOO_BIG)
        except ERRORS as cause:
            return Refused(Reason.UNREACHABLE, type(cause.__cause__ or cause).__name__)
        return answer if isinstance(answer, Refused) else judged(answer)

    async def get_json(
        self, url: str, *, accept: str = ACCEPT_ACTIVITY, sign: Signing | None = None, welcome: Welcome = all_welcome
    ) -> Fetched | Refused:
        """A document of the media type that was asked for."""
        answer = await self.get(url, accept=accept, sign=sign, welcome=welcome)
        if isinstance(answer, Refused):
            return answer
        if not is_wanted(answer.headers.get("content-type"), accept):
            return Refused(Reason.WRONG_CONTENT_TYPE, (answer.headers.get("content-type") or "none")[:80])
        document = read_json(answer.body, self._settings.max_document)
        return document if isinstance(document, Refused) else Fetched(answer.url, document)

    async def get_media(self, url: str, limit: int) -> bytes | Refused:
        """A far picture's bytes, at most `limit` of them."""
        answer = await self.get(url, accept="image/*, */*;q=0.1", limit=limit)
        return answer if isinstance(answer, Refused) else answer.body

    async def post(self, place: Place, headers: Mapping[str, str], body: bytes) -> Answered | Refused:
        """Whatever an inbox answers; redirects are not followed, a signed body is for one address."""
        complaint = complaint_about(place, self._reach, plain_http=self._plain_http)
        if complaint:
            return complaint
        try:
            async with asyncio.timeout(self._settings.request_timeout):
                return await self._exchange("POST", place, headers, body, ANSWER_LIMIT)
        except TimeoutError:
            return Refused(Reason.UNREACHABLE, "no answer in time")
        except TooBig:
            return Refused(Reason.TOO_BIG)
        except ERRORS as cause:
            return Refused(Reason.UNREACHABLE, type(cause.__cause__ or cause).__name__)

    async def _follow(
        self, url: str, accept: str, limit: int, sign: Signing | None, welcome: Welcome
    ) -> Answered | Refused:
        """Goes where redirects lead, a few times, and nowhere twice."""
        place, been = place_of(url), set[str]()
        while isinstance(place, Place):
            complaint = complaint_about(place, self._reach, plain_http=self._plain_http) or await welcome(place.url)
            if complaint:
                return complaint
            been.add(place.url)
            headers = {"Host": place.host, "Accept": accept}
            if sign:
                headers |= await sign(Request("GET", place.target, Headers(headers.items())))
            answer = await self._exchange("GET", place, headers, b"", limit)
            location = answer.headers.get("location")
            if answer.status not in REDIRECTS or location is None:
                return answer
            place = next_place(place, location)
            if isinstance(place, Place) and (place.url in been or len(been) > self._settings.max_redirects):
                return Refused(Reason.UNREACHABLE, "redirects without end")
        return place

    async def _exchange(
        self, method: str, place: Place, headers: Mapping[str, str], body: bytes, limit: int
    ) -> Answered:
        headers = {"User-Agent": self._agent, **headers}
        if self._wire is not None:
            status, found, data = await self._wire(method, place.url, headers, body)
            if len(data) > limit:
                raise TooBig
            return Answered(place.url, status, Headers(found.items()), data)
        status, headers_back, data = await self._open().exchange(method, place.url, headers, body, limit)
        return Answered(place.url, status, headers_back, data)

    def _open(self) -> "Sockets":
        if self._sockets is None:
            from fediai.federation.sockets import Sockets  # a tenth of an idle server's memory: opened when needed

            self._sockets = Sockets(self._settings, self._reach)
        return self._sockets

    async def close(self) -> None:
        """Lets go of every connection."""
        if self._sockets is not None:
            await self._sockets.close()


REASONS = {
    401: Reason.NOT_AUTHORISED, 403: Reason.NOT_AUTHORISED, 404: Reason.NOT_FOUND, 410: Reason.GONE,
    429: Reason.TOO_MANY,
}  # fmt: skip


def judged(answer: Answered) -> Answered | Refused:
    """Only 200 carries what was asked for."""
    if answer.status == 200:
        return answer
    return Refused(REASONS.get(answer.status, Reason.UNREACHABLE), f"answered {answer.status}")


def is_wanted(content_type: str | None, accept: str) -> bool:
    """Is it of the kind that was asked for? Documents only as ActivityPub's own types."""
    if accept == ACCEPT_ACTIVITY:
        return is_activity_type(content_type)
    return (content_type or "").partition(";")[0].strip().lower() in JSON_TYPES
