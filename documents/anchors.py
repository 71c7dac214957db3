"""The permanent name of a paragraph: a hash of what it says.

A paragraph keeps its name when it moves, when its file is renamed or converted, and when the library is
re-indexed; it loses it exactly when its wording changes. A range of characters inside a named paragraph is
therefore a permanent address of a sentence. With the quotation and its surroundings it is a
TextQuoteSelector (W3C, Web Annotation Data Model, §4.2.4).
"""

from __future__ import annotations

import base64
import hashlib
import unicodedata

#: Typography that a conversion between formats changes without changing the wording.
_PLAIN = str.maketrans(
    {
        "‘": "'",
        "’": "'",
        "‚": "'",
        "“": '"',
        "”": '"',
        "„": '"',
        "«": '"',
        "»": '"',
        "‐": "-",
        "‑": "-",
        "‒": "-",
        "–": "-",
        "—": "-",
        "…": "...",
    }
)


def paragraph_digest(text: str) -> str:
    """The paragraph's name: 16 letters and digits (80 bits of sha256 over the text without its typography)."""
    plain = " ".join(unicodedata.normalize("NFKC", text).translate(_PLAIN).split())
    return base64.b32encode(hashlib.sha256(plain.encode()).digest()[:10]).decode().lower()
