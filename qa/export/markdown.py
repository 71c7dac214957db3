"""A paper as Markdown (CommonMark) with footnotes, as pandoc, GitHub and most programs read them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qa.export.paper import Paper, Piece, Role
from qa.export.styles import Apparatus
from qa.export.text import Run, Text

#: What has a meaning anywhere in a line in CommonMark or one of its common extensions (tables, footnotes, struck
#: out, raised and lowered text, formulas, citations of pandoc, entities).
_ANYWHERE = re.compile(r"[\\`*_\[\]<>#|~^$@&]")
#: What makes an item, a rule, a heading or a definition of a line that begins with it.
_AT_START = re.compile(r"(?m)^( *)([-+=:]|\d{1,9}(?=[.)]))")


def markdown(paper: Paper, sources: Apparatus) -> str:
    """The paper; a note has its citation's number."""
    blocks = [_piece(piece, sources) for piece in paper.pieces]
    if sources.entries:
        blocks += [f"**{sources.heading}**", *(f"- {runs(one)}" for one in sources.entries)]
    if paper.ending:
        blocks += ["---", *map(runs, paper.ending)]
    return "\n\n".join((*blocks, *_notes(paper, sources))) + "\n"


def _piece(piece: Piece, sources: Apparatus) -> str:
    behind = "".join(marks(number, sources) for number in piece.citations)
    match piece.role:
        case Role.QUOTATION:
            return "> " + _broken(escape(piece.text)).replace("\n", "\n> ") + behind
        case Role.QUESTION | Role.HEADING:
            return f"**{escape(piece.text)}**"
        case Role.PART:
            return f"*{escape(piece.text)}*{' ' if behind else ''}{behind}"
        case _:
            return _broken(escape(piece.text))


def marks(number: int, sources: Apparatus) -> str:
    """What stands behind a quotation: its source in the style, the mark of its note."""
    cited = sources.in_text.get(number, ())
    return f"{' ' if cited else ''}{runs(cited)}{f'[^{number}]' if number in sources.notes else ''}"


def _notes(paper: Paper, sources: Apparatus) -> Iterator[str]:
    for one in paper.citations:
        if one.number in sources.notes:
            yield f"[^{one.number}]: {runs(sources.notes[one.number])}"


def runs(text: Text) -> str:
    """The text of a source."""
    return "".join(map(_run, text))


def _run(run: Run) -> str:
    if run.link == run.text:
        return f"<{run.link}>"
    words = f"*{escape(run.text)}*" if run.italic else escape(run.text)
    return f"[{words}](<{run.link}>)" if run.link else words


def escape(text: str) -> str:
    """Markdown's own characters made plain, so that a quotation reads as it stands in its source."""
    return _AT_START.sub(_plain_start, _ANYWHERE.sub(r"\\\g<0>", text))


def _plain_start(start: re.Match[str]) -> str:
    before, sign = start.groups()
    return before + (f"\\{sign}" if not sign.isdecimal() else f"{sign}\\")


def _broken(text: str) -> str:
    """Lines that stay lines: the rows of a table."""
    return re.sub(r" *\n+ *", r"\\\n", text.strip())
