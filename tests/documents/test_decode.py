import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.decode import decode
from documents.errors import DamagedDocument, DocumentError, WrongType

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


def test_a_few_broken_bytes_leave_a_text_utf8():
    text, encoding = decode(POLISH.encode() * 9 + b"\xc5")
    assert (text, encoding) == (POLISH * 9 + "\ufffd", "utf-8")


def test_packed_bytes_are_no_text():
    with pytest.raises(WrongType, match="not a text"):
        decode(bytes(range(256)) * 20)


def test_an_encoding_that_nobody_knows_says_to_save_as_utf8():
    with pytest.raises(DamagedDocument, match="save it as UTF-8"):
        decode(b"\x9d\x81\x8d\x8f\x90 a \x81\x8d")


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
