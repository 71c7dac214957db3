"""What editors, converters and years do to a text. Each change says what it does to a work around some of its sentences.

``keys`` are those of the cited sentences, in paragraphs of their own that are some paragraphs apart.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from benchmarks.works import Paragraph, Sentence, Work

Change = Callable[[Work, Sequence[int], random.Random], Work]

#: Of what is inserted: true, checkable, and about nothing that the texts are about.
INSERTED = (
    "The metre was defined in 1983 by the distance that light travels in a certain part of a second. Before that it "
    "was the length of a bar of platinum and iridium.",
    "Water boils at a lower temperature on a mountain, because the air presses less upon it there.",
    "The first postage stamp was issued in 1840. It cost a penny, and showed the head of the queen.",
    "A leap year has 366 days. Of the years that end a century only those are leap years that 400 divides.",
)
#: What a word is replaced by.
WORDS = (
    "Norway",
    "seldom",
    "cheaper",
    "Kenya",
    "winter",
    "against",
    "eleven",
    "Peru",
    "north",
    "copper",
    "fewer",
    "Malta",
)


def inserted_before(work: Work, keys: Sequence[int], chance: random.Random) -> Work:
    """One to three paragraphs more, right before each cited one."""
    return _each(work, keys, lambda one, fresh: [*_new(fresh, chance.randint(1, 3), chance), one])


def inserted_after(work: Work, keys: Sequence[int], chance: random.Random) -> Work:
    """One to three paragraphs more, right after each cited one."""
    return _each(work, keys, lambda one, fresh: [one, *_new(fresh, chance.randint(1, 3), chance)])


def inserted_around(work: Work, keys: Sequence[int], chance: random.Random) -> Work:
    """A paragraph more before and after each cited one."""
    return _each(work, keys, lambda one, fresh: [*_new(fresh, 1, chance), one, *_new(fresh + 9, 1, chance)])


def inserted_at_the_head(work: Work, keys: Sequence[int], chance: random.Random) -> Work:
    """Three paragraphs more before all others."""
    return replace(work, paragraphs=(*_new(work.fresh(), 3, chance), *work.paragraphs))


def reordered(work: Work, keys: Sequence[int], chance: random.Random) -> Work:
    """All paragraphs in another order."""
    return replace(work, paragraphs=tuple(chance.sample(work.paragraphs, len(work.paragraphs))))


def parted(work: Work, keys: Sequence[int], chance: random.Random) -> Work:
    """Each cited paragraph in two, between two sentences where it has two."""

    def two(one: Paragraph, _: int) -> list[Paragraph]:
        at = chance.randint(1, len(one.sentences) - 1) if len(one.sentences) > 1 else 1
        return _filled(replace(one, sentences=one.sentences[:at]), Paragraph(one.sentences[at:]))

    return _each(work, keys, two)


def parted_within(work: Work, keys: Sequence[int], chance: random.Random) -> Work:
    """Each cited paragraph in two within the cited sentence, as a reader does that takes a line's end for one."""

    def two(one: Paragraph, _: int) -> list[Paragraph]:
        at = next(n for n, sentence in enumerate(one.sentences) if sentence.key in keys)
        words = one.sentences[at].text.split(" ")
        if len(words) < 8:
            return [one]
        cut = chance.randint(3, len(words) - 3)
        head, tail = (replace(one.sentences[at], text=" ".join(part)) for part in (words[:cut], words[cut:]))
        return [replace(one, sentences=(*one.sentences[:at], head)), Paragraph((tail, *one.sentences[at + 1 :]))]

    return _each(work, keys, two)


def merged(work: Work, keys: Sequence[int], chance: random.Random) -> Work:
    """Each cited paragraph with the one behind it."""
    kept: list[Paragraph] = []
    for one in work.paragraphs:
        if kept and _holds(kept[-1], keys):
            kept[-1] = replace(kept[-1], sentences=kept[-1].sentences + one.sentences)
        else:
            kept.append(one)
    return replace(work, paragraphs=tuple(kept))


def set_otherwise(work: Work, keys: Sequence[int], chance: random.Random) -> Work:
    """Other quotation marks, dashes, dots, spaces, hyphens at which a word may break, ligatures."""
    plain = any(mark in "".join(one.text for one in work.sentences()) for mark in "“”’–")
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

    return _said_otherwise(work, lambda one: other(one.text))


def edited(work: Work, keys: Sequence[int], chance: random.Random) -> Work:
    """A word or a figure of each cited sentence is another."""
    return _said_otherwise(work, lambda one: _edited(one.text, chance) if one.key in keys else one.text)


def rewritten(work: Work, keys: Sequence[int], chance: random.Random) -> Work:
    """Three words of each cited sentence are others."""

    def thrice(text: str) -> str:
        return _edited(_edited(_edited(text, chance), chance), chance)

    return _said_otherwise(work, lambda one: thrice(one.text) if one.key in keys else one.text)


def neighbours_edited(work: Work, keys: Sequence[int], chance: random.Random) -> Work:
    """A word of the sentence before each cited one is another, and one of the sentence after it."""
    order = [one.key for one in work.sentences()]
    beside = {
        order[at + step] for at, key in enumerate(order) if key in keys for step in (-1, 1) if at + step < len(order)
    }
    return _said_otherwise(
        work, lambda one: _edited(one.text, chance) if one.key in beside and one.key not in keys else one.text
    )


def edited_beside_edited(work: Work, keys: Sequence[int], chance: random.Random) -> Work:
    """A word of each cited sentence and one of the sentence after it are others."""
    order = [one.key for one in work.sentences()]
    both = {order[at] for at in range(len(order)) if order[at] in keys or (at and order[at - 1] in keys)}
    return _said_otherwise(work, lambda one: _edited(one.text, chance) if one.key in both else one.text)


def sentence_removed(work: Work, keys: Sequence[int], chance: random.Random) -> Work:
    """The cited sentences are left out."""
    kept = (replace(one, sentences=tuple(s for s in one.sentences if s.key not in keys)) for one in work.paragraphs)
    return replace(work, paragraphs=tuple(_filled(*kept)))


def paragraph_removed(work: Work, keys: Sequence[int], chance: random.Random) -> Work:
    """The cited paragraphs are left out."""
    return replace(work, paragraphs=tuple(one for one in work.paragraphs if not _holds(one, keys)))


def paragraph_replaced(work: Work, keys: Sequence[int], chance: random.Random) -> Work:
    """Another paragraph, of something else, stands where each cited one stood."""
    return _each(work, keys, lambda one, fresh: _new(fresh, 1, chance))


def quoted_by_its_correction(work: Work, keys: Sequence[int], chance: random.Random) -> Work:
    """Each cited sentence is edited, and a note at the end quotes what it said."""
    notes = [
        Paragraph(
            (Sentence(work.fresh() + 1000 + at, f"Correction: an earlier version of this text said that “{one.text}”"),)
        )
        for at, one in enumerate(one for one in work.sentences() if one.key in keys)
    ]
    changed = edited(work, keys, chance)
    return replace(changed, paragraphs=(*changed.paragraphs, *notes))


def next_version(work: Work, keys: Sequence[int], chance: random.Random) -> Work:
    """An editor's day: of the paragraphs one in six goes, one in six comes, one in four is edited; two change places."""
    kept: list[Paragraph] = []
    for at, one in enumerate(work.paragraphs):
        dice = chance.random()
        if dice < 1 / 6:
            continue
        sentences = one.sentences
        if dice < 5 / 12:
            hit = chance.randrange(len(sentences))
            sentences = tuple(
                replace(s, text=_edited(s.text, chance)) if n == hit else s for n, s in enumerate(sentences)
            )
        kept.append(replace(one, sentences=sentences))
        if dice > 5 / 6:
            kept += _new(work.fresh() + 10 * at, 1, chance)
    first, second = (chance.randrange(len(kept)) for _ in range(2))
    kept[first], kept[second] = kept[second], kept[first]
    return replace(work, paragraphs=tuple(kept))


# Before anything is cited


def with_copies(work: Work, keys: Sequence[int], chance: random.Random) -> Work:
    """Each cited paragraph stands two times more, anywhere."""
    return _scattered(work, keys, chance, lambda text: text)


def with_likenesses(work: Work, keys: Sequence[int], chance: random.Random) -> Work:
    """Three paragraphs more for each cited one, anywhere, that differ from it in a word or a figure of each sentence."""
    return _scattered(work, keys, chance, lambda text: _edited(text, chance), 3)


def with_a_family(work: Work, keys: Sequence[int], chance: random.Random) -> Work:
    """Each cited paragraph is one of four in a row that differ in a word or a figure: a list of countries, of years."""

    def family(one: Paragraph, fresh: int) -> list[Paragraph]:
        others = [_copy(one, fresh + 50 * n, lambda text: _edited(text, chance)) for n in range(3)]
        others.insert(chance.randint(0, 3), one)
        return others

    return _each(work, keys, family)


def copies_added(work: Work, keys: Sequence[int], chance: random.Random) -> Work:
    """Each cited paragraph once more, anywhere: after it was cited."""
    return _scattered(work, keys, chance, lambda text: text, 1)


def _scattered(
    work: Work, keys: Sequence[int], chance: random.Random, say: Callable[[str], str], times: int = 2
) -> Work:
    """Copies of the cited paragraphs, none beside another or beside the first: there nobody could tell them apart."""
    paragraphs, fresh = list(work.paragraphs), work.fresh()
    for one in [one for one in work.paragraphs if _holds(one, keys)]:
        likes = [one]
        for _ in range(times):
            free = [
                at
                for at in range(len(paragraphs) + 1)
                if not any(two in likes for two in paragraphs[max(0, at - 1) : at + 1])
            ]
            likes.append(_copy(one, fresh, say))
            paragraphs.insert(chance.choice(free), likes[-1])
            fresh += len(one.sentences)
    return replace(work, paragraphs=tuple(paragraphs))


def _copy(one: Paragraph, fresh: int, say: Callable[[str], str]) -> Paragraph:
    return Paragraph(tuple(Sentence(fresh + n, say(sentence.text)) for n, sentence in enumerate(one.sentences)))


def _each(work: Work, keys: Sequence[int], turn: Callable[[Paragraph, int], list[Paragraph]]) -> Work:
    """Every paragraph that holds one of the keys becomes others."""
    changed: list[Paragraph] = []
    for at, one in enumerate(work.paragraphs):
        changed += turn(one, work.fresh() + 1000 * at) if _holds(one, keys) else [one]
    return replace(work, paragraphs=tuple(changed))


def _holds(one: Paragraph, keys: Sequence[int]) -> bool:
    return any(sentence.key in keys for sentence in one.sentences)


def _filled(*paragraphs: Paragraph) -> list[Paragraph]:
    return [one for one in paragraphs if one.sentences]


def _new(fresh: int, count: int, chance: random.Random) -> list[Paragraph]:
    return [Paragraph((Sentence(fresh + n, text),)) for n, text in enumerate(chance.sample(INSERTED, count))]


def _said_otherwise(work: Work, say: Callable[[Sentence], str]) -> Work:
    return replace(
        work,
        paragraphs=tuple(
            replace(one, sentences=tuple(replace(s, text=say(s)) for s in one.sentences)) for one in work.paragraphs
        ),
    )


def _edited(text: str, chance: random.Random) -> str:
    """One word of four letters or more, or one digit, is another."""
    places = list(re.finditer(r"\b[^\W\d_]{4,}\b|\d", text))
    if not places:
        return f"{chance.choice(WORDS)} {text}"
    place = chance.choice(places)
    digit = str((int(place[0]) + chance.randint(1, 9)) % 10) if place[0].isdecimal() else ""
    said = digit or chance.choice([word for word in WORDS if word != place[0]])
    return text[: place.start()] + said + text[place.end() :]
