"""Articles, films, events and whatever else has a title and a page of its own, shown as a status; pure."""

from activitypub.objects import Note
from fediai.domain.text import escaped, link
from fediai.federation.translate.pages import page_of

POSTS = frozenset({"Note", "Question"})
LONG = 5_000  # characters of markup that a summary stands for
LINKS = 4


def is_article(note: Note) -> bool:
    """Was it written for a page rather than for a timeline?"""
    return note.type not in POSTS


def warning_of(note: Note) -> str:
    """The summary of an article is what it says in short, and warns of nothing, unless its author marks it."""
    return "" if is_article(note) and not note.sensitive else note.summary


def content_of(note: Note) -> str:
    """The text with its title; of an article also its summary, what it is about, and where it can be read."""
    title = f"<p><strong>{escaped(note.name)}</strong></p>" if note.name else ""
    return title + (_article(note) if is_article(note) else note.content)


def _article(note: Note) -> str:
    """A long one is told by its summary; a summary that is the text's own beginning is not told twice."""
    summary = "" if warning_of(note) or note.summary in note.content else f"<p>{note.summary}</p>"
    text = "" if summary and len(note.content) > LONG else note.content
    pages = [*note.links[:LINKS], page_of(note.url, note.id)]
    return summary + text + "".join(f"<p>{link(url)}</p>" for url in dict.fromkeys(pages))
