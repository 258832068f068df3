"""The lists that people take from server to server, as Mastodon writes and reads them: CSV, one line for each entry."""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from fediai.domain.errors import Invalid
from fediai.domain.rules import Unread, domain_of

MOST_LINES, LARGEST = 20_000, 4_194_304
ADDRESS = re.compile(r"@?([\w.-]{1,128}@[\w.-]{1,255}(?::\d{1,5})?)")
ADDRESS_OF_PAGE = re.compile(r"https?://[^\s/]{1,255}/\S{1,2000}")
LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*", re.IGNORECASE)
YES = frozenset({"true", "1", "yes", "t"})


class Sheet(StrEnum):
    """Kinds of lists, by the names that Mastodon's importer has for them; followers only go out."""

    FOLLOWING = "following"
    BLOCKING = "blocking"
    MUTING = "muting"
    DOMAINS = "domain_blocking"
    BOOKMARKS = "bookmarks"
    LISTS = "lists"
    FOLLOWERS = "followers"


READABLE = tuple(one for one in Sheet if one is not Sheet.FOLLOWERS)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: `what` is an address, a domain or the id of a post; the rest only where the list has it."""

    what: str
    title: str = ""  # of the list that it stands on
    reblogs: bool = True
    notify: bool = False
    languages: tuple[str, ...] = ()
    hide_notifications: bool = True

    @property
    def key(self) -> tuple[str, str]:
        """What makes two lines the same line."""
        return self.title, self.what.lower()


@dataclass(frozen=True, slots=True)
class Form:
    """How a list is written: its file, its columns, whether they are named in the first line."""

    file: str
    columns: tuple[str, ...]
    named: bool


ACCOUNT, TITLE = "Account address", "List name"
BOOSTS, NOTIFY, LANGUAGES, HIDE = "Show boosts", "Notify on new posts", "Languages", "Hide notifications"
FORMS: Mapping[Sheet, Form] = {
    Sheet.FOLLOWING: Form("following_accounts.csv", (ACCOUNT, BOOSTS, NOTIFY, LANGUAGES), named=True),
    Sheet.BLOCKING: Form("blocked_accounts.csv", (ACCOUNT,), named=False),
    Sheet.MUTING: Form("muted_accounts.csv", (ACCOUNT, HIDE), named=True),
    Sheet.DOMAINS: Form("blocked_domains.csv", ("#domain",), named=False),
    Sheet.BOOKMARKS: Form("bookmarks.csv", ("#uri",), named=False),
    Sheet.LISTS: Form("lists.csv", (TITLE, ACCOUNT), named=False),
    Sheet.FOLLOWERS: Form("followers.csv", (ACCOUNT,), named=True),
}
NAMES = {name.lower().lstrip("#") for form in FORMS.values() for name in form.columns}


def write(sheet: Sheet, entries: Iterable[Entry]) -> str:
    """What other servers can read."""
    form = FORMS[sheet]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    if form.named:
        writer.writerow(form.columns)
    writer.writerows([CELLS[name](entry) for name in form.columns] for entry in entries)
    return out.getvalue()


def _word(yes: bool) -> str:
    return "true" if yes else "false"


CELLS: Mapping[str, Callable[[Entry], str]] = {
    ACCOUNT: lambda one: one.what,
    "#domain": lambda one: one.what,
    "#uri": lambda one: one.what,
    TITLE: lambda one: one.title,
    BOOSTS: lambda one: _word(one.reblogs),
    NOTIFY: lambda one: _word(one.notify),
    LANGUAGES: lambda one: ", ".join(one.languages),
    HIDE: lambda one: _word(one.hide_notifications),
}


@dataclass(frozen=True, slots=True)
class Read:
    """What a file says, each entry once, and the lines that say nothing."""

    entries: tuple[Entry, ...]
    unread: tuple[Unread, ...]


def read(sheet: Sheet, data: bytes) -> Read:
    """The list; `Invalid`, with a sentence, for a file that is none or is another one."""
    entries: dict[tuple[str, str], Entry] = {}
    unread: list[Unread] = []
    for number, cells in _cells(sheet, _lines(data)):
        found = _entry(sheet, cells)
        if isinstance(found, Entry):
            entries[found.key] = found
        else:
            unread.append(Unread(number, ",".join(cells.values())[:80], found))
    if not entries:
        raise Invalid(
            f"Nothing could be read: line {unread[0].line} {unread[0].why}" if unread else "The list is empty"
        )
    return Read(tuple(entries.values()), tuple(unread))


def _lines(data: bytes) -> list[list[str]]:
    if len(data) > LARGEST:
        raise Invalid(f"The file is larger than {LARGEST // 1_048_576} MiB")
    try:
        text = data.decode("utf-8-sig")
        lines = [row for row in csv.reader(io.StringIO(text.replace("\0", ""))) if any(cell.strip() for cell in row)]
    except (UnicodeDecodeError, csv.Error) as cause:
        raise Invalid("This is not a CSV file in UTF-8") from cause
    if len(lines) > MOST_LINES:
        raise Invalid(f"The list has more than {MOST_LINES} lines")
    return lines


def _cells(sheet: Sheet, lines: Sequence[list[str]]) -> Iterator[tuple[int, dict[str, str]]]:
    """(number of the line, its cells by column), with or without names in the first one."""
    known = [name.lower().lstrip("#") for name in FORMS[sheet].columns]
    columns, first = known, 0
    if lines and _are_names(sheet, known, lines[0]):
        columns, first = [cell.strip().lower().lstrip("#") for cell in lines[0]], 1
        _check_columns(known, columns)
    for number, row in enumerate(lines[first:], first + 1):
        yield number, dict(zip(columns, map(str.strip, row), strict=False))


def _are_names(sheet: Sheet, known: Sequence[str], row: Sequence[str]) -> bool:
    """Somebody may have a list that is called Languages."""
    if SUBJECTS[sheet](dict(zip(known, map(str.strip, row), strict=False))) is not None:
        return False
    return row[0].strip().lower().lstrip("#") in NAMES


def _check_columns(known: Sequence[str], given: Sequence[str]) -> None:
    """A list of another kind would be followed, or blocked, by mistake. Columns that nobody knows do no harm."""
    if (NAMES & set(given)) - set(known) or not set(known[-1:] if "list name" in known else known[:1]) <= set(given):
        raise Invalid("These are the columns of another kind of list")


def _entry(sheet: Sheet, cells: Mapping[str, str]) -> Entry | str:
    what = SUBJECTS[sheet](cells)
    if what is None:
        return f"names no {WORDS.get(sheet, 'account')}"
    title = "".join(letter for letter in cells.get("list name", "") if letter.isprintable()).strip()[:256]
    if sheet is Sheet.LISTS and not title:
        return "names no list"
    languages = (word.strip().lower() for word in cells.get("languages", "").split(","))
    return Entry(
        what,
        title,
        reblogs=_is_yes(cells.get("show boosts", "true")),
        notify=_is_yes(cells.get("notify on new posts", "false")),
        languages=tuple(dict.fromkeys(word for word in languages if LANGUAGE.fullmatch(word))),
        hide_notifications=_is_yes(cells.get("hide notifications", "true")),
    )


def _is_yes(text: str) -> bool:
    return text.lower() in YES


def _address(cells: Mapping[str, str]) -> str | None:
    found = ADDRESS.fullmatch(cells.get("account address", ""))
    return found[1] if found else None


def _domain(cells: Mapping[str, str]) -> str | None:
    try:
        return domain_of(cells.get("domain", ""))
    except Invalid:
        return None


def _page(cells: Mapping[str, str]) -> str | None:
    found = ADDRESS_OF_PAGE.fullmatch(cells.get("uri", ""))
    return found[0] if found else None


SUBJECTS: Mapping[Sheet, Callable[[Mapping[str, str]], str | None]] = {
    **dict.fromkeys(Sheet, _address),
    Sheet.DOMAINS: _domain,
    Sheet.BOOKMARKS: _page,
}
WORDS = {Sheet.DOMAINS: "server", Sheet.BOOKMARKS: "post"}
