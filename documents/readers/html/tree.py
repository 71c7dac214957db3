"""The bytes of a page → its tree: the encoding told, what nobody sees taken out, attacks refused.

The tree is parsed by libxml2's HTML parser, which forgives everything, knows no entities but HTML's own, loads
nothing and takes linear time but in the two cases that are refused here before it.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import TypeAlias

from lxml import etree, html

from documents.decode import decode
from documents.errors import EmptyDocument, TooComplex

Element: TypeAlias = html.HtmlElement

#: The largest page of 292 real ones has 3,108 elements, the HTML standard on one page some 250,000.
MOST_ELEMENTS = 500_000
#: Attributes of one tag: the parser compares each with each, 20,000 take a second.
_MOST_ATTRIBUTES = 2_000

_TOO_COMPLEX = (
    "The page is nested deeper or has more parts than any page that people read: "
    "open it in a browser, print it to pdf and add that."
)

#: The name of an encoding as the first bytes declare it, for XHTML and for HTML.
_DECLARED = re.compile(
    rb"""<\?xml[^<>]{0,100}\sencoding\s*=\s*["']([\w.:-]{1,40})|<meta\s[^<>]{0,300}?charset\s*=\s*["']?\s*([\w.:-]{1,40})""",
    re.IGNORECASE,
)
#: Where the HTML standard looks has 1,024 bytes; pages with long comments above need more.
_HEAD = 8_192
#: What browsers read these names as (WHATWG Encoding Standard, section 4.2): supersets of what the names say.
_OF_TEXT = re.compile("ascii|big5|cp|euc|gb|iso|koi8|mac|shift|tis|utf-8|utf-16")
_AS_BROWSERS_DO = {
    "ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874", "tis-620": "cp874",
    "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949", "big5": "big5hkscs",
    "utf-16": "utf-8", "utf-16-le": "utf-8", "utf-16-be": "utf-8",
}  # fmt: skip
#: Where more of the characters are broken, the page is not in the encoding that it names.
_MOST_BROKEN = 0.001

#: Pictures inside the page: megabytes that hold no text, and attributes longer than the parser takes.
_EMBEDDED = re.compile(r"data:[\w/+.-]{1,80}(?:;[\w=-]{1,40}){0,3};base64,[A-Za-z0-9+/=%\r\n]{200,}")
#: In XHTML any element may close itself; the parser of HTML would take ``<title/>`` for the beginning of a title.
_XHTML = re.compile(r"\s*<\?xml\s")
_SELF_CLOSED = re.compile(
    r"<(a|b|i|p|div|span|em|strong|title|script|style|td|th|li|h[1-6])(\s[^<>]*)?/>", re.IGNORECASE
)
_LONG_TAG = re.compile(r"<[A-Za-z][^<>]{8000,}")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")


def parse(data: bytes) -> tuple[Element, str]:
    """The whole tree of the page, and the name of the encoding that it was read in.

    Raises:
        EmptyDocument: there is no element in it.
        TooComplex: no page that people read is built so.
        WrongType, DamagedDocument: no text in an encoding that is recognised.
    """
    text, encoding = decode_page(data)
    return parse_text(text), encoding


def parse_text(text: str) -> Element:
    """The tree of the page that is this text; raises as ``parse``."""
    text = _EMBEDDED.sub("data:,", text.replace("\0", ""))
    if _XHTML.match(text):
        text = _SELF_CLOSED.sub(r"<\1\2></\1>", text)
    for tag in _LONG_TAG.finditer(text):
        bare = _QUOTED.sub("", tag[0])
        if max(bare.count("="), len(bare.split())) > _MOST_ATTRIBUTES:
            raise TooComplex(_TOO_COMPLEX)
    # Huge trees are allowed: without that the parser drops what is nested deeper than 256, and old pages never close
    # <font>. With it the limit is 2,048, a fatal error below; HTML has no entities that could grow.
    parser = html.HTMLParser(
        encoding="utf-8", recover=True, no_network=True, remove_comments=True, remove_pis=True, huge_tree=True
    )
    try:
        tree = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.LxmlError:
        tree = None
    if any(entry.level == etree.ErrorLevels.FATAL for entry in parser.error_log):
        raise TooComplex(_TOO_COMPLEX)
    if tree is None:
        raise EmptyDocument("The page has no text: check that it is the right file.")
    if sum(1 for _ in tree.iter()) > MOST_ELEMENTS:
        raise TooComplex(_TOO_COMPLEX)
    return tree


# --- encoding ------------------------------------------------------------------------------------------------


def decode_page(data: bytes) -> tuple[str, str]:
    """The page as text: by its byte order mark, as UTF-8 where it is that, as it declares itself, or as its bytes tell.

    Valid UTF-8 comes before the declaration: a page that was saved anew often still names its old encoding.

    Raises:
        WrongType: the bytes are no text.
        DamagedDocument: they are in no encoding that is recognised.
    """
    if data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return decode(data)
    if not data.isascii() and (text := _utf8(data)):
        return text, "utf-8"
    for encoding in _declared(data[:_HEAD]):
        text = data.decode(encoding, "replace")
        if text.count("\ufffd") <= _MOST_BROKEN * len(text):
            return text, encoding
    return decode(data)


def _utf8(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return ""


def _declared(head: bytes) -> Iterator[str]:
    for match in _DECLARED.finditer(head):
        label = (match[1] or match[2]).decode("ascii").lower().removeprefix("x-").removesuffix("-i")
        try:
            name = codecs.lookup("utf-8" if label == "unicode" else label).name
        except LookupError:
            continue
        if _OF_TEXT.match(name):
            yield _AS_BROWSERS_DO.get(name, name)


# --- what nobody sees ----------------------------------------------------------------------------------------

_UNSEEN_TAGS = frozenset(
    """script style template head title svg canvas object embed applet audio video iframe input select option
    textarea datalist annotation rt rp rtc del""".split()  # noqa: SIM905
)
_UNSEEN_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|mso-list\s*:\s*ignore", re.IGNORECASE
)
#: For screen readers alone, not for the printer, and the editing links of wikis.
_UNSEEN_CLASSES = frozenset(
    "sr-only visually-hidden visuallyhidden screen-reader-text screen-reader-only noprint mw-editsection".split()  # noqa: SIM905
)
#: Never unseen: pages hide the whole until a script has run, or while a dialogue is open.
_WHOLE = frozenset({"html", "body", "main", "article"})


#: Characters of a ``noscript`` that holds the text which a script would have shown, not a request to allow scripts.
_REPLACING = 500


def remove_unseen(tree: Element) -> None:
    """Takes out what no reader of the page sees: scripts, hidden parts, struck text, pronunciations, menus.

    A hidden part with most of the page's text stays: a script was to show it.
    """
    for element in list(tree.iter(*_UNSEEN_TAGS)):
        _remove(element)
    for element in list(tree.iter("noscript")):
        if _length(element) < _REPLACING:
            _remove(element)
    whole = _length(tree)
    for element in [element for element in tree.iter(etree.Element) if is_unseen(element)]:
        if element.tag not in _WHOLE and 2 * _length(element) <= whole:
            _remove(element)


def is_unseen(element: Element) -> bool:
    """Whether the element's own attributes hide it."""
    attributes = element.attrib
    if not attributes:
        return bool(element.tag == "nav")
    return (
        element.tag == "nav"
        or ("hidden" in attributes and attributes["hidden"] != "until-found")
        or attributes.get("aria-hidden") == "true"
        or attributes.get("role") in ("navigation", "menubar", "search")
        or ("style" in attributes and _UNSEEN_STYLE.search(attributes["style"]) is not None)
        or ("class" in attributes and not _UNSEEN_CLASSES.isdisjoint(attributes["class"].split()))
    )


def _remove(element: Element) -> None:
    """Emptied, with all that is in it; the text after it stays."""
    element.clear(keep_tail=True)


def _length(element: Element) -> int:
    return sum(len(text) for text in element.itertext())
