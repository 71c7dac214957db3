"""Pages of the web: ``read(data, source, journal)``."""

from documents.readers.html.reader import read

__all__ = ["read"]
