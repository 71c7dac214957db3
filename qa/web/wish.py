"""What a visitor wants to see, which is the page's address: ``?mode=…&q=…&after=…&for=…&author=…&series=…&lang=…``
``&doc=…&since=…&until=…&asof=…&part=…``, or ``?a=…`` for a stored answer, with ``&again=1`` to ask its question anew.
The server keeps nothing of a visitor.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from urllib.parse import urlencode

from index.model import Filters
from qa.answer import ALONE, LONGEST, Thread
from qa.language.conversation import MOST_EARLIER

#: Characters of a name that a browser may send to filter by: far more than any author or file has.
LONGEST_NAME = 500
#: Names to filter by that a browser may send.
MOST_NAMES = 100
#: Longer numbers than any page or paragraph has are no numbers.
MOST_DIGITS = 6
#: Filters by lists of names: what an address calls them, and the field of ``Filters``.
LISTS = {"author": "authors", "series": "series", "lang": "languages", "doc": "documents"}
#: Filters by a day.
DAYS = {"since": "since", "until": "until", "asof": "as_of"}

_ID = re.compile(r"[0-9a-f]{16}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Mode(StrEnum):
    """What is made of the question. The values are part of addresses."""

    ANSWER = "answer"
    FIND = "find"
    COMPARE = "compare"
    CHECK = "check"


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for, and of which documents."""

    question: str = ""
    filters: Filters = field(default_factory=Filters)
    mode: Mode = Mode.ANSWER
    thread: Thread = ALONE
    #: Which page of a long list, from 1. Addresses call it ``part``: Gradio takes ``page`` for one of its own pages.
    page: int = 1
    #: The id of a stored answer, which is wished for in place of all the above; and whether its question is to be
    #: asked again, to see what is different today.
    stored: str = ""
    again: bool = False

    def __bool__(self) -> bool:
        return bool(self.question or self.stored)

    @property
    def address(self) -> str:
        """The query that asks the same again; what is as it is anyway has no name in it.

        A draft that is longer than a question is in no address: whoever follows one sees the empty page of its mode.
        """
        if self.stored:
            return "?" + urlencode({"a": self.stored, **({"again": "1"} if self.again else {})})
        question = self.question if len(self.question) <= LONGEST else ""
        pairs = [("mode", self.mode.value)] if self.mode is not Mode.ANSWER else []
        pairs += [("q", question), *(("after", one) for one in self.thread.earlier), ("for", self.thread.searched)]
        pairs += [(name, one) for name, inside in LISTS.items() for one in getattr(self.filters, inside)]
        pairs += [(name, getattr(self.filters, inside)) for name, inside in DAYS.items()]
        pairs += [("part", str(self.page))] if self.page > 1 else []
        return "?" + urlencode([(name, value) for name, value in pairs if value])


def wish_of(sent: Mapping[str, object]) -> Wish:
    """The wish of whatever a browser sent under the names of an address; what makes no sense asks for nothing."""
    question, mode, stored = sent.get("q"), mode_of(sent.get("mode")), sent.get("a")
    if isinstance(stored, str) and _ID.fullmatch(stored):
        return Wish(stored=stored, again=bool(sent.get("again")))
    return Wish(
        question=question.strip() if isinstance(question, str) else "",
        filters=filters_of(sent),
        mode=mode,
        # Terms and comparisons stand by themselves.
        thread=thread_of(sent) if mode is Mode.ANSWER else ALONE,
        page=number_of(sent.get("part")) or 1,
    )


def filters_of(sent: Mapping[str, object]) -> Filters:
    """Its filters; what makes no sense filters nothing."""
    lists = {inside: names_of(sent.get(name)) for name, inside in LISTS.items()}
    return Filters(**lists, **{inside: _day(sent.get(name)) for name, inside in DAYS.items()})  # type: ignore[arg-type]


def thread_of(sent: Mapping[str, object]) -> Thread:
    """Its thread: ``after``, the questions before it, and ``for``, what to search for it."""
    earlier, searched = sent.get("after"), sent.get("for")
    texts = earlier[-MOST_EARLIER:] if isinstance(earlier, list) else []
    return Thread(
        tuple(one[:LONGEST] for one in texts if isinstance(one, str) and one.strip()),
        searched if isinstance(searched, str) and searched.strip() else "",
    )


def mode_of(value: object) -> Mode:
    """Its mode: an answer, unless it names another."""
    return next((mode for mode in Mode if mode.value == value), Mode.ANSWER)


def names_of(value: object) -> tuple[str, ...]:
    """The texts of a list that are not empty."""
    if not isinstance(value, list):
        return ()
    return tuple(one[:LONGEST_NAME] for one in value[:MOST_NAMES] if isinstance(one, str) and one.strip())


def number_of(value: object) -> int:
    """A number of a page or a paragraph, 0 for none."""
    text = str(value)
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS else 0


def _day(value: object) -> str:
    if isinstance(value, str) and _DAY.fullmatch(value):
        with contextlib.suppress(ValueError):
            return date.fromisoformat(value).isoformat()
    return ""
