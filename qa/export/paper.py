"""An answer or a dossier as it is handed to an editor: pieces of text in their order, with the sources behind them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Protocol

from qa.cite import DIFFERS, NEWER, UNANSWERED
from qa.export import dates
from qa.export.text import Run, Text, text
from qa.export.works import Access, called, unknown, work_of
from qa.model import Answer, Citation
from qa.terminal import VERDICTS, count, unsearched

#: What stands where a quotation is left out.
LEFT_OUT = "A quotation is left out here: it does not stand in the library any more as it was quoted."


class Role(StrEnum):
    """What a piece of a paper is."""

    QUESTION = "question"
    #: A part of a question that asks several things.
    PART = "part"
    #: What the quotations below it are.
    HEADING = "heading"
    QUOTATION = "quotation"
    #: What Footnote says.
    LINE = "line"
    #: What the person wrote to the quotation above it.
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Piece:
    """One paragraph; ``citations`` are the numbers of the sources behind it, ``language`` is ISO 639-1 or empty."""

    role: Role
    text: str
    citations: tuple[int, ...] = ()
    language: str = ""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A citation that does not stand any more, and why."""

    citation: Citation
    why: str


@dataclass(frozen=True, slots=True)
class Checked:
    """Citations as they stand in the library of today, by the numbers that they had, and those that do not."""

    standing: Mapping[int, Citation] = field(default_factory=dict)
    left_out: tuple[LeftOut, ...] = ()


@dataclass(frozen=True, slots=True)
class Paper:
    """A text with quotations. Invariant: each number that a piece names is that of one of the citations.

    Raises:
        ValueError: a piece that names another.
    """

    title: str
    pieces: tuple[Piece, ...]
    citations: tuple[Citation, ...]
    #: What is said at the end, a sentence each.
    ending: tuple[Text, ...] = ()
    #: What is not given as a source, and so not quoted.
    left_out: tuple[LeftOut, ...] = ()

    def __post_init__(self) -> None:
        numbers = {one.number for one in self.citations}
        if any(not numbers.issuperset(piece.citations) for piece in self.pieces):
            raise ValueError("a piece of the paper has no source")


class Pinned(Protocol):
    """A quotation of a dossier."""

    @property
    def citation(self) -> Citation:
        """The quotation."""

    @property
    def note(self) -> str:
        """What the person wrote to it; empty for nothing."""


def of_answers(answers: Sequence[tuple[Answer, Checked]], access: Access) -> Paper:
    """Answers one after the other, with only those quotations that stand; citations are numbered through."""
    pieces: list[Piece] = []
    citations: list[Citation] = []
    ending: list[Text] = []
    first = 0
    for given, checked in answers:
        shifted = {number: replace(one, number=one.number + first) for number, one in checked.standing.items()}
        pieces += _answer(given, shifted)
        citations += shifted.values()
        ending += _about(given, access, "This answer" if len(answers) == 1 else f"The answer to “{given.question}”")
        first += max((one.number for one in given.citations), default=0)
    left_out = tuple(one for _, checked in answers for one in checked.left_out)
    title = answers[0][0].question if len(answers) == 1 else count(len(answers), "answer")
    return Paper(title, tuple(pieces), tuple(citations), _ending(citations, left_out, access, ending), left_out)


def of_citation(given: Answer, checked: Checked, access: Access) -> Paper:
    """The one citation of an answer that was checked, by itself."""
    citations = tuple(checked.standing.values())
    pieces = tuple(_quotation(checked.standing, number) for number in checked.standing)
    ending = _ending(citations, checked.left_out, access, ())
    return Paper(given.question, pieces, citations, ending, checked.left_out)


def of_pins(name: str, pins: Sequence[Pinned], checked: Checked, access: Access) -> Paper:
    """A dossier with the notes of its owner; its quotations are numbered by their places, from 1.

    Args:
        name: What it is called.
        pins: Its quotations in their order.
        checked: Their citations, by their places.
        access: When they were looked up.
    """
    standing = {place: replace(one, number=place) for place, one in checked.standing.items()}
    pieces = [Piece(Role.QUESTION, name)]
    for place, pin in enumerate(pins, 1):
        pieces.append(_quotation(standing, place))
        if pin.note:
            pieces.append(Piece(Role.NOTE, pin.note))
    citations = list(standing.values())
    ending = _ending(citations, checked.left_out, access, ())
    return Paper(name, tuple(pieces), tuple(citations), ending, checked.left_out)


def _answer(given: Answer, standing: Mapping[int, Citation]) -> Iterator[Piece]:
    yield Piece(Role.QUESTION, given.question)
    if given.searched != given.question:
        yield Piece(Role.LINE, f"Searched for: {given.searched}")
    limits = _limits(given)
    if limits:
        yield Piece(Role.LINE, f"Asked of some documents only: {limits}.")
    yield Piece(Role.LINE, VERDICTS[given.verdict])
    yield from _stated(given, standing)
    for conflict in given.conflicts:
        yield Piece(Role.HEADING, f"{DIFFERS}: {' – '.join(conflict.values)}")
        yield from (_quotation(standing, number) for number in conflict.citations)
    if given.newer:
        yield Piece(Role.HEADING, f"{NEWER}:")
        yield from (_quotation(standing, number) for number in given.newer)


def _limits(given: Answer) -> str:
    """The filters of the question: "author Berg, Example; as of 2024"."""
    texts = (
        (name.replace("_", " "), ", ".join(map(str, value)) if isinstance(value, list | tuple) else value)
        for name, value in given.filters.items()
    )
    return "; ".join(f"{name} {value}" for name, value in texts if value)


def _stated(given: Answer, standing: Mapping[int, Citation]) -> Iterator[Piece]:
    """The quotations that answer; of a question of several parts under each of them, once."""
    if not given.parts:
        yield from (_quotation(standing, one.citation) for one in given.statements)
        return
    told: set[int] = set()
    for part in given.parts:
        again = tuple(standing[number].number for number in part.citations if number in told and number in standing)
        yield Piece(Role.PART, part.question if part.citations else f"{part.question} – {UNANSWERED}", again)
        yield from (_quotation(standing, number) for number in part.citations if number not in told)
        told.update(part.citations)


def _quotation(standing: Mapping[int, Citation], number: int) -> Piece:
    cited = standing.get(number)
    if cited is None:
        return Piece(Role.LINE, LEFT_OUT)
    return Piece(Role.QUOTATION, cited.quote, (cited.number,), cited.language)


def _about(given: Answer, access: Access, called: str) -> Iterator[Text]:
    """What was searched, in which state of the library, and where the answer is found again."""
    cover = given.coverage
    searched = f"Searched {cover.searched} of {count(cover.documents, 'document')}"
    if not cover.whole:
        searched += f"; {unsearched(cover)}"
    yield text(f"{searched}; state of the library: {given.fingerprint}.")
    link = access.link(f"/?a={given.id}") if given.id else ""
    if link:
        yield (Run(f"{called}: "), Run(link, link=link))


def _ending(
    citations: Sequence[Citation], left_out: Iterable[LeftOut], access: Access, about: Iterable[Text]
) -> tuple[Text, ...]:
    day = dates.american(dates.iso(access.day))
    said = [
        *unknown(citations),
        *(f"Left out: a quotation of {called(work_of(one.citation))}: {one.why}." for one in left_out),
        *([f"Looked up in the library on {day}; every quotation here stood word for word."] if citations else []),
    ]
    return (*map(text, said), *dict.fromkeys(about))
