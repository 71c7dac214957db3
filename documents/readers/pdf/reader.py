"""PDF, by pypdf: the pages that can be read, their labels, and what the file says of itself.

Nothing is taken from the file's Creator, Producer or CreationDate.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from pypdf import PageObject, PdfReader, apply_configuration
from pypdf.errors import LimitReachedError
from pypdf.xmp import XmpInformation

from documents.builder import build
from documents.errors import DamagedDocument, DocumentError, NoTextLayer, PasswordNeeded, TooComplex
from documents.journal import SILENT, Journal
from documents.model import Document, Metadata
from documents.pages.layout import lay_out
from documents.pages.typeset import PageLine
from documents.properties import people, plausible_title
from documents.readers.pdf.salvage import salvaged
from documents.readers.pdf.structure import bookmarks
from documents.readers.pdf.text import PdfText, from_json, to_json
from documents.text import collapse, normalise

PDF_INFO, PDF_XMP = "pdf info", "pdf xmp"

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
        reader, count, broken = _open_any(data)
        pages = _read_pages(reader, count, journal)
        if not pages.lines:
            raise _no_text(count, pages.unread)
        drafts, metadata = lay_out(pages.lines, _declared(reader, source), _said(lambda: bookmarks(reader), ()))
        return build(
            drafts, data, source, metadata, media_type="application/pdf",
            page_count=count, labels=_labels(reader, count),
            ocr_pages=journal.recognised, warnings=[*broken, *_warnings(pages, journal.recognised)],
        )  # fmt: skip


def pictures(data: bytes, pages: Sequence[int]) -> Iterator[tuple[int, bytes]]:
    """(page, picture file) of these pages (from 1): of each the largest picture, where it has one that can be read.

    Raises:
        DocumentError: the file cannot be opened.
    """
    with apply_configuration(**_LIMITS):
        reader, *_ = _open_any(data)
        for number in pages:
            if found := _largest(reader.pages[number - 1]):
                yield number, found


_SALVAGED = "The file is damaged: the pages that were found in it were read."


def _open_any(data: bytes) -> tuple[PdfReader, int, list[str]]:
    """The reader, the number of pages, and what to say of a file whose pages had to be looked for."""
    try:
        return *_open(data), []
    except DamagedDocument:
        if found := salvaged(data):
            return *_open(found), [_SALVAGED]
        raise


def _open(data: bytes) -> tuple[PdfReader, int]:
    """The reader, decrypted, and the number of pages; below ``apply_configuration(**_LIMITS)``.

    Raises:
        PasswordNeeded, DamagedDocument, TooComplex: as their names say; pypdf raises anything at all.
    """
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


#: Why a page could not be read, in words that follow "it"; what a worker's end says comes from the journal.
_DAMAGED, _TOO_COMPLEX = "was damaged", "asked for too much work"


@dataclass(slots=True)
class _Pages:
    """What the pages gave."""

    lines: list[PageLine] = field(default_factory=list)
    #: Pages that could not be read, and why.
    unread: dict[int, str] = field(default_factory=dict)
    #: Pages without text.
    silent: list[int] = field(default_factory=list)

    def add(self, number: int, found: list[PageLine] | str) -> None:
        """A page's lines, or why there are none."""
        if isinstance(found, str):
            self.unread[number] = found
        elif found:
            self.lines.extend(found)
        else:
            self.silent.append(number)


def _read_pages(reader: PdfReader, count: int, journal: Journal) -> _Pages:
    pages = _Pages()
    text = PdfText(reader)
    for number in range(1, count + 1):
        journal.progress(number - 1, count)
        if number in journal.given_up:
            pages.add(number, journal.given_up[number])
            continue
        if number not in journal.known:
            journal.begin(number)
            found = _page(text, number)
            journal.keep(number, found if isinstance(found, str) else to_json(found))
        else:
            known = journal.known[number]
            found = known if isinstance(known, str) else from_json(known, number)
        pages.add(number, found)
    journal.progress(count, count)
    return pages


def _page(text: PdfText, number: int) -> list[PageLine] | str:
    try:
        return text.lines(number)
    except MemoryError:
        raise
    except LimitReachedError:
        return _TOO_COMPLEX
    except Exception:  # noqa: BLE001 - pypdf raises anything; the other pages are still good
        return _DAMAGED


def _largest(page: PageObject) -> bytes:
    try:
        return max((image.data for image in page.images), key=len, default=b"")
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - pypdf raises anything; the other pages are still good
        return b""


# --- metadata, labels, warnings ------------------------------------------------------------------------------


def _declared(reader: PdfReader, source: str) -> Metadata:
    """What the document information says, and where that is silent the XMP packet (ISO 16684-1)."""
    title, author = (_string(_said(partial(_info, reader, key), "")) for key in ("/Title", "/Author"))
    xmp = _said(lambda: reader.xmp_metadata, None)
    found = _plausible([title], [author], source)
    provenance = dict.fromkeys(found, PDF_INFO)
    if xmp is not None:
        titles = _said(lambda: list((xmp.dc_title or {}).values()), [])
        more = _plausible(map(_string, titles), map(_string, _said(lambda: xmp.dc_creator or [], [])), source)
        if published := _published(xmp):
            more["published"] = published
        provenance = dict.fromkeys(more, PDF_XMP) | provenance
        found = more | found
    return Metadata(**found, provenance=provenance)


def _info(reader: PdfReader, key: str) -> object:
    return None if reader.metadata is None else reader.metadata.get(key)


def _plausible(titles: Iterable[str], authors: Iterable[str], source: str) -> dict[str, Any]:
    """A title and authors that a person could have written; a program's are left out."""
    title = next((title for title in titles if plausible_title(title, source)), "")
    found = {"title": title, "authors": people(authors)}
    return {name: value for name, value in found.items() if value}


#: Fields of the PRISM vocabulary that mean publication and nothing else; dc:date is mostly when the file was made.
_PRISM = ("http://prismstandard.org/namespaces/basic/2.0/", "http://prismstandard.org/namespaces/basic/2.1/")
_PUBLISHED = ("publicationDate", "coverDate")
_ISO_DATE = re.compile(r"(\d{4})(-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?(?![\d-])")


def _published(xmp: XmpInformation) -> str:
    for space in _PRISM:
        for name in _PUBLISHED:
            for value in _said(partial(_xmp_texts, xmp, space, name), []):
                if match := _ISO_DATE.match(value):
                    return match[0]
    return ""


def _xmp_texts(xmp: XmpInformation, space: str, name: str) -> list[str]:
    """The texts of an element or attribute, which PRISM writes as a text or as a list of them."""
    nodes = list(xmp.get_element("", space, name))
    return [collapse(_text_of(node)) for node in nodes]


def _text_of(node: Any) -> str:  # noqa: ANN401 - a node of xml.dom
    if node.nodeType in (node.ATTRIBUTE_NODE, node.TEXT_NODE):
        return str(node.nodeValue)
    return " ".join(map(_text_of, node.childNodes))


def _string(value: object) -> str:
    return collapse(normalise(value)) if isinstance(value, str) else ""


def _labels(reader: PdfReader, count: int) -> dict[int, str]:
    """Printed page numbers, where the file records them."""
    recorded = _said(lambda: reader.page_labels if "/PageLabels" in reader.root_object else [], [])
    labels = [_string(str(label)) for label in recorded]
    return {number: label for number, label in enumerate(labels[:count], 1) if label}


def _said(ask: Callable[[], Any], otherwise: Any) -> Any:  # noqa: ANN401 - whatever is asked for
    """What pypdf says; it raises anything on a damaged part of a file whose text is still good."""
    try:
        return ask()
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001
        return otherwise


def _no_text(count: int, unread: Mapping[int, str]) -> DocumentError:
    if _TOO_COMPLEX in unread.values():
        return TooComplex("The pages of the pdf ask for more work than good ones do: print it to a new pdf.")
    if unread:
        return DamagedDocument(
            "No page of the pdf can be read, because it is damaged: download it again, or save it in another program."
        )
    if not count:
        return DamagedDocument("The pdf has no pages: download it again.")
    return NoTextLayer("The pages are pictures without text: run OCR first (for example ocrmypdf) and add the result.")


def _warnings(pages: _Pages, recognised: Collection[int]) -> list[str]:
    warnings = []
    for why in dict.fromkeys(pages.unread.values()):
        numbers = [number for number, reason in pages.unread.items() if reason == why]
        remark = "" if why == _DAMAGED else f" ({'it' if len(numbers) == 1 else 'they'} {why})"
        warnings.append(f"{_named(numbers)} could not be read{remark}.")
    if silent := pages.silent:
        warnings.append(f"{_named(silent)} {'has' if len(silent) == 1 else 'have'} no text.")
    if recognised:
        warnings.append(f"{_named(sorted(recognised))} {'was' if len(recognised) == 1 else 'were'} read by OCR.")
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
