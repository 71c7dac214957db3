"""Papers as Word documents, read back by python-docx, by our own reader, and held to the standard."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given, settings
from lxml import etree

from documents import BlockKind
from documents.read import read
from tests.qa.pages import answered, document
from tests.qa.papers import ACCESS, FEW, HELD, NUMBERS, OLD, SHIPS, TEXTS, W, docx_of, notes_in, quoted, tree, word


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


def test_the_rows_of_a_table_are_lines_of_their_own_in_word():
    rows = "Ships | Year\n13 | 2019"
    data = docx_of(answered((HELD, rows)))
    assert len(list(tree(data, "document").iter(f"{W}br"))) == 1
    assert "\n" not in "".join(one.text or "" for one in tree(data, "document").iter(f"{W}t"))


def test_a_word_document_does_not_say_on_which_system_or_when_it_was_packed():
    packed = zipfile.ZipFile(io.BytesIO(docx_of(answered(SHIPS)))).infolist()
    assert {(one.create_system, one.date_time) for one in packed} == {(0, (1980, 1, 1, 0, 0, 0))}
    assert packed[0].filename == "[Content_Types].xml"


def test_a_word_document_has_the_question_as_its_title_and_the_day_of_export_as_its_date():
    held = word(docx_of(answered(SHIPS))).core_properties
    assert (held.title, held.created.date(), held.author) == ("What happened?", ACCESS.day, "")
