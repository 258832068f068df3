"""Pages for people: believed only where they can belong to whoever says so."""

from activitypub.documents import host_of


def page_of(url: str | None, id: str) -> str:
    """The page, if its host is that of the id or near it (`www.` before it, or the other way round); else the id.

    Who looks for an address finds the post that names it as its page: nobody may name somebody else's.
    """
    page, home = host_of(url or "") or "", host_of(id) or ""
    near = page == home or page.endswith(f".{home}") or home.endswith(f".{page}")
    return url if url and page and near else id
