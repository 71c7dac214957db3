import io
import json
import re
from collections import Counter
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject, StreamObject
from reportlab.pdfgen.canvas import Canvas

from documents.errors import DamagedDocument, NoTextLayer, PasswordNeeded
from documents.journal import Journal
from documents.model import Document
from documents.readers import pdf, plain
from tests.documents.samples import BYLINE, TITLE, as_pdf, as_txt, pages_pdf, rewritten, shape

LOREM = [
    "The canal was opened in November 1869 and has no locks, because the",
    "two seas have almost the same level, and ships pass it in a convoy of",
    "their own. Several hundred ships waited at its two ends, while others",
    "went round the Cape of Good Hope.",
]


def read(data: bytes) -> Document:
    return pdf.read(data, "a.pdf")


def paragraphs(document: Document) -> list[str]:
    return [document.text_of(block) for block in document.paragraphs]


def test_an_analysis_in_pdf_is_the_one_in_plain_text():
    one, other = read(as_pdf()), plain.read(as_txt(), "a.txt")
    assert shape(one) == shape(other)
    assert (one.metadata.title, one.metadata.authors, one.metadata.published) == (TITLE, (BYLINE,), "2021-08-25")
    assert (one.metadata.series, one.metadata.topics) == ("Analyses", ("Trade",))


def test_paragraphs_that_cross_pages_are_whole_and_each_sentence_knows_its_page():
    small = as_pdf(12, (420, 400))
    document = read(small)
    assert document.text == plain.read(as_txt(), "a.txt").text
    assert len(document.pages) == len(PdfReader(io.BytesIO(small)).pages) > 1
    for number, page in enumerate(PdfReader(io.BytesIO(small)).pages, 1):
        line = page.extract_text().strip("\x7f \n").splitlines()[0]
        found = document.page_at(document.text.index(line.strip()))
        assert found is not None
        assert found.number == number


def test_running_headers_footers_and_page_numbers_are_furniture():
    pages = [["Annual report of the canal", *LOREM, *(["filler line"] * 3 * n), f"– {n + 1} –"] for n in range(4)]
    document = read(pages_pdf(pages))
    furniture = [document.text_of(block) for block in document.blocks if block.kind == "furniture"]
    assert furniture.count("Annual report of the canal") == 4
    assert {"– 1 –", "– 2 –", "– 3 –", "– 4 –"} <= set(furniture)


def test_a_header_between_two_halves_of_a_paragraph_does_not_part_it():
    halves = [["Header", *LOREM[:2], "1"], ["Header", *LOREM[2:], "2"]]
    document = read(pages_pdf(halves))
    assert paragraphs(document) == [" ".join(LOREM)]
    assert [block.page for block in document.blocks] == sorted(block.page or 0 for block in document.blocks)


def test_printed_page_numbers_are_kept_beside_the_physical_ones():
    def label(canvas: Canvas) -> None:
        canvas.addPageLabel(0, style="ROMAN_LOWER", start=3)
        canvas.addPageLabel(2, style="ARABIC", start=1)

    document = read(pages_pdf([LOREM] * 3, label))
    assert [(page.number, page.label) for page in document.pages] == [(1, "iii"), (2, "iv"), (3, "1")]
    assert [page.label for page in read(pages_pdf([LOREM])).pages] == [None]


def test_a_hyphen_at_a_line_end_is_undone():
    lines = ["The canal was opened in November 1869 and has no locks, be-", "cause the seas have one level."]
    assert paragraphs(read(pages_pdf([lines]))) == [
        "The canal was opened in November 1869 and has no locks, because the seas have one level."
    ]


@pytest.mark.parametrize(
    ("title", "kept"),
    [("A report on the canal", True), ("Microsoft Word - x.docx", False), ("report.indd", False), ("Untitled", False)],
)
def test_the_files_own_title_counts_where_a_person_could_have_written_it(title: str, kept: bool):  # noqa: FBT001
    def setup(canvas: Canvas) -> None:
        canvas.setTitle(title)
        canvas.setAuthor("Anna Nowak")
        canvas.setCreator("Jan Kowal")
        canvas.setProducer("Eva Stein")

    metadata = read(pages_pdf([LOREM], setup)).metadata
    assert metadata.title == (title if kept else "")
    assert metadata.authors == ("Anna Nowak",)
    assert metadata.provenance["authors"] == "pdf info"
    assert metadata.published == "", "when the file was made is not when the text was published"


@pytest.mark.parametrize("author", ["Administrator", "adobe", "user 1", "ACME Corporation"])
def test_an_author_that_is_no_persons_name_is_none(author: str):
    assert read(pages_pdf([LOREM], lambda canvas: canvas.setAuthor(author))).metadata.authors == ()


def encrypted(user: str, algorithm: str) -> bytes:
    return rewritten(as_pdf(), lambda writer: writer.encrypt(user, "owner", algorithm=algorithm))


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-128", "AES-256"])
def test_an_owner_password_is_no_obstacle_to_reading(algorithm: str):
    assert read(encrypted("", algorithm)).text == read(as_pdf()).text


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-256"])
def test_a_user_password_is_asked_for(algorithm: str):
    with pytest.raises(PasswordNeeded, match="save it without one"):
        read(encrypted("secret", algorithm))


def test_pages_without_text_are_named():
    document = read(pages_pdf([LOREM, [], [], LOREM, []]))
    assert document.warnings == ("Pages 2–3 and 5 have no text.",)
    assert [block.page for block in document.paragraphs] == [1, 4]


def test_a_pdf_of_pictures_says_to_run_ocr_first():
    with pytest.raises(NoTextLayer, match="run OCR first"):
        read(pages_pdf([[], []]))


def broken_page(writer: PdfWriter) -> None:
    stream = StreamObject()
    stream.set_data(b"BT ET")
    stream[NameObject("/Filter")] = NameObject("/NoSuchFilter")
    writer.pages[1][NameObject("/Contents")] = stream


def test_a_page_that_cannot_be_read_is_named_and_the_others_are_there():
    document = read(rewritten(pages_pdf([LOREM, LOREM, LOREM]), broken_page))
    assert document.warnings == ("Page 2 could not be read.",)
    assert [block.page for block in document.paragraphs] == [1, 3]


def test_progress_counts_the_pages():
    heard: list[tuple[int, int]] = []
    pdf.read(pages_pdf([LOREM] * 3), "a.pdf", Journal(lambda done, total: heard.append((done, total))))
    assert heard == [(0, 3), (1, 3), (2, 3), (3, 3)]


@pytest.mark.parametrize("cut", [0.2, 0.5, 0.8, 0.95])
def test_a_truncated_pdf_is_damaged_or_read_in_part(cut: float):
    data = as_pdf()
    try:
        document = read(data[: int(cut * len(data))])
    except (DamagedDocument, NoTextLayer):
        return
    assert document.paragraphs


def test_two_columns_are_read_one_after_the_other():
    target = io.BytesIO()
    canvas = Canvas(target)
    left = ["The canal was opened in 1869 and", "has no locks, because both seas", "are almost level, as engineers"]
    right = ["had known, and ships pass it in", "convoys that follow each other", "night and day at eight knots."]
    for x, lines in ((72, left), (320, right)):
        for number, line in enumerate(lines):
            canvas.drawString(x, 700 - 14 * number, line)
    canvas.save()
    assert paragraphs(read(target.getvalue())) == [" ".join(left + right)]


def words_of(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text.lower()))


def test_the_evidence_of_a_public_gold_set_is_found_on_its_page(shared: Path):
    name, folder = "ULTABEAUTY_2023Q4_EARNINGS.pdf", shared / "eval" / "financebench"
    if not (folder / "documents" / name).exists():
        pytest.skip("the gold set financebench is not in ../shared/eval")
    document = pdf.read((folder / "documents" / name).read_bytes(), name)
    ends = [page.start for page in document.pages[1:]] + [len(document.text)]
    questions = map(json.loads, (folder / "questions.jsonl").read_text("utf-8").splitlines())
    evidence = [e for question in questions for e in question["evidence"] if e["document"] == name and e["text"]]
    assert evidence
    for one in evidence:
        page = document.pages[one["page"] - 1]
        wanted, there = words_of(one["text"]), words_of(document.text[page.start : ends[page.number - 1]])
        assert (wanted & there).total() >= 0.9 * wanted.total()
