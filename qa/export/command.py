"""``footnote export``: an answer or a dossier with its sources, as an editor wants them."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from documents.names import is_name
from qa import terminal
from qa.archive.answers import recall
from qa.export.checking import answers_today, citation_today, dossier_today
from qa.export.dates import today
from qa.export.names import name_of
from qa.export.paper import Paper
from qa.export.styles import STYLES
from qa.export.works import Access, works
from qa.export.write import DATA, write
from qa.formats import STYLED
from qa.model import Answer
from qa.record import BadRecord, answers_of, identity

if TYPE_CHECKING:
    from index.library import Library
    from index.snapshot import Snapshot

DONE, FAILED, USAGE = 0, 1, 2

#: What a permalink may begin with.
_ADDRESS = re.compile(r"https?://[^\s<>\"{}\\]+")


class _Refused(Exception):
    """What was asked for cannot be exported; the message says why and what to do."""

    def __init__(self, message: str, code: int = FAILED) -> None:
        super().__init__(message)
        self.code = code


def export(library: Library, options: argparse.Namespace, out: Callable[[str], None]) -> int:
    """Export what the options name; returns the exit code: 1 where something was left out."""
    try:
        _used_rightly(options)
        access = Access(today(), options.address)
        with library.snapshot() as view:
            paper = _paper(view, options, access)
        _quotes_something(paper, options)
        _give(write(paper, options.format, options.style or "chicago", access), options, out)
    except _Refused as refusal:
        terminal.say(str(refusal))
        return refusal.code
    terminal.say(_summary(paper))
    return FAILED if paper.left_out else DONE


def _used_rightly(options: argparse.Namespace) -> None:
    """Raises _Refused where the options do not go together."""
    wrong = ""
    if bool(options.answer) == bool(options.dossier):
        wrong = "Give an answer (its id, or a file), or a dossier with --dossier."
    elif options.citation and options.dossier:
        wrong = "--citation goes with an answer: a dossier is exported whole."
    elif options.style and options.format not in STYLED:
        wrong = f"--style goes with {', '.join(STYLED)}: {options.format} has one form."
    elif options.address and not _ADDRESS.fullmatch(options.address):
        wrong = f"{options.address!r} is no address of a page: write it as http://127.0.0.1:7860."
    elif options.format == "docx" and options.output in (None, "-") and sys.stdout.isatty():
        wrong = "A Word document cannot be shown in a terminal: name a file with -o."
    if wrong:
        raise _Refused(wrong, USAGE)


def _paper(view: Snapshot, options: argparse.Namespace, access: Access) -> Paper:
    if options.dossier:
        return dossier_today(view, options.dossier, access)
    answers = _answers(view, options.answer)
    if not options.citation:
        return answers_today(view, answers, access)
    if len(answers) != 1:
        raise _Refused("--citation goes with one answer, and the file has several: give one.", USAGE)
    numbers = [one.number for one in answers[0].citations]
    if options.citation not in numbers:
        raise _Refused(f"The answer has no citation {options.citation}: it has {len(numbers)}.", USAGE)
    return citation_today(view, answers[0], options.citation, access)


def _answers(view: Snapshot, name: str) -> list[Answer]:
    """The answers of a file, or the stored one of this id."""
    if not Path(name).exists():
        return [recall(view, name).answer]
    try:
        return [_with_permalink(view, one) for one in answers_of(Path(name).read_text("utf-8-sig"))]
    except (OSError, UnicodeDecodeError, BadRecord) as error:
        why = error.strerror if isinstance(error, OSError) else str(error)
        raise _Refused(f"{name} cannot be exported: {why}.", USAGE) from error


def _with_permalink(view: Snapshot, given: Answer) -> Answer:
    """The answer with the id by which this library has it, or none: a file may come from elsewhere."""
    name = identity(given)
    return replace(given, id=name if view.answers.get(name) else "")


def _quotes_something(paper: Paper, options: argparse.Namespace) -> None:
    """Raises _Refused where no source is left that could be exported."""
    if paper.citations:
        return
    lost = paper.left_out
    if lost:
        none = "its quotation does not stand" if len(lost) == 1 else f"none of its {len(lost)} quotations stands"
        raise _Refused(f"Nothing is exported, because {none} in this library ({lost[0].why}): --library names another.")
    if options.format in DATA or options.format in STYLES:
        raise _Refused(f"Nothing is quoted, so there is no source to export as {options.format}: choose markdown.")


def _give(data: bytes, options: argparse.Namespace, out: Callable[[str], None]) -> None:
    if options.output in (None, "-"):
        if options.format == "docx":
            sys.stdout.buffer.write(data)
            sys.stdout.buffer.flush()
        else:
            out(data.decode().removesuffix("\n"))
        return
    try:
        Path(options.output).write_bytes(data)
    except OSError as error:
        raise _Refused(f"{options.output} cannot be written ({error.strerror}): name another file with -o.") from error


def _undivided(paper: Paper) -> list[str]:
    """What is said of persons whose family names are not known: styles turn and sort names by them."""
    authors = dict.fromkeys(author for one in paper.citations for author in one.authors)
    named = [author for author in authors if not name_of(author).given and is_name(author)]
    if not named:
        return []
    several = f" and {len(named) - 1} more" if len(named) > 1 else ""
    return [
        f"{named[0]}{several} as printed, for it is not known which part is the family name: "
        f'`footnote correct DOCUMENT --authors "Family, Given"` tells it.'
    ]


def _summary(paper: Paper) -> str:
    """What was exported, and what was left out and why."""
    quoted = terminal.count(len(paper.citations), "quotation")
    lines = [f"Exported {quoted} of {terminal.count(len(works(paper.citations)), 'document')}."]
    lines += [
        f"Left out: “{one.citation.quote}” ({one.citation.title or one.citation.source}): {one.why}."
        for one in paper.left_out
    ]
    return "\n".join((*lines, *_undivided(paper)))
