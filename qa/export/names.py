"""Names of authors as the styles write them.

Which part of a name is the family name is known only where it is written "Family, Given"; nothing is guessed from the
order or the shape of words (Nagy Péter, Xi Jinping and Amnesty International are two words each). A name that is not
known so stands as its document prints it, wherever it stands.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

#: What stands after a comma and is no given name.
_NO_GIVEN_NAME = re.compile(
    r"(?:jr|sr|[ivx]{2,}|ph\.?\s?d|m\.?d|m\.?a|b\.?a|ll\.?m|esq|inc|ltd|llc|llp|plc|gmbh|ag|s\.?a|s\.?p\.?a)\.?",
    re.IGNORECASE,
)
#: Words of a given name, initials among them: more are rather a place or an institute.
_MOST_WORDS = 4


@dataclass(frozen=True, slots=True)
class Name:
    """A name; ``given`` is empty where its parts are not known, and ``family`` is then all of it."""

    family: str
    given: str = ""

    @property
    def natural(self) -> str:
        """ "Ada Example"."""
        return f"{self.given} {self.family}".lstrip()

    @property
    def inverted(self) -> str:
        """ "Example, Ada"."""
        return f"{self.family}, {self.given}" if self.given else self.family

    @property
    def initials(self) -> str:
        """ "J.-P. M." of Jean-Paul Maria."""
        return " ".join("-".join(f"{part[0]}." for part in word.split("-") if part) for word in self.given.split())


def name_of(author: str) -> Name:
    """An author as a name; "Berg, Anna" is the only form whose parts are known."""
    family, comma, given = (part.strip() for part in author.partition(","))
    words = given.split()
    if not (comma and family and words) or "," in given or len(words) > _MOST_WORDS or _NO_GIVEN_NAME.fullmatch(given):
        return Name(author)
    return Name(family, given) if all(word[0].isupper() for word in words) else Name(author)


def listed(names: Sequence[str], last: str = "and") -> str:
    """ "A", "A and B", "A, B, and C"."""
    if len(names) < 3:
        return f" {last} ".join(names)
    return f"{', '.join(names[:-1])}, {last} {names[-1]}"
