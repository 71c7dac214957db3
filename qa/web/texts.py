"""The words of the interface in the visitor's language: ``t('reader.close')``, ``t('library.documents', n=3)``.

Each language has a file in ``qa/web/texts``: sections of keys with their texts. A text that depends on a number ``n``
is a table of the plural forms that CLDR has for the language. Numbers and dates are written as the language does.
What documents, questions and error messages say is not translated.
"""

from __future__ import annotations

import functools
import json
import re
import tomllib
from collections.abc import Awaitable, Callable, Iterator, Mapping, MutableMapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from http.cookies import CookieError, SimpleCookie
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

if TYPE_CHECKING:
    from babel import Locale

#: The languages of the interface, each in its own name. The first is that of a visitor who wants none of them.
LANGUAGES = {"en": "English", "de": "Deutsch", "pl": "Polski"}
#: The cookie in which a browser keeps the language that was chosen on the page.
COOKIE = "qa-lang"

_HERE = Path(__file__).parent
#: English dates are written as the page's first readers write them: 25 August 2021.
_LOCALES = {"en": "en_GB", "de": "de_DE", "pl": "pl_PL"}
#: What scripts and fixed parts of the page say: ``t('key'``, ``data-t="key"``, ``data-t-label="key"``.
_USED = re.compile(r"""\bt\(\s*['"]([a-z_]+\.[a-z_]+)['"]|data-t(?:-[a-z]+)?="([a-z_]+\.[a-z_]+)\"""")

_spoken: ContextVar[str] = ContextVar("language", default="en")

Text = str | dict[str, str]
Scope = MutableMapping[str, Any]
App = Callable[[Scope, Callable[[], Awaitable[Any]], Callable[[Any], Awaitable[None]]], Awaitable[None]]


# ---------------------------------------------------------------- which language


def language() -> str:
    """The language that is spoken now: a key of ``LANGUAGES``."""
    return _spoken.get()


@contextmanager
def speaking(one: str) -> Iterator[None]:
    """Speak a language until the block ends."""
    token = _spoken.set(one)
    try:
        yield
    finally:
        _spoken.reset(token)


def wanted(headers: Mapping[str, str]) -> str:
    """The language that a request's headers ask for: the one chosen on the page, else the browser's first.

    Args:
        headers: By lower-case name.
    """
    chosen = _cookie(headers.get("cookie", ""))
    if chosen in LANGUAGES:
        return chosen
    accepted = map(_weighed, headers.get("accept-language", "").split(","))
    best = sorted((one for one in accepted if one[1] in LANGUAGES and one[0] > 0), key=lambda one: -one[0])
    return best[0][1] if best else next(iter(LANGUAGES))


def _cookie(header: str) -> str:
    try:
        found = SimpleCookie(header).get(COOKIE)
    except CookieError:
        return ""
    return found.value if found else ""


def _weighed(part: str) -> tuple[float, str]:
    """ "de-AT;q=0.8" as its weight and language (RFC 9110, 12.5.4)."""
    name, _, parameter = part.strip().partition(";")
    weight = re.fullmatch(r"\s*q=([01](?:\.\d{0,3})?)\s*", parameter)
    return float(weight[1]) if weight else 1.0, name.partition("-")[0].lower()


class Spoken:
    """Middleware: what answers a request speaks the language that the request asks for."""

    def __init__(self, app: App) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Any, send: Any) -> None:  # noqa: ANN401 - as ASGI has it
        """Serve the request in its language."""
        headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope.get("headers", ())}
        with speaking(wanted(headers)):
            await self._app(scope, receive, send)


# ---------------------------------------------------------------- what is said


def t(key: str, /, **values: Any) -> str:  # noqa: ANN401 - anything that can be written
    """The text of a key with its values.

    Args:
        key: ``section.name``, as the files of texts have it.
        values: For the names in braces; whole numbers are written as the language does, and ``n`` decides the form of
            a text that has several. Where a value is ``Markup``, the text is too, and the others are escaped.

    Raises:
        KeyError: no file has it, or a value for it is missing.
    """
    text = _text(language(), key)
    if isinstance(text, dict):
        text = text[locale().plural_form(values["n"])]
    return filled(text, values)


def filled(text: str, values: Mapping[str, Any]) -> str:
    """The text with its values; it is markup, and the others are escaped, where one of them is."""
    written = {name: number(value) if type(value) is int else value for name, value in values.items()}
    if any(isinstance(value, Markup) for value in written.values()):
        return Markup(text).format(**written)  # noqa: S704 - the text is ours, and the values are escaped here
    return text.format(**written)


def _text(spoken: str, key: str) -> Text:
    texts = every(spoken)
    return texts[key] if key in texts else every("en")[key]


@functools.cache
def every(spoken: str) -> Mapping[str, Text]:
    """All texts of a language by their keys."""
    read = tomllib.loads((_HERE / "texts" / f"{spoken}.toml").read_text("utf-8"))
    return {f"{section}.{name}": text for section, texts in read.items() for name, text in texts.items()}


def number(value: int) -> str:
    """A whole number: "1,200", "1.200", "12 500"."""
    from babel.numbers import format_decimal

    return format_decimal(value, locale=locale())


def duration(seconds: float) -> str:
    """How long something took: "38 ms", "1.2 s", "1,2 s"; nothing for 0."""
    from babel.numbers import format_decimal

    if not seconds:
        return ""
    if seconds < 1:
        return f"{max(round(seconds * 1000), 1)} ms"
    return f"{format_decimal(seconds, '0.0', locale=locale())} s"


def decimal(value: float) -> str:
    """A number with one decimal: "0.4", "0,4"."""
    from babel.numbers import format_decimal

    return format_decimal(value, "0.0", locale=locale())


def several(names: Sequence[str]) -> str:
    """Names in a row: "A, B und C"."""
    from babel.lists import format_list

    return format_list(list(names), locale=locale())


def either(names: Sequence[str]) -> str:
    """One of several: "A, B oder C"."""
    from babel.lists import format_list

    return format_list(list(names), "or", locale=locale())


def day(published: str) -> str:
    """An ISO date, as exact as it is: "25 August 2021", "August 2021", "2021"."""
    from datetime import date

    from babel.dates import format_date

    match published.split("-"):
        case [year, month, number]:
            return format_date(date(int(year), int(month), int(number)), "long", locale=locale())
        case [year, month]:
            return format_date(date(int(year), int(month), 1), "LLLL y", locale=locale())
        case _:
            return published


def language_name(code: str) -> str:
    """The name of a language by its ISO 639-1 code ("Polish", "polnisch"); the code where CLDR has none."""
    return str(locale().languages.get(code, code))


def locale() -> Locale:
    """What CLDR knows of the language that is spoken: plural forms, dates, numbers."""
    return _locale(language())


@functools.cache
def _locale(spoken: str) -> Locale:
    from babel import Locale

    return Locale.parse(_LOCALES[spoken])


# ---------------------------------------------------------------- what the browser is told


@functools.cache
def script(spoken: str) -> str:
    """The script by which the page's other scripts speak the language: ``window.footnote.t``."""
    told = {key: _text(spoken, key) for key in _keys()}
    known = json.dumps({"language": spoken, "languages": LANGUAGES, "texts": told}, ensure_ascii=False)
    code = (_HERE / "static" / "texts.js").read_text("utf-8")
    return f"window.footnote = {known};\n{code}"


@functools.cache
def _keys() -> tuple[str, ...]:
    """The keys that scripts and fixed parts of the page use."""
    files = [*(_HERE / "static").glob("*.js"), *(_HERE / "templates").glob("*.html")]
    found = {key for file in files for pair in _USED.findall(file.read_text("utf-8")) for key in pair if key}
    return tuple(sorted(found))
