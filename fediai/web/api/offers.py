"""`/api/fediai/v1/models` and `/quota`: what can be asked for here, and how much of it."""

from fediai.domain.pictures import prompts
from fediai.services.pictures import painters, quotas
from fediai.web.http import Call, Response, json_response
from fediai.web.mastodon.entities.time import iso
from fediai.web.router import OPEN, Route


async def models(call: Call) -> Response:
    """The models of all painters with their styles; `edits` says that they can paint from a picture."""
    async with call.ctx.db.read() as tx:
        offered = await painters.offered(tx)
    return json_response(
        [
            {
                "id": one.model, "label": one.offer.label or prompts.LABELS.get(one.offer.digital_source_type, ""),
                "styles": list(one.offer.styles), "largest": list(one.offer.largest), "edits": one.offer.edits,
                "digital_source_type": one.offer.digital_source_type, "awake": one.awake,
            }
            for one in offered
        ]
    )  # fmt: skip


async def quota(call: Call) -> Response:
    """The asker's own share of the day."""
    async with call.ctx.db.read() as tx:
        share = await quotas.share(call.ctx, tx, call.account)
    return json_response(
        {
            "pictures_per_day": share.per_day, "left": share.left,
            "more_at": iso(share.more_at) if share.more_at else None, "at_once": share.at_once,
            "painting": share.painting, "at_most_per_request": 4,
        }
    )  # fmt: skip


ROUTES = (
    Route("GET", "/api/fediai/v1/models", models, OPEN),
    Route("GET", "/api/fediai/v1/quota", quota, "read:statuses"),
)
