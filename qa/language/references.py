"""How people refer back to what was said: the words for it, by language.

A question refers back where it begins as a continuation ("and in Poland?"), where a pronoun or a demonstrative stands
that nothing before it in the question explains ("who built it?"), or where it asks without naming a topic ("why?").
The lists are of function words, which are few and do not change; what they decide is measured in
docs/decisions/0008-follow-ups.md. In them an underscore stands for a blank.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from documents.language import FUNCTION_WORDS
from index.analysis import QuestionWord, question_words
from qa.language.wordlists import any_of

#: So many words that name something before a pronoun are more than a verb and its adverb.
SEVERAL = 3


@dataclass(frozen=True, slots=True)
class Lists:
    """The words by which one language refers back, as they are written down."""

    #: Said before the question itself; names no topic.
    polite: str
    #: Beginnings that continue something.
    opens: str
    #: Words that stand for something named elsewhere.
    back: str
    #: The same for places: "there" is where the question before was, whatever this one names.
    places: str
    #: Patterns in which those words stand for nothing ("is it possible", "those who").
    idle: str
    #: Question words.
    asks: str
    #: Verbs that begin a question.
    verbs: str
    #: Beginnings of questions that name in one word all that they ask about ("what is inflation?").
    defines: str
    #: Other words that name no topic.
    small: str
    #: Words before a noun that a later pronoun may stand for.
    determiners: str = ""
    #: Words before a noun that was named already.
    definite: str = ""
    #: Words that are spoken of as known by everybody, and numerals.
    unique: str = ""
    #: Words that begin another clause.
    joins: str = ""


_ENGLISH = Lists(
    polite="""ok okay oh oops ah well hi hello hey hm yes yeah no wow sorry thanks thank_you great good fine
        please i_see interesting really that_is_fine that_is_okay""",
    opens="""and or but also then so what_about how_about what_if why_not i_mean i_meant i_am_talking_about
        in_that_case are_you_sure any_other any_others other_than_that besides_that apart_from_that what_else
        who_else where_else anything_else anyone_else how_so such_as""",
    back="""it its itself he him his she her hers they them their theirs this these those then the_same which_one
        which_ones that_one is_that was_that about_that of_that after_that before_that like_that for_that
        with_that from_that by_that do_that did_that does_that the_other the_others the_former the_latter
        the_first_one the_second_one another_one tell_me_more more_about more_details""",
    places="there",
    idle=r"""\b(?:is|was|does|did|will|would|can|could|has)\s+it\s+(?:true|possible|necessary|safe|legal|better|worth|
        important|likely|make\s+sense|mean|rain|snow|been|ok|okay|hard|easy|good|bad|normal|common)\b
        |\bit\s+(?:\w+\s+){1,2}(?:to|that|if|when|from|whether)\b|\bit\s+(?:is|was|takes|took|costs|rains?|snows?)\b
        |\b(?:is|are|was|were|be|been|has|have|had|isn't|aren't|does|do|did)\s+there\b
        |\bthere\s+(?:is|are|was|were|have|has|had)\b
        |\bmore\s+(?:\w+\s+)?(?:of|about|on)\s+(?!(?:it|its|this|that|them|these|those|him|her|his|their)\b)(?=\w)
        |\bwhich\s+ones?\b(?=.*\bor\b)
        |\bit\s+(?:\w+\s+)?take\b(?=.*\bto\b)|\bhow\s+(?:far|long)\s+is\s+it\b
        |\bthose\s+(?:who|of|that|with|in|\w+(?:ing|ed|ible|able))\b|\bhis\s+or\s+her\b|\bback\s+then\b
        |\b(?:and|but)\s+then\b|\bthis\s+(?:year|month|week|century|decade|time|world)\b
        |\bthe\s+(?:former|latter|same|other)\s+(?!(?:is|was|are|were|ones?|time|place)\b)(?=\w)""",
    asks="what which who whom whose when where why how",
    verbs="""is are was were am be do does did has have had can could will would shall should may might must isn't
        aren't don't doesn't didn't can't won't tell explain give list name describe show compare define""",
    defines="""what_is what_are what_was what_were what's who_is who_was who_are who_were who's define where_is
        what_does what_do_you_mean_by explain describe tell_me_about what_happened""",
    small="""tell me know let i you your my we us our more details detail example examples mean means meant
        explain like just really exactly someone anyone something anything somebody thing things one ones else
        also recommend think say said am talking talk many much long far often large big high tall fast old deep
        wide""",
    determiners="a an the any some every each all no most many two three which what",
    definite="the",
    unique="world sun moon earth internet year time first last name number end most best",
    joins="and when because before after if while until although so",
)  # fmt: skip

_POLISH = Lists(
    polite="ok okej dobrze dziękuję dzięki proszę aha no tak nie przepraszam super rozumiem ciekawe cześć dzień_dobry",
    opens="""a i oraz albo lub ale więc zatem także też co_z a_co_z a_co_jeśli chodzi_mi_o miałem_na_myśli
        miałam_na_myśli mam_na_myśli a_może dlaczego_nie w_takim_razie oprócz_tego poza_tym jeszcze""",
    back="""on ona ono oni one jego jej ich go mu im nią nim nich niego niej niemu nimi jemu wtedy to ten ta te ci
        tego tej tym tych temu tymi tę tą taki taka takie takiego takiej tamten tamta tamte tamtego tamtej tamtych
        wówczas""",
    places="tam stamtąd",
    idle=r"""\b(?:co|czym|kto|kim|jak|gdzie)\s+to\s+(?:jest|są|był|była|było|znaczy)?\b|\bczy\s+to\s+prawda\b
        |\b(?:ten|ta|to|te|ci|tego|tej|tym|tych|temu),?\s+(?:któr\w+|co)\b|\bpoza\s+tym\b|\bprzy\s+tym\b|\bi\s+tym\b
        |\bna\s+tym\s+świecie\b|\bw\s+tym\s+(?:roku|miesiącu|tygodniu)\b|\bmiędzy\s+innymi\b|\bjeden\s+z\s+tych\b
        |\bim\s+(?:więcej|bardziej|mniej|dłużej)\b""",
    asks="""co czego czemu czym kto kogo komu kim kiedy gdzie skąd dokąd dlaczego jak jaki jaka jakie jakiego
        jakiej jakich jakim jakimi jaką ile ilu który która które którego której których którym którą którzy czyj
        czyja czyje czy""",
    verbs="jest są był była było były opisz wyjaśnij podaj wymień powiedz opowiedz porównaj",
    defines="""co_to_jest co_to_są co_to czym_jest czym_są czym_był czym_była kim_jest kim_był kim_była
        kto_to_jest kto_to kto_to_był gdzie_jest gdzie_leży co_znaczy co_oznacza opisz wyjaśnij opowiedz_o""",
    small="""powiedz opowiedz mi mnie ja ty pan pani szczegóły szczegółów przykład przykłady chodzi może mogę
        można czy jeszcze także też coś ktoś inny inna inne innych więcej długo daleko dużo wiele często wysoki
        duży długi stary""",
    joins="i a oraz gdy kiedy ponieważ zanim jeśli aby żeby ale po gdyż bo",
)  # fmt: skip

_GERMAN = Lists(
    polite="ok okay gut danke bitte ja nein ach oh so also hallo interessant verstehe super entschuldigung vielen_dank",
    opens="""und oder aber auch dann was_ist_mit wie_ist_es_mit wie_sieht_es wie_steht_es wie_war_es was_war_mit
        warum_nicht ich_meine ich_meinte wie_wäre_es außerdem und_was_ist_mit was_noch sonst""",
    back="""er sie es ihn ihm ihr ihre ihrer ihren ihrem ihres ihnen sein seine seiner seinen seinem seines dessen
        deren da damals dafür davon damit dazu darüber daran darin daraus dagegen darauf dadurch danach dabei das
        dies diese dieser dieses diesen diesem jene jener jenes jenen jenem solche solcher derselbe dieselbe
        dasselbe mehr_dazu mehr_darüber""",
    places="dort dorthin dorther",
    idle=r"""\b(?:gibt|gab|gebe|ging|geht|kam|kommt|dauert|dauerte|handelt|braucht|heißt)\s+es\b
        |(?<=\w\s)(?-i:Sie|Ihnen|Ihr|Ihre|Ihren)\b|\bes\s+(?:gibt|gab|ist|war|geht)\b
        |\b(?:ist|war|wird|wäre)\s+es\s+(?:möglich|wahr|erlaubt|nötig|üblich|richtig|wichtig)\b
        |\b(?:das|da)\s+(?!(?:ist|war|sind|waren|in|im|bei|für|auch|so|heute|genau|und|aus|mit)\b)(?=\w+)
        |\b(?:diese[srnm]?)\s+(?:Jahr|Monat|Woche|Jahrhundert)\w*|,\s+(?:das|da|dessen|deren)\b
        |\bsein\s*(?=[?.!]*$)|\b(?:sein|sie\s+sich)\s+(?:kann|können|soll|muss)\b|\bdabei\b""",
    asks="""was wer wen wem wessen wann wo woher wohin warum weshalb wieso wie welche welcher welches welchen
        welchem womit wodurch worauf wofür woran worin wobei wieviel wozu wogegen worüber""",
    verbs="""ist sind war waren hat haben hatte hatten wird werden wurde wurden kann können konnte konnten gibt
        gab darf muss müssen soll sollte nenne nennen beschreibe erkläre erzähle""",
    defines="""was_ist was_sind was_war was_waren wer_ist wer_war wer_sind wer_waren wo_ist wo_liegt was_bedeutet
        was_heißt was_versteht_man_unter was_macht beschreibe erkläre""",
    small="""ich du man mir mich wir uns sagen sag erzähl erzähle erkläre bitte beispiel beispiele genau
        eigentlich mehr details noch auch viel viele lange lang weit hoch groß oft alt tief""",
    joins="und als weil bevor nachdem wenn obwohl dass aber",
)  # fmt: skip

_FRENCH = Lists(
    polite="ok merci bonjour oui non ah oh bien d'accord s'il_vous_plaît intéressant",
    opens="et ou mais alors aussi qu'en_est-il et_si je_veux_dire pourquoi_pas dans_ce_cas",
    back="""il elle ils elles lui leur leurs son sa ses ce cet cette ces celui celle ceux celles ceci cela ça y en
        celui-ci celle-ci le_même la_même""",
    places="là là-bas",
    idle=r"""\bil\s+y\s+a\b|\by\s+a-t-il\b|\best[- ]ce\b|\b(?:est|fait|faut)-il\b|\bil\s+(?:est|faut|fait)\b|\bc'est\b
        |\ben\s+(?=\w)|\bce\s+(?:qui|que|qu)\b|\b(?:celui|celle|ceux|celles)\s+(?:qui|que|de|des|du)\b|\bon\b""",
    asks="que qu quoi quel quelle quels quelles qui quand où pourquoi comment combien",
    verbs="est-ce est sont était a ont peut peut-on décris explique",
    defines="qu'est-ce_que qui_est qui_était c'est_quoi quelle_est où_est où_se_trouve",
    small="moi je tu vous nous plus détails exemple exemples",
    joins="et quand parce avant après si pendant mais",
    determiners="un une des le la les l' du quel quelle",
)  # fmt: skip

_RUSSIAN = Lists(
    polite="ок хорошо спасибо да нет а ну ах привет понятно интересно пожалуйста",
    opens="и а или но также тогда как_насчёт как_насчет что_насчёт а_если почему_нет я_имею_в_виду ещё еще",
    back="""он она оно они его её ее их ему ей им него неё нее них нему ней ним ними это этот эта эти этого этой
        этому этим этих тогда тот та те того той тех такой такая такие""",
    places="там туда оттуда",
    idle=r"""\bчто\s+это\s+такое\b|\b(?:тот|та|те|того|той|тех),?\s+(?:кто|котор\w+|что)\b|\bв\s+этом\s+году\b
        |\bне\s+только\b|\bтого,?\s+что\b""",
    asks="""что чего чему чем кто кого кому кем когда где откуда куда почему зачем как какой какая какое какие
        каких каком какую сколько чей""",
    verbs="есть был была были является опиши объясни назови расскажи",
    defines="что_такое кто_такой кто_такая кто_такие что_значит где_находится расскажи_о опиши объясни",
    small="мне я ты вы мы расскажи скажи подробнее больше пример примеры",
    joins="и а когда потому если после перед чтобы но",
)  # fmt: skip

_UKRAINIAN = Lists(
    polite="ок добре дякую так ні ну ах привіт зрозуміло цікаво будь_ласка",
    opens="і й а та або але також тоді як_щодо що_щодо а_якщо чому_ні я_маю_на_увазі ще",
    back="""він вона воно вони його її їх йому їй їм нього неї них ньому ній ним ними це цей ця ці цього цієї
        цьому цим цих тоді той та ті того тієї тих такий така такі""",
    places="там туди звідти",
    idle=r"""\bщо\s+це\s+таке\b|\b(?:той|та|ті|того|тієї|тих),?\s+(?:хто|як\w+|що)\b|\bцього\s+року\b""",
    asks="""що чого чому чим хто кого кому ким коли де звідки куди навіщо як який яка яке які яких якому яку
        скільки чи чий""",
    verbs="є був була були опиши поясни назви розкажи",
    defines="що_таке хто_такий хто_така хто_такі що_означає де_знаходиться розкажи_про опиши поясни",
    small="мені я ти ви ми розкажи скажи детальніше більше приклад приклади",
    joins="і й та а коли тому якщо після перед щоб але",
)  # fmt: skip

_LISTS: Mapping[str, Lists] = MappingProxyType(
    {"en": _ENGLISH, "pl": _POLISH, "de": _GERMAN, "fr": _FRENCH, "ru": _RUSSIAN, "uk": _UKRAINIAN}
)
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
#: What a sentence begins after.
_BEGINS = re.compile(r"(?:^|[.!?:]\s)\W*$")


class Speech:
    """One language's ways to refer back, ready to be asked."""

    def __init__(self, language: str, lists: Lists) -> None:
        before = rf"^\W*(?:(?:{any_of(lists.polite)})\b\W*)*"
        self.language = language
        self.question_words = frozenset(_single(lists.asks))
        self.small = frozenset(_single(f"{lists.small} {lists.polite} {lists.back}"))
        self._common = FUNCTION_WORDS[language] | frozenset(_single(f"{lists.asks} {lists.small} {lists.verbs}"))
        self._opens = _pattern(rf"{before}(?:{any_of(lists.opens)})(?!\w)")
        self._back = _pattern(rf"\b(?:{any_of(lists.back)})(?!\w)")
        self._places = _pattern(rf"\b(?:{any_of(lists.places)})(?![\w-])")
        self._idle = re.compile(lists.idle, re.IGNORECASE | re.VERBOSE)
        self._asks = _pattern(rf"\b(?:{any_of(lists.asks)})\b|{before}(?:{any_of(lists.verbs)})\b")
        self._defines = _pattern(rf"{before}(?:{any_of(lists.defines)})(?!\w)")
        noun = rf"(?!(?:{any_of(lists.verbs)})\b)[\w-]{{3,}}"
        self._named = _pattern(rf"\b(?:{any_of(lists.determiners)})\s+{noun}") if lists.determiners else None
        self._joins = _pattern(rf",|;|\b(?:{any_of(lists.joins)})\b")
        self._definite = _pattern(rf"\b(?:{any_of(lists.definite)})\s+([\w-]+)") if lists.definite else None
        self._unique = frozenset(lists.unique.split())

    def common(self, text: str) -> int:
        """How many of the text's words are this language's function words."""
        return sum(word in self._common for word in map(str.lower, _WORD.findall(text)))

    def continues(self, question: str) -> bool:
        """Whether it begins as a continuation: "and in Poland?"."""
        return self._opens.search(question) is not None

    def points_back(self, question: str) -> bool:
        """Whether a word stands for something that nothing before it in the question names."""
        plain = self._idle.sub(" ", question)
        word, place = self._back.search(plain), self._places.search(plain)
        return bool(word and not self._explained(plain[: word.start()])) or bool(
            place and not self._named_apart(plain[: place.start()])
        )

    def asks(self, question: str) -> bool:
        """Whether it says what it asks, beyond a beginning that continues: "when did it end?", not "and in Poland?"."""
        return self._asks.search(self._opens.sub("", question)) is not None

    def defines(self, question: str) -> bool:
        """Whether one word may be all its topic: "what is inflation?"."""
        return self._defines.search(question) is not None

    def definite(self, question: str) -> list[str]:
        """Nouns that are spoken of as known: "the treaty"."""
        found = self._definite.findall(question) if self._definite else []
        return [noun for noun in found if noun.lower() not in self._unique]

    def content(self, text: str) -> list[QuestionWord]:
        """The words that name something, each once."""
        return [word for word in question_words(text, (self.language,)) if word.surface.lower() not in self.small]

    def _explained(self, before: str) -> bool:
        """Whether these words, which come before a pronoun, may name what it stands for.

        A name does, a noun after its article, any word that names something in a clause before the pronoun's, and
        in the pronoun's own several: one is likely the verb.
        """
        if names(before) or (self._named and self._named.search(before)):
            return True
        return self._named_apart(before) or len(self.content(self._joins.split(before)[-1])) >= SEVERAL

    def _named_apart(self, before: str) -> bool:
        return any(self.content(clause) for clause in self._joins.split(before)[:-1])


def names(text: str) -> bool:
    """Whether a word inside a sentence has a capital: a name, and in German any noun."""
    return any(
        len(found.group()) > 1 and not found.group().islower() and not _BEGINS.search(text[: found.start()])
        for found in _WORD.finditer(text)
    )


def speech_of(question: str, previous: str) -> Speech | None:
    """The language of a question that follows another; None where it is none of those known here.

    A question is short, so the one before it counts as well, but for less.
    """
    votes = {speech: 2 * speech.common(question) + speech.common(previous) for speech in speeches()}
    best = max(votes, key=lambda speech: votes[speech])  # of several the first: the order of the lists
    return best if votes[best] else None


@cache
def speeches() -> tuple[Speech, ...]:
    """All languages that are known here."""
    return tuple(Speech(language, lists) for language, lists in _LISTS.items())


def _single(written: str) -> Iterable[str]:
    return (word for word in written.split() if "_" not in word)


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)
