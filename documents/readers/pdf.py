"""PDF, by pypdf: lines with their place and type size → paragraphs, headings, items, running headers; pages and labels.

pypdf gives the order of the content stream, which is the reading order in files made by word processors and
typesetters, columns included. Nothing is taken from the file's Creator, Producer or CreationDate.
"""

from __future__ import annotations

import io
import math
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import PurePath
from statistics import median
from typing import Any

from pypdf import PageObject, PdfReader, apply_configuration
from pypdf.errors import LimitReachedError

from documents.builder import build
from documents.errors import DamagedDocument, DocumentError, NoTextLayer, PasswordNeeded, TooComplex
from documents.frontmatter import OPENING, Front, Opening, could_be_title, is_label, merged, read_front
from documents.model import BlockKind, Document, Metadata
from documents.names import is_name, split_names
from documents.structure import (
    Chunk,
    Line,
    Words,
    across_pages,
    chunk_of,
    drafts_with_headings,
    looks_like_heading,
    marker_of,
    running,
)  # fmt: skip
from documents.text import collapse, normalise

PDF_INFO = "pdf info"
FIRST_PAGE = "first page"

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


def read(data: bytes, source: str, progress: Callable[[int, int], None] | None = None) -> Document:
    """The document that a PDF is; ``progress`` hears how many of how many pages are done.

    Raises:
        PasswordNeeded, NoTextLayer, DamagedDocument, TooComplex, EmptyDocument: as their names say.
    """
    with apply_configuration(**_LIMITS):
        reader, count = _open(data)
        lines, unread, silent = _lines(reader, count, progress)
        if not lines:
            raise _no_text(count, unread)
        return _document(lines, data, source, _info(reader, source), _labels(reader, count), count,
                         _warnings(unread, silent))  # fmt: skip


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


# --- lines ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _PdfLine(Line):
    """A line with its place on the page, in points from the lower left corner, and its type."""

    x: float = 0.0
    y: float = 0.0
    size: float = 0.0
    bold: bool = False


def _lines(
    reader: PdfReader, count: int, progress: Callable[[int, int], None] | None
) -> tuple[list[_PdfLine], dict[int, Exception], list[int]]:
    """The lines of all pages, what went wrong on which page, and the pages without text."""
    lines: list[_PdfLine] = []
    unread: dict[int, Exception] = {}
    silent: list[int] = []
    for number in range(1, count + 1):
        if progress is not None:
            progress(number - 1, count)
        page_lines: list[_PdfLine] = []
        try:
            page_lines = _page_lines(reader.pages[number - 1], number)
        except MemoryError:
            raise
        except Exception as error:  # noqa: BLE001 - pypdf raises anything; the other pages are still good
            unread[number] = error
        if not page_lines and number not in unread:
            silent.append(number)
        lines.extend(page_lines)
    if progress is not None:
        progress(count, count)
    return lines, unread, silent


@dataclass(slots=True)
class _PageText:
    """Gathers what pypdf shows of a page into lines."""

    number: int
    lines: list[_PdfLine] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    #: (characters, size, bold) of the line's parts, and where the first of them stands.
    styles: list[tuple[int, float, bool]] = field(default_factory=list)
    place: tuple[float, float] = (0.0, 0.0)

    def visit(self, text: str, outer: Sequence[float], matrix: Sequence[float], font: Any, size: float) -> None:  # noqa: ANN401
        """pypdf's visitor: a piece of text, its matrices, its font."""
        for at, part in enumerate(text.split("\n")):
            if at:
                self.end_line()
            if visible := len(part.strip()):
                x, y, scale = _placed(outer, matrix)
                if not self.styles:
                    self.place = (x, y)
                self.styles.append((visible, round(float(size) * scale, 1), _is_bold(font)))
            self.parts.append(part)

    def end_line(self) -> None:
        """Closes the line that is being gathered."""
        text = collapse(normalise("".join(self.parts).replace(_WIN_ANSI_BULLET, "•")))
        if text and self.styles:
            sizes: Counter[float] = Counter()
            for visible, size, _ in self.styles:
                sizes[size] += visible
            bold = sum(visible for visible, _, bold in self.styles if bold) >= 0.9 * sum(sizes.values())
            x, y = self.place
            self.lines.append(
                _PdfLine(text, self.number, x=x, y=y, size=sizes.most_common(1)[0][0], bold=bold)
            )
        self.parts.clear()
        self.styles.clear()


#: In WinAnsiEncoding every unused code is a bullet (ISO 32000-1, annex D.2, note 6); pypdf gives the first as DEL.
_WIN_ANSI_BULLET = "\x7f"


def _page_lines(page: PageObject, number: int) -> list[_PdfLine]:
    gathered = _PageText(number)
    page.extract_text(visitor_text=gathered.visit)
    gathered.end_line()
    return gathered.lines


def _placed(outer: Sequence[float], matrix: Sequence[float]) -> tuple[float, float, float]:
    """Position on the page and vertical scale of text whose matrix stands inside another one."""
    c, d, e, f = matrix[2], matrix[3], matrix[4], matrix[5]
    x = e * outer[0] + f * outer[2] + outer[4]
    y = e * outer[1] + f * outer[3] + outer[5]
    scale = math.hypot(c * outer[0] + d * outer[2], c * outer[1] + d * outer[3])
    return x, y, scale


_BOLD = re.compile(r"bold|black|heavy|demi", re.IGNORECASE)


def _is_bold(font: Any) -> bool:  # noqa: ANN401 - a PDF dictionary
    return font is not None and _BOLD.search(str(font.get("/BaseFont", ""))) is not None


#: A line in the same place, to these points, is running when it is there on two pages; in a longer document, on three.
_SAME_HEIGHT = 4.0
_SHORT_DOCUMENT, _RUNNING_PAGES = 6, 3


def _mark_running(lines: Sequence[_PdfLine]) -> list[_PdfLine]:
    by_page: dict[int | None, list[int]] = {}
    for at, line in enumerate(lines):
        by_page.setdefault(line.page, []).append(at)
    pages = [sorted(ats, key=lambda at: -lines[at].y) for ats in by_page.values()]
    least = _RUNNING_PAGES if len(pages) > _SHORT_DOCUMENT else 2
    found = running(lines, pages, least, lambda line: round(line.y / _SAME_HEIGHT))
    return [replace(line, running=True) if at in found else line for at, line in enumerate(lines)]


# --- paragraphs ----------------------------------------------------------------------------------------------

#: A distance between lines beyond this multiple of the usual one parts paragraphs; word processors add a half or more.
_GAP = 1.3
#: Sizes that differ by less are one size: rounding, small capitals, a superscript's share.
_SAME_SIZE = 0.06
#: A line with room for the next one's first word ends its paragraph; by characters, whose widths differ, the line
#: must be shorter than this share of the column, and with a sentence's end than this greater one.
_SHORT_LINE, _SHORT_LAST_LINE = 0.75, 0.9
#: Lines that begin within so many type sizes of each other stand in one column, and how many make its width known.
_COLUMN, _COLUMN_LINES = 3.0, 5
#: An indent, in type sizes, that begins a paragraph.
_INDENT = 0.7


@dataclass(frozen=True, slots=True)
class _Measures:
    """What is usual in a document: the size of its body, the distance of its lines, characters in a full line."""

    size: float
    leading: float
    width: int


def _measures(lines: Sequence[_PdfLine]) -> _Measures:
    sizes: Counter[float] = Counter()
    for line in lines:
        if not line.running:
            sizes[line.size] += len(line.text)
    size = sizes.most_common(1)[0][0] if sizes else lines[0].size
    body = [line for line in lines if line.size == size and not line.running] or list(lines)
    steps = [a.y - b.y for a, b in pairwise(body) if a.page == b.page and 0 < a.y - b.y < 4 * size]
    lengths = sorted(len(line.text) for line in body)
    return _Measures(size, median(steps) if steps else 1.2 * size, lengths[int(0.9 * (len(lengths) - 1))])


def _chunks(lines: Sequence[_PdfLine], usual: _Measures) -> list[Chunk]:
    groups: list[list[_PdfLine]] = []
    columns = _column_widths(lines, usual)
    for line in lines:
        if groups and _continues(groups[-1], line, usual, columns[_column(groups[-1][-1], usual)]):
            groups[-1].append(line)
        else:
            gap = bool(groups) and _gap_above(groups[-1][-1], line, usual)
            groups.append([replace(line, gap=gap)])
    return [chunk_of(group) for group in across_pages(groups)]


def _column(line: _PdfLine, usual: _Measures) -> tuple[int | None, int]:
    return line.page, round(line.x / (_COLUMN * max(usual.size, 1.0)))


def _column_widths(lines: Sequence[_PdfLine], usual: _Measures) -> dict[tuple[int | None, int], int]:
    """Characters in a full line, by page and place of the line's beginning."""
    lengths: dict[tuple[int | None, int], list[int]] = {}
    for line in lines:
        lengths.setdefault(_column(line, usual), []).append(len(line.text))
    return {
        column: sorted(found)[int(0.8 * (len(found) - 1))] if len(found) >= _COLUMN_LINES else usual.width
        for column, found in lengths.items()
    }


def _gap_above(last: _PdfLine, line: _PdfLine, usual: _Measures) -> bool:
    larger = max(last.size, line.size, 0.1) / max(usual.size, 0.1)
    return not 0 <= last.y - line.y <= _GAP * usual.leading * max(larger, 1.0)


def _continues(group: Sequence[_PdfLine], line: _PdfLine, usual: _Measures, width: int) -> bool:
    last = group[-1]
    if line.running or last.running or line.page != last.page or marker_of(line.text):
        return False
    if abs(line.size - last.size) > _SAME_SIZE * last.size or line.bold != last.bold:
        # A word set apart inside a paragraph is part of its line; whole lines in other type are something else.
        return False
    if _gap_above(last, line, usual):
        return last.y < line.y and _broken_off(last, line)  # the next column
    if line.x > last.x + _INDENT * line.size and not marker_of(group[0].text):
        return False
    if line.text[0].islower():
        return True
    ended = last.text[-1] in ".!?:…" or last.text[-2:] in (".”", '."', ".)", "?”")
    taken = len(last.text) + 1 + len(line.text.split(maxsplit=1)[0])
    return taken >= (_SHORT_LAST_LINE if ended else _SHORT_LINE) * width or _is_display(line, usual)


def _is_display(line: _PdfLine, usual: _Measures) -> bool:
    """Whether the type is a title's, whose lines are broken by sense and not by width."""
    return line.size > _TITLE_SIZE * usual.size


def _broken_off(last: _PdfLine, line: _PdfLine) -> bool:
    return last.text[-1] not in ".!?:;…" and line.text[0].islower()


# --- the document --------------------------------------------------------------------------------------------

#: Type this much larger than the body's is a heading's; 10 % is a caption's or a quotation's difference.
_HEADING_SIZE = 1.12
#: A title is larger still, or a heading of the largest size on the first page.
_TITLE_SIZE = 1.2
#: Lines of a heading or title.
_HEADING_LINES = 4


def _document(
    lines: Sequence[_PdfLine], data: bytes, source: str, info: Metadata, labels: Mapping[int, str], count: int,
    warnings: Sequence[str],
) -> Document:  # fmt: skip
    marked = _mark_running(lines)
    usual = _measures(marked)
    words = Words([line.text for line in lines])
    chunks = _chunks(marked, usual)
    texts = [chunk.joined(words)[0] for chunk in chunks]
    title = _title_at(chunks, texts, usual, info.title)
    front, kinds = _front(chunks, texts, title)
    levels = _levels(chunks, texts, usual)
    metadata = merged(front.metadata, info)
    return build(
        drafts_with_headings(chunks, words, kinds, levels), data, source, metadata,
        page_count=count, labels=labels, warnings=warnings,
    )  # fmt: skip


def _style(chunk: Chunk) -> tuple[float, bool]:
    line = chunk.lines[0]
    return (line.size, line.bold) if isinstance(line, _PdfLine) else (0.0, False)


def _levels(chunks: Sequence[Chunk], texts: Sequence[str], usual: _Measures) -> dict[int, int]:
    """Depths of the headings by chunk: each larger or bolder type is one level above the next."""
    headings = {at: _style(chunk) for at, chunk in enumerate(chunks) if _is_heading(chunk, texts[at], usual)}
    styles = sorted(set(headings.values()), reverse=True)
    return {at: styles.index(style) + 1 for at, style in headings.items() if at + 1 < len(chunks)}


def _is_heading(chunk: Chunk, text: str, usual: _Measures) -> bool:
    size, bold = _style(chunk)
    if chunk.table or chunk.lines[0].running or len(chunk.lines) > _HEADING_LINES:
        return False
    if not any(map(str.isalpha, text)) or text[-1] in ".;,:":
        return False
    if size > _HEADING_SIZE * usual.size:
        return len(text) <= 200
    return bold and size >= usual.size and looks_like_heading(text)


def _title_at(chunks: Sequence[Chunk], texts: Sequence[str], usual: _Measures, known: str) -> int | None:
    """The chunk on the first page that is the title: what the file says it is, or the largest type there."""
    first = [
        at for at, chunk in enumerate(chunks[: 2 * OPENING])
        if chunk.lines[0].page == chunks[0].lines[0].page and not chunk.lines[0].running
        and len(chunk.lines) <= _HEADING_LINES and could_be_title(texts[at])
    ]  # fmt: skip
    for at in first:
        if known and _plain(texts[at]) == _plain(known):
            return at
    largest = max(first, key=lambda at: _style(chunks[at])[0], default=None)
    if largest is None or _style(chunks[largest])[0] < _TITLE_SIZE * usual.size:
        return None
    return largest


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", " ", text).strip().lower()


def _front(chunks: Sequence[Chunk], texts: Sequence[str], title: int | None) -> tuple[Front, dict[int, BlockKind]]:
    """Front matter below the title, or among the first lines where type does not tell the title."""
    start = 0 if title is None else title + 1
    at = [i for i in range(start, min(start + 2 * OPENING, len(chunks))) if not chunks[i].lines[0].running]
    openings = [Opening(texts[i], chunks[i].gap) for i in at]
    front = read_front(openings, "\n".join(texts), "" if title is None else texts[title])
    kinds = {at[i]: kind for i, kind in front.kinds.items()}
    if title is None:
        return front, kinds
    kinds[title] = BlockKind.TITLE
    metadata = merged(Metadata(title=texts[title], provenance={"title": FIRST_PAGE}), front.metadata)
    above = [i for i in range(title) if not chunks[i].lines[0].running]
    if len(above) == 1 and is_label(texts[above[0]]):
        kinds[above[0]] = BlockKind.FURNITURE
        metadata = merged(metadata, Metadata(series=texts[above[0]], provenance={"series": FIRST_PAGE}))
    return Front(front.kinds, metadata), kinds


# --- metadata, labels, warnings ------------------------------------------------------------------------------

_IMPLAUSIBLE_TITLE = re.compile(
    r"microsoft (?:word|powerpoint|excel)|untitled|\bslide \d|^(?:title|document|print|layout|brochure)\d*$"
    r"|\.(?:docx?|pdf|indd|qxd|pptx?|xlsx?|tex|dvi|rtf|odt|html?|ps|pages|txt|p65)\b|^[\w-]*[_\d][\w-]*$|https?://",
    re.IGNORECASE,
)


def _info(reader: PdfReader, source: str) -> Metadata:
    """Title and authors of the document information, where a person could have written them."""
    title, author = _info_text(reader, "/Title"), _info_text(reader, "/Author")
    if len(title) < 4 or _IMPLAUSIBLE_TITLE.search(title) or _plain(title) == _plain(PurePath(source).stem):
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
    """"Page 3", "Pages 3–7 and 9"."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    parts = [str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs]
    listed = parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
    return f"Page {listed}" if len(numbers) == 1 else f"Pages {listed}"
