"""A paper as one HTML file: no scripts, nothing loaded from elsewhere, ready to print."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from qa.export.paper import Paper, Piece, Role
from qa.export.styles import Apparatus
from qa.export.text import Run, Text

_STYLE = """
body { max-width: 42rem; margin: 2.5rem auto; padding: 0 1rem; font: 1rem/1.55 Georgia, "Times New Roman", serif;
  color: #1a1a1a; background: #fff; overflow-wrap: break-word; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 2rem 0 .5rem; }
h2 { font-size: 1.1rem; margin: 1.5rem 0 .5rem; }
blockquote { margin: 1rem 0; padding-left: 1rem; border-left: 3px solid #b8b8b8; white-space: pre-line; }
.line, footer { color: #555; font-size: .9rem; }
.note { margin-left: 1rem; font-style: italic; }
.notes, .works { font-size: .9rem; padding-left: 1.5rem; }
.works { list-style: none; padding-left: 0; }
.works li { padding-left: 2rem; text-indent: -2rem; margin-bottom: .4rem; }
sup { line-height: 0; }
a { color: #1a4f8b; }
@media print {
  body { margin: 0; max-width: none; font-size: 11pt; }
  a { color: inherit; text-decoration: none; }
  h1, h2 { break-after: avoid; }
  blockquote, li { break-inside: avoid; }
}
"""


def html(paper: Paper, sources: Apparatus) -> str:
    """The paper; notes at its end, each with ways back to where it is called."""
    calls = _Calls()
    body = [_piece(piece, sources, calls) for piece in paper.pieces]
    body += _list("ol", "notes", "Notes", _notes(paper, sources, calls))
    body += _list("ul", "works", sources.heading, (f"<li>{runs(one)}</li>" for one in sources.entries))
    if paper.ending:
        body.append("<footer>{}</footer>".format("".join(f"<p>{runs(one)}</p>" for one in paper.ending)))
    return _PAGE.format(title=escape(paper.title), style=_STYLE, body="\n".join(body))


_PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
{body}
</body>
</html>
"""


class _Calls:
    """How often each note is called, for the ways back."""

    def __init__(self) -> None:
        self.made: dict[int, int] = {}

    def call(self, number: int) -> str:
        """A mark that leads to a note."""
        at = self.made[number] = self.made.get(number, 0) + 1
        return (
            f'<sup><a href="#note-{number}" id="call-{number}-{at}" role="doc-noteref" '
            f'aria-label="Note {number}">{number}</a></sup>'
        )

    def back(self, number: int) -> str:
        """Ways back from a note."""
        return "".join(
            f' <a href="#call-{number}-{at}" role="doc-backlink" aria-label="Back to the text">↩</a>'
            for at in range(1, self.made.get(number, 0) + 1)
        )


def _piece(piece: Piece, sources: Apparatus, calls: _Calls) -> str:
    behind = "".join(_source(number, sources, calls) for number in piece.citations)
    words = escape(piece.text)
    match piece.role:
        case Role.QUESTION:
            return f"<h1>{words}</h1>"
        case Role.PART | Role.HEADING:
            return f"<h2>{words}{behind}</h2>"
        case Role.QUOTATION:
            language = f' lang="{escape(piece.language)}"' if piece.language else ""
            return f"<blockquote><span{language}>{words}</span>{behind}</blockquote>"
        case _:
            return f'<p class="{piece.role.value}">{words}</p>'


def _source(number: int, sources: Apparatus, calls: _Calls) -> str:
    cited = sources.in_text.get(number, ())
    called = calls.call(number) if number in sources.notes else ""
    return f"{' ' if cited else ''}{runs(cited)}{called}"


def _notes(paper: Paper, sources: Apparatus, calls: _Calls) -> Iterator[str]:
    for one in paper.citations:
        if one.number in sources.notes:
            place = f'id="note-{one.number}" value="{one.number}"'
            note = runs(sources.notes[one.number]) + calls.back(one.number)
            yield f'<li {place} role="doc-footnote">{note}</li>'


def _list(tag: str, name: str, heading: str, items: Iterator[str]) -> list[str]:
    made = "\n".join(items)
    return [f'<h2>{escape(heading)}</h2>\n<{tag} class="{name}">\n{made}\n</{tag}>'] if made else []


def runs(text: Text) -> str:
    """The text of a source."""
    return "".join(map(_run, text))


def _run(run: Run) -> str:
    words = f"<i>{escape(run.text)}</i>" if run.italic else escape(run.text)
    return f'<a href="{escape(run.link)}">{words}</a>' if run.link else words
