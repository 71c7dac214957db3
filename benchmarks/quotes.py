"""Are honest quotations accepted, altered ones never, and how fast?

    python -m benchmarks.quotes --eval ../shared/eval --quotations 20000 --show 5

Sentences of real texts in English, Polish and German, and of our own in Russian and Ukrainian, are copied as honest
people and programs copy them, and altered in every way that changes what is said; all are looked up in one library of
all the texts. An alteration that makes a sentence that the library has (letters and digits compared, nothing else) is
left out. Beside it stands what most tools do: letters and digits are folded and looked for in a row.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain, count, cycle
from pathlib import Path

from documents import Document
from documents.read import read
from documents.text import normalise
from index.library import Library
from index.snapshot import Snapshot
from qa.difference import told
from qa.quotes.check import SOUND, Checked, Quotation, Verdict, check_all
from tests.index.doubles import WordHashEmbedder, searcher
from tests.qa.altered_copies import CHANGES, PUT_TOGETHER
from tests.qa.honest_copies import COPIES
from tests.qa.quoted_sentences import Oracle, Quoted, bare, quoted

OWN = Path("tests/qa/cases/quotations")
#: Sets of one language each, and how many of their documents are read.
SETS = {
    "en": (("xquad-en", 48), ("covidqa", 50), ("ohr-law", 30), ("mtragun", 500), ("wice-dev", 40)),
    "pl": (("poquad", 481),),
    "de": (("xquad-de", 48),),
    "ru": (),
    "uk": (),
}
#: Quotations that are looked up at once, as a draft's are.
DRAFT = 20
#: Of so many texts one is kept out of the library: its sentences are in none of it.
KEPT_OUT = 12


@dataclass
class Tally:
    """What came of the quotations of one kind."""

    right: int = 0
    quotations: int = 0
    #: How many the baseline was right of.
    baseline: int = 0
    verdicts: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True)
class Case:
    """One quotation: of which kind, and whether it is honest."""

    kind: str
    honest: bool
    sentence: Quoted
    quotation: Quotation


def cases(sentences: Sequence[Quoted], absent: Sequence[Quoted], oracle: Oracle, rng: random.Random) -> Iterator[Case]:
    """Quotations without end: of every kind in turn, each of another sentence.

    Args:
        sentences: Of texts of the library.
        absent: Of texts that it has not.
        oracle: Knows what the library says.
        rng: Decides on every change.
    """
    turns = cycle([*COPIES, *CHANGES, "fabricated", "misattributed", *(["of another text"] if absent else [])])
    for at, kind in zip(count(), turns, strict=False):
        some = absent if kind == "of another text" else sentences
        sentence = some[at % len(some)]
        made = _made(kind, sentence, sentences, rng)
        text = normalise(made) if made else ""
        honest = kind in COPIES
        if text and (honest or kind in {"misattributed", *PUT_TOGETHER} or not oracle.says(text)):
            claimed = (rng.choice(sentences).document.id,) if kind == "misattributed" else ()
            if sentence.document.id not in claimed:
                yield Case(kind, honest, sentence, Quotation(text, claimed=claimed))


def _made(kind: str, sentence: Quoted, sentences: Sequence[Quoted], rng: random.Random) -> str | None:
    if kind in COPIES:
        return COPIES[kind](rng, sentence.text)
    if kind in CHANGES:
        return CHANGES[kind](rng, sentence.text, sentence.material)
    if kind in ("misattributed", "of another text"):
        return sentence.text
    words = list(chain.from_iterable(rng.choice(sentences).text.split() for _ in range(6)))
    return " ".join(rng.sample(words, min(len(words), rng.randint(8, 20))))


def right(case: Case, found: Checked) -> bool:
    """Whether the verdict is one that is true of the case."""
    if case.honest:
        return found.verdict in SOUND
    if case.kind == "misattributed":
        return found.verdict is Verdict.ELSEWHERE
    return found.verdict not in SOUND


def folded_containment(text: str, oracle: Oracle) -> bool:
    """The baseline: letters and digits in a row."""
    return oracle.stands(bare(text))


def documents(evaluation: Path, language: str) -> list[Document]:
    """The texts of a language: the gold sets', and our own."""
    paths = [OWN / f"{language}.txt"]
    for name, most in SETS[language]:
        paths += sorted((evaluation / name / "documents").rglob("*"))[:most]
    return [read(path.read_bytes(), str(path)) for path in paths if path.is_file()]


@contextmanager
def library(folder: Path, texts: Iterable[Document]) -> Iterator[Library]:
    """A library of texts that are read already; checking needs no model."""
    read_already = {document.source: document for document in texts}

    def known(_: bytes, source: str, *__: object, **___: object) -> Document:
        return read_already[source]

    made = Library(folder, lambda: searcher(WordHashEmbedder(dimension=8)), known)
    for source in read_already:
        made.add(Path(source).read_bytes(), source)
    try:
        yield made
    finally:
        made.close()


def run(view: Snapshot, given: Sequence[Case]) -> tuple[list[tuple[Case, Checked]], float]:
    """Look all up, a draft's worth at a time; the seconds that it took on the processor."""
    found: list[tuple[Case, Checked]] = []
    seconds = 0.0
    for at in range(0, len(given), DRAFT):
        some = given[at : at + DRAFT]
        began = time.process_time()
        checked = check_all(view, [case.quotation for case in some])
        seconds += time.process_time() - began
        found += zip(some, checked, strict=True)
    return found, seconds


def main() -> None:
    """Print the tables."""
    options = _options()
    texts = {language: documents(options.eval, language) for language in SETS}
    every = (text for some in texts.values() for text in _kept(some))
    with tempfile.TemporaryDirectory() as folder, library(Path(folder), every) as whole, whole.snapshot() as view:
        began = time.process_time()
        view.rarity(["the"])
        paragraphs = sum(entry.paragraphs for entry in view.entries())
        print(f"{paragraphs} paragraphs indexed in {time.process_time() - began:.2f} s")
        _measured(view, texts, options)


def _measured(view: Snapshot, texts: Mapping[str, Sequence[Document]], options: argparse.Namespace) -> None:
    oracle = Oracle([text for some in texts.values() for text in _kept(some)])
    tallies: dict[str, dict[str, Tally]] = {}
    shown: Counter[str] = Counter()
    for language, some in texts.items():
        rng = random.Random(f"{options.seed} {language}")  # noqa: S311 - chance that can be repeated
        absent = quoted(some[KEPT_OUT - 1 :: KEPT_OUT], language, options.seed)
        turns = cases(quoted(_kept(some), language, options.seed), absent, oracle, rng)
        given = [next(turns) for _ in range(options.quotations // len(texts))]
        found, seconds = run(view, given)
        print(f"{language}: {len(given)} quotations, {1000 * seconds / len(given):.2f} ms each")
        for case, checked in found:
            tally = tallies.setdefault(case.kind, {}).setdefault(language, Tally())
            good = right(case, checked)
            tally.quotations += 1
            tally.right += good
            tally.baseline += folded_containment(case.quotation.text, oracle) == case.honest
            tally.verdicts[checked.verdict] += 1
            if not good and shown[case.kind] < options.show:
                shown[case.kind] += 1
                _print_miss(case, checked)
    _print_table(tallies)


def _kept(texts: Sequence[Document]) -> list[Document]:
    """Those that are in the library."""
    return [text for at, text in enumerate(texts) if at % KEPT_OUT != KEPT_OUT - 1]


def _print_miss(case: Case, found: Checked) -> None:
    print(f"MISS {case.kind}: {found.verdict} in {case.sentence.document.source}")
    print("   quotation:", case.quotation.text)
    print("   library:  ", case.sentence.text)
    if found.changes:
        print("   told:     ", told(found.changes))


def _print_table(tallies: Mapping[str, Mapping[str, Tally]]) -> None:
    for honest in (True, False):
        print("\n" + ("honest, accepted" if honest else "altered, not accepted"))
        print(f"{'':28}{'quotations':>10}{'right':>9}{'baseline':>10}  verdicts")
        total = Tally()
        for kind, by_language in tallies.items():
            if (kind in COPIES) is not honest:
                continue
            tally = _sum(by_language.values())
            total = _sum([total, tally])
            worst = [name for name, one in by_language.items() if one.right < one.quotations]
            _print_row(kind, tally, " ".join(worst))
        _print_row("all", total, "")


def _print_row(kind: str, tally: Tally, languages: str) -> None:
    rates = [f"{100 * one / max(1, tally.quotations):.2f}" for one in (tally.right, tally.baseline)]
    verdicts = ", ".join(f"{count} {verdict}" for verdict, count in tally.verdicts.most_common())
    missed = f"← {languages}" if languages else ""
    print(f"{kind:28}{tally.quotations:>10}{rates[0]:>9}{rates[1]:>10}  {verdicts} {missed}")


def _sum(tallies: Iterable[Tally]) -> Tally:
    total = Tally()
    for one in tallies:
        total = Tally(
            total.right + one.right, total.quotations + one.quotations, total.baseline + one.baseline,
            total.verdicts + one.verdicts,
        )  # fmt: skip
    return total


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--eval", type=Path, default=Path("../shared/eval"))
    parser.add_argument("--quotations", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int, default=5, help="misses of each kind")
    return parser.parse_args()


if __name__ == "__main__":
    main()
