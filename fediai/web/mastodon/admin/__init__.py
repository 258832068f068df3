"""https://docs.joinmastodon.org/methods/admin/ — for moderators and administrators; everybody else gets 403."""
