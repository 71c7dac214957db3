"""One analysis in every format is one document: the same blocks, sections, paragraph numbers, title, authors, date."""

from collections.abc import Callable

import pytest

from documents.model import BlockKind, Document
from documents.read import read
from documents.sentences import sentence_spans
from tests.documents import analysis, analysis_office

#: By the names of the files.
FORMATS: dict[str, Callable[[], bytes]] = {
    "analysis.txt": analysis.as_txt,
    "wrapped.txt": analysis.as_wrapped_txt,
    "analysis.md": analysis.as_markdown,
    "analysis.html": analysis.as_html,
    "analysis.mhtml": analysis.as_mhtml,
    "analysis.epub": analysis.as_epub,
    "analysis.docx": analysis_office.as_docx,
    "analysis.odt": analysis_office.as_odt,
    "analysis.rtf": analysis_office.as_rtf,
    "analysis.pdf": analysis_office.as_pdf,
}
#: Formats that cannot say what is a quotation: it is a paragraph there. They can say everything else.
NO_QUOTES = (".txt", ".pdf")


@pytest.fixture(scope="module", params=FORMATS)
def twin(request: pytest.FixtureRequest) -> tuple[str, Document]:
    return request.param, read(FORMATS[request.param](), request.param)


def test_the_citable_blocks_are_the_same_with_their_sections_and_numbers(twin: tuple[str, Document]):
    name, document = twin
    expected = analysis.expected()
    if name.endswith(NO_QUOTES):
        expected = [("paragraph" if kind == "quote" else kind, text, section) for kind, text, section in expected]
    assert [(block.kind, document.text_of(block), block.section) for block in document.paragraphs] == expected
    assert [document.paragraph_number(block) for block in document.paragraphs] == list(range(1, len(expected) + 1))


def test_title_and_headings_are_the_same(twin: tuple[str, Document]):
    _, document = twin
    stand = [block for block in document.blocks if block.kind in (BlockKind.TITLE, BlockKind.HEADING)]
    headings = [piece.text for piece in analysis.BODY if piece.kind == "heading"]
    assert [document.text_of(block) for block in stand] == [analysis.TITLE, *headings]
    assert [block.kind for block in stand] == [BlockKind.TITLE] + [BlockKind.HEADING] * len(headings)


def test_title_authors_date_series_and_language_are_the_same_and_say_where_they_were_read(twin: tuple[str, Document]):
    _, document = twin
    metadata = document.metadata
    assert (metadata.title, metadata.authors) == (analysis.TITLE, analysis.AUTHORS)
    assert (metadata.published, metadata.series, metadata.language) == (analysis.PUBLISHED, analysis.KICKER, "en")
    assert metadata.topics == ()
    assert set(metadata.provenance) == {"title", "authors", "published", "series", "language"}


def test_front_matter_is_kept_and_never_cited(twin: tuple[str, Document]):
    _, document = twin
    furniture = [document.text_of(block) for block in document.blocks if block.kind is BlockKind.FURNITURE]
    lines = [analysis.KICKER, analysis.SUBTITLE, ", ".join(analysis.AUTHORS), analysis.DATELINE]
    assert [text for text in furniture if any(map(str.isalnum, text))] == lines


def test_the_sentences_are_the_same(twin: tuple[str, Document]):
    _, document = twin
    plain = read(analysis.as_txt(), "analysis.txt")
    assert sentences(document) == sentences(plain)


def sentences(document: Document) -> list[str]:
    spans = [span for block in document.paragraphs for span in sentence_spans(document.text, block.start, block.end)]
    return [document.text[start:end] for start, end in spans]


def test_each_twin_is_another_file():
    assert len({read(make(), name).digest for name, make in FORMATS.items()}) == len(FORMATS)
