"""Newer documents that speak of the point that an answer speaks of: what a reader should see before relying on it.

A sentence is pointed at when it would answer the question itself, stands in a document that came out after every
document that answers, holds whatever of the question the answer holds, gives the kind of thing that the question asks
for where the answer does, and is near to the question and to the answer in meaning. Nothing is said of whether it
agrees. A miss costs a reader little, for the answer is dated; a pointer to something else costs trust.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from index.copies import folded
from index.dates import is_later, last_day
from index.model import Filters
from qa.evidence import gather
from qa.language.cues import cue_of
from qa.language.dependence import leans
from qa.select import Sentence, named, shares

if TYPE_CHECKING:
    from index.model import WeighedWord
    from index.snapshot import Snapshot

#: So many sentences are pointed at, each of another document.
MOST = 2
#: A sentence may lack so much of the question's weight that the answer has, itself and with its title and headings.
LACKING, LACKING_AROUND = 0.15, 0.02
#: It holds at least so much of the question's weight itself. Of 28 sentences of news that were pointed at with 0.5, the
#: two that speak of something else ("worth" is asked, the weight told) and six that are right hold less than this.
HELD = 0.7
#: It may be so much farther from the question than the answer is (cosine),
FARTHER = 0.12
#: and it is at least so near to the answer.
NEAR = 0.6
_ALL = Filters()


def newer(view: Snapshot, question: str, chosen: Sequence[Sentence], filters: Filters = _ALL) -> tuple[Sentence, ...]:
    """The sentences of newer documents that speak of the same point, the nearest first, one of each document.

    Args:
        view: The state that answered; a search may move it on, so read what was found for the answer before.
        question: As it was searched.
        chosen: The sentences that answer.
        filters: Those of the question: all hold but ``as_of``, beyond which is looked for what is newer.

    Returns:
        None where a document that answers has no date; never a sentence of an undated document, or of a copy.
    """
    if not chosen or not all(one.document.metadata.published for one in chosen):
        return ()
    latest = max(last_day(one.document.metadata.published) for one in chosen)
    later = replace(filters, as_of="", since=max(filters.since, latest))
    if not any(is_later(entry.published, latest) for entry in view.entries(later)):
        return ()
    found = gather(view, question, later).chosen
    after = [one for one in found if is_later(one.document.metadata.published, latest)]
    same = [one for one in after if speaks_of(view, question, chosen, one)]
    fresh = (one for one in same if not _repeats(view, chosen, one))
    return tuple({one.document.digest: one for one in reversed(list(fresh))}.values())[::-1][:MOST]


def speaks_of(view: Snapshot, question: str, chosen: Sequence[Sentence], other: Sentence) -> bool:
    """Whether the other sentence speaks of the same point as those that answer: of it as much as the best of them."""
    if _asks(other.text) or leans(other.text, other.language):
        return False
    cue = cue_of(question)
    texts = [one.text for one in chosen]
    own, *theirs = view.nearness(question, [other.text, *texts]).tolist()
    return (
        own >= max(theirs) - FARTHER
        and float(view.nearness(other.text, texts).max()) >= NEAR
        and cue(other.text) >= max(map(cue, texts))
        and _holds_as_much(question, view.question_words(question), chosen, other)
    )


def _holds_as_much(question: str, words: Sequence[WeighedWord], chosen: Sequence[Sentence], other: Sentence) -> bool:
    """Whether the other holds of the question what the answers hold, and every name and number that it names."""
    alone, around = sum(shares(words, _alone(other))), shares(words, _above(other))
    most = max(sum(shares(words, _alone(one))) for one in chosen)
    held = [max(each) for each in zip(*(shares(words, _above(one)) for one in chosen), strict=True)]
    lacking = sum(max(0.0, theirs - own) for theirs, own in zip(held, around, strict=True))
    every_name = all(own for name, own in zip(named(question, words), around, strict=True) if name)
    return every_name and alone >= max(HELD, most - LACKING) and lacking <= LACKING_AROUND


def _alone(sentence: Sentence) -> list[tuple[str, str]]:
    return [(sentence.text, sentence.language)]


def _above(sentence: Sentence) -> list[tuple[str, str]]:
    """The sentence with its title and headings."""
    known = sentence.document.metadata
    return [*_alone(sentence), ("\n".join((known.title, *sentence.block.section)), known.language)]


def _asks(text: str) -> bool:
    """Whether it is a question itself or has one in it: a link, or the heading of a quiz."""
    return "?" in text


def _repeats(view: Snapshot, chosen: Sequence[Sentence], other: Sentence) -> bool:
    """Whether it is no news: the words of an answer again, or another print of what answers."""
    if folded(other.text) in {folded(one.text) for one in chosen}:
        return True
    copies = {entry.document for one in chosen for entry in view.copies(one.document.id)}
    return other.document.id in copies
