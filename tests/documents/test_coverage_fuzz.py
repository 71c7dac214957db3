"""Half a minute of coverage-guided fuzzing for each reader; ``tests/documents/coverage_fuzz.py`` is the fuzzer."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.documents.test_fuzz import suffixes

ROOT = Path(__file__).parent.parent.parent
SECONDS = 30


@pytest.mark.slow
@pytest.mark.parametrize("suffix", suffixes())
def test_no_bytes_that_reach_new_code_break_a_promise(suffix: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    pytest.importorskip("atheris", reason="needs atheris (Linux, Python 3.11 to 3.13): pip install atheris")
    monkeypatch.setenv("FUZZED", str(tmp_path))
    command = [sys.executable, "-m", "tests.documents.coverage_fuzz", suffix, str(SECONDS)]
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False, cwd=ROOT, timeout=600)
    assert done.returncode == 0, done.stderr[-3000:]
    assert "Done " in done.stderr, done.stderr[-3000:]
