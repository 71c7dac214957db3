"""How a sentence begins that leans on the one before it, by language: patterns, and the lists of words in them.

In a pattern a blank is white space, and a name in braces one word of that list; in a list an underscore is a blank. A
pattern matches at the sentence's first word. What is decided with them stands in qa/language/dependence.py.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Beginnings:
    """One language's beginnings that lean."""

    #: Patterns, any of which is enough.
    patterns: tuple[str, ...]
    #: Lists of words for them. "reader" are times that are the reader's own after "this", "self" what a text calls
    #: itself.
    words: Mapping[str, str]


_ENGLISH = Beginnings(
    patterns=(
        "{contrast}\\b(?:,|(?! (?:far|soon|of|much|many)\\b)(?= ))",
        "{example},",
        "{reason}\\b",
        "(?:so|then),? {clause}\\b",
        "(?:he|she|they)\\b(?!['’]?s or\\b)",
        "it (?!{be},? (?:\\w+,? ){0,7}{idle}\\b)(?!(?:\\w+ ){0,3}{happens})(?!(?:\\w+ ){1,2}be {noted}\\b)"
        "(?!makes? sense\\b)(?!(?:is|was) (?:\\d(?!\\S* {unit})|{weather}\\b))",
        "(?:its|their|his|her) (?!{title}\\b|or\\b)",
        "(?:this|that) {does}\\b(?! to say\\b)",
        "(?:this|these|those) (?!{reader}\\b|{self}\\b|{who}\\b|\\w+ing\\b)(?-i:[a-z])[\\w-]*",
        "that {known}\\b",
        "{prepositions} (?:that|those|these|this)(?:,| (?!{reader}\\b|{self}\\b|who\\b|which\\b)(?-i:[a-z])[\\w-]*)",
        "{prepositions}(?: the \\w+ of)? that (?:time|day|point|stage|moment)\\b",
        "later that {times}\\b",
        "together, (?:they|these|those)\\b",
        "the latter\\b(?! half| part| stages?)",
        "the former {be}\\b",
        "both {pair}\\b(?!(?: \\S+){0,8} and\\b)",
        "the two {two}\\b(?! of\\b)",
        "others {others}\\b",
        "such (?!as\\b)(?:an? )?(?-i:[a-z])",
        "{some} of (?:them|these|this|those|which)\\b(?! who\\b)",
        "neither {neither}\\b",
        "the same {same}\\b",
        "(?:another|one) (?:example|reason) (?:is|was)\\b",
    ),
    words={
        "contrast": """however nevertheless nonetheless therefore consequently hence instead conversely accordingly
            otherwise thereafter afterward afterwards subsequently thus but yet""",
        "example": """as_a_result as_a_consequence in_contrast by_contrast on_the_contrary for_example for_instance
            in_other_words on_the_other_hand if_so if_not in_turn in_response in_return likewise similarly still""",
        "reason": "in_doing_so in_so_doing that_is_why this_is_why that_is_how this_is_how",
        "clause": "the a he she it they when if there in on came",
        "be": "is was will_be would_be has_been had_been has had will would can could cannot may might must should",
        "idle": "that to who which when whether if how why what where until unclear likely",
        "happens": """seem\\w* appear\\w* take\\w* took turn\\w* remain\\w* happen\\w* rain\\w* snow\\w* cost\\w*
            matter\\w* follow\\w* go\\w* emerge\\w* transpire\\w*""",
        "noted": "noted said argued remembered stressed",
        "weather": """cold hot dark late early time spring summer autumn winter monday tuesday wednesday thursday
            friday saturday sunday""",
        "unit": "met(?:re|er)s? kilomet(?:re|er)s? km miles? feet tonnes? tons? hectares? square cubic per_cent",
        "title": "majesty highness royal excellency honour honor holiness",
        "does": """is was has had will would can could may might means meant led leads made makes gave gives caused
            causes allowed allows changed changes included includes disrupt\\w* came follow\\w* happened shows showed
            explains explained requires required did does marked marks brought prompted resulted suggests reflects
            reflected along alone helped helps applies applied""",
        "who": "who whom whose which with without in on of at from under interested responsible affected",
        "known": """year day month week night morning evening summer autumn winter spring decade century same policy
            decision plan law war agreement treaty honour honor figure number money search approach attack""",
        "prepositions": """at by since until during after before in on from for of because_of despite under
            as_a_result_of with""",
        "times": "year day month week night morning evening summer autumn winter spring",
        "pair": "were are have had will would sides countries parties men women leaders companies",
        "two": """countries sides leaders men women companies parties states forces presidents ministers groups
            governments nations teams brothers sisters cities""",
        "others": "were are have had say said refused argue argued believe believed see saw will would may took",
        "some": "one some many most all none few several two three each both half part much",
        "neither": "is was has had of_them side man country did does",
        "same": "is was applies applied goes went happened hold holds held can_be_said",
        "reader": """year week month morning afternoon evening summer autumn winter spring fall season century decade
            time day days weekend monday tuesday wednesday thursday friday saturday sunday january february march
            april june july august september october november december past last coming next world country regard""",
        "self": """paper report article study chapter section document book brief briefing analysis page site website
            post essay survey agreement guide manual series story note commentary thesis review appendix table figure
            policy_brief work volume handbook overview summary list newsletter blog podcast edition issue privacy""",
    },
)

_POLISH = Beginnings(
    patterns=(
        "{contrast}\\b(?! tego,? {that}|,? {that})",
        "(?:w rezultacie|w efekcie|w konsekwencji),",
        "(?:on|ona|oni) (?!(?:i|oraz)\\b)\\w",
        "(?:jego|jej|ich) (?!{title}\\b)\\w",
        "to {does}\\b",
        "(?:ten|ta|te|ci|tego|tej|tych|tym|temu) (?!{reader}\\b|{self}\\b)(?-i:[a-zżźćńółęąś])\\w*\\b(?!.*\\b{which})",
        "{prepositions} (?:ten|tę|tą|te|tym|tej|tych|tego|temu|tymi) (?!{reader}\\b|{self}\\b|co\\b|kto\\b)"
        "(?-i:[a-zżźćńółęąś])\\w*(?!.*\\b{which})",
        "(?:w|po|przed|podczas) \\w+ (?:tym|tej|tych)\\b(?!,)",
        # A subject left out: "był liderem partii", "odrzucił to", "spędził na nich", "dodał, że".
        "{was} (?:{also} )?(?:\\w+(?:szym|szą|wym|wą|nym|ną) )?\\w+(?:em|ką|iną|cą|ami|orą)\\b(?! \\w+(?:ł|ła|ło)\\b)",
        "\\w{3,}(?:ł|ła|li|ły) {object}\\b(?!,)",
        "\\w{3,}(?:ł|ła)(?: się)? (?:na|w|we|z|ze|po|do|od|dla|przy) {object_after}\\b(?!,)(?!.*(?-i:[A-ZŁŚŻĆ]))",
        "{said}a?(?: {also})?,? że\\b",
        "(?:obaj|obie|oboje) (?!\\w+ i\\b)\\w",
    ),
    words={
        "contrast": """jednak jednakże dlatego zatem więc wówczas wtedy natomiast ale lecz toteż potem odtąd mimo_to
            z_tego_powodu w_związku_z_tym tym_samym na_przykład pomimo_tego mimo_tego poza_tym""",
        "that": "że co iż gdy kiedy dlaczego",
        "title": "królewska królewskiej wysokość świątobliwość ekscelencja",
        "does": """jest są był była było były oznacza oznaczało doprowadziło spowodowało sprawiło sprawia prowadzi
            wynika dlatego właśnie_wtedy miało ma""",
        "which": "(?:któr\\w+|kto|co|że)",
        "prepositions": "w we po przed podczas od do dzięki przez na z ze przy mimo",
        "was": "był była byli były",
        "also": "też także również wtedy wówczas jednak",
        "object": "to go ją je ich mu jej im tego temu",
        "object_after": "nich nim niej niego nią tym tej tego",
        "said": "odrzucił powiedział dodał podkreślił stwierdził zaznaczył przyznał oświadczył twierdził",
        "reader": "rok roku miesiąc miesiącu tydzień tygodniu wieku stulecia stuleciu sezonie świecie dni",
        "self": "raport\\w* artyku\\w* tekst\\w* rozdzia\\w* opracowani\\w* analiz\\w* książ\\w* dokument\\w* prac\\w*",
    },
)

_GERMAN = Beginnings(
    patterns=(
        "{contrast} (?!{articles}\\b|dass\\b)\\w",
        "(?:aber|doch) \\w",
        "damit (?!{articles}\\b|sich\\b|sie\\b|er\\b|es\\b|(?-i:[A-ZÄÖÜ]))\\w",
        "er (?!und\\b)(?-i:[a-zäöü])\\w+",
        "sie (?!{polite})(?-i:[a-zäöü])\\w+",
        "(?:dies|das) {does}\\b",
        "(?:diese|dieser|dieses|diesen|diesem) (?!{reader}\\b|{self})\\w",
        "{prepositions} (?:diese[rsmn]?|jene[rsmn]?) (?!{reader}\\b|{self})\\w",
        "(?:seine?|ihre?)[rsmn]? (?!{title}\\b)(?-i:[A-ZÄÖÜ])\\w+",
        "beide (?!\\w+ und\\b)(?-i:[a-zäöü])\\w+",
        "(?:letztere[rs]?|erstere[rs]?)\\b",
    ),
    words={
        "contrast": """jedoch allerdings daher deshalb deswegen somit folglich trotzdem dennoch stattdessen danach
            daraufhin dadurch dagegen hingegen demzufolge infolgedessen anschließend zum_beispiel dabei dazu davon
            darin daran darauf dafür darüber_hinaus seitdem damals""",
        "articles": "die der das dem den ein\\w*",
        "polite": "können müssen sollten sollen haben werden finden möchten wollen dürfen brauchen sind",
        "does": """ist war sind waren bedeutet bedeutete führt führte gilt galt hat hatte wurde wird liegt lag heißt
            geschah zeigt zeigte kann konnte soll sollte muss würde gelang machte macht ergab ermöglichte
            funktionierte""",
        "prepositions": "in nach vor seit während wegen trotz mit bei aus unter durch zu auf an von",
        "title": "majestät hoheit exzellenz heiligkeit",
        "reader": """jahr jahres monat monats woche jahrhundert jahrhunderts sommer winter herbst frühjahr frühling
            tage tagen""",
        "self": "bericht artikel studie kapitel abschnitt arbeit beitrag dokument buch text analyse seite papier",
    },
)

_FRENCH = Beginnings(
    patterns=(
        "{contrast},",
        "{back}\\b",
        "(?:elle|elles|ils) \\w",
        "(?:ce|cet|cette|ces) (?!{reader}\\b|{self}s?\\b|{idle}\\b|n['’])\\w{3,}",
        "(?:son|sa|ses|leurs?) (?!{title}\\b)\\w+ {be}\\b",
    ),
    words={
        "contrast": "cependant toutefois pourtant donc par_conséquent en_revanche néanmoins ainsi par_exemple",
        "back": """mais cela ceci celui-ci celle-ci ceux-ci celles-ci ce_dernier cette_dernière ces_derniers
            ces_dernières c'est_pourquoi""",
        "idle": "qui que fut sont sera",
        "title": "altesse majesté excellence",
        "be": "est sont a ont fut était étaient avait",
        "reader": "année an semaine mois siècle été hiver automne printemps matin soir",
        "self": "article rapport étude chapitre document texte livre section analyse page note",
    },
)

_RUSSIAN = Beginnings(
    patterns=(
        "{contrast}\\b",
        "(?:он|она|они) (?!и\\b)\\w",
        "это {does}\\b",
        "(?:этот|эта|эти|этого|этой) (?!{reader}\\b|{self})\\w",
        "в (?:этот|это|эту|этой|этом) (?!{reader}\\b|{self})\\w",
    ),
    words={
        "contrast": "однако поэтому тем_не_менее но затем вместо_этого из-за_этого несмотря_на_это в_результате_этого",
        "does": "было является означает привело стало позволило вызвало произошло означало может",
        "reader": "год году года неделя неделе месяц месяце век веке",
        "self": "стать доклад отчет отчёт глав раздел книг документ работ текст обзор",
    },
)

_UKRAINIAN = Beginnings(
    patterns=(
        "{contrast}\\b(?!,? що)",
        "(?:він|вона|вони) (?!(?:і|та)\\b)\\w",
        "це {does}\\b",
        "(?:цей|ця|ці|цього|цієї) (?!{reader}\\b|{self})\\w",
        "(?:у|в) (?:цей|цю|цій|цьому) (?!{reader}\\b|{self})\\w",
    ),
    words={
        "contrast": "однак тому проте але потім натомість через_це попри_це",
        "does": "було є означає призвело стало дозволило спричинило сталося означало може",
        "reader": "рік році року тиждень тижні місяць місяці століття столітті",
        "self": "статт доповід звіт розділ книг документ робот текст огляд глав",
    },
)

_BEGINNINGS: Mapping[str, Beginnings] = MappingProxyType(
    {"en": _ENGLISH, "pl": _POLISH, "de": _GERMAN, "fr": _FRENCH, "ru": _RUSSIAN, "uk": _UKRAINIAN}
)
_NAME = re.compile(r"\{([a-z_]+)\}")


@cache
def leaning(language: str) -> re.Pattern[str] | None:
    """The beginnings that lean in a language (ISO 639-1), to be matched; None where they are not known."""
    written = _BEGINNINGS.get(language)
    if written is None:
        return None
    lists = {name: "|".join(sorted(words.split(), key=len, reverse=True)) for name, words in written.words.items()}
    filled = (_NAME.sub(lambda found: f"(?:{lists[found[1]]})", pattern) for pattern in written.patterns)
    together = "|".join(f"(?:{pattern})" for pattern in filled)
    return re.compile(together.replace("_", " ").replace(" ", r"\s+"), re.IGNORECASE)
