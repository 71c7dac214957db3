"""Files and folders into the library, one outcome for each file.

One bad file never stops the others. What a folder holds beside documents (hidden files, the litter of operating
systems and editors) is passed over; every other file gets exactly one outcome.
"""

from __future__ import annotations

import stat
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from documents.errors import TooLarge
from documents.read import LARGEST
from index.catalogue import printable, real_path
from index.library import Library
from index.model import Outcome, Progress

#: Written into folders by operating systems, and by nobody on purpose.
_LITTER = frozenset({"thumbs.db", "ehthumbs.db", "desktop.ini", "icon\r", "__macosx", "$recycle.bin", "lost+found"})
#: What hidden files begin with, and the lock files of office programs.
_HIDDEN = (".", "~$")


def add_paths(
    library: Library,
    paths: Iterable[Path],
    progress: Callable[[Progress], None] | None = None,
    *,
    retry: bool = False,
    ocr: bool = False,
) -> Iterator[Outcome]:
    """Add files, and folders with all that is in them, in the order of their names.

    Args:
        library: Takes them in.
        paths: A path that is named here is followed wherever it leads; a link inside a folder is not, because
            what it leads to is met anyway or is not in the folder.
        progress: Hears how far each file is.
        retry: Read again what could not be read the last time.
        ocr: Recognise text in pages that are pictures.

    Yields:
        One outcome for each file, as soon as it is known; a path that cannot be read has one too.

    Raises:
        LibraryError: the library itself cannot go on; what was yielded is in it.
    """
    met: set[Path] = set()
    for path in files(paths, library.folder):
        if path not in met:
            met.add(path)
            yield add_file(path, lambda data, source: library.add(data, source, progress, retry=retry, ocr=ocr))


def add_file(path: Path, add: Callable[[bytes, str], Outcome]) -> Outcome:
    """Read a file and add it; what keeps it from being read is its outcome."""
    try:
        data = _contents(path)
    except TooLarge as error:
        return _failed(path, error.code, str(error))
    except FileNotFoundError:
        return _failed(path, "not_found", "There is no such file: check the path.")
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        return _failed(path, "unreadable", f"The file cannot be read ({why}): check that you may read it.")
    if data is None:
        return _failed(path, "not_a_file", "This is neither a file nor a folder: add the document itself.")
    return add(data, str(path))


def _contents(path: Path) -> bytes | None:
    """The file's bytes; None for what has none (a pipe, a device), which reading would wait for."""
    if path.is_dir():
        next(path.iterdir(), None)  # only a folder that cannot be listed comes here: say why
    about = path.stat()
    if not stat.S_ISREG(about.st_mode):
        return None
    if about.st_size > LARGEST:
        raise TooLarge(
            f"The file has {about.st_size / 1e6:,.0f} MB and a document may have {LARGEST / 1e6:,.0f} MB: "
            "split it, or save it without its pictures."
        )
    return path.read_bytes()


def _failed(path: Path, code: str, message: str) -> Outcome:
    return Outcome(printable(str(path)), "failed", code=code, message=message)


def files(paths: Iterable[Path], library: Path) -> Iterator[Path]:
    """Every file below the paths, depth first, sorted; and every folder that cannot be listed.

    Args:
        paths: Files and folders.
        library: The library's own folder, which is passed over.
    """
    own = library.resolve()
    for given in paths:
        waiting = [real_path(given)]
        while waiting:
            path = waiting.pop()
            inside = _listed(path) if path.is_dir() else None
            if inside is None:
                yield path
            else:
                waiting += [one for one in reversed(inside) if one != own]


def _listed(folder: Path) -> list[Path] | None:
    """What is in a folder, sorted, without litter and links; None where it cannot be listed."""
    try:
        found = sorted(folder.iterdir())
    except OSError:
        return None
    return [path for path in found if not path.name.startswith(_HIDDEN) and not _litter(path) and not path.is_symlink()]


def _litter(path: Path) -> bool:
    return path.name.lower() in _LITTER
