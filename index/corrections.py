"""What a user corrects of a document's metadata: which fields, which values, and the metadata with them.

What was read stays as it was read and a correction lies over it, so a correction can be taken back. It belongs to the
document and not to one reading of it: it stays when a better reader reads the file again and when a newer version
takes the document's place, and goes when the user removes the document.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import fields, replace
from datetime import date

from documents.model import Document, Metadata
from documents.text import collapse, normalise
from index.errors import BadCorrection

#: A corrected value: a tuple for authors and topics. Empty means: unknown, and the user knows it.
Value = str | tuple[str, ...]

#: The fields that can be corrected, in the order of the model.
FIELDS = tuple(field.name for field in fields(Metadata) if field.name != "provenance")
#: Those that are lists; they are written with semicolons, for names have commas: "Berg, Anna; Example, Bo".
LISTS = frozenset({"authors", "topics"})
#: Those that passages and their words depend on: the title is searched with each passage, the language stems it.
SEARCHED = frozenset({"title", "language"})
#: What provenance says of a corrected field.
USER = "user"
#: Characters of a value: the longest titles of real papers have some 300.
LONGEST = 1_000

_ISO_639_1 = """
    aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo es
    et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki
    kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no
    nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te
    tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu"""
#: The codes that a language may have.
LANGUAGES = frozenset(_ISO_639_1.split())
_DATE = re.compile(r"[0-9]{4}(?:-[0-9]{2}){0,2}")


def checked(written: Mapping[str, str]) -> dict[str, Value]:
    """The values of fields as a person writes them; lists are parted by semicolons.

    Raises:
        BadCorrection: no such field, or what it cannot hold.
    """
    return {name: _value(_known(name), text) for name, text in written.items()}


def fields_of(names: Collection[str]) -> frozenset[str]:
    """The fields of these names.

    Raises:
        BadCorrection: one is none.
    """
    return frozenset(map(_known, names))


def corrected(document: Document, values: Mapping[str, Value]) -> Document:
    """The document with these values in place of what was read."""
    if not values:
        return document
    origins = {**document.metadata.provenance, **dict.fromkeys(values, USER)}
    known = replace(document.metadata, **values, provenance=origins)  # type: ignore[arg-type]
    return replace(document, metadata=known)


def written(value: Value) -> str:
    """A value as a person writes it: what ``checked`` reads."""
    return value if isinstance(value, str) else "; ".join(value)


def _known(name: str) -> str:
    if name in FIELDS:
        return name
    raise BadCorrection(f"There is no field “{name}”: {', '.join(FIELDS)} can be corrected.")


def _value(name: str, text: str) -> Value:
    line = collapse(normalise(text))
    if len(line) > LONGEST:
        raise BadCorrection(f"The {name} has {len(line):,} characters: keep it under {LONGEST:,}.")
    if name in LISTS:
        return tuple(dict.fromkeys(part for part in map(str.strip, line.split(";")) if part))
    if line and name == "published" and not _is_date(line):
        raise BadCorrection(f"“{line}” is not a date: write it as 2024-01-31, 2024-01 or 2024, or leave it empty.")
    if line and name == "language" and line.lower() not in LANGUAGES:
        raise BadCorrection(
            f"“{line}” is not a language: write its ISO 639-1 code, as en, pl or uk, or leave it empty."
        )
    return line.lower() if name == "language" else line


def _is_date(text: str) -> bool:
    if not _DATE.fullmatch(text):
        return False
    try:
        return bool(date.fromisoformat(text + "-01" * (2 - text.count("-"))))
    except ValueError:
        return False
