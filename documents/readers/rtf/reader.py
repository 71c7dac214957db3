"""Rich Text Format, by our own reading of its control words: libraries give its words without its blocks.

As with Word: deleted and hidden text is left out; footnotes and then endnotes stand at the end; headers and footers
are furniture; there are no pages.
"""

from __future__ import annotations

from dataclasses import replace

from documents.builder import build
from documents.journal import SILENT, Journal
from documents.model import BlockKind, Document
from documents.properties import declared
from documents.readers.office import Part, assembled
from documents.readers.rtf.groups import Groups
from documents.readers.rtf.tokens import tokens

PROVENANCE = "rtf info"


def read(data: bytes, source: str, _journal: Journal = SILENT) -> Document:
    """The document that an RTF file is.

    Raises:
        TooComplex: groups nested deeper than any program writes.
        EmptyDocument: there is nothing to cite.
    """
    groups = Groups()
    groups.run(tokens(data))
    parts = list(groups.story("body"))
    parts += [_as(part, BlockKind.NOTE) for kind in ("footnote", "endnote") for part in groups.story(kind)]
    running = {part.piece.text: part for part in groups.story("running") if any(map(str.isalpha, part.piece.text))}
    parts += [_as(part, BlockKind.FURNITURE) for part in running.values()]
    properties = declared(groups.info.get("title", ""), [groups.info.get("author", "")], source, PROVENANCE)
    drafts, metadata = assembled(parts, properties)
    return build(drafts, data, source, metadata, media_type="application/rtf")


def _as(part: Part, kind: BlockKind) -> Part:
    """The part as a note or as furniture; tables stay what they are."""
    return part if part.kind is BlockKind.TABLE else replace(part.become(kind), apart=True)
