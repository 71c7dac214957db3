import io
import zipfile

import pytest

from documents import errors
from documents.model import Document
from documents.read import read as read_any
from documents.readers import docx, plain
from tests.documents.office_files import as_docx, p, packed, r, style, table, word
from tests.documents.samples import as_txt, shape


def read(body: str, **parts: str) -> Document:
    return docx.read(word(body, **parts), "a.docx")


def blocks(body: str, **parts: str) -> list[tuple[str, str]]:
    document = read(body, **parts)
    return [(block.kind, document.text_of(block)) for block in document.blocks]


def text(inside: str) -> str:
    """The text of one paragraph with this inside."""
    return read(f"<w:p>{inside}</w:p>").text


HEADINGS = style("H1", "heading 1", '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>') + style(
    "H2", "heading 2", '<w:pPr><w:outlineLvl w:val="1"/></w:pPr>'
)
LONG = (
    "The canal links two seas that have almost the same level, so that it needs no locks at either of its ends at all. "
)


def test_an_analysis_in_word_is_the_one_in_plain_text():
    one, other = docx.read(as_docx(), "a.docx"), plain.read(as_txt(), "a.txt")
    assert shape(one) == shape(other)
    for field in ("title", "authors", "published", "series", "topics", "language"):
        assert getattr(one.metadata, field) == getattr(other.metadata, field)
    assert one.pages == ()
    assert one.metadata.provenance["authors"] == "first lines", "python-docx, which wrote the file, is nobody"


# --- styles --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["Nagłówek 2", "Überschrift 2", "Titre 2", "Заголовок 2", "HEADING 2"])
def test_a_heading_is_known_by_the_name_of_its_style_in_any_language(name):
    document = read(p("A title", "T") + p("Part", "X") + p(LONG), styles=style("T", "Title") + style("X", name))
    assert document.paragraphs[0].section == ("Part",)


def test_a_style_is_what_it_is_based_on_unless_it_says_otherwise():
    styles = HEADINGS + (
        style("A", "My section", based_on="H2")
        + style("B", "Not a section", '<w:pPr><w:outlineLvl w:val="9"/></w:pPr>', based_on="H2")
        + style("C", "A saying", based_on="Q") + style("Q", "Intense Quote")
        + style("D", "loop", based_on="E") + style("E", "pool", based_on="D")
    )  # fmt: skip
    body = p("Title", "H1") + p("Section", "A") + p("Text", "B") + p("Said", "C") + p("Round", "D") + p("None", "Z")
    assert blocks(body, styles=styles) == [
        ("title", "Title"), ("heading", "Section"), ("paragraph", "Text"), ("quote", "Said"), ("paragraph", "Round"),
        ("paragraph", "None"),
    ]  # fmt: skip


def test_headings_nest_by_their_level_and_the_first_is_the_title():
    body = p("T", "H1") + p(LONG) + p("A", "H2") + p(LONG) + p("B", properties='<w:outlineLvl w:val="2"/>') + p(LONG)
    sections = [block.section for block in read(body, styles=HEADINGS).paragraphs]
    assert sections == [(), ("A",), ("A", "B")]


def test_a_first_heading_that_opens_a_chapter_is_not_the_title():
    document = read(p("Introduction", "H1") + p(LONG) + p("Gas", "H1") + p(LONG), styles=HEADINGS)
    assert document.metadata.title == ""
    assert [block.section for block in document.paragraphs] == [("Introduction",), ("Gas",)]


def test_a_title_in_two_paragraphs_is_one_and_later_ones_are_chapters():
    body = p("The canal", "T") + p("and the price", "T") + p(LONG) + p("Second part", "T") + p(LONG)
    document = read(body, styles=style("T", "Title"))
    assert document.metadata.title == "The canal and the price"
    assert document.paragraphs[1].section == ("Second part",)


def test_a_title_is_found_on_a_cover_that_begins_with_other_things():
    cover = "".join(map(p, ("Centre", "Warsaw office", "Report", "Number 12", "August 2021")))
    document = read(cover + p("The canal and its price", "T") + p(LONG), styles=style("T", "Title"))
    assert document.metadata.title == "The canal and its price"
    assert [block.kind for block in document.blocks].count("title") == 1


def test_without_heading_styles_short_bold_lines_over_text_are_headings():
    bold = "<w:b/>"
    body = (
        p("The Canal", run='<w:b/><w:sz w:val="40"/>') + p("Anna Nowak", run=bold) + p(LONG) + p("A detour", run=bold)
        + p(LONG) + p("Only one word is bold here") + p(LONG) + p("What follows", run=bold) + p(LONG)
    )  # fmt: skip
    document = read(body)
    assert (document.metadata.title, document.metadata.authors) == ("The Canal", ("Anna Nowak",))
    assert [block.section for block in document.paragraphs] == [
        (), ("A detour",), ("A detour",), ("A detour",), ("What follows",),
    ]  # fmt: skip


def test_a_text_that_is_all_bold_has_no_headings():
    assert {kind for kind, _ in blocks("".join(p(f"Line {one}", run="<w:b/>") for one in "abcdef"))} <= {
        "title", "paragraph",
    }  # fmt: skip


# --- lists ---------------------------------------------------------------------------------------------------


def numbering(*levels: str) -> str:
    inside = "".join(f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/>{level}</w:lvl>' for at, level in enumerate(levels))
    used = '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
    return f'<w:abstractNum w:abstractNumId="7">{inside}</w:abstractNum>{used}'


def level(kind: str, pattern: str) -> str:
    return f'<w:numFmt w:val="{kind}"/><w:lvlText w:val="{pattern}"/>'


def listed(at: int, number: str = "1") -> str:
    return f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{number}"/></w:numPr>'


def test_items_are_told_by_their_numbering_or_that_of_their_style():
    styles = style("L", "List Bullet", f"<w:pPr>{listed(0)}</w:pPr>")
    body = (
        p("one", properties=listed(0)) + p("nested", properties=listed(1)) + p("by style", "L")
        + p("not any more", "L", listed(0, "0")) + p("•\ttyped")
        + p("no list of that number", properties=listed(0, "9"))
    )  # fmt: skip
    assert blocks(body, styles=styles, numbering=numbering(level("decimal", "%1."), level("bullet", "o"))) == [
        ("item", "one"), ("item", "nested"), ("item", "by style"), ("paragraph", "not any more"), ("item", "typed"),
        ("paragraph", "no list of that number"),
    ]  # fmt: skip


def test_a_mark_with_words_in_it_is_part_of_the_text():
    levels = (level("decimal", "Article %1"), level("lowerRoman", "(%2)"), level("upperLetter", "Annex %1-%3"))
    body = (
        p("Scope", "H1", listed(0)) + p("deep", properties=listed(1)) + p("Terms", "H1", listed(0))
        + p("Forms", properties=listed(2))
    )  # fmt: skip
    said = [line for _, line in blocks(body, styles=HEADINGS, numbering=numbering(*levels))]
    assert said == ["Article 1 Scope", "deep", "Article 2 Terms", "Annex 2-A Forms"]


# --- text ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("inside", "says"),
    [
        (f"{r('a')}<w:ins>{r('b')}</w:ins><w:del><w:r><w:delText>x</w:delText></w:r></w:del>", "ab"),
        (f"<w:moveFrom>{r('x')}</w:moveFrom><w:moveTo>{r('moved')}</w:moveTo>", "moved"),
        (r("seen") + r("hidden", "<w:vanish/>") + r(" again", '<w:vanish w:val="0"/>'), "seen again"),
        (f'<w:hyperlink r:id="r1">{r("a link")}</w:hyperlink>', "a link"),
        ("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r>", "a b c"),
        ("<w:r><w:t>re</w:t><w:softHyphen/><w:t>form, co</w:t><w:noBreakHyphen/><w:t>op</w:t></w:r>", "reform, co-op"),
        (
            '<w:r><w:t>a </w:t><w:sym w:font="Symbol" w:char="F062"/><w:sym w:font="Wingdings" w:char="F0E0"/></w:r>',
            "a β→",
        ),
        (r("x \uf0b3 y", '<w:rFonts w:ascii="Symbol"/>'), "x ≥ y"),
        (f"<w:sdt><w:sdtPr/><w:sdtContent>{r('filled in')}</w:sdtContent></w:sdt>", "filled in"),
        (
            f"{r('a')}<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{r('Click')}</w:sdtContent></w:sdt>",
            "a",
        ),
        (f'<w:smartTag w:element="x">{r("tag")}</w:smartTag>', "tag"),
        (f'<w:fldSimple w:instr=" AUTHOR ">{r("by")}</w:fldSimple>', "by"),
        (r("page ") + f'<w:fldSimple w:instr=" PAGE ">{r("7")}</w:fldSimple>', "page"),
        (f"<w:r><w:ruby><w:rt>{r('x')}</w:rt><w:rubyBase>{r('base')}</w:rubyBase></w:ruby></w:r>", "base"),
        (r("a") + '<w:commentRangeStart w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>' + r("b"), "ab"),
    ],
)  # fmt: skip
def test_the_text_is_what_is_seen_with_all_changes_accepted(inside, says):
    assert text(inside) == says


def field(*turns: str) -> str:
    marks = {"begin": '<w:r><w:fldChar w:fldCharType="begin"/></w:r>',
             "separate": '<w:r><w:fldChar w:fldCharType="separate"/></w:r>',
             "end": '<w:r><w:fldChar w:fldCharType="end"/></w:r>'}  # fmt: skip
    return "".join(
        marks.get(turn) or (f"<w:r><w:instrText>{turn[1:]}</w:instrText></w:r>" if turn[0] == "=" else r(turn))
        for turn in turns
    )


def test_of_a_field_its_result_is_shown_and_not_its_instruction():
    assert text(r("see ") + field("begin", "=HYPERLINK x", "separate", "the site", "end") + r(".")) == "see the site."
    nested = field("begin", "=IF ", "begin", "=PAGE", "separate", "3", "end", "lost", "separate", "kept", "end")
    assert text(nested) == "kept"


def test_a_field_that_never_ends_swallows_no_text():
    assert read(f"<w:p>{field('begin', '=IF')}</w:p>" + p("The text goes on.")).text == "The text goes on."


def test_a_list_of_contents_is_furniture():
    entries = f"<w:p>{field('begin', '=TOC', 'separate')}{r('Gas 3')}</w:p><w:p>{r('Oil 7')}{field('end')}</w:p>"
    control = (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
        f"<w:sdtContent>{p('Contents')}</w:sdtContent></w:sdt>"
    )
    body = control + entries + p("Coal 9", "Spistreci1") + p(LONG)
    assert [kind for kind, _ in blocks(body, styles=style("Spistreci1", "toc 1"))] == ["furniture"] * 4 + ["paragraph"]


def test_a_deleted_paragraph_mark_joins_two_paragraphs():
    body = p("One half, ", properties="<w:rPr><w:del/></w:rPr>") + p("the other.") + p("Next.")
    assert blocks(body) == [("paragraph", "One half, the other."), ("paragraph", "Next.")]


def test_a_large_initial_is_the_first_letter_of_its_word():
    assert (
        read(p("T", properties='<w:framePr w:dropCap="drop"/>') + p("he canal is long.")).text == "The canal is long."
    )


def test_equations_are_written_on_one_line():
    def math(inside: str) -> str:
        return text(r("so") + f"<m:oMath>{inside}</m:oMath>").removeprefix("so ")

    def m(part: str, said: str) -> str:
        return f"<m:{part}><m:r><m:t>{said}</m:t></m:r></m:{part}>"

    assert math(f"<m:f>{m('num', 'a')}{m('den', 'b+c')}</m:f>") == "a/(b+c)"
    assert math(f"<m:sSup>{m('e', 'x')}{m('sup', '2')}</m:sSup><m:r><m:t>y</m:t></m:r>") == "x^2 y"
    assert math(f"<m:rad><m:deg/>{m('e', 'n')}</m:rad>") == "√(n)"
    assert (
        math(f'<m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr>{m("sub", "i")}{m("sup", "n")}{m("e", "i")}</m:nary>')
        == "∑_i^n i"
    )
    assert math(f"<m:d>{m('e', 'a')}{m('e', 'b')}</m:d>") == "(a|b)"


# --- notes, boxes, headers -----------------------------------------------------------------------------------


def note(kind: str, number: int) -> str:
    return f'<w:r><w:{kind}Reference w:id="{number}"/></w:r>'


def test_notes_stand_at_the_end_in_the_order_of_their_marks():
    body = (
        f"<w:p>{r('One')}{note('endnote', 5)}{r(' and')}{note('footnote', 3)}{r(' two.')}{note('footnote', 2)}</w:p>"
        + p("End.")
    )
    notes = "".join(
        f'<w:footnote w:id="{number}">{p(said)}</w:footnote>' for number, said in
        ((-1, "separator"), (2, "Second."), (3, "First."), (4, "Nobody refers to it."))
    )  # fmt: skip
    ends = f'<w:endnote w:id="5"><w:p><w:r><w:endnoteRef/></w:r>{r(" Last.")}</w:p></w:endnote>'
    assert blocks(body, footnotes=notes, endnotes=ends) == [
        ("paragraph", "One and two."), ("paragraph", "End."), ("note", "First."), ("note", "Second."),
        ("note", "Last."),
    ]  # fmt: skip


def test_a_text_box_is_read_once_after_the_paragraph_that_it_hangs_on():
    box = f"<w:txbxContent>{p('In a box')}</w:txbxContent>"
    drawn = (
        f"<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert blocks(f"<w:p>{r('Before ')}{drawn}{r('after.')}</w:p>" + p("Next.")) == [
        ("paragraph", "Before after."), ("paragraph", "In a box"), ("paragraph", "Next."),
    ]  # fmt: skip
    old = f"<w:r><w:pict><v:textbox>{box}</v:textbox></w:pict></w:r>"
    assert [line for _, line in blocks(f"<w:p>{old}</w:p>" + p("Next."))] == ["In a box", "Next."]


def test_headers_and_footers_are_furniture_each_once():
    page = p("Report") + f'<w:p>{r("Page ")}<w:fldSimple w:instr="PAGE">{r("1")}</w:fldSimple></w:p>'
    assert blocks(p(LONG), header1=page, header2=p("Report"), footer1=p("7") + p("Confidential")) == [
        ("paragraph", LONG.strip()), ("furniture", "Report"), ("furniture", "Page"), ("furniture", "Confidential"),
    ]  # fmt: skip


def test_a_document_that_embeds_another_says_that_it_was_not_read():
    assert read(p("Text.") + '<w:altChunk r:id="r9"/>').warnings == (
        "A part of the document that is only embedded in it, in another format, was not read.",
    )


# --- tables --------------------------------------------------------------------------------------------------


def test_a_table_is_a_block_under_its_caption():
    styles = style("C", "caption")
    body = p("Table 1. Ships", "C") + table("Year|Ships", "2021|20,000", "2022|23,000") + p("Figure 2. A map", "C")
    document = read(body + table("a|b", "c|d") + p("Tabela 2. Okręty", "C"), styles=styles)
    tables = [block for block in document.blocks if block.kind == "table"]
    assert document.text_of(tables[0]) == "Year | Ships\n2021 | 20,000\n2022 | 23,000"
    assert [block.section for block in tables] == [("Table 1. Ships",), ("Tabela 2. Okręty",)]


def test_the_row_that_names_the_columns_is_in_each_part_of_a_long_table():
    header = f"<w:tr><w:trPr><w:tblHeader/></w:trPr><w:tc>{p('Year')}</w:tc><w:tc>{p('Ships')}</w:tc></w:tr>"
    rows = "".join(
        f"<w:tr><w:tc>{p(str(year))}</w:tc><w:tc>{p('many ships')}</w:tc></w:tr>" for year in range(1900, 2000)
    )
    parts = [said for kind, said in blocks(f"<w:tbl>{header}{rows}</w:tbl>") if kind == "table"]
    assert len(parts) > 1
    assert all(part.startswith("Year | Ships\n") for part in parts)


def test_merged_cells_keep_the_columns_and_are_said_in_each_row():
    def cell(said: str, inside: str = "") -> str:
        return f"<w:tc><w:tcPr>{inside}</w:tcPr>{p(said)}</w:tc>"

    body = (
        "<w:tbl><w:tr>" + cell("North", '<w:vMerge w:val="restart"/>') + cell("wide", '<w:gridSpan w:val="2"/>')
        + "</w:tr><w:tr>" + cell("", "<w:vMerge/>") + cell("b") + cell("c")
        + '</w:tr><w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>' + cell("d") + cell("e")
        + "</w:tr><w:tr><w:trPr><w:del/></w:trPr>" + cell("gone") + "</w:tr></w:tbl>"
    )  # fmt: skip
    assert blocks(body) == [("table", "North | wide\nNorth | b | c\n| d | e")]


def test_a_table_that_only_lays_out_the_page_is_what_stands_in_it():
    assert blocks(table("A boxed remark.", inside="<w:tblPr/>")) == [("paragraph", "A boxed remark.")]
    two = f"<w:tbl><w:tr><w:tc>{p('Left', 'H1')}{p(LONG)}</w:tc><w:tc>{table('a|b', 'c|d')}</w:tc></w:tr></w:tbl>"
    assert [kind for kind, _ in blocks(two, styles=HEADINGS)] == ["title", "paragraph", "table"]


# --- what the file says of itself ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("creator", "authors"),
    [
        ("Anna Nowak", ("Anna Nowak",)), ("Nowak, Anna; Kowal, Jan", ("Anna Nowak", "Jan Kowal")), ("python-docx", ()),
        ("Windows User", ()), ("Użytkownik systemu Windows", ()), ("Microsoft Office User", ()), ("ABC Sp. z o.o.", ()),
        ("admin", ()), ("Preferred Customer", ()), ("Benutzer Eins", ()),
    ],
)  # fmt: skip
def test_only_a_person_is_taken_for_the_author(creator, authors):
    assert read(p(LONG), core=f"<dc:creator>{creator}</dc:creator>").metadata.authors == authors


@pytest.mark.parametrize("title", ["Microsoft Word - Document1", "final_v2", "report.docx", "Tytuł", "a", "Untitled"])
def test_a_title_that_a_program_gave_is_none(title):
    assert read(p(LONG), core=f"<dc:title>{title}</dc:title>").metadata.title == ""


def test_what_the_text_says_comes_before_what_the_properties_say():
    core = "<dc:title>The canal</dc:title><dc:creator>Jan Kowal</dc:creator>"
    seen = read(p("A detour and its price", "T") + p("By Anna Nowak") + p(LONG), styles=style("T", "Title"), core=core)
    assert (seen.metadata.title, seen.metadata.authors) == ("A detour and its price", ("Anna Nowak",))
    unseen = read(p(LONG), core=core)
    assert (unseen.metadata.title, unseen.metadata.authors) == ("The canal", ("Jan Kowal",))
    assert set(unseen.metadata.provenance.values()) == {"docx properties", "text"}


def test_the_line_that_the_properties_call_the_title_is_it():
    body = p("Kicker of some length here") + p("THE CANAL") + p(LONG)
    assert blocks(body, core="<dc:title>The canal</dc:title>")[1] == ("title", "THE CANAL")


def test_the_language_is_that_of_most_of_the_text_where_its_words_do_not_tell():
    body = (
        p("Suez", run='<w:lang w:val="pl-PL"/>')
        + p("Port", run='<w:lang w:val="de-DE"/>')
        + p("Panama", run='<w:lang w:val="pl-PL"/>')
    )
    document = read(body)
    assert (document.metadata.language, document.metadata.provenance["language"]) == ("pl", "docx properties")


def test_a_strict_file_is_read_as_a_transitional_one():
    data = word(p("Title", "T") + p(LONG), styles=style("T", "Title"))
    assert docx.read(strict(data), "a.docx").text == docx.read(data, "a.docx").text


def strict(data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    old, new = "http://schemas.openxmlformats.org/", "http://purl.oclc.org/ooxml/"
    for name, said in parts.items():
        parts[name] = said.replace(f"{old}wordprocessingml/2006/main", f"{new}wordprocessingml/main").replace(
            f"{old}officeDocument/2006/relationships", f"{new}officeDocument/relationships"
        )
    return packed(parts)


@pytest.mark.parametrize(
    ("main", "media_type"),
    [
        ("application/vnd.ms-word.document.macroEnabled.main+xml", "application/vnd.ms-word.document.macroEnabled.12"),
        ("application/x", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ],
)
def test_a_document_says_what_kind_of_word_file_it_is(main, media_type):
    types = f'<Types><Override PartName="/word/document.xml" ContentType="{main}"/></Types>'
    data = packed({
        "[Content_Types].xml": types,
        "word/document.xml": '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        "<w:body><w:p><w:r><w:t>Text.</w:t></w:r></w:p></w:body></w:document>",
    })  # fmt: skip
    assert read_any(data, "a.docm").media_type == media_type


# --- what goes wrong -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ("", errors.EmptyDocument),
        ("<w:p>", errors.DamagedDocument),
        ("</w:body><w:body/>" + p("x"), errors.DamagedDocument),
        ("<w:smartTag>" * 300 + "</w:smartTag>" * 300, errors.TooComplex),
    ],
)
def test_a_broken_file_is_refused_in_one_way(body, error):
    with pytest.raises(error):
        read(body)


def test_as_much_nesting_as_xml_may_have_is_followed():
    for around, inner in (("w:smartTag", 240), ("w:ins", 240)):
        inside = f"<{around}>" * inner + r("deep") + f"</{around}>" * inner
        assert text(inside) == "deep"
    deep = p("deep")
    for _ in range(75):
        deep = f"<w:tbl><w:tr><w:tc>{deep}</w:tc></w:tr></w:tbl>"
    assert read(deep).text == "deep"
