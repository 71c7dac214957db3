"""A worker that dies on a page costs that page."""

import os
import re
import signal
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from documents import processes, worker
from documents.errors import DamagedDocument, OutOfMemory, TooComplex, TookTooLong, WorkerCrashed
from documents.journal import Journal
from documents.readers import pdf
from documents.worker import read_apart
from tests.documents.attacks import stream_pdf
from tests.documents.samples import pages_pdf

LINE = "The canal was opened in November 1869 and has no locks."


def many(pages: int) -> bytes:
    return pages_pdf([[f"On page {number} the canal was opened again."] * 50 for number in range(1, pages + 1)])


MANY = many(80)


def children() -> list[int]:
    """The workers that read at this moment."""
    if (process := processes._helper(os.getpid())._process) is None:
        read_apart(b"The canal has no locks.", "a.txt")
        return children()
    listed = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    if not listed.exists():
        pytest.skip("this system does not say which processes are whose children")
    return [int(child) for child in listed.read_text().split()]


def killing(times: int, number: int) -> Callable[[int, int], None]:
    """A listener that ends the worker as many times, when it has begun to read."""
    left = times

    def hear(done: int, total: int) -> None:
        nonlocal left
        if left and 0 < done < total:
            left -= 1
            for child in children():
                os.kill(child, number)

    return hear


def unread(warnings: tuple[str, ...]) -> list[int]:
    numbers: list[int] = []
    for first, last in re.findall(r"(\d+)(?:–(\d+))?", " ".join(warnings)):
        numbers.extend(range(int(first), int(last or first) + 1))
    return numbers


@pytest.mark.parametrize(
    ("number", "why"),
    [(signal.SIGSEGV, "crashed the parser"), (signal.SIGKILL, "needed too much memory")],
    ids=["crash", "kill"],
)
def test_pages_read_before_a_death_are_kept_and_those_after_it_are_read(number: int, why: str):
    document = read_apart(MANY, "a.pdf", killing(2, number))
    lost = unread(document.warnings)
    assert len(lost) <= 2, "a death between two pages costs none"
    assert all(why in warning for warning in document.warnings)
    for page in range(1, 81):
        assert (f"On page {page} the" in document.text) == (page not in lost)
    assert len(document.pages) == 80


def test_a_parser_that_dies_again_and_again_gives_up_what_is_left():
    # The listener hears of pages ten times a second: enough of them that the parser does not end before it gives up.
    document = read_apart(many(400), "a.pdf", killing(100, signal.SIGKILL))
    lost = unread(document.warnings)
    assert lost[-1] == 400
    assert "came after too many that failed" in document.warnings[-1]
    assert "On page 1 the" in document.text


def test_where_no_page_was_read_the_death_is_the_answer(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(worker, "_MOST_KEPT", 0)
    with pytest.raises(OutOfMemory):
        read_apart(MANY, "a.pdf", killing(100, signal.SIGKILL))


def test_a_death_outside_of_any_page_is_the_answer():
    children()  # the helper is there before the clock runs
    with ThreadPoolExecutor(1) as pool:
        reading = pool.submit(read_apart, b"The canal has no locks.\n" * 400_000, "a.txt")
        while not (there := children()):
            time.sleep(0.01)
        os.kill(there[0], signal.SIGSEGV)
        with pytest.raises(WorkerCrashed, match="save or print it"):
            reading.result(60)


def test_a_reader_goes_on_from_what_an_earlier_one_has_read():
    data = pages_pdf([[LINE], ["The second page has its own words."], [LINE]])
    kept: dict[int, object] = {}
    whole = pdf.read(data, "a.pdf", Journal(keep=kept.__setitem__))
    begun: list[int] = []
    again = pdf.read(data, "a.pdf", Journal(begin=begun.append, known={n: kept[n] for n in (1, 3)}))
    assert (again, begun) == (whole, [2])
    part = pdf.read(data, "a.pdf", Journal(known={n: kept[n] for n in (1, 3)}, given_up={2: "took too long"}))
    assert part.warnings == ("Page 2 could not be read (it took too long).",)
    assert [block.page for block in part.paragraphs] == [1, 3]


def test_pages_that_went_wrong_the_same_way_are_named_together():
    data = pages_pdf([[LINE]] * 6)
    late = dict.fromkeys((2, 4, 5), "took too long")
    part = pdf.read(data, "a.pdf", Journal(given_up={**late, 6: "crashed the parser"}))
    assert part.warnings == (
        "Pages 2 and 4–5 could not be read (they took too long).",
        "Page 6 could not be read (it crashed the parser).",
    )
    with pytest.raises(DamagedDocument):
        pdf.read(data, "a.pdf", Journal(given_up=dict.fromkeys(range(1, 7), "took too long")))


ENDLESS = b"BT /F1 9 Tf " + b"(abc) Tj T* " * 400_000 + b"ET"


@pytest.mark.slow
def test_a_page_without_end_costs_only_itself():
    document = read_apart(stream_pdf(ENDLESS, good=[1, 3]), "a.pdf")
    assert len(document.warnings) == 1
    assert document.warnings[0].startswith("Page 2 could not be read (it ")
    assert [block.page for block in document.paragraphs] == [1, 3]


@pytest.mark.slow
def test_where_the_only_page_has_no_end_that_is_the_answer():
    with pytest.raises((TooComplex, TookTooLong)):
        read_apart(stream_pdf(ENDLESS), "a.pdf")
