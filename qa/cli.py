"""The command line: ``footnote COMMAND``.

With ``--json`` a command prints JSON lines on standard output and nothing else there; progress and messages
go to standard error. Exit codes: 0 done, 1 some part failed (said per part), 2 wrong usage.
"""

from __future__ import annotations

import argparse
import contextlib
import logging
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.errors import LibraryError
from index.model import Filters, Outcome
from qa import terminal
from qa.record import line, record
from qa.settings import Settings

if TYPE_CHECKING:
    from index.library import Library
    from qa.questions import Asked

DONE, FAILED, USAGE = 0, 1, 2


class OutputLostError(Exception):
    """Results cannot be printed any more."""


DESCRIPTION = """\
Ask a library of analyses. Every sentence of the answer is a quotation that you can check.

  footnote add REPORTS/            read files and folders into the library (txt, md, pdf)
  footnote ask "What changed?"     answer with verbatim sentences, each with document, paragraph and page
  footnote serve                   the same in the browser, on this machine only
"""

EPILOG = """\
The library is a folder: --library DIR, else FOOTNOTE_LIBRARY, else the platform's folder for user data.
With --json a command prints one JSON object a line on standard output and nothing else there.
Exit codes: 0 done, 1 some part failed (each is named), 2 wrong usage.
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a Windows console may have another encoding; documents have every letter
            stream.reconfigure(encoding="utf-8", errors="replace")
    options = parser().parse_args(arguments)
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
    """The whole command line, with its help."""
    top = argparse.ArgumentParser(
        prog="footnote", description=DESCRIPTION, epilog=EPILOG, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--library", metavar="DIR", help="the library's folder")
    common.add_argument(
        "--model",
        metavar="NAME",
        help="a sentence-transformers model, by name or folder "
        "(default: FOOTNOTE_MODEL, else the embedded all-MiniLM-L6-v2)",
    )
    printing = argparse.ArgumentParser(add_help=False)
    printing.add_argument("--json", action="store_true", help="print JSON lines")
    commands = top.add_subparsers(metavar="COMMAND", required=True)

    def command(
        name: str, run: Callable[..., int], summary: str, details: str, *, json: bool = True
    ) -> argparse.ArgumentParser:
        made = commands.add_parser(
            name,
            help=summary,
            description=f"{summary[0].upper()}{summary[1:]}.\n\n{details}",
            parents=[common, printing] if json else [common],
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        made.set_defaults(run=run, json=False)
        return made

    _serve(command)
    _add(command)
    _list_show_remove(command)
    _ask(command)
    _verify(command)
    return top


# ---------------------------------------------------------------- the commands and their options


def _serve(command: Callable[..., argparse.ArgumentParser]) -> None:
    serve = command(
        "serve",
        run_serve,
        "open the library as a web page",
        "The page is for this machine only (127.0.0.1) and needs no network. The URL is printed when it is ready;\n"
        "Ctrl+C ends it.",
        json=False,
    )
    serve.add_argument("--host", default="127.0.0.1", help="address to listen on (default: 127.0.0.1)")
    serve.add_argument("--port", type=int, help="port to listen on (default: 7860, or the next free one)")
    serve.add_argument("--no-browser", action="store_true", help="do not open a browser window")
    serve.add_argument(
        "--samples",
        action="store_true",
        help="if the library has never held a document, begin it with the three sample analyses",
    )


def _add(command: Callable[..., argparse.ArgumentParser]) -> None:
    add = command(
        "add",
        run_add,
        "read files and folders into the library",
        "Folders are read with everything in them. A file whose bytes are there already is left as it is; a changed\n"
        "file replaces what was read from the same path before. A file that cannot be read is named with the reason,\n"
        "and the rest go on; it is not tried again until it changes or --retry is given.",
    )
    add.add_argument("paths", nargs="+", metavar="PATH", type=_path, help="a file or a folder")
    add.add_argument("--retry", action="store_true", help="try files again that failed before")


def _list_show_remove(command: Callable[..., argparse.ArgumentParser]) -> None:
    command("list", run_list, "print the documents of the library", "One line a document, newest addition last.")
    show = command(
        "show",
        run_show,
        "print one document with its numbered paragraphs",
        "DOCUMENT is an id as `footnote list` prints it (or its first six characters or more), a path, or a file name.",
    )
    show.add_argument("document", metavar="DOCUMENT")
    remove = command(
        "remove",
        run_remove,
        "remove documents for good",
        "The document, its paragraphs, its vectors and the stored original go; it is never cited again. The file that\n"
        "it was read from stays where it is. DOCUMENT is an id, a path, or a file name.",
    )
    remove.add_argument("documents", nargs="+", metavar="DOCUMENT")


def _ask(command: Callable[..., argparse.ArgumentParser]) -> None:
    ask = command(
        "ask",
        run_ask,
        "answer a question with quotations from the library",
        "The answer is one to three sentences as they stand in the documents, each with its paragraph and page. If\n"
        "the library does not answer, this is said, with the words of the question that it never uses.",
    )
    ask.add_argument("question", nargs="*", metavar="QUESTION")
    ask.add_argument(
        "--questions",
        metavar="FILE",
        help="answer every question of a file: one a line, or JSON lines "
        'with "id" and "question"; - reads standard input',
    )
    ask.add_argument("--author", action="append", default=[], help="only documents by this author (may be repeated)")
    ask.add_argument("--document", action="append", default=[], help="only this document (may be repeated)")
    ask.add_argument(
        "--since",
        type=_date,
        metavar="DATE",
        help="only documents dated on or after, as 2024-01-31, 2024-01 or 2024",
    )
    ask.add_argument("--until", type=_date, metavar="DATE", help="only documents dated on or before")
    ask.add_argument(
        "--limit", type=_count, default=10, metavar="N", help="how many passages to rank (1–50, default 10)"
    )


def _verify(command: Callable[..., argparse.ArgumentParser]) -> None:
    verify = command(
        "verify",
        run_verify,
        "prove the library whole, or check a saved answer against it",
        "Without ANSWER every document, passage, vector and stored original is checked. With ANSWER (a file with the\n"
        "JSON that `footnote ask --json` printed) every citation of it is looked up: unchanged, moved, edited or gone.",
    )
    verify.add_argument("answer", nargs="?", metavar="ANSWER", type=_path)


def _path(text: str) -> Path:
    if text:
        return Path(text)
    raise argparse.ArgumentTypeError("an empty path: name a file or a folder")  # Path("") would be this folder


def _date(text: str) -> str:
    import re
    from datetime import date

    if re.fullmatch(r"\d{4}(-\d{2}){0,2}", text):
        with contextlib.suppress(ValueError):
            date.fromisoformat(text + "-01" * (2 - text.count("-")))
            return text
    raise argparse.ArgumentTypeError(f"{text!r} is not a date: write it as 2024-01-31, 2024-01 or 2024")


def _count(text: str) -> int:
    if text.isdecimal() and 1 <= int(text) <= 50:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1 to 50")


# ---------------------------------------------------------------- running them


@contextlib.contextmanager
def _library(options: argparse.Namespace) -> Iterator[Library]:
    from qa.compose import open_library

    settings = Settings.of(os.environ, library=options.library, model=options.model)
    if options.run not in (run_add, run_serve) and not settings.has_library:
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


def run_serve(options: argparse.Namespace) -> int:
    """``footnote serve``."""
    terminal.say("Starting …")
    from qa.web import page

    with _library(options) as library:
        return page.serve(
            library,
            host=options.host,
            port=options.port,
            open_browser=not options.no_browser,
            samples=options.samples,
            say=terminal.say,
        )


def run_add(options: argparse.Namespace) -> int:
    """``footnote add``."""
    from index.ingest import add_paths

    failed = False
    with _library(options) as library, terminal.progress() as progress:
        for outcome in add_paths(library, options.paths, progress, retry=options.retry):
            progress.clear()
            failed |= outcome.outcome == "failed"
            _print(line(_outcome(outcome)) if options.json else terminal.outcome(outcome))
    return FAILED if failed else DONE


def _outcome(outcome: Outcome) -> dict[str, Any]:
    return {
        "path": outcome.path,
        "outcome": outcome.outcome,
        "document": outcome.document,
        "paragraphs": outcome.paragraphs,
        "code": outcome.code,
        "message": outcome.message,
    }


def run_list(options: argparse.Namespace) -> int:
    """``footnote list``."""
    from dataclasses import asdict

    with _library(options) as library, library.snapshot() as view:
        entries = view.entries()
        failures = view.failures()
    for entry in entries:
        _print(line(asdict(entry)) if options.json else terminal.entry(entry))
    if not options.json:
        terminal.say(terminal.summary(entries, failures))
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
    from index.errors import NotInLibrary

    failed = False
    with _library(options) as library:
        for name in options.documents:
            try:
                entry = library.remove(name)
            except NotInLibrary as error:
                failed = True
                result: dict[str, Any] = {
                    "document": name,
                    "outcome": "failed",
                    "code": "not_in_library",
                    "message": str(error),
                }
            else:
                result = {"document": entry.document, "outcome": "removed", "source": entry.source}
            _print(line(result) if options.json else terminal.removal(result))
    return FAILED if failed else DONE


def run_ask(options: argparse.Namespace) -> int:
    """``footnote ask``."""
    from qa.questions import Asked, BadQuestions, read_questions

    documents = tuple(map(_as_source, options.document))
    filters = Filters(tuple(options.author), documents, options.since or "", options.until or "")
    wrong = _wrong_use(options, filters)
    if wrong:
        terminal.say(wrong)
        return USAGE
    given = " ".join(options.question)
    try:
        questions = read_questions(options.questions) if options.questions else [Asked(None, given, given)]
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


def _as_source(name: str) -> str:
    """A path in this folder as the library knows it; any other name as it is."""
    from index.catalogue import real_path

    return str(real_path(Path(name))) if os.sep in name and Path(name).exists() else name


def _wrong_use(options: argparse.Namespace, filters: Filters) -> str:
    """What is wrong with the options together, or nothing."""
    if bool(options.question) == bool(options.questions):
        return "Give a question, or a file of questions with --questions."
    if "" in (*filters.authors, *filters.documents):
        return "An empty --author or --document lets nothing through: name one, or leave it out."
    if filters.since and filters.until and filters.until < filters.since[: len(filters.until)]:
        return f"--since {filters.since} is later than --until {filters.until}: no date is between them."
    return ""


def _answered(library: Library, one: Asked, filters: Filters, options: argparse.Namespace) -> bool:
    """Answer one question and print it; False when it cannot be asked."""
    from qa.answer import QuestionRefused, ask

    try:
        if one.question is None:
            raise QuestionRefused("question_malformed", 'The line has no "question" in words: give it one.')
        answer = ask(library, one.question, filters, options.limit, name=one.name)
    except QuestionRefused as error:
        shown = (one.question or one.line)[:200]
        refused = {"id": one.name, "question": shown, "outcome": "failed", "code": error.code, "message": str(error)}
        if options.json:
            _print(line(refused))
        else:
            terminal.say(str(error))
        return False
    _print(line(record(answer)) if options.json else terminal.answer(answer))
    return True


def run_verify(options: argparse.Namespace) -> int:
    """``footnote verify``."""
    from qa.verify import SOUND, BadRecord, check_answer

    with _library(options) as library:
        if options.answer is None:
            findings = [
                {"finding": one.code, "document": one.document, "message": one.message} for one in library.verify()
            ]
            failed = bool(findings)
        else:
            try:
                with library.snapshot() as view:
                    findings = list(check_answer(view, options.answer.read_text("utf-8-sig")))
            except (OSError, UnicodeDecodeError, BadRecord) as error:
                terminal.say(f"{options.answer} cannot be checked: {error}")
                return USAGE
            failed = any(finding["finding"] not in SOUND for finding in findings)
    for finding in findings:
        _print(line(finding) if options.json else terminal.finding(finding))
    if not options.json:
        terminal.say("Something is wrong; see above." if failed else "Everything is as it should be.")
    return FAILED if failed else DONE
