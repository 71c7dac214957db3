import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents import errors
from documents.model import Document
from documents.read import read as read_any
from documents.readers import odt, plain
from tests.documents import office_files
from tests.documents.office_files import as_odt
from tests.documents.samples import as_txt, shape


def read(body: str, **parts: str) -> Document:
    return odt.read(office_files.odt(body, **parts), "a.odt")


def blocks(body: str, **parts: str) -> list[tuple[str, str]]:
    document = read(body, **parts)
    return [(block.kind, document.text_of(block)) for block in document.blocks]


def p(text: str, style: str = "Standard") -> str:
    return f'<text:p text:style-name="{style}">{text}</text:p>'


def style(name: str, inside: str = "", parent: str = "", family: str = "paragraph") -> str:
    below = f' style:parent-style-name="{parent}"' if parent else ""
    return f'<style:style style:name="{name}" style:family="{family}"{below}>{inside}</style:style>'


LONG = (
    "The canal links two seas that have almost the same level, so that it needs no locks at either of its ends at all."
)


def test_an_analysis_in_opendocument_is_the_one_in_plain_text():
    one, other = read_any(as_odt(), "a.odt"), plain.read(as_txt(), "a.txt")
    assert shape(one) == shape(other)
    assert (one.metadata.title, one.metadata.authors, one.metadata.published) == (
        other.metadata.title, other.metadata.authors, other.metadata.published,
    )  # fmt: skip
    assert one.media_type == "application/vnd.oasis.opendocument.text"


def test_each_part_of_a_text_becomes_its_kind():
    styles = (
        style("Quotations") + style("P1", parent="Quotations") + style("Caption") + style("Table", parent="Caption")
    )
    body = (
        '<text:sequence-decls/><text:h text:outline-level="1">Title</text:h>' + p(LONG)
        + '<text:section><text:h text:outline-level="2">Section</text:h>' + p("Said so.", "P1") + "</text:section>"
        + "<text:list><text:list-item>" + p("one") + p("more of one") + "<text:list><text:list-item>" + p("nested")
        + "</text:list-item></text:list></text:list-item></text:list>" + p("Table 1. Ships", "Table")
        + "<table:table><table:table-header-rows><table:table-row><table:table-cell>" + p("Year")
        + "</table:table-cell><table:table-cell>" + p("Ships") + "</table:table-cell></table:table-row>"
        "</table:table-header-rows><table:table-row><table:table-cell>" + p("2021") + "</table:table-cell>"
        "<table:table-cell>" + p("20,000") + "</table:table-cell></table:table-row></table:table>"
    )  # fmt: skip
    assert blocks(body, styles=styles) == [
        ("title", "Title"), ("paragraph", LONG), ("heading", "Section"), ("quote", "Said so."), ("item", "one"),
        ("paragraph", "more of one"), ("item", "nested"), ("caption", "Table 1. Ships"),
        ("table", "Year | Ships\n2021 | 20,000"),
    ]  # fmt: skip
    assert read(body, styles=styles).blocks[-1].section == ("Section", "Table 1. Ships")


@pytest.mark.parametrize(
    ("inside", "says"),
    [
        ('a<text:s text:c="3"/>b<text:tab/>c<text:line-break/>d', "a b c d"),
        ("one\n   two", "one two"),
        ('<text:span text:style-name="T1">a <text:a>link</text:a></text:span> here', "a link here"),
        ('seen<text:span text:style-name="Gone"> hidden</text:span>', "seen"),
        ("a<office:annotation><text:p>a comment</text:p></office:annotation>b<office:annotation-end/>", "ab"),
        ("a<text:change-start/>b<text:change-end/>c", "abc"),
        ("page <text:page-number>7</text:page-number>", "page"),
        ("<text:date>25 August 2021</text:date>, Suez.", "25 August 2021, Suez."),
        ("<text:ruby><text:ruby-base>base</text:ruby-base><text:ruby-text>x</text:ruby-text></text:ruby>", "base"),
        ("re\u00adform", "reform"),
    ],
)
def test_the_text_is_what_is_seen(inside, says):
    hidden = style("Gone", '<style:text-properties text:display="none"/>', family="text")
    assert read(p(inside), styles=hidden).text == says


def test_what_a_change_took_out_is_not_in_the_text():
    removed = "<text:tracked-changes><text:changed-region><text:deletion>" + p("gone") + "</text:deletion>"
    assert read(f"{removed}</text:changed-region></text:tracked-changes>{p('left')}").text == "left"


def test_notes_stand_at_the_end_and_frames_after_their_paragraph():
    def note(kind: str, said: str) -> str:
        body = f"<text:note-body>{p(said)}</text:note-body>"
        return f'<text:note text:note-class="{kind}"><text:note-citation>1</text:note-citation>{body}</text:note>'

    frame = f"<draw:frame><draw:text-box>{p('In a box.')}</draw:text-box></draw:frame>"
    body = p(f"One{note('endnote', 'Last.')} and{note('footnote', 'First.')}{frame} two.") + p("End.")
    assert blocks(body) == [
        ("paragraph", "One and two."), ("paragraph", "In a box."), ("paragraph", "End."), ("note", "First."),
        ("note", "Last."),
    ]  # fmt: skip


def test_lists_of_contents_headers_and_footers_are_furniture():
    entry = (
        "<text:table-of-content><text:table-of-content-source><text:index-title-template>No</text:index-title-template>"
    )
    body = (
        f"{entry}</text:table-of-content-source><text:index-body>{p('Gas 3')}</text:index-body></text:table-of-content>"
    )
    pages = f"<style:master-page><style:header>{p('Report')}</style:header><style:footer>{p('7')}</style:footer>"
    assert blocks(body + p(LONG), pages=f"{pages}</style:master-page>") == [
        ("furniture", "Gas 3"), ("paragraph", LONG), ("furniture", "Report"),
    ]  # fmt: skip


def test_cells_that_are_covered_keep_the_columns():
    def cell(text: str, spans: str = "") -> str:
        return f"<table:table-cell {spans}>{p(text)}</table:table-cell>"

    covered = "<table:covered-table-cell/>"
    rows = (
        cell("wide", 'table:number-columns-spanned="2"') + covered + cell("c"),
        cell("high", 'table:number-rows-spanned="2"') + cell("e") + cell("f"),
        covered + cell("h") + cell("i"),
    )
    body = "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
    assert blocks(f"<table:table>{body}</table:table>") == [("table", "wide |  | c\nhigh | e | f\nhigh | h | i")]


def test_short_bold_lines_are_headings_where_nothing_else_is():
    bold = style("B", '<style:text-properties fo:font-weight="bold"/>')
    document = read(p(LONG) + p("A detour", "B") + p(LONG), styles=bold)
    assert document.paragraphs[1].section == ("A detour",)


def test_the_author_is_who_began_the_file_and_no_date_is_taken():
    meta = (
        "<dc:title>The canal</dc:title><meta:initial-creator>Anna Nowak</meta:initial-creator><dc:creator>Jan Kowal"
        "</dc:creator><dc:date>2020-01-01T00:00:00</dc:date><dc:language>pl-PL</dc:language>"
    )
    metadata = read(p("Suez Panama Kiel"), meta=meta).metadata
    assert (metadata.title, metadata.authors, metadata.published) == ("The canal", ("Anna Nowak",), "")
    assert (metadata.language, set(metadata.provenance.values())) == ("pl", {"odt properties"})


def test_an_encrypted_text_asks_for_one_without_password():
    locked = "<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>"
    with pytest.raises(errors.PasswordNeeded):
        read(p("x"), manifest=locked)


@pytest.mark.parametrize("attribute", ["columns-repeated", "columns-spanned"])
def test_a_cell_that_says_it_is_a_billion_columns_wide_is_not_believed(attribute):
    cell = f'<table:table-cell table:number-{attribute}="999999999">{p("a")}</table:table-cell>'
    row = f"<table:table-row>{cell}<table:table-cell>{p('b')}</table:table-cell></table:table-row>"
    assert len(read(f"<table:table>{row}{row}</table:table>").text) < 1_000


ODD = st.recursive(
    st.one_of(
        st.sampled_from([
            "<text:s/>", '<text:s text:c="-1"/>', "<text:tab/>", "<text:note/>", '<draw:frame xlink="x"/>',
            "<text:h/>", '<text:p text:style-name="A"/>', '<text:h text:outline-level="99">x</text:h>',
            "<table:covered-table-cell/>",
        ]),
        st.text("ab 1•", max_size=5),
    ),
    lambda inner: st.tuples(
        st.sampled_from([
            "text:p", "text:h", "text:span", "text:list", "text:list-item", "text:section", "text:note",
            "text:note-body", "table:table", "table:table-row", "table:table-cell", "table:table-header-rows",
            "draw:frame", "draw:text-box", "text:index-body", "text:table-of-content", "style:style",
            "office:annotation",
        ]),
        st.lists(inner, max_size=4),
    ).map(lambda made: f"<{made[0]}>{''.join(made[1])}</{made[0]}>"),
    max_leaves=30,
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(ODD, ODD)
def test_any_arrangement_of_elements_is_a_document_or_a_document_error(body, inside):
    tangled = '<style:style style:name="A" style:family="paragraph" style:parent-style-name="A"/>'
    try:
        document = read(body.replace('xlink="x"', ""), styles=tangled + inside.replace('xlink="x"', ""), pages=inside)
    except errors.DocumentError:
        return
    assert document.paragraphs
