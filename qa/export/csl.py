"""Works as CSL-JSON (Citation Style Language 1.0.2), which Zotero, pandoc and CSL processors read.

Every work is a ``document``: with the styles of 2025 and 2026 the one general type that prints its whole date.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from qa.export import dates
from qa.export.names import Name
from qa.export.quoted import Quoted, quoted
from qa.export.works import Access
from qa.model import Citation


def csl_json(citations: Sequence[Citation], access: Access) -> str:
    """An array with an item for each work."""
    return json.dumps([_item(one, access) for one in quoted(citations)], ensure_ascii=False, indent=2) + "\n"


def _item(one: Quoted, access: Access) -> dict[str, Any]:
    work = one.work
    link = access.link(work.url)
    fields: dict[str, Any] = {
        "id": work.document,
        "type": "document",
        "title": work.title,
        "author": [_name(name) for name in work.authors],
        "issued": _date(work.published),
        "publisher": work.publisher,
        "collection-title": work.series,
        "language": one.language,
        "URL": link,
        "accessed": _date(dates.iso(access.day)) if link else {},
        "annote": "\n".join(one.notes(access)),
    }
    return {name: value for name, value in fields.items() if value}


def _name(name: Name) -> dict[str, str]:
    return {"family": name.family, "given": name.given} if name.given else {"literal": name.family}


def _date(published: str) -> dict[str, Any]:
    return {"date-parts": [list(dates.parts(published))]} if published else {}
