"""Does a sentence lean on the one before it? "He rejected this." does, "It is clear that ..." does not.

A quotation that begins with a pronoun, or with "however", says little or misleads without what stands before it; it is
shown together with that. Told by how the sentence begins, and in English also by a "he" or "she" that nothing before it
names. A pronoun that the same sentence explains, one that stands for nothing ("it is", "es gibt"), a time that is the
reader's ("this year") and a text that speaks of itself ("this report") lean on nothing. In doubt a sentence stands.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.language.clauses import Piece, Word, pieces
from qa.language.leaning import leaning
from qa.language.reporting import Reporting, reporting

#: A longer "sentence" is a table or a list.
LONGEST = 2_000


def leans(text: str, language: str) -> bool:
    """Whether the sentence needs the one before it to be understood.

    Args:
        text: One sentence.
        language: ISO 639-1; in one that is not known here, every sentence stands by itself.
    """
    begins, ways = leaning(language), reporting(language)
    if begins is None or ways is None or len(text) > LONGEST:
        return False
    opening = _MARKS.sub("", text, count=1)
    if _STANDING.match(opening):
        return False
    if begins.match(opening) is not None:
        return True
    return language == "en" and (begins.match(_without_time(opening, ways)) is not None or _unnamed_person(text, ways))


#: Quotation marks, brackets and dashes before the first word.
_MARKS = re.compile(r"\A[^\w]{1,8}")

#: Beginnings that stand although they look like one that leans.
_STANDING = re.compile(
    r"(?:thus far|so far|then[- ](?:president|prime|and now)|still water|that said|that is to say|damit die\b|ten, kto"
    r"|this is (?:a|the) (?:list|story|guide|map)\b)",
    re.IGNORECASE,
)


#: Words of openings that name nothing which a pronoun after them might stand for.
_IDLE = frozenset(("fact", "reality", "present", "practice", "addition", "theory", "principle", "particular", "turn"))
#: Words of such an opening.
LONGEST_TIME = 4


def _without_time(text: str, ways: Reporting) -> str:
    """The sentence without a time or a phrase before its first comma: "in 2014, it was sold", "in fact, this means"."""
    opening, comma, rest = text.partition(", ")
    words = opening.lower().split()
    if not comma or len(words) > LONGEST_TIME:
        return ""
    idle = ways.function | ways.openings | ways.times | _TIMES | _IDLE
    return rest if all(word in idle or word.isdigit() or word.endswith("ly") for word in words) else ""


# ---------------------------------------------------------------- "In June, he also set a record."

#: "His" and "her" may be anybody's of whom a noun speaks, which is no list.
_HE = frozenset(("he", "she"))
#: People who are no speakers by trade.
_PERSON = re.compile(r"\A(?:wo)?m[ae]n\Z|\A(?:person|child|boy|girl|student|patient|user|customer|driver|sold|baby)")


def _unnamed_person(text: str, ways: Reporting) -> bool:
    """Whether a "he" or "she" comes before anybody is named; one before its name stands: "when he came, Putin"."""
    told = pieces(text)
    for at, piece in enumerate(told):
        for nth, word in enumerate(piece.words):
            if word.lower in _HE:
                return piece.quotation or not _announces(told, at, ways)
            if _is_named(word, ways, first=at == nth == 0) or (nth == 0 and _is_somebody(piece, ways)):
                if not piece.quotation:
                    return False
                break  # whoever is named in a quotation may be meant in it, and not after it
    return False


def _is_somebody(piece: Piece, ways: Reporting) -> bool:
    """Whether a clause begins with somebody of whom no more is said: "a paid assassin"; not with a time."""
    times = ways.times | _TIMES
    return piece.starts(_ARTICLES) and not any(word.lower.removesuffix("s") in times for word in piece.words[1:3])


_ARTICLES = frozenset(("a", "an"))
_TIMES = frozenset(("day", "hour", "decade", "century", "few", "couple", "moment", "time", "while", "night", "minute"))


def _announces(told: Sequence[Piece], at: int, ways: Reporting) -> bool:
    """Whether the piece opens the sentence and the person is named after it: "when he came, Putin"."""
    if at or told[at].closes != "," or len(told) == 1:
        return False
    opens = told[at].starts(ways.openings | ways.relatives) or _is_named(told[1].words[0], ways, first=False)
    return opens and any(_names(piece, ways) for piece in told[1:] if not piece.quotation)


def _names(piece: Piece, ways: Reporting) -> bool:
    return any(_is_named(word, ways, first=False) for word in piece.words)


def _is_named(word: Word, ways: Reporting, *, first: bool) -> bool:
    """Whether the word may name a person: a capital that is no sentence's beginning and no date's, or a noun."""
    if ways.speaks.search(word.lower) or _PERSON.match(word.lower):
        return True
    if not word.capital or word.text == "I" or word.lower in ways.times:
        return False
    return not first or not (word.lower in ways.function or word.lower in ways.openings)
