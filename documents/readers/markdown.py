"""Markdown: CommonMark with tables, footnotes and a front matter of plain ``key: value`` lines."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from documents.builder import build
from documents.dates import parse_field_date
from documents.decode import decode
from documents.errors import EmptyDocument
from documents.journal import SILENT, Journal
from documents.model import BlockKind, Document, Metadata
from documents.names import split_names
from documents.pieces import Piece, assemble
from documents.tables import row_groups
from documents.text import collapse, normalise

FRONT_MATTER = "front matter"


def read(data: bytes, source: str, _journal: Journal = SILENT) -> Document:
    """The document that a Markdown file is.

    Raises:
        DocumentError: bytes that are no text in an encoding that is recognised, or no text at all.
    """
    decoded, encoding = decode(data)
    text = normalise(decoded).replace("\f", "\n\n")
    fields, body = split_front_matter(text)
    pieces = list(_pieces(MarkdownIt("commonmark").enable("table").parse(body)))
    if not pieces:
        raise EmptyDocument("The file is empty: check that it is the right file.")
    drafts, metadata = assemble(pieces, fields)
    return build(drafts, data, source, metadata, media_type=f"text/markdown; charset={encoding}")


# --- front matter --------------------------------------------------------------------------------------------

_FENCED = re.compile(r"---[ ]*\n(?P<fields>(?:(?!---|\.\.\.)[^\n]*\n){0,200}?)(?:---|\.\.\.)[ ]*(?:\n|\Z)")
_KEY = re.compile(r"(?P<key>[A-Za-z_][\w -]{0,40}):(?:\s+(?P<value>.*))?\Z")
_LIST_ENTRY = re.compile(r"\s*-\s+(?P<value>\S.*)\Z")
_KEYS = {
    "title": "title", "author": "authors", "authors": "authors", "by": "authors", "date": "published",
    "published": "published", "publisher": "publisher", "series": "series", "tags": "topics", "topics": "topics",
    "keywords": "topics", "lang": "language", "language": "language",
}  # fmt: skip


def split_front_matter(text: str) -> tuple[Metadata, str]:
    """The metadata between two lines of ``---`` at the top, and the text after them.

    Only ``key: value``, ``[a, b]`` and ``- a`` lists are read; a block with anything else in it is text.
    """
    match = _FENCED.match(text.lstrip("\n"))
    values = _yaml(match["fields"].splitlines()) if match else None
    if match is None or values is None:
        return Metadata(), text
    found = {name: value for name, value in _fields(values) if value}
    metadata = Metadata(**found, provenance=dict.fromkeys(found, FRONT_MATTER))  # type: ignore[arg-type]
    return metadata, text.lstrip("\n")[match.end() :]


def _yaml(lines: Iterable[str]) -> dict[str, list[str]] | None:
    values: dict[str, list[str]] = {}
    key = ""
    for line in filter(str.strip, lines):
        if line.lstrip().startswith("#"):
            continue
        if entry := _LIST_ENTRY.match(line):
            if not key:
                return None
            values[key].append(_unquoted(entry["value"]))
        elif pair := _KEY.match(line):
            key = pair["key"].strip().lower()
            values[key] = list(_values(pair["value"] or ""))
        elif not line[0].isspace() or not key:
            return None
    return values or None


def _values(text: str) -> Iterator[str]:
    text = text.strip()
    parts = text[1:-1].split(",") if text.startswith("[") and text.endswith("]") else [text]
    yield from filter(None, map(_unquoted, parts))


def _unquoted(text: str) -> str:
    text = collapse(text)
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'" else text


def _fields(values: Mapping[str, list[str]]) -> Iterator[tuple[str, str | tuple[str, ...]]]:
    for key, entries in values.items():
        name = _KEYS.get(key, "")
        if not entries:
            continue
        if name == "authors":
            yield name, tuple(author for entry in entries for author in split_names(entry))
        elif name == "topics":
            yield name, tuple(topic.strip() for entry in entries for topic in entry.split(",") if topic.strip())
        elif name == "published":
            yield name, parse_field_date(entries[0])
        elif name == "language":
            yield name, entries[0][:2].lower() if re.fullmatch(r"[A-Za-z]{2}(?:[-_]\w+)?", entries[0]) else ""
        elif name:
            yield name, entries[0]


# --- blocks --------------------------------------------------------------------------------------------------


_NOTE = re.compile(r"\[\^[^\]\s]{1,40}\]:\s*")
_NOTE_MARK = re.compile(r"\[\^[^\]\s]{1,40}\]")


def _pieces(tokens: Sequence[Token]) -> Iterator[Piece]:
    around: list[BlockKind] = []
    rows: list[list[str]] = []
    for at, token in enumerate(tokens):
        if token.type in _CONTAINERS:
            around.append(_CONTAINERS[token.type])
        elif token.type in _ENDS:
            around.pop()
        elif _in_table(token, tokens[at - 1], rows):
            continue
        elif token.type == "table_close":
            yield from (Piece(BlockKind.TABLE, (group,)) for group in row_groups(rows, header=1))
            rows = []
        elif token.type == "inline":
            yield from _of_inline(token, tokens[at - 1], around)
            around = _after_first(around)
        elif content := _raw(token):
            yield Piece(BlockKind.PARAGRAPH, (content,))


def _in_table(token: Token, opened: Token, rows: list[list[str]]) -> bool:
    """Whether the token is a row or a cell; it is then taken into ``rows``."""
    if token.type == "tr_open":
        rows.append([])
        return True
    if token.type == "inline" and opened.type in ("th_open", "td_open"):
        rows[-1].append(" ".join(_lines(token)))
        return True
    return False


def _raw(token: Token) -> str:
    """The text of code and of HTML blocks."""
    if token.type == "html_block":
        return collapse(_without_tags(token.content))
    return collapse(token.content) if token.type in ("fence", "code_block") else ""


_CONTAINERS = {"blockquote_open": BlockKind.QUOTE, "list_item_open": BlockKind.ITEM}
_ENDS = ("blockquote_close", "list_item_close")


def _after_first(around: list[BlockKind]) -> list[BlockKind]:
    """Only the first paragraph of a list item is the item."""
    if around and around[-1] is BlockKind.ITEM:
        return [*around[:-1], BlockKind.PARAGRAPH]
    return around


def _of_inline(token: Token, opened: Token, around: Sequence[BlockKind]) -> Iterator[Piece]:
    lines = tuple(_lines(token))
    if opened.type == "heading_open" and lines:
        yield Piece(BlockKind.HEADING, (" ".join(lines),), int(opened.tag[1]))
    elif lines and (mark := _NOTE.match(token.content)):
        yield Piece(BlockKind.NOTE, (_NOTE_MARK.sub("", collapse(token.content[mark.end() :])),))
    elif lines:
        yield Piece(around[-1] if around else BlockKind.PARAGRAPH, lines)
    for child in token.children or ():
        if child.type == "image" and (alternative := collapse(child.content)):
            yield Piece(BlockKind.CAPTION, (alternative,))


def _lines(token: Token) -> Iterator[str]:
    """The visible text of an inline token by the lines of the file; pictures say theirs in a caption of their own."""
    line: list[str] = []
    for child in token.children or ():
        if child.type in ("softbreak", "hardbreak"):
            yield from filter(None, [_visible(line)])
            line = []
        elif child.type in ("text", "code_inline", "text_special"):
            line.append(child.content)
    yield from filter(None, [_visible(line)])


def _visible(parts: Sequence[str]) -> str:
    return collapse(_NOTE_MARK.sub("", "".join(parts)))


_TAG = re.compile(r"<[^<>]*>")


def _without_tags(text: str) -> str:
    """The text of an HTML block. Comments are searched by hand: a regular expression is quadratic on "<!--" alone."""
    parts = []
    while (begin := text.find("<!--")) >= 0:
        end = text.find("-->", begin)
        parts.append(text[:begin])
        text = text[end + 3 :] if end >= 0 else ""
    return html.unescape(_TAG.sub(" ", " ".join([*parts, text])))
