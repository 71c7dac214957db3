"""What an honest person, an editor or a program makes of a sentence that is quoted: other looks, the same words.

Every function takes a source of chance and a sentence of at least six words and gives the copy, or None where the
sentence has nothing that would change.
"""

from __future__ import annotations

import random
import re
import textwrap
import unicodedata
from collections.abc import Callable, Mapping

Copy = Callable[[random.Random, str], str | None]

#: Latin letters that have a Cyrillic one of the same looks, and the other way.
_ALIKE = dict(zip("aceopxyасеорху", "асеорхуaceopxy", strict=True))
#: As people who quote call things.
INSERTED = ("[the company]", "[państwo]", "[компания]", "[Berlin]", "[emphasis added]")
SICS = ("[sic]", "[sic!]", "[ sic ]")
OMISSIONS = ("…", "...", " … ", " ... ", "[…]", "[...]", "(…)", "(...)", " [. . .] ", ". . .")


def exact(_: random.Random, text: str) -> str:
    """Copied and pasted."""
    return text


def upper(_: random.Random, text: str) -> str:
    """As a headline."""
    return text.upper()


def lower(_: random.Random, text: str) -> str:
    """As a search is typed."""
    return text.lower()


def marks(_: random.Random, text: str) -> str | None:
    """Straight quotation marks and apostrophes for curly ones, or the other way."""
    table = str.maketrans("“”„«»’‘\"'", '"""""\'\'”’')
    return _changed(text, text.translate(table))


def dashes(_: random.Random, text: str) -> str | None:
    """Another dash between words; between numbers a dash says something."""
    return _changed(text, re.sub(r"(?<=[^\W\d]) [–—-] (?=[^\W\d])", "—", text))


def spaces(rng: random.Random, text: str) -> str:
    """Two spaces, a tab, an indented line's end."""
    return re.sub(" ", lambda _: rng.choice(["  ", "\t", "\n   ", " "]), text)


def hard_spaces(rng: random.Random, text: str) -> str:
    """Spaces at which no line breaks, as word processors set them; narrow and thin ones too."""
    return re.sub(" ", lambda _: rng.choice(["\u00a0", "\u202f", "\u2009"]), text)


def lines(_: random.Random, text: str) -> str:
    """Broken into lines as mail is."""
    return textwrap.fill(text, 40, break_long_words=False, break_on_hyphens=False)


def part(rng: random.Random, text: str) -> str:
    """Some words less at both ends."""
    words = text.split()
    return " ".join(words[rng.randint(1, 2) : -rng.randint(1, 2)])


def ligatures(_: random.Random, text: str) -> str | None:
    """As typesetters join letters."""
    return _changed(text, text.replace("ffi", "ﬃ").replace("fi", "ﬁ").replace("fl", "ﬂ"))


def hyphen_at_line_end(rng: random.Random, text: str) -> str | None:
    """A word parted over the end of a line, as in a copy from a PDF."""
    return _in_a_word(rng, text, "-\n")


def soft_hyphens(rng: random.Random, text: str) -> str | None:
    """Places at which a word may be parted."""
    return _in_a_word(rng, text, "\u00ad")


def nothing_visible(rng: random.Random, text: str) -> str | None:
    """A zero-width space in a word, a mark of direction before it."""
    return _in_a_word(rng, "\u200e" + text, "\u200b")


def joined_words(_: random.Random, text: str) -> str | None:
    """A hyphen left out of a word that has one."""
    return _changed(text, re.sub(r"(?<=[^\W\d]{2})-(?=[^\W\d]{2})", "", text, count=1))


def look_alikes(rng: random.Random, text: str) -> str | None:
    """A letter of another script in a word: from a keyboard that was left in it, or from text recognition."""
    places = [
        place.start() + at
        for place in re.finditer(r"[^\W\d_]{4,}", text)
        for at, letter in enumerate(place[0])
        if letter in _ALIKE and any(other not in _ALIKE for other in place[0].lower())
    ]
    if not places:
        return None
    at = rng.choice(places)
    return text[:at] + _ALIKE[text[at]] + text[at + 1 :]


def decomposed(_: random.Random, text: str) -> str | None:
    """Letters and their marks as separate characters, as one system names its files."""
    return _changed(text, unicodedata.normalize("NFD", text))


def other_end(rng: random.Random, text: str) -> str:
    """Another mark at the end, as the sentence around it needs."""
    return text.rstrip(".!?") + rng.choice([",", "", "!", "?", ";", ".”"])


def small_first(_: random.Random, text: str) -> str | None:
    """A first letter in brackets, made small to fit: "[t]he"."""
    return f"[{text[0].swapcase()}]{text[1:]}" if text[:2].isalpha() and text[0].isalpha() else None


def sic(rng: random.Random, text: str) -> str:
    """[sic] behind a word."""
    words = text.split()
    at = rng.randrange(1, len(words))
    return " ".join([*words[:at], rng.choice(SICS), *words[at:]])


def omission(rng: random.Random, text: str) -> str | None:
    """Some words left out, and a mark where they were; two words at least stand on either side."""
    words = text.split()
    if len(words) < 7:
        return None
    first = rng.randint(2, len(words) - 4)
    last = rng.randint(first + 1, min(first + 8, len(words) - 2))
    return _with_mark(rng, words[:first], words[last:])


def two_omissions(rng: random.Random, text: str) -> str | None:
    """Words left out in two places."""
    words = text.split()
    if len(words) < 12:
        return None
    middle = len(words) // 2
    before, after = omission(rng, " ".join(words[: middle + 2])), omission(rng, " ".join(words[middle + 2 :]))
    return f"{before} {after}" if before and after else None


def open_ends(rng: random.Random, text: str) -> str:
    """Marks of omission before and behind: the sentence is longer."""
    mark = rng.choice(["…", "[…]", "..."])
    return f"{mark} {' '.join(text.split()[1:-1])} {mark}"


def insertion(rng: random.Random, text: str) -> str:
    """What a person puts in beside the words, or in the place of one of them."""
    words = text.split()
    at = rng.randint(2, len(words) - 3)
    return " ".join([*words[:at], rng.choice(INSERTED), *words[at + rng.randint(0, 1) :]])


def _with_mark(rng: random.Random, before: list[str], after: list[str]) -> str:
    mark = rng.choice(OMISSIONS)
    return (
        f"{' '.join(before)} {mark} {' '.join(after)}"
        if rng.random() < 0.7
        else " ".join(before) + mark + " ".join(after)
    )


def _in_a_word(rng: random.Random, text: str, put_in: str) -> str | None:
    places = [one.start() + rng.randint(3, len(one[0]) - 3) for one in re.finditer(r"[^\W\d_]{6,}", text)]
    if not places:
        return None
    at = rng.choice(places)
    return text[:at] + put_in + text[at:]


def _changed(text: str, copy: str) -> str | None:
    return copy if copy != text else None


#: By the name that the tables of the benchmark have.
COPIES: Mapping[str, Copy] = {
    "exact": exact,
    "upper case": upper,
    "lower case": lower,
    "quotation marks": marks,
    "dashes": dashes,
    "white space": spaces,
    "hard spaces": hard_spaces,
    "broken lines": lines,
    "a part": part,
    "ligatures": ligatures,
    "hyphen at a line's end": hyphen_at_line_end,
    "soft hyphens": soft_hyphens,
    "invisible characters": nothing_visible,
    "hyphen left out": joined_words,
    "look-alikes": look_alikes,
    "decomposed": decomposed,
    "other end": other_end,
    "[t]he": small_first,
    "[sic]": sic,
    "omission": omission,
    "two omissions": two_omissions,
    "open ends": open_ends,
    "insertion": insertion,
}
