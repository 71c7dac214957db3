"""What one of the first lines says: a date, names, an affiliation, a "Name: value" field; or nothing of the kind."""

from __future__ import annotations

import re
from itertools import takewhile

from documents.dates import looks_like_date, parse_date, parse_field_date
from documents.names import is_name, split_names, without_runs

#: Fields of ``Metadata`` by name.
Facts = dict[str, str | tuple[str, ...]]

_FIELDS = {
    "title": "title|tytuł|titel|titre|título|titolo|название|назва|заголовок",
    "authors": "authors?|by|written by|autor|autorzy|autorka|autoren|autorin|auteurs?|auteure|autore|autores"
    "|opracowanie|автор|авторы|автори|авторка",
    "published": "date|published|publication date|date published|published on|data|data publikacji|opublikowano|datum"
    "|veröffentlicht|erschienen|publié|fecha|дата|дата публикации|дата публікації|опубликовано|опубліковано",
    "publisher": "publisher|wydawca|herausgeber|verlag|éditeur|издатель|видавець",
    "series": "series|seria|reihe|série|серия|серія",
    "topics": "topics?|tags?|keywords?|tematy|słowa kluczowe|schlagwörter|mots[- ]clés|теги|темы|теми",
    "": "doi|sha|license|licence|source|url|issn|isbn|version|updated|last updated",
}
_FIELD = {name: re.compile(rf"(?:{words})\s*:\s*(?P<value>\S.*)", re.IGNORECASE) for name, words in _FIELDS.items()}

#: "di" and "de" only begin bylines in lower case: with a capital they begin surnames.
_BYLINE = re.compile(
    r"(?:by|written by|von|par|por|(?-i:di)|(?:an? )?(?:analysis|commentary|essay|report|article) by"
    r"|(?:eine? )?(?:analyse|kommentar|gastbeitrag|beitrag|essay) von|(?:napisała?|oprac\.|opracowanie|автор|текст):?)"
    r"\s+(?=[^\W\d_])",
    re.IGNORECASE,
)
_PUBLISHED = re.compile(
    r"(?:published|posted|first published|opublikowano|veröffentlicht|erschienen|publié|mis en ligne|paru|stand"
    r"|dated?|data|опубліковано|опубликовано)"
    r"(?:\s+(?:on|am|le|dnia))?\s*:?\s*",
    re.IGNORECASE,
)
_DOMAIN = re.compile(r"(?:www\.)?(?:[a-z0-9-]+\.)+[a-z]{2,6}", re.IGNORECASE)
_URL = re.compile(r"https?://\S+")
#: What parts a line of several facts: "example.org | 25 August 2021".
_PARTED = re.compile(r"\s+[|·•–—]\s+|\s*\|\s*")

#: Words of institutions and of posts in them, by how they begin.
_AFFILIATION = re.compile(
    r"\b(?:institut|instytut|istituto|universi|uniwersyt|ośrod|centrum|centre\b|center\b|zentrum|foundation|fundacj"
    r"|fundaci|stiftung|fondation|akadem|academy|académie|ministr|ministerst|ministerium|ministère|department|faculty"
    r"|wydział|katedr|council|chatham|college|school\b|hochschule|think tank|gesellschaft|société|research|chercheu"
    r"|fellow\b|analyst|analityk|ekspert|expert\b|director|dyrektor|direktor|directeur|professor|wissenschaftl|leiter"
    r"|інститут|університет|центр|фонд|академі|міністерств|кафедр|факультет|експерт|аналітик|директор"
    r"|институт|университет|академи|министерств|эксперт|аналитик)",
    re.IGNORECASE,
)
#: Longest line that only says where an author works.
_AFFILIATION_LENGTH = 120
#: Most words of a kicker and of a topic line, and their greatest length.
_LABEL_WORDS, _LABEL_LENGTH = 4, 40
#: Longest line of facts: the author lists of papers are long.
_LONGEST_LINE = 600


def facts_of(text: str) -> Facts | None:
    """What the line says if it is front matter and nothing else; None for any other line."""
    if len(text) > _LONGEST_LINE:
        return None
    if is_field(text):
        return _field(text)
    facts: Facts = {}
    parts = [part.strip() for part in _PARTED.split(text)]
    dated = len(parts) > 1 and any(map(parse_date, parts))
    for part in parts:
        of_part = _part(part)
        if of_part is None and dated:
            of_part = _beside_date(part)
        if of_part is None:
            return None
        facts = {**of_part, **facts}
    if "publisher" in facts and len(facts) == 1:
        return None if _DOMAIN.fullmatch(text) else facts
    return facts


def is_field(text: str) -> bool:
    """Whether the line is a known "Name: value"."""
    return any(form.fullmatch(text) for form in _FIELD.values())


def is_marked(text: str) -> bool:
    """Whether a word of the line says that names follow: "By Anna Nowak", "Author: Anna Nowak"."""
    return is_field(text) or _BYLINE.match(text) is not None


def is_address(text: str) -> bool:
    """Whether the line begins with the address of a page."""
    return _URL.match(text) is not None


def is_affiliation(text: str) -> bool:
    """Whether the line only names an institution or a post, as it stands beside or under an author's name."""
    return (
        0 < len(text) <= _AFFILIATION_LENGTH
        and text[-1] not in ".!?:;"
        and _AFFILIATION.search(text) is not None
        and not any(map(str.isdigit, text))
    )


def is_label(text: str) -> bool:
    """Whether the line is a few words that say neither a sentence nor a number: a kicker, a topic, a place."""
    return (
        0 < len(text) <= _LABEL_LENGTH
        and len(text.split()) <= _LABEL_WORDS
        and text[-1] not in ".!?:;"
        and not any(map(str.isdigit, text))
        and any(map(str.isalpha, text))
    )  # fmt: skip


def labels(text: str) -> tuple[str, ...]:
    """The labels of a line of them: "Gas, oil"."""
    return tuple(part for part in (part.strip() for part in re.split(r"[,;|/]", text)) if part)


def _field(text: str) -> Facts:
    """The fact of a "Name: value" line; nothing where the value cannot be read."""
    for name, form in _FIELD.items():
        if (match := form.fullmatch(text)) is None:
            continue
        value = match["value"]
        if name == "authors":
            return {name: without_runs(tuple(one for one in split_names(value) if not is_affiliation(one)))}
        if name == "published":
            return {name: parse_field_date(value)}
        if name == "topics":
            return {name: labels(value)}
        return {name: value} if name else {}
    return {}


def _part(text: str) -> Facts | None:
    """What a part of a line says: a date, names, a site; None when it says anything else."""
    if published := parse_date(_PUBLISHED.sub("", text, count=1)):
        return {"published": published}
    if _URL.fullmatch(text) or looks_like_date(text):
        return {}
    if _DOMAIN.fullmatch(text):
        return {"publisher": text}
    if match := _BYLINE.match(text):
        return _names(text[match.end() :], marked=True)
    head, _, tail = text.partition(", ")
    if is_label(tail or "1") and (published := parse_date(head)):  # "5 grudnia 2022 r., Warszawa"
        return {"published": published}
    while tail:
        if published := parse_date(tail):
            return _before_date(head, published)
        more, _, tail = tail.partition(", ")
        head = f"{head}, {more}"
    return _names(text, marked=False)


def _beside_date(text: str) -> Facts | None:
    """What stands in one line with a date, parted from it: "Anna Nowak, Some News", "Story Agency"."""
    person, _, rest = text.partition(", ")
    if rest and is_label(rest) and _is_person(person):
        return {"authors": (person,)}
    return {} if is_label(text) and text[0].isupper() else None


def _before_date(head: str, published: str) -> Facts | None:
    """ "Warsaw, 25 August 2021" or "Anna Nowak, 25 August 2021"."""
    if (names := _names(head, marked=False)) is not None and len(head.split()) > 1:
        return {"published": published, **names}
    if is_label(head) and head[0].isupper():
        return {"published": published}
    return None


def _names(text: str, *, marked: bool) -> Facts | None:
    """The authors of a list of names, perhaps followed by where they work; None where it holds anything else."""
    names = split_names(text)
    people = tuple(takewhile(_is_person, names))
    if not people:
        return None
    if marked:  # "By Anna Nowak, Institute of Something"
        return {"authors": without_runs(tuple(filter(_is_person, names)))}
    if len(people) == len(names) or is_affiliation(text[text.find(", ", text.find(people[-1])) :].strip(", ")):
        return {"authors": without_runs(people)}
    return None


def _is_person(name: str) -> bool:
    return is_name(name) and not is_affiliation(name)
