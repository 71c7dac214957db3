"""Lines amid an article that lead to other ones: "Read also: …", "Related", "Comments"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from documents.model import BlockKind
from documents.readers.html.blocks import Part
from documents.readers.html.tree import Element

#: What leads to other articles, or heads the list of them, or the comments, in the languages of our readers.
_POINTER = re.compile(
    r"(?:related(?: \w+)?|read (?:more|also|next)|see (?:more|also)|more (?:on this|from|stories|news)|don[’']t miss|"
    r"you (?:may|might) (?:also )?(?:like|be interested)[\w ]*|recommended(?: \w+)?|top stories|latest (?:news|stories)"
    r"|"
    r"share this(?: \w+)?|comments?|leave a (?:reply|comment)|join the conversation|tags|"
    r"czytaj (?:też|także|również|więcej)|zobacz (?:też|także|również)|przeczytaj (?:też|także|również)|"
    r"powiązane(?: \w+)?|podobne(?: \w+)?|polecane(?: \w+)?|komentarze|udostępnij|"
    r"lesen sie (?:auch|mehr)[\w ]*|mehr zum thema|auch interessant|weitere (?:artikel|beiträge|meldungen|nachrichten)|"
    r"ähnliche (?:artikel|beiträge)|das könnte (?:sie|dich) auch interessieren|kommentare?(?: verfassen)?|"
    r"(?:à )?lire aussi|sur le même sujet|articles (?:similaires|liés)|commentaires?|"
    r"читайте (?:также|еще|ещё|також)|похожие \w+|схожі \w+|комментарии|коментарі|"
    r"te puede interesar|lea también|mira|mire|comentarios|leggi anche|commenti|você pode gostar|leia (?:também|mais)|"
    r"comentários|lees ook)(?P<rest>\s*[:.…!»]+.*|\s*)",
    re.IGNORECASE | re.DOTALL,
)
#: The longest line that leads elsewhere, in characters: "Read more: " and a headline.
_LONGEST_POINTER = 250


def without_pointers(parts: Sequence[Part]) -> list[Part]:
    """Lines that lead to other articles are left out; below a heading that does so, what is in its part of the page."""
    kept: list[Part] = []
    closed: Element | None = None
    for part in parts:
        if closed is not None and (part.piece.kind is BlockKind.HEADING or closed not in part.element.iterancestors()):
            closed = None
        if _is_pointer(part):
            if part.piece.kind is BlockKind.HEADING:
                closed = part.element.getparent()
        elif closed is None:
            kept.append(part)
    return kept


def _is_pointer(part: Part) -> bool:
    text = part.piece.text
    if len(text) > _LONGEST_POINTER or (match := _POINTER.fullmatch(text)) is None:
        return False
    return not match["rest"].strip(" :.…!»") or part.linked >= len(text) // 2
