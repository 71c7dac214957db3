"""A paper as a Word document (Office Open XML, ECMA-376, 5th ed., part 1) with real footnotes.

The same paper gives the same bytes.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Mapping
from html import escape

from qa.export import dates
from qa.export import word_parts as parts
from qa.export.paper import Paper, Piece, Role
from qa.export.styles import Apparatus
from qa.export.text import Run, Text
from qa.export.works import Access

_SPACES = f'xmlns:w="{parts.MAIN}" xmlns:r="{parts.OFFICE}"'
#: The earliest date that a zip file can have: the document's own date is in its properties.
_MADE = (1980, 1, 1, 0, 0, 0)
#: Characters that no XML 1.0 document may hold (production 2).
_NO_CHARACTER = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
#: The style of the marks of footnotes.
_MARK = "FootnoteReference"
#: The paragraph style of each role.
_STYLES = {
    Role.QUESTION: "Heading1",
    Role.PART: "Heading2",
    Role.HEADING: "Heading2",
    Role.QUOTATION: "Quote",
    Role.LINE: "Said",
    Role.NOTE: "Annotation",
}


def docx(paper: Paper, sources: Apparatus, access: Access) -> bytes:
    """The paper; a source that is quoted once more has a further, shorter footnote."""
    document, notes = _Part(len(parts.PARTS)), _Notes(sources)
    body = [_piece(piece, sources, document, notes) for piece in paper.pieces]
    if sources.entries:
        body.append(_paragraph("Heading2", _run(Run(sources.heading))))
        body += [_paragraph("Bibliography", document.runs(one)) for one in sources.entries]
    body += [_paragraph("Said", document.runs(one)) for one in paper.ending]
    return _zipped(
        {
            "[Content_Types].xml": parts.CONTENT_TYPES,
            "_rels/.rels": parts.RELATIONSHIPS,
            "docProps/core.xml": _properties(paper, access),
            "docProps/app.xml": parts.APPLICATION,
            "word/document.xml": _xml("document", f"<w:body>{''.join(body)}{parts.SECTION}</w:body>"),
            "word/styles.xml": parts.styles(),
            "word/settings.xml": parts.SETTINGS,
            "word/footnotes.xml": _xml("footnotes", "".join(notes.made)),
            "word/_rels/document.xml.rels": document.relationships(parts.PARTS),
            "word/_rels/footnotes.xml.rels": notes.part.relationships(),
        }
    )


class _Part:
    """A part of the package and where its links lead."""

    def __init__(self, before: int = 0) -> None:
        self._before = before
        self._links: dict[str, str] = {}

    def runs(self, text: Text) -> str:
        """The text of a source, with its links."""
        return "".join(self._linked(run) if run.link else _run(run) for run in text)

    def _linked(self, run: Run) -> str:
        name = self._links.setdefault(run.link, f"rId{self._before + len(self._links) + 1}")
        return f'<w:hyperlink r:id="{name}" w:history="1">{_run(run, style="Hyperlink")}</w:hyperlink>'

    def relationships(self, others: Iterable[tuple[str, str]] = ()) -> str:
        """The part's relationships: other parts, then links."""
        made = [
            f'<Relationship Id="rId{number}" Type="{parts.OFFICE}/{kind}" Target="{target}"/>'
            for number, (kind, target) in enumerate(others, 1)
        ]
        made += [
            f'<Relationship Id="{name}" Type="{parts.OFFICE}/hyperlink" Target="{_escaped(link)}" '
            'TargetMode="External"/>'
            for link, name in self._links.items()
        ]
        return f'{parts.HEAD}<Relationships xmlns="{parts.PACKAGE}/relationships">{"".join(made)}</Relationships>'


class _Notes:
    """The footnotes as they are called; their ids are 1, 2, 3 … in that order."""

    def __init__(self, sources: Apparatus) -> None:
        self._sources = sources
        self._called: set[int] = set()
        self.part = _Part()
        self.made = [
            f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>'
            for kind, number in parts.SEPARATORS.items()
        ]

    def call(self, number: int) -> str:
        """The mark of a citation's note, if it has one."""
        note = (self._sources.again if number in self._called else self._sources.notes).get(number)
        self._called.add(number)
        if not note:
            return ""
        name = len(self.made) - len(parts.SEPARATORS) + 1
        content = f"{_run(Run(''), style=_MARK, inside='<w:footnoteRef/>')}{_run(Run(' '))}{self.part.runs(note)}"
        self.made.append(f'<w:footnote w:id="{name}">{_paragraph("FootnoteText", content)}</w:footnote>')
        return _run(Run(""), style=_MARK, inside=f'<w:footnoteReference w:id="{name}"/>')


def _piece(piece: Piece, sources: Apparatus, document: _Part, notes: _Notes) -> str:
    content = _run(Run(piece.text), language=piece.language)
    for number in piece.citations:
        cited = sources.in_text.get(number, ())
        content += document.runs((Run(" "), *cited) if cited else ()) + notes.call(number)
    return _paragraph(_STYLES[piece.role], content)


def _paragraph(style: str, content: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{content}</w:p>'


def _run(run: Run, *, style: str = "", language: str = "", inside: str = "") -> str:
    """A run of text, or of what is ``inside``; its properties are in the order of the schema (17.3.2.28)."""
    look = f'<w:rStyle w:val="{style}"/>' if style else ""
    look += "<w:i/>" if run.italic else ""
    look += f'<w:lang w:val="{_escaped(language)}"/>' if language else ""
    lines = "<w:br/>".join(
        f'<w:t xml:space="preserve">{_escaped(line)}</w:t>' for line in run.text.split("\n") if not inside
    )
    return f"<w:r>{f'<w:rPr>{look}</w:rPr>' if look else ''}{inside or lines}</w:r>"


def _escaped(text: str) -> str:
    return escape(_NO_CHARACTER.sub("\ufffd", text))


def _xml(name: str, content: str) -> str:
    return f"{parts.HEAD}<w:{name} {_SPACES}>{content}</w:{name}>"


def _properties(paper: Paper, access: Access) -> str:
    """The title, and the day of export as the day on which the file was made."""
    made = f"{dates.iso(access.day)}T00:00:00Z"
    return (
        f'{parts.HEAD}<cp:coreProperties xmlns:cp="{parts.PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{_escaped(paper.title)}</dc:title>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{made}</dcterms:created></cp:coreProperties>'
    )


def _zipped(files: Mapping[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, _MADE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0  # else the bytes would say on which system they were made
            package.writestr(entry, content)
    return buffer.getvalue()
