import io
import struct
import tracemalloc
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents import errors
from documents.package import LARGEST_PART, MOST_PARTS, Package, parse_xml
from documents.read import read


def zipped(parts: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return target.getvalue()


def zeros(size: int) -> bytes:
    """A zip with a part of so many zero bytes, which are never all in memory here."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("big", "w", force_zip64=True) as part,
    ):
        for _ in range(size >> 20):
            part.write(bytes(1 << 20))
    return target.getvalue()


def peak_of(action: Callable[[], object]) -> int:
    """The bytes that Python allocates at most while the action goes wrong as a document may."""
    tracemalloc.start()
    try:
        with pytest.raises(errors.DocumentError):
            action()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_parts_are_read_by_their_names():
    package = Package(zipped({"a.xml": b"<a>x</a>", "b/c": b"data"}))
    assert package.names == {"a.xml", "b/c"}
    assert package.read("b/c") == b"data"
    assert package.xml("a.xml").text == "x"


def test_a_part_that_is_not_there_is_a_damaged_file():
    with pytest.raises(errors.DamagedDocument):
        Package(zipped({"a": b""})).read("b")


def test_a_bomb_is_left_before_it_has_unpacked():
    data = zeros(1 << 28)
    assert len(data) < 500_000
    assert peak_of(lambda: Package(data).read("big")) < LARGEST_PART + 2_000_000


def test_what_a_header_says_of_a_size_is_not_believed():
    data = zeros(1 << 28)
    at = data.rindex(b"PK\x01\x02")
    lying = data[: at + 24] + struct.pack("<I", 100) + data[at + 28 :]
    assert zipfile.ZipFile(io.BytesIO(lying)).infolist()[0].file_size == 100
    assert peak_of(lambda: Package(lying).read("big")) < 2_000_000


def test_parts_that_are_each_small_enough_are_not_so_together():
    noise = bytes(range(256)) * 4
    part = b"".join(noise[i % 256 :] + noise[: i % 256] for i in range(50_000_000 // len(noise)))
    package = Package(zipped(dict.fromkeys("abc", part), zipfile.ZIP_STORED))
    assert len(package.read("a")) == len(package.read("b")) < LARGEST_PART
    with pytest.raises(errors.TooLarge, match="split it"):
        package.read("c")


def test_a_part_larger_than_any_is_too_large():
    package = Package(zipped({"a": bytes(LARGEST_PART + 1)}, zipfile.ZIP_STORED))
    with pytest.raises(errors.TooLarge):
        package.read("a")


def test_two_hundred_thousand_entries_are_counted_before_python_lists_them():
    entry = struct.pack("<4s6H3I5H2I", b"PK\x01\x02", *[20] * 2, *[0] * 4, *[0] * 3, 1, *[0] * 4, 0, 0) + b"x"
    directory = entry * 200_000
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 1, 1, len(directory), 0, 0)  # the count lies
    data = b"PK\x03\x04" + directory + end + b"."  # the dot, so that nothing is to be stripped off
    assert len(zipfile.ZipFile(io.BytesIO(data)).infolist()) == 200_000
    assert peak_of(lambda: Package(data)) < 1_000_000
    assert peak_of(lambda: read(data, "a.docx")) < 1_000_000


def test_as_many_parts_as_a_document_has_are_listed():
    assert len(Package(zipped({str(number): b"" for number in range(MOST_PARTS)})).names) == MOST_PARTS
    with pytest.raises(errors.TooComplex, match="unpack it"):
        Package(zipped({str(number): b"" for number in range(MOST_PARTS + 1)}))


def test_an_encrypted_part_asks_for_a_file_without_password():
    data = bytearray(zipped({"a": b"x"}))
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(errors.PasswordNeeded):
        Package(bytes(data))


def test_a_link_to_another_file_is_refused():
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        link = zipfile.ZipInfo("word/document.xml")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    with pytest.raises(errors.DamagedDocument):
        Package(target.getvalue())


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_only_the_two_ways_of_packing_that_office_files_use_are_opened(method):
    with pytest.raises(errors.DamagedDocument):
        Package(zipped({"a": b"x"}, method))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-be", "utf-32"])
def test_xml_that_declares_a_document_type_is_refused(encoding):
    laughs = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 10))
    text = f'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY l0 "ha">{laughs}]><a b="&l9;">&l9;</a>'
    with pytest.raises(errors.DocumentError):
        parse_xml(text.encode(encoding))


def test_xml_names_no_other_file(tmp_path):
    (tmp_path / "secret").write_text("secret")
    text = f'<!DOCTYPE a [<!ENTITY b SYSTEM "file://{tmp_path}/secret">]><a>&b;</a>'
    with pytest.raises(errors.TooComplex, match="declares a document type"):
        parse_xml(text.encode())


@pytest.mark.parametrize(
    "data",
    [
        b"<a>" * 1_000 + b"</a>" * 1_000,
        b"<a>" + b"x" * 11_000_000 + b"</a>",
        b"<a b='" + b"x" * 11_000_000 + b"'/>",
        b"<a>" + b"<b/>" * 4_000_001 + b"</a>",
    ],
    ids=["deep", "long text", "long attribute", "many elements"],
)
def test_xml_that_no_program_writes_is_too_complex(data):
    with pytest.raises(errors.TooComplex, match="save it anew"):
        parse_xml(data)


@pytest.mark.parametrize("data", [b"", b"<a>", b"text", b"<a b='1' b='2'/>", b"<a>&nbsp;</a>"])
def test_xml_that_is_not_well_formed_is_damaged(data):
    with pytest.raises(errors.DamagedDocument):
        parse_xml(data)


def test_comments_and_instructions_leave_the_text_around_them_whole():
    root = parse_xml(b"<a>one <!-- no -->two <?no no?>three</a>")
    assert root.text == "one two three"


@given(st.data())
def test_a_zip_with_any_bytes_changed_is_read_or_refused(data: st.DataObject):
    good = bytearray(zipped({"word/document.xml": b"<a>text</a>" * 20, "mimetype": b"application/x"}))
    for _ in range(data.draw(st.integers(1, 6))):
        good[data.draw(st.integers(0, len(good) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(good)))
    for changed in (bytes(good), bytes(good[:cut])):
        try:
            package = Package(changed)
            for name in package.names:
                package.read(name)
        except errors.DocumentError:
            continue
