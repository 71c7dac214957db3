"""The words of the interface: whole in every language, and chosen as a visitor wishes."""

from __future__ import annotations

import json
import re
import string
from pathlib import Path

import pytest
from babel import Locale
from markupsafe import Markup

from qa.web import texts
from qa.web.texts import LANGUAGES, day, filled, number, speaking, wanted

WEB = Path(texts.__file__).parent
SOURCES = [
    *(one for one in WEB.rglob("*.py") if one.name != "texts.py"),
    *(WEB / "templates").iterdir(),
    *(WEB / "static").glob("*.js"),
]
#: ``t('section.name'``, ``data-t="section.name"``; and what is put together: ``t(f"page.go_{mode}")``.
USED = re.compile(r"""\bt\(\s*f?['"]([a-z_]+\.[a-z_{}. ]*)|data-t(?:-[a-z]+)?="([a-z_]+\.[a-z_]+)\"""")


def forms(text: texts.Text) -> dict[str, str]:
    return text if isinstance(text, dict) else {"other": text}


def names(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_text(language: str) -> None:
    assert texts.every(language).keys() == texts.every("en").keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_names_the_values_that_the_english_one_names(language: str) -> None:
    for key, text in texts.every(language).items():
        meant = {name for form in forms(texts.every("en")[key]).values() for name in names(form)}
        for form in forms(text).values():
            assert names(form) - {"n"} == meant - {"n"}, f"{language} {key}: {form}"
            assert form.strip() == form, f"{language} {key}"
            assert form, f"{language} {key}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_with_numbers_has_every_form_that_the_language_has(language: str) -> None:
    categories = {Locale.parse(language).plural_form(n) for n in range(1000)} | {"other"}
    for key, text in texts.every(language).items():
        if isinstance(text, dict):
            assert text.keys() == categories, f"{language} {key}"


def test_every_text_that_is_asked_for_is_there_and_none_is_left_over() -> None:
    asked = {key for source in SOURCES for pair in USED.findall(source.read_text("utf-8")) for key in pair if key}
    patterns = [pattern_of(key) for key in asked]
    patterns += [re.compile(f"page\\.{name}") for name in gradio_names()]
    there = texts.every("en")
    missing = [key for key, pattern in zip(asked, patterns, strict=False) if not any(map(pattern.fullmatch, there))]
    assert missing == []
    assert [key for key in there if not any(pattern.fullmatch(key) for pattern in patterns)] == []


def pattern_of(key: str) -> re.Pattern[str]:
    """The keys that are meant: this one, or where it is put together all that begin so."""
    open_end = "[a-z_]+" if key.endswith(("_", ".")) else ""
    return re.compile(re.sub(r"\\{.*?\\}|\\{.*", "[a-z_]+", re.escape(key)) + open_end)


def gradio_names() -> tuple[str, ...]:
    from qa.web.page import GRADIO

    return GRADIO


@pytest.mark.parametrize(
    ("headers", "language"),
    [
        ({}, "en"),
        ({"accept-language": "pl-PL,pl;q=0.9,en;q=0.8"}, "pl"),
        ({"accept-language": "fr-FR, de-AT;q=0.7, en;q=0.5"}, "de"),
        ({"accept-language": "en;q=0.5, de;q=0.9"}, "de"),
        ({"accept-language": "de;q=0, pl;q=0.1"}, "pl"),
        ({"accept-language": "fr, *;q=0.1"}, "en"),
        ({"accept-language": ";;,=,q=9;de"}, "en"),
        ({"accept-language": "de", "cookie": "a=b; qa-lang=pl"}, "pl"),
        ({"accept-language": "de", "cookie": "qa-lang=xx"}, "de"),
        ({"accept-language": "de", "cookie": "\x00=; qa-lang"}, "de"),
    ],
)
def test_the_language_is_the_one_chosen_on_the_page_or_the_browsers_first(
    headers: dict[str, str], language: str
) -> None:
    assert wanted(headers) == language


def test_dates_are_as_exact_as_they_are_known_and_written_as_the_language_does() -> None:
    written = {}
    for language in LANGUAGES:
        with speaking(language):
            written[language] = [day(one) for one in ("2021-08-25", "2021-08", "2021", "")]
    assert written == {
        "en": ["25 August 2021", "August 2021", "2021", ""],
        "de": ["25. August 2021", "August 2021", "2021", ""],
        "pl": ["25 sierpnia 2021", "sierpień 2021", "2021", ""],
    }


def test_numbers_are_written_as_the_language_does() -> None:
    written = []
    for language in LANGUAGES:
        with speaking(language):
            written.append(number(12500))
    assert written == ["12,500", "12.500", "12\N{NO-BREAK SPACE}500"]


def test_a_value_that_is_markup_makes_the_text_markup_and_the_others_are_escaped() -> None:
    assert filled("{a} and {b}", {"a": "<i>", "b": "x"}) == "<i> and x"
    made = filled("{a} and {b}", {"a": "<i>", "b": Markup("<b>x</b>")})
    assert isinstance(made, Markup)
    assert made == "&lt;i&gt; and <b>x</b>"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_browser_is_told_exactly_what_its_scripts_say(language: str) -> None:
    told = json.loads(texts.script(language).partition("\n")[0].removeprefix("window.footnote = ").removesuffix(";"))
    assert told["language"] == language
    assert told["texts"] == {key: texts.every(language)[key] for key in told["texts"]}
