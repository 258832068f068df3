"""The parts of https://docs.joinmastodon.org/methods/instance/ that an administrator writes."""
