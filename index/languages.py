"""The names of languages: what people call those that documents are in."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from index.analysis import fold

#: ISO 639-1 code → its name in English and its own: the languages of Europe, and others that are read in them.
NAMES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "ar": ("Arabic", "العربية"), "be": ("Belarusian", "беларуская"), "bg": ("Bulgarian", "български"),
        "bs": ("Bosnian", "bosanski"), "ca": ("Catalan", "català"), "cs": ("Czech", "čeština"),
        "da": ("Danish", "dansk"), "de": ("German", "Deutsch"), "el": ("Greek", "ελληνικά"),
        "en": ("English", "English"), "es": ("Spanish", "español"), "et": ("Estonian", "eesti"),
        "fa": ("Persian", "فارسی"), "fi": ("Finnish", "suomi"), "fr": ("French", "français"),
        "ga": ("Irish", "Gaeilge"), "he": ("Hebrew", "עברית"), "hr": ("Croatian", "hrvatski"),
        "hu": ("Hungarian", "magyar"), "hy": ("Armenian", "հայերեն"), "it": ("Italian", "italiano"),
        "ja": ("Japanese", "日本語"), "ka": ("Georgian", "ქართული"), "ko": ("Korean", "한국어"),
        "lt": ("Lithuanian", "lietuvių"), "lv": ("Latvian", "latviešu"), "mk": ("Macedonian", "македонски"),
        "nl": ("Dutch", "Nederlands"), "no": ("Norwegian", "norsk"), "pl": ("Polish", "polski"),
        "pt": ("Portuguese", "português"), "ro": ("Romanian", "română"), "ru": ("Russian", "русский"),
        "sk": ("Slovak", "slovenčina"), "sl": ("Slovenian", "slovenščina"), "sq": ("Albanian", "shqip"),
        "sr": ("Serbian", "српски"), "sv": ("Swedish", "svenska"), "th": ("Thai", "ไทย"), "tr": ("Turkish", "Türkçe"),
        "uk": ("Ukrainian", "українська"), "zh": ("Chinese", "中文"),
    }
)  # fmt: skip


def code_of(text: str) -> str:
    """The ISO 639-1 code of a language given by its code ("pl", "pl-PL"), its English name or its own; else "".

    A code that has no name here is its own: the library may hold documents in it.
    """
    folded = fold(text.strip())
    for code, names in NAMES.items():
        if folded in (fold(name) for name in names):
            return code
    code = folded.replace("_", "-").partition("-")[0]
    return code if len(code) == 2 and code.isascii() and code.isalpha() else ""


def name_of(code: str) -> str:
    """The English name of a language, or its code where that is not known here."""
    return NAMES[code][0] if code in NAMES else code
