"""Additions from the page: one worker thread owns them, the page only watches.

A closed tab ends nothing. One bad file ends nothing either: it gets its sentence and the next one is read.
"""

from __future__ import annotations

import itertools
import logging
import queue
import shutil
import threading
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import LibraryError
from index.model import Outcome, Progress

if TYPE_CHECKING:
    from index.library import Library

log = logging.getLogger(__name__)

STAGES = {
    "reading": "Reading page {done} of {total}",
    "embedding": "Embedding passage {done} of {total}",
    "storing": "Storing",
}


@dataclass(frozen=True, slots=True)
class Job:
    """One file on its way: ``state`` is wait, work, added, replaced, unchanged or failed."""

    number: int
    name: str
    state: str = "wait"
    message: str = "Waiting"
    #: Share that is done, 0–1.
    done: float = 0.0
    document: str | None = None

    @property
    def running(self) -> bool:
        """Whether it is still to be finished."""
        return self.state in ("wait", "work")


class Jobs:
    """The board of all additions of this server, and the thread that works through it.

    Args:
        library: Takes the files in.
        spool: A folder for files that wait.
        ocr: Recognise text in pages that are pictures.
    """

    def __init__(self, library: Library, spool: Path, *, ocr: bool = False) -> None:
        self._library = library
        self._ocr = ocr
        self._spool = spool
        self._jobs: dict[int, Job] = {}
        self._waiting: queue.SimpleQueue[tuple[int, Path] | None] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._numbers = itertools.count(1)
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._work, name="additions", daemon=True)
        self._thread.start()

    def start(self, files: Iterable[Path]) -> None:
        """Take uploaded files over: each is moved here and deleted once it has been read."""
        with self._lock:
            if not any(job.running for job in self._jobs.values()):  # a new batch begins a new board
                self._jobs.clear()
            for file in files:
                job = Job(next(self._numbers), file.name)
                self._jobs[job.number] = job
                self._waiting.put((job.number, Path(shutil.move(file, self._spool / str(job.number)))))

    def board(self) -> tuple[Job, ...]:
        """Every job, the latest last."""
        with self._lock:
            return tuple(self._jobs.values())

    @property
    def running(self) -> bool:
        """Whether any job is still to be finished."""
        return any(job.running for job in self.board())

    def close(self) -> None:
        """Finish the file at hand and stop; files that were still waiting are not added."""
        self._ending.set()
        self._waiting.put(None)
        self._thread.join(timeout=30)

    def _work(self) -> None:
        while (item := self._waiting.get()) is not None and not self._ending.is_set():
            number, file = item
            self._set(number, state="work", message="Reading")
            outcome = self._add(number, file)
            self._set(number, state=outcome.outcome, message=_result(outcome), done=1.0, document=outcome.document)
            file.unlink(missing_ok=True)

    def _add(self, number: int, file: Path) -> Outcome:
        name = self._jobs[number].name
        try:
            data = file.read_bytes()
            return self._library.add(data, name, lambda step: self._step(number, step), retry=True, ocr=self._ocr)
        except (LibraryError, OSError) as error:
            return Outcome(name, "failed", message=str(error))
        except Exception:
            log.exception("an addition failed")
            return Outcome(name, "failed", message="Something went wrong on the server; its log has the details.")

    def _step(self, number: int, step: Progress) -> None:
        share = step.done / max(step.total, 1)
        message = STAGES[step.stage].format(done=step.done, total=step.total)
        self._set(number, message=message, done=0.2 * share if step.stage == "reading" else 0.2 + 0.75 * share)

    def _set(self, number: int, **changes: object) -> None:
        with self._lock:
            self._jobs[number] = replace(self._jobs[number], **changes)  # type: ignore[arg-type]


def _result(outcome: Outcome) -> str:
    if outcome.outcome in ("added", "replaced"):
        done = "Added" if outcome.outcome == "added" else "Replaced the earlier version"
        paragraphs = outcome.paragraphs or 0
        counted = f"{done}: {paragraphs} paragraph{'' if paragraphs == 1 else 's'}."
        return f"{counted} {outcome.message or ''}".strip()
    if outcome.outcome == "unchanged":
        return outcome.message or "Already in the library, unchanged."
    return outcome.message or "It could not be read."
