"""What a user corrects stays corrected, everywhere, until it is taken back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from index.corrections import FIELDS, LANGUAGES, LONGEST, checked, written
from index.errors import BadCorrection, NotInLibrary
from index.library import Library
from index.model import Filters
from tests.index.doubles import WordHashEmbedder, open_library, read, searcher, text_of

RIVERS = text_of("The Danube flows through ten countries.", "The Rhine flows through six.", title="Rivers")
EDITED = text_of("The Danube flows through ten countries.", "The Rhine crosses six.", title="Rivers")
PEAKS = text_of("Mont Blanc is 4,806 metres high.", title="Peaks")
ALL = {
    "title": "Streams of Europe", "authors": "Berg, Anna van der; Bo Example", "published": "2021-08",
    "publisher": "A press", "series": "Notes", "topics": "water; maps", "language": "DE",
}  # fmt: skip


@pytest.fixture
def rivers(library):
    return library.add(RIVERS, "/a/rivers.txt").document


def known(library, name="rivers.txt"):
    with library.snapshot() as view:
        return view.document(name).metadata


def contexts(library):
    with library.snapshot() as view:
        view.search("rivers")
        space = library._memory.space
        return {one.context for held in view._reader.catalogue() for one in view._reader.passages(space, held.row)}


def state(library):
    with library.snapshot() as view:
        return view.fingerprint, [(hit.document, hit.start, hit.score) for hit in view.search("streams of Europe")]


# What can be said


def test_values_are_written_as_people_write_them():
    assert checked(ALL) == {
        "title": "Streams of Europe", "authors": ("Berg, Anna van der", "Bo Example"), "published": "2021-08",
        "publisher": "A press", "series": "Notes", "topics": ("water", "maps"), "language": "de",
    }  # fmt: skip
    assert checked({"authors": " ; A ;; A ; B"}) == {"authors": ("A", "B")}
    assert checked({"title": "  two\n lines\u202e "}) == {"title": "two lines"}
    assert checked(dict.fromkeys(FIELDS, "")) == {name: () if name in ("authors", "topics") else "" for name in FIELDS}


@pytest.mark.parametrize("name", ALL)
def test_a_value_that_is_written_out_is_read_back(name):
    (value,) = checked({name: ALL[name]}).values()
    assert checked({name: written(value)}) == {name: value}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("published", "last year"), ("published", "2021-13"), ("published", "2021-02-30"), ("published", "25.08.2021"),
        ("published", "٢٠٢١"), ("published", "2021-8"), ("language", "English"), ("language", "xx"),
        ("language", "eng"), ("title", "x" * (LONGEST + 1)), ("text", "x"), ("provenance", "x"), ("", "x"),
    ],
)  # fmt: skip
def test_a_value_that_the_field_cannot_hold_is_refused_in_a_sentence(name, text):
    with pytest.raises(BadCorrection, match=r"^[A-Z“].+[.]$"):
        checked({name: text})


def test_a_language_is_one_of_the_183_codes_of_iso_639_1():
    assert len(LANGUAGES) == 183


def test_a_refused_correction_changes_nothing(library, rivers):
    before = known(library)
    for fields, reset in (({"title": "x", "published": "soon"}, ()), ({"title": "x"}, ["text"])):
        with pytest.raises(BadCorrection):
            library.correct(rivers, fields, reset)
    assert known(library) == before
    with pytest.raises(NotInLibrary):
        library.correct("nothing.txt", {"title": "x"})


# Where it shows


def test_every_field_can_be_corrected_and_says_that_it_is_the_users(library, rivers):
    told = library.correct(rivers, ALL).metadata
    assert told == known(library)
    assert told.authors == ("Berg, Anna van der", "Bo Example")
    assert dict(told.provenance) == dict.fromkeys(FIELDS, "user")
    with library.snapshot() as view:
        (entry,) = view.entries()
        assert (entry.title, entry.published, entry.language) == ("Streams of Europe", "2021-08", "de")
        assert entry.corrected == FIELDS
        assert view.as_read(rivers).title == "Rivers"
        assert len(view.entries(Filters(authors=("van der Berg",), since="2021"))) == 1
        assert view.search("Danube", Filters(until="2020")) == ()
    assert library.verify() == []


def test_the_corrected_title_is_searched_and_the_wrong_one_no_longer(library, rivers):
    library.add(PEAKS, "/a/peaks.txt")
    with library.snapshot() as view:
        assert [hit.words for hit in view.search("Streams")] == [0, 0]
    library.correct(rivers, {"title": "Streams"})
    with library.snapshot() as view:
        best, other = view.search("Streams")
        assert (best.document, best.words > 0, other.words) == (rivers, True, 0)
        assert [hit.words for hit in view.search("Rivers")] == [0, 0]
    assert contexts(library) == {"Streams", "Peaks"}
    assert library.verify() == []


def test_a_corrected_language_stems_the_words_anew(library, rivers):
    library.correct(rivers, {"language": "pl"})
    with library.snapshot() as view:
        (word,) = view.question_words("countries")
        assert word.alternatives == ("countries", "pl:countries")
        assert word.passages == 1
    assert library.verify() == []


def test_the_fingerprint_names_the_corrections_and_comes_back_when_they_are_taken_back(library, rivers):
    before = state(library)
    seen = {before[0]}
    for fields in ({"authors": "A"}, {"authors": "B"}, {"title": ""}):
        library.correct(rivers, fields)
        seen.add(state(library)[0])
    assert len(seen) == 4
    library.correct(rivers, {}, reset=["authors", "title"])
    assert state(library) == before


def test_unknown_can_be_a_correction(library, rivers):
    told = library.correct(rivers, {"title": ""}).metadata
    assert (told.title, told.provenance["title"]) == ("", "user")
    assert contexts(library) == {""}
    assert library.correct(rivers, {}, reset=["title"]).metadata.title == "Rivers"
    assert contexts(library) == {"Rivers"}


def test_what_does_not_concern_the_search_needs_no_model(folder):
    open_library(folder).add(RIVERS, "/a/rivers.txt")

    def never():
        raise AssertionError("the model was loaded")

    library = Library(folder, never, read)
    library.correct("rivers.txt", {"authors": "A", "published": "2020"})
    assert known(library).published == "2020"
    library.close()


def test_a_search_sees_the_state_before_the_correction_or_after_it(library, rivers):
    with library.snapshot() as view:
        assert view.search("Rivers")
        library.correct(rivers, {"title": "Streams"})
        assert view.document(rivers).metadata.title == "Rivers"
        assert [hit.words > 0 for hit in view.search("Rivers")] == [True]
    assert known(library).title == "Streams"


# How long it stays


def test_a_correction_stays_when_the_library_is_opened_again(folder):
    library = open_library(folder)
    name = library.add(RIVERS, "/a/rivers.txt").document
    library.correct(name, ALL)
    before = state(library)
    library.close()
    library = open_library(folder)
    assert state(library) == before
    library.close()


def test_a_correction_stays_when_a_better_reader_reads_the_file_again(folder):
    library = open_library(folder)
    name = library.add(RIVERS, "/a/rivers.txt").document
    library.correct(name, {"title": "Streams", "authors": "A"})
    library.close()

    def better(data, source, progress=None):
        document = read(data, source, progress)
        return replace(document, metadata=replace(document.metadata, title="The rivers", series="Notes"))

    library = Library(folder, searcher, better, version=99)
    told = library.add(RIVERS, "/a/rivers.txt")
    assert (told.outcome, told.document) == ("replaced", name)
    assert "Your corrections stay (title, authors)." in told.message
    metadata = known(library)
    assert (metadata.title, metadata.authors, metadata.series) == ("Streams", ("A",), "Notes")
    assert contexts(library) == {"Streams"}
    assert library.correct(name, {}, reset=["title"]).metadata.title == "The rivers"
    assert library.verify() == []
    library.close()


@pytest.mark.parametrize("source", ["/a/rivers.txt", "rivers.txt"])
def test_a_correction_goes_over_to_the_version_that_takes_the_documents_place(library, source):
    before = library.add(RIVERS, source)
    library.correct(before.document, {"title": "Streams"})
    told = library.add(EDITED, source)
    assert told.outcome == "replaced"
    assert "Your corrections stay (title)." in told.message
    assert known(library).title == "Streams"
    assert contexts(library) == {"Streams"}
    library.add(RIVERS, source)  # and back
    assert known(library).title == "Streams"
    assert library.verify() == []


def test_a_correction_does_not_go_over_to_another_document_that_was_there(library, rivers):
    library.add(PEAKS, "/a/peaks.txt")
    library.correct(rivers, {"title": "Streams"})
    assert library.add(PEAKS, "/a/rivers.txt").outcome == "replaced"
    assert known(library, "peaks.txt").title == "Peaks"
    assert library.verify() == []


def test_removing_a_document_forgets_what_was_said_of_it(library, rivers):
    library.correct(rivers, ALL)
    library.remove(rivers)
    assert library.verify() == []
    library.add(RIVERS, "/a/rivers.txt")
    assert known(library).title == "Rivers"
    assert known(library).provenance.get("title") == "first lines"


def test_two_handles_correct_in_turns_and_neither_is_lost(folder):
    one, other = open_library(folder), open_library(folder)
    name = one.add(RIVERS, "/a/rivers.txt").document
    one.correct(name, {"title": "One"})
    other.correct(name, {"authors": "Two"})
    one.correct(name, {"series": "Three"})
    metadata = known(other)
    assert (metadata.title, metadata.authors, metadata.series) == ("One", ("Two",), "Three")
    assert one.verify() == other.verify() == []
    one.close()
    other.close()


class Meddling(WordHashEmbedder):
    """Somebody else is faster: what ``meddle`` holds is done once, in the middle of the next embedding."""

    meddle = None

    def embed_passages(self, texts, progress=None):
        meddle, self.meddle = self.meddle, None
        if meddle:
            meddle()
        return super().embed_passages(texts, progress)


@pytest.fixture
def pair(folder):
    """Two handles on one library with one document, and the embedder of the first."""
    embedder = Meddling()
    one, other = open_library(folder, embedder), open_library(folder, Meddling())
    one.add(RIVERS, "/a/rivers.txt")
    yield one, other, embedder
    assert one.verify() == other.verify() == []
    one.close()
    other.close()


def test_a_correction_that_comes_while_another_is_embedded_is_not_lost(pair):
    one, other, embedder = pair
    embedder.meddle = lambda: other.correct("rivers.txt", {"title": "Theirs", "authors": "Them"})
    one.correct("rivers.txt", {"title": "Ours"})
    assert (known(one).title, known(one).authors) == ("Ours", ("Them",))
    assert contexts(one) == contexts(other) == {"Ours"}


def test_a_newer_version_takes_over_a_correction_that_comes_while_it_is_embedded(pair):
    one, other, embedder = pair
    embedder.meddle = lambda: other.correct("rivers.txt", {"title": "Theirs"})
    assert one.add(EDITED, "/a/rivers.txt").outcome == "replaced"
    assert known(one).title == "Theirs"
    assert contexts(one) == contexts(other) == {"Theirs"}


def test_a_document_that_is_removed_while_its_correction_is_embedded_is_not_there(pair):
    one, other, embedder = pair
    embedder.meddle = lambda: other.remove("rivers.txt")
    with pytest.raises(NotInLibrary):
        one.correct("rivers.txt", {"title": "Ours"})
