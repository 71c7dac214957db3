"""The forms in which a sentence says who said it, each with the place of the speaker.

"Gazprom said that ...", "according to Eurostat, ...", "in Russia's opinion, ...", "..., the minister said",
"jak podaje Reuters, ...". What counts against a form is decided where it is read; whether a sentence may be taken at
its word at all is decided in qa/language/attribution.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qa.language.clauses import Piece, Word, count_words
from qa.language.reporting import Reporting
from qa.language.speakers import name, name_at_end, name_at_start

#: Words between a verb and what belongs to it.
MOST_BETWEEN = 8
#: Words that stand before the main clause: "in a statement on Monday".
LONGEST_OPENING = 12
#: Fewer words are no clause that somebody could have said.
SHORTEST_CLAUSE = 3

#: Where a name stands in the sentence: its first character and the one behind its last.
Span = tuple[int, int]


def speakers_in(parts: Sequence[Piece], ways: Reporting) -> Iterator[Span]:
    """Where the speakers stand in the sentence, by each of the forms; an empty place for one left out."""
    main = _main(parts, ways)
    spans = [_opinion(parts, ways), _subject(parts, main, ways)]
    spans += [_source(parts, at, ways) for at in range(len(parts))]
    spans += [_as_reported(parts, at, ways) for at in range(len(parts))]
    spans += [in_passing(parts, at, ways) for at in range(1, len(parts)) if at != main or spans[1] is None]
    yield from (span for span in spans if span is not None)


def _main(parts: Sequence[Piece], ways: Reporting) -> int:
    """The first piece that is no circumstance before the main clause: "in a statement,"."""
    for at, piece in enumerate(parts[:-1]):
        opening = piece.starts(ways.openings) or _is_participle(piece)
        opening = opening and piece.closes == "," and _verb(piece.words, ways) is None
        if not (opening and len(piece.words) <= LONGEST_OPENING) or piece.quotation:
            return at
    return len(parts) - 1


def _is_participle(piece: Piece) -> bool:
    """ "Taking questions after the meeting, ..."; not "Beijing, ..."."""
    words = piece.words
    return len(words) >= SHORTEST_CLAUSE and words[0].lower.endswith("ing") and not words[1].capital


# ---------------------------------------------------------------- "Gazprom said that ..."


def _subject(parts: Sequence[Piece], main: int, ways: Reporting) -> Span | None:
    """The subject of a main clause whose verb says that something was said."""
    piece = parts[main]
    if piece.quotation or piece.closes == "?":
        return None
    verb = _verb(piece.words, ways)
    if verb is None:
        return _subject_apart(parts, main, ways)
    at, end = verb
    if not _says_clause(parts, main, piece.words[at:end], piece.words[end:], ways):
        return _subject_after(parts, main, at, end, ways)
    before = _without_adverbs(piece.words[:at], ways)
    if ways.drops_subject and not before:
        return piece.words[0].start, piece.words[0].start
    if _another_says(piece.words[end:], ways) or _goes_on_after_quotation(parts[main + 1 :], ways):
        return None
    subject = name(before, ways, first=main == 0)
    if subject is None and _begins_with_circumstance(piece, ways):
        return name_at_end(before, ways) or _subject_after(parts, main, at, end, ways)
    return subject


def _begins_with_circumstance(piece: Piece, ways: Reporting) -> bool:
    """Whether something comes before the subject: "after the talks", "2 weeks later"."""
    return piece.starts(ways.openings) or piece.words[0].text[0].isdigit()


def _another_says(rest: Sequence[Word], ways: Reporting) -> bool:
    """Whether somebody else says something in the same breath: "said it was legal but Ivanov said it was not"."""
    turn = next((at for at, word in enumerate(rest) if word.lower in ways.contrasts), len(rest))
    return _verb(rest[turn + 2 :], ways) is not None


def _goes_on_after_quotation(parts: Sequence[Piece], ways: Reporting) -> bool:
    """Whether a clause is joined to one that ends in a quotation: who says it is open."""
    return any(
        piece.opens == '"'
        and piece.starts(ways.joins)
        and len(piece.words) > SHORTEST_CLAUSE
        and not _adds(piece, ways)
        for piece in parts
        if not piece.quotation
    )


def _adds(piece: Piece, ways: Reporting) -> bool:
    """Whether the subject says more: "and added that"."""
    return piece.words[1].lower in ways.verbs or piece.words[1].lower in ways.that


def _subject_apart(parts: Sequence[Piece], main: int, ways: Reporting) -> Span | None:
    """The same where something is said of the subject first: "Merkel, the chancellor, said that ..."."""
    subject = name(parts[main].words, ways, first=main == 0)
    following = parts[main + 1 : main + 2]
    if subject is None or parts[main].closes != "," or not following or following[0].starts(ways.joins):
        return None  # "Gazprom, and several others, said"
    for at in range(main + 2, min(main + 4, len(parts))):
        words = parts[at].words
        verb = _verb(words, ways)
        if verb is None or _without_adverbs(words[: verb[0]], ways) or parts[at].opens != ",":
            continue
        if name(words[verb[1] :], ways, first=False):  # "..., said the minister": another speaks
            return None
        return subject if _says_clause(parts, at, words[slice(*verb)], words[verb[1] :], ways) else None
    return None


def _subject_after(parts: Sequence[Piece], main: int, at: int, end: int, ways: Reporting) -> Span | None:
    """The same where a circumstance comes first and turns the order: "Außerdem argumentiert Piketty, dass ..."."""
    piece = parts[main]
    turned = ways.language in _TURNING and at and _begins_with_circumstance(piece, ways)
    if not turned or not _clause_next(parts, main, ways):
        return None
    subject = _until(piece.words[end:], ways.ends | ways.particles)
    return name(subject, ways, first=False) if subject and subject[0].capital else None


#: Languages in which the verb comes before its subject where a circumstance begins the sentence.
_TURNING = frozenset(("de", "pl", "ru", "uk"))


def _verb(words: Sequence[Word], ways: Reporting) -> tuple[int, int] | None:
    """The first verb of saying."""
    for at, word in enumerate(words):
        two = f"{word.lower} {words[at + 1].lower}" if at + 1 < len(words) else ""
        if two in ways.verbs:
            return at, at + 2
        if word.lower in ways.verbs and not _is_noun(words, at, ways) and _is_whole(words, at, ways):
            return at, at + 1
    return None


def _is_noun(words: Sequence[Word], at: int, ways: Reporting) -> bool:
    """Whether the word is no verb here: "a report", "Claims Court"."""
    return at > 0 and (words[at].capital or words[at - 1].lower in ways.determiners)


def _is_whole(words: Sequence[Word], at: int, ways: Reporting) -> bool:
    """Whether a verb that needs a word which stands apart has it: "teilte das Ministerium mit"."""
    verb = words[at].lower
    return verb not in ways.separable or any((verb, word.lower) in ways.split for word in words[at + 1 :])


def _says_clause(parts: Sequence[Piece], at: int, verb: Sequence[Word], rest: Sequence[Word], ways: Reporting) -> bool:
    """Whether what follows the verb is what was said."""
    said = " ".join(word.lower for word in verb)
    conjunction = next((n for n, word in enumerate(rest[: MOST_BETWEEN + 1]) if word.lower in ways.that), None)
    if said in ways.telling:
        listener = _until(rest, ways.that | ways.ends)
        if not listener or not (listener[0].lower in ways.listeners or name(listener, ways, first=False)):
            return False
        return conjunction is not None or _quotation_next(parts, at)
    if conjunction is not None:
        return _belongs(rest, conjunction, said, ways)
    if _only_circumstance(rest, ways) and (_quotation_next(parts, at) or _clause_next(parts, at, ways)):
        return True
    if not rest or rest[0].lower in ways.nothing or ways.language == "de":
        return False
    if said not in ways.free:
        return _begins_clause(rest, ways)
    return rest[0].lower not in ways.circumstances or any(
        word.lower in ways.finite | ways.subjects for word in rest[1:]
    )


def _begins_clause(rest: Sequence[Word], ways: Reporting) -> bool:
    """Whether a clause follows without its conjunction: "announced it would"; not "announced it on Monday"."""
    if len(rest) < SHORTEST_CLAUSE or rest[0].lower not in ways.subjects:
        return False
    return rest[1].lower in ways.finite or rest[1].lower.endswith(("ed", "s"))


def _belongs(rest: Sequence[Word], at: int, said: str, ways: Reporting) -> bool:
    """Whether the conjunction at this place begins what was said, and no clause about a noun: "a plan that bans"."""
    following = rest[at + 1].lower if at + 1 < len(rest) else ""
    if following in ways.finite or following in ways.times:  # "acknowledged that Wednesday"
        return False
    between = rest[:at]
    if any(word.lower in ways.negations for word in between):
        return False
    if not between or said in ways.free:
        return True
    return between[0].lower in ways.circumstances and between[0].lower not in ways.about


def _only_circumstance(rest: Sequence[Word], ways: Reporting) -> bool:
    if len(rest) > MOST_BETWEEN or any(word.lower in ways.negations for word in rest):
        return False
    if rest and rest[-1].lower in ways.pointers:
        return False
    return not rest or rest[0].lower in ways.circumstances or rest[0].lower in ways.particles


def _quotation_next(parts: Sequence[Piece], at: int) -> bool:
    """Whether a colon or a quotation follows."""
    return parts[at].closes == ":" or (at + 1 < len(parts) and parts[at + 1].quotation)


def _clause_next(parts: Sequence[Piece], at: int, ways: Reporting) -> bool:
    """Whether a comma and the clause that was said follow."""
    if at + 1 == len(parts) or parts[at].closes != ",":
        return _quotation_next(parts, at)
    following = parts[at + 1]
    if any(piece.starts(ways.that) for piece in parts[at + 1 : at + 3]):  # also behind an insertion
        return True
    verb = _verb(parts[at].words, ways)
    free = verb is not None and parts[at].words[verb[0]].lower in ways.free
    return (
        ways.language == "de" and free and not following.starts(ways.asks) and len(following.words) >= SHORTEST_CLAUSE
    )


# ---------------------------------------------------------------- "according to Eurostat, ..."


def _source(parts: Sequence[Piece], at: int, ways: Reporting) -> Span | None:
    """The source that a piece names."""
    piece = parts[at]
    if piece.quotation or (at and (_is_relative(parts[at - 1], at - 1, ways) or piece.opens in ":;?")):
        return None
    behind = _source_before(piece, at, ways)
    if behind:
        return behind
    head = next((one for one in ways.sources if tuple(w.lower for w in piece.words[: len(one)]) == one), None)
    if head is None:
        return None
    words = piece.words[len(head) - (head[-1] in ways.determiners) :]
    if at == 0 and ways.language in _TURNING:
        whole = name(words, ways, first=False) if piece.closes == "," else None
        return whole or name_at_start(words, ways)
    if at == 0 and piece.closes != ",":
        return None
    if at and at + 1 == len(parts) and count_words(parts[:at]) < SHORTEST_CLAUSE:
        return None
    whole = name(words, ways, first=False)
    if whole or ways.language in _TURNING:  # there what follows a name is said: "według Swetoniusza w wyniku kopnięcia"
        return whole
    return name(_until(words, ways.ends), ways, first=False)


def _source_before(piece: Piece, at: int, ways: Reporting) -> Span | None:
    """A source whose word stands behind it: "Experten zufolge"."""
    place = next((n for n, word in enumerate(piece.words) if word.lower in ways.sources_after), 0)
    return name(piece.words[:place], ways, first=at == 0) if place else None


def _opinion(parts: Sequence[Piece], ways: Reporting) -> Span | None:
    """ "In Russia's opinion, ..."."""
    words = parts[0].words
    if len(words) < 3 or words[0].lower != "in" or words[-1].lower not in ways.views or parts[0].closes != ",":
        return None
    owner = words[-2]
    if not owner.lower.endswith("'s"):
        return None
    bare = Word(owner.text[:-2], owner.start, owner.end - 2, owner.lower[:-2])
    return name((*words[1:-2], bare), ways, first=False)


# ---------------------------------------------------------------- "..., the minister said"


def in_passing(parts: Sequence[Piece], at: int, ways: Reporting) -> Span | None:
    """The speaker whom a piece names that is inserted or comes last."""
    piece = parts[at]
    if piece.quotation or piece.opens in ":;?(" or piece.closes in ("?", ":"):
        return None
    if not _something_said(parts, at) or _is_relative(parts[at - 1], at - 1, ways):
        return None
    verb = _verb(piece.words, ways) or _so(piece.words, ways)
    if verb is None:
        return _described(parts, at, ways)
    before, rest = _without_adverbs(piece.words[: verb[0]], ways), piece.words[verb[1] :]
    if before:
        if ways.language == "de":  # there the verb comes first
            return None
        if _ends_list(parts, at, before, ways) or not _nothing_more(piece.words[slice(*verb)], rest, ways):
            return None
        return name(before, ways, first=False)
    if piece.words[verb[0]].lower not in ways.inverted:
        return None
    return name(_until(rest, ways.ends | ways.particles), ways, first=False)


def _so(words: Sequence[Word], ways: Reporting) -> tuple[int, int] | None:
    """ "..., so der Minister": no verb at all."""
    return (0, 1) if words and ways.language == "de" and words[0].lower == "so" and len(words) > 1 else None


def _ends_list(parts: Sequence[Piece], at: int, speakers: Sequence[Word], ways: Reporting) -> bool:
    """Whether the speakers are the last of several: "..., Acme, the union and the bank said"."""
    several = any(word.lower in ways.joins and not word.capital for word in speakers)
    earlier = parts[at - 1]
    return several and not earlier.quotation and name(earlier.words, ways, first=False) is not None


def _described(parts: Sequence[Piece], at: int, ways: Reporting) -> Span | None:
    """The same where something is said of the speaker first: "..., said Kim, the acting attorney, in a release"."""
    speaker = name(parts[at].words, ways, first=False) if parts[at - 1].quotation else None
    if speaker is None or parts[at].closes != "," or ways.language == "de":
        return None
    for later in parts[at + 2 : at + 5]:
        verb = _verb(later.words, ways)
        if verb and verb[0] == 0 and later.opens == "," and not later.quotation:
            return speaker if _nothing_more(later.words[slice(*verb)], later.words[verb[1] :], ways) else None
    return None


def _something_said(parts: Sequence[Piece], at: int) -> bool:
    """Whether a clause or a quotation stands before the piece, or around it: "typically, Bonham said, most is sold"."""
    if at >= SHORTEST_CLAUSE:  # every piece has a word
        return True
    before, after = parts[:at], parts[at + 1 : at + 1 + SHORTEST_CLAUSE]
    if count_words(before) >= SHORTEST_CLAUSE or any(piece.quotation for piece in before):
        return True
    return parts[at].closes == "," and count_words(after) >= SHORTEST_CLAUSE


def _is_relative(piece: Piece, at: int, ways: Reporting) -> bool:
    """Whether what comes before is a clause about a noun, so that only that much may have been said."""
    return at > 0 and not piece.quotation and piece.starts(ways.relatives)


def _nothing_more(verb: Sequence[Word], rest: Sequence[Word], ways: Reporting) -> bool:
    """Whether no clause of its own follows the verb."""
    if any(word.lower in ways.that for word in rest):
        return False
    if verb[0].lower in ways.telling:
        return bool(rest) and (rest[0].lower in ways.listeners or rest[0].capital)
    if rest and rest[0].lower == "to" and verb[0].lower not in ways.free:  # "wrote to the ministry"
        return False
    return not rest or rest[0].lower in ways.circumstances - ways.finite


# ---------------------------------------------------------------- "jak podaje Reuters, ..."


def _as_reported(parts: Sequence[Piece], at: int, ways: Reporting) -> Span | None:
    """The speaker of "as Reuters reports", in languages where that names a source and agrees to nothing."""
    piece = parts[at]
    if piece.quotation or not piece.starts(ways.as_) or (at and _is_relative(parts[at - 1], at - 1, ways)):
        return None
    words = piece.words[1:]
    verb = _verb(words, ways)
    if verb and verb[0] == 0:
        return name(_until(words[verb[1] :], ways.ends), ways, first=False)
    if words and words[-1].lower in ways.verbs | ways.verbs_last:
        return name(_until(words[:-1], ways.ends), ways, first=False)
    return None


# ----------------------------------------------------------------


def _without_adverbs(words: Sequence[Word], ways: Reporting) -> Sequence[Word]:
    """The words without what stands between a speaker and the verb: "has repeatedly"."""
    end = len(words)
    while end and _is_adverb(words[end - 1], ways):
        end -= 1
    return words[:end]


def _is_adverb(word: Word, ways: Reporting) -> bool:
    adverb = word.lower.endswith(ways.adverbs) and not word.capital and word.lower not in ways.negations
    return adverb or word.lower in ways.between


def _until(words: Sequence[Word], ends: frozenset[str]) -> Sequence[Word]:
    """The words before the first of these."""
    return words[: next((at for at, word in enumerate(words) if at and word.lower in ends), len(words))]
