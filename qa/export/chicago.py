"""The Chicago Manual of Style, 18th ed.: notes with a bibliography (chapter 13), and author–date (chapter 13.102 ff.).

Strings were compared with those of the CSL styles of the 18th edition (docs/decisions/0012). Titles keep their
capitals; access dates are always given where a permalink is.
"""

from __future__ import annotations

from qa.export import dates
from qa.export.names import Name, listed
from qa.export.shelf import Shelf, family_of, year_of
from qa.export.text import Run, Text, ended, joined, plain, sentences, text
from qa.export.works import Access, Work, cautions, locator, titled, work_of
from qa.model import Citation

#: Of more authors a note names the first, and a list the first three of more than six (13.23, 13.107).
_IN_NOTE, _IN_LIST, _OF_LONG_LIST = 2, 6, 3


def note(cited: Citation, access: Access | None = None) -> Text:
    """The first note of a work; without ``access`` no date of access and no permalink."""
    work = work_of(cited)
    parts = [
        text(_in_note([name.natural for name in work.authors])),
        titled(work),
        text(work.series),
        text(work.publisher),
        text(dates.american(work.published)),
        text(locator(cited)),
    ]
    return sentences(joined([*parts, *_accessed(access, cited.url, "accessed")]))


def plain_note(cited: Citation) -> str:
    """The note with what has to be known of the quotation, as plain text without a permalink."""
    return " ".join((plain(note(cited)), *cautions(cited)))


def again(cited: Citation, shelf: Shelf, access: Access | None = None) -> Text:
    """A later note of the same work, in the short form; its place is the permalink."""
    work = work_of(cited)
    who = _in_note([family_of(name, shelf) for name in work.authors])
    link = access.link(cited.url) if access else ""
    return sentences(joined([text(who), titled(work), text(locator(cited), link=link)]))


def bibliography(work: Work, _: Shelf, access: Access) -> Text:
    """A work in the bibliography."""
    published = joined([text(work.publisher), text(dates.american(work.published))])
    return sentences(
        text(_in_list(work.authors)),
        titled(work),
        text(work.series),
        published,
        joined(_accessed(access, work.url, "Accessed"), "."),
    )


def in_text(cited: Citation, shelf: Shelf, access: Access) -> Text:
    """(Example and Sample 2021a, para. 7)."""
    work = work_of(cited)
    who = _in_parentheses(work, shelf)
    gap = " " if work.published else ", "
    dated = year_of(work, shelf)
    head = ended(who, ",") + text(f" {dated}") if gap == ", " else who + text(f" {dated}")
    place = text(locator(cited), link=access.link(cited.url))
    return (Run("("), *joined([head, place]), Run(")"))


def reference(work: Work, shelf: Shelf, access: Access) -> Text:
    """A work in the reference list; the title stands first where nobody is named."""
    who = text(_in_list(work.authors))
    head = [who, text(year_of(work, shelf)), titled(work)] if who else [titled(work), text(year_of(work, shelf))]
    published = joined([text(work.publisher), text(dates.in_year(work.published))])
    return sentences(*head, text(work.series), published, joined(_accessed(access, work.url, "Accessed"), "."))


def _in_note(names: list[str]) -> str:
    return listed(names) if len(names) <= _IN_NOTE else f"{names[0]} et al."


def _in_list(names: tuple[Name, ...]) -> str:
    if not names:
        return ""
    written = [names[0].inverted, *(name.natural for name in names[1:])]
    if len(written) > _IN_LIST:
        return f"{', '.join(written[:_OF_LONG_LIST])}, et al."
    # An inverted name has a comma, so one stands before "and" of two as well.
    return f"{written[0]}, and {written[1]}" if len(written) == 2 and names[0].given else listed(written)


def _in_parentheses(work: Work, shelf: Shelf) -> Text:
    names = [family_of(name, shelf) for name in work.authors]
    if not names:
        return titled(work)
    return text(listed(names) if work.document in shelf.crowded else _in_note(names))


def _accessed(access: Access | None, url: str, word: str) -> list[Text]:
    link = access.link(url) if access else ""
    if access is None or not link:
        return []
    return [text(f"{word} {dates.american(dates.iso(access.day))}"), text(link, link=link)]
