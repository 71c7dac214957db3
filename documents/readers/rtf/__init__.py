"""Rich text: ``read(data, source, journal)``."""

from documents.readers.rtf.reader import read

__all__ = ["read"]
