"""PDF, by pypdf: the pages that can be read, their labels, and what the file says of itself.

Nothing is taken from the file's Creator, Producer or CreationDate.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from pathlib import PurePath
from typing import Any

from pypdf import PdfReader, apply_configuration
from pypdf.errors import LimitReachedError

from documents.builder import build
from documents.errors import DamagedDocument, DocumentError, NoTextLayer, PasswordNeeded, TooComplex
from documents.journal import SILENT, Journal
from documents.layout import PageLine, lay_out, plain_words
from documents.model import Document, Metadata
from documents.names import is_name, split_names
from documents.readers.pdf_text import from_json, page_lines, to_json
from documents.text import collapse, normalise

PDF_INFO = "pdf info"

#: Tighter than pypdf's own limits: real pages have 25,000 tokens at the 99.9th percentile, streams a few MB.
_LIMITS: Mapping[str, Any] = {
    "stream_parsing_work_maximum_count": 1_000_000,
    "zlib_maximum_output_length": 40_000_000,
    "lzw_maximum_output_length": 40_000_000,
    "run_length_maximum_output_length": 40_000_000,
    "array_based_stream_maximum_output_length": 40_000_000,
    "page_tree_maximum_entries": 20_000,
    "xform_maximum_invocations_per_extraction": 1_000,
    "jbig2dec_binary": None,  # otherwise any program of that name on the PATH is run
}


def read(data: bytes, source: str, journal: Journal = SILENT) -> Document:
    """The document that a PDF is; ``journal`` hears each page and knows those that were read before.

    Raises:
        PasswordNeeded, NoTextLayer, DamagedDocument, TooComplex, EmptyDocument: as their names say.
    """
    with apply_configuration(**_LIMITS):
        reader, count = _open(data)
        lines, unread, silent = _lines(reader, count, journal)
        if not lines:
            raise _no_text(count, unread)
        drafts, metadata = lay_out(lines, _info(reader, source))
        return build(
            drafts, data, source, metadata, media_type="application/pdf",
            page_count=count, labels=_labels(reader, count), warnings=_warnings(unread, silent),
        )  # fmt: skip


def _open(data: bytes) -> tuple[PdfReader, int]:
    """The reader, decrypted, and the number of pages. pypdf raises anything at all on damaged files."""
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise PasswordNeeded("The pdf is locked with a password: save it without one and add that.")
        return reader, len(reader.pages)
    except (DocumentError, MemoryError):
        raise
    except LimitReachedError:
        raise TooComplex("The pdf asks for more work than a good file does: print it to a new pdf.") from None
    except Exception as error:
        raise DamagedDocument(
            "The pdf is damaged and cannot be opened: download it again, or open and save it in another program."
        ) from error


# --- pages ---------------------------------------------------------------------------------------------------


def _lines(reader: PdfReader, count: int, journal: Journal) -> tuple[list[PageLine], dict[int, Exception], list[int]]:
    """The lines of all pages, what went wrong on which page, and the pages without text."""
    lines: list[PageLine] = []
    unread: dict[int, Exception] = {}
    silent: list[int] = []
    for number in range(1, count + 1):
        journal.progress(number - 1, count)
        found: list[PageLine] = []
        try:
            found = _page(reader, number, journal)
        except MemoryError:
            raise
        except Exception as error:  # noqa: BLE001 - pypdf raises anything; the other pages are still good
            unread[number] = error
        if not found and number not in unread:
            silent.append(number)
        lines.extend(found)
    journal.progress(count, count)
    return lines, unread, silent


def _page(reader: PdfReader, number: int, journal: Journal) -> list[PageLine]:
    if number in journal.known:
        return from_json(journal.known[number], number)
    found = page_lines(reader.pages[number - 1], number)
    journal.keep(number, to_json(found))
    return found


# --- metadata, labels, warnings ------------------------------------------------------------------------------

_IMPLAUSIBLE_TITLE = re.compile(
    r"microsoft (?:word|powerpoint|excel)|untitled|\bslide \d|^(?:title|document|print|layout|brochure)\d*$"
    r"|\.(?:docx?|pdf|indd|qxd|pptx?|xlsx?|tex|dvi|rtf|odt|html?|ps|pages|txt|p65)\b|^[\w-]*[_\d][\w-]*$|https?://",
    re.IGNORECASE,
)


def _info(reader: PdfReader, source: str) -> Metadata:
    """Title and authors of the document information, where a person could have written them."""
    title, author = _info_text(reader, "/Title"), _info_text(reader, "/Author")
    if len(title) < 4 or _IMPLAUSIBLE_TITLE.search(title) or plain_words(title) == plain_words(PurePath(source).stem):
        title = ""
    names = split_names(author)
    if not all(map(is_name, names)):
        names = ()
    found = {"title": title, "authors": names}
    return Metadata(title, names, provenance={name: PDF_INFO for name, value in found.items() if value})


def _info_text(reader: PdfReader, key: str) -> str:
    try:
        metadata = reader.metadata
        value = metadata.get(key) if metadata is not None else None
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - pypdf raises anything on damaged information; the text is still good
        return ""
    return collapse(normalise(value)) if isinstance(value, str) else ""


def _labels(reader: PdfReader, count: int) -> dict[int, str]:
    """Printed page numbers, where the file records them."""
    try:
        if "/PageLabels" not in reader.root_object:
            return {}
        labels = [collapse(normalise(str(label))) for label in reader.page_labels]
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - as above
        return {}
    return {number: label for number, label in enumerate(labels[:count], 1) if label}


def _no_text(count: int, unread: Mapping[int, Exception]) -> DocumentError:
    if any(isinstance(error, LimitReachedError) for error in unread.values()):
        return TooComplex("The pages of the pdf ask for more work than good ones do: print it to a new pdf.")
    if unread:
        return DamagedDocument("No page of the pdf can be read: open and save it in another program, and add that.")
    if not count:
        return DamagedDocument("The pdf has no pages: download it again.")
    return NoTextLayer("The pages are pictures without text: run OCR first (for example ocrmypdf) and add the result.")


def _warnings(unread: Mapping[int, Exception], silent: Sequence[int]) -> list[str]:
    warnings = []
    if unread:
        warnings.append(f"{_named(sorted(unread))} could not be read.")
    if silent:
        warnings.append(f"{_named(silent)} {'has' if len(silent) == 1 else 'have'} no text.")
    return warnings


def _named(numbers: Sequence[int]) -> str:
    """ "Page 3", "Pages 3–7 and 9"."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    parts = [str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs]
    listed = parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
    return f"Page {listed}" if len(numbers) == 1 else f"Pages {listed}"
