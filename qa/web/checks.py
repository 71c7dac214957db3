"""Checked quotations → HTML."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from qa.quotes.check import Checked, Verdict
from qa.web.markup import render
from qa.web.texts import duration, t
from qa.web.wish import Wish

#: How a verdict looks.
LOOKS = {
    Verdict.VERBATIM: "is-strong",
    Verdict.OMISSION: "is-strong",
    Verdict.ALTERED: "is-bad",
    Verdict.ELSEWHERE: "is-partial",
    Verdict.NOT_FOUND: "is-partial",
}


def checked(found: Sequence[Checked], wish: Wish, seconds: float) -> str:
    """What became of each quotation of a text."""
    counts = Counter(one.verdict for one in found)
    present = [(verdict, counts[verdict]) for verdict in LOOKS if counts[verdict]]
    counted = (t("check.count", n=count, verdict=t(f"check.verdict_{verdict.value}")) for verdict, count in present)
    return render(
        "check.html.j2",
        items=found,
        told=told,
        counts=present,
        looks=LOOKS,
        permalink=wish.address,
        said=f"{t('check.checked', n=len(found))}: {', '.join(counted)}." if found else t("check.none"),
        duration=duration(seconds),
    )


def told(one: Checked) -> str:
    """What is to be known of it beside its verdict."""
    places = 1 + len(one.others) + one.more
    match one.verdict:
        case Verdict.ALTERED if one.stitched:
            return t("check.stitched")
        case Verdict.ALTERED:
            return t("check.altered")
        case Verdict.ELSEWHERE:
            return t("check.elsewhere")
        case Verdict.NOT_FOUND:
            return t("check.too_short") if one.short else t("check.nothing_like")
        case _ if one.short:
            return t("check.short", n=places)
        case Verdict.OMISSION if one.denied:
            return t("check.denied")
        case Verdict.OMISSION:
            return t("check.read_omitted") if one.omitted else ""
    return ""
