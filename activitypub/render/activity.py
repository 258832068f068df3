"""Any activity as a document: its class is its type, its fields are its members."""

from typing import Any

from activitypub.activities import Activity, Aimed, Answer, Flag, QuoteRequest, Reaction
from activitypub.documents import write_time
from activitypub.render.shape import document, present


def render_activity(activity: Activity, context: bool = True) -> dict[str, Any]:
    """The activity; what is embedded goes along, what is only named goes as an id."""
    body = present(
        id=activity.id,
        type=type(activity).__name__,
        actor=activity.actor,
        object=thing(activity),
        target=activity.target_id if isinstance(activity, Aimed) else None,
        instrument=instrument(activity) if isinstance(activity, QuoteRequest) else None,
        result=activity.result_id if isinstance(activity, Answer) else None,
        content=activity.content if isinstance(activity, Flag | Reaction) else None,
        published=write_time(activity.published) if activity.published else None,
        to=list(activity.to),
        cc=list(activity.cc),
    )
    # A Flag or a Follow is addressed by its delivery; empty lists would only look like secrets.
    body = {name: value for name, value in body.items() if name not in ("to", "cc") or value}
    return document(body, plain=is_plain(activity)) if context else body


def is_plain(activity: Activity) -> bool:
    """Does it use AS2's own words only?"""
    inner = activity.inner if isinstance(activity, Answer) else None
    return activity.object is None and not isinstance(activity, QuoteRequest) and not isinstance(inner, QuoteRequest)


def instrument(asks: QuoteRequest) -> Any:
    """The quoting post: the other side may have no other way to read it yet."""
    return dict(asks.instrument) if asks.instrument is not None else asks.instrument_id


def thing(activity: Activity) -> Any:
    """What it is about: the inner activity, the embedded object, the ids, or the id."""
    if isinstance(activity, Flag) and activity.object_ids:
        return list(activity.object_ids)
    if isinstance(activity, Answer) and activity.inner is not None and activity.object is None:
        return render_activity(activity.inner, context=False)
    return dict(activity.object) if activity.object is not None else activity.object_id
