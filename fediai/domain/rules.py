"""What an administrator says about far servers, and the CSV in which administrators hand such lists to each other.

Mastodon's header is `#domain,#severity,#reject_media,#reject_reports,#public_comment,#obfuscate`; a list of allowed
servers has `#domain` alone.
"""

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass

from fediai.domain.errors import Invalid
from fediai.domain.policy import Severity

HEADER = ("#domain", "#severity", "#reject_media", "#reject_reports", "#public_comment", "#obfuscate")
LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?")
YES = frozenset({"true", "1", "yes", "t"})


@dataclass(frozen=True, slots=True)
class Rule:
    """One domain, with everything below it."""

    domain: str
    severity: Severity
    reject_media: bool = False
    comment: str = ""
    reject_reports: bool = False
    quarantine: bool = False  # heard, but only what is public goes there
    obfuscate: bool = False  # others read its name with stars in it
    private_comment: str = ""

    @property
    def public_name(self) -> str:
        """As others read it: the middle half of an obfuscated name is stars, as Mastodon has it."""
        if not self.obfuscate:
            return self.domain
        shown = len(self.domain) / 4
        return "".join(
            letter if letter == "." or not shown <= at < len(self.domain) - shown else "*"
            for at, letter in enumerate(self.domain)
        )


@dataclass(frozen=True, slots=True)
class Unread:
    """A line that says nothing to us, and why."""

    line: int
    text: str
    why: str


def domain_of(text: str) -> str:
    """The name as it is compared: lower case, ASCII, without a final dot; `Invalid` for what names no server."""
    try:
        name = text.strip().rstrip(".").encode("idna").decode().lower()
    except UnicodeError:
        name = ""
    labels = name.split(".")
    if len(name) > 253 or len(labels) < 2 or not all(LABEL.fullmatch(label) for label in labels):
        raise Invalid(f"{text.strip()[:80]!r} is no domain, as evil.example")
    return name


def read_csv(text: str) -> tuple[list[Rule], list[Unread]]:
    """The rules of a list, whatever its columns and their order; the first column of a list without a header counts."""
    rules: dict[str, Rule] = {}
    unread: list[Unread] = []
    names: list[str] | None = None
    rows = csv.reader(io.StringIO(text.removeprefix("\ufeff")))
    for number, row in enumerate(_rows(rows), 1):
        if names is None and row and row[0].strip().lower().lstrip("#") == "domain":
            names = [cell.strip().lower().lstrip("#") for cell in row]
        elif any(cell.strip() for cell in row):
            found = _rule(dict(zip(names or ["domain"], row, strict=False)))
            if isinstance(found, Rule):
                rules[found.domain] = found
            else:
                unread.append(Unread(number, ",".join(row)[:80], found))
    return list(rules.values()), unread


def _rows(rows: Iterable[list[str]]) -> Iterable[list[str]]:
    try:
        yield from rows
    except csv.Error as cause:
        raise Invalid(f"this is not a CSV file: {cause}") from cause


def _rule(cells: dict[str, str]) -> Rule | str:
    """A line as a rule, or why not."""
    domain = cells.get("domain", "").strip()
    if "*" in domain:
        return "its name is hidden"
    try:
        name = domain_of(domain)
    except Invalid:
        return "it names no server"
    word = cells.get("severity", Severity.SUSPEND).strip().lower() or Severity.SUSPEND
    if word not in {severity.value for severity in Severity}:
        return f"{word[:20]!r} is no severity"
    media, reports, stars = (
        cells.get(column, "").strip().lower() in YES for column in ("reject_media", "reject_reports", "obfuscate")
    )
    if word == Severity.NOOP and not (media or reports):
        return "it limits nothing"
    comment = cells.get("public_comment", "").strip()
    return Rule(name, Severity(word), media, comment, reject_reports=reports, obfuscate=stars)


def rejects_media(said: Iterable[Rule]) -> bool:
    """Are pictures of the server about which this is said not wanted, or nothing of it at all?"""
    return any(one.reject_media or one.severity is Severity.SUSPEND for one in said)


def rejects_reports(said: Iterable[Rule]) -> bool:
    """Are its reports not wanted, or nothing of it at all?"""
    return any(one.reject_reports or one.severity is Severity.SUSPEND for one in said)


def write_csv(rules: Iterable[Rule]) -> str:
    """What other administrators can read."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEADER)
    for rule in rules:
        row = [_word(rule.reject_media), _word(rule.reject_reports)]
        writer.writerow([rule.domain, rule.severity, *row, rule.comment, _word(rule.obfuscate)])
    return out.getvalue()


def write_allowed(rules: Iterable[Rule]) -> str:
    """Names alone, under Mastodon's header for lists of allowed servers."""
    return "".join(f"{line}\n" for line in ("#domain", *(rule.domain for rule in rules)))


def _word(yes: bool) -> str:
    return "true" if yes else "false"
