"""The numbers that Word counts itself, and which paragraphs are items of a list."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from documents.readers.docx.styles import Styles
from documents.readers.docx.xml import Element, child, children, number, value, within

#: "%1" in the pattern of a level stands for the number of level 1.
_PLACE = re.compile(r"%([1-9])")
#: A mark that says something: "Article %1", "Annex %1:", "Teza %1".
_WORD = re.compile(r"[^\W\d_]{2,}")
_LEVELS = 9


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: ``kind`` is Word's name of the number format ("decimal", "bullet", "none")."""

    kind: str = ""
    pattern: str = ""
    start: int = 1

    @property
    def marked(self) -> bool:
        """Whether the paragraphs of this level have a mark that is seen."""
        return bool(self.pattern.strip()) or self.kind == "bullet"

    @property
    def speaks(self) -> bool:
        """Whether the mark has words in it."""
        return self.kind != "bullet" and _WORD.search(_PLACE.sub("", self.pattern)) is not None


@dataclass(slots=True)
class _List:
    """A list as it is counted; several lists of a document may count on in one."""

    levels: Mapping[int, Level]
    #: The level that each paragraph style stands for.
    by_style: Mapping[str, int]
    counts: list[int | None] = field(default_factory=lambda: [None] * _LEVELS)

    def count(self, at: int) -> None:
        """One more paragraph on level ``at``: deeper levels begin anew."""
        now = self.counts[at]
        self.counts[at] = self.levels.get(at, Level()).start if now is None else now + 1
        self.counts[at + 1 :] = [None] * (_LEVELS - at - 1)


class Numbering:
    """The lists of a document; ``root`` is ``w:numbering``, or None where the file has none.

    One object counts through the document once, from its beginning to its end.
    """

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._abstracts = {value(one, "abstractNumId"): one for one in children(root, "w:abstractNum")}
        self._numbers = {value(one, "numId"): one for one in children(root, "w:num")}
        self._lists: dict[str, _List] = {}
        self._restarts: dict[str, dict[int, int]] = {}

    def mark(self, properties: Element | None, style_id: str) -> tuple[Level | None, str]:
        """The level that a paragraph with these ``w:pPr`` stands on, and the words of its mark: "Article 5".

        None for a paragraph without a mark; the mark is "" where it is a bullet or a number alone.
        """
        number_id, at = self._place(properties, style_id)
        listed = self._list(number_id) if number_id else None
        if listed is None:
            return None, ""
        at = listed.by_style.get(style_id, 0) if at is None else min(max(at, 0), _LEVELS - 1)
        level = listed.levels.get(at, Level())
        restart = self._restarts.get(number_id, {}).pop(at, None)
        listed.count(at)
        if restart is not None:
            listed.counts[at] = restart
        if not level.marked:
            return None, ""
        return level, self._words(listed, level) if level.speaks else ""

    def _place(self, properties: Element | None, style_id: str) -> tuple[str, int | None]:
        """The id of the list and the level, as the paragraph or its style says; "" for none."""
        said, by = child(properties, "w:numPr"), ""
        inherited, by = self._styles.paragraph_property(style_id, "w:numPr")
        chosen = said if child(said, "w:numId") is not None else inherited
        number_id = value(child(chosen, "w:numId"))
        at = number(child(said, "w:ilvl"))
        if at is None and chosen is inherited:
            listed = self._list(number_id)
            at = number(child(inherited, "w:ilvl"))
            at = listed.by_style.get(by, at) if listed is not None else at
        return ("" if number_id == "0" else number_id), at

    def _list(self, number_id: str) -> _List | None:
        """The list of a ``w:num``; those of one ``w:abstractNum`` are one, unless they say other levels."""
        used = self._numbers.get(number_id)
        if used is None:
            return None
        overrides = {number(one, "ilvl") or 0: one for one in children(used, "w:lvlOverride")}
        rewritten = {at: one for at, one in overrides.items() if child(one, "w:lvl") is not None}
        abstract_id = value(child(used, "w:abstractNumId"))
        key = f"num {number_id}" if rewritten else f"abstract {abstract_id}"
        if number_id not in self._restarts:
            starts = {at: number(child(one, "w:startOverride")) for at, one in overrides.items()}
            self._restarts[number_id] = {at: start for at, start in starts.items() if start is not None}
        if key not in self._lists:
            levels, by_style = self._levels(abstract_id)
            levels |= {at: _level(child(one, "w:lvl")) for at, one in rewritten.items()}
            self._lists[key] = _List(levels, by_style)
        return self._lists[key]

    def _levels(self, abstract_id: str) -> tuple[dict[int, Level], dict[str, int]]:
        abstract = self._abstracts.get(abstract_id)
        linked = value(child(abstract, "w:numStyleLink"))
        if linked:  # the levels stand in the list that this style names
            used = self._numbers.get(value(within(self._linked(linked), "w:pPr", "w:numPr", "w:numId")))
            abstract = self._abstracts.get(value(child(used, "w:abstractNumId")), abstract)
        found = {number(one, "ilvl") or 0: one for one in children(abstract, "w:lvl")}
        styles = {value(child(one, "w:pStyle")): at for at, one in found.items()}
        return {at: _level(one) for at, one in found.items()}, {style: at for style, at in styles.items() if style}

    def _linked(self, style_id: str) -> Element | None:
        return next(iter(self._styles.chain(style_id)), None)

    def _words(self, listed: _List, level: Level) -> str:
        def counted(place: re.Match[str]) -> str:
            at = int(place[1]) - 1
            under = listed.levels.get(at, Level())
            now = listed.counts[at]
            return written(under.start if now is None else now, under.kind)

        return _PLACE.sub(counted, level.pattern).strip()


def _level(element: Element | None) -> Level:
    start = number(child(element, "w:start"))
    return Level(
        value(child(element, "w:numFmt")) or "decimal",
        value(child(element, "w:lvlText")),
        1 if start is None else start,
    )


_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def written(count: int, kind: str) -> str:
    """The number as Word writes it in a format: 4 is "iv" in "lowerRoman", "D" in "upperLetter"; else "4"."""
    if kind in ("lowerRoman", "upperRoman") and 0 < count < 4000:
        text = _roman(count)
    elif kind in ("lowerLetter", "upperLetter") and 0 < count < 1000:
        text = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
    elif kind == "none":
        return ""
    else:
        return f"{count:02}" if kind == "decimalZero" else str(count)
    return text.upper() if kind.startswith("upper") else text


def _roman(count: int) -> str:
    parts = []
    for size, letters in _ROMAN:
        parts.append(letters * (count // size))
        count %= size
    return "".join(parts)
