"""What editors, converters and years do to a text, around sentences of it that were cited."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from benchmarks.works import Paragraph, Sentence, Work

#: Of what is inserted: true, checkable, and about nothing that the texts are about.
INSERTED = (
    "The metre was defined in 1983 by the distance that light travels in a certain part of a second. Before that it "
    "was the length of a bar of platinum and iridium.",
    "Water boils at a lower temperature on a mountain, because the air presses less upon it there.",
    "The first postage stamp was issued in 1840. It cost a penny, and showed the head of the queen.",
    "A leap year has 366 days. Of the years that end a century only those are leap years that 400 divides.",
)
#: By which a word is replaced.
WORDS = ("Norway", "seldom", "cheaper", "Kenya", "winter", "against", "eleven", "Peru", "north", "copper", "fewer")


@dataclass(frozen=True)
class Editor:
    """Changes a work around the cited sentences, whose paragraphs lie some paragraphs apart."""

    work: Work
    #: Of the cited sentences.
    keys: Sequence[int]
    chance: random.Random

    def inserted_before(self) -> Work:
        """One to three paragraphs more, right before each cited one."""
        return self._each(lambda one, fresh: [*self._new(fresh, self.chance.randint(1, 3)), one])

    def inserted_after(self) -> Work:
        """One to three paragraphs more, right after each cited one."""
        return self._each(lambda one, fresh: [one, *self._new(fresh, self.chance.randint(1, 3))])

    def inserted_around(self) -> Work:
        """A paragraph more before and after each cited one."""
        return self._each(lambda one, fresh: [*self._new(fresh, 1), one, *self._new(fresh + 9, 1)])

    def inserted_at_the_head(self) -> Work:
        """Three paragraphs more before all others."""
        return replace(self.work, paragraphs=(*self._new(self.work.fresh(), 3), *self.work.paragraphs))

    def reordered(self) -> Work:
        """All paragraphs in another order."""
        return replace(self.work, paragraphs=tuple(self.chance.sample(self.work.paragraphs, len(self.work.paragraphs))))

    def parted(self) -> Work:
        """Each cited paragraph in two, between two sentences where it has two."""

        def two(one: Paragraph, _: int) -> list[Paragraph]:
            at = self.chance.randint(1, len(one.sentences) - 1) if len(one.sentences) > 1 else 1
            return _filled(replace(one, sentences=one.sentences[:at]), Paragraph(one.sentences[at:]))

        return self._each(two)

    def parted_within(self) -> Work:
        """Each cited paragraph in two within the cited sentence, as a reader does that takes a line's end for one."""

        def two(one: Paragraph, _: int) -> list[Paragraph]:
            at = next(n for n, sentence in enumerate(one.sentences) if sentence.key in self.keys)
            words = one.sentences[at].text.split(" ")
            if len(words) < 8:
                return [one]
            cut = self.chance.randint(3, len(words) - 3)
            head, tail = (replace(one.sentences[at], text=" ".join(part)) for part in (words[:cut], words[cut:]))
            return [replace(one, sentences=(*one.sentences[:at], head)), Paragraph((tail, *one.sentences[at + 1 :]))]

        return self._each(two)

    def merged(self) -> Work:
        """Each cited paragraph with the one behind it."""
        kept: list[Paragraph] = []
        for at, one in enumerate(self.work.paragraphs):
            if at and self._holds(self.work.paragraphs[at - 1]):
                kept[-1] = replace(kept[-1], sentences=kept[-1].sentences + one.sentences)
            else:
                kept.append(one)
        return replace(self.work, paragraphs=tuple(kept))

    def set_otherwise(self) -> Work:
        """Other quotation marks, dashes, dots, spaces, hyphens at which a word may break, ligatures."""
        plain = any(mark in "".join(one.text for one in self.work.sentences()) for mark in "“”’–")
        table = str.maketrans(
            {"“": '"', "”": '"', "„": '"', "’": "'", "‘": "'", "–": "-", "—": "-", "…": "..."} if plain else {"'": "’"}
        )

        def other(text: str) -> str:
            text = text.translate(table)
            if not plain:
                text = re.sub(r'"([^"]*)"', r"„\1”", text).replace("...", "…").replace(" - ", " – ")
            text = text.replace("fi", "ﬁ").replace("ffl", "ﬄ")
            text = re.sub(r"\b(\w{5})(\w{4,})", "\\1\u00ad\\2", text, count=2)
            return re.sub(r" (\w{1,3}) ", " \\1\u00a0", text)

        return self._said_otherwise(lambda one: other(one.text))

    def edited(self) -> Work:
        """A word or a figure of each cited sentence is another."""
        return self._said_otherwise(lambda one: self._edited(one.text) if one.key in self.keys else one.text)

    def rewritten(self) -> Work:
        """Three words of each cited sentence are others."""

        def thrice(text: str) -> str:
            return self._edited(self._edited(self._edited(text)))

        return self._said_otherwise(lambda one: thrice(one.text) if one.key in self.keys else one.text)

    def neighbours_edited(self) -> Work:
        """A word of the sentence before each cited one is another, and one of the sentence after it."""
        order = [one.key for one in self.work.sentences()]
        beside = {
            order[at + step]
            for at, key in enumerate(order)
            if key in self.keys
            for step in (-1, 1)
            if 0 <= at + step < len(order)
        }
        return self._said_otherwise(lambda one: self._edited(one.text) if one.key in beside else one.text)

    def edited_beside_edited(self) -> Work:
        """A word of each cited sentence and one of the sentence after it are others."""
        order = [one.key for one in self.work.sentences()]
        both = {order[at] for at in range(len(order)) if order[at] in self.keys or (at and order[at - 1] in self.keys)}
        return self._said_otherwise(lambda one: self._edited(one.text) if one.key in both else one.text)

    def sentence_removed(self) -> Work:
        """The cited sentences are left out."""
        kept = (
            replace(one, sentences=tuple(s for s in one.sentences if s.key not in self.keys))
            for one in self.work.paragraphs
        )
        return replace(self.work, paragraphs=tuple(_filled(*kept)))

    def paragraph_removed(self) -> Work:
        """The cited paragraphs are left out."""
        return replace(self.work, paragraphs=tuple(one for one in self.work.paragraphs if not self._holds(one)))

    def paragraph_replaced(self) -> Work:
        """Another paragraph, of something else, stands where each cited one stood."""
        return self._each(lambda _, fresh: self._new(fresh, 1))

    def quoted_by_its_correction(self) -> Work:
        """Each cited sentence is edited, and a note at the end quotes what it said."""
        notes = [
            Paragraph(
                (
                    Sentence(
                        self.work.fresh() + 1000 + at,
                        f"Correction: an earlier version of this text said that “{one.text}”",
                    ),
                )
            )
            for at, one in enumerate(one for one in self.work.sentences() if one.key in self.keys)
        ]
        changed = self.edited()
        return replace(changed, paragraphs=(*changed.paragraphs, *notes))

    def next_version(self) -> Work:
        """An editor's day: one paragraph in six goes, one comes, one in four is edited, one goes to the end."""
        kept: list[Paragraph] = []
        for at, one in enumerate(self.work.paragraphs):
            dice = self.chance.random()
            if dice < 1 / 6:
                continue
            sentences = one.sentences
            if dice < 5 / 12:
                hit = self.chance.randrange(len(sentences))
                sentences = tuple(
                    replace(s, text=self._edited(s.text)) if n == hit else s for n, s in enumerate(sentences)
                )
            kept.append(replace(one, sentences=sentences))
            if dice > 5 / 6:
                kept += self._new(self.work.fresh() + 10 * at, 1)
        kept.append(kept.pop(self.chance.randrange(len(kept))))
        return replace(self.work, paragraphs=tuple(kept))

    # Before anything is cited

    def with_copies(self) -> Work:
        """Each cited paragraph stands two times more, anywhere."""
        return self._scattered(lambda text: text)

    def with_likenesses(self) -> Work:
        """Three paragraphs more for each cited one, anywhere, that differ in a word or a figure of each sentence."""
        return self._scattered(lambda text: self._edited(text), 3)

    def with_a_family(self) -> Work:
        """Each cited paragraph is one of four in a row that differ in a word or a figure: of countries, of years."""

        def family(one: Paragraph, fresh: int) -> list[Paragraph]:
            others = [_copy(one, fresh + 50 * n, lambda text: self._edited(text)) for n in range(3)]
            others.insert(self.chance.randint(0, 3), one)
            return others

        return self._each(family)

    def copies_added(self) -> Work:
        """Each cited paragraph once more, anywhere: after it was cited."""
        return self._scattered(lambda text: text, 1)

    def _scattered(self, say: Callable[[str], str], times: int = 2) -> Work:
        """Copies of the cited paragraphs, none beside another or beside the first: there nobody could tell them."""
        paragraphs, fresh = list(self.work.paragraphs), self.work.fresh()
        for one in [one for one in self.work.paragraphs if self._holds(one)]:
            likes = [one]
            for _ in range(times):
                beside = [paragraphs[max(0, at - 1) : at + 1] for at in range(len(paragraphs) + 1)]
                free = [at for at, near in enumerate(beside) if not any(two in likes for two in near)]
                likes.append(_copy(one, fresh, say))
                paragraphs.insert(self.chance.choice(free), likes[-1])
                fresh += len(one.sentences)
        return replace(self.work, paragraphs=tuple(paragraphs))

    def _each(self, turn: Callable[[Paragraph, int], list[Paragraph]]) -> Work:
        """Every cited paragraph becomes others; the turn is given a key that no sentence has."""
        changed: list[Paragraph] = []
        for at, one in enumerate(self.work.paragraphs):
            changed += turn(one, self.work.fresh() + 1000 * at) if self._holds(one) else [one]
        return replace(self.work, paragraphs=tuple(changed))

    def _holds(self, one: Paragraph) -> bool:
        return any(sentence.key in self.keys for sentence in one.sentences)

    def _new(self, fresh: int, count: int) -> list[Paragraph]:
        chosen = self.chance.sample(INSERTED, count)
        return [Paragraph((Sentence(fresh + n, text),)) for n, text in enumerate(chosen)]

    def _said_otherwise(self, say: Callable[[Sentence], str]) -> Work:
        def said(one: Paragraph) -> Paragraph:
            return replace(one, sentences=tuple(replace(two, text=say(two)) for two in one.sentences))

        return replace(self.work, paragraphs=tuple(map(said, self.work.paragraphs)))

    def _edited(self, text: str) -> str:
        """One word of four letters or more, or one digit, is another."""
        places = list(re.finditer(r"\b[^\W\d_]{4,}\b|\d", text))
        if not places:
            return f"{self.chance.choice(WORDS)} {text}"
        place = self.chance.choice(places)
        digit = str((int(place[0]) + self.chance.randint(1, 9)) % 10) if place[0].isdecimal() else ""
        said = digit or self.chance.choice([word for word in WORDS if word != place[0]])
        return text[: place.start()] + said + text[place.end() :]


def _copy(one: Paragraph, fresh: int, say: Callable[[str], str]) -> Paragraph:
    return Paragraph(tuple(Sentence(fresh + n, say(sentence.text)) for n, sentence in enumerate(one.sentences)))


def _filled(*paragraphs: Paragraph) -> list[Paragraph]:
    return [one for one in paragraphs if one.sentences]


Change = Callable[[Editor], Work]
