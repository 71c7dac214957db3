"""Tables as text that can be quoted: a line for each row, cells parted by bars."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

#: Words of a row group: as many as a passage has (index/passages.py), so that no group is cut again.
GROUP_WORDS = 150


def row_text(cells: Sequence[str]) -> str:
    """ "Poland | 12 | 14": the cells, which hold no line breaks."""
    return " | ".join(cells).strip()


def row_groups(rows: Sequence[Sequence[str]], header: int = 0) -> Iterator[str]:
    """The table as texts of whole rows, each a block of its own; a long table has several.

    The first ``header`` rows name the columns. Each group begins with them, as they stand on each page of a printed
    table that goes over several: a row cannot be understood, nor cited, without them.
    """
    texts = [text for text in map(row_text, rows[header:]) if text.strip("| ")]
    names = [text for text in map(row_text, rows[:header]) if text.strip("| ")]
    room = GROUP_WORDS - sum(len(name.split()) for name in names)
    group: list[str] = []
    words = 0
    for text in texts:
        count = len(text.split())
        if group and words + count > room:
            yield "\n".join(names + group)
            group, words = [], 0
        group.append(text)
        words += count
    if group or names:
        yield "\n".join(names + group)
