import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from documents.errors import DocumentError, EmptyDocument
from documents.model import BlockKind, Document
from documents.readers import plain
from documents.structure import marker_of
from documents.text import normalise
from tests.documents.samples import BYLINE, ITEMS, PARAGRAPHS, TITLE, as_txt, shape


def read(text: str) -> Document:
    return plain.read(text.encode(), "a.txt")


def blocks(text: str) -> list[tuple[str, str]]:
    document = read(text)
    return [(block.kind, document.text_of(block)) for block in document.blocks]


LONG = "The canal was opened in November 1869 and has no locks, because the two seas have almost the same level."
MORE = "Several hundred ships waited at its two ends, and some of the operators sent theirs round the Cape."


def test_an_analysis_is_read_as_an_editor_would():
    document = plain.read(as_txt(), "suez.txt")
    assert document.metadata.title == TITLE
    assert document.metadata.series == "Analyses"
    assert document.metadata.topics == ("Trade",)
    assert document.metadata.authors == (BYLINE,)
    assert document.metadata.published == "2021-08-25"
    assert document.metadata.language == "en"
    assert set(document.metadata.provenance) == {"title", "series", "topics", "authors", "published", "language"}
    assert [document.text_of(block) for block in document.paragraphs] == [*PARAGRAPHS, *ITEMS]
    assert {block.section for block in document.paragraphs[2:]} == {("Commentary",)}


def test_the_sample_analysis_has_the_shape_that_its_editors_gave_it(shared: Path):
    source = shared / "samples" / "russia-and-the-talibans-takeover.txt"
    if not source.exists():
        pytest.skip("the sample analysis is not in ../shared/samples")
    document = plain.read(source.read_bytes(), source.name)
    metadata = document.metadata
    assert metadata.title == "Russia and the Taliban’s takeover in Afghanistan"
    assert (metadata.series, metadata.topics, metadata.authors) == ("Analyses", ("Cooperation",), ("Piotr Żochowski",))
    assert metadata.published == ""
    assert metadata.provenance["title"] == metadata.provenance["authors"] == "first lines"
    assert [block.kind for block in document.paragraphs] == ["paragraph"] * 2 + ["item"] * 6
    assert {block.section for block in document.paragraphs[2:]} == {("Commentary",)}
    assert document.text_of(document.paragraphs[7]).endswith("Moscow has limited confidence in them.")


def wrapped(text: str, width: int = 64) -> str:
    lines = [""]
    for word in text.split():
        lines[-1:] = [f"{lines[-1]} {word}".strip()] if len(lines[-1]) + len(word) < width else [lines[-1], word]
    return "\n".join(lines)


def test_a_hard_wrapped_text_is_the_text_before_it_was_wrapped():
    flowing = "\n\n".join([TITLE, *PARAGRAPHS])
    hard = "\n\n".join([TITLE, *map(wrapped, PARAGRAPHS)])
    assert shape(read(hard)) == shape(read(flowing))


def test_hard_wrapped_items_stay_whole():
    items = "\n".join("- " + wrapped(item).replace("\n", "\n  ") for item in ITEMS)
    assert [text for kind, text in blocks(f"{LONG}\n\n{items}\n") if kind == "item"] == list(ITEMS)


def test_a_line_is_a_paragraph_where_lines_are_not_wrapped():
    assert blocks(f"{LONG}\n{MORE} {LONG}\n{LONG} {LONG}") == [
        ("paragraph", LONG), ("paragraph", f"{MORE} {LONG}"), ("paragraph", f"{LONG} {LONG}"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "marks", ["• • •", "- - -", "* * *", "‣ ‣ ‣", "– – –", "1. 2. 3.", "(a) (b) (c)", "a) b) c)", "i. ii. iii."]
)
def test_list_marks_make_items_and_are_left_out(marks: str):
    text = LONG + "\n\n" + "\n".join(f"  {mark} {item}" for mark, item in zip(marks.split(), ITEMS, strict=True))
    assert blocks(text)[1:] == [("item", item) for item in ITEMS]


def test_a_list_may_count_down_and_a_numbered_heading_above_a_list_is_no_part_of_it():
    down = "\n".join(f"{3 - at}. {item}" for at, item in enumerate(ITEMS))
    assert [kind for kind, _ in blocks(f"{LONG}\n\n{down}\n")] == ["paragraph", "item", "item", "item"]
    up = "\n".join(f"{at}. {item}" for at, item in enumerate(ITEMS, 1))
    document = read(f"The canal\n\n{LONG}\n\n2. Theses\n\n{up}\n\n{LONG}\n")
    assert [block.section for block in document.paragraphs] == [(), *[("2. Theses",)] * 4]


@pytest.mark.parametrize("caption", ["Table 1. Gas and oil", "Tabela 2: Gaz i ropa", "Tab. 3 – Gas und Öl"])
@pytest.mark.parametrize("above", [True, False], ids=["above", "below"])
def test_a_line_that_reads_as_the_caption_of_the_table_beside_it_is_one(caption: str, *, above: bool):
    rows = "Year | Gas | Oil\n2020 | 3 | 4"
    around = f"{caption}\n\n{rows}" if above else f"{rows}\n\n{caption}"
    document = read(f"{LONG}\n\n{around}\n\n{MORE}")
    kinds = {block.kind: block for block in document.paragraphs}
    assert document.text_of(kinds[BlockKind.CAPTION]) == caption
    assert kinds[BlockKind.TABLE].section == (caption,)


@pytest.mark.parametrize("line", ["– I do not know, he said, and went.", "1. FC Köln won.", "A. Nowak came."])
def test_a_mark_without_company_is_part_of_the_text(line: str):
    assert blocks(f"{LONG}\n\n{line}\n\n{LONG}")[1] == ("paragraph", line)


def test_hyphens_of_line_ends_go_and_those_of_words_stay():
    end = "The long-\ntended plan of a chan-\nnel is a long-tended plan that was dis-\ncussed."
    text = f"{wrapped(f'{LONG} {MORE}', 60)}\n{end}"
    assert "The long-tended plan of a channel is a long-tended plan that was discussed." in read(text).text


def test_form_feeds_part_pages_and_a_paragraph_may_cross_them():
    document = read(f"Report 1\n{LONG} Ships\f Report 2\nwait at both ends.\n\n{MORE}\fReport 3\n{LONG}")
    crossing = document.paragraphs[0]
    assert document.text_of(crossing).endswith("Ships wait at both ends.")
    page = document.page_at(crossing.end - 1)
    assert (crossing.page, page and page.number) == (1, 2)
    assert [page.number for page in document.pages] == [1, 2, 3]
    furniture = [document.text_of(block) for block in document.blocks if block.kind == "furniture"]
    assert furniture == ["Report 1", "Report 2", "Report 3"]


def test_page_numbers_are_furniture():
    document = read(f"{LONG}\n- 1 -\f{MORE}\n- 2 -\f{LONG}\nPage 3 of 3")
    assert [document.text_of(block) for block in document.paragraphs] == [LONG, MORE, LONG]


def test_header_lines_say_what_they_are():
    text = f"Title: A plan\nAuthors: Nowak, Anna; Kowal, Jan\nDate: 2020-03-01\nTags: gas, oil\n\n{LONG}\n\n{MORE}"
    metadata = read(text).metadata
    assert (metadata.title, metadata.authors) == ("A plan", ("Anna Nowak", "Jan Kowal"))
    assert (metadata.published, metadata.topics) == ("2020-03-01", ("gas", "oil"))


@pytest.mark.parametrize(
    ("lines", "authors", "published"),
    [
        ("By Anna Nowak", ("Anna Nowak",), ""),
        ("Anna Nowak, Jan Kowal\n25 sierpnia 2021", ("Anna Nowak", "Jan Kowal"), "2021-08-25"),
        ("Anna Nowak | 25.08.2021", ("Anna Nowak",), "2021-08-25"),
        ("Warsaw, 25 August 2021", (), "2021-08-25"),
        ("example.org | 2021/08/25", (), "2021-08-25"),
        ("example.org | 2021/08/25 | Anna Nowak, Some News", ("Anna Nowak",), "2021-08-25"),
        ("example.org | 2021/08/25 | Story Agency Staff", (), "2021-08-25"),
        ("Author: Anna Nowak", ("Anna Nowak",), ""),
        ("Von Anna Nowak und Eva Stein", ("Anna Nowak", "Eva Stein"), ""),
        ("Published on 25 August 2021", (), "2021-08-25"),
    ],
)
def test_bylines_and_dates_are_read_and_are_furniture(lines: str, authors: tuple[str, ...], published: str):
    document = read(f"A headline about the canal\n\n{lines}\n\n{LONG}\n\n{MORE}")
    assert (document.metadata.title, document.metadata.authors) == ("A headline about the canal", authors)
    assert document.metadata.published == published
    assert [document.text_of(block) for block in document.paragraphs] == [LONG, MORE]


@pytest.mark.parametrize("line", ["Early Canal", "Suez Canal", "Foreign Policy", "Ismail Pasha"])
def test_a_heading_below_the_title_is_no_author(line: str):
    text = f"A headline\n\n{line}\n\n{LONG} Ismail Pasha had the early idea.\n\n{MORE} Pasha saw the Suez Canal."
    assert read(text).metadata.authors == ()


@pytest.mark.parametrize(
    "title", ["Abigail Hawk", "Suez Canal Authority", "eBay and the canal", "C. difficile in ships", "What is a canal?"]
)
def test_a_first_line_alone_is_the_title_even_where_it_is_a_name(title: str):
    metadata = read(f"{title}\n\n{LONG}\n\n{MORE}").metadata
    assert (metadata.title, metadata.authors) == (title, ())


def test_a_headline_of_sentences_is_a_title_above_its_date():
    title = "The canal will be closed. What to know."
    assert read(f"{title}\n\nexample.org | 2021/08/25\n\n{LONG}\n\n{MORE}").metadata.title == title


@pytest.mark.parametrize("first", [LONG, "• A point that is made.", "https://example.org/page"])
def test_a_first_line_that_is_no_headline_is_no_title(first: str):
    assert read(f"{first}\n\n{MORE}\n\n{LONG}").metadata.title == ""


def test_headings_stand_above_what_they_head():
    document = read(f"The title\n\n{LONG}\n\nKey points\n\n{MORE}\n\n{LONG}\n\n2.1 Gas\n\n{LONG}")
    assert [block.section for block in document.paragraphs] == [
        (), ("Key points",), ("Key points",), ("Key points", "2.1 Gas"),
    ]  # fmt: skip


def test_lines_with_bars_are_a_table():
    assert ("table", "Year | Gas | Oil\n2020 | 3 | 4") in blocks(f"{LONG}\n\nYear | Gas | Oil\n2020 | 3 | 4\n\n{MORE}")


def test_short_lines_in_a_row_are_not_headings():
    address = "100 Example Street\n\nNew Town\n\nSome Country\n\nA Planet"
    assert {kind for kind, _ in blocks(f"{LONG}\n\n{address}\n\n{LONG}")[1:4]} == {"paragraph"}


@pytest.mark.parametrize("text", ["---\n\n***", "Title: x\n", "7"])
def test_a_text_with_nothing_to_cite_is_empty(text: str):
    if text == "7":
        assert [block.kind for block in read(text).blocks] == ["paragraph"]
        return
    with pytest.raises(EmptyDocument):
        read(text)


LINES = st.lists(
    st.one_of(
        st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=40),
        st.sampled_from(
            ["", "", "\f", "• item", "- a", "1. one", "2. two", "(a) x", "A. B", "| a | b |", "Title: x", "7",
             "By Anna Nowak", "25 August 2021", "# head", "[1] a note", "[2] another", "¹ a note", "-----", "It is.[1]",
             "It is so.¹", "Commentary", "prof. Anna Nowak",
             "Heading", LONG, "a broken exam-", "ple of it", "—", "– speech", "\u00ad"]
        ),
    ),
    max_size=20,
).map("\n".join)  # fmt: skip


def visible(text: str) -> str:
    return "".join(text.split())


@given(LINES)
@example("00000\n\f\n0\na")
@example("...\n\n2021-08-25\n\nText.")
@example("A\n\n•  b\n\f\nc-\nd")
def test_every_visible_character_but_list_marks_and_broken_hyphens_is_in_exactly_one_block(text: str):
    try:
        document = read(text)
    except DocumentError:
        return
    kept = visible(document.text).replace("-", "").replace("\u2010", "")
    source = normalise(text.lstrip("\ufeff"))
    marks = [visible(marker_of(line.strip())) for line in source.replace("\f", "\n").split("\n")]
    whole = visible(source).replace("-", "").replace("\u2010", "")
    missing = len(whole) - len(kept)
    calls = sum(map(len, re.findall(r"\[\d+\]|[¹²³⁰⁴-⁹]|\d+[.)]?", source)))
    assert 0 <= missing <= sum(map(len, marks)) + text.count("#") + calls
    assert Counter(kept) <= Counter(whole)
    position = 0
    for block in document.blocks:  # in order, but for a page number between the halves of a paragraph
        if block.kind != "furniture":
            for character in visible(document.text_of(block)).replace("-", "").replace("\u2010", ""):
                position = whole.index(character, position) + 1


def test_labels_between_title_and_date_are_front_matter_even_where_they_name_nobody():
    document = read("Analyses\n\nThe blockage of the canal\n\nShipping\nFootnote test desk\n29 March 2021\n\n"
                    "On 23 March a ship ran aground in the canal and blocked it for six days.\n")  # fmt: skip
    assert document.metadata.topics == ("Shipping",)
    assert document.metadata.authors == ()
    assert document.metadata.published == "2021-03-29"
    assert len(document.paragraphs) == 1
