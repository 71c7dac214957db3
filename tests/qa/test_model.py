"""The answer's invariants: nothing uncited, nothing misquoted."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents import Block, BlockKind, Document, Metadata, Page, digest_of
from qa.cite import cite, day, names, pages
from qa.model import Answer, Coverage, Statement, Verdict

WORDS = st.lists(
    st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Zs", "Zl", "Zp", "Cc")), min_size=1),
    min_size=1,
    max_size=8,
)
PARAGRAPH = WORDS.map(" ".join)


def a_document(texts, *, paged=False, **metadata):
    """A document of these paragraphs; with ``paged`` a page begins in the middle of each."""
    blocks, position = [], 0
    pages = [Page(1, 0, "i")]
    for text in texts:
        blocks.append(Block(len(blocks), BlockKind.PARAGRAPH, position, position + len(text), section=("Commentary",)))
        pages.append(Page(len(pages) + 1, position + len(text) // 2 + 1))
        position += len(text) + 2
    return Document(
        digest_of("\n\n".join(texts).encode()),
        "/reports/a.txt",
        "\n\n".join(texts),
        tuple(blocks),
        Metadata(**metadata),
        tuple(pages[:-1] if paged else ()),
    )


def an_answer(citations, statements=None, verdict=Verdict.ANSWERED):
    if statements is None:
        statements = [Statement(one.quote, one.number) for one in citations]
    return Answer("Why?", "Why?", "", verdict, tuple(statements), tuple(citations), (), Coverage(1, 1, 0), "f", {})


@given(st.lists(PARAGRAPH, min_size=1, max_size=4), st.data())
def test_a_citation_is_the_very_slice_of_its_document(texts, data):
    document = a_document(texts, paged=data.draw(st.booleans()))
    block = data.draw(st.sampled_from(document.paragraphs))
    start = data.draw(st.integers(block.start, block.end - 1))
    end = data.draw(st.integers(start + 1, block.end))
    if not document.text[start:end].strip():
        return
    citation = cite(document, start, end)
    assert document.text[citation.start : citation.end] == citation.quote
    assert citation.paragraph == document.paragraph_number(block)
    paragraph = document.text_of(block)
    assert paragraph[citation.anchor.start : citation.anchor.end] == citation.quote
    assert document.text[: citation.start].endswith(citation.anchor.prefix)
    assert document.text[citation.end :].startswith(citation.anchor.suffix)


def test_a_citation_across_two_paragraphs_is_refused():
    document = a_document(["One.", "Two."])
    with pytest.raises(ValueError, match="not inside one numbered paragraph"):
        cite(document, 0, len(document.text))


def test_an_uncited_statement_cannot_be_constructed():
    citation = cite(a_document(["The bridge opened in 1912."]), 0, 26)
    with pytest.raises(ValueError, match="not the quotation"):
        an_answer([citation], [Statement(citation.quote, 1), Statement("Trust me.", 2)])


def test_a_statement_that_changes_its_quotation_cannot_be_constructed():
    citation = cite(a_document(["The bridge opened in 1912."]), 0, 26)
    with pytest.raises(ValueError, match="not the quotation"):
        an_answer([citation], [Statement("The bridge opened in 1913.", 1)])


def test_a_citation_without_a_statement_cannot_be_constructed():
    citation = cite(a_document(["The bridge opened in 1912."]), 0, 26)
    with pytest.raises(ValueError, match="belongs to no statement"):
        an_answer([citation], [], Verdict.NOT_FOUND)


@pytest.mark.parametrize(("cited", "verdict"), [(True, Verdict.NOT_FOUND), (False, Verdict.ANSWERED)])
def test_the_verdict_fits_the_statements(cited, verdict):
    citations = [cite(a_document(["One."]), 0, 4)] if cited else []
    with pytest.raises(ValueError, match="with"):
        an_answer(citations, verdict=verdict)


def test_a_quotation_that_does_not_fill_its_span_is_refused():
    citation = cite(a_document(["The bridge opened."]), 0, 18)
    with pytest.raises(ValueError, match="does not fill"):
        dataclasses.replace(citation, quote="The bridge opened")


def test_a_sentence_that_crosses_a_page_has_both_labels():
    citation = cite(a_document(["A sentence over two pages.", "Another."], paged=True), 0, 26)
    assert (citation.page, citation.page_label) == (1, "i–2")
    assert pages(citation) == "pp. i–2"


@pytest.mark.parametrize(
    ("recognised", "start", "end", "ocr"),
    [({1}, 0, 10, True), ({1}, 16, 26, False), ({2}, 0, 26, True), ({3}, 0, 26, False), ((), 0, 26, False)],
)
def test_a_quotation_from_a_picture_of_a_page_says_so(recognised, start, end, ocr):
    plain = a_document(["A sentence over two pages.", "Another."], paged=True)
    pages = tuple(dataclasses.replace(page, ocr=page.number in recognised) for page in plain.pages)
    citation = cite(dataclasses.replace(plain, pages=pages), start, end)
    assert citation.ocr is ocr


@pytest.mark.parametrize(
    ("published", "text"), [("2021-08-25", "25 August 2021"), ("2021-08", "August 2021"), ("2021", "2021"), ("", "")]
)
def test_a_date_is_written_as_exactly_as_it_is_known(published, text):
    assert day(published) == text


def test_of_many_authors_the_page_names_the_first():
    assert [names(list("ABCD")[:n]) for n in range(5)] == ["", "A", "A and B", "A, B, and C", "A et al."]
