"""A text as its paragraphs and sentences, each with a name that it keeps through every change, and as files.

What became of a sentence is known from the changed text itself, and not from what reads or resolves it.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path

import docx
from reportlab.lib.enums import TA_JUSTIFY
from reportlab.lib.pagesizes import A5
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph as Set
from reportlab.platypus import SimpleDocTemplate

from documents import Document, sentence_spans
from documents.folding import fold
from documents.text import normalise

#: Shorter paragraphs are taken for headings by readers of formats that do not mark these.
SHORTEST = 60
#: With the letters of Europe and Cyrillic ones.
FONTS = (
    "/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf",
    "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
    "/usr/share/fonts/truetype/liberation/LiberationSerif-Regular.ttf",
    "/usr/share/fonts/TTF/DejaVuSans.ttf",
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, or a part of one where a paragraph was parted within it: the parts have one key."""

    key: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Some sentences, and the heading above them if they are the first below it."""

    sentences: tuple[Sentence, ...]
    heading: str = ""

    @property
    def text(self) -> str:
        """Its sentences with a space between them."""
        return " ".join(one.text for one in self.sentences)


@dataclass(frozen=True, slots=True)
class Work:
    """A text."""

    title: str
    paragraphs: tuple[Paragraph, ...]

    def sentences(self) -> Iterator[Sentence]:
        """All its sentences in order."""
        for paragraph in self.paragraphs:
            yield from paragraph.sentences

    def text_of(self, key: int) -> str:
        """What the sentence of this key says; empty if there is none."""
        return " ".join(one.text for one in self.sentences() if one.key == key)

    def fresh(self) -> int:
        """A key that no sentence has."""
        return max((one.key for one in self.sentences()), default=0) + 1


def work_of(document: Document, most: int) -> Work:
    """The running text of a document: its first paragraphs that are long enough and end like sentences."""
    paragraphs: list[Paragraph] = []
    section: tuple[str, ...] = ()
    key = 0
    for block in document.paragraphs:
        text = document.text_of(block)
        if len(text) < SHORTEST or "\n" in text or text[-1] not in ".!?" or len(paragraphs) == most:
            continue
        spans = sentence_spans(document.text, block.start, block.end)
        sentences = tuple(Sentence(key + at, document.text[start:end]) for at, (start, end) in enumerate(spans))
        key += len(spans)
        heading = block.section[-1] if block.section != section and block.section else ""
        paragraphs.append(Paragraph(sentences, heading if len(heading) < SHORTEST else ""))
        section = block.section
    return Work(document.metadata.title or "A text without a title of its own", tuple(paragraphs))


def place_of(work: Work, key: int, document: Document) -> tuple[int, int] | None:
    """Where the sentence of this key stands in the work as it was read: offsets from its first to its last word.

    None where it does not, or where the words stand there more or less often than in the work.
    """
    wanted = fold(normalise(work.text_of(key))).words
    written: list[str] = []
    first = None
    for sentence in work.sentences():
        first = len(written) if first is None and sentence.key == key else first
        written += fold(normalise(sentence.text)).words
    read = [
        (word, block.start + start, block.start + end)
        for block in document.paragraphs
        for folded in [fold(document.text_of(block))]
        for word, (start, end) in zip(folded.words, folded.spans, strict=True)
    ]
    before, there = _found(wanted, tuple(written)), _found(wanted, tuple(word for word, _, _ in read))
    if first not in before or len(before) != len(there):
        return None
    at = there[before.index(first)]
    return read[at][1], read[at + len(wanted) - 1][2]


def _found(wanted: tuple[str, ...], words: tuple[str, ...]) -> list[int]:
    return [at for at in range(len(words)) if words[at] == wanted[0] and words[at : at + len(wanted)] == wanted]


# Files


def as_txt(work: Work) -> bytes:
    """A blank line between paragraphs."""
    return "\n\n".join(
        [work.title, *(text for one in work.paragraphs for text in (one.heading, one.text) if text)]
    ).encode()


def as_markdown(work: Work) -> bytes:
    """With everything escaped that Markdown would take for markup."""
    lines = [f"# {_marked(work.title)}"]
    for one in work.paragraphs:
        lines += [f"## {_marked(one.heading)}"] * bool(one.heading) + [_marked(one.text)]
    return "\n\n".join(lines).encode()


def _marked(text: str) -> str:
    return re.sub(r"([\\`*_{}\[\]<>()#+\-.!|~&$^=:@\"'])", r"\\\1", text)


def as_html(work: Work) -> bytes:
    """An article and nothing else."""
    body = "".join(
        f"<h2>{escape(one.heading)}</h2>" * bool(one.heading) + f"<p>{escape(one.text)}</p>" for one in work.paragraphs
    )
    title = escape(work.title)
    page = f"<!DOCTYPE html><html><head><title>{title}</title></head><body><article><h1>{title}</h1>{body}</article>"
    return f"{page}</body></html>".encode()


def as_docx(work: Work) -> bytes:
    """With Word's own styles."""
    document = docx.Document()
    document.add_paragraph(work.title, style="Title")
    for one in work.paragraphs:
        if one.heading:
            document.add_heading(one.heading, 1)
        document.add_paragraph(one.text)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def as_pdf(work: Work) -> bytes:
    """Justified on small pages, so that paragraphs cross them; with a running head and printed numbers."""
    if "Body" not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont("Body", next(path for path in FONTS if Path(path).exists())))
    body = ParagraphStyle("body", fontName="Body", fontSize=10, leading=13.5, spaceAfter=8, alignment=TA_JUSTIFY)
    head = ParagraphStyle("head", parent=body, fontSize=13, leading=17, spaceBefore=8, alignment=0)
    title = ParagraphStyle("title", parent=head, fontSize=18, leading=23)
    story = [Set(escape(work.title), title)]
    for one in work.paragraphs:
        story += [Set(escape(one.heading), head)] * bool(one.heading) + [Set(escape(one.text), body)]
    target = io.BytesIO()
    template = SimpleDocTemplate(target, pagesize=A5, leftMargin=50, rightMargin=50, topMargin=60, bottomMargin=55)
    template.title, template.invariant = work.title, 1

    def frame(canvas: object, page: SimpleDocTemplate) -> None:
        canvas.setFont("Body", 8)  # type: ignore[attr-defined]
        canvas.drawString(50, A5[1] - 40, work.title[:60])  # type: ignore[attr-defined]
        canvas.drawCentredString(A5[0] / 2, 30, str(page.page))  # type: ignore[attr-defined]

    template.build(story, onFirstPage=frame, onLaterPages=frame)
    return target.getvalue()


#: By the endings of their names.
FORMATS: dict[str, Callable[[Work], bytes]] = {
    "txt": as_txt, "md": as_markdown, "html": as_html, "docx": as_docx, "pdf": as_pdf,
}  # fmt: skip
