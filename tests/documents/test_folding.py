"""A copy may look otherwise than its source; it may not say otherwise."""

from __future__ import annotations

import random
import unicodedata

import pytest

from documents.folding import Folded, Join, begins, fold, folded_word, stands, words_of
from documents.text import normalise


def words(text):
    return fold(normalise(text)).words


def stands_in(quote, text):
    """Whether the quotation stands anywhere in the text, whole."""
    one, other = fold(normalise(quote)), fold(normalise(text))
    return any(stands(one, other, at) is not None for at in range(len(other)))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The GRID", "the grid"),
        ("Straße", "STRASSE"),
        ("İstanbul", "i̇stanbul"),
        ("“quoted” – ‘words’", "\"quoted\" - 'words'"),
        ("don’t", "don't"),
        ("one, two; three.", "one two three"),
        ("two\u00a0words\n here", "two words here"),
        ("e\ufb03cient", "efficient"),
        ("co\u00adoperation", "cooperation"),
        ("\u200bzero\u200b", "zero"),
        (unicodedata.normalize("NFD", "Łódź żółć й"), "Łódź żółć й"),
        ("G\u0430zprom", "Gazprom"),  # a Cyrillic а in a Latin word
        ("М\u043es\u0441ow", "Moscow"),
        ("\u0413азпр\u006fм", "Газпром"),  # a Latin o in a Cyrillic word
        ("policy² is", "policy is"),
        ("ＦＵＬＬ　ｗｉｄｔｈ", "full width"),
    ],
)
def test_what_a_copy_may_look_like_is_forgiven(one, other):
    assert words(one) == words(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("13.5", "135"),
        ("13.5", "13,5"),
        ("1,000", "1000"),
        ("1 000", "1000"),
        ("80 %", "80"),
        ("80 %", "80 ‰"),
        ("-5", "5"),
        ("−5", "5"),
        ("5–7", "5 7"),
        ("$5", "€5"),
        ("10²", "102"),
        ("km²", "km"),
        ("20 °C", "20 C"),
        ("< 5", "> 5"),
        ("5 + 7", "5 7"),
        ("1/2", "1 2"),
        ("9:30", "9 30"),
        ("R&D", "R D"),
        ("has", "hás"),
        ("las", "łas"),
        ("зима", "зйма"),
        ("isn't", "is"),
        ("ель", "ёль"),
    ],
)
def test_what_says_something_is_kept(one, other):
    assert words(one) != words(other)


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("energy efficient", "an energy-efficient house"),
        ("energyefficient", "an energy-efficient house"),
        ("energy-efficient", "an energy efficient house"),
        ("cooperation", "the co-operation of both"),
        ("examples", "some exam-\nples are here"),
        ("100 km", "it is 100km long"),
        ("100km", "it is 100 km long"),
        ("US", "in the U.S. alone"),
        ("and or", "this and/or that"),
    ],
)
def test_words_that_are_parted_or_joined_otherwise_stand(quote, text):
    assert stands_in(quote, text)


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("nuclear", "non-nuclear"),
        ("nuclear power", "non-nuclear power"),
        ("the non", "the non-nuclear"),
        ("35", "13.5"),
        ("13", "13.5"),
        ("00 km", "100 km"),
        ("cat", "concatenate"),
        ("now here", "nowhere"),
        ("no where", "nowhere to go"),
        ("10 00", "1000"),
        ("is", "isn't"),
    ],
)
def test_a_part_of_a_word_or_number_does_not_stand(quote, text):
    assert not stands_in(quote, text)


def test_stands_says_where_the_quotation_ends():
    text = fold("an energy-efficient house")
    assert stands(fold("energyefficient house"), text, 1) == 4
    assert stands(fold("house"), text, 3) == 4
    assert stands(fold("house"), text, 4) is None
    assert stands(fold(""), text, 0) is None


def test_begins_counts_the_words_that_stand():
    text = fold("the stores were full in autumn")
    assert begins(fold("the stores were empty"), text, 0) == 3
    assert begins(fold("empty stores"), text, 0) == 0
    assert begins(fold("in autumn they"), text, 4) == 2


def test_every_word_is_where_its_span_says():
    text = "„Łódź” isn’t 13.5 % energy-efficient²: 9:30–10:00, 5 km² (R&D)…"
    folded = fold(text)
    for word, (start, end) in zip(folded.words, folded.spans, strict=True):
        assert folded_word(text[start:end]) in (word, "") or word == "-"
    assert len(folded.words) == len(folded.spans) == len(folded.joins)


def test_how_closely_words_stand_is_known():
    folded = fold("one two, three/four five-six 7km")
    apart, close, inside = Join.APART, Join.CLOSE, Join.INSIDE
    assert folded.joins == (apart, apart, apart, close, apart, inside, apart, inside)


def test_a_slice_keeps_the_places_in_the_whole_text():
    folded = fold("one two three")
    assert folded[1:] == Folded(("two", "three"), ((4, 7), (8, 13)), (Join.APART, Join.APART))


ALPHABET = [
    *"aebcé Łżйё0123456789.,-–−%°²³'’“”„«»()[]/:;!?\n\t&+$€…", "\u00ad", "\u200b", "\u200d", "\u0301", "\ufb01",
    "а", "о", "ß", "İ", "漢", "字", "क", "ि", "ा", "🂡", "\u0600", "ﷺ", "^", "~", "|", "<", "=",
]  # fmt: skip


def nonsense(seed):
    rng = random.Random(seed)  # noqa: S311
    return normalise("".join(rng.choices(ALPHABET, k=rng.randint(0, 60))))


@pytest.mark.parametrize("seed", range(300))
def test_any_text_stands_in_itself_and_its_words_are_those_of_the_index(seed):
    text = nonsense(seed)
    folded = fold(text)
    starts = [start for start, _ in folded.spans]
    assert starts == sorted(starts)
    assert all(0 <= start < end <= len(text) for start, end in folded.spans)
    assert not len(folded) or stands(folded, folded, 0) == len(folded)
    assert {word for word in folded.words if word[0].isalnum()} <= words_of(text)


@pytest.mark.parametrize("seed", range(100))
def test_a_run_of_words_of_any_text_stands_where_it_was_taken(seed):
    folded = fold(nonsense(seed))
    for at in range(len(folded)):
        end = at + 3
        if folded.joins[at] is Join.INSIDE or (end < len(folded) and folded.joins[end] is Join.INSIDE):
            continue
        assert stands(folded[at:end], folded, at) == min(end, len(folded))
