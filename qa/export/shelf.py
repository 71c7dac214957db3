"""Several works in one list: what a citation in the text needs so that it means one of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from string import ascii_lowercase

from qa.export import dates
from qa.export.names import Name
from qa.export.works import Work


@dataclass(frozen=True, slots=True)
class Shelf:
    """What tells the works of one list apart."""

    #: By document, where another work has the same authors (or, without, the same title) and year: "a", "b", … "aa".
    letters: Mapping[str, str]
    #: Family names that several persons of the list have.
    shared: frozenset[str]
    #: Documents with an author line that several works of the list have.
    several: frozenset[str]
    #: Documents that stand behind one of the same authors.
    following: frozenset[str]
    #: Documents that "first author et al." would not tell from a work of others.
    crowded: frozenset[str]


def shelf(listed: Sequence[Work], order: Callable[[Work], tuple[object, ...]]) -> Shelf:
    """What tells these works apart; letters go by the order of the list."""
    ordered = sorted(listed, key=order)
    by_line = _groups(ordered, lambda work: work.authors or None)
    dated = _groups(ordered, lambda work: (work.authors or work.title or work.file, dates.year(work.published)))
    first = _groups(ordered, lambda work: work.authors[0].family if len(work.authors) > 2 else None)
    people: defaultdict[str, set[Name]] = defaultdict(set)
    for name in (name for work in listed for name in work.authors if name.given):
        people[name.family].add(name)
    return Shelf(
        letters={work.document: _letters(at) for group in dated for at, work in enumerate(group)},
        shared=frozenset(family for family, names in people.items() if len(names) > 1),
        following=frozenset(work.document for before, work in pairwise(ordered) if work.authors == before.authors),
        several=frozenset(work.document for group in by_line for work in group),
        crowded=frozenset(
            work.document for group in first if len({one.authors for one in group}) > 1 for work in group
        ),
    )


def _groups(listed: Sequence[Work], key: Callable[[Work], object]) -> list[list[Work]]:
    """The works that share a key with another; None shares nothing."""
    groups: defaultdict[object, list[Work]] = defaultdict(list)
    for work in listed:
        if key(work) is not None:
            groups[key(work)].append(work)
    return [group for group in groups.values() if len(group) > 1]


def _letters(number: int) -> str:
    """0, 1, … 25, 26 as "a", "b", … "z", "aa"."""
    high, low = divmod(number, len(ascii_lowercase))
    return (_letters(high - 1) if high else "") + ascii_lowercase[low]


def family_of(name: Name, on: Shelf) -> str:
    """The family name; with initials where others of the list have it too (Chicago 13.110, APA 8.20, MLA 6.7)."""
    return f"{name.initials} {name.family}" if name.given and name.family in on.shared else name.family


def year_of(work: Work, on: Shelf) -> str:
    """ "2021", "2021a", "n.d.", "n.d.-a"."""
    letter = on.letters.get(work.document, "")
    year = dates.year(work.published)
    return year + letter if year else f"n.d.{'-' if letter else ''}{letter}"
