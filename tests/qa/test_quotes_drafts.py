"""What a draft quotes, and to which documents of the library it gives the words."""

from __future__ import annotations

import random
import time
from itertools import pairwise

import pytest

from documents.read import read
from documents.text import normalise
from index.library import Library
from qa.quotes.check import Verdict, check_all
from qa.quotes.drafts import of_document, quotations
from tests.index.doubles import searcher

CANAL = """---
title: The blockage of the Suez Canal
author: Ada Example
date: 2021-03-29
---

On 23 March 2021 the container ship Ever Given ran aground in the Suez Canal and blocked it. The ship was refloated on 29 March. In the meantime more than 400 ships waited at both ends of the canal.

The canal is the shortest sea route between Europe and Asia. About twelve per cent of "world trade" passes through it [7].
"""  # noqa: E501
GAS = """---
title: Magazyny gazu w Unii Europejskiej
author: Jan Przykład
date: 2022-06-30
---

W kolejnych latach wymagany poziom wynosi 90 procent. Państwa bez własnych magazynów muszą przechowywać gaz u sąsiadów.
"""
RULES = """---
title: Gas rules
author: Eva Muster
date: 2022
---

The stores had to be full by November.
"""
OTHER = RULES.replace("Gas rules", "Power rules").replace("stores", "grids")
REFLOATED, SHORTEST = (
    "The ship was refloated on 29 March.",
    "The canal is the shortest sea route between Europe and Asia.",
)
LEVEL = "W kolejnych latach wymagany poziom wynosi 90 procent."


def read_plainly(data, source, _progress=None):
    return read(data, source)


@pytest.fixture(scope="module")
def view(tmp_path_factory):
    library = Library(tmp_path_factory.mktemp("quoted"), searcher, read_plainly)
    for name, text in {"canal.md": CANAL, "gas.md": GAS, "rules.md": RULES, "power rules, final.md": OTHER}.items():
        library.add(text.encode(), name)
    with library.snapshot() as opened:
        yield opened
    library.close()


@pytest.fixture
def texts(view):
    """The texts that are quoted in a draft."""
    return lambda draft: [one.text for one in quotations(view, draft)]


@pytest.fixture
def given(view):
    """The file names of the documents that the only quotation of a draft is given to."""

    def given(draft):
        (one,) = quotations(view, draft)
        return [view.find(name).source for name in one.claimed]

    return given


# What is quoted


def test_every_quotation_of_a_draft_is_found_where_it_stands(view):
    draft = normalise(f"As it says, “{REFLOATED}” That was in March.\n\n„{LEVEL}” – tak było.")
    found = quotations(view, draft)
    assert [draft[one.start : one.end] for one in found] == [one.text for one in found] == [REFLOATED, LEVEL]


def test_a_sentence_without_marks_is_the_quotation(texts):
    assert texts(f"  {REFLOATED}\n") == [REFLOATED]


def test_a_sentence_of_the_library_that_has_marks_itself_is_one_quotation(texts):
    sentence = 'About twelve per cent of "world trade" passes through it'
    assert texts(sentence) == [sentence]
    assert texts(f"I say that {sentence}") == ["world trade"]


@pytest.mark.parametrize("marks", ["“{}”", '"{}"', "„{}“", "‘{}’"])
def test_marks_around_the_whole_text_are_no_part_of_the_quotation(texts, marks):
    assert texts(marks.format(REFLOATED)) == [REFLOATED]


def test_a_long_text_without_marks_quotes_nothing(texts):
    assert texts("One paragraph.\n\nAnother paragraph.") == []
    assert texts("A sentence that goes on. " * 200) == []
    assert texts(" \n ") == []


def test_a_block_quotation_needs_no_marks(texts):
    draft = "As is known:\n\n> The canal is the shortest sea\n> route between Europe and Asia.\n\nSo be it."
    assert [one.split() for one in texts(draft)] == [SHORTEST.split()]


def test_paragraphs_of_one_block_quotation_are_one_quotation_and_of_two_are_two(texts):
    one = f"> {REFLOATED}\n>\n> {SHORTEST}"
    two = f"> {REFLOATED}\n\n> {SHORTEST}"
    assert len(texts(one)) == 1
    assert texts(two) == [REFLOATED, SHORTEST]


@pytest.mark.parametrize(
    "ending", ["[^1]", " (Example 2021, para. 1)", " (Example 2021)[^1]", "\n> — Ada Example, 2021", "\n> -- canal.md"]
)
def test_what_names_the_source_of_a_block_quotation_is_no_part_of_it(view, ending):
    (found,) = quotations(view, f"> {REFLOATED}{ending}\n\n[^1]: canal.md\n")
    assert found.text == REFLOATED
    assert [view.find(name).source for name in found.claimed] == ["canal.md"]


def test_a_bracket_that_is_quoted_stays(texts):
    assert texts("> It fell (by 12 per cent).") == ["It fell (by 12 per cent)."]
    assert texts("> It fell by a lot (12 per cent)") == ["It fell by a lot (12 per cent)"]


def test_a_quotation_whose_mark_every_paragraph_repeats_is_one(view, texts):
    draft = f"He wrote: “{REFLOATED}\n\n“{SHORTEST}” And “the canal” too."
    found = quotations(view, draft)
    assert [one.text for one in found] == [f"{REFLOATED}\n\n{SHORTEST}", "the canal"]
    assert draft[found[0].start : found[0].end] == f"{REFLOATED}\n\n“{SHORTEST}"
    three = "“One is here.\n\n“Two is here.\n\n“Three is here.”"
    assert texts(three) == ["One is here.\n\nTwo is here.\n\nThree is here."]


def test_a_mark_that_is_never_closed_quotes_no_paragraph(texts):
    assert texts(f"An “open mark.\n\nAnd then: “{REFLOATED}”") == [REFLOATED]


def test_the_signs_of_markdown_are_not_quoted(texts):
    draft = (
        r"“The ship *was* [refloated](http://x.example/) on\~29 <b>March</b>[^1] &amp; gone&nbsp;on.”"
        + "\n\nAnother paragraph."
    )
    assert texts(draft) == ["The ship *was* refloated on~29 March & gone on."]


def test_code_is_no_quotation(texts):
    assert texts('Run this:\n\n```\nprint("never mind it")\n```\n\nIt “prints words”.') == ["prints words"]


def test_the_title_of_a_document_is_its_name_and_no_quotation(texts):
    assert texts(f"In “The Blockage of the Suez Canal” stands “{REFLOATED}”.") == [REFLOATED]


def test_titles_in_notes_are_no_quotations(texts):
    note = "[^1]: Ann Other, “Something Else,” Journal 12 (2020), which says “it never rained”."
    assert texts(f"“{REFLOATED}”[^1]\n\n{note}") == [REFLOATED, "it never rained"]


def test_a_draft_in_a_file_is_read_by_its_reader(view):
    page = f"<html><body><article><h1>Draft</h1><p>It says: &ldquo;{REFLOATED}&rdquo; and more of it.</p><blockquote><p>{SHORTEST}</p></blockquote></article></body></html>"  # noqa: E501
    document = read(page.encode(), "draft.html")
    found = of_document(view, document)
    assert [one.text for one in found] == [REFLOATED, SHORTEST]
    assert [document.text[one.start : one.end] for one in found] == [REFLOATED, SHORTEST]


# To which document it is given


@pytest.mark.parametrize(
    "behind",
    [
        " (Example 2021)",
        " (Example, 2021, para. 1)",
        "[^a].\n\n[^a]: Ada Example, *The blockage of the Suez Canal*, 2021.",
        " [3].\n\n[3] The blockage of the Suez Canal.",
        "³\n\n³ canal.md, page 1",
        " ([source](http://127.0.0.1:7860/#doc={id}&p=1&h=abc&at=1-2))",
        " <http://127.0.0.1:7860/#doc={id}&p=1>",
        " /#doc={id}&p=1",
        ", (see “The Blockage of the Suez Canal”)",
        " (canal.md)",
        " (see reports/canal.md, page 3)",
    ],
)
def test_what_stands_right_behind_a_quotation_names_its_document(view, given, behind):
    assert given(f"“{LEVEL}”{behind.replace('{id}', view.find('canal.md').document)}") == ["canal.md"]


def test_a_quotation_in_a_link_is_given_to_where_the_link_leads(view, given):
    assert given(f"[“{LEVEL}”](http://127.0.0.1:7860/#doc={view.find('canal.md').document}&p=1)") == ["canal.md"]


def test_of_two_that_are_named_either_may_have_said_it(given):
    assert given(f"“{LEVEL}” (Example 2021; Przykład 2022)") == ["canal.md", "gas.md"]


@pytest.mark.parametrize(
    "behind",
    [
        " (Example 2020)",  # no document of hers is of this year
        " (Muster 2022)",  # two are
        " (2021)",
        " (gas rules)",  # may be any rules
        " ([source](http://127.0.0.1:7860/#doc=0123456789abcdef))",
        " that it was (Example 2021)",  # not right behind
        "[^9]",
        "",
    ],
)
def test_what_names_no_document_for_certain_claims_nothing(given, behind):
    assert given(f"It says “{LEVEL}”{behind}") == []


def test_a_short_title_names_its_document_beside_author_or_year(given):
    assert given(f"It says “{LEVEL}” (Muster, Gas Rules)") == ["rules.md"]
    assert given(f"It says “{LEVEL}” (*Power Rules*, 2022)") == ["power rules, final.md"]


def test_a_file_is_named_with_the_spaces_of_its_name(given):
    assert given(f"It says “{LEVEL}” (power rules, final.md)") == ["power rules, final.md"]
    assert given(f"It says “{LEVEL}” (see “power rules, final.md”)") == ["power rules, final.md"]
    assert given(f"It says “{LEVEL}” (rules, final.md)") == []


def test_a_quotation_that_is_given_to_another_document_is_elsewhere(view):
    draft = f"“{REFLOATED}” (Przykład 2022) “{LEVEL}” (Przykład 2022) “{SHORTEST}” (Nobody 1999)"
    found = check_all(view, quotations(view, draft))
    assert [one.verdict for one in found] == [Verdict.ELSEWHERE, Verdict.VERBATIM, Verdict.VERBATIM]
    assert found[0].citation.source == "canal.md"


# Any text


SIGNS = [
    *"“”„«»\"'‘’()[]>^:*_`~#-—.,!…¹\\&;\n\n\n  abc12łé字",
    "[^1]", "[^1]: ", "```\n", "](/#doc=", "&amp;", "<b>", "\n\n", "> ",
]  # fmt: skip


@pytest.mark.parametrize("seed", range(200))
def test_any_text_is_read_and_every_quotation_stands_in_it(view, seed):
    text = normalise("".join(random.Random(seed).choices(SIGNS, k=120)))  # noqa: S311
    found = quotations(view, text)
    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert len(check_all(view, found)) == len(found)


@pytest.mark.parametrize(
    "text",
    [
        "“a\n\n" * 40_000,
        "> a" + "\n> — a" * 40_000,
        "> a" + "[^1]" * 40_000,
        "> " + ".(a1" * 50_000,
        "“a” " + "((((x" * 40_000,
        "“" + "[a](" * 50_000 + "”",
        "```x\n" + "~~~\n" * 50_000,
    ],
)
def test_a_text_of_signs_alone_takes_time_as_its_length(view, text):
    began = time.process_time()
    quotations(view, text)
    assert time.process_time() - began < 5
