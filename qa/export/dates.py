"""Dates as the styles write them, as exactly as they are known."""

from __future__ import annotations

from datetime import date, datetime

#: English names, whatever the machine speaks.
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
#: MLA Handbook, 9th ed., appendix 1.
_SHORT = ("Jan.", "Feb.", "Mar.", "Apr.", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec.")


def parts(published: str) -> tuple[int, ...]:
    """Year, month and day of an ISO date, as many as it has."""
    return tuple(map(int, published.split("-"))) if published else ()


def year(published: str) -> str:
    """The year as it is written."""
    return published.partition("-")[0]


def in_year(published: str) -> str:
    """What a date has beside its year: "March 29", "March"."""
    match parts(published):
        case (_, month, day):
            return f"{MONTHS[month - 1]} {day}"
        case (_, month):
            return MONTHS[month - 1]
        case _:
            return ""


def american(published: str) -> str:
    """ "March 29, 2021", "March 2021", "2021"."""
    rest = in_year(published)
    mark = "," if len(parts(published)) == 3 else ""
    return f"{rest}{mark} {year(published)}".lstrip()


def short(published: str) -> str:
    """ "29 Mar. 2021", "Mar. 2021", "2021"."""
    match parts(published):
        case (_, month, day):
            return f"{day} {_SHORT[month - 1]} {year(published)}"
        case (_, month):
            return f"{_SHORT[month - 1]} {year(published)}"
        case _:
            return published


def today() -> date:
    """The day of this machine's calendar."""
    return datetime.now().astimezone().date()


def iso(day: date) -> str:
    """The day in the form of ``published``."""
    return day.isoformat()
