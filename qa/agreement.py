"""Whether two sentences speak of one thing at one time in one manner: what must hold before a difference is one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from qa.claims import Claim, Word, clause
from qa.manner import Manner
from qa.quantities import Quantity
from qa.units import LASTING

#: So many content words must be shared at least, the noun that is counted among them; one fewer where nothing else
#: is said on either side.
SHARED = 3
#: So many content words may stand in the clause of only one of the two sentences.
EXTRA = 1
#: How many days later a number may have changed without a word of it, and how many later "Tuesday" is another one.
CHANGES, WEEKDAYS = 92, 3
#: A term of so many letters, its language's two among them, is a compound and counts as two words.
COMPOUND = 14
#: Languages whose adjectives stand behind their nouns.
_ADJECTIVE_LAST = frozenset({"pl", "fr", "ru", "uk"})
_DAY = "2000-01-01"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two sentences that are compared."""

    one: Claim
    other: Claim

    @property
    def both_ways(self) -> tuple[tuple[Claim, Claim], tuple[Claim, Claim]]:
        """The two in both orders."""
        return (self.one, self.other), (self.other, self.one)


def same_manner(one: Manner, other: Manner) -> bool:
    """Whether both tell a fact, or both a plan, of the same days and on the same side; a denial is not looked at."""
    return (
        not one.unfit
        and not other.unfit
        and (one.tentative, one.sides, one.rates, one.relative)
        == (other.tentative, other.sides, other.rates, other.relative)
    )


def same_time(pair: Pair) -> bool:
    """Whether the dates of both are the same ones, written more and less exactly."""
    mine, theirs = pair.one.moments, pair.other.moments
    return len(mine) == len(theirs) and all(
        a.agrees(b) and a.open == b.open and bool(a.year) == bool(b.year) for a, b in zip(mine, theirs, strict=True)
    )


def lasts(pair: Pair, manner: Manner, measure: str) -> bool:
    """Whether what holds when the one is published holds as well when the other is."""
    if pair.one.moments or measure in LASTING:
        return True
    apart = _days_between(pair.one.told.published, pair.other.told.published)
    return apart <= (WEEKDAYS if manner.relative else CHANGES)


def _days_between(first: str, second: str) -> int:
    """Days between two dates of documents; 0 where one of them is not known to the day."""
    if len(first) != len(_DAY) or len(second) != len(_DAY):
        return 0
    return abs((date.fromisoformat(first) - date.fromisoformat(second)).days)


def others_agree(pair: Pair, measure: str = "") -> bool:
    """Whether both give quantities of the same measures, and all but those of one measure fit each other."""
    measures = {quantity.measure for quantity in (*pair.one.quantities, *pair.other.quantities)} - {measure}
    return pair.one.figures == pair.other.figures and all(
        any(a.agrees(b) for a in pair.one.quantities for b in pair.other.quantities if a.measure == b.measure == shared)
        for shared in measures
    )


def same_names(pair: Pair) -> bool:
    """Whether neither names what the other does not, in the sentence or above it, and both name what they speak of."""
    return not any(_names(one) - other.terms - other.around for one, other in pair.both_ways) and _anchored(pair)


def _names(claim: Claim) -> frozenset[str]:
    return frozenset(word.term for word in claim.words if word.name)


def _anchored(pair: Pair) -> bool:
    """Whether both name one thing that is no mere place, or stand under titles that share half their words."""
    if any(word.term in pair.other.terms for word in pair.one.words if word.name and not word.place):
        return True
    mine, theirs = pair.one.around, pair.other.around
    fewest = min(len(mine), len(theirs))
    return fewest > 0 and 2 * len(mine & theirs) >= fewest


def shared_words(pair: Pair, places: tuple[int, int], *, counted: bool = False) -> int:
    """How many content words two clauses share that speak of one thing; 0 where they do not, or may not.

    Args:
        pair: The sentences.
        places: Where in each the clause stands.
        counted: Whether a noun that both count is shared, too.
    """
    mine, theirs = clause(pair.one, places[0]), clause(pair.other, places[1])
    left, right = _only(mine, pair.other), _only(theirs, pair.one)
    if (left and right) or len(left | right) > EXTRA:
        return 0
    shared = {word.term for word in mine} & pair.other.terms | {word.term for word in theirs} & pair.one.terms
    count = sum(2 if len(term) >= COMPOUND else 1 for term in shared) + counted
    return count if count >= (SHARED if left | right else SHARED - 1) else 0


def _only(words: Sequence[Word], other: Claim) -> set[str]:
    return {word.term for word in words} - other.terms - other.around


def narrowed(pair: Pair, mine: Quantity, theirs: Quantity) -> bool:
    """Whether a word behind what is counted narrows it on one side only: "400 pracowników sezonowych"."""
    if pair.one.told.language not in _ADJECTIVE_LAST:
        return False
    return any(
        0 < word.start - quantity.end < 3 and word.term not in other.terms
        for (one, other), quantity in zip(pair.both_ways, (mine, theirs), strict=True)
        for word in one.words
    )
