import pytest

from documents.language import FUNCTION_WORDS, detect

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
