"""Moments in the words of a language, for sentences that are made before the template is."""

from datetime import datetime

from fediai.web.pages.views.lens import Lens


def clock(at: datetime, lens: Lens) -> str:
    """`05:30` in English, `05.30` in Indonesian."""
    local = lens.local(at)
    return str(lens.t("time.clock", hour=f"{local.hour:02d}", minute=f"{local.minute:02d}"))


def month(number: int, lens: Lens) -> str:
    return str(lens.t(f"time.months.m{number}"))


def short_day(at: datetime, lens: Lens) -> str:
    """`21 November 2026`."""
    local = lens.local(at)
    return str(lens.t("time.short_day", day=local.day, month=month(local.month, lens), year=local.year))


def day(at: datetime, lens: Lens) -> str:
    """`Today`, `Yesterday`, `Monday 16 November 2026`."""
    local, today = lens.local(at).date(), lens.local(lens.now).date()
    if (today - local).days in (0, 1):
        return str(lens.t("wall.today" if today == local else "wall.yesterday"))
    weekday = lens.t(f"time.weekdays.d{local.weekday()}")
    return str(lens.t("time.day", weekday=weekday, day=local.day, month=month(local.month, lens), year=local.year))


def since(at: datetime, lens: Lens) -> str:
    """The clock for today, the date for what is older: to follow the word "since"."""
    if lens.local(at).date() == lens.local(lens.now).date():
        return str(lens.t("time.since_clock", time=clock(at, lens)))
    return short_day(at, lens)


def cardinal(n: int, lens: Lens) -> str:
    """`Four` up to ten, then figures; to begin a sentence with."""
    return str(lens.t(f"cardinal.n{n}")).capitalize() if 1 <= n <= 10 else str(n)
