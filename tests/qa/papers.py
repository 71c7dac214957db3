"""Answers as papers that the tests of exports share, and how other programs read them."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from html.parser import HTMLParser

import docx
from hypothesis import strategies as st
from lxml import etree
from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin

from documents.text import collapse, normalise
from qa.export.paper import Checked, LeftOut, of_answers
from qa.export.works import Access
from qa.export.write import write
from qa.model import Conflict, Disagreement
from tests.qa.pages import document

ACCESS = Access(date(2026, 11, 23), "http://127.0.0.1:7860")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
HELD = document(
    "The lock holds 13 ships. It is old.", "Ships | Year\n13 | 2019",
    source="/r/first.txt", title="On Locks", authors=("Berg, Anna",), published="2019-05-02", language="en",
)  # fmt: skip
OTHER = document("Die Schleuse fasst 7 Schiffe.", source="/r/second.txt", language="de")
SHIPS, OLD, FEW = (HELD, "The lock holds 13 ships."), (HELD, "It is old."), (OTHER, "Die Schleuse fasst 7 Schiffe.")
NUMBERS = Conflict(Disagreement.NUMBER, (1, 2), ("13 ships", "7 ships"))

#: What is markup in one of the formats, or ends a line or an entry there.
MARKUP = [
    "**", "__", "*", "_a_", "[^1]", "[a](b)", "![", "]:", "<b>", "<http://x>", "&amp;", "1.", "1)", "-", "+", "#",
    "===", "---", "```", "~~~", "|a|", ">", "$x$", "\\", "\\n", "{", "}", "%", "://", "]]>", "@misc{", "‘", "”",
    "ﬁ", "é", "Ж", "🚢",
]  # fmt: skip
LINES = ["TY  - ", "ER  - ", "\u2028", "\x85", "\n"]
PIECES = st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), min_size=1, max_size=12)
#: Texts as documents have them, with much of that.
TEXTS = (
    st.lists(PIECES | st.sampled_from(MARKUP + LINES), min_size=1, max_size=12)
    .map(lambda parts: collapse(normalise(" ".join(parts))))
    .filter(bool)
)


def paper_of(given_answer, *, without=()):
    standing = {one.number: one for one in given_answer.citations if one.number not in without}
    lost = tuple(LeftOut(one, "the document is gone") for one in given_answer.citations if one.number in without)
    return of_answers([(given_answer, Checked(standing, lost))], ACCESS)


def text_of(given_answer, format="markdown", style="chicago", **more):  # noqa: A002
    return write(paper_of(given_answer, **more), format, style, ACCESS).decode()


def markdown_it():
    return MarkdownIt("commonmark").enable(["table", "strikethrough"]).use(footnote_plugin)


def words_of(inline):
    """The words that a reader sees of a line; markup that was made of them would be missing."""
    seen = {"softbreak": "\n", "hardbreak": "\n", "footnote_ref": ""}
    return "".join(seen.get(one.type, one.content) for one in inline.children)


def quotations(markdown):
    tokens = markdown_it().parse(markdown)
    opened = [at for at, token in enumerate(tokens) if token.type == "blockquote_open"]
    return [words_of(tokens[at + 2]) for at in opened]


def quoted(title):
    """The beginning of a note: the title, in whose end a comma may stand."""
    flat = title if set(title) & set("„«»‹›") else title.replace("“", "‘").replace("”", "’")
    return "“" + flat.rstrip("’”")


class Page(HTMLParser):
    """What a browser reads of a page."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.elements, self.ids, self.links, self.languages, self.loaded = [], [], [], [], []
        self.quotations, self._inside = [], False
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        held = dict(attrs)
        self.elements.append(tag)
        self.ids += [held["id"]] if "id" in held else []
        self.links += [held["href"]] if "href" in held else []
        self.loaded += [held[name] for name in ("src", "data", "srcset", "action") if name in held]
        if tag == "span":
            self.languages.append(held.get("lang"))
            self.quotations.append("")
            self._inside = True

    def handle_endtag(self, tag):
        self._inside &= tag != "span"

    def handle_data(self, data):
        if self._inside:
            self.quotations[-1] += data


def docx_of(given_answer, style="chicago"):
    return write(paper_of(given_answer), "docx", style, ACCESS)


def word(data):
    return docx.Document(io.BytesIO(data))


def tree(data, part):
    return etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read(f"word/{part}.xml"))


def zipped_text(data):
    package = zipfile.ZipFile(io.BytesIO(data))
    return "\n".join(package.read(name).decode() for name in package.namelist())


def notes_in(data):
    """Footnotes by id, without the two that draw the line."""
    notes = tree(data, "footnotes").findall(f"{W}footnote")
    return {int(one.get(f"{W}id")): "".join(one.itertext()).strip() for one in notes if one.get(f"{W}type") is None}
