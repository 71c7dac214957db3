"""What a user can choose, and where from: flags, then the environment, then defaults.

``FOOTNOTE_LIBRARY``  the library's folder (default: the platform's folder for user data)
``FOOTNOTE_MODEL``    a sentence-transformers model, by name or folder (default: the embedded all-MiniLM-L6-v2)
``FOOTNOTE_RERANKER`` a cross-encoder that orders the best passages, by name or folder, or none (default: built in)
``FOOTNOTE_OCR``      1 to recognise text in pages that are pictures, when files are added (default: 0)
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import platformdirs

#: How the model is called that comes with Footnote.
EMBEDDED = "all-MiniLM-L6-v2"
#: The reranker that is none.
NO_RERANKER = "none"
#: What a variable may say that switches something on.
_YES = frozenset({"1", "true", "yes", "on"})


@dataclass(frozen=True, slots=True)
class Settings:
    """The choices of one run; made once, by the entry point, and handed down."""

    library: Path
    #: A sentence-transformers model, by name or folder; None is the embedded one.
    model: str | None = None
    #: A cross-encoder, by name or folder; None is the built-in reranker, ``NO_RERANKER`` leaves the fused order.
    reranker: str | None = None
    #: Whether files are added with OCR.
    ocr: bool = False

    @classmethod
    def of(
        cls,
        environment: Mapping[str, str],
        *,
        library: str | None = None,
        model: str | None = None,
        reranker: str | None = None,
        ocr: bool = False,
    ) -> Settings:
        """The settings for these flags in this environment; an empty variable counts as not set."""
        folder = library or environment.get("FOOTNOTE_LIBRARY")
        return cls(
            library=Path(folder).expanduser()
            if folder
            else Path(platformdirs.user_data_dir("footnote", appauthor=False)),
            model=model or environment.get("FOOTNOTE_MODEL") or None,
            reranker=reranker or environment.get("FOOTNOTE_RERANKER") or None,
            ocr=ocr or environment.get("FOOTNOTE_OCR", "").strip().lower() in _YES,
        )

    @property
    def has_library(self) -> bool:
        """Whether the folder holds a library already."""
        try:
            return (self.library / "library.db").exists()
        except OSError:  # a name that no file may have: opening it says so
            return False
