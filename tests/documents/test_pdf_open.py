"""PDF files that are not as they should be, and what a PDF says of itself."""

import io
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DecodedStreamObject, NameObject
from reportlab.pdfgen.canvas import Canvas

from documents import errors
from documents.model import Document, Metadata
from documents.readers import pdf
from documents.readers.pdf.salvage import salvaged
from tests.documents.attacks import one_page, stream, stream_pdf
from tests.documents.samples import as_pdf, pages_pdf, rewritten

PAGES = [[f"On page {number} the canal was opened in 1869 and has no locks."] * 30 for number in range(1, 11)]
WHOLE = pages_pdf(PAGES)


def read(data: bytes, source: str = "a.pdf") -> Document:
    return pdf.read(data, source)


def pages_of(document: Document) -> set[int]:
    return {number for number in range(1, 11) if f"On page {number} the" in document.text}


@pytest.mark.parametrize("before", [b"\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\n\r\n"])
def test_what_stands_before_the_header_does_not_matter(before: bytes):
    assert read(before + WHOLE).text == read(WHOLE).text


def test_what_stands_behind_the_end_does_not_matter():
    assert read(WHOLE + b"\n<!-- a proxy was here -->" + b"\0" * 3000).text == read(WHOLE).text


def test_a_missing_header_does_not_matter():
    assert read(WHOLE.replace(b"%PDF-1.", b"%XYZ-1.", 1)).text == read(WHOLE).text


@pytest.mark.parametrize("wrong", [b"startxref\n7\n", b"startxref\n99999999\n", b"startxref\nx\n"])
def test_a_table_that_stands_elsewhere_is_looked_for(wrong: bytes):
    position = WHOLE.rindex(b"startxref")
    assert read(WHOLE[:position] + wrong + b"%%EOF").text == read(WHOLE).text


def test_offsets_that_are_wrong_are_looked_for():
    assert read(WHOLE.replace(b"%PDF-1.", b"%        \n%PDF-1.", 1)).text == read(WHOLE).text


def packed(data: bytes) -> bytes:
    """The same with its objects in streams of objects, as most programs write them today."""
    writer = PdfWriter(clone_from=io.BytesIO(data))
    writer.compress_identical_objects()
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


@pytest.mark.parametrize("cut", [0.5, 0.7, 0.9, 0.99])
def test_pages_before_a_cut_are_kept_and_the_cut_is_said(cut: float):
    document = read(WHOLE[: int(cut * len(WHOLE))])
    found = pages_of(document)
    assert document.warnings[0].startswith("The file is damaged: the pages that were found in it were read")
    assert found == set(range(1, max(found) + 1)), "whatever stands before the cut"
    assert cut < 0.9 or len(found) == 10


def test_the_pages_of_a_public_report_survive_the_loss_of_its_end(shared: Path):
    path = shared / "eval" / "financebench" / "documents" / "MGMRESORTS_2022Q4_EARNINGS.pdf"
    if not path.exists():
        pytest.skip("the gold set financebench is not in ../shared/eval")
    data = path.read_bytes()
    cut = read(data[: int(0.8 * len(data))])
    assert len(cut.pages) == len(PdfReader(io.BytesIO(data)).pages)
    assert len(cut.text) > 0.9 * len(read(data).text)


def test_nothing_is_salvaged_of_what_has_no_pages_or_no_key():
    assert salvaged(b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\n") == b""
    assert salvaged(rewritten(WHOLE, lambda writer: writer.encrypt("secret", algorithm="AES-256"))) == b""


def xmp(body: str) -> bytes:
    """A page with this in its XMP packet."""
    packet = (
        '<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF '
        'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:prism="http://prismstandard.org/namespaces/basic/2.0/">'
        f'<rdf:Description rdf:about="">{body}</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
    )

    def change(writer: PdfWriter) -> None:
        stream_object = DecodedStreamObject()
        stream_object.set_data(packet.encode())
        stream_object[NameObject("/Type")] = NameObject("/Metadata")
        stream_object[NameObject("/Subtype")] = NameObject("/XML")
        writer.root_object[NameObject("/Metadata")] = writer._add_object(stream_object)
        writer.metadata = None

    return rewritten(pages_pdf([PAGES[0]], lambda canvas: canvas.setTitle("")), change)


TITLE = "<dc:title><rdf:Alt><rdf:li xml:lang='x-default'>A report on the canal</rdf:li></rdf:Alt></dc:title>"
CREATOR = "<dc:creator><rdf:Seq><rdf:li>Anna Nowak</rdf:li><rdf:li>Jan Kowal</rdf:li></rdf:Seq></dc:creator>"


def test_title_and_authors_of_the_xmp_packet_count():
    metadata = read(xmp(TITLE + CREATOR)).metadata
    assert (metadata.title, metadata.authors) == ("A report on the canal", ("Anna Nowak", "Jan Kowal"))
    assert (metadata.provenance["title"], metadata.provenance["authors"]) == ("pdf xmp", "pdf xmp")


@pytest.mark.parametrize(
    ("body", "published"),
    [
        ("<prism:publicationDate>2021-08-25</prism:publicationDate>", "2021-08-25"),
        ("<prism:coverDate>2021-08</prism:coverDate>", "2021-08"),
        ("<prism:publicationDate><rdf:Seq><rdf:li>2021-08-25</rdf:li></rdf:Seq></prism:publicationDate>", "2021-08-25"),
        ("<prism:publicationDate>soon</prism:publicationDate>", ""),
        ("<xmp:CreateDate>2021-08-25T10:00:00Z</xmp:CreateDate><xmp:ModifyDate>2022-01-01</xmp:ModifyDate>", ""),
        ("<dc:date><rdf:Seq><rdf:li>2021-08-25</rdf:li></rdf:Seq></dc:date>", ""),
    ],
)
def test_only_a_date_of_publication_is_one(body: str, published: str):
    metadata = read(xmp(body)).metadata
    assert metadata.published == published
    assert metadata.provenance.get("published", "") == ("pdf xmp" if published else "")


@pytest.mark.parametrize("body", ["<dc:title>", "&unknown;", "<!DOCTYPE x [<!ENTITY a 'b'>]>", "\x00"])
def test_a_damaged_packet_says_nothing_and_costs_nothing(body: str):
    assert read(xmp(body)).metadata == Metadata(language="en", provenance={"language": "text"})


def test_the_document_information_comes_before_the_packet():
    data = rewritten(xmp(TITLE), lambda writer: writer.add_metadata({"/Title": "The canal, a report"}))
    metadata = read(data).metadata
    assert (metadata.title, metadata.provenance["title"]) == ("The canal, a report", "pdf info")


def test_page_labels_with_prefix_and_start_are_read():
    def label(canvas: Canvas) -> None:
        canvas.addPageLabel(0, style="ROMAN_UPPER", start=1)
        canvas.addPageLabel(1, style="ARABIC", start=7, prefix="A-")
        canvas.addPageLabel(3, style="LETTERS_LOWER")

    document = read(pages_pdf(PAGES[:4], label))
    assert [page.label for page in document.pages] == ["I", "A-7", "A-8", "a"]


@pytest.mark.parametrize("labels", [b"9 0 R", b"<< /Nums [0 5] >>", b"<< /Kids [1 0 R] >>", b"[]", b"(x)"])
def test_damaged_labels_are_none(labels: bytes):
    data = one_page(stream(b"BT /F1 11 Tf 72 700 Td (The canal has no locks.) Tj ET"))
    labelled = data.replace(b"/Type /Catalog", b"/Type /Catalog /PageLabels " + labels)
    assert read(labelled).paragraphs


ENDS: dict[type[errors.DocumentError], bytes] = {
    errors.NoTextLayer: pages_pdf([[]]),
    errors.PasswordNeeded: rewritten(as_pdf(), lambda writer: writer.encrypt("secret", algorithm="AES-256")),
    errors.DamagedDocument: b"%PDF-1.7\nnothing\n%%EOF",
    errors.TooComplex: stream_pdf(b" " * 100_000_000),
}


@pytest.mark.parametrize("error", ENDS, ids=lambda error: error.code)
def test_every_end_of_a_pdf_is_reached(error: type[errors.DocumentError]):
    with pytest.raises(error, match=r"\.$"):
        read(ENDS[error])
