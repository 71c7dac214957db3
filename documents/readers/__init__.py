"""One reader per format: ``read(data, source) -> Document``."""
