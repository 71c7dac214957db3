"""Follow-up questions: "and in Poland?" is searched with what it refers to.

Told without a language model, by how people refer back (references.py). A question that does is searched with the
words of the one before, which may follow another itself. What comes of it is plain text that a person can read and
edit. A question that stands by itself is searched as it was written.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qa.language.references import Speech, names, speech_of

#: Changes with anything here or in qa/language/references.py that changes what is searched: part of the fingerprint.
VERSION = 1
#: Earlier questions that are looked at.
MOST_EARLIER = 8
#: Words that are carried over: about two questions' worth.
MOST_CARRIED = 12
#: A question with more words than these that name something is whole, although it speaks of "the treaty".
MOST_TAKING_UP = 3


@dataclass(frozen=True, slots=True)
class Resolved:
    """What is searched for a question."""

    #: Plain words; the question itself where it stands by itself.
    searched: str
    #: The earlier question whose words were taken; empty for none.
    follows: str = ""


def resolve(question: str, earlier: Sequence[str] = ()) -> Resolved:
    """What to search for a question that was asked after others.

    Args:
        question: In any language; in one that qa/language/references.py does not know, it stands by itself.
        earlier: The questions before it, oldest first.
    """
    before = [one for one in earlier if one.strip()][-MOST_EARLIER:]
    speech = speech_of(question, before[-1]) if before else None
    if speech is None or not refers_back(question, before[-1], speech):
        return Resolved(question)
    whole = not speech.asks(question) and bool(speech.content(question))
    if whole:
        before = _asking(before, speech)
    topic = resolve(before[-1], before[:-1]).searched
    carried = topic if whole else lacking(question, topic, speech)
    return Resolved(f"{question} {carried}", before[-1]) if carried else Resolved(question)


def refers_back(question: str, previous: str, speech: Speech) -> bool:
    """Whether the question is not whole without the one before."""
    return (
        speech.continues(question)
        or speech.points_back(question)
        or _vague(question, speech)
        or _takes_up(question, previous, speech)
    )


def _vague(question: str, speech: Speech) -> bool:
    """Whether it names no topic: "why?", "who won?"; but one word is enough for "what is inflation?"."""
    named = len(speech.content(question))
    return named == 0 or (named == 1 and speech.asks(question) and not speech.defines(question) and not names(question))


def _takes_up(question: str, previous: str, speech: Speech) -> bool:
    """Whether it speaks of "the treaty" where the question before named one, and names little else."""
    named = speech.content(question)
    if len(named) > MOST_TAKING_UP or names(question):
        return False
    known = {term for word in speech.content(previous) for term in word.alternatives}
    spoken = [word for text in speech.definite(question) for word in speech.content(text)]
    return any(not known.isdisjoint(word.alternatives) for word in spoken)


def _asking(before: Sequence[str], speech: Speech) -> list[str]:
    """The earlier questions up to the last that says what it asks; all where none does.

    "And in Spain?" after "and in Poland?" asks what was asked of Germany before.
    """
    last = max((at for at, one in enumerate(before) if speech.asks(one)), default=len(before) - 1)
    return list(before[: last + 1])


def lacking(question: str, topic: str, speech: Speech) -> str:
    """The words of the topic that the question lacks, up to MOST_CARRIED of them."""
    known = {term for word in speech.content(question) for term in word.alternatives}
    lacking = [word.surface for word in speech.content(topic) if known.isdisjoint(word.alternatives)]
    return " ".join(lacking[:MOST_CARRIED])
