"""Filters say which documents may answer, before anything is ranked; a name that no document has is told."""

from __future__ import annotations

import timeit
from pathlib import Path
from time import process_time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.dates import age, is_later, last_day
from index.filters import admits, unknown
from index.languages import NAMES, code_of, name_of
from index.model import Entry, Filters
from tests.index.doubles import open_library, text_of

WORDS = ["river", "long", "bridge", "water", "ship", "north", "harbour", "coal"]
#: More documents than any engine proposes passages, all nearer to the question than the one that is filtered for.
CROWD = 150


@pytest.fixture
def library(tmp_path):
    opened = open_library(tmp_path / "library")
    yield opened
    opened.close()


def put(library, name, *paragraphs, **known):
    """A document with these corrections; its id."""
    document = library.add(text_of(*paragraphs), name).document
    if known:
        library.correct(document, known)
    return document


def stems(view, filters):
    return {Path(entry.source).stem for entry in view.entries(filters)}


@pytest.fixture
def shelf(library):
    put(library, "a.txt", "The long river is long.", series="OSW Commentary", language="pl", authors="Jan Żak; Bo Li")
    put(library, "b.txt", "The long river is blue.", series="Policy Paper", language="de")
    put(library, "c.txt", "The long river is cold.", language="")
    return library


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(series=("osw commentary",)), {"a"}),
        (Filters(series=("OSW  Commentary", "Policy Paper")), {"a", "b"}),
        (Filters(series=("OSW",)), set()),
        (Filters(series=("",)), set()),
        (Filters(languages=("pl",)), {"a"}),
        (Filters(languages=("Polish",)), {"a"}),
        (Filters(languages=("POLSKI",)), {"a"}),
        (Filters(languages=("pl-PL", "Deutsch")), {"a", "b"}),
        (Filters(languages=("",)), set()),
        (Filters(languages=("uk",)), set()),
        (Filters(series=("Policy Paper",), languages=("de",)), {"b"}),
        (Filters(series=("Policy Paper",), languages=("pl",)), set()),
    ],
)
def test_series_and_language_let_through_what_is_of_them_and_nothing_unknown(shelf, filters, expected):
    with shelf.snapshot() as view:
        assert stems(view, filters) == expected
        found = {Path(view.document(hit.document).source).stem for hit in view.search("long river", filters)}
    assert found == expected


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2021-05-30", {"2020", "2021-05-30"}),  # of May 2021 a day was still to come
        ("2021-05-31", {"2020", "2021-05", "2021-05-30"}),
        ("2021-05", {"2020", "2021-05", "2021-05-30"}),
        ("2021-12-30", {"2020", "2021-05", "2021-05-30"}),
        ("2021", {"2020", "2021", "2021-05", "2021-05-30"}),
        ("2019-12-31", set()),
        ("2024-02-29", {"2020", "2021", "2021-05", "2021-05-30", "2024-02"}),
        ("2024-02-28", {"2020", "2021", "2021-05", "2021-05-30"}),
    ],
)
def test_the_library_as_of_a_date_holds_what_was_certainly_out_by_then_and_nothing_undated(library, moment, expected):
    for published in ("2020", "2021", "2021-05", "2021-05-30", "2024-02", ""):
        put(library, f"{published or 'undated'}.txt", f"The river, {published}.", published=published)
    with library.snapshot() as view:
        assert stems(view, Filters(as_of=moment)) == expected


dates = st.dates().map(str).flatmap(lambda day: st.sampled_from([day, day[:7], day[:4]]))


@given(one=dates, other=dates)
def test_a_date_is_later_than_another_only_if_all_its_days_are(one, other):
    def first_day(date):
        return date + "-01-01"[3 * date.count("-") :]

    assert is_later(one, other) == (first_day(one) > last_day(other))
    assert not (is_later(one, other) and is_later(other, one))
    assert not is_later("", other)
    assert not is_later(one, "")


def test_dates_are_ordered_by_age_and_unknown_ones_come_last():
    ordered = ["1999", "2021", "2021-04", "2021-04-09", "2021-10", "2022-01-01", ""]
    assert max(ordered, key=age) == ""
    assert sorted(ordered, key=age) == ordered


def test_a_document_that_a_hundred_others_outrank_is_found_when_it_is_filtered_for(library):
    for number in range(CROWD):
        put(library, f"{number}.txt", f"The long river bridge, the long river bridge {number}.")
    wanted = put(
        library, "wanted.txt", "A bridge of many words about coal, ships, water and other things.", series="Rare"
    )
    with library.snapshot() as view:
        assert wanted not in {hit.document for hit in view.search("long river bridge", limit=100)}
        (only,) = view.search("long river bridge", Filters(series=("Rare",)), limit=1)
    assert only.document == wanted


texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=8).map(" ".join)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    documents=st.lists(st.tuples(texts, st.sampled_from(["A", "B", "C"])), min_size=1, max_size=9),
    question=texts,
    series=st.lists(st.sampled_from(["A", "B", "C"]), min_size=1, max_size=2),
)
def test_a_filtered_ranking_is_the_whole_ranking_without_what_does_not_pass(
    tmp_path_factory, documents, question, series
):
    library = open_library(tmp_path_factory.mktemp("filtered"))
    try:
        for number, (text, of) in enumerate(documents):
            put(library, f"{number}.txt", f"{text} number {number}", series=of)
        filters = Filters(series=tuple(series))
        with library.snapshot() as view:
            passing = {entry.document for entry in view.entries(filters)}
            whole = view.search(question, limit=len(documents))
            filtered = view.search(question, filters, limit=len(documents))
    finally:
        library.close()
    assert len(whole) == len(documents)
    assert filtered == tuple(hit for hit in whole if hit.document in passing)  # the scores as well


# ---------------------------------------------------------------- names that no document has


@pytest.mark.parametrize(
    ("filters", "sentence"),
    [
        (Filters(authors=("Zak, Jan",)), ""),
        (Filters(authors=("Jan Żuk",)), "No document is by an author “Jan Żuk”; the authors are Jan Żak, Bo Li."),
        (
            Filters(series=("Comment",)),
            "No document is of a series “Comment”; the series are OSW Commentary, Policy Paper.",
        ),
        (Filters(languages=("fr",)), "No document is in a language “fr”; the languages are German, Polish."),
        (
            Filters(documents=("aa.txt",)),
            "No document is called “aa.txt”; the documents are a.txt, c.txt, b.txt.",
        ),
        (Filters(series=("Policy Paper",), languages=("pl",)), ""),  # each is there: together they let nothing through
        (Filters(since="2030"), ""),
    ],
)
def test_a_filter_that_names_nothing_says_what_there_is(shelf, filters, sentence):
    with shelf.snapshot() as view:
        assert unknown(filters, view.entries()) == sentence


def test_of_many_names_the_nearest_are_told_and_the_others_counted(library):
    put(library, "a.txt", "One.", authors="; ".join(f"Author Number{n}" for n in range(30)))
    with library.snapshot() as view:
        told = unknown(Filters(authors=("Author Number77",)), view.entries())
    assert "Author Number7, " in told
    assert told.endswith("and 25 more.")


def test_where_no_document_says_a_field_it_is_told_how_to_add_it(library):
    put(library, "a.txt", "One.")
    with library.snapshot() as view:
        told = unknown(Filters(series=("Commentary",)), view.entries())
    assert told == (
        "No document is of a series “Commentary”: of none it is known; say it with `footnote correct`, or in the "
        "page's reader."
    )


def test_a_name_cannot_rule_a_terminal(shelf):
    with shelf.snapshot() as view:
        told = unknown(Filters(authors=("\x1b[2J\u202eevil",)), view.entries())
    assert "\x1b" not in told
    assert "\u202e" not in told


@pytest.mark.parametrize("code", NAMES)
def test_every_language_is_known_by_its_code_and_by_both_names(code):
    assert {code_of(name) for name in (code, code.upper(), *NAMES[code])} == {code}
    assert name_of(code) == NAMES[code][0]


@pytest.mark.parametrize(
    ("text", "code"),
    [("xh", "xh"), ("pt_BR", "pt"), (" de ", "de"), ("Klingon", ""), ("", ""), ("1a", ""), ("xyz", "")],
)
def test_another_code_is_its_own_and_no_code_is_none(text, code):
    assert code_of(text) == code


def test_a_filter_is_decided_in_milliseconds_in_a_library_of_ten_thousand_documents():
    entries = [
        Entry(
            document=f"{number:016x}", source=f"/reports/{number}.txt", title="", published="2021-05", publisher="",
            authors=(f"Anna Author{number % 500}",), series=f"Series {number % 20}", topics=(), language="pl",
            media_type="", paragraphs=1, pages=0, added="", warnings=(), corrected=(),
        )
        for number in range(10_000)
    ]  # fmt: skip
    filters = Filters(("Author7",), ("/reports/7.txt", "1507.txt"), "2021", "2021-12", ("series 7",), ("Polish",))
    assert [entry.source for entry in filter(admits(filters), entries)] == ["/reports/7.txt", "/reports/1507.txt"]
    took = min(timeit.repeat(lambda: list(filter(admits(filters), entries)), number=1, repeat=5, timer=process_time))
    assert took < 0.1  # seconds: ten times what a quiet machine needs
