"""A zip file that a document is packed in (Word, OpenDocument, EPUB), opened as what strangers send.

What a zip says about itself is not believed: entries are counted before Python makes a list of them, and bytes while
they are unpacked. Nothing is written anywhere, and only the parts that a reader asks for are unpacked.
"""

from __future__ import annotations

import io
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NoReturn

from lxml import etree

from documents.errors import DamagedDocument, PasswordNeeded, TooComplex, TooLarge

#: Parts of a package. Of 80 Word files of public test suites the largest has 60; illustrated books have hundreds.
MOST_PARTS = 2_000
#: Bytes that one part may unpack to, and all that are read together. A book of 1,000 pages has 10 to 20 MB of XML.
LARGEST_PART, LARGEST_WHOLE = 64_000_000, 128_000_000
#: A part unpacks to at most so many times its packed size, once it has more than a megabyte: a bomb has 1,000 times,
#: a table of 100,000 equal rows 120 times.
_RATIO, _RATIO_FROM = 200, 1_000_000
#: Angle brackets of an XML part: each element takes some 200 bytes of memory, however short its name is.
_MOST_MARKS = 4_000_000
_CHUNK = 1 << 18

#: What begins each entry of a zip's list of contents (APPNOTE.TXT, section 4.3.12).
_ENTRY = b"PK\x01\x02"
#: Other ways to pack are allowed by none of the formats, and LZMA's header asks for memory at will.
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 0x1
_DOCTYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("ascii", "utf-16-le", "utf-16-be"))


class Package:
    """The parts of a zip file by their names.

    Raises:
        DamagedDocument: the bytes are no zip file that can be opened.
        PasswordNeeded: some part is encrypted.
        TooComplex: more parts than a document has.
    """

    def __init__(self, data: bytes) -> None:
        # Python's list of 200,000 entries takes two seconds and 234 MB, and the count in the zip's end may be false.
        if data.count(_ENTRY) > MOST_PARTS:
            raise TooComplex(
                f"The archive has more than {MOST_PARTS:,} parts, and no document has: "
                "unpack it and add the files in it."
            )
        with _as_our_errors():
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        self._entries = {entry.filename: entry for entry in self._archive.infolist()}
        self._unpacked = 0
        for entry in self._entries.values():
            _vet(entry)

    @property
    def names(self) -> frozenset[str]:
        """The names of all parts, with "/" between their folders."""
        return frozenset(self._entries)

    def read(self, name: str) -> bytes:
        """The part's bytes. Bytes are counted each time: read a part once.

        Raises:
            DamagedDocument: there is no such part, or it is broken.
            TooLarge: it, or all that was read from the package, is more than a document has.
            TooComplex: it is packed as no document's part is.
        """
        entry = self._entries.get(name)
        if entry is None:
            _damaged()
        with _as_our_errors(), self._archive.open(entry) as part:
            return b"".join(self._counted(entry, lambda: part.read(_CHUNK)))

    def _counted(self, entry: zipfile.ZipInfo, read: Callable[[], bytes]) -> Iterator[bytes]:
        size = 0
        while chunk := read():
            size += len(chunk)
            self._unpacked += len(chunk)
            if size > LARGEST_PART or self._unpacked > LARGEST_WHOLE:
                raise TooLarge("The file unpacks to more text than a document may have: split it into several files.")
            if size > max(_RATIO_FROM, _RATIO * entry.compress_size):
                raise TooComplex("The file unpacks to far more than it holds: open it in its program and save it anew.")
            yield chunk

    def xml(self, name: str) -> etree._Element:
        """The root of an XML part, without comments and processing instructions.

        Raises:
            DamagedDocument: there is no such part, or it is not well-formed.
            TooComplex: it declares a document type, which could name other files or grow without end; or it is
                nested or marked up beyond what any program writes.
            TooLarge: as ``read``.
        """
        return parse_xml(self.read(name))


def parse_xml(data: bytes) -> etree._Element:
    """The root element of XML from a stranger, without comments and processing instructions.

    Raises:
        DamagedDocument: the XML is not well-formed.
        TooComplex: a document type, or more depth or marks than any program writes.
    """
    if any(doctype in data for doctype in _DOCTYPES):
        _refuse_doctype()
    if data.count(b"<") > _MOST_MARKS:
        _too_complex()
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, collect_ids=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        if error.code in _LIMIT_CODES:
            _too_complex()
        _damaged(error)
    if root.getroottree().docinfo.internalDTD is not None:  # written in an encoding that was not looked for
        _refuse_doctype()
    return root


#: libxml2's own limits: depth of 256 elements, 10 MB of text in one place, what entities may grow to.
_LIMIT_CODES = frozenset({etree.ErrorTypes.ERR_RESOURCE_LIMIT, etree.ErrorTypes.ERR_ENTITY_LOOP})


def _vet(entry: zipfile.ZipInfo) -> None:
    if entry.flag_bits & _ENCRYPTED:
        raise PasswordNeeded("The file is locked with a password: save it without one and add that.")
    if stat.S_ISLNK(entry.external_attr >> 16) or entry.compress_type not in _METHODS:
        _damaged()


@contextmanager
def _as_our_errors() -> Iterator[None]:
    """What Python's zipfile raises on odd bytes becomes one error of ours."""
    try:
        yield
    except (
        zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, ValueError, EOFError, OSError, LookupError,
    ) as error:  # fmt: skip
        _damaged(error)


def _damaged(cause: Exception | None = None) -> NoReturn:
    raise DamagedDocument(
        "The file is a damaged archive or Office document: download it again, or open and save it anew."
    ) from cause


def _too_complex() -> NoReturn:
    raise TooComplex("The file is built of more pieces than a good one: open it in its program and save it anew.")


def _refuse_doctype() -> NoReturn:
    raise TooComplex(
        "The file declares a document type of its own, which may pull in other files: "
        "open it in its program and save it anew."
    )
