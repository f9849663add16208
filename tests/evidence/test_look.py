"""What a content is, by its bytes, and what a name may be."""

import io
import zipfile
from contextlib import suppress

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from bot.evidence.look import NotKept, looked_at
from dialogs.records.evidence import Loss
from dialogs.records.filename import MAX_NAME, safe_name, with_ending
from tests.evidence.desk import CANARY, PDF, office, photo


def word_file() -> bytes:
    out = io.BytesIO()
    Document().save(out)
    return out.getvalue()


def excel_file() -> bytes:
    out = io.BytesIO()
    Workbook().save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "name", "kept_as", "media"),
    [
        (PDF, "รายงาน.pdf", "รายงาน.pdf", "application/pdf"),
        (PDF, "รายงาน.exe", "รายงาน.pdf", "application/pdf"),
        (PDF, "", "เอกสาร.pdf", "application/pdf"),
        (word_file(), "คู่มือ.docx", "คู่มือ.docx", "wordprocessingml.document"),
        (excel_file(), "ทะเบียน.docx", "ทะเบียน.xlsx", "spreadsheetml.sheet"),
        (office("ppt/presentation.xml"), "นำเสนอ.pptx", "นำเสนอ.pptx", "presentationml.presentation"),
    ],
)
def test_documents_are_kept_byte_for_byte_under_a_name_that_fits(
    content: bytes, name: str, kept_as: str, media: str
) -> None:
    kept = looked_at(content, name)
    assert kept.content == content and kept.name == kept_as and kept.media_type.endswith(media)


def test_a_picture_sent_as_a_file_is_redrawn_too() -> None:
    sent = photo().body
    assert CANARY.encode() in sent
    kept = looked_at(sent, "ภาพ.png")
    assert (kept.media_type, kept.name) == ("image/jpeg", "ภาพ.jpg") and CANARY.encode() not in kept.content


def bomb() -> bytes:
    return office(more={f"word/{number}": bytes(30_000_000) for number in range(8)})


def locked() -> bytes:
    """The flag of an encrypted part is set; its bytes do not matter."""
    content = bytearray(office())
    for head, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = -1
        while (start := content.find(head, start + 1)) >= 0:
            content[start + place] |= 1
    return bytes(content)


_TEMPLATE = (
    b'<Relationships><Relationship Id="r1" TargetMode="External" Target="http://x.test/t.dotm" '
    b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"/></Relationships>'
)
_HYPERLINK = _TEMPLATE.replace(b"attachedTemplate", b"hyperlink")


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", Loss.FOREIGN),
        (b"<svg/>", Loss.FOREIGN),
        (b"\xd0\xcf\x11\xe0" + bytes(100), Loss.FOREIGN),
        (b"%PDF-1.7" + bytes(4000), Loss.DAMAGED),
        (PDF + bytes(11 * 1024 * 1024), Loss.TOO_LARGE),
        (b"PK\x03\x04" + bytes(50), Loss.DAMAGED),
        (office("other/thing.xml"), Loss.FOREIGN),
        (office(more={"word/vbaProject.bin": b""}), Loss.MACROS),
        (office("xl/workbook.xml", {"xl/macrosheets/sheet1.xml": b""}), Loss.MACROS),
        (office(more={"word/activeX/activeX1.xml": b""}), Loss.MACROS),
        (office(more={"word/_rels/settings.xml.rels": _TEMPLATE}), Loss.MACROS),
        (locked(), Loss.DAMAGED),
        (bomb(), Loss.TOO_LARGE),
    ],
)
def test_what_is_not_kept(content: bytes, why: Loss) -> None:
    with pytest.raises(NotKept) as refused:
        looked_at(content, "a.pdf")
    assert refused.value.why is why


def test_an_ordinary_link_inside_a_document_is_no_reason() -> None:
    assert looked_at(office(more={"word/_rels/document.xml.rels": _HYPERLINK}), "a.docx").name == "a.docx"


def test_macros_by_content_type() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", b'<Types><Override ContentType="x.macroEnabled.main+xml"/></Types>')
        archive.writestr("word/document.xml", b"<w/>")
    with pytest.raises(NotKept) as refused:
        looked_at(out.getvalue(), "a.docx")
    assert refused.value.why is Loss.MACROS


@settings(deadline=None)  # what looks like a picture starts a process
@given(st.binary(max_size=300), st.sampled_from([b"", b"PK\x03\x04", b"%PDF-", PDF[:20], office()[:90]]))
def test_no_content_is_an_error_of_ours(rest: bytes, head: bytes) -> None:
    with suppress(NotKept):
        looked_at(head + rest, "a")


@given(st.text(max_size=200))
def test_a_safe_name_holds_nothing_but_a_name(sent: str) -> None:
    name = safe_name(sent)
    assert len(name) <= MAX_NAME and not set(name) & set("/\\\0\n\r\t\"'<>|:*?\u202e\u200f")
    assert not name.startswith((".", " ")) and safe_name(name) == name
    assert with_ending(name, ".pdf", "x").endswith(".pdf")


def test_names_people_and_attackers_send() -> None:
    assert safe_name("คู่มือ การยืม (ฉบับ 2).pdf") == "คู่มือ การยืม (ฉบับ 2).pdf"
    assert safe_name("../../etc/passwd") == "passwd"
    assert safe_name("C:\\temp\\a.pdf") == "a.pdf"
    assert safe_name("gpj\u202efdp.exe") == "gpjfdp.exe"
    assert safe_name("ก" * 300 + ".docx").endswith("ก.docx")
    assert safe_name("\u202e...") == ""
