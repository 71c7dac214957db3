"""Works for reference managers: BibTeX, RIS and CSL-JSON, read back by parsers of others."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date

import bibtexparser
import pytest
import rispy
from hypothesis import given, settings

from qa.export.bibtex import bibtex
from qa.export.csl import csl_json
from qa.export.ris import ris
from qa.export.works import Access
from tests.qa.pages import answered, copy_of, document
from tests.qa.papers import TEXTS

ACCESS = Access(date(2026, 11, 23), "http://127.0.0.1:7860")
HELD = document(
    "The lock holds 13 ships. It is old.", source="/r/first.txt", title="On Locks & Weirs", published="2019-05-02",
    authors=("Berg, Anna", "Xo Example"), publisher="Harbour {Office}", series="Papers 100%", language="en",
)  # fmt: skip
BARE = document("Die Schleuse fasst 7 Schiffe.", source="/r/second.txt", language="de")
CITED = answered(
    (HELD, "The lock holds 13 ships."),
    (BARE, "Die Schleuse fasst 7 Schiffe."),
    (HELD, "It is old."),
    known={1: {"reported": "the harbour office", "also": (copy_of(BARE),)}, 2: {"ocr": True}},
).citations
LINKS = [f"http://127.0.0.1:7860{one.url}" for one in CITED]


def entries(text):
    """BibTeX as bibtexparser reads it."""
    held = bibtexparser.parse_string(text)
    assert not held.failed_blocks
    return [({field.key: field.value for field in one.fields}, one.key) for one in held.entries]


def bare(value):
    """What LaTeX sets of a value whose capitals are kept."""
    return unescaped(value.removeprefix("{").removesuffix("}"))


def works(text):
    """RIS as rispy reads it."""
    return rispy.loads(text)


# ---------------------------------------------------------------- BibTeX


def test_bibtex_has_each_work_once_with_all_that_is_known_of_it():
    (held, key), (other, _) = entries(bibtex(CITED, ACCESS))
    assert key == f"footnote-{HELD.id}"
    assert held["author"] == "Berg, Anna and {Xo Example}"
    assert bare(held["title"]) == "On Locks & Weirs"
    assert bare(held["howpublished"]) == "Papers 100%, Harbour {Office}"
    assert (held["date"], held["year"], held["month"]) == ("2019-05-02", "2019", "may")
    assert (held["url"], held["urldate"]) == (f"http://127.0.0.1:7860/#doc={HELD.id}", "2026-11-23")
    assert held["langid"] == "english"
    assert not {"author", "title", "date", "year", "howpublished"} & set(other)


def test_bibtex_keeps_every_quotation_with_its_place_and_permalink():
    (held, _), (other, _) = entries(bibtex(CITED, ACCESS))
    first, second = (line.strip() for line in unescaped(held["annote"]).split("\n"))
    said = "Reported: the harbour office. Also in: second.txt, para. 1."
    assert first == f"para. 1: “The lock holds 13 ships.” {said} {LINKS[0]}"
    assert second == f"para. 1: “It is old.” {LINKS[2]}"
    assert other["annote"].startswith("Not known: author, title, date. File: second.txt")
    assert "Text recognised by OCR; check against the page." in other["annote"]


@settings(max_examples=150, deadline=None)
@given(TEXTS, TEXTS)
def test_bibtex_gives_every_quotation_and_title_to_the_letter(words, title):
    held = document(words, title=title, authors=(title,), published="2019")
    text = bibtex(answered((held, words)).citations, Access(ACCESS.day))
    (raw,) = bibtexparser.parse_string(text).entries
    assert bare(raw["title"]) == title
    assert unescaped(raw["annote"]) == f"para. 1: “{words}”"
    assert balanced(text)


#: What LaTeX sets for each of our escapes (the escapes are undone at once).
SET = {
    r"\textbackslash{}": "\\", r"\textasciicircum{}": "^", r"\textasciitilde{}": "~",
    r"\textbraceleft{}": "{", r"\textbraceright{}": "}",
    r"\$": "$", r"\&": "&", r"\%": "%", r"\#": "#", r"\_": "_",
}  # fmt: skip


def unescaped(text):
    """What LaTeX sets; a character with a meaning of its own that was left would fail."""
    escapes = "|".join(map(re.escape, SET))
    assert not re.search(r"[\\{}$&%#_^~]", re.sub(escapes, "", text))
    return re.sub(escapes, lambda found: SET[found[0]], text)


def balanced(text):
    depth = 0
    for character in text:
        depth += {"{": 1, "}": -1}.get(character, 0)
        assert depth >= 0
    return depth == 0


def test_a_key_stays_when_the_fields_of_a_work_are_corrected():
    corrected = [replace(one, title="Another", authors=("Else, Who",), published="1999") for one in CITED]
    keys = [[key for _, key in entries(bibtex(some, ACCESS))] for some in (CITED, corrected)]
    assert keys[0] == keys[1]
    assert len(set(keys[0])) == 2


# ---------------------------------------------------------------- RIS


def test_ris_has_each_work_once_with_all_that_is_known_of_it():
    held, other = works(ris(CITED, ACCESS))
    assert held["type_of_reference"] == "RPRT"
    assert held["authors"] == ["Berg, Anna", "Xo Example"]
    assert (held["title"], held["year"], held["date"]) == ("On Locks & Weirs", "2019", "2019/05/02/")
    assert (held["publisher"], held["secondary_title"]) == ("Harbour {Office}", "Papers 100%")
    assert (held["urls"], held["access_date"]) == ([f"http://127.0.0.1:7860/#doc={HELD.id}"], "2026/11/23/")
    assert held["notes"][1] == f"para. 1: “It is old.” {LINKS[2]}"
    assert not {"authors", "title", "year", "date", "publisher"} & set(other)
    assert other["notes"][0] == "Not known: author, title, date. File: second.txt"


@settings(max_examples=150, deadline=None)
@given(TEXTS, TEXTS)
def test_ris_gives_every_quotation_and_title_to_the_letter_and_no_text_ends_an_entry(words, title):
    held = document(words, title=title, authors=(title,), publisher=title, published="2019")
    (one,) = works(ris(answered((held, words), (held, words)).citations, Access(ACCESS.day)))
    assert (one["title"], one["publisher"]) == (title, title)
    assert one["notes"] == [f"para. 1: “{words}”"] * 2


def test_ris_has_a_tag_on_every_line_and_ends_its_lines_with_cr_lf():
    held = document("A\nB", title="Two\nlines", authors=("One\nTwo",))
    text = ris(answered((held, "A\nB")).citations, ACCESS)
    lines = text.removesuffix("\r\n").split("\r\n")
    assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in lines)
    assert "\n" not in text.replace("\r\n", "")
    assert [lines[0], lines[-1]] == ["TY  - RPRT", "ER  - "]


@pytest.mark.parametrize(("published", "written"), [("2019", "2019///"), ("2019-05", "2019/05//")])
def test_ris_leaves_open_what_is_not_known_of_a_date(published, written):
    held = document("It is old.", published=published)
    assert works(ris(answered((held, "It is old.")).citations, ACCESS))[0]["date"] == written


# ---------------------------------------------------------------- CSL-JSON

#: Of the schema of CSL-JSON 1.0.2 what we write: names of fields, with what their values are.
FIELDS = {
    "id": str, "type": str, "title": str, "author": list, "issued": dict, "publisher": str, "collection-title": str,
    "language": str, "URL": str, "accessed": dict, "annote": str,
}  # fmt: skip


def assert_follows_the_schema(items):
    for item in items:
        assert {"id", "type"} <= set(item)
        assert all(type(value) is FIELDS[name] and value for name, value in item.items())
        for name in item.get("author", []):
            assert set(name) in ({"family", "given"}, {"literal"})
        for field in ("issued", "accessed"):
            for parts in item.get(field, {"date-parts": []})["date-parts"]:
                assert 1 <= len(parts) <= 3
                assert all(type(part) is int for part in parts)


def test_csl_json_has_each_work_once_with_all_that_is_known_of_it():
    items = json.loads(csl_json(CITED, ACCESS))
    assert_follows_the_schema(items)
    held, other = items
    assert held["author"] == [{"family": "Berg", "given": "Anna"}, {"literal": "Xo Example"}]
    assert held["issued"] == {"date-parts": [[2019, 5, 2]]}
    assert held["accessed"] == {"date-parts": [[2026, 11, 23]]}
    assert held["collection-title"] == "Papers 100%"
    assert held["annote"].split("\n")[1] == f"para. 1: “It is old.” {LINKS[2]}"
    assert set(other) == {"id", "type", "language", "URL", "accessed", "annote"}


@settings(deadline=None)
@given(TEXTS, TEXTS)
def test_csl_json_gives_every_quotation_and_title_to_the_letter(words, title):
    held = document(words, title=title, authors=(title,), published="2019-05")
    items = json.loads(csl_json(answered((held, words)).citations, Access(ACCESS.day)))
    assert_follows_the_schema(items)
    assert items[0]["title"] == title
    assert items[0]["annote"] == f"para. 1: “{words}”"


# ---------------------------------------------------------------- all of them


@pytest.mark.parametrize("made", [bibtex, ris, csl_json])
def test_a_language_that_is_not_one_for_all_quotations_of_a_work_is_left_out(made):
    assert re.search('english|LA  - en|"en"', made(CITED[:1], ACCESS))
    mixed = [CITED[0], replace(CITED[2], language="pl")]
    assert not re.search('english|polish|LA  - |"language"', made(mixed, ACCESS))


@pytest.mark.parametrize("made", [bibtex, ris, csl_json])
def test_without_an_address_there_is_neither_permalink_nor_date_of_access(made):
    text = made(CITED, Access(ACCESS.day))
    assert "http" not in text
    assert "2026" not in text
