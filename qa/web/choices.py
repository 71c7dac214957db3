"""What a library can be filtered by: looked up while it is typed, for ten thousand documents are too many to send."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from index.analysis import fold
from index.languages import code_of
from qa.web.markup import named
from qa.web.texts import language_name
from qa.web.wish import LISTS, names_of

if TYPE_CHECKING:
    from index.model import Entry
    from index.snapshot import Snapshot

#: Names that are offered at a time.
OFFERED = 12
#: Characters of what is typed that are looked for.
LONGEST = 200

Choice = tuple[str, str]


def choices(view: Snapshot, wanted: Mapping[str, Any]) -> dict[str, Any]:
    """The names that fit what is typed, those of most documents first, and how chosen ones are written.

    Args:
        view: The library.
        wanted: ``field`` (a key of ``LISTS``), ``words`` that are typed, ``chosen`` names that are not offered again;
            or no field and ``labels``: by field the chosen names whose writing is asked for.

    Returns:
        ``options`` as [what is shown, what is sent], ``more`` of them that fit too; or ``labels`` by field and name.
    """
    entries = view.entries()
    named_fields = wanted.get("labels")
    if isinstance(named_fields, Mapping):
        return {"labels": {name: _labels(name, names_of(named_fields.get(name)), entries) for name in LISTS}}
    field, words = str(wanted.get("field")), str(wanted.get("words") or "")[:LONGEST]
    if field not in LISTS:
        return {"options": [], "more": 0}
    counts = Counter(choice for entry in entries for choice in _of(field, entry))
    chosen = set(names_of(wanted.get("chosen")))
    fitting = [choice for choice in counts if choice[1] not in chosen and _fits(choice[0], words)]
    best = sorted(fitting, key=lambda choice: (-counts[choice], fold(choice[0]), choice[1]))
    return {"options": [list(one) for one in best[:OFFERED]], "more": max(len(best) - OFFERED, 0)}


def _of(field: str, entry: Entry) -> Iterable[Choice]:
    """What a document can be chosen by."""
    match field:
        case "author":
            return ((author, author) for author in entry.authors)
        case "series":
            return ((entry.series, entry.series),) if entry.series else ()
        case "lang":
            return ((language_name(entry.language), entry.language),) if entry.language else ()
        case _:
            return ((_title(entry), entry.document),)


def _title(entry: Entry) -> str:
    return named(entry.title, entry.source) + (f" ({entry.published[:4]})" if entry.published else "")


def _fits(shown: str, words: str) -> bool:
    """Whether each typed word begins one of what is shown, without regard to case and accents."""
    held = fold(shown).split()
    return all(any(_begins(one, word) for one in held) for word in fold(words).split())


def _begins(held: str, word: str) -> bool:
    return held.lstrip("“”„\"'‘’«»([").startswith(word)


def _labels(field: str, chosen: Iterable[str], entries: Iterable[Entry]) -> dict[str, str]:
    """How chosen names are written; a document that is not there by the name that was given."""
    if field == "lang":
        return {one: language_name(code_of(one) or one) for one in chosen}
    if field != "doc":
        return {one: one for one in chosen}
    titles = {entry.document: _title(entry) for entry in entries}
    return {one: titles.get(one, one) for one in chosen}
