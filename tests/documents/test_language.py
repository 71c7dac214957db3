from collections.abc import Iterator
from pathlib import Path

import pytest

from documents.language import FUNCTION_WORDS, detect, detect_apart

TEXTS = {
    "en": "The canal was opened in November and it has no locks because the two seas are almost level.",
    "pl": "Kanał został otwarty w listopadzie i nie ma śluz, ponieważ oba morza leżą niemal na tym samym poziomie.",
    "de": "Der Kanal wurde im November eröffnet und hat keine Schleusen, weil die beiden Meere fast gleich hoch sind.",
    "fr": "Le canal a été ouvert en novembre et il n'a pas d'écluses, parce que les deux mers sont au même niveau.",
    "es": "El canal se abrió en noviembre y no tiene esclusas porque los dos mares están casi al mismo nivel.",
    "it": "Il canale è stato aperto a novembre e non ha chiuse perché i due mari sono quasi allo stesso livello.",
    "pt": "O canal foi aberto em novembro e não tem comportas, porque os dois mares estão quase ao mesmo nível.",
    "nl": "Het kanaal werd in november geopend en heeft geen sluizen, omdat de twee zeeën bijna even hoog liggen.",
    "cs": "Kanál byl otevřen v listopadu a nemá zdymadla, protože obě moře jsou téměř ve stejné výšce.",
    "sk": "Kanál bol otvorený v novembri a nemá zdymadlá, pretože obe moria sú takmer v rovnakej výške.",
    "sv": "Kanalen öppnades i november och har inga slussar, eftersom de två haven är nästan på samma nivå.",
    "ru": "Канал был открыт в ноябре, и у него нет шлюзов, потому что оба моря лежат почти на одном уровне.",
    "uk": "Канал було відкрито в листопаді, і він не має шлюзів, тому що обидва моря лежать майже на одному рівні.",
    "ja": "運河は十一月に開通しました。二つの海の高さはほとんど同じです。",
    "el": "Η διώρυγα άνοιξε τον Νοέμβριο και δεν έχει δεξαμενές.",
    "ko": "운하는 십일월에 개통되었다.",
}


@pytest.mark.parametrize("language", TEXTS)
def test_one_sentence_tells_its_language(language: str):
    assert detect(TEXTS[language]) == language


@pytest.mark.parametrize(
    "text", ["", "Commentary", "Kabul Moskwa Berlin Paris", "12 34 56 78 90 12", "Xerox Corp 12 Ltd 14 Inc 15 Plc GmbH"]
)
def test_names_numbers_and_few_words_have_no_language(text: str):
    assert detect(text) == ""


def test_words_that_two_languages_share_tell_neither():
    assert detect("Det er en by i et land som de var i og om han har en vei") == ""


def test_function_words_are_lower_case_words():
    assert all(word == word.lower() and word.strip() == word for words in FUNCTION_WORDS.values() for word in words)
    assert {"en", "pl", "de", "fr", "es", "it", "pt", "nl", "cs", "sk", "sv", "ru", "uk"} <= set(FUNCTION_WORDS)


@pytest.mark.parametrize("language", ["en", "pl", "de", "fr", "es", "it", "pt", "nl", "cs", "ru", "uk", "ja", "el"])
@pytest.mark.parametrize("document", ["en", "pl", "de", "fr", "uk"])
def test_a_paragraph_in_another_language_than_its_document_is_told(language: str, document: str):
    expected = "" if language == document else language
    assert detect_apart(TEXTS[language], document) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Dies ist ein kurzer Satz.",
        "Angela Merkel, Emmanuel Macron, Mateusz Morawiecki, Mark Rutte, Giuseppe Conte, Pedro Sánchez, Viktor Orbán",
        "The newspaper “Frankfurter Allgemeine Zeitung” and the weekly “Der Spiegel” wrote of it in the same month.",
        "Bundesministerium der Finanzen, Bundesministerium der Justiz, Bundesministerium der Verteidigung, Berlin 2020",
        "Boule, M. 1908. L’homme fossile de La Chapelle-aux-Saints. Comptes rendus, Paris, vol. 147, pp. 1349–1352.",
    ],
)
def test_names_titles_and_short_blocks_are_in_the_documents_language(text: str):
    assert detect_apart(text, "en") == ""


def test_nearest_kin_are_not_told_apart_by_one_paragraph():
    assert detect_apart(TEXTS["sk"], "cs") == detect_apart(TEXTS["cs"], "sk") == ""


#: Of gold sets: the language of the documents, and whether the set is monolingual.
SETS = (("pl", "poquad"), ("de", "xquad-de"), ("en", "xquad-en"))


def paragraphs(shared: Path, name: str) -> Iterator[str]:
    for path in sorted((shared / "eval" / name / "documents").iterdir()):
        yield from filter(None, map(str.strip, path.read_text("utf-8").split("\n")))


@pytest.mark.parametrize(("language", "name"), SETS)
def test_at_most_one_in_a_thousand_paragraphs_is_told_to_be_foreign_in_its_own_document(
    language: str, name: str, shared: Path
):
    texts = list(paragraphs(shared, name))
    flipped = [text for text in texts if detect_apart(text, language)]
    assert len(texts) > 200
    assert len(flipped) * 1000 <= len(texts)


@pytest.mark.parametrize(("language", "name"), SETS)
@pytest.mark.parametrize("document", ["en", "pl", "de", "fr"])
def test_nearly_every_long_paragraph_in_another_document_is_told(language: str, name: str, document: str, shared: Path):
    if language == document:
        return
    texts = [text for text in paragraphs(shared, name) if len(text.split()) >= 50]
    found = [detect_apart(text, document) for text in texts]
    assert found.count(language) >= 0.95 * len(texts)
    assert sum(one not in ("", language) for one in found) * 500 <= len(texts)
