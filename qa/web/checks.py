"""Checked quotations → HTML."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from qa.quotes.check import Checked, Verdict
from qa.web.markup import plural, render
from qa.web.wish import Wish

#: How a verdict looks, and how it is called.
LOOKS = {
    Verdict.VERBATIM: ("is-strong", "verbatim"),
    Verdict.OMISSION: ("is-strong", "verbatim, with omissions"),
    Verdict.ALTERED: ("is-bad", "altered"),
    Verdict.ELSEWHERE: ("is-partial", "elsewhere"),
    Verdict.NOT_FOUND: ("is-partial", "not in the library"),
}


def checked(found: Sequence[Checked], wish: Wish, seconds: float) -> str:
    """What became of each quotation of a text."""
    counts = Counter(one.verdict for one in found)
    present = [(verdict, counts[verdict]) for verdict in LOOKS if counts[verdict]]
    said = ", ".join(f"{count} {LOOKS[verdict][1]}" for verdict, count in present)
    return render(
        "check.html.j2",
        items=found,
        told=told,
        counts=present,
        looks=LOOKS,
        permalink=wish.address,
        said=f"{plural(len(found), 'quotation')} checked: {said}." if found else "No quotation was found in this text.",
        seconds=seconds,
    )


def told(one: Checked) -> str:
    """What is to be known of it beside its verdict."""
    places = 1 + len(one.others) + one.more
    match one.verdict:
        case Verdict.ALTERED if one.stitched:
            return "Sentences that stand in different places are joined as if they were one run."
        case Verdict.ALTERED:
            return "The library has other words here: struck out are yours, underlined is what stands there."
        case Verdict.ELSEWHERE:
            return "It is not in the document that it is given to; it stands here."
        case Verdict.NOT_FOUND:
            return "Too short to tell." if one.short else "Nothing in the library is like it."
        case _ if one.short:
            return f"Too short to tell much: these words stand in {plural(places, 'place')}."
        case Verdict.OMISSION if one.denied:
            return "A “not” is among what is left out: it may say the contrary."
        case Verdict.OMISSION:
            return "Read what is left out: it may change what is said." if one.omitted else ""
    return ""
