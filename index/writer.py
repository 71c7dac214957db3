"""One transaction on the truth: everything in it happens, or nothing."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from documents.model import Document
from index import works
from index.answers import AnswerWriter
from index.connection import Connection
from index.corrections import Value
from index.dossiers import DossierWriter
from index.model import Attempt, Failure
from index.reader import Reader
from index.rows import Derived, Held, Space, block_rows, content_digest, now, page_list, posting, seal, to_json
from index.works import Sketch


class Writer(Reader):
    """One transaction: everything in it happens, or nothing."""

    answers: AnswerWriter
    dossiers: DossierWriter

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.answers = AnswerWriter(connection)
        self.dossiers = DossierWriter(connection)
        self.generation = self._stored_generation()

    def renew(self) -> None:
        """A writer has no snapshot to change."""
        raise RuntimeError("a writer sees the newest state already")

    def rest(self) -> None:
        """A writer ends with its transaction only."""
        raise RuntimeError("a writer's transaction ends with its block")

    def add(
        self, document: Document, derived: Derived, attempt: Attempt, *, size: int, instead_of: Held | None = None
    ) -> int:
        """Take in a document whole: its text, blocks, passages, vectors and words; its row.

        Args:
            document: As it was read. Its digest must not be in the library, or be that of ``instead_of``.
            derived: Made of this very document, with the corrections that it has or takes over.
            attempt: Who read it.
            size: Bytes of the file.
            instead_of: The version, or the earlier reading of this file, whose place it takes; its corrections stay.
        """
        self._advance()
        added, place = now(), None
        if instead_of and instead_of.digest == document.digest:
            added = instead_of.entry.added
            place = self._connection.one("SELECT place FROM reading WHERE document = ?", instead_of.row)[0]
            self._connection.run("DELETE FROM document WHERE id = ?", instead_of.row)
        elif instead_of:
            # A newer version takes over what the user said of the one before.
            self._connection.run(
                "UPDATE correction SET digest = ? WHERE digest = ?", document.digest, instead_of.digest
            )
            self.remove(instead_of, document.digest)
        content = content_digest(document)
        row = self._insert(document, content, size, added)
        self._connection.run(
            "INSERT INTO reading VALUES (?, ?, ?, ?, ?, ?)",
            row, document.media_type, seal(content, document.media_type), attempt.version, attempt.ocr, place or row,
        )  # fmt: skip
        self._connection.many("INSERT INTO block VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", block_rows(row, document))
        self.derive(row, derived)
        self._connection.run("DELETE FROM failure WHERE digest = ?", document.digest)
        self.forget_failures(document.source)
        self._connection.run("DELETE FROM departed WHERE digest = ?", document.digest)
        return row

    def _insert(self, document: Document, content: str, size: int, added: str) -> int:
        known = document.metadata
        values = {
            "digest": document.digest, "source": document.source, "size": size,
            "text": document.text, "content": content,
            "title": known.title, "authors": to_json(known.authors), "published": known.published,
            "publisher": known.publisher, "series": known.series, "topics": to_json(known.topics),
            "language": known.language, "provenance": to_json(dict(known.provenance)),
            "page_list": page_list(document), "warnings": to_json(document.warnings),
            "blocks": len(document.blocks), "paragraphs": len(document.paragraphs), "pages": len(document.pages),
            "added": added, "generation": self.generation,
        }  # fmt: skip
        names = ", ".join(values)
        marks = ", ".join("?" * len(values))
        return self._connection.insert(f"INSERT INTO document({names}) VALUES ({marks})", *values.values())  # noqa: S608

    def note(self, held: Held, attempt: Attempt, media_type: str) -> None:
        """Remember that these readers find nothing else in the document, and by which format they read it.

        It stays what it is: there is a new generation only where the catalogue says more.
        """
        if media_type != held.entry.media_type:
            self._advance()
        self._connection.run(
            "UPDATE reading SET version = max(version, ?), ocr = max(ocr, ?), media_type = ?, seal = ? "
            "WHERE document = ?",
            attempt.version, attempt.ocr, media_type, seal(held.content, media_type), held.row,
        )  # fmt: skip

    def correct(self, held: Held, values: Mapping[str, Value], reset: Collection[str] = ()) -> None:
        """Put values in place of what was read of a document, and take back those of the fields in ``reset``."""
        self._advance()
        for name in reset:
            self._connection.run("DELETE FROM correction WHERE digest = ? AND field = ?", held.digest, name)
        rows = ((held.digest, name, to_json(value), now()) for name, value in values.items())
        self._connection.many("INSERT OR REPLACE INTO correction VALUES (?, ?, ?, ?)", rows)

    def rename(self, held: Held, source: str) -> None:
        """Say where a document's file is now; what was wrong with a file of that name before is forgotten."""
        self._advance()
        self._connection.run("UPDATE document SET source = ? WHERE id = ?", source, held.row)
        self.forget_failures(source)

    def set(self, key: str, value: str) -> None:
        """Keep a setting of this library; an empty one is forgotten."""
        if key in ("generation", "library"):
            raise ValueError(f"{key} is no setting")
        self._connection.run("INSERT OR REPLACE INTO setting VALUES (?, ?)", key, value)

    def rederive(self, row: int, derived: Derived) -> None:
        """Replace what was made of a document, in this space and all others."""
        self._connection.run("DELETE FROM derived WHERE document = ?", row)
        self.derive(row, derived)

    def derive(self, row: int, derived: Derived) -> None:
        """Give a document its passages in a space, if it is still there and has none yet."""
        space = self._space_for(derived.space)
        if not self.there(row) or self._connection.first(
            "SELECT 1 FROM derived WHERE space = ? AND document = ?", space, row
        ):
            return
        self._advance()
        count = len(derived.passages)
        self._connection.run("INSERT INTO derived VALUES (?, ?, ?, ?)", space, row, count, derived.analysis)
        ids = [
            self._connection.insert(
                'INSERT INTO passage(space, document, ordinal, first, last, start, "end", context) '
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                space, row, ordinal, one.first, one.last, one.start, one.end, one.context,
            )
            for ordinal, one in enumerate(derived.passages)
        ]  # fmt: skip
        bodies = (vector.astype("<f2").tobytes() for vector in derived.vectors)
        self._connection.many("INSERT INTO vector VALUES (?, ?)", zip(ids, bodies, strict=True))
        self._connection.many("INSERT INTO posting VALUES (?, ?)", zip(ids, self._bodies(derived.terms), strict=True))
        self.keep_sketch(row, derived.sketch)

    def keep_sketch(self, row: int, sketch: Sketch) -> None:
        """Keep a document's sketch, if it is still there. No answer changes by it that could have been given before."""
        if self.there(row):
            body = sketch.astype("<u4").tobytes()
            self._connection.run("INSERT OR REPLACE INTO sketch VALUES (?, ?, ?)", row, works.VERSION, body)

    def recount(self, row: int, space: Space, terms: Sequence[Mapping[str, tuple[int, int]]], analysis: int) -> None:
        """Replace the words of a document's passages by those of another analyser."""
        number = self._space(space)
        ids = [found[0] for found in self._connection.all(
            "SELECT id FROM passage WHERE space = ? AND document = ? ORDER BY ordinal", number, row
        )]  # fmt: skip
        if len(ids) != len(terms):
            return  # removed, or cut again, while the words were counted
        self._advance()
        bodies = self._bodies(terms)
        self._connection.many("UPDATE posting SET body = ? WHERE passage = ?", zip(bodies, ids, strict=True))
        self._connection.run("UPDATE derived SET analysis = ? WHERE space = ? AND document = ?", analysis, number, row)

    def _space_for(self, space: Space) -> int:
        self._connection.run(
            "INSERT OR IGNORE INTO space(fingerprint, dimension, added) VALUES (?, ?, ?)",
            space.fingerprint, space.dimension, now(),
        )  # fmt: skip
        return self._space(space)

    def _bodies(self, terms: Sequence[Mapping[str, tuple[int, int]]]) -> list[bytes]:
        texts = sorted({term for counts in terms for term in counts})
        self._connection.many("INSERT OR IGNORE INTO term(text) VALUES (?)", ((text,) for text in texts))
        numbers = self.terms(texts)
        return [posting(counts, numbers) for counts in terms]

    def remove(self, held: Held, successor: str | None = None) -> None:
        """Remove a document with its corrections and all that is derived, and remember where its permalinks lead."""
        self._advance()
        self._connection.run("DELETE FROM document WHERE id = ?", held.row)
        self._connection.run("DELETE FROM correction WHERE digest = ?", held.digest)
        self._connection.run(
            "INSERT OR REPLACE INTO departed VALUES (?, ?, ?, ?)", held.digest, held.entry.source, successor, now()
        )

    def drop_other_spaces(self, space: Space) -> None:
        """Forget what other models made: for when the space is whole."""
        self._advance()
        # Passages hang on derived, not on space: name the documents' rows, the cascade does the rest.
        self._connection.run("DELETE FROM space WHERE fingerprint <> ?", space.fingerprint)

    def fail(self, digest: str, failure: Failure, attempt: Attempt) -> None:
        """Remember that these bytes could not be read, and by whom, unless somebody else could meanwhile."""
        if self.held(digest):
            return
        self.forget_failures(failure.source)
        self._connection.run(
            "INSERT OR REPLACE INTO failure VALUES (?, ?, ?, ?, ?, ?, ?)",
            digest, failure.source, failure.code, failure.message, failure.at, attempt.version, attempt.ocr,
        )  # fmt: skip

    def forget_failures(self, source: str) -> int:
        """Forget what was wrong with earlier states of a file; how many."""
        return self._connection.run("DELETE FROM failure WHERE source = ?", source)

    def _advance(self) -> None:
        """One more generation, once in a transaction."""
        if self._stored_generation() == self.generation and not self._advanced:
            self.generation += 1
            self._advanced = True
            self._connection.run("UPDATE setting SET value = ? WHERE key = 'generation'", self.generation)

    _advanced = False
