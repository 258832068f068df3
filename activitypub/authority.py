"""May this signer say that? The origin is the owner's word, and only the owner's (FEP-fe34)."""

from collections.abc import Callable
from dataclasses import dataclass

from activitypub.activities import (
    Accept,
    Activity,
    Add,
    Aimed,
    Announce,
    Answer,
    Create,
    Delete,
    Follow,
    Move,
    QuoteRequest,
    Reject,
    Remove,
    Undo,
    Update,
)
from activitypub.documents import safe_url, same_id, same_origin, type_of
from activitypub.objects import owner_of
from activitypub.results import Reason, Refused
from activitypub.terms import ACTOR_TYPES, PUBLIC


@dataclass(frozen=True, slots=True)
class Allowed:
    """An activity that its signer may say; what handles activities asks for this."""

    activity: Activity


def may(signer_actor_id: str, activity: Activity) -> Allowed | Refused:
    """Does the activity belong to the actor who signed it, and the things in it as well?

    What is only named by id stays a hint: it is for the receiver to compare with its own rows or
    to ask for at its origin.
    """
    if activity.actor != signer_actor_id:
        return Refused(Reason.NOT_THE_OWNER, "signed by another actor")
    if activity.id is not None and not same_origin(activity.id, activity.actor):
        return Refused(Reason.NOT_THE_OWNER, "activity of another origin")
    complaint = RULES.get(type(activity), no_rule)(activity)
    return Refused(Reason.NOT_AUTHORISED, complaint) if complaint else Allowed(activity)


Rule = Callable[[Activity], str]


def no_rule(activity: Activity) -> str:
    """Everybody may say this about anything."""
    return ""


def owns_what_it_publishes(activity: Activity) -> str:
    """An embedded post is by the actor and lies where the actor lives."""
    if activity.object is None:
        return ""
    object_id = safe_url(activity.object.get("id"))
    if not same_origin(object_id, activity.actor):
        return "object of another origin"
    return "" if owner_of(activity.object) == activity.actor else "object of another author"


def owns_what_it_changes(activity: Activity) -> str:
    """Posts like new ones; of actors only oneself."""
    if activity.object is None or type_of(activity.object) not in ACTOR_TYPES:
        return owns_what_it_publishes(activity)
    return "" if activity.object_id == activity.actor else "another actor's profile"


def owns_what_it_deletes(activity: Activity) -> str:
    """Within one origin; whether the stored row is the actor's own, the receiver compares."""
    if not same_origin(activity.object_id, activity.actor):
        return "object of another origin"
    owner = owner_of(activity.object) if activity.object else None
    return "" if owner in (None, activity.actor) else "object of another author"


def undoes_its_own(activity: Activity) -> str:
    """Only one's own earlier word can be taken back."""
    inner = activity.inner if isinstance(activity, Answer) else None
    if inner is not None and inner.actor != activity.actor:
        return "activity of another actor"
    named = activity.object_id is not None or inner is None
    return "activity of another origin" if named and not same_origin(activity.object_id, activity.actor) else ""


def answers_for_itself(activity: Activity) -> str:
    """A Follow is accepted or rejected by the one who is followed; one of Public, by a relay that was asked."""
    inner = activity.inner if isinstance(activity, Answer) else None
    if isinstance(inner, Follow) and inner.object_id not in (activity.actor, PUBLIC):
        return "a Follow of another actor"
    return ""


def moves_itself(activity: Activity) -> str:
    """Oneself, and to somewhere else."""
    if activity.object_id != activity.actor:
        return "another actor"
    target = activity.target_id if isinstance(activity, Aimed) else None
    return "no other place" if target is None or same_id(target, activity.actor) else ""


def owns_the_collection(activity: Activity) -> str:
    """Only one's own collections change."""
    target = activity.target_id if isinstance(activity, Aimed) else None
    return "" if same_origin(target, activity.actor) else "collection of another origin"


def asks_for_its_own(activity: Activity) -> str:
    """Only who wrote the quoting post asks for it."""
    asks = activity if isinstance(activity, QuoteRequest) else None
    if asks is None or not same_origin(asks.instrument_id, activity.actor):
        return "a post of another origin"
    embedded = asks.instrument
    return "" if embedded is None or owner_of(embedded) == activity.actor else "a post of another author"


def follows_another(activity: Activity) -> str:
    """Nobody follows themselves."""
    return "oneself" if activity.object_id == activity.actor else ""


def shows_another(activity: Activity) -> str:
    """An Announce of itself would never end."""
    return "itself" if activity.object_id == activity.id else ""


RULES: dict[type[Activity], Rule] = {
    Create: owns_what_it_publishes,
    Update: owns_what_it_changes,
    Delete: owns_what_it_deletes,
    Undo: undoes_its_own,
    Accept: answers_for_itself,
    Reject: answers_for_itself,
    Move: moves_itself,
    Add: owns_the_collection,
    Remove: owns_the_collection,
    Follow: follows_another,
    Announce: shows_another,
    QuoteRequest: asks_for_its_own,
}
