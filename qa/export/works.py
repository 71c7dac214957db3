"""What is cited: a work, the place in it, how they are reached, and what is not known of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from documents.text import collapse
from qa.cite import RECOGNISED, also, pages
from qa.export.names import Name, name_of
from qa.export.text import Text, text
from qa.model import Citation


@dataclass(frozen=True, slots=True)
class Access:
    """When the quotations were looked up, and at which address the library's page answers ("http://127.0.0.1:7860").

    ``address`` is empty where permalinks cannot be given.
    """

    day: date
    address: str = ""

    def link(self, url: str) -> str:
        """The whole permalink of an address within the page."""
        return self.address.rstrip("/") + url if self.address else ""


@dataclass(frozen=True, slots=True)
class Work:
    """A document as a bibliography lists it; what is not known is empty."""

    document: str
    #: Its file's name: what it is called where it has no title.
    file: str
    title: str
    authors: tuple[Name, ...]
    published: str
    publisher: str
    series: str

    @property
    def url(self) -> str:
        """Its address within the page."""
        return f"/#doc={quote(self.document)}"

    @property
    def own_publisher(self) -> bool:
        """Whether its author is the organisation that published it."""
        return bool(self.publisher) and [one.natural for one in self.authors] == [self.publisher]


def work_of(cited: Citation) -> Work:
    """The document of a citation."""
    return Work(
        document=cited.document,
        file=cited.source.replace("\\", "/").rsplit("/", 1)[-1],
        title=collapse(cited.title),
        authors=tuple(name_of(collapse(one)) for one in cited.authors),
        published=cited.published,
        publisher=collapse(cited.publisher),
        series=collapse(cited.series),
    )


def works(citations: Iterable[Citation]) -> tuple[Work, ...]:
    """The documents of citations, each once, in their order."""
    found: dict[str, Work] = {}
    for one in citations:
        found.setdefault(one.document, work_of(one))
    return tuple(found.values())


def missing(cited: Citation) -> tuple[str, ...]:
    """Which of the fields that every citation needs are not known: "author", "title", "date"."""
    known = {"author": cited.authors, "title": cited.title, "date": cited.published}
    return tuple(field for field, value in known.items() if not value)


def unknown(citations: Sequence[Citation]) -> tuple[str, ...]:
    """A line for each work of which a field is not known: "Not known of “On bridges”: author, date."."""
    first = {one.document: one for one in reversed(citations)}
    lacking = [(one, missing(one)) for one in dict.fromkeys(first[one.document] for one in citations)]
    return tuple(f"Not known of {called(work_of(one))}: {', '.join(fields)}." for one, fields in lacking if fields)


def called(work: Work) -> str:
    """What a work is called in a sentence: “its title”, or its file."""
    return quoted(work.title) if work.title else work.file


def quoted(title: str) -> str:
    """A title in quotation marks; those inside it become single ones, unless they are another language's."""
    if not set(title) & set("„«»‹›"):
        title = title.translate({ord("“"): "‘", ord("”"): "’"})
    return f"“{title}”"


def titled(work: Work, *, italic: bool = False) -> Text:
    """The title in quotation marks or in italics; where there is none, the name of the file as it is."""
    if not work.title:
        return text(work.file)
    return text(work.title, italic=True) if italic else text(quoted(work.title))


def locator(cited: Citation, paragraph: str = "para.") -> str:
    """Where in the work: "para. 7, p. 4"; paragraphs are counted through the document, pages are a help beside them."""
    return ", ".join(part for part in (f"{paragraph} {cited.paragraph}", pages(cited)) if part)


def remarks(cited: Citation) -> tuple[str, ...]:
    """What has to be known beside a source: whose words it reports, that a program read it, where else it stands."""
    return tuple(part for part in (*cautions(cited), also(cited.also)) if part)


def cautions(cited: Citation) -> tuple[str, ...]:
    """Whose words a quotation reports, and that a program read it in a picture."""
    said = f"Reported: {cited.reported}." if cited.reported else ""
    doubt = f"{RECOGNISED[0].upper()}{RECOGNISED[1:]}." if cited.ocr else ""
    return tuple(part for part in (said, doubt) if part)
