"""The notes of a page and the marks that refer to them, told by the links between the two."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from documents.readers.html.tree import Element
from documents.text import collapse

#: "1", "[12]", "(iv)", "b", "*": what stands for a note in the text.
_MARK = re.compile(r"[\[(]?\s*(?:\d{1,3}|[a-z]|[ivxlc]{1,6}|[*†‡§]{1,3})\s*[\])]?\.?", re.IGNORECASE)
_BRACKETED = re.compile(r"\[\s*\d{1,3}\s*\]")
#: Where a link leads back to, or to itself: "↩", "^", "¶", "#"; no letter or digit is in it.
_SIGN = re.compile(r"[^\w\s]{1,3}", re.ASCII | re.DOTALL)

_NOTE_ROLES = frozenset({"doc-footnote", "doc-endnote", "doc-endnotes"})
_NOTE_TYPES = frozenset({"footnote", "footnotes", "endnote", "endnotes", "rearnote", "rearnotes", "note"})
_NOTE_CLASSES = frozenset(
    """footnote footnotes footnote-definition footnote-list endnote endnotes msofootnotetext msoendnotetext
    references reflist wp-block-footnotes""".split()  # noqa: SIM905
)
_NOTE_HOLDERS = frozenset("li p div dd aside section ol ul table td".split())  # noqa: SIM905
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
#: No note is longer, in characters: a longer target is a chapter that a list of contents leads to.
_LONGEST = 4_000


@dataclass(frozen=True, slots=True)
class Notes:
    """``marks`` are left out of the text; ``bodies`` hold a note each, or all of them."""

    marks: frozenset[Element]
    bodies: frozenset[Element]


def find_notes(tree: Element) -> Notes:
    """The notes of the page: those that say they are, and those that a mark in the text leads down to."""
    bodies = {element for element in tree.iter(*_NOTE_HOLDERS) if _is_called_note(element)}
    marks = {element for element in tree.iter("sup") if _BRACKETED.fullmatch(_text(element))}
    order, targets = _places(tree)
    known: dict[Element, bool] = {}
    for link in tree.iter("a"):
        target = targets.get((link.get("href") or "").removeprefix("#")) if _is_inner(link) else None
        if _is_reference(link) or (target is None and _is_raised_elsewhere(link)):
            marks.add(link)
        elif target is None or not _MARK.fullmatch(_text(link)):
            continue
        elif order[target] > order[link] and _stands_in_text(link, known) and (body := _body(target, link)) is not None:
            marks.add(link)
            bodies.add(body)
    marks |= set(_back_links(tree, bodies))
    return Notes(frozenset(marks), frozenset(bodies))


def _is_called_note(element: Element) -> bool:
    return (
        element.get("role") in _NOTE_ROLES
        or not _NOTE_TYPES.isdisjoint((element.get("epub:type") or element.get("type") or "").split())
        or not _NOTE_CLASSES.isdisjoint((element.get("class") or "").lower().split())
    )


def _is_reference(link: Element) -> bool:
    return "doc-noteref" in (link.get("role") or "") or "noteref" in (link.get("epub:type") or "").split()


def _is_raised_elsewhere(link: Element) -> bool:
    """Whether a raised mark leads into another file: books have their notes in a chapter of their own."""
    raised = next(link.iter("sup"), None) is not None or next(link.iterancestors("sup"), None) is not None
    return raised and "#" in (link.get("href") or "") and _MARK.fullmatch(_text(link)) is not None


def _is_inner(link: Element) -> bool:
    return bool((link.get("href") or "").startswith("#"))


def _places(tree: Element) -> tuple[dict[Element, int], dict[str, Element]]:
    """The places of links and of what has a name, in the order of the page, and the latter by name."""
    order: dict[Element, int] = {}
    targets: dict[str, Element] = {}
    for at, element in enumerate(tree.iter("*")):
        names = [name for name in (element.get("id"), element.get("name")) if name]
        if names or element.tag == "a":
            order[element] = at
            for name in names:
                targets.setdefault(name, element)
    return order, targets


def _stands_in_text(link: Element, known: dict[Element, bool]) -> bool:
    """Whether more than the mark is in its block, or the mark is raised: the entries of a list of pages are not.

    ``known`` has what was found for blocks with many marks; it grows.
    """
    holder = link.getparent()
    while holder is not None and holder.tag in ("span", "sup", "b", "i", "em", "strong", "small", "font", "a"):
        if holder.tag == "sup":
            return True
        holder = holder.getparent()
    if holder is None:
        return False
    if holder not in known:
        known[holder] = len(_text(holder)) > 3 * sum(len(_text(other)) for other in holder.iter("a"))
    return known[holder]


def _body(target: Element, link: Element) -> Element | None:
    """The block that is the note; None where the target is no note but a chapter, a heading, a table's cell."""
    holder = target
    while holder is not None and holder.tag not in _NOTE_HOLDERS:
        if holder.tag in _HEADINGS or holder.tag in ("body", "html"):
            return None
        holder = holder.getparent()
    if holder is None or holder in link.iterancestors() or next(holder.iter(*_HEADINGS), None) is not None:
        return None
    return holder if 0 < len(_text(holder)) <= _LONGEST else None


def _back_links(tree: Element, bodies: set[Element]) -> Iterator[Element]:
    """Links that lead up from a note, and signs beside headings that link to themselves."""
    for link in tree.iter("a"):
        text = _text(link)
        if not text or (not _is_inner(link) and not _SIGN.fullmatch(text)):
            continue
        above = set(link.iterancestors())
        in_note = not above.isdisjoint(bodies)
        in_heading = any(element.tag in _HEADINGS for element in above)
        if (in_note and (_MARK.fullmatch(text) or _SIGN.match(text))) or (in_heading and _SIGN.fullmatch(text)):
            yield link


def _text(element: Element) -> str:
    return collapse("".join(element.itertext()))
