"""Every paragraph with the terms: what is told of each, the counts, the table, the command."""

import csv
import io
from dataclasses import replace

import pytest

from index.model import Filters
from index.terms_query import BadTermsError
from qa import listings, sheets
from qa.answer import QuestionRefused
from qa.cli import main
from qa.find import Place, each, find, shown
from tests.index.doubles import open_library, text_of

WHOLE = {"terms", "paragraphs", "documents", "years", "titles", "coverage", "filters"}


@pytest.fixture
def library(tmp_path):
    opened = open_library(tmp_path / "library")
    opened.add(
        text_of("Gas is stored. It is cold. More gas comes.", "Oil.", "No pipeline.", title="Gas storage"), "/b.txt"
    )
    opened.add(text_of("# On pipelines", "A pipeline of gas."), "/a.txt")
    opened.add(text_of("Nothing here.", title="Gas"), "/c.txt")
    opened.correct("b.txt", {"published": "2021-05-02", "authors": "Jan Kowalski"})
    yield opened
    opened.close()


@pytest.fixture
def view(library):
    with library.snapshot() as view:
        yield view


def test_what_is_found_is_counted_by_document_and_by_year(view) -> None:
    findings = find(view, "gas OR pipeline")
    assert [(one.source, one.published, one.paragraphs) for one in findings.documents] == [
        ("/b.txt", "2021-05-02", 2), ("/a.txt", "", 1),
    ]  # fmt: skip
    assert findings.years == {"2021": 2, "": 1}
    assert list(findings.years) == ["2021", ""]
    assert len(findings.places) == 3
    assert findings.titles == 2
    assert (findings.coverage.searched, findings.coverage.documents) == (3, 3)


def test_each_paragraph_is_cited_by_the_sentence_that_holds_the_terms_first(view) -> None:
    (first, *_) = shown(view, find(view, "comes").places)
    assert first.citation.quote == "More gas comes."
    assert first.citation.paragraph == 1
    assert [first.text[start:end] for start, end in first.marks] == ["comes"]


def test_a_phrase_across_a_sentences_end_is_cited_with_both_sentences(view) -> None:
    (only,) = shown(view, find(view, '"stored it"').places)
    assert only.citation.quote == "Gas is stored. It is cold."


def test_pages_of_what_was_found_are_parts_of_one_complete_list(view) -> None:
    findings = find(view, "gas OR pipeline OR nothing OR oil")
    parts = [shown(view, findings.places[at : at + 2]) for at in range(0, len(findings.places), 2)]
    assert [one for part in parts for one in part] == list(each(view, findings.terms))
    assert len(findings.places) == 5


def test_only_documents_that_pass_the_filters_are_counted(view) -> None:
    findings = find(view, "gas", Filters(since="2021"))
    assert [one.source for one in findings.documents] == ["/b.txt"]
    assert (findings.coverage.searched, findings.coverage.documents) == (1, 3)
    assert findings.coverage.left_out == {"since": 2}
    assert findings.titles == 1


def test_terms_that_no_paragraph_holds_are_no_mistake(view) -> None:
    findings = find(view, "xylophone")
    assert (findings.places, findings.documents, dict(findings.years), findings.titles) == ((), (), {}, 0)


def test_terms_that_cannot_be_read_and_filters_that_name_nothing_are_refused(view) -> None:
    with pytest.raises(BadTermsError):
        find(view, "gas AND")
    with pytest.raises(QuestionRefused):
        find(view, "gas", Filters(authors=("Nobody",)))


def test_a_place_is_a_paragraph_and_its_marks(view) -> None:
    (place,) = find(view, "oil").places
    assert place == Place(place.document, 2, ((0, 3),))


# The table


def rows(lines) -> list[list[str]]:
    return list(csv.reader(io.StringIO("".join(lines), newline="")))


def test_the_table_has_a_line_for_each_paragraph(view) -> None:
    names, *lines = rows(sheets.found(each(view, "gas OR pipeline")))
    first = dict(zip(names, lines[0], strict=True))
    assert len(lines) == 3
    assert first["source"] == "/b.txt"
    assert (first["title"], first["authors"], first["published"], first["year"]) == (
        "Gas storage", "Jan Kowalski", "2021-05-02", "2021",
    )  # fmt: skip
    assert (first["paragraph"], first["page"], first["sentence"]) == ("1", "", "Gas is stored.")
    assert first["text"] == "Gas is stored. It is cold. More gas comes."
    assert first["link"].startswith(f"/#doc={first['document']}&p=1&h=")
    assert dict(zip(names, lines[2], strict=True))["section"] == "# On pipelines"


@pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_no_cell_of_the_table_is_a_formula(first) -> None:
    assert sheets.safe(f"{first}1+1") == f"'{first}1+1"
    assert sheets.safe(f"1{first}1") == f"1{first}1"


def test_text_of_a_document_that_is_a_formula_stays_text_in_the_table(tmp_path) -> None:
    library = open_library(tmp_path / "library")
    library.add(text_of('=HYPERLINK("https://example.org","gas")', title="+gas"), "/a.txt")
    with library.snapshot() as view:
        _, line = rows(sheets.found(each(view, "gas")))
    library.close()
    assert not [cell for cell in line if cell.startswith(tuple("=+-@\t\r"))]


# The command


def test_find_prints_counts_then_each_paragraph(run) -> None:
    code, (whole, *hits), _ = run("find", "ships OR canal")
    assert code == 0
    assert set(whole) == WHOLE
    assert whole["paragraphs"] == len(hits) == 4
    assert whole["titles"] == 1
    assert whole["years"] == {"2021": 4}
    for hit in hits:
        assert hit["citation"]["quote"] in hit["text"]
        assert {hit["text"][start:end].lower() for start, end in hit["marks"]} <= {"ships", "canal", "ship"}


def test_a_limit_is_for_what_is_printed_and_the_counts_stay_whole(run) -> None:
    _, (whole, *hits), _ = run("find", "ships OR canal", "--limit", "1")
    assert (whole["paragraphs"], len(hits)) == (4, 1)


def test_find_says_that_there_are_no_more(library_folder, capsys) -> None:
    capsys.readouterr()
    assert main(["find", "--library", str(library_folder), "gaz OR magazyn"]) == 0
    out = capsys.readouterr().out
    assert "Magazyny gazu w Unii Europejskiej (2022-06-30) · 2 paragraphs" in out
    assert "¶ 1" in out
    assert "By year: 2022 2." in out
    assert "1 document with the terms in the title, which is no paragraph." in out
    assert out.rstrip().endswith("2 paragraphs in 1 of 2 documents; there are no more.")


def test_find_says_what_could_not_be_searched(tmp_path, capsys) -> None:
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7 broken")
    (tmp_path / "good.txt").write_text("Gas\n\nThe gas is stored under the ground in summer.\n", "utf-8")
    library = str(tmp_path / "library")
    assert main(["add", "--library", library, str(tmp_path / "broken.pdf"), str(tmp_path / "good.txt")]) == 1
    capsys.readouterr()
    assert main(["find", "--library", library, "gas"]) == 0
    assert "Not searched: 1 file that could not be read (broken.pdf)." in capsys.readouterr().out


def test_terms_that_cannot_be_read_are_wrong_usage(run, library_folder, capsys) -> None:
    code, (refused,), _ = run("find", "gas AND")
    assert code == 2
    assert refused["code"] == "terms_malformed"
    assert main(["find", "--library", str(library_folder), "gas AND"]) == 2
    assert "After AND at character 5 something is missing" in capsys.readouterr().err
    assert run("find", "gas", "--author", "Nobody")[0] == 1
    assert main(["find", "--library", str(library_folder), "gas", "--json", "--csv", "-"]) == 2


@pytest.mark.parametrize("terms", [["-gas"], ["gas", "-oil"], ["-Öl", "gaz"]])
def test_a_term_that_looks_like_an_option_is_refused_with_how_to_write_it(library_folder, capsys, terms) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["find", "--library", str(library_folder), *terms])
    assert stopped.value.code == 2
    minus = next(term for term in terms if term.startswith("-"))
    assert f"footnote find 'gas {minus}'." in capsys.readouterr().err


@pytest.mark.parametrize("terms", [["gaz -magazyn"], ["--", "gaz", "-magazyn"], ["-magazyn gaz"]])
def test_terms_with_a_minus_are_read_where_they_cannot_be_options(library_folder, terms) -> None:
    assert main(["find", "--library", str(library_folder), *terms]) == 0


def test_find_writes_a_table_that_spreadsheets_read_as_it_is(library_folder, tmp_path, capsys) -> None:
    file = tmp_path / "found.csv"
    assert main(["find", "--library", str(library_folder), "gaz", "--csv", str(file)]) == 0
    assert "there are no more." in capsys.readouterr().err
    written = file.read_bytes()
    assert written.startswith(b"\xef\xbb\xbfdocument,source,")
    assert len(rows([written.decode("utf-8-sig")])) == 3
    assert main(["find", "--library", str(library_folder), "gaz", "--csv", "-"]) == 0
    printed = capsys.readouterr().out
    assert rows([printed]) == rows([written.decode("utf-8-sig")])
    assert main(["find", "--library", str(library_folder), "gaz", "--csv", str(tmp_path / "no" / "x.csv")]) == 1
    assert "cannot be written" in capsys.readouterr().err


def test_a_quotation_stands_apart_from_a_place_that_is_longer_than_the_margin(view) -> None:
    findings = find(view, "gas")
    one = shown(view, findings.places[:1])[0]
    paged = replace(one, citation=replace(one.citation, paragraph=12, page=13, page_label="13"))
    first = next(listings.found([paged], findings))
    assert "  ¶ 12, p. 13 “" in first
    _, line = rows(sheets.found([paged]))
    assert line[sheets.FOUND.index("page")] == "13"
