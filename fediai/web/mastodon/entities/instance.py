"""https://docs.joinmastodon.org/entities/Instance/ and V1_Instance: clients read limits and features from here.

`version` says with which Mastodon we are compatible; clients parse its first three characters.
"""

from typing import Any
from urllib.parse import urlsplit

from fediai.domain import polls
from fediai.domain.accounts import Account
from fediai.domain.urls import Urls
from fediai.media.images import MEDIA_TYPES
from fediai.services.house import PAGES
from fediai.services.instance import About
from fediai.services.posts.composing import DESCRIPTION_LIMIT, MOST_FILES
from fediai.settings import Settings
from fediai.version import VERSION
from fediai.web.mastodon.entities.account import account

COMPATIBLE = f"4.5.0 (compatible; fediai {VERSION})"
# What clients switch on by these numbers is there: grouped notifications (2), PKCE (3), standard Web Push (4), blurring
# filters (5), featured accounts (6), quotes (7). Profiles' own methods (8) and collections (10) are not promised.
API_VERSIONS = {"mastodon": 7}

# Phanpy and the app for Android hide what is not.
FEEDS = ("live_feeds", "hashtag_feeds", "trending_link_feeds")
OPEN_TO_ALL = {"local": "public", "remote": "public"}

THUMBNAIL = "thumbnail.jpg"
# Ice Cubes can't sign in unless all four numbers are there.
POLLS = {
    "max_options": polls.MOST_OPTIONS,
    "max_characters_per_option": polls.LONGEST_OPTION,
    "min_expiration": polls.SHORTEST,
    "max_expiration": polls.LONGEST,
}


def streaming_url(urls: Urls) -> str:
    """Some clients keep only the host of it."""
    parts = urlsplit(urls.base)
    return f"{'wss' if parts.scheme == 'https' else 'ws'}://{parts.netloc}"


def _addresses(about: About, urls: Urls) -> dict[str, str | None]:
    """The longer texts have pages once they are written."""
    texts = {name: f"{urls.base}{page}" if name in about.texts else None for name, page in PAGES.items()}
    return {"streaming": streaming_url(urls), "about": f"{urls.base}/about", "status": None, **texts}


def _limits(settings: Settings) -> dict[str, Any]:
    """What both versions say alike; all are numbers below 2^31, as Android reads them."""
    media = settings.media
    return {
        "accounts": {"max_featured_tags": 10, "max_pinned_statuses": 5},
        "statuses": {
            "max_characters": settings.posting.max_characters,
            "max_media_attachments": MOST_FILES,
            "characters_reserved_per_url": 23,
        },
        "media_attachments": {
            "supported_mime_types": list(MEDIA_TYPES),
            "description_limit": DESCRIPTION_LIMIT,
            "image_size_limit": media.image_size_limit,
            "image_matrix_limit": media.pixel_limit,
            "video_size_limit": media.image_size_limit,
            "video_frame_rate_limit": 60,
            "video_matrix_limit": media.pixel_limit,
        },
        "polls": POLLS,
    }


def _rules(about: About) -> list[dict[str, str]]:
    return [{"id": str(number), "text": text, "hint": ""} for number, text in enumerate(about.rules, 1)]


def instance(about: About, settings: Settings, urls: Urls) -> dict[str, Any]:
    """The second version, complete: some clients can't sign in for one missing number."""
    is_open = about.registrations != "closed"
    return {
        "domain": urls.domain,
        "title": about.title,
        "version": COMPATIBLE,
        "source_url": f"{urls.base}/source.tar.gz",
        "description": about.description,
        "usage": {"users": {"active_month": about.usage.active_month}},
        "thumbnail": {"url": urls.static(THUMBNAIL), "blurhash": None, "versions": {}},
        "icon": [],
        "languages": list(about.languages),
        "configuration": {
            "urls": _addresses(about, urls),
            "vapid": {"public_key": about.vapid_public_key},
            **_limits(settings),
            "translation": {"enabled": False},
            "timelines_access": dict.fromkeys(FEEDS, OPEN_TO_ALL),
            "limited_federation": settings.federation.mode == "allowlist",
        },
        "registrations": {
            "enabled": is_open,
            "approval_required": about.registrations == "approval",
            "message": None,
            "url": f"{urls.base}/auth/sign_up" if is_open else None,
            "reason_required": False,
            "min_age": None,
        },
        "contact": {"email": about.email, "account": _contact(about.contact, urls)},
        "rules": _rules(about),
        "api_versions": API_VERSIONS,
        "ai": dict(about.ai),  # ours: the same as in NodeInfo's metadata
    }


def instance_v1(about: About, settings: Settings, urls: Urls) -> dict[str, Any]:
    """The first version, which toot, tut and the Pinafore family know alone."""
    return {
        "uri": urls.domain,
        "title": about.title,
        "short_description": about.description,
        "description": about.description,
        "email": about.email,
        "version": COMPATIBLE,
        "urls": {"streaming_api": streaming_url(urls)},
        "stats": {
            "user_count": about.usage.users,
            "status_count": about.usage.statuses,
            "domain_count": about.usage.domains,
        },
        "thumbnail": urls.static(THUMBNAIL),
        "max_toot_chars": settings.posting.max_characters,
        "languages": list(about.languages),
        "registrations": about.registrations != "closed",
        "approval_required": about.registrations == "approval",
        "invites_enabled": about.registrations == "invite",
        "configuration": _limits(settings),
        "contact_account": _contact(about.contact, urls),
        "rules": _rules(about),
    }


def _contact(contact: Account | None, urls: Urls) -> dict[str, Any] | None:
    return account(contact, urls) if contact else None
