"""https://docs.joinmastodon.org/entities/Filter/ , /V1_Filter/ and /FilterResult/"""

from typing import Any

from fediai.domain.people.filters import Action, Filter, Keyword, Match
from fediai.web.mastodon.entities.time import iso


def filter_entity(one: Filter, *, whole: bool = True) -> dict[str, Any]:
    """A filter; `whole`: with its keywords and posts, which results leave out."""
    inside = {
        "keywords": [keyword(word) for word in one.keywords],
        "statuses": [filter_status(entry, about) for entry, about in one.statuses],
    }
    return {
        "id": str(one.id),
        "title": one.title,
        "context": list(one.contexts),
        "expires_at": iso(one.expires_at) if one.expires_at else None,
        "filter_action": one.action.value,
        **(inside if whole else {}),
    }


def keyword(word: Keyword) -> dict[str, Any]:
    """https://docs.joinmastodon.org/entities/FilterKeyword/"""
    return {"id": str(word.id), "keyword": word.keyword, "whole_word": word.whole_word}


def filter_status(entry: int, about: int) -> dict[str, Any]:
    """https://docs.joinmastodon.org/entities/FilterStatus/"""
    return {"id": str(entry), "status_id": str(about)}


def filter_result(match: Match) -> dict[str, Any]:
    """Why a post is caught."""
    return {
        "filter": filter_entity(match.filter, whole=False),
        "keyword_matches": list(match.keywords) or None,
        "status_matches": [str(match.status_id)] if match.status_id is not None else None,
    }


def filter_v1(one: Filter, word: Keyword) -> dict[str, Any]:
    """The older form knows one phrase per filter: each keyword is one of them."""
    return {
        "id": str(word.id),
        "phrase": word.keyword,
        "context": list(one.contexts),
        "whole_word": word.whole_word,
        "expires_at": iso(one.expires_at) if one.expires_at else None,
        "irreversible": one.action is Action.HIDE,
    }
