"""OpenDocument texts: ``read(data, source, journal)``."""

from documents.readers.odt.reader import read

__all__ = ["read"]
