"""Rich Text Format (version 1.9.1) as tokens, and the code pages that its fonts stand for."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass

_TOKEN = re.compile(
    rb"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})? ?"
    rb"|\\'(?P<byte>[0-9a-fA-F]{2})"
    rb"|\\(?P<sign>[^a-zA-Z])"
    rb"|(?P<brace>[{}])"
    rb"|(?P<text>[^\\{}\r\n]+)"
    rb"|[\r\n]+|\\",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Token:
    """A control word or sign with its number, a brace, or bytes of text; ``kind`` says which.

    Kinds: "word" ("par", "u"), "sign" ("*", "~"), "{", "}", "text". A word without a number has None.
    """

    kind: str
    name: str = ""
    number: int | None = None
    data: bytes = b""


def tokens(data: bytes) -> Iterator[Token]:
    """The file's tokens in order; binary data is left out."""
    at = 0
    while (match := _TOKEN.match(data, at)) is not None:
        at = match.end()
        if match["word"]:
            word, number = match["word"].decode("ascii"), int(match["number"]) if match["number"] else None
            if word == "bin":
                at += max(number or 0, 0)
            yield Token("word", word, number)
        elif match["byte"]:
            yield Token("text", data=bytes.fromhex(match["byte"].decode("ascii")))
        elif match["sign"]:
            yield _sign(match["sign"].decode("latin-1"))
        elif match["brace"]:
            yield Token(match["brace"].decode("ascii"))
        elif match["text"]:
            yield Token("text", data=match["text"])


def _sign(sign: str) -> Token:
    if sign in "\\{}":
        return Token("text", data=sign.encode("ascii"))
    return Token("word", "par") if sign in "\r\n" else Token("sign", sign)


#: The numbers that fonts give for their character sets (``\fcharset``) → code pages. 0 and 1 are the file's own.
_CHARSETS = {
    77: "mac_roman", 78: "cp932", 79: "cp949", 80: "gbk", 81: "cp950", 83: "mac_greek", 85: "mac_turkish",
    89: "mac_cyrillic", 88: "mac_latin2", 128: "cp932", 129: "cp949", 130: "johab", 134: "gbk", 136: "cp950",
    161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251",
    222: "cp874", 238: "cp1250", 254: "cp437", 255: "cp850",
}  # fmt: skip
#: Windows numbers of code pages that Python calls by other names.
_PAGES = {
    936: "gbk",
    10000: "mac_roman",
    10006: "mac_greek",
    10007: "mac_cyrillic",
    10029: "mac_latin2",
    65001: "utf-8",
}

#: Code pages in which a character may have several bytes.
_WIDE = frozenset({"gbk", "utf-8", "johab", "cp932", "cp949", "cp950"})


def codec_of_charset(charset: int) -> str:
    """The codec of a font's character set; "" where the file's own applies."""
    return _CHARSETS.get(charset, "")


def codec_of_page(page: int) -> str:
    """The codec of a Windows code page, by its number; cp1252 where there is none."""
    name = _PAGES.get(page, f"cp{page}")
    try:
        codecs.lookup(name)
    except LookupError:
        return "cp1252"
    return name


def decoded(data: bytes, codec: str) -> str:
    """The text of the bytes; places that the code page leaves empty are read as in Latin-1, as Windows does."""
    try:
        return data.decode(codec)
    except UnicodeDecodeError:
        if codec in _WIDE:
            return data.decode(codec, "replace")
        return "".join(_one(data[at : at + 1], codec) for at in range(len(data)))


def _one(byte: bytes, codec: str) -> str:
    text = byte.decode(codec, "ignore")
    return text or byte.decode("latin-1")
