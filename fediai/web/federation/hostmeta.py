"""Where WebFinger is, for those who still ask (RFC 6415)."""

from xml.sax.saxutils import quoteattr

from fediai.web.http import Call, Response, json_response
from fediai.web.router import BARE, Route


def _template(call: Call) -> str:
    return f"{call.ctx.urls.base}/.well-known/webfinger?resource={{uri}}"


async def host_meta(call: Call) -> Response:
    """As XRD."""
    document = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<XRD xmlns="http://docs.oasis-open.org/ns/xri/xrd-1.0">\n'
        f'  <Link rel="lrdd" template={quoteattr(_template(call))}/>\n'
        "</XRD>\n"
    )
    return Response(200, document.encode(), "application/xrd+xml; charset=utf-8")


async def host_meta_json(call: Call) -> Response:
    """As JRD."""
    return json_response({"links": [{"rel": "lrdd", "template": _template(call)}]})


ROUTES = (
    Route("GET", "/.well-known/host-meta", host_meta, BARE),
    Route("GET", "/.well-known/host-meta.json", host_meta_json, BARE),
)
