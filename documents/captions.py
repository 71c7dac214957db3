"""Captions of tables and figures, told by how they begin."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from documents.builder import Draft
from documents.model import BlockKind

_CAPTION = re.compile(
    r"(?P<what>figure|fig\.|table|tab\.|chart|graph|map|exhibit|box|plate|abbildung|abb\.|tabelle|grafik|schaubild|karte"
    r"|tabela|tabl\.|tab\.|rysunek|rys\.|rycina|ryc\.|wykres|mapa|schemat|graphique|tableau|carte|encadré"
    r"|рисунок|рис\.|таблица|таблиця|табл\.|график|графік|карта|схема|диаграмма|діаграма)\s*"
    r"(?:(?:[A-Z]{1,2}[.\-–]?)?\d{1,3}(?:[.\-–]\d{1,2}){0,2}[a-z]?|[IVX]{1,5})(?P<after>\s*[.:|–—-]|\s+|$)",
    re.IGNORECASE,
)
#: How captions of tables begin, lower case.
TABLE_WORDS = ("tab", "табл", "exhibit", "tableau")
#: Characters of a caption.
_CAPTION_LENGTH = 400


def is_caption(text: str) -> bool:
    """Whether the text begins as a caption does: "Table 2: …", "Rys. 3. …"; "Figure 3 shows …" does not."""
    match = _CAPTION.match(text)
    if match is None or len(text) > _CAPTION_LENGTH:
        return False
    following = text[match.end() :].lstrip()
    return bool(match["after"].strip()) or not following or following[0].isupper() or following[0] in "“\"'(„«"


def captioned(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts, a paragraph that reads as a table's caption and stands above or below one told to be its caption.

    For formats that have no captions of their own: plain text, Markdown, and pages whose authors did not use them.
    """
    done = list(drafts)
    for at, draft in enumerate(done):
        if draft.kind is not BlockKind.PARAGRAPH or not is_table_caption(draft.text):
            continue
        run = _tables(done, range(at + 1, len(done))) or _tables(done, range(at - 1, -1, -1))
        if run and not done[run[0]].under:
            done[at] = replace(draft, kind=BlockKind.CAPTION)
            for table in run:
                done[table] = replace(done[table], under=draft.text)
    return done


def is_table_caption(text: str) -> bool:
    """Whether the text begins as the caption of a table does: "Table 2: …", "Tabela 1. …"."""
    return text.lower().startswith(TABLE_WORDS) and is_caption(text)


def _tables(drafts: Sequence[Draft], places: range) -> list[int]:
    """The tables that begin the range, one after another."""
    run: list[int] = []
    for at in places:
        if drafts[at].kind is not BlockKind.TABLE:
            break
        run.append(at)
    return run
