"""Evidence that is not unanimous: sentences of different works that do not say the same of the same thing.

Two sentences are compared when they are in one language and of different works. They differ in a number when both
give one quantity of one measure and no reading of the two agrees; in a date when both tell what happens but once; in
polarity when one denies what the other says. Everything else that they say must fit (qa/agreement.py). Where that is
not certain, nothing is said: tests/qa/cases has what is told and what is not.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, combinations

from qa.agreement import SHARED, Pair, lasts, narrowed, others_agree, same_manner, same_names, same_time, shared_words
from qa.claims import Claim, Told, once, read
from qa.manner import Manner, manner
from qa.model import Disagreement
from qa.moments import Moment
from qa.polarity import opposed
from qa.quantities import Quantity
from qa.units import LANGUAGES

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


def conflicts(question: Sequence[Collection[str]], told: Sequence[Told]) -> list[Difference]:
    """The pairs of sentences that differ, those first that share most.

    Args:
        question: For each content word of the question its terms; a pair must share one of these words.
        told: Sentences that were found for the question.

    Returns:
        At most ``MOST``: of the pairs with the same two values only the first.
    """
    compared = _Compared(told)
    found = [
        difference
        for first, second in compared.pairs()
        if (difference := compared.difference(question, *_earlier_first(told, first, second)))
    ]
    found.sort(key=lambda one: (-one.strength, one.first, one.second))
    return list({(one.kind, frozenset(one.values)): one for one in reversed(found)}.values())[::-1][:MOST]


def _earlier_first(told: Sequence[Told], first: int, second: int) -> tuple[int, int]:
    dates = told[first].published or "9", told[second].published or "9"
    return (second, first) if dates[1] < dates[0] else (first, second)


class _Compared:
    """The sentences of one question as claims; how each is told is only read when a pair asks for it."""

    def __init__(self, told: Sequence[Told]) -> None:
        self._claims = {place: read(one) for place, one in enumerate(told) if one.language in LANGUAGES}
        self._manners: dict[int, Manner] = {}

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
        pair = Pair(self._claims[first], self._claims[second])
        if not _asked(question, pair):
            return None
        ways = self._manner(first), self._manner(second)
        if not same_manner(*ways) or not same_names(pair):
            return None
        found = next(chain(_polarities(pair, ways), _numbers(pair, ways), _dates(pair, ways)), None)
        return Difference(found.kind, first, second, found.values, found.strength) if found else None

    def _manner(self, place: int) -> Manner:
        if place not in self._manners:
            claim = self._claims[place]
            self._manners[place] = manner(claim.told.text, claim.moments)
        return self._manners[place]


def _asked(question: Sequence[Collection[str]], pair: Pair) -> bool:
    """Whether both speak of something that was asked for."""
    shared = (pair.one.terms | pair.one.around) & (pair.other.terms | pair.other.around)
    return not question or any(not shared.isdisjoint(word) for word in question)


@dataclass(frozen=True, slots=True)
class _Found:
    kind: Disagreement
    values: tuple[str, str]
    strength: int


Ways = tuple[Manner, Manner]


def _numbers(pair: Pair, ways: Ways) -> Iterator[_Found]:
    if not same_time(pair) or bool(ways[0].negations) != bool(ways[1].negations):
        return
    for measure in sorted(_measures(pair.one) & _measures(pair.other)):
        mine, theirs = _of(pair.one, measure), _of(pair.other, measure)
        if len(mine) > 1 or len(theirs) > 1 or mine[0].agrees(theirs[0]) or mine[0].difference != theirs[0].difference:
            continue
        if not others_agree(pair, measure) or not lasts(pair, ways[0], measure) or narrowed(pair, mine[0], theirs[0]):
            continue
        counted = measure.startswith("count ")
        if strength := shared_words(pair, (mine[0].start, theirs[0].start), counted=counted):
            yield _Found(Disagreement.NUMBER, _written(pair, mine[0], theirs[0]), strength)


def _measures(claim: Claim) -> set[str]:
    return {quantity.measure for quantity in claim.quantities}


def _of(claim: Claim, measure: str) -> list[Quantity]:
    return [quantity for quantity in claim.quantities if quantity.measure == measure]


def _written(pair: Pair, mine: Quantity | Moment, theirs: Quantity | Moment) -> tuple[str, str]:
    """Both values as the sentences have them."""
    return pair.one.told.text[mine.start : mine.end], pair.other.told.text[theirs.start : theirs.end]


def _dates(pair: Pair, ways: Ways) -> Iterator[_Found]:
    if (
        len(pair.one.moments) != 1
        or len(pair.other.moments) != 1
        or any(way.tentative or way.negations for way in ways)
    ):
        return
    mine, theirs = pair.one.moments[0], pair.other.moments[0]
    if mine.open or theirs.open or mine.agrees(theirs) or not _happens_once(pair) or not others_agree(pair):
        return
    if strength := shared_words(pair, (mine.start, theirs.start)):
        yield _Found(Disagreement.DATE, _written(pair, mine, theirs), strength)


def _happens_once(pair: Pair) -> bool:
    return not pair.one.terms.isdisjoint(pair.other.terms & once(pair.one.told.language))


def _polarities(pair: Pair, ways: Ways) -> Iterator[_Found]:
    """Where one denies the other, all else being said alike and outright."""
    if any(way.tentative or way.partly for way in ways) or not same_time(pair) or not others_agree(pair):
        return
    shared = len(pair.one.terms & pair.other.terms)
    if shared >= SHARED and lasts(pair, ways[0], "") and (values := opposed(pair, ways)):
        yield _Found(Disagreement.POLARITY, values, shared)
