"""Which groups of lines are headings, and how deep: by type, by number, by what the file says of its structure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from documents.headings import heading_level, is_section_name
from documents.pages.paragraphs import Group, Measures
from documents.pages.typeset import Bookmark
from documents.structure import looks_like_heading

#: Type this much larger than the body's is a heading's; 10 % is a caption's or a quotation's difference.
_HEADING_SIZE = 1.12
#: Lines and characters of a heading.
_HEADING_LINES, _HEADING_LENGTH = 4, 200
#: Letters of a heading; what has fewer is a label in a drawing.
_LETTERS = 3
#: Sizes of headings are told apart by this much, in points.
_STEP = 0.6
#: No document has more depths of headings; what is deeper is of the last.
_DEEPEST = 6
#: Share of the groups that the file may tag as headings before its tags are not believed, and that share of the
#: headings found by type that must have a tag or bookmark before their depths are taken from there.
_MOST_TAGGED, _AGREEING = 0.35, 0.6
_TAG_LEVEL = {"Title": 1, "H": 1, **{f"H{level}": level for level in range(1, 7)}}
_NUMBERED = re.compile(r"(?:\d{1,2}(?:\.\d{1,2}){0,3}\.?|[IVX]{1,5}\.|[A-Z]\.)\s+[^\W\d_]")
_NUMBER_WORDS = re.compile(r"^(?:(?:\d{1,3}|[ivxl]{1,5}) )+")
_NOT_WORDS = re.compile(r"[\W_]+")


def plain_words(text: str) -> str:
    """The text's letters and digits in lower case, single spaces between: what two spellings of a title share."""
    return _NOT_WORDS.sub(" ", text).strip().lower()


def heading_levels(
    groups: Sequence[Group], texts: Sequence[str], usual: Measures, bookmarks: Sequence[Bookmark]
) -> dict[int, int]:
    """Depths of the headings, from 1, by the group's index."""
    tagged = _by_tag(groups, texts)
    marked = _by_bookmark(groups, texts, bookmarks)
    typed = [at for at, group in enumerate(groups) if _is_heading(group, texts[at], usual)]
    found = sorted({*typed, *tagged, *marked})
    while found and not _has_text_below(found[-1], groups):
        found.pop()
    styles = _style_levels(found, groups, texts)
    for told in (tagged, marked):
        if found and len(told) >= _AGREEING * len(found):
            return {at: told.get(at, styles[at]) for at in found}
    return styles


def _has_text_below(at: int, groups: Sequence[Group]) -> bool:
    return any(not group.lines[0].running for group in groups[at + 1 :])


def _could_be(group: Group, text: str) -> bool:
    return (
        group.body and len(group.lines) <= _HEADING_LINES and len(text) <= _HEADING_LENGTH
        and any(map(str.isalpha, text))
    )  # fmt: skip


def _by_tag(groups: Sequence[Group], texts: Sequence[str]) -> dict[int, int]:
    found = {
        at: _TAG_LEVEL[group.lines[0].tag]
        for at, group in enumerate(groups)
        if group.lines[0].tag in _TAG_LEVEL and _could_be(group, texts[at]) and texts[at][-1] not in ".;,"
    }
    return found if len(found) <= _MOST_TAGGED * len(groups) else {}


def _by_bookmark(groups: Sequence[Group], texts: Sequence[str], bookmarks: Sequence[Bookmark]) -> dict[int, int]:
    """The groups whose words are a bookmark's that leads to their page."""
    levels = {(mark.page, _unnumbered(mark.title)): mark.level for mark in reversed(bookmarks)}
    found: dict[int, int] = {}
    for at, group in enumerate(groups if levels else ()):
        page = group.lines[0].page
        if page is None or not _could_be(group, texts[at]):
            continue
        if level := levels.get((page, _unnumbered(texts[at]))):
            found[at] = level
    return found


def _unnumbered(text: str) -> str:
    """The heading's words without the number that a bookmark may have and the page not, or the other way round."""
    words = plain_words(text)
    return _NUMBER_WORDS.sub("", words) or words


def _is_heading(group: Group, text: str, usual: Measures) -> bool:
    if not _could_be(group, text) or (text[-1] in ".;,:" and not is_section_name(text)) or text[0].islower():
        return False
    line = group.lines[0]
    if sum(map(str.isalpha, text)) < _LETTERS:
        return False
    if line.size > _HEADING_SIZE * usual.size:
        return sum(map(str.isalpha, text)) >= 0.5 * len(text.replace(" ", ""))
    if line.size < 0.97 * usual.size:
        return False
    if line.bold:
        return looks_like_heading(text) or is_section_name(text)
    if is_section_name(text):
        return line.gap and len(group.lines) == 1
    apart = (line.gap or group.turns) and len(group.lines) == 1 and looks_like_heading(text)
    return apart and (line.italic or (_NUMBERED.match(text) is not None and text.upper() == text))


def _style_levels(found: Sequence[int], groups: Sequence[Group], texts: Sequence[str]) -> dict[int, int]:
    """Each larger or bolder type is one level above the next; within one type the headings' numbers tell."""
    keys = {at: _style(groups[at], texts[at]) for at in found}
    ranks = {key: rank for rank, key in enumerate(sorted(set(keys.values())), 1)}
    return {at: min(ranks[key], _DEEPEST) for at, key in keys.items()}


def _style(group: Group, text: str) -> tuple[float, bool, bool, int]:
    line = group.lines[0]
    return -round(line.size / _STEP), not line.bold, text.upper() != text, heading_level(text)
