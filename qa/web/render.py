"""The states of the page → HTML, by the templates (qa/web/markup.py)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from index.model import Entry
from qa.web.markup import render
from qa.web.wish import Mode

if TYPE_CHECKING:
    from index.answers import AnswerLine
    from qa.web.suggestions import Suggested


def empty(found: Suggested, before: Sequence[AnswerLine] = (), mode: Mode = Mode.ANSWER) -> str:
    """The page before a question: what may be asked, and what was asked before."""
    return render("state.html.j2", state="empty", found=found, before=before, mode=mode.value)


def pending(question: str, note: str = "") -> str:
    """The skeleton while an answer is made."""
    return render("state.html.j2", state="pending", question=question, note=note)


def error(title: str, detail: str, everything: str = "") -> str:
    """Something that went wrong, in words; ``everything`` is the address that asks the same without filters."""
    return render("state.html.j2", state="error", title=title, detail=detail, everything=everything)


def hero(entries: Sequence[Entry]) -> str:
    """The head of the Ask tab."""
    return render("hero.html.j2", documents=len(entries), paragraphs=sum(entry.paragraphs for entry in entries))
