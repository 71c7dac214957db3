"""Evidence that is not unanimous: sentences of different works that do not say the same of the same thing.

Two sentences are compared when they are in one language and of different works. They differ in a number when both
give one quantity of one measure and no reading of the two agrees; in a date when both tell what happens but once; in
polarity when one denies what the other says. Everything else that they say must fit (agreement.py). Where that is not
certain, nothing is said: tests/qa/cases has what is told and what is not.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, combinations, product

from index.dates import age
from qa.disagreement.agreement import (
    SHARED,
    Pair,
    lasts,
    narrowed,
    others_fit,
    same_manner,
    same_names,
    same_time,
    shared_words,
)
from qa.disagreement.claims import Claim, Told, clause, once, read
from qa.disagreement.manner import Manner, manner
from qa.disagreement.moments import Moment
from qa.disagreement.polarity import opposed
from qa.disagreement.quantities import Quantity
from qa.disagreement.units import LANGUAGES
from qa.model import Disagreement

#: So many differences are shown at most: who wants all of them reads the documents.
MOST = 3


@dataclass(frozen=True, slots=True)
class Difference:
    """Two sentences, by their places in what was given, that differ; the earlier document's first."""

    kind: Disagreement
    first: int
    second: int
    #: What each says, as it is written.
    values: tuple[str, str]
    #: How many words the two share: for ordering only.
    strength: int


def conflicts(
    question: Sequence[Collection[str]], told: Sequence[Told], sides: Collection[int] | None = None
) -> list[Difference]:
    """The pairs of sentences that differ, those first that share most.

    Of the pairs of tests/qa/cases none is told wrongly, and 138 of the 156 that differ are told. In real text it is
    rare: what was found for 2,491 questions to seven gold sets had none, and 177,000 pairs of sentences of fifteen sets
    that share rare words three, all right (docs/decisions/0011-evidence.md).

    Args:
        question: For each content word of the question its terms; a pair must share one of these words.
        told: Sentences that were found for the question.
        sides: Places of sentences of which each pair must have one; None for any.

    Returns:
        At most ``MOST``: of the pairs with the same two values only the first.
    """
    compared = _Compared(told)
    found = [
        difference
        for first, second in compared.pairs()
        if (sides is None or first in sides or second in sides)
        and (difference := compared.difference(question, *_earlier_first(told, first, second)))
    ]
    found.sort(key=lambda one: (-one.strength, one.first, one.second))
    best: dict[tuple[Disagreement, frozenset[str]], Difference] = {}
    for one in found:
        best.setdefault((one.kind, frozenset(one.values)), one)
    return list(best.values())[:MOST]


def _earlier_first(told: Sequence[Told], first: int, second: int) -> tuple[int, int]:
    later = age(told[second].published) < age(told[first].published)
    return (second, first) if later else (first, second)


@dataclass(frozen=True, slots=True)
class _Found:
    kind: Disagreement
    values: tuple[str, str]
    strength: int


Ways = tuple[Manner, Manner]


class _Compared:
    """The sentences of one question as claims; how each is told is only read when a pair asks for it."""

    def __init__(self, told: Sequence[Told]) -> None:
        self._claims = {place: read(one) for place, one in enumerate(told) if one.language in LANGUAGES}
        self._manners: dict[tuple[str, int, int], Manner] = {}

    def pairs(self) -> Iterator[tuple[int, int]]:
        """Sentences that may differ: of one language and two works, and not of quite other things."""
        return (pair for pair in combinations(self._claims, 2) if self._may_differ(*pair))

    def _may_differ(self, first: int, second: int) -> bool:
        one, other = self._claims[first], self._claims[second]
        if one.told.work == other.told.work or one.told.language != other.told.language:
            return False
        shared = len(one.terms & other.terms)
        return shared >= SHARED or (shared > 0 and not _measures(one).isdisjoint(_measures(other)))

    def difference(self, question: Sequence[Collection[str]], first: int, second: int) -> Difference | None:
        """In what two sentences differ; None where they do not, or not certainly."""
        one, other = self._claims[first], self._claims[second]
        if not _asked(question, one, other):
            return None
        ways = (self._polarities, self._numbers, self._dates)
        found = next(chain.from_iterable(way(one, other) for way in ways), None)
        return Difference(found.kind, first, second, found.values, found.strength) if found else None

    def _numbers(self, one: Claim, other: Claim) -> Iterator[_Found]:
        """Where both give one quantity, and no reading of the two agrees."""
        for measure in sorted(_measures(one) & _measures(other)):
            mine, theirs = _of(one, measure), _of(other, measure)
            if any(a.agrees(b) for a in mine for b in theirs):
                continue
            for a, b in product(mine, theirs):
                for pair, ways in self._fitting(one, other, (a.start, b.start)):
                    yield from _number(pair, ways, a, b)

    def _dates(self, one: Claim, other: Claim) -> Iterator[_Found]:
        """Where both tell what happens but once, and no reading of the two dates agrees."""
        if len(one.moments) != 1 or len(other.moments) != 1:
            return
        a, b = one.moments[0], other.moments[0]
        if a.open or b.open or a.agrees(b):
            return
        for pair, ways in self._fitting(one, other, (a.start, b.start)):
            yield from _date(pair, ways, a, b)

    def _polarities(self, one: Claim, other: Claim) -> Iterator[_Found]:
        """Where one denies the other, all else being said alike and outright."""
        shared = len(one.terms & other.terms)
        if shared < max(SHARED, len(one.terms) - 1, len(other.terms) - 1):
            return
        pair = Pair(one, other, one, other)
        for ways in self._told_alike(pair):
            outright = not any(way.tentative or way.partly for way in ways)
            fits = outright and same_time(pair) and lasts(pair, ways[0]) and others_fit(pair)
            if fits and (values := opposed(pair, ways)):
                yield _Found(Disagreement.POLARITY, values, shared)

    def _fitting(self, one: Claim, other: Claim, places: tuple[int, int]) -> Iterator[tuple[Pair, Ways]]:
        """The clauses at these places, if they speak of the same names in the same manner."""
        pair = Pair(clause(one, places[0]), clause(other, places[1]), one, other)
        return ((pair, ways) for ways in self._told_alike(pair))

    def _told_alike(self, pair: Pair) -> Iterator[Ways]:
        if same_names(pair):
            ways = self._manner(pair.one), self._manner(pair.other)
            if same_manner(*ways):
                yield ways

    def _manner(self, claim: Claim) -> Manner:
        key = (claim.told.text, claim.start, claim.end)
        if key not in self._manners:
            self._manners[key] = manner(claim)
        return self._manners[key]


def _asked(question: Sequence[Collection[str]], one: Claim, other: Claim) -> bool:
    """Whether both speak of something that was asked for."""
    shared = (one.terms | one.around) & (other.terms | other.around)
    return not question or any(not shared.isdisjoint(word) for word in question)


def _number(pair: Pair, ways: Ways, mine: Quantity, theirs: Quantity) -> Iterator[_Found]:
    measure = mine.measure
    if len(_of(pair.one, measure)) > 1 or len(_of(pair.other, measure)) > 1 or mine.difference != theirs.difference:
        return
    if not same_time(pair) or bool(ways[0].negations) != bool(ways[1].negations):
        return
    if not others_fit(pair, measure) or not lasts(pair, ways[0], measure) or narrowed(pair, mine, theirs):
        return
    if strength := shared_words(pair, counted=measure.startswith("count ")):
        yield _Found(Disagreement.NUMBER, _written(pair, mine, theirs), strength)


def _date(pair: Pair, ways: Ways, mine: Moment, theirs: Moment) -> Iterator[_Found]:
    if (
        any(way.tentative or way.negations for way in ways)
        or not _happens_once(pair, mine, theirs)
        or not others_fit(pair)
    ):
        return
    if strength := shared_words(pair):
        yield _Found(Disagreement.DATE, _written(pair, mine, theirs), strength)


def _measures(claim: Claim) -> set[str]:
    return {quantity.measure for quantity in claim.quantities}


def _of(claim: Claim, measure: str) -> list[Quantity]:
    return [quantity for quantity in claim.quantities if quantity.measure == measure]


def _written(pair: Pair, mine: Quantity | Moment, theirs: Quantity | Moment) -> tuple[str, str]:
    """Both values as the sentences have them."""
    return pair.one.told.text[mine.start : mine.end], pair.other.told.text[theirs.start : theirs.end]


#: So many characters may stand between a date and the verb that it dates: "joined the European Union on". With 20 three
#: pairs fewer are told of those of tests/qa/cases that differ, with 45 one that does not.
NEAR = 30


def _happens_once(pair: Pair, mine: Moment, theirs: Moment) -> bool:
    """Whether both date one verb for what happens to a thing but once."""
    verbs = once(pair.one.told.language)
    return not _dated(pair.one, mine).isdisjoint(_dated(pair.other, theirs) & verbs)


def _dated(claim: Claim, when: Moment) -> set[str]:
    """The words that stand near a date."""
    return {word.term for word in claim.words if word.start - when.end <= NEAR and when.start - word.end <= NEAR}
