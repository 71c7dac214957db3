"""Where sentences end.

A stop ends a sentence unless something speaks against it: the next word begins small, the word before is an
abbreviation or an initial, or the number before is an ordinal. The abbreviations of all languages are used
together, because analyses quote each other. In doubt two sentences stay together: the quotation is then
longer, never wrong.
"""

from __future__ import annotations

import re
from functools import cache

from documents.language import FUNCTION_WORDS


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: Never the last word of a sentence: titles, and "that is" in its forms. Dots and spaces inside are left out.
_LEADING = _words(
    """dr prof mr mrs ms messrs hon rev fr gen lt col capt cpt maj sgt cmdr adm sen rep gov pres amb eg ie viz cf vs
    v hab inż mgr lek płk ppłk kpt por ppor bryg mjr sierż ks bp abp kard św śp ul pl im os tzn tj tzw np zob wg ww
    mec m.in min.in pt ur zm s.a.r ob z.b d.h u.a s.o s.u o.ä i.d.r i.h.v u.u bzw sog vgl ca evtl ggf inkl zzgl exkl
    geb gest hl hrsg hptm oberst str dipl ing frl fam insb ehem z.t z.zt m.e i.a i.v u.z v.a mm mme mlle mgr st ste av
    boul p.ex c.-à-d env т.е т.н т.к т.зв напр ул просп пл пр акад проф доц ген полк подп кап лейт гр св им ред см
    ср тов г-н
    г-жа тобто вул бул ім див пор нар т.зн m.st n.s"""
)

#: Before a number these belong to it: "No. 5", "Art. 7", "Abb. 3", "с. 12", "Sept. 11".
_NUMBERED = _words(
    """no nos nr nrs num art arts fig figs vol vols p pp ch chap sec sect para paras par pt ed eds eq app ex op ver
    tab jan feb mar apr jun jul aug sep sept oct nov dec approx est circa c ca ust pkt poz rys str s t lit z rozdz
    cz zał tys mln mld wyd dz dn r abs abb bd kap anm aufl jg jh hj rn rdnr ziff bl sp mio mrd tsd ss janv févr avr
    juil déc env n° ст п пп с стр гл рис табл т тт кн вып ч № разд прил янв фев апр авг сент окт нояб дек стор розд
    мал дод вип"""
)

#: Often at the end of a sentence: a capital after them is its beginning.
_CLOSING = _words("""etc itd itp jw usw usf u.s.w u.s.f т.д т.п т.і и.т.д и.т.п та.ін і.т.д др ін""")

#: Anywhere: they end a sentence when a function word with a capital follows.
_ANYWHERE = _words(
    """inc ltd co corp bros al jr sr dept univ assn est intl govt natl gmbh mt ft sq blvd ave rd st am pm a.m p.m
    u.s u.k u.n e.u d.c b.c a.d n.y l.a ph.d m.d b.a m.a r w wz godz tel min sek ok mies m n.e p.n.e ub br bm pon wt
    śr czw pt jh jhd v.chr n.chr n chr v d.j d.m uhr std гг г в вв р рр ст н.э н.е до тыс млн млрд руб коп долл тис
    грн дол обл р-н м кв mio mrd tsd mln mld"""
)

#: Of these, what stands after numbers: years, centuries, sums.
_UNITS = _words("r w wz p.n.e n.e г гг в вв р рр ст н.э н.е руб коп долл тис грн дол тыс млн млрд зл")

#: Past tenses and impersonal forms of Polish, Russian, Ukrainian.
_VERB = re.compile(
    r"[^\W\d_]{2,}(?:ł|ła|ło|ły|li|ano|ono)|(?:jest|są|byli)"
    r"|[^\W\d_]{2,}(?:л[аои]?сь|лся|в?ся|л[ао]ся|лося|лися|[аиоы]л[ои]?|овала|ировала|ал[ои]|ели|ено|ано|ував|ав|ила)"
    r"|(?:был|стал|бул|став|є)[аоиі]?"
)
#: Nouns that look like them: "artykuł", "szkoła", "начало квартала".
_NO_VERB = re.compile(
    r"^(?:wy|u|od|roz|prze|po|przy)?dział$|^(?:artykuł|szczegół|kapitał|generał|materiał|przemysł)[ay]?$"
    r"|^(?:szkoł|sił)[ay]$|^grono$|^посол$|^стол[аи]?$|^сил[аи]?$|^начал[ао]$|^(?:со|у)став$"
    r"|(?:квартал|канал|журнал|капитал|капітал|финал|фінал|генерал|материал|матеріал|персонал|сигнал|потенциал"
    r"|потенціал|филиал|арсенал|трибунал|скандал|интервал)[аи]?$"
)
#: A clause that begins with these is not yet the sentence.
_SUBORDINATE = _words(
    """jak gdy kiedy ponieważ choć chociaż jeśli jeżeli skoro odkąd zanim dopóki что когда как если хотя пока поскольку
    щойно коли як якщо хоча поки оскільки"""
)
#: Before the last piece of an address, a domain's or a file's name.
_INSIDE_ADDRESS = (".", "@")
_LETTERS = re.compile(r"[^\W\d_]+")

#: German nouns that follow an ordinal ("19. Jahrhundert"); months of German dates.
_AFTER_ORDINAL = _words(
    """januar jänner februar märz april mai juni juli august september oktober november dezember jan feb mrz apr jun
    jul aug sep sept okt nov dez jahrhundert jahrhunderts jahrhunderte jahrtausend jahrestag jahrestages jahrestags
    geburtstag geburtstags platz rang mal kapitel artikel auflage aufl parteitag parteitags parteitages wahlperiode
    legislaturperiode sitzung klasse stock stunde etage armee division brigade bezirk tag tage woche monat quartal
    halbjahr teil band grad ordnung liga saison runde fc sc sv"""
)

#: German words that announce an ordinal: "am 3.", "der 1.", "Ludwig der XIV."
_BEFORE_ORDINAL = _words(
    """am vom zum im der die das dem den des ab bis seit beim zur ins einem einen eines diesem dieser jeder jeden
    und ihr ihre ihrem ihren sein seine seinem seinen ihrer seiner"""
)

#: What may close a sentence after its stop: brackets, quotation marks, footnote marks, raised or not (".12 The").
_CLOSERS = r"(?:[\"'”’“‘»«›‹)\]}]|\[\d{1,3}\]|[¹²³⁰-⁹])*(?P<mark>\d{1,3})?(?:[ ]?»(?=\s|$))?"
#: A possible end: stops with what closes them, then white space; a line break; an East Asian stop.
_CANDIDATE = re.compile(rf"(?P<stop>[.!?…؟।۔‽⁇⁈⁉]+){_CLOSERS}(?=\s)|(?P<line>\n)|[。！？｡]+[」』）”’\"]*")
#: The word before a stop, with the dotted pieces before it: "U.S", "z. B", "т. д", "Dr", "1996".
_BEFORE = re.compile(r"(?:(?<!\w)[^\W\d_]{1,4}\.-?|(?<!\w)[^\W\d_]\.[ ])*([\w’'-]+)\Z")
#: The next letter or digit, past quotation marks, brackets, dashes and an ellipsis; and the word it begins.
_AFTER = re.compile(r"(?:[^\w\n]|_){0,12}(?P<word>[^\W_]+)(?P<dot>\.(?!\.))?")
_PREVIOUS_WORD = re.compile(r"([\w’'-]+)\W+\Z")
#: What stands before a footnote's mark: a word too long for an abbreviation, perhaps with what closes it.
_LONG_WORD = re.compile(r"[^\W\d_]{4,}[\"'”’“‘»›)\]]*\Z")
_ROMAN = re.compile(r"[IVXLC]{2,8}\Z")
#: Longest abbreviation with its pieces; a window keeps the look back cheap.
_WINDOW = 28
#: Longest parenthesis that holds its sentences together.
_PARENTHESIS = 200


def sentence_spans(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The sentences of ``text[start:end]``: ordered, disjoint spans of ``text`` that cover every visible character.

    No span begins or ends with white space. A line break always ends a sentence: in ``Document.text`` it
    stands only between blocks and between the rows of a table.
    """
    spans: list[tuple[int, int]] = []
    begin = start
    for match in _CANDIDATE.finditer(text, start, end):
        if match["stop"] is not None and not _ends(text, begin, match, end):
            continue
        begin = _append(spans, text, begin, match.end())
    _append(spans, text, begin, end)
    return spans


def _append(spans: list[tuple[int, int]], text: str, start: int, end: int) -> int:
    """Adds the span without the white space at its ends, if anything is left; returns where the next may begin."""
    sentence = text[start:end]
    left = len(sentence) - len(sentence.lstrip())
    if left < len(sentence):
        spans.append((start + left, start + len(sentence.rstrip())))
    return end


def _ends(text: str, begin: int, match: re.Match[str], end: int) -> bool:
    """Whether the stop ends the sentence that begins at ``begin``."""
    stop = match["stop"]
    after = _AFTER.match(text, match.end(), end)
    if match["mark"] and (after is None or not _is_footnote_mark(text, match)):
        return False
    if after is None:
        return True  # nothing but marks follows before the line's end or a gap
    if _begins_small(after["word"]) or text[match.start() - 1 : match.start()] in ("(", "["):
        return False
    if stop != ".":
        return True
    if _is_inside(text, begin, match.end(), end):
        return False
    before = _BEFORE.search(text, max(begin, match.start() - _WINDOW), match.start())
    return before is None or _ends_after(text, begin, before, after)


def _is_inside(text: str, begin: int, stop: int, end: int) -> bool:
    """Whether the stop is in a parenthesis that was opened in this sentence and is closed soon: "(ros. Алексей)"."""
    opened = text.rfind("(", max(begin, stop - _PARENTHESIS), stop)
    if opened < 0 or text.find(")", opened, stop) >= 0:
        return False
    closed = text.find(")", stop, min(end, opened + _PARENTHESIS))
    return closed >= 0 and text.find("(", stop, closed) < 0


def _begins_small(word: str) -> bool:
    """ "iPhone" and "eBay" may begin a sentence."""
    return word[0].islower() and not word[1:2].isupper()


def _is_footnote_mark(text: str, match: re.Match[str]) -> bool:
    """Whether digits after a stop are a note's: "No.12" and "v.2" are not, "long.12" and "“long.”12" are."""
    return _LONG_WORD.search(text, max(0, match.start() - _WINDOW), match.start()) is not None


def _ends_after(text: str, begin: int, before: re.Match[str], after: re.Match[str]) -> bool:
    """Whether a full stop between these two words, the second with a capital or a digit, ends the sentence."""
    token = before[0].replace(" ", "")
    if token[-1].isdigit():  # "s. 12": the number is what counts
        token = before[1]
    key = re.sub(r".*['’]", "", token.lower()).strip("-")
    if _is_mark(text[begin : before.start()], token):
        return False
    if token.isdigit() or _ROMAN.match(token):
        return not _is_ordinal(text, begin, before, after)
    if key in _CLOSING:
        return True
    if text[before.start() - 1 : before.start()] in _INSIDE_ADDRESS or token.startswith("www."):
        return True
    if key in _LEADING:
        return False
    if (key in _NUMBERED or key.endswith("str")) and (after["word"][0].isdigit() or _ROMAN.match(after["word"])):
        return False
    if len(token) == 1 or "." in token or key in _ANYWHERE or _is_initials(token):
        in_units = token in _UNITS or token.removeprefix("r.") in _UNITS  # "490 r. p.n.e."; "W." is an initial
        return _starts_sentence(after) or (in_units and _is_clause(text[begin : before.start()]))
    return True


def _is_clause(head: str) -> bool:
    """Whether what stands before a year or a sum is a sentence already: it has a verb, and nothing subordinate.

    "Stało się to w 1989 r. Polska była biedna." are two sentences, "Od 1989 r. Polska jest wolna." is one.
    """
    words = _LETTERS.findall(head)
    if "," in head or not words or words[0].lower() in _SUBORDINATE:
        return False
    return any(
        _VERB.fullmatch(word.lower()) and not _NO_VERB.search(word.lower())
        for place, word in enumerate(words)
        if place == 0 or word[0].islower()
    )


def _is_mark(head: str, token: str) -> bool:
    """ "1.", "A.", "(iv)." alone at the beginning: the number of what follows."""
    return not any(map(str.isalnum, head)) and (token.isdigit() or len(token) == 1 or bool(_ROMAN.match(token)))


def _is_initials(token: str) -> bool:
    """ "J.K", "Ch", "Yu", "Th", "Wł": initials of two letters are only told by their lack of a vowel."""
    return len(token) == 2 and token[0].isupper() and not set(token.lower()) & set("aeiouyąęóäöüéèаеёиіїоуыэюяє")


def _is_ordinal(text: str, begin: int, before: re.Match[str], after: re.Match[str]) -> bool:
    if len(before[1]) > 3 and before[1].isdigit():
        return False
    if after["word"].lower() in _AFTER_ORDINAL:
        return True
    previous = _PREVIOUS_WORD.search(text, max(begin, before.start(1) - _WINDOW), before.start(1))
    return previous is not None and previous[1].lower() in _BEFORE_ORDINAL and not _starts_sentence(after)


def _starts_sentence(after: re.Match[str]) -> bool:
    """Whether the next word is a function word with a capital, and not an initial itself."""
    word = after["word"]
    if word[0].isdigit():
        return False
    return not (len(word) == 1 and after["dot"]) and word.lower() in _starters()


@cache
def _starters() -> frozenset[str]:
    """Function words of the languages whose abbreviations are known."""
    return frozenset().union(*(FUNCTION_WORDS[language] for language in ("en", "pl", "de", "fr", "uk", "ru")))
