"""What is looked for in paragraphs: words, phrases, AND, OR, NOT, NEAR, as a tree.

    gas storage                   both words in one paragraph, in any of their inflected forms
    "gas storage"                 these words beside each other, as they are written
    gospodar*                     every word that begins so
    gas AND (storage OR reserve)  operators are in capitals; between words without one AND is meant
    gas -Russia, gas NOT Russia   the first and not the second
    gas NEAR Poland, NEAR/3       at most ten words, or three, from one to the other, in either order
    a NEAR b NEAR c               the third near to the first two: before them, behind them, or between them

NOT binds closest, then NEAR, then AND, then OR; parentheses go before all. Everything is judged paragraph by paragraph.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from index import analysis

#: Words that NEAR lets two words be apart, where it does not say: about a clause to either side.
NEARBY = 10
#: Farther apart than that is no nearness in a paragraph: AND says it.
FARTHEST = 100
#: Longer than any query that a person writes, short enough to be judged in a moment.
LONGEST = 2_000
#: Letters that stand for every word that begins so: two are the beginning of a hundredth of all words.
SHORTEST_BEGINNING = 3
#: Parentheses in one another.
DEEPEST = 20


class BadTermsError(ValueError):
    """The query cannot be read; the text says where, why and what to do. ``code`` is stable."""

    code = "terms_malformed"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A word that is looked for; ``plain`` and ``folded`` as the analyser has them."""

    plain: str
    folded: str
    #: As it is written but for case, marks and typography; else in any inflected form.
    exact: bool
    #: Written in capitals, as names are: "WHO" is not "who".
    acronym: bool
    #: Any word that begins so.
    begins: bool = False


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words beside each other, in their order; mostly one."""

    words: tuple[Wanted, ...]


@dataclass(frozen=True, slots=True)
class And:
    """All of these."""

    parts: tuple[Query, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Any of these."""

    parts: tuple[Query, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Not this."""

    part: Query


@dataclass(frozen=True, slots=True)
class Near:
    """One and the other at most so many words apart, in either order: of neighbours the distance is 1."""

    left: Query
    right: Query
    distance: int


Query = Phrase | And | Or | Not | Near
_Kind = Literal["word", "phrase", "(", ")", "-", "AND", "OR", "NOT", "NEAR", "end"]


@dataclass(frozen=True, slots=True)
class _Token:
    kind: _Kind
    text: str
    #: Where it begins, from 1, as people count.
    at: int


#: Quotation marks of our languages open and close a phrase; a single one is an apostrophe.
_QUOTES = '"“”„‟«»'
_TOKEN = re.compile(
    rf"(?P<quote>[{_QUOTES}])(?P<phrase>[^{_QUOTES}]*)(?P<closed>[{_QUOTES}])?"
    rf"|(?P<bracket>[()])|(?P<minus>-)(?=[^\s)])|(?P<word>[^\s(){_QUOTES}]+)"
)
_NEAR = re.compile(r"NEAR(?:/(?P<words>.*))?", re.DOTALL)


def parse(text: str) -> Query:
    """The tree of a query.

    Raises:
        BadTermsError: it cannot be read, or names nothing that must be there.
    """
    text = unicodedata.normalize("NFC", text)
    if len(text) > LONGEST:
        raise BadTermsError(f"The terms have {len(text):,} characters; keep them under {LONGEST:,}.")
    query = _Parser(text).query()
    if not _must_hold(query):
        raise BadTermsError(
            "A paragraph could be found for what it lacks alone: NOT takes away from what is found, "
            "so join to it, with AND, a word that must be there."
        )
    return query


def sought(query: Query) -> Iterator[Wanted]:
    """Every word that may have to be in a paragraph: all but those after NOT."""
    match query:
        case Phrase(wanted):
            yield from wanted
        case And(parts) | Or(parts):
            for part in parts:
                yield from sought(part)
        case Near(left, right):
            yield from sought(left)
            yield from sought(right)
        case Not():
            return


def _must_hold(query: Query) -> bool:
    """Whether every paragraph that is found holds something of the query: else there is nothing to mark in it."""
    match query:
        case Phrase() | Near():
            return True
        case And(parts):
            return any(map(_must_hold, parts))
        case Or(parts):
            return all(map(_must_hold, parts))
        case Not():
            return False


def _tokens(text: str) -> Iterator[_Token]:
    before = 0
    for match in _TOKEN.finditer(text):
        at, apart = match.start() + 1, match.start() != before or match.start() == 0 or text[before - 1] in "("
        before = match.end()
        if match["quote"]:
            if not match["closed"]:
                raise BadTermsError(f"The quotation mark at character {at} is not closed: close it, or leave it out.")
            yield _Token("phrase", match["phrase"], at)
        elif match["bracket"]:
            yield _Token("(" if match["bracket"] == "(" else ")", match["bracket"], at)
        elif match["minus"]:
            if apart:
                yield _Token("-", "-", at)
        else:
            yield _Token(_kind(match["word"]), match["word"], at)
    yield _Token("end", "", len(text) + 1)


def _kind(word: str) -> _Kind:
    if _NEAR.fullmatch(word):
        return "NEAR"
    return word if word in ("AND", "OR", "NOT") else "word"  # type: ignore[return-value]


class _Parser:
    """Recursive descent; one for each query."""

    def __init__(self, text: str) -> None:
        self._tokens = list(_tokens(text))
        self._place = 0
        self._depth = 0
        named = [token.text for token in self._tokens if token.kind == "word"]
        #: Of words that are all in capitals, one of them too long for an acronym, capitals say nothing.
        self._shouted = all(map(str.isupper, named)) and any(len(one) > analysis.ACRONYM_LENGTH for one in named)

    def query(self) -> Query:
        """The whole query."""
        found = self._or()
        if self._next.kind != "end":
            raise BadTermsError(f"The closing parenthesis at character {self._next.at} closes nothing: leave it out.")
        if found is None:
            raise BadTermsError("There is nothing to find: write a word, or a phrase in quotation marks.")
        return found

    @property
    def _next(self) -> _Token:
        return self._tokens[self._place]

    def _take(self) -> _Token:
        token = self._next
        self._place += 1
        return token

    def _or(self) -> Query | None:
        parts = [self._and()]
        while self._next.kind == "OR":
            operator = self._take()
            parts.append(self._needed(self._and(), operator))
            self._needed_before(parts[-2], operator)
        return _joined(Or, parts)

    def _and(self) -> Query | None:
        parts = [self._near()]
        while self._next.kind not in ("OR", ")", "end"):
            if self._next.kind == "AND":
                operator = self._take()
                self._needed_before(_joined(And, parts), operator)
                parts.append(self._needed(self._near(), operator))
            else:
                parts.append(self._near())
        return _joined(And, parts)

    def _near(self) -> Query | None:
        left = self._unary()
        while self._next.kind == "NEAR":
            operator = self._take()
            distance = self._distance(operator)
            self._needed_before(left, operator)
            right = self._needed(self._unary(), operator)
            left = Near(self._nearable(left, operator), self._nearable(right, operator), distance)
        return left

    def _distance(self, operator: _Token) -> int:
        match = _NEAR.fullmatch(operator.text)
        written = match["words"] if match else None
        if written is None:
            return NEARBY
        if written.isdecimal() and 1 <= int(written) <= FARTHEST:
            return int(written)
        raise BadTermsError(
            f"{operator.text} at character {operator.at} does not say how near: write NEAR, or NEAR/ and a number "
            f"from 1 to {FARTHEST} without a space, as NEAR/5."
        )

    def _nearable(self, query: Query | None, operator: _Token) -> Query:
        """What has a place in a paragraph: words, phrases, what is near, and any of several of these."""
        if isinstance(query, (Phrase, Near)):
            return query
        if isinstance(query, Or):
            return Or(tuple(self._nearable(part, operator) for part in query.parts))
        raise BadTermsError(
            f"{operator.text} at character {operator.at} stands beside AND or NOT, which have no place in the text: "
            "put a word, a phrase or (… OR …) on each side of it."
        )

    def _unary(self) -> Query | None:
        if self._next.kind not in ("NOT", "-"):
            return self._primary()
        operator = self._take()
        self._deeper(operator)
        found = self._needed(self._unary(), operator)
        self._depth -= 1
        return Not(found)

    def _primary(self) -> Query | None:
        match self._next.kind:
            case "word" | "phrase":
                return self._phrase(self._take())
            case "(":
                return self._bracket(self._take())
            case _:
                return None

    def _bracket(self, opening: _Token) -> Query | None:
        self._deeper(opening)
        found = self._or()
        self._depth -= 1
        if self._next.kind != ")":
            raise BadTermsError(f"The parenthesis at character {opening.at} is not closed: close it, or leave it out.")
        self._take()
        if found is None:
            raise BadTermsError(
                f"The parentheses at character {opening.at} are empty: write a word in them, or leave them out."
            )
        return found

    def _deeper(self, token: _Token) -> None:
        self._depth += 1
        if self._depth > DEEPEST:
            raise BadTermsError(
                f"From character {token.at} on, more than {DEEPEST} parentheses are in one another: use fewer."
            )

    def _phrase(self, token: _Token) -> Query | None:
        """The words of a token; None of one that has only punctuation."""
        exact = token.kind == "phrase"
        begins = not exact and "*" in token.text
        found = [
            Wanted(word.plain, word.folded, exact, not exact and word.acronym and not self._shouted)
            for _, _, word in analysis.placed(token.text)
        ]
        if begins:
            found[-1:] = [self._beginning(token, found[-1:])]
        if exact and not found:
            raise BadTermsError(f"The phrase at character {token.at} has no word in it: write one, or leave it out.")
        return Phrase(tuple(found)) if found else None

    def _beginning(self, token: _Token, last: Sequence[Wanted]) -> Wanted:
        """The last word before an asterisk as the beginning of words."""
        if token.text.find("*") == len(token.text) - 1 and last and len(last[0].folded) >= SHORTEST_BEGINNING:
            return replace(last[0], exact=True, acronym=False, begins=True)
        raise BadTermsError(
            f"The asterisk in {token.text} at character {token.at} does not stand behind the beginning of a word: "
            f"write at least {SHORTEST_BEGINNING} letters before it and nothing behind it, as gospodar*."
        )

    def _needed(self, found: Query | None, operator: _Token) -> Query:
        if found is None:
            raise BadTermsError(
                f"After {operator.text} at character {operator.at} something is missing: write a word, "
                f"or leave it out{_as_word(operator)}."
            )
        return found

    def _needed_before(self, found: Query | None, operator: _Token) -> None:
        if found is None:
            raise BadTermsError(
                f"Before {operator.text} at character {operator.at} something is missing: write a word, "
                f"or leave it out{_as_word(operator)}."
            )


def _as_word(operator: _Token) -> str:
    return f', or write "{operator.text}" for the word itself' if operator.text.isalpha() else ""


def _joined(kind: type[And] | type[Or], parts: list[Query | None]) -> Query | None:
    """The parts that there are as one."""
    there = tuple(part for part in parts if part is not None)
    return kind(there) if len(there) > 1 else next(iter(there), None)
