"""The Publication Manual of the American Psychological Association, 7th ed.: chapters 8 and 9.

Strings were compared with those of its CSL style (docs/decisions/0012). Titles keep their capitals.
"""

from __future__ import annotations

from qa.export import dates
from qa.export.names import Name
from qa.export.shelf import Shelf, family_of, year_of
from qa.export.text import Run, Text, joined, sentences, text
from qa.export.works import Access, Work, locator, titled, work_of
from qa.model import Citation

#: A citation names both of two authors and the first of more (8.17); a list the first nineteen and the last of more
#: than twenty (9.8).
_IN_TEXT, _IN_LIST = 2, 20


def in_text(cited: Citation, shelf: Shelf, access: Access) -> Text:
    """(Example & Sample, 2021a, para. 7)."""
    work = work_of(cited)
    who = text(_in_text(work, shelf)) or titled(work, italic=True)
    place = text(locator(cited), link=access.link(cited.url))
    return (Run("("), *joined([who, text(year_of(work, shelf)), place]), Run(")"))


def reference(work: Work, shelf: Shelf, access: Access) -> Text:
    """A work in the reference list; the title stands first where nobody is named."""
    who = text(_and([_in_list(name) for name in work.authors], all_commas=True))
    rest = ", ".join(part for part in (year_of(work, shelf), dates.in_year(work.published)) if part)
    title = titled(work, italic=True) + text(f" ({work.series})" if work.series else "")
    head = [who, text(f"({rest})"), title] if who else [title, text(f"({rest})")]
    publisher = "" if work.own_publisher else work.publisher  # 9.29
    link = access.link(work.url)
    made = sentences(*head, text(publisher))
    if not link:
        return made
    return (*made, Run(f" Retrieved {dates.american(dates.iso(access.day))}, from "), Run(link, link=link))


def _in_text(work: Work, shelf: Shelf) -> str:
    names = [family_of(name, shelf) for name in work.authors]
    if len(names) > _IN_TEXT and work.document not in shelf.crowded:
        return f"{names[0]} et al."
    return _and(names, all_commas=len(names) > _IN_TEXT)


def _in_list(name: Name) -> str:
    return f"{name.family}, {name.initials}" if name.given else name.family


def _and(names: list[str], *, all_commas: bool) -> str:
    """ "Example, A., & Sample, B."; in the text two names have no comma between them."""
    if len(names) > _IN_LIST:
        return f"{', '.join(names[: _IN_LIST - 1])}, . . . {names[-1]}"
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])}{',' if all_commas else ''} & {names[-1]}"
