"""Custom emoji on our pages: pictures where a text names them."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup, escape

from fediai.domain.accounts import Account
from fediai.domain.posts.signs import Sign
from fediai.domain.urls import Urls
from fediai.web.mastodon.entities.custom_emoji import picture_url

_TAG = re.compile(r"(<[^<>]*>)")
_NAMED = re.compile(r":([\w+-]{1,128}):")


def drawn(markup: str, emojis: Sequence[Mapping[str, Any]], domain: str, urls: Urls) -> Markup:
    """HTML that was made or cleaned by us when it was stored, with pictures in its words, never within a tag."""
    if not emojis or ":" not in markup:
        return Markup(markup)  # noqa: S704 — as said
    known = {one["shortcode"]: _image(one, domain, urls) for one in emojis}
    parts = _TAG.split(markup)
    parts[::2] = [_NAMED.sub(lambda found: known.get(found[1], found[0]), words) for words in parts[::2]]
    return Markup("".join(parts))  # noqa: S704 — as said


def drawn_name(account: Account, urls: Urls) -> str:
    """What somebody calls themselves, where a reader sees it."""
    name = account.display_name or account.username
    return drawn(escape(name), account.emojis, account.domain, urls) if account.emojis else name


def _image(one: Mapping[str, Any], domain: str, urls: Urls) -> str:
    code = escape(f":{one['shortcode']}:")
    address = escape(picture_url(one, domain, urls))
    return f'<img class="emoji" src="{address}" alt="{code}" title="{code}" loading="lazy" decoding="async">'


def sign(one: Sign, urls: Urls) -> Markup:
    """An emoji, or a picture with a name, that people answered with."""
    named = {"shortcode": one.name, "url": one.url}
    return Markup(_image(named, one.domain, urls)) if one.url else escape(one.name)  # noqa: S704 — escaped there
