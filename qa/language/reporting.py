"""The ways of each language to report speech, ready to be asked: what is decided by them stands in attribution.py."""

from __future__ import annotations

import re
from functools import cache

from documents.language import FUNCTION_WORDS
from qa.language.reporting_words import WRITTEN, Written
from qa.language.wordlists import words_of


class Reporting:
    """One language's ways to report speech, ready to be asked."""

    def __init__(self, language: str, written: Written) -> None:
        self.language = language
        self.sources = _phrases(written.sources)
        self.sources_after = words_of(written.sources_after)
        self.free, self.bound, self.telling = map(words_of, (written.free, written.bound, written.telling))
        self.verbs = self.free | self.bound | frozenset(one.split("_")[0] for one in written.split.split())
        self.inverted = words_of(written.inverted) or self.verbs | {"so"}
        self.that, self.between = words_of(written.that), words_of(written.between)
        self.circumstances = words_of(written.circumstances) | self.between
        self.nothing, self.ends = words_of(written.nothing), words_of(written.ends)
        self.as_, self.views = words_of(written.as_), words_of(written.views)
        self.contrasts, self.relatives = words_of(written.contrasts), words_of(written.relatives)
        self.never, self.joins, self.determiners = map(words_of, (written.never, written.joins, written.determiners))
        self.openings = (self.circumstances | words_of(written.openings)) - self.determiners
        self.agents, self.times = words_of(written.agents), words_of(written.times)
        self.finite, self.subjects, self.about = map(words_of, (written.finite, written.subjects, written.about))
        self.verbs_last, self.asks = words_of(written.verbs_last), words_of(written.asks)
        self.listeners, self.pronouns = words_of(written.listeners), words_of(written.pronouns)
        self.negations, self.pointers = words_of(written.negations), words_of(written.pointers)
        self.turns = words_of(written.turns)
        self.adverbs, self.drops_subject = written.adverbs or "\n", written.drops_subject
        self.split = _phrases(written.split)
        self.particles = frozenset(particle for _, particle in self.split)
        self.separable = frozenset(verb for verb, _ in self.split)
        self.function = FUNCTION_WORDS[language]
        anywhere = language == "de"  # compounds: "Außenministerium"
        self.speaks = _stems(written.speakers, anywhere=anywhere)
        self.paper = _stems(written.papers, anywhere=anywhere)
        self.rule = _stems(written.rules, anywhere=anywhere, whole=language in ("en", "fr"))


@cache
def reporting(language: str) -> Reporting | None:
    """The ways of a language (ISO 639-1); None where it is none of those known here."""
    written = WRITTEN.get(language)
    return Reporting(language, written) if written else None


def _phrases(written: str) -> tuple[tuple[str, ...], ...]:
    return tuple(sorted((tuple(one.split("_")) for one in written.split()), key=len, reverse=True))


def _stems(written: str, *, anywhere: bool = False, whole: bool = False) -> re.Pattern[str]:
    """A pattern of words that begin so; ``anywhere``: or contain it; ``whole``: are it, or its plural."""
    before, after = ("" if anywhere else r"\A"), (r"(?:s|es)?\Z" if whole else "")
    return re.compile(f"{before}(?:{'|'.join(map(re.escape, written.split()))}){after}")
