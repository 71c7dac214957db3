"""Values → HTML: Jinja2 with autoescape, on the server.

Text of documents, questions and file names reaches a template only as a value, and a template puts it only between
tags or into quoted attributes.
"""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Sequence
from pathlib import Path, PurePath

import jinja2

from index.corrections import written
from qa import cite
from qa.export import styles
from qa.export.dates import today
from qa.export.sources import shown
from qa.export.works import Access
from qa.export.write import copied
from qa.formats import EXPORTS, STYLED, STYLES, SUFFIXES, label
from qa.model import Answer, Citation
from qa.web import texts
from qa.web.texts import t

HERE = Path(__file__).parent
STATIC = HERE / "static"


def visible(text: str) -> str:
    """The text without control and direction characters, which could make a name read as another."""
    return "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cf", "Co", "Cs"))


@functools.cache
def _templates() -> jinja2.Environment:
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(HERE / "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    made.filters.update(
        visible=visible,
        day=texts.day,
        names=names,
        named=named,
        file=lambda source: visible(PurePath(source).name),
        number=texts.number,
        runs=cite.runs,
        written=written,
        megabytes=megabytes,
        tr=lambda name, section: texts.t(f"{section}{name}"),
    )
    made.globals.update(
        t=texts.t,
        speaks=texts.language,
        address=cite.address,
        pages=pages,
        label=label,
        formats=formats,
        exports=EXPORTS,
        styled=STYLED,
        styles=STYLES,
        citation_in_styles=citation_in_styles,
        answer_in_styles=answer_in_styles,
    )
    return made


def render(template: str, **values: object) -> str:
    """The template with these values."""
    return _templates().get_template(template).render(**values)


#: Stands for the page's own address in what is copied, which the browser alone knows; no host is ever called so
#: (RFC 2606). The script that copies puts the address in its place.
ADDRESS = "http://page.invalid"


def access() -> Access:
    """What is copied today is looked up today, on this page."""
    return Access(today(), ADDRESS)


def citation_in_styles(cited: Citation) -> dict[str, str]:
    """A citation to be copied, by the style that it is written in: its note, or how it stands in text and list."""
    return {style: "\n".join(map(shown, styles.written(cited, style, access()))) for style in STYLES}


def quotations_in_styles(cited: Sequence[Citation]) -> dict[str, str]:
    """Quotations to be copied, each with its citation, by the style of these."""
    written = [citation_in_styles(one) for one in cited]
    return {
        style: "\n\n".join(f"“{one.quote}”\n{text[style]}" for one, text in zip(cited, written, strict=True))
        for style in STYLES
    }


def answer_in_styles(given: Answer) -> dict[str, str]:
    """An answer to be copied as Markdown, by the style of its sources."""
    return {style: copied(given, style, access()) for style in STYLES}


def megabytes(size: int) -> str:
    """Bytes as people read them: "0.4 MB", "1,250 MB"."""
    return f"{texts.number(round(size / 1e6))} MB" if size >= 1e7 else f"{texts.decimal(size / 1e6)} MB"


def formats() -> str:
    """The formats that are read: "pdf, docx, …, md or txt"."""
    return texts.either(SUFFIXES)


def names(authors: Sequence[str]) -> str:
    """Authors as the visitor's language lists them: up to three by name, more by the first and "et al."."""
    if texts.language() == "en" or len(authors) > 3:
        return cite.names(authors)
    return texts.several(authors)


def pages(cited: Citation) -> str:
    """The page as people give it: "p. 4", "pp. 4–5"; "S. 4–5"."""
    label = cited.page_label or ""
    if not label:
        return ""
    return t("page.pages", pages=label) if "–" in label else t("page.page", page=label)


def named(title: str, source: str) -> str:
    """The title, or the file's name where no title is known."""
    return visible(title) or t("library.untitled", name=visible(PurePath(source).name))
