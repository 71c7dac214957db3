import codecs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents import errors
from documents.model import Document
from documents.read import read as read_any
from documents.readers import plain, rtf
from tests.documents.office_files import as_rtf
from tests.documents.samples import as_txt, shape

LONG = "The canal links two seas that have almost the same level, so that it needs no locks at either of its ends."


def read(inside: str | bytes, head: str = "") -> Document:
    data = inside if isinstance(inside, bytes) else inside.encode("ascii")
    return rtf.read(rb"{\rtf1\ansi\ansicpg1252" + head.encode("ascii") + b" " + data + b"}", "a.rtf")


def blocks(inside: str, head: str = "") -> list[tuple[str, str]]:
    document = read(inside, head)
    return [(block.kind, document.text_of(block)) for block in document.blocks]


def escaped(text: str, codec: str) -> str:
    """The text as older programs write it: a byte of the code page for each letter."""
    return "".join(chr(byte) if 32 <= byte < 123 and byte != 92 else f"\\'{byte:02x}" for byte in text.encode(codec))


def unicode(text: str) -> str:
    """The text as newer programs write it, a question mark after each letter for the older ones."""
    halves = text.encode("utf-16-le")
    codes = [int.from_bytes(halves[at : at + 2], "little", signed=True) for at in range(0, len(halves), 2)]
    return "".join(f"\\u{code}?" for code in codes)


def test_an_analysis_in_rtf_is_the_one_in_plain_text():
    one, other = read_any(as_rtf(), "a.rtf"), plain.read(as_txt(), "a.txt")
    assert shape(one) == shape(other)
    assert (one.metadata.title, one.metadata.authors, one.metadata.published) == (
        other.metadata.title, other.metadata.authors, other.metadata.published,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("charset", "codec", "text"),
    [
        (238, "cp1250", "Zażółć gęślą jaźń."), (204, "cp1251", "Съешь ещё этих мягких булок."),
        (186, "cp1257", "Ąžuolas šlama."), (161, "cp1253", "Καλημέρα."), (0, "cp1252", "Größe, façade – “so”."),
        (128, "cp932", "日本語の文章。"), (134, "gbk", "中文文本。"), (77, "mac_roman", "Größe."),
    ],
)  # fmt: skip
def test_the_bytes_of_a_font_are_read_in_its_code_page(charset, codec, text):
    fonts = rf"\deff0{{\fonttbl{{\f0\fnil\fcharset0 Arial;}}{{\f1\fswiss\fcharset{charset} Arial CE;}}}}"
    assert read(rf"{{\f1 {escaped(text, codec)}}}\par", fonts).text == text
    assert read(rf"{escaped(text, codec)}\par", fonts.replace("deff0", "deff1")).text == text


def test_the_code_page_of_the_file_is_that_of_fonts_without_one():
    assert read(escaped("Zażółć", "cp1250"), r"\ansicpg1250{\fonttbl{\f0\fcharset0 Arial;}}\f0").text == "Zażółć"
    assert read("Größe".encode("cp1252")).text == "Größe", "some programs write the bytes as they are"
    assert read(escaped("Größe", "mac_roman"), r"\mac").text == "Größe"


@pytest.mark.parametrize("text", ["Zażółć gęślą jaźń", "Україна", "漢字", "a 😀 b"])
def test_unicode_letters_are_read_and_their_substitutes_passed_over(text):
    assert read(unicode(text)).text == text
    assert read(rf"\uc0 {unicode(text).replace('?', '')}").text.replace(" ", "") == text.replace(" ", "")
    assert read(r"\uc2\u1046\'a6\'a6 x").text == "Ж x"


@pytest.mark.parametrize(
    ("inside", "says"),
    [
        (r"a\tab b\line c", "a b c"),
        (r"\{a\} \\ b", r"{a} \ b"),
        (r"1\endash 2\emdash 3 \ldblquote so\rdblquote  it\rquote s", "1–2—3 “so” it’s"),
        (r"re\-form co\_op a\~b", "reform co-op a b"),
        (r"seen{\v hidden}\v  too\v0  again", "seen again"),
        (r"kept{\deleted  gone} here", "kept here"),
        (r"see {\field{\*\fldinst HYPERLINK x}{\fldrslt the site}}.", "see the site."),
        (r"a{\pict\pngblip 89504e47}b{\*\unknown c}d{\*\bkmkstart e}", "abd"),
        (r"a{\bin5 }{}\}b", "ab"),
        (r"{\upr{old}{\*\ud{new}}} form", "new form"),
        (r"{\*\bkmkstart {\upr{x}{\*\ud{y}}}}text", "text"),
        (r"a{\*\annotation comment}b", "ab"),
        (r"{\f3 \'61\'62} and {\f3\u-3999 ?}", "αβ and α"),
    ],
)
def test_the_text_is_what_is_seen(inside, says):
    fonts = r"{\fonttbl{\f3\fcharset2 Symbol;}}"
    assert read(inside.replace(r"\bin5 }{}\}", "\\bin5 }{}\\}"), fonts).text == says


def test_styles_outline_levels_and_lists_tell_the_kinds():
    head = r"{\stylesheet{\s0 Normal;}{\s1\outlinelevel0 Teil;}{\s2\sbasedon1 Eigenes;}{\s3 Zitat;}{\*\cs9 Title;}}"
    body = (
        rf"\pard\s1 Title\par\pard {LONG}\par\pard\outlinelevel1 Section\par\pard\s3 Said.\par"
        r"{\listtext\'b7\tab}\pard\ls1 one\par\pard\s2 Part\par\pard Text.\par"
    )
    assert blocks(body, head) == [
        ("title", "Title"), ("paragraph", LONG), ("heading", "Section"), ("quote", "Said."), ("item", "one"),
        ("heading", "Part"), ("paragraph", "Text."),
    ]  # fmt: skip
    assert read(body, head).paragraphs[-1].section == ("Part",)


def test_rows_of_cells_are_a_table():
    row = r"\trowd\cellx1000\cellx2000\pard\intbl {first}\cell {second\par line}\cell\row"
    header = row.replace(r"\trowd", r"\trowd\trhdr").replace("first", "Year").replace("second", "Ships")
    assert blocks(rf"\pard Before.\par{header}{row}\pard After.\par") == [
        ("paragraph", "Before."), ("table", "Year | Ships line\nfirst | second line"), ("paragraph", "After."),
    ]  # fmt: skip


def test_a_cell_that_goes_on_from_above_is_said_again():
    top = r"\trowd\clvmgf\cellx1000\cellx2000\pard\intbl North\cell a\cell\row"
    below = r"\trowd\clvmrg\cellx1000\cellx2000\pard\intbl \cell b\cell\row"
    assert blocks(top + below + r"\pard End.\par")[0] == ("table", "North | a\nNorth | b")


def test_notes_stand_at_the_end_and_boxes_after_their_paragraph():
    body = (
        r"\pard One{\chftn}{\footnote\pard\plain {\chftn} First.}{\footnote\ftnalt\pard\plain Last.} and"
        r"{\shp{\*\shpinst{\sp{\sn x}{\sv y}}{\shptxt\pard In a box.\par}}{\shprslt\pard In a box.\par}} two.\par"
        r"{\header\pard Report\par}{\footer\pard 7\par}\pard End.\par"
    )
    assert blocks(body) == [
        ("paragraph", "One and two."), ("paragraph", "In a box."), ("paragraph", "End."), ("note", "First."),
        ("note", "Last."), ("furniture", "Report"),
    ]  # fmt: skip


def test_the_information_of_the_file_names_title_and_author():
    title = unicode("ł")
    info = rf"{{\info{{\title Ka{title} and canal}}{{\author Anna Nowak}}{{\operator Jan Kowal}}{{\creatim\yr2020}}}}"
    metadata = read(LONG, info).metadata
    assert (metadata.title, metadata.authors, metadata.published) == ("Kał and canal", ("Anna Nowak",), "")
    assert metadata.provenance["title"] == "rtf info"


def test_short_bold_lines_are_headings_where_nothing_else_is():
    document = read(rf"\pard {LONG}\par{{\b A detour\par}}{LONG}\par")
    assert document.paragraphs[1].section == ("A detour",)


def test_groups_deeper_than_any_are_too_complex():
    with pytest.raises(errors.TooComplex):
        read("{" * 1_500 + "a" + "}" * 1_500)


def test_a_file_that_breaks_off_is_read_up_to_there():
    whole = as_rtf()
    assert read_any(whole[: len(whole) // 2], "a.rtf").paragraphs


TOKENS = st.lists(
    st.one_of(
        st.sampled_from([
            "{", "}", "\\par ", "\\pard ", "\\cell ", "\\row ", "\\intbl ", "\\trowd ", "\\cellx9", "\\footnote ",
            "\\ftnalt ", "\\u-9", "\\u99999999 ", "\\uc9 ", "\\'e9", "\\'", "\\*", "\\bin3 ", "\\bin-3 ",
            "\\bin999999999 ", "\\f1 ", "{\\fonttbl{\\f1\\fcharset2 Symbol;}}",
            "{\\stylesheet{\\s1\\sbasedon1 Quote;}}", "\\s1 ", "{\\info{\\title ", "\\ansicpg932 ",
            "\\ansicpg99999 ", "\\shptxt ", "{\\*\\shpinst ", "{\\upr ", "{\\*\\ud ", "\\v ", "\\fs0 ", "\\",
        ]),
        st.text("ab 1;•é", max_size=5),
    ),
    max_size=25,
).map("".join)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(TOKENS)
def test_any_tokens_are_a_document_or_a_document_error(inside):
    try:
        document = read(inside.encode("cp1252", "replace"))
    except errors.DocumentError:
        return
    assert document.paragraphs


@given(st.lists(st.text("abc äłжñ漢😀", min_size=1).map("x{}".format), min_size=1, max_size=6))
def test_every_paragraph_is_read_once_and_in_order(texts):
    document = read("".join(rf"\pard {unicode(text)}\par" + "\r\n" for text in texts))
    assert document.text.split() == " ".join(texts).split()


def test_each_code_page_that_fonts_name_is_known_to_python():
    from documents.readers.rtf.tokens import codec_of_charset

    for charset in range(256):
        if name := codec_of_charset(charset):
            codecs.lookup(name)
