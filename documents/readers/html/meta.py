"""What a page says of itself: JSON-LD, <meta>, microdata, <time>, <html lang>; each field with its provenance.

Never the site as the author, never the day of the last change as the day of publication, and a title without the
site's name only where the page itself says which part of it that is.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from documents.dates import parse_field_date
from documents.frontmatter import merged
from documents.model import Metadata
from documents.names import is_name, split_names
from documents.readers.html.tree import Element
from documents.text import collapse, normalise

JSON_LD, META, TIME, MICRODATA, BYLINE, LANG, TITLE = (
    "html json-ld", "html meta", "html time", "html microdata", "html byline", "html lang", "html title",
)  # fmt: skip

#: The types of JSON-LD things that are the text itself (schema.org, CreativeWork and its kinds).
_WORKS = re.compile(
    r"(?:\w*Article|Report|BlogPosting|LiveBlogPosting|SocialMediaPosting|CreativeWork|Book|Chapter|Legislation|WebPage"
    r"|\w*Review|Thesis|DiscussionForumPosting|TechArticle|Dataset)\Z"
)
#: Characters; a longer title is none, and its bars would take quadratic time.
_LONGEST_TITLE = 500
#: Things of JSON-LD, and <meta> elements, that are looked at, at most; pages have a few dozen.
_MOST_THINGS = 2_000


def metadata_of(tree: Element) -> Metadata:
    """What the page says of itself; the most exact source of each field comes first."""
    contents = _contents(tree)
    site = _sites(tree, contents)
    found = Metadata()
    for name, fields in (
        (JSON_LD, _json_ld(tree)),
        (META, _meta(contents)),
        (MICRODATA, _microdata(tree)),
        (TIME, _time(tree)),
        (BYLINE, {"authors": _byline(tree)}),
        (LANG, {"language": _language(tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang"))}),
        (TITLE, {"title": _head_title(tree)}),
    ):
        known = {key: value for key, value in _cleaned(fields, site).items() if value}
        found = merged(found, Metadata(**known, provenance=dict.fromkeys(known, name)))
    return found


def _cleaned(fields: Mapping[str, Any], sites: frozenset[str]) -> dict[str, Any]:
    cleaned = dict(fields)
    title = _text(cleaned.get("title"))
    cleaned["title"] = without_site(title, sites) if len(title) <= _LONGEST_TITLE else ""
    cleaned["authors"] = tuple(name for name in cleaned.get("authors", ()) if _key(name) not in sites)
    return cleaned


def _text(value: object) -> str:
    return collapse(normalise(value)) if isinstance(value, str) else ""


# --- names of sites ------------------------------------------------------------------------------------------

#: What parts a headline from the name of the site; a hyphen without spaces is part of a word.
_BAR = re.compile(r"\s+[|–—·•«»-]\s+|\s*\|\s*")


def without_site(title: str, sites: frozenset[str]) -> str:
    """The title without " | Site" at its end or "Site | " at its beginning, where that is known to be the site."""
    for bar in list(_BAR.finditer(title))[::-1]:
        if _key(title[bar.end() :]) in sites:
            return title[: bar.start()].strip() or title
    first = _BAR.search(title)
    begins = first is not None and _key(title[: first.start()]) in sites
    return title[first.end() :].strip() if first is not None and begins else title


def _sites(tree: Element, contents: Mapping[str, list[str]]) -> frozenset[str]:
    """The names that the site and its publisher go by, as ``_key`` makes them."""
    names = [name for key in ("og:site_name", "application-name") for name in contents.get(key, ())]
    for thing in _things(tree):
        if _is_a(thing, re.compile(r"WebSite|Organization|NewsMediaOrganization|Corporation")):
            names.append(_text(thing.get("name")))
        names += _name_of(thing.get("publisher"))
    return frozenset(_key(name) for name in (*names, *_hosts(tree, contents)) if name)


def _key(name: str) -> str:
    """The name's letters and digits: "Example-Institute" is "example institute"."""
    return "".join(filter(str.isalnum, name.casefold()))


def _hosts(tree: Element, contents: Mapping[str, list[str]]) -> Iterator[str]:
    """What the page's own address says of the site: "www.example.org" and "example.org"; and "example" alone."""
    links = [link.get("href") or "" for link in tree.iter("link") if link.get("rel") == "canonical"]
    for address in (*links, *contents.get("og:url", ())):
        host = address.partition("//")[2].partition("/")[0].lower()
        if host:
            bare = host.removeprefix("www.")
            yield from (host, bare, bare.partition(".")[0])


# --- JSON-LD -------------------------------------------------------------------------------------------------


def _json_ld(tree: Element) -> dict[str, Any]:
    """The fields of the first thing that is the text; a mere WebPage only where nothing else is."""
    works = [thing for thing in _things(tree) if _is_a(thing, _WORKS)]
    works.sort(key=lambda thing: _is_a(thing, re.compile("WebPage|CreativeWork|Dataset")))
    if not works:
        return {}
    work, by_id = works[0], {str(thing["@id"]): thing for thing in _things(tree) if "@id" in thing and len(thing) > 1}
    whole = not _is_a(work, re.compile("WebPage|CreativeWork|Dataset"))
    return {
        "title": work.get("headline") or (work.get("name") if whole else "") or "",
        "authors": _people(work.get("author"), by_id) if whole else (),
        "published": _date(work.get("datePublished")),
        "publisher": next(iter(_name_of(work.get("publisher"), by_id)), ""),
        "series": _text(work.get("articleSection")) if isinstance(work.get("articleSection"), str) else "",
        "topics": tuple(_keywords(work.get("keywords"))) if whole else (),
        "language": _language(work.get("inLanguage")),
    }


def _things(tree: Element) -> Iterator[dict[str, Any]]:
    """Every object of the page's JSON-LD, outer ones first."""
    scripts = [one for one in tree.iter("script") if (one.get("type") or "").strip().lower() == "application/ld+json"]
    left: list[Any] = [_loaded(script.text or "") for script in scripts]
    for _ in range(_MOST_THINGS):
        if not left:
            return
        value = left.pop(0)
        if isinstance(value, dict):
            yield value
            left.extend(value.values())
        elif isinstance(value, list):
            left.extend(value)


#: What old pages write around a script, in the order of taking it off.
_WRAPPERS = ("<!--", "//", "<![CDATA["), (";", "-->", "]]>", "//")


def _loaded(text: str) -> object:
    """The JSON in a script; None where it is broken, as it often is."""
    text = text.strip()
    for before in _WRAPPERS[0]:
        text = text.removeprefix(before).lstrip()
    for after in _WRAPPERS[1]:
        text = text.removesuffix(after).rstrip()
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def _is_a(thing: Mapping[str, Any], kind: re.Pattern[str]) -> bool:
    types = thing.get("@type")
    names = types if isinstance(types, list) else [types]
    return any(isinstance(name, str) and kind.fullmatch(name.rpartition("/")[2]) for name in names)


def _people(value: object, by_id: Mapping[str, Any]) -> tuple[str, ...]:
    """The names of authors; an organisation is an author only where the page says Person, for many say nothing."""
    names: list[str] = []
    for author in value if isinstance(value, list) else [value]:
        thing = by_id.get(str(author.get("@id")), author) if isinstance(author, dict) else author
        if isinstance(thing, dict) and _is_a(thing, re.compile(r"\w*Organization|Corporation|WebSite")):
            continue
        names += _authors(next(iter(_name_of(thing)), ""))
    return tuple(dict.fromkeys(names))


def _name_of(value: object, by_id: Mapping[str, Any] | None = None) -> list[str]:
    """The names that a value of JSON-LD gives: a text, a thing with a name, or a list of these."""
    if isinstance(value, list):
        return [name for entry in value for name in _name_of(entry, by_id)]
    if isinstance(value, dict):
        thing = (by_id or {}).get(str(value.get("@id")), value) if "name" not in value else value
        value = thing.get("name") if isinstance(thing, dict) else ""
        value = value[0] if isinstance(value, list) and value else value
    return [name] if (name := _text(value)) else []


def _keywords(value: object) -> Iterator[str]:
    for entry in value if isinstance(value, list) else [value]:
        yield from filter(None, (_text(part) for part in re.split("[,;]", _text(entry))))


# --- <meta>, microdata, <time> -------------------------------------------------------------------------------

#: By field, the names of <meta> elements that state it, the most exact first. Highwire's citation_*, Dublin Core,
#: OpenGraph, Parsely, Sailthru. "date" and "author" alone come last: they are what editors' programs fill in.
_METAS = {
    "title": ("citation_title", "dc.title", "dcterms.title", "og:title", "parsely-title", "twitter:title"),
    "authors": (
        "citation_author", "dc.creator", "dcterms.creator", "article:author", "parsely-author", "sailthru.author",
        "book:author", "author", "byl",
    ),
    "published": (
        "citation_publication_date", "citation_date", "dcterms.issued", "dc.date.issued", "dc.date", "dcterms.date",
        "article:published_time", "og:article:published_time", "article:published", "parsely-pub-date", "sailthru.date",
        "pubdate", "publishdate", "publish-date", "publication_date", "datepublished", "date",
    ),
    "publisher": (
        "citation_publisher", "citation_technical_report_institution", "dc.publisher", "dcterms.publisher",
        "og:site_name",
    ),
    "series": ("citation_journal_title", "article:section", "og:article:section", "parsely-section"),
    "topics": ("citation_keywords", "dc.subject", "dcterms.subject", "article:tag", "news_keywords", "keywords"),
    "language": ("citation_language", "dc.language", "dcterms.language", "content-language", "og:locale"),
}  # fmt: skip


def _contents(tree: Element) -> dict[str, list[str]]:
    """The contents of the <meta> elements by their names, in the order of the page."""
    found: dict[str, list[str]] = {}
    for element in islice(tree.iter("meta"), _MOST_THINGS):
        for key in ("name", "property", "http-equiv", "itemprop"):
            name, content = (element.get(key) or "").strip().lower(), _text(element.get("content"))
            if name and content:
                found.setdefault(name, []).append(content)
    return found


def _meta(contents: Mapping[str, list[str]]) -> dict[str, Any]:
    values = {field: _first(contents, names) for field, names in _METAS.items()}
    dates = (_date(value) for name in _METAS["published"] for value in contents.get(name, ()))
    return {
        "title": next(iter(values["title"]), ""),
        "authors": tuple(dict.fromkeys(name for value in values["authors"] for name in _authors(value))),
        "published": next(filter(None, dates), ""),
        "publisher": next((name for name in values["publisher"] if not name.startswith("@")), ""),
        "series": next(iter(values["series"]), ""),
        "topics": tuple(dict.fromkeys(topic for value in values["topics"] for topic in _keywords(value))),
        "language": _language(next(iter(values["language"]), "")),
    }


def _first(contents: Mapping[str, list[str]], names: Iterable[str]) -> list[str]:
    """The contents of the first of these names that the page has."""
    return next(filter(None, (contents.get(name) for name in names)), [])


def _microdata(tree: Element) -> dict[str, Any]:
    """``itemprop`` and ``rel=author`` of the visible page."""
    date = next((_stated(element) for element in _with_prop(tree, "datePublished")), "")
    authors: dict[str, None] = {}
    for element in (*_with_prop(tree, "author"), *tree.iterfind(".//a[@rel='author']")):
        inner = next(_with_prop(element, "name"), element)
        authors.update(dict.fromkeys(_authors(inner.get("content") or "".join(inner.itertext()))))
    return {"published": _date(date), "authors": tuple(authors)}


def _with_prop(tree: Element, name: str) -> Iterator[Element]:
    return (element for element in tree.iter("*") if name in (element.get("itemprop") or "").split())


def _stated(element: Element) -> str:
    return element.get("datetime") or element.get("content") or "".join(element.itertext())


def _time(tree: Element) -> dict[str, Any]:
    """The one day that the page's <time> elements name, or that of the one marked as the day of publication."""
    times = [element for element in tree.iter("time") if element.get("datetime")]
    marked = [
        element for element in times if "pubdate" in element.attrib or "published" in (element.get("class") or "")
    ]
    days = {date for element in marked or times if (date := _date(element.get("datetime")))}
    return {"published": days.pop() if len(days) == 1 else ""}


#: What sites call the element with the author's name: "author", "post-author-name", "article__byline".
_BYLINE_CLASS = re.compile(
    r"(?:[\w-]*[-_])?(?:authors?|byline|autor(?:en|zy|ka|es)?|auteurs?|verfasser)(?:[-_]{1,2}(?:names?|links?))?",
    re.IGNORECASE,
)
#: Around such elements: comments and lists of other articles have authors too.
_OTHERS = re.compile(r"comment|related|sidebar|widget|teaser|recommend|popular|latest", re.IGNORECASE)
_LONGEST_BYLINE = 150


def _byline(tree: Element) -> tuple[str, ...]:
    """The people that the first element called a byline names, and nobody where it names none."""
    for element in tree.iter("*"):
        if not any(map(_BYLINE_CLASS.fullmatch, (element.get("class") or "").split())):
            continue
        text = _text("".join(element.itertext()))
        if text and not any(_is_other(around) for around in element.iterancestors()):
            return tuple(dict.fromkeys(_authors(text))) if len(text) <= _LONGEST_BYLINE else ()
    return ()


def _is_other(element: Element) -> bool:
    if element.tag in ("body", "html"):
        return False
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    return element.tag in ("aside", "footer", "nav") or _OTHERS.search(names) is not None


# --- values --------------------------------------------------------------------------------------------------

_DATE = re.compile(r"(\d{4}-\d\d-\d\d|\d{4}/\d\d?/\d\d?|\d{8}(?=\d{6}|T|\Z))")
_BY = re.compile(r"\A(?:by|von|par|autor(?:ka|zy|in|en)?:?|автор:?)\s+", re.IGNORECASE)
#: Bylines that name nobody; and addresses, which are not names.
_NOBODY = re.compile(
    r"admin\w*|editor(?:s|ial)?(?: \w+)?|redaktion|redakcja|rédaction|редакция|редакція|staff(?: \w+)?|press office"
    r"|unknown|anonymous|webmaster|user|author|news desk|guest|\S*[@/]\S*",
    re.IGNORECASE,
)


def _authors(text: str) -> Iterator[str]:
    """The people that a byline names. A single word, or an institution, is told from a name by its shape."""
    for name in split_names(_BY.sub("", _text(text), count=1)):
        if is_name(name) and not _NOBODY.fullmatch(name):
            yield name


def _date(value: object) -> str:
    """The ISO date of a field: the day of a moment is the one that its time zone had."""
    text = _text(value[0] if isinstance(value, list) and value else value)
    if match := _DATE.match(text):
        day = match[1] if not match[1].isdigit() else f"{match[1][:4]}-{match[1][4:6]}-{match[1][6:]}"
        return parse_field_date(day)
    return parse_field_date(text)


_LANGUAGE = re.compile(r"([a-z]{2})(?:[-_][A-Za-z0-9_-]+)?\Z", re.IGNORECASE)


def _language(value: object) -> str:
    """ "en" of "en-GB"; nothing of a language that is not named by an ISO 639-1 code."""
    if isinstance(value, list):
        value = value[0] if len(value) == 1 else ""
    if isinstance(value, dict):
        value = value.get("alternateName") or value.get("name")
    match = _LANGUAGE.match(_text(value))
    return match[1].lower() if match else ""


def _head_title(tree: Element) -> str:
    """What the browser's tab says."""
    title = next(tree.iter("title"), None)
    return _text("".join(title.itertext())) if title is not None else ""
