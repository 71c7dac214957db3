"""Works with what is quoted of them: what reference managers take in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from documents.text import collapse
from qa.export.works import Access, Work, locator, missing, remarks, work_of
from qa.model import Citation


@dataclass(frozen=True, slots=True)
class Quoted:
    """A work and its citations, at least one."""

    work: Work
    citations: tuple[Citation, ...]

    @property
    def language(self) -> str:
        """The language of all that is quoted; empty when it is not known or not one."""
        found = {one.language for one in self.citations}
        return found.pop() if len(found) == 1 else ""

    def notes(self, access: Access) -> tuple[str, ...]:
        """What has to be known of the work, then each quotation with its place: "para. 7, p. 4: “…” http://…"."""
        lacking = missing(self.citations[0])
        about = f"Not known: {', '.join(lacking)}. File: {self.work.file}" if lacking else ""
        return tuple(part for part in (about, *(_note(one, access) for one in self.citations)) if part)


def quoted(citations: Sequence[Citation]) -> tuple[Quoted, ...]:
    """The works of citations, each once, in their order."""
    by_work: dict[str, list[Citation]] = {}
    for one in citations:
        by_work.setdefault(one.document, []).append(one)
    return tuple(Quoted(work_of(found[0]), tuple(found)) for found in by_work.values())


def _note(cited: Citation, access: Access) -> str:
    parts = (f"{locator(cited)}: “{collapse(cited.quote)}”", *map(collapse, remarks(cited)), access.link(cited.url))
    return " ".join(part for part in parts if part)
