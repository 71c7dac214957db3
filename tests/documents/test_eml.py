from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.errors import DocumentError, EmptyDocument, WrongType
from documents.model import Document
from documents.readers import eml

BODY = """Dear colleagues,

the canal was closed for six days in March 2021,
and several hundred ships waited.

> How many ships were there?
> And where?
About four hundred:
  - at Suez
  - at Port Said

Regards
--\x20
Anna Nowak
Example Institute
"""


def message(body: str = BODY, sender: str = '"Nowak, Dr. Anna" <a@example.org>') -> EmailMessage:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = sender, "b@example.org", "The canal żegluga"
    made["Date"] = "Wed, 25 Aug 2021 23:30:00 +0200"
    made.set_content(body)
    return made


def blocks(document: Document) -> list[tuple[str, str]]:
    return [(block.kind, document.text_of(block)) for block in document.blocks]


def test_a_message_is_its_subject_its_paragraphs_and_its_quotations():
    document = eml.read(bytes(message()), "a.eml")
    assert blocks(document) == [
        ("title", "The canal żegluga"), ("paragraph", "Dear colleagues,"),
        ("paragraph", "the canal was closed for six days in March 2021, and several hundred ships waited."),
        ("quote", "How many ships were there? And where?"), ("paragraph", "About four hundred:"), ("item", "at Suez"),
        ("item", "at Port Said"), ("paragraph", "Regards"), ("furniture", "Anna Nowak"),
        ("furniture", "Example Institute"),
    ]  # fmt: skip
    metadata = document.metadata
    assert (metadata.title, metadata.authors, metadata.published) == (
        "The canal żegluga",
        ("Anna Nowak",),
        "2021-08-25",
    )
    assert metadata.provenance["authors"] == metadata.provenance["published"] == "mail header"


@pytest.mark.parametrize("sender", ["press@example.org", "Press Office <a@example.org>", "Example <x@example.org>"])
def test_an_address_or_a_desk_is_no_author(sender: str):
    assert eml.read(bytes(message(sender=sender)), "a.eml").metadata.authors == ()


def test_what_is_attached_is_named_and_not_read():
    made = message()
    made.add_attachment(b"secret words", maintype="application", subtype="pdf", filename="figures.pdf")
    document = eml.read(bytes(made), "a.eml")
    assert document.warnings == ("Attachments are not read (figures.pdf): add them as files of their own.",)
    assert "secret" not in document.text


def test_a_message_that_is_only_html_is_read_as_its_blocks():
    made = message()
    made.set_content("<h2>Head</h2><p>One<b>s</b> &amp; two.</p><style>p{}</style>", subtype="html")
    assert blocks(eml.read(bytes(made), "a.eml"))[1:] == [("heading", "Head"), ("paragraph", "Ones & two.")]


def test_the_plain_form_comes_before_the_other():
    made = message("Plain words.")
    made.add_alternative("<p>Other words.</p>", subtype="html")
    assert blocks(eml.read(bytes(made), "a.eml"))[1:] == [("paragraph", "Plain words.")]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_a_message_saved_in_utf_16_is_read(encoding: str):
    data = bytes(message()).decode("ascii").encode(encoding)
    assert "several hundred ships" in eml.read(data, "a.eml").text


def test_a_page_that_a_browser_saved_as_one_file_is_read_as_a_page():
    page = (
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://example.org/\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; type="text/html"; boundary="b"\r\n\r\n--b\r\nContent-Type: text/html\r\n'
        "Content-Transfer-Encoding: quoted-printable\r\n\r\n<meta charset=3Dutf-8><h1>The canal</h1><p>=C5=BBegluga is "
        "shipping.</p>\r\n--b\r\nContent-Type: image/png\r\n\r\nxx\r\n--b--\r\n"
    )
    document = eml.read(page.encode(), "a.mhtml")
    assert blocks(document) == [("title", "The canal"), ("paragraph", "Żegluga is shipping.")]
    assert document.media_type == "multipart/related"


def test_a_message_without_text_and_a_text_that_is_no_message_are_told_so():
    with pytest.raises(EmptyDocument, match="no text"):
        eml.read(b"From: a@example.org\nSubject: x\n\n", "a.eml")
    with pytest.raises(WrongType, match="none of its headers"):
        eml.read(b"Just a text.\n\nMore of it.", "a.eml")


HEADERS = st.sampled_from(
    ["From: a", "Subject: =?utf-8?q?=C5?=", "Date: x", "Content-Type: multipart/mixed; boundary=b", "--b", "--b--", "",
     "Content-Type: text/plain; charset=no", "Content-Transfer-Encoding: base64", "From: \"a, <",
     "Content-Type: text/html",
     "Content-Disposition: attachment; filename*=x''%", "MIME-Version: 1.0", "> q", "- i", "From: =?x?b?=", "Date: 99"]
)  # fmt: skip


@given(st.lists(st.one_of(HEADERS, st.text(max_size=20)), max_size=15).map("\n".join))
def test_any_message_is_a_document_or_a_document_error(text: str):
    try:
        document = eml.read(text.encode(errors="replace"), "a.eml")
    except DocumentError:
        return
    assert document.paragraphs


def test_a_date_that_no_clock_has_is_no_date():
    head = b"From: Anna Example <a@example.org>\nDate: Wed, 25 Aug 2021 42949672960:00:00 +0000\n\n"
    assert eml.read(head + b"The canal has no locks.", "a.eml").metadata.published == ""


def test_a_charset_that_cannot_be_is_told_by_the_bytes():
    named = b'Content-Type: text/plain; charset="utf\0-8"\n\n'  # far enough from the top not to look like UTF-16
    head = b"From: Anna Example <a@example.org>\nX-Way: " + b"far " * 60 + b"\nMIME-Version: 1.0\n" + named
    assert "Kana\u0142" in eml.read(head + "Kana\u0142 has no locks.".encode(), "a.eml").text
