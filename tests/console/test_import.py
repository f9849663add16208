"""Importing: nothing is saved before somebody has seen what was understood and confirmed it."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from bot.web.console.words import doubts
from storage.database import Database
from storage.editing.uploads import LIFE
from storage.importer.limits import MAX_FILE_BYTES
from storage.models import ConsoleUpload, ImportWarning, Measure, Source
from tests.console.visitor import Office
from tests.shared import SHARED, needs_shared
from tests.system import MovableClock

PLAN = """แผนปฏิบัติการส่งเสริมคุณธรรมและความโปร่งใส เทศบาลตำบลโพน ประจำปีงบประมาณ พ.ศ. 2569
ที่,มาตรการ,ขั้นตอน,ผู้รับผิดชอบ,ระยะเวลา
1,เปิดยื่นคำร้องออนไลน์,เปิดหน้าเว็บ,กองคลัง,ต.ค. 2568 - มี.ค. 2569
2,ประชาสัมพันธ์ช่องทางร้องเรียน,ติดป้าย,สำนักปลัด,ม.ค. 2569 - ก.ย. 2569
"""


def uploads(admin: Office, content: bytes, name: str = "แผน.csv") -> TestResponse:
    return admin.uploads("/console/import", content, name)


def stored(database: Database) -> tuple[int, int, int]:
    with database.reading() as session:
        counts = [session.scalar(select(func.count()).select_from(table)) for table in (Source, Measure, ImportWarning)]
    return counts[0] or 0, counts[1] or 0, counts[2] or 0


def test_an_upload_is_shown_and_saved_only_when_confirmed(admin: Office, database: Database) -> None:
    before = stored(database), admin.revision()
    answer = uploads(admin, PLAN.encode())
    review = admin.reads(answer.headers["Location"])
    assert "เปิดยื่นคำร้องออนไลน์" in review and "ยังไม่มีอะไรถูกบันทึก" in review
    assert (stored(database), admin.revision()) == before
    assert admin.sends(f"{answer.headers['Location']}/confirm").headers["Location"] == "/console/import?done=imported"
    assert stored(database)[0] == before[0][0] + 1 and admin.revision() > before[1]
    assert admin.audit()[0].subject == "import" and admin.audit()[0].after["measures"] == 2
    assert "เปิดยื่นคำร้องออนไลน์" in admin.reads("/console/measures?year=2569")


def test_a_refused_upload_leaves_nothing(admin: Office, database: Database) -> None:
    before = stored(database)
    place = uploads(admin, PLAN.encode()).headers["Location"]
    assert admin.sends(f"{place}/refuse").headers["Location"] == "/console/import?done=refused"
    assert stored(database) == before
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(ConsoleUpload)) == 0
    assert admin.sends(f"{place}/confirm").status_code == 404


def test_the_same_document_again_changes_nothing(admin: Office) -> None:
    for done in ("imported", "same"):
        place = uploads(admin, PLAN.encode()).headers["Location"]
        assert admin.sends(f"{place}/confirm").headers["Location"].endswith(f"done={done}")


def test_an_upload_is_forgotten_after_two_hours_and_with_the_visit(
    admin: Office, office: Callable[..., Office], clock: MovableClock
) -> None:
    place = uploads(admin, PLAN.encode()).headers["Location"]
    colleague = office().logs_in()
    assert colleague.opens(place).status_code == 404, "a colleague's upload is theirs"
    for _ in range(5):
        clock.move(seconds=LIFE.total_seconds() / 5)
        admin.opens("/console/")
    assert admin.opens(place).status_code == 404


@needs_shared
def test_every_warning_is_shown_with_its_line(admin: Office) -> None:
    seed = next(path for path in sorted(Path(SHARED, "seeds").glob("000*")) if path.suffix in (".txt", ".md", ".docx"))
    answer = uploads(admin, seed.read_bytes(), seed.name)
    assert answer.status_code == 303, answer.text
    review = admin.reads(answer.headers["Location"])
    with admin.database.reading() as session:
        upload = session.scalars(select(ConsoleUpload)).one()
    warnings = [warning for document in upload.documents for warning in document["warnings"]]
    assert len(warnings) > 3
    for warning in warnings:
        assert warning["quote"] in review
        assert warning["line"] is None or f"บรรทัด {warning['line']}" in review


def test_another_agencys_document_is_asked_about(admin: Office) -> None:
    other = PLAN.replace("เทศบาลตำบลโพน", "องค์การบริหารส่วนตำบลโก")
    assert "ไม่ตรงกับ" in admin.reads(uploads(admin, other.encode()).headers["Location"])
    assert "ไม่ตรงกับ" not in admin.reads(uploads(admin, PLAN.encode()).headers["Location"])


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.exe", b"MZ"),
        ("", b"x"),
        ("a", b"x"),
        ("a.docx", b"no zip"),
        ("a.xlsx", b"PK\x03\x04 broken"),
        ("a.txt", b"\x00\x01\x02" * 100),
        ("a.csv", b""),
        ("../../etc/passwd", b"root"),
    ],
)
def test_what_is_no_document(admin: Office, database: Database, name: str, content: bytes) -> None:
    before = stored(database)
    answer = uploads(admin, content, name)
    assert answer.status_code == 422 and "ยังไม่ได้บันทึก" in answer.text
    assert stored(database) == before


def test_an_oversized_upload(admin: Office) -> None:
    answer = admin.uploads("/console/import", b"a" * (MAX_FILE_BYTES + 100_000), "a.txt")
    assert answer.status_code == 413 and "20 MB" in answer.text


def test_only_the_import_takes_more_than_a_megabyte(admin: Office) -> None:
    big = b"a\n" * (1 << 20)
    assert admin.uploads("/console/contacts", big, "a.txt").status_code == 413
    assert admin.uploads("/console/import", big, "a.txt").status_code == 422


def test_nobody_uploads_without_a_log_in(app: object, office: Callable[..., Office]) -> None:
    """The body is not even read: who is there is asked first."""
    stranger = office()
    answer = stranger.browser.post(
        "/console/import", data=b"a" * (MAX_FILE_BYTES * 2), content_type="multipart/form-data; boundary=x"
    )
    assert answer.status_code == 401


def test_the_empty_workbook(admin: Office) -> None:
    answer = admin.opens("/console/import/template.xlsx")
    assert answer.data[:2] == b"PK" and "attachment" in answer.headers["Content-Disposition"]


def test_every_doubt_of_the_importer_has_words() -> None:
    """A new check without words for the console fails here."""
    code = re.compile(r'"([A-Z]+(?:_[A-Z]+)+)"')
    folder = Path(__file__).parents[2] / "storage" / "importer"
    codes = {found for path in folder.rglob("*.py") for found in code.findall(path.read_text(encoding="utf-8"))}
    assert len(codes) > 50 and codes == set(doubts())


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.docx", b"no zip", "ไม่ตรงกับนามสกุล"),
        ("a.txt", b"", "ไฟล์ว่าง"),
        ("a.txt", "สวัสดี".encode(), "ไม่พบ"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0" + b"\x00" * 600, "รุ่นเก่า"),
    ],
)
def test_a_refused_file_is_told_why(admin: Office, name: str, content: bytes, words: str) -> None:
    assert words in uploads(admin, content, name).text
