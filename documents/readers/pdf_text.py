"""The lines of a PDF page, by pypdf: each with its place and the type that it is set in."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from pypdf import PageObject

from documents.layout import PageLine
from documents.text import collapse, normalise


@dataclass(slots=True)
class _PageText:
    """Gathers what pypdf shows of a page into lines."""

    number: int
    lines: list[PageLine] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    #: (characters, size, bold) of the line's parts, and where the first of them stands.
    styles: list[tuple[int, float, bool]] = field(default_factory=list)
    place: tuple[float, float] = (0.0, 0.0)

    def visit(self, text: str, outer: Sequence[float], matrix: Sequence[float], font: Any, size: float) -> None:  # noqa: ANN401
        """pypdf's visitor: a piece of text, its matrices, its font."""
        for at, part in enumerate(text.split("\n")):
            if at:
                self.end_line()
            if visible := len(part.strip()):
                x, y, scale = _placed(outer, matrix)
                if not self.styles:
                    self.place = (x, y)
                self.styles.append((visible, round(float(size) * scale, 1), _is_bold(font)))
            self.parts.append(part)

    def end_line(self) -> None:
        """Closes the line that is being gathered."""
        text = collapse(normalise("".join(self.parts).replace(_WIN_ANSI_BULLET, "•")))
        if text and self.styles:
            sizes: Counter[float] = Counter()
            for visible, size, _ in self.styles:
                sizes[size] += visible
            bold = sum(visible for visible, _, bold in self.styles if bold) >= 0.9 * sum(sizes.values())
            x, y = self.place
            self.lines.append(PageLine(text, self.number, x=x, y=y, size=sizes.most_common(1)[0][0], bold=bold))
        self.parts.clear()
        self.styles.clear()


#: In WinAnsiEncoding every unused code is a bullet (ISO 32000-1, annex D.2, note 6); pypdf gives the first as DEL.
_WIN_ANSI_BULLET = "\x7f"


def page_lines(page: PageObject, number: int) -> list[PageLine]:
    """The lines of a page in the order of its content stream. pypdf raises anything at all on damaged pages."""
    gathered = _PageText(number)
    page.extract_text(visitor_text=gathered.visit)
    gathered.end_line()
    return gathered.lines


def _placed(outer: Sequence[float], matrix: Sequence[float]) -> tuple[float, float, float]:
    """Position on the page and vertical scale of text whose matrix stands inside another one."""
    c, d, e, f = matrix[2], matrix[3], matrix[4], matrix[5]
    x = e * outer[0] + f * outer[2] + outer[4]
    y = e * outer[1] + f * outer[3] + outer[5]
    scale = math.hypot(c * outer[0] + d * outer[2], c * outer[1] + d * outer[3])
    return x, y, scale


_BOLD = re.compile(r"bold|black|heavy|demi", re.IGNORECASE)


def _is_bold(font: Any) -> bool:  # noqa: ANN401 - a PDF dictionary
    return font is not None and _BOLD.search(str(font.get("/BaseFont", ""))) is not None


def to_json(lines: Sequence[PageLine]) -> list[list[Any]]:
    """The lines of one page as JSON: what a worker sends before it goes on to the next page."""
    return [[line.text, line.x, line.y, line.size, line.bold] for line in lines]


def from_json(value: Sequence[Sequence[Any]], number: int) -> list[PageLine]:
    """The lines that ``to_json`` wrote."""
    return [
        PageLine(str(text), number, x=float(x), y=float(y), size=float(size), bold=bool(bold))
        for text, x, y, size, bold in value
    ]
