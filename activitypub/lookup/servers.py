"""Server → what runs there."""

from activitypub.lookup.steps import Fetch, Plan
from activitypub.nodeinfo import Software, read_links, read_software
from activitypub.results import Reason, Refused

ACCEPT_JSON = "application/json"


def find_software(base_url: str) -> Plan[Software | Refused]:
    """By NodeInfo: two fetches, the second where the first says, on the same server."""
    asked = f"{base_url}/.well-known/nodeinfo"
    links = yield Fetch(asked, ACCEPT_JSON)
    if isinstance(links, Refused):
        return links
    url = read_links(links.doc, asked)
    if url is None:
        return Refused(Reason.NOT_FOUND, "no NodeInfo of its own")
    found = yield Fetch(url, ACCEPT_JSON)
    if isinstance(found, Refused):
        return found
    return read_software(found.doc) or Refused(Reason.MALFORMED, "no name of a software")
