import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.html import Score, compare, look_up, our_body, our_text, pages
from documents.errors import DocumentError, EmptyDocument, TooComplex
from documents.model import Document
from documents.readers import html, plain
from tests.documents import samples


def read(text: str) -> Document:
    return html.read(text.encode(), "a.html")


def blocks(body: str) -> list[tuple[str, str]]:
    document = read(body)
    return [(block.kind, document.text_of(block)) for block in document.blocks]


# --- text ----------------------------------------------------------------------------------------------------


def test_inline_elements_neither_add_nor_take_a_space():
    body = (
        "<p><b>A</b>bc H<sub>2</sub>O, <a href=x>link</a>.\n  Next&nbsp;line<wbr>s, co\u00adoperate and &shy;soft.</p>"
    )
    assert blocks(body) == [("paragraph", "Abc H2O, link. Next lines, cooperate and soft.")]


def test_bare_text_between_blocks_is_a_block_and_two_line_breaks_part_paragraphs():
    assert blocks("<div>Bare one.<p>Two.</p>Bare three.<br><br>Four<br>\n<br>five <i>six</i></div>seven") == [
        ("paragraph", text) for text in ("Bare one.", "Two.", "Bare three.", "Four", "five six", "seven")
    ]


def test_a_long_line_that_ends_like_a_sentence_ends_its_paragraph_and_a_short_one_does_not():
    long = (
        "The canal was opened in 1869 and has been widened since, for the ships of today are larger than those of "
        "the century before last, by far."
    )
    assert [text for _, text in blocks(f"<p>{long}<br>{long}<br>A street 1<br>A town</p>")] == [
        long, long, "A street 1 A town",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "hidden",
    [
        "<p style='color:red; display : none'>x</p>", "<p hidden>x</p>", "<p aria-hidden=true>x</p>", "<!-- x -->",
        "<script>x</script>", "<style>x</style>", "<template><p>x</p></template>", "<noscript>x</noscript>",
        "<svg><text>x</text></svg>", "<select><option>x</select>", "<p><del>x</del></p>", "<nav>x</nav>",
        "<p class='a sr-only'>x</p>", "<ruby><rp>x</rp><rt>x</rt></ruby>", "<p style='mso-hide:all'>x</p>",
    ],
)  # fmt: skip
def test_what_a_reader_of_the_page_does_not_see_is_not_in_the_text(hidden: str):
    assert read(f"<p>Seen before.</p>{hidden}<p>Seen after.</p>").text == "Seen before.\n\nSeen after."


def test_a_page_that_waits_for_its_script_to_show_it_is_read():
    assert (
        "All the text" in read("<body><div style='visibility:hidden'><p>All the text there is.</p></div></body>").text
    )


def test_the_article_in_a_noscript_is_read():
    article = "This sentence stands in the part for readers without scripts, and it is long enough to be one. " * 6
    assert article.strip() in read(f"<h1>T</h1><script>x</script><noscript><p>{article}</p></noscript>").text


# --- structure -----------------------------------------------------------------------------------------------


def test_each_part_of_a_page_becomes_its_kind():
    body = (
        "<h1>Title</h1><p>Text.</p><h2>Section</h2><ul><li>one<ul><li>nested</ul><li><p>two</p><p>more of two</p></ul>"
        "<blockquote><p>Said.</p></blockquote><figure><img src=x alt='A map.'><figcaption>The map</figcaption></figure>"
        "<img src=y alt='The canal as it was seen from the air.'><img src=z alt=logo>"
        "<dl><dt>Term<dd>Meaning</dl><pre>code\n  line</pre>"
    )
    assert blocks(body) == [
        ("title", "Title"), ("paragraph", "Text."), ("heading", "Section"), ("item", "one"), ("item", "nested"),
        ("item", "two"), ("paragraph", "more of two"), ("quote", "Said."), ("caption", "The map"),
        ("caption", "The canal as it was seen from the air."), ("item", "Term"), ("item", "Meaning"),
        ("paragraph", "code line"),
    ]  # fmt: skip


def test_a_definition_stands_under_its_term():
    document = read("<h1>T</h1><p>a</p><dl><dt>Port Said<dd>The northern end.</dl><p>b</p>")
    assert [block.section for block in document.paragraphs] == [(), (), ("Port Said",), ()]


def test_a_table_of_data_is_a_block_with_its_caption_and_spanned_cells_in_each_row():
    body = (
        "<p>Before.</p><table><caption>Ships by year</caption><thead><tr><th>Year<th>Port<th>Ships</thead>"
        "<tr><td rowspan=2>2020<td>Suez<td>10<tr><td>Said<td>12<tr><td colspan=2>Together<td>22</table>"
    )
    document = read(body)
    assert blocks(body)[1:] == [
        ("caption", "Ships by year"),
        ("table", "Year | Port | Ships\n2020 | Suez | 10\n2020 | Said | 12\nTogether |  | 22"),
    ]
    assert document.paragraphs[-1].section == ("Ships by year",)


@pytest.mark.parametrize(
    "table",
    [
        "<table><tr><td><h2>Head</h2><p>Left column.</p></td><td><p>Right column.</p></td></tr></table>",
        "<table role=presentation><tr><td>Head</td><td>Left column.</td></tr><tr><td>Right column.</td></tr></table>",
        "<table><tr><td>Head<tr><td>Left column.<tr><td>Right column.</table>",
        "<table><tr><td><table><tr><td>Head</table><p>Left column.</p><td>Right column.</table>",
    ],
)
def test_a_table_that_lays_out_the_page_is_no_table(table: str):
    found = blocks(table)
    assert [text for _, text in found] == ["Head", "Left column.", "Right column."]
    assert all(kind != "table" for kind, _ in found)


@pytest.mark.parametrize(
    "page",
    [
        "<p>Ships waited<sup><a href='#fn1' id='r1'>1</a></sup> there.</p>"
        "<ol><li id=fn1>The note. <a href='#r1'>↩</a></ol>",
        "<p>Ships waited<a href='#_ftn1' name='_ftnref1'>[1]</a> there.</p>"
        "<div id=ftn1><p class=MsoFootnoteText><a href='#_ftnref1' name='_ftn1'>[1]</a> The note.</p></div>",
        "<p>Ships waited<a role=doc-noteref href='#n'>*</a> there.</p>"
        "<aside role=doc-footnote id=n><p>The note.</aside>",
        "<p>Ships waited<sup>[1]</sup> there.</p><div class=footnotes><p>The note.</p></div>",
    ],
)  # fmt: skip
def test_a_note_is_a_block_of_its_own_and_its_mark_is_left_out(page: str):
    assert blocks(page) == [("paragraph", "Ships waited there."), ("note", "The note.")]


def test_powers_and_lists_of_contents_are_no_marks_of_notes():
    body = "<ul><li><a href='#a'>1</a></ul><p>10<sup>3</sup> m<sup>2</sup></p><h2 id=a>First</h2><p>Text.</p>"
    assert [text for _, text in blocks(body)] == ["1", "103 m2", "First", "Text."]


def test_word_says_in_classes_what_its_paragraphs_are():
    body = (
        "<html xmlns:o='urn:schemas-microsoft-com:office:office'><body><p class=MsoTitle>The plan<o:p></o:p></p>"
        "<p class=MsoNormal>Text of it.</p><p class=MsoListParagraph><![if !supportLists]>"
        "<span style='mso-list:Ignore'>·<span>&nbsp;&nbsp;</span></span><![endif]>First point</p>"
    )
    assert blocks(body) == [("title", "The plan"), ("paragraph", "Text of it."), ("item", "First point")]


def test_a_bold_line_amid_the_text_is_a_heading_and_a_bold_byline_is_none():
    long = "The canal was opened in 1869 and has been widened since, for the ships of today are larger than then."
    body = (
        f"<h1>T</h1><p><b>Anna Nowak</b></p><p>{long}</p><p><strong>Commentary</strong></p><p>A <b>bold</b> word.</p>"
    )
    assert [kind for kind, _ in blocks(f"{body}<p><b>The end</b></p>")] == [
        "title", "furniture", "paragraph", "heading", "paragraph", "paragraph",
    ]  # fmt: skip


def test_an_analysis_as_a_page_is_the_one_in_plain_text():
    items = "".join(f"<li>{item}</li>" for item in samples.ITEMS)
    body = "".join(f"<p>{text}</p>" for text in samples.PARAGRAPHS)
    page = (
        f"<html><head><title>{samples.TITLE}</title></head><body><p>{samples.KICKER}</p><h1>{samples.TITLE}</h1>"
        f"<p>{samples.TOPIC}<br>{samples.BYLINE}<br>{samples.DATELINE}</p>{body}<h2>{samples.HEADING}</h2><ul>{items}</ul>"
    )
    one, other = read(page), plain.read(samples.as_txt(), "a.txt")
    assert samples.shape(one) == samples.shape(other)
    assert (one.metadata.title, one.metadata.authors, one.metadata.published, one.metadata.series) == (
        other.metadata.title, other.metadata.authors, other.metadata.published, other.metadata.series,
    )  # fmt: skip


# --- articles ------------------------------------------------------------------------------------------------

PROSE = [
    f"{text} It is one of {number} paragraphs here, none of which may be lost when the page around it is left out."
    for number, text in enumerate(samples.PARAGRAPHS * 3, 1)
]


def site_page(main: str, head: str = "") -> str:
    """A page of a site as they are: menus, a cookie notice, related articles, comments, a footer."""
    menu = "".join(f"<li><a href='/{name}'>{name}</a></li>" for name in ("News", "Analyses", "About us", "Contact"))
    related = "".join(f"<li><a href='/{n}'>Another headline of this site, number {n}</a></li>" for n in range(6))
    return (
        f"<html><head>{head}</head><body><header><div class=logo>Example Institute</div><ul>{menu}</ul></header>"
        f"<div class=cookie-notice>We use cookies to improve your experience on our site. <button>Accept</button></div>"
        f"<main><article>{main}<div class=share-bar>Share this article <a href=x>Facebook</a></div></article></main>"
        f"<aside><h3>Related</h3><ul>{related}</ul></aside>"
        f"<div id=comments><h3>Comments</h3><p>A reader writes that this is all wrong, and why it is.</p></div>"
        f"<footer><p>© Example Institute. All rights reserved. <a href=/imprint>Imprint</a></p></footer></body></html>"
    )


def test_of_a_page_of_a_site_the_article_is_read_and_nothing_around_it():
    table = "<table><tr><th>Year<th>Ships<tr><td>2020<td>10</table>"
    main = f"<h1>The price of a detour</h1>{''.join(f'<p>{text}</p>' for text in PROSE)}<h2>Figures</h2>{table}"
    document = read(site_page(f"{main}<p>{PROSE[0]} In the end.</p>"))
    kinds = [(block.kind, document.text_of(block)) for block in document.blocks]
    assert kinds == [
        ("title", "The price of a detour"), *(("paragraph", text) for text in PROSE), ("heading", "Figures"),
        ("table", "Year | Ships\n2020 | 10"), ("paragraph", f"{PROSE[0]} In the end."),
    ]  # fmt: skip


def test_lines_that_lead_to_other_articles_are_left_out():
    main = f"<h1>T</h1><p>{PROSE[0]}</p><p>Read also: <a href=x>Another headline of the site</a></p><p>{PROSE[1]}</p>"
    text = read(site_page(f"{main}<p>{PROSE[2]}</p>")).text
    assert "Another headline" not in text
    assert all(one in text for one in PROSE[:3])


def cards(*texts: str) -> str:
    """Neighbours of one kind, each with a link to another page and a text."""
    return "".join(
        f"<div class=c><div><a href=/{number}>Headline number {number} of the site</a></div><p>{text}</p></div>"
        for number, text in enumerate(texts)
    )


BEGINNINGS = [
    f"{one.split('.')[0][:110]}, as the number {at} of them says, which goes on elsewhere and"
    for at, one in enumerate(PROSE)
]


@pytest.mark.parametrize(
    "texts", [BEGINNINGS[:4], [*BEGINNINGS[:2], PROSE[2][:-100] + "."], ["12.3.2021", "1.5.2022", "7 May 2020"]]
)
def test_teasers_of_other_articles_in_the_part_of_the_page_that_holds_the_article_are_left_out(texts: list[str]):
    body = "".join(f"<div><p>{text}</p></div>" for text in PROSE)
    document = read(site_page(f"<h1>The price of a detour</h1>{body}<div class=row>{cards(*texts)}</div>"))
    assert [document.text_of(block) for block in document.blocks] == ["The price of a detour", *PROSE]


def test_neighbours_with_links_of_which_each_is_a_whole_text_are_the_article():
    whole = cards(*(text for text in PROSE))
    text = read(site_page(f"<h1>Ten ships</h1><p>{PROSE[0]} Here are they.</p>{whole}")).text
    assert all(one in text for one in PROSE)


def test_an_offer_below_the_article_is_left_out_and_a_link_amid_it_ends_nothing():
    offer = "<div class=o><h3><a href=/shop>Learn at your workplace</a></h3><p>Seminars on law, pay, time...</p></div>"
    body = "".join(f"<p>{text}</p>" for text in PROSE)
    assert read(site_page(f"<h1>The price of a detour</h1><div>{body}</div>{offer}")).text.endswith(PROSE[-1])
    amid = f"<h3><a href=/other>The ships of another article</a></h3><p>{PROSE[0]} In the end.</p>"
    assert read(site_page(f"<h1>The price of a detour</h1><div>{body}{amid}</div>")).text.endswith("In the end.")


def test_a_page_without_anything_around_its_text_is_read_whole():
    contents = "".join(f"<p><a href='#s{n}'>Part {n}</a></p>" for n in range(30))
    short = "".join(f"<h2 id=s{n}>Part {n}</h2><p>Short {n}.</p>" for n in range(30))
    document = read(f"<html><body><div>(Mark one) ☐ Report{contents}{short}</div></body></html>")
    assert all(f"Short {n}." in document.text for n in range(30))
    assert document.text.startswith("(Mark one) ☐ Report")


# --- metadata ------------------------------------------------------------------------------------------------


def test_metadata_come_from_the_most_exact_statement_with_their_provenance():
    graph = {"@context": "https://schema.org", "@graph": [
        {"@type": "Organization", "@id": "#org", "name": "Example Institute"},
        {"@type": "Person", "@id": "#p", "name": "Anna Nowak"},
        {"@type": "NewsArticle", "headline": "The price", "author": [{"@id": "#p"},
         {"@type": "Person", "name": "Jan Kowal"}, {"@type": "Organization", "name": "Example Institute"}],
         "publisher": {"@id": "#org"},
         "datePublished": "2021-08-25T23:30:00+02:00", "dateModified": "2022-01-01", "inLanguage": "en-GB",
         "keywords": "trade, shipping", "articleSection": "Analyses"}]}  # fmt: skip
    head = (
        f"<title>The price | Example Institute</title><script type='application/ld+json'>{json.dumps(graph)}</script>"
    )
    metadata = read(site_page("".join(f"<p>{text}</p>" for text in PROSE), head)).metadata
    assert (metadata.title, metadata.authors) == ("The price", ("Anna Nowak", "Jan Kowal"))
    assert (metadata.published, metadata.publisher) == ("2021-08-25", "Example Institute")
    assert (metadata.series, metadata.topics, metadata.language) == ("Analyses", ("trade", "shipping"), "en")
    assert set(metadata.provenance.values()) == {"html json-ld"}


def test_meta_elements_and_time_say_what_json_ld_does_not():
    head = (
        "<meta property='og:title' content='The price - Example'><meta property='og:site_name' content='Example'>"
        "<meta name=author content='Example'><meta name='citation_author' content='Nowak, Anna'>"
        "<script type='application/ld+json'>{broken</script>"
    )
    body = "<p>Text.</p><time datetime='2021-08-25T10:00Z'>on Wednesday</time>"
    metadata = read(f"<html><head>{head}</head><body>{body}</body></html>").metadata
    assert (metadata.title, metadata.published) == ("The price", "2021-08-25")
    assert metadata.provenance["title"] == "html meta"
    assert metadata.provenance["published"] == "html time"
    assert "Example" not in metadata.authors


def test_the_site_is_no_author_and_the_day_of_the_last_change_no_day_of_publication():
    head = (
        "<meta name=author content='Example Institute'><meta property='og:site_name' content='Example Institute'>"
        "<meta property='article:modified_time' content='2022-01-01'><meta name=generator content='WordPress'>"
    )
    metadata = read(f"<html><head>{head}</head><body><p>Text.</p></body></html>").metadata
    assert (metadata.authors, metadata.published) == ((), "")


def test_a_byline_is_told_by_its_class_but_not_that_of_a_comment():
    comment = "<div class=comments><span class=author>Jan Kowal</span> writes</div>"
    byline = "<div class='article__byline'>By Anna Nowak and <a class=author href=x>Eva Novák</a></div>"
    metadata = read(f"<body>{comment}<nav>x</nav><h1>Title of it</h1>{byline}<p>Text.</p></body>").metadata
    assert metadata.authors == ("Anna Nowak", "Eva Novák")
    assert metadata.provenance["authors"] == "html byline"
    site = "<link rel=canonical href='https://www.example-press.org/a'><span class=author>Example Press</span>"
    assert read(f"{site}<p>Text.</p>").metadata.authors == ()


def test_a_byline_that_is_a_list_below_the_headline_is_no_list():
    page = "<title>A title of it</title><h1>A title of it</h1><ul><li>By Anna Nowak<li>25.08.2021</ul><p>Text.</p>"
    document = read(page)
    assert (document.metadata.authors, document.metadata.published) == (("Anna Nowak",), "2021-08-25")
    assert [block.kind for block in document.blocks] == ["title", "furniture", "furniture", "paragraph"]


def test_a_headline_that_is_seen_comes_before_the_title_that_is_declared():
    page = "<title>The price of a detour | Example</title><h1>The price of a detour: ten days</h1><p>Text of it.</p>"
    assert read(page).metadata.title == "The price of a detour: ten days"


def test_a_language_that_the_words_contradict_is_not_believed():
    text = "Kanał został otwarty w 1869 roku i od tego czasu był kilka razy poszerzany, ponieważ statki są większe."
    assert read(f"<html lang=en><body><p>{text}</p></body></html>").metadata.language == "pl"


# --- encodings and limits ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        ("<meta charset=iso-8859-2><p>Kanał Sueski, żegluga".encode("iso8859-2"), "iso8859-2"),
        ("<meta http-equiv=Content-Type content='text/html; charset=windows-1251'><p>Канал".encode("cp1251"), "cp1251"),
        ("<meta charset=iso-8859-1><p>Kanał Sueski, żegluga".encode(), "utf-8"),
        ("<meta charset=latin1><p>the “canal”".encode("cp1252"), "cp1252"),
        ("<meta charset=gb2312><p>运河".encode("gb18030"), "gb18030"),
        ("<p>Kanał Sueski".encode("utf-16"), "utf-16-le"),
        ("<meta charset=no-such><p>Kanał Sueski, żegluga i się".encode("cp1250"), "cp1250"),
    ],
)
def test_the_encoding_is_the_one_that_the_page_is_in(data: bytes, encoding: str):
    document = html.read(data, "a.html")
    assert document.media_type == f"text/html; charset={encoding}"
    assert document.text == re.sub("<[^>]*>", "", data.decode("utf-16" if "16" in encoding else encoding))


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"<!--" * 20_000, EmptyDocument), (b"<a " * 20_000, EmptyDocument), (b"<div>" * 100_000 + b"x", TooComplex),
        (b"<p " + b" ".join(b"a%d=1" % n for n in range(100_000)) + b">x", TooComplex),
        (b"<p " + b"".join(b"a%d='1'" % n for n in range(100_000)) + b">x", TooComplex),
        (b"<p>x" * 600_000, TooComplex),
        (b"<frameset><frame src=a.html></frameset>", EmptyDocument),
    ],
    ids=lambda value: value[:8] if isinstance(value, bytes) else None,
)  # fmt: skip
def test_an_attack_ends_in_one_code(data: bytes, error: type[DocumentError]):
    with pytest.raises(error):
        html.read(data, "a.html")


def test_a_picture_inside_the_page_and_spans_beyond_all_tables_cost_nothing():
    picture = b"<img src='data:image/png;base64," + b"A" * 12_000_000 + b"'><p>after words"
    assert html.read(picture, "a.html").text == "after words"
    table = b"<table><tr><th colspan=99999 rowspan=99999>a<th>b" + b"<tr><td colspan=9999 rowspan=9999>1<td>2" * 500
    assert html.read(table, "a.html").paragraphs


def test_an_entity_of_a_document_type_grows_nothing():
    laughs = b"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a 'ha'><!ENTITY b '&a;&a;'>]><html><p>one &b; two</p></html>"
    assert "haha" not in html.read(laughs, "a.xhtml").text


PARTS = st.lists(
    st.one_of(
        st.text(max_size=20),
        st.sampled_from(
            ["<p>", "</p>", "<div>", "</div>", "<ul><li>", "</ul>", "<table>", "<tr><td>", "<th colspan=3>", "</table>",
             "<h1>", "</h1>", "<h2>", "<a href='#x'>1</a>", "<li id=x>", "<br>", "<q>", "<img alt='A b c d e f.'>",
             "<dl><dt>", "<dd>", "<pre>", "\n\n", "<figure>", "<figcaption>", "<sup>[1]</sup>", "<!--", "-->", "<nav>",
             "<td rowspan=2>", "&#1;", "\x1f", "<button>",
             "<script type='application/ld+json'>[{}]</script>", "<title>", "&#0;", "&shy;", "\ufffe"]
        ),
    ),
    max_size=25,
).map("".join)  # fmt: skip


@given(PARTS)
def test_any_page_is_a_document_or_a_document_error(page: str):
    try:
        document = html.read(page.encode(errors="replace"), "a.html")
    except DocumentError:
        return
    assert document.paragraphs


WORDS = st.lists(st.text("abcdefgh", min_size=1, max_size=8), min_size=1, max_size=12).map(" ".join)


@given(
    st.lists(st.tuples(st.sampled_from(["p", "h2", "li", "blockquote", "td", "div", "dd", "pre"]), WORDS), min_size=1)
)
def test_every_visible_word_is_in_the_text_once_and_in_its_order(elements: list[tuple[str, str]]):
    wrap = {"td": "<table><tr><td>{}</table>", "li": "<ul><li>{}</ul>", "dd": "<dl><dd>{}</dl>"}
    page = "".join(wrap.get(tag, f"<{tag}>{{}}</{tag}>").format(text) for tag, text in elements)
    assert read(f"<body>{page}</body>").text.split() == " ".join(text for _, text in elements).split()


# --- public pages --------------------------------------------------------------------------------------------


def test_public_pages_are_read_at_least_as_well_as_by_the_best_library(shared):
    """benchmarks/html.py has the figures; of every fourth page trafilatura reaches 0.96 and 0.93 here."""
    gold, segments = Score(), Score()
    for fact, data in list(pages(shared / "robust" / "html-gold"))[::4]:
        compare(gold, fact, our_body(data))
    for fact, data in list(pages(shared / "robust" / "html-segments"))[::4]:
        look_up(segments, fact, our_text(data))
    recall = sum(gold.recall) / len(gold.recall)
    precision = sum(gold.precision) / len(gold.precision)
    assert (recall, precision) > (0.97, 0.0)
    assert precision > 0.93
    right = segments.strings["hit"] + segments.strings["avoided"]
    assert right / segments.strings.total() > 0.92
