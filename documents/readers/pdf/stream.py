"""One content stream of a PDF page, run operator by operator: its text and line matrices, states, marked content."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import Any, Protocol

from pypdf.generic import DictionaryObject

from documents.readers.pdf.fonts import UNKNOWN, Typeface
from documents.readers.pdf.runs import IDENTITY, Content, Matrix, Rule, Run, resolved, times


@dataclass(frozen=True, slots=True)
class State:
    """The graphics and text state that ``q`` saves."""

    face: Typeface
    ctm: Matrix = IDENTITY
    size: float = 12.0
    spacing: float = 0.0
    word_spacing: float = 0.0
    scaling: float = 1.0
    leading: float = 0.0
    rise: float = 0.0


@dataclass(slots=True)
class _Mark:
    """A sequence of marked content: its identifier, whether it is an artifact, the text that it stands for."""

    identifier: int
    artifact: bool
    actual: str | None
    first: int


class Painter(Protocol):
    """The page that the stream is painted on."""

    content: Content

    def paint(self, name: Any, resources: Mapping[str, Any], state: State) -> None:  # noqa: ANN401
        """Paints the form of that name."""

    def shown(self, layer: Any) -> bool:  # noqa: ANN401
        """Whether the optional content of this group is on."""


#: An adjustment inside a string, in type sizes: beyond this share of the letter space it is one; beyond this many
#: type sizes what follows stands in another column.
_SPACE_SHARE, _APART = 0.55, 0.9
#: A rule is at least this long and at most this thick, in points; more of them than this are a drawing.
_RULE_LENGTH, _RULE_THICKNESS, _MOST_RULES = 30.0, 2.5, 2_000


def run_stream(
    operations: Sequence[tuple[Any, bytes]],
    painter: Painter,
    resources: Mapping[str, Any],
    faces: Mapping[str, Typeface],
    state: State,
) -> None:
    """Runs every operator; what they show is added to ``painter.content``. The caller's state is not changed."""
    _Stream(painter, resources, faces, state).run(operations)


class _Stream:
    """One content stream while it is run: its text and line matrices, its saved states, its marked content."""

    def __init__(
        self, painter: Painter, resources: Mapping[str, Any], faces: Mapping[str, Typeface], state: State
    ) -> None:
        self.painter = painter
        self.resources = resources
        self.faces = faces
        self.state = state
        self.saved: list[State] = []
        self.text: Matrix = IDENTITY
        self.line: Matrix = IDENTITY
        self.marks: list[_Mark] = []
        self.hidden = 0
        self.point: tuple[float, float] = (0.0, 0.0)
        self.path: list[Rule] = []

    def run(self, operations: Sequence[tuple[Any, bytes]]) -> None:
        """Every operator in turn; one with operands that make no sense does nothing, as viewers have it."""
        handlers = _HANDLERS
        for operands, operator in operations:
            handler = handlers.get(operator)
            if handler is not None:
                try:
                    handler(self, operands)
                except (IndexError, TypeError, ValueError, AttributeError, KeyError, OverflowError):
                    continue

    # --- state -----------------------------------------------------------------------------------------------

    def save(self, _: Any) -> None:  # noqa: ANN401
        if len(self.saved) < 1000:
            self.saved.append(self.state)

    def restore(self, _: Any) -> None:  # noqa: ANN401
        if self.saved:
            self.state = self.saved.pop()

    def concat(self, operands: Any) -> None:  # noqa: ANN401
        matrix = tuple(float(value) for value in operands[:6])
        if len(matrix) == 6:
            self.state = replace(self.state, ctm=times(matrix, self.state.ctm))

    def font(self, operands: Any) -> None:  # noqa: ANN401
        self.state = replace(self.state, face=self.faces.get(operands[0], UNKNOWN), size=float(operands[1]))

    def set_spacing(self, operands: Any) -> None:  # noqa: ANN401
        self.state = replace(self.state, spacing=float(operands[0]))

    def set_word_spacing(self, operands: Any) -> None:  # noqa: ANN401
        self.state = replace(self.state, word_spacing=float(operands[0]))

    def set_scaling(self, operands: Any) -> None:  # noqa: ANN401
        self.state = replace(self.state, scaling=float(operands[0]) / 100)

    def set_leading(self, operands: Any) -> None:  # noqa: ANN401
        self.state = replace(self.state, leading=float(operands[0]))

    def set_rise(self, operands: Any) -> None:  # noqa: ANN401
        self.state = replace(self.state, rise=float(operands[0]))

    def paint(self, operands: Any) -> None:  # noqa: ANN401
        if not self.hidden:
            self.painter.paint(operands[0], self.resources, self.state)

    # --- text ------------------------------------------------------------------------------------------------

    def begin_text(self, _: Any) -> None:  # noqa: ANN401
        self.text = self.line = IDENTITY

    def move(self, operands: Any) -> None:  # noqa: ANN401
        self._move(float(operands[0]), float(operands[1]))

    def _move(self, x: float, y: float) -> None:
        a, b, c, d, e, f = self.line
        self.text = self.line = (a, b, c, d, x * a + y * c + e, x * b + y * d + f)

    def move_leading(self, operands: Any) -> None:  # noqa: ANN401
        self.state = replace(self.state, leading=-float(operands[1]))
        self.move(operands)

    def next_line(self, _: Any) -> None:  # noqa: ANN401
        self._move(0.0, -self.state.leading)

    def set_matrix(self, operands: Any) -> None:  # noqa: ANN401
        matrix = tuple(float(value) for value in operands[:6])
        if len(matrix) == 6:
            self.text = self.line = matrix

    def show(self, operands: Any) -> None:  # noqa: ANN401
        self._show(operands[:1])

    def show_array(self, operands: Any) -> None:  # noqa: ANN401
        self._show(operands[0])

    def show_next(self, operands: Any) -> None:  # noqa: ANN401
        self.next_line(operands)
        self._show(operands[:1])

    def show_spaced(self, operands: Any) -> None:  # noqa: ANN401
        self.set_word_spacing(operands)
        self.set_spacing(operands[1:])
        self.show_next(operands[2:])

    def _show(self, parts: Sequence[Any]) -> None:
        """Shows strings, with adjustments in thousandths of the type size between them."""
        state = self.state
        face, size = state.face, state.size
        gap = _word_gap(parts, face.space)
        pieces: list[str] = []
        start = at = 0.0  # in text space, from where the text matrix stands
        for part in parts:
            if isinstance(part, (bytes, str)):
                for glyphs in _between_wide_spaces(face.glyphs(_bytes(part))):
                    if pieces and len(glyphs) >= _WIDE_SPACES and all(glyph[0] == " " for glyph in glyphs):
                        self._emit(pieces, start, at)
                        pieces = []
                    else:
                        pieces.extend(glyph[0] for glyph in glyphs)
                    at += self._advance(glyphs)
                    if not pieces:
                        start = at
                continue
            shift = -float(part) / 1000
            if shift > _APART and pieces:
                self._emit(pieces, start, at)
                pieces = []
            elif shift >= gap and pieces and pieces[-1] != " ":
                pieces.append(" ")
            at += shift * size * state.scaling
            if not pieces:
                start = at
        if pieces:
            self._emit(pieces, start, at)
        a, b, c, d, e, f = self.text
        self.text = (a, b, c, d, at * a + e, at * b + f)

    def _advance(self, glyphs: Sequence[tuple[str, float]]) -> float:
        state = self.state
        width = sum(glyph[1] for glyph in glyphs) * state.size + state.spacing * len(glyphs)
        if state.word_spacing and state.face.single:
            width += state.word_spacing * sum(glyph[0] == " " for glyph in glyphs)
        return width * state.scaling

    def _emit(self, pieces: Sequence[str], start: float, end: float) -> None:
        if self.hidden:
            return
        state = self.state
        m = times((1.0, 0.0, 0.0, 1.0, 0.0, state.rise), times(self.text, state.ctm))
        size = state.size * state.face.scale
        height = abs(size) * math.hypot(m[2], m[3])
        if not (math.isfinite(height) and math.isfinite(m[4]) and math.isfinite(m[5])):
            return
        x, right = sorted((start * m[0] + m[4], end * m[0] + m[4]))
        mark = self.marks[-1] if self.marks else None
        self.painter.content.runs.append(
            Run(
                text="".join(pieces), x=x, right=right, y=start * m[1] + m[5], size=round(height, 1),
                space=state.face.space * height * abs(state.scaling), bold=state.face.bold, italic=state.face.italic,
                turned=_quarters(m, size),
                artifact=any(one.artifact for one in self.marks), mark=mark.identifier if mark else -1,
            )
        )  # fmt: skip

    # --- marked content --------------------------------------------------------------------------------------

    def mark(self, operands: Any) -> None:  # noqa: ANN401
        self._mark(operands[0], None)

    def mark_with_properties(self, operands: Any) -> None:  # noqa: ANN401
        self._mark(operands[0], operands[1] if len(operands) > 1 else None)

    def _mark(self, tag: Any, properties: Any) -> None:  # noqa: ANN401
        found: Mapping[str, Any] = {}
        layer = None
        if isinstance(properties, DictionaryObject):
            found = properties
        elif properties is not None:
            named = resolved(self.resources.get("/Properties"))
            layer = named.raw_get(properties) if isinstance(named, DictionaryObject) and properties in named else None
            found = resolved(layer)
        above = self.marks[-1].identifier if self.marks else -1
        identifier, actual = found.get("/MCID"), found.get("/ActualText")
        self.marks.append(
            _Mark(
                int(identifier) if isinstance(identifier, int) else above,
                tag == "/Artifact",
                _string(actual),
                len(self.painter.content.runs),
            )
        )
        if self.hidden or (tag == "/OC" and not self.painter.shown(layer)):
            self.hidden += 1

    def end_mark(self, _: Any) -> None:  # noqa: ANN401
        if self.hidden:
            self.hidden -= 1
        if self.marks:
            mark = self.marks.pop()
            if mark.actual is not None:
                _replace_text(self.painter.content.runs, mark.first, mark.actual)

    # --- rules -----------------------------------------------------------------------------------------------

    def rectangle(self, operands: Any) -> None:  # noqa: ANN401
        x, y, width, height = (float(value) for value in operands[:4])
        self._rule(x, y, x + width, y + height)

    def move_to(self, operands: Any) -> None:  # noqa: ANN401
        self.point = (float(operands[0]), float(operands[1]))

    def line_to(self, operands: Any) -> None:  # noqa: ANN401
        x, y = self.point
        self.point = (float(operands[0]), float(operands[1]))
        self._rule(x, y, *self.point)

    def _rule(self, x: float, y: float, to_x: float, to_y: float) -> None:
        a, b, c, d, e, f = self.state.ctm
        left, right = sorted((x * a + y * c + e, to_x * a + to_y * c + e))
        low, high = sorted((x * b + y * d + f, to_x * b + to_y * d + f))
        if right - left >= _RULE_LENGTH and high - low <= _RULE_THICKNESS:
            self.path.append(Rule(round(left, 1), round(right, 1), round(high, 1)))

    def draw_path(self, _: Any) -> None:  # noqa: ANN401
        if len(self.painter.content.rules) < _MOST_RULES:
            self.painter.content.rules.extend(self.path)
        self.path = []

    def drop_path(self, _: Any) -> None:  # noqa: ANN401
        self.path = []


#: So many spaces in a row set what follows apart, as an adjustment would.
_WIDE_SPACES = 3


def _bytes(shown: bytes | str) -> bytes:
    return shown if isinstance(shown, bytes) else shown.encode("latin-1", "replace")


def _between_wide_spaces(glyphs: list[tuple[str, float]]) -> Iterator[list[tuple[str, float]]]:
    """The glyphs, parted before and after each run of several spaces."""
    if "   " not in "".join([glyph[0] for glyph in glyphs]):
        if glyphs:
            yield glyphs
        return
    for _, run in groupby(glyphs, key=lambda glyph: glyph[0] == " "):
        yield list(run)


#: Letters are spaced out where so many adjustments, and this share of them, are wide; a word gap is then wider still.
_TRACKED, _TRACKED_SHARE, _TRACKED_GAP = 4, 0.6, 1.6


def _word_gap(parts: Sequence[Any], space: float) -> float:
    """The adjustment, in type sizes, from which on it parts words; letters that are spaced out are one word."""
    usual = _SPACE_SHARE * space
    told = [part for before, part in pairwise([None, *parts]) if not (_is_leader(before) or _is_leader(part))]
    wide = sorted(shift for part in told if isinstance(part, (int, float)) and (shift := -part / 1000) >= usual)
    letters = sum(len(part) for part in told if isinstance(part, (bytes, str)))
    if len(wide) < _TRACKED or len(wide) < _TRACKED_SHARE * (letters - 1):
        return usual
    return max(usual, _TRACKED_GAP * wide[len(wide) // 2])


def _is_leader(part: Any) -> bool:  # noqa: ANN401
    """Whether it is a dot that leads to a page's number or a sum: the line's dots are spaced out, its letters not."""
    return part in (b".", ".")


#: Slopes below this are a scanner's.
_LEVEL = 0.1


def _quarters(m: Matrix, size: float) -> int:
    across, up = (m[0], m[1]) if size >= 0 else (-m[0], -m[1])
    if abs(up) <= _LEVEL * abs(across):
        return 0 if across > 0 else 2
    if abs(across) <= _LEVEL * abs(up):
        return 1 if up > 0 else 3
    return -1


def _string(value: Any) -> str | None:  # noqa: ANN401
    """A text string (ISO 32000-1, 7.9.2.2); in a content stream it comes as bytes."""
    if isinstance(value, bytes):
        return value[2:].decode("utf-16-be", "replace") if value.startswith(b"\xfe\xff") else value.decode("latin-1")
    return str(value) if isinstance(value, str) else None


#: More characters than a word, a ligature or a hyphen has: such a replacement is a description, not the text.
_MOST_REPLACED = 40


def _replace_text(runs: list[Run], first: int, actual: str) -> None:
    """Puts the text that the file says its glyphs stand for in their place: a ligature, a soft hyphen, a raised dot."""
    found = runs[first:]
    if not found or len({round(run.y) for run in found}) > 1:
        return
    if max(len(actual), sum(len(run.text) for run in found)) > _MOST_REPLACED:
        return
    if found[-1].text.endswith(" ") and not actual.endswith(" "):
        actual += " "  # it parts words, whether the description has it or not
    runs[first:] = [replace(found[0], text=actual, right=max(run.right for run in found))]


_HANDLERS = {
    b"q": _Stream.save, b"Q": _Stream.restore, b"cm": _Stream.concat, b"Do": _Stream.paint,
    b"BT": _Stream.begin_text, b"Tf": _Stream.font, b"Tc": _Stream.set_spacing, b"Tw": _Stream.set_word_spacing,
    b"Tz": _Stream.set_scaling, b"TL": _Stream.set_leading, b"Ts": _Stream.set_rise, b"Td": _Stream.move,
    b"TD": _Stream.move_leading, b"T*": _Stream.next_line, b"Tm": _Stream.set_matrix, b"Tj": _Stream.show,
    b"TJ": _Stream.show_array, b"'": _Stream.show_next, b'"': _Stream.show_spaced, b"BMC": _Stream.mark,
    b"BDC": _Stream.mark_with_properties, b"EMC": _Stream.end_mark, b"re": _Stream.rectangle, b"m": _Stream.move_to,
    b"l": _Stream.line_to, b"n": _Stream.drop_path,
    **dict.fromkeys((b"S", b"s", b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*"), _Stream.draw_path),
}  # fmt: skip
