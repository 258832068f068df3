"""One picture, here and now: what a command line or a script needs, without a server or a socket."""

from collections.abc import Callable

from generators.contract import Failed, Generator, Picture, Progress, Prompt
from generators.painting import NOTHING, Painter


class CouldNotPaint(Exception):
    """There is no picture, for the reason that is its text."""


def paint(generator: Generator, prompt: Prompt, on_progress: Callable[[Progress], None]) -> Picture:
    """The picture of `prompt`, or CouldNotPaint."""
    for event in Painter(generator).paint([prompt], lambda _: False):
        match event:
            case Progress():
                on_progress(event)
            case Picture():
                return event
            case Failed(reason=reason):
                raise CouldNotPaint(reason)
    raise CouldNotPaint(NOTHING)
