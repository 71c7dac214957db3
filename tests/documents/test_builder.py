import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.builder import Draft, build
from documents.errors import EmptyDocument
from documents.model import BlockKind, Document, Metadata, digest_of
from documents.wire import document_from_json, document_to_json, dump

WORDS = st.text("abc é–", min_size=1, max_size=30).map(lambda text: " ".join(text.split())).filter(bool)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    page, drafts = 1, []
    for kind in draw(st.lists(st.sampled_from(BlockKind), max_size=12)):
        text = draw(WORDS)
        pages = [(0, page)]
        if draw(st.booleans()) and len(text) > 1:
            page += draw(st.integers(1, 3))
            pages.append((draw(st.integers(1, len(text) - 1)), page))
        level = draw(st.integers(1, 3)) if kind is BlockKind.HEADING else 0
        drafts.append(Draft(kind, text, level, tuple(pages)))
    drafts.append(Draft(BlockKind.PARAGRAPH, "The end.", pages=((0, page),)))
    count = page + draw(st.integers(0, 2))
    metadata = Metadata("T", ("A", "B"), "2021", "P", "S", ("x",), "en", {"title": "user"})
    labels = {number: f"p{number}" for number in range(1, count + 1, 2)}
    return build(drafts, b"bytes", "a.pdf", metadata, page_count=count, labels=labels, warnings=["Page 2 has no text."])


@given(documents())
def test_blocks_and_pages_tile_the_text(document: Document):
    assert "\n\n".join(map(document.text_of, document.blocks)) == document.text
    assert [page.number for page in document.pages] == list(range(1, len(document.pages) + 1))
    for block in document.blocks:
        page = document.page_at(block.start)
        assert page is not None
        assert page.number == block.page


@given(documents())
def test_a_document_comes_back_from_json_as_it_went(document: Document):
    assert document_from_json(dump(document_to_json(document)), document.digest, document.source) == document


def test_sections_are_the_headings_above_by_their_depth():
    heading, text = BlockKind.HEADING, Draft(BlockKind.PARAGRAPH, "x")
    drafts = [text, Draft(heading, "A", 1), text, Draft(heading, "A1", 2), text, Draft(heading, "B", 1), text]
    document = build(drafts, b"", "a", Metadata())
    assert [block.section for block in document.paragraphs] == [(), ("A",), ("A", "A1"), ("B",)]
    assert [block.section for block in document.blocks if block.kind == heading] == [(), ("A",), ()]


def test_a_quotation_in_another_language_says_so_and_nothing_else_does():
    english = "The canal was opened in November and it has no locks because the two seas are almost level."
    german = (
        "Der Kanal wurde im November eröffnet und hat keine Schleusen, weil die beiden Meere fast gleich hoch sind."
    )
    kinds = [BlockKind.PARAGRAPH, BlockKind.QUOTE, BlockKind.TABLE, BlockKind.HEADING, BlockKind.PARAGRAPH]
    texts = [english, german, german, german, "Der Kanal"]
    document = build(map(Draft, kinds, texts), b"", "a", Metadata(language="en"))
    assert [block.language for block in document.blocks] == ["", "de", "", "", ""]


def test_a_page_without_text_begins_where_the_next_one_does():
    drafts = [Draft(BlockKind.PARAGRAPH, "one", pages=((0, 1),)), Draft(BlockKind.PARAGRAPH, "three", pages=((0, 3),))]
    document = build(drafts, b"", "a", Metadata(), page_count=4)
    assert [(page.number, page.start) for page in document.pages] == [(1, 0), (2, 5), (3, 5), (4, 10)]
    assert document.page_at(5) == document.pages[2]


def test_the_digest_is_that_of_the_bytes():
    assert build([Draft(BlockKind.PARAGRAPH, "x")], b"bytes", "a", Metadata()).digest == digest_of(b"bytes")


def test_headings_alone_are_what_the_document_says():
    document = build([Draft(BlockKind.TITLE, "T"), Draft(BlockKind.HEADING, "H", 1)], b"", "a", Metadata())
    assert [block.kind for block in document.blocks] == ["title", "paragraph"]


@pytest.mark.parametrize("drafts", [[], [Draft(BlockKind.FURNITURE, "7")], [Draft(BlockKind.PARAGRAPH, " ")]])
def test_a_document_with_nothing_to_cite_is_refused(drafts: list[Draft]):
    with pytest.raises(EmptyDocument, match="no text that could be cited"):
        build(drafts, b"", "a", Metadata())
