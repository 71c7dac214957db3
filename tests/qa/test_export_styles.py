"""Sources in four styles.

The cases of citations.jsonl hold what pandoc's CSL processor (3.9) printed with the official styles of 2025 and 2026
(Chicago 18th ed., APA 7th, MLA 9th); where we write otherwise on purpose, ``ours`` says what and why. The date of
access, which the styles print for undated works only, is taken out before the two are compared.
"""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest

from qa.export import dates
from qa.export.names import Name, name_of
from qa.export.sources import shown
from qa.export.styles import STYLES, apparatus, written
from qa.export.text import plain
from qa.export.works import Access, missing, unknown
from qa.model import Anchor, Citation

CASES = [json.loads(line) for line in (Path(__file__).parent / "cases/citations.jsonl").read_text("utf-8").splitlines()]
ACCESS = Access(date(2026, 11, 23), "http://x")
ACCESSED = re.compile(
    r", accessed November 23, 2026| Accessed (November 23,|23 Nov\.) 2026\.|Retrieved November 23, 2026, from "
)
WORDS = "It was blocked."


def a_citation(number=1, document="a", paragraph=7, page=None, **known):
    anchor = Anchor("x", 0, len(WORDS), WORDS, "", "")
    values = {
        "source": f"/reports/{document}.txt", "title": "", "authors": (), "published": "", "section": (),
        "page_label": page, "ocr": False, "start": 0, "end": len(WORDS), "quote": WORDS, "anchor": anchor,
        "url": f"/#doc={document}", "page": None,
    }  # fmt: skip
    return Citation(number=number, document=document, paragraph=paragraph, **{**values, **known})


def cited_in(case):
    for number, known in enumerate(case["citations"], 1):
        yield a_citation(number, **{**known, "authors": tuple(known.get("authors", ()))})


def sources(citations, style):
    made = apparatus(citations, STYLES[style], ACCESS)
    cited = [plain(made.in_text.get(one.number) or made.notes[one.number]) for one in citations]
    return {"cited": cited, "listed": [plain(one) for one in made.entries]}


def note(**known):
    return plain(written(a_citation(**known), "chicago", ACCESS)[0])


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_source_is_written_as_the_official_style_writes_it(case, style):
    expected = case.get("ours", {}).get(style, case[style])
    made = sources(list(cited_in(case)), style)
    assert {kind: [ACCESSED.sub("", one) for one in made[kind]] for kind in made} == {
        kind: expected[kind] for kind in made
    }


def test_where_we_write_otherwise_than_the_official_style_the_reason_is_told():
    others = [(case, style, ours) for case in CASES for style, ours in case.get("ours", {}).items()]
    assert all(ours["why"] and {**ours, "why": ""} != {**case[style], "why": ""} for case, style, ours in others)
    assert len(others) < len(CASES) * len(STYLES) / 4


@pytest.mark.parametrize(
    ("style", "said"),
    [
        ("chicago", "para. 7, accessed November 23, 2026, http://x/#doc=a."),
        ("author-date", "2021. “On Bridges.” March 29. Accessed November 23, 2026. http://x/#doc=a."),
        ("apa", "(2021, March 29). On Bridges. Retrieved November 23, 2026, from http://x/#doc=a"),
        ("mla", "“On Bridges.” 29 Mar. 2021, http://x/#doc=a. Accessed 23 Nov. 2026."),
    ],
)
def test_the_date_of_access_and_the_permalink_stand_with_every_source(style, said):
    one = a_citation(title="On Bridges", authors=("Example, Ada",), published="2021-03-29")
    assert plain(written(one, style, ACCESS)[-1]).endswith(said)


def test_without_an_address_there_is_neither_permalink_nor_date_of_access():
    one = a_citation(title="On Bridges", published="2021")
    nowhere = Access(ACCESS.day)
    texts = [plain(part) for style in STYLES for part in written(one, style, nowhere)]
    assert not [text for text in texts if "http" in text or "ccessed" in text or "etrieved" in text or "doc=" in text]


@pytest.mark.parametrize("style", STYLES)
def test_the_place_of_a_citation_in_the_text_leads_to_the_very_sentence(style):
    one = a_citation(title="On Bridges", published="2021", url="/#doc=a&p=7&at=0-15")
    assert "http://x/#doc=a&p=7&at=0-15" in shown(written(one, style, ACCESS)[0])


def test_a_later_note_of_a_work_is_short_and_leads_to_its_own_sentence():
    first = a_citation(1, title="On Bridges", authors=("Example, Ada",))
    second = a_citation(2, paragraph=9, title="On Bridges", authors=("Example, Ada",), url="/#doc=a&p=9")
    notes = apparatus([first, second], STYLES["chicago"], ACCESS).notes
    assert plain(notes[2]) == "Example, “On Bridges,” para. 9."
    assert [run.link for run in notes[2] if run.link] == ["http://x/#doc=a&p=9"]


def test_what_is_not_known_is_left_out_and_told():
    one = a_citation()
    assert note() == "a.txt, para. 7, accessed November 23, 2026, http://x/#doc=a."
    assert missing(one) == ("author", "title", "date")
    assert unknown([one, a_citation(2)]) == ("Not known of a.txt: author, title, date.",)
    assert unknown([a_citation(title="On Bridges", authors=("A",), published="2021")]) == ()


@pytest.mark.parametrize("style", STYLES)
def test_whose_words_they_are_and_that_a_program_read_them_stands_with_the_source(style):
    one = a_citation(title="On Bridges", ocr=True, reported="the harbour office")
    said = " ".join(map(plain, written(one, style, ACCESS)))
    assert "Reported: the harbour office. Text recognised by OCR; check against the page." in said


@pytest.mark.parametrize(
    ("written", "family", "given"),
    [
        ("Berg, Anna", "Berg", "Anna"),
        ("van der Berg, Jan P.", "van der Berg", "Jan P."),
        ("Łoskot-Strachota, Agata", "Łoskot-Strachota", "Agata"),
        ("Иванова, Мария", "Иванова", "Мария"),
        ("Amnesty International", "Amnesty International", ""),
        ("King, Jr.", "King, Jr.", ""),
        ("King, III", "King, III", ""),
        ("Example, V.", "Example", "V."),
        ("Example, Inc.", "Example, Inc.", ""),
        ("Berg, Anna, PhD", "Berg, Anna, PhD", ""),
        ("Department of Trade, office of the director", "Department of Trade, office of the director", ""),
        ("Berg,", "Berg,", ""),
        ("Bridges, Rivers And Their Many Locks", "Bridges, Rivers And Their Many Locks", ""),
    ],
)
def test_a_comma_says_which_part_of_a_name_is_the_family_name_but_not_every_comma(written, family, given):
    assert name_of(written) == Name(family, given)


def test_two_persons_of_one_family_name_are_told_apart_in_the_text():
    people = [
        a_citation(n, name, title=name, authors=(f"Example, {name}",)) for n, name in ((1, "Ada"), (2, "Jean-Bert"))
    ]
    made = apparatus(people, STYLES["apa"], ACCESS)
    assert [plain(made.in_text[n]) for n in (1, 2)] == ["(A. Example, n.d., para. 7)", "(J.-B. Example, n.d., para. 7)"]


def test_documents_without_author_that_have_one_title_and_year_get_letters():
    weekly = [a_citation(n, name, title="Weekly", published="2021") for n, name in ((1, "b"), (2, "a"))]
    made = apparatus(weekly, STYLES["author-date"], ACCESS)
    assert [plain(made.in_text[n]) for n in (1, 2)] == ["(“Weekly” 2021b, para. 7)", "(“Weekly” 2021a, para. 7)"]


def test_more_than_twenty_six_such_documents_go_on_with_two_letters():
    weekly = [a_citation(n, f"{n:02}", title="Weekly", published="2021") for n in range(1, 29)]
    made = apparatus(weekly, STYLES["apa"], ACCESS).in_text
    assert [plain(made[n]) for n in (1, 26, 27, 28)] == [
        f"(Weekly, 2021{letter}, para. 7)" for letter in ("a", "z", "aa", "ab")
    ]


def test_of_more_than_twenty_authors_apa_lists_nineteen_and_the_last():
    many = a_citation(title="T", authors=tuple(f"{letter}, X" for letter in "ABCDEFGHIJKLMNOPQRSTUV"))
    said = plain(written(many, "apa", ACCESS)[-1])
    assert said.startswith("A, X., B, X., ")
    assert ", S, X., . . . V, X. (n.d.)." in said


def test_mla_lists_what_an_organisation_published_itself_by_its_title():
    works = [
        a_citation(1, "1", title="Zinc", authors=("An Institute",), publisher="An Institute"),
        a_citation(2, "2", title="Mines", authors=("Mann, C",)),
    ]
    listed = [plain(one).partition(".")[0] for one in apparatus(works, STYLES["mla"], ACCESS).entries]
    assert listed == ["Mann, C", "“Zinc"]


def test_works_are_listed_by_author_or_title_whatever_their_accents_and_articles():
    works = [
        a_citation(1, "1", authors=("Zet, A",), title="T"),
        a_citation(2, "2", authors=("Łoskot, B",), title="T"),
        a_citation(3, "3", title="The Bridges"),
        a_citation(4, "4", title="“A” bridge"),
        a_citation(5, "5", authors=("Mann, C",), title="T"),
    ]
    made = apparatus(works, STYLES["mla"], ACCESS)
    listed = [plain(one).partition(".")[0] for one in made.entries]
    assert listed == ["“‘A’ bridge", "“The Bridges", "Łoskot, B", "Mann, C", "Zet, A"]


@pytest.mark.parametrize(
    ("published", "american", "short"),
    [
        ("2021-03-09", "March 9, 2021", "9 Mar. 2021"),
        ("2021-09", "September 2021", "Sept. 2021"),
        ("2021", "2021", "2021"),
        ("", "", ""),
    ],
)
def test_a_date_is_written_as_exactly_as_it_is_known(published, american, short):
    assert (dates.american(published), dates.short(published)) == (american, short)
