"""The language of a text, told by its script and its function words.

Function words make up a third to a half of running text in every language here, and no topic changes that.
A word that several languages share counts for each of them in part.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

_WORDS = {
    "en": """the of and to in a is that for it as was with be by on not he his but at are this have from or had an
        they which one you were her all she there would their we him been has when who will more no if out so said
        what up its about into than them can only other some could these two may then do any my now such like our
        over also after did many before must through where your should because each those both between under same
        during how while""",
    "pl": """w i na z do się nie że to o jest za po jak od przez co ale dla który która które którzy są oraz przy
        tym tego tej ich jego jej był była było były być już tylko może pod czy tak bez także również jednak więc
        gdy lub aby niż ze we u a przed nad między ma mają które którego której których by można bardzo jeszcze
        sobie gdzie kiedy ten ta te tych temu został została zostały będzie ponieważ podczas wobec według mimo choć
        kiedyś oni one on ona""",
    "de": """der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus
        er hat dass sie nach wird bei einer um am sind noch wie einem über einen so zum war haben nur oder aber vor
        zur bis mehr durch man sein wurde wurden sei seine seiner ihre ihrer können kann hatte unter gegen vom wenn
        zwischen diese dieser dieses wir ich seit während jedoch bereits schon sowie damit keine ohne weil beim doch
        hier alle""",
    "fr": """de la le les et des en un une du que dans qui pour au est il par sur se plus pas avec ne sont ce son a
        aux ou mais comme cette été ont sa ses elle leur ces nous être avait fait entre deux même après sans aussi
        bien peut était si on vous leurs dont tout tous encore contre depuis lors ainsi avant sous où donc très
        celui celle ils elles n'est d'un d'une c'est qu'il s'est l'on""",
    "es": """de la que el en y a los se del las un por con no una su para es al lo como más o pero sus le ha me si
        sin sobre este ya entre cuando todo esta ser son dos también fue había era muy años hasta desde está mi
        porque qué sólo han yo hay vez puede todos así nos ni parte tiene él uno donde bien tiempo mismo ese ahora
        cada e vida otro después te otros aunque esa eso hace otra gobierno tan durante siempre ante ellos contra""",
    "it": """di e il la che in a per un è del non una i con le si da al sono della dei come più anche gli alla ma
        nel ha lo dal delle su nella questo essere o se stato era tra degli ci due suo sua ai dalla loro quando
        hanno ed prima quello solo dopo ancora sulla sul fra tutti questa già ad dai alle anni c'è perché cui molto
        senza così ogni contro agli dalle nei negli stati stata sia dove essi nelle""",
    "pt": """de a o que e do da em um para é com não uma os no se na por mais as dos como mas foi ao ele das tem à
        seu sua ou ser quando muito há nos já está eu também só pelo pela até isso ela entre era depois sem mesmo
        aos ter seus quem nas me esse eles estão você tinha foram essa num nem suas meu às minha têm numa pelos elas
        havia seja qual será nós lhe deles essas esses pelas este dele sobre ainda""",
    "nl": """de en van een het in is dat op te zijn voor met die niet aan er om als ook door maar bij wordt uit ze
        nog naar heeft over hij tot werd of worden was dan meer kan deze hebben geen had wel zich heb al ik je wij
        zij hun haar onder tegen na veel moet waar dit tussen omdat zal toen zo kunnen alleen zou mijn ons deel
        waren andere twee sinds tijdens zonder echter""",
    "cs": """a v se na je že s z do o i to k ve pro za by jako po od si ale které který která jsou byl byla bylo
        byly jeho její jejich už než při nebo také jen aby podle před mezi však až může ze tak této tento tato toto
        co bude být ještě pouze více kde když své svého svou ani pod nad bez proti ke u této těchto tím tom tomu
        kteří něj není protože jsem jsme""",
    "sk": """a v sa na je že s z do o i to k vo pre za by ako po od si ale ktoré ktorý ktorá sú bol bola bolo boli
        jeho jej ich už než pri alebo aj len aby podľa pred medzi však až môže zo tak táto tento toto čo bude byť
        ešte iba viac kde keď svoje svojho ani pod nad bez proti ku u tejto týchto tým tom tomu ktorí nie pretože
        som sme kým""",
    "sv": """och i att det som en på är av för med den till inte har de om ett han men var jag sig från vi så kan
        när år under också efter eller nu sin där vid mot ska skulle kommer ut får finns vara hade alla andra mycket
        än här då sedan över bara in blir upp även vad få två vill ha många hur mer går sverige detta blev utan
        mellan dessa varit sina genom denna""",
    "da": """og i at det er en på til af for med den der de ikke som har et om han men var jeg sig fra vi så kan når
        år under også efter eller nu sin hvor ved mod skal ville kommer ud får være havde alle andre meget end her
        da over kun ind bliver op selv hvad to vil have mange hvordan mere går dette blev uden mellem disse været
        sine gennem denne blevet dem os""",
    "no": """og i at det er en på til av for med den som de ikke har et om han men var jeg seg fra vi så kan når år
        under også etter eller nå sin hvor ved mot skal ville kommer ut får være hadde alle andre mye enn her da
        over bare inn blir opp selv hva to vil ha mange hvordan mer går dette ble uten mellom disse vært sine
        gjennom denne blitt dem oss etter sier""",
    "fi": """ja on ei se että oli hän joka mutta myös ovat kun niin kuin sen jos tai vain mukaan nyt jo vielä sekä
        ole hänen olla olisi ennen jälkeen kanssa voi joita jotka tämä tämän mitä minä ne siitä sitä jossa kuitenkin
        koska ollut vaan eikä näin siis joten noin yli asti olivat hänet heidän niiden""",
    "hu": """a az és hogy nem is egy ez azt meg csak de van volt ha már még mint el vagy ezt kell lehet minden után
        majd sem lesz pedig szerint most ami aki olyan között amely azonban akkor fel be ki mert így itt ott volna
        voltak ezek azok miatt során alatt előtt által illetve""",
    "ro": """și de în a la cu care pe nu că din este un o pentru să mai se au fi al prin sau dar după fost ca ce lui
        ei sunt cel cea această acest între până fără către când unui unei lor are am ai era erau va vor fiind
        astfel aceasta acesta despre sub peste numai iar însă deși""",
    "tr": """ve bir bu da de için ile olarak çok daha olan gibi kadar sonra ne o ama en var ise ki her şey değil mi
        diye oldu olduğu olduğunu ancak göre veya yeni iki ilk içinde tarafından üzerinde arasında tüm bunu onun yok
        vardır etti eden edilen""",
    "ru": """и в не на что с он по как это но из у его за от к я все так о для же был она то бы мы при или до только
        уже если также их было были со чтобы может который которые которая под после еще ещё когда нет этого более
        ее её быть во том тем эти этот эта между через есть где они без об над перед того той даже лишь однако будет
        были вы тоже очень потому которых которой""",
    "uk": """і в не на що з та у до за як це про від його для він а але й які який яка яке було був була були є їх
        її або щоб вони зі після під також при через того цього може лише вже ще коли більше тим так бути якщо де
        між ми то все цей ця ці без над перед проте тому навіть однак буде вона ним ній із якої яких котрий же ж нас
        мене протягом""",
    "bg": """и на в да за се от не с по че са е ще като до това си ли но му при след който която които или след има
        беше бе със във още тя той те само може този тази тези между преди вече защото когато обаче към през без под
        над""",
}

#: Words that carry a sentence's build and not its topic, in lower case, by ISO 639-1 code.
FUNCTION_WORDS: Mapping[str, frozenset[str]] = MappingProxyType(
    {language: frozenset(words.split()) for language, words in _WORDS.items()}
)

#: Scripts that one language writes; a text mostly in one of them needs no words. Kana before Han: Japanese has both.
_SCRIPTS = (
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("ko", re.compile("[\uac00-\ud7af]")),
    ("zh", re.compile("[\u4e00-\u9fff]")),
    ("el", re.compile("[\u0370-\u03ff]")),
    ("he", re.compile("[\u0590-\u05ff]")),
    ("th", re.compile("[\u0e00-\u0e7f]")),
    ("ka", re.compile("[\u10a0-\u10ff]")),
    ("hy", re.compile("[\u0530-\u058f]")),
)

#: Any letter of these: most texts have none, and are not counted through.
_SINGLE_SCRIPT = re.compile("|".join(script.pattern for _, script in _SCRIPTS))

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")

#: Fewer words tell nothing: on single sentences of the tests' languages no wrong answer was seen from 5 words on.
_FEWEST_WORDS = 5
#: Share of function words, shared ones in part, below which a text is a table, a list of names, or another language.
_SMALLEST_SHARE = 0.1
#: How much better than the second the best must be; Czech and Slovak, Danish and Norwegian are the close pairs.
_LEAD = 1.15


def detect(text: str) -> str:
    """The ISO 639-1 code of the text's language, or "" when uncertain: few words, or a close race."""
    if language := _by_script(text):
        return language
    words = _words_of(text)
    return _best(_scores(words), _SMALLEST_SHARE * len(words), _LEAD) if len(words) >= _FEWEST_WORDS else ""


#: For a paragraph by itself the bar is higher than for a document, because a list of foreign names and titles is no
#: foreign paragraph. On 1,000s of paragraphs of the gold sets (tests/documents/test_language.py has the floors) fewer
#: words, or a smaller share of function words, flip tables of names; more find no more quotations.
_FEWEST_WORDS_APART = 12
_SMALLEST_SHARE_APART = 0.1
#: Over the second best, and over the document's own language: which foreign language it is may be a closer race
#: than whether it is foreign.
_LEAD_APART, _LEAD_OVER_OWN = 1.3, 3.0
#: Different function words that speak for the language: a title repeated in a list says the same word over and over.
_FEWEST_APART = 4
#: Share of a paragraph's words that settle, without looking further, that it is in the document's language.
_OWN_SHARE = 0.25


def detect_apart(text: str, language: str) -> str:
    """The language of a paragraph that is certainly in another one than its document, ``language``; else "".

    Certainty comes before completeness: short paragraphs, names and titles have no language of their own here.
    """
    if other := _by_script(text):
        return "" if other == language else other
    words = _words_of(text)
    if len(words) < _FEWEST_WORDS_APART:
        return ""
    known = FUNCTION_WORDS.get(language, frozenset())
    if sum(word in known for word in words) >= _OWN_SHARE * len(words) and language not in _COGNATES:
        return ""
    scores = _scores(words)
    other = _best(scores, _SMALLEST_SHARE_APART * len(words), _LEAD_APART)
    if (
        not other
        or other in (language, *_COGNATES.get(language, ()))
        or scores[other] < _LEAD_OVER_OWN * scores[language]
    ):
        return ""
    return other if len(set(words) & FUNCTION_WORDS[other]) >= _FEWEST_APART else ""


#: Languages so near that one paragraph does not tell them apart for certain.
_COGNATES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"cs": ("sk",), "sk": ("cs",), "da": ("no", "sv"), "no": ("da", "sv"), "sv": ("da", "no")}
)


def _by_script(text: str) -> str:
    """The language that alone writes the script of most letters; "" for Latin, Cyrillic and other shared ones."""
    if _SINGLE_SCRIPT.search(text) is None:
        return ""
    letters = sum(map(str.isalpha, text))
    for language, script in _SCRIPTS:
        # A fifth: Japanese is between a third and two thirds kana, and quotations in another script are shorter.
        if letters and len(script.findall(text)) > (0.2 if language == "ja" else 0.5) * letters:
            return language
    return ""


def _words_of(text: str) -> list[str]:
    return _WORD.findall(text.lower().replace("’", "'"))


def _scores(words: list[str]) -> Mapping[str, float]:
    """For each language the number of its function words among the words, shared ones in part; 0 for any other."""
    weights = _weights()
    scores: defaultdict[str, float] = defaultdict(float)
    for word, count in Counter(words).items():
        for language, weight in weights.get(word, ()):
            scores[language] += count * weight
    return scores


def _best(scores: Mapping[str, float], least: float, lead: float) -> str:
    """The language with the highest score, if that is at least ``least`` and ``lead`` times the second; else ""."""
    ranked = [*sorted(scores, key=lambda language: -scores[language]), "", ""]
    best, second = scores.get(ranked[0], 0.0), scores.get(ranked[1], 0.0)
    return ranked[0] if best >= max(least, lead * second) else ""


@cache
def _weights() -> Mapping[str, tuple[tuple[str, float], ...]]:
    """For each word its languages, each with 1 / √(their number): the fewer, the more it tells."""
    languages: dict[str, list[str]] = {}
    for language, words in FUNCTION_WORDS.items():
        for word in words:
            languages.setdefault(word, []).append(language)
    return {word: tuple((name, len(names) ** -0.5) for name in names) for word, names in languages.items()}
