"""Where a quotation stands in a text, word for word: in one run, or in several with words left out between them.

A quotation is what a person wrote between quotation marks: "The stores … had to be 80 % full by [November]". The text
is a run of folded words (documents/folding.py). What stands in brackets is the person's own, unless the text has it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from documents.folding import Folded, Join, fold, stands


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: Characters that may be left out between two parts of a quotation: some sentences. Two sentences of one paragraph that
#: stand further apart are two quotations (docs/decisions/0014).
LONGEST_GAP = 400
#: What a person puts in stands for so many characters at most: a name for "it", a few words that explain. As much may
#: be left out beside a single word ("But … prices rose"): single words stand everywhere.
LONGEST_REPLACED = 80

#: Marks of omission, with or without brackets: … ... [...] (…) [---]
_OMISSION = r"[\[(<]\s*(?:\.\s*\.\s*\.+|…+|[-–—]{1,3})\s*[\])>]|\.\s?\.\s?\.+|…"
#: What the person who quotes has put in. A number of up to three digits is the mark of a note, and the text's own.
_INSERTION = r"\[(?!\d{1,3}(?:\s*[,–-]\s*\d{1,3})*\])[^\[\]]*\]"
_CUT = re.compile(rf"(?P<gap>{_OMISSION})|(?P<own>{_INSERTION})(?!\w)")
#: A first letter that was made large or small to fit: "[T]he".
_LETTER = re.compile(r"\[(\w)\](?=\w)")
#: It says only that the text has it so.
_SIC = re.compile(r"\[\s*(?:sic!?|так!?|tak!?)\s*\]", re.IGNORECASE)
#: The mark of a note or of a source in a text: "[12]", "[3, 4]".
_MARK = re.compile(r"\[\d{1,3}(?:\s*[,–-]\s*\d{1,3})*\]")
#: Words that turn what is said round, as ``fold`` has them.
_DENYING = _words(
    """not no never cannot neither nor without none nobody nothing
    nie nigdy bez ani żaden żadna żadne żadnego żadnej żadnych nikt nic
    nicht kein keine keinen keiner keinem keines niemals ohne weder niemand nichts
    ne pas jamais aucun aucune sans non
    не нет ни никогда без никто ничего ні немає ніколи ніхто нічого"""
)


@dataclass(frozen=True, slots=True)
class Gap:
    """What may lie between two parts of a quotation."""

    #: Characters of the text at most.
    limit: int = 0
    #: What the person who quotes has put in its place.
    own: tuple[str, ...] = ()

    def may_be(self, left_out: tuple[str, ...]) -> bool:
        """Whether what was put in may stand for these words: never another number, and no "not" for none."""
        if not self.own:
            return True
        numbers, others = _numbers(self.own), _numbers(left_out)
        return not (numbers and others and numbers != others) and (denies(left_out) or not denies(self.own))


@dataclass(frozen=True, slots=True)
class Parts:
    """A quotation cut at its marks of omission and its insertions; before, between and behind the parts are gaps."""

    parts: tuple[Folded, ...]
    #: One more than there are parts.
    gaps: tuple[Gap, ...]
    #: What the person who quotes has put in, as it is written.
    inserted: tuple[str, ...]

    @property
    def marked(self) -> bool:
        """Whether anything amid it is said to be left out, or to be put in."""
        return len(self.parts) > 1 or bool(self.inserted)


@dataclass(frozen=True, slots=True)
class Match:
    """Where the quotation stands: the words of the text from ``first`` to ``end`` (behind the last).

    ``gaps`` are the runs of words between its parts that it leaves out; a part that follows at once leaves none.
    """

    first: int
    end: int
    gaps: tuple[tuple[int, int], ...] = ()


def denies(words: Iterable[str]) -> bool:
    """Whether one of these folded words is a "not"."""
    return any(word in _DENYING or word.endswith("n't") for word in words)


def unmarked(quote: str) -> str:
    """The quotation without what changes no word of it: a first letter in brackets, "[sic]"."""
    return _SIC.sub(" ", _LETTER.sub(r"\1", quote))


def cut(quote: str) -> Parts:
    """The parts of a quotation; one where nothing is left out of it."""
    plain = unmarked(quote)
    parts: list[Folded] = []
    gaps: list[Gap] = [Gap()]
    at = 0
    for mark in _CUT.finditer(plain):
        _add(fold(plain[at : mark.start()]), parts, gaps)
        gaps[-1] = _wider(gaps[-1], mark["own"])
        at = mark.end()
    _add(fold(plain[at:]), parts, gaps)
    inserted = (one["own"].strip("[]").strip() for one in _CUT.finditer(plain) if one["own"])
    return Parts(tuple(parts), tuple(gaps), tuple(filter(None, inserted)))


def _add(part: Folded, parts: list[Folded], gaps: list[Gap]) -> None:
    if len(part):
        parts.append(part)
        gaps.append(Gap())


def _wider(gap: Gap, own: str | None) -> Gap:
    """The gap with one mark more: of several in a row the widest counts."""
    limit = LONGEST_GAP if own is None else LONGEST_REPLACED
    return Gap(max(gap.limit, limit), gap.own + (fold(own).words if own else ()))


def _numbers(words: Iterable[str]) -> set[str]:
    return {word for word in words if word[0].isdecimal()}


def whole(quote: Folded, text: Folded) -> Iterator[Match]:
    """Every place where all of the quotation stands in one run."""
    for at in _starts(quote, text, 0):
        end = stands(quote, text, at)
        if end is not None:
            yield Match(at, end)


def with_omissions(quote: Parts, text: Folded) -> Match | None:
    """The first place where the parts stand in their order, each as near the one before it as it must."""
    if not quote.gaps[0].may_be(()) or not quote.gaps[-1].may_be(()):
        return None
    found = (_rest(quote, 1, text, first) for first in whole(quote.parts[0], text))
    return next(filter(None, found), None)


def _rest(quote: Parts, part: int, text: Folded, so_far: Match) -> Match | None:
    """The match with the parts from this one on, or None where one is missing or too far off."""
    if part == len(quote.parts):
        return so_far
    gap, limit, last = quote.gaps[part], _limit(quote, part), text.spans[so_far.end - 1][1]
    for at in _starts(quote.parts[part], text, so_far.end):
        if text.spans[at][0] - last > limit:
            return None
        end = stands(quote.parts[part], text, at)
        if end is None or not gap.may_be(text.words[so_far.end : at]):
            continue
        left_out = ((so_far.end, at),) if at > so_far.end else ()
        found = _rest(quote, part + 1, text, Match(so_far.first, end, (*so_far.gaps, *left_out)))
        if found is not None:
            return found
    return None


def _limit(quote: Parts, part: int) -> int:
    """How many characters may be left out before a part: few where it or the one before is a single word."""
    single = min(len(quote.parts[part - 1]), len(quote.parts[part])) == 1
    return min(quote.gaps[part].limit, LONGEST_REPLACED) if single else quote.gaps[part].limit


def _starts(quote: Folded, text: Folded, start: int) -> Iterator[int]:
    """Where its first word may begin: the same word, or one that goes on in parts, on either side."""
    first = quote.words[0]
    for at in range(start, len(text)):
        word = text.words[at]
        if word == first or (word[0] == first[0] and (word.startswith(first) or first.startswith(word))):
            yield at


def without_marks(text: str, words: Folded) -> Folded:
    """The words without the marks of notes ("[12]") that a text carries and a quotation need not.

    Args:
        text: The text of which the words' spans are.
        words: Some of its words in a row.
    """
    if not len(words) or "[" not in text:
        return words
    noted = {
        at for mark in _MARK.finditer(text, words.spans[0][0], words.spans[-1][1] + 1) for at in range(*mark.span())
    }
    kept = [at for at, (start, _) in enumerate(words.spans) if start not in noted]
    if len(kept) == len(words):
        return words
    # What follows a mark follows the word before it as if a space were between them.
    joins = [words.joins[at] if before == at - 1 else Join.APART for before, at in zip([-1, *kept], kept, strict=False)]
    return Folded(tuple(words.words[at] for at in kept), tuple(words.spans[at] for at in kept), tuple(joins))
