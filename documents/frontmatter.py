"""Kicker, title, topic line, authors and date of a document's first lines.

Never guessed: a line is taken for a byline only when it reads like one (names alone, beside the title or the
date, none of them a word of the text), and a date only when it cannot be read in two ways.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from documents.bylines import Facts, facts_of, is_address, is_affiliation, is_field, is_label, is_marked, labels
from documents.dates import parse_date
from documents.model import BlockKind, Metadata
from documents.structure import marker_of

PROVENANCE = "first lines"

#: Lines that are looked at: kicker, title, subtitle, topic, authors, affiliation, place, date, with some to spare.
OPENING = 12


@dataclass(frozen=True, slots=True)
class Opening:
    """One of the first lines; ``gap`` says whether a blank line stands above it."""

    text: str
    gap: bool = True


@dataclass(frozen=True, slots=True)
class Front:
    """The kind of each first line that is front matter, by its index, and what these lines say."""

    kinds: Mapping[int, BlockKind]
    metadata: Metadata


def read_front(lines: Sequence[Opening], body: str, title: str = "") -> Front:
    """The front matter among the first lines.

    ``body`` is the whole text, in which the words of a byline must not occur as common words. ``title`` is
    given where the format itself told it; the lines are then those after it.
    """
    reader = _Front(lines, body, title)
    reader.read()
    found = {name: value for name, value in reader.found.items() if value}
    metadata = Metadata(**found, provenance=dict.fromkeys(found, PROVENANCE))  # type: ignore[arg-type]
    return Front(reader.kinds, metadata)


#: First lines that name a series of publications; an issue's number may follow: "Working Paper No. 12/2021".
_KICKER = re.compile(
    r"(?:(?:osw|expert|special) )?(?:analys[ei]s|commentar(?:y|ies)|reports?|policy (?:briefs?|papers?)|briefings?"
    r"|briefs?|opinions?|editorial|(?:working|research|discussion) papers?|essay|feature|interview|news|point of view"
    r"|insights?|comment|background|fact ?sheet|explainer|in focus|memo"
    r"|analizy|analiza|komentarze?(?: osw)?|raporty?(?: osw)?|opini[ae]|punkt widzenia|prace osw"
    r"|analysen?|kommentare?|berichte?|studien?|hintergrund|stellungnahme|swp-(?:aktuell|studie)|meinung|arbeitspapier"
    r"|commentaires?|notes?(?: d[’']analyse)?|rapports?|études?(?: de \S+)?|tribune"
    r"|éditorial|análisis|informe|analisi|commento"
    r"|аналитика|анализ|комментари[йи]|доклад|мнение|аналітика|аналіз|коментарі?|доповідь|думка"
    r"|аналітична записка|аналитическая записка|аналітична довідка|аналитическая справка|записка)"
    r"(?:,?\s+(?:no\.?|nr\.?|n°|№|vol\.?|issue)?\s*[\w/-]*\d[\w/ .()-]*)?",
    re.IGNORECASE,
)
#: Most words of a label above a title that names no known series: "Grid watch".
_LABEL_ABOVE = 2

#: Longest title, in characters; the longest among the gold sets' news headlines has 160.
_LONGEST_TITLE = 200
#: Most labels between a title and its date: a topic, an institution and its place.
_MOST_LABELS = 3


def could_be_title(text: str) -> bool:
    """Whether the line reads like a headline: it begins large, is not a full sentence, an address or a list item."""
    return (
        len(text) <= _LONGEST_TITLE
        and any(map(str.isalpha, text))
        and (not text[0].islower() or text[1:2].isupper())
        and (text[-1] not in ".:;,…" or _ABBREVIATED.search(text) is not None)
        and (not marker_of(text) or _CAPITAL_MARK.match(text) is not None)
        and not is_address(text)
        and text.count("|") < 2
    )


#: A headline may end in an initialism: "The view from the U.S."
_CAPITAL_MARK = re.compile(r"[A-Z]\.\s")  # "C. difficile", and "A. Background"
_ABBREVIATED = re.compile(r"\b(?:[A-Z]\.){2,}\Z|\b(?:Inc|Ltd|Co|Corp|Jr|Sr|vs)\.\Z")


class _Front:
    """Walks down the first lines; ``kinds`` and ``found`` grow."""

    def __init__(self, lines: Sequence[Opening], body: str, title: str) -> None:
        self.lines = lines[:OPENING]
        self.body = body
        self.title = title
        self.rest = len(lines) > len(self.lines)
        self.kinds: dict[int, BlockKind] = {}
        self.found: Facts = {}
        self._facts = [facts_of(line.text) for line in self.lines]

    def read(self) -> None:
        """Fields first, wherever they stand among the lines; then title and what follows it."""
        at = self._take_facts(0, fields_only=True)
        if not self.title:
            at = self._take_title(at)
        if self.title or self.found:
            self._take_after_title(at)

    def _take_title(self, at: int) -> int:
        if at >= len(self.lines) or not self._titled(at):
            return at
        if self._is_kicker(at):
            self._take(at, BlockKind.FURNITURE, _series(self.lines[at].text))
            at += 1
        if not self.found.get("title"):
            self._take(at, BlockKind.TITLE, {"title": self.lines[at].text})
            self.title = self.lines[at].text
        return at + 1

    def _titled(self, at: int) -> bool:
        """Whether a headline stands here: not a fact, and parted from what follows, or followed by facts."""
        if "published" in _series(self.lines[at].text):
            return True
        if self._facts[at] is not None and self._believable(at):
            return False
        if not could_be_title(self.lines[at].text):
            return self._is_spoken_title(at)
        if at + 1 == len(self.lines):
            return self.rest
        return (
            self.lines[at + 1].gap
            or self._fact_follows(at)
            or not could_be_title(self.lines[at + 1].text)
        )  # fmt: skip

    def _is_spoken_title(self, at: int) -> bool:
        """A headline with a full stop, "It will rain. What to know.", told by the date or byline below it."""
        text = self.lines[at].text
        return len(text) <= _LONGEST_TITLE and could_be_title(text.rstrip(".")) and self._fact_at(at + 1)

    def _fact_at(self, at: int) -> bool:
        return at < len(self.lines) and self._facts[at] is not None and self._believable(at)

    def _is_kicker(self, at: int) -> bool:
        """A known series, or a short label above a headline that facts follow."""
        text = self.lines[at].text
        if at + 2 > len(self.lines) or not self._titled(at + 1):
            return False
        if _KICKER.fullmatch(str(_series(text)["series"])):
            return True
        if len(self.lines[at + 1].text) <= len(text):
            return False
        short = is_label(text) and len(text.split()) <= _LABEL_ABOVE
        return short and len(self.lines[at + 1].text.split()) > _LABEL_ABOVE + 1 and self._fact_follows(at + 1)

    def _fact_follows(self, at: int) -> bool:
        """Whether a date or byline stands below, perhaps under a label or a subtitle."""
        for below in (at + 1, at + 2):
            if self._fact_at(below):
                return True
            if below < len(self.lines) and not could_be_title(self.lines[below].text):
                return False
        return False

    def _take_after_title(self, at: int) -> None:
        at = self._take_labels_above_date(self._take_facts(at))
        while at + 1 < len(self.lines) and self._facts[at] is None and self._fact_follows_closely(at):
            text = self.lines[at].text
            if is_label(text) and "topics" not in self.found:
                self._take(at, BlockKind.FURNITURE, {"topics": labels(text)})
            else:
                self._take(at, BlockKind.FURNITURE, {})  # a subtitle
            at = self._take_facts(at + 1)

    def _take_labels_above_date(self, at: int) -> int:
        """Labels between title and date are front matter even where they name nobody: a topic, an institution."""
        date = next((below for below in range(at, len(self.lines)) if not self._is_label(below)), len(self.lines))
        if not 0 < date - at <= _MOST_LABELS or not self._date_below(date - 1):
            return at
        for label in range(at, date):
            text, first = self.lines[label].text, "topics" not in self.found
            self._take(label, BlockKind.FURNITURE, {"topics": labels(text)} if first else {})
        return self._take_facts(date)

    def _is_label(self, at: int) -> bool:
        return self._facts[at] is None and is_label(self.lines[at].text) and could_be_title(self.lines[at].text)

    def _fact_follows_closely(self, at: int) -> bool:
        return (
            could_be_title(self.lines[at].text)
            and self._facts[at + 1] is not None
            and self._believable(at + 1)
            and not (self.lines[at + 1].gap and is_label(self.lines[at].text))
        )

    def _take_facts(self, at: int, *, fields_only: bool = False) -> int:
        """Takes the lines from ``at`` on that are facts; returns the index of the first that is none."""
        while at < len(self.lines):
            facts = self._facts[at]
            if facts is None and self.found.get("authors") and is_affiliation(self.lines[at].text):
                facts = {}
            if facts is None or (fields_only and not is_field(self.lines[at].text)) or not self._believable(at):
                break
            self._take(at, BlockKind.FURNITURE, facts)
            at += 1
        return at

    def _take(self, at: int, kind: BlockKind, facts: Facts) -> None:
        self.kinds[at] = kind
        for name, value in facts.items():
            known = self.found.get(name)
            if isinstance(known, tuple) and isinstance(value, tuple):
                self.found[name] = known + tuple(item for item in value if item not in known)
            elif not known:
                self.found[name] = value
        if self.found.get("title"):
            self.title = str(self.found["title"])

    def _believable(self, at: int) -> bool:
        """Whether names without "by" are names: none of their words is a word of the text.

        Names that stand alone, away from title, topic and date, must moreover not be a subject of the text.
        """
        facts, text = self._facts[at], self.lines[at].text
        if facts is None or "authors" not in facts or is_marked(text):
            return True
        names = facts["authors"]
        if any(self._common(word) for name in names for word in name.split() if not word.islower()):
            return False
        beside = not self.lines[at].gap or "published" in facts or len(names) > 1 or self._date_below(at)
        if not beside and self._named_below(at):
            return False
        return (at > 0 or bool(self.title)) and (beside or not any(self._subject(name) for name in names))

    def _named_below(self, at: int) -> bool:
        """Whether the line below a gap surely names the author: then this one is a title or topic of two words."""
        below = at + 1
        if below >= len(self.lines) or not self.lines[below].gap or "authors" not in (self._facts[below] or ()):
            return False
        text = self.lines[below].text
        return text[-1] != "." and (", " in text or is_marked(text) or self._date_below(below))

    def _date_below(self, at: int) -> bool:
        below = self._facts[at + 1] if at + 1 < len(self.lines) else None
        return below is not None and "published" in below

    def _common(self, word: str) -> bool:
        return len(word) > 3 and re.search(rf"(?<!\w){re.escape(word.lower())}(?!\w)", self.body) is not None

    def _subject(self, name: str) -> bool:
        surname = name.split()[-1]
        met = len(re.findall(rf"(?<!\w){re.escape(surname)}(?!\w)", self.body))
        return len(name.split()) > 3 or surname in self.title or met > 1


def _series(text: str) -> Facts:
    """ "Policy Paper | September 2022", and a line without a date as it is."""
    name, _, rest = text.partition(" | ")
    published = parse_date(rest)
    return {"series": name, "published": published} if published and _KICKER.fullmatch(name) else {"series": text}


def merged(first: Metadata, second: Metadata) -> Metadata:
    """The fields of ``first``, and where they are empty those of ``second``, with their provenance."""
    taken: dict[str, Any] = {name: getattr(second, name) for name in second.provenance if not getattr(first, name)}
    provenance = {**{name: second.provenance[name] for name in taken}, **first.provenance}
    return replace(first, **taken, provenance=provenance)
