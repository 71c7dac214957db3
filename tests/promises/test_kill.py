"""Kill -9 at any moment: nothing acknowledged is lost, nothing is half there, and what is decided stays decided.

A child adds, replaces and removes documents and says on its pipe what it tries and what was acknowledged. It is
killed at a random moment; a fresh process then opens the library and holds it against the record. What was tried
and not acknowledged may have happened or not, but completely, and the same to everyone who looks.

Not shown by this: a power cut, which also loses what the system had not written. For that SQLite's synchronous=FULL
and the fsync of the originals are relied upon.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

#: Adds, replaces and removes until it is killed. Documents have 1–60 passages, so that a kill can fall into one.
CHILD = """
import json, random, sys
from tests.index.doubles import *

folder, seed, first = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
chance = random.Random(seed)
library = open_library(folder)

def say(*words):
    print(json.dumps(words), flush=True)

for serial in range(first, first + 100_000):
    source = f"/shelf/{chance.randrange(12)}.txt"
    if chance.random() < 0.25:
        say("try", source, None)
        try:
            library.remove(source)
        except Exception as error:
            if type(error).__name__ != "NotInLibrary":
                raise
        say("ack", source, None)
    else:
        count = chance.choice([1, 3, 20, 60])
        data = text_of(*(f"unique{serial} paragraph {n} " + "word " * 120 for n in range(count)))
        say("try", source, digest_of(data))
        library.add(data, source)
        say("ack", source, digest_of(data))
    if chance.random() < 0.2:
        library.warm()
"""

#: A fresh process looks: the whole library as JSON, after verify has found nothing.
LOOK = """
import json, sys
from tests.index.doubles import *

library = open_library(Path(sys.argv[1]))
findings = [(one.code, one.message) for one in library.verify()]
with library.snapshot() as view:
    held = {entry.source: view.document(entry.document).digest for entry in view.entries()}
    lost = []
    for entry in view.entries():
        word = view.document(entry.document).text.split()[0]
        hits = view.search(word, limit=100)
        best = [hit for hit in hits if hit.words > 0]
        if {hit.document for hit in best} != {entry.document}:
            lost.append(entry.source)
originals = sorted(path.name for path in (Path(sys.argv[1]) / "originals").rglob("*") if path.is_file())
findings += [(one.code, one.message) for one in library.verify()]
library.close()
print(json.dumps({"held": held, "findings": findings, "lost": lost, "originals": originals}))
"""


@dataclass
class Record:
    """What the child said over all its lives: the source's last acknowledged state, and what was under way."""

    acknowledged: dict[str, str | None] = field(default_factory=dict)
    under_way: tuple[str, str | None] | None = None
    acknowledgements: int = 0

    def hear(self, line: bytes) -> None:
        verb, source, digest = json.loads(line)
        if verb == "try":
            self.under_way = (source, digest)
        else:
            self.under_way = None
            self.acknowledged[source] = digest
            self.acknowledgements += 1

    def settle(self, held: dict[str, str]) -> str:
        """Hold the library against the record; what became of the operation that the kill interrupted."""
        expected = {source: digest for source, digest in self.acknowledged.items() if digest}
        if self.under_way is None or held == expected:
            assert held == expected
            return "nothing was under way" if self.under_way is None else "old state"
        source, digest = self.under_way
        self.acknowledged[source] = digest
        assert held == {source: digest for source, digest in self.acknowledged.items() if digest}
        return "new state"


def look(folder):
    told = subprocess.run([sys.executable, "-c", LOOK, folder], cwd=ROOT, check=True, capture_output=True, text=True)
    return json.loads(told.stdout)


def live_and_die(folder, record, chance, first):
    """One life of the child, killed between 2 and 350 ms after its first word."""
    arguments = [sys.executable, "-c", CHILD, str(folder), str(chance.randrange(2**31)), str(first)]
    child = subprocess.Popen(arguments, cwd=ROOT, stdout=subprocess.PIPE)
    with child:
        record.hear(child.stdout.readline())
        time.sleep(chance.uniform(0.002, 0.35))
        child.kill()
        for line in child.stdout.read().splitlines(keepends=True):
            if line.endswith(b"\n"):
                record.hear(line)


def kill_many(folder, kills, seed):
    chance, record, settled = random.Random(seed), Record(), []  # noqa: S311
    for kill in range(kills):
        live_and_die(folder, record, chance, first=kill * 100_000)
        seen = look(folder)
        assert seen["findings"] == []
        assert seen["lost"] == []
        assert seen["originals"] == sorted(seen["held"].values())
        settled.append(record.settle(seen["held"]))
        record.under_way = None
        if kill % 5 == 0:
            assert look(folder) == seen
    return record, settled


def test_no_kill_loses_or_halves_a_document(tmp_path):
    record, settled = kill_many(tmp_path / "library", kills=10, seed=1)
    assert len(settled) == 10
    assert record.acknowledgements >= 10


@pytest.mark.slow
def test_none_of_many_kills_loses_or_halves_a_document(tmp_path):
    record, settled = kill_many(tmp_path / "library", kills=250, seed=2)
    outcomes = {outcome: settled.count(outcome) for outcome in sorted(set(settled))}
    sys.stderr.write(f"\n250 kills, {record.acknowledgements} acknowledged, {outcomes}\n")
    assert outcomes["old state"] > 50  # the kills did fall into operations
