"""Folders that the library follows: remembered with it, looked at while the server runs.

Looking costs a stat of every file: 60 ms for 10,000 files that have not changed (measured, benchmarks/README). What has
changed is taken once two looks in a row find the same, so that no file is read while it is being written.
"""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from index.catalogue import real_path
from index.errors import LibraryError
from index.sync import FolderGone, Memory, Plan, plan

if TYPE_CHECKING:
    from index.library import Library
    from qa.web.jobs import Jobs

log = logging.getLogger(__name__)

#: The setting of the library that names its folders.
SETTING = "folders"
#: Seconds between two looks.
LOOK = 3.0
#: Folders that one library follows.
MOST = 50


@dataclass(frozen=True, slots=True)
class Followed:
    """A folder that was synced once; ``watched`` while changes are taken as they come."""

    path: str
    watched: bool = False


class Folders:
    """The folders of a library, and the thread that looks at the watched ones.

    Args:
        library: Follows them.
        jobs: Does what follows from their changes.
        look: Seconds between two looks.
    """

    def __init__(self, library: Library, jobs: Jobs, look: float = LOOK) -> None:
        self._library = library
        self._jobs = jobs
        self._look = look
        self._ending = threading.Event()
        self._memories: dict[str, Memory] = {}
        self._last: dict[str, Plan] = {}
        #: What keeps a watched folder from being followed, by path.
        self._wrong: dict[str, str] = {}
        self._thread = threading.Thread(target=self._watch, name="folders", daemon=True)
        self._thread.start()

    def every(self) -> tuple[tuple[Followed, str], ...]:
        """The folders, each with what keeps it from being followed, or nothing."""
        return tuple((one, self._wrong.get(one.path, "")) for one in self._known())

    def plan(self, path: str) -> Plan:
        """What following a folder would change.

        Raises:
            FolderGone: it is not there, or has become empty.
            LibraryError: the path is no absolute one, or the library cannot be read.
        """
        folder = Path(path).expanduser()
        if not path.strip() or not folder.is_absolute():
            raise LibraryError("Give the whole path of a folder on this computer, from its root.")
        root = str(real_path(folder))
        return plan(self._library, folder, self._memories.setdefault(root, Memory()))

    def follow(self, path: str) -> Plan:
        """Make the library follow a folder now, as jobs, and remember it.

        Raises:
            LibraryError: as ``plan``.
        """
        planned = self.plan(path)
        known = {one.path for one in self._known()}
        if str(planned.folder) not in known:
            self._keep([*self._known(), Followed(str(planned.folder))][-MOST:])
        self._jobs.follow(planned.acted)
        return planned

    def watch(self, path: str, *, on: bool) -> None:
        """Switch the watch on a known folder."""
        self._wrong.pop(path, None)
        self._keep([replace(one, watched=on) if one.path == path else one for one in self._known()])

    def forget(self, path: str) -> None:
        """Follow a folder no more; its documents stay."""
        self._wrong.pop(path, None)
        self._keep([one for one in self._known() if one.path != path])

    def close(self) -> None:
        """Look no more."""
        self._ending.set()
        self._thread.join(timeout=10)

    def _known(self) -> tuple[Followed, ...]:
        try:
            return tuple(_read(self._library.setting(SETTING)))
        except LibraryError:
            return ()

    def _keep(self, every: list[Followed]) -> None:
        self._library.set(SETTING, json.dumps([asdict(one) for one in every]))

    def _watch(self) -> None:
        while not self._ending.wait(self._look):
            for one in self._known():
                if one.watched and not self._ending.is_set():
                    self._glance(one.path)

    def _glance(self, path: str) -> None:
        """Take what has changed in a folder, if it is as it was at the last look."""
        try:
            planned = self.plan(path)
        except FolderGone as error:
            self._wrong[path] = str(error)
            return
        except (LibraryError, OSError) as error:
            log.warning("%s: %s", path, error)
            return
        self._wrong.pop(path, None)
        before = self._last.get(path)
        self._last[path] = planned
        if planned.acted and before == planned:
            self._jobs.follow(planned.acted)


def _read(setting: str) -> Iterator[Followed]:
    try:
        kept = json.loads(setting or "[]")
    except ValueError:
        return
    for one in kept if isinstance(kept, list) else []:
        if isinstance(one, dict) and isinstance(one.get("path"), str):
            yield Followed(one["path"], bool(one.get("watched")))
