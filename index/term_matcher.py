"""Whether a text holds what a query asks for, and where.

A word of the text is a word of the query when both are written alike but for case, marks and typography, or when both
have one stem in the language of the text. Three kinds of words have no stems here:

* those that the query has in quotation marks, or only the beginning of ("gospodar*");
* function words, of the query or of the text: "will" is not "willing";
* words in capitals, as acronyms are written. In a query such a word means capitals, or from four letters on a name
  written as names are ("NATO" finds "Nato", but "US" does not find "Us", nor "WHO" "Who"). It also finds the run of
  names that it abbreviates ("CSTO" the Collective Security Treaty Organisation).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from index import analysis
from index.analysis import Word
from index.term_places import AnyOf, Nearby, Places, Span, Standing
from index.terms_query import And, Near, Not, Or, Phrase, Query, Wanted

#: Languages whose stems may begin with another letter than their words: a prefix goes, or other letters are written.
CHANGED_FIRST = frozenset(("ga", "lt", "nl", "sr"))

#: Acronyms of so many letters are spoken as words, and newspapers write them so: "Nato", "Opec", but no "Eu" or "Cia".
SPOKEN = 4

#: Start and end of what is marked, offsets into the text.
Mark = tuple[int, int]


@dataclass(frozen=True)
class _Text:
    """A text in words. Not slotted, so that its names are looked for once, and only where an acronym is asked for."""

    text: str
    language: str

    @cached_property
    def placed(self) -> list[tuple[int, int, Word]]:
        """Each word with its start and end."""
        return list(analysis.placed(self.text))

    @cached_property
    def initialisms(self) -> list[tuple[str, int, int]]:
        """The initials of its names, with the numbers of their first and last words."""
        return list(analysis.initialisms(self.text))


class Matcher:
    """Judges texts by one query. Not for two threads at once: it remembers how it judged words."""

    def __init__(self, query: Query) -> None:
        self._query = query
        self._judged: dict[tuple[Wanted, str], dict[str, bool]] = {}

    def marks(self, text: str, language: str) -> tuple[Mark, ...] | None:
        """What of the text is asked for, in order and without overlaps; None where the text is not asked for.

        Args:
            text: In NFC, as the texts of documents are.
            language: Of the text, ISO 639-1; empty where it is not known.
        """
        read = _Text(text, language)
        found = self._found(self._query, read)
        if found is None:
            return None
        return _apart((read.placed[first][0], read.placed[last][1]) for first, last in sorted(found))

    def _found(self, query: Query, text: _Text) -> set[Span] | None:
        """What of the text is asked for, None where the text is not; nothing for what must not be there and is not."""
        match query:
            case And(parts):
                return self._all(parts, text)
            case Or(parts):
                some = [found for part in parts if (found := self._found(part, text)) is not None]
                return set().union(*some) if some else None
            case Not(part):
                return set() if self._found(part, text) is None else None
            case Phrase() | Near():
                places = self._places(query, text)
                return set(places.pieces(places.spans)) or None

    def _all(self, parts: Iterable[Query], text: _Text) -> set[Span] | None:
        pieces: set[Span] = set()
        for part in parts:
            found = self._found(part, text)
            if found is None:
                return None
            pieces |= found
        return pieces

    def _places(self, query: Query, text: _Text) -> Places:
        """Where a part stands that has a place: the parser lets no other stand beside NEAR."""
        match query:
            case Phrase(words):
                return Standing.at(self._phrases(words, text))
            case Near(left, right, distance):
                return Nearby(self._places(left, text), self._places(right, text), distance)
            case Or(parts):
                return AnyOf([self._places(part, text) for part in parts])
            case And() | Not():
                raise TypeError(f"{type(query).__name__} has no place in a text")

    def _phrases(self, words: Sequence[Wanted], text: _Text) -> list[Span]:
        tests = [self._test(wanted, text.language) for wanted in words]
        placed, beyond = text.placed, len(text.placed) - len(words) + 1
        found = [
            (at, at + len(words) - 1) for at in range(beyond)
            if tests[0](placed[at][2]) and all(test(placed[at + n][2]) for n, test in enumerate(tests[1:], 1))
        ]  # fmt: skip
        return [*found, *_abbreviated(words[0], text)] if len(words) == 1 and words[0].acronym else found

    def _test(self, wanted: Wanted, language: str) -> Callable[[Word], bool]:
        """Whether a word is the wanted one; each way of writing it is judged once."""
        judged = self._judged.setdefault((wanted, language), {})

        def test(word: Word) -> bool:
            known = judged.get(word.surface)
            if known is None:
                known = judged[word.surface] = is_word(wanted, word, language)
            return known

        return test


def is_word(wanted: Wanted, word: Word, language: str) -> bool:
    """Whether a word of a text in this language is the wanted one."""
    if wanted.begins:
        return word.folded.startswith(wanted.folded)
    if word.folded == wanted.folded:
        return not wanted.acronym or _as_name(wanted, word, language)
    if wanted.exact or wanted.acronym or word.acronym:
        return False
    if word.folded[:1] != wanted.folded[:1] and language not in CHANGED_FIRST:  # spares most words the stemmer
        return False
    plain = analysis.function_words(language)
    if word.folded in plain or wanted.folded in plain:
        return False
    return analysis.stem(word.plain, language) in stems(wanted, language)


def stems(wanted: Wanted, language: str) -> tuple[str, ...]:
    """The stems of a wanted word in a language; of one written without its marks, as a keyboard may lack them, too."""
    return tuple({analysis.stem(wanted.plain, language), analysis.stem(wanted.folded, language)})


def _as_name(wanted: Wanted, word: Word, language: str) -> bool:
    """Whether a word that reads as the acronym is written as acronyms or names are: "NATO’s", "Nato", not "Who"."""
    letters = len(wanted.folded)
    if word.surface[:letters].isupper():
        return True
    return letters >= SPOKEN and word.surface[0].isupper() and word.folded not in analysis.function_words(language)


def _abbreviated(wanted: Wanted, text: _Text) -> Iterator[Span]:
    """The names that an acronym abbreviates."""
    return ((first, last) for letters, first, last in text.initialisms if letters == wanted.folded)


def _apart(spans: Iterable[Mark]) -> tuple[Mark, ...]:
    """The spans, ordered by their start, as spans that do not overlap."""
    apart: list[Mark] = []
    for start, end in spans:
        if apart and start < apart[-1][1]:
            apart[-1] = (apart[-1][0], max(end, apart[-1][1]))
        else:
            apart.append((start, end))
    return tuple(apart)
