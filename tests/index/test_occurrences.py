"""Every paragraph that holds the terms is found, and no other: proven against a scan of all of them."""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from documents.model import Block, BlockKind, Document, Metadata, digest_of
from documents.read import read as read_file
from index import analysis
from index.errors import LibraryDamaged
from index.library import Library
from index.model import Filters
from index.search import Searcher
from index.term_candidates import writing
from index.term_matcher import Matcher, is_word
from index.terms_query import And, Near, Not, Or, Phrase, parse
from tests.index.doubles import open_library, searcher, text_of

#: What paragraphs and queries of the generated libraries are made of: families of words that may be taken for each
#: other, by their stems in some language, marks, ligatures, capitals, initials, elisions and what stands inside words.
FAMILIES = [
    family.split()
    for family in (
        "gas gasu gazu gazem gaz gases Gasen",
        "storage stored Storage STORAGE storing",
        "pipeline Pipelines pipelines pipeline’s PIPELINES",
        "Łódź lodz Lodz Łodzi łódka łodzią",
        "Straße strasse STRASSE Straßen",
        "Häuser hauser Haus Hauses haeuser",
        "finance ﬁnance finances Finanzen",
        "to be or not To",
        "the The who Who WHO World Health Organisation of",
        "us US U.S. Us",
        "NATO Nato NATO’s nato North Atlantic Treaty Organisation",
        "CSTO csto Collective Security Treaty Organisation Co-operation and",
        "l’Union union Unions d’union",
        "O’Neill oneill O'Neill",
        "1,000 1000 1.000 1.5 1,5 15",
        "25.08.2021 2021 08 25/08/2021",
        "1990s 1990 1990er",
        "whistle-blower whistle blowers blower whistle–blowers",
        "сім’я сімя сім'ї Сім’ю",
        "Москва москвы Москве ёлка елка ёлки",
        "北京大学 北京 大学 京大",
        "İzmir izmir Izmir ıslak islak",
        "æther aether Æther",
        "obszarów obszarow obszar obszarami",
        "will willing WILL wills",
        "naïve naive naïvely",
    )
]
FAMILIES += [
    ["CSTO", "csto", "Collective Security Treaty Organisation", "The", "Treaty", "Co-operation"],
    ["WHO", "who", "World Health Organisation", "Światowa Organizacja Zdrowia", "ŚOZ", "and", "Japan"],
]
LANGUAGES = ("en", "pl", "de", "uk", "")
MARKS = (" ", " ", " ", " ", " ", " ", ", ", ". ", "-", "\n", "” ")


def read(data: bytes, source: str, progress: object = None) -> Document:
    """Paragraphs parted by blank lines; each begins with its language ("pl|") or as a heading ("#|")."""
    title, *parts = data.decode().split("\n\n")
    blocks, text, section = [], "", ()
    for ordinal, part in enumerate(parts):
        language, _, body = part.partition("|")
        kind = BlockKind.HEADING if language == "#" else BlockKind.PARAGRAPH
        start = len(text) + (2 if text else 0)
        text = f"{text}\n\n{body}" if text else body
        blocks.append(Block(ordinal, kind, start, len(text), None, section, language if language != "#" else ""))
        section = (body,) if language == "#" else section
    return Document(digest_of(data), source, text, tuple(blocks), Metadata(title=title, language="en"))


@st.composite
def sentences(draw: st.DrawFn, words: list[str], most: int) -> str:
    chosen = draw(st.lists(st.sampled_from(words), min_size=1, max_size=most))
    marks = draw(st.lists(st.sampled_from(MARKS), min_size=len(chosen), max_size=len(chosen)))
    text = "".join(word + mark for word, mark in zip(chosen, marks, strict=True)).rstrip(" \n,.-”")
    return unicodedata.normalize("NFC", text.upper() if draw(st.integers(0, 9)) == 0 else text)


@st.composite
def paragraphs(draw: st.DrawFn, words: list[str]) -> str:
    """One with its language; some are so long that they are cut into several passages."""
    text = draw(sentences(words, 12))
    if draw(st.integers(0, 7)) == 0:
        text = ". ".join([text, *["Filler about nothing at all"] * 45, draw(sentences(words, 12))])
    return f"{draw(st.sampled_from(LANGUAGES))}|{text}"


@st.composite
def documents(draw: st.DrawFn, words: list[str]) -> bytes:
    paragraph = paragraphs(words)
    heading = sentences(words, 3).map(lambda text: "#|" + text)
    parts = draw(st.lists(st.one_of(paragraph, paragraph, paragraph, heading), min_size=1, max_size=6))
    return "\n\n".join([draw(sentences(words, 3)).replace("\n", " "), *parts, "|The last one"]).encode()


def queries(words: list[str]) -> st.SearchStrategy[str]:
    word = st.sampled_from([word for word in words if " " not in word])
    phrase = st.lists(st.sampled_from(words), min_size=1, max_size=2).map(lambda some: f'"{" ".join(some)}"')
    placed = st.recursive(
        st.one_of(word, word, phrase),
        lambda inner: st.one_of(
            st.tuples(inner, inner).map(lambda two: f"({two[0]} OR {two[1]})"),
            st.tuples(inner, st.integers(1, 12), inner).map(lambda two: f"({two[0]} NEAR/{two[1]} {two[2]})"),
        ),
        max_leaves=3,
    )
    return st.recursive(
        placed,
        lambda inner: st.one_of(
            st.tuples(inner, inner).map(lambda two: f"({two[0]} AND {two[1]})"),
            st.tuples(inner, inner).map(lambda two: f"({two[0]} {two[1]})"),
            st.tuples(inner, inner).map(lambda two: f"({two[0]} OR {two[1]})"),
            st.tuples(inner, inner).map(lambda two: f"({two[0]} AND NOT {two[1]})"),
        ),
        max_leaves=4,
    )


@st.composite
def libraries(draw: st.DrawFn) -> tuple[list[bytes], list[str]]:
    """Files and queries of the same few words."""
    families = draw(st.lists(st.sampled_from(range(len(FAMILIES))), min_size=1, max_size=2, unique=True))
    words = [word for family in families for word in FAMILIES[family]]
    files = draw(st.lists(documents(words), min_size=1, max_size=3, unique=True))
    alone = [form for word in words for form in (word, f'"{word}"')]
    beginnings = [word for word in words if word.isalpha() and max(word) < "\u3000"]  # ideographs stand in pairs
    alone += [f"{word[:size]}*" for word in beginnings for size in (3, 4, 5) if len(word) >= size]
    return files, [*alone, *draw(st.lists(queries(words), min_size=8, max_size=8))]


@st.composite
def readings(draw: st.DrawFn) -> tuple[str, str]:
    """A paragraph and a query of the same few words."""
    families = draw(st.lists(st.sampled_from(range(len(FAMILIES))), min_size=1, max_size=2, unique=True))
    words = [word for family in families for word in FAMILIES[family]]
    return draw(paragraphs(words)), draw(queries(words))


def spans(query, words, initials, language):
    """Where a phrase, an OR or a NEAR stands, as (first, last, whether others may stand between): slow and plain."""
    match query:
        case Phrase(wanted):
            size = len(wanted)
            found = {
                (at, at + size - 1, False)
                for at in range(len(words) - size + 1)
                if all(is_word(one, word, language) for one, word in zip(wanted, words[at : at + size], strict=True))
            }
            if size == 1 and wanted[0].acronym:
                found |= {(first, last, False) for letters, first, last in initials if letters == wanted[0].folded}
            return found
        case Or(parts):
            return set().union(*(spans(part, words, initials, language) for part in parts))
        case Near(left, right, distance):
            return {
                (min(a, c), max(b, d), True)
                for a, b, mine in spans(left, words, initials, language)
                for c, d, theirs in spans(right, words, initials, language)
                if 0 < c - b <= distance
                or 0 < a - d <= distance
                or (mine and a < c and d < b and min(c - a, b - d) <= distance)
                or (theirs and c < a and b < d and min(a - c, d - b) <= distance)
            }
    raise AssertionError(query)


def holds(query, words, initials, language):
    match query:
        case And(parts):
            return all(holds(part, words, initials, language) for part in parts)
        case Or(parts):
            return any(holds(part, words, initials, language) for part in parts)
        case Not(part):
            return not holds(part, words, initials, language)
    return bool(spans(query, words, initials, language))


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    return tmp_path_factory.mktemp("libraries")


def made(folder, files) -> Library:
    library = Library(folder, searcher, read)
    for number, data in enumerate(files):
        library.add(data, f"/library/{number}.txt")
    return library


def scanned(view, query) -> list[tuple[str, int]]:
    """The paragraphs that a scan of all finds, in the order of the documents' dates and sources."""
    matcher = Matcher(query)
    return [
        (document.id, document.paragraph_number(block))
        for entry in sorted(view.entries(), key=lambda entry: (entry.published or "~", entry.source))
        for document in (view.document(entry.document),)
        for block in document.paragraphs
        if matcher.marks(document.text_of(block), block.language or document.metadata.language) is not None
    ]


def found(view, query, filters=Filters()):
    return [(one.document.id, one.document.paragraph_number(one.block)) for one in view.paragraphs_with(query, filters)]


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(libraries())
def test_every_paragraph_that_holds_the_terms_is_found_and_no_other(folders, case) -> None:
    files, asked = case
    library = made(folders / str(len(list(folders.iterdir()))), files)
    with library.snapshot() as view:
        for text in asked:
            query = parse(text)
            assert found(view, query) == scanned(view, query), text
    library.close()


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(readings())
def test_a_paragraph_is_judged_as_a_slow_and_plain_reading_of_the_query_judges_it(case) -> None:
    paragraph, text = case
    language, _, body = paragraph.partition("|")
    words = [word for _, _, word in analysis.placed(body)]
    initials = list(analysis.initialisms(body))
    query = parse(text)
    assert (Matcher(query).marks(body, language) is not None) == holds(query, words, initials, language)


# Cases that a scan would only meet by chance


SENTENCES = 60
LONG = " ".join(
    f"Begin {n} {'gas' if n == 0 else 'coal' if n == SENTENCES - 1 else 'nothing'} at all end {n}."
    for n in range(SENTENCES)
)


@pytest.fixture
def library(tmp_path):
    opened = open_library(tmp_path / "library")
    yield opened
    opened.close()


def numbers(library, terms, filters=Filters()) -> list[tuple[str, int]]:
    """File name and paragraph of all that is found."""
    with library.snapshot() as view:
        return [
            (one.document.source.rpartition("/")[2], one.paragraph)
            for one in view.paragraphs_with(parse(terms), filters)
        ]


def test_a_paragraph_that_is_cut_into_passages_is_one_paragraph(library) -> None:
    library.add(text_of(LONG, "Gas alone."), "/a.txt")
    with library.snapshot() as view:
        assert view.size > 2
    assert numbers(library, "gas coal") == [("a.txt", 1)]
    assert numbers(library, "gas -coal") == [("a.txt", 2)]
    for n in range(SENTENCES - 1):
        assert numbers(library, f'"end {n} begin {n + 1}"') == [("a.txt", 1)]
        assert numbers(library, f"{n} NEAR/2 {n + 1}") == [("a.txt", 1)]
    assert numbers(library, "gas NEAR/100 coal") == []


def test_titles_and_headings_are_no_paragraphs(library) -> None:
    library.add(text_of("# Gas", "A paragraph about oil.", title="Gas"), "/a.txt")
    assert numbers(library, "gas") == []


def test_a_name_at_a_paragraphs_end_does_not_run_on_into_the_next(library) -> None:
    library.add(text_of("About the Collective Security Treaty Organisation", "Other Names Follow"), "/a.txt")
    assert numbers(library, "CSTO") == [("a.txt", 1)]


def test_what_is_found_comes_by_date_then_source_then_paragraph_undated_last(library) -> None:
    for name in ("d", "c", "b", "a"):
        library.add(text_of(f"Gas {name}.", "Oil.", f"More gas {name}."), f"/{name}.txt")
    for name, date in (("c.txt", "2021-05"), ("b.txt", "2020"), ("d.txt", "2021-05")):
        library.correct(name, {"published": date})
    found = numbers(library, "gas")
    assert [name for name, _ in found[::2]] == ["b.txt", "c.txt", "d.txt", "a.txt"]
    assert [number for _, number in found] == [1, 3] * 4


def test_only_documents_that_pass_the_filters_are_found(library) -> None:
    for name in ("a", "b"):
        library.add(text_of(f"Gas {name}."), f"/{name}.txt")
    assert numbers(library, "gas", Filters(documents=("b.txt",))) == [("b.txt", 1)]


def test_a_removed_document_is_found_no_more_and_a_changed_one_as_it_is_now(library) -> None:
    library.add(text_of("Gas a."), "/a.txt")
    library.add(text_of("Gas b."), "/b.txt")
    library.remove("b.txt")
    library.add(text_of("Nothing.", "Much gas."), "/a.txt")
    assert numbers(library, "gas") == [("a.txt", 2)]


def test_words_are_inflected_in_the_language_that_the_user_says(library) -> None:
    library.add(text_of("Dostawy gazu."), "/a.txt")
    assert numbers(library, "gaz") == []
    library.correct("a.txt", {"language": "pl"})
    assert numbers(library, "gaz") == [("a.txt", 1)]


def test_documents_that_another_analyser_counted_are_found_all_the_same(tmp_path) -> None:
    library = open_library(tmp_path / "library")
    library.add(text_of("Pipelines and storage.", "Nothing."), "/a.txt")
    library.close()
    with closing(sqlite3.connect(tmp_path / "library" / "library.db")) as database, database:
        database.execute("UPDATE derived SET analysis = analysis - 1")
    library = open_library(tmp_path / "library")
    assert numbers(library, "pipeline") == [("a.txt", 1)]
    library.close()


def test_a_passage_whose_counts_are_missing_is_read(tmp_path) -> None:
    library = open_library(tmp_path / "library")
    library.add(text_of("Pipelines and storage.", "Nothing."), "/a.txt")
    library.close()
    with closing(sqlite3.connect(tmp_path / "library" / "library.db")) as database, database:
        database.execute("DELETE FROM posting")
    library = open_library(tmp_path / "library")
    assert numbers(library, "pipeline") == [("a.txt", 1)]
    library.close()


def test_finding_needs_no_model(tmp_path) -> None:
    library = open_library(tmp_path / "library")
    library.add(text_of("Pipelines and storage."), "/a.txt")
    library.close()

    def no_model() -> Searcher:
        raise AssertionError("the model was loaded")

    library = Library(tmp_path / "library", no_model, read)
    assert numbers(library, "pipeline OR gas") == [("a.txt", 1)]
    library.close()


def test_a_damaged_text_is_told_and_not_searched_in_silence(tmp_path) -> None:
    library = open_library(tmp_path / "library")
    library.add(text_of("Pipelines and storage."), "/a.txt")
    library.close()
    with closing(sqlite3.connect(tmp_path / "library" / "library.db")) as database, database:
        database.execute("DROP TRIGGER document_stays")
        database.execute("UPDATE document SET text = replace(text, 'storage', 'forgery')")
    library = open_library(tmp_path / "library")
    with pytest.raises(LibraryDamaged):
        numbers(library, "pipeline")
    library.close()


def test_of_several_letters_that_one_character_stands_for_each_is_found() -> None:
    for character in map(chr, range(0x80, 0x3400)):
        folded = analysis.fold(character) if character.isalnum() else ""
        if folded:
            assert re.search(writing(folded), character), f"{character} U+{ord(character):04X} → {folded}"


REAL = Path(__file__).parents[3] / "shared" / "eval" / "mtragun" / "documents"


@pytest.mark.skipif(not REAL.exists(), reason="the documents of mtragun are not here")
def test_in_real_documents_a_scan_finds_no_more(tmp_path) -> None:
    library = Library(tmp_path / "library", searcher, read_file)
    for path in sorted(REAL.iterdir())[:40]:
        library.add(path.read_bytes(), str(path))
    asked = ("water", "WHO", "US", '"in the"', "state NEAR/3 law", "water -state", "(city OR cities) NOT New", "1990")
    with library.snapshot() as view:
        per_query = [(found(view, query), scanned(view, query)) for query in map(parse, asked)]
    library.close()
    assert [fast for fast, _ in per_query] == [slow for _, slow in per_query]
    assert sum(bool(slow) for _, slow in per_query) > len(asked) / 2
