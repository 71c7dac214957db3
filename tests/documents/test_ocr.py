"""Pages that are pictures, made here: text drawn into a picture, and the picture into a PDF."""

import io
from collections.abc import Sequence

import pytest
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from documents import ocr
from documents.errors import NoTextLayer
from documents.worker import read_apart

LINES = (
    "The Suez Canal links the Mediterranean Sea",
    "with the Red Sea and was opened in November",
    "1869. It has no locks, because the two seas",
    "have almost the same level.",
)
SAID = " ".join(LINES)

needs_ocr = pytest.mark.skipif(not ocr.available(), reason="neither ocrmypdf nor tesseract is installed here")


def picture(lines: Sequence[str]) -> Image.Image:
    """A page of 150 dpi with these lines."""
    image = Image.new("L", (1240, 1754), 255)
    for number, line in enumerate(lines):
        ImageDraw.Draw(image).text((150, 200 + 52 * number), line, 0, ImageFont.load_default(36))
    return image


def scanned(pages: Sequence[Sequence[str] | str]) -> bytes:
    """A PDF of pictures; a page that is one string is a page with text."""
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=A4)
    for page in pages:
        if isinstance(page, str):
            canvas.drawString(72, 700, page)
        else:
            canvas.drawImage(ImageReader(picture(page)), 0, 0, *A4)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


@pytest.fixture(params=["ocrmypdf", "tesseract"])
def program(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Each of the two ways in turn."""
    if request.param == "tesseract":
        monkeypatch.setattr(ocr, "has_ocrmypdf", lambda: False)
    elif not ocr.has_ocrmypdf():
        pytest.skip("ocrmypdf is not installed here")
    return str(request.param)


@needs_ocr
@pytest.mark.usefixtures("program")
def test_a_scan_is_read_and_every_page_says_that_it_was_one():
    data = scanned([LINES, LINES])
    document = read_apart(data, "scan.pdf", ocr=True)
    assert SAID in " ".join(document.text.split())
    assert [page.ocr for page in document.pages] == [True, True]
    assert document.warnings == ("Pages 1–2 were read by OCR.",)
    assert document.source == "scan.pdf"


@needs_ocr
@pytest.mark.usefixtures("program")
def test_only_pages_without_text_are_recognised():
    first = "The first page has text of its own."
    document = read_apart(scanned([first, LINES, []]), "part.pdf", ocr=True)
    assert [page.ocr for page in document.pages] == [False, True, False]
    assert first in document.text
    assert document.warnings == ("Page 3 has no text.", "Page 2 was read by OCR.")
    found = document.page_at(document.text.index("Suez Canal"))
    assert found is not None
    assert found.number == 2


def test_nothing_is_recognised_that_nobody_asked_for():
    with pytest.raises(NoTextLayer, match="run OCR first"):
        read_apart(scanned([LINES]), "scan.pdf")


@needs_ocr
def test_a_picture_without_text_stays_one():
    with pytest.raises(NoTextLayer):
        read_apart(scanned([[]]), "blank.pdf", ocr=True)


def test_a_document_with_text_is_the_same_with_ocr():
    data = scanned(["The canal has a page with text."])
    assert read_apart(data, "a.pdf", ocr=True) == read_apart(data, "a.pdf")


def test_where_no_program_is_installed_the_pages_stay_pictures(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PATH", "")
    assert not ocr.available()
    with pytest.raises(NoTextLayer):
        read_apart(scanned([LINES]), "scan.pdf", ocr=True)


@needs_ocr
def test_a_program_that_fails_says_so_and_leaves_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with pytest.raises(ocr.OcrFailed, match="tesseract ended with"):
        ocr.of_pictures([b"this is no picture"])
    monkeypatch.setattr(ocr, "_BEFORE", 0)
    monkeypatch.setattr(ocr, "_PER_PAGE", 0)
    with pytest.raises(ocr.OcrFailed, match="took longer"):
        ocr.of_pictures([b""])
    assert list(tmp_path.iterdir()) == []
