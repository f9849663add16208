"""Facts in a sentence, key by key (contract.md, "Entity keys"; thai.md 4.3 and 5)."""

from datetime import date

import pytest

from dialogs.understanding.entities.extract import Extractor
from dialogs.understanding.entities.percents import correction, percent_in
from dialogs.understanding.normalise import chat_form

JANUARY = date(2026, 1, 15)
NOVEMBER = date(2025, 11, 2)
EXTRACTOR = Extractor()


def facts(text: str, intent: str = "documents", today: date = JANUARY) -> dict[str, object]:
    form = chat_form(text)
    return EXTRACTOR.entities(text, form, EXTRACTOR.facts(form, today), intent)


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("คะแนน ปี ๖๖", 2566), ("ปี66", 2566), ("ปี'66", 2566), ("พ.ศ.๒๕๖๖", 2566), ("2566", 2566), ("ITA66", 2566), ("ค.ศ. 2023", 2566),
        ("ปีงบ 67", 2567), ("ปีงบประมาณ พ.ศ. 2568", 2568), ("ปีนี้", 2569), ("ปีที่แล้ว", 2568), ("ปีก่อน", 2568), ("ปี๋ตี้แล้ว", 2568),
        ("สองปีก่อน", 2567),
        ("ปีหน้า", 2570),
        ("ปี 65 กับ 66", [2565, 2566]),
        ("ปี 6", None),
        ("มาตรการที่ 66", None),
        ("ย้อนหลัง 3 ปี", None),
        ("โทร 0812566123", None), ("ลูกอายุ 12 ปี", None),
    ],
)  # fmt: skip
def test_fiscal_years(text: str, year: object) -> None:
    assert facts(text).get("fiscal_year") == year


def test_relative_years_count_from_the_fiscal_year() -> None:
    assert facts("ปีนี้", today=NOVEMBER)["fiscal_year"] == 2569
    assert facts("ปีนี้", today=date(2025, 9, 30))["fiscal_year"] == 2568


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("สรุปรอบ๖เดือน", 6),
        ("รอบ หก เดือน", 6),
        ("รายงานรอบ 12 เดือน", 12),
        ("ไตรมาส 2", 6),
        ("ไตรมาสแรก", 3),
        ("ครึ่งปีแรก", 6),
        ("รอบ 9", 9),
        ("ผล 6 เดือนแรก", 6), ("รอบ 5 เดือน", None), ("แจ้งไป 3 เดือนแล้ว", None), ("เดือนที่แล้ว", None), ("สิ้นปีงบประมาณ", 12),
    ],
)  # fmt: skip
def test_rounds(text: str, months: int | None) -> None:
    assert facts(text, "summary").get("round_months") == months


@pytest.mark.parametrize(
    ("text", "percent"),
    [
        ("80%", 80), ("ร้อยละ ๘๕.๕", 85.5), ("ห้าสิบเปอร์เซ็นต์", 50), ("ครึ่งนึงแล้ว", 50), ("เต็มร้อย", 100), ("แก้จาก 40 เป็น 55", 55),
        ("ไม่ใช่ 40 เป็น 55", 55), ("ปรับเป็น 75", 75), ("มาตรการ 3 ได้ 45%", 45), ("แก้จาก 40% เป็น 55%", 55), ("130%", None),
        ("อบรมไป 40 คน", None), ("สกปรก", None),
    ],
)  # fmt: skip
def test_percents(text: str, percent: object) -> None:
    assert facts(text, "report_progress").get("percent") == percent


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("75 ค่ะ", 75), ("ครึ่งนึงแล้วค่ะ", 50), ("ร้อยละ ๘๕.๕", 85.5), ("130%", 130), ("เจ็ดสิบห้า", 75), ("ไม่ใช่ 40 เป็น 55", 55),
        ("ยังไม่เริ่ม", None), ("40% หรือ 50%", None), ("", None), ("100", 100), ("0", 0),
    ],
)  # fmt: skip
def test_the_percentage_of_an_answer(text: str, value: float | None) -> None:
    assert percent_in(chat_form(text)) == value


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("ไม่ใช่ 40 เป็น 55", ("40", "55")),
        ("ไม่ใช่กองคลัง เป็นกองช่าง", ("กองคลัง", "กองช่าง")),
        ("เดี๋ยวๆ ไม่ใช่กองคลัง เป็นกองช่างค่ะ", ("กองคลัง", "กองช่าง")),
        ("แก้จาก 40 เป็น 55 ครับ", ("40", "55")), ("ขอคะแนน", None), ("เป็นไงบ้าง", None),
    ],
)  # fmt: skip
def test_corrections(text: str, pair: tuple[str, str] | None) -> None:
    assert correction(text) == pair


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("o17 คืออะไร", "o17"),
        ("O๑๗", "o17"),
        ("โอ 17", "o17"),
        ("โอสิบเจ็ด", "o17"),
        ("ข้อ ๐๑๗", "o17"),
        ("OIT 17", "o17"),
        ("oit ข้อ 12", "o12"),
        ("i6", "i6"), ("ไอ 6", "i6"), ("e4", "e4"), ("EIT ข้อ 4", "e4"), ("o17.", "o17"), ("o17 ปี 68", "o17"), ("o44", None), ("o0", None),
        ("วิดีโอ 5", None), ("oit 66", None), ("o12 กับ o13", ["o12", "o13"]), ("ข้อ 17", None),
    ],
)  # fmt: skip
def test_question_codes(text: str, code: object) -> None:
    assert facts(text).get("question") == code


@pytest.mark.parametrize(
    ("text", "instrument"),
    [
        ("ขอ qr iit", "IIT"),
        ("อีไอที", "EIT"),
        ("EIT กับ IIT", ["EIT", "IIT"]),
        ("แบบวัดของผู้มีส่วนได้เสียภายนอก", "EIT"),
        ("unit", None),
        ("limit", None),
    ],
)
def test_instruments(text: str, instrument: object) -> None:
    assert facts(text, "survey").get("instrument") == instrument


@pytest.mark.parametrize(
    ("text", "intent", "name"),
    [
        ("คะแนนการใช้งบปี 67", "ita_score", "การใช้งบประมาณ"), ("สื่อสารได้เท่าไหร่", "ita_score", "ประสิทธิภาพการสื่อสาร"),
        ("ตัวชี้วัดที่ 9 ได้เท่าไหร่", "ita_score", "การเปิดเผยข้อมูล"), ("ป้องกันโกงกี่คะแนน", "ita_score", "การป้องกันการทุจริต"),
        ("การแก้ไขปัญหาการทุจริต", "ita_score", "การแก้ไขปัญหาการทุจริต"),
        ("ขอแผนใช้งบประมาณ", "documents", None),
        ("ตัวชี้วัดที่ 11", "ita_score", None),
    ],
)  # fmt: skip
def test_indicators(text: str, intent: str, name: str | None) -> None:
    assert facts(text, intent).get("indicator") == name


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("เบอร์กองคลัง", "กองคลัง"),
        ("กองสาธา", "กองสาธารณสุขและสิ่งแวดล้อม"),
        ("กองสาธารณสุข และสิ่งแวดล้อม", "กองสาธารณสุขและสิ่งแวดล้อม"),
        ("สนง.ปลัด", "สำนักปลัด"), ("กองการศึกษาฯ", "กองการศึกษา"), ("ฝ่ายช่าง", "กองช่าง"), ("กองแผน", "กองยุทธศาสตร์และงบประมาณ"),
        ("รายงาน progress", None), ("ช่างเถอะ", None), ("คลังข้อมูล", None), ("กองคลังกับกองช่าง", ["กองคลัง", "กองช่าง"]),
    ],
)  # fmt: skip
def test_units(text: str, unit: object) -> None:
    assert facts(text, "contact").get("unit") == unit


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1234 5678 9012 3456", "1234567890123456"),
        ("รหัส ๑๒๓๔-๕๖๗๘-๙๐๑๒-๓๔๕๖ ครับ", "1234567890123456"),
        ("1234567890123456", "1234567890123456"),
        ("เลขรับเรื่อง 1234 5678 9012 345", "123456789012345"), ("โทร 081-222-5555", None), ("12345678901234567890", None),
    ],
)  # fmt: skip
def test_receipts(text: str, code: str | None) -> None:
    assert facts(text, "complaint_follow_up").get("receipt") == code


@pytest.mark.parametrize(
    ("text", "key", "value"),
    [
        ("31 มิถุนายน 2566", "date", {"invalid": "31 มิถุนายน 2566"}),
        ("29 ก.พ. 2567", "date", "2024-02-29"),
        ("29 ก.พ. 2566", "date", {"invalid": "29 ก.พ. 2566"}),
        ("๑/๑๐/๖๖", "date", "2023-10-01"),
        ("5 ม.ค.", "date", "2026-01-05"),
        ("เดือนมีนา", "month", 3),
        ("เดือน 3", "month", 3),
        ("กรกฏาคม", "month", 7),
        ("มีคนแจ้ง", "month", None), ("สอบ ก.พ.", "month", None), ("3 เดือน", "month", None), ("31 มี.ค. 2566", "month", None),
    ],
)  # fmt: skip
def test_dates_and_months(text: str, key: str, value: object) -> None:
    assert facts(text).get(key) == value


@pytest.mark.parametrize(
    ("text", "intent", "phrase"),
    [
        ("มาตรการประชาสัมพันธ์ถึงไหนแล้วคะ", "measure_status", "ประชาสัมพันธ์"),
        ("มาตรการ e-Service ถึงไหนแล้ว", "measure_status", "e-Service"),
        ("ใครรับผิดชอบมาตรการลดขั้นตอนบริการคะ", "measure_status", "ลดขั้นตอนบริการ"), ("มาตรการข้อ ๒", "measure_status", "ข้อ ๒"),
        ("มาตรการที่ 4 เสร็จยัง", "measure_status", "ที่ 4"), ("อันคู่มือยืมทรัพย์สิน", "report_progress", "คู่มือยืมทรัพย์สิน"),
        ("ถ้ามาตรการ One Stop Service เสร็จแล้วไลน์มาบอกด้วย", "follow", "One Stop Service"),
        ("no gift policy ทำไปถึงขั้นไหนแล้ว", "measure_status", "no gift policy"),
        ("มาตรการทั้งหมด", "measure_status", None), ("มาตรการถึงไหนแล้ว", "measure_status", None), ("ความคืบหน้า", "measure_status", None),
        ("ขอลงผลมาตรการหน่อยค่ะ", "report_progress", None),
        ("เลิกติดตามมาตรการนี้", "follow", None),
        ("มาตรการของกองคลังเป็นไง", "measure_status", None),
        ("ข้อ 2 กับข้อ 3", "follow", ["ข้อ 2", "ข้อ 3"]),
        ("อันที่สองเป็นไง", "measure_status", "อันที่สอง"),
        ("คะแนนปีนี้", "ita_score", None),
    ],
)  # fmt: skip
def test_measures_as_typed(text: str, intent: str, phrase: object) -> None:
    assert facts(text, intent).get("measure") == phrase


@pytest.mark.parametrize(
    ("text", "facet"),
    [
        ("ใครรับผิดชอบ", "owner"),
        ("มาตรการ e-service เสร็จเมื่อไหร่", "due"),
        ("ขอดูหลักฐาน", "evidence"),
        ("เหลืออะไรบ้าง", "next"),
        ("มาตรการนี้คืออะไร", "what"),
        ("e-service เสร็จยัง", "done"), ("มาตรการประชาสัมพันธ์", None),
    ],
)  # fmt: skip
def test_facets(text: str, facet: str | None) -> None:
    assert facts(text, "measure_status").get("facet") == facet


@pytest.mark.parametrize("text", ["มาตรการประชุมประจำเดือนถึงไหนแล้วคะ", "ประชุมประจำเดือนถึงไหนแล้ว"])
def test_a_months_meeting_is_the_name_of_a_measure(text: str) -> None:
    assert facts(text, "measure_status")["measure"] == "ประชุมประจำเดือน"
