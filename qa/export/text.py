"""The text of a citation: runs, some of them in italics or links, and how their punctuation meets."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

#: A comma or a full stop stands inside these (Chicago Manual of Style, 18th ed., 6.9; APA 6.10; MLA 2.83).
_CLOSING = "”’"
#: After these no full stop is written, and after the second and third no comma (Chicago 6.134).
_STOPS = ".?!…"


@dataclass(frozen=True, slots=True)
class Run:
    """Some characters in one form; ``link`` is where they lead."""

    text: str
    italic: bool = False
    link: str = ""


Text = tuple[Run, ...]


def text(words: str, *, italic: bool = False, link: str = "") -> Text:
    """One run, or none for no words."""
    return (Run(words, italic, link),) if words else ()


def plain(runs: Text) -> str:
    """The words alone."""
    return "".join(run.text for run in runs)


def ended(runs: Text, mark: str) -> Text:
    """A text with a comma or a full stop behind it: inside its quotation marks, and none after a mark that ends it."""
    if not runs:
        return ()
    last = runs[-1]
    bare = last.text.rstrip(_CLOSING)
    if bare.endswith(tuple("?!")) or (mark == "." and bare.endswith(tuple(_STOPS))):
        return runs
    closing = last.text[len(bare) :]
    if closing:
        return (*runs[:-1], replace(last, text=bare + mark + closing))
    if last.italic or last.link:
        return (*runs, Run(mark))
    return (*runs[:-1], replace(last, text=last.text + mark))


def joined(parts: Iterable[Text], mark: str = ",") -> Text:
    """The texts that are not empty, a mark and a space between them."""
    made: Text = ()
    for part in parts:
        if made and part:
            made = (*ended(made, mark), Run(" "))
        made += part
    return made


def sentences(*parts: Text) -> Text:
    """The texts that are not empty, each ended by a full stop."""
    return ended(joined(parts, "."), ".")


def merged(runs: Iterable[Run]) -> Text:
    """The same text in as few runs as it has forms."""
    made: list[Run] = []
    for run in runs:
        if made and (made[-1].italic, made[-1].link) == (run.italic, run.link):
            made[-1] = replace(run, text=made[-1].text + run.text)
        elif run.text:
            made.append(run)
    return tuple(made)
