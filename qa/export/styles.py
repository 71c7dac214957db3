"""The styles in which sources are written: Chicago notes, Chicago author–date, APA, MLA."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from index.analysis import fold
from qa.export import apa, chicago, dates, mla
from qa.export.shelf import Shelf, shelf
from qa.export.text import Run, Text, merged, text
from qa.export.works import Access, Work, remarks, works
from qa.model import Citation

#: Not looked at where a title is sorted (Chicago 15.62, APA 9.49, MLA 5.125).
_ARTICLES = frozenset({"a", "an", "the"})


@dataclass(frozen=True, slots=True)
class Style:
    """How a style cites in the text or in notes, and how it lists works."""

    #: What its list of works is called.
    heading: str
    #: Whether undated works of an author stand before the others in the list.
    undated_first: bool
    entry: Callable[[Work, Shelf, Access], Text]
    #: In the text; None for a style whose sources stand in notes.
    in_text: Callable[[Citation, Shelf, Access], Text] | None = None
    #: Whether a work that its author has published is listed by its title.
    by_publisher: bool = False

    def order(self, work: Work) -> tuple[object, ...]:
        """Where a work stands in the list: by authors or else title, year, title."""
        authors = () if self.by_publisher and work.own_publisher else work.authors
        names = [one for name in authors for one in (_sorted(name.family), _sorted(name.given))]
        year = dates.year(work.published)
        undated = "" if self.undated_first else "9999"
        title = _title(work)
        return (names or [title], year or undated, title, work.document)


#: By the names that ``footnote export`` knows them by.
STYLES: Mapping[str, Style] = {
    "chicago": Style("Bibliography", undated_first=False, entry=chicago.bibliography),
    "author-date": Style("References", undated_first=False, entry=chicago.reference, in_text=chicago.in_text),
    "apa": Style("References", undated_first=True, entry=apa.reference, in_text=apa.in_text),
    "mla": Style("Works Cited", undated_first=False, entry=mla.entry, in_text=mla.in_text, by_publisher=True),
}


@dataclass(frozen=True, slots=True)
class Apparatus:
    """The sources of a text in one style. Keys are numbers of citations."""

    heading: str
    #: What stands behind a quotation in the text; nothing in a style of notes.
    in_text: Mapping[int, Text]
    #: Its note; nothing where a style in the text needs none.
    notes: Mapping[int, Text]
    #: Its note where it is quoted once more.
    again: Mapping[int, Text]
    #: The list of works, in its order.
    entries: tuple[Text, ...]


def apparatus(citations: Sequence[Citation], style: Style, access: Access) -> Apparatus:
    """The sources of these citations, in the order of which the first of a work has its whole note."""
    listed = sorted(works(citations), key=style.order)
    on = shelf(listed, style.order)
    later = {one.number: _noted(chicago.again(one, on, access), one) for one in citations}
    if style.in_text is None:
        first = {one.document: one for one in reversed(citations)}.values()
        notes = {**later, **{one.number: _noted(chicago.note(one, access), one) for one in first}}
        in_text: dict[int, Text] = {}
    else:
        in_text = {one.number: style.in_text(one, on, access) for one in citations}
        notes = later = {one.number: text(" ".join(remarks(one))) for one in citations if remarks(one)}
    return Apparatus(style.heading, in_text, notes, later, tuple(style.entry(work, on, access) for work in listed))


def written(cited: Citation, style: str, access: Access) -> tuple[Text, ...]:
    """One citation by itself: its note, or how it stands in the text and in the list; with what has to be known."""
    made = apparatus([cited], STYLES[style], access)
    if not made.in_text:
        return (made.notes[cited.number],)
    return tuple(part for part in (made.in_text[cited.number], made.notes.get(cited.number, ()), *made.entries) if part)


def _noted(source: Text, cited: Citation) -> Text:
    return merged((*source, *(Run(f" {part}") for part in remarks(cited))))


def _sorted(name: str) -> str:
    return " ".join(map(fold, name.split()))


def _title(work: Work) -> str:
    """A title as it is sorted: without its article and its marks."""
    words = [word for word in map(fold, (work.title or work.file).split()) if word]
    bare = ["".join(filter(str.isalnum, word)) for word in words]
    return " ".join(bare[1:] if bare and bare[0] in _ARTICLES and len(bare) > 1 else bare)
