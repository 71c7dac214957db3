"""Word documents: ``read(data, source, journal)``."""

from documents.readers.docx.reader import read

__all__ = ["read"]
