"""Names of people, told by their shape: "Anna Maria van der Meer", "J. K. Rowling", "Żochowski, Piotr"."""

from __future__ import annotations

import re

from documents.language import FUNCTION_WORDS

#: Small words inside names, in European and Arabic ones.
_PARTICLES = frozenset(
    """van von der den de del della degli dei dello di da dal do dos das du la le lo el al bin ibn ben ter ten zu zum
    vom af av y e st""".split()  # noqa: SIM905
)
#: Degrees and titles: part of a byline, not of a name.
_TITLES = frozenset(
    """dr prof professor doc doz pd priv hab inż mgr lic ing mag dipl dr.-ing dipl.-ing gen bryg dyw col płk ppłk mjr
    kpt por rez dypl sir phd ph.d dphil md ma ba msc mba llm pr dott dott.ssa проф д-р др доц акад канд к.и.н к.і.н
    к.е.н к.э.н к.ю.н к.т.н к.п.н д.и.н д.і.н д.е.н д.э.н д.ю.н д.т.н д.п.н dr.hab""".split()  # noqa: SIM905
)
#: Words of headings, institutions and sections that begin large like names do.
_NOT_NAMES = frozenset(
    """january february march april june july august september october november december monday tuesday
    wednesday thursday friday saturday sunday analysis analyses commentary report policy brief security energy
    economy foreign affairs politics defence defense introduction summary conclusion conclusions background
    overview abstract contents chapter section part table figure annex appendix centre center institute
    university department ministry council commission committee office press staff team editorial editor editors
    republic union states kingdom north south east west northern southern eastern western europe asia africa
    america middle new early later life history culture career key points findings war peace act law agreement
    contract exhibit notes references executive international national european company corporation home video
    market information media live news data service services tv radio online daily times post journal review mr
    mrs user guide manual product products magazine website business reuters tribune herald gazette chronicle
    guardian telegraph zeitung share print menu inc ltd gmbh bank group limited trust school street road avenue
    nowa nowe nowy nowi nowego stara stare stary wielka wielkie wielki pierwsza pierwszy drugie druga trzecia
    polityka gospodarka obrona energetyka wstęp podsumowanie wnioski tezy neue neuen neuer neues alte alten
    alter große großen großer kleine kleinen erste ersten zweite dritte letzte letzten offene wichtige deutsche
    europäische russische fazit ausblick nouveau nouvelle nouvelles grand grande grands grandes petit petite
    premier première politique clés нова нове нові новий стара старі велика великі перша друга висновки вступ
    новая новое новые новый старая старые большая большие первая вторая выводы введение внешняя strona rozdział
    analiza analizy komentarz raport instytut ośrodek uniwersytet ministerstwo bericht analyse kapitel institut
    universität inhalt überblick einleitung zusammenfassung geschichte rapport université ministère
    """.split()  # noqa: SIM905
)
_INITIALS = re.compile(r"(?:[^\W\d_]{1,2}\.-?)+\Z")
#: Written together with the name in Arabic ones and in Romance ones.
_ARTICLE = re.compile(r"\A(?:al|el|ad|as|d|l)[-'’](?=[^\W\d_])")
_WORD = re.compile(r"[^\W\d_][^\W\d_'’ʼ-]*(?:['’ʼ-][^\W\d_]+)*\Z")
_PARTS = re.compile(r"\s*(?:[,;&/]|\s(?:and|und|et|oraz|i|y|e|и|та|і|with)\s)\s*(?:(?:and|und|et|oraz|&)\s+)?")
#: Words of a name without particles and titles.
_MOST_WORDS = 4


def is_name(text: str) -> bool:
    """Whether the text reads as one person's name: two to four words that begin large, the last one not an initial."""
    words = [word for word in text.split() if word.lower() not in _PARTICLES]
    if not 2 <= len(words) <= _MOST_WORDS:
        return False
    full = [word for word in words if not _INITIALS.match(word)]
    return bool(full) and all(map(_is_name_word, full)) and words[-1] in full


def _is_name_word(word: str) -> bool:
    word = _ARTICLE.sub("", word)
    lower = word.lower()
    if not _WORD.match(word) or lower in _NOT_NAMES or len(word) < 2:
        return False
    if any(lower in words for words in FUNCTION_WORDS.values()) and len(word) < 4:
        return False
    # "McDonald" and "Al-Assad" have capitals inside; a word of capitals alone is a heading's or a ministry's.
    return word[0].isupper() and not word.isupper()


def split_names(text: str) -> tuple[str, ...]:
    """The names in a list, titles left out; "Surname, Name; Surname, Name" turned round. Not checked to be names."""
    parts = [part.strip() for part in text.split(";") if part.strip()]
    if len(parts) > 1 and sum(part.count(",") == 1 for part in parts) * 2 > len(parts):
        return tuple(filter(None, (_bare(_turned(part)) for part in parts)))
    return tuple(filter(None, (_bare(part) for part in _PARTS.split(text))))


def without_runs(names: tuple[str, ...]) -> tuple[str, ...]:
    """The names without those that are others in a row: "Anna Nowak Jan Kowal" before "Anna Nowak", "Jan Kowal"."""
    return tuple(name for name in names if sum(other != name and other in name for other in names) < 2)


def _turned(text: str) -> str:
    surname, _, name = text.partition(",")
    return f"{name.strip()} {surname.strip()}" if name.strip() else text


def begins_with_title(text: str) -> bool:
    """Whether the line begins with a degree or a rank in small letters: "prof. Anna Nowak", "płk rez. Jan Kowal"."""
    first, _, rest = text.partition(" ")
    return first[0].islower() and first.strip(".") in _TITLES and is_name(_bare(rest))


def _bare(text: str) -> str:
    words = text.strip(" ,.:").split()
    while words and words[0].lower().strip(".") in _TITLES:
        words.pop(0)
    while words and words[-1].lower().strip(".") in _TITLES:
        words.pop()
    return " ".join(words)
