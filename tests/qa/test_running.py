"""The running text has what is read, in its order, and knows where it stands."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from documents import Block, BlockKind, Document
from qa.anchors import anchor_of
from qa.running import running

BLOCKS = st.lists(
    st.tuples(st.sampled_from(["One.", "Two words.", "3", "A longer line of it."]), st.booleans()),
    min_size=1,
    max_size=9,
)


def a_document(*blocks: tuple[str, bool]) -> Document:
    """Paragraphs, and furniture where it says so."""
    made, position = [], 0
    for text, furniture in blocks:
        kind = BlockKind.FURNITURE if furniture else BlockKind.PARAGRAPH
        made.append(Block(len(made), kind, position, position + len(text)))
        position += len(text) + 2
    return Document("0" * 64, "/a.pdf", "\n\n".join(text for text, _ in blocks), tuple(made))


@given(BLOCKS)
def test_every_paragraph_is_in_it_and_is_found_where_it_stands(blocks: list[tuple[str, bool]]):
    document = a_document(*blocks)
    text = running(document)
    assert "".join(text.text.split("\n\n")) == "".join(said for said, furniture in blocks if not furniture)
    for block in document.paragraphs:
        start, end = text.offset(block.start), text.offset(block.end - 1) + 1
        assert text.text[start:end] == document.text_of(block)
        assert text.place(start, end) == (block.start, block.end)


def test_what_stands_on_every_page_is_not_what_stands_beside_a_sentence():
    document = a_document(
        ("The first page ends here.", False), ("12", True), ("Report", True), ("A sentence.", False), ("End.", False)
    )
    block = document.blocks[3]
    anchor = anchor_of(document, block, block.start, block.end)
    assert (anchor.prefix, anchor.suffix) == ("The first page ends here.\n\n", "\n\nEnd.")
