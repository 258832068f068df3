"""Pictures that prompts begin with, beside the JSON of a job: each once, however many prompts share it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from generators.contract import LARGEST_SOURCE, Prompt
from generators.plain import Unreadable, read

LARGEST_SOURCES: Final = 4 * LARGEST_SOURCE
NONE: Final = -1

Whole = tuple[int, ...]


def packed(prompts: Sequence[Prompt]) -> tuple[dict[str, Any], bytes]:
    """The words that say which bytes belong to which prompt, and the bytes in a row."""
    several = list(dict.fromkeys(prompt.source for prompt in prompts if prompt.source))
    places = {picture: place for place, picture in enumerate(several)}
    begins = [places[prompt.source] if prompt.source else NONE for prompt in prompts]
    return {"sources": [len(one) for one in several], "begins": begins}, b"".join(several)


def handed_out(prompts: tuple[Prompt, ...], data: Mapping[str, Any], attached: bytes) -> tuple[Prompt, ...]:
    """The prompts with their pictures; Unreadable when the words and the bytes do not agree."""
    if "sources" not in data and "begins" not in data and not attached:
        return prompts
    lengths, begins = (read(Whole, data.get(word)) for word in ("sources", "begins"))
    if len(begins) != len(prompts) or any(not 0 < one <= LARGEST_SOURCE for one in lengths):
        raise Unreadable("the pictures do not fit the prompts")
    if sum(lengths) != len(attached) or len(attached) > LARGEST_SOURCES:
        raise Unreadable("the pictures are not as long as was said")
    if any(not NONE <= place < len(lengths) for place in begins):
        raise Unreadable("a prompt begins with a picture that is not there")
    ends = [sum(lengths[: place + 1]) for place in range(len(lengths))]
    several = [attached[end - length : end] for end, length in zip(ends, lengths, strict=True)]
    return tuple(
        replace(prompt, source=several[place] if place > NONE else None)
        for prompt, place in zip(prompts, begins, strict=True)
    )
