"""A paper in every format."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from qa.export.bibtex import bibtex
from qa.export.csl import csl_json
from qa.export.docx import docx
from qa.export.html import html
from qa.export.markdown import markdown
from qa.export.paper import Checked, Paper, of_answers
from qa.export.ris import ris
from qa.export.sources import sources
from qa.export.styles import STYLES, apparatus
from qa.export.works import Access
from qa.model import Answer, Citation

#: Formats for other programs; they have works and no text.
DATA: Mapping[str, Callable[[Sequence[Citation], Access], str]] = {"bibtex": bibtex, "ris": ris, "csl-json": csl_json}
#: File suffixes and Internet media types, by format.
TYPES: Mapping[str, tuple[str, str]] = {
    "markdown": (".md", "text/markdown; charset=utf-8"),
    "docx": (".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "html": (".html", "text/html; charset=utf-8"),
    "bibtex": (".bib", "application/x-bibtex; charset=utf-8"),
    "ris": (".ris", "application/x-research-info-systems; charset=utf-8"),
    "csl-json": (".json", "application/vnd.citationstyles.csl+json"),
    **dict.fromkeys(STYLES, (".txt", "text/plain; charset=utf-8")),
}


def write(paper: Paper, format: str, style: str, access: Access) -> bytes:  # noqa: A002
    """The paper as a file; text is UTF-8.

    Args:
        paper: An answer or a dossier.
        format: One of ``TYPES``; a style by itself is its sources alone.
        style: One of ``STYLES``, for the formats that have text.
        access: When the quotations were looked up, and where the library's page is.
    """
    if format in DATA:
        return DATA[format](paper.citations, access).encode()
    made = apparatus(paper.citations, STYLES[format if format in STYLES else style], access)
    if format == "docx":
        return docx(paper, made, access)
    texts = {"markdown": markdown, "html": html}
    return texts.get(format, sources)(paper, made).encode()


def copied(given: Answer, style: str, access: Access) -> str:
    """An answer that was just given, as Markdown with its sources in a style."""
    paper = of_answers([(given, Checked({one.number: one for one in given.citations}))], access)
    return markdown(paper, apparatus(paper.citations, STYLES[style], access))
