"""Questions to begin with: from the library's own titles and headings, and each asked before it is shown.

A suggestion is a promise, so each is answered first, with a quotation from the document whose words it is made of. The
last one is a question of general knowledge that this library refuses: the honest no is to be seen at once.
"""

from __future__ import annotations

import logging
import re
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from itertools import islice
from typing import TYPE_CHECKING

from documents import BlockKind, Document
from index.errors import LibraryError
from qa.answer import answer
from qa.model import Answer, Verdict

if TYPE_CHECKING:
    from index.answers import AnswerLine
    from index.library import Library
    from index.model import Entry
    from index.snapshot import Snapshot

log = logging.getLogger(__name__)

#: Questions that are shown, and the one that is refused beside them.
SHOWN = 3
#: Candidates that are asked at most, each of another document: of 56 company reports and of 919 documents of every
#: kind three stand after fewer than twenty. An answer takes 10–200 ms.
TRIED = 24
#: Documents whose text is looked through for questions, the newest first.
LOOKED_THROUGH = 60
#: Characters of a question that is taken over, and of a title that is asked about: longer ones are no lines to press.
LONGEST = 90
#: Words of its own that a heading and a title must have: "What happened?" and "Annual report" ask nothing alone.
FEWEST_ASKED, FEWEST_TITLED = 2, 3
#: Asks what a text of a given title says, in words of which none is looked for (they are stop words).
ABOUT = {"en": "What is “{}” about?", "de": "Worum geht es in „{}“?", "pl": "O czym jest „{}”?"}
#: Questions of before that are shown beside.
LATEST = 3
#: What few libraries of analyses say, by language: the first of them that this one refuses is shown.
REFUSED = {
    "en": ("What is the capital of Peru?", "Who painted the Mona Lisa?", "How do penguins sleep?"),
    "de": ("Wie heißt die Hauptstadt von Peru?", "Wer hat die Mona Lisa gemalt?", "Wie schlafen Pinguine?"),
    "pl": ("Jak nazywa się stolica Peru?", "Kto namalował Mona Lisę?", "Jak śpią pingwiny?"),
}

#: A question by its look: begins as a sentence, ends in its only question mark, and has no number of a list before it.
_QUESTION = re.compile(r"[^\W\d_][^?!\n]*[^\s?!]\?")
#: What a title for people to read has none of: underscores, braces, addresses, names of files; and marks of quotation
#: and question, which would be read as those of the question that it becomes.
_MACHINE = re.compile(r"[_{}<>|\\@#=“”„\"»«?!]|\w/\w|\.\w{2,4}$")


@dataclass(frozen=True, slots=True)
class Suggested:
    """What a page can begin with."""

    #: Each is answered by another document.
    questions: tuple[str, ...] = ()
    #: A question that the library does not answer; empty where none was found.
    refused: str = ""


NOTHING = Suggested()


@dataclass(frozen=True, slots=True)
class _Candidate:
    question: str
    #: The id of the document that is to answer it; empty where any may.
    document: str


def suggested(view: Snapshot) -> Suggested:
    """The questions that this state of the library answers, and one that it does not."""
    answered: list[str] = []
    told: set[str] = set()
    for one in islice(_candidates(view), TRIED):
        given = answer(view, one.question)
        if _keeps(given, one) and not told & _quoted(given):
            answered.append(one.question)
            told |= _quoted(given)
        if len(answered) == SHOWN:
            break
    return Suggested(tuple(answered), _refused(view) if answered else "")


def _keeps(given: Answer, one: _Candidate) -> bool:
    """Whether it is answered, by the document that it was made of."""
    return given.verdict is Verdict.ANSWERED and (not one.document or one.document in _quoted(given))


def _quoted(given: Answer) -> set[str]:
    by_number = {one.number: one.document for one in given.citations}
    return {by_number[one.citation] for one in given.statements}


def _refused(view: Snapshot) -> str:
    language = _language(view.entries())
    asked = ((one, answer(view, one)) for one in REFUSED.get(language, REFUSED["en"]))
    return next((question for question, given in asked if given.verdict is Verdict.NOT_FOUND), "")


def _language(entries: Sequence[Entry]) -> str:
    """That of most documents."""
    known = [entry.language for entry in entries if entry.language]
    return max(sorted(set(known)), key=known.count, default="en")


# ---------------------------------------------------------------- candidates


def _candidates(view: Snapshot) -> Iterator[_Candidate]:
    """The samples' own questions while the samples are there; then questions that are headings, then titles."""
    entries = view.entries()
    yield from (_Candidate(one, "") for one in _of_samples(entries))
    newest = sorted(entries, key=lambda entry: (entry.published, entry.added), reverse=True)
    titles: list[_Candidate] = []
    for entry in newest[:LOOKED_THROUGH]:
        document = view.document(entry.document)
        asked = next((one for one in _questions(document) if _own_words(view, one) >= FEWEST_ASKED), "")
        if asked:
            yield _Candidate(asked, document.id)
        elif about := _about(view, entry):
            titles.append(_Candidate(about, document.id))
    yield from titles


def _of_samples(entries: Sequence[Entry]) -> Sequence[str]:
    held = {entry.source.rsplit("/", 1)[-1] for entry in entries}
    present = all(sample.name in held for sample in (files("qa") / "samples").iterdir())
    return (files("qa") / "sample_questions.txt").read_text("utf-8").splitlines() if present else ()


def _questions(document: Document) -> Iterator[str]:
    """Its title and headings that are questions as they stand."""
    for block in document.blocks:
        text = " ".join(document.text_of(block).split())
        asks = block.kind in (BlockKind.TITLE, BlockKind.HEADING) and len(text) <= LONGEST
        if asks and _QUESTION.fullmatch(text) and not text.isupper():
            yield text


def _about(view: Snapshot, entry: Entry) -> str:
    """The question what a document is about, if its title is one for people to read; else nothing."""
    title, asks = " ".join(entry.title.split()), ABOUT.get(entry.language)
    if not asks or not _readable(title) or _own_words(view, title) < FEWEST_TITLED:
        return ""
    return asks.format(title)


def _readable(title: str) -> bool:
    """Whether a title was written for people, is short, and can stand between quotation marks before more words."""
    shouts, begins = title.isupper(), title[:1].isupper() or title[:1].isdecimal()
    ends = title[-1:].isalnum() or title.endswith(")")
    return len(title) <= LONGEST and begins and ends and not shouts and not _MACHINE.search(title)


def _own_words(view: Snapshot, text: str) -> int:
    """How many different content words it has that are no numbers."""
    return len({word.alternatives for word in view.question_words(text) if not word.surface.isdecimal()})


# ---------------------------------------------------------------- asked before


def latest(view: Snapshot) -> tuple[AnswerLine, ...]:
    """The questions that were asked last, each once, newest first."""
    newest: dict[str, AnswerLine] = {}
    for line in view.answers.lines(LATEST * 4):
        newest.setdefault(line.question, line)
    return tuple(newest.values())[:LATEST]


# ---------------------------------------------------------------- in the background


@dataclass(slots=True)
class Suggestions:
    """The suggestions of a library as it is now: made once for each of its states, by a thread of their own."""

    library: Library
    #: Whether there is time for them: the model is loaded and no file is being added.
    idle: Callable[[], bool]
    _made: tuple[int, Suggested] = (-1, NOTHING)
    _making: threading.Lock = field(default_factory=threading.Lock)

    def now(self) -> Suggested | None:
        """Those of the library as it is now; None while they are being made, or there is no time to."""
        with self.library.snapshot() as view:
            generation = view.generation
        if self._made[0] == generation:
            return self._made[1]
        if self.idle() and self._making.acquire(blocking=False):
            threading.Thread(target=self._make, name="suggestions", daemon=True).start()
        return None

    def _make(self) -> None:
        try:
            with self.library.snapshot() as view:
                found = suggested(view)
                self._made = (view.generation, found)
        except LibraryError as error:
            log.warning("no questions could be suggested: %s", error)
        finally:
            self._making.release()
