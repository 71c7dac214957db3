"""Additions from the page: one worker thread owns them, the page only watches.

A closed tab ends nothing, and neither does the end of the server: what still waits then is in its folder, and goes on
with the next start. One bad file ends nothing either: it gets its sentence and the next one is read.
"""

from __future__ import annotations

import itertools
import json
import logging
import shutil
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.errors import LibraryError
from index.model import Outcome, Progress
from index.sync import Change, done

if TYPE_CHECKING:
    from index.library import Library

log = logging.getLogger(__name__)

#: Shares of a file's way, 0–1: reading is quick, embedding takes most of it.
READ, EMBEDDED = 0.2, 0.95
#: Seconds of a stage after which its pace tells how long the rest takes.
TELLING = 1.5
#: What a job is that is no more to be finished.
ENDED = ("added", "replaced", "unchanged", "removed", "renamed", "failed", "cancelled")

Hear = Callable[[Progress], None]


class _CancelledError(Exception):
    """The visitor wants no more of this file."""


@dataclass(frozen=True, slots=True)
class Job:
    """One file on its way: ``state`` is wait, work, or one of ``ENDED``."""

    number: int
    name: str
    size: int = 0
    state: str = "wait"
    #: Of a file at work: reading, embedding, storing; and how many pages or passages of how many.
    stage: str = ""
    at: int = 0
    of: int = 0
    #: Share that is done, 0–1, and seconds that the rest of the stage takes; none until that can be told.
    done: float = 0.0
    left: float | None = None
    #: What became of it.
    document: str | None = None
    paragraphs: int | None = None
    code: str = ""
    message: str = ""
    #: Whether it can be tried again: its bytes are still here.
    again: bool = False

    @property
    def running(self) -> bool:
        """Whether it is still to be finished."""
        return self.state in ("wait", "work")


@dataclass(slots=True)
class _Task:
    """What is done for a job."""

    number: int
    #: A file in the spool, or a change of a folder.
    file: Path | None = None
    change: Change | None = None
    ocr: bool = False
    #: What the user says of the document, by field; and the id of the document whose place it takes.
    corrections: Mapping[str, str] = field(default_factory=dict)
    instead_of: str = ""
    cancelled: threading.Event = field(default_factory=threading.Event)


class Jobs:
    """The board of all additions of this server, and the thread that works through it.

    Args:
        library: Takes the files in.
        spool: A folder of this server's own for files that wait; those in it are taken up.
        ocr: Recognise text in pages that are pictures.
    """

    def __init__(self, library: Library, spool: Path, *, ocr: bool = False) -> None:
        self._library = library
        self._ocr = ocr
        self.spool = spool
        self._jobs: dict[int, Job] = {}
        self._tasks: dict[int, _Task] = {}
        self._waiting: deque[int] = deque()
        self._changed = threading.Condition()
        self._numbers = itertools.count(1)
        self._ending = threading.Event()
        self._began = time.monotonic()
        self._take_up()
        self._thread = threading.Thread(target=self._work, name="additions", daemon=True)
        self._thread.start()

    # ------------------------------------------------------------ what comes in

    def start(self, files: Iterable[Path], *, ocr: bool = False) -> None:
        """Take uploaded files over under their names: each is moved here and deleted once it has been read."""
        for file in files:
            self.take(file, file.name, ocr=ocr)

    def take(
        self,
        file: Path,
        name: str,
        *,
        ocr: bool = False,
        corrections: Mapping[str, str] | None = None,
        instead_of: str = "",
    ) -> int:
        """Take a file over under a name; the number of its job.

        Args:
            file: Moved away from where it is.
            name: What the library will call its place: an absolute path, or the name of an upload.
            ocr: Recognise text in pages that are pictures.
            corrections: What the user says of the document, by field.
            instead_of: The id of the document whose place it takes, if that is there.
        """
        with self._changed:
            if corrections is None:  # what is brought back joins the board that is there
                self._new_board()
            number = next(self._numbers)
            kept = Path(shutil.move(file, self.spool / f"{number}.file"))
            known = {"ocr": ocr, "corrections": dict(corrections or {}), "instead_of": instead_of}
            _note(kept, {"name": name, **known})
            self._wait(Job(number, name, kept.stat().st_size), _Task(number, file=kept, **known))  # type: ignore[arg-type]
            return number

    def refuse(self, name: str, code: str, message: str) -> None:
        """Put a file on the board that cannot be taken in."""
        with self._changed:
            self._new_board()
            number = next(self._numbers)
            self._jobs[number] = Job(number, name, state="failed", code=code, message=message, done=1.0)

    def follow(self, changes: Iterable[Change]) -> None:
        """Do what follows from the changes of a folder; one that is under way already is not begun again."""
        with self._changed:
            self._new_board()
            known = {task.change for number, task in self._tasks.items() if self._jobs[number].running}
            for change in changes:
                if change not in known:
                    number = next(self._numbers)
                    self._wait(Job(number, change.path), _Task(number, change=change))

    def again(self, number: int, *, ocr: bool = False) -> None:
        """Try a file again that could not be added."""
        with self._changed:
            job, task = self._jobs.get(number), self._tasks.get(number)
            if job is None or task is None or job.running or not job.again:
                return
            again = replace(task, ocr=ocr or task.ocr, cancelled=threading.Event())
            if task.file:
                known = {"ocr": again.ocr, "corrections": dict(task.corrections), "instead_of": task.instead_of}
                _note(task.file, {"name": job.name, **known})
            self._wait(Job(number, job.name, job.size), again)

    def cancel(self, number: int | None = None) -> None:
        """End one file, or all: one that is being read is left at its next page, and nothing of it is added."""
        with self._changed:
            for one in [number] if number is not None else list(self._jobs):
                job, task = self._jobs.get(one), self._tasks.get(one)
                if job is None or task is None or not job.running:
                    continue
                task.cancelled.set()
                if job.state == "wait":
                    self._waiting.remove(one)
                    self._jobs[one] = replace(job, state="cancelled", done=1.0)
                    self._forget(task)

    def dismiss(self, number: int | None = None) -> None:
        """Take a finished file off the board, or all of them; their bytes go with them."""
        with self._changed:
            for one in [number] if number is not None else list(self._jobs):
                job = self._jobs.get(one)
                if job and not job.running:
                    self._drop(one)

    # ------------------------------------------------------------ what is shown

    def board(self) -> tuple[Job, ...]:
        """Every job, the latest last."""
        with self._changed:
            return tuple(self._jobs.values())

    @property
    def running(self) -> bool:
        """Whether any job is still to be finished."""
        return any(job.running for job in self.board())

    @property
    def left(self) -> float | None:
        """Seconds until all is done, by the pace of what has been done; none until that can be told."""
        with self._changed:
            every = list(self._jobs.values())
            spent = time.monotonic() - self._began
        worked = sum(max(job.size, 1) * job.done for job in every)
        rest = sum(max(job.size, 1) * (1 - job.done) for job in every if job.running)
        return spent * rest / worked if spent > TELLING and worked else None

    def close(self) -> None:
        """Finish the file at hand and stop; files that were still waiting stay in the spool."""
        with self._changed:
            self._ending.set()
            self._changed.notify_all()
        self._thread.join(timeout=30)
        with self._changed:
            for number, job in self._jobs.items():
                if not job.running and number in self._tasks:
                    self._forget(self._tasks[number])

    # ------------------------------------------------------------ inside; all but _work under the lock

    def _take_up(self) -> None:
        """Files that waited when the last server ended; what else is in the spool has been worked off."""
        for part in self.spool.glob("*.part"):  # of an upload that was broken off
            part.unlink(missing_ok=True)
        found = sorted(self.spool.glob("*.file"), key=lambda file: file.stat().st_mtime_ns)
        kept = [(file, known) for file in found if (known := _noted(file))]
        for file in found:
            if not _noted(file):
                file.unlink(missing_ok=True)
        moved = [(file.rename(file.with_suffix(".old")), known) for file, known in kept]
        for file, _ in kept:
            file.with_suffix(".json").unlink(missing_ok=True)
        with self._changed:
            for file, known in moved:
                corrections, place = known.get("corrections") or {}, str(known.get("instead_of") or "")
                self.take(file, known["name"], ocr=bool(known.get("ocr")), corrections=corrections, instead_of=place)

    def _new_board(self) -> None:
        """A new batch begins a new board."""
        if not any(job.running for job in self._jobs.values()):
            for number in list(self._jobs):
                self._drop(number)
            self._began = time.monotonic()

    def _wait(self, job: Job, task: _Task) -> None:
        self._jobs[job.number], self._tasks[job.number] = job, task
        self._waiting.append(job.number)
        self._changed.notify_all()

    def _drop(self, number: int) -> None:
        del self._jobs[number]
        if task := self._tasks.pop(number, None):
            self._forget(task)

    def _forget(self, task: _Task) -> None:
        if task.file:
            task.file.unlink(missing_ok=True)
            task.file.with_suffix(".json").unlink(missing_ok=True)

    def _next(self) -> _Task | None:
        with self._changed:
            while not self._waiting and not self._ending.is_set():
                self._changed.wait()
            if self._ending.is_set():
                return None
            number = self._waiting.popleft()
            self._jobs[number] = replace(self._jobs[number], state="work")
            return self._tasks[number]

    def _work(self) -> None:
        while task := self._next():
            outcome = self._outcome(task)
            with self._changed:
                again = outcome is not None and outcome.outcome == "failed"
                if task.file:
                    # A file that failed stays for another try, but not for another start.
                    (task.file.with_suffix(".json") if again else task.file).unlink(missing_ok=True)
                    if not again:
                        self._forget(task)
                self._end(task.number, outcome, again=again)

    def _end(self, number: int, outcome: Outcome | None, *, again: bool) -> None:
        job = self._jobs[number]
        if outcome is None:
            self._jobs[number] = replace(job, state="cancelled", done=1.0, left=None)
            return
        self._jobs[number] = replace(
            job, state=outcome.outcome, done=1.0, left=None, document=outcome.document, paragraphs=outcome.paragraphs,
            code=outcome.code or "", message=outcome.message or "", again=again,
        )  # fmt: skip

    def _outcome(self, task: _Task) -> Outcome | None:
        """What became of it; none where it was cancelled."""
        name, hear = self._jobs[task.number].name, self._heard(task)
        try:
            if task.change:
                found = done(self._library, task.change, hear, retry=True, ocr=self._ocr or task.ocr)
                return found or Outcome(name, "unchanged")
            return self._added(task, name, hear)
        except _CancelledError:
            return None
        except (LibraryError, OSError) as error:
            return Outcome(name, "failed", code="library", message=str(error))
        except Exception:
            log.exception("an addition failed")
            return Outcome(name, "failed", code="bug", message="Something went wrong on the server; its log has it.")

    def _added(self, task: _Task, name: str, hear: Hear) -> Outcome:
        data = task.file.read_bytes() if task.file else b""
        place = {"instead_of": task.instead_of} if task.instead_of else {}
        outcome = self._library.add(data, name, hear, retry=True, ocr=self._ocr or task.ocr, **place)
        if outcome.document and task.corrections:
            self._library.correct(outcome.document, task.corrections)
        return outcome

    def _heard(self, task: _Task) -> Hear:
        """Hears how far a file is; ends it there when that is wanted."""
        stage, began, first = "", 0.0, 0

        def hear(step: Progress) -> None:
            nonlocal stage, began, first
            if task.cancelled.is_set() and step.stage != "storing":
                raise _CancelledError
            if step.stage != stage:
                stage, began, first = step.stage, time.monotonic(), step.done
            spent, advanced = time.monotonic() - began, step.done - first
            left = spent * (step.total - step.done) / advanced if spent > TELLING and advanced > 0 else None
            with self._changed:
                job = self._jobs[task.number]
                self._jobs[task.number] = replace(
                    job, stage=step.stage, at=step.done, of=step.total, done=_share(step), left=left
                )

        return hear


def _share(step: Progress) -> float:
    part = step.done / max(step.total, 1)
    match step.stage:
        case "reading":
            return READ * part
        case "embedding":
            return READ + (EMBEDDED - READ) * part
        case _:
            return EMBEDDED


def _note(file: Path, known: dict[str, Any]) -> None:
    file.with_suffix(".json").write_text(json.dumps(known), "utf-8")


def _noted(file: Path) -> dict[str, Any] | None:
    """What is known of a file that waited; none for one that has been worked off."""
    try:
        known = json.loads(file.with_suffix(".json").read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return known if isinstance(known, dict) and isinstance(known.get("name"), str) else None
