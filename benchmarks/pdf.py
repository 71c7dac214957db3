"""The text of PDFs beside other extractors: is the evidence of a gold set found verbatim on its page, and how fast?

    python -m benchmarks.pdf [--set ../shared/eval/financebench] [--documents N]

Found: the evidence's words stand one after the other in the text of the page that the set names; white space, dashes,
the bars between a table's cells, the case and height of letters do not count. Near: nine tenths of its words, anywhere
on the page. Words per second are of CPU time, over all pages of all documents, in one process; ours has the whole
reader in it, with columns, tables and headings.
"""

from __future__ import annotations

import argparse
import io
import logging
import re
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pdfminer.high_level
import pypdf
import pypdfium2

from benchmarks.gold import Evidence, every_question
from documents.model import BlockKind, Document
from documents.readers import pdf

Extractor = Callable[[bytes], list[str]]

#: Share of the evidence's words that must be on the page for it to be near.
NEAR = 0.9


def ours(data: bytes) -> list[str]:
    """The texts of the pages as Footnote reads them."""
    document = pdf.read(data, "a.pdf")
    return [page_text(document, number) for number in range(1, len(document.pages) + 1)]


def page_text(document: Document, number: int) -> str:
    """The text from where a page begins to where the next does; the names of columns that a table's later row groups
    repeat, once."""
    start = document.pages[number - 1].start
    end = document.pages[number].start if number < len(document.pages) else len(document.text)
    texts: list[str] = []
    above: list[str] = []
    for block in document.blocks:
        if block.start >= end or block.end <= start:
            continue
        lines = document.text[max(start, block.start) : min(end, block.end)].split("\n")
        repeated = 0
        if block.kind is BlockKind.TABLE:
            repeated = next((at for at, pair in enumerate(zip(above, lines, strict=False)) if len(set(pair)) > 1), 0)
        texts.extend(lines[repeated:])
        above = lines if block.kind is BlockKind.TABLE else []
    return "\n".join(texts)


def plain_pypdf(data: bytes) -> list[str]:
    """pypdf's own extraction."""
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages]


def by_pdfminer(data: bytes) -> list[str]:
    """pdfminer.six with its layout analysis; pages end with form feeds."""
    return pdfminer.high_level.extract_text(io.BytesIO(data)).split("\f")


def by_pdfium(data: bytes) -> list[str]:
    """pypdfium2: a C++ library."""
    document = pypdfium2.PdfDocument(data)
    return [document[number].get_textpage().get_text_bounded() for number in range(len(document))]


EXTRACTORS: dict[str, Extractor] = {
    "footnote": ours,
    "pypdf": plain_pypdf,
    "pdfminer.six": by_pdfminer,
    "pypdfium2": by_pdfium,
}


@dataclass
class Figures:
    """What an extractor did over all documents."""

    found: int = 0
    near: int = 0
    evidence: int = 0
    words: int = 0
    pages: int = 0
    seconds: float = 0.0
    missed: list[str] = field(default_factory=list)

    def judge(self, one: Evidence, pages: Sequence[str]) -> None:
        """Counts whether the evidence is on its page."""
        text = pages[one.page - 1] if one.page is not None and one.page <= len(pages) else ""
        self.evidence += 1
        wanted, there = words_of(one.text), words_of(text)
        if " ".join(wanted) in " ".join(there):
            self.found += 1
        else:
            self.missed.append(f"{one.document} p. {one.page}: {' '.join(one.text.split())[:80]}")
        shared = Counter(wanted) & Counter(there)
        self.near += shared.total() >= NEAR * len(wanted)


def words_of(text: str) -> list[str]:
    """Words, numbers, signs in lower case, raised ones as plain ones; no bars, and no dashes, which the set drops."""
    return re.findall(r"\w+|[^\w\s|—–-]", unicodedata.normalize("NFKC", text).lower())


def evidence_by_document(folder: Path) -> dict[str, list[Evidence]]:
    """The evidence with a text and a page, by document."""
    found: dict[str, list[Evidence]] = {}
    for question in every_question(folder):
        for one in question.evidence:
            if one.text.strip() and one.page is not None:
                found.setdefault(one.document, []).append(one)
    return found


def measure(folder: Path, documents: int) -> Iterator[tuple[str, Figures]]:
    """The figures of each extractor."""
    evidence = evidence_by_document(folder)
    for name, extract in EXTRACTORS.items():
        figures = Figures()
        for document in sorted(evidence)[:documents]:
            data = (folder / "documents" / document).read_bytes()
            begun = time.process_time()
            pages = extract(data)
            figures.seconds += time.process_time() - begun
            figures.pages += len(pages)
            figures.words += sum(len(page.split()) for page in pages)
            for one in evidence[document]:
                figures.judge(one, pages)
        yield name, figures


def main() -> None:
    """Prints a table, and with ``--missed`` what ours did not find."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--set", type=Path, default=Path("../shared/eval/financebench"))
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--missed", action="store_true")
    arguments = parser.parse_args()
    logging.disable(logging.CRITICAL)
    print("extractor       found   near   of   pages/s   words/s")
    for name, figures in measure(arguments.set, arguments.documents):
        found, near = figures.found / figures.evidence, figures.near / figures.evidence
        pages, words = figures.pages / figures.seconds, figures.words / figures.seconds
        print(f"{name:14}{found:7.1%}{near:7.1%}{figures.evidence:5}{pages:10.1f}{words:10,.0f}", flush=True)
        if arguments.missed and name == "footnote":
            print(*figures.missed, sep="\n")


if __name__ == "__main__":
    main()
