"""Which of our languages somebody reads."""

LANGUAGES = ("en", "id")


def best_language(accepted: str, usual: str) -> str:
    """Of our languages the one that a browser's `Accept-Language` prefers, or else the usual one."""
    asked: list[tuple[float, int, str]] = []
    for part in accepted.split(",")[:20]:
        tag, _, quality = part.strip().partition(";q=")
        lang = tag.split("-")[0].lower()
        if lang in LANGUAGES:
            asked.append((-_number(quality), len(asked), lang))
    return min(asked)[2] if asked else usual


def _number(quality: str) -> float:
    try:
        return float(quality) if quality else 1.0
    except ValueError:
        return 0.0
