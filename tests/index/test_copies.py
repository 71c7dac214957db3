"""What is one work and what is not: prints, versions and near misses of texts, made by edits that are told by name."""

from __future__ import annotations

import re
from itertools import combinations
from pathlib import Path

import pytest

from index.copies import folded, print_of, same_work
from tests.index.doubles import read, text_of

#: Of what is taken for one work so much is, and of what is one so much is taken for it.
PRECISION, RECALL = 0.95, 0.9
#: Made up for nothing but to be another headline and another first line.
HEADLINE, BYLINE = "What our readers ask most about this", "Reprinted with the kind permission of the author."


def parts(mark):
    """The texts of this mark in the file of cases: name → paragraphs."""
    body = (Path(__file__).parent / "cases" / "works.txt").read_text("utf-8")
    sections = re.findall(rf"^{mark} (.+)\n((?:.+\n)+)", body, re.MULTILINE)
    return {name: lines.strip().split("\n") for name, lines in sections}


TEXTS, SERIES, (DESK,) = parts("=="), parts("~~"), parts("--").values()
NAMES = list(TEXTS)
SHOUTED = str.maketrans({"„": '"', "”": '"', "“": '"', "-": "–", "'": "’"})


def reworded(paragraphs, chosen):
    """The text with another last word in the sentences of these numbers."""
    numbers = iter(range(1000))

    def other(match):
        return " elsewhere." if chosen(next(numbers)) else match.group()

    return [re.sub(r" [^\s.]+\.(?=\s|$)", other, one) for one in paragraphs]


def next_to(name):
    return TEXTS[NAMES[(NAMES.index(name) + 1) % len(NAMES)]]


#: What is still the work: title and paragraphs of the other print.
SAME = {
    "another headline and a byline": lambda _, text: (HEADLINE, [BYLINE, *text]),
    "what the publisher prints below": lambda name, text: (name, [*text, *DESK]),
    "what the publisher prints above and another headline": lambda _, text: (HEADLINE, [*DESK[:3], *text]),
    "the end cut off under another headline": lambda _, text: (HEADLINE, text[:4]),
    "a paragraph of their own amid it": lambda name, text: (HEADLINE, [*text[:3], next_to(name)[2], *text[3:]]),
    "other typography": lambda _, text: (HEADLINE, [one.translate(SHOUTED) for one in text]),
    "one paragraph in capitals": lambda _, text: (HEADLINE, [text[0].upper(), *text[1:]]),
    "two sentences corrected": lambda name, text: (name, reworded(text, {4, 7}.__contains__)),
    "one sentence corrected under another headline": lambda _, text: (HEADLINE, reworded(text, {6}.__contains__)),
    "no paragraphs any more": lambda _, text: (HEADLINE, [" ".join(text)]),
    "the first version of it": lambda name, text: (name, text[:3]),
}
#: What is another work although it shares words.
OTHER = {
    "the next text with the same words below": lambda name, text: (
        (name, [*text, *DESK]), (HEADLINE, [*next_to(name), *DESK]),
    ),
    "two short texts with the same words below": lambda name, text: (
        (name, [*text[:2], *DESK]), (HEADLINE, [*next_to(name)[:2], *DESK]),
    ),
    "two short texts with the same words above": lambda name, text: (
        (name, [*DESK, *text[:2]]), (HEADLINE, [*DESK, *next_to(name)[:2]]),
    ),
    "a text that quotes a paragraph": lambda name, text: (
        (name, text), (HEADLINE, [*next_to(name)[:3], text[2], *next_to(name)[3:]]),
    ),
    "two texts that quote the same two paragraphs": lambda name, text: (
        (name, [text[0], *DESK[:2], *text[1:4]]), (HEADLINE, [next_to(name)[0], *DESK[:2], *next_to(name)[1:4]]),
    ),
    "two comments on the same long words": lambda name, text: (
        (name, [text[0], *DESK, text[1]]), (HEADLINE, [next_to(name)[0], *DESK, next_to(name)[1]]),
    ),
    "a book that has it as a chapter": lambda name, text: (
        (name, text), (HEADLINE, [one for chapter in TEXTS.values() for one in chapter]),
    ),
    "the next edition, most of it written anew": lambda name, text: (
        (name, text), (name, reworded(text, lambda number: number % 3 != 0)),
    ),
    "a report of its own on the same thing": lambda name, text: ((name, text[::2]), (name, text[1::2])),
}  # fmt: skip


def issues(paragraphs, count):
    """Numbers of a series: the same words with other figures."""
    months = ["January", "February", "March", "April", "May", "June"]
    for number in range(count):
        values = {str(key): f"{(37 * number + 13 * key) % 90 + 1}.{key % 10}" for key in range(1, 20)}
        values |= {"2": f"{1 + number * 3} {months[number]} 2024", "7": months[number]}
        yield [re.sub(r"\{(\d+)\}", lambda found, values=values: values[found[1]], one) for one in paragraphs]


def printed(title, paragraphs):
    return print_of(read(text_of(*paragraphs, title=title), "a.txt"))


def same_cases():
    return [(edit, (name, text), made(name, text)) for name, text in TEXTS.items() for edit, made in SAME.items()]


def other_cases():
    made = [(edit, *made(name, text)) for name, text in TEXTS.items() for edit, made in OTHER.items()]
    for name, paragraphs in SERIES.items():
        numbers = [(name, one) for one in issues(paragraphs, 6)]
        made += [("another number of the series", one, other) for one, other in combinations(numbers, 2)]
        made += [
            (
                "another number of the series, with the same words below",
                (one[0], [*one[1], *DESK]),
                (name, [*other[1], *DESK]),
            )
            for one, other in combinations(numbers[:4], 2)
        ]
    return made


def test_what_is_taken_for_one_work_is_one_and_most_of_these_are_noticed():
    told = [edit for edit, one, other in same_cases() if same_work(printed(*one), printed(*other))]
    wrong = [edit for edit, one, other in other_cases() if same_work(printed(*one), printed(*other))]
    assert len(told) >= PRECISION * (len(told) + len(wrong)), wrong
    assert len(told) >= RECALL * len(same_cases()), sorted({edit for edit, *_ in same_cases()} - set(told))


def test_there_are_enough_cases_and_as_many_near_misses():
    assert len(same_cases()) >= 100
    assert len(other_cases()) >= 100


@pytest.mark.parametrize("name", NAMES)
def test_it_does_not_matter_which_of_two_is_asked_about(name):
    for made in SAME.values():
        one, other = printed(name, TEXTS[name]), printed(*made(name, TEXTS[name]))
        assert same_work(one, other) == same_work(other, one)


def test_a_document_of_no_words_is_no_copy_of_another():
    assert not same_work(printed("", ["…"]), printed("", ["– –"]))
    assert not same_work(printed("", ["…"]), printed(*next(iter(TEXTS.items()))))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The “Nord Stream” pipeline – 1,224 km – is shut.", 'the "Nord Stream" pipeline - 1224 km - is shut'),
        ("Łódź i Kraków", "LODZ I KRAKOW"),
        ("Straße", "Strasse"),
    ],
)
def test_typography_case_and_diacritics_do_not_make_other_words(one, other):
    assert folded(one) == folded(other)


def test_figures_make_other_words():
    assert folded("It rose by 1.5 per cent") != folded("It rose by 15 per cent")
