"""Bytes → characters: the encodings that European texts are kept in, told apart by what they make of the bytes."""

from __future__ import annotations

import codecs

from documents.codepages import CODE_PAGES, Evidence
from documents.errors import DamagedDocument, WrongType

#: UTF-32 before UTF-16: the byte order mark of one begins with that of the other.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"),
)  # fmt: skip
#: Bytes that no text in one-byte encodings holds; tab, line and page ends, and DOS's end of file are text.
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1a\x1b")) + b"\x7f"
#: A share of control bytes that stray ones in old texts do not reach and packed bytes exceed: 27 of 256 are controls.
_MOST_CONTROLS = 0.02
#: How many bytes tell the encoding.
_SAMPLE = 200_000
#: Of the characters outside ASCII: the share that may be broken in a text that still counts as UTF-8.
_MOST_BROKEN = 0.02
#: The least mean score per character outside ASCII: texts in their own code page have 0.7 and more, random bytes < 0.
_LEAST_SCORE = 0.3

_HOPELESS = (
    "The characters cannot be read in any encoding that is known here: open the file in an editor and save it as UTF-8."
)


def decode(data: bytes) -> tuple[str, str]:
    """The text and the name of its encoding.

    A UTF-8 text with few broken bytes is read with U+FFFD in their place.

    Raises:
        WrongType: the bytes are no text.
        DamagedDocument: they are in no encoding that is recognised.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _marked(data[len(mark) :], encoding), encoding
    if encoding := _unmarked_utf16(data):
        return data.decode(encoding), encoding
    if _is_binary(data):
        raise WrongType("The file is not a text, whatever its name says: add a txt, md or pdf.")
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _broken_utf8(data) or _code_page(data)


def _marked(data: bytes, encoding: str) -> str:
    text = data.decode(encoding, errors="replace")
    if text.count("\ufffd") > _MOST_BROKEN * len(text) + 1:
        raise DamagedDocument(_HOPELESS)
    return text


def _unmarked_utf16(data: bytes) -> str:
    """Its name for bytes that have zeros in one of two places only, as Latin letters and spaces do; else ""."""
    sample = data[: _SAMPLE & ~1]
    if len(data) % 2 or len(sample) < 4:
        return ""
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    most, least, encoding = max(even, odd), min(even, odd), "utf-16-le" if odd > even else "utf-16-be"
    if most * 20 < len(sample) // 2 or least * 50 > most:
        return ""
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return ""
    return encoding if sum(c.isprintable() or c.isspace() for c in text) > 0.95 * len(text) else ""


def _is_binary(data: bytes) -> bool:
    sample = data[:_SAMPLE]
    return len(sample) - len(sample.translate(None, _CONTROLS)) > _MOST_CONTROLS * len(sample)


def _broken_utf8(data: bytes) -> tuple[str, str] | None:
    text = data.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    whole = sum(character > "\x7f" for character in text) - broken
    return (text, "utf-8") if whole and broken <= max(1, _MOST_BROKEN * whole) and whole > 2 * broken else None


def _code_page(data: bytes) -> tuple[str, str]:
    evidence = Evidence.of(data[:_SAMPLE])
    best, best_score = "", _LEAST_SCORE
    for encoding in CODE_PAGES:
        try:
            score = evidence.score(encoding)
            data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if score > best_score:
            best, best_score = encoding, score
    if not best:
        raise DamagedDocument(_HOPELESS)
    return data.decode(best), best
