"""Pages of PDFs as pictures, with the boxes of a quotation: drawn in a worker process that may be killed."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from documents.errors import WorkerCrashed
from documents.limits import CPU_PAGE
from documents.processes import TooLate, worker_process
from documents.wire import LARGEST_PICTURE, Drawing, FrameError, Request, pack_request, receive_body

_log = logging.getLogger(__name__)

#: Left, top, width and height, each as a share of the page's.
Box = tuple[float, float, float, float]

_CANNOT = "The page cannot be drawn: the program that draws died on it."


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A page as WebP; ``boxes`` are where the quotation's lines stand, none where that is not certain."""

    image: bytes
    width: int
    height: int
    boxes: tuple[Box, ...]


def page_picture(data: bytes, drawing: Drawing) -> PagePicture:
    """A page of a PDF as it looks. May be called from any thread.

    Raises:
        DocumentError: it cannot be drawn; the text says why.
    """
    try:
        with worker_process() as channel:
            channel.expect(CPU_PAGE, 0.0)
            for part in pack_request(Request(data, "page.pdf", drawing=drawing)):
                channel.send(part)
            frame = channel.receive()
            if frame[0] == "error":
                raise WorkerCrashed(str(frame[2]))
            if frame[0] != "drawn":
                raise FrameError(f"{frame!r:.200}")
            _, size, width, height, boxes = frame
            image = receive_body(channel.read, size, LARGEST_PICTURE)
            return PagePicture(image, int(width), int(height), tuple(map(_box, boxes)))
    except (FrameError, TooLate, OSError, ValueError, TypeError) as error:
        _log.warning("a page was not drawn: %s", error)
        raise WorkerCrashed(_CANNOT) from error


def _box(value: list[float]) -> Box:
    left, top, width, height = (min(max(float(one), 0.0), 1.0) for one in value)
    return left, top, width, height

