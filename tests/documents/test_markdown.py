from hypothesis import given
from hypothesis import strategies as st

from documents.errors import DocumentError
from documents.model import Document
from documents.readers import markdown, plain
from tests.documents.samples import as_markdown, as_txt, shape


def read(text: str) -> Document:
    return markdown.read(text.encode(), "a.md")


def blocks(text: str) -> list[tuple[str, str]]:
    document = read(text)
    return [(block.kind, document.text_of(block)) for block in document.blocks]


def test_an_analysis_in_markdown_is_the_one_in_plain_text():
    one, other = markdown.read(as_markdown(), "a.md"), plain.read(as_txt(), "a.txt")
    assert shape(one) == shape(other)
    assert (one.metadata.title, one.metadata.authors, one.metadata.published) == (
        other.metadata.title, other.metadata.authors, other.metadata.published,
    )  # fmt: skip


def test_each_part_of_a_page_becomes_its_kind():
    text = (
        "# Title\n\nA *paragraph* with a [link](https://example.org), `code` and **bold** text.\n\n## Section\n\n"
        "- one\n- two\n  1. nested\n\n  more of two\n\n> A quotation.\n\n| a | b |\n| --- | --- |\n| 1 | **2** |\n\n"
        "![A map of the canal](map.png)\n\n```\ncode block\n```\n\nText with a note.[^1]\n\n[^1]: The note itself.\n"
    )
    assert blocks(text) == [
        ("title", "Title"), ("paragraph", "A paragraph with a link, code and bold text."), ("heading", "Section"),
        ("item", "one"), ("item", "two"), ("item", "nested"), ("paragraph", "more of two"), ("quote", "A quotation."),
        ("table", "a | b\n1 | 2"), ("caption", "A map of the canal"), ("paragraph", "code block"),
        ("paragraph", "Text with a note."), ("note", "The note itself."),
    ]  # fmt: skip


def test_front_matter_says_what_the_document_is():
    text = (
        '---\ntitle: "A plan: the canal"\nauthors: [Anna Nowak, Jan Kowal]\ndate: 2021-08-25\n'
        "tags:\n  - gas\n  - oil\nlang: en-GB\nlayout: post\n---\n\nThe canal was opened.\n"
    )
    document = read(text)
    metadata = document.metadata
    assert (metadata.title, metadata.authors) == ("A plan: the canal", ("Anna Nowak", "Jan Kowal"))
    assert (metadata.published, metadata.topics, metadata.language) == ("2021-08-25", ("gas", "oil"), "en")
    assert set(metadata.provenance.values()) == {"front matter"}
    assert document.text == "The canal was opened."


def test_a_rule_at_the_top_is_no_front_matter():
    assert "Not a key" in read("---\n\nNot a key\n\n---\n\nMore text.\n").text


def test_headings_are_sections_and_the_title_is_none():
    document = read("# T\n\na\n\n## A\n\nb\n\n### B\n\nc\n\n# D\n\nd\n")
    assert [block.section for block in document.paragraphs] == [(), ("A",), ("A", "B"), ("D",)]


def test_html_in_markdown_leaves_its_text():
    assert blocks("<div>\n<p>One &amp; two.</p>\n<!-- no -->\n</div>\n\nThree <b>four</b>.") == [
        ("paragraph", "One & two."), ("paragraph", "Three four."),
    ]  # fmt: skip


def test_a_wrapped_paragraph_below_the_title_is_no_byline():
    text = "# T\n\nThe canal was opened\nby the Khedive and\nAnna Nowak in 1869.\n"
    assert read(text).metadata.authors == ()
    assert blocks(text)[1] == ("paragraph", "The canal was opened by the Khedive and Anna Nowak in 1869.")


MARKDOWN = st.lists(
    st.one_of(
        st.text(max_size=30),
        st.sampled_from(
            ["", "# H", "## H", "- a", "  - b", "> q", "| a | b |", "| --- | --- |", "```", "---", "key: value",
             "<div>", "<!--", "[^1]: n", "![x](y)", "By Anna Nowak", "25 August 2021", "1. a", "***", "[a]: b", "\\"]
        ),
    ),
    max_size=15,
).map("\n".join)  # fmt: skip


@given(MARKDOWN)
def test_any_text_is_a_document_or_a_document_error(text: str):
    try:
        document = markdown.read(text.encode(errors="replace"), "a.md")
    except DocumentError:
        return
    assert document.paragraphs
