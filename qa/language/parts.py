"""A question that asks several things, as questions that each ask one and stand by themselves.

"Who signed the treaty and when did it enter into force?" asks two things, "Who are Tom and Jerry?" one. It is cut
where another question begins: after a question mark, or at a second question word after "and" that begins a clause of
its own. A cut too few costs little (the whole question is answered as before), a wrong one asks what nobody asked; so
where a question word may belong to a clause inside the question ("do you know who ... and when ..."), nothing is cut.

What a later part refers to is put in its place where only one thing can be meant; else the words of the part before
are carried along, as they are from question to question (qa/language/conversation.py).
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from qa.language.conversation import lacking, resolve
from qa.language.references import SEVERAL, Speech, names, speech_of

#: Parts of a question; more is a questionnaire, and is asked as it is.
MOST = 5
#: Words of a part: "who won" may share its end with the part after it.
FEWEST = 3
#: Words between "how" or "which" and its verb: "how many civilian ships were".
MOST_BETWEEN = 4


@dataclass(frozen=True, slots=True)
class Grammar:
    """What is needed of a language to tell where a question begins."""

    #: Words that join two questions.
    joins: str
    #: Prepositions that may stand before a question word.
    before: str
    #: Verbs that come before their subject in a question; empty where the order of words says nothing.
    inverted: str = ""
    #: Question words that may be the subject of any verb.
    subjects: str = ""
    #: Words that follow those only inside another clause: "who he is".
    inside: str = ""
    #: Whether a subject may be left out, so that a later part needs the words of the one before.
    drops_subject: bool = False
    #: A pattern of words that stand for something in the part before, whatever stands before them in their own.
    points: str = ""
    #: Words at the end of a part that wait for a noun after the next: "who won the most and who the least votes".
    waiting: str = ""


_GRAMMARS: Mapping[str, Grammar] = MappingProxyType(
    {
        "en": Grammar(
            joins="and",
            before="in on at for by to from with of during since until under after before about through",
            inverted="""is are was were am do does did has have had can could will would shall should may might must
                isn't aren't wasn't weren't don't doesn't didn't hasn't haven't can't won't""",
            subjects="who what which",
            inside="""i you he she it we they the a an this that these those his its her their my your our there one
                to not or and of""",
            points=r"\b(?:it|its|they|them|their|he|she|him|his)\b(?! (?:true|possible|safe|legal)\b)"
            r"|^who w(?:as|ere) \w+ed\b",
            waiting="most least first last more less the a an minimum maximum not",
        ),
        "pl": Grammar(
            joins="i oraz",
            before="w we na o od do za z ze po przy dla przez",
            drops_subject=True,
            waiting="najwięcej najmniej bardziej pierwszy ostatni",
        ),
        "de": Grammar(joins="und", before="in an auf bei zu von mit für seit bis aus um nach über"),
        "fr": Grammar(
            joins="et", before="à de en pour par avec depuis dans", points=r"(?<!\by a)-(?:t-)?(?:il|elle)s?\b"
        ),
        "ru": Grammar(joins="и", before="в на о от до за с по для из к", drops_subject=True),
        "uk": Grammar(joins="і й та", before="у в на про від до за з по для із к", drops_subject=True),
    }
)
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_QUESTION_END = re.compile(r"\s*[?？]+\s*")
#: What may stand before a question that follows another one.
_LEADING = re.compile(r"(?:if so|and|also|so|but|a|i|und|et|и|а|і|та)\b,?\s*", re.IGNORECASE)


def parts(question: str, language: str = "") -> tuple[str, ...]:
    """What the question asks, one question each; empty for one that asks one thing.

    Args:
        question: As a person wrote it, white space collapsed.
        language: ISO 639-1 where it is known; else it is told by the question's function words.
    """
    speech = speech_of(question, "")
    if speech is None or (language and speech.language != language):
        return ()
    ways = _ways(speech)
    asked = [text for text in _QUESTION_END.split(question) if text.strip()]
    if not all(speech.asks(_LEADING.sub("", text, count=1)) for text in asked[1:]):
        return ()
    if len(asked) > 1 and not (question.rstrip().endswith("?") or ways.begins(asked[-1])):
        return ()
    asked = asked[:1] + [ways.without_join(text) for text in asked[1:]]
    written = [part for text in asked for part in ways.cut(text)]
    if not 1 < len(written) <= MOST:
        return ()
    end = " ?" if " ?" in question else "?"
    single = [f"{text[0].upper()}{text[1:]}{end}" for text in written]
    return tuple(_standing(single, at, ways) for at in range(len(single)))


class _Ways:
    """How one language asks."""

    def __init__(self, speech: Speech, grammar: Grammar) -> None:
        self.speech, self.grammar = speech, grammar
        self.inverted, self.subjects = frozenset(grammar.inverted.split()), frozenset(grammar.subjects.split())
        self.inside, self.waiting = frozenset(grammar.inside.split()), frozenset(grammar.waiting.split())
        self.before = frozenset(grammar.before.split())
        before, joins = "|".join(self.before), "|".join(grammar.joins.split())
        asks = "|".join(sorted(speech.question_words, key=len, reverse=True))
        self._asks = re.compile(rf"(?:(?:{before})\s+)?(?P<asks>{asks})(?:['’]s)?(?!\w)", re.IGNORECASE)
        self._joint = re.compile(rf"(?P<mark>[,;])?\s+(?:(?P<word>{joins})\s+)?(?={self._asks.pattern})", re.IGNORECASE)
        self._points = re.compile(grammar.points, re.IGNORECASE) if grammar.points else None
        self._join = re.compile(rf"(?:{joins})\s+(?={self._asks.pattern})", re.IGNORECASE)
        self._setting = re.compile(rf"(?:{before})\s[^,;]{{1,60}},\s+(?={self._asks.pattern})", re.IGNORECASE)

    def cut(self, text: str) -> list[str]:
        """The questions that one text up to its question mark asks; the text itself where that is not certain."""
        setting = self._setting.match(text) if self.inverted else None
        body = text[setting.end() :] if setting else text
        at, found = 0, []
        for joint in self._joint.finditer(body):
            if self._joins(body, joint):
                found.append(body[at : joint.start()])
                at = joint.end()
        found.append(body[at:])
        if len(found) < 2 or not all(map(self._whole, found)) or self._elliptic(found):
            return [text]
        return [f"{setting[0] if setting else ''}{part}" for part in found]

    def _elliptic(self, found: Sequence[str]) -> bool:
        """Whether parts share a noun or an end: "which states abstained and which voted against the motion"."""
        several = [[word.lower() for word in _WORD.findall(part)] for part in found]
        for words, following in itertools.pairwise(several):
            if words[0] != following[0]:
                continue
            if words[-1] in self.before or (words[0] == "which" and following[1] not in (words[1], "of")):
                return True
        return False

    def begins(self, text: str) -> bool:
        """Whether a text begins with a question word."""
        return self._asks.match(text) is not None

    def leans(self, part: str) -> bool:
        """Whether a later part needs words of the one before, although it may look whole to a reader of it alone."""
        few = len(self.speech.content(part)) < SEVERAL
        if self.grammar.drops_subject:
            return not names(part) or few
        if self.inverted and few and not names(part) and not self.speech.defines(part):
            return True  # "what is a heat pump and what services are offered"
        return self._points is not None and self._points.search(part) is not None

    def without_join(self, text: str) -> str:
        """A question without the "and" that joins it to one before."""
        return self._join.sub("", text, count=1)

    def _joins(self, body: str, joint: re.Match[str]) -> bool:
        """Whether a question may begin after this; a comma alone also begins a relative clause."""
        if joint["word"] or joint["mark"] == ";":
            return True
        word = self._asks.match(body, joint.end())
        relative = word is not None and word["asks"].lower() in ("who", "whom", "whose", "which", "where")
        return bool(joint["mark"]) and bool(self.inverted) and not relative and self._is_main(body[joint.end() :])

    def _whole(self, part: str) -> bool:
        """Whether a part is a question with everything that it needs, and no other clause that asks."""
        words = _WORD.findall(part.lower())
        begins = self._asks.match(part)
        if (
            begins is None
            or begins["asks"].isupper()
            or len(words) < FEWEST
            or words[-1] in self.waiting
            or words[-1].endswith("est")
        ):
            return False
        others = [word for word in _WORD.findall(part[begins.end() :].lower()) if word in self.speech.question_words]
        return not others and self._is_main(part)

    def _is_main(self, part: str) -> bool:
        """Whether it is the main clause of a question: in English by the place of its verb."""
        begins = self._asks.match(part)
        if begins is None or not self.inverted:
            return begins is not None
        fronted = begins.start("asks") > begins.start()
        asks, rest = begins["asks"].lower(), _WORD.findall(part[begins.end() :].lower().replace("’", "'"))
        if begins[0].lower().endswith("s") and begins.end("asks") != begins.end():
            return True  # "what's"
        if not rest:
            return False
        reach = 1 if asks in ("when", "where", "why", "whom") else MOST_BETWEEN + 1
        if any(word in self.inverted and at < reach for at, word in enumerate(rest)) and rest[0] not in self.inside:
            return True
        if asks == "how":
            return rest[0] in ("many", "much") and len(rest) > 2 and not fronted and not _PRONOUNS.intersection(rest)
        return asks in self.subjects and not fronted and (rest[0] not in self.inside or rest[:2] == ["of", "them"])


#: Before a verb that is not inverted they show a clause inside another: "how much gas it carries".
_PRONOUNS = frozenset(("i", "you", "he", "she", "it", "we", "they"))


@cache
def _ways(speech: Speech) -> _Ways:
    return _Ways(speech, _GRAMMARS[speech.language])


# ---------------------------------------------------------------- standing by itself


def _standing(asked: Sequence[str], at: int, ways: _Ways) -> str:
    """The part with what it refers to."""
    part, speech = asked[at], ways.speech
    if at == 0:
        return part
    if speech.language == "en" and (speech.points_back(part) or _IS_IT.search(part)):
        named = _named_for(part, asked[0])
        if named:
            return _PRONOUN.sub(lambda found: f"{named}'s" if found[0].lower() in _OWNERS else named, part)
    resolved = resolve(part, asked[:at])
    one = resolved.searched.count("?") == part.count("?")
    if one and (resolved.follows or not ways.leans(part)):
        return resolved.searched
    carried = lacking(part, asked[0], speech)
    return f"{part} {carried}" if carried else part


#: "How long is it?" speaks of a distance in general, but not after another question.
_IS_IT = re.compile(r"\b(?:is|was) it\?$")
_PRONOUN = re.compile(r"\b(?:it|its|he|him|his|she)\b", re.IGNORECASE)
_OWNERS = frozenset(("its", "his"))
#: Pronouns for a person; "her" is two words in one and left to what is carried.
_PERSON = re.compile(r"\b(?:he|him|his|she)\b", re.IGNORECASE)
_OTHER_PRONOUN = re.compile(
    r"\b(?:hers?|they|them|their|theirs|this|that|these|those|there|here|itself|himself|herself)\b", re.IGNORECASE
)
#: First parts whose question word cannot be what "it" stands for.
_ASKS_OTHER = re.compile(
    r"(?:when|where|why|how(?! (?:many|much))|who(?!se)|what (?:is|are|was|were|did|does|do|caused))\b", re.IGNORECASE
)
_NAME = r"[A-Z][\w’'-]*(?: (?:[A-Z][\w’'-]*|\d+))*"
_NAMED = re.compile(rf"(?:\b[Tt]he )?(?<![\w’'-]){_NAME}")
#: Where a noun seems to end such a question, a verb may: "how is the bread made", "when did the season start".
_VERB_AT_END = re.compile(
    r"(?:when|why|how) (?:is|are|was|were)\b|.*\b(?:did|do|does|will|would|can|could|has|have|had)\b"
    r"|where.*(?:ed|made|built|held|kept|found|sold|grown)$",
    re.IGNORECASE,
)
_NOUN_AT_END = re.compile(r"\b(?:the|an?) (?:[\w’'-]+ ){0,3}[\w’'-]+$")
#: What may follow a name that is complete: its end, another clause's beginning, or one word, the verb.
_AFTER_NAME = re.compile(r"(?: [\w’'-]+)?(?:$| (?:of|in|for|from|by|to|on|at|with|and|after|before|during)\b)")
_NOUN = re.compile(r"\b(?:the|an?) [\w’'-]+")
_BARE = re.compile(
    r"what (?:is|are|was|were) ((?!the |an? )[\w’'-]+(?: [\w’'-]+)?)$|how (?:is|was) ([\w’'-]+) \w+$", re.I
)
_OF = re.compile(r" (?:of|in|for|from|by|to|on|at|with|and|between) ")


def _named_for(part: str, first: str) -> str:
    """What the first part names that "it" or "she" stands for, if that is one thing only; else empty."""
    text = first.rstrip("? ")
    pronouns = {found.lower() for found in _PRONOUN.findall(part)}
    person = _PERSON.search(part) is not None
    if not pronouns or _OTHER_PRONOUN.search(part) or not _ASKS_OTHER.match(text):
        return ""
    named = _candidates(text)
    if len(named) != 1 or _OF.search(named[0]):
        return ""
    is_person = named[0][0].isupper() and " " in named[0] and not named[0].startswith("The ")
    if person:
        return named[0] if is_person and not text.lower().startswith("who") else ""
    return named[0]


def _candidates(text: str) -> list[str]:
    """What a question names: by name, or with an article."""
    bare = _BARE.match(text)
    if bare:
        return [bare[1] or bare[2]]
    begins = text.index(" ") if " " in text else len(text)
    spans = [found.span() for found in _NAMED.finditer(text, begins)]
    if any(not _AFTER_NAME.match(text, end) for _, end in spans):
        return []
    at_end = None if _VERB_AT_END.match(text) else _NOUN_AT_END.search(text)
    if at_end:
        spans = [span for span in spans if span[1] <= at_end.start()] + [at_end.span()]
    others = [found for found in _NOUN.finditer(text) if not any(a <= found.start() < b for a, b in spans)]
    return [] if others else [text[a:b] for a, b in spans]
