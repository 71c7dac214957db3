"""What can go wrong with a library.

    LibraryError
    ├── LibraryBusy        another process is writing
    ├── LibraryTooNew      written by a later version of Footnote
    ├── LibraryDamaged     the truth itself fails its checks; nothing is written to it any more
    ├── ModelMissing       a model is not there, or its weights are not the ones expected
    ├── NotInLibrary       no such document
    ├── BadCorrection      a field of a document cannot be corrected to this
    ├── NotKept            no such stored answer, dossier or pin
    └── BadDossier         a dossier cannot be called or changed so

Every message is one sentence for the person at the keyboard: what, why, what to do.
"""

from __future__ import annotations


class LibraryError(Exception):
    """Something is wrong with the library as a whole; the text says what to do."""


class LibraryBusy(LibraryError):
    """Another process holds the write lock."""


class LibraryTooNew(LibraryError):
    """The schema is of a later version."""


class LibraryDamaged(LibraryError):
    """A stored text fails its checksum or SQLite reports corruption."""


class ModelMissing(LibraryError):
    """The embedding model cannot be loaded or fails its checksum."""


class NotInLibrary(LibraryError):
    """No document has this name, or more than one has."""


class BadCorrection(LibraryError):
    """No field of this name, or no such value for it."""


class NotKept(LibraryError):
    """No stored answer, dossier or pin has this name."""


class BadDossier(LibraryError):
    """No dossier can have this name, or no pin this note."""
