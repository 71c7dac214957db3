"""Who has a cross-encoder names it, by a flag or in the environment, and it orders what is found."""

from __future__ import annotations

import pytest

from index.cross_encoder import CrossEncoderReranker
from index.sentence_reranker import SentenceReranker
from qa.compose import make_reranker
from qa.settings import NO_RERANKER, Settings
from tests.index import tiny_cross_encoder

#: What of a passage is compared: which it is, and what it scored.
KEYS = ("text", "score")
QUESTION = "How many ships waited at the canal?"


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(tiny_cross_encoder.write(tmp_path_factory.mktemp("model")))


@pytest.mark.parametrize(
    ("environment", "flag", "chosen"),
    [
        ({}, None, None),
        ({"FOOTNOTE_RERANKER": ""}, None, None),
        ({"FOOTNOTE_RERANKER": "a"}, None, "a"),
        ({"FOOTNOTE_RERANKER": "a"}, "b", "b"),
        ({"FOOTNOTE_RERANKER": "a"}, "none", NO_RERANKER),
    ],
)
def test_a_flag_goes_before_the_environment(environment: dict[str, str], flag: str | None, chosen: str | None) -> None:
    assert Settings.of(environment, reranker=flag).reranker == chosen


def test_without_a_name_it_is_the_built_in_one_and_with_none_there_is_none(model: str) -> None:
    assert isinstance(make_reranker(), SentenceReranker)
    assert make_reranker(NO_RERANKER) is None
    assert isinstance(make_reranker(model), CrossEncoderReranker)


def test_the_passages_of_an_answer_stand_in_the_order_of_the_cross_encoder(run, model) -> None:
    passages = {name: run("ask", QUESTION, "--reranker", name)[1][0]["passages"] for name in (NO_RERANKER, model)}
    order, scores = ({name: [one[key] for one in found] for name, found in passages.items()} for key in KEYS)
    assert sorted(order[model]) == sorted(order[NO_RERANKER])
    assert order[model] != order[NO_RERANKER]
    assert scores[model] == sorted(scores[model], reverse=True)


def test_an_answer_says_by_its_fingerprint_what_ordered_its_passages(run, model) -> None:
    flags = [[], ["--reranker", NO_RERANKER], ["--reranker", model]]
    assert len({run("ask", QUESTION, *chosen)[1][0]["fingerprint"] for chosen in flags}) == 3


def test_a_cross_encoder_that_is_not_here_is_said_in_one_sentence(run) -> None:
    code, lines, said = run("ask", QUESTION, "--reranker", "nobody/no-such-model")
    assert (code, lines) == (1, [])
    assert "The model nobody/no-such-model is not on this machine, and nothing is downloaded" in said
