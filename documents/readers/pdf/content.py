"""The content streams of a PDF page → runs of text with their place, and the rules drawn on it.

pypdf's own extraction joins what one text object shows and keeps neither widths nor marked content; columns, cells
and notes cannot be told without them. This walks the same operators (ISO 32000-1, 9.4) once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from pypdf import PageObject
from pypdf.errors import LimitReachedError
from pypdf.generic import ContentStream, DictionaryObject, StreamObject

from documents.readers.pdf.fonts import UNKNOWN, Fonts, Typeface
from documents.readers.pdf.runs import IDENTITY, Content, Matrix, Run, resolved, times
from documents.readers.pdf.stream import State, run_stream

#: Forms that a page may paint, operators that it may run in them all, depth of forms in forms. The busiest page of
#: some 15,000 that were looked at has 900 forms and 300,000 operators.
_MOST_FORMS, _MOST_OPERATORS, _DEEPEST = 1_000, 2_000_000, 20


def page_content(page: PageObject, fonts: Fonts) -> Content:
    """The runs and rules of a page. pypdf raises anything at all on damaged pages.

    Raises:
        LimitReachedError: more work than a page should need.
    """
    contents = page.get("/Contents")
    if contents is None or (contents := contents.get_object()) is None:
        return Content()
    stream = ContentStream(contents, page.pdf, "bytes")
    resources = resolved(page.get_inherited("/Resources", DictionaryObject()))
    quarters = _rotation(page)
    content = _walked(page, fonts, stream, resources, quarters)
    turned = _usual_turn(content.runs)
    return _walked(page, fonts, stream, resources, quarters + turned) if turned else content


def _walked(
    page: PageObject, fonts: Fonts, stream: ContentStream, resources: Mapping[str, Any], quarters: int
) -> Content:
    """The page as seen after so many quarter turns clockwise about the origin."""
    walker = _Walker(page, fonts)
    walker.walk(stream, resources, State(UNKNOWN, _TURNS[quarters % 4]))
    return walker.content


_TURNS: tuple[Matrix, ...] = (
    IDENTITY,
    (0.0, -1.0, 1.0, 0.0, 0.0, 0.0),
    (-1.0, 0.0, 0.0, -1.0, 0.0, 0.0),
    (0.0, 1.0, -1.0, 0.0, 0.0, 0.0),
)


def _rotation(page: PageObject) -> int:
    try:
        return int(page.get_inherited("/Rotate", 0)) // 90 % 4
    except (TypeError, ValueError):
        return 0


def _usual_turn(runs: Sequence[Run]) -> int:
    """The quarters by which most of the text is turned: tables are printed across a page without its saying so."""
    letters = Counter[int]()
    for run in runs:
        letters[run.turned] += len(run.text.strip())
    turned, most = max(letters.items(), key=lambda one: one[1], default=(0, 0))
    return turned if turned > 0 and most > 0.6 * letters.total() else 0


class _Walker:
    """Runs the operators of a page and of the forms that it paints."""

    def __init__(self, page: PageObject, fonts: Fonts) -> None:
        self.content = Content()
        self._page = page
        self._fonts = fonts
        self._faces: dict[int, dict[str, Typeface]] = {}
        self._forms = 0
        self._operators = 0
        self._open: list[int] = []
        self._hidden = _hidden_layers(page)

    def walk(self, stream: ContentStream, resources: Mapping[str, Any], state: State) -> None:
        """Runs a stream; the state of the caller is not changed."""
        operations = stream.operations
        self._operators += len(operations)
        if self._operators > _MOST_OPERATORS:
            raise LimitReachedError("more operators than a page needs")
        key = id(resources)
        if key not in self._faces:
            self._faces[key] = self._fonts.of(resources)
        run_stream(operations, self, resources, self._faces[key], state)

    def paint(self, name: Any, resources: Mapping[str, Any], state: State) -> None:  # noqa: ANN401
        """Paints the form of that name; pictures have no text."""
        form = resolved(resources.get("/XObject")).get(name)
        form = None if form is None else form.get_object()
        if not isinstance(form, StreamObject) or form.get("/Subtype") != "/Form":
            return
        if id(form) in self._open or len(self._open) >= _DEEPEST or self._forms >= _MOST_FORMS:
            return
        self._forms += 1
        matrix = _numbers(form.get("/Matrix"), 6)
        inner = replace(state, ctm=times(matrix, state.ctm)) if matrix else state
        self._open.append(id(form))
        try:
            own = resolved(form.get("/Resources")) or resources
            self.walk(ContentStream(form, self._page.pdf, "bytes"), own, inner)
        finally:
            self._open.pop()

    def shown(self, layer: Any) -> bool:  # noqa: ANN401
        """Whether the optional content of this group is on."""
        return getattr(layer, "idnum", None) not in self._hidden


def _hidden_layers(page: PageObject) -> frozenset[int]:
    """Object numbers of the optional content groups that are off when the file is opened."""
    root = getattr(page.pdf, "root_object", None)
    usual = resolved(resolved(resolved(root).get("/OCProperties")).get("/D"))
    off = usual.get("/OFF")
    off = None if off is None else off.get_object()
    return (
        frozenset(number for one in off if (number := getattr(one, "idnum", None)))
        if isinstance(off, list)
        else frozenset()
    )


def _numbers(value: Any, count: int) -> Matrix | None:  # noqa: ANN401
    try:
        found = tuple(float(number) for number in value.get_object())
    except (AttributeError, TypeError, ValueError):
        return None
    return found if len(found) == count else None  # type: ignore[return-value]
