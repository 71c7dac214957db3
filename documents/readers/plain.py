"""Plain text, however it is wrapped, numbered and parted into pages."""

from __future__ import annotations

from documents.builder import build
from documents.decode import decode
from documents.errors import EmptyDocument
from documents.frontmatter import OPENING, Opening, read_front
from documents.journal import SILENT, Journal
from documents.model import Document
from documents.structure import Words, chunks_of, drafts_of, lines_of
from documents.text import normalise


def read(data: bytes, source: str, _journal: Journal = SILENT) -> Document:
    """The document that a text file is; form feeds part its pages.

    Raises:
        DocumentError: bytes that are no text in an encoding that is recognised, or no text at all.
    """
    decoded, encoding = decode(data)
    text = normalise(decoded)
    lines = lines_of(text)
    if not lines:
        raise EmptyDocument("The file is empty: check that it is the right file.")
    words = Words([text])
    chunks = chunks_of(lines)
    first = [at for at, chunk in enumerate(chunks[: 2 * OPENING]) if not chunk.lines[0].running]
    front = read_front([Opening(chunks[at].joined(words)[0], chunks[at].gap) for at in first], text)
    kinds = {first[at]: kind for at, kind in front.kinds.items()}
    warnings = ["Some characters are broken in the file and stand as “\ufffd”."] if "\ufffd" in decoded else []
    return build(
        drafts_of(chunks, words, kinds), data, source, front.metadata,
        media_type=f"text/plain; charset={encoding}", page_count=lines[-1].page or 0, warnings=warnings,
    )  # fmt: skip
