"""Works as BibTeX, in UTF-8: for BibLaTeX with biber, and for BibTeX in its Unicode forms.

Every work is @misc, the one type that needs no field that may not be known. What is quoted of it stands in ``annote``,
which common styles do not print and reference managers keep.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from index.languages import name_of
from qa.export import dates
from qa.export.names import Name
from qa.export.quoted import Quoted, quoted
from qa.export.works import Access
from qa.model import Citation

#: What LaTeX takes for something else than the character. Braces are named, for BibTeX counts them behind a backslash
#: as well, and one alone would end the field.
_SPECIAL = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "$": r"\$",
        "&": r"\&",
        "%": r"\%",
        "#": r"\#",
        "_": r"\_",
        "^": r"\textasciicircum{}",
        "~": r"\textasciitilde{}",
    }
)
#: Macros of every style.
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def bibtex(citations: Sequence[Citation], access: Access) -> str:
    """An entry for each work."""
    return "\n".join(_entry(one, access) for one in quoted(citations))


def key(document: str) -> str:
    """The key of a work: always the same, whatever is corrected of its fields."""
    return f"footnote-{document}"


def _entry(one: Quoted, access: Access) -> str:
    fields = "".join(f"  {name} = {value},\n" for name, value in _fields(one, access))
    return f"@misc{{{key(one.work.document)},\n{fields}}}\n"


def _fields(one: Quoted, access: Access) -> Iterator[tuple[str, str]]:
    work = one.work
    if work.authors:
        yield "author", f"{{{' and '.join(map(_name, work.authors))}}}"
    if work.title:
        yield "title", f"{{{{{escape(work.title)}}}}}"  # the inner braces keep its capitals
    issued = ", ".join(part for part in (work.series, work.publisher) if part)
    if issued:  # styles print neither series nor publisher of a @misc
        yield "howpublished", f"{{{{{escape(issued)}}}}}"
    yield from _dates(work.published)
    link = access.link(work.url)
    if link:
        yield "url", f"{{{link}}}"
        yield "urldate", f"{{{dates.iso(access.day)}}}"
    if one.language:
        yield "langid", f"{{{name_of(one.language).lower()}}}"  # babel calls languages by their English names
    yield "pagination", "{paragraph}"
    yield "annote", "{{{}}}".format("\n    ".join(map(escape, one.notes(access))))


def _dates(published: str) -> Iterator[tuple[str, str]]:
    """``date`` for BibLaTeX; BibTeX itself knows year and month only."""
    if published:
        year, *rest = dates.parts(published)
        yield "date", f"{{{published}}}"
        yield "year", f"{{{year}}}"
        if rest:
            yield "month", _MONTHS[rest[0] - 1]


def _name(name: Name) -> str:
    """ "Example, Ada"; a name whose parts are not known in braces, so that BibTeX does not part it."""
    if not name.given:
        return f"{{{escape(name.family)}}}"
    return ", ".join(f"{{{escape(part)}}}" if " and " in part else escape(part) for part in (name.family, name.given))


def escape(text: str) -> str:
    """The text as LaTeX sets it to the letter."""
    return text.translate(_SPECIAL)
