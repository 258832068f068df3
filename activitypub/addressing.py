"""To whom something is said: four kinds of audience, as all microblogging peers use them."""

from collections.abc import Iterable
from enum import StrEnum

from activitypub.terms import PUBLIC, is_public


class Visibility(StrEnum):
    """The words of the client API."""

    PUBLIC = "public"
    UNLISTED = "unlisted"
    PRIVATE = "private"
    DIRECT = "direct"


Addresses = tuple[str, ...]


def visibility_of(to: Iterable[str], cc: Iterable[str], followers_url: str | None) -> Visibility:
    """Public in `to`, unlisted with Public in `cc`, private with only the followers, else direct."""
    to, cc = tuple(to), tuple(cc)
    if any(map(is_public, to)):
        return Visibility.PUBLIC
    if any(map(is_public, cc)):
        return Visibility.UNLISTED
    if followers_url and followers_url in (*to, *cc):
        return Visibility.PRIVATE
    return Visibility.DIRECT


def address(visibility: Visibility, followers_url: str, mentioned: Iterable[str] = ()) -> tuple[Addresses, Addresses]:
    """`to` and `cc` for a post of this visibility that names these people, each once."""
    people = tuple(dict.fromkeys(mentioned))
    match Visibility(visibility):
        case Visibility.PUBLIC:
            return (PUBLIC,), (followers_url, *people)
        case Visibility.UNLISTED:
            return (followers_url,), (PUBLIC, *people)
        case Visibility.PRIVATE:
            return (followers_url,), people
        case _:
            return people, ()


def named_in(to: Iterable[str], cc: Iterable[str]) -> tuple[str, ...]:
    """Everybody addressed by id, without Public."""
    return tuple(dict.fromkeys(iri for iri in (*to, *cc) if not is_public(iri)))
