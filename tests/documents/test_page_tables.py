"""Tables on a page whose columns are hard to tell: names over several of them, words beside marks."""

from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from documents.pages.columns import rows_of
from documents.pages.tables import tables_in
from documents.pages.typeset import PageLine
from tests.documents.typesetting import column, lines_of, put, read, text_of, texts

RIGHTS = (260, 318, 376)


def figures(canvas: Canvas, y: float, name: str, *values: str) -> None:
    put(canvas, 72, y, name, 9)
    for right, value in zip(RIGHTS, values, strict=True):
        canvas.drawRightString(right, y, value)


def test_a_name_over_two_columns_does_not_make_them_one():
    def page(canvas: Canvas) -> None:
        column(canvas, 72, 780, text_of(4), 440)
        put(canvas, 222, 700, "Years to the end of June", 9, "Times-Bold")
        figures(canvas, 688, "Canal", "2022", "2023", "Change")
        figures(canvas, 674, "Net fees", "11,151", "11,154", "0")
        figures(canvas, 660, "Costs", "1,517", "1,429", "(6)")
        figures(canvas, 646, "Costs by fees", "13.6", "12.8", "(1)")

    (found,) = texts(read(page), "table")
    assert found.splitlines()[-3:] == [
        "Net fees | 11,151 | 11,154 | 0",
        "Costs | 1,517 | 1,429 | (6)",
        "Costs by fees | 13.6 | 12.8 | (1)",
    ]


def test_a_name_that_fills_the_gap_between_columns_does_not_make_them_one():
    def page(canvas: Canvas) -> None:
        figures(canvas, 700, "Canal", "2022", "2023", "Change")
        put(canvas, 290, 711, "Fees", 9)
        put(canvas, 319.5, 711, "Change in a", 9)
        for number, name in enumerate(["Net fees", "Costs", "Ships", "Tons"]):
            figures(canvas, 686 - 12 * number, name, f"11,15{number}", f"{number}.9", f"(6.{number})")

    (found,) = texts(read(page), "table")
    assert found.splitlines()[-1] == "Tons | 11,153 | 3.9 | (6.3)"


def test_a_table_whose_last_column_is_of_words_is_not_cut_into_two_columns_of_text():
    rows = (
        ("Data set", "Base", "Large", "Notes"),
        ("North port", "F", "M", "Layouts of modern reports"),
        ("South port", "M", "F", "Layouts of scanned magazines and of reports"),
        ("West port", "F", "M", "Layouts of newspapers of the last century"),
        ("East port", "F", "F", "Regions of tables in papers on trade"),
        ("Old port", "M", "M", "Layouts of documents of history"),
    )

    def page(canvas: Canvas) -> None:
        for at in range(2):  # the file has the first columns, then the notes
            for number, row in enumerate(rows):
                cells = zip((150, 220, 260), row[:3], strict=True) if not at else ((300, row[3]),)
                for x, cell in cells:
                    put(canvas, x, 700 - 10 * number, cell, 8)
        column(canvas, 72, 600, text_of(12), 440)

    document = read(page)
    assert texts(document, "table") == ["\n".join(map(" | ".join, rows))]
    assert texts(document, "paragraph") == [text_of(12)]


def test_a_table_of_words_printed_row_by_row_is_one_table():
    def page(canvas: Canvas) -> None:
        put(canvas, 99, 712, "Name of the loan", 9)
        put(canvas, 250, 712, "Sign at the exchange", 9)
        put(canvas, 377, 712, "Exchange at which it is traded", 9)
        for number in range(12):
            put(canvas, 76, 700 - 11 * number, f"Senior loan due {2024 + number}", 9)
            put(canvas, 284, 700 - 11 * number, f"CAN{24 + number}", 9)
            put(canvas, 400, 700 - 11 * number, "The Great Stock Exchange of Canals", 9)

    rows = [row for text in texts(read(page), "table") for row in text.splitlines()]
    assert "Senior loan due 2030 | CAN30 | The Great Stock Exchange of Canals" in rows
    assert sum(row.startswith("Senior") for row in rows) == 12


def test_a_sign_that_stands_close_to_the_figure_before_it_belongs_to_the_next():
    def page(canvas: Canvas) -> None:
        figures(canvas, 700, "Canal", "2021", "2022", "2023")
        for number, name in enumerate(["Fees", "Costs", "Rest"]):
            y = 686 - 12 * number
            for at, (right, value) in enumerate(zip(RIGHTS, ("3,226.8", "2,729.4", "(198.7)"), strict=True)):
                canvas.drawRightString(right, y, value)
                if at:
                    put(canvas, RIGHTS[at - 1] + 3, y, "$", 9)
            put(canvas, 222, y, "$", 9)
            put(canvas, 72, y, name, 9)

    (found,) = texts(read(page), "table")
    assert found.splitlines()[1:] == [
        f"{name} | $ 3,226.8 | $ 2,729.4 | $ (198.7)" for name in ("Fees", "Costs", "Rest")
    ]


def test_two_columns_of_text_beside_a_box_with_a_table_are_read_one_after_the_other():
    lines = lines_of(text_of(24), 180, 9)

    def page(canvas: Canvas) -> None:
        for number, line in enumerate(lines):
            put(canvas, 40 if number < 30 else 232, 740 - 12 * (number % 30), line, 9)
        put(canvas, 430, 640, "Ships and fees", 9, "Times-Bold")
        for number, name in enumerate(["Ships", "Tons", "Fees", "Costs", "Rest", "Share"]):
            y = 620 - 13 * number
            put(canvas, 430, y, name, 9)
            for right in (500, 535, 570):
                canvas.drawRightString(right, y, f"{right}.{number}")

    document = read(page)
    assert len(lines) > 45
    assert " ".join(texts(document, "paragraph")).startswith(" ".join(lines))
    (found,) = texts(document, "table")
    assert found.splitlines()[-1] == "Share | 500.5 | 535.5 | 570.5"


TEXTS = st.sampled_from(["Fees", "1,207", "$", "(4.5)", "2021"])
CELLS = st.builds(
    lambda x, width, row, text: PageLine(text, 1, x=x, right=x + width, y=700.0 - 12 * row, size=10.0),
    st.integers(0, 500), st.integers(1, 200), st.integers(0, 8), TEXTS,
)  # fmt: skip


@given(st.lists(CELLS, min_size=6, max_size=40))
def test_whatever_cells_lie_upon_each_other_none_is_lost(cells):
    rows = list(rows_of(cells))
    for table in tables_in(rows, 0, 600):
        there = "".join(sorted("".join(map("".join, table.rows)).replace(" ", "")))
        printed = "".join(cell.text for row in rows[table.first : table.end] for cell in row.cells)
        assert there == "".join(sorted(printed.replace(" ", "")))


def test_cells_that_lie_upon_each_other_do_not_stop_the_reader():
    def page(canvas: Canvas) -> None:
        for number in range(6):
            for x in (144, 300, 456):
                put(canvas, x, 700 - 12 * number, f"Name of the port {number}.{x}", 9)
                put(canvas, x + 40, 700 - 12 * number, f"{number}{x}", 9)

    assert "Name of the port 5.456" in read(page).text
