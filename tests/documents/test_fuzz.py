"""Any bytes at all: a document that keeps its promises, or a DocumentError; in this process, without a net."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from documents.errors import DocumentError
from documents.journal import Journal
from documents.model import BlockKind, Document
from documents.read import FORMATS, read
from documents.sentences import sentence_spans
from tests.documents.attacks import archive, docx, one_page, page, pdf_of, stream, word
from tests.documents.samples import as_markdown, as_pdf, as_txt

HTML = (
    b"<!doctype html><html lang=en><head><title>Canal</title>"
    b"<meta name=author content='Anna Example-Nowak'></head><body>"
    b"<article><h1>The canal</h1><p>The canal was opened in <b>November 1869</b>.</p><h2>Costs</h2>"
    b"<ul><li>A detour "
    b"costs time.<li>Insurance</ul><table><tr><th>Year<th>Ships<tr><td>1870<td>486</table><blockquote>It has no "
    b"locks.</blockquote><p>A note.<sup><a href='#n1'>1</a></sup></p><p id=n1>1 A source.</p></article></body></html>"
)
RTF = (
    b"{\\rtf1\\ansi\\ansicpg1250{\\fonttbl{\\f0 Times;}}{\\info{\\title Canal}}"
    b"\\b The canal\\b0\\par It has no locks.\\par}"
)
MAIL = (
    b"From: Anna Example <anna@example.org>\r\nSubject: The canal\r\nDate: Wed, 25 Aug 2021 10:00:00 +0000\r\n"
    b"MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nThe canal was opened in 1869.\r\n"
)
GOOD_PAGE = stream(b"BT /F1 11 Tf 72 700 Td (The canal has no locks.) Tj 0 -14 Td [(It is) -300 (level.)] TJ ET")
SEEDS: dict[str, list[bytes]] = {
    "pdf": [as_pdf(), one_page(GOOD_PAGE)],
    "html": [HTML],
    "docx": [
        docx(
            word(b"The canal was opened in 1869.") * 3 + b"<w:tbl><w:tr><w:tc>" + word(b"1") + b"</w:tc></w:tr></w:tbl>"
        )
    ],
    "md": [as_markdown()],
    "txt": [as_txt()],
    "rtf": [RTF],
    "eml": [MAIL],
    "odt": [archive([("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", b"<a>The canal.</a>")])],
    "epub": [archive([("mimetype", b"application/epub+zip"), ("META-INF/container.xml", b"<container/>")])],
}
#: What breaks parsers when it stands where it does not belong.
TOKENS = [
    b"", b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"<!--", b"]]>", b"<![CDATA[", b"&#xd800;", b"&#0;", b"</p>", b"<table>",
    b"<", b">>", b"<<", b"[", b"]", b"(", b")", b"endstream", b"endobj", b"stream\n", b"obj", b" 0 R", b"-1", b"1e999",
    b"99999999999", b"/Kids", b"/Parent", b"/Length", b"/Filter", b"NaN", b"\\u", b"\\'", b"{", b"}", b"\\bin9",
    b"---\n", b"```", b"|", b"> ", b"- ", b"1. ", b"[^1]", b"=?utf-8?q?", b"\r", b"\x0c",
    "\u202e".encode(), "\u0301".encode(),
    "\u2029".encode(), b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"<w:p>", b"</w:p>", b"w:val=''", b"<!DOCTYPE",
]  # fmt: skip


def check(data: bytes, source: str) -> None:
    """Reads; every promise that a document makes of itself is asked for."""
    try:
        document = read(data, source, Journal())
    except DocumentError as error:
        said = str(error)
    else:
        keeps_its_promises(document)
        said = "."
    assert said.endswith(".")
    assert "\n" not in said


def keeps_its_promises(document: Document) -> None:
    text, covered = document.text, [False] * len(document.text)
    for block in document.blocks:
        assert text[block.start : block.end].strip() == text[block.start : block.end], "no white space at its ends"
        assert block.page is None or 1 <= block.page <= len(document.pages)
        for at in range(block.start, block.end):
            assert not covered[at]
            covered[at] = True
        spans = sentence_spans(text, block.start, block.end)
        said = "".join(text[start:end] for start, end in spans)
        assert "".join(said.split()) == "".join(text[block.start : block.end].split()), "sentences leave nothing out"
        assert all(one[1] <= other[0] for one, other in pairwise(spans))
        assert all(block.start <= start < end <= block.end for start, end in spans)
    assert not "".join(c for c, there in zip(text, covered, strict=True) if not there).strip()
    assert document.paragraphs
    assert text.encode("utf-8").decode("utf-8") == text
    assert all(field == "" or field.strip() for field in (document.metadata.title, document.metadata.published))
    assert {block.kind for block in document.blocks} <= set(BlockKind)


def suffixes() -> list[str]:
    return [one.suffixes[0].removeprefix(".") for one in FORMATS]


Mutation = Callable[[random.Random, bytearray], None]


def _flip(chance: random.Random, data: bytearray) -> None:
    data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def _cut(chance: random.Random, data: bytearray) -> None:
    start = chance.randrange(len(data))
    del data[start : start + chance.choice([1, 7, 100, len(data)])]


def _insert(chance: random.Random, data: bytearray) -> None:
    at = chance.randrange(len(data) + 1)
    data[at:at] = chance.choice(TOKENS) * chance.choice([1, 1, 2, 50])


def _copy(chance: random.Random, data: bytearray) -> None:
    start, at = chance.randrange(len(data)), chance.randrange(len(data))
    data[at:at] = data[start : start + chance.randrange(200)]


def _number(chance: random.Random, data: bytearray) -> None:
    digits = [at for at, byte in enumerate(data) if 48 <= byte < 58]
    if digits:
        at = chance.choice(digits)
        data[at : at + 1] = chance.choice([b"0", b"-1", b"9", b"4294967296", b"1.5"])


MUTATIONS: tuple[Mutation, ...] = (_flip, _cut, _insert, _copy, _number)


def chance_of(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311 - accidents, no secrets


def mutated(seed: int, data: bytes, times: int) -> bytes:
    """The file after so many accidents."""
    chance, changed = chance_of(seed), bytearray(data)
    for _ in range(times):
        if changed:
            chance.choice(MUTATIONS)(chance, changed)
    return bytes(changed)


def of_parts(data: bytes, chance: random.Random) -> bytes:
    """A zip file whose parts have had accidents, and which is whole itself."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        parts = [(name, packed.read(name)) for name in packed.namelist()]
    return archive([
        (name, mutated(chance.randrange(1 << 30), part, chance.randrange(4)) if part else part) for name, part in parts
    ])  # fmt: skip


def fuzzed(suffix: str, seed: int) -> bytes:
    chance = chance_of(seed)
    data = chance.choice(SEEDS.get(suffix, [as_txt()]))
    if data.startswith(b"PK") and chance.random() < 0.8:
        return of_parts(data, chance)
    return mutated(seed, data, chance.choice([1, 2, 4, 16]))


FEW = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
MANY = settings(max_examples=4_000, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.mark.parametrize("suffix", suffixes())
@FEW
@given(seed=st.integers(0, 1 << 30))
def test_a_file_with_accidents_is_a_document_or_one_error(suffix: str, seed: int):
    check(fuzzed(suffix, seed), f"a.{suffix}")


@pytest.mark.parametrize("suffix", suffixes())
@FEW
@given(data=st.binary(max_size=400))
def test_any_bytes_are_a_document_or_one_error(suffix: str, data: bytes):
    check(data, f"a.{suffix}")


@pytest.mark.parametrize("suffix", ["txt", "md", "html"])
@FEW
@given(text=st.text(max_size=300))
def test_any_characters_are_a_document_or_one_error(suffix: str, text: str):
    check(text.encode("utf-8", "surrogatepass"), f"a.{suffix}")


OPERATORS = b"""BT ET q Q cm Tm Td TJ Tj ' " Tf /F1 9 -1e9 [ ]
 (a) <41> 0 1 Do BDC EMC <</MCID(0)>> /P BI ID EI Tr 3 T* re""".split()


@FEW
@given(content=st.lists(st.sampled_from(OPERATORS), max_size=60))
def test_any_operators_on_a_page_are_read_or_leave_it_out(content: list[bytes]):
    check(one_page(stream(b" ".join(content))), "a.pdf")


PDF_VALUES = st.sampled_from(
    [
        b"1 0 R",
        b"2 0 R",
        b"3 0 R",
        b"4 0 R",
        b"9 0 R",
        b"null",
        b"true",
        b"[]",
        b"<< >>",
        b"(a)",
        b"/A",
        b"-1",
        b"1.5",
        b"[3 0 R]",
    ]
)


@FEW
@given(values=st.lists(PDF_VALUES, min_size=6, max_size=6))
def test_any_shape_of_the_objects_of_a_pdf_is_one_error_or_a_document(values: list[bytes]):
    kids, count, contents, resources, labels, info = values
    data = pdf_of(
        [b"<< /Type /Catalog /Pages 2 0 R /PageLabels %s /Outlines %s >>" % (labels, labels),
         b"<< /Type /Pages /Kids %s /Count %s >>" % (kids, count), page(contents, b"/Resources " + resources),
         GOOD_PAGE, b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"], b"/Info " + info,
    )  # fmt: skip
    check(data, "a.pdf")


@pytest.mark.slow
@pytest.mark.parametrize("suffix", suffixes())
@MANY
@given(seed=st.integers(0, 1 << 40))
def test_thousands_of_accidents(suffix: str, seed: int):
    check(fuzzed(suffix, seed), f"a.{suffix}")
