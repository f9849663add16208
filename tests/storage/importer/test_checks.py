"""Each doubt on a small document that has just that fault, and none on one that has no fault."""

import pytest

from storage.importer.document import ImportedDocument
from storage.importer.readers.text import read_text
from storage.importer.understand import understand

HEAD = "ที่\tมาตรการ\tขั้นตอนการดำเนินงาน\tผู้รับผิดชอบ\tระยะเวลาดำเนินการ\tการติดตามผล"
ROWS = (
    "1\tจัดทำคู่มือการยืมทรัพย์สิน\tทำร่างคู่มือ\tกองคลัง\tต.ค. 2567 - ธ.ค. 2567\tรอบ 6 เดือน\n"
    "2\tอบรมจริยธรรมเจ้าหน้าที่\tเชิญวิทยากร\tสำนักปลัด\tม.ค. 2568\tรอบ 12 เดือน"
)
CLEAN = (
    "แผนมาตรการส่งเสริมคุณธรรมและความโปร่งใส ประจำปีงบประมาณ พ.ศ. 2568\n"
    "เทศบาลตำบลก้อ อำเภอลี้ จังหวัดลำพูน\n"
    "ผลการประเมิน ITA ประจำปีงบประมาณ พ.ศ. 2567 มีคะแนนรวม 91.20 คะแนน ระดับ ผ่าน\n\n"
    f"{HEAD}\n{ROWS}\n"
)
SCORES = (91.5, 88.0, 90.25, 87.75, 89.1, 93.2, 90.0, 85.5, 96.0, 100.0)
NAMES = (
    "การปฏิบัติหน้าที่", "การใช้งบประมาณ", "การใช้อำนาจ", "การใช้ทรัพย์สินของราชการ", "การแก้ไขปัญหาการทุจริต", "คุณภาพการดำเนินงาน",
    "ประสิทธิภาพการสื่อสาร", "การปรับปรุงการทำงาน", "การเปิดเผยข้อมูล", "การป้องกันการทุจริต",
)  # fmt: skip
SURVEY = (
    "ประกาศเทศบาลตำบลก้อ\nเรื่อง แบบวัด EIT ปีงบประมาณ พ.ศ. 2568\nอำเภอลี้ จังหวัดลำพูน\nแบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายนอก (EIT) "
)


def _read(text: str) -> ImportedDocument:
    return understand(read_text("plan.txt", text.encode()))


def _codes(text: str) -> set[str]:
    return {warning.code for warning in _read(text).warnings}


def _with_scores(total: str, scores: tuple[float, ...] = SCORES) -> str:
    lines = "\n".join(f"{name}\t{score:.2f}" for name, score in zip(NAMES, scores, strict=True))
    return CLEAN.replace("91.20", total) + f"\nตัวชี้วัด\tคะแนน\n{lines}\n"


def test_a_document_without_a_fault_raises_nothing() -> None:
    assert _codes(CLEAN) == set()
    assert _codes(_with_scores("92.87").replace("ระดับ ผ่าน", "ระดับ ผ่านดี")) == set()


@pytest.mark.parametrize(
    ("code", "old", "new"),
    [
        ("DISTRICT_NOT_IN_PROVINCE", "อำเภอลี้", "อำเภอนิคมน้ำอูน"),
        ("PROVINCE_UNKNOWN", "จังหวัดลำพูน", "จังหวัดลำพน"),
        ("AGENCY_NAME_VARIANT", "ผลการประเมิน ITA", "เทศบาลตำบลก้ะ มีผลการประเมิน ITA"),
        ("FISCAL_YEAR_MISMATCH", "เชิญวิทยากร", "เชิญวิทยากรของปีงบประมาณ พ.ศ. 2563"),
        ("INVALID_DATE", "เชิญวิทยากร", "เชิญวิทยากรวันที่ 31 เมษายน 2568"),
        ("TWO_DIGIT_YEAR", "ม.ค. 2568", "ม.ค. 68"),
        ("PERIOD_OUTSIDE_YEAR", "ม.ค. 2568", "ม.ค. 2568 - ธ.ค. 2568"),
        ("PERIOD_UNREAD", "ม.ค. 2568", "5 วันทำการ"),
        ("PERIOD_UNBALANCED", "ม.ค. 2568", "ม.ค. 2568 (เริ่มงาน"),
        ("LEVEL_MISMATCH", "91.20 คะแนน ระดับ ผ่าน", "61.20 คะแนน ระดับ ผ่าน"),
        ("LEVEL_SCHEME_MISMATCH", "ระดับ ผ่าน", "ระดับ A"),
        ("SCORE_TABLE_MISSING", "91.20 คะแนน", "91.20 มีรายละเอียดดังนี้"),
        ("UNIT_SYNONYM", "สำนักปลัด", "สำนักงานปลัด"),
        ("UNITS_UNREAD", "กองคลัง", "คุณพี่ใจดี"),
        ("DUPLICATE_WORD", "เชิญวิทยากร", "เชิญ วิทยากร วิทยากร ภายนอก"),
        ("LIST_NUMBER_GAP", "เชิญวิทยากร", "1.เชิญ 2.อบรม 4.สรุป"),
        ("OCR_TYPO", "ประจำปีงบประมาณ พ.ศ. 2567", "ประจำปีงปประมาณ พ.ศ. 2567"),
        ("MEASURE_IS_INDICATOR_NAME", "อบรมจริยธรรมเจ้าหน้าที่", "การใช้งบประมาณ"),
        ("PERSON_NAME", "เชิญวิทยากร", "เชิญ นางสาวสมใจ ดีงาม"),
        ("PERSONAL_DATA", "เชิญวิทยากร", "เลข 1-1037-02071-81-1"),
        ("NOT_FOR_PUBLIC", "เชิญวิทยากร", "ยังมีเจ้าหน้าที่บางรายเรียกรับสินบน"),
        ("HTML_IN_TEXT", "เชิญวิทยากร", "<p>เชิญวิทยากร</p>"),
        ("SCORE_IN_PROSE", "เชิญวิทยากร", "เชิญวิทยากร เพราะคะแนนการประเมิน 75 นั้นยังน้อยอยู่มาก"),
    ],
)
def test_one_fault_raises_one_doubt(code: str, old: str, new: str) -> None:
    assert old in CLEAN
    text = CLEAN.replace(old, new)
    assert code in _codes(text)
    warning = next(warning for warning in _read(text).warnings if warning.code == code)
    assert warning.note
    assert warning.line is None or 1 <= warning.line <= text.count("\n")


def test_a_total_that_does_not_recompute() -> None:
    assert "TOTAL_MISMATCH" in _codes(_with_scores("95.50"))


def test_equal_scores_are_kept_and_said() -> None:
    document = _read(_with_scores("92.87", (*SCORES[:2], 88.0, *SCORES[3:])))
    assert (
        document.assessment.indicator_scores["power_use"] == document.assessment.indicator_scores["budget_use"] == 88.0
    )
    assert "EQUAL_SCORES" in {warning.code for warning in document.warnings}


def test_another_order_of_indicators_is_said() -> None:
    lines = "\n".join(
        f"{n}. {name}\t{s:.2f}" for n, (name, s) in enumerate(reversed(list(zip(NAMES, SCORES, strict=True))), 1)
    )
    document = _read(CLEAN + f"\nตัวชี้วัด\tคะแนน\n{lines}\n")
    assert document.assessment.indicator_scores["duty_performance"] == 91.5
    assert "INDICATOR_ORDER_DIFFERS" in {warning.code for warning in document.warnings}


def test_a_row_that_repeats_another() -> None:
    repeated = ROWS.split("\n", maxsplit=1)[0].replace("1\t", "3\t", 1)
    assert "DUPLICATE_ROW" in _codes(CLEAN + repeated + "\n")


def test_a_code_that_does_not_fit_its_text() -> None:
    table = "ตัวชี้วัด\tข้อคำถาม\tมาตรการ\tผู้รับผิดชอบ\nการเปิดเผยข้อมูล\tข้อ ๐๑๓ ควรลงข้อมูล E-Service\tเพิ่มข้อมูล\tกองคลัง\n"
    found = _codes(CLEAN.split(HEAD, maxsplit=1)[0] + table)
    assert {"OIT_CODE_OCR"} <= found
    assert "OIT_CODE_CONTENT_MISMATCH" not in found, "in the list of 2567 E-Service is o13"
    assert "OIT_CODE_CONTENT_MISMATCH" in _codes(
        CLEAN.split(HEAD, maxsplit=1)[0].replace("2567", "2566").replace("2568", "2567") + table
    )


def test_a_question_under_the_wrong_indicator() -> None:
    table = "ตัวชี้วัด\tข้อคำถาม\tมาตรการ\tผู้รับผิดชอบ\nการใช้อำนาจ\ti6 หน่วยงานจัดซื้ออย่างไร\tเปิดเผยการจัดซื้อ\tกองคลัง\n"
    assert "QUESTION_INDICATOR_MISMATCH" in _codes(CLEAN.split(HEAD, maxsplit=1)[0] + table)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("WINDOW_REVERSED", "https://itas.nacc.go.th/go/eit/ab12cd ตั้งแต่วันที่ 30 มิถุนายน 2568 ถึงวันที่ 3 มกราคม 2568"),
        ("WINDOW_MISSING", "https://itas.nacc.go.th/go/eit/ab12cd"),
        ("INVALID_DATE", "https://itas.nacc.go.th/go/eit/ab12cd ตั้งแต่วันที่ 3 มกราคม 2568 ถึงวันที่ 31 มิถุนายน 2568"),
        ("SURVEY_HOST_LOOKALIKE", "https://itas-nacc.go.th/go/eit/ab12cd ตั้งแต่วันที่ 3 มกราคม 2568 ถึงวันที่ 30 มิถุนายน 2568"),
        ("SURVEY_LINK_INSECURE", "http://itas.nacc.go.th/go/eit/ab12cd ตั้งแต่วันที่ 3 มกราคม 2568 ถึงวันที่ 30 มิถุนายน 2568"),
        ("INTERNAL_LINK_PUBLISHED", "https://itas.nacc.go.th/go/iit/ab12cd ตั้งแต่วันที่ 3 มกราคม 2568 ถึงวันที่ 30 มิถุนายน 2568"),
    ],
)
def test_surveys(code: str, words: str) -> None:
    assert code in _codes(SURVEY + words + "\n")


def test_a_good_survey_raises_nothing() -> None:
    words = "https://itas.nacc.go.th/go/eit/ab12cd ตั้งแต่วันที่ 3 มกราคม 2568 ถึงวันที่ 30 มิถุนายน 2568\n"
    assert _codes(SURVEY + words) == set()


def test_ticks_that_are_missing_or_too_many_leave_the_status_unknown() -> None:
    table = (
        "มาตรการ\tผู้รับผิดชอบ\tดำเนินการแล้ว\tยังไม่ดำเนินการ\nลดขั้นตอน\tกองคลัง\t✓\t\nเปิดข้อมูล\tกองช่าง\t\t\nอบรม\tกองช่าง\t/\t/\n"
    )
    document = _read(CLEAN.split(HEAD, maxsplit=1)[0] + table)
    assert [row.status for row in document.rows] == ["done", "unknown", "unknown"]
    assert "EMPTY_TICK_COLUMNS" in {warning.code for warning in document.warnings}
