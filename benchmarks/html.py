"""What is read of the pages of the web, beside trafilatura and readability on the same files.

    python -m benchmarks.html FOLDER [--worst 10]

FOLDER holds html-gold and html-segments, each with documents/ and gold.jsonl:

html-gold       {"file", "article"}: the body of the article, of scrapinghub/article-extraction-benchmark. Precision
                and recall of shingles of 4 words, a mean over the files; F1 of the two means, as there. The body has
                no headline: our title and furniture, which are never cited, do not count.
html-segments   {"file", "must_contain", "must_not_contain", "title", "author", "date"}: strings of adbar/trafilatura's
                evaluation. A string is found where the text holds it, white space aside. Our text is the whole
                reading text. Title, author and date are right where they are the gold's, letters and digits alone.

Seconds are of CPU time, of this process, with everything imported; the systems take turns file by file.
"""

from __future__ import annotations

import argparse
import json
import logging
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import lxml.html
import trafilatura

from documents.errors import DocumentError
from documents.model import BlockKind, Document, Metadata
from documents.readers.html import read
from documents.readers.html.tree import decode_page
from documents.text import collapse, normalise

SHINGLE = 4
_WORD = re.compile(r"\w+")


# --- systems -------------------------------------------------------------------------------------------------


def ours(data: bytes) -> Document | None:
    """The document, or None where the page has none."""
    try:
        return read(data, "page.html")
    except DocumentError:
        return None


def our_body(data: bytes) -> str:
    """What can be cited and its headings, without title and first lines."""
    document = ours(data)
    blocks = document.blocks if document else ()
    body = (block for block in blocks if block.kind not in (BlockKind.TITLE, BlockKind.FURNITURE))
    return "\n".join(document.text_of(block) for block in body) if document else ""


def our_text(data: bytes) -> str:
    """The whole reading text."""
    document = ours(data)
    return document.text if document else ""


def by_trafilatura(data: bytes, **options: bool) -> str:
    """trafilatura's text without comments."""
    return trafilatura.extract(data, include_comments=False, **options) or ""


def by_readability(data: bytes) -> str:
    """The text of readability's node, each block on a line of its own."""
    import readability  # only this table needs it: pip install readability-lxml

    tree = lxml.html.fromstring(readability.Document(decode_page(data)[0]).summary())
    for element in tree.iter("p", "div", "li", "h1", "h2", "h3", "h4", "br", "td", "blockquote"):
        element.tail = f"\n{element.tail or ''}"
    return str(tree.text_content())


System = Callable[[bytes], str]
OTHERS: dict[str, System] = {
    "trafilatura": by_trafilatura,
    "trafilatura, favor_recall": partial(by_trafilatura, favor_recall=True),
    "trafilatura, favor_precision": partial(by_trafilatura, favor_precision=True),
    "readability-lxml": by_readability,
}


# --- measures ------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Score:
    """What one system did on one set: a precision and a recall for each file, or counts of strings."""

    precision: list[float] = field(default_factory=list)
    recall: list[float] = field(default_factory=list)
    strings: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0
    files: int = 0

    def row(self) -> str:
        """Precision, recall, F1, and for strings the accuracy, and seconds for each file."""
        if self.strings:
            hit, miss, extra, avoided = (self.strings[name] for name in ("hit", "miss", "extra", "avoided"))
            precision, recall = hit / max(1, hit + extra), hit / max(1, hit + miss)
            accuracy = f"{(hit + avoided) / self.strings.total():.3f}"
        else:
            precision, recall = sum(self.precision) / self.files, sum(self.recall) / self.files
            accuracy = ""
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        return f"{precision:.3f} | {recall:.3f} | {f1:.3f} | {accuracy} | {self.seconds / self.files:.3f}"


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """The runs of four words; a text of fewer words is one run."""
    words = _WORD.findall(text)
    return Counter(tuple(words[at : at + SHINGLE]) for at in range(max(1, len(words) - SHINGLE + 1)) if words)


def compare(score: Score, gold: dict[str, Any], text: str) -> None:
    """Adds one page of html-gold to the score."""
    expected, found = shingles(gold["article"]), shingles(text)
    shared = (expected & found).total()
    score.precision.append(shared / max(1, found.total()))
    score.recall.append(shared / max(1, expected.total()))


def look_up(score: Score, gold: dict[str, Any], text: str) -> None:
    """Adds one page of html-segments to the score."""
    text = collapse(normalise(text))
    for wanted in gold["must_contain"]:
        score.strings["hit" if collapse(normalise(wanted)) in text else "miss"] += 1
    for unwanted in gold["must_not_contain"]:
        score.strings["extra" if collapse(normalise(unwanted)) in text else "avoided"] += 1


def pages(folder: Path) -> Iterator[tuple[dict[str, Any], bytes]]:
    """Each page with its gold."""
    for line in (folder / "gold.jsonl").read_text("utf-8").splitlines():
        gold = json.loads(line)
        yield gold, (folder / "documents" / gold["file"]).read_bytes()


Add = Callable[[Score, dict[str, Any], str], None]


def measure(folder: Path, systems: dict[str, System], add: Add) -> dict[str, Score]:
    """The scores of the systems on a set."""
    scores = {name: Score() for name in systems}
    for gold, data in pages(folder):
        for name, system in systems.items():
            began = time.process_time()
            text = system(data)
            scores[name].seconds += time.process_time() - began
            scores[name].files += 1
            add(scores[name], gold, text)
    return scores


# --- metadata ------------------------------------------------------------------------------------------------


def facts(metadata: Metadata | Any) -> dict[str, str]:  # noqa: ANN401 - trafilatura's own class
    """Title, author and date, of our metadata or of trafilatura's."""
    if isinstance(metadata, Metadata):
        return {"title": metadata.title, "author": "; ".join(metadata.authors), "date": metadata.published}
    return {name: getattr(metadata, name, None) or "" for name in ("title", "author", "date")}


def stated(value: object) -> str:
    """The gold's value as text; several authors are a list there."""
    return "; ".join(map(str, value)) if isinstance(value, list) else str(value or "")


def same(one: str, other: str) -> bool:
    """Whether two values have the same words, in any order."""
    return sorted(_WORD.findall(normalise(one).casefold())) == sorted(_WORD.findall(normalise(other).casefold()))


def metadata_table(folder: Path) -> Iterator[str]:
    """Of the pages whose gold knows a field: right, wrong, and not given."""
    counts: dict[str, Counter[tuple[str, str]]] = {"ours": Counter(), "trafilatura": Counter()}
    for gold, data in pages(folder):
        document = ours(data)
        found = {
            "ours": facts(document.metadata if document else Metadata()),
            "trafilatura": facts(trafilatura.extract_metadata(data)),
        }
        for name, values in found.items():
            for key, value in values.items():
                if wanted := stated(gold[key]):
                    verdict = "empty" if not value else "right" if same(value, wanted) else "wrong"
                    counts[name][key, verdict] += 1
    yield "| | field | right | wrong | empty |\n|---|---|---|---|---|"
    for name, count in counts.items():
        for key in ("title", "author", "date"):
            yield f"| {name} | {key} | {count[key, 'right']} | {count[key, 'wrong']} | {count[key, 'empty']} |"


# --- report --------------------------------------------------------------------------------------------------


def table(scores: dict[str, Score]) -> str:
    """The scores of one set as Markdown."""
    head = "| | precision | recall | F1 | accuracy | CPU s a page |\n|---|---|---|---|---|---|\n"
    return head + "\n".join(f"| {name} | {score.row()} |" for name, score in scores.items())


def worst(folder: Path, count: int) -> Iterator[str]:
    """The pages of html-gold that are read worst, with precision and recall."""
    found = []
    for gold, data in pages(folder):
        score = Score()
        compare(score, gold, our_body(data))
        found.append((score.precision[0] + score.recall[0], score.precision[0], score.recall[0], gold["file"]))
    for _, precision, recall, file in sorted(found)[:count]:
        yield f"{precision:.3f} {recall:.3f} {file}"


def main() -> None:
    """The command line."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder", type=Path)
    options.add_argument("--worst", type=int, default=0, help="print the pages of html-gold that are read worst")
    chosen = options.parse_args()
    logging.disable()
    gold, segments = chosen.folder / "html-gold", chosen.folder / "html-segments"
    print(f"html-gold\n\n{table(measure(gold, {'ours': our_body, **OTHERS}, compare))}\n")
    print(f"html-segments\n\n{table(measure(segments, {'ours': our_text, **OTHERS}, look_up))}\n")
    print("\n".join(metadata_table(segments)))
    print("\n".join(worst(gold, chosen.worst)))


if __name__ == "__main__":
    main()
