"""The hand-made hard cases of hard_sentences.txt, in two halves: one to work with, one to be told the truth by."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

END = "‖"
LANGUAGES = ("en", "pl", "de", "fr", "uk", "ru")


@dataclass(frozen=True)
class HardCase:
    """A text in ``language`` and the sentences a reader finds in it; ``held_out`` ones were never worked with."""

    language: str
    text: str
    sentences: tuple[str, ...]
    held_out: bool


def hard_cases() -> Iterator[HardCase]:
    """The cases, in the order of the file; of each language every second one is held out."""
    seen = dict.fromkeys(LANGUAGES, 0)
    for line in Path(__file__).with_suffix(".txt").read_text("utf-8").splitlines():
        if line.startswith("#"):
            continue
        language, _, marked = line.partition("\t")
        sentences = tuple(part.strip() for part in marked.split(END))
        seen[language] += 1
        yield HardCase(language, " ".join(sentences), sentences, held_out=seen[language] % 2 == 0)
