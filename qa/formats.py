"""The formats that are read and written, as people are told of them."""

from __future__ import annotations

from pathlib import PurePath

from documents.read import FORMATS

#: For files whose names do not say their format; a packed format is always told by its name as well.
_BY_TYPE = {"application/pdf": "PDF", "text/plain": "TXT", "text/markdown": "MD", "text/html": "HTML"}

#: How sources are written, with how a person calls it.
STYLES = {"chicago": "Chicago, notes", "author-date": "Chicago, author–date", "apa": "APA", "mla": "MLA"}
#: Formats whose text has sources in one of the styles.
STYLED = {"markdown": "Markdown", "docx": "Word", "html": "HTML"}
#: What answers and dossiers are exported as: texts with their sources, sources alone, and data for other programs.
EXPORTS = {**STYLED, **STYLES, "bibtex": "BibTeX", "ris": "RIS", "csl-json": "CSL-JSON"}


#: The formats that are read, by their usual suffixes.
SUFFIXES = tuple(one.suffixes[0].removeprefix(".") for one in FORMATS)


def spoken() -> str:
    """The formats as a person names them: "pdf, md or txt"."""
    *names, last = SUFFIXES
    return f"{', '.join(names)} or {last}"


def label(media_type: str, source: str) -> str:
    """A document's format in a few capitals: what its name says, or its type where the name says nothing."""
    suffix = PurePath(source).suffix.lower()
    if any(suffix in one.suffixes for one in FORMATS):
        return suffix.removeprefix(".").upper()
    return _BY_TYPE.get(media_type.partition(";")[0], suffix.removeprefix(".").upper())
