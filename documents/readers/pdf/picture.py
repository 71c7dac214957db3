"""A page of a PDF as it looks, and where words stand on it: by PDFium, in the worker process.

Words are found by their letters and digits alone: another program reads spaces, hyphens and ligatures otherwise than
ours, and a sentence's letters in their order stand nowhere by chance. What stands several times is told apart by what
stands beside it; where that does not tell, nothing is marked rather than the wrong words.
"""

from __future__ import annotations

import ctypes
import io
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pypdfium2 as pdfium
from pypdfium2 import raw

from documents.errors import DamagedDocument
from documents.wire import Drawing

#: Pixels of a picture at most: A4 at 1,600 pixels of width has 3.6 million; a poster's page gets a smaller picture.
MOST_PIXELS = 6_000_000
#: Of WebP: text is as sharp as in PNG at half the bytes (sample analysis, 1,200 pixels wide: 131 kB).
QUALITY = 80
#: Letters beside what is looked for that tell one place from another.
BESIDE = 40
#: So many more of them must agree than at any other place: a letter or two are the same by chance.
MARGIN = 4
#: With fewer letters a place must be told by what stands on both its sides, even where it is the only one.
TELLING = 8
#: Parts of one line overlap by so much of the lower one's height.
SAME_LINE = 0.35
#: Parts of one line that are further from each other than so many times its height are two columns.
GAP = 3.0

#: Left, top, width and height, each as a share of the page's.
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A page as WebP, and the boxes of the words, one for each line; none where they were not found."""

    image: bytes
    width: int
    height: int
    boxes: tuple[Box, ...]


def draw(data: bytes, wanted: Drawing) -> Drawn:
    """The page as it looks.

    Raises:
        DamagedDocument: PDFium cannot open the file, or it has no such page.
    """
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        raise DamagedDocument("The page cannot be drawn: the file is damaged or has a password.") from error
    try:
        if not 1 <= wanted.page <= len(document):
            raise DamagedDocument(f"The page cannot be drawn: the file has {len(document)} pages.")
        return _drawn(document[wanted.page - 1], wanted)
    except pdfium.PdfiumError as error:
        raise DamagedDocument("The page cannot be drawn: it is damaged.") from error
    finally:
        document.close()


def _drawn(page: pdfium.PdfPage, wanted: Drawing) -> Drawn:
    across, down = page.get_size()
    scale = min(wanted.width / across, (MOST_PIXELS / (across * down)) ** 0.5)
    picture = page.render(scale=scale).to_pil()
    body = io.BytesIO()
    picture.convert("RGB").save(body, "WEBP", quality=QUALITY, method=2)
    boxes = tuple(_boxes(page, wanted)) if wanted.quote else ()
    return Drawn(body.getvalue(), picture.width, picture.height, boxes)


# ---------------------------------------------------------------- where words stand


def _boxes(page: pdfium.PdfPage, wanted: Drawing) -> Iterator[Box]:
    text = page.get_textpage()
    try:
        letters, places = _letters(text)
        found = place(letters, _plain(wanted.quote), _plain(wanted.before), _plain(wanted.after))
        if found is not None:
            first, last = places[found[0]], places[found[1] - 1]
            yield from _lines(_parts(page, text, first, last - first + 1))
    finally:
        text.close()


def _letters(text: pdfium.PdfTextPage) -> tuple[str, list[int]]:
    """The letters and digits of a page, folded, and for each PDFium's index of the character that it comes from."""
    letters, places = [], []
    for index in range(text.count_chars()):
        for letter in _plain(chr(raw.FPDFText_GetUnicode(text, index))):
            letters.append(letter)
            places.append(index)
    return "".join(letters), places


def _plain(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKC", text).casefold() if c.isalnum())


def place(letters: str, quote: str, before: str, after: str) -> tuple[int, int] | None:
    """Where the quotation stands among the letters of a page: start and end; None where that is not certain."""
    if not quote:
        return None
    found = list(_all(letters, quote))
    told = sorted(((_beside(letters, at, at + len(quote), before, after), at) for at in found), reverse=True)
    if not told:
        return None
    agreeing, start = told[0]
    alone = len(told) == 1
    certain = (agreeing > 0 or len(quote) >= TELLING) if alone else agreeing - told[1][0] >= MARGIN
    return (start, start + len(quote)) if certain else None


def _all(letters: str, quote: str) -> Iterator[int]:
    at = letters.find(quote)
    while at >= 0:
        yield at
        at = letters.find(quote, at + 1)


def _beside(letters: str, start: int, end: int, before: str, after: str) -> int:
    """How many letters on both sides are those that should stand there."""
    left = _same(letters[max(0, start - BESIDE) : start][::-1], before[-BESIDE:][::-1])
    return left + _same(letters[end : end + BESIDE], after[:BESIDE])


def _same(one: str, other: str) -> int:
    length = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        length += 1
    return length


def _parts(page: pdfium.PdfPage, text: pdfium.PdfTextPage, first: int, count: int) -> Iterator[Box]:
    """The boxes that PDFium has for a range of characters, as shares of the page as it is shown."""
    for index in range(text.count_rects(first, count)):
        left, bottom, right, top = text.get_rect(index)
        (x0, y0), (x1, y1) = _shown(page, left, top), _shown(page, right, bottom)
        yield min(x0, x1), min(y0, y1), abs(x1 - x0), abs(y1 - y0)


#: Units of a page's side in which PDFium is asked for places: it answers in whole ones.
_UNITS = 100_000


def _shown(page: pdfium.PdfPage, x: float, y: float) -> tuple[float, float]:
    """A point of the page's own coordinates on the page as it is shown, turned and cropped."""
    right, down = ctypes.c_int(), ctypes.c_int()
    raw.FPDF_PageToDevice(page, 0, 0, _UNITS, _UNITS, 0, x, y, right, down)
    return right.value / _UNITS, down.value / _UNITS


def _lines(parts: Iterator[Box]) -> Sequence[Box]:
    """One box for each line: PDFium has one for each change of type."""
    lines: list[Box] = []
    for part in parts:
        if lines and _on_line(lines[-1], part):
            left, top = min(lines[-1][0], part[0]), min(lines[-1][1], part[1])
            right = max(lines[-1][0] + lines[-1][2], part[0] + part[2])
            bottom = max(lines[-1][1] + lines[-1][3], part[1] + part[3])
            lines[-1] = (left, top, right - left, bottom - top)
        else:
            lines.append(part)
    return [(round(a, 4), round(b, 4), round(c, 4), round(d, 4)) for a, b, c, d in lines]


def _on_line(line: Box, part: Box) -> bool:
    overlap = min(line[1] + line[3], part[1] + part[3]) - max(line[1], part[1])
    near = part[0] - (line[0] + line[2]) < GAP * max(line[3], part[3])
    return overlap > SAME_LINE * min(line[3], part[3]) and near and part[0] >= line[0]
