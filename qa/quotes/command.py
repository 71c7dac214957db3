"""``footnote check``: are the quotations of a text what the library says?"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from documents.decode import decode
from documents.errors import DocumentError
from documents.read import LARGEST, MARKDOWN, TEXT, format_of
from documents.text import normalise
from documents.worker import read_apart
from index.errors import NotInLibrary
from qa import terminal
from qa.quotes.check import SOUND, Quotation, check_all
from qa.quotes.drafts import of_document, quotations
from qa.quotes.telling import record, shown, summary
from qa.record import line

if TYPE_CHECKING:
    from index.library import Library
    from index.snapshot import Snapshot

DONE, FAILED, USAGE = 0, 1, 2


class _Refused(Exception):
    """The text cannot be checked; the message says why and what to do."""


def check(library: Library, options: argparse.Namespace, out: Callable[[str], None]) -> int:
    """Check the text of the options, and print what is found; returns the exit code.

    0 only where every quotation is the library's, word for word or with words left out.
    """
    try:
        with library.snapshot() as view:
            claimed = tuple(view.find(name).document for name in options.document)
            found = check_all(view, _given(_quotations(view, options), claimed))
    except (_Refused, NotInLibrary) as refusal:
        terminal.say(str(refusal))
        return USAGE
    for one in found:
        out(line(record(one)) if options.json else shown(one) + "\n")
    terminal.say(summary(found))
    return DONE if all(one.verdict in SOUND for one in found) else FAILED


def _given(found: tuple[Quotation, ...], claimed: tuple[str, ...]) -> tuple[Quotation, ...]:
    """The quotations, given to these documents if there are any, whatever the text says."""
    return tuple(replace(one, claimed=claimed) for one in found) if claimed else found


def _quotations(view: Snapshot, options: argparse.Namespace) -> tuple[Quotation, ...]:
    if options.text is not None:
        if options.file:
            raise _Refused("Give a file or --text, not both.")
        text = normalise(options.text)
        return (Quotation(text, 0, len(text)),)
    source = options.file or "-"
    data = _read(source)
    try:
        if source == "-" or format_of(data, source) in (MARKDOWN, TEXT):
            return quotations(view, decode(data)[0])
        return of_document(view, read_apart(data, source))
    except DocumentError as error:
        raise _Refused(f"{_name(source)} cannot be read: {error}") from error


def _read(source: str) -> bytes:
    """The bytes of the file, or of standard input."""
    if source == "-" and sys.stdin.isatty():
        terminal.say("Type or paste the text, then end it (Ctrl+D; on Windows Ctrl+Z and Enter).")
    try:
        if source == "-":
            return sys.stdin.buffer.read(LARGEST)
        with Path(source).open("rb") as file:
            return file.read(LARGEST + 1)
    except OSError as error:
        raise _Refused(f"{source} cannot be read ({error.strerror}): name a file that is there.") from error


def _name(source: str) -> str:
    return "The text" if source == "-" else source
