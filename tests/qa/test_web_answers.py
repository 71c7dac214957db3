"""The answer page: complete, honest about what differs and what is missing, and never more than text."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html import unescape

import pytest

from documents.model import Page
from index.model import Filters
from qa.answer import Thread
from qa.model import Conflict, Disagreement, Part, Ranked, Unread, Verdict, WithoutText
from qa.web import answers
from qa.web.kept import Stored
from qa.web.texts import speaking
from qa.web.wish import Wish
from tests.qa.pages import HOSTILE, PLAIN, Reading, answered, copy_of, document, entry, library, read, shown

# ---------------------------------------------------------------- the answer


def test_each_quotation_ends_in_one_chip_that_addresses_its_paragraph():
    held = document("One stands here. Two stands here.", "Three stands here.", title="T")
    given = answered((held, "One stands here."), (held, "Three stands here."))
    html = shown(given, held)
    chips = re.findall(r'<a class="qa-chip"[^>]*>(\d+)</a>', html)
    assert chips == ["1", "2"]
    for citation in given.citations:
        assert html.count(f"?q=What+happened%3F{citation.url[1:]}".replace("&", "&amp;")) >= 2  # chip and card


def test_a_card_shows_the_quotation_marked_among_its_neighbours():
    before, after = "Before it " * 60, "after it " * 60
    held = document(f"{before}the very words {after}".strip(), title="T")
    (source,) = answers.sources(answered((held, "the very words")), {held.id: held}, {held.id: entry(held)})
    pieces = source.places[0].pieces
    assert [text for text, number in pieces if number] == ["the very words"]
    assert pieces[0] == ("… ", 0)
    assert pieces[-1] == (" …", 0)
    around = "".join(text for text, _ in pieces[1:-1])
    assert around in held.text
    assert len(around) < 2 * answers.AROUND + 40


def test_a_short_paragraph_is_shown_whole():
    held = document("One. Two. Three.", title="T")
    (source,) = answers.sources(answered((held, "One."), (held, "Three.")), {held.id: held}, {held.id: entry(held)})
    (place,) = source.places
    assert "".join(text for text, _ in place.pieces) == "One. Two. Three."
    assert [number for _, number in place.pieces if number] == [1, 2]


def test_a_card_shows_two_places_of_a_document_and_the_others_at_a_press():
    paragraphs = [f"Sentence {n} of the note." for n in range(5)]
    held = document(*paragraphs, title="T")
    html = shown(answered(*((held, one) for one in paragraphs)), held)
    first, more, rest = html.partition('<details class="qa-rest-of">')
    assert first.count('class="qa-pass"') == answers.MOST_PLACES == 2
    assert "<summary>More from this document (3)</summary>" in rest
    assert rest.count('class="qa-pass"') == 3
    assert more not in shown(answered(*((held, one) for one in paragraphs[:2])), held)


def test_each_place_has_its_own_link_and_says_why_where_the_answer_is_stored():
    held = document("One. Two. Three.", "Four.", title="T")
    given = answered((held, "One."), (held, "Three."), (held, "Four."), more={"id": "0123456789abcdef"})
    html = shown(given, held)
    places = [unescape(one) for one in re.findall(r'data-copy-place="([^"]*)"', html)]
    assert places == [given.citations[0].url[1:], given.citations[2].url[1:]]  # one for each paragraph
    assert re.findall(r'data-why="([^"]*)"', html) == ["1,2", "3"]
    by_id = {held.id: held}
    unstored = answers.answer(given, Wish(given.question), by_id, {held.id: entry(held)}, 0.1, Stored(wrong="Full."))
    assert "data-why" not in unstored


@pytest.mark.parametrize(
    ("language", "count", "took"),
    [("en", "2 sentences quoted from 1 document", "1.2 s"), ("pl", "2 zdania z 1 dokumentu", "1,2 s")],
)
def test_how_much_is_quoted_and_how_long_it_took_is_told_in_the_visitors_language(language, count, took):
    held = document("One. Two.", title="T", published="2021-08-25")
    given = answered((held, "One."), (held, "Two."))
    with speaking(language):
        html = answers.answer(given, Wish(given.question), {held.id: held}, {held.id: entry(held)}, 1.23)
    assert count in html
    assert took in html


def test_sentences_that_do_not_follow_each_other_are_parted_visibly():
    held = document("One. Two. Three.", title="T")
    assert "[…]" in shown(answered((held, "One."), (held, "Three.")), held)
    assert "[…]" not in shown(answered((held, "One."), (held, "Two.")), held)


def test_pages_are_shown_as_they_are_printed_and_only_where_there_are_any():
    held = document(PLAIN, "More.", title="T", pages=[Page(1, 0, "iv"), Page(2, 27, "5")])
    html = shown(answered((held, PLAIN)), held)
    assert "p. iv" in html
    assert '<span class="qa-tag">TXT</span>' in html
    without = document(PLAIN, title="T")
    assert " p. " not in shown(answered((without, PLAIN)), without)


def test_a_document_without_a_title_is_called_by_its_file_name():
    held = document(PLAIN, source="/a/b/report 7.txt")
    assert "untitled: report 7.txt" in shown(answered((held, PLAIN)), held)
    assert "untitled: report 7.txt" in read(held)
    assert "untitled: report 7.txt" in library([entry(held)])
    assert "/a/b" not in read(held)


# ---------------------------------------------------------------- the honest no


def test_not_found_names_the_words_that_the_library_never_uses():
    html = shown(answered(absent_terms=("Peru", "capital")))
    assert "The library does not answer this question." in html
    assert re.findall(r'class="qa-term">([^<]+)<', html) == ["Peru", "capital"]
    assert "qa-chip" not in html


def test_not_found_says_what_each_filter_leaves_out_and_how_to_ask_without_it():
    filters = Filters(authors=("A & B",), since="2020-01-01", as_of="2024-05-01")
    html = shown(answered(searched=0, left_out={"author": 1, "since": 2, "as_of": 0}), filters=filters)
    text = Reading(html).text
    assert "No document passes them all." in text
    assert "Author A & B leaves out 1 of 3 documents" in text
    assert "From 1 January 2020 leaves out 2 of 3 documents" in text
    ways = [unescape(link) for link in re.findall(r'class="qa-btn sm qa-go" href="([^"]*)"', html)]
    asked = "?q=What+happened%3F"
    assert ways == [
        f"{asked}&since=2020-01-01&asof=2024-05-01",
        f"{asked}&author=A+%26+B&asof=2024-05-01",
        f"{asked}&author=A+%26+B&since=2020-01-01",
        asked,
    ]
    assert "leaves out" not in Reading(shown(answered())).text


def test_not_found_names_the_files_and_pages_that_could_not_be_read_and_is_no_last_word():
    given = answered(
        unreadable=1,
        unread=(Unread("/x/scan.pdf", "no_text_layer", "It is a scan: run OCR first."),),
        without_text=(WithoutText("0" * 16, "/x/a.pdf", "A report", (3, 4, 5, 9)),),
    )
    text = Reading(shown(given)).text
    assert "It is incomplete: 1 file could not be read, 4 pages without text." in text
    assert "scan.pdf It is a scan: run OCR first." in text
    assert "A report: pages 3–5, 9" in text
    assert "incomplete" not in Reading(shown(answered())).text


def test_a_word_that_is_misspelt_has_a_link_that_asks_with_each_spelling():
    given = answered(
        question="What did Zochowsky say?",
        absent_terms=("Zochowsky",),
        spellings={"Zochowsky": ("Żochowski", "Zakowski")},
    )
    html = shown(given, filters=Filters(since="2020-01-01"))
    links = re.findall(r'qa-go" href="([^"]*)" aria-label="Ask again with “([^”]*)” in place of “Zochowsky”"', html)
    assert [(unescape(link), word) for link, word in links] == [
        ("?q=What+did+%C5%BBochowski+say%3F&since=2020-01-01", "Żochowski"),
        ("?q=What+did+Zakowski+say%3F&since=2020-01-01", "Zakowski"),
    ]


@pytest.mark.parametrize(
    ("question", "meant", "term", "near", "question_then", "searched_then"),
    [
        ("Is the sea bed deep?", "", "sea bed", "seabed", "Is the seabed deep?", ""),
        ("Is a seat at sea?", "", "sea", "see", "Is a seat at see?", ""),
        ("And there?", "And there? canl", "canl", "canal", "And there?", "And there? canal"),
        ("What?", "", "Canl", "canal", "", ""),
    ],
)
def test_a_spelling_is_put_where_the_word_stands(question, meant, term, near, question_then, searched_then):
    again = answers.respelled(answered(question=question, meant=meant), Wish(question), term, near)
    assert (again and (again.question, again.thread.searched)) == (
        (question_then, searched_then) if question_then else None
    )


def test_what_a_person_wrote_to_be_searched_is_respelled_and_the_question_left_as_it_is():
    wish = Wish("Who built the canl?", thread=Thread(("Why?",), "canl builder"))
    again = answers.respelled(answered(question=wish.question, meant="canl builder"), wish, "canl", "canal")
    assert again == replace(wish, thread=Thread(("Why?",), "canal builder"))


def test_documents_outside_the_filters_that_would_answer_are_told_and_led_to():
    near = Ranked("0" * 16, "a.txt", "A report", (2, 2), None, None, 0, 5, "It was blocked.", 1.0)
    html = shown(answered(left_out={"until": 3}, more={"beyond": (near,)}), filters=Filters(until="2019-01-01"))
    text = Reading(html).text
    assert "Outside the filters, a document would answer" in text
    assert "It was blocked." in text
    assert '<a class="qa-btn qa-go" href="?q=What+happened%3F">Ask the whole library</a>' in html


def test_not_found_shows_the_closest_passages_as_no_answer():
    close = [Ranked("0" * 16, "a.txt", "T", (1, 1), None, None, 0, 5, f"Passage {n}.", 1.0) for n in (2, 1, 2, 3, 4)]
    html = shown(answered(passages=close))
    assert "Closest passages: they do not answer the question" in html
    assert re.findall(r"Passage \d", html) == ["Passage 2", "Passage 1", "Passage 3"]  # a reprint is not shown again


def test_an_empty_library_is_no_dead_end():
    assert "add documents in the Library tab" in shown(answered(documents=0, searched=0))


def told(given, thread):
    """The data of the finished answer that the browser works with."""
    html = shown(given, thread=thread)
    found = re.search(r'data-permalink="([^"]*)" data-asked="([^"]*)" data-thread="([^"]*)"', html)
    permalink, asked, before = map(unescape, found.groups())
    return html, permalink, asked, json.loads(before)


def test_a_follow_up_shows_what_was_searched_and_the_next_question_follows_both():
    thread = Thread(("What is a lock?",))
    html, permalink, asked, before = told(
        answered(question="Who built it?", meant="Who built it? lock", follows="What is a lock?"), thread
    )
    assert permalink == asked == "?q=Who+built+it%3F&after=What+is+a+lock%3F"
    assert before == ["What is a lock?", "Who built it?"]
    assert "Who built it? lock</textarea>" in html
    assert 'href="?q=What+is+a+lock%3F"' in html


def test_a_question_that_needs_no_thread_leaves_it_out_and_begins_another():
    html, permalink, asked, before = told(answered(question="What is a ship?"), Thread(("What is a lock?",)))
    assert permalink == "?q=What+is+a+ship%3F"
    assert asked == "?q=What+is+a+ship%3F&after=What+is+a+lock%3F"
    assert before == ["What is a ship?"]
    assert "Searched for" not in html


def test_after_an_edited_search_the_next_question_follows_what_was_searched():
    given = answered(question="Who?", meant="lock builder", follows="What is a lock?")
    assert told(given, Thread(("What is a lock?",), "lock builder"))[3] == ["lock builder"]


def test_a_hostile_thread_is_text_and_nothing_else():
    html, _, _, before = told(
        answered(question="Why?", meant=f"Why? {HOSTILE}", follows=HOSTILE), Thread((HOSTILE,), "")
    )
    assert before == [HOSTILE, "Why?"]
    assert "<script" not in html
    assert "<img" not in html


# ---------------------------------------------------------------- parts, sources, what differs


FIRST = document(
    "The lock holds 13 ships. It is old.", source="/r/first.txt", title="First", published="2019-05", authors=("A",)
)
SECOND = document("The lock holds 7 ships.", source="/r/second.txt", title="Second", published="2021")


def test_each_part_of_a_question_has_its_own_verdict_and_a_sentence_stands_once():
    parts = (
        Part("How many ships?", Verdict.ANSWERED, (1,)),
        Part("Since when?", Verdict.NOT_FOUND, ()),
        Part("How old is it?", Verdict.ANSWERED, (1, 2)),
    )
    given = answered(
        (FIRST, "The lock holds 13 ships."), (FIRST, "It is old."), more={"parts": parts, "verdict": Verdict.PARTLY}
    )
    html = shown(given, FIRST)
    text = " ".join(Reading(html).text.split())
    assert "Answered in part 2 of 3 parts: 2 sentences quoted from 1 document" in text
    assert "Since when? – not found in the library" in text
    assert "How old is it? also 1 It is old." in text
    assert re.findall(r'<a class="qa-chip"[^>]*>(\d)</a>', html) == ["1", "2"]
    one, none, other = answers.sections(given, {FIRST.id: FIRST})
    assert [len(section.groups) for section in (one, none, other)] == [1, 0, 1]
    assert [cited.number for cited in other.again] == [1]


def test_reprints_are_no_further_source():
    known = {1: {"also": (copy_of(SECOND),)}}
    html = shown(answered((FIRST, "It is old."), known=known), FIRST)
    text = " ".join(Reading(html).text.split())
    assert "1 sentence from 1 independent source, 1 reprint" in text
    assert "Also in Second (2021)" in text
    assert f"#doc={SECOND.id}&amp;p=1&amp;h=aaaaaaaaaaaaaaaa&amp;at=0-5" in html
    both = answered((FIRST, "It is old."), (SECOND, "The lock holds 7 ships."), known=known)
    assert "2 sentences from 1 independent source, 1 reprint" in shown(both, FIRST, SECOND)
    apart = answered((FIRST, "It is old."), (SECOND, "The lock holds 7 ships."))
    assert "2 sentences quoted from 2 documents" in shown(apart, FIRST, SECOND)


def test_a_document_that_is_quoted_for_two_parts_has_one_card():
    parts = (Part("a?", Verdict.ANSWERED, (1, 2)), Part("b?", Verdict.ANSWERED, (3,)))
    given = answered(
        (FIRST, "It is old."), (SECOND, "The lock holds 7 ships."), (FIRST, "The lock holds 13 ships."),
        more={"parts": parts},
    )  # fmt: skip
    html = shown(given, FIRST, SECOND)
    assert html.count('<li class="qa-card">') == 2
    (first, _) = answers.sources(
        given, {FIRST.id: FIRST, SECOND.id: SECOND}, {one.id: entry(one) for one in (FIRST, SECOND)}
    )
    assert [number for _, number in first.places[0].pieces if number] == [3, 1]  # as they stand in the document


def test_reported_speech_says_whose_it_is_beside_the_quotation_and_on_its_card():
    html = shown(answered((FIRST, "It is old."), known={1: {"reported": "the harbour office"}}), FIRST)
    assert html.count("reported: the harbour office</span>") == 2
    assert "reported" not in Reading(shown(answered((FIRST, "It is old.")), FIRST)).text


def test_evidence_that_is_not_unanimous_is_shown_side_by_side_with_what_differs_marked():
    conflict = Conflict(Disagreement.NUMBER, (1, 2), ("13 ships", "7 ships"))
    given = answered(
        (FIRST, "The lock holds 13 ships."),
        (SECOND, "The lock holds 7 ships."),
        stated=1,
        more={"conflicts": (conflict,)},
    )
    html = shown(given, FIRST, SECOND)
    pair = html[html.index('class="qa-pair"') : html.index("</section>", html.index('class="qa-pair"'))]
    assert re.findall(r"<mark>([^<]*)</mark>", pair) == ["13 ships", "7 ships"]
    assert re.findall(r'<a class="qa-chip"[^>]*>(\d)</a>', pair) == ["1", "2"]
    assert re.findall(r'<time class="qa-when"[^>]*>([^<]*)</time>', pair) == ["May 2019", "2021"]
    assert html.count('<li class="qa-card">') == 1  # what only differs is no source of the answer
    assert "1 sentence quoted from 1 document" in html


def test_newer_analyses_stand_apart_from_the_answer():
    given = answered((FIRST, "It is old."), (SECOND, "The lock holds 7 ships."), stated=1, more={"newer": (2,)})
    html = shown(given, FIRST, SECOND)
    assert "The lock holds 7 ships." in html[html.index("Newer analyses on this point") :]
    assert "The lock holds 7 ships." not in html[: html.index("Newer analyses on this point")]


def test_every_answer_says_what_was_searched_and_what_not_and_why():
    whole = shown(answered((FIRST, "It is old.")), FIRST)
    assert '<details class="qa-cover">' not in whole
    assert "Searched 3 of 3 documents." in Reading(whole).text
    unread = (Unread("/x/old.doc", "old_office", "Save it as docx."),)
    html = shown(
        answered((FIRST, "It is old."), searched=2, unreadable=1, unread=unread, left_out={"language": 1}),
        FIRST,
        filters=Filters(languages=("pl",)),
    )
    text = " ".join(Reading(html[html.index("qa-cover") :]).text.split())
    assert "Searched 2 of 3 documents; 1 file could not be read" in text
    assert "Language Polish leaves out 1 of 3 documents" in text
    assert "old.doc Save it as docx." in text
