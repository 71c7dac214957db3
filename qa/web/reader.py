"""What the reader does: opens a document at a paragraph, finds in it, shows its pages, quotes what is selected.

Each is a function that the browser calls with a mapping; what makes no sense in it asks for nothing. What goes wrong
is said under ``error`` in a sentence.
"""

from __future__ import annotations

import base64
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from documents import Document, DocumentError, Metadata
from documents.pictures import PagePicture, page_picture
from documents.processes import prepare
from documents.wire import Drawing
from index.errors import LibraryError
from qa.anchors import Resolution, State, link, resolve
from qa.archive import dossiers
from qa.cite import cite
from qa.model import Citation
from qa.web import document as shown
from qa.web.find import places
from qa.web.markup import named, quotations_in_styles, visible
from qa.web.texts import t
from qa.web.wish import LONGEST_NAME, names_of, number_of

if TYPE_CHECKING:
    from index.library import Library
    from index.snapshot import Snapshot

Wanted = Mapping[str, Any]
Told = dict[str, Any]

#: The files whose pages can be drawn.
PDF = "application/pdf"
#: Pixels of a page's picture: sharp at twice the width of the pane on a phone, and at its full width on a desk.
WIDTH = 1_400
#: Pages whose pictures are remembered: 130 kB each.
PICTURES = 24
#: Characters beside what is marked on a page, by which its place is told from others.
BESIDE = 80
#: Paragraphs that one selection may quote.
MOST_QUOTED = 50


@dataclass(frozen=True, slots=True)
class Reader:
    """What the reader asks the server for."""

    library: Library
    _pictures: Pictures = field(default_factory=lambda: Pictures(PICTURES))

    def open(self, wanted: Wanted) -> Told:
        """A document, at the place where the wanted paragraph stands today.

        Args:
            wanted: ``doc`` and, where a paragraph is meant, its number ``p`` and permanent name ``h``; ``known``
                lists documents whose text the browser has.

        Returns:
            ``error``, or the document: ``exact`` says whether paragraph ``p`` is the one that was meant; ``text`` has
            its head, how it is parted, and the part with that paragraph, and is none for a known document.
        """
        name, number, digest = _name(wanted), number_of(wanted.get("p")), str(wanted.get("h") or "")
        try:
            with self.library.snapshot() as view:
                entry = view.living(name)
                if entry is None:
                    return {"error": t("reader.gone")}
                place = resolve(view, link(name, number, digest)) if digest else None
                held, read = view.document(entry.document), view.as_read(entry.document)
        except LibraryError as error:
            return {"error": str(error)}
        today, notice = _today(held, name, number, place)
        if held.media_type == PDF:
            prepare()  # its page may be wanted next
        known = names_of(wanted.get("known"))
        text = None if held.id in known else _text(held, read, today or number)
        return {**_about(held), "text": text, "p": today or number, "exact": today > 0, "notice": notice}

    def part(self, wanted: Wanted) -> Told:
        """A part of a long document: ``doc`` and the number ``part``; its ``html``."""
        return self._with(wanted, lambda _, held: {"html": shown.part(held, number_of(wanted.get("part")))})

    def find(self, wanted: Wanted) -> Told:
        """Where ``words`` stand in ``doc``, whatever their case and accents: [block, part, start, end] of each."""
        words = str(wanted.get("words") or "")[:LONGEST_NAME]
        return self._with(wanted, lambda _, held: {"places": list(places(held, words))})

    def page(self, wanted: Wanted) -> Told:
        """A page of a PDF as a picture.

        Args:
            wanted: ``doc``; ``page`` from 1, or the paragraph ``p`` with the range ``at`` ("3-17") that is to be marked
                on its page.

        Returns:
            ``image`` as a data URI with ``width`` and ``height``; ``boxes`` as shares of the page; ``page`` its number,
            ``label`` as it is printed, ``pages`` how many there are; ``sought`` whether something was to be marked.
        """
        return self._with(wanted, lambda _, held: self._page(held, wanted))

    def quote(self, wanted: Wanted) -> Told:
        """What is selected as quotations with their citations, a text for each style, to be copied.

        Args:
            wanted: ``doc``, and ``ranges``: [paragraph, start, end] of each, in characters of the paragraph.
        """
        return self._with(wanted, lambda _, held: {"styles": quotations_in_styles(_selected(held, wanted))})

    def pin(self, wanted: Wanted) -> Told:
        """Pin what is selected (as for ``quote``) to the dossier that was used last; its ``name``."""

        def pinned(view: Snapshot, held: Document) -> Told:
            return {"name": dossiers.latest(view) or t("kept.first"), "cited": _selected(held, wanted)}

        told = self._with(wanted, pinned)
        try:
            for cited in told.pop("cited", ()):
                dossiers.pin(self.library, told["name"], cited)
        except LibraryError as error:
            return {"error": str(error)}
        return told

    def correct(self, wanted: Wanted) -> Told:
        """Put a visitor's values in place of what was read of a document.

        Args:
            wanted: ``doc``, ``written`` with texts by field, ``reset`` with names of fields.
        """
        values, reset = wanted.get("written"), wanted.get("reset")
        texts = {str(name): str(text) for name, text in values.items()} if isinstance(values, Mapping) else {}
        try:
            self.library.correct(_name(wanted), texts, names_of(reset))
        except LibraryError as error:
            return {"error": str(error)}
        return {"error": ""}

    def _with(self, wanted: Wanted, make: Callable[[Snapshot, Document], Told]) -> Told:
        """What is made of the wanted document."""
        try:
            with self.library.snapshot() as view:
                entry = view.living(_name(wanted))
                if entry is None:
                    return {"error": t("reader.gone")}
                return make(view, view.document(entry.document))
        except LibraryError as error:
            return {"error": str(error)}
        except (ValueError, IndexError):  # a browser that has an older text than the library
            return {"error": t("reader.changed")}

    def _page(self, held: Document, wanted: Wanted) -> Told:
        span = _span(held, wanted)
        first = held.page_at(span[0]) if span else None
        number = number_of(wanted.get("page")) or (first.number if first else 1)
        if not held.pages or not 1 <= number <= len(held.pages):
            return {"error": t("reader.no_page")}
        drawing = _drawing(held, number, span)
        try:
            drawn = self._pictures.get((held.digest, drawing), lambda: page_picture(self._bytes(held), drawing))
        except (DocumentError, OSError):
            return {"error": t("reader.not_drawn")}
        image = f"data:image/webp;base64,{base64.b64encode(drawn.image).decode()}"
        size = {"width": drawn.width, "height": drawn.height, "boxes": drawn.boxes}
        place = {"page": number, "label": held.pages[number - 1].label or str(number), "pages": len(held.pages)}
        return {"image": image, **size, **place, "sought": bool(drawing.quote)}

    def _bytes(self, held: Document) -> bytes:
        return self.library.original(held.id).read_bytes()


class Pictures:
    """The pictures that were drawn last. One is drawn at a time; those that are there do not wait for it."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[object, PagePicture] = OrderedDict()
        self._lock = threading.Lock()
        self._drawing = threading.Lock()

    def get(self, key: object, make: Callable[[], PagePicture]) -> PagePicture:
        """The picture of this key, made if it is not there."""
        found = self._found(key)
        if found is None:
            with self._drawing:  # who waited here may find what the one before drew
                found = self._found(key) or self._remember(key, make())
        return found

    def _found(self, key: object) -> PagePicture | None:
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def _remember(self, key: object, drawn: PagePicture) -> PagePicture:
        with self._lock:
            self._kept[key] = drawn
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return drawn


# ---------------------------------------------------------------- opening


def _name(wanted: Wanted) -> str:
    return str(wanted.get("doc", ""))[:LONGEST_NAME]


def _today(held: Document, name: str, number: int, place: Resolution | None) -> tuple[int, str]:
    """The number under which the wanted paragraph stands today, 0 for none, and what the reader says to that."""
    newer = held.id != name
    if place is None:
        if newer:  # a number alone names nothing in another text
            return 0, t("reader.newer")
        return (number, "") if number <= len(held.paragraphs) else (0, t("reader.beyond"))
    if place.paragraph is None:
        return 0, t("reader.several") if place.state is State.AMBIGUOUS else t("reader.edited")
    moved = t("reader.moved") if place.state is State.MOVED else ""
    return place.paragraph, t("reader.newer_same") if newer else moved


def _about(held: Document) -> Told:
    """What is to be known of a document whatever paragraph of it is wanted."""
    starts = enumerate(held.paragraphs, 1)
    return {
        "doc": held.id,
        "title": named(held.metadata.title, held.source),
        "by": visible(", ".join(held.metadata.authors)),
        "original": f"files/{held.id}",
        # The physical page of each paragraph, for the viewer's own "#page=".
        "pages": {str(n): page.number for n, block in starts if (page := held.page_at(block.start))},
        "language": held.metadata.language,
        "drawn": held.media_type == PDF,
    }


def _text(held: Document, read: Metadata, number: int) -> Told:
    """The document's head and outline, how it is parted, and the part that has the paragraph of this number."""
    parted = shown.layout(held)
    at = max((part for part, first in enumerate(parted.firsts) if first <= number), default=0)
    return {"head": shown.head(held, read), **asdict(parted), "part": at, "html": shown.part(held, at)}


# ---------------------------------------------------------------- pages


def _span(held: Document, wanted: Wanted) -> tuple[int, int] | None:
    """The characters of the text that are to be marked: of a paragraph, or of a range in it."""
    number = number_of(wanted.get("p"))
    if not 1 <= number <= len(held.paragraphs):
        return None
    block = held.paragraphs[number - 1]
    start, _, end = str(wanted.get("at") or "").partition("-")
    if start.isdecimal() and end.isdecimal() and int(start) < int(end) <= block.end - block.start:
        return block.start + int(start), block.start + int(end)
    return block.start, block.end


def _drawing(held: Document, number: int, span: tuple[int, int] | None) -> Drawing:
    """The page with what is to be marked on it: a sentence that goes on over the page's end is marked on both."""
    page = held.pages[number - 1]
    end = held.pages[number].start if number < len(held.pages) else len(held.text)
    first, last = (max(span[0], page.start), min(span[1], end)) if span else (0, 0)
    if first >= last:
        return Drawing(number, WIDTH)
    before, after = held.text[max(page.start, first - BESIDE) : first], held.text[last : min(last + BESIDE, end)]
    return Drawing(number, WIDTH, held.text[first:last], before, after)


# ---------------------------------------------------------------- what is selected


def _selected(held: Document, wanted: Wanted) -> tuple[Citation, ...]:
    """The citations of what is selected, numbered from 1.

    Raises:
        ValueError: nothing is, or not in this document.
    """
    ranges = wanted.get("ranges")
    spans = list(_ranges(held, ranges[:MOST_QUOTED] if isinstance(ranges, list) else []))
    if not spans:
        raise ValueError("nothing is selected")
    return tuple(cite(held, start, end, number) for number, (start, end) in enumerate(spans, 1))


def _ranges(held: Document, given: list[Any]) -> Iterator[tuple[int, int]]:
    """The spans of the text, without white space at their ends."""
    for one in given:
        if not isinstance(one, list) or len(one) != 3 or not all(type(value) is int and value >= 0 for value in one):
            raise ValueError("that is no range")
        number, first, last = one
        block = held.paragraphs[number - 1] if number else None
        if block is None or not first < last <= block.end - block.start:
            raise ValueError("the range is not in the document")
        text = held.text[block.start + first : block.start + last]
        start = block.start + first + len(text) - len(text.lstrip())
        if text.strip():
            yield start, start + len(text.strip())
