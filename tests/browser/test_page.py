"""What a visitor can rely on, in Chromium, from the first file to the last link."""

from __future__ import annotations

import os
import re
import time
from pathlib import Path

import pytest

if os.environ.get("CI") != "true":  # there a missing browser is an error, not a reason
    pytest.importorskip("playwright")

from playwright.sync_api import expect

from documents.anchors import paragraph_digest as anchor
from documents.model import ID_LENGTH, digest_of
from tests.browser.conftest import PATIENCE, ROOT

REAL = ROOT.parent / "shared" / "samples" / "russia-and-the-talibans-takeover.txt"
QUESTION = "How long did the Ever Given block the Suez Canal?"
PERU = "What is the capital of Peru?"

expect.set_options(timeout=PATIENCE)

#: Two versions of one note: the second paragraph stays, the first one changes.
BRIDGE = (
    "Notes\n\nThe Øresund Bridge\n\nTransport\nFootnote test desk\n3 July 2000\n\n{}\n\n"
    "The bridge carries four lanes of road and two railway tracks between Malmö and an artificial island.\n"
)
BRIDGE_BEFORE = BRIDGE.format("The Øresund Bridge between Sweden and Denmark was opened in the summer of 2000.")
BRIDGE_AFTER = BRIDGE.format("The Øresund Bridge between Sweden and Denmark was opened to traffic on 1 July 2000.")
BRIDGE_QUESTION = "When was the Øresund Bridge opened?"

#: What the page must show to the letter: markup, both template languages, escapes, a direction override.
HOSTILE = (
    "The quokka ministry replied: <img src=x onerror=window.PWNED=1> ${window.PWNED=2} {{7*7}} "
    "`tick` C:\\users\\u12 $& &amp; <script>window.PWNED=3</script> end."
)


def name_of(path: Path) -> str:
    """The document's id, which is its content's."""
    return digest_of(path.read_bytes())[:ID_LENGTH]


def ask(page, question, server=None):
    """Type a question and wait for what the library says."""
    if server:
        page.goto(server)
    page.get_by_role("tab", name="Ask").click()
    page.get_by_role("textbox", name="Question").fill(question)
    page.keyboard.press("Enter")
    return answered(page, question)


def answered(page, question):
    """The finished answer to this question."""
    done = page.locator("#qa-view .qa-result[data-state=done]").filter(has=page.get_by_role("heading", name=question))
    expect(done).to_be_visible()
    return done


def drop(page, *paths):
    """Put files on the page and wait until each has its result; returns name → (state, sentence)."""
    page.wait_for_load_state("networkidle")  # the board of earlier additions is there
    page.get_by_role("tab", name="Library").click()
    expect(page.locator("#qa-up")).to_be_visible()  # and with it the board
    before = page.locator(".qa-job").evaluate_all("rows => Math.max(0, ...rows.map((row) => +row.dataset.job))")
    page.set_input_files("#qa-up input[type=file]", [str(path) for path in paths])
    page.wait_for_function(
        """([before, count]) => { const done = [...document.querySelectorAll('.qa-job')]
        .filter((row) => +row.dataset.job > before && !row.matches('.is-wait, .is-work'));
        return done.length === count }""",
        arg=[before, len(paths)],
    )
    states = {}
    for line in page.locator(".qa-job").all():
        state = re.search(r"is-(\w+)", line.get_attribute("class")).group(1)
        states[line.locator(".qa-job-n").inner_text()] = (state, line.locator(".qa-job-m").inner_text())
    return states


def row(page, path):
    """The document's line in the library."""
    return page.locator(f'.qa-table tr[data-id="{name_of(path)}"]')


def remove(page, path):
    """Remove it, and leave it so."""
    page.get_by_role("tab", name="Library").click()
    row(page, path).locator("[data-op=remove]").click()
    expect(row(page, path)).to_have_count(0)
    page.locator(".qa-undo [data-op=shut]").click()


def quoted(chip):
    """The sentence that a chip follows."""
    said = chip.locator("xpath=ancestor::span[contains(@class,'qa-s')]")
    return said.evaluate("s => { s = s.cloneNode(true); s.querySelector('.qa-chip').remove(); return s.textContent }")


def marked(page):
    """What the reader marks, once it does."""
    expect(page.locator(".qa-reader .qa-p.is-cited mark")).to_have_count(1)
    return page.locator(".qa-reader .qa-p.is-cited mark").evaluate("m => m.textContent")


def no_sideways(page):
    """Whether everything fits the window's width."""
    return page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def write(folder, name, text):
    """A file for the page."""
    path = folder / name
    path.write_text(text, "utf-8")
    return path


@pytest.fixture
def bridge(tmp_path):
    return write(tmp_path, "bridge.txt", BRIDGE_BEFORE)


# ---------------------------------------------------------------- adding


@pytest.mark.skipif(not REAL.exists(), reason="needs ../shared/samples, which is not part of the project")
def test_a_dropped_analysis_shows_its_progress_and_becomes_a_document_with_the_right_metadata(page, server):
    page.goto(server)
    page.get_by_role("tab", name="Library").click()
    page.evaluate(
        """() => { window.SEEN = []; new MutationObserver(() => { const p = document.querySelector('.qa-job progress');
        if (p) SEEN.push(p.closest('.qa-job').querySelector('.qa-job-m').textContent) })
        .observe(document.querySelector('#qa-jobs'), {childList: true, subtree: true, characterData: true}) }"""
    )
    assert drop(page, REAL)[REAL.name] == ("added", "Added: 8 paragraphs.")
    assert page.evaluate("SEEN")  # a row with a progress bar; the stages of so short a file may pass unseen

    line = row(page, REAL)
    expect(line.get_by_role("link")).to_have_text("Russia and the Taliban’s takeover in Afghanistan")
    expect(line.locator(".qa-attrib")).to_have_text("Analyses · Cooperation")
    expect(line.locator("td[data-label=Author]")).to_have_text("Piotr Żochowski")
    expect(line.locator("td[data-label=Paragraphs]")).to_have_text("8")

    line.get_by_role("link").click()
    expect(page.locator(".qa-reader .qa-p")).to_have_count(8)
    assert page.locator(".qa-reader .qa-pn").all_inner_texts() == [f"¶ {number}" for number in range(1, 9)]
    expect(page.locator(".qa-reader .qa-h")).to_have_text("Commentary")
    assert page.locator(".qa-reader .qa-p.is-item").count() == 6


@pytest.mark.skipif(not REAL.exists(), reason="needs ../shared/samples, which is not part of the project")
@pytest.mark.parametrize(
    ("question", "paragraph"),
    [
        ("What does Russia expect from the Taliban in return for support?", 3),
        ("When did the CSTO hold its extraordinary summit?", 2),
        ("Who leads the resistance in the Panjshir Valley?", 6),
    ],
)
def test_questions_about_the_real_analysis_are_answered_with_its_own_sentences(page, server, question, paragraph):
    page.goto(server)
    if not page.request.get(f"{server}/files/{name_of(REAL)}").ok:
        drop(page, REAL)
    answer = ask(page, question)
    chips = answer.locator(f'.qa-chip[data-doc="{name_of(REAL)}"]')
    assert str(paragraph) in [chip.get_attribute("data-p") for chip in chips.all()]
    text = " ".join(REAL.read_text("utf-8").split())
    assert all(quoted(chip) in text for chip in chips.all())


def test_bad_files_each_get_one_sentence_and_the_good_one_goes_on(page, server, tmp_path, bridge):
    write(tmp_path, "empty.txt", " \n")
    (tmp_path / "old.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500))
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7 nothing of a PDF follows")
    (tmp_path / "zeroes.txt").write_bytes(bytes(4000))
    page.goto(server)
    states = drop(page, *sorted(tmp_path.iterdir()))
    assert states.pop("bridge.txt")[0] == "added"
    assert set(states) == {"broken.pdf", "empty.txt", "old.doc", "zeroes.txt"}
    for state, sentence in states.values():
        assert state == "failed"
        assert re.fullmatch(r"[A-Z“].{20,}\.", sentence), sentence
        assert str(tmp_path) not in sentence
    expect(page.locator(".qa-jobs-sum")).to_have_text("5 of 5 files done, 4 not added")
    failures = page.locator(".qa-fails li")
    expect(failures).to_have_count(4)
    for left in (3, 2, 1, 0):
        failures.first.get_by_role("button", name="Dismiss").click()
        expect(failures).to_have_count(left)
    remove(page, bridge)


def test_the_same_bytes_again_are_unchanged(page, server, tmp_path, bridge):
    page.goto(server)
    assert drop(page, bridge)["bridge.txt"] == ("added", "Added: 2 paragraphs.")
    assert drop(page, bridge)["bridge.txt"][0] == "unchanged"
    other = write(tmp_path, "copy of bridge.txt", BRIDGE_BEFORE)
    assert drop(page, other)[other.name] == ("unchanged", "The same file is in the library as bridge.txt.")
    expect(row(page, bridge)).to_have_count(1)
    remove(page, bridge)


def test_work_goes_on_when_the_tab_is_closed_and_is_seen_on_return(window, server, tmp_path):
    long = write(
        tmp_path,
        "long.txt",
        "A long list of squares\n\n" + "\n\n".join(f"The square of the number {n} is {n * n}." for n in range(1, 1101)),
    )
    first = window.new_page()
    first.goto(server)
    first.get_by_role("tab", name="Library").click()
    first.set_input_files("#qa-up input[type=file]", str(long))
    expect(first.locator(".qa-job-m")).to_have_text(re.compile(r"(Reading|Embedding) \w+ \d+ of \d+"))
    first.close()

    second = window.new_page()
    second.goto(server)
    second.get_by_role("tab", name="Library").click()
    expect(second.locator(".qa-job", has_text="long.txt")).to_be_visible()
    expect(second.locator(".qa-job.is-added .qa-job-m")).to_have_text("Added: 1,100 paragraphs.", timeout=90_000)
    expect(row(second, long)).to_be_visible()

    row(second, long).get_by_role("link").click()
    expect(second.locator('.qa-reader .qa-p[data-p="1"]')).to_be_visible()
    answer = ask(second, "What is the square of the number 1087?")
    answer.locator(f'.qa-chip[data-doc="{name_of(long)}"]').first.click()
    began = time.monotonic()
    marked(second)
    assert time.monotonic() - began < 5
    expect(second.locator(".qa-reader mark")).to_be_in_viewport()
    second.keyboard.press("Escape")
    remove(second, long)


# ---------------------------------------------------------------- answers and their passages


def test_every_chip_opens_the_document_beside_the_answer_at_the_very_sentence(page, server):
    for question in (QUESTION, "When did the Baltic states disconnect from the Russian power system?"):
        chips = ask(page, question, server).locator(".qa-answer a.qa-chip")
        assert chips.count() >= 1
        for chip in chips.all():
            chip.click()
            place = f'.qa-reader .qa-doc[data-doc="{chip.get_attribute("data-doc")}"]'
            cited = page.locator(f'{place} .qa-p.is-cited[data-p="{chip.get_attribute("data-p")}"]')
            expect(cited).to_be_visible()
            expect(cited.locator("mark")).to_have_text(quoted(chip), use_inner_text=False)
            assert marked(page) == quoted(chip)
            expect(page.locator(".qa-reader mark")).to_be_in_viewport()
            expect(chip).to_be_in_viewport()
            reader, answer = page.locator(".qa-reader").bounding_box(), chip.bounding_box()
            assert answer["x"] + answer["width"] <= reader["x"]  # beside, not over


def test_a_pdf_is_cited_with_its_page_and_opens_there(page, server):
    answer = ask(page, QUESTION, server)
    chip = answer.locator(".qa-chip").first
    chip.click()
    marked(page)
    # The sample begins on printed page 11: people are told that number, a PDF viewer its own.
    expect(page.locator(".qa-reader .qa-pagemark").first).to_have_text("page 11")
    expect(answer.locator(".qa-card .qa-loc").first).to_have_text(re.compile(r"¶ 2 · p\. 11$"))
    original = page.get_by_role("link", name="Original").get_attribute("href")
    assert original.endswith("#page=1")
    response = page.request.get(f"{server}/{original.split('#')[0]}")
    assert response.headers["content-type"] == "application/pdf"
    assert response.body().startswith(b"%PDF")


def test_a_permalink_restores_answer_filters_and_passage(page, server, window):
    ask(page, QUESTION, server)
    page.locator(".qa-chip").first.click()
    sentence, link = marked(page), page.url
    assert re.search(r"\?q=.+#doc=.+&h=", link)

    other = window.new_page()
    other.goto(link)
    answered(other, QUESTION)
    assert marked(other) == sentence
    expect(other.locator(".qa-reader mark")).to_be_in_viewport()
    expect(other.get_by_role("textbox", name="Question")).to_have_value(QUESTION)

    other.goto(f"{server}/?q={QUESTION}&author=Nobody+Known&since=2021-01-01&until=2021-12-31")
    expect(other.locator("#qa-view [role=alert]")).to_contain_text("No document is by an author “Nobody Known”")
    expect(other.get_by_label("From", exact=True)).to_have_value("2021-01-01")
    expect(other.get_by_label("To", exact=True)).to_have_value("2021-12-31")
    expect(other.locator("#qa-filters [data-field=author] .qa-chosen")).to_contain_text("Nobody Known")
    other.get_by_role("link", name="Ask the whole library").click()
    expect(other.locator(".qa-badge")).to_have_text("Answered")
    expect(other.get_by_label("From", exact=True)).to_have_value("")
    assert "author=" not in other.url


def test_back_and_forward_go_through_passages_and_answers(page, server):
    page.goto(server)
    expect(page.locator(".qa-empty")).to_be_visible()
    ask(page, QUESTION)
    page.locator(".qa-chip").first.click()
    sentence = marked(page)
    ask(page, PERU)
    expect(page.locator(".qa-reader")).to_be_hidden()

    page.go_back()
    answered(page, QUESTION)
    assert marked(page) == sentence
    page.go_back()
    expect(page.locator(".qa-reader")).to_be_hidden()
    answered(page, QUESTION)
    page.go_back()
    expect(page.locator(".qa-empty")).to_be_visible()
    expect(page.get_by_role("textbox", name="Question")).to_have_value("")
    page.go_forward()
    answered(page, QUESTION)
    page.go_forward()
    assert marked(page) == sentence
    page.go_forward()
    answered(page, PERU)


def test_back_restores_the_filters_of_the_answer(page, server):
    page.goto(f"{server}/?q={QUESTION}&until=2022-01-01")
    answered(page, QUESTION)
    page.get_by_role("link", name="Ask the whole library").click()
    expect(page.get_by_label("To", exact=True)).to_have_value("")
    expect(page.locator(".qa-badge")).to_have_text("Answered")
    assert "until" not in page.url
    page.go_back()
    expect(page.get_by_label("To", exact=True)).to_have_value("2022-01-01")
    expect(page.locator(".qa-badge")).to_have_text("Not found")
    assert "until=2022-01-01" in page.url


def test_a_question_that_the_library_does_not_answer_says_so(page, server):
    answer = ask(page, PERU, server)
    expect(answer.get_by_text("The library does not answer this question.")).to_be_visible()
    expect(answer.locator(".qa-why")).to_contain_text("Peru")
    expect(answer.locator(".qa-more h3")).to_contain_text("they do not answer the question")
    assert answer.locator(".qa-chip").count() == 0


def test_a_citation_and_an_answer_can_be_copied(page, server):
    answer = ask(page, QUESTION, server)
    sentence = quoted(answer.locator(".qa-chip").first)
    answer.get_by_role("button", name="Copy the citation of source 1").click()
    expect(page.locator(".qa-head [role=status]")).to_have_text("Copied to the clipboard")
    assert re.search(r"^.*“.+,” .*para\. \d+", page.evaluate("navigator.clipboard.readText()"))
    answer.get_by_role("button", name="Copy with sources").click()
    page.wait_for_function(
        "s => navigator.clipboard.readText().then(t => t.includes(s) && t.includes('[^1]: '))", arg=sentence
    )


def test_all_of_it_can_be_done_with_the_keyboard(page, server):
    page.goto(server)
    expect(page.locator(".qa-empty")).to_be_visible()
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("/")
    expect(page.get_by_role("textbox", name="Question")).to_be_focused()
    page.keyboard.type(QUESTION)
    page.keyboard.press("Enter")
    answered(page, QUESTION)
    expect(page.locator(".qa-head [role=status]")).to_contain_text("Answer ready")
    for _ in range(3):
        page.keyboard.press("Tab")
    chips = page.locator(".qa-chip")
    expect(chips.first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".qa-p.is-cited")).to_be_focused()
    page.keyboard.press("j")
    expect(page.locator(".qa-rd-step output")).to_have_text(
        f"Citation {2 if chips.count() > 1 else 1} of {chips.count()}"
    )
    page.keyboard.press("k")
    expect(page.locator(".qa-rd-step output")).to_have_text(f"Citation 1 of {chips.count()}")
    page.keyboard.press("Escape")
    expect(page.locator(".qa-reader")).to_be_hidden()
    expect(chips.first).to_be_focused()
    page.get_by_role("tab", name="Ask").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".qa-table")).to_be_visible()


# ---------------------------------------------------------------- removing and replacing


def test_a_removed_document_is_never_cited_again_and_its_link_says_so(page, server, bridge):
    page.goto(server)
    drop(page, bridge)
    ask(page, BRIDGE_QUESTION).locator(f'.qa-chip[data-doc="{name_of(bridge)}"]').first.click()
    marked(page)
    link = page.url
    page.keyboard.press("Escape")
    remove(page, bridge)
    answer = ask(page, "Which year was the Øresund Bridge opened?")
    assert answer.locator(f'[data-doc="{name_of(bridge)}"]').count() == 0
    page.goto("about:blank")
    page.goto(link)
    answer = answered(page, BRIDGE_QUESTION)
    expect(page.locator(".qa-reader").get_by_role("alert")).to_contain_text("This document cannot be opened.")
    assert answer.locator(f'[data-doc="{name_of(bridge)}"]').count() == 0
    assert page.locator(".qa-reader mark").count() == 0
    assert page.request.get(f"{server}/files/{name_of(bridge)}").status == 404


def test_a_changed_file_takes_the_place_of_what_it_said_before(page, server, bridge):
    page.goto(server)
    drop(page, bridge)
    before = name_of(bridge)
    chip = ask(page, BRIDGE_QUESTION).locator(f'.qa-chip[data-doc="{before}"]').first
    assert quoted(chip).endswith("in the summer of 2000.")
    chip.click()
    marked(page)
    old = page.url
    ask(page, "How many railway tracks does the Øresund Bridge carry?").locator(
        f'.qa-chip[data-doc="{before}"]'
    ).first.click()
    kept, unchanged = page.url, marked(page)
    page.keyboard.press("Escape")

    bridge.write_text(BRIDGE_AFTER, "utf-8")
    assert drop(page, bridge)["bridge.txt"][0] == "replaced"
    answer = ask(page, BRIDGE_QUESTION)
    assert quoted(answer.locator(f'.qa-chip[data-doc="{name_of(bridge)}"]').first).endswith("on 1 July 2000.")
    assert answer.locator(f'[data-doc="{before}"]').count() == 0

    page.goto("about:blank")
    page.goto(old)
    answered(page, BRIDGE_QUESTION)
    expect(page.locator(".qa-rd-notice")).to_contain_text("has been edited or removed since")
    expect(page.locator(f'.qa-reader .qa-doc[data-doc="{name_of(bridge)}"]')).to_be_visible()
    assert page.locator(".qa-reader :is(mark, .is-cited)").count() == 0

    page.goto("about:blank")
    page.goto(kept)
    answered(page, "How many railway tracks does the Øresund Bridge carry?")
    assert marked(page) == unchanged
    expect(page.locator(".qa-rd-notice")).to_contain_text("stands unchanged in this newer version")
    page.keyboard.press("Escape")
    remove(page, bridge)


# ---------------------------------------------------------------- correcting, tables

PORTS = """# Container traffic in three ports

Rotterdam, Antwerp and Hamburg are the largest container ports of the North Sea.

| Port | Country | 2020 | 2021 |
|---|---|---|---|
| Rotterdam | Netherlands | 14.3 | 15.3 |
| Hamburg | Germany | 8.5 | 8.7 |
"""
PORTS_QUESTION = "Which are the largest container ports of the North Sea?"


@pytest.fixture
def ports(page, server, tmp_path):
    """A document with a table, and its id."""
    path = write(tmp_path, "ports.md", PORTS)
    page.goto(server)
    assert drop(page, path)[path.name][0] == "added"
    yield name_of(path)
    page.keyboard.press("Escape")
    remove(page, path)


def test_what_was_read_can_be_corrected_and_is_shown_so_everywhere(page, ports):
    answer = ask(page, PORTS_QUESTION)
    answer.locator(f'.qa-chip[data-doc="{ports}"]').first.click()
    sentence = marked(page)
    reader = page.locator(".qa-reader")
    reader.get_by_role("button", name="Correct what was read").click()
    expect(reader.get_by_label("Title", exact=True)).to_be_focused()
    expect(reader.locator(".qa-origin").first).to_contain_text("read from: first heading")
    reader.get_by_label("Title", exact=True).fill("Boxes at three ports")
    reader.get_by_label("Authors", exact=True).fill("Anna Example; Bo Example")
    reader.get_by_label("Date", exact=True).fill("soon")
    reader.get_by_role("button", name="Save").click()
    expect(reader.get_by_role("alert")).to_contain_text("“soon” is not a date")
    expect(reader.locator("h1")).to_have_text("Container traffic in three ports")

    reader.get_by_label("Date", exact=True).fill("2022-03")
    reader.get_by_role("button", name="Save").click()
    expect(reader.locator("h1")).to_have_text("Boxes at three ports")
    expect(reader.locator(".qa-doc-head .qa-by")).to_contain_text("Anna Example and Bo Example · March 2022")
    # The reader is drawn twice, for the correction and for the answer that is asked again: wait, do not look once.
    expect(page.locator(".qa-reader .qa-p.is-cited mark")).to_have_text(sentence)
    card = page.locator(".qa-card", has=page.locator(f'[data-doc="{ports}"]'))
    expect(card.locator("h3")).to_have_text("Boxes at three ports")  # the answer is asked for again
    expect(card.locator(".qa-by")).to_contain_text("March 2022")

    reader.get_by_role("button", name="Correct what was read").click()
    expect(reader.locator(".qa-origin").first).to_contain_text(
        "yours; the file says “Container traffic in three ports”"
    )
    reader.get_by_role("button", name="Reset Title").click()
    expect(reader.locator("h1")).to_have_text("Container traffic in three ports")
    expect(reader.locator(".qa-doc-head .qa-by")).to_contain_text("March 2022")
    reader.get_by_role("button", name="Cancel").click()
    page.keyboard.press("Escape")
    page.get_by_role("tab", name="Library").click()
    line = page.locator(f'.qa-table tr[data-id="{ports}"]')
    expect(line.locator("td[data-label=Author]")).to_have_text("Anna Example, Bo Example")
    expect(line).to_contain_text("Corrected by you: Authors, Date")


def test_a_cited_row_is_marked_in_every_cell_of_its_table(page, server, ports):
    text = "Port | Country | 2020 | 2021\nRotterdam | Netherlands | 14.3 | 15.3\nHamburg | Germany | 8.5 | 8.7"
    start = text.index("Hamburg")
    page.goto("about:blank")
    page.goto(f"{server}/#doc={ports}&p=2&h={anchor(text)}&at={start}-{len(text)}")
    marks = page.locator(".qa-reader .qa-p.is-cited mark")
    expect(marks).to_have_count(4)
    assert marks.all_inner_texts() == ["Hamburg", "Germany", "8.5", "8.7"]
    assert page.locator(".qa-reader th").all_inner_texts() == ["Port", "Country", "2020", "2021"]
    page.locator(".qa-reader .qa-pn[data-h]").first.click()  # another paragraph: the marks go, the text stays
    expect(marks).to_have_count(0)
    assert page.locator(".qa-reader td").all_inner_texts()[4:] == ["Hamburg", "Germany", "8.5", "8.7"]


def test_the_question_is_seen_whole_when_the_reader_narrows_it(page, server):
    question = "How long did the Ever Given block the Suez Canal in March of 2021, and why?"
    answer = ask(page, question, server)
    field = page.get_by_role("textbox", name="Question")
    one = field.bounding_box()["height"]
    answer.locator(".qa-more summary").click()
    answer.locator(".qa-more a.qa-open").first.click()
    expect(page.locator(".qa-reader .qa-p.is-cited")).to_be_visible()
    page.wait_for_function("h => document.querySelector('#qa-question textarea').clientHeight > h", arg=one)
    assert field.evaluate("t => t.scrollHeight <= t.clientHeight")


# ---------------------------------------------------------------- whatever comes in


def test_hostile_text_is_shown_to_the_letter_and_not_run(page, server, tmp_path):
    path = write(
        tmp_path,
        "quokka.txt",
        "The <b onclick=window.PWNED=5>quokka</b> ${window.PWNED=6} note\n\n"
        f"{HOSTILE} A second sentence follows here.\n\n"
        "A third paragraph closes the note about the quokka ministry.\n",
    )
    page.goto(server)
    assert drop(page, path)[path.name][0] == "added"
    question = "What did the quokka ministry reply? <img src=x onerror=window.PWNED=7> ${window.PWNED=8}"
    answer = ask(page, question)
    expect(answer.locator(".qa-q")).to_have_text(question)
    chip = answer.locator(f'.qa-chip[data-doc="{name_of(path)}"]').first
    assert quoted(chip) in f"{HOSTILE} A second sentence follows here."
    card = answer.locator(".qa-card", has=page.locator(f'[data-doc="{name_of(path)}"]'))
    assert HOSTILE in card.locator("blockquote").first.evaluate("b => b.textContent")
    chip.click()
    assert marked(page) == quoted(chip)
    assert HOSTILE in page.locator(".qa-reader .qa-p").all_inner_texts()[0]
    page.keyboard.press("Escape")
    assert page.evaluate("window.PWNED") is None
    remove(page, path)


def test_a_text_original_is_served_as_text_whatever_it_holds(page, server, tmp_path):
    path = write(
        tmp_path, "note.txt", "A note on markup\n\n<script>document.title = 'run'</script> is the text of this note.\n"
    )
    page.goto(server)
    assert drop(page, path)[path.name][0] == "added"
    response = page.request.get(f"{server}/files/{name_of(path)}")
    assert response.headers["content-type"].startswith("text/plain")
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["content-security-policy"].startswith("sandbox")
    assert response.body() == path.read_bytes()
    remove(page, path)


def test_the_original_of_a_web_page_is_given_to_keep_and_never_shown(page, server, tmp_path):
    path = write(
        tmp_path,
        "harbour.html",
        "<!doctype html><html lang=en><head><title>Harbour</title></head><body><article><h1>Harbour</h1>"
        "<p>The harbour of Gdynia was built between the two world wars, and its first pier was made of wood.</p>"
        "<script>document.title = 'run'</script></article></body></html>",
    )
    page.goto(server)
    assert drop(page, path)[path.name][0] == "added"
    response = page.request.get(f"{server}/files/{name_of(path)}")
    assert response.headers["content-type"] == "application/octet-stream"
    assert response.headers["content-disposition"].startswith("attachment")
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["content-security-policy"].startswith("sandbox")
    assert response.body() == path.read_bytes()
    remove(page, path)


# ---------------------------------------------------------------- screens


def test_on_a_phone_nothing_scrolls_sideways_and_the_reader_fills_the_screen(phone, server):
    phone.goto(server)
    expect(phone.locator(".qa-empty")).to_be_visible()
    assert no_sideways(phone)
    phone.locator(".qa-suggest button", has_text=QUESTION).tap()
    answered(phone, QUESTION)
    assert no_sideways(phone)
    for chip in phone.locator(".qa-chip").all():
        box = chip.bounding_box()
        assert min(box["width"], box["height"]) >= 24  # CSS pixels: WCAG 2.2, 2.5.8
    phone.locator(".qa-chip").first.tap()
    marked(phone)
    expect(phone.locator(".qa-reader mark")).to_be_in_viewport()
    box = phone.locator(".qa-reader").bounding_box()
    assert (box["x"], box["width"], box["height"]) == (0, 390, 844)
    assert phone.evaluate("document.querySelector('.qa-rd-body').scrollWidth") <= 390
    phone.get_by_role("button", name="Close the source").tap()
    phone.get_by_role("tab", name="Library").tap()
    expect(phone.locator(".qa-table")).to_be_visible()
    assert no_sideways(phone)


#: WCAG 2.2, 1.4.3: contrast of normal text.
AA = 4.5
CONTRAST = """selector => {
  const rgb = (c) => c.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((v) => (v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((s, v, i) => s + v * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = (e) => { for (; e; e = e.parentElement) { const c = rgb(getComputedStyle(e).backgroundColor);
    if (c.length < 4 || c[3] === 1) return c; } return [255, 255, 255]; };
  return [...document.querySelectorAll(selector)].filter((e) => e.offsetParent && e.textContent.trim()).map((e) => {
    const [a, b] = [light(rgb(getComputedStyle(e).color)), light(behind(e))].sort((x, y) => y - x);
    return [e.className, (a + 0.05) / (b + 0.05)]; }) }"""


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_is_legible_in_the_light_and_in_the_dark(page, server, theme):
    page.goto(server)
    expect(page.locator(".qa-empty")).to_be_visible()
    if theme == "dark":
        page.get_by_role("button", name="Use the dark theme").click()
        page.wait_for_load_state("networkidle")  # a reload in the middle of a request is an error in Gradio's eyes
        page.reload()  # the choice is kept
        expect(page.get_by_role("button", name="Use the light theme")).to_be_visible()
    assert page.locator("body.dark").count() == (theme == "dark")

    def legible(selector):
        deadline = time.monotonic() + 5  # a theme is painted after it is chosen
        while (
            pale := [one for one in page.evaluate(CONTRAST, selector) if one[1] < AA]
        ) and time.monotonic() < deadline:
            page.wait_for_timeout(100)
        assert page.evaluate(CONTRAST, selector), selector
        assert pale == []

    legible(".qa-lede, .qa-h1, .qa-suggest button, .qa-eyebrow, .qa-brand")
    ask(page, QUESTION)
    legible(".qa-q, .qa-badge, .qa-meta, .qa-s, .qa-chip, .qa-attrib, .qa-btn")
    legible(".qa-card h3 a, .qa-by, .qa-loc, .qa-card mark")
    page.locator(".qa-chip").first.click()
    marked(page)
    legible(".qa-reader mark, .qa-p > p, .qa-pn, .qa-doc h1, .qa-h, .qa-pagemark, .qa-rd-title")
    page.get_by_role("button", name="Correct what was read").click()
    legible(".qa-field label, .qa-origin, .qa-correct .qa-btn, [data-correct]")
    page.keyboard.press("Escape")
    expect(page.locator(".qa-correct")).to_be_hidden()
    expect(page.locator(".qa-reader")).to_be_visible()
    page.keyboard.press("Escape")
    ask(page, PERU)
    legible(".qa-badge, .qa-term, .qa-note, .qa-more a, .qa-cover")
    page.get_by_role("tab", name="Library").click()
    expect(page.locator(".qa-table")).to_be_visible()
    legible(".qa-table th, .qa-table td, .qa-table a, .qa-tag, .qa-lede")


def test_six_tabs_at_once_all_work(window, server):
    tabs = [window.new_page() for _ in range(6)]
    for tab in tabs:
        tab.goto(f"{server}/?q={QUESTION}", wait_until="commit")
    for tab in tabs:
        answered(tab, QUESTION)
    tabs[-1].locator(".qa-chip").first.click()
    marked(tabs[-1])
