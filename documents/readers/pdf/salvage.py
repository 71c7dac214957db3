"""The pages of a PDF whose end is missing or whose tables are broken: whatever objects are whole, under a new list.

A PDF is read from its end, where a table says where each object stands. Where that is lost (a download that broke
off), the objects before the cut are still there: each says its number, and pages say that they are pages.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

_OBJECT = re.compile(rb"(?<![0-9])(\d{1,7})[ \t\r\n]{1,4}(\d{1,5})[ \t\r\n]{1,4}obj(?![a-z])")
_PAGE = re.compile(rb"/Type\s{0,9}/Page(?![A-Za-z])")
_PACKED = re.compile(rb"/Type\s{0,9}/ObjStm(?![A-Za-z])")
_COUNT, _FIRST = re.compile(rb"/N\s{1,9}(\d{1,6})"), re.compile(rb"/First\s{1,9}(\d{1,8})")
_STREAM = re.compile(rb"stream\r?\n")

#: Bytes of a dictionary that are looked at, of a packed stream that is unpacked, and of all of these together.
_HEAD, _UNPACKED, _ALL_UNPACKED = 20_000, 40_000_000, 100_000_000
#: As many pages as a PDF may have here.
_MOST_PAGES = 20_000


#: The end of an object that was cut off in its stream.
_CLOSING = b"\nendstream\nendobj\n"


@dataclass(slots=True)
class _Object:
    """An object: where it begins in the file, and its dictionary."""

    number: int
    generation: int
    offset: int
    head: bytes


def salvaged(data: bytes) -> bytes:
    """The file with a new catalogue, page list and table behind it; b"" where there are no pages to list."""
    if b"/Encrypt" in data:
        return b""  # the key was in what is lost
    added = bytearray(_CLOSING if data.rfind(b"endobj") < data.rfind(b" obj") else b"\n")
    found: dict[int, _Object] = {}
    room = _ALL_UNPACKED
    for one in _objects(data):
        found[one.number] = one
        if _PACKED.search(one.head) and room > 0:
            for number, body in _members(data, one):
                head = b"%d 0 obj\n" % number
                found[number] = _Object(number, 0, len(data) + len(added), body[:_HEAD])
                added += head + body + b"\nendobj\n"
                room -= len(body)
    pages = [one for one in found.values() if _PAGE.search(one.head)][:_MOST_PAGES]
    return data + bytes(added) + _ending(found, pages, len(data) + len(added)) if pages else b""


def _objects(data: bytes) -> Iterator[_Object]:
    matches = _OBJECT.finditer(data)
    match = next(matches, None)
    while match is not None:
        following = next(matches, None)
        end = min(following.start() if following else len(data), match.end() + _HEAD)
        yield _Object(int(match[1]), int(match[2]), match.start(), data[match.end() : end].partition(b"stream")[0])
        match = following


def _members(data: bytes, packed: _Object) -> Iterator[tuple[int, bytes]]:
    """(number, body) of the objects in a stream of objects (ISO 32000-1, 7.5.7)."""
    count, first = _COUNT.search(packed.head), _FIRST.search(packed.head)
    begin = _STREAM.search(data, packed.offset, packed.offset + _HEAD)
    if count is None or first is None or begin is None or b"/FlateDecode" not in packed.head:
        return
    try:
        content = zlib.decompressobj().decompress(data[begin.end() :], _UNPACKED)
    except zlib.error:
        return
    start = int(first[1])
    places = [int(part) for part in content[:start].split()[: 2 * int(count[1])] if part.isdigit()]
    pairs = list(zip(places[::2], places[1::2], strict=False))
    ends = [offset for _, offset in pairs[1:]] + [len(content) - start]
    for (number, offset), end in zip(pairs, ends, strict=True):
        if 0 < number < 10_000_000 and offset < end:
            yield number, content[start + offset : start + end]


def _ending(found: dict[int, _Object], pages: list[_Object], position: int) -> bytes:
    """Catalogue, page list, table and trailer, to stand at this position of the file."""
    root = max(found) + 1
    kids = b" ".join(b"%d %d R" % (page.number, page.generation) for page in pages)
    catalogue = b"%d 0 obj\n<< /Type /Catalog /Pages %d 0 R >>\nendobj\n" % (root, root + 1)
    tree = b"%d 0 obj\n<< /Type /Pages /Count %d /Kids [%s] >>\nendobj\n" % (root + 1, len(pages), kids)
    places = [(one.number, one.offset, one.generation) for one in sorted(found.values(), key=lambda one: one.number)]
    places += [(root, position, 0), (root + 1, position + len(catalogue), 0)]
    table = b"".join(b"%d 1\n%010d %05d n \n" % place for place in places)
    trailer = b"trailer\n<< /Size %d /Root %d 0 R >>\nstartxref\n" % (root + 2, root)
    start = position + len(catalogue) + len(tree)
    return catalogue + tree + b"xref\n0 1\n0000000000 65535 f \n" + table + trailer + b"%d\n%%%%EOF\n" % start
