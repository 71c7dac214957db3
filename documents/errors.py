"""What can go wrong while a file becomes a document.

    DocumentError
    ├── TooLarge            too_large         more bytes than one document may have
    ├── WrongType           wrong_type        not a format that is read, or not what its name says
    ├── EmptyDocument       empty             nothing that could be cited
    ├── NoTextLayer         no_text_layer     a scan: pictures of text
    ├── PasswordNeeded      password_needed   encrypted, and the empty password does not open it
    ├── DamagedDocument     damaged           broken bytes, or an encoding that nobody recognises
    ├── TooComplex          too_complex       more work than a document of this size should need
    ├── TookTooLong         took_too_long     the time limit of the parser worker
    ├── OutOfMemory         out_of_memory     the memory limit of the parser worker
    └── WorkerCrashed       worker_crashed    the parser worker died

Every message is one sentence for the person who added the file: what, why, what to do.
No exception of a parsing library leaves this package.
"""

from __future__ import annotations

from typing import ClassVar


class DocumentError(Exception):
    """A file could not become a document; ``code`` is stable, the text is for people."""

    code: ClassVar[str] = "damaged"


class TooLarge(DocumentError):
    """The file, or what it unpacks to, is larger than a document may be."""

    code = "too_large"


class WrongType(DocumentError):
    """The format is not read here, or the bytes are not what the name says."""

    code = "wrong_type"


class EmptyDocument(DocumentError):
    """There is nothing in the file that could be cited."""

    code = "empty"


class NoTextLayer(DocumentError):
    """The pages are pictures."""

    code = "no_text_layer"


class PasswordNeeded(DocumentError):
    """The file is encrypted and the empty password does not open it."""

    code = "password_needed"


class DamagedDocument(DocumentError):
    """The bytes are broken."""

    code = "damaged"


class TooComplex(DocumentError):
    """The file asks for more work than a document of its size should need."""

    code = "too_complex"


class TookTooLong(DocumentError):
    """The parser worker reached its limit of CPU time."""

    code = "took_too_long"


class OutOfMemory(DocumentError):
    """The parser worker reached its limit of memory."""

    code = "out_of_memory"


class WorkerCrashed(DocumentError):
    """The parser worker died without an answer."""

    code = "worker_crashed"


#: Every error by its code: the parser worker sends codes, the parent raises them again.
BY_CODE: dict[str, type[DocumentError]] = {
    error.code: error
    for error in (
        TooLarge,
        WrongType,
        EmptyDocument,
        NoTextLayer,
        PasswordNeeded,
        DamagedDocument,
        TooComplex,
        TookTooLong,
        OutOfMemory,
        WorkerCrashed,
    )
}
