"""Which paragraphs may hold what a query asks for: all that do, and few others.

Every paragraph is judged in the end by its text (index/term_matcher.py), which takes a tenth of a millisecond. These
two look first, and leave out only what cannot be meant:

* A word as it is written: each letter of the folded word stands for every character that folds to it, and what the
  analyser skips inside words may stand between them. The pattern runs over the text of every document.
* A word in another form: the stored counts of each passage have its stem. A document that this analyser has not counted
  is judged in all its paragraphs, and so is a passage whose counts are missing.

NOT leaves nothing out here: what may hold a word need not hold it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache, reduce
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from index import analysis
from index.rows import postings_of
from index.term_matcher import stems
from index.terms_query import And, Near, Not, Or, Phrase, Query, Wanted, sought

if TYPE_CHECKING:
    from index.reader import Reader

#: Documents whose texts or counts are in memory at once: 500 of 100 KB are 50 MB.
AT_ONCE = 500
#: Characters that may fold to others: the Basic Multilingual Plane without ideographs and Hangul syllables. Beyond it
#: are scripts of the past and ornate letters of mathematics, which are found as they are written.
_FOLDED = (range(0x3400), range(0xA000, 0xAC00), range(0xF900, 0x10000))
#: What may stand inside a word, and the analyser leaves out: l’, O’Neill, U.S., 1,000.
_SKIPPED = ".,'’ʼ\u00a0\u2009\u202f"
#: Between the words of a name; a paragraph ends where two line ends stand.
_GAP = r"(?:[ \-–]|\n(?!\n))+"

_Mask = npt.NDArray[np.bool_]
#: Row, ordinal and start of each numbered block, shape (n, 3).
_Paragraphs = npt.NDArray[np.int64]


def candidates(
    reader: Reader, query: Query, rows: Collection[int], languages: Collection[str]
) -> Mapping[int, Sequence[int]]:
    """The ordinals of the paragraphs that may hold the query, ascending, by the rows of their documents.

    Args:
        reader: The state of the library.
        query: What is looked for.
        rows: The documents that may be found.
        languages: All languages of their paragraphs.
    """
    paragraphs = reader.paragraphs(rows)
    wanted = tuple(dict.fromkeys(sought(query)))
    masks = _written(reader, paragraphs, wanted)
    _add_inflected(reader, paragraphs, masks, languages)
    found = paragraphs[_holding(query, masks, len(paragraphs))]
    places: dict[int, list[int]] = defaultdict(list)
    for row, ordinal in found[:, :2].tolist():
        places[row].append(ordinal)
    return places


def _holding(query: Query, masks: Mapping[Wanted, _Mask], size: int) -> _Mask:
    """The paragraphs that may hold the query, where those that may hold each of its words are known."""
    match query:
        case Phrase(words):
            return reduce(np.logical_and, [masks[word] for word in words])
        case And(parts):
            return reduce(np.logical_and, [_holding(part, masks, size) for part in parts])
        case Or(parts):
            return reduce(np.logical_or, [_holding(part, masks, size) for part in parts])
        case Near(left, right):
            return np.logical_and(_holding(left, masks, size), _holding(right, masks, size))
        case Not():
            return np.ones(size, np.bool_)


# As it is written


def _written(reader: Reader, paragraphs: _Paragraphs, wanted: Iterable[Wanted]) -> dict[Wanted, _Mask]:
    """For each word the paragraphs that have it as it is written, or the names that it abbreviates."""
    found = {word: np.zeros(len(paragraphs), np.bool_) for word in wanted}
    patterns = [(_pattern(word), mask) for word, mask in found.items()]
    for rows in _portions(np.unique(paragraphs[:, 0]).tolist()):
        for row, text in reader.texts(rows):
            first, end = np.searchsorted(paragraphs[:, 0], [row, row + 1])
            starts = paragraphs[first:end, 2]
            for pattern, mask in patterns:
                offsets = [match.start() for match in pattern.finditer(text)]
                # What stands in a heading counts for the paragraph above it: that is then judged for nothing.
                mask[np.maximum(first, first - 1 + np.searchsorted(starts, offsets, "right"))] = True
    return found


def _pattern(wanted: Wanted) -> re.Pattern[str]:
    written = writing(wanted.folded)
    abbreviates = wanted.acronym and len(wanted.folded) >= analysis.INITIALISM_WORDS
    return re.compile(f"{written}|{_name(wanted.folded)}" if abbreviates else written)


def writing(folded: str) -> str:
    """A pattern that is in every text in which a word that folds to this one stands, and in few others."""
    singles, several = _foldings()
    parts = []
    inside = 0  # up to here a character further left may stand for what is here, too
    for at, letter in enumerate(folded):
        # At the end of a beginning ("stras*") a character may stand for more than what is left of it ("Straße").
        joined = {
            one: fold
            for fold, ones in several.items()
            if folded.startswith(fold, at) or fold.startswith(folded[at:])
            for one in ones
        }
        # What a character folds to that does not fold to one letter is itself in the text.
        characters = {letter, *singles.get(letter, ()), *joined, *(_SKIPPED if letter == "." else "")}
        parts.append(f"[{re.escape(''.join(sorted(characters)))}]{'?' if at < inside else ''}")
        inside = max([inside, *(at + len(fold) for fold in joined.values())])
    return f"[{_SKIPPED}]?".join(parts)


def _name(initials: str) -> str:
    """A pattern that is in every text that has a run of names with these initials."""
    singles, several = _foldings()
    rest = r"[\w'’ʼ]*(?:-[\w'’ʼ]+)*"
    connector = rf"(?:\w{{1,7}}['’ʼ])?(?:{'|'.join(map(writing, sorted(analysis.CONNECTORS)))})\.?"
    first_letters = (
        [*singles.get(letter, ()), *(one for fold, ones in several.items() if fold[0] == letter for one in ones)]
        for letter in initials
    )
    capitals = (re.escape("".join(filter(str.isupper, letters))) for letters in first_letters)
    names = (f"[{letters}]{rest}" if letters else r"(?!)" for letters in capitals)
    return f"(?:{_GAP}{connector})*{_GAP}".join(names)


@cache
def _foldings() -> tuple[Mapping[str, Sequence[str]], Mapping[str, Sequence[str]]]:
    """For each folded letter the characters that fold to it; the same for several letters ("ss": "ß")."""
    singles: dict[str, list[str]] = defaultdict(list)
    several: dict[str, list[str]] = defaultdict(list)
    for character in map(chr, chain(*_FOLDED)):
        folded = analysis.fold(character) if character.isalnum() else ""
        if folded and folded != character:
            (singles if len(folded) == 1 else several)[folded].append(character)
    return singles, several


# In another form


def _add_inflected(
    reader: Reader, paragraphs: _Paragraphs, masks: Mapping[Wanted, _Mask], languages: Collection[str]
) -> None:
    """Add to each word's paragraphs those of passages that have one of its stems."""
    groups = {
        word: {stem for language in languages for stem in stems(word, language)}
        for word in masks
        if not (word.exact or word.acronym)
    }
    if not groups:
        return
    space, counted = reader.counted(analysis.VERSION)
    uncounted = ~np.isin(paragraphs[:, 0], list(counted))
    for word in groups:
        masks[word][uncounted] = True
    known = reader.terms(stem for group in groups.values() for stem in group)
    numbers = {word: [known[stem] for stem in group if stem in known] for word, group in groups.items()}
    keys = _keys(paragraphs[:, 0], paragraphs[:, 1])
    for rows in _portions(sorted(counted.intersection(paragraphs[:, 0].tolist()))):
        passages = reader.counts(space, rows)
        spans = np.array([passage[:3] for passage in passages], np.int64).reshape(-1, 3)
        for word, held in _passages(numbers, [body for *_, body in passages]).items():
            firsts = np.searchsorted(keys, _keys(spans[held, 0], spans[held, 1]))
            ends = np.searchsorted(keys, _keys(spans[held, 0], spans[held, 2]), "right")
            masks[word][_covered(firsts, ends, len(keys))] = True


def _passages(numbers: Mapping[Wanted, Sequence[int]], bodies: Sequence[bytes | None]) -> dict[Wanted, _Mask]:
    """For each word, by the numbers of its terms, which of the passages with these counts have it in their text."""
    counts = postings_of([body or b"" for body in bodies])
    missing = np.array([body is None for body in bodies], np.bool_)
    terms = np.concatenate([one.terms for one in counts]) if counts else np.empty(0, np.int64)
    in_text = np.concatenate([one.text for one in counts]) > 0 if counts else np.empty(0, np.bool_)
    passage = np.repeat(np.arange(len(counts)), [len(one.terms) for one in counts])
    found = {}
    for word, group in numbers.items():
        held = missing.copy()
        held[passage[np.isin(terms, group) & in_text]] = True
        found[word] = held
    return found


def _keys(rows: npt.NDArray[np.int64], ordinals: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """One number for a document's row and a block's ordinal, in the order of both."""
    return (rows << 32) | ordinals


def _covered(firsts: npt.NDArray[np.int64], ends: npt.NDArray[np.int64], size: int) -> _Mask:
    """The places that any of the ranges covers, shape (size,)."""
    steps = np.zeros(size + 1, np.int64)
    np.add.at(steps, firsts, 1)
    np.add.at(steps, ends, -1)
    return np.cumsum(steps)[:size] > 0


def _portions(rows: Sequence[int]) -> Iterator[Sequence[int]]:
    return (rows[at : at + AT_ONCE] for at in range(0, len(rows), AT_ONCE))
