"""One pure function per documented entity: https://docs.joinmastodon.org/entities/."""
