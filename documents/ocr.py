"""Text of pages that are pictures, by ocrmypdf or tesseract where one of them is installed.

Both are programs for files of anybody, so each runs in a process group with limits, without network, in a folder
of its own, and is ended with it. What comes back is a PDF with a text layer, which a worker reads as any other.
"""

from __future__ import annotations

import logging
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

_log = logging.getLogger(__name__)

#: Seconds for a page, and for what comes before the first: a dense page of 300 dpi takes tesseract 5 to 15.
_PER_PAGE, _BEFORE = 60, 60
#: tesseract's data files that are no languages.
_NO_LANGUAGE = frozenset({"osd", "equ"})
#: What the programs may know of our environment.
_KEPT = ("PATH", "SYSTEMROOT", "TESSDATA_PREFIX", "LANG", "LC_ALL")


class OcrFailed(Exception):
    """The programs recognised nothing; the text is for the log."""


def available() -> bool:
    """Whether text in pictures can be recognised here."""
    return shutil.which("tesseract") is not None  # ocrmypdf calls it too


def has_ocrmypdf() -> bool:
    """Whether pages can be drawn and recognised as they are, and not only the pictures on them."""
    return available() and shutil.which("ocrmypdf") is not None


def of_pages(data: bytes, pages: Sequence[int]) -> bytes:
    """The PDF with a text layer on these pages (from 1), by ocrmypdf.

    Raises:
        OcrFailed: there is none.
    """
    with tempfile.TemporaryDirectory(prefix="footnote-ocr-") as name:
        folder = Path(name)
        (folder / "in.pdf").write_bytes(data)
        options = ["--skip-text", "--output-type", "pdf", "--optimize", "0", "--jobs", "2", "--quiet"]
        options += ["--tesseract-timeout", str(_PER_PAGE), "--pages", ",".join(map(str, pages)), *_languages(folder)]
        _run(["ocrmypdf", *options, "in.pdf", "out.pdf"], folder, _BEFORE + _PER_PAGE * len(pages))
        return _made(folder)


def of_pictures(pictures: Sequence[bytes]) -> bytes:
    """A PDF with a page for each of the pictures (png, jpeg, tiff), by tesseract.

    Raises:
        OcrFailed: there is none.
    """
    with tempfile.TemporaryDirectory(prefix="footnote-ocr-") as name:
        folder = Path(name)
        names = [f"{number}.picture" for number in range(len(pictures))]
        for one, data in zip(names, pictures, strict=True):
            (folder / one).write_bytes(data)
        (folder / "list.txt").write_text("\n".join(names), "utf-8")
        call = ["tesseract", "list.txt", "out", *_languages(folder), "pdf"]
        _run(call, folder, _BEFORE + _PER_PAGE * len(pictures))
        return _made(folder)


def _made(folder: Path) -> bytes:
    try:
        return (folder / "out.pdf").read_bytes()
    except OSError as error:
        raise OcrFailed("it wrote nothing") from error


def _languages(folder: Path) -> list[str]:
    """All that are installed: which one a page is in is not known before it is read."""
    listed = _run(["tesseract", "--list-langs"], folder, _BEFORE).decode("utf-8", "replace").splitlines()[1:]
    names = [name.strip() for name in listed if name.strip() and name.strip() not in _NO_LANGUAGE and "/" not in name]
    if not names:
        raise OcrFailed("tesseract has no language")
    return ["-l", "+".join(names)]


def _run(call: Sequence[str], folder: Path, seconds: float) -> bytes:
    """What the program prints; it runs in ``folder``, below ``limits.limit_program``."""
    program = shutil.which(call[0])
    if program is None:
        raise OcrFailed(f"{call[0]} is not installed")
    root = str(Path(__file__).resolve().parent.parent)
    code = f"import sys; sys.path.insert(0, {root!r}); from documents import limits; limits.become(sys.argv[1:])"
    process = subprocess.Popen(  # noqa: S603 - a program that is installed, and names of our own
        [sys.executable, "-I", "-c", code, program, *call[1:]],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        cwd=folder, env=_environment(folder), start_new_session=True,
    )  # fmt: skip
    try:
        printed, said = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        raise OcrFailed(f"{call[0]} took longer than {seconds:.0f} seconds") from None
    finally:
        _end(process)
    if process.returncode != 0:
        _log.debug("%s: %s", call[0], said[-2000:].decode("utf-8", "replace"))
        raise OcrFailed(f"{call[0]} ended with {process.returncode}")
    return printed


def _environment(folder: Path) -> Mapping[str, str]:
    """One thread each: pages, not parts of pages, are done beside each other."""
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    return {**kept, "HOME": str(folder), "TMPDIR": str(folder), "OMP_THREAD_LIMIT": "1"}


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ends the program with all that it has started."""
    if hasattr(os, "killpg"):
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()
    process.communicate()
