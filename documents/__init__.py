"""A file becomes a Document: text, blocks, pages, metadata. Knows nothing of vectors."""

from documents.anchors import paragraph_digest
from documents.errors import DocumentError
from documents.model import CITABLE, Block, BlockKind, Document, Metadata, Page, digest_of
from documents.sentences import sentence_spans

__all__ = [
    "CITABLE",
    "Block",
    "BlockKind",
    "Document",
    "DocumentError",
    "Metadata",
    "Page",
    "digest_of",
    "paragraph_digest",
    "sentence_spans",
]
