"""A whole analysis, with all that analyses have, as text and as pages: the twins of test_twins.py."""

import io
import textwrap
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from email.message import EmailMessage
from html import escape

KICKER = "Analyses"
TITLE = "After the blockage: the Suez Canal and the trade of Europe"
SUBTITLE = "What six days in March 2021 tell about the price of a detour"
AUTHORS = ("Anna Example-Nowak", "Piet van der Voorbeeld")
DATELINE = "Warsaw, 25 August 2021"
PUBLISHED = "2021-08-25"


@dataclass(frozen=True)
class Piece:
    """A block of the analysis; ``level`` is a heading's depth, ``number`` a note's or a thesis's."""

    kind: str
    text: str = ""
    level: int = 0
    number: int = 0
    rows: tuple[tuple[str, ...], ...] = ()


#: "{1}" stands where the first note is called.
BODY = (
    Piece("heading", "Key points", 1),
    Piece("item", "The canal was closed for six days, and several hundred ships waited at its two ends."),
    Piece("item", "A detour round the Cape of Good Hope takes about ten days more on the way from Asia to Rotterdam."),
    Piece("item", "Premiums of insurance follow the risk within days, while contracts of carriage last for a year."),
    Piece("heading", "1. The closure and its cost", 1),
    Piece(
        "paragraph",
        "On 23 March 2021 a container ship of 400 metres ran aground in the southern part of the canal. It "
        "was refloated on 29 March.{1} Until then no ship could pass, because the canal has a single channel "
        "there.",
    ),
    Piece(
        "quote",
        "“The canal shall always be free and open, in time of war as in time of peace, to every vessel of "
        "commerce or of war, without distinction of flag.”",
    ),
    Piece("heading", "1.1 The length of the detour", 2),
    Piece(
        "paragraph",
        "The distances below are those by sea, in nautical miles, rounded to hundreds. They differ by the "
        "weather and by the ports that a ship calls at on its way.",
    ),
    Piece("caption", "Table 1. Distances to Rotterdam by sea"),
    Piece(
        "table",
        rows=(
            ("From", "By the canal", "Round the Cape"),
            ("Mumbai", "6,300", "10,700"),
            ("Singapore", "8,300", "11,800"),
            ("Shanghai", "10,500", "13,800"),
        ),
    ),
    Piece(
        "paragraph",
        "A ship that sails at sixteen knots makes some four hundred miles a day. The detour from Singapore "
        "thus takes nine days, and that from Mumbai eleven.",
    ),
    Piece("heading", "2. Theses", 1),
    Piece(
        "thesis",
        "Part of the trade will not return at once, because a detour that has been organised once is cheaper "
        "the second time.",
        number=1,
    ),
    Piece(
        "thesis", "The ports of the Mediterranean lose first, and those of the North Sea hardly at all.{2}", number=2
    ),
    Piece(
        "thesis",
        "A second channel shortens the queue; it does not make the canal wider for a ship that stands across.",
        number=3,
    ),
    Piece("heading", "Conclusions", 1),
    Piece(
        "paragraph",
        "It cannot be ruled out that insurers will ask for more. For the states of Central Europe the price "
        "of a container matters more than the days it takes, and it has not fallen yet.",
    ),
    Piece("note", "The canal’s authority announced it on the same day.", number=1),
    Piece("note", "They are reached by the Atlantic as well as by the canal.", number=2),
)


def plainly(text: str, call: Callable[[int], str] = lambda _: "") -> str:
    """The text with what calls its notes in place of the marks."""
    return text.replace("{1}", call(1)).replace("{2}", call(2))


def expected() -> list[tuple[str, str, tuple[str, ...]]]:
    """Kind, text and section of the citable blocks, as every format has them."""
    above: list[tuple[int, str]] = []
    blocks, caption = [], ""
    for piece in BODY:
        if piece.kind == "heading":
            above = [(level, text) for level, text in above if level < piece.level] + [(piece.level, piece.text)]
            continue
        section = tuple(text for _, text in above)
        if piece.kind == "table":
            rows = "\n".join(" | ".join(row) for row in piece.rows)
            blocks.append(("table", rows, (*section, caption)))
        else:
            caption = piece.text if piece.kind == "caption" else caption
            blocks.append(({"thesis": "item"}.get(piece.kind, piece.kind), plainly(piece.text), section))
    return blocks


# --- text ----------------------------------------------------------------------------------------------------


def as_txt() -> bytes:
    """As a plain text file: rows of a table with bars, notes under a rule."""
    front = f"{KICKER}\n\n{TITLE}\n{SUBTITLE}\n\n{', '.join(AUTHORS)}\n\n{DATELINE}"
    return (front + "".join(_txt(at, piece) for at, piece in enumerate(BODY)) + "\n").encode()


def _txt(at: int, piece: Piece) -> str:
    text = plainly(piece.text, "[{}]".format)
    before = "\n" if at and BODY[at - 1].kind == piece.kind != "paragraph" else "\n\n"
    if piece.kind == "note" and before == "\n\n":
        before = "\n\n----------\n\n"
    if piece.kind == "table":
        text = "\n".join(" | ".join(row) for row in piece.rows)
    marks = {"item": "• ", "thesis": f"{piece.number}. ", "note": f"[{piece.number}] "}
    return before + marks.get(piece.kind, "") + text


def as_wrapped_txt() -> bytes:
    """As a text file of an old program: wrapped at 72 characters, with Windows' line ends and code page."""
    lines = as_txt().decode().splitlines()
    wrapped = [textwrap.fill(line, 72, subsequent_indent="  " * line.startswith("•")) for line in lines]
    return "\r\n".join("\r\n".join(line.split("\n")) for line in wrapped).encode("cp1252")


def as_mhtml() -> bytes:
    """As the page of the institute, saved by a browser as one file."""
    page = EmailMessage()
    page["From"] = "<Saved by Blink>"
    page["Subject"] = TITLE
    page["Snapshot-Content-Location"] = "https://example.org/analysis"
    page.set_content(as_html().decode(), subtype="html", cte="quoted-printable")
    page.make_related()
    return page.as_bytes()


def as_markdown() -> bytes:
    """As Markdown."""
    front = f"{KICKER}\n\n# {TITLE}\n\n{SUBTITLE}  \n{', '.join(AUTHORS)}  \n{DATELINE}"
    return (front + "".join(_markdown(at, piece) for at, piece in enumerate(BODY)) + "\n").encode()


def _markdown(at: int, piece: Piece) -> str:
    text = plainly(piece.text, "[^{}]".format)
    before = "\n" if BODY[at - 1].kind == piece.kind in ("item", "thesis") else "\n\n"
    marks = {
        "heading": "#" * (piece.level + 1) + " ", "item": "- ", "quote": "> ",
        "thesis": f"{piece.number}. ", "note": f"[^{piece.number}]: ",
    }  # fmt: skip
    if piece.kind == "table":
        rows = [f"| {' | '.join(row)} |" for row in piece.rows]
        text = "\n".join([rows[0], "| --- | ---: | ---: |", *rows[1:]])
    return before + marks.get(piece.kind, "") + text


# --- html ----------------------------------------------------------------------------------------------------


def as_html() -> bytes:
    """As the page of an institute, with navigation above and a footer below."""
    authors = ", ".join(AUTHORS)
    return f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{escape(TITLE)}</title></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/about">About us</a></li></ul></nav>
<article><p class="kicker">{KICKER}</p><h1>{escape(TITLE)}</h1><p class="subtitle">{SUBTITLE}</p>
<p class="authors">{authors}</p><p class="date">{DATELINE}</p>
{"".join(_html(at, piece) for at, piece in enumerate(BODY))}</article>
<footer><p>Privacy policy</p></footer></body></html>""".encode()


def _html(at: int, piece: Piece) -> str:
    text = plainly(escape(piece.text, quote=False), _html_call)
    first = BODY[at - 1].kind != piece.kind
    last = at + 1 == len(BODY) or BODY[at + 1].kind != piece.kind
    if piece.kind == "heading":
        return f"<h{piece.level + 1}>{text}</h{piece.level + 1}>\n"
    if piece.kind in ("item", "thesis", "note"):
        tag = "ul" if piece.kind == "item" else "ol"
        opened = '<ol class="footnotes">' if piece.kind == "note" else f"<{tag}>"
        name = f' id="fn{piece.number}"' if piece.kind == "note" else ""
        return f"{opened * first}<li{name}>{text}</li>{f'</{tag}>' * last}\n"
    if piece.kind == "table":
        return f"<table><caption>{BODY[at - 1].text}</caption>{''.join(_html_rows(piece))}</table>\n"
    if piece.kind == "caption":
        return ""
    return f"<blockquote><p>{text}</p></blockquote>\n" if piece.kind == "quote" else f"<p>{text}</p>\n"


def _html_call(number: int) -> str:
    return f'<sup><a href="#fn{number}">{number}</a></sup>'


def _html_rows(piece: Piece) -> Iterator[str]:
    for at, row in enumerate(piece.rows):
        tag = "td" if at else "th"
        yield "<tr>" + "".join(f"<{tag}>{cell}</{tag}>" for cell in row) + "</tr>"


def as_epub() -> bytes:
    """As a book of one chapter, whose package names title, authors and date as well."""
    chapter = (
        f'<html xmlns="http://www.w3.org/1999/xhtml"><head><title>{TITLE}</title></head><body><p>{KICKER}</p>'
        f"<h1>{TITLE}</h1><p>{SUBTITLE}</p><p>{', '.join(AUTHORS)}</p><p>{DATELINE}</p>"
        f"{''.join(_html(at, piece) for at, piece in enumerate(BODY))}</body></html>"
    )
    creators = "".join(f"<dc:creator>{author}</dc:creator>" for author in AUTHORS)
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/" version="3.0">'
        f"<metadata><dc:title>{TITLE}</dc:title>{creators}<dc:date>{PUBLISHED}</dc:date></metadata>"
        '<manifest><item id="c" href="c.xhtml" media-type="application/xhtml+xml"/></manifest>'
        '<spine><itemref idref="c"/></spine></package>'
    )
    container = (
        '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles>'
        '<rootfile full-path="content.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
    )
    return zipped(
        {"mimetype": "application/epub+zip", "META-INF/container.xml": container, "content.opf": package,
         "c.xhtml": chapter}
    )  # fmt: skip


def zipped(parts: Mapping[str, str]) -> bytes:
    """The parts by name as a zip file."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        for name, text in parts.items():
            package.writestr(name, text)
    return target.getvalue()
