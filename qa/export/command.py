"""Wired, not built yet."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from index.library import Library


def export(library: Library, options: argparse.Namespace, out: Callable[[str], None]) -> int:
    """Not built yet."""
    raise NotImplementedError
