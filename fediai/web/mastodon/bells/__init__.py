"""https://docs.joinmastodon.org/methods/grouped_notifications/ with policies and requests."""
