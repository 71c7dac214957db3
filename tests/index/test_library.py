"""The promises of the library: nothing half-added, nothing forgotten, nothing cited that is not there."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, initialize, invariant, rule

from documents.errors import TookTooLong
from index import analysis, passages
from index.errors import LibraryBusy, LibraryError, NotInLibrary
from index.library import Library
from index.model import Filters
from index.store import Store
from tests.index.doubles import WordHashEmbedder, anchor, open_library, read, searcher, text_of

ROOT = Path(__file__).parents[2]

RIVERS = text_of("The Danube flows through ten countries.", "The Rhine flows through six.", title="Rivers")
RIVERS_EDITED = text_of("The Danube flows through ten countries.", "The Rhine crosses six.", title="Rivers")
PEAKS = text_of("Mont Blanc is 4,806 metres high.", title="Peaks")


def state(library, question="the Danube flows"):
    """Everything that a reader of the library can see."""
    with library.snapshot() as view:
        hits = [(hit.document, hit.start, hit.end, hit.score) for hit in view.search(question)]
        return view.fingerprint, hits, [entry.source for entry in view.entries()]


def paragraphs(library, document):
    with library.snapshot() as view:
        held = view.document(document)
        return [held.text_of(block) for block in held.paragraphs]


class LikeADictionary(RuleBasedStateMachine):
    """P5–P8: whatever is added, removed, replaced and reopened, by two handles on one folder, the library is the
    dictionary from paths to texts."""

    sources = Bundle("sources")

    @initialize()
    def create(self):
        self.parent = Path(tempfile.mkdtemp())
        self.ours, self.theirs = (open_library(self.parent / "library") for _ in range(2))
        self.model: dict[str, bytes] = {}
        self.said: dict[str, str] = {}
        self.serial = 0
        self.ids: set[int] = set()

    def new_text(self, count):
        """Paragraphs with a word that stands nowhere else; the second word is common to all."""
        self.serial += 1
        return text_of(*(f"unique{self.serial}x{number} common words" for number in range(count)))

    @rule(target=sources, count=st.integers(1, 5), theirs=st.booleans())
    def add(self, count, theirs):
        source = f"/shelf/{self.serial}.txt"
        self.put(source, count, "added", theirs=theirs)
        return source

    @rule(source=sources, count=st.integers(1, 5), theirs=st.booleans())
    def replace(self, source, count, theirs):
        self.put(source, count, "replaced", theirs=theirs)

    def put(self, source, count, outcome, *, theirs):
        data = self.new_text(count)
        told = (self.theirs if theirs else self.ours).add(data, source)
        assert (told.outcome, told.paragraphs) == (outcome, count)
        self.model[source] = data

    @rule(source=sources, theirs=st.booleans())
    def add_again(self, source, theirs):
        assert (self.theirs if theirs else self.ours).add(self.model[source], source).outcome == "unchanged"

    @rule(source=sources)
    def add_elsewhere(self, source):
        told = self.ours.add(self.model[source], "/shelf/copy.txt")
        assert told.outcome == "unchanged"
        assert source in told.message

    @rule(source=consumes(sources), theirs=st.booleans())
    def remove(self, source, theirs):
        assert (self.theirs if theirs else self.ours).remove(source).entry.source == source
        del self.model[source]
        self.said.pop(source, None)

    @rule(source=sources, field=st.sampled_from(["title", "publisher"]), theirs=st.booleans())
    def correct(self, source, field, theirs):
        """What the user says of a file stays whatever becomes of it, until it is removed or taken back."""
        self.serial += 1
        said = {"title": "", "publisher": "", field: f"correction{self.serial}"}
        (self.theirs if theirs else self.ours).correct(source, {field: said[field]}, {*said} - {field})
        self.said[source] = said["title"] + said["publisher"]

    @rule(source=sources)
    def take_back(self, source):
        self.ours.correct(source, {}, ["title", "publisher"])
        self.said.pop(source, None)

    @rule()
    def reopen(self):
        before = state(self.ours, "common words")
        self.ours.close()
        self.ours = open_library(self.parent / "library")
        assert state(self.ours, "common words") == before

    @rule(source=sources)
    def find_each_paragraph(self, source):
        for paragraph in self.model[source].decode().split("\n\n"):
            with self.ours.snapshot() as view:
                # Not simply the first hit: the stand-in's vectors have 64 dimensions, and words collide in them.
                holding = [hit for hit in view.search(paragraph.split()[0], limit=100) if hit.words > 0]
                texts = {hit: view.document(hit.document) for hit in holding}
            assert [document.source for document in texts.values()] == [source]
            assert all(paragraph in document.text[hit.start : hit.end] for hit, document in texts.items())

    @invariant()
    def holds_what_was_added(self):
        with self.ours.snapshot() as view:
            entries = view.entries()
            assert {entry.source: view.document(entry.document).text.encode() for entry in entries} == self.model
            assert len(entries) == len(self.model)
            assert {one.source: one.title + one.publisher for one in entries if one.corrected} == self.said
            for hit in view.search("common words", limit=100):
                assert view.document(hit.document).source in self.model

    def teardown(self):
        assert self.ours.verify() == []
        self.ours.close()
        self.theirs.close()
        shutil.rmtree(self.parent)


LikeADictionary.TestCase.settings = settings(max_examples=25, stateful_step_count=20, deadline=None)
TestLikeADictionary = LikeADictionary.TestCase


# Adding


def test_the_same_bytes_are_one_document_whatever_their_name(library):
    first = library.add(RIVERS, "/a/rivers.txt")
    again = library.add(RIVERS, "/b/streams.txt")
    assert (first.outcome, again.outcome) == ("added", "unchanged")
    assert again.document == first.document
    assert "/a/rivers.txt" in again.message


def test_a_changed_file_replaces_what_it_said_before(library):
    library.add(RIVERS, "/a/rivers.txt")
    told = library.add(RIVERS_EDITED, "/a/rivers.txt")
    assert told.outcome == "replaced"
    assert paragraphs(library, "rivers.txt") == ["The Danube flows through ten countries.", "The Rhine crosses six."]
    with library.snapshot() as view:
        assert len(view.entries()) == 1


def test_a_file_that_becomes_a_copy_of_another_no_longer_says_what_it_said(library):
    library.add(RIVERS, "/a/rivers.txt")
    old = library.add(PEAKS, "/a/peaks.txt")
    told = library.add(RIVERS, "/a/peaks.txt")
    assert told.outcome == "replaced"
    with library.snapshot() as view:
        assert [entry.source for entry in view.entries()] == ["/a/rivers.txt"]
        with pytest.raises(NotInLibrary):
            view.find(old.document)


def test_an_upload_with_the_same_name_and_title_replaces(library):
    library.add(RIVERS, "report.txt")
    assert library.add(text_of("Everything is new.", title="Rivers"), "report.txt").outcome == "replaced"


def test_an_upload_that_shares_half_of_its_paragraphs_replaces(library):
    library.add(text_of("One.", "Two.", "Three."), "report.txt")
    assert library.add(text_of("One.", "Other."), "report.txt").outcome == "replaced"


def test_an_upload_that_only_has_the_same_name_is_kept_beside(library):
    library.add(RIVERS, "report.txt")
    told = library.add(PEAKS, "report.txt")
    assert told.outcome == "added"
    assert "both are kept" in told.message
    with library.snapshot() as view:
        assert len(view.entries()) == 2
        with pytest.raises(NotInLibrary, match="2 documents"):
            view.find("report.txt")


def test_a_name_that_a_terminal_would_obey_is_stored_escaped(library):
    told = library.add(RIVERS, "a\x1b[31m\u202egpj.txt")
    assert told.path == r"a\x1b[31m\u202egpj.txt"
    with library.snapshot() as view:
        assert view.find("a\x1b[31m\u202egpj.txt").source == told.path


def test_progress_hears_of_every_stage(library):
    heard = []
    library.add(RIVERS, "/a/rivers.txt", heard.append)
    assert list(dict.fromkeys(one.stage for one in heard)) == ["reading", "embedding", "storing"]
    assert {one.path for one in heard} == {"/a/rivers.txt"}
    assert all(0 <= one.done <= one.total for one in heard)


# Failing


def test_a_failure_is_remembered_and_not_tried_again_unless_told(folder):
    tries = []

    def slow(data, source, progress=None):
        tries.append(source)
        raise TookTooLong("It took too long: split it.")

    library = Library(folder, searcher, slow)
    first = library.add(b"bytes", "/a/file.pdf")
    assert (first.outcome, first.code, first.message) == ("failed", "took_too_long", "It took too long: split it.")
    assert library.add(b"bytes", "/a/file.pdf") == first
    assert len(tries) == 1
    library.add(b"bytes", "/a/file.pdf", retry=True)
    assert len(tries) == 2
    with library.snapshot() as view:
        assert [(one.source, one.code) for one in view.failures()] == [("/a/file.pdf", "took_too_long")]
        assert view.generation == 0
    library.close()


def test_a_failure_is_forgotten_when_the_file_is_added_after_all_or_dismissed(library):
    library.add(b"# nothing", "/a/file.txt")
    library.add(b"# nothing else", "/a/other.txt")
    library.add(RIVERS, "/a/file.txt")
    with library.snapshot() as view:
        assert [one.source for one in view.failures()] == ["/a/other.txt"]
    assert library.dismiss("/a/other.txt") == 1
    with library.snapshot() as view:
        assert view.failures() == ()


def test_a_version_that_cannot_be_read_leaves_the_old_one_in_place(library):
    library.add(RIVERS, "/a/rivers.txt")
    assert library.add(b"# nothing", "/a/rivers.txt").outcome == "failed"
    assert len(paragraphs(library, "rivers.txt")) == 2


def test_an_embedder_that_fails_leaves_nothing_behind(folder):
    class Failing(WordHashEmbedder):
        def embed_passages(self, texts, progress=None):
            raise MemoryError

    library = open_library(folder, Failing())
    with pytest.raises(MemoryError):
        library.add(RIVERS, "/a/rivers.txt")
    assert library.verify() == []
    with library.snapshot() as view:
        assert (view.generation, view.entries()) == (0, ())
    library.close()


# Removing


def test_what_is_removed_is_gone_from_every_file_of_the_library(folder):
    library = open_library(folder)
    sentence = "The informant's codename is Kingfisher in every cable."
    library.add(text_of(sentence), "/a/secret.txt")
    library.add(PEAKS, "/a/peaks.txt")
    library.remove("secret.txt")
    files = [path for path in folder.rglob("*") if path.is_file()]
    found = subprocess.run(["grep", "-l", "Kingfisher in every", *files], capture_output=True, text=True, check=False)
    assert found.stdout == ""
    library.close()


def test_a_removal_does_not_wait_for_readers_and_empties_the_log_once_they_are_gone(library, folder):
    library.add(RIVERS, "/a/rivers.txt")
    library.add(PEAKS, "/a/peaks.txt")
    with library.snapshot() as view:
        assert len(view.entries()) == 2
        began = time.perf_counter()
        library.remove("rivers.txt")
        assert time.perf_counter() - began < 1
        assert view.document("rivers.txt").text.encode() == RIVERS
    library.remove("peaks.txt")
    assert (folder / "library.db-wal").stat().st_size == 0


def test_a_removed_document_is_never_found_again_and_its_name_says_so(library):
    told = library.add(RIVERS, "/a/rivers.txt")
    with library.snapshot() as view:
        assert view.search("Danube")
    library.remove(told.document)
    with library.snapshot() as view:
        assert view.search("Danube") == ()
        with pytest.raises(NotInLibrary):
            view.document(told.document)
    with pytest.raises(NotInLibrary):
        library.remove(told.document)


def test_a_removed_id_is_never_given_again(library):
    ids = []
    for _ in range(3):
        library.add(RIVERS, "/a/rivers.txt")
        with library.snapshot() as view:
            ids += [hit.passage for hit in view.search("Danube")]
        library.remove("rivers.txt")
    assert len(set(ids)) == 3


# Names and filters


def test_a_document_has_five_kinds_of_names(library):
    told = library.add(RIVERS, "/a/rivers.txt")
    library.add(PEAKS, "/a/peaks.txt")
    with library.snapshot() as view:
        digest = view.document(told.document).digest
        for name in (told.document, told.document[:6], digest, "/a/rivers.txt", "rivers.txt"):
            assert view.find(name).document == told.document
        for name in (told.document[:5], "", "RIVERS.TXT", "/b/rivers.txt"):
            with pytest.raises(NotInLibrary):
                view.find(name)


def dated(published, *authors):
    def reader(data, source, progress=None):
        document = read(data, source)
        return replace(document, metadata=replace(document.metadata, published=published, authors=authors))

    return reader


@pytest.fixture
def shelf(folder):
    shelf = {
        "day": ("2021-08-25", "Piotr Żochowski"), "month": ("2021-08", "Anna van der Berg"),
        "year": ("2021", "Berg, Anna van der"), "undated": ("", "Anna Berg"),
    }  # fmt: skip
    for name, (published, *authors) in shelf.items():
        library = Library(folder, searcher, dated(published, *authors))
        library.add(text_of(f"The {name} river is long."), f"/a/{name}.txt")
        library.close()
    library = open_library(folder)
    yield library
    library.close()


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(), {"day", "month", "year", "undated"}),
        (Filters(authors=("zochowski",)), {"day"}),
        (Filters(authors=("PIOTR ZOCHOWSKI",)), {"day"}),
        (Filters(authors=("Piotr",)), set()),
        (Filters(authors=("van der Berg",)), {"month", "year"}),
        (Filters(authors=("Berg",)), {"month", "year", "undated"}),
        (Filters(authors=("",)), set()),
        (Filters(since="2021-08-25"), {"day", "month", "year"}),
        (Filters(since="2021-08-26"), {"month", "year"}),
        (Filters(until="2021-08-24"), {"month", "year"}),
        (Filters(until="2021-07"), {"year"}),
        (Filters(since="2021", until="2021"), {"day", "month", "year"}),
        (Filters(since="2022"), set()),
        (Filters(documents=("day.txt", "/a/year.txt")), {"day", "year"}),
        (Filters(documents=("nothing",)), set()),
        (Filters(documents=("day.txt",), authors=("Berg",)), set()),
    ],
)
def test_only_documents_that_pass_the_filters_are_listed_and_found(shelf, filters, expected):
    with shelf.snapshot() as view:
        assert {Path(entry.source).stem for entry in view.entries(filters)} == expected
        found = {Path(view.document(hit.document).source).stem for hit in view.search("long river", filters)}
    assert found == expected


# Following


def test_another_process_adds_and_this_one_notices(library, folder):
    assert state(library)[1] == []
    script = (
        "from tests.index.doubles import *\n"
        f"library = open_library(Path({str(folder)!r}))\n"
        f"library.add({RIVERS!r}, '/a/rivers.txt')\n"
        "library.close()\n"
    )
    subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=True)
    _, hits, sources = state(library)
    assert sources == ["/a/rivers.txt"]
    assert len(hits) == 1
    assert library.verify() == []


def test_a_crash_between_commit_and_memory_loses_nothing(folder):
    """The engines fail after the commit: they start from nothing and catch up at the next search."""
    made = []

    class Failing:
        def __init__(self, inner):
            self.inner, self.fail = inner, False

        def __getattr__(self, name):
            return getattr(self.inner, name)

        def __len__(self):
            return len(self.inner)

        def follow(self, *delta):
            if self.fail:
                self.fail = False
                raise MemoryError
            self.inner.follow(*delta)

    def make():
        one = searcher()
        one._words = Failing(one._words)
        made.append(one)
        return one

    library = Library(folder, make, read)
    library.add(PEAKS, "/a/peaks.txt")
    library.warm()
    library.add(RIVERS, "/a/rivers.txt")
    made[0]._words.fail = True
    with library.snapshot() as view, pytest.raises(MemoryError):
        view.search("Danube")
    assert len(state(library)[1]) == 2
    assert library.verify() == []
    library.close()


def test_a_library_answers_the_same_before_and_after_it_is_opened_again(folder):
    library = open_library(folder)
    for number in range(5):
        library.add(text_of(*(f"River {number} {part} flows far." for part in range(9))), f"/a/{number}.txt")
        library.warm()
    library.remove("2.txt")
    before = state(library, "river 3 flows")
    library.close()
    library = open_library(folder)
    assert state(library, "river 3 flows") == before
    library.close()


def test_the_fingerprint_depends_on_the_documents_and_not_on_how_they_came(tmp_path):
    one, other = open_library(tmp_path / "one"), open_library(tmp_path / "other")
    one.add(RIVERS, "/a/rivers.txt")
    one.add(PEAKS, "/a/peaks.txt")
    other.add(PEAKS, "/b/mountains.txt")
    other.add(RIVERS_EDITED, "/b/rivers.txt")
    assert state(one)[0] != state(other)[0]
    other.add(RIVERS, "/b/rivers.txt")
    assert state(one)[0] == state(other)[0]
    one.close()
    other.close()


def test_no_search_during_changes_cites_what_is_not_there(library):
    """P5 with threads: every hit is read from the snapshot that found it, and an answer begun after a removal was
    acknowledged does not know the document."""
    acknowledged: set[str] = set()
    wrong: list[object] = []
    done = threading.Event()

    def ask():
        while not done.is_set():
            gone = set(acknowledged)
            with library.snapshot() as view:
                for hit in view.search("common river", limit=50):
                    document = view.document(hit.document)
                    if hit.document in gone or "common river" not in document.text[hit.start : hit.end]:
                        wrong.append(hit)

    with ThreadPoolExecutor(4) as pool:
        asking = [pool.submit(ask) for _ in range(3)]
        for number in range(25):
            data = text_of(f"A common river {number}.", f"Part {number}, common river.")
            told = library.add(data, f"/{number % 4}.txt")
            if number % 3 == 0:
                library.remove(told.document)
                acknowledged.add(told.document)
        done.set()
        for one in asking:
            one.result()
    assert wrong == []
    assert library.verify() == []


def test_what_a_search_found_stays_readable_whatever_happens_meanwhile(library):
    told = library.add(RIVERS, "/a/rivers.txt")
    library.add(PEAKS, "/a/peaks.txt")
    with library.snapshot() as view:
        hits = view.search("Danube")
        words = view.question_words("Danube")
        library.remove(told.document)
        assert len(state(library)[1]) == 1  # the engines have moved on
        assert view.question_words("Danube") == words
        assert view.generation == 2
        assert {view.document(hit.document).source for hit in hits} == {"/a/rivers.txt", "/a/peaks.txt"}
        assert [(word.surface, word.passages) for word in words] == [("Danube", 1)]


def test_a_search_behind_the_engines_moves_forward_and_finds_what_is_there(library):
    library.add(RIVERS, "/a/rivers.txt")
    with library.snapshot() as view:
        assert len(view.entries()) == 1
        library.add(PEAKS, "/a/peaks.txt")
        library.remove("rivers.txt")
        state(library)
        assert [view.document(hit.document).source for hit in view.search("Danube")] == ["/a/peaks.txt"]
        assert view.generation == 3


def test_a_snapshot_does_not_see_what_comes_after_it(library):
    library.add(RIVERS, "/a/rivers.txt")
    with library.snapshot() as view:
        assert len(view.search("Danube")) == 1
        library.add(RIVERS_EDITED, "/a/rivers.txt")
        library.add(PEAKS, "/a/peaks.txt")
        assert [entry.source for entry in view.entries()] == ["/a/rivers.txt"]
        assert "flows through six" in view.document("rivers.txt").text


def test_eight_threads_and_two_handles_add_the_same_files_once(folder):
    """P6."""
    libraries = [open_library(folder) for _ in range(2)]
    files = [(text_of(f"File {number} says this."), f"/a/{number}.txt") for number in range(20)]
    with ThreadPoolExecutor(8) as pool:
        told = list(pool.map(lambda turn: libraries[turn % 2].add(*files[turn // 8]), range(8 * len(files))))
    assert sorted({one.outcome for one in told}) == ["added", "unchanged"]
    assert sum(one.outcome == "added" for one in told) == len(files)
    with libraries[0].snapshot() as view:
        assert sorted(entry.source for entry in view.entries()) == sorted(source for _, source in files)
    assert libraries[1].verify() == []
    for library in libraries:
        library.close()


def test_two_processes_write_in_turns_and_neither_is_lost(folder):
    script = (
        "import sys\n"
        "from tests.index.doubles import *\n"
        f"library = open_library(Path({str(folder)!r}))\n"
        "for number in range(15):\n"
        "    library.add(text_of(f'{sys.argv[1]} wrote {number}.'), f'/{sys.argv[1]}/{number}.txt')\n"
        "    if number % 3 == 2: library.remove(f'/{sys.argv[1]}/{number - 1}.txt')\n"
        "library.close()\n"
    )
    writers = [subprocess.Popen([sys.executable, "-c", script, name], cwd=ROOT) for name in ("one", "two")]
    assert [writer.wait() for writer in writers] == [0, 0]
    library = open_library(folder)
    kept = [number for number in range(15) if number % 3 != 1]
    with library.snapshot() as view:
        held = {entry.source for entry in view.entries()}
    assert held == {f"/{name}/{number}.txt" for name in ("one", "two") for number in kept}
    assert library.verify() == []
    library.close()


# Another model, another analyser


def test_another_model_embeds_anew_and_then_the_old_vectors_go(folder):
    library = open_library(folder)
    library.add(RIVERS, "/a/rivers.txt")
    library.add(PEAKS, "/a/peaks.txt")
    before = state(library)
    library.close()
    library = open_library(folder, WordHashEmbedder("other", 32, length=5))
    heard = []
    library.warm(lambda done, total: heard.append((done, total)))
    assert heard[-1] == (2, 2)
    assert state(library)[0] != before[0]
    assert library.verify() == []
    library.close()
    with Store(folder).reading() as reader:
        assert [space.dimension for space in reader.spaces()] == [32]


def test_an_interrupted_change_of_model_goes_on_where_it_stopped(folder):
    library = open_library(folder)
    for number in range(4):
        library.add(text_of(f"River {number} flows."), f"/a/{number}.txt")
    library.close()

    class Stops(WordHashEmbedder):
        left = 2  # two documents: all that is embedded of one is one call

        def embed_passages(self, texts, progress=None):
            if not self.left:
                raise KeyboardInterrupt
            self.left -= 1
            return super().embed_passages(texts, progress)

    library = open_library(folder, Stops("new"))
    with pytest.raises(KeyboardInterrupt):
        library.warm()
    library.close()
    old = open_library(folder)
    assert old.verify() == []
    old.close()
    heard = []
    library = open_library(folder, WordHashEmbedder("new"))
    library.warm(lambda done, total: heard.append((done, total)))
    assert heard[-1] == (2, 2)
    with library.snapshot() as view:
        assert len(view.search("River 3 flows")) == 4
    library.close()


@pytest.mark.parametrize("module", [analysis, passages])
def test_another_version_of_analyser_or_cutter_counts_anew(folder, monkeypatch, module):
    library = open_library(folder)
    library.add(RIVERS, "/a/rivers.txt")
    before = state(library)[1]
    library.close()
    monkeypatch.setattr(module, "VERSION", module.VERSION + 1)
    heard = []
    library = open_library(folder)
    library.warm(lambda done, total: heard.append((done, total)))
    assert heard[-1] == (1, 1)
    assert state(library)[1] == before
    assert library.verify() == []
    heard.clear()
    library.warm(lambda done, total: heard.append((done, total)))
    assert heard == []
    library.close()


def test_a_question_finds_the_words_of_a_paragraph_in_another_language_than_its_document(folder):
    def reader(data, source, progress=None):
        document = read(data, source)
        blocks = tuple(
            replace(block, language="pl" if "rzek" in document.text_of(block) else "") for block in document.blocks
        )
        return replace(document, blocks=blocks)

    library = Library(folder, searcher, reader)
    library.add(text_of("The Vistula is long.", "Zapora stoi na rzekach."), "/a/rivers.txt")
    with library.snapshot() as view:
        assert [word.passages for word in view.question_words("rzeka zapory")] == [1, 1]
    assert library.verify() == []
    library.close()


# Locating


def test_a_paragraph_is_named_wherever_it_stands_today(library):
    library.add(text_of("One.", "Two.", "Three."), "/a/file.txt")
    newest = library.add(text_of("Newer.", "One.", "New.", "One."), "/a/file.txt")
    other = library.add(text_of("One."), "/a/other.txt")
    with library.snapshot() as view:
        assert view.named(anchor("One.")) == ((newest.document, 2), (newest.document, 4), (other.document, 1))
        assert view.named(anchor("Two.")) == ()
        assert view.named("") == ()


def test_the_version_that_took_a_documents_place_is_found_over_those_between(library):
    told = library.add(text_of("One.", "Two."), "/a/file.txt")
    newer = library.add(text_of("New.", "One."), "/a/file.txt")
    newest = library.add(text_of("Newer.", "New."), "/a/file.txt")
    with library.snapshot() as view:
        assert {view.living(one.document).document for one in (told, newer, newest)} == {newest.document}
        assert view.living("0" * 16) is None
        assert view.living("") is None


def test_a_version_that_comes_back_is_itself_again(library):
    first = library.add(RIVERS, "/a/rivers.txt")
    second = library.add(RIVERS_EDITED, "/a/rivers.txt")
    library.add(RIVERS, "/a/rivers.txt")
    with library.snapshot() as view:
        assert view.living(first.document).document == first.document
        assert view.living(second.document).document == first.document


def test_of_a_removed_document_it_is_remembered_what_it_was_called_and_when_it_went(library):
    told = library.add(text_of("One."), "/a/file.txt")
    newer = library.add(text_of("Two."), "/a/file.txt")
    with library.snapshot() as view:
        assert view.departed(newer.document) is None
    before = datetime.now(UTC).isoformat(timespec="seconds")
    library.remove(newer.document)
    with library.snapshot() as view:
        left = view.departed(newer.document)
        assert left.source == "/a/file.txt"
        assert before <= left.at <= datetime.now(UTC).isoformat(timespec="seconds")
        assert view.departed(told.document) == left
        assert view.departed("0" * 16) is None


# Opening and closing


def test_opening_listing_removing_and_verifying_need_no_model(folder):
    library = open_library(folder)
    told = library.add(RIVERS, "/a/rivers.txt")
    library.close()

    def never():
        raise AssertionError("the model was loaded")

    library = Library(folder, never, read)
    with library.snapshot() as view:
        assert view.entries()
        assert view.find("rivers.txt")
        assert view.document(told.document)
        assert view.named(anchor("nothing")) == ()
    assert library.verify() == []
    library.remove(told.document)
    library.close()


def test_an_original_without_a_document_is_swept_when_the_library_is_opened(folder):
    library = open_library(folder)
    library.add(RIVERS, "/a/rivers.txt")
    orphans = [folder / "originals" / "ab" / name for name in ("ab" + "0" * 62, "ab" + "1" * 62 + ".new")]
    orphans[0].parent.mkdir()
    for path in orphans:
        path.write_bytes(b"left by a crash")
    strange = folder / "originals" / "ab" / "notes.txt"
    strange.write_bytes(b"not ours")
    assert {finding.code for finding in library.verify()} == {"orphan"}
    library.close()
    library = open_library(folder)
    assert [path.exists() for path in (*orphans, strange)] == [False, False, True]
    assert library.verify() == []
    library.close()


def test_originals_whose_library_is_lost_are_kept(folder):
    library = open_library(folder)
    told = library.add(RIVERS, "/a/rivers.txt")
    with library.snapshot() as view:
        digest = view.document(told.document).digest
    library.close()
    (folder / "library.db").unlink()
    open_library(folder).close()
    assert (folder / "originals-kept-1" / digest[:2] / digest).read_bytes() == RIVERS


def test_a_closed_library_says_so(folder):
    library = open_library(folder)
    library.add(RIVERS, "/a/rivers.txt")
    library.close()
    with pytest.raises(LibraryError, match="closed"), library.snapshot():
        pass
    with pytest.raises(LibraryError, match="closed"):
        library.remove("rivers.txt")


def test_a_writer_that_waits_in_vain_names_the_holder(library, folder):
    library._store._patience = 0.1
    other = Store(folder)
    with other.locked(), pytest.raises(LibraryBusy, match=r"process \d+ on "):
        library.add(RIVERS, "/a/rivers.txt")
    assert library.add(RIVERS, "/a/rivers.txt").outcome == "added"


# Proof


def test_verify_names_what_is_wrong_and_where(folder):
    library = open_library(folder)
    told = library.add(RIVERS, "/a/rivers.txt")
    with library.snapshot() as view:
        digest = view.document(told.document).digest
    original = folder / "originals" / digest[:2] / digest
    original.write_bytes(b"something else")
    assert [(one.code, one.document) for one in library.verify()] == [("original", told.document)]
    original.unlink()
    assert [(one.code, one.document) for one in library.verify()] == [("original", told.document)]
    original.write_bytes(RIVERS)
    assert library.verify() == []
    library.close()


def test_a_document_mentions_a_word_wherever_it_stands_and_only_its_own(library):
    canal = library.add(text_of("The canal is long.", "Ships pass it.", "It belongs to Egypt."), "/canal.txt").document
    bridge = library.add(text_of("The bridge is high.", "Trains cross it."), "/bridge.txt").document
    with library.snapshot() as view:
        asked = "Which ships of Egypt pass Panama?"
        assert [word.surface for word in view.question_words(asked)] == ["ships", "Egypt", "pass", "Panama"]
        assert view.mentions(canal, asked) == (True, True, True, False)
        assert view.mentions(bridge, asked) == (False, False, False, False)
