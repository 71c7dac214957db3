"""Dates of publication that may be a month or a year: their order, their days, and which of two is certainly later."""

from __future__ import annotations

from calendar import monthrange
from functools import lru_cache


def age(date: str) -> tuple[bool, str]:
    """Sorts ISO dates, the earliest first; a month or a year before each of its days, an empty date, unknown, last."""
    return not date, date


@lru_cache(maxsize=4096)
def last_day(date: str) -> str:
    """The last day that an ISO date, month or year may mean: 2024-02 → 2024-02-29."""
    year, _, rest = date.partition("-")
    if not rest:
        return f"{year}-12-31"
    return date if "-" in rest else f"{date}-{monthrange(int(year), int(rest))[1]:02}"


def is_later(one: str, other: str) -> bool:
    """Whether the first is later than the second for certain: no day of it is in the other or before it.

    An empty date is not known, and neither later nor earlier than any.
    """
    # A month or a year sorts before each of its days, so the first may stand as it is.
    return bool(one and other) and one > last_day(other)
