"""The formats that are read and written, as people are told of them."""

from __future__ import annotations

from pathlib import PurePath

from documents.read import FORMATS

#: For files whose names do not say their format; a packed format is always told by its name as well.
_BY_TYPE = {"application/pdf": "PDF", "text/plain": "TXT", "text/markdown": "MD", "text/html": "HTML"}

#: What answers and dossiers are exported as.
EXPORTS = (
    "markdown", "docx", "html", "chicago", "author-date", "apa", "mla", "bibtex", "ris", "csl-json",
)  # fmt: skip
#: How sources are written in the formats that have text of their own.
STYLES = ("chicago", "author-date", "apa", "mla")


def spoken() -> str:
    """The formats as a person names them, by their usual suffixes: "pdf, md or txt"."""
    *names, last = (one.suffixes[0].removeprefix(".") for one in FORMATS)
    return f"{', '.join(names)} or {last}"


def label(media_type: str, source: str) -> str:
    """A document's format in a few capitals: what its name says, or its type where the name says nothing."""
    suffix = PurePath(source).suffix.lower()
    if any(suffix in one.suffixes for one in FORMATS):
        return suffix.removeprefix(".").upper()
    return _BY_TYPE.get(media_type.partition(";")[0], suffix.removeprefix(".").upper())
