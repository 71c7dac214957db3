"""Why a quotation stands in an answer, in words: what it shares with the question, and where it was found.

Nothing here is a share of truth, so there are no percentages: words are named, and nearness in meaning has three steps.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from index.errors import LibraryError, NotKept
from qa.archive.answers import recall
from qa.language.dependence import leans
from qa.select import shares
from qa.web.markup import render
from qa.web.texts import t
from qa.web.wish import names_of

if TYPE_CHECKING:
    from documents import Block, Document
    from index.model import WeighedWord
    from index.snapshot import Snapshot
    from qa.model import Answer, Citation

#: Cosines of a question with a sentence from which on they are called near, and related. Of 102 quoted sentences of
#: three libraries (English, German) half were above 0.57 and a twentieth below 0.27; of 54 paragraphs drawn at random a
#: twentieth were above 0.30.
CLOSE, RELATED = 0.55, 0.3
#: Citations of one paragraph that are explained at a time.
MOST = 12


@dataclass(frozen=True, slots=True)
class Words:
    """The words of the question by where they stand, each in the first of these that has it."""

    sentence: tuple[str, ...]
    around: tuple[str, ...]
    paragraph: tuple[str, ...]
    nowhere: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why one quotation was chosen."""

    citation: Citation
    words: Words
    #: "close", "related" or "distant"; empty where no model says so.
    meaning: str
    #: The place of its passage among those that were ranked, from 1; 0 where it is not among the first.
    rank: int
    #: The citations that say otherwise, where it is quoted because of them.
    differs_from: tuple[int, ...]
    #: Whether it is quoted for being newer than what answers.
    newer: bool
    #: Whether it is there for the sentence after it, which refers to it.
    leaned_on: bool


def explained(view: Snapshot, wanted: Mapping[str, Any], *, ready: bool) -> dict[str, Any]:
    """The reasons for quotations of a stored answer.

    Args:
        view: The library as it is now.
        wanted: ``answer`` its id, ``numbers`` of its citations.
        ready: Whether the model is loaded: without it nothing is said of meaning.

    Returns:
        ``html``; it says so where a document is not there as it was quoted.
    """
    numbers = set(names_of(wanted.get("numbers")))
    try:
        given = recall(view, str(wanted.get("answer"))).answer
        cited = [one for one in given.citations if str(one.number) in numbers][:MOST]
        found = [reason(view, given, one, ready=ready) for one in cited]
    except NotKept as error:
        return {"html": render("why.html.j2", reasons=(), gone=str(error))}
    except LibraryError:
        return {"html": render("why.html.j2", reasons=(), gone=t("answer.why_gone"))}
    there = [one for one in found if one]
    return {"html": render("why.html.j2", reasons=there, gone="" if there else t("answer.why_gone"))}


def reason(view: Snapshot, given: Answer, cited: Citation, *, ready: bool) -> Reason | None:
    """Why the answer quotes this; None where the document is gone or reads otherwise."""
    entry = view.living(cited.document)
    if entry is None or entry.document != cited.document:
        return None
    document = view.document(cited.document)
    block = document.block_at(cited.start)
    if block is None or document.text[cited.start : cited.end] != cited.quote:
        return None
    searched = _searched(given, cited)
    stated = cited.number in {one.citation for one in given.statements}
    return Reason(
        cited,
        _words(view.question_words(searched), cited, document, block) if ready else Words((), (), (), ()),
        _meaning(view, searched, cited) if ready else "",
        _rank(given, cited),
        () if stated else _others(given, cited),
        not stated and cited.number in given.newer,
        stated and _leaned_on(given, cited),
    )


def _searched(given: Answer, cited: Citation) -> str:
    """The part of the question that it answers, or the whole."""
    own = (part.question for part in given.parts if cited.number in part.citations)
    return next(own, given.searched)


def _words(asked: Sequence[WeighedWord], cited: Citation, document: Document, block: Block) -> Words:
    language = block.language or document.metadata.language
    sentence, left = _held(asked, cited.quote, language)
    around, left = _held(left, " ".join((document.metadata.title, *cited.section)), language)
    paragraph, left = _held(left, document.text_of(block), language)
    return Words(sentence, around, paragraph, tuple(word.surface for word in left))


def _held(words: Sequence[WeighedWord], text: str, language: str) -> tuple[tuple[str, ...], list[WeighedWord]]:
    """Those of the words that a text has, and the others."""
    found = list(zip(words, shares(words, [(text, language)]), strict=True))
    return tuple(word.surface for word, share in found if share), [word for word, share in found if not share]


def _meaning(view: Snapshot, searched: str, cited: Citation) -> str:
    near = float(view.nearness(searched, [cited.quote])[0])
    return "close" if near >= CLOSE else "related" if near >= RELATED else "distant"


def _rank(given: Answer, cited: Citation) -> int:
    ranked = enumerate(given.passages, 1)
    holding = (n for n, one in ranked if one.document == cited.document and one.start <= cited.start < one.end)
    return next(holding, 0)


def _others(given: Answer, cited: Citation) -> tuple[int, ...]:
    pairs = (one.citations for one in given.conflicts if cited.number in one.citations)
    return tuple(sorted({number for pair in pairs for number in pair} - {cited.number}))


def _leaned_on(given: Answer, cited: Citation) -> bool:
    """Whether the quotation after it in its paragraph begins with a word that refers back."""
    following = (
        one
        for one in given.citations
        if one.document == cited.document and one.paragraph == cited.paragraph and one.start > cited.start
    )
    after = min(following, key=lambda one: one.start, default=None)
    return after is not None and after.start <= cited.end + 1 and leans(after.quote, after.language)
