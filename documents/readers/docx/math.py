"""Word's equations (Office Math) on one line, as they are typed: "a/(b+c)", "x^2", "√(n)"."""

from __future__ import annotations

from documents.readers.docx.xml import Element, child, children, name, value, within

_SCRIPTED = frozenset({"m:sSup", "m:sSub", "m:sSubSup", "m:limLow", "m:limUpp"})
#: What changes have taken out.
_UNSEEN = frozenset({"w:del", "w:moveFrom"})


def linear(element: Element) -> str:
    """The text of an equation or of a part of it, what is raised or put below marked by "^" and "_"."""
    parts: list[str] = []
    scripted = False
    for one in element:
        text = _part(one)
        if scripted and text[:1].isalnum():
            parts.append(" ")  # "x^2 y": what follows is not raised
        parts.append(text)
        scripted = name(one) in _SCRIPTED if text else scripted
    return "".join(parts)


def _part(element: Element) -> str:
    kind = name(element)
    if kind == "m:r":
        return "".join(one.text or "" for one in element if name(one) in ("m:t", "w:t"))
    if kind in _UNSEEN or (kind.startswith("m:") and kind.endswith("Pr")):
        return ""
    build = _BUILT.get(kind)
    return build(element) if build is not None else linear(element)


def _of(element: Element, part: str) -> str:
    found = child(element, f"m:{part}")
    return "" if found is None else linear(found)


def _grouped(text: str) -> str:
    """The text in brackets, unless it is one word, one number or in brackets already."""
    bare = text.replace(".", "").replace(",", "")
    return text if bare.isalnum() or len(text) < 2 else f"({text})"


def _fraction(element: Element) -> str:
    barless = value(within(element, "m:fPr", "m:type"), prefix="m") == "noBar"
    return f"{_grouped(_of(element, 'num'))}{'¦' if barless else '/'}{_grouped(_of(element, 'den'))}"


def _scripts(element: Element) -> str:
    """The base with what stands below it and above it, before it or after it."""
    low, high = _of(element, "sub"), _of(element, "sup")
    scripts = (f"_{_grouped(low)}" if low else "") + (f"^{_grouped(high)}" if high else "")
    base = _of(element, "e")
    return f"{scripts}{base}" if name(element) == "m:sPre" else f"{base}{scripts}"


def _limits(element: Element) -> str:
    sign = "_" if name(element) == "m:limLow" else "^"
    return f"{_of(element, 'e')}{sign}{_grouped(_of(element, 'lim'))}"


def _root(element: Element) -> str:
    degree = _of(element, "deg")
    sign = {"": "√", "2": "√", "3": "∛", "4": "∜"}.get(degree, f"√[{degree}]")
    return f"{sign}({_of(element, 'e')})"


def _sum(element: Element) -> str:
    said = within(element, "m:naryPr", "m:chr")
    sign = "∫" if said is None else value(said, prefix="m")
    low, high = _of(element, "sub"), _of(element, "sup")
    limits = (f"_{_grouped(low)}" if low else "") + (f"^{_grouped(high)}" if high else "")
    return f"{sign}{limits} {_of(element, 'e')}"


def _bracketed(element: Element) -> str:
    marks = child(element, "m:dPr")
    begin, end, between = (_mark(marks, which, usual) for which, usual in (("beg", "("), ("end", ")"), ("sep", "|")))
    return f"{begin}{between.join(linear(one) for one in children(element, 'm:e'))}{end}"


def _mark(marks: Element | None, which: str, usual: str) -> str:
    said = child(marks, f"m:{which}Chr")
    return usual if said is None else value(said, prefix="m")


def _matrix(element: Element) -> str:
    rows = (", ".join(linear(cell) for cell in children(row, "m:e")) for row in children(element, "m:mr"))
    return f"[{'; '.join(rows)}]"


def _lines(element: Element) -> str:
    return "; ".join(linear(line) for line in children(element, "m:e"))


def _named(element: Element) -> str:
    """A function with its name: "sin x"."""
    return f"{_of(element, 'fName')} {_of(element, 'e')}"


_BUILT = {
    "m:f": _fraction, "m:sSup": _scripts, "m:sSub": _scripts, "m:sSubSup": _scripts, "m:sPre": _scripts,
    "m:limLow": _limits, "m:limUpp": _limits, "m:rad": _root, "m:nary": _sum, "m:d": _bracketed, "m:m": _matrix,
    "m:eqArr": _lines, "m:func": _named,
}  # fmt: skip
