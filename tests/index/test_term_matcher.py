"""Which words of a paragraph are meant, and what is marked."""

from __future__ import annotations

import time
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import analysis
from index.term_matcher import CHANGED_FIRST, Matcher
from index.terms_query import Near, Or, Phrase, parse


def marked(terms: str, text: str, language: str = "en") -> list[str] | None:
    """What is marked; None where the paragraph is not found."""
    marks = Matcher(parse(terms)).marks(text, language)
    return None if marks is None else [text[start:end] for start, end in marks]


@pytest.mark.parametrize(
    ("terms", "text", "language", "marks"),
    [
        # Inflected forms, by the language of the paragraph.
        ("pipeline", "Pipelines cross it; the pipeline’s owner", "en", ["Pipelines", "pipeline’s"]),
        ("gaz", "Dostawy gazu i gazem", "pl", ["gazu", "gazem"]),
        ("magazyn", "w magazynach oraz magazyny", "pl", ["magazynach", "magazyny"]),
        ("Haus", "Die Häuser und das Haus", "de", ["Häuser", "Haus"]),
        ("газ", "поставки газа и газом", "ru", ["газа", "газом"]),
        ("pipeline", "pipelines", "", None),
        # Marks, case, typography.
        ("Lodz", "w Łodzi", "pl", ["Łodzi"]),
        ("Łódź", "LODZ", "en", ["LODZ"]),
        ("obszarow", "tych obszarów", "pl", ["obszarów"]),
        ("strasse", "Straße", "de", ["Straße"]),
        ("union", "l’Union d’union", "fr", ["l’Union", "d’union"]),
        ("1000", "1,000 or 1 000", "en", ["1,000"]),
        ("O'Neill", "O’Neill", "en", ["O’Neill"]),
        # Phrases in quotation marks are as they are written.
        ('"gas pipeline"', "gas pipelines and a Gas-Pipeline", "en", ["Gas-Pipeline"]),
        ("gas-pipeline", "gas pipelines", "en", ["gas pipelines"]),
        ('"to be or not to be"', "To be, or not to be: that is", "en", ["To be, or not to be"]),
        ('"gas gas"', "gas gas gas", "en", ["gas gas gas"]),
        # Beginnings.
        ("gospodar*", "Gospodarka, o gospodarce; agospodar", "pl", ["Gospodarka", "gospodarce"]),
        ("stras*", "Straße", "de", ["Straße"]),
        ("whistle-blow*", "whistle-blowers", "en", ["whistle-blowers"]),
        # Function words have no stems.
        ("will", "willing and will", "en", ["will"]),
        ("willing", "will", "en", None),
        # Acronyms.
        ("US", "Tell us that the US and the U.S. and Us", "en", ["US", "U.S."]),
        ("us", "Tell us that the US", "en", ["us", "US"]),
        ("WHO", "Who asked the WHO’s staff", "en", ["WHO’s"]),
        ("NATO", "Nato met; NATO’s and nato", "en", ["Nato", "NATO’s"]),
        ("CSTO", "the Collective Security Treaty Organisation met", "en", ["Collective Security Treaty Organisation"]),
        ("WHO", "On Friday the World Health Organization and Japan", "en", ["World Health Organization"]),
        ("csto", "the Collective Security Treaty Organisation met", "en", None),
        ('"CSTO"', "the Collective Security Treaty Organisation met", "en", None),
        ("pipe", "PIPES", "en", None),
        # Operators.
        ("gas oil", "oil and gas", "en", ["oil", "gas"]),
        ("gas oil", "only gas", "en", None),
        ("gas OR oil", "only gas", "en", ["gas"]),
        ("gas -oil", "only gas", "en", ["gas"]),
        ("gas -oil", "gas and oils", "en", None),
        ("gas NEAR/2 oil", "oil and gas", "en", ["oil", "gas"]),
        ("gas NEAR/1 oil", "oil and gas", "en", None),
        ("gas NEAR/1 gas", "gas", "en", None),
        ("gas NEAR/1 gas", "gas gas", "en", ["gas", "gas"]),
        ('"crude oil" NEAR/2 gas', "gas then crude oil, later gas", "en", ["gas", "crude oil", "gas"]),
        ("(gas OR oil) NEAR/1 price", "price oil, other gas", "en", ["price", "oil"]),
        ("a NEAR/1 b NEAR/1 c", "c x a b c", "en", ["a", "b", "c"]),
        ("gas NEAR/5 storage NEAR/5 price", "gas price storage", "en", ["gas", "price", "storage"]),
        ("price NEAR/1 (gas NEAR/5 storage)", "gas price x storage", "en", ["gas", "price", "storage"]),
        ("gas NEAR/5 storage NEAR/1 price", "gas x price x storage", "en", None),
        ('"crude oil gas" NEAR/2 oil', "crude oil gas", "en", None),
        # Words without spaces between them.
        ("北京", "在北京大学", "zh", ["北京"]),
        ("北京大学", "在北京大学", "zh", ["北京大学"]),
    ],
)
def test_what_is_asked_for_is_marked_and_nothing_else(terms, text, language, marks) -> None:
    assert marked(terms, text, language) == marks


def test_a_long_table_of_like_cells_is_judged_in_a_moment() -> None:
    cells = "0 " * 20_000
    assert marked("0 NEAR/2 0", cells) is not None


@pytest.mark.parametrize(
    "terms", ["gas NEAR/100 oil NEAR/100 gas NEAR/100 oil", "(gas NEAR/100 oil) NEAR/100 (oil NEAR/100 gas)"]
)
def test_what_is_near_to_what_is_near_is_judged_in_a_moment(terms) -> None:
    began = time.process_time()
    assert marked(terms, "gas oil " * 200) == ["gas", "oil"] * 200
    assert time.process_time() - began < 5


PLACED = st.lists(st.sampled_from(["a", "b", "c", "x"]), max_size=14)
NEARNESS = st.recursive(
    st.sampled_from(["a", "b", "c", '"a b"', "(a OR c)"]),
    lambda inner: st.tuples(inner, st.integers(1, 5), inner).map(lambda two: f"({two[0]} NEAR/{two[1]} {two[2]})"),
    max_leaves=4,
)


def standing(query, words):
    """For each span of a part its pieces, and whether others may stand between its words, slow and plain."""
    match query:
        case Phrase(wanted):
            size, written = len(wanted), [one.folded for one in wanted]
            firsts = (at for at in range(len(words)) if words[at : at + size] == written)
            return {(at, at + size - 1, False): {(at, at + size - 1)} for at in firsts}
        case Or(parts):
            every = [standing(part, words) for part in parts]
            return {span: set().union(*(one.get(span, ()) for one in every)) for span in set().union(*every)}
        case Near(left, right, distance):
            made: dict[tuple[int, int, bool], set[tuple[int, int]]] = {}
            for mine, theirs in product(standing(left, words).items(), standing(right, words).items()):
                if near(mine[0], theirs[0], distance) or near(theirs[0], mine[0], distance):
                    whole = min(mine[0][0], theirs[0][0]), max(mine[0][1], theirs[0][1]), True
                    made.setdefault(whole, set()).update(mine[1] | theirs[1])
            return made
    raise AssertionError(query)


def near(one, other, distance):
    """Whether the other is behind the one, or between its words."""
    (a, b, gaps), (c, d, _) = one, other
    return 0 < c - b <= distance or (gaps and a < c and d < b and min(c - a, b - d) <= distance)


@given(NEARNESS, PLACED)
def test_what_is_marked_is_what_a_slow_and_plain_search_finds(terms, words) -> None:
    pieces = set().union(*standing(parse(terms), words).values())
    inside = sorted({at for first, last in pieces for at in range(first, last + 1)})
    found = Matcher(parse(terms)).marks(" ".join(words), "en")
    covered = sorted(at for start, end in found or () for at in range(start // 2, end // 2 + 1))
    assert covered == inside
    assert (found is None) is (not pieces)


@pytest.mark.parametrize("language", sorted(set(analysis.STEMMERS) - CHANGED_FIRST))
@given(word=st.text(st.characters(categories=["Ll"], max_codepoint=0x24F), min_size=1, max_size=12))
def test_a_stem_begins_as_its_word_does(language: str, word: str) -> None:
    stem = analysis.stem(word, language).partition(":")[2]
    assert stem[:1] == analysis.fold(word)[:1]


@pytest.mark.parametrize(
    ("language", "letters"),
    [
        ("ru", "абвгдежзийклмнопрстуфхцчшщъыьэюяё"),
        ("el", "αβγδεζηθικλμνξοπρστυφχψωάέήίόύώ"),
        ("hy", "աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆ"),
    ],
)
@given(data=st.data())
def test_a_stem_of_another_alphabet_begins_as_its_word_does(language: str, letters: str, data: st.DataObject) -> None:
    word = data.draw(st.text(letters, min_size=1, max_size=12))
    stem = analysis.stem(word, language).partition(":")[2]
    # Of a Greek word that is nothing but endings ("ήσα") nothing is left.
    assert stem[:1] == analysis.fold(word)[:1] or (language == "el" and not stem)
