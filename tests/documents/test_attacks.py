"""Each attack ends with a document or with exactly one error, in time, and leaves the parent as it was."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from documents import processes
from documents.errors import BY_CODE, DocumentError
from documents.limits import CPU_LEAST, CPU_MOST
from documents.worker import read_apart
from tests.documents.attacks import Attack, attacks

ROOT = Path(__file__).resolve().parents[2]
#: Seconds beyond the limit of CPU time until a worker is ended.
GRACE = 2.0
#: MB by which the parent may grow.
GROWTH = 20


def outcome(data: bytes, source: str) -> tuple[str, str]:
    """The code and the sentence."""
    try:
        document = read_apart(data, source)
    except DocumentError as error:
        return error.code, str(error)
    return "read", f"{len(document.paragraphs)} paragraphs."


def spent() -> float:
    """Seconds of CPU time that workers have used until now; where the system does not tell, of the clock."""
    helper = processes._helper(os.getpid())._process
    if helper is None:
        read_apart(b"The canal has no locks.", "a.txt")
        return spent()
    told, running = Path(f"/proc/{helper.pid}/stat"), Path(f"/proc/{helper.pid}/task/{helper.pid}/children")
    if not running.exists():
        return time.monotonic()
    while running.read_text():  # the last worker has answered and is about to end
        time.sleep(0.01)
    of_children = told.read_text().rpartition(")")[2].split()[13:15]  # cutime and cstime, proc(5)
    return sum(map(int, of_children)) / os.sysconf("SC_CLK_TCK")


@pytest.mark.parametrize(
    "attack",
    [pytest.param(one, marks=[pytest.mark.slow] if one.slow else [], id=one.name) for one in attacks()],
)
def test_an_attack_costs_one_answer_and_no_more(attack: Attack):
    made = attack.make()
    begin = spent()
    code, said = outcome(made, attack.source)
    assert spent() - begin < (CPU_MOST if attack.slow else CPU_LEAST) + GRACE
    assert code in {"read", *BY_CODE}
    assert code != "worker_crashed", said
    assert said.endswith("."), said


#: The parent's size is told by a fresh process, which has read one document before.
MEASURED = """
import gc, sys
from documents.errors import DocumentError
from documents.worker import read_apart
from tests.documents.attacks import attacks

def size():
    gc.collect()
    lines = open("/proc/self/status").read().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) // 1024

def fast():
    return (one for one in attacks() if not one.slow and one.name.startswith(tuple(sys.argv[1:])))

def run(one):
    try:
        read_apart(one.make(), one.source)
    except DocumentError:
        pass

run(next(fast()))
before = size()
for one in fast():
    run(one)
print(size() - before)
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="this system does not tell a process its size")
@pytest.mark.parametrize(
    "formats", [["pdf"], pytest.param(["html", "docx", "odt", "epub", "rtf", "eml"], marks=pytest.mark.slow)], ids=str
)
def test_the_parent_stays_as_small_as_it_was(formats: list[str]):
    ran = subprocess.run(
        [sys.executable, "-c", MEASURED, *formats], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert int(ran.stdout) <= GROWTH
