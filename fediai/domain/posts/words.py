"""Words as search compares them: without case and accents, each sign of a script without spaces by itself."""

import re
import unicodedata

MOST_TOKENS, LONGEST_TOKEN, LONGEST_TEXT = 4000, 64, 50_000
_SIGNS = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_TOKEN = re.compile(rf"[{_SIGNS}]|[^\W_{_SIGNS}]+")
_ACCENTS = re.compile("[\u0300-\u036f]")


def tokens(text: str) -> list[str]:
    """Letters and digits only, so that no engine's query language can be written with them."""
    bare = _ACCENTS.sub("", unicodedata.normalize("NFKD", text[:LONGEST_TEXT])).casefold()
    return [found[:LONGEST_TOKEN] for found in _TOKEN.findall(bare)[:MOST_TOKENS] if found.isalnum()]


def searchable(*texts: str) -> str:
    """What is kept of a post for search: its words, one space between each."""
    return " ".join(tokens("\n".join(texts)))
