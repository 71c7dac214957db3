"""Where passages begin and end, and what of them is embedded."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.model import Block, BlockKind, Document, Metadata
from index.model import Passage, Vectors
from index.passages import (
    CONTEXT_WEIGHT,
    LONGEST_PASSAGE,
    READINGS,
    cut,
    mixed,
    passage_terms,
    passage_vectors,
    searched_text,
)

Kind = BlockKind


def document(*parts: tuple[BlockKind, str], title: str = "") -> Document:
    """A document of these blocks; a heading opens a section of one level."""
    blocks: list[Block] = []
    section: tuple[str, ...] = ()
    position = 0
    for ordinal, (kind, text) in enumerate(parts):
        if kind == Kind.HEADING:
            section = ()
        blocks.append(Block(ordinal, kind, position, position + len(text), section=section))
        if kind == Kind.HEADING:
            section = (text,)
        position += len(text) + 2
    return Document("0" * 64, "/t.txt", "\n\n".join(text for _, text in parts), tuple(blocks), Metadata(title=title))


def count_words(text: str) -> int:
    return len(text.split())


def count_pairs(text: str) -> int:
    """Tokens of at most two characters, like those of a tokenizer that does not know the language."""
    return sum(-(-len(word) // 2) for word in text.split())


def sentence(words: int, start: str = "A") -> str:
    return start + " word" * (words - 1) + "."


words_of_text = st.sampled_from(["a", "Word", "1,5", "przedsiębiorstwo", "Ставка", "日本語の長い文章", "x" * 30])
texts = st.lists(
    st.lists(words_of_text, min_size=1, max_size=12).map(lambda words: " ".join(words) + "."), min_size=1, max_size=5
).map(" ".join)
parts = st.lists(st.tuples(st.sampled_from(list(Kind)), texts), max_size=12)
counters = st.sampled_from([count_words, count_pairs])


@given(parts=parts, count=counters, length=st.integers(1, 40), longest=st.integers(1, 40))
@settings(max_examples=100, deadline=None)
def test_all_citable_text_is_in_exactly_one_passage(
    parts: list[tuple[BlockKind, str]], count: Callable[[str], int], length: int, longest: int
) -> None:
    whole = document(*parts)
    passages = cut(whole, count, length, longest)
    covered = [at for passage in passages for at in range(passage.start, passage.end)]
    assert covered == sorted(set(covered))
    for block in whole.paragraphs:
        inside = {at for at in range(block.start, block.end) if not whole.text[at].isspace()}
        assert inside <= set(covered)


@given(parts=parts, count=counters, length=st.integers(1, 40), longest=st.integers(1, 40))
@settings(max_examples=100, deadline=None)
def test_no_passage_is_longer_than_it_may_be(
    parts: list[tuple[BlockKind, str]], count: Callable[[str], int], length: int, longest: int
) -> None:
    whole = document(*parts)
    for passage in cut(whole, count, length, longest):
        text = searched_text(whole, passage)
        assert text.strip()
        assert (count(text) <= READINGS * length and len(text.split()) <= longest) or len(text) == 1


@given(parts=parts, length=st.integers(5, 40))
@settings(max_examples=100, deadline=None)
def test_no_passage_crosses_a_heading(parts: list[tuple[BlockKind, str]], length: int) -> None:
    whole = document(*parts, title="T")
    for passage in cut(whole, count_words, length):
        blocks = whole.blocks[passage.first : passage.last + 1]
        assert blocks[0].citable
        assert blocks[-1].citable
        assert not {Kind.HEADING, Kind.TITLE} & {block.kind for block in blocks}
        assert {block.section for block in blocks} == {blocks[0].section}
        assert passage.context == " › ".join(dict.fromkeys(["T", *blocks[0].section]))


@given(parts=parts, count=counters, length=st.integers(1, 40))
@settings(max_examples=100, deadline=None)
def test_a_paragraph_that_fits_is_never_cut(
    parts: list[tuple[BlockKind, str]], count: Callable[[str], int], length: int
) -> None:
    whole = document(*parts)
    for passage in cut(whole, count, length):
        first, last = whole.blocks[passage.first], whole.blocks[passage.last]
        if (passage.start, passage.end) != (first.start, last.end):
            assert first is last
            text = whole.text_of(first)
            assert count(text) > READINGS * length or len(text.split()) > LONGEST_PASSAGE


def test_small_paragraphs_are_put_together_and_large_ones_stand_alone() -> None:
    whole = document(*((Kind.PARAGRAPH, sentence(words)) for words in (40, 50, 60, 140, 20)))
    assert [(passage.first, passage.last) for passage in cut(whole, count_words, 254)] == [(0, 2), (3, 3), (4, 4)]


def test_a_long_paragraph_is_cut_between_sentences() -> None:
    text = " ".join([sentence(60, "One"), sentence(60, "Two"), sentence(60, "Three")])
    whole = document((Kind.PARAGRAPH, text))
    cuts = [whole.text[passage.start : passage.end] for passage in cut(whole, count_words, 254)]
    assert [part.count(".") for part in cuts] == [2, 1]
    assert cuts[1].startswith("Three")


def test_the_parts_of_a_long_paragraph_are_of_like_size() -> None:
    whole = document((Kind.PARAGRAPH, " ".join(sentence(10, "One") for _ in range(16))), (Kind.PARAGRAPH, "Short."))
    cuts = [searched_text(whole, passage) for passage in cut(whole, count_words, 254)]
    assert [len(part.split()) for part in cuts] == [80, 80, 1]


def test_an_endless_word_is_cut_rather_than_lost() -> None:
    whole = document((Kind.PARAGRAPH, "x" * 100))
    cuts = cut(whole, count_pairs, 2)
    assert "".join(whole.text[passage.start : passage.end] for passage in cuts) == "x" * 100
    assert max(passage.end - passage.start for passage in cuts) <= 2 * READINGS * 2


def test_a_page_header_between_two_paragraphs_is_not_searched() -> None:
    whole = document((Kind.PARAGRAPH, "Before."), (Kind.FURNITURE, "Page 2"), (Kind.PARAGRAPH, "After."))
    [passage] = cut(whole, count_words, 254)
    assert (passage.first, passage.last) == (0, 2)
    assert searched_text(whole, passage) == "Before.\n\nAfter."


def test_a_document_of_headings_alone_has_no_passage() -> None:
    assert cut(document((Kind.TITLE, "Title"), (Kind.HEADING, "Heading")), count_words, 254) == ()


def test_a_model_that_reads_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="0 tokens"):
        cut(document((Kind.PARAGRAPH, "Text.")), count_words, 0)


class HashEmbedder:
    """A unit vector from the hash of a text; remembers what it was asked."""

    fingerprint, dimension, length = "hash", 8, 254

    def __init__(self) -> None:
        self.asked: list[str] = []

    def count_tokens(self, text: str) -> int:
        return len(text.split())

    def embed_passages(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors:
        self.asked.extend(texts)
        if progress:
            progress(len(texts))
        return np.array([self._vector(text) for text in texts], np.float32).reshape(len(texts), self.dimension)

    def embed_question(self, text: str) -> Vectors:
        return self._vector(text)[None]

    def _vector(self, text: str) -> Vectors:
        seed = int.from_bytes(hashlib.sha256(text.encode()).digest()[:8])
        row = np.random.default_rng(seed).normal(size=self.dimension)
        return (row / np.linalg.norm(row)).astype(np.float32)


def test_a_passage_is_its_text_and_a_little_of_its_context() -> None:
    whole = document((Kind.PARAGRAPH, "Text one."), (Kind.HEADING, "Part"), (Kind.PARAGRAPH, "Text two."), title="T")
    embedder = HashEmbedder()
    found = passage_vectors(embedder, whole, cut(whole, count_words, 254))
    for row, text, context in ((0, "Text one.", "T"), (1, "Text two.", "T › Part")):
        total = embedder.embed_question(text)[0] + CONTEXT_WEIGHT * embedder.embed_question(context)[0]
        assert found[row] == pytest.approx(total / np.linalg.norm(total), abs=1e-6)


def test_what_the_model_cannot_read_at_once_it_reads_in_parts() -> None:
    sentences = [sentence(40, start) for start in ("One", "Two", "Three")]
    before, after = sentences[0], " ".join(sentences[1:])
    whole = document((Kind.PARAGRAPH, before), (Kind.FURNITURE, "Page 2"), (Kind.PARAGRAPH, after))
    embedder = HashEmbedder()
    embedder.length = 50
    passages = cut(whole, embedder.count_tokens, embedder.length)
    assert len(passages) == 1
    [found] = passage_vectors(embedder, whole, passages)
    assert embedder.asked == sentences
    total = sum(embedder.embed_question(text)[0] for text in sentences)
    assert found == pytest.approx(total / np.linalg.norm(total), abs=1e-6)


@given(parts=parts, length=st.integers(1, 30))
@settings(max_examples=100, deadline=None)
def test_the_model_reads_all_of_every_passage_and_never_too_much(
    parts: list[tuple[BlockKind, str]], length: int
) -> None:
    # Without headings, so that no context is embedded beside the texts.
    whole = document(*(part for part in parts if part[0] != Kind.HEADING))
    embedder = HashEmbedder()
    embedder.length = length
    passages = cut(whole, embedder.count_tokens, length)
    assert passage_vectors(embedder, whole, passages).shape == (len(passages), embedder.dimension)
    assert all(embedder.count_tokens(text) <= length for text in embedder.asked)
    assert "".join("".join(embedder.asked).split()) == "".join(
        "".join(searched_text(whole, passage) for passage in passages).split()
    )


def test_each_context_is_embedded_once() -> None:
    whole = document(*((Kind.PARAGRAPH, sentence(100)) for _ in range(5)), title="T")
    embedder = HashEmbedder()
    passages = cut(whole, count_words, 254)
    assert len(passages) == 5
    passage_vectors(embedder, whole, passages)
    assert embedder.asked.count("T") == 1


def test_without_a_context_a_passage_is_its_text() -> None:
    whole = document((Kind.PARAGRAPH, "Text."))
    embedder = HashEmbedder()
    found = passage_vectors(embedder, whole, cut(whole, count_words, 254))
    assert found == pytest.approx(embedder.embed_question("Text."), abs=1e-6)


def test_no_passages_have_no_vectors() -> None:
    assert passage_vectors(HashEmbedder(), document((Kind.TITLE, "Title")), ()).shape == (0, 8)


def test_progress_counts_passages_and_not_contexts() -> None:
    whole = document((Kind.PARAGRAPH, "Text."), title="T")
    heard: list[int] = []
    passage_vectors(HashEmbedder(), whole, [Passage(0, 0, 0, 5, "T")], heard.append)
    assert heard == [1]


def test_a_vector_of_nothing_stays_nothing() -> None:
    assert mixed(np.zeros((1, 3), np.float32), np.zeros((1, 3), np.float32), 0.5).tolist() == [[0, 0, 0]]


def in_languages(whole: Document, own: str, *languages: str) -> Document:
    """The document with its language and those of its blocks."""
    blocks = tuple(replace(block, language=one) for block, one in zip(whole.blocks, languages, strict=True))
    return replace(whole, blocks=blocks, metadata=replace(whole.metadata, language=own))


def test_the_words_of_a_paragraph_are_stemmed_in_its_own_language() -> None:
    parts = [(Kind.PARAGRAPH, "The dams hold."), (Kind.PARAGRAPH, "Zapory na rzekach."), (Kind.NOTE, "More dams.")]
    whole = in_languages(document(*parts, title="Dams"), "en", "", "pl", "")
    (passage,) = cut(whole, count_words, 100)
    terms = passage_terms(whole, passage)
    assert terms["en:dam"] == (2, 1)
    assert terms["pl:zapor"] == (1, 0)
    assert not {"en:zapori", "en:zapory", "pl:dams", "pl:na"} & terms.keys()


def test_a_passage_in_another_language_only_has_its_context_in_the_documents() -> None:
    whole = in_languages(document((Kind.PARAGRAPH, "Zapory na rzekach."), title="The dams"), "en", "pl")
    (passage,) = cut(whole, count_words, 100)
    terms = passage_terms(whole, passage)
    assert (terms["en:dam"], terms["pl:zapor"]) == ((0, 1), (1, 0))
    assert list(terms) == sorted(terms)
