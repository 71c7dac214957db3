"""The MLA Handbook, 9th ed.: chapters 5 and 6.

Strings were compared with those of its CSL style (docs/decisions/0012). Titles keep their capitals.
"""

from __future__ import annotations

from qa.export import dates
from qa.export.names import Name, listed
from qa.export.shelf import Shelf, family_of
from qa.export.text import Run, Text, joined, sentences, text
from qa.export.works import Access, Work, locator, titled, work_of
from qa.model import Citation

#: Of more authors only the first is named (5.8, 6.6).
_MOST = 2
#: In place of authors who are those of the entry before (5.126).
_SAME = "———"


def in_text(cited: Citation, shelf: Shelf, access: Access) -> Text:
    """(Example and Sample, par. 7), with the title where the list has several works of theirs."""
    work = work_of(cited)
    who = "" if work.own_publisher else _in_text(work, shelf)
    title = titled(work) if not who or work.document in shelf.several else ()
    place = text(locator(cited, "par."), link=access.link(cited.url))
    return (Run("("), *joined([text(who), title, place]), Run(")"))


def entry(work: Work, shelf: Shelf, access: Access) -> Text:
    """A work in the list of works cited; an organisation that published its own work is named once (5.7)."""
    link = access.link(work.url)
    published = joined([text(work.publisher), text(dates.short(work.published)), text(link, link=link)])
    accessed = f"Accessed {dates.short(dates.iso(access.day))}" if link else ""
    who = "" if work.own_publisher else _in_list(work.authors)
    if who and work.document in shelf.following:
        who = _SAME
    return sentences(text(who), titled(work), published, text(accessed), text(work.series))


def _in_text(work: Work, shelf: Shelf) -> str:
    names = [family_of(name, shelf) for name in work.authors]
    if len(names) > _MOST and work.document not in shelf.crowded:
        return f"{names[0]} et al."
    return listed(names)


def _in_list(names: tuple[Name, ...]) -> str:
    if len(names) > _MOST:
        return f"{names[0].inverted}, et al."
    if len(names) == _MOST:
        return f"{names[0].inverted}{',' if names[0].given else ''} and {names[1].natural}"
    return "".join(name.inverted for name in names)
