"""Papers as Markdown, HTML and Word, read back by other programs: to the letter, whatever is quoted."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from html.parser import HTMLParser

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin

from documents import BlockKind
from documents.read import read
from documents.text import collapse, normalise
from index.model import Filters
from qa.answer import filters_record
from qa.export.paper import Checked, LeftOut, Paper, Piece, Role, of_answers, of_pins
from qa.export.works import Access
from qa.export.write import TYPES, write
from qa.model import Conflict, Disagreement, Part, Unread, Verdict
from tests.qa.pages import HOSTILE, answered, copy_of, document

ACCESS = Access(date(2026, 11, 23), "http://127.0.0.1:7860")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
HELD = document(
    "The lock holds 13 ships. It is old.", "Ships | Year\n13 | 2019",
    source="/r/first.txt", title="On Locks", authors=("Berg, Anna",), published="2019-05-02", language="en",
)  # fmt: skip
OTHER = document("Die Schleuse fasst 7 Schiffe.", source="/r/second.txt", language="de")
SHIPS, OLD, FEW = (HELD, "The lock holds 13 ships."), (HELD, "It is old."), (OTHER, "Die Schleuse fasst 7 Schiffe.")
NUMBERS = Conflict(Disagreement.NUMBER, (1, 2), ("13 ships", "7 ships"))

#: What is markup in one of the formats, or ends a line or an entry there.
MARKUP = [
    "**", "__", "*", "_a_", "[^1]", "[a](b)", "![", "]:", "<b>", "<http://x>", "&amp;", "1.", "1)", "-", "+", "#",
    "===", "---", "```", "~~~", "|a|", ">", "$x$", "\\", "\\n", "{", "}", "%", "://", "]]>", "@misc{", "‘", "”",
    "ﬁ", "é", "Ж", "🚢",
]  # fmt: skip
LINES = ["TY  - ", "ER  - ", "\u2028", "\x85", "\n"]
PIECES = st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), min_size=1, max_size=12)
#: Texts as documents have them, with much of that.
TEXTS = (
    st.lists(PIECES | st.sampled_from(MARKUP + LINES), min_size=1, max_size=12)
    .map(lambda parts: collapse(normalise(" ".join(parts))))
    .filter(bool)
)


def paper_of(given_answer, *, without=()):
    standing = {one.number: one for one in given_answer.citations if one.number not in without}
    lost = tuple(LeftOut(one, "the document is gone") for one in given_answer.citations if one.number in without)
    return of_answers([(given_answer, Checked(standing, lost))], ACCESS)


def text_of(given_answer, format="markdown", style="chicago", **more):  # noqa: A002
    return write(paper_of(given_answer, **more), format, style, ACCESS).decode()


# ---------------------------------------------------------------- Markdown


def markdown_it():
    return MarkdownIt("commonmark").enable(["table", "strikethrough"]).use(footnote_plugin)


def words_of(inline):
    """The words that a reader sees of a line; markup that was made of them would be missing."""
    seen = {"softbreak": "\n", "hardbreak": "\n", "footnote_ref": ""}
    return "".join(seen.get(one.type, one.content) for one in inline.children)


def quotations(markdown):
    tokens = markdown_it().parse(markdown)
    opened = [at for at, token in enumerate(tokens) if token.type == "blockquote_open"]
    return [words_of(tokens[at + 2]) for at in opened]


@settings(max_examples=300, deadline=None)
@given(TEXTS, TEXTS)
def test_markdown_gives_every_quotation_and_source_to_the_letter(words, title):
    held = document(words, title=title)
    markdown = text_of(answered((held, words), question=title))
    assert quotations(markdown) == [words]
    tokens = markdown_it().parse(markdown)
    notes = [words_of(tokens[at + 2]) for at, one in enumerate(tokens) if one.type == "footnote_open"]
    assert len(notes) == 1
    assert notes[0].startswith(f"{quoted(title)}")


def quoted(title):
    """The beginning of a note: the title, in whose end a comma may stand."""
    flat = title if set(title) & set("„«»‹›") else title.replace("“", "‘").replace("”", "’")
    return "“" + flat.rstrip("’”")


def test_the_rows_of_a_table_stay_rows():
    rows = "Ships | Year\n13 | 2019"
    for format in ("markdown", "html", "docx"):  # noqa: A001
        data = write(paper_of(answered((HELD, rows))), format, "chicago", ACCESS)
        shown = {
            "markdown": lambda one: quotations(one.decode())[0],
            "html": lambda one: Page(one.decode()).quotations[0],
            "docx": lambda one: word(one).paragraphs[2].text,
        }[format](data)
        assert shown == rows


def test_a_note_has_the_number_that_its_citation_has_on_the_page():
    markdown = text_of(answered(SHIPS, FEW, OLD, more={"conflicts": (NUMBERS,), "newer": (3,)}, stated=2))
    assert re.findall(r"\[\^(\d)\](?!:)", markdown) == ["1", "2", "1", "2", "3"]
    assert re.findall(r"(?m)^\[\^(\d)\]:", markdown) == ["1", "2", "3"]


def test_an_answer_of_several_parts_has_its_quotations_under_each_of_them():
    parts = (
        Part("How many?", Verdict.ANSWERED, (1,)),
        Part("Who?", Verdict.NOT_FOUND, ()),
        Part("Why?", Verdict.ANSWERED, (1,)),
    )
    markdown = text_of(answered(SHIPS, more={"parts": parts, "verdict": Verdict.PARTLY}))
    assert markdown.split("\n\n")[1:6] == [
        "Answered in part.",
        "*How many?*",
        "> The lock holds 13 ships.[^1]",
        "*Who? – not found in the library*",
        "*Why?* [^1]",
    ]


def test_at_the_end_stands_what_is_not_known_when_it_was_looked_up_and_in_which_state_of_the_library():
    unread = (Unread("/x/scan.pdf", "no_text_layer", "It is a scan."),)
    markdown = text_of(answered(FEW, unreadable=1, unread=unread, more={"id": "4613c07dadb06a17", "fingerprint": "f1"}))
    assert markdown.partition("---\n\n")[2].split("\n\n")[:4] == [
        "Not known of second.txt: author, title, date.",
        "Looked up in the library on November 23, 2026; every quotation here stood word for word.",
        "Searched 3 of 3 documents; 1 file could not be read; state of the library: f1.",
        "This answer: <http://127.0.0.1:7860/?a=4613c07dadb06a17>",
    ]


def test_an_answer_says_of_which_documents_only_it_was_asked():
    filters = filters_record(Filters(authors=("Berg", "Example"), as_of="2024-03"))
    assert "\n\nAsked of some documents only: author Berg, Example; as of 2024-03.\n\n" in text_of(
        answered(SHIPS, more={"filters": filters})
    )
    assert "Asked of" not in text_of(answered(SHIPS, more={"filters": filters_record(Filters())}))


@pytest.mark.parametrize("format", ["markdown", "html", "docx", "apa", "bibtex", "ris", "csl-json"])
def test_what_does_not_stand_any_more_is_no_source_in_any_format(format):  # noqa: A002
    given_answer = answered(SHIPS, FEW, more={"conflicts": (NUMBERS,)})
    data = write(paper_of(given_answer, without=(2,)), format, "chicago", ACCESS)
    text = zipped_text(data) if format == "docx" else data.decode()
    assert "Schleuse" not in text
    assert OTHER.id not in text
    if format in ("markdown", "html", "docx"):
        assert "A quotation is left out here" in text
        assert "Left out: a quotation of second.txt: the document is gone." in text


def test_a_paper_without_the_source_of_a_piece_cannot_be_made():
    with pytest.raises(ValueError, match="no source"):
        Paper("T", (Piece(Role.QUOTATION, "It is old.", (1,)),), ())


def test_several_answers_are_one_paper_with_one_list_of_works_numbered_through():
    both = [(one, Checked({c.number: c for c in one.citations})) for one in (answered(SHIPS, FEW), answered(OLD))]
    markdown = write(of_answers(both, ACCESS), "markdown", "chicago", ACCESS).decode()
    assert re.findall(r"(?m)^\[\^(\d)\]: ([^“,]*)", markdown)[2][0] == "3"
    assert "[^3]: Berg, “On Locks,”" in markdown
    assert markdown.count("**Bibliography**") == 1
    assert markdown.count("- Berg, Anna.") == 1


def test_a_dossier_has_its_quotations_in_their_order_with_the_notes_of_its_owner():
    class Pin:
        def __init__(self, citation, note):
            self.citation, self.note = citation, note

    first, second = answered(SHIPS).citations[0], answered(FEW).citations[0]
    pins = [Pin(second, "Compare *both*."), Pin(first, "")]
    found = Checked({place: pin.citation for place, pin in enumerate(pins, 1)})
    markdown = write(of_pins("Locks", pins, found, ACCESS), "markdown", "chicago", ACCESS).decode()
    assert markdown.split("\n\n")[:4] == [
        "**Locks**",
        "> Die Schleuse fasst 7 Schiffe.[^1]",
        r"Compare \*both\*.",
        "> The lock holds 13 ships.[^2]",
    ]


@pytest.mark.parametrize("style", ["author-date", "apa", "mla"])
def test_in_a_style_without_notes_the_source_stands_in_the_text_and_a_note_has_only_what_must_be_known(style):
    markdown = text_of(answered(SHIPS, FEW, known={2: {"ocr": True, "also": (copy_of(HELD),)}}), style=style)
    shown = quotations(markdown)
    assert re.fullmatch(r"The lock holds 13 ships\. \(Berg.*par.*1\)", shown[0])
    assert "[^1]" not in markdown
    assert (
        "[^2]: Text recognised by OCR; check against the page. Also in: On Locks (2 May 2019), para. 1.\n" in markdown
    )


# ---------------------------------------------------------------- HTML


class Page(HTMLParser):
    """What a browser reads of a page."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.elements, self.ids, self.links, self.languages, self.loaded = [], [], [], [], []
        self.quotations, self._inside = [], False
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        held = dict(attrs)
        self.elements.append(tag)
        self.ids += [held["id"]] if "id" in held else []
        self.links += [held["href"]] if "href" in held else []
        self.loaded += [held[name] for name in ("src", "data", "srcset", "action") if name in held]
        if tag == "span":
            self.languages.append(held.get("lang"))
            self.quotations.append("")
            self._inside = True

    def handle_endtag(self, tag):
        self._inside &= tag != "span"

    def handle_data(self, data):
        if self._inside:
            self.quotations[-1] += data


@settings(max_examples=150, deadline=None)
@given(TEXTS, TEXTS)
def test_html_gives_every_quotation_to_the_letter_and_makes_no_markup_of_it(words, title):
    plain = set(Page(text_of(answered(SHIPS), "html")).elements)
    page = Page(text_of(answered((document(words, title=title), words), question=title), "html"))
    assert page.quotations == [words]
    assert set(page.elements) <= plain


def test_an_html_file_loads_nothing_and_runs_nothing():
    html = text_of(answered((document(HOSTILE, title=HOSTILE), HOSTILE), question=HOSTILE), "html")
    page = Page(html)
    assert not {"script", "link", "img", "iframe", "object", "form"} & set(page.elements)
    assert not page.loaded
    assert "url(" not in html.partition("<body>")[0]
    assert "@import" not in html.partition("<body>")[0]
    assert "default-src 'none'" in html


def test_every_mark_of_a_note_leads_to_it_and_back():
    html = text_of(answered(SHIPS, FEW, more={"conflicts": (NUMBERS,)}), "html")
    page = Page(html)
    inside = [link.removeprefix("#") for link in page.links if link.startswith("#")]
    assert len(inside) == 2 * 4
    assert set(inside) <= set(page.ids)
    assert len(page.ids) == len(set(page.ids))


def test_every_quotation_names_its_language():
    assert Page(text_of(answered(SHIPS, FEW), "html")).languages == ["en", "de"]
    languages = [one.get(f"{W}val") for one in tree(docx_of(answered(SHIPS, FEW)), "document").iter(f"{W}lang")]
    assert languages == ["en", "de"]


# ---------------------------------------------------------------- Word


def docx_of(given_answer, style="chicago"):
    return write(paper_of(given_answer), "docx", style, ACCESS)


def word(data):
    return docx.Document(io.BytesIO(data))


def tree(data, part):
    return etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read(f"word/{part}.xml"))


def zipped_text(data):
    package = zipfile.ZipFile(io.BytesIO(data))
    return "\n".join(package.read(name).decode() for name in package.namelist())


def notes_in(data):
    """Footnotes by id, without the two that draw the line."""
    notes = tree(data, "footnotes").findall(f"{W}footnote")
    return {int(one.get(f"{W}id")): "".join(one.itertext()).strip() for one in notes if one.get(f"{W}type") is None}


@settings(max_examples=60, deadline=None)
@given(TEXTS, TEXTS)
def test_word_gives_every_quotation_to_the_letter(words, title):
    data = docx_of(answered((document(words, title=title), words), question=title))
    held = word(data)
    assert [one.text for one in held.paragraphs if one.style.name == "Quote"] == [words]
    assert held.paragraphs[0].text == title
    assert notes_in(data)[1].startswith(quoted(title))


def test_our_own_reader_finds_the_quotations_and_their_notes_in_a_word_document():
    data = docx_of(answered(SHIPS, FEW, known={1: {"reported": "the harbour office"}}))
    held = read(data, "answer.docx")
    assert held.metadata.title == "What happened?"
    cited = {held.text_of(block): block.kind for block in held.paragraphs}
    assert "The lock holds 13 ships." in "\n".join(cited)
    notes = [text for text, kind in cited.items() if kind is BlockKind.NOTE]
    assert len(notes) == 2
    assert notes[0].startswith("Anna Berg, “On Locks,” May 2, 2019, para. 1, accessed November 23, 2026, http://127")
    assert notes[0].endswith("Reported: the harbour office.")


def test_every_reference_in_a_word_document_has_its_footnote_and_every_link_its_target():
    data = docx_of(answered(SHIPS, FEW, OLD, more={"conflicts": (NUMBERS,), "newer": (3,)}, stated=2))
    called = [int(one.get(f"{W}id")) for one in tree(data, "document").iter(f"{W}footnoteReference")]
    assert called == [1, 2, 3, 4, 5]
    assert set(notes_in(data)) == set(called)
    package = zipfile.ZipFile(io.BytesIO(data))
    for part in ("document", "footnotes"):
        links = etree.fromstring(package.read(f"word/_rels/{part}.xml.rels"))
        targets = {one.get("Id"): one for one in links}
        assert len(targets) == len(links)
        relation = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
        for link in tree(data, part).iter(f"{W}hyperlink"):
            assert targets[link.get(relation)].get("TargetMode") == "External"
            assert targets[link.get(relation)].get("Target").startswith("http://127.0.0.1:7860/#doc=")


def test_a_source_that_is_quoted_once_more_has_a_short_footnote_there():
    notes = notes_in(docx_of(answered(SHIPS, FEW, more={"conflicts": (NUMBERS,)})))
    assert notes[1].startswith("Anna Berg, “On Locks,” May 2, 2019")
    assert notes[3] == "Berg, “On Locks,” para. 1."


def test_a_word_document_has_every_part_that_its_package_names_and_styles_that_it_uses():
    data = docx_of(answered(SHIPS, FEW))
    package = zipfile.ZipFile(io.BytesIO(data))
    names = set(package.namelist())
    types = etree.fromstring(package.read("[Content_Types].xml"))
    named = {one.get("PartName").removeprefix("/") for one in types if one.get("PartName")}
    assert named <= names
    assert {name for name in names if not name.endswith(".rels")} == named | {"[Content_Types].xml"}
    for rels, folder in (("_rels/.rels", ""), ("word/_rels/document.xml.rels", "word/")):
        inside = [one for one in etree.fromstring(package.read(rels)) if one.get("TargetMode") != "External"]
        assert {folder + one.get("Target") for one in inside} <= names
    styles = {one.get(f"{W}styleId") for one in tree(data, "styles").iter(f"{W}style")}
    used = {
        one.get(f"{W}val")
        for part in ("document", "footnotes", "styles")
        for name in ("pStyle", "rStyle", "basedOn", "next")
        for one in tree(data, part).iter(f"{W}{name}")
    }
    assert used <= styles


def test_the_line_above_footnotes_is_where_word_looks_for_it():
    data = docx_of(answered(SHIPS))
    notes = tree(data, "footnotes").findall(f"{W}footnote")
    assert [(one.get(f"{W}type"), one.get(f"{W}id")) for one in notes[:2]] == [
        ("separator", "-1"),
        ("continuationSeparator", "0"),
    ]
    assert [one.get(f"{W}id") for one in tree(data, "settings").iter(f"{W}footnote")] == ["-1", "0"]


#: Children in the order that the schema asks for (ECMA-376, part 1, A.1: CT_PPr, CT_RPr, CT_Style, CT_SectPr).
ORDERS = {
    "pPr": "pStyle keepNext keepLines spacing ind outlineLvl",
    "rPr": "rStyle rFonts b i color sz u vertAlign lang",
    "style": "name basedOn next qFormat pPr rPr",
    "settings": "footnotePr compat",
    "footnotePr": "footnote",
}


@pytest.mark.parametrize("part", ["document", "footnotes", "styles", "settings"])
def test_elements_of_a_word_document_stand_in_the_order_of_the_schema(part):
    for element in tree(docx_of(answered(SHIPS, FEW), "apa"), part).iter():
        name = etree.QName(element).localname
        if name in ORDERS:
            order = ORDERS[name].split()
            places = [order.index(etree.QName(child).localname) for child in element]
            assert places == sorted(places)


def test_the_same_paper_gives_the_same_bytes_in_every_format():
    for format in TYPES:  # noqa: A001
        assert len({write(paper_of(answered(SHIPS, FEW)), format, "mla", ACCESS) for _ in range(2)}) == 1


def test_an_answer_that_found_nothing_says_so():
    not_found = "**What happened?**\n\nNot found: the library does not answer this question."
    assert text_of(answered()).startswith(not_found)
