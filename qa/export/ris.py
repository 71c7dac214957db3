"""Works as RIS, the tagged format that reference managers read (Research Information Systems, 2001 and later)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qa.export import dates
from qa.export.quoted import Quoted, quoted
from qa.export.works import Access
from qa.model import Citation

#: A report. "GEN" would be the honest type, but the most common reader (Zotero) makes a journal article of it.
_TYPE = "RPRT"


def ris(citations: Sequence[Citation], access: Access) -> str:
    """An entry for each work; lines end as the format wants it, with CR LF."""
    return "\r\n".join(_entry(one, access) for one in quoted(citations))


def _entry(one: Quoted, access: Access) -> str:
    return "".join(f"{tag}  - {value}\r\n" for tag, value in _lines(one, access))


def _lines(one: Quoted, access: Access) -> Iterator[tuple[str, str]]:
    work = one.work
    link = access.link(work.url)
    yield "TY", _TYPE
    yield "ID", work.document
    for name in work.authors:
        yield "AU", name.inverted
    if work.title:
        yield "TI", work.title
    if work.published:
        yield "PY", dates.year(work.published)
        yield "DA", _date(work.published)
    for tag, value in (("PB", work.publisher), ("T2", work.series), ("LA", one.language), ("UR", link)):
        if value:
            yield tag, value
    if link:
        yield "Y2", _date(dates.iso(access.day))
    for note in one.notes(access):
        yield "N1", note
    yield "ER", ""


def _date(published: str) -> str:
    """ "2021/03/29/", with what is not known left empty."""
    year, month, day, *_ = (*published.split("-"), "", "")
    return f"{year}/{month}/{day}/"
