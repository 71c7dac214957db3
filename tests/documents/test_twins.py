"""One analysis in every format is one document: the same blocks, sections, paragraph numbers, title, authors, date."""

from collections.abc import Callable

import pytest

from documents.model import BlockKind, Document
from documents.read import read
from documents.sentences import sentence_spans
from tests.documents import analysis

FORMATS: dict[str, Callable[[], bytes]] = {
    "txt": analysis.as_txt,
    "md": analysis.as_markdown,
    "html": analysis.as_html,
    "docx": analysis.as_docx,
    "odt": analysis.as_odt,
    "pdf": analysis.as_pdf,
}
#: What a format cannot say: these blocks are paragraphs there.
UNSAID = {"txt": {"quote"}, "pdf": {"quote"}}


@pytest.fixture(scope="module", params=FORMATS)
def twin(request: pytest.FixtureRequest) -> tuple[str, Document]:
    return request.param, read(FORMATS[request.param](), f"analysis.{request.param}")


def test_the_citable_blocks_are_the_same_with_their_sections_and_numbers(twin: tuple[str, Document]):
    name, document = twin
    unsaid = UNSAID.get(name, set())
    expected = [("paragraph" if kind in unsaid else kind, text, section) for kind, text, section in analysis.expected()]
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
    assert len({read(make(), f"a.{name}").digest for name, make in FORMATS.items()}) == len(FORMATS)
