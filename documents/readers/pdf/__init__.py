"""PDF: ``read(data, source, journal)``."""

from documents.readers.pdf.reader import read

__all__ = ["read"]
