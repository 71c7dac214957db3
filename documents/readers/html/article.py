"""Which blocks of a page are its article.

trafilatura reads the page too, and where its text and ours agree is where the article is; its own text is not used,
for it loses tables, notes and whole paragraphs. From there the page's build decides: a block belongs to the article
where it stands in the part of the page that holds the agreed text and is built as the agreed blocks are, or stands
between them, and is neither a list of links nor in a part that names itself something else.

Figures for each rule: benchmarks/html.py.
"""

from __future__ import annotations

import copy
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property

import trafilatura

from documents.model import BlockKind
from documents.readers.html.blocks import Part
from documents.readers.html.pointers import without_pointers
from documents.readers.html.teasers import without_last_offer, without_teasers
from documents.readers.html.title import is_byline, is_headline
from documents.readers.html.tree import Element

#: Characters of a block that is prose: shorter ones agree by chance ("More", "Share").
_PROSE = 80
#: The part of the page that holds this share of the agreed prose is where the article stands.
_ROOT_SHARE = 0.6
#: Where the next larger part of the page adds text of which this share is agreed, the article goes on there.
_DENSE = 0.5
#: A block of which this share is links is a link, whatever it says.
_LINKED = 0.75
#: Characters of a paragraph between title and text that says what the article is about.
_DECK = 60, 1_500
#: Prose has fewer links than teasers of other articles, which begin with one.
_LINKED_PROSE = 0.25
#: Parts between a headline and its text, at most: share bars, a byline, a picture.
_NEAR = 15
#: Words that overlap, as in the measure; blocks of fewer than twice as many must agree whole.
_SHINGLE = 4
_AGREED = 0.5


def article_of(tree: Element, parts: Sequence[Part], title: str = "") -> list[Part]:
    """The parts that are the article, in their order; all of them where the page is nothing but a text.

    ``title`` is what the page declares, as far as it does.
    """
    if _is_plain(tree, parts):
        return list(parts)
    parts = without_teasers(parts)
    if sum(1 for _ in tree.iter()) > _MOST_ELEMENTS:
        return [part for part in parts if not _is_link(part)] or list(parts)
    agreed = _agreed(tree, parts)
    said = [part for part, yes in zip(parts, agreed, strict=True) if yes and not _is_link(part)]
    prose = [part for part in said if _is_prose(part)]
    if 2 * _characters(prose) < _characters(said):
        prose = said  # a page of short lines: minutes, a programme, a poem
    if not prose:
        return [part for part in parts if not _is_link(part)] or list(parts)
    return _Page(parts, agreed, prose, title).article() or list(parts)


def _characters(parts: Iterable[Part]) -> int:
    return sum(len(part.piece.text) for part in parts)


# --- pages that are nothing but a text -----------------------------------------------------------------------

#: Elements of a page that trafilatura reads in a second or two; articles have 3,000 at most, laws and statutes more.
_MOST_ELEMENTS = 50_000
#: Elements that only web pages have.
_WEB = ("nav", "aside", "footer", "form", "button", "iframe")
#: Share of the characters that are links to elsewhere, at most: most of the web's pages have a fifth and more.
_FEW_LINKS = 0.15


def _is_plain(tree: Element, parts: Sequence[Part]) -> bool:
    """An exported report, a saved letter: nothing around the text that would have to be told from it."""
    few = sum(part.linked for part in parts) <= _FEW_LINKS * _characters(parts)
    return few and next(tree.iter(*_WEB), None) is None


# --- where trafilatura agrees --------------------------------------------------------------------------------

_WORD = re.compile(r"\w+")


class _Shingles:
    """The text that trafilatura took for the article, by the runs of words in it."""

    def __init__(self, text: str) -> None:
        words = _words(text)
        self.text = f" {' '.join(words)} "
        self.runs = set(_runs(words))

    def holds(self, text: str) -> bool:
        """Whether half of the text's runs of words are in it; all of a text of few words."""
        words = _words(text)
        if len(words) < 2 * _SHINGLE:
            return bool(words) and f" {' '.join(words)} " in self.text
        runs = list(_runs(words))
        return sum(run in self.runs for run in runs) >= _AGREED * len(runs)


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def _runs(words: Sequence[str]) -> Iterable[tuple[str, ...]]:
    return (tuple(words[at : at + _SHINGLE]) for at in range(len(words) - _SHINGLE + 1))


def _agreed(tree: Element, parts: Sequence[Part]) -> list[bool]:
    found = trafilatura.extract(copy.deepcopy(tree), include_comments=False, include_tables=True, deduplicate=False)
    shingles = _Shingles(found or "")
    return [shingles.holds(part.piece.text) for part in parts]


# --- the build of the page -----------------------------------------------------------------------------------

_OTHER = re.compile(
    r"(?:^|[\s_-])(?:related|recirc\w*|recommend\w*|share\w*|sharing|social\w*|newsletter\w*|promo\w*|comments?|respond"
    r"|breadcrumbs?|crumbs?|tags|taglist|sidebar|advert\w*|ads?|sponsor\w*|cookies?|consent|subscri\w*|popular|read-?more"
    r"|also-?read|disclaimer|author-?(?:bio|box|info)|byline|dateline|postmeta|post-?meta|entry-?meta|pagination|pager|gallery\w*|slideshow|carousel"
    r"|paywall|login|signup|modal|popup)(?:$|[\s_-])",
    re.IGNORECASE,
)
#: A part of the page with more of the agreed prose is the article, whatever it is called.
_OTHER_SHARE = 0.25
_STRUCTURE = (BlockKind.TABLE, BlockKind.NOTE, BlockKind.QUOTE, BlockKind.HEADING)
_OTHER_TAGS = frozenset({"nav", "aside", "footer", "form"})


class _Page:
    """The parts of a page, and what is known of where its article stands."""

    def __init__(self, parts: Sequence[Part], agreed: Sequence[bool], prose: Sequence[Part], title: str) -> None:
        self.parts = parts
        self.agreed = agreed
        self.prose = prose
        self.title = title
        self.others: dict[Element, bool] = {}

    def article(self) -> list[Part]:
        """The parts that are the article, in their order."""
        chosen = [self._may_belong(part) and self._belongs(at) for at, part in enumerate(self.parts)]
        if True not in chosen:
            return []
        first, last = chosen.index(True), len(chosen) - chosen[::-1].index(True)
        for at in (*self._opening(first), *self._between(first, last)):
            chosen[at] = True
        article = [part for part, yes in zip(self.parts, chosen, strict=True) if yes]
        return _without_last_headings(without_last_offer(_said_once(without_pointers(article))))

    def _opening(self, first: int) -> Iterable[int]:
        """The headline above the first part of the article, and what stands between the two: a summary, a byline."""
        headline = self._headline(first)
        if headline is None:
            return
        yield headline
        said = {self.parts[headline].piece.text}
        for at in range(headline + 1, first):
            part = self.parts[at]
            says = _DECK[0] <= len(part.piece.text) <= _DECK[1] and part.piece.kind is not BlockKind.CAPTION
            summary = says and self._may_open(part)
            if part.piece.text not in said and (summary or is_byline(part.piece)):
                said.add(part.piece.text)
                yield at

    def _headline(self, first: int) -> int | None:
        """The nearest heading above that is the declared title, or one of the first level that is near."""
        above = [at for at in range(first, -1, -1) if self.parts[at].piece.kind is BlockKind.HEADING]
        for at in above:
            if is_headline(self.parts[at].piece.text, self.title):
                return at
        return next((at for at in above if self.parts[at].piece.level == 1 and first - at <= _NEAR), None)

    def _may_open(self, part: Part) -> bool:
        return not _is_link(part) and not self._elsewhere(part)

    def _may_belong(self, part: Part) -> bool:
        """Whether nothing speaks against the part. Notes stand at the foot of pages, or beside them."""
        if part.piece.kind is BlockKind.NOTE:
            return True
        return self._in_root(part) and not _is_link(part) and not self._elsewhere(part)

    def _belongs(self, at: int) -> bool:
        """Whether trafilatura agrees, or the part is built as what it agrees on, or stands beside that."""
        part = self.parts[at]
        if part.piece.kind is BlockKind.NOTE:
            return True
        return self.agreed[at] or _build(part) in self.builds or part.element.getparent() in self.holders

    def _between(self, first: int, last: int) -> Iterable[int]:
        """Prose, tables, notes, quotations and headings amid the article, though trafilatura lost them."""
        for at in range(first, last):
            part = self.parts[at]
            kept = part.piece.kind in _STRUCTURE or (part.piece.kind is not BlockKind.CAPTION and _is_prose(part))
            if kept and self._may_belong(part):
                yield at

    def _in_root(self, part: Part) -> bool:
        return _within(part, self.root)

    @cached_property
    def weights(self) -> Counter[Element]:
        """For each element the characters of agreed prose in it."""
        weights: Counter[Element] = Counter()
        for part in self.prose:
            for element in (part.element, *part.element.iterancestors()):
                weights[element] += len(part.piece.text)
        return weights

    @cached_property
    def lengths(self) -> Counter[Element]:
        """For each element the characters in it that are no links."""
        lengths: Counter[Element] = Counter()
        for part in self.parts:
            for element in (part.element, *part.element.iterancestors()):
                lengths[element] += len(part.piece.text) - part.linked
        return lengths

    @cached_property
    def whole(self) -> int:
        """The characters of agreed prose."""
        return _characters(self.prose)

    @cached_property
    def core(self) -> Element:
        """The innermost element with most of the agreed prose in it."""
        enough = [element for element, weight in self.weights.items() if weight >= _ROOT_SHARE * self.whole]
        core = max(enough, key=_depth)
        for element in list(core.iterancestors()):
            agreed = self.weights[element] - self.weights[core]
            if agreed and agreed >= _DENSE * (self.lengths[element] - self.lengths[core]):
                core = element
        return core

    @cached_property
    def builds(self) -> frozenset[tuple[str, ...]]:
        """How the agreed prose of the core is built into the page."""
        return frozenset(_build(part) for part in self.prose if _within(part, self.core))

    @cached_property
    def root(self) -> Element:
        """The innermost element with the core and all prose that is built as the core's is."""
        root = self.core
        for part in self.parts:
            if _is_prose(part) and _build(part) in self.builds:
                while not _within(part, root):
                    root = root.getparent()
        return root

    @cached_property
    def holders(self) -> frozenset[Element]:
        """The elements that agreed prose stands in directly."""
        return frozenset(part.element.getparent() for part in self.prose if self._in_root(part))

    def _elsewhere(self, part: Part) -> bool:
        """Whether a part of the page that names itself something else, and holds little of the article, is around."""
        for element in (part.element, *part.element.iterancestors()):
            if element is self.root or element.tag == "body":
                return False
            if self._is_other(element):
                return True
        return False

    @cached_property
    def other_tags(self) -> frozenset[str]:
        """Inside an article another one is another article, or a comment."""
        around = {element.tag for element in (self.root, *self.root.iterancestors())}
        return _OTHER_TAGS | ({"article"} & around)

    def _is_other(self, element: Element) -> bool:
        if element not in self.others:
            names = f"{element.get('class') or ''} {element.get('id') or ''}"
            other = element.tag in self.other_tags or _OTHER.search(names) is not None
            self.others[element] = other and not self._holds_article(element)
        return self.others[element]

    def _holds_article(self, element: Element) -> bool:
        """Whether a good part of the agreed prose is in it, or the first of it."""
        return self.weights[element] >= _OTHER_SHARE * self.whole or _within(self.prose[0], element)


def _depth(element: Element) -> int:
    return sum(1 for _ in element.iterancestors())


def _within(part: Part, element: Element) -> bool:
    return part.element is element or element in part.element.iterancestors()


def _build(part: Part) -> tuple[str, ...]:
    """The tags and classes of the block and of what it stands in."""
    return tuple(
        f"{element.tag}.{element.get('class') or ''}" for element in (part.element, *part.element.iterancestors())
    )


def _is_prose(part: Part) -> bool:
    return len(part.piece.text) >= _PROSE and part.linked <= _LINKED_PROSE * len(part.piece.text)


def _is_link(part: Part) -> bool:
    """Whether the part only leads elsewhere: no table, note or heading does, nor what is said of a term."""
    kinds = (BlockKind.TABLE, BlockKind.NOTE, BlockKind.HEADING)
    return part.piece.kind not in kinds and not part.piece.under and part.linked >= _LINKED * len(part.piece.text)


#: Blocks among which a repeated one is a repetition by the page and not by its author.
_NEIGHBOURS = 3


def _said_once(parts: list[Part]) -> list[Part]:
    """Of neighbours with the same words the first: pages repeat captions and summaries for small screens."""
    kept: list[Part] = []
    for part in parts:
        if all(part.piece.text != other.piece.text for other in kept[-_NEIGHBOURS:]) or len(part.piece.text) < _PROSE:
            kept.append(part)
    return kept


def _without_last_headings(parts: list[Part]) -> list[Part]:
    """Headings at the end stand over what has been left out."""
    while parts and parts[-1].piece.kind is BlockKind.HEADING:
        parts.pop()
    return parts
