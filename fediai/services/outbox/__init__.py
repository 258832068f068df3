"""Client-to-server ActivityPub (ActivityPub §6): what a person's own client posts to their outbox, done."""

from fediai.services.outbox.doing import perform

__all__ = ["perform"]
