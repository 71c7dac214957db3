"""What the adding part of the Library tab does: files on their way, folders that are followed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from documents import ocr
from index.errors import LibraryError
from index.sync import Kind, Plan
from qa.web.markup import render
from qa.web.texts import t
from qa.web.wish import LONGEST_NAME, number_of

if TYPE_CHECKING:
    from index.library import Library
    from qa.web.folders import Folders
    from qa.web.jobs import Job, Jobs

Told = dict[str, Any]

#: Rows of each kind that the board shows at once; of more only the number is told.
SHOWN = {"work": 8, "failed": 50, "wait": 12, "done": 30}
#: Files of each kind that a preview names.
NAMED = 12
#: Codes of files that text recognition may help.
PICTURES = ("no_text",)
#: The kinds of changes, in the order in which a preview tells them.
KINDS: tuple[Kind, ...] = ("new", "changed", "renamed", "gone", "failed", "unchanged")


@dataclass(frozen=True, slots=True)
class Adding:
    """The adding part of the Library tab."""

    library: Library
    jobs: Jobs
    folders: Folders

    def shown(self, wanted: Mapping[str, Any]) -> Told:
        """The part after an act.

        Args:
            wanted: ``op``: draw (all of it), board (the files alone), cancel, again, dismiss (``job``, or all),
                refuse (``name``, ``size``), plan, follow, forget (``folder``), watch (``folder``, ``on``).

        Returns:
            ``board``, and where they may have changed ``head`` and ``folders``, as HTML; ``preview`` of a plan;
            whether anything is ``running``; the ``generation`` of the library and its failures; what is to be read out
            as ``say``; ``error`` in a sentence.
        """
        try:
            told = self._acted(wanted)
        except LibraryError as error:
            told = {"error": str(error)}
        with self.library.snapshot() as view:  # a file that cannot be read changes no generation
            generation = f"{view.generation}.{len(view.failures())}"
        return {"board": self.board(), "running": self.jobs.running, "generation": generation, **told}

    def board(self) -> str:
        """The files on their way."""
        return board(self.jobs.board(), self.jobs.left)

    def _acted(self, wanted: Mapping[str, Any]) -> Told:
        job, path = number_of(wanted.get("job")) or None, str(wanted.get("folder") or "")[:LONGEST_NAME]
        match wanted.get("op"):
            case "draw":
                return {"head": render("adding.html.j2"), "folders": self._followed()}
            case "cancel":
                self.jobs.cancel(job)
                return {"say": t("adding.cancelled_said")}
            case "again" if job:
                self.jobs.again(job, ocr=bool(wanted.get("ocr")))
            case "dismiss":
                self.jobs.dismiss(job)
            case "refuse":
                name = str(wanted.get("name") or "")[:LONGEST_NAME]
                self.jobs.refuse(name, "too_large", t("adding.too_large"))
            case "plan":
                return {"preview": preview(self.folders.plan(path))}
            case "follow":
                planned = self.folders.follow(path)
                said = t("adding.followed", n=len(planned.acted)) if planned.acted else t("adding.nothing_to_do")
                return {"preview": "", "folders": self._followed(), "say": said}
            case "watch":
                self.folders.watch(path, on=bool(wanted.get("on")))
                return {"folders": self._followed()}
            case "forget":
                self.folders.forget(path)
                return {"folders": self._followed()}
        return {}

    def _followed(self) -> str:
        return render("folders.html.j2", folders=self.folders.every())


def preview(planned: Plan) -> str:
    """What following a folder would change."""
    groups = [(kind, [one for one in planned.changes if one.kind == kind]) for kind in KINDS]
    shown = [(kind, some[:NAMED], len(some)) for kind, some in groups if some]
    root = str(planned.folder)
    return render("preview.html.j2", folder=root, groups=shown, acts=len(planned.acted), named=_below(root))


def _below(root: str) -> Any:  # noqa: ANN401 - a filter for the template
    return lambda path: path.removeprefix(root).lstrip("/\\") or path


@dataclass(frozen=True, slots=True)
class Rows:
    """Some jobs of a kind that are shown, and how many more there are."""

    shown: tuple[Job, ...]
    more: int


def board(every: Sequence[Job], left: float | None = None) -> str:
    """The files on their way, however many: those at work and those that failed first."""
    kinds = {"work": ("work",), "failed": ("failed",), "wait": ("wait",)}
    others = [job for job in every if not job.running and job.state != "failed"]
    rows = {kind: _rows([job for job in every if job.state in states], kind) for kind, states in kinds.items()}
    return render(
        "jobs.html.j2",
        total=len(every),
        ended=sum(not job.running for job in every),
        counts=Counter(job.state for job in every),
        left=pace(left),
        rows={**rows, "done": _rows(others[::-1], "done")},
        pictures=PICTURES if ocr.available() else (),
        pace=pace,
    )


def _rows(some: Sequence[Job], kind: str) -> Rows:
    return Rows(tuple(some[: SHOWN[kind]]), max(0, len(some) - SHOWN[kind]))


def pace(seconds: float | None) -> str:
    """How long it still takes, in words; nothing where that cannot be told."""
    if seconds is None:
        return ""
    if seconds < 60:
        return t("adding.seconds_left", n=max(1, round(seconds)))
    return t("adding.minutes_left", n=round(seconds / 60))
