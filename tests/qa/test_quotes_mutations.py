"""Honest copies of a sentence are quotations of it, altered ones are none: generated copies, in five languages.

The sentences are our own texts (tests/qa/cases/quotations); benchmarks/quotes.py does the same on thousands of others.
"""

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.read import read
from documents.text import normalise
from index.library import Library
from qa.quotes.check import SOUND, Quotation, Verdict, check
from tests.index.doubles import searcher
from tests.qa.altered_copies import CHANGES, PUT_TOGETHER
from tests.qa.honest_copies import COPIES
from tests.qa.quoted_sentences import Oracle, quoted

TEXTS = Path(__file__).parent / "cases" / "quotations"
LANGUAGES = ("en", "pl", "de", "ru", "uk")
#: Copies of each kind: of random sentences, each changed in a random place.
TRIED = 25
#: Copies of words by which a quotation may say less than the sentence, openly.
OPEN = ("omission", "two omissions", "insertion")


@pytest.fixture(scope="module")
def documents():
    return {language: read((TEXTS / f"{language}.txt").read_bytes(), f"{language}.txt") for language in LANGUAGES}


@pytest.fixture(scope="module")
def sentences(documents):
    """Of each language, with the sentences of the other languages as those of strange documents."""
    every = list(documents.values())
    found = {language: [] for language in LANGUAGES}
    for one in quoted(every, "en", 6):
        language = one.document.source.removesuffix(".txt")
        own = quoted([one.document], language, 6)[0].material if not found[language] else found[language][0][1]
        found[language].append((one, own))
    return found


@pytest.fixture(scope="module")
def view(documents, tmp_path_factory):
    library = Library(tmp_path_factory.mktemp("library"), searcher, lambda data, source, *_, **__: read(data, source))
    for name in LANGUAGES:
        library.add((TEXTS / f"{name}.txt").read_bytes(), f"{name}.txt")
    with library.snapshot() as view:
        yield view
    library.close()


@pytest.fixture(scope="module")
def oracle(documents):
    return Oracle(list(documents.values()))


def material(sentence, own):
    """The words of its own language, the sentences that it can be stitched to."""
    given = sentence.material
    return type(own)(own.language, own.words, own.names, given.beyond, given.elsewhere, given.strange)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", COPIES)
def test_an_honest_copy_of_a_sentence_is_a_quotation_of_it(view, sentences, kind, language) -> None:
    rng = random.Random(f"{kind} {language}")  # noqa: S311 - chance that can be repeated is wanted
    for sentence, _ in rng.choices(sentences[language], k=TRIED):
        copy = COPIES[kind](rng, sentence.text)
        if copy is None:
            continue
        found = check(view, Quotation(normalise(copy)))
        assert found.verdict in (SOUND if kind in OPEN else {Verdict.VERBATIM}), (copy, sentence.text)
        assert sentence.document.id in {one.document for one in (found.citation, *found.others)}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", CHANGES)
def test_an_altered_copy_of_a_sentence_is_no_quotation(view, sentences, oracle, kind, language) -> None:
    rng = random.Random(f"{kind} {language}")  # noqa: S311 - chance that can be repeated is wanted
    for sentence, own in rng.choices(sentences[language], k=TRIED):
        copy = CHANGES[kind](rng, sentence.text, material(sentence, own))
        if copy is None or (kind not in PUT_TOGETHER and oracle.says(copy)):
            continue
        found = check(view, Quotation(normalise(copy)))
        assert found.verdict not in SOUND, (copy, sentence.text)
        if found.verdict is Verdict.ALTERED and not found.stitched:
            assert {change.kind for change in found.changes} & {"removed", "added"}, (copy, sentence.text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_quotation_given_to_another_document_is_elsewhere(view, sentences, documents, language) -> None:
    other = documents["de" if language != "de" else "en"].id
    for sentence, _ in sentences[language]:
        assert check(view, Quotation(sentence.text, claimed=(other,))).verdict is Verdict.ELSEWHERE
        assert check(view, Quotation(sentence.text, claimed=(sentence.document.id,))).verdict is Verdict.VERBATIM


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_quotation_leaves_out_is_told_word_for_word(view, sentences, language) -> None:
    rng = random.Random(language)  # noqa: S311 - chance that can be repeated is wanted
    for sentence, _ in sentences[language]:
        copy = COPIES["omission"](rng, sentence.text)
        if copy is None:
            continue
        found = check(view, Quotation(copy))
        assert found.omitted
        assert all(one in sentence.text for one in found.omitted)


@settings(max_examples=300, deadline=None)
@given(
    which=st.integers(0, 10_000),
    digit=st.integers(0, 10_000),
    other=st.from_regex(r"[0-9]{0,2}[.,]?[0-9]{0,2}|[−-][0-9]{1,3}", fullmatch=True),
)
def test_no_number_amid_a_sentence_passes_for_another(view, sentences, oracle, which, digit, other) -> None:
    every = [one.text for some in sentences.values() for one, _ in some if _digits(one.text)]
    sentence = every[which % len(every)]
    digits = _digits(sentence)
    at = digits[digit % len(digits)]
    copy = normalise(sentence[:at] + other + sentence[at + 1 :])
    same = [one for one in copy if one.isdecimal()] == [one for one in sentence if one.isdecimal()]
    assert (same and oracle.says(copy)) or check(view, Quotation(copy)).verdict not in SOUND, (copy, sentence)


def _digits(sentence):
    """Where digits stand that are not of its first or last word: without these it is a part of itself."""
    first, last = sentence.index(" "), sentence.rindex(" ")
    return [at for at in range(first, last) if sentence[at].isdecimal()]


@settings(max_examples=300, deadline=None)
@given(which=st.integers(0, 10_000), first=st.integers(0, 100), length=st.integers(1, 100))
def test_any_run_of_words_of_a_text_is_a_quotation_of_it(view, sentences, which, first, length) -> None:
    every = [one.text for some in sentences.values() for one, _ in some]
    words = every[which % len(every)].split()
    start = first % len(words)
    run = " ".join(words[start : start + length])
    assert check(view, Quotation(run)).verdict is Verdict.VERBATIM or not any(map(str.isalnum, run))
