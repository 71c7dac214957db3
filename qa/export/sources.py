"""The sources of a paper alone, as plain text in one style."""

from __future__ import annotations

from qa.export.paper import Paper
from qa.export.styles import Apparatus
from qa.export.text import Text, plain


def sources(paper: Paper, of: Apparatus) -> str:
    """The notes, or the citations as they stand in the text, by number where they are several; then the works."""
    alone = len(paper.citations) == 1
    cited = [f"{'' if alone else f'{one.number}. '}{_source(one.number, of)}" for one in paper.citations]
    blocks = ["\n".join(cited), of.heading, *map(plain, of.entries)] if cited else []
    return "\n\n".join((*blocks, *map(plain, paper.ending))) + "\n"


def _source(number: int, of: Apparatus) -> str:
    return " ".join(shown(held[number]) for held in (of.in_text, of.notes) if number in held)


def shown(text: Text) -> str:
    """A text as plain text: a link that is not to be seen in it stands behind it."""
    links = dict.fromkeys(run.link for run in text if run.link and run.link not in run.text)
    return " ".join((plain(text), *links))
