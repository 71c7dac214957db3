"""What the reader opens, finds, draws, quotes and corrects."""

from __future__ import annotations

import base64
import io
from concurrent.futures import ThreadPoolExecutor
from importlib.resources import files

import pytest
from PIL import Image

from documents.pictures import PagePicture
from documents.worker import read_apart
from index.library import Library
from qa.archive import dossiers
from qa.web.document import LONG, PART
from qa.web.markup import ADDRESS
from qa.web.reader import Pictures, Reader
from qa.web.texts import t
from tests.index.doubles import anchor, open_library, searcher, text_of

PATH = "/reports/note.txt"


@pytest.fixture
def reader(tmp_path):
    library = open_library(tmp_path / "library")
    yield Reader(library)
    library.close()


def add(reader, *paragraphs):
    return reader.library.add(text_of(*paragraphs, title="A note"), PATH).document


def opened(reader, document, number=0, text=""):
    return reader.open({"doc": document, "p": number, "h": anchor(text) if text else ""})


def test_a_cited_paragraph_is_opened_where_it_stands(reader):
    document = add(reader, "First.", "Second.")
    shown = opened(reader, document, 2, "Second.")
    assert (shown["doc"], shown["p"], shown["exact"], shown["notice"]) == (document, 2, True, "")
    assert "Second." in shown["text"]["html"]
    assert shown["title"] == "A note"
    assert shown["original"] == f"files/{document}"


def test_a_paragraph_that_moved_is_opened_under_its_new_number(reader):
    document = add(reader, "First.", "Second.")
    shown = opened(reader, document, 1, "Second.")
    assert (shown["p"], shown["exact"], shown["notice"]) == (2, True, t("reader.moved"))


def test_an_unchanged_paragraph_of_a_replaced_document_is_opened_in_the_newer_one(reader):
    before = add(reader, "First.", "Second.")
    after = add(reader, "A new one.", "First.", "Second.")
    shown = opened(reader, before, 2, "Second.")
    assert (shown["doc"], shown["p"], shown["exact"], shown["notice"]) == (after, 3, True, t("reader.newer_same"))


def test_an_edited_paragraph_is_said_to_be_edited_and_no_other_takes_its_place(reader):
    before = add(reader, "First.", "Second.")
    after = add(reader, "First.", "Second, but otherwise.")
    shown = opened(reader, before, 2, "Second.")
    assert (shown["doc"], shown["exact"], shown["notice"]) == (after, False, t("reader.edited"))


def test_of_paragraphs_that_are_the_same_a_newer_version_shows_none_as_the_cited(reader):
    before = add(reader, "Same.", "Other.", "Same.")
    assert opened(reader, before, 3, "Same.")["p"] == 3
    after = add(reader, "New.", "Same.", "Other.", "Same.")
    shown = opened(reader, before, 3, "Same.")
    assert (shown["doc"], shown["exact"], shown["notice"]) == (after, False, t("reader.several"))


def test_a_number_alone_names_nothing_in_a_newer_version(reader):
    before = add(reader, "First.", "Second.")
    add(reader, "Something else.", "First.")
    assert opened(reader, before, 1)["exact"] is False
    assert opened(reader, before, 1)["notice"] == t("reader.newer")


def test_a_number_that_the_document_does_not_have_marks_nothing(reader):
    document = add(reader, "First.")
    assert (opened(reader, document, 2)["exact"], opened(reader, document, 2)["notice"]) == (False, t("reader.beyond"))
    assert opened(reader, document, 1)["exact"] is True


def test_a_document_without_a_paragraph_is_opened_at_its_head(reader):
    shown = opened(reader, add(reader, "First."))
    assert (shown["p"], shown["exact"], shown["notice"]) == (0, False, "")


def test_a_removed_document_is_said_to_be_gone(reader):
    document = add(reader, "First.")
    reader.library.remove(document)
    assert opened(reader, document, 1, "First.") == {"error": t("reader.gone")}


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "' OR 1=1", "0" * 16, "x" * 10_000, None, 7, ["a"]])
def test_a_name_that_never_was_one_opens_nothing(reader, name):
    add(reader, "First.")
    assert reader.open({"doc": name, "p": 1}) == {"error": t("reader.gone")}


@pytest.mark.parametrize("number", ["-1", "1.5", "²", "１", "9" * 400, None, {}, "1; DROP TABLE"])
def test_a_number_that_is_none_opens_the_head(reader, number):
    shown = reader.open({"doc": add(reader, "First."), "p": number})
    assert (shown["p"], shown["exact"]) == (0, False)


def test_a_text_that_the_browser_has_is_not_sent_again(reader):
    document = add(reader, "First.")
    assert reader.open({"doc": document, "p": 1, "known": [document]})["text"] is None
    assert reader.open({"doc": document, "p": 1, "known": ["another"]})["text"] is not None


# Long documents


def long_document(reader, paragraphs=2 * LONG + 7):
    return add(reader, *(f"Paragraph {number} says that." for number in range(1, paragraphs + 1)))


def test_a_document_that_is_not_long_comes_whole(reader):
    text = reader.open({"doc": add(reader, *(f"Number {n}." for n in range(LONG - 5)))})["text"]
    assert text["firsts"] == (1,)
    assert text["html"].count("data-p=") == LONG - 5


def test_a_long_document_comes_in_parts_and_with_the_one_that_is_wanted(reader):
    document = long_document(reader)
    shown = reader.open({"doc": document, "p": 777})
    text = shown["text"]
    assert text["firsts"][text["part"]] <= 777 < text["firsts"][text["part"] + 1]
    assert 'data-p="777"' in text["html"]
    parts = [reader.part({"doc": document, "part": n})["html"] for n in range(len(text["firsts"]))]
    assert parts[text["part"]] == text["html"]
    numbers = [number for html in parts for number in numbered(html)]
    assert numbers == list(range(1, 2 * LONG + 8))
    assert max(len(numbered(html)) for html in parts) <= PART


def numbered(html: str) -> list[int]:
    return [int(one.partition('"')[0]) for one in html.split('data-p="')[1:]]


def test_a_part_that_is_not_there_is_said(reader):
    document = long_document(reader, LONG + 1)
    assert reader.part({"doc": document, "part": 999}) == {"error": t("reader.changed")}
    assert reader.part({"doc": "nothing", "part": 0}) == {"error": t("reader.gone")}


# Finding


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("łódź", ["Łódź", "ŁÓDŹ"]),
        ("lodz", []),  # ł is a letter of its own, not an l with a mark
        ("straße", ["Straße", "STRASSE"]),
        ("resume", ["Résumé", "resume"]),
        ("ﬁnd", ["find", "ﬁnd"]),
        ("  two   words ", ["two words"]),
        ("", []),
        ("   ", []),
        ("absent", []),
    ],
)
def test_words_are_found_whatever_their_case_and_accents_and_marked_as_they_stand(reader, words, found):
    document = add(reader, "Łódź and ŁÓDŹ.", "Straße, STRASSE.", "Résumé, resume.", "To find or ﬁnd two words.")
    with reader.library.snapshot() as view:
        held = view.document(document)
    told = reader.find({"doc": document, "words": words})["places"]
    assert [held.text_of(held.blocks[block])[start:end] for block, _, start, end in told] == found


def test_the_places_of_a_long_document_say_in_which_part_they_are(reader):
    document = long_document(reader)
    (place,) = reader.find({"doc": document, "words": "paragraph 1999 says"})["places"]
    assert f'data-b="{place[0]}"' in reader.part({"doc": document, "part": place[1]})["html"]


# Selecting


def test_what_is_selected_is_copied_as_a_quotation_with_its_citation_in_every_style(reader):
    document = add(reader, "The dam was built in 1960. It is high.", "A second paragraph.")
    styles = reader.quote({"doc": document, "ranges": [[1, 0, 26], [2, 0, 19]]})["styles"]
    for text in styles.values():
        assert "“The dam was built in 1960.”" in text
        assert "“A second paragraph.”" in text
        assert text.count(f"{ADDRESS}/#doc={document}") >= 2


def test_white_space_at_the_ends_of_a_selection_is_no_part_of_the_quotation(reader):
    document = add(reader, "The dam was built in 1960. It is high.")
    text = reader.quote({"doc": document, "ranges": [[1, 26, 34]]})["styles"]["chicago"]
    assert text.startswith("“It is h”")


@pytest.mark.parametrize(
    "ranges",
    [None, [], [[1, 5, 5]], [[1, 0, 999]], [[9, 0, 1]], [[0, 0, 1]], [["a", 0, 1]], [[1]], "x", [7], [[1, -4, 2]]],
)
def test_a_selection_that_is_not_in_the_document_quotes_nothing(reader, ranges):
    document = add(reader, "Short.")
    assert reader.quote({"doc": document, "ranges": ranges}) == {"error": t("reader.changed")}
    with reader.library.snapshot() as view:
        assert view.dossiers.lines() == ()


def test_what_is_selected_is_pinned_without_an_answer_and_stands_in_the_dossier(reader):
    document = add(reader, "The dam was built in 1960. It is high.")
    told = reader.pin({"doc": document, "ranges": [[1, 0, 26]]})
    again = reader.pin({"doc": document, "ranges": [[1, 0, 26]]})
    assert told == again
    with reader.library.snapshot() as view:
        (pin,) = dossiers.dossier(view, told["name"]).pins
    assert (pin.citation.quote, pin.question, pin.answer) == ("The dam was built in 1960.", "", "")


# Pages

QUOTE = "The canal was blocked for six days."


@pytest.fixture
def canal(tmp_path):
    """A reader over a library with a PDF, which a worker reads, and the document's id."""
    library = Library(tmp_path / "library", lambda: searcher(None), read_apart)
    data = (files("qa") / "samples" / "suez-canal.pdf").read_bytes()
    document = library.add(data, "suez-canal.pdf").document
    yield Reader(library), document
    library.close()


def test_a_page_is_drawn_with_the_quotation_marked_on_it(canal):
    reader, document = canal
    assert reader.open({"doc": document})["drawn"] is True
    told = reader.page({"doc": document, "p": 2, "at": f"0-{len(QUOTE)}"})
    assert (told["page"], told["label"], told["pages"], told["sought"]) == (1, "11", 3, True)
    (box,) = told["boxes"]
    assert all(0 <= share <= 1 for share in box)
    picture = Image.open(io.BytesIO(base64.b64decode(told["image"].removeprefix("data:image/webp;base64,"))))
    assert picture.size == (told["width"], told["height"])


def test_a_page_is_leafed_to_and_what_is_not_on_it_is_not_marked(canal):
    reader, document = canal
    told = reader.page({"doc": document, "p": 2, "at": f"0-{len(QUOTE)}", "page": 3})
    assert (told["page"], told["boxes"], told["sought"]) == (3, (), False)
    assert reader.page({"doc": document, "page": 4}) == {"error": t("reader.no_page")}


def test_a_document_without_pages_has_none_to_show(reader):
    document = add(reader, "Text.")
    assert reader.open({"doc": document})["drawn"] is False
    assert reader.page({"doc": document, "p": 1}) == {"error": t("reader.no_page")}


def test_pictures_are_remembered_and_the_oldest_forgotten():
    made = []

    def draw(key):
        return lambda: made.append(key) or PagePicture(key, 1, 1, ())

    kept = Pictures(2)
    for key in (b"a", b"b", b"a", b"c", b"a", b"b"):
        assert kept.get(key, draw(key)).image == key
    assert made == [b"a", b"b", b"c", b"b"]


def test_a_picture_that_is_there_is_shown_while_another_is_drawn():
    kept = Pictures(2)
    there = kept.get("there", lambda: PagePicture(b"there", 1, 1, ()))

    def slow():
        with ThreadPoolExecutor(1) as beside:
            assert beside.submit(kept.get, "there", lambda: PagePicture(b"again", 1, 1, ())).result(5) is there
        return PagePicture(b"slow", 1, 1, ())

    assert kept.get("slow", slow).image == b"slow"


def test_a_block_of_accents_alone_does_not_stop_the_search(reader):
    document = add(reader, "\u0301", "A word.")
    assert [place[2:] for place in reader.find({"doc": document, "words": "word"})["places"]] == [(2, 6)]


# Correcting


def test_what_a_visitor_corrects_is_shown_at_once_and_can_be_taken_back(reader):
    document = add(reader, "First.")
    assert reader.correct({"doc": document, "written": {"title": "Another note", "authors": "A; B"}}) == {"error": ""}
    shown = opened(reader, document)
    assert (shown["title"], shown["by"]) == ("Another note", "A, B")
    assert "yours; the file says “A note”" in shown["text"]["head"]
    assert reader.correct({"doc": document, "reset": ["title"]}) == {"error": ""}
    assert opened(reader, document)["title"] == "A note"


@pytest.mark.parametrize(
    "wanted",
    [
        {"written": {"published": "soon"}}, {"written": {"nonsense": "x"}}, {"reset": ["nonsense"]},
        {"written": {"title": "x" * 5000}}, {"doc": "nothing", "written": {"title": "x"}}, {"doc": None},
    ],
)  # fmt: skip
def test_a_correction_that_makes_no_sense_is_refused_in_a_sentence(reader, wanted):
    document = add(reader, "First.")
    told = reader.correct({"doc": document, **wanted})
    assert told["error"].endswith(".")
    assert opened(reader, document)["title"] == "A note"


def test_whatever_a_browser_sends_as_a_correction_is_text_or_nothing(reader):
    document = add(reader, "First.")
    for written, reset in (([1], "title"), ("x", None), ({"series": 7}, [None, 3])):
        assert reader.correct({"doc": document, "written": written, "reset": reset}) == {"error": ""}
    with reader.library.snapshot() as view:
        assert view.find(document).series == "7"
