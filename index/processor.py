"""What this process may compute on."""

from __future__ import annotations

import os
from pathlib import Path


def physical_cores() -> int:
    """Cores that this process may use, hyper-threads counted once: a second thread on a core only adds waiting."""
    allowed = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []
    siblings = [Path(f"/sys/devices/system/cpu/cpu{cpu}/topology/thread_siblings_list") for cpu in allowed]
    known = {path.read_text().strip() for path in siblings if path.is_file()}
    return len(known) or len(allowed) or os.cpu_count() or 1
