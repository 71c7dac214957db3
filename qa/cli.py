"""The command line: ``footnote COMMAND``.

With ``--json`` a command prints JSON lines on standard output and nothing else there; progress and messages
go to standard error. Exit codes: 0 done, 1 some part failed (said per part), 2 wrong usage.
"""

from __future__ import annotations

import argparse
import contextlib
import logging
import os
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.errors import LibraryError, NotInLibrary
from index.model import Filters
from qa import arguments as command_line
from qa import terminal
from qa.record import line, record
from qa.settings import EMBEDDED, Settings

if TYPE_CHECKING:
    from index.library import Library
    from index.snapshot import Snapshot
    from qa.questions import Asked

DONE, FAILED, USAGE = 0, 1, 2

#: What the id of a stored answer looks like.
_STORED = re.compile(r"[0-9a-f]{16}")


class OutputLostError(Exception):
    """Results cannot be printed any more."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a Windows console may have another encoding; documents have every letter
            stream.reconfigure(encoding="utf-8", errors="replace")
    written = sys.argv[1:] if arguments is None else list(arguments)
    commands = parser()
    if wrong := command_line.misread(written):
        commands.error(wrong)
    options = commands.parse_args(written)
    logging.basicConfig(level=logging.WARNING, format="footnote: %(message)s", stream=sys.stderr)
    try:
        return int(options.run(options))
    except (LibraryError, OutputLostError) as error:
        terminal.say(str(error))
        return FAILED
    except KeyboardInterrupt:
        terminal.say("Stopped. What was reported as added is in the library.")
        return 130
    except BrokenPipeError:  # the reader of our output has gone: not our failure, and nothing more to say
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE


def parser() -> argparse.ArgumentParser:
    """The whole command line."""
    return command_line.parser(
        {
            "serve": run_serve,
            "mcp": run_mcp,
            "add": run_add,
            "sync": run_sync,
            "list": run_list,
            "show": run_show,
            "remove": run_remove,
            "correct": run_correct,
            "ask": run_ask,
            "find": run_find,
            "compare": run_compare,
            "check": run_check,
            "answers": run_answers,
            "export": run_export,
            "dossier": run_dossier,
            "verify": run_verify,
            "evaluate": run_evaluate,
        }
    )


def _settings(options: argparse.Namespace) -> Settings:
    return Settings.of(
        os.environ,
        library=options.library,
        model=options.model,
        reranker=getattr(options, "reranker", None),
        ocr=getattr(options, "ocr", False),
    )


@contextlib.contextmanager
def _library(options: argparse.Namespace) -> Iterator[Library]:
    from qa.compose import open_library

    settings = _settings(options)
    if options.run not in (run_add, run_sync, run_serve) and not settings.has_library:
        terminal.say(f"There was no library in {settings.library}: it is empty. --library names another.")
    library = open_library(settings)
    try:
        yield library
    finally:
        library.close()


def _print(text: str) -> None:
    if sys.stdout is None:  # closed by whoever started us
        raise OutputLostError("The output cannot be written: standard output is closed.")
    try:
        sys.stdout.write(text + "\n")
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputLostError(f"The output cannot be written ({error.strerror}).") from error


def _cannot_recognise(settings: Settings) -> bool:
    """Whether text in pictures is asked for and no program for it is there; that is said."""
    from documents import ocr

    if not settings.ocr or ocr.available():
        return False
    terminal.say(
        "Text in pictures cannot be recognised, because neither ocrmypdf nor tesseract is installed here: install one "
        "of them, or leave out --ocr and FOOTNOTE_OCR."
    )
    return True


def run_serve(options: argparse.Namespace) -> int:
    """``footnote serve``."""
    settings = _settings(options)
    if _cannot_recognise(settings):
        return USAGE
    terminal.say("Starting …")
    from qa.web import server

    with _library(options) as library:
        return server.serve(
            library,
            host=options.host,
            port=options.port,
            open_browser=not options.no_browser,
            samples=options.samples,
            ocr=settings.ocr,
            mcp=options.mcp,
            model=settings.model or EMBEDDED,
            say=terminal.say,
        )


def run_mcp(options: argparse.Namespace) -> int:
    """``footnote mcp``."""
    from qa.mcp import stdio
    from qa.programs import OpenLibrary

    with _library(options) as library:
        return stdio.serve(OpenLibrary(library))


def run_add(options: argparse.Namespace) -> int:
    """``footnote add``."""
    from index.ingest import add_paths

    settings = _settings(options)
    if _cannot_recognise(settings):
        return USAGE
    failed = False
    with _library(options) as library, terminal.progress() as progress:
        for outcome in add_paths(library, options.paths, progress, retry=options.retry, ocr=settings.ocr):
            progress.clear()
            failed |= outcome.outcome == "failed"
            _print(line(asdict(outcome)) if options.json else terminal.outcome(outcome))
    return FAILED if failed else DONE


def run_sync(options: argparse.Namespace) -> int:
    """``footnote sync``."""
    from qa.syncing import sync

    settings = _settings(options)
    if _cannot_recognise(settings):
        return USAGE
    options.ocr = settings.ocr
    with _library(options) as library, terminal.progress() as progress:
        return sync(library, options, progress, _print)


def run_list(options: argparse.Namespace) -> int:
    """``footnote list``."""
    with _library(options) as library, library.snapshot() as view:
        entries = view.entries()
        failures = view.failures()
        outdated = library.outdated()
    for entry in entries:
        _print(line(asdict(entry)) if options.json else terminal.entry(entry))
    if not options.json:
        terminal.say(terminal.summary(entries, failures, outdated))
    return DONE


def run_show(options: argparse.Namespace) -> int:
    """``footnote show``."""
    with _library(options) as library, library.snapshot() as view:
        document = view.document(options.document)
    if not options.json:
        _print(terminal.document(document))
        return DONE
    from qa.record import document_record

    _print(line(document_record(document)))
    return DONE


def run_remove(options: argparse.Namespace) -> int:
    """``footnote remove``."""
    failed = False
    with _library(options) as library:
        for name in options.documents:
            try:
                removal = library.remove(name, with_quotations=options.with_quotations)
            except NotInLibrary as error:
                failed = True
                result = _unknown(name, error)
            else:
                result = terminal.removed(removal, with_quotations=options.with_quotations)
            _print(line(result) if options.json else terminal.removal(result))
    return FAILED if failed else DONE


def _unknown(name: str, error: NotInLibrary) -> dict[str, Any]:
    return {"document": name, "outcome": "failed", "code": "not_in_library", "message": str(error)}


def run_correct(options: argparse.Namespace) -> int:
    """``footnote correct``."""
    from index.corrections import FIELDS
    from index.errors import BadCorrection
    from qa.record import metadata_record

    values = {name: getattr(options, name) for name in FIELDS if getattr(options, name) is not None}
    reset = [name for name in FIELDS if name in options.reset or "all" in options.reset]
    wrong = _wrong_correction(values, reset)
    if wrong:
        terminal.say(wrong)
        return USAGE
    with _library(options) as library, terminal.progress() as progress:
        try:
            document = library.correct(options.document, values, reset, progress)
        except BadCorrection as error:
            terminal.say(str(error))
            return USAGE
        except NotInLibrary as error:
            result = _unknown(options.document, error)
            _print(line(result) if options.json else terminal.removal(result))
            return FAILED
        progress.clear()
    known = {"document": document.id, "outcome": "corrected", "metadata": metadata_record(document.metadata)}
    _print(line(known) if options.json else terminal.metadata(document))
    return DONE


def _wrong_correction(values: dict[str, str], reset: Sequence[str]) -> str:
    """What is wrong with the options together, or nothing."""
    if not values and not reset:
        return "Say what to correct, as --title or --published, or what to --reset."
    both = [name for name in values if name in reset]
    return f"The {both[0]} is both given and reset: choose one." if both else ""


def run_ask(options: argparse.Namespace) -> int:
    """``footnote ask``."""
    from qa.questions import Asked, BadQuestions, read_questions

    filters = _filters(options)
    wrong = _wrong_use(options, filters)
    if wrong:
        terminal.say(wrong)
        return USAGE
    if options.again:
        return _asked_again(options)
    given = " ".join(options.question)
    try:
        alone = Asked(None, given, given, tuple(options.after))
        questions = read_questions(options.questions) if options.questions else [alone]
    except BadQuestions as error:
        terminal.say(str(error))
        return USAGE
    failed = False
    with _library(options) as library, terminal.progress() as progress:
        library.warm(progress.embedding)
        progress.clear()
        for one in questions:
            failed |= not _answered(library, one, filters, options)
    return FAILED if failed else DONE


def _asked_again(options: argparse.Namespace) -> int:
    from qa.archive.command import renew

    with _library(options) as library, terminal.progress() as progress:
        library.warm(progress.embedding)
        progress.clear()
        return renew(library, options, _print)


def _filters(options: argparse.Namespace) -> Filters:
    return Filters(
        authors=tuple(options.author),
        documents=tuple(map(_as_source, options.document)),
        since=options.since or "",
        until=options.until or "",
        series=tuple(options.series),
        languages=tuple(options.language),
        as_of=options.as_of or "",
    )


def _as_source(name: str) -> str:
    """A path in this folder as the library knows it; any other name as it is."""
    from index.catalogue import real_path

    return str(real_path(Path(name))) if os.sep in name and Path(name).exists() else name


#: The filters by name, and where their values stand.
_NAMED = {"--author": "authors", "--document": "documents", "--series": "series", "--language": "languages"}


def _wrong_use(options: argparse.Namespace, filters: Filters) -> str:
    """What is wrong with the options together, or nothing."""
    if options.again:
        other = options.question or options.questions or options.after or options.searched or filters
        return "--again asks as the stored answer was asked: leave out question and filters." if other else ""
    if bool(options.question) == bool(options.questions):
        return "Give a question, or a file of questions with --questions."
    if options.questions and (options.after or options.searched):
        return '--after and --searched go with one question; in a file a question has its own "history".'
    return _wrong_filters(filters)


def _wrong_filters(filters: Filters) -> str:
    """What is wrong with the filters together, or nothing."""
    for name, values in _NAMED.items():
        if not all(value.strip() for value in getattr(filters, values)):
            return f"An empty {name} lets nothing through: name one, or leave it out."
    if filters.since and filters.until and filters.until < filters.since[: len(filters.until)]:
        return f"--since {filters.since} is later than --until {filters.until}: no date is between them."
    if filters.since and filters.as_of and filters.as_of < filters.since[: len(filters.as_of)]:
        return f"--since {filters.since} is later than --as-of {filters.as_of}: nothing was out then."
    return ""


def _answered(library: Library, one: Asked, filters: Filters, options: argparse.Namespace) -> bool:
    """Answer one question and print it; False when it cannot be asked."""
    from qa.answer import QuestionRefused, Thread, ask
    from qa.archive.command import give

    thread = Thread(one.earlier, options.searched)
    try:
        if one.question is None:
            raise QuestionRefused("question_malformed", 'The line has no "question" in words: give it one.')
        answer = ask(library, one.question, filters, options.limit, thread=thread, name=one.name)
    except QuestionRefused as error:
        shown = (one.question or one.line)[:200]
        refused = {"id": one.name, "question": shown, "outcome": "failed", "code": error.code, "message": str(error)}
        if options.json:
            _print(line(refused))
        else:
            terminal.say(str(error))
        return False
    give(library, answer, options, _print)
    return True


def run_find(options: argparse.Namespace) -> int:
    """``footnote find``."""
    from qa import exhaustive

    filters = _filters(options)
    wrong = _wrong_filters(filters) or exhaustive.wrong_use(options)
    if wrong:
        terminal.say(wrong)
        return USAGE
    with _library(options) as library:
        return exhaustive.find(library, filters, options, _print)


def run_compare(options: argparse.Namespace) -> int:
    """``footnote compare``."""
    from qa import exhaustive

    filters = _filters(options)
    wrong = _wrong_filters(filters) or exhaustive.wrong_use(options)
    if wrong:
        terminal.say(wrong)
        return USAGE
    with _library(options) as library:
        return exhaustive.compare(library, filters, options, _print)


def run_check(options: argparse.Namespace) -> int:
    """``footnote check``."""
    from qa.quotes.command import check

    with _library(options) as library:
        return check(library, options, _print)


def run_answers(options: argparse.Namespace) -> int:
    """``footnote answers``."""
    from qa.archive.command import answers

    with _library(options) as library:
        return answers(library, options, _print)


def run_export(options: argparse.Namespace) -> int:
    """``footnote export``."""
    from qa.export.command import export

    with _library(options) as library:
        return export(library, options, _print)


def run_dossier(options: argparse.Namespace) -> int:
    """``footnote dossier``."""
    from qa.archive.command import dossier

    with _library(options) as library:
        return dossier(library, options, _print)


def run_verify(options: argparse.Namespace) -> int:
    """``footnote verify``."""
    from qa.anchors import SOUND
    from qa.record import BadRecord
    from qa.verify import check_answer

    with _library(options) as library:
        if options.answer is None:
            findings = [
                {"finding": one.code, "document": one.document, "message": one.message} for one in library.verify()
            ]
            failed = bool(findings)
        else:
            try:
                with library.snapshot() as view:
                    findings = list(check_answer(view, _saved(view, options.answer)))
            except (OSError, UnicodeDecodeError, BadRecord) as error:
                terminal.say(f"{options.answer} cannot be checked: {_unreadable(error)}")
                return USAGE
            failed = any(finding["finding"] not in SOUND for finding in findings)
    for finding in findings:
        _print(line(finding) if options.json else terminal.finding(finding))
    if not options.json:
        terminal.say("Something is wrong; see above." if failed else "Everything is as it should be.")
    return FAILED if failed else DONE


def _saved(view: Snapshot, answer: Path) -> str:
    """The record of a stored answer, by its id, or what a file holds."""
    from qa.archive.answers import recall

    if _STORED.fullmatch(str(answer)) and not answer.exists():
        return line(record(recall(view, str(answer)).answer))
    return answer.read_text("utf-8-sig")


def _unreadable(error: Exception) -> str:
    """Why a saved answer was not read, without what only programmers know."""
    if isinstance(error, OSError):
        return f"{error.strerror or error}. Check the path."
    if isinstance(error, UnicodeDecodeError):
        return "it is not text in UTF-8: give the output of `footnote ask --json`"
    return str(error)


def run_evaluate(options: argparse.Namespace) -> int:
    """``footnote evaluate``."""
    from qa.evaluation.command import evaluate

    return evaluate(_settings(options), options, _print)
