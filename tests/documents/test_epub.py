import io
import zipfile

import pytest

from documents.errors import DamagedDocument, DocumentError, EmptyDocument, PasswordNeeded
from documents.journal import Journal
from documents.model import Document
from documents.read import read
from tests.documents import samples

CONTAINER = (
    "<?xml version='1.0'?><container xmlns='urn:oasis:names:tc:opendocument:xmlns:container' version='1.0'><rootfiles>"
    "<rootfile full-path='OEBPS/book.opf' media-type='application/oebps-package+xml'/></rootfiles></container>"
)
METADATA = (
    "<dc:title>The Suez Canal</dc:title><dc:creator id='a'>Nowak, Anna; Kowal, Jan</dc:creator>"
    "<dc:creator id='e'>Example Editor</dc:creator><meta refines='#e' property='role'>edt</meta>"
    "<dc:publisher>Example Press</dc:publisher><dc:language>en-GB</dc:language><dc:date>2021-08-25T00:00:00Z</dc:date>"
    "<meta property='dcterms:modified'>2024-01-01T00:00:00Z</meta>"
)
PAGES = {
    "one two.xhtml": "<head><title/></head><body><h1>Chapter one</h1><a id='p1'/><p>The canal"
    "<a href='notes.xhtml#n1'><sup>1</sup></a> was opened in 1869.</p></body>",
    "b.xhtml": "<body><h1>Chapter two</h1><h2>Part</h2><ul><li>A point.</li></ul></body>",
    "notes.xhtml": "<body><aside epub:type='footnote' id='n1'><p>In November.</p></aside></body>",
}


def book(pages: dict[str, str] = PAGES, metadata: str = METADATA, extra: dict[str, str] | None = None) -> bytes:
    manifest = "".join(
        f"<item id='i{n}' href='{name.replace(' ', '%20')}' media-type='application/xhtml+xml'/>"
        for n, name in enumerate(pages)
    )
    spine = "".join(f"<itemref idref='i{n}'/>" for n in range(len(pages)))
    package = (
        "<?xml version='1.0'?><package xmlns='http://www.idpf.org/2007/opf' xmlns:dc='http://purl.org/dc/elements/1.1/'"
        f" version='3.0'><metadata>{metadata}</metadata><manifest><item id='nav' href='nav.xhtml' properties='nav'"
        f" media-type='application/xhtml+xml'/>{manifest}</manifest><spine><itemref idref='nav'/>"
        f"{spine}</spine></package>"
    )
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        files = {"META-INF/container.xml": CONTAINER, "OEBPS/book.opf": package, **(extra or {})}
        files["OEBPS/nav.xhtml"] = (
            "<html><body><nav><ol><li><a href='b.xhtml'>Contents</a></li></ol></nav></body></html>"
        )
        for name, page in pages.items():
            files[f"OEBPS/{name}"] = (
                f"<?xml version='1.0' encoding='utf-8'?><!DOCTYPE html><html xmlns='http://www.w3.org/1999/xhtml'>{page}</html>"
            )
        for name, text in files.items():
            archive.writestr(name, text)
    return target.getvalue()


def blocks(document: Document) -> list[tuple[str, str]]:
    return [(block.kind, document.text_of(block)) for block in document.blocks]


def test_a_book_is_its_pages_in_the_order_of_the_spine_without_its_contents():
    document = read(book(), "a.epub")
    assert blocks(document) == [
        ("heading", "Chapter one"), ("paragraph", "The canal was opened in 1869."), ("heading", "Chapter two"),
        ("heading", "Part"), ("item", "A point."), ("note", "In November."),
    ]  # fmt: skip
    assert document.paragraphs[1].section == ("Chapter two", "Part")
    assert document.media_type == "application/epub+zip"


def test_the_package_says_title_authors_date_and_publisher():
    metadata = read(book(), "a.epub").metadata
    assert (metadata.title, metadata.authors) == ("The Suez Canal", ("Anna Nowak", "Jan Kowal"))
    assert (metadata.published, metadata.publisher, metadata.language) == ("2021-08-25", "Example Press", "en")
    assert set(metadata.provenance.values()) == {"epub metadata"}


def test_the_dates_of_making_and_changing_a_file_are_none_of_publication():
    change = "<dc:date xmlns:opf='http://www.idpf.org/2007/opf' opf:event='modification'>2020-01-01</dc:date>"
    assert read(book(metadata=f"<dc:title>T</dc:title>{change}"), "a.epub").metadata.published == ""


def test_an_analysis_as_a_book_has_the_blocks_of_the_page():
    body = "".join(f"<p>{text}</p>" for text in samples.PARAGRAPHS)
    page = f"<body><h1>{samples.TITLE}</h1>{body}</body>"
    document = read(book({"a.xhtml": page}, f"<dc:title>{samples.TITLE}</dc:title>"), "a.epub")
    assert blocks(document) == [("title", samples.TITLE), *(("paragraph", text) for text in samples.PARAGRAPHS)]


def test_the_reader_says_how_far_it_is():
    heard: list[tuple[int, int]] = []
    from documents.readers import epub

    epub.read(book(), "a.epub", Journal(progress=lambda done, total: heard.append((done, total))))
    assert heard == [(0, 3), (1, 3), (2, 3), (3, 3)]


def locked(name: str) -> dict[str, str]:
    reference = f"<CipherData><CipherReference URI='OEBPS/{name}'/></CipherData>"
    return {
        "META-INF/encryption.xml": "<encryption xmlns='urn:oasis:names:tc:opendocument:xmlns:container'>"
        f"<EncryptedData xmlns='http://www.w3.org/2001/04/xmlenc#'>{reference}</EncryptedData></encryption>"
    }


def test_a_locked_book_is_refused_and_one_with_scrambled_fonts_is_read():
    with pytest.raises(PasswordNeeded, match="copy protection"):
        read(book(extra=locked("b.xhtml")), "a.epub")
    assert read(book(extra=locked("font.otf")), "a.epub").paragraphs


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (book({"a.xhtml": "<body><img src='a.png'/></body>"}), EmptyDocument),
        (book(extra={"META-INF/container.xml": "<container/>"}), DamagedDocument),
        (book(extra={"OEBPS/book.opf": "<package"}), DamagedDocument),
        (book()[:700], DamagedDocument),
    ],
    ids=["pictures", "no package", "broken package", "cut"],
)
def test_a_book_that_cannot_be_read_is_told_why(data: bytes, error: type[DocumentError]):
    with pytest.raises(error):
        read(data, "a.epub")
