"""Original evidence: refused unless it was asked for knowingly; then kept as it came, and shown nowhere."""

from io import BytesIO

import pytest
from docx import Document
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from bot.complaints.parts import ComplaintParts
from dialogs.complaints.desk_words import desk_words
from dialogs.complaints.words import Words
from handlers.complaints import originals
from handlers.complaints.originals import MAX_BYTES, MAX_ORIGINALS, NotAnOriginal, OriginalTooLarge, original
from handlers.complaints.webdraft import WebDraft, open_draft, seal_draft
from storage.complaints.audit import Act
from storage.complaints.records import Evidence
from tests.complaints.atdesk import AtDesk
from tests.complaints.browse import Reporter, shown_code
from tests.complaints.conftest import Office
from tests.complaints.pictures import loaded_jpeg

th = Words("th")
PDF = b"%PDF-1.7\n/Author (CANARY-AUTHOR)\n%%EOF"


def docx() -> bytes:
    out = BytesIO()
    Document().save(out)
    return out.getvalue()


def xlsx() -> bytes:
    out = BytesIO()
    Workbook().save(out)
    return out.getvalue()


KINDS = {
    "pdf": PDF,
    "docx": docx(),
    "xlsx": xlsx(),
    "mp3": b"ID3\x04" + bytes(20),
    "m4a": b"\0\0\0\x20ftypM4A \0\0",
    "mp4": b"\0\0\0\x20ftypmp42\0\0",
    "ogg": b"OggS" + bytes(20),
    "wav": b"RIFF\0\0\0\0WAVEfmt ",
    "webp": b"RIFF\0\0\0\0WEBPVP8 ",
    "jpg": loaded_jpeg(),
    "doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100) + "WordDocument".encode("utf-16-le"),
}
NO_KIND = {
    "program": b"MZ\x90\0" + bytes(100),
    "elf": b"\x7fELF" + bytes(100),
    "page": b"<!doctype html><script>alert(1)</script>",
    "drawing": b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
    "archive": b"PK\x03\x04" + bytes(100),
    "words": "เอกสาร".encode(),
    "nothing": b"",
}


@pytest.mark.parametrize("ending", KINDS)
def test_the_kind_is_told_by_content(ending: str) -> None:
    kept = original(KINDS[ending], ())
    assert kept.name == f"original-1.{ending}" and kept.content == KINDS[ending] and kept.original


@pytest.mark.parametrize("what", NO_KIND)
def test_what_is_neither_document_nor_recording_nor_picture_is_refused(what: str) -> None:
    with pytest.raises(NotAnOriginal):
        original(NO_KIND[what], ())


def test_the_size_has_an_end() -> None:
    half = original(PDF + bytes(MAX_BYTES // 2), ())
    with pytest.raises(OriginalTooLarge):
        original(PDF + bytes(MAX_BYTES // 2), (half,))
    with pytest.raises(OriginalTooLarge):
        original(PDF + bytes(MAX_BYTES // 2), (), [bytes(6 * 1024 * 1024)])


def test_a_draft_brings_its_files_back_whole() -> None:
    first, second = original(PDF, ()), original(KINDS["mp3"], (original(PDF, ()),))
    draft = WebDraft("1", {"what": "ก\0ข"}, pictures=(b"one\0", b""), originals=(first, second))
    field = seal_draft(draft, [bytes(32)], "phon")
    assert open_draft(field, [bytes(32)], "phon") == draft
    large = WebDraft("1", {}, originals=(original(PDF + bytes(MAX_BYTES - 100), ()),))
    assert len(seal_draft(large, [bytes(32)], "phon")) < 1.34 * MAX_BYTES


@given(
    st.binary(max_size=300),
    st.sampled_from([b"", b"PK\x03\x04", b"RIFF", b"\0\0\0 ftyp", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"]),
)
def test_any_bytes_are_kept_as_they_are_or_refused(tail: bytes, head: bytes) -> None:
    try:
        kept = original(head + tail, ())
    except NotAnOriginal:
        return
    assert kept.content == head + tail and kept.name.startswith("original-1.") and "/" in kept.media_type


@given(
    st.dictionaries(st.sampled_from(["what", "who"]), st.text(st.characters(exclude_categories=["Cs"]))),
    st.lists(st.binary(max_size=50), max_size=4),
    st.lists(st.binary(max_size=50), max_size=3),
)
def test_any_draft_comes_back_whole(answers: dict[str, str], pictures: list[bytes], files: list[bytes]) -> None:
    kept = tuple(Evidence(f"original-{n}.pdf", "application/pdf", one, original=True) for n, one in enumerate(files, 1))
    draft = WebDraft("1", answers, pictures=tuple(pictures), originals=kept)
    assert open_draft(seal_draft(draft, [bytes(32)], "phon"), [bytes(32)], "phon") == draft


def attach(reporter: Reporter, *files: tuple[str, bytes], tick: bool) -> Reporter:
    """Press the review's button of the page with these files in the field for originals."""
    more = {"keep_originals": "yes"} if tick else {}
    sent = [(BytesIO(content), name) for name, content in files]
    return reporter.press("/review", what="เรื่อง", originals=sent, **more)


def test_without_the_tick_nothing_is_kept(client: FlaskClient, office: Office) -> None:
    reporter = attach(Reporter(client), ("งบของฉัน.pdf", PDF), tick=False)
    assert reporter.page.status_code == 422 and th("form.originals_untold") in reporter.text
    reporter.press("/review")
    reporter.press("/send", code=shown_code(reporter.page))
    opened = office.desk("ก้อย").read(office.desk("ก้อย").held()[0].row.number)
    assert opened is not None and not opened.files


def test_a_document_among_the_pictures_is_refused_with_advice(client: FlaskClient) -> None:
    reporter = Reporter(client).press("/review", [("a.pdf", PDF)], what="เรื่อง")
    assert reporter.page.status_code == 422 and th("form.no_documents") in reporter.text


def test_an_original_is_kept_as_it_came_and_shown_nowhere(
    client: FlaskClient, parts: ComplaintParts, office: Office
) -> None:
    reporter = attach(Reporter(client), ("งบของฉัน.pdf", PDF), ("เสียง.mp3", KINDS["mp3"]), tick=True)
    assert th("form.originals_kept", count=2) in reporter.text
    code = shown_code(reporter.page)
    reporter.press("/send", code=code)
    raw = office.file.path.read_bytes()
    assert b"CANARY-AUTHOR" not in raw and "งบของฉัน".encode() not in raw
    number = office.desk("ก้อย").held()[0].row.number
    koi = AtDesk(parts, office, "ก้อย").logs_in().goes(f"/desk/case/{number}")
    assert "original-1.pdf" in koi.text and "งบของฉัน" not in koi.text and "<img" not in koi.text
    opened = office.desk("ต้น").read(number)
    assert opened is not None and [one.content for one in opened.originals.values()] == [PDF, KINDS["mp3"]]
    for id_ in opened.originals:
        assert koi.goes(f"/desk/case/{number}/picture/{id_}").page.status_code == 404
    follow = Reporter(client).visit("follow").press("/follow", code=code)
    assert th("follow.originals", count=2) in follow.text


def test_a_download_is_warned_of_and_written_down(client: FlaskClient, parts: ComplaintParts, office: Office) -> None:
    reporter = attach(Reporter(client), ("a.pdf", PDF), tick=True)
    reporter.press("/send", code=shown_code(reporter.page))
    number = office.desk("ก้อย").held()[0].row.number
    opened = office.desk("ก้อย").read(number)
    assert opened is not None
    (id_,) = opened.originals
    page = f"/desk/case/{number}/original/{id_}"
    koi = AtDesk(parts, office, "ก้อย").logs_in().goes(page)
    assert desk_words("original_who") in koi.text and "CANARY-AUTHOR" not in koi.text
    koi.presses(page)
    assert desk_words("original_who") in koi.text
    koi.presses(page, sure="yes")
    assert koi.page.get_data() == PDF and koi.page.mimetype == "application/octet-stream"
    assert koi.page.headers["Content-Disposition"] == f'attachment; filename="{number}-original-1.pdf"'
    assert koi.page.headers["X-Content-Type-Options"] == "nosniff"
    assert [entry.act for entry in office.desk("ต้น").visible_audit()].count(Act.DOWNLOADED) == 1


def test_originals_leave_with_an_export_only_when_chosen(
    client: FlaskClient, parts: ComplaintParts, office: Office
) -> None:
    reporter = attach(Reporter(client), ("a.pdf", PDF), tick=True)
    reporter.press("/send", code=shown_code(reporter.page))
    case = f"/desk/case/{office.desk('ก้อย').held()[0].row.number}"
    koi = AtDesk(parts, office, "ก้อย").logs_in().goes(case)
    koi.presses("/export")
    assert koi.page.get_json(force=True)["pictures"] == [] and "originals" not in koi.page.get_json(force=True)
    koi.goes(case).presses("/export", originals="yes")
    assert [one["name"] for one in koi.page.get_json(force=True)["originals"]] == ["original-1.pdf"]


def test_they_stay_through_a_correction_and_can_be_taken_out(client: FlaskClient) -> None:
    reporter = attach(Reporter(client), ("a.pdf", PDF), tick=True)
    reporter.press("/phon/")
    assert th("form.originals_kept", count=1) in reporter.text
    reporter.press("/review", what="แก้")
    assert th("form.originals_kept", count=1) in reporter.text
    reporter.press("/phon/").press("/review", drop_originals="yes")
    assert th("form.originals_kept", count=1) not in reporter.text and reporter.page.status_code == 200


def test_too_many_and_too_large_are_told(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    many = attach(Reporter(client), *[(f"{n}.pdf", PDF) for n in range(MAX_ORIGINALS + 1)], tick=True)
    assert th("form.originals_too_many", count=MAX_ORIGINALS) in many.text
    monkeypatch.setattr(originals, "MAX_BYTES", 50_000)
    large = attach(Reporter(client), ("a.pdf", PDF + bytes(50_000)), tick=True)
    assert th("form.originals_too_large", size=5) in large.text
    other = attach(Reporter(client), ("a.exe", NO_KIND["program"]), tick=True)
    assert th("form.originals_kinds") in other.text


def test_a_message_later_can_bring_an_original(client: FlaskClient, office: Office) -> None:
    reporter = Reporter(client)
    code = reporter.report(what="เรื่อง")
    reporter.visit("follow").press("/follow", code=code)
    sent = [(BytesIO(PDF), "a.pdf")]
    reporter.press("/follow/write", originals=sent)
    assert reporter.page.status_code == 422 and th("form.originals_untold") in reporter.text
    reporter.press("/follow/write", originals=[(BytesIO(PDF), "a.pdf")], keep_originals="yes")
    assert th("follow.written") in reporter.text and th("follow.files_only") in reporter.text
    opened = office.desk("ก้อย").read(office.desk("ก้อย").held()[0].row.number)
    assert opened is not None and len(opened.originals) == 1 and opened.messages[0].proven
