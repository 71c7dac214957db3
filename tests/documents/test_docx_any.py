"""Word files of any kind: nothing is lost, nothing is read twice, and nothing but a DocumentError is raised."""

import io
import re
from collections import Counter

from docx import Document as WordDocument
from hypothesis import given, settings
from hypothesis import strategies as st

from documents import errors
from documents.builder import SEPARATOR
from documents.read import read as read_any
from documents.readers import docx
from tests.documents.office_files import word

WORDS = st.text("abcdefghij äöłżж漢", min_size=1, max_size=30).filter(lambda said: bool(said.strip()))
STYLES = ["Normal", "Heading 1", "Heading 2", "List Bullet", "List Number", "Quote", "Title"]
ELEMENTS = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(STYLES), WORDS),
        st.tuples(st.just("table"), st.lists(st.lists(WORDS, min_size=2, max_size=3), min_size=2, max_size=4)),
    ),
    min_size=1,
    max_size=12,
)  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(ELEMENTS)
def test_every_word_that_python_docx_writes_is_read_once_and_in_order(elements):
    document = WordDocument()
    expected: list[str] = []
    for kind, said in elements:
        if kind == "table":
            grid = document.add_table(len(said), max(map(len, said)))
            for at, row in enumerate(said):
                for column, cell in enumerate(row):
                    grid.cell(at, column).text = cell
                    expected += cell.split()
        else:
            document.add_paragraph(said, style=kind)
            expected += said.split()
    target = io.BytesIO()
    document.save(target)
    found = docx.read(target.getvalue(), "a.docx")
    assert [word for word in re.split(r"[\s|]+", found.text) if word] == expected
    assert SEPARATOR.join(found.text_of(block) for block in found.blocks) == found.text


PIECES = st.recursive(
    st.one_of(
        st.sampled_from([
            "<w:tab/>", "<w:br/>", '<w:fldChar w:fldCharType="begin"/>', '<w:fldChar w:fldCharType="separate"/>',
            '<w:fldChar w:fldCharType="end"/>', "<w:instrText>TOC</w:instrText>", '<w:footnoteReference w:id="1"/>',
            '<w:sym w:char="zz"/>', '<w:sym w:char="F0E0" w:font="Symbol"/>', "<w:vanish/>",
            '<w:gridSpan w:val="-9"/>', '<w:pStyle w:val="A"/>',
            '<w:numPr><w:numId w:val="1"/><w:ilvl w:val="99"/></w:numPr>', "<w:vMerge/>",
            '<w:outlineLvl w:val="x"/>', "<m:oMath/>", '<w:sz w:val="abc"/>', "<w:t>text</w:t>", "<w:t/>",
        ]),
        st.text("ab 1•", max_size=5),
    ),
    lambda inner: st.tuples(
        st.sampled_from([
            "w:p", "w:r", "w:pPr", "w:rPr", "w:tbl", "w:tr", "w:tc", "w:tcPr", "w:trPr", "w:sdt", "w:sdtContent",
            "w:ins", "w:del", "w:hyperlink", "mc:AlternateContent", "mc:Choice", "mc:Fallback", "w:txbxContent",
            "w:pict", "m:f", "m:num", "m:oMath", "w:t", "w:style", "w:ruby", "w:rubyBase",
        ]),
        st.lists(inner, max_size=4),
    ).map(lambda made: f"<{made[0]}>{''.join(made[1])}</{made[0]}>"),
    max_leaves=30,
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(PIECES, PIECES)
def test_any_arrangement_of_words_elements_is_a_document_or_a_document_error(body, inside):
    styles = f'<w:style w:styleId="A"><w:name w:val="Quote"/><w:basedOn w:val="A"/>{inside}</w:style>'
    try:
        notes = f'<w:footnote w:id="1">{inside}</w:footnote>'
        document = docx.read(word(body, styles=styles, footnotes=notes, header1=inside), "a.docx")
    except errors.DocumentError:
        return
    assert document.paragraphs


# --- files of others -----------------------------------------------------------------------------------------


def test_public_test_files_are_read_or_refused_and_keep_their_words(shared):
    counts: Counter[str] = Counter()
    for path in sorted((shared / "robust" / "docx").rglob("*.docx")):
        data = path.read_bytes()
        try:
            document = read_any(data, path.name)
        except errors.DocumentError as error:
            counts[error.code] += 1
            continue
        counts["read"] += 1
        # python-docx reads no ISO-strict files; it gives the paragraphs of the body alone.
        if b"purl.oclc.org" not in data and path.name not in ("Strict.docx", "strict-format.docx"):
            written = WordDocument(io.BytesIO(data)).paragraphs
            missing = Counter(w for one in written for w in re.findall(r"\w+", one.text)) - Counter(
                re.findall(r"\w+", document.text)
            )
            assert not missing, (path.name, missing)
    assert counts["read"] >= 69
    assert set(counts) == {"read", "empty"}
