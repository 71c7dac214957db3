"""What office programs write into a file's properties, as far as a person could have meant it.

Programs fill these fields by themselves: with the name of the account or the firm, the template's title, the first
name of the file. Dates are those of the file and never of the text, so none is taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import PurePath

from documents.model import Metadata
from documents.names import is_name, split_names
from documents.text import collapse, normalise

_IMPLAUSIBLE_TITLE = re.compile(
    r"microsoft (?:word|powerpoint|excel)|untitled|\bslide \d|^(?:title|document|print|layout|brochure|word)\W*\d*$"
    r"|^(?:dokument|tytuł|titel|titre|документ|название|назва)\W*\d*$|^(?:powerpoint|word) (?:presentation|document)$"
    r"|\.(?:docx?|docm|dotx?|pdf|indd|qxd|pptx?|xlsx?|tex|dvi|rtf|odt|html?|ps|pages|txt|p65)\b|^[\w-]*[_\d][\w-]*$"
    r"|https?://",
    re.IGNORECASE,
)
_SHORTEST_TITLE = 4
#: Words of accounts that nobody is called by: "Windows User", "Użytkownik systemu Windows", "HP Inc.".
_NOBODY = re.compile(
    r"\b(?:user|users|utilisateur|benutzer|użytkownik|uzytkownik|пользователь|користувач|usuario|utente|windows"
    r"|microsoft|office|account|customer|client|owner|admin\w*|author|autor|auteur|gość|gast|default|student"
    r"|company|firma|python|docx|libreoffice|openoffice|google|acer|asus|lenovo|hp|toshiba|samsung)\b",
    re.IGNORECASE,
)


def declared(title: str, authors: Iterable[str], source: str, provenance: str) -> Metadata:
    """Title and authors as a file's properties state them, where a person could have written them.

    ``authors`` are the fields as they stand, each a name or a list of names; ``provenance`` says where they were read.
    """
    title = collapse(normalise(title))
    found = {
        "title": title if plausible_title(title, source) else "",
        "authors": people(authors),
    }
    kept = {name: value for name, value in found.items() if value}
    return Metadata(**kept, provenance=dict.fromkeys(kept, provenance))  # type: ignore[arg-type]


def plausible_title(title: str, source: str) -> bool:
    """Whether a person gave this title: not a program, and not by the name of the file."""
    return (
        len(title) >= _SHORTEST_TITLE
        and not _IMPLAUSIBLE_TITLE.search(title)
        and _plain(title) != _plain(PurePath(source).stem)
    )


def people(fields: Iterable[str]) -> tuple[str, ...]:
    """The names in the fields, each a name or a list of names; a field with a program's or nobody's name has none."""
    return tuple(dict.fromkeys(name for field in fields for name in _names(field)))


def _names(field: str) -> tuple[str, ...]:
    names = split_names(collapse(normalise(field)))
    return names if all(is_name(name) and not _NOBODY.search(name) for name in names) else ()


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", text.lower()))
