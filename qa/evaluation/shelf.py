"""Documents of a gold set into a library of their own, made once and brought up to date by the library's own means."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from index.catalogue import real_path
from index.embedder import Embedder
from index.ingest import add_paths
from index.library import Library
from index.model import Progress
from qa.compose import open_library
from qa.evaluation.bench import Bench, opened, unambiguous
from qa.settings import Settings

#: Hears how far reading and embedding are.
Hear = Callable[[Progress], None]


@dataclass(frozen=True, slots=True)
class Filled:
    """What became of the documents: names by which a gold set may call them, and what could not be read."""

    #: Name → id; the id is empty where the document could not be read.
    names: Mapping[str, str]
    failures: tuple[str, ...]


def fill(library: Library, root: Path, paths: Sequence[Path], hear: Hear | None = None) -> Filled:
    """Bring a library to hold these files and nothing else; what it holds already is not read again.

    Args:
        library: Is changed.
        root: Names of documents may be relative to it.
        paths: Files, and folders with all that is in them.
        hear: Hears how far each file is.
    """
    names: list[tuple[str, str]] = []
    failures = []
    top = real_path(root)
    for outcome in add_paths(library, paths, hear):
        path = PurePath(outcome.path)
        inside = path.relative_to(top).as_posix() if path.is_relative_to(top) else path.name
        names += [(name, outcome.document or "") for name in (outcome.path, path.name, inside)]
        if outcome.outcome == "failed":
            failures.append(f"{inside}: {outcome.message}")
    _keep_only(library, {document for _, document in names})
    return Filled(unambiguous(names), tuple(failures))


def _keep_only(library: Library, wanted: set[str]) -> None:
    with library.snapshot() as view:
        others = [entry.document for entry in view.entries() if entry.document not in wanted]
    for document in others:
        library.remove(document)


@contextmanager
def made_of(
    settings: Settings,
    embedder: Embedder,
    root: Path,
    paths: Sequence[Path],
    kept: Path | None,
    hear: Hear | None = None,
) -> Iterator[tuple[Bench, Filled]]:
    """A library made of files, to be measured.

    Args:
        settings: Of them all but the folder counts.
        embedder: Embeds.
        root: Names of documents may be relative to it.
        paths: Files, and folders with all that is in them.
        kept: Where the library stays for the next time; None for a folder that is gone afterwards.
        hear: Hears how far each file is.
    """
    with ExitStack() as held:
        folder = kept or Path(held.enter_context(tempfile.TemporaryDirectory(prefix="footnote-evaluate-")))
        place = replace(settings, library=folder)
        with closing(open_library(place, lambda: embedder)) as library:
            filled = fill(library, root, paths, hear)
        bench = held.enter_context(opened(place, embedder))
        yield bench, filled


def place_of(documents: Path, cache: Path) -> Path:
    """Where in a cache the library of a folder of documents is kept."""
    whole = str(real_path(documents))
    return cache / "libraries" / f"{documents.parent.name}-{hashlib.sha256(whole.encode()).hexdigest()[:12]}"
