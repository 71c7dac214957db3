"""Is the library whole? Every document is read again and held against what was added."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from documents.anchors import paragraph_digest
from documents.model import ID_LENGTH, Document
from index import works
from index.errors import LibraryDamaged
from index.memory import Memory
from index.model import Passage, Vectors
from index.originals import Originals
from index.passages import context_of
from index.reader import Reader
from index.rows import Held
from index.works import Sketch


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it should be; ``code`` is stable, the message is a sentence for people."""

    #: file, generation, correction, document, anchor, passages, vectors, words, sketch, answer, pin, original, orphan
    #: or memory.
    code: str
    message: str
    #: The id of the document that it concerns.
    document: str | None = None


def check_store(reader: Reader) -> Iterator[Finding]:
    """What is wrong with the database."""
    for problem in reader.integrity():
        yield Finding("file", f"The database is damaged: {problem}.")
    if reader.last_change() > reader.generation:
        yield Finding("generation", "A document is newer than the library's own count of changes.")
    catalogue = reader.catalogue()
    for digest in sorted(reader.corrected_digests() - {held.digest for held in catalogue}):
        yield Finding("correction", f"A correction is kept of {digest[:ID_LENGTH]}, which is not in the library.")
    sketches = reader.sketches(0, works.VERSION)
    for held in catalogue:
        yield from _check_document(reader, held, sketches.get(held.row))
    for answer in reader.answers.damaged():
        yield Finding("answer", f"The stored answer {answer} is not what was stored: ask its question again.")
    for name, pin in reader.dossiers.damaged():
        yield Finding("pin", f"Pin {pin} of the dossier “{name}” is not what was pinned: pin the quotation again.")
    for name in reader.dossiers.out_of_order():
        yield Finding("pin", f"The pins of the dossier “{name}” are not in one order: move one of them.")


def _check_document(reader: Reader, held: Held, sketch: Sketch | None) -> Iterator[Finding]:
    name = held.entry.document
    try:
        document = reader.document(held.row)
    except LibraryDamaged as error:
        yield Finding("document", str(error), name)
        return
    names = (paragraph_digest(document.text_of(block)) for block in document.paragraphs)
    expected = dict(enumerate(names, 1))
    if reader.anchors(held.row) != expected or len(expected) != held.entry.paragraphs:
        yield Finding("anchor", "The names of its paragraphs are not those of its text.", name)
    spaces = reader.made(held.row)
    if not spaces:
        yield Finding("passages", "It has no passages, so no search finds it.", name)
    for made in spaces:
        cut = reader.passages(made.space, held.row) or ()
        if len(cut) != made.declared or not covers(document, cut):
            yield Finding("passages", "Its passages do not hold exactly its text.", name)
        elif any(one.context != context_of(document, document.blocks[one.first]) for one in cut):
            yield Finding("passages", "Its passages are searched under another title or heading than theirs.", name)
        if made.vectors != made.declared or not _sound(reader.vectors(made.space, held.row)):
            yield Finding("vectors", "Not every passage has a sound vector.", name)
        if made.postings != made.declared:
            yield Finding("words", "Not every passage has its words.", name)
    if sketch is not None and not np.array_equal(sketch, works.sketch_of(document)):
        yield Finding("sketch", "The sketch by which its copies are found is not of its text.", name)


def covers(document: Document, cut: tuple[Passage, ...]) -> bool:
    """Whether every citable character is in exactly one passage and every passage is within its blocks."""
    if any(before.end > after.start for before, after in pairwise(cut)):
        return False
    if any(not _within(document, passage) for passage in cut):
        return False
    held = np.zeros(len(document.text) + 1, np.bool_)
    for passage in cut:
        held[passage.start : passage.end] = True
    return not any(
        document.text[at].strip()
        for block in document.paragraphs
        for at in (block.start + np.flatnonzero(~held[block.start : block.end])).tolist()
    )


def _within(document: Document, passage: Passage) -> bool:
    if not 0 <= passage.first <= passage.last < len(document.blocks):
        return False
    start, end = document.blocks[passage.first].start, document.blocks[passage.last].end
    return start <= passage.start < passage.end <= end


def _sound(vectors: Vectors) -> bool:
    """Of unit length, as near as float16 comes to it, or zero for a text in which the model sees nothing."""
    norms = np.linalg.norm(vectors, axis=1)
    return bool(np.all((np.abs(norms - 1) < 0.01) | (norms == 0)))


def check_originals(originals: Originals, held: tuple[Held, ...]) -> Iterator[Finding]:
    """What is wrong with the files as they were added. For the holder of the write lock."""
    for one in held:
        sound = originals.sound(one.digest)
        if not sound:
            state = "is missing" if sound is None else "is not the file that was added"
            yield Finding("original", f"The original {state}: add the file again.", one.entry.document)
    for path in originals.orphans({one.digest for one in held}):
        yield Finding("orphan", f"The file {path.name} belongs to no document.")


def check_memory(memory: Memory, reader: Reader) -> Iterator[Finding]:
    """Whether what is searched is what is stored, if anything was searched yet."""
    in_memory = memory.held()
    if in_memory is None:
        return
    generation, ids = in_memory
    if generation == reader.generation and not np.array_equal(ids, reader.passage_ids(memory.space)):
        yield Finding("memory", "What is searched is not what is stored: start Footnote again.")
