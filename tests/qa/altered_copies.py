"""What must never pass for a quotation: a sentence with a number, a name, a "not", a hedge or any word changed.

Every function takes a source of chance, the sentence and what it can borrow words from, and gives the copy, or None
where the sentence has nothing of the kind.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Material:
    """What a change is made with: a language, the words and names of its texts, other sentences."""

    language: str
    words: tuple[str, ...]
    names: tuple[str, ...]
    #: The sentences of the same paragraph that do not stand beside it, those of other paragraphs, of other documents.
    beyond: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()
    strange: tuple[str, ...] = ()


Change = Callable[[random.Random, str, Material], str | None]


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


NOT = {"en": "not", "pl": "nie", "de": "nicht", "ru": "не", "uk": "не"}
NEGATIONS = {
    "en": ("not", "no", "never", "neither", "nor", "without", "none"),
    "pl": ("nie", "nigdy", "żaden", "żadnego", "bez", "ani"),
    "de": ("nicht", "kein", "keine", "keinen", "keiner", "nie", "ohne"),
    "ru": ("не", "ни", "нет", "никогда", "без"),
    "uk": ("не", "ні", "немає", "ніколи", "без"),
}
PREFIX = {"en": "un", "pl": "nie", "de": "un", "ru": "не", "uk": "не"}
HEDGES = {
    "en": _words("about approximately roughly nearly almost may might could probably estimated some often"),
    "pl": _words("około ok. prawie niemal blisko może prawdopodobnie zwykle często podobno"),
    "de": _words("etwa rund fast ungefähr kann könnte vermutlich wahrscheinlich meist oft mindestens"),
    "ru": _words("около примерно почти может возможно вероятно обычно часто"),
    "uk": _words("близько приблизно майже може можливо ймовірно зазвичай часто щонайменше"),
}
#: What a unit or a scale is changed into.
UNITS = {
    "km": "miles", "kilometres": "miles", "miles": "kilometres", "metres": "feet", "million": "billion",
    "billion": "million", "per cent": "per mille", "milion": "miliard", "milionów": "miliardów", "mln": "mld",
    "mld": "mln", "kilometrów": "mil", "Millionen": "Milliarden", "Kilometer": "Meilen", "млн": "млрд",
    "миллионов": "миллиардов", "километров": "миль", "мільйонів": "мільярдів", "кілометрів": "миль", "%": "‰",
    "$": "€", "€": "$", "£": "$", "°C": "°F", "kg": "g",
}  # fmt: skip


def digit(rng: random.Random, text: str, _: Material) -> str | None:
    """One digit of a number is another."""
    return _at(rng, r"\d", text, lambda found: str((int(found) + rng.randint(1, 9)) % 10))


def digit_more(rng: random.Random, text: str, _: Material) -> str | None:
    """A number has one digit more."""
    return _at(rng, r"\d", text, lambda found: found + str(rng.randint(0, 9)))


def digit_less(rng: random.Random, text: str, _: Material) -> str | None:
    """A number has one digit less."""
    return _at(rng, r"\d(?=\d)", text, lambda _: "")


def decimal_mark(rng: random.Random, text: str, _: Material) -> str | None:
    """A decimal mark is gone, or has come into a number."""
    gone = _at(rng, r"(?<=\d)[.,](?=\d)", text, lambda _: "")
    return gone or _at(rng, r"\d(?=\d)", text, lambda found: found + rng.choice(".,"))


def sign(rng: random.Random, text: str, _: Material) -> str | None:
    """A minus before a number that has none, or none where one is."""
    gone = _at(rng, r"(?<=\s)[−–-](?=\d)", text, lambda _: "")
    return gone or _at(rng, r"(?<=\s)\d", text, lambda found: rng.choice("−-–") + found)


def per_cent(rng: random.Random, text: str, _: Material) -> str | None:
    """A per cent sign is gone, or has come."""
    gone = _at(rng, r"\s?%", text, lambda _: "")
    return gone or _at(rng, r"\d(?=[\s.,;]\D|$)", text, lambda found: found + "%")


def range_end(rng: random.Random, text: str, _: Material) -> str | None:
    """The end of a range is gone, or its dash."""
    return _at(rng, r"(?<=\d)\s?[–-]\s?(?=\d)", text, lambda _: rng.choice([" ", ", "]))


def unit(rng: random.Random, text: str, _: Material) -> str | None:
    """Another unit or scale."""
    there = [
        one.span()
        for name in UNITS
        for one in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)" if name[0].isalpha() else re.escape(name), text)
    ]
    if not there:
        return None
    start, end = rng.choice(there)
    return text[:start] + UNITS[text[start:end]] + text[end:]


def not_put_in(rng: random.Random, text: str, material: Material) -> str:
    """A "not"."""
    return _put_in(rng, text, NOT[material.language])


def not_taken_out(rng: random.Random, text: str, material: Material) -> str | None:
    """A "not", "never", "without" is gone."""
    return _word(rng, text, NEGATIONS[material.language], "")


def short_not(rng: random.Random, text: str, material: Material) -> str | None:
    """ "is" for "isn't" and the other way."""
    if material.language != "en":
        return None
    gone = _at(rng, r"(?<=\w)n['’]t\b", text, lambda _: "")
    return gone or _at(
        rng, r"\b(?:is|was|are|were|did|does|do|has|had|could|would|should)\b", text, lambda one: f"{one}n't"
    )


def prefix(rng: random.Random, text: str, material: Material) -> str | None:
    """The opposite by a prefix, put on or taken off."""
    un = PREFIX[material.language]
    gone = _at(rng, rf"(?<!\w){un}(?=\w{{5}})", text, lambda _: "")
    return (rng.random() < 0.5 and gone) or _at(rng, r"(?<![\w-])[^\W\d_]{5,}", text, lambda one: un + one.lower())


def hedge_dropped(rng: random.Random, text: str, material: Material) -> str | None:
    """ "Nearly", "may", "at least" is gone."""
    return _word(rng, text, HEDGES[material.language], "")


def hedge_put_in(rng: random.Random, text: str, material: Material) -> str:
    """ "Nearly", "may", "at least" has come."""
    return _put_in(rng, text, rng.choice(HEDGES[material.language]))


def word_changed(rng: random.Random, text: str, material: Material) -> str:
    """Another word for one of them."""
    words = text.split()
    at = rng.randrange(len(words))
    return " ".join([*words[:at], rng.choice(material.words), *words[at + 1 :]])


def short_word_changed(rng: random.Random, text: str, _: Material) -> str | None:
    """Another letter in a short word: "on" for "in", "she" for "the"."""
    return _letter(rng, text, r"(?<![\w’'-])[^\W\d_]{1,3}(?![\w’'-])")


def ending_changed(rng: random.Random, text: str, _: Material) -> str | None:
    """A word in another form."""
    return _letter(rng, text, r"(?<=[^\W\d_]{4})[^\W\d_](?![\w’'-])")


def name_changed(rng: random.Random, text: str, material: Material) -> str | None:
    """Another name."""
    return _at(rng, r"(?<=[^\W\d_] )[^\W\d_a-zа-яѐ-џ]\w{3,}", text, lambda _: rng.choice(material.names))


def words_swapped(rng: random.Random, text: str, _: Material) -> str:
    """Two neighbours in the other order."""
    words = text.split()
    at = rng.randrange(len(words) - 1)
    words[at], words[at + 1] = words[at + 1], words[at]
    return " ".join(words)


def word_dropped(rng: random.Random, text: str, _: Material) -> str:
    """A word left out, and no mark of it."""
    words = text.split()
    at = rng.randrange(1, len(words) - 1)
    return " ".join([*words[:at], *words[at + 1 :]])


def words_dropped(rng: random.Random, text: str, _: Material) -> str | None:
    """Several words left out, and no mark of it."""
    words = text.split()
    if len(words) < 9:
        return None
    first = rng.randint(2, len(words) - 6)
    return " ".join([*words[:first], *words[first + rng.randint(2, 4) :]])


def word_put_in(rng: random.Random, text: str, material: Material) -> str:
    """A word more."""
    return _put_in(rng, text, rng.choice(material.words))


def stitched_in_paragraph(rng: random.Random, text: str, material: Material) -> str | None:
    """Two sentences of a paragraph that do not stand beside each other, and no mark between them."""
    return f"{text} {rng.choice(material.beyond)}" if material.beyond else None


def stitched_in_document(rng: random.Random, text: str, material: Material) -> str | None:
    """Sentences of two paragraphs."""
    return f"{text} {rng.choice(material.elsewhere)}" if material.elsewhere else None


def stitched_of_two(rng: random.Random, text: str, material: Material) -> str | None:
    """Sentences of two documents."""
    return f"{text} {rng.choice(material.strange)}" if material.strange else None


def stitched_with_mark(rng: random.Random, text: str, material: Material) -> str | None:
    """Sentences of two documents, and a mark as if the one followed the other."""
    mark = rng.choice(["…", "[…]", "[the company]"])
    return f"{text} {mark} {rng.choice(material.strange)}" if material.strange else None


def half_and_half(rng: random.Random, text: str, material: Material) -> str | None:
    """The beginning of one sentence and the end of another."""
    if not material.strange:
        return None
    words, others = text.split(), rng.choice(material.strange).split()
    return " ".join([*words[: max(3, len(words) // 2)], *others[len(others) // 2 :]])


def parts_swapped(_: random.Random, text: str, __: Material) -> str | None:
    """The end before the beginning, with a mark of omission between them."""
    words = text.split()
    middle = len(words) // 2
    return f"{' '.join(words[middle:])} … {' '.join(words[:middle])}" if len(words) > 7 else None


def changed_beside_omission(rng: random.Random, text: str, material: Material) -> str | None:
    """Words left out with a mark, and another word changed."""
    words = text.split()
    if len(words) < 10:
        return None
    kept = [*words[:3], "[…]", *words[5:]]
    at = rng.randrange(6, len(kept) - 1)
    return " ".join([*kept[:at], rng.choice(material.words), *kept[at + 1 :]])


def changed_beside_insertion(rng: random.Random, text: str, material: Material) -> str | None:
    """A word put in with brackets, and another one changed."""
    words = text.split()
    if len(words) < 10:
        return None
    kept = [*words[:4], "[the company]", *words[4:]]
    at = rng.randrange(6, len(kept) - 1)
    return " ".join([*kept[:at], rng.choice(material.words), *kept[at + 1 :]])


def _at(rng: random.Random, pattern: str, text: str, changed: Callable[[str], str]) -> str | None:
    """One place of the pattern changed, or None where it has none."""
    found = list(re.finditer(pattern, text))
    if not found:
        return None
    one = rng.choice(found)
    return text[: one.start()] + changed(one[0]) + text[one.end() :]


def _letter(rng: random.Random, text: str, pattern: str) -> str | None:
    """A letter of one place of the pattern is another one of the same script."""

    def other(found: str) -> str:
        at = rng.randrange(len(found))
        letters = "abdefghilmnorstuw" if found[at].isascii() else "абвгдеийклмнорст"
        return found[:at] + rng.choice([one for one in letters if one != found[at].lower()]) + found[at + 1 :]

    return _at(rng, pattern, text, other)


def _put_in(rng: random.Random, text: str, word: str) -> str:
    words = text.split()
    at = rng.randrange(1, len(words))
    return " ".join([*words[:at], word, *words[at:]])


def _word(rng: random.Random, text: str, words: tuple[str, ...], replaced: str) -> str | None:
    pattern = "|".join(map(re.escape, words))
    return _at(rng, rf"(?i)(?<=\s)(?:{pattern})\s(?=\w)", text, lambda _: replaced)


#: By the name that the tables of the benchmark have.
CHANGES: Mapping[str, Change] = {
    "digit": digit,
    "digit more": digit_more,
    "digit less": digit_less,
    "decimal mark": decimal_mark,
    "sign": sign,
    "per cent": per_cent,
    "range": range_end,
    "unit": unit,
    "not put in": not_put_in,
    "not taken out": not_taken_out,
    "n't": short_not,
    "prefix": prefix,
    "hedge dropped": hedge_dropped,
    "hedge put in": hedge_put_in,
    "word changed": word_changed,
    "letter of a short word": short_word_changed,
    "ending": ending_changed,
    "name": name_changed,
    "word order": words_swapped,
    "word dropped": word_dropped,
    "words dropped": words_dropped,
    "word put in": word_put_in,
    "stitched in a paragraph": stitched_in_paragraph,
    "stitched in a document": stitched_in_document,
    "stitched of two": stitched_of_two,
    "stitched with a mark": stitched_with_mark,
    "half and half": half_and_half,
    "parts swapped": parts_swapped,
    "changed beside an omission": changed_beside_omission,
    "changed beside an insertion": changed_beside_insertion,
}
#: Kinds whose parts stand in the texts, and not as they are put together: no oracle that looks for parts knows of them.
PUT_TOGETHER = frozenset({"stitched with a mark", "parts swapped"})
