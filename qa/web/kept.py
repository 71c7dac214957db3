"""What is kept → HTML: a stored answer's standing today, the list of answers, dossiers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import TYPE_CHECKING

from qa.anchors import SOUND, Resolution, State, address_of, resolve
from qa.cite import cite
from qa.difference import Change
from qa.model import Citation
from qa.web.markup import render
from qa.web.texts import day, t

if TYPE_CHECKING:
    from index.answers import AnswerLine
    from index.dossiers import DossierLine
    from index.snapshot import Snapshot
    from qa.archive.answers import Kept, Listed
    from qa.archive.dossiers import Pin
    from qa.archive.renewal import Renewed


@dataclass(frozen=True, slots=True)
class Status:
    """What has become of a quotation."""

    state: str
    #: Whether it still stands in the library word for word.
    standing: bool
    message: str
    changes: tuple[Change, ...] = ()
    #: The address of its place today, whatever it says there; empty where there is none.
    url: str = ""


@dataclass(frozen=True, slots=True)
class Stored:
    """What is to be known of an answer as one that is kept."""

    #: The address that shows it so; empty for one that was given just now, whose address is its question.
    address: str = ""
    #: When it was given, for one that is shown as it was stored.
    kept: Kept | None = None
    #: What is different from the stored one, for one whose question was asked again.
    renewed: Renewed | None = None
    #: What has become of its citations, by number.
    statuses: Mapping[int, Status] = field(default_factory=dict)
    #: Why it could not be stored.
    wrong: str = ""

    @property
    def standing(self) -> str:
        """How many of its quotations still stand, in a sentence."""
        total, standing = len(self.statuses), sum(one.standing for one in self.statuses.values())
        if not total:
            return ""
        if standing == total:
            return t("kept.all_stand", n=total)
        return t("kept.some_stand", part=standing, n=total) if standing else t("kept.none_stands", n=total)


#: An answer that was given just now.
NEVER = Stored()


def status(view: Snapshot, cited: Citation) -> Status:
    """What has become of a citation."""
    today = resolve(view, address_of(cited))
    said = _said(today, newer=today.document != cited.document)
    return Status(today.state.value, today.state in SOUND, said, today.changes, _url(view, today))


def _said(today: Resolution, *, newer: bool) -> str:
    """What ``qa.verify.message`` says, in the visitor's language; what was edited is shown beside it."""
    paragraph = str(today.paragraph)
    match today.state:
        case State.UNCHANGED:
            return t("states.unchanged")
        case State.MOVED if today.elsewhere:
            return f"{_went(today)} {t('states.elsewhere', name=today.name, paragraph=paragraph)}"
        case State.MOVED if newer:
            return t("states.moved_newer", paragraph=paragraph)
        case State.MOVED:
            return t("states.moved", paragraph=paragraph)
        case State.EDITED:
            return t("states.edited", paragraph=paragraph)
        case State.REMOVED if newer:
            return t("states.removed_newer")
        case State.REMOVED:
            return t("states.removed")
        case State.AMBIGUOUS:
            return t("states.ambiguous")
        case State.GONE:
            return _went(today)


def _went(today: Resolution) -> str:
    return t("states.gone_on", day=day(today.removed[:10])) if today.removed else t("states.gone")


def _url(view: Snapshot, today: Resolution) -> str:
    """Where a resolution leads; what runs over the end of a paragraph as far as it stands in the first."""
    if today.document is None or today.start is None or today.end is None:
        return ""
    document = view.document(today.document)
    block = document.block_at(today.start)
    if block is None or not block.citable or today.start >= today.end:
        return ""
    return cite(document, today.start, min(today.end, block.end)).url


def statuses(view: Snapshot, citations: Iterable[Citation]) -> dict[int, Status]:
    """What has become of citations, by their numbers."""
    return {one.number: status(view, one) for one in citations}


def leading(cited: Citation, known: Status) -> Citation:
    """A citation whose address leads to where its quotation stands today, if it does."""
    return replace(cited, url=known.url or cited.url)


def history(found: Listed, words: str) -> str:
    """A part of the list of stored answers, by day."""
    return render(
        "history.html.j2",
        days=[(day, list(lines)) for day, lines in groupby(found.lines, key=_day)],
        total=found.total,
        more=found.more,
        words=words,
    )


def _day(line: AnswerLine) -> str:
    return line.last[:10]


@dataclass(frozen=True, slots=True)
class Pinned:
    """A quotation of a dossier, and what has become of it."""

    pin: Pin
    status: Status


def pinned(view: Snapshot, pin: Pin) -> Pinned:
    """A pin with what has become of its quotation."""
    today = status(view, pin.citation)
    return Pinned(replace(pin, citation=leading(pin.citation, today)), today)


def dossiers(every: Sequence[DossierLine], current: str, pins: Sequence[Pinned]) -> str:
    """All dossiers by name, and one of them with its quotations."""
    return render("dossiers.html.j2", dossiers=every, current=current, pins=pins)
