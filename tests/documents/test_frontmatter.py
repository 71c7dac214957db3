from collections import Counter

import pytest

from documents.headings import is_section_name
from documents.readers import plain
from tests.documents.front_cases import BODIES, FIELDS, FrontCase, fields_of, front_cases

CASES = list(front_cases())

#: Of the fields that the cases say, in per cent, how many are found. Raised when it rises, never lowered.
FOUND = {"title": 100, "authors": 98, "published": 97, "series": 100, "topics": 100}


def test_there_are_enough_cases_of_each_language():
    counts = Counter(case.language for case in CASES)
    assert sum(counts.values()) >= 60
    assert all(counts[language] >= 6 for language in ("en", "pl", "de", "fr", "uk", "ru"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: " / ".join(case.lines.split()))
def test_first_lines_are_never_read_wrongly(case: FrontCase):
    document = plain.read(case.text.encode(), "a.txt")
    said = {name: value for name, value in fields_of(document).items() if value}
    assert said.items() <= case.expected.items()
    assert {document.metadata.provenance[name] for name in said} <= {"first lines"}


@pytest.mark.parametrize("field", FIELDS)
def test_what_first_lines_say_is_found(field: str):
    expected = [case for case in CASES if case.expected[field]]
    found = [case for case in expected if fields_of(plain.read(case.text.encode(), "a.txt"))[field]]
    assert 100 * len(found) >= FOUND[field] * len(expected)


def test_front_matter_is_furniture_and_only_the_body_is_cited():
    texts = [plain.read(case.text.encode(), "a.txt") for case in CASES]
    whole = [
        [document.text_of(block) for block in document.paragraphs] == list(BODIES[case.language])
        for case, document in zip(CASES, texts, strict=True)
    ]
    assert whole.count(False) <= 2  # an author's description; surnames in capitals


@pytest.mark.parametrize(
    "name",
    ["Commentary", "Conclusions", "Key points", "Executive summary", "Tezy", "Wnioski:", "Fazit", "Kernpunkte",
     "CONCLUSIONS", "Points clés", "Висновки", "Выводы", "3. Fazit", "2.1 Conclusions", "Résumé"],
)  # fmt: skip
def test_headings_that_analyses_share_are_known(name: str):
    assert is_section_name(name)


@pytest.mark.parametrize("text", ["Conclusions of the council", "Wnioskodawca", "3.", "", "The conclusion is short."])
def test_what_only_begins_like_them_is_not(text: str):
    assert not is_section_name(text)


def test_a_known_heading_stands_above_its_items_even_without_blank_lines():
    body = BODIES["pl"]
    document = plain.read(f"Kanał i jego obejście\nAnna Wzorowa\nTezy\n1. {body[0]}\n2. {body[1]}\n".encode(), "a.txt")
    assert [(block.kind, block.section) for block in document.paragraphs] == [("item", ("Tezy",))] * 2


@pytest.mark.parametrize("marks", ["I. II.", "(1) (2)", "1) 2)", "IV. V."])
def test_numbered_theses_are_items(marks: str):
    one, two = marks.split()
    document = plain.read(f"The canal\n\nTheses\n\n{one} {BODIES['en'][0]}\n\n{two} {BODIES['en'][1]}\n".encode(), "a")
    assert [(block.kind, document.text_of(block)) for block in document.paragraphs] == [
        ("item", text) for text in BODIES["en"]
    ]
