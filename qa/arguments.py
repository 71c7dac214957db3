"""The commands of the command line, their options and their help."""

from __future__ import annotations

import argparse
import contextlib
import re
from collections.abc import Callable, Mapping, Sequence
from itertools import takewhile
from pathlib import Path

from index.corrections import FIELDS
from qa import formats

DESCRIPTION = f"""\
Ask a library of analyses. Every sentence of the answer is a quotation that you can check.

  footnote add REPORTS/            read files and folders into the library ({formats.spoken()})
  footnote ask "What changed?"     answer with verbatim sentences, each with document, paragraph and page
  footnote find 'gas -Russia'      every paragraph with these words
  footnote serve                   the same in the browser, on this machine only
"""

EPILOG = """\
The library is a folder: --library DIR, else FOOTNOTE_LIBRARY, else the platform's folder for user data.
With --json a command prints one JSON object a line on standard output and nothing else there.
Exit codes: 0 done, 1 some part failed (each is named), 2 wrong usage.
"""


#: What a document's original may need beside Footnote.
_OCR = "needs ocrmypdf or tesseract"
#: How the fields of a correction are written, where that is not plain text, and what they mean.
_WRITTEN = {"authors": '"NAME; NAME"', "published": "DATE", "topics": '"TOPIC; TOPIC"', "language": "CODE"}
_MEANT = {
    "authors": "parted by semicolons",
    "published": "as 2024-01-31, 2024-01 or 2024",
    "series": "the kicker or series",
    "topics": "parted by semicolons",
    "language": "ISO 639-1: en, pl, uk …",
}

#: The verbs of ``footnote dossier``, what each is given, and what it does.
_DOSSIER = (
    ("show", ("NAME",), "print a dossier, each quotation looked up in the library of today"),
    ("pin", ("NAME", "CITATION"), "pin a quotation; CITATION is ANSWER:NUMBER, as 4613c07dadb06a17:2"),
    ("note", ("NAME", "PIN", "TEXT"), "write a note to a pinned quotation; an empty text takes it away"),
    ("move", ("NAME", "PIN", "PLACE"), "put a pinned quotation at a place, from 1"),
    ("unpin", ("NAME", "PIN"), "take a quotation out"),
    ("rename", ("NAME", "NEW"), "give a dossier another name"),
    ("remove", ("NAME",), "remove a dossier with its notes for good; its answers stay"),
)

Run = Callable[[argparse.Namespace], int]
Command = Callable[..., argparse.ArgumentParser]


def parser(run: Mapping[str, Run]) -> argparse.ArgumentParser:
    """The whole command line, with its help; ``run`` has what each command does, by its name."""
    top = argparse.ArgumentParser(
        prog="footnote", description=DESCRIPTION, epilog=EPILOG, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    common, printing = _everywhere(), _printing()
    commands = top.add_subparsers(metavar="COMMAND", required=True)

    def command(name: str, summary: str, details: str, *, json: bool = True) -> argparse.ArgumentParser:
        made = commands.add_parser(
            name,
            help=summary,
            description=f"{summary[0].upper()}{summary[1:]}.\n\n{details}",
            parents=[common, printing] if json else [common],
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        made.set_defaults(run=run[name], json=False)
        return made

    _serve(command)
    _mcp(command)
    _add(command)
    _sync(command)
    _list_show_remove(command)
    _correct(command)
    _ask(command)
    _find(command)
    _compare(command)
    _check(command)
    _answers(command)
    _export(command)
    _dossier(command)
    _verify(command)
    _evaluate(command)
    return top


def _everywhere(default: str | None = None) -> argparse.ArgumentParser:
    """The options of every command."""
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--library", metavar="DIR", default=default, help="the library's folder")
    common.add_argument(
        "--model",
        metavar="NAME",
        help="a sentence-transformers model, by name or folder "
        "(default: FOOTNOTE_MODEL, else the embedded all-MiniLM-L6-v2)",
        default=default,
    )
    return common


def _printing(*, default: str | bool = False) -> argparse.ArgumentParser:
    """The option of every command that prints."""
    printing = argparse.ArgumentParser(add_help=False)
    printing.add_argument("--json", action="store_true", default=default, help="print JSON lines")
    return printing


# ---------------------------------------------------------------- the commands and their options


def _serve(command: Command) -> None:
    serve = command(
        "serve",
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
    _reranker(serve)
    serve.add_argument("--ocr", action="store_true", help=f"recognise text in pages that are pictures ({_OCR})")
    serve.add_argument("--mcp", action="store_true", help="also serve language models, by the Model Context Protocol")


def _mcp(command: Command) -> None:
    command(
        "mcp",
        "serve a language model over standard input and output",
        "The tools are ask, find, check, read_paragraph and list_documents (Model Context Protocol). The program that\n"
        "has the model starts this command itself; `footnote serve --mcp` serves the same over HTTP.",
        json=False,
    )


def _add(command: Command) -> None:
    add = command(
        "add",
        "read files and folders into the library",
        "Folders are read with everything in them. A file whose bytes are there already is left as it is; a changed\n"
        "file replaces what was read from the same path before. A file that cannot be read is named with the reason,\n"
        "and the rest go on; it is not tried again until it changes, Footnote reads better, or --retry is given.",
    )
    add.add_argument("paths", nargs="+", metavar="PATH", type=_path, help="a file or a folder")
    add.add_argument("--retry", action="store_true", help="try files again that failed before")
    add.add_argument("--ocr", action="store_true", help=f"recognise text in pages that are pictures ({_OCR})")


def _sync(command: Command) -> None:
    sync = command(
        "sync",
        "make the library follow a folder",
        "What is new or changed in the folder is added, what has another name is renamed, what is gone is removed,\n"
        "and nothing but what was read from there. A folder that is not there or has become empty removes nothing.",
    )
    sync.add_argument("folder", metavar="FOLDER", type=_path, help="followed with all folders in it")
    sync.add_argument("--dry-run", action="store_true", help="say what would be done, and do nothing")
    sync.add_argument("--watch", action="store_true", help="go on following it until Ctrl+C")
    sync.add_argument("--retry", action="store_true", help="try files again that failed before")
    sync.add_argument("--ocr", action="store_true", help=f"recognise text in pages that are pictures ({_OCR})")


def _list_show_remove(command: Command) -> None:
    command("list", "print the documents of the library", "One line a document, newest addition last.")
    show = command(
        "show",
        "print one document with its numbered paragraphs",
        "DOCUMENT is an id as `footnote list` prints it (or its first six characters or more), a path, or a file name.",
    )
    show.add_argument("document", metavar="DOCUMENT")
    remove = command(
        "remove",
        "remove documents for good",
        "The document, its paragraphs, its vectors and the stored original go; it is never cited again. The file that\n"
        "it was read from stays where it is. DOCUMENT is an id, a path, or a file name.",
    )
    remove.add_argument("documents", nargs="+", metavar="DOCUMENT")
    remove.add_argument(
        "--with-quotations", action="store_true", help="remove stored answers and pins that quote them as well"
    )


def _correct(command: Command) -> None:
    correct = command(
        "correct",
        "correct what was read of a document: title, authors, date …",
        "What you say is shown, cited, filtered by and searched in place of what was read, and stays when the file is\n"
        "read again or changes. An empty text says that it is unknown. --reset takes a correction back.\n"
        "DOCUMENT is an id, a path, or a file name.",
    )
    correct.add_argument("document", metavar="DOCUMENT")
    for name in FIELDS:
        correct.add_argument(f"--{name}", metavar=_WRITTEN.get(name, "TEXT"), help=_MEANT.get(name))
    correct.add_argument(
        "--reset",
        nargs="+",
        action="extend",
        default=[],
        metavar="FIELD",
        choices=(*FIELDS, "all"),
        help="show again what was read, of these fields or of all",
    )


def _ask(command: Command) -> None:
    ask = command(
        "ask",
        "answer a question with quotations from the library",
        "The answer is one to three sentences as they stand in the documents, each with its paragraph and page. If\n"
        "the library does not answer, this is said, with the words of the question that it never uses.\n"
        "A question that refers to one before it (--after) is searched with what it refers to, and this is said.",
    )
    ask.add_argument("question", nargs="*", metavar="QUESTION")
    ask.add_argument(
        "--questions",
        metavar="FILE",
        help="answer every question of a file: one a line, or JSON lines "
        'with "id", "question" and "history"; - reads standard input',
    )
    ask.add_argument(
        "--after",
        action="append",
        default=[],
        metavar="QUESTION",
        help="a question that was asked before this one (may be repeated, oldest first)",
    )
    ask.add_argument("--searched", default="", metavar="TEXT", help="search this for the question, exactly as it is")
    ask.add_argument(
        "--again", metavar="ID", help="ask the question of a stored answer again, and say what is different today"
    )
    _filters(ask)
    _reranker(ask)
    ask.add_argument(
        "--limit", type=_count, default=10, metavar="N", help="how many passages to rank (1–50, default 10)"
    )


#: A term of ``find`` that shall not be there; ``-h`` is the only option that looks like one.
_MINUS = re.compile(r"-[^\W\d_]{2}\S*")


def misread(arguments: Sequence[str]) -> str:
    """What to say of a term of ``find`` that begins with a minus and would be taken for an option; empty for none."""
    terms = takewhile(lambda one: one != "--", arguments) if list(arguments[:1]) == ["find"] else ()
    taken = next(filter(_MINUS.fullmatch, terms), "")
    how = f"put all terms into one pair of quotation marks, as footnote find 'gas {taken}'."
    return f"{taken} would be an option: {how}" if taken else ""


def _find(command: Command) -> None:
    find = command(
        "find",
        "find every paragraph with these words: all of them, not the best few",
        "Words are found in their inflected forms, whatever their case and accents. Write, in single quotes:\n"
        "\n"
        "  'gas storage'                 both words in one paragraph; AND between them means the same\n"
        "  '\"gas storage\"'               these words beside each other, as they are written\n"
        "  'gospodar*'                   every word that begins so\n"
        "  'gas (storage OR reserves)'   either of several\n"
        "  'gas -Russia', 'gas NOT Russia'   the first without the second\n"
        "  'gas NEAR/5 Poland'           at most five words from one to the other; NEAR alone means ten\n"
        "\n"
        "Operators are in capitals. Each paragraph is judged for itself, also by NOT. A word in capitals is a name:\n"
        "WHO is not who, and finds World Health Organization too. Titles and headings are no paragraphs; it is said\n"
        "how many titles hold the terms. No model is needed.",
    )
    find.add_argument("terms", nargs="+", metavar="TERMS")
    _filters(find)
    _csv(find)
    find.add_argument(
        "--limit", type=_positive, metavar="N", help="print the first N; what is counted is still everything"
    )


def _compare(command: Command) -> None:
    compare = command(
        "compare",
        "put one question to each document, a row for each",
        "Rows are ordered by date. A row has the sentence of the document that answers, with its paragraph and page,\n"
        "or says that nothing was found in it. The documents that come nearest to the question are looked into; of\n"
        "the others nothing is claimed.",
    )
    compare.add_argument("question", nargs="+", metavar="QUESTION")
    _filters(compare)
    _csv(compare)
    _reranker(compare)
    compare.add_argument("--limit", type=_positive, metavar="N", help="how many documents to look into (default 100)")


def _check(command: Command) -> None:
    check = command(
        "check",
        "check that the quotations of a text stand in the library word for word",
        "FILE is a draft (any format that is read); without it, or with -, the text comes from standard input. Each\n"
        "quotation is verbatim, verbatim with omissions (the omitted words are shown), altered (the words that differ\n"
        "are shown), elsewhere than in the document that it is given to, or not found.",
    )
    check.add_argument("file", nargs="?", metavar="FILE", type=_file)
    check.add_argument("--text", metavar="TEXT", help="check this text, as one quotation")
    check.add_argument(
        "--document",
        action="append",
        default=[],
        help="the quotations are given to this document (may be repeated): found in others they are elsewhere",
    )


def _answers(command: Command) -> None:
    answers = command(
        "answers",
        "print the stored answers, or one of them",
        "Every answer is stored as it was given. ID is the one that `footnote answers` and `footnote ask` print.",
    )
    answers.add_argument("answer", nargs="?", metavar="ID")
    answers.add_argument("--search", default="", metavar="WORDS", help="only those whose question has these words")
    answers.add_argument("--limit", type=_positive, metavar="N", help="the newest N")
    answers.add_argument("--remove", nargs="+", default=[], metavar="ID", help="forget these answers")
    answers.add_argument("--remove-all", action="store_true", help="forget all stored answers")


def _export(command: Command) -> None:
    export = command(
        "export",
        "write an answer or a dossier with its sources, as an editor wants them",
        "ANSWER is the id of a stored answer, or a file with the JSON that `footnote ask --json` printed. Each\n"
        "citation is looked up first: only what still stands in the library as it is quoted is given as a source.",
        json=False,
    )
    export.add_argument("answer", nargs="?", metavar="ANSWER")
    export.add_argument("--dossier", metavar="NAME", help="export this dossier")
    export.add_argument("--citation", type=_positive, metavar="N", help="only the citation of this number")
    export.add_argument("--format", default="markdown", choices=formats.EXPORTS, help="default: markdown")
    export.add_argument("--style", choices=formats.STYLES, help="how sources are written (default: chicago)")
    export.add_argument(
        "--address",
        metavar="URL",
        default="http://127.0.0.1:7860",
        help="where your page answers, for permalinks; empty for none (default: http://127.0.0.1:7860)",
    )
    export.add_argument("-o", "--output", metavar="FILE", type=_file, help="write to this file; - is standard output")


def _dossier(command: Command) -> None:
    dossier = command(
        "dossier",
        "collect quotations of several answers, in your order and with your notes",
        "Without a verb the dossiers are listed. A PIN is the number that `footnote dossier show` prints.",
    )
    verbs = dossier.add_subparsers(metavar="VERB", dest="verb")
    # Before the verb or after it: what is not given after it leaves what was given before.
    either = [_everywhere(default=argparse.SUPPRESS), _printing(default=argparse.SUPPRESS)]
    for verb, given, summary in _DOSSIER:
        made = verbs.add_parser(verb, help=summary, description=f"{summary[0].upper()}{summary[1:]}.", parents=either)
        for name in given:
            made.add_argument(name.lower(), metavar=name, type=_positive if name in ("PIN", "PLACE") else str)


def _csv(command: argparse.ArgumentParser) -> None:
    """The option of every command that makes a table."""
    command.add_argument(
        "--csv", metavar="FILE", type=_file, help="write a table for a spreadsheet; - is standard output"
    )


def _verify(command: Command) -> None:
    verify = command(
        "verify",
        "prove the library whole, or check a saved answer against it",
        "Without ANSWER every document, passage, vector and stored original is checked. With ANSWER (the id of a\n"
        "stored answer, or a file with the JSON that `footnote ask --json` printed) every citation of it is looked\n"
        "up: unchanged, moved, edited or gone.",
    )
    verify.add_argument("answer", nargs="?", metavar="ANSWER", type=_path)


def _evaluate(command: Command) -> None:
    evaluate = command(
        "evaluate",
        "measure retrieval, citations and refusals on questions with known evidence",
        'FILE has JSON lines with "id", "question", "answerable" and "evidence": a list of texts that answer, each\n'
        'with its "document" (and "page"). Without --documents the library itself is asked; a document is then named\n'
        "by file name, source or id. docs/evaluation.md says what each figure means.",
    )
    evaluate.add_argument("--questions", metavar="FILE", type=_path, help="the questions with their evidence")
    evaluate.add_argument("--documents", metavar="DIR", type=_path, help="ask a library made of these documents")
    evaluate.add_argument(
        "--sets", metavar="DIR", type=_path, help="every set in this folder: NAME/documents and NAME/questions.jsonl"
    )
    _reranker(evaluate)
    evaluate.add_argument("--limit", type=_positive, metavar="N", help="N questions of each set, spread evenly")
    evaluate.add_argument(
        "--only",
        choices=("tuning", "held-back"),
        help="one half of the questions, told by a hash of their ids: one to tune on, one to check with",
    )
    evaluate.add_argument(
        "--cache", metavar="DIR", type=_path, help="keep libraries and vectors here, so that the next run is quick"
    )


def _filters(command: argparse.ArgumentParser) -> None:
    """The options of every command that looks into documents: which ones."""
    command.add_argument(
        "--author", action="append", default=[], help="only documents by this author (may be repeated)"
    )
    command.add_argument("--document", action="append", default=[], help="only this document (may be repeated)")
    command.add_argument(
        "--series", action="append", default=[], help="only documents of this series (may be repeated)"
    )
    command.add_argument(
        "--language",
        action="append",
        default=[],
        help="only documents in this language, as pl or Polish (may be repeated)",
    )
    command.add_argument(
        "--since",
        type=_date,
        metavar="DATE",
        help="only documents dated on or after, as 2024-01-31, 2024-01 or 2024",
    )
    command.add_argument("--until", type=_date, metavar="DATE", help="only documents dated on or before")
    command.add_argument(
        "--as-of",
        type=_date,
        metavar="DATE",
        help="the library as it stood at the end of DATE: only documents that were certainly out by then",
    )


def _reranker(command: argparse.ArgumentParser) -> None:
    """The option of every command that ranks."""
    command.add_argument(
        "--reranker",
        metavar="NAME",
        help="a cross-encoder that orders the best passages, by name or folder, or none to leave them as they are "
        "(default: FOOTNOTE_RERANKER, else built in)",
    )


def _path(text: str) -> Path:
    if text:
        return Path(text)
    raise argparse.ArgumentTypeError("an empty path: name a file or a folder")  # Path("") would be this folder


def _file(text: str) -> str:
    if text:
        return text
    raise argparse.ArgumentTypeError("an empty name: name a file, or - for standard output")


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


def _positive(text: str) -> int:
    if text.isdecimal() and int(text) > 0:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1")
