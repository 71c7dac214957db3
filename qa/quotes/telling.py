"""What was found of quotations, for programs and for people in a terminal."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from documents.text import collapse
from qa.difference import told
from qa.export.chicago import plain_note
from qa.model import Citation
from qa.quotes.check import Checked, Verdict
from qa.record import citation_record
from qa.terminal import WIDTH, count, safe

#: How each verdict is called, with its sign.
CALLED = {
    Verdict.VERBATIM: "✓ verbatim",
    Verdict.OMISSION: "✓ verbatim, with omissions",
    Verdict.ALTERED: "✗ altered",
    Verdict.ELSEWHERE: "✗ elsewhere",
    Verdict.NOT_FOUND: "? not found",
}
#: Of other places so many are named in a terminal.
NAMED = 3


def record(checked: Checked) -> dict[str, Any]:
    """One quotation as the object that ``footnote check --json`` prints."""
    said = checked.quotation
    return {
        "quote": said.text,
        "verdict": checked.verdict.value,
        "citation": citation_record(checked.citation) if checked.citation else None,
        "difference": [asdict(change) for change in checked.changes],
        "omitted": list(checked.omitted),
        "denied": checked.denied,
        "inserted": list(checked.inserted),
        "short": checked.short,
        "start": said.start,
        "end": said.end,
        "claimed": list(said.claimed),
        "continued": list(map(citation_record, checked.continued)),
        "others": list(map(citation_record, checked.others)),
        "more": checked.more,
        "stitched": list(map(citation_record, checked.stitched)),
    }


def shown(checked: Checked) -> str:
    """One quotation with its verdict, as text."""
    return safe("\n".join(_lines(checked)))


def summary(found: Sequence[Checked]) -> str:
    """How many quotations there are of each verdict."""
    if not found:
        return "No quotation was found in this text: it has no quotation marks and no block quotation."
    counts = Counter(one.verdict for one in found)
    parts = [f"{counts[verdict]} {CALLED[verdict][2:]}" for verdict in Verdict if counts[verdict]]
    short = sum(one.short and one.verdict is Verdict.NOT_FOUND for one in found)
    names = f" ({short} of one or two words, names perhaps)" if short else ""
    return f"{count(len(found), 'quotation')}: {'; '.join(parts)}{names}."


def _lines(checked: Checked) -> Iterator[str]:
    yield f"{CALLED[checked.verdict]}{_places(checked)}"
    difference = checked.verdict is Verdict.ALTERED and not checked.stitched
    yield _filled(f"“{told(checked.changes) if difference else collapse(checked.quotation.text)}”")
    for words in checked.omitted:
        yield _filled(f"left out: {words}")
    if checked.denied:
        yield _filled("a “not” is among what is left out")
    if checked.inserted:
        yield _filled(f"put in: {'; '.join(checked.inserted)}")
    yield from map(_filled, _where(checked))


def _places(checked: Checked) -> str:
    """What a short quotation tells: in how many places it stands."""
    if not checked.short:
        return ""
    if checked.citation is None:
        return " (of one or two words: a name perhaps)"
    return f" (short: in {count(1 + len(checked.others) + checked.more, 'place')})"


def _where(checked: Checked) -> Iterator[str]:
    """Where it stands, or what it may have been made of."""
    if checked.stitched:
        yield "sentences of different places, joined without a mark of omission:"
        yield from map(_place, checked.stitched)
    elif checked.citation:
        yield from map(_place, (checked.citation, *checked.continued))
    for other in checked.others[:NAMED]:
        yield f"also in: {_place(other)}"
    unnamed = len(checked.others[NAMED:]) + checked.more
    if unnamed:
        yield f"and in {count(unnamed, 'more place')}"


def _place(cited: Citation) -> str:
    return f"{plain_note(cited)} ({cited.document}) {cited.url}"


def _filled(text: str) -> str:
    return textwrap.fill(
        text, WIDTH, initial_indent="  ", subsequent_indent="  ", break_long_words=False, break_on_hyphens=False
    )
