"""Whether two documents print the same words: decided on the words, where sketches only propose (works.py).

Two documents are the same work when one is a reprint or a version of the other: most of what the shorter one says
stands in the longer one, sentence by sentence, and it is not merely what a publisher prints on every page, or what
is written anew every week with other figures. The rule was found on the 1,308 pairs of 5,196 news articles and web
pages that share a tenth of their words: it takes 73 pairs for one work, and 72 are. tests/index/test_copies.py has
cases by hand.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from documents.model import Block, Document
from index import analysis
from index.model import Passage
from index.passages import sentences

#: A text in which so much of another, shorter one stands word for word is a print of it.
WHOLE = 0.97
#: With the same beginning so much is enough,
MOST = 0.9
#: and with the same beginning under the same title so much: an article that was written on during the day.
MUCH = 0.6
#: A title of so many words is no "Press release", "Weekly report" or "Missions".
TITLE = 4
#: A text that is less than this part of another is an excerpt of it, or stands in it among other things,
PART = 0.5
#: or under the same title is a first, short version of it.
SHORT = 0.25
#: The beginning is so many sentences of at least so many words: a page's links and labels are shorter.
BEGINNING, SENTENCE = 3, 8
#: More than this of a text the same but for its figures, and it is another number of a series.
FIGURES = 0.05

_FIGURE = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence, or a row of a table, where it stands; ``words`` are folded."""

    words: str
    count: int
    block: Block
    start: int
    end: int


@dataclass(frozen=True)
class Print:
    """A document as its sentences."""

    title: str
    said: tuple[Said, ...]

    @cached_property
    def count(self) -> int:
        """How many words it has."""
        return sum(one.count for one in self.said)

    @cached_property
    def words(self) -> frozenset[str]:
        """Its sentences without their places."""
        return frozenset(one.words for one in self.said)

    @cached_property
    def forms(self) -> frozenset[str]:
        """Its sentences without their figures."""
        return frozenset(map(_form, self.words))


def print_of(document: Document) -> Print:
    """The sentences of what can be cited of a document."""
    whole = Passage(0, len(document.blocks) - 1, 0, len(document.text), "")
    found = ((block, start, end, folded(document.text[start:end])) for block, start, end in sentences(document, whole))
    said = (Said(words, words.count(" ") + 1, block, start, end) for block, start, end, words in found if words)
    return Print(folded(document.metadata.title), tuple(said))


def folded(text: str) -> str:
    """The text as it is compared: its words without case, diacritics, punctuation and the marks inside numbers."""
    return " ".join(analysis.words(text))


def same_work(one: Print, other: Print) -> bool:
    """Whether the two are prints or versions of one work."""
    short, long = sorted((one, other), key=lambda text: text.count)
    if not short.count or short.count < SHORT * long.count:
        return False
    shared = _share(short, long.words)
    part = short.count / long.count
    if shared >= WHOLE and part >= PART:
        return True
    if shared < MUCH or not (_begins_in(short, long) and _begins_in(long, short)) or _numbered(short, long):
        return False
    return (shared >= MOST and part >= PART) or (one.title == other.title and _names(one.title))


def _share(text: Print, words: frozenset[str]) -> float:
    """How much of the text these sentences are, by words."""
    return sum(one.count for one in text.said if one.words in words) / text.count


def _begins_in(text: Print, other: Print) -> bool:
    """Whether most of the first sentences stand in the other text."""
    first = [one.words for one in text.said if one.count >= SENTENCE][:BEGINNING]
    return 3 * sum(words in other.words for words in first) >= 2 * len(first) > 0


def _numbered(short: Print, long: Print) -> bool:
    """Whether much of the text is the same but for its figures."""
    other = sum(one.count for one in short.said if one.words not in long.words and _form(one.words) in long.forms)
    return other > FIGURES * short.count


def _form(words: str) -> str:
    return _FIGURE.sub("#", words)


def _names(title: str) -> bool:
    return title.count(" ") + 1 >= TITLE
