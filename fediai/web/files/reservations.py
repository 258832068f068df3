"""What machines may do with what they fetch here, as headers: requests to those who keep to such things, not locks."""

from typing import Any, Final

from fediai.services.ai_use import POLICY
from fediai.web.http import Call, Response, json_response
from fediai.web.router import BARE, Route

RESERVED: Final = {
    "X-Robots-Tag": "noai, noimageai",
    "TDM-Reservation": "1",  # https://www.w3.org/community/reports/tdmrep/CG-FINAL-tdmrep-20240510/
    "Content-Usage": "train-ai=n",  # draft-ietf-aipref-attach; still moving
}
# Where a person has said that machines may learn from what they post.
OPEN: Final = {"X-Robots-Tag": "all", "TDM-Reservation": "0", "Content-Usage": "train-ai=y"}


async def tdmrep(call: Call) -> Response:
    """The reservation of text and data mining; the most particular place first, as the report has it."""
    async with call.ctx.db.read() as tx:
        agreed = (await call.ctx.counted.figures(tx)).learnable
    places: list[dict[str, Any]] = [
        {"location": place, "tdm-reservation": 0} for name in agreed for place in (f"/@{name}$", f"/@{name}/*")
    ]
    everywhere = {"location": "/*", "tdm-reservation": 1, "tdm-policy": call.ctx.urls.base + POLICY}
    return json_response([*places, everywhere], headers={"Cache-Control": "public, max-age=3600"})


ROUTES = (Route("GET", "/.well-known/tdmrep.json", tdmrep, BARE),)
