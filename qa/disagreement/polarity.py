"""Whether one sentence denies what another says: a negation more, or a word for the opposite.

Only sentences of the same words are compared: a paraphrase that is denied is not found, and one that merely speaks of
something near is not told either.
"""

from __future__ import annotations

from functools import cache

from index.analysis import terms
from qa.disagreement.agreement import Pair
from qa.disagreement.claims import Claim, Word
from qa.disagreement.manner import Manner, Span

#: Words that exclude each other of one thing, by language: "a/b", forms of one of them joined by commas.
_OPPOSITES = {
    "en": "approved,ratified,accepted,adopted,passed/rejected confirmed/denied legal/illegal "
          "increased,rose,grew/decreased,fell,declined increase/decrease compatible/incompatible "
          "successful/unsuccessful guilty/innocent possible/impossible constitutional/unconstitutional "
          "sufficient/insufficient",
    "pl": "przyjął,przyjęła,przyjęto,zatwierdził,zatwierdziła/odrzucił,odrzuciła,odrzucono "
          "potwierdził,potwierdziła,potwierdziło/zaprzeczył,"
          "zaprzeczyła,zaprzeczyło zgodny,zgodna,zgodne/niezgodny,niezgodna,niezgodne "
          "legalny,legalna,legalne/nielegalny,nielegalna,nielegalne "
          "wzrósł,wzrosła,wzrosło,wzrosły/spadł,spadła,spadło,spadły",
    "de": "stieg,stiegen,gestiegen/sank,sanken,gesunken,fiel,fielen legal/illegal angenommen/abgelehnt "
          "bestätigte/dementierte "
          "vereinbar/unvereinbar zulässig/unzulässig",
    "fr": "adopté,adoptée,approuvé,approuvée/rejeté,rejetée confirmé/démenti légal,légale/illégal,illégale "
          "augmenté/diminué",
    "ru": "принял,приняла/отклонил,отклонила подтвердил,подтвердила/опроверг,опровергла вырос,выросла/упал,упала",
    "uk": "прийняв,прийняла/відхилив,відхилила підтвердив,підтвердила/спростував,спростувала зріс,зросла/впав,впала",
}  # fmt: skip


def opposed(pair: Pair, ways: tuple[Manner, Manner]) -> tuple[str, str] | None:
    """What each says, as it is written, where one denies the other; None where that is not certain."""
    match len(ways[0].negations), len(ways[1].negations):
        case 0, 0:
            return _opposite(pair.one, pair.other)
        case 1, 0:
            return _negated(pair.one, ways[0].negations[0], pair.other)
        case 0, 1:
            values = _negated(pair.other, ways[1].negations[0], pair.one)
            return (values[1], values[0]) if values else None
    return None


def _negated(denying: Claim, at: Span, saying: Claim) -> tuple[str, str] | None:
    """The negation with the word that it denies, and that word in the other sentence."""
    if denying.terms != saying.terms:
        return None
    after = min((word for word in denying.words if word.start > at.end), key=lambda word: word.start, default=None)
    before = max((word for word in denying.words if word.start < at.start), key=lambda word: word.start, default=None)
    target = after or before
    said = next((word for word in saying.words if target and word.term == target.term), None)
    if target is None or said is None:
        return None
    start, end = min(at.start, target.start), max(at.end, target.end)
    return denying.told.text[start:end], _text(saying, said)


def _opposite(one: Claim, other: Claim) -> tuple[str, str] | None:
    mine, theirs = one.terms - other.terms, other.terms - one.terms
    if len(mine) != 1 or len(theirs) != 1:
        return None
    (left,), (right,) = mine, theirs
    if (left, right) not in _pairs(one.told.language):
        return None
    return _text(one, _word(one, left)), _text(other, _word(other, right))


def _word(claim: Claim, term: str) -> Word:
    return next(word for word in claim.words if word.term == term)


def _text(claim: Claim, word: Word) -> str:
    return claim.told.text[word.start : word.end]


@cache
def _pairs(language: str) -> frozenset[tuple[str, str]]:
    found = set()
    for pair in _OPPOSITES.get(language, "").split():
        left, _, right = pair.partition("/")
        for one in (term for word in left.split(",") for term in terms(word, language)):
            for other in (term for word in right.split(",") for term in terms(word, language)):
                found |= {(one, other), (other, one)}
    return frozenset(found)
