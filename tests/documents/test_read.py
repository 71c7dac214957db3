import io
import zipfile

import pytest

from documents import errors
from documents.read import PDF, TEXT, read
from tests.documents.samples import as_pdf, as_txt


def packed(name: str, text: str = "x") -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr(zipfile.ZipInfo(name), text)  # of no time: the same bytes, whenever it is made
    return target.getvalue()


@pytest.mark.parametrize(
    ("data", "source", "error", "says"),
    [
        (b"", "a.txt", errors.EmptyDocument, "The file is empty"),
        (b" \n\t\r\n ", "a.txt", errors.EmptyDocument, "The file is empty"),
        ("\ufeff\u200b".encode(), "a.md", errors.EmptyDocument, "The file is empty"),
        (b"<!DOCTYPE html><html><script>load()</script></html>", "a.html", errors.EmptyDocument, "page has no text"),
        (b"<!-- x -->\n<html lang='en'>", "a.txt", errors.EmptyDocument, "page has no text"),
        (b"<p>" + b"<b>" * 3000 + b"deep", "a.htm", errors.TooComplex, "nested deeper"),
        (b"<html>" + b"x" * 20_000_000, "a.html", errors.TooLarge, "20 MB and a page may have 20"),
        (packed("word/document.xml"), "a.docx", errors.DamagedDocument, "damaged archive or Office document"),
        (packed("word/styles.xml"), "a.docx", errors.DamagedDocument, "no Word document in it"),
        (packed("xl/workbook.xml"), "a.xlsx", errors.WrongType, "Spreadsheets are not read"),
        (packed("ppt/presentation.xml"), "a.pptx", errors.WrongType, "Presentations are not read"),
        (b"A text that is called a message.", "a.eml", errors.WrongType, "called a message but"),
        (packed("chapter.txt"), "a.zip", errors.WrongType, "archive: unpack it"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), "a.doc", errors.WrongType, "Old Office files"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "a.docx",
            errors.PasswordNeeded,
            "locked with a password",
        ),
        (b"{\\rtf1 }", "a.rtf", errors.EmptyDocument, "no text that could be cited"),
        (
            packed("mimetype", "application/vnd.oasis.opendocument.text"),
            "a.odt",
            errors.DamagedDocument,
            "save it anew",
        ),
        (packed("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), "a.ods", errors.WrongType, "only texts"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "a.png", errors.WrongType, "picture: run OCR"),
        (b"\xff\xd8\xff\xe0" + bytes(50), "scan.txt", errors.WrongType, "picture: run OCR"),
        (b"A text that is called pdf.", "a.pdf", errors.WrongType, "called pdf but is none"),
        (bytes(range(256)) * 4, "a.txt", errors.WrongType, "not a text"),
        (b"%PDF-1.7\n%%EOF", "a.pdf", errors.DamagedDocument, "damaged and cannot be opened"),
        (as_pdf()[:900], "a.pdf", errors.DamagedDocument, "No page of the pdf can be read, because it is damaged"),
        (b"x" * (TEXT.largest + 1), "a.txt", errors.TooLarge, "20 MB and a text may have 20"),
    ],
    ids=lambda value: value[:12] if isinstance(value, bytes) else None,
)
def test_a_file_that_is_no_document_is_told_why_in_one_sentence(data, source, error, says):
    with pytest.raises(error, match=says) as caught:
        read(data, source)
    message = str(caught.value)
    assert message[0].isupper()
    assert message.endswith(".")
    assert message.count(". ") == 0
    assert ":" in message, "says what to do"


def test_a_pdf_that_is_too_large_is_refused_unread():
    with pytest.raises(errors.TooLarge, match="split it"):
        read(b"%PDF-" + bytes(PDF.largest), "a.pdf")


def test_a_pdf_is_read_as_one_whatever_it_is_called():
    assert read(as_pdf(), "a.txt").text == read(as_pdf(), "a.pdf").text


def test_a_text_is_read_whatever_it_is_called():
    assert read(as_txt(), "README").text == read(as_txt(), "a.log").text == read(as_txt(), "a.txt").text


def test_a_pdf_may_have_some_bytes_before_its_header():
    assert read(b"\r\n\r\n" + as_pdf(), "a.pdf").text == read(as_pdf(), "a.pdf").text
