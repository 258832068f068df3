"""Every activity that the language knows is handled, or listed as ignored with its reason."""

from activitypub import activities
from fediai.inbox import HANDLERS, IGNORED


def test_every_activity_is_handled_or_ignored_with_a_reason():
    """In exactly one of the two tables."""
    known = set(activities.ALL)
    assert set(HANDLERS) | set(IGNORED) == known
    assert set(HANDLERS) & set(IGNORED) == set()
    assert all(isinstance(reason, str) and len(reason) > 10 for reason in IGNORED.values())
