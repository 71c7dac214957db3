"""Every point at which an operation can die, one after the other: the library is in the old state or in the new one.

A kill loop meets the moments that take long; this meets all of them. SQLite names each statement before it runs it,
and the process ends there, without a word to anybody, at the first one, the second, and so on to the last.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")

SCRIPT = """
import json, os, shutil, sys
from dataclasses import replace
from index import analysis
from index.answers import Stored
from index.dossiers import NewPin
from tests.index.doubles import *

parent, operation = Path(sys.argv[1]), sys.argv[2]
RIVERS, PEAKS = text_of("The Danube is long.", "The Rhine is not.", title="Rivers"), text_of("Peaks are high.")
EDITED = text_of("The Danube is long.", "The Rhine is long too.", "So is the Elbe.", title="Rivers")
ANSWER = Stored("a" * 16, "How high are peaks?", "answered", b"{}", (digest_of(PEAKS)[:16],))

def operate(library):
    if operation == "add":
        library.add(EDITED, "/new.txt")
    elif operation == "replace":
        library.add(EDITED, "/rivers.txt")
    elif operation == "replace by a copy":
        library.add(PEAKS, "/rivers.txt")
    elif operation == "remove":
        library.remove("rivers.txt")
    elif operation == "fail":
        library.add(b"# nothing", "/new.txt")
    elif operation == "change the model":
        library.warm()
    elif operation == "correct":
        library.correct("rivers.txt", {"title": "Streams", "authors": "A"})
    elif operation == "read again":
        library.add(RIVERS, "/rivers.txt")
    elif operation == "keep an answer":
        keep(library, ANSWER)
    elif operation == "pin and move":
        with library.keeping() as kept:
            kept.dossiers.move("Water", kept.dossiers.pin("Water", NewPin("c", "x", "{}", "", ANSWER.id)), 1)
    elif operation == "remove with its quotations":
        library.remove("rivers.txt", with_quotations=True)

def keep(library, answer):
    with library.keeping() as kept:
        kept.answers.keep(answer)

def better(data, source, progress=None):
    document = read(data, source, progress)
    return replace(document, metadata=replace(document.metadata, title="Better", series="Notes"))

def opened(folder):
    if operation == "read again":
        return Library(folder, searcher, better, version=99)
    return open_library(folder, WordHashEmbedder("new" if operation == "change the model" else "words"))

def die_at(folder, number):
    library = opened(folder)
    left = [number]
    def count(statement):
        left[0] -= 1
        if not left[0]:
            os._exit(9)
    with library._store.locked(), library._store.transaction() as writer:
        pass
    library._store._writer._sqlite.set_trace_callback(count)
    operate(library)
    os._exit(0)

def _told(document):
    return [document.text, document.metadata.title, document.metadata.authors, document.metadata.series]

def look(folder):
    library = opened(folder)
    findings = [(one.code, one.message) for one in library.verify()]
    with library.snapshot() as view:
        held = {entry.source: _told(view.document(entry.document)) for entry in view.entries()}
        failures = [one.source for one in view.failures()]
        found = sorted(view.document(hit.document).source for hit in view.search("Danube Peaks", limit=100))
        kept = [line.question for line in view.answers.lines(9)]
        pins = [[(pin.place, pin.id) for pin in view.dossiers.pins(one.name)] for one in view.dossiers.lines()]
    files = sum(path.is_file() for path in (folder / "originals").rglob("*"))
    library.close()
    if found != sorted(held) or files != len(held):
        findings.append(("found", found))
    return {"findings": findings, "state": [held, failures, kept, pins]}

def forked(work):
    reading, writing = os.pipe()
    pid = os.fork()
    if not pid:
        os.write(writing, json.dumps(work()).encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        told = pipe.read()
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), told

def prepare():
    library = open_library(parent / "before")
    library.add(RIVERS, "/rivers.txt")
    library.add(PEAKS, "/peaks.txt")
    keep(library, Stored("b" * 16, "How long is the Danube?", "answered", b"{}", (digest_of(RIVERS)[:16],)))
    with library.keeping() as kept:
        for key, data in (("a", RIVERS), ("b", PEAKS)):
            kept.dossiers.pin("Water", NewPin(key, digest_of(data)[:16], "{}", "Why?", "b" * 16))
    if operation != "correct":
        library.correct("rivers.txt", {"publisher": "A press", "title": "Waters"})
    library.close()

analysis.count_terms("imports the stemmer once, not in every fork", "", "en")
forked(prepare)
number, code = 0, 9
while code == 9:
    number += 1
    folder = parent / str(number)
    shutil.copytree(parent / "before", folder)
    code, _ = forked(lambda: die_at(folder, number))
    seen = [json.loads(forked(lambda: look(folder))[1]) for _ in range(1 + (number % 4 == 0))]
    print(json.dumps({"code": code, "first": seen[0], "second": seen[-1]}), flush=True)
    shutil.rmtree(folder)
"""


#: Replacing does what adding does, and more; so does removing with quotations.
QUICK = ("replace", "correct", "read again", "keep an answer", "pin and move", "remove with its quotations")
SLOW = ("add", "remove", "replace by a copy", "fail", "change the model")


@pytest.mark.parametrize("operation", [*QUICK, *(pytest.param(name, marks=pytest.mark.slow) for name in SLOW)])
def test_an_operation_that_dies_at_any_statement_happened_or_did_not(tmp_path, operation):
    told = subprocess.run(
        [sys.executable, "-c", SCRIPT, tmp_path, operation], cwd=ROOT, check=True, capture_output=True, text=True
    )
    deaths = [json.loads(line) for line in told.stdout.splitlines()]
    assert [one["code"] for one in deaths[-1:]] == [0], told.stderr
    assert len(deaths) > 3
    for one in deaths:
        assert one["first"]["findings"] == one["second"]["findings"] == []
        assert one["first"]["state"] == one["second"]["state"]
    states = [one["first"]["state"] for one in deaths]
    old, new = states[0], states[-1]
    assert all(state in (old, new) for state in states)
    assert (old == new) is (operation == "change the model")
