"""What is spoken of: posts with their media, tags and polls, and what is left of deleted ones."""

from activitypub.objects.attachments import Attachment
from activitypub.objects.note import Note, Tombstone
from activitypub.objects.polls import Poll, PollOption
from activitypub.objects.reading import owner_of, read_object
from activitypub.objects.tags import Emoji, Label, Mention

__all__ = [
    "Attachment",
    "Emoji",
    "Label",
    "Mention",
    "Note",
    "Poll",
    "PollOption",
    "Tombstone",
    "owner_of",
    "read_object",
]
