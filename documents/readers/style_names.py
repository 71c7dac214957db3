"""The names of paragraph styles in office documents, and what a style of that name makes of a paragraph."""

from __future__ import annotations

import re
from dataclasses import dataclass

from documents.model import BlockKind

#: Word and LibreOffice store the English names of their own styles whatever the language of their menus; other
#: programs, and documents that were converted, have those of the menu.
_HEADING = re.compile(
    r"(?:heading|nagłówek|überschrift|titre|заголовок|titolo|título|titulo|rubrik|kop|nadpis|overskrift|otsikko"
    r"|címsor|cabeçalho|antraštė|virsraksts|pealkiri|naslov|титл) ?(?P<level>[1-9])"
)
_FURNITURE = re.compile(
    r"(?:toc|spis treści|verzeichnis|tm|оглавление|зміст|contents|index|indeks|indice|sumário) ?(?:heading|[1-9])"
    r"|table of (?:figures|authorities)|spis ilustracji|contents heading|index heading"
)
_NAMES: dict[str, BlockKind] = {
    **dict.fromkeys(("title", "tytuł", "titel", "titre", "название", "назва", "titolo", "título"), BlockKind.TITLE),
    **dict.fromkeys(
        ("quote", "intense quote", "block text", "quotations", "block quotation", "cytat", "cytat intensywny", "zitat",
         "intensives zitat", "citation", "citation intense", "цитата", "выделенная цитата", "насичена цитата",
         "citazione", "cita"), BlockKind.QUOTE,
    ),
    **dict.fromkeys(
        ("caption", "legenda", "beschriftung", "légende", "название объекта", "підпис", "podpis", "didascalia",
         "epígrafe", "illustration", "image caption", "table caption"), BlockKind.CAPTION,
    ),
    **dict.fromkeys(("footnote text", "endnote text"), BlockKind.NOTE),
}  # fmt: skip

#: Styles that are based on each other; Word itself allows eleven.
LONGEST_CHAIN = 30


@dataclass(frozen=True, slots=True)
class Role:
    """What a paragraph's style makes of it; ``level`` is a heading's depth, from 1; None: an ordinary paragraph."""

    kind: BlockKind | None = None
    level: int = 0


def named_role(name: str) -> Role | None:
    """What a style of this name makes of a paragraph, or None where the name does not tell."""
    called = " ".join(name.lower().split())
    if _FURNITURE.fullmatch(called):
        return Role(BlockKind.FURNITURE)
    if called in _NAMES:
        return Role(_NAMES[called])
    match = _HEADING.fullmatch(called)
    return Role(BlockKind.HEADING, int(match["level"])) if match else None
