"""``footnote sync``: the library follows a folder, once or as long as the command runs."""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from dataclasses import asdict
from typing import TYPE_CHECKING

from index.errors import LibraryError
from index.sync import Change, FolderGone, Memory, Plan, follow, plan
from qa import terminal
from qa.record import line

if TYPE_CHECKING:
    from index.library import Library
    from qa.terminal import Meter

DONE, FAILED = 0, 1

Show = Callable[[str], None]

#: Seconds between two looks at a watched folder: a file that is being written is the same in both when it is whole.
LOOK = 3.0
#: How many files of each kind there are, in the order in which people ask for it.
COUNTED = (
    ("new", "new"),
    ("changed", "changed"),
    ("renamed", "renamed"),
    ("gone", "gone"),
    ("unchanged", "unchanged"),
    ("failed", "not readable"),
)


def summary(planned: Plan) -> str:
    """ "new 3 · changed 1 · gone 1 · unchanged 40"."""
    told = [f"{said} {count}" for kind, said in COUNTED if (count := planned.count(kind))]  # type: ignore[arg-type]
    return " · ".join(told) or "The folder has no files."


def sync(library: Library, options: argparse.Namespace, progress: Meter, out: Show) -> int:
    """Make the library follow the folder of the options; returns the exit code.

    1 where a file could not be read or removed; a watched folder is followed until Ctrl+C.
    """
    memory = Memory()
    planned = plan(library, options.folder, memory)
    if options.dry_run:
        for change in planned.acted:
            out(_change(change, json=options.json))
        terminal.say(f"{summary(planned)}. Nothing was changed.")
        return DONE
    terminal.say(f"{summary(planned)}.")
    failed = _followed(library, planned, options, progress, out)
    while options.watch:
        failed |= _watched(library, planned, memory, options, progress, out)
    return FAILED if failed else DONE


def _watched(
    library: Library, planned: Plan, memory: Memory, options: argparse.Namespace, progress: Meter, out: Show
) -> bool:
    """Follow what has changed and is quiet since the last look; whether something failed."""
    time.sleep(LOOK)
    try:
        first = plan(library, planned.folder, memory)
        if not first.acted:
            return False
        time.sleep(LOOK)
        now = plan(library, planned.folder, memory)
        if now != first:  # still being written
            return False
        return _followed(library, now, options, progress, out)
    except FolderGone as error:
        terminal.say(f"{error} Waiting for it.")
        while True:
            time.sleep(LOOK)
            try:
                plan(library, planned.folder, memory)
                return False
            except FolderGone:
                continue


def _followed(library: Library, planned: Plan, options: argparse.Namespace, progress: Meter, out: Show) -> bool:
    failed = False
    try:
        for outcome in follow(library, planned, progress, retry=options.retry, ocr=options.ocr):
            progress.clear()
            failed |= outcome.outcome == "failed"
            out(line(asdict(outcome)) if options.json else terminal.outcome(outcome))
    except LibraryError as error:
        if not options.watch:
            raise
        terminal.say(str(error))  # another process writes: the next look tries again
        return True
    return failed


def _change(change: Change, *, json: bool) -> str:
    """A planned change, as a line."""
    if json:
        return line({"path": change.path, "outcome": change.kind, "document": change.document, "was": change.was})
    was = f"\n{'':10}before: {change.was}" if change.was else ""
    return terminal.safe(f"{change.kind:<9} {change.path}{was}")
