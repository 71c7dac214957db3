import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.decode import decode
from documents.errors import DamagedDocument, DocumentError, WrongType
from tests.documents.tongues import TONGUES

POLISH = "Kanał został otwarty i nie ma śluz, ponieważ oba morza leżą „niemal” na tym samym poziomie. Źródło żółte."
GERMAN = "Der Kanal wurde eröffnet und hat keine Schleuse, weil die Meere für Schiffe hoch über der Straße lägen."
FRENCH = "Le canal a été ouvert à l’été et il n’a pas d’écluses, où les deux mers sont au même niveau, dès là."
RUSSIAN = "Канал был открыт в ноябре, и у него нет шлюзов, потому что оба моря лежат почти на одном уровне."
CZECH = "Kanál byl otevřen v listopadu a nemá zdymadla, protože obě moře jsou téměř stejné. Šťáva, žluťoučký kůň."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("text", [POLISH, GERMAN, "Plain English, no more."])
def test_unicode_is_told_with_and_without_its_mark(text: str, encoding: str):
    assert decode(text.encode(encoding))[0] == text


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (POLISH, "cp1250"), (POLISH.replace("„", "").replace("”", ""), "iso8859-2"), (CZECH, "cp1250"),
        (CZECH, "iso8859-2"), (GERMAN, "cp1252"), (FRENCH, "cp1252"), (RUSSIAN, "cp1251"), (RUSSIAN, "koi8-r"),
        ("“Red lines” – the Taliban’s", "cp1252"), ("Das kostet 5 € für alle.", "cp1252"),
    ],
)  # fmt: skip
def test_the_code_pages_of_europe_are_told_apart(text: str, encoding: str):
    assert decode(text.encode(encoding))[0] == text


#: What each code page was made for.
WRITTEN_IN = {
    "cp1252": "de fr es it pt nl sv da is", "iso8859-1": "de es it pt nl sv da is", "iso8859-15": "de fr",
    "cp1250": "pl cs sk hu ro hr", "iso8859-2": "pl cs sk hu ro hr", "cp1251": "ru uk bg", "iso8859-5": "ru uk bg",
    "koi8-r": "ru", "koi8-u": "uk", "cp866": "ru", "cp1253": "el", "iso8859-7": "el", "cp1254": "tr", "iso8859-9": "tr",
    "cp1257": "lt lv et", "iso8859-13": "lt lv et", "cp852": "pl cs sk hu", "cp850": "de fr es sv da", "cp437": "de",
    "mac-roman": "de fr es it",
}  # fmt: skip
PAIRS = [(page, language) for page, languages in WRITTEN_IN.items() for language in languages.split()]


def written(language: str, page: str, start: int = 0, end: int | None = None) -> bytes:
    """A piece of the language's text in the code page; what it does not have is left out."""
    return TONGUES[language][start:end].encode(page, errors="ignore")


@pytest.mark.parametrize(("page", "language"), PAIRS)
def test_a_paragraph_tells_its_code_page(page: str, language: str):
    data = written(language, page)
    assert decode(data)[0] == data.decode(page)


def right(length: int, step: int) -> list[bool]:
    """For windows of the texts, whether their characters came back; plain ASCII ones are left out."""
    return [
        decode(data)[0] == data.decode(page)
        for page, language in PAIRS
        for start in range(0, len(TONGUES[language]) - length, step)
        if not (data := written(language, page, start, start + length)).isascii()
    ]


@pytest.mark.parametrize(("length", "step", "share"), [(50, 61, 0.95), (100, 83, 0.98), (200, 97, 0.99)])
def test_few_words_nearly_always_tell_it(length: int, step: int, share: float):
    results = right(length, step)
    assert len(results) > 150
    assert sum(results) >= share * len(results)


def test_typographers_signs_alone_tell_the_code_page_of_english():
    text = "The Taliban’s “red lines” – and the Kremlin’s – weren’t the same. It’s known. " * 3
    for page in ("cp1252", "mac-roman"):
        assert decode(text.encode(page))[0] == text


def test_a_megabyte_is_told_in_a_moment():
    data = (written("ru", "koi8-r") * 3000)[:1_000_000]
    begin = time.process_time()
    assert decode(data)[1] == "koi8-r"
    assert time.process_time() - begin < 2


def test_a_few_broken_bytes_leave_a_text_utf8():
    text, encoding = decode(POLISH.encode() * 9 + b"\xc5")
    assert (text, encoding) == (POLISH * 9 + "\ufffd", "utf-8")


def test_packed_bytes_are_no_text():
    with pytest.raises(WrongType, match="not a text"):
        decode(bytes(range(256)) * 20)


def test_an_encoding_that_nobody_knows_says_to_save_as_utf8():
    with pytest.raises(DamagedDocument, match="save it as UTF-8"):
        decode(b" ".join(bytes((start + 37 * at) % 128 + 128 for at in range(7)) for start in range(40)))


@given(st.binary(max_size=300))
def test_any_bytes_are_a_text_or_a_document_error(data: bytes):
    try:
        text, encoding = decode(data)
    except DocumentError:
        return
    assert isinstance(text, str)
    assert encoding


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1))
def test_utf8_is_read_as_it_was_written(text: str):
    assert decode(text.encode())[0] == text.removeprefix("\ufeff")
