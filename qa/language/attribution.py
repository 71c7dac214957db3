"""Whose words are these? Who is said to have said what a sentence says, where its form leaves no doubt.

An analyst who cites "supplies had stopped" must know whether the author says so or Gazprom. Told by the form of the
sentence alone: a source ("according to Eurostat"), a verb of saying with its subject and its clause ("Gazprom said
that"), a speaker named in passing ("the minister said"). A sentence says so only where all of it is reported: a
remark beside the main clause, a clause that may be the author's own, a speaker who is no more than a pronoun that the
text before does not explain, and what holds by itself (a treaty, a table) leave it the author's. In doubt nothing is
said.
"""

from __future__ import annotations

from collections.abc import Sequence

from documents.sentences import sentence_spans
from qa.language.clauses import Piece, pieces
from qa.language.reporting import Reporting, reporting
from qa.language.sayings import Span, in_passing, speakers_in
from qa.language.speakers import others_named

#: A longer "sentence" is a table or a list; nothing is said of it.
LONGEST = 2_000
#: Sentences that are looked back for the name of one who goes on speaking.
MOST_EARLIER = 3


def reported(text: str, language: str, before: str = "") -> str:
    """Who is said to have said what the sentence says ("the Russian foreign ministry"); empty where it is not certain.

    Args:
        text: One sentence.
        language: ISO 639-1; in one that qa/language/reporting_words.py does not know, nothing is said.
        before: The text before it in its paragraph, which names who "he" is in "he said that".

    Returns:
        Words of the sentence, or for a pronoun those of the sentence before, as they stand there.
    """
    ways = reporting(language)
    if ways is None:
        return ""
    named = _named(text, ways)
    if named and named.lower() not in ways.pronouns:
        return named
    if named is None or not before.strip():
        return ""
    begin = max(0, len(before) - MOST_EARLIER * LONGEST)
    earlier = [before[slice(*span)] for span in sentence_spans(before, begin, len(before))][-MOST_EARLIER:]
    return _speaker_of(earlier, ways)


def _named(text: str, ways: Reporting) -> str | None:
    """Who is said to have said it, a pronoun as well; empty for one left out, None for nobody."""
    if len(text) > LONGEST:
        return None
    parts = pieces(text)
    if not parts or _asks(parts):
        return None
    last = in_passing(parts, len(parts) - 1, ways) if len(parts) > 1 else None
    if last is None and _contrasts(parts, ways):
        return None
    found = list(dict.fromkeys(speakers_in(parts, ways)))
    return _with_closing_mark(text, found[0]) if len(found) == 1 else None


def _with_closing_mark(text: str, span: Span) -> str:
    """The name with the quotation mark that closes one inside it: Magazyn „The Bioscope”."""
    named = text[slice(*span)]
    opened = next((mark for mark in reversed(named) if mark in "„“«"), "")
    following = text[span[1] : span[1] + 1]
    return named + following if opened and following and following in "”“»" else named


def _speaker_of(earlier: Sequence[str], ways: Reporting) -> str:
    """Who spoke in the last of these sentences; one that names somebody else as well leaves it open."""
    for sentence in reversed(earlier):
        named = _named(sentence, ways)
        if named is None:
            return ""
        others = others_named(sentence, named, ways)
        if named and named.lower() not in ways.pronouns:
            return "" if others else named
        if others:
            return ""
    return ""


def _asks(parts: Sequence[Piece]) -> bool:
    return parts[-1].closes == "?" and not parts[-1].quotation


def _contrasts(parts: Sequence[Piece], ways: Reporting) -> bool:
    """Whether a clause beside the reported one may be the author's: ", but flows fell"; not ", but that flows fell"."""
    several = enumerate(parts)
    return any(_may_be_authors(parts, at, ways) for at, piece in several if piece.opens and not piece.quotation)


def _may_be_authors(parts: Sequence[Piece], at: int, ways: Reporting) -> bool:
    piece, following = parts[at], parts[at + 1 : at + 2]
    if piece.opens == ";":
        return True
    if piece.starts(ways.turns) and len(piece.words) == 1:  # "Gazprom, however, said"
        return not (following and following[0].starts(ways.that | ways.verbs | ways.between))
    return piece.starts(ways.contrasts) and not (len(piece.words) > 1 and piece.words[1].lower in ways.that)
