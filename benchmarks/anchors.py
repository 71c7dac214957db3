"""Do citations survive what happens to documents over the years? Real sentences, changed files, a real library.

    python -m benchmarks.anchors --eval ../shared/eval --documents 40 --show 5

Every row is a change, made to texts of several sets, languages and formats; five sentences of each are cited before it
and resolved after it. Columns: *right*: found where it stands, word for word; *said*: edited (and shown where), removed
or gone, as it is, or that it stands in paragraphs that are the same; *open*: said that several places are as good, and
one is better, or it was removed; *missed*: said to be removed, and is there; *wrong*: a place is named that is not the
sentence's. What was missed is printed (``--show`` of each row).
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from benchmarks.changes import Change, Editor
from benchmarks.works import FORMATS, Work, place_of, work_of
from documents import Document
from documents.folding import fold
from documents.read import read
from documents.text import normalise
from index.library import Library
from index.snapshot import Snapshot
from qa.anchors import SOUND, Address, Resolution, State, address_of, resolve
from qa.cite import cite
from tests.index.doubles import WordHashEmbedder, searcher

#: Sentences of each text, and how many paragraphs lie between two of them at least.
CITED, APART = 5, 4
#: Nobody cites "1.4." or "Amendment.", which are sentences for a reader.
FEWEST = 4
#: Paragraphs of each text.
PARAGRAPHS = 30
SETS = ("poquad", "xquad-de", "xquad-en", "ohr-law", "mtragun", "clapnq", "covidqa", "realtimeqa-2024", "tatqa-dev")
#: PDFs as they were published, with their tables, heads and feet; the shorter ones, for each is read many times.
PDFS, LONGEST_PDF = "financebench", 250_000


@dataclass(frozen=True)
class Case:
    """A change: what a text was before it was cited, what became of it, and how the library heard of it."""

    name: str
    change: Change | None = None
    before: Change | None = None
    format: str = ""
    heard: str = "version"
    #: Harder than what is promised: several changes at once, or texts in which the same stands in many places.
    hard: bool = False


@dataclass(frozen=True)
class Cited:
    """A sentence that was cited."""

    work: Work
    key: int
    source: str
    address: Address


@dataclass(frozen=True)
class Judged:
    """What came of one address."""

    outcome: str
    cited: Cited
    today: Resolution
    shown: str
    milliseconds: float


CASES = (
    Case("embedded by another model", heard="model"),
    Case("cut into shorter passages", heard="length"),
    Case("renamed", heard="renamed"),
    # Under the ending of another: these three are recognised by what they hold.
    *(Case(f"a version as {ending}", format=ending) for ending in ("html", "docx", "pdf")),
    *(Case(f"removed, added again as {ending}", format=ending, heard="again") for ending in FORMATS),
    Case("removed, added as another name and format", heard="again elsewhere", hard=True),
    Case("1–3 paragraphs inserted before", Editor.inserted_before),
    Case("1–3 paragraphs inserted after", Editor.inserted_after),
    Case("paragraphs inserted on both sides", Editor.inserted_around),
    Case("three paragraphs at the head", Editor.inserted_at_the_head),
    Case("paragraphs reordered", Editor.reordered),
    Case("paragraph parted between sentences", Editor.parted),
    Case("paragraph parted within the sentence", Editor.parted_within),
    Case("two paragraphs merged", Editor.merged),
    Case("typography changed", Editor.set_otherwise),
    Case("neighbours edited", Editor.neighbours_edited),
    Case("sentence edited", Editor.edited),
    Case("three words of it edited", Editor.rewritten),
    Case("sentence and the next edited", Editor.edited_beside_edited, hard=True),
    Case("edited, the correction quotes it", Editor.quoted_by_its_correction, hard=True),
    Case("sentence removed", Editor.sentence_removed),
    Case("paragraph removed", Editor.paragraph_removed),
    Case("paragraph replaced", Editor.paragraph_replaced),
    Case("document removed", heard="removed"),
    Case("next version", Editor.next_version, hard=True),
    Case("copies added later", Editor.copies_added, hard=True),
    *(
        Case(f"{kind}: {what}", change, before, hard=True)
        for kind, before in (
            ("copies", Editor.with_copies), ("likenesses", Editor.with_likenesses), ("family", Editor.with_a_family),
        )
        for what, change in (
            ("inserted at the head", Editor.inserted_at_the_head), ("neighbours edited", Editor.neighbours_edited),
            ("edited", Editor.edited), ("sentence removed", Editor.sentence_removed),
            ("paragraph removed", Editor.paragraph_removed), ("next version", Editor.next_version),
        )
    ),
)  # fmt: skip


def works(folder: Path, count: int, chance: random.Random) -> Iterator[Work]:
    """The texts, in turn from each set; the PDFs last."""
    paths = {name: sorted((folder / name / "documents").iterdir()) for name in SETS}
    found = 0
    while found < count and any(paths.values()):
        for name in SETS:
            if paths[name] and found < count:
                path = paths[name].pop(chance.randrange(len(paths[name])))
                work = work_of(read(path.read_bytes(), path.name), PARAGRAPHS)
                if len(_targets(work, chance)) == CITED:
                    found += 1
                    yield work
    for path in sorted((folder / PDFS / "documents").iterdir()):
        if path.stat().st_size < LONGEST_PDF:
            work = work_of(read(path.read_bytes(), path.name), PARAGRAPHS)
            if len(work.paragraphs) >= CITED:
                yield work


def _targets(work: Work, chance: random.Random) -> list[int]:
    """Keys of sentences in paragraphs that are some apart."""
    chosen = work.paragraphs[chance.randrange(2) :: APART]
    told = ([two.key for two in one.sentences if len(fold(two.text)) >= FEWEST] for one in chosen)
    return [chance.choice(keys) for keys in told if keys][:CITED]


def _read(data: bytes, source: str, *_: object) -> Document:
    """The real readers, in this process: these files are ours."""
    return read(data, source)


def judged(case: Case, texts: Sequence[Work], seed: int) -> list[Judged]:
    """One change on all texts, in a library of its own."""
    chance = random.Random(f"{case.name} {seed}")  # noqa: S311 - repeatable, not secret
    with tempfile.TemporaryDirectory() as folder:
        library = Library(Path(folder), lambda: searcher(WordHashEmbedder()), _read)
        cited = [one for at, work in enumerate(texts) for one in _cited(library, case, at, work, chance)]
        by_source: dict[str, list[Cited]] = {}
        for one in cited:
            by_source.setdefault(one.source, []).append(one)
        changed = {source: _changed(library, case, source, some, chance) for source, some in by_source.items()}
        if case.heard in ("model", "length"):
            library.close()
            other = WordHashEmbedder("another", 96) if case.heard == "model" else WordHashEmbedder(length=40)
            library = Library(Path(folder), lambda: searcher(other), _read)
            library.warm()
        with library.snapshot() as view:
            found = [_judge(view, one, changed[one.source]) for one in cited]
        library.close()
        return [one for one in found if one is not None]


def _cited(library: Library, case: Case, at: int, work: Work, chance: random.Random) -> Iterator[Cited]:
    """The text as it is before the change, added in one of the formats, and addresses of sentences in it."""
    keys = _targets(work, chance)
    work = case.before(Editor(work, keys, chance)) if case.before else work
    ending = list(FORMATS)[at % len(FORMATS)]
    source = f"/analyses/{at}/text.{ending}"
    library.add(FORMATS[ending](work), source)
    with library.snapshot() as view:
        document = view.document(source)
        for key in keys:
            place = place_of(work, key, document)
            if place is None or _paragraph_at(document, place) is None:
                continue
            end = place[1] + len(work.text_of(key)) - len(work.text_of(key).rstrip('.!?…"”’»)'))
            made = cite(document, place[0], min(end, document.block_at(place[0]).end))
            yield Cited(work, key, source, address_of(made))


def _paragraph_at(document: Document, place: tuple[int, int]) -> int | None:
    block = document.block_at(place[0])
    return document.paragraph_number(block) if block and place[1] <= block.end else None


def _changed(library: Library, case: Case, source: str, cited: Sequence[Cited], chance: random.Random) -> Work | None:
    """What the library has of the text after the change; None when it is removed."""
    work, keys = cited[0].work, [one.key for one in cited]
    work = case.change(Editor(work, keys, chance)) if case.change else work
    was = source.rpartition(".")[2]
    data = partial(lambda ending, work: FORMATS[ending](work), work=work)
    match case.heard:
        case "version":
            library.add(data(case.format or was), source)
        case "renamed":
            original = library.original(source).read_bytes()
            library.remove(source)
            library.add(original, source.replace("text", "renamed"))
        case "again":
            library.remove(source)
            library.add(data(case.format), source.replace(f".{was}", f".{case.format}"))
        case "again elsewhere":
            library.remove(source)
            ending = "md" if was != "md" else "txt"
            library.add(data(ending), f"/elsewhere{source.replace('text', 'other')}.{ending}")
        case "removed":
            library.remove(source)
            return None
    return work


def _judge(view: Snapshot, cited: Cited, work: Work | None) -> Judged | None:
    """Right, said, open, missed or wrong; None where the readers took the text otherwise than it was written."""
    began = time.perf_counter()
    today = resolve(view, cited.address)
    took = 1000 * (time.perf_counter() - began)
    text = "" if today.document is None else view.document(today.document).text
    shown = text[today.start : today.end] if today.start is not None else ""
    outcome = _outcome(view, cited, work, today)
    return Judged(outcome, cited, today, shown, took) if outcome else None


def _outcome(view: Snapshot, cited: Cited, work: Work | None, today: Resolution) -> str:
    said = normalise(work.text_of(cited.key)) if work else ""
    if not said:
        expected = State.REMOVED if work else State.GONE
        return "said" if today.state is expected else "open" if today.state is State.AMBIGUOUS else "wrong"
    if today.state is State.AMBIGUOUS:
        return "said" if _twice(work, cited.key) else "open"
    if today.paragraph is None:
        return "missed"
    place = place_of(work, cited.key, view.document(today.document))
    if place is None:
        return ""
    same = fold(said).words == fold(cited.address.anchor.exact).words
    if today.state in SOUND:
        right = same and today.start <= place[0] < place[1] <= today.end
        return "right" if right else "wrong"
    # A sentence that goes over a page's end has the page's number in it.
    if today.end - today.start > 2 * (place[1] - place[0]):
        return "wrong"
    overlap = min(today.end, place[1]) - max(today.start, place[0])
    return "said" if not same and overlap > (place[1] - place[0]) / 2 else "wrong"


def _twice(work: Work, key: int) -> bool:
    """Whether the paragraph stands in the text once more, word for word: nobody can tell which is meant."""
    own = next(one for one in work.paragraphs if any(sentence.key == key for sentence in one.sentences))
    return sum(one.text == own.text for one in work.paragraphs) > 1


OUTCOMES = ("right", "said", "open", "missed", "wrong")


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; 1 when an address led to a wrong place."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--eval", type=Path, required=True)
    parser.add_argument("--documents", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="cases with this in their name")
    parser.add_argument("--show", type=int, default=3, help="misses of each case")
    options = parser.parse_args(arguments)
    texts = list(works(options.eval, options.documents, random.Random(options.seed)))  # noqa: S311
    print(f"{len(texts)} texts, {sum(len(one.paragraphs) for one in texts)} paragraphs")
    print(f"{'':44}{'n':>6}" + "".join(f"{name:>8}" for name in OUTCOMES) + f"{'ms':>8}{'worst':>8}")
    promised: Counter[str] = Counter()
    hard: Counter[str] = Counter()
    for case in CASES:
        if options.only in case.name:
            found = judged(case, texts, options.seed)
            counts = Counter(one.outcome for one in found)
            (hard if case.hard else promised).update(counts)
            times = sorted(one.milliseconds for one in found)
            print(_row(case.name, counts) + f"{times[len(times) // 2]:>8.2f}{times[-1]:>8.1f}", flush=True)
            _show([one for one in found if one.outcome in ("open", "missed", "wrong")], options.show)
    for name, counts in (("all that is promised", promised), ("harder", hard)):
        share = (counts["right"] + counts["said"]) / (counts.total() or 1)
        print(f"{_row(name, counts)}  resolved, or said as it is: {share:.2%}")
    return 1 if promised["wrong"] or hard["wrong"] else 0


def _row(name: str, counts: Counter[str]) -> str:
    return f"{name:44}{counts.total():>6}" + "".join(f"{counts[one]:>8}" for one in OUTCOMES)


def _show(missed: Sequence[Judged], most: int) -> None:
    for one in sorted(missed, key=lambda one: OUTCOMES.index(one.outcome), reverse=True)[:most]:
        anchor = one.cited.address.anchor
        print(f"    {one.outcome}, {one.today.state} {one.cited.source} in {anchor.places} places")
        print(
            f"      {anchor.prefix!r} [{anchor.exact}] {anchor.suffix!r}\n      → ¶ {one.today.paragraph} {one.shown!r}"
        )


if __name__ == "__main__":
    sys.exit(main())
