"""The table of documents: searched, filtered, sorted and paged on the server, corrected and removed in place.

Everything is worked out of the catalogue in memory: at 10,000 documents a page of the table takes some 40 ms.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING, Any

from index.analysis import fold
from index.errors import LibraryError, NotInLibrary
from qa.web.bin import Bin
from qa.web.document import fields
from qa.web.markup import named, render
from qa.web.overview import overview
from qa.web.texts import language_name, t
from qa.web.wish import LONGEST_NAME, names_of, number_of

if TYPE_CHECKING:
    from index.library import Library
    from index.model import Entry, Failure

Told = dict[str, Any]

#: Documents of a page of the table.
PAGE = 50
#: Choices of a filter: of more only those of most documents are offered.
OFFERED = 60
#: What the table is sorted by, and whether it begins with the largest.
SORTED = {"title": False, "author": False, "date": True, "paragraphs": True, "added": True}
#: What may be wrong with a document, as the filter tells it; "unknown" is any of the four that follow.
PROBLEMS = ("unknown", "title", "author", "date", "language", "pages", "warned", "corrected")
#: Fields that several documents can be given at once.
TOGETHER = ("authors", "published", "publisher", "series", "language")


@dataclass(frozen=True, slots=True)
class State:
    """What of the library the table shows; the browser keeps it."""

    words: str = ""
    sort: str = "added"
    down: bool = True
    page: int = 1
    language: str = ""
    series: str = ""
    author: str = ""
    year: str = ""
    problem: str = ""

    @classmethod
    def of(cls, sent: Mapping[str, Any]) -> State:
        """The state that a browser sent; what makes no sense is as it is at first."""
        texts = {name: str(sent.get(name) or "")[:LONGEST_NAME] for name in ("words", *NARROWED)}
        sort = str(sent.get("sort"))
        sort = sort if sort in SORTED else "added"
        down = bool(sent.get("down")) if "down" in sent else SORTED[sort]
        return cls(sort=sort, down=down, page=number_of(sent.get("page")) or 1, **texts)

    @property
    def narrowed(self) -> bool:
        """Whether it leaves any document out."""
        return bool(self.words or any(getattr(self, name) for name in NARROWED))


#: The filters of the table.
NARROWED = ("language", "series", "author", "year", "problem")


#: What the table shows at first, and that no document has a page without text.
FIRST = State()
NONE: Mapping[str, tuple[int, ...]] = {}


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a filter, and how many documents have it."""

    value: str
    label: str
    documents: int


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The table of the Library tab."""

    library: Library
    bin: Bin
    #: What the model is called for people.
    model: str
    _folded: dict[str, str] = field(default_factory=dict)

    def shown(self, wanted: Mapping[str, Any]) -> Told:
        """The table after an act.

        Args:
            wanted: The fields of ``State``; ``op``: none to draw it, edit (``id``: its form alone), correct (``id``,
                ``written``, ``reset``), together (``ids``, ``field``, ``value``), remove (``ids``), undo (``numbers``),
                dismiss (``source``), picture, about.

        Returns:
            ``html`` with the ``state`` that the browser keeps, ``say`` what is to be read out, ``undo`` the numbers
            that bring back what was removed; or ``error`` in a sentence.
        """
        try:
            return self._acted(wanted)
        except LibraryError as error:
            return {"error": str(error)}

    def _acted(self, wanted: Mapping[str, Any]) -> Told:
        state = State.of(wanted)
        match wanted.get("op"):
            case "edit":
                return {"form": self._form(str(wanted.get("id")))}
            case "correct":
                written, reset = wanted.get("written"), names_of(wanted.get("reset"))
                texts = {str(name): str(text) for name, text in written.items()} if isinstance(written, Mapping) else {}
                self.library.correct(str(wanted.get("id")), texts, reset)
                return {**self._drawn(state), "say": t("library.corrected_said"), "changed": True}
            case "together":
                return self._together(state, names_of(wanted.get("ids")), str(wanted.get("field")), wanted.get("value"))
            case "remove":
                return self._removed(state, names_of(wanted.get("ids")))
            case "undo":
                numbers = wanted.get("numbers")
                return self._undone(state, numbers if isinstance(numbers, list) else [])
            case "dismiss":
                self.library.dismiss(str(wanted.get("source")))
                return {**self._drawn(state), "say": t("library.dismissed")}
            case "picture":
                with self.library.snapshot() as view:
                    return {"picture": overview(view, by_author=bool(wanted.get("authors")))}
            case "about":
                return {"about": self._about()}
        return self._drawn(state)

    def _drawn(self, state: State) -> Told:
        with self.library.snapshot() as view:
            entries, failures = view.entries(), view.failures()
            blank = {entry.document: pages for entry, pages in view.without_text()}
        some = ordered(self._narrowed(entries, state, blank), state)
        state = replace(state, page=min(state.page, _last(some)))
        html = table(entries, some, failures, state=state, blank=blank, outdated=self.library.outdated())
        return {"html": html, "state": asdict(state)}

    def _narrowed(self, entries: Sequence[Entry], state: State, blank: Mapping[str, tuple[int, ...]]) -> list[Entry]:
        tests = [test for name, test in _tests(state, blank).items() if getattr(state, name)]
        words = fold(state.words).split()
        return [
            entry
            for entry in entries
            if all(test(entry) for test in tests) and (not words or all(word in self._key(entry) for word in words))
        ]

    def _key(self, entry: Entry) -> str:
        """What is searched of a document, folded; kept, for a library has thousands."""
        text = " ".join((entry.title, *entry.authors, entry.series, *entry.topics, entry.publisher, entry.source))
        if text not in self._folded:
            self._folded[text] = fold(text)
        return self._folded[text]

    def _form(self, name: str) -> str:
        with self.library.snapshot() as view:
            held, read = view.document(name), view.as_read(name)
        return render("correct-form.html.j2", fields=list(fields(held, read)), place="row")

    def _together(self, state: State, ids: Sequence[str], name: str, value: object) -> Told:
        if name not in TOGETHER or not isinstance(value, str):
            return self._drawn(state)
        for one in ids[:PAGE]:
            self.library.correct(one, {name: value})
        said = t("library.corrected_together", n=min(len(ids), PAGE))
        return {**self._drawn(state), "say": said, "changed": True}

    def _removed(self, state: State, ids: Sequence[str]) -> Told:
        undo, kept = [], 0
        for one in ids[:PAGE]:
            removal, number = self.bin.remove(one)
            undo.append(number)
            kept += removal.answers + removal.pins
        said = t("library.removed", n=len(undo)) + (" " + t("library.still_quoted", n=kept) if kept else "")
        return {**self._drawn(state), "undo": undo, "say": said, "changed": True}

    def _undone(self, state: State, numbers: Sequence[object]) -> Told:
        """What can still be brought back is; what cannot is said."""
        wrong = []
        for number in numbers:
            try:
                self.bin.undo(number_of(number))
            except NotInLibrary as error:
                wrong.append(str(error))
        if wrong and len(wrong) == len(numbers):
            return {"error": wrong[0]}
        return {**self._drawn(state), "say": " ".join([t("library.undone"), *wrong[:1]]), "changed": True}

    def _about(self) -> str:
        with self.library.snapshot() as view:
            entries, passages = view.entries(), view.size
            blank = view.without_text()
        folder = self.library.folder
        sizes = {
            "database": _bytes(folder.glob("library.db*")),
            "originals": _bytes((folder / "originals").rglob("*")),
        }
        languages = Counter(entry.language for entry in entries if entry.language)
        return render(
            "about.html.j2",
            folder=str(folder),
            model=self.model,
            documents=len(entries),
            paragraphs=sum(entry.paragraphs for entry in entries),
            passages=passages,
            sizes=sizes,
            languages=[(language_name(code), count) for code, count in languages.most_common(6)],
            blank=blank,
        )


def table(
    every: Sequence[Entry],
    some: Sequence[Entry],
    failures: Sequence[Failure],
    *,
    state: State = FIRST,
    blank: Mapping[str, tuple[int, ...]] = NONE,
    outdated: int = 0,
) -> str:
    """The table as HTML.

    Args:
        every: All documents of the library, of which the filters offer what there is.
        some: Those that the state lets through, in its order; one page of them is shown.
        failures: Files that could not be read.
        state: What is shown.
        blank: Pages without text, by document.
        outdated: How many documents older readers read.
    """
    first = (state.page - 1) * PAGE
    return render(
        "library.html.j2",
        state=state,
        total=len(every),
        found=len(some),
        first=first + 1,
        rows=[(entry, blank.get(entry.document, ())) for entry in some[first : first + PAGE]],
        page=state.page,
        last=_last(some),
        choices=_choices(every, blank),
        failures=failures,
        outdated=outdated,
        missing=_missing,
        sorts=SORTED,
        together=TOGETHER,
    )


def _last(some: Sequence[Entry]) -> int:
    return max(1, -(-len(some) // PAGE))


def ordered(entries: Sequence[Entry], state: State) -> list[Entry]:
    """The documents in the order of a state; those without the value are last, whichever way."""
    if state.sort == "added":
        return list(entries)[::-1] if state.down else list(entries)
    known: Callable[[Entry], Any] = {
        "title": lambda entry: _collated(named(entry.title, entry.source)),
        "author": lambda entry: _collated(entry.authors[0]) if entry.authors else "",
        "date": lambda entry: entry.published,
        "paragraphs": lambda entry: entry.paragraphs,
    }[state.sort]
    keyed = [(known(entry), entry) for entry in entries]
    with_value = sorted((one for one in keyed if one[0]), key=lambda one: one[0], reverse=state.down)
    return [entry for _, entry in with_value] + [entry for value, entry in keyed if not value]


# ---------------------------------------------------------------- filters


def _tests(state: State, blank: Mapping[str, tuple[int, ...]]) -> dict[str, Callable[[Entry], bool]]:
    return {
        "language": lambda entry: entry.language == state.language,
        "series": lambda entry: entry.series == state.series,
        "author": lambda entry: state.author in entry.authors,
        "year": lambda entry: _of_year(entry, state.year),
        "problem": lambda entry: has(entry, state.problem, blank),
    }


def _of_year(entry: Entry, year: str) -> bool:
    """Whether it is of a year, or for "-2002" of that year or one before."""
    if year.startswith("-"):
        return bool(entry.published) and entry.published[:4] <= year[1:]
    return entry.published[:4] == year


def has(entry: Entry, problem: str, blank: Mapping[str, tuple[int, ...]]) -> bool:
    """Whether a document has a problem of this name (``PROBLEMS``)."""
    match problem:
        case "pages":
            return entry.document in blank
        case "warned":
            return bool(entry.warnings)
        case "corrected":
            return bool(entry.corrected)
        case "unknown":
            return bool(_missing(entry))
        case _:
            return problem in _missing(entry)


def _missing(entry: Entry) -> list[str]:
    """What is not known of a document."""
    known = {"title": entry.title, "author": entry.authors, "date": entry.published, "language": entry.language}
    return [name for name, value in known.items() if not value]


def _choices(entries: Sequence[Entry], blank: Mapping[str, tuple[int, ...]]) -> dict[str, list[Choice]]:
    problems = [(one, sum(has(entry, one, blank) for entry in entries)) for one in PROBLEMS]
    return {
        "language": _counted((entry.language for entry in entries), language_name),
        "series": _counted(entry.series for entry in entries),
        "author": _counted(author for entry in entries for author in entry.authors),
        "year": sorted(_counted(entry.published[:4] for entry in entries), key=lambda one: one.value, reverse=True),
        "problem": [Choice(one, t(f"library.problem_{one}"), count) for one, count in problems if count],
    }


def _counted(values: Iterable[str], label: Callable[[str], str] = str) -> list[Choice]:
    counts = Counter(value for value in values if value)
    best = sorted(counts.items(), key=lambda one: (-one[1], one[0]))[:OFFERED]
    return sorted((Choice(value, label(value), count) for value, count in best), key=lambda one: _collated(one.label))


def _collated(text: str) -> tuple[str, str]:
    """Orders as people do: without case and marks first, with them where that is the same."""
    plain = text.casefold()
    if not plain.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    return plain.lstrip("“”„\"'«»([ ").replace("ł", "l~"), text


def _bytes(files: Iterable[Any]) -> int:
    return sum(file.stat().st_size for file in files if file.is_file())
