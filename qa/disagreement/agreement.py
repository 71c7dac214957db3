"""Whether two sentences speak of one thing at one time in one manner: what must hold before a difference is one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from qa.disagreement.claims import Claim, Word
from qa.disagreement.manner import Manner
from qa.disagreement.moments import Moment
from qa.disagreement.quantities import Quantity
from qa.disagreement.units import LASTING

#: So many content words must be shared at least, the noun that is counted among them; one fewer where nothing else
#: is said on either side. Of the 156 pairs of tests/qa/cases that differ 138 are told so and no other pair; with two
#: words 150 and three others, with four 84.
SHARED = 3
#: So many content words may stand in the clause of only one of the two sentences: with none two fewer are told.
EXTRA = 1
#: How many days later a number may have changed without a word of it, and how many later "Tuesday" is another one.
#: Set and not found: the cases are told alike with a week or a year, and with no day or a month.
CHANGES, WEEKDAYS = 31, 3
#: Languages whose adjectives stand behind their nouns.
_ADJECTIVE_LAST = frozenset({"pl", "fr", "ru", "uk"})
_DAY = "2000-01-01"
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
#: What refers to something named before: demonstratives, and pronouns where a sentence begins.
_POINTS_BACK = re.compile(
    r"(?:\A[\W_]*(?:he|she|it|they|we|i|his|her|its|their|on|ona|ono|oni|one|jego|jej|ich|er|sie|es|wir|sein|seine|ihr|ihre|"
    r"il|elle|ils|elles|son|sa|ses|leur|он|она|оно|они|его|ее|её|их|він|вона|воно|вони|його|її|їх)|"
    r"(?<!\w)(?:this|these|those|such|the latter|the former|ten|ta|tą|tę|tej|te|tego|temu|tym|tymi|tych|taki|taka|"
    r"takie|diese[rsnm]?|solche[rsnm]?|ce|cet|cette|ces|этот|эта|это|эти|этого|этой|этом|этих|"
    r"цей|ця|це|ці|цього|цієї|цьому|цих))(?!\w)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two clauses that are compared, each with the sentence that it is of."""

    one: Claim
    other: Claim
    one_whole: Claim
    other_whole: Claim

    @property
    def parts(self) -> tuple[tuple[Claim, Claim], tuple[Claim, Claim]]:
        """Each clause with the sentence that it must fit."""
        return (self.one, self.other_whole), (self.other, self.one_whole)


def same_manner(one: Manner, other: Manner) -> bool:
    """Whether both tell a fact, or both a plan, of the same days and on the same side; a denial is not looked at."""
    return (
        not one.unfit
        and not other.unfit
        and (one.tentative, one.sides, one.rates, one.relative)
        == (other.tentative, other.sides, other.rates, other.relative)
    )


def same_time(pair: Pair) -> bool:
    """Whether every date of each sentence is one of the other, written more or less exactly, and the titles fit."""
    mine, theirs = pair.one_whole.moments, pair.other_whole.moments
    years = [set(_YEAR.findall(whole.told.context)) for _, whole in pair.parts]
    if all(years) and years[0].isdisjoint(years[1]):
        return False
    return all(any(_fits(a, b) for b in theirs) for a in mine) and all(any(_fits(a, b) for a in mine) for b in theirs)


def _fits(one: Moment, other: Moment) -> bool:
    return one.agrees(other) and one.open == other.open and bool(one.year) == bool(other.year)


def lasts(pair: Pair, manner: Manner, measure: str = "") -> bool:
    """Whether what holds when the one is published holds as well when the other is.

    A sentence without a date tells of the days in which its document was written: where these are not known, or
    months apart, as in reports of one firm for two years, two numbers are no contradiction.
    """
    if any(when.year for when in pair.one_whole.moments) or (measure in LASTING and _names_itself(pair)):
        return True
    apart = _days_between(pair.one.told.published, pair.other.told.published)
    return apart is not None and apart <= (WEEKDAYS if manner.relative else CHANGES)


def _days_between(first: str, second: str) -> int | None:
    """Days between two dates of documents; None where one of them is not known to the day."""
    if len(first) != len(_DAY) or len(second) != len(_DAY):
        return None
    return abs((date.fromisoformat(first) - date.fromisoformat(second)).days)


def others_fit(pair: Pair, measure: str = "") -> bool:
    """Whether what each says in other numbers fits what the other says; one measure is left out of it."""
    return all(_numbers_fit(one, whole, measure) for one, whole in pair.parts)


def _numbers_fit(part: Claim, whole: Claim, measure: str) -> bool:
    held = {figure.text for figure in whole.figures}
    return all(figure.text in held for figure in part.figures) and all(
        any(one.measure == other.measure and one.agrees(other) for other in whole.quantities)
        for one in part.quantities
        if one.measure != measure
    )


def same_names(pair: Pair) -> bool:
    """Whether neither names what the other does not, in the sentence or above it, and both name what they speak of.

    What stands before a clause may be its subject: there not both may say something of their own.
    """
    if any(_foreign(part.words, whole) for part, whole in pair.parts):
        return False
    return not all(_own(part.before, whole) for part, whole in pair.parts) and _anchored(pair)


def _foreign(words: Sequence[Word], other: Claim) -> set[str]:
    """The names among these words that the other sentence does not have."""
    return {word.term for word in words if word.name} - other.terms - other.around


def _anchored(pair: Pair) -> bool:
    """Whether both name one thing that is no mere place, or stand under titles that share half their words.

    A sentence that points back ("this method") speaks of what is named before it, and that is not seen here.
    """
    if any(_POINTS_BACK.search(whole.told.text) for _, whole in pair.parts):
        return False
    mine, theirs = pair.one.around, pair.other.around
    fewest = min(len(mine), len(theirs))
    return _names_itself(pair) or (fewest > 0 and 2 * len(mine & theirs) >= fewest)


def _names_itself(pair: Pair) -> bool:
    said = (*pair.one.before, *pair.one.words)
    return any(word.term in pair.other_whole.terms for word in said if word.name and not word.place)


def shared_words(pair: Pair, *, counted: bool = False) -> int:
    """How many content words two clauses share that speak of one thing; 0 where they do not, or may not.

    Args:
        pair: The clauses.
        counted: Whether a noun that both count is shared, too.
    """
    left, right = (_own(part.words, whole) for part, whole in pair.parts)
    if (left and right) or len(left | right) > EXTRA:
        return 0
    shared = (pair.one.terms & pair.other_whole.terms) | (pair.other.terms & pair.one_whole.terms)
    count = len(shared) + counted
    return count if count >= (SHARED if left | right else SHARED - 1) else 0


def _own(words: Sequence[Word], other: Claim) -> set[str]:
    """What is said here and not by the other sentence; names may be said above that."""
    return {
        word.term for word in words if word.term not in other.terms and not (word.name and word.term in other.around)
    }


def narrowed(pair: Pair, mine: Quantity, theirs: Quantity) -> bool:
    """Whether a word behind what is counted narrows it on one side only: "400 pracowników sezonowych"."""
    if pair.one.told.language not in _ADJECTIVE_LAST:
        return False
    return any(
        0 < word.start - quantity.end < 3 and word.term not in other.terms
        for (one, other), quantity in zip(pair.parts, (mine, theirs), strict=True)
        for word in one.words
    )
