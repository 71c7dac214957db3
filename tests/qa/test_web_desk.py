"""What the reader opens, which filters a browser may send, and what is shown of stored answers and drafts."""

from __future__ import annotations

import re

import pytest

from index.model import Filters
from index.terms_query import BadTermsError
from qa.answer import QuestionRefused
from qa.web.wish import Mode, Wish
from tests.index.doubles import anchor, open_library, text_of
from tests.qa.pages import desk_over
from tests.qa.test_web_shelves import SENTENCES, quoting

PATH = "/reports/note.txt"


@pytest.fixture
def desk(tmp_path):
    made, close = desk_over(open_library(tmp_path / "library"), tmp_path)
    yield made
    close()


def add(desk, *paragraphs):
    return desk.library.add(text_of(*paragraphs, title="A note"), PATH).document


def test_a_question_that_is_none_is_refused_in_words(desk):
    assert "write one in words" in desk.shown(Wish("  "))
    assert "keep it under 2,000" in desk.shown(Wish("x" * 2001))


def test_the_skeleton_says_that_the_model_is_loading_until_it_is_loaded(desk):
    assert "still loading" in desk.skeleton(Wish("Why?"))
    desk.ready.set()
    assert "still loading" not in desk.skeleton(Wish("Why?"))


def test_an_empty_library_says_what_to_do_and_suggests_nothing(desk):
    assert "The library is empty" in desk.head()
    assert "The library is empty" in desk.shown(Wish("Is there anything?"))
    assert "data-ask" not in desk.welcome().html


def test_an_answer_and_its_sources_are_of_one_moment(desk):
    document = add(desk, "The dam is high.", "The dam was built in 1960.")
    html = desk.shown(Wish("When was the dam built?"))
    assert "The dam was built in 1960." in html or "Closest passages" in html
    assert document in html


# All passages and comparisons


@pytest.fixture
def canals(desk):
    """Thirty paragraphs about locks in one document, and one in another."""
    many = [f"The lock number {n} is old." for n in range(1, 31)]
    first = desk.library.add(text_of(*many, "Nothing else.", title="Many"), "/r/many.txt").document
    desk.library.correct(first, {"published": "2019"})
    second = desk.library.add(text_of("A lock closed.", title="One"), "/r/one.txt").document
    return first, second


def test_all_passages_are_there_a_part_at_a_time_and_only_the_last_part_says_that_there_are_no_more(desk, canals):
    first = desk.shown(Wish("lock", mode=Mode.FIND))
    assert first.count('<li class="qa-hit"') == 25
    assert "There are no more." not in first
    assert "31 paragraphs in 2 of 2 documents" in first
    second = desk.shown(Wish("lock", mode=Mode.FIND, page=2))
    assert second.count('<li class="qa-hit"') == 6
    assert "26–31 of 31. There are no more." in second
    beyond = desk.shown(Wish("lock", mode=Mode.FIND, page=999))
    assert beyond.replace("part=999", "part=2") == second  # what was asked is said, all else is the last part's
    assert 'data-permalink="?mode=find&amp;q=lock&amp;part=2"' in beyond
    for part in (first, second):
        assert 'href="?mode=find&amp;q=lock&amp;since=2019-01-01&amp;until=2019-12-31"' in part
        assert f'href="?mode=find&amp;q=lock&amp;doc={canals[1]}"' in part


def test_passages_within_filters_and_none_at_all(desk, canals):
    html = desk.shown(Wish("lock", Filters(documents=(canals[1],)), Mode.FIND))
    assert "1 paragraph in 1 of 1 document<" in html
    assert "There are no more." in html
    assert "No passage" in desk.shown(Wish("volcano", mode=Mode.FIND))


def test_terms_that_cannot_be_read_are_refused_in_a_sentence(desk, canals):
    html = desk.shown(Wish("lock AND (", mode=Mode.FIND))
    assert 'role="alert"' in html
    assert "These terms cannot be read." in html


def test_a_comparison_has_a_row_for_each_document(desk, canals):
    html = desk.shown(Wish("Which lock closed?", mode=Mode.COMPARE))
    assert html.count("<tr class=") == 2
    assert html.index("Many") < html.index("undated")


def test_a_filter_that_names_nothing_leads_to_the_whole_library_in_the_same_mode(desk, canals):
    html = desk.shown(Wish("lock", Filters(authors=("Nobody",)), Mode.FIND))
    assert 'href="?mode=find&amp;q=lock">Ask the whole library' in html


def test_the_table_has_every_passage(desk, canals):
    text, name = desk.table(Wish("lock", mode=Mode.FIND, page=2))
    assert name == "passages.csv"
    assert len(text.splitlines()) == 1 + 31
    text, name = desk.table(Wish("Which lock closed?", mode=Mode.COMPARE))
    assert name == "comparison.csv"
    assert len(text.splitlines()) == 1 + 2


def test_found_words_are_marked_and_each_passage_opens_its_paragraph(desk):
    document = add(desk, "First.", "The dams are high.")
    html = desk.shown(Wish("dam", mode=Mode.FIND))
    assert "The <mark>dams</mark> are high." in html
    assert f'data-doc="{document}" data-p="2" href="?mode=find&amp;q=dam#doc={document}&amp;p=2' in html


@pytest.mark.parametrize("mode", [Mode.FIND, Mode.COMPARE])
def test_a_table_is_refused_as_the_page_is(desk, mode):
    add(desk, "First.")
    for wish in (Wish(" ", mode=mode), Wish("dam", Filters(authors=("Nobody",)), mode)):
        with pytest.raises(QuestionRefused):
            desk.table(wish)


def test_a_table_of_terms_that_cannot_be_read_is_refused(desk):
    with pytest.raises(BadTermsError):
        desk.table(Wish("(dam", mode=Mode.FIND))


def test_the_library_as_of_a_day_has_nothing_that_came_later(desk):
    document = add(desk, "The dam is high.")
    desk.library.correct(document, {"published": "2021-06-01"})
    assert "1 paragraph in 1 of 1 document" in desk.shown(Wish("dam", Filters(as_of="2021-06-01"), Mode.FIND))
    before = desk.shown(Wish("dam", Filters(as_of="2021-05-31"), Mode.FIND))
    assert "No passage" in before
    assert "As of" in before


# ---------------------------------------------------------------- stored answers, drafts


def test_a_stored_answer_is_shown_as_it_was_given_and_says_that_it_still_stands(desk):
    html = desk.shown(Wish(stored=quoting(desk.library, SENTENCES[0])))
    assert SENTENCES[0] in html
    assert "Its quotation stands in the library as quoted." in html
    assert 'data-permalink="?a=' in html


def test_a_stored_answer_outlives_its_document(desk):
    name = quoting(desk.library, *SENTENCES[:2])
    desk.library.remove("/reports/note.txt")
    html = desk.shown(Wish(stored=name))
    assert SENTENCES[0] in html
    assert SENTENCES[1] in html
    assert "None of its 2 quotations stand" in html
    assert html.count("The document was removed from the library on") == 2


def test_an_edited_quotation_of_a_stored_answer_shows_what_stands_there_now(desk):
    name = quoting(desk.library, SENTENCES[0])
    desk.library.add(text_of("The stores were empty.", *SENTENCES[1:], title="A note"), "/reports/note.txt")
    html = desk.shown(Wish(stored=name))
    assert '<del><span class="qa-vh">before: </span>full' in html
    assert '<ins><span class="qa-vh">now: </span>empty' in html


def test_a_quotation_whose_paragraph_was_edited_around_it_leads_to_where_it_stands_now(desk):
    name = quoting(desk.library, SENTENCES[0])
    after = text_of("A new one.", f"{SENTENCES[0]} Nobody objected.", *SENTENCES[1:], title="A note")
    document = desk.library.add(after, "/reports/note.txt").document
    html = desk.shown(Wish(stored=name))
    (link,) = set(re.findall(r'class="qa-chip"[^>]*href="([^"]*)"', html))
    assert link.endswith(f"#doc={document}&amp;p=2&amp;h={anchor(SENTENCES[0] + ' Nobody objected.')}&amp;at=0-21")
    assert "Its quotation stands" in html


def test_a_question_that_is_asked_again_says_what_is_different(desk):
    name = quoting(desk.library, SENTENCES[0], question="Who sang of penguins?")
    html = desk.shown(Wish(stored=name, again=True))
    assert "The answer is different today." in html
    assert f'href="?a={name}"' in html  # the way back to what was stored


def test_an_answer_that_is_not_stored_is_said_to_be_none(desk):
    for again in (False, True):
        assert "This answer is not stored." in desk.shown(Wish(stored="0" * 16, again=again))


def test_an_answer_that_is_given_is_stored(desk):
    add(desk, "The stores were full.")
    html = desk.shown(Wish("Were the stores full?"))
    (name,) = set(re.findall(r'data-id="(\w+)"', html))
    assert "Stored answer." in desk.shown(Wish(stored=name))


def test_a_draft_is_checked_without_a_model(desk):
    add(desk, "The stores were full by the first of November.")
    html = desk.shown(Wish("It says “the stores were full by the second of November”.", mode=Mode.CHECK))
    assert "second</del>" in html
    assert "first</ins>" in html
    assert not desk.ready.is_set()
