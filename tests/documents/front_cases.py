"""First lines of analyses with what they say, from front_cases.txt."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from documents.model import Document

#: What a footnote needs and first lines say.
FIELDS = ("title", "authors", "published", "series", "topics")
LISTS = ("authors", "topics")

#: Two paragraphs by language, so that the first lines stand above a text.
BODIES = {
    "en": ("The canal was opened in November 1869 and has no locks, because the two seas have almost the same level.",
           "Several hundred ships waited at its two ends, and some of the operators sent theirs round the Cape."),
    "pl": ("Kanał otwarto w listopadzie 1869 r. i nie ma on śluz, ponieważ oba morza leżą na tym samym poziomie.",
           "Kilkaset statków czekało po obu stronach, a część armatorów posłała swoje wokół Afryki."),
    "de": ("Der Kanal wurde im November 1869 eröffnet und hat keine Schleusen, weil die Meere fast gleich hoch sind.",
           "Mehrere hundert Schiffe warteten an beiden Enden, und einige Reeder schickten ihre um das Kap."),
    "fr": ("Le canal a été ouvert en novembre 1869 et il n’a pas d’écluses, car les deux mers sont au même niveau.",
           "Plusieurs centaines de navires attendaient à ses deux bouts, et certains ont fait le tour du Cap."),
    "uk": ("Канал відкрили в листопаді 1869 року, і він не має шлюзів, тому що обидва моря майже на одному рівні.",
           "Кілька сотень кораблів чекали з обох боків, а деякі власники послали свої навколо Африки."),
    "ru": ("Канал был открыт в ноябре 1869 года, и у него нет шлюзов, потому что оба моря почти на одном уровне.",
           "Несколько сотен судов ждали с обеих сторон, а некоторые владельцы послали свои вокруг Африки."),
    "es": ("El canal se abrió en noviembre de 1869 y no tiene esclusas porque los dos mares están casi al mismo nivel.",
           "Varios cientos de barcos esperaban en sus dos extremos, y algunos dieron la vuelta por el Cabo."),
    "it": ("Il canale fu aperto nel novembre 1869 e non ha chiuse perché i due mari sono quasi allo stesso livello.",
           "Diverse centinaia di navi aspettavano alle due estremità, e alcune fecero il giro del Capo."),
}  # fmt: skip


@dataclass(frozen=True)
class FrontCase:
    """First lines, the text with its body, and the fields that they say; an empty field is not said."""

    language: str
    lines: str
    expected: dict[str, str]

    @property
    def text(self) -> str:
        """The whole document."""
        return "\n\n".join([self.lines, *BODIES[self.language]]) + "\n"


def front_cases() -> Iterator[FrontCase]:
    """The cases, in the order of the file."""
    text = Path(__file__).with_suffix(".txt").read_text("utf-8")
    for entry in text.split("\n== ")[1:]:
        head, _, lines = entry.partition("\n--\n")
        language, *fields = head.split("\n")
        expected = dict(field.split(": ", 1) for field in fields)
        yield FrontCase(language, lines.strip("\n"), {name: expected.get(name, "") for name in FIELDS})


def fields_of(document: Document) -> dict[str, str]:
    """The document's fields as the cases write them."""
    values = {name: getattr(document.metadata, name) for name in FIELDS}
    return {name: "; ".join(value) if name in LISTS else value for name, value in values.items()}
