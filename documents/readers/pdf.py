"""PDF, by pypdf."""
from __future__ import annotations

from collections.abc import Callable

from documents.model import Document


def read(data: bytes, source: str, progress: Callable[[int, int], None] | None = None) -> Document:
    """Soon."""
    raise NotImplementedError
