"""Teasers of other articles: rows of cards, each a link with the beginning of a text that goes on elsewhere.

Their words are prose, often on the article's own subject, and no class says what they are on every site. What gives
them away is their build: neighbours of one kind, each with a line that is only a link, beside a text that breaks off
or a date.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from documents.model import BlockKind
from documents.readers.html.blocks import Part
from documents.readers.html.tree import Element

#: Cards that make a row: two may be a quotation and its answer.
_ROW = 3
#: Characters of a card beside its link; the longest teasers of the gold pages have 320.
_CARD = 400
#: A text of fewer characters is a date or a label, which has no full stop either.
_BEGINNING = 60
#: Share of a line that is a link where the line is the link to the article.
_LINKED = 0.75
#: Share of the row's cards with a text that breaks off, or a date alone: some beginnings end with their sentence.
_BROKEN = 0.5
#: Share of the neighbours of a kind that are cards: among the posts of a forum some are short, and break off.
_ALIKE = 0.8
_ENDED = re.compile(r"(?<![.…])[.!?:;][\"'”’»›)\]]*\Z")


def without_teasers(parts: Sequence[Part]) -> list[Part]:
    """The parts that are no teasers; all of them where these are most of the page's text: a list of articles."""
    cards = frozenset(_cards(parts))
    rest = [part for part in parts if not cards.intersection(part.element.iterancestors())]
    return rest if 2 * _unlinked(rest) >= _unlinked(parts) else list(parts)


def without_last_offer(parts: Sequence[Part]) -> list[Part]:
    """The parts without an offer below the article: the only heading that is a link, and a few words under it.

    An article goes on under a link to another one that stands amid it, but there its text stands where it stood.
    """
    headings = [at for at, part in enumerate(parts) if part.piece.kind is BlockKind.HEADING]
    if not headings or [at for at in headings if _is_linked(parts[at])] != headings[-1:]:
        return list(parts)
    last = headings[-1]
    article, offer = parts[:last], parts[last:]
    holders = {part.element.getparent() for part in article}
    apart = not any(part.element.getparent() in holders for part in offer)
    short = sum(len(part.piece.text) for part in offer[1:]) <= _CARD
    return list(article if article and apart and short else parts)


def _unlinked(parts: Iterable[Part]) -> int:
    return sum(len(part.piece.text) - part.linked for part in parts)


def _breaks_off(text: str) -> bool:
    """Whether the text is a beginning: long enough for a sentence, and no sentence ends it."""
    return len(text) >= _BEGINNING and _ENDED.search(text) is None


def _is_linked(part: Part) -> bool:
    """Whether the part is nothing but a link to another page."""
    return part.linked >= _LINKED * len(part.piece.text)


def _cards(parts: Sequence[Part]) -> Iterable[Element]:
    """The elements that are cards of a row."""
    rows: dict[tuple[Element, str], list[Element]] = defaultdict(list)
    linked, sizes, broken = _contents(parts)
    for element in linked:
        parent = element.getparent()
        if parent is not None and 0 < sizes[element] <= _CARD:
            rows[parent, str(element.tag)].append(element)
    for (parent, tag), row in rows.items():
        whole = len(row) >= _ROW and len(row) >= _ALIKE * sum(1 for _ in parent.iterchildren(tag))
        if whole and sum(card in broken or sizes[card] < _BEGINNING for card in row) >= _BROKEN * len(row):
            yield from row


def _contents(parts: Sequence[Part]) -> tuple[dict[Element, None], Counter[Element], set[Element]]:
    """The elements around lines that are links, in order; the characters beside them; those whose text breaks off."""
    linked: dict[Element, None] = {}
    sizes: Counter[Element] = Counter()
    broken: set[Element] = set()
    for part in parts:
        around = list(part.element.iterancestors())
        if _is_linked(part):
            linked.update(dict.fromkeys(around))
            continue
        for element in around:
            sizes[element] += len(part.piece.text)
        if part.piece.kind in (BlockKind.PARAGRAPH, BlockKind.ITEM) and _breaks_off(part.piece.text):
            broken.update(around)
    return linked, sizes, broken
