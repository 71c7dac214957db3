"""Names of authors as the styles write them.

Which part of a name is the family name is known where it is written "Family, Given", where initials stand before it,
and where the other words are given names that are known as such (given_names.py). Nothing is guessed from the order or
the shape of words: Nagy Péter, Xi Jinping and Chatham House are two words each. A name that is not known so stands as
its document prints it, wherever it stands.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from documents.names import is_name
from index.analysis import fold
from qa.export.given_names import ALSO_FAMILY, GIVEN_NAMES, HUNGARIAN

#: What stands after a comma and is no given name.
_NO_GIVEN_NAME = re.compile(
    r"(?:jr|sr|[ivx]{2,}|ph\.?\s?d|m\.?d|m\.?a|b\.?a|ll\.?m|esq|inc|ltd|llc|llp|plc|gmbh|ag|s\.?a|s\.?p\.?a)\.?",
    re.IGNORECASE,
)
#: Words of a given name, initials among them: more are rather a place or an institute.
_MOST_WORDS = 4
#: One letter or several, each with its stop or alone: "J.", "J.-P.", "JRR".
_INITIALS = re.compile(r"(?:[^\W\d_]\.-?)+|[^\W\d_a-z]{1,3}")
#: Small words with which a family name begins.
_PARTICLES = frozenset(
    """van von der den de del della degli di da dal do dos das du la le ter ten zu zum vom af av bin ibn ben al el
    """.split()  # noqa: SIM905
)
#: What is called after a person, and is none: foundations, schools, firms.
_INSTITUTIONS = frozenset(
    """academy académie akademia akademie associates association award brothers center centre centrum chair
    clinic college conference consultants consulting fellows fondation fondazione forum foundation fund
    fundación fundacja fundação globe hall haus hospital house initiative institut institute instytut lab labs
    library memorial museum nadace network partners partnership prize productions program programme project
    publishing school society sons staff stiftung stowarzyszenie säätiö team towarzystwo verein verlag
    wydawnictwo zentrum éditions
    """.split()  # noqa: SIM905
)


@dataclass(frozen=True, slots=True)
class Name:
    """A name; ``given`` is empty where its parts are not known, and ``family`` is then all of it."""

    family: str
    given: str = ""
    #: Whether the family name stands first where the name is written out, as in Hungary.
    family_first: bool = False

    @property
    def natural(self) -> str:
        """ "Ada Example", "Nagy Péter"."""
        parts = (self.family, self.given) if self.family_first else (self.given, self.family)
        return " ".join(filter(None, parts))

    @property
    def inverted(self) -> str:
        """ "Example, Ada"."""
        return f"{self.family}, {self.given}" if self.given else self.family

    @property
    def initials(self) -> str:
        """ "J.-P. M." of Jean-Paul Maria."""
        words = re.sub(r"\.(?=[^\W\d_])", ". ", self.given).split()
        return " ".join("-".join(f"{part[0]}." for part in word.split("-") if part) for word in words)


def name_of(author: str) -> Name:
    """An author as a name, in parts where they are known."""
    family, comma, given = (part.strip() for part in author.partition(","))
    if not comma:
        return _parted(author)
    words = given.split()
    if not (family and words) or "," in given or len(words) > _MOST_WORDS or _NO_GIVEN_NAME.fullmatch(given):
        return Name(author)
    return Name(family, given) if all(word[0].isupper() for word in words) else Name(author)


def _parted(author: str) -> Name:
    """A name that is printed in one, cut behind its given names where all words before the cut are known as such."""
    words = author.split()
    if not is_name(author) or any(word.lower().strip(".") in _INSTITUTIONS for word in words):
        return Name(author)
    cut = _given(words)
    if not cut:
        hungarian = len(words) == 2 and fold(words[1]) in HUNGARIAN and not _known(words[0])
        return Name(words[0], words[1], family_first=True) if hungarian else Name(author)
    family = words[cut:]
    alone = family[0].lower() in _PARTICLES or len(family) == 1  # two words may be a given name more, or two names
    return Name(" ".join(family), " ".join(words[:cut])) if alone else Name(author)


def _given(words: Sequence[str]) -> int:
    """How many of the first words are given names or initials; never the last."""
    sure = not _known(words[-1], also=True)
    cut = 0
    while cut < len(words) - 1 and (_INITIALS.fullmatch(words[cut]) or _known(words[cut], also=sure)):
        cut += 1
    return cut


def _known(word: str, *, also: bool = False) -> bool:
    """Whether a word, or each part of a double one, is a given name; ``also`` such a one as is a family name too."""
    parts = [fold(part) for part in word.split("-")]
    return all(part in GIVEN_NAMES or (also and part in ALSO_FAMILY) for part in parts)


def listed(names: Sequence[str], last: str = "and") -> str:
    """ "A", "A and B", "A, B, and C"."""
    if len(names) < 3:
        return f" {last} ".join(names)
    return f"{', '.join(names[:-1])}, {last} {names[-1]}"
