"""Single values: every form of domain.md 2.4–2.6, and the ones around them."""

import pytest

from storage.importer.columns import fused_statuses, meaning
from storage.importer.normalise.codes import codes_in, questions_of
from storage.importer.normalise.indicators import indicator_of, indicators_in, instrument_of
from storage.importer.normalise.lists import listing
from storage.importer.normalise.people import without_names
from storage.importer.normalise.periods import period_of
from storage.importer.normalise.rounds import rounds_in
from storage.importer.normalise.status import is_mark, status_of
from storage.importer.normalise.units import units_in
from storage.importer.parts.surveys import looks_like_host
from storage.places import places


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("ม.ค.-มี.ค. ๖๖", "2023-01", "2023-03"),
        ("ตลอด ปีงบประมาณ ๒๕๖๙", "2025-10", "2026-09"),
        ("ไตรมาส ๑-๒ ปรับปรุงข้อมูล และต่อเนื่องใน ปีงบประมาณ ๒๕๖๙", "2025-10", "2026-03"),
        ("ไตรมาสที่ ๑- ๒ (ต้องแล้วเสร็จก่อน)", "2025-10", "2026-03"),
        ("เดือนมีนาคม2566", "2023-03", "2023-03"),
        ("ต.ค. 65 - ก.ย. 66", "2022-10", "2023-09"),
        ("เดือน ต.ค.- ธ.ค. 2566", "2023-10", "2023-12"),
        ("1 ต.ค. 2566 - 31 มี.ค. 2567", "2023-10", "2024-03"),
        ("ต.ค. - มี.ค. 2567", "2023-10", "2024-03"),
        ("ไตรมาส 1/2567", "2023-10", "2023-12"),
        ("มกราคม 2569 เป็นต้นไป", "2026-01", "2026-09"),
        ("6 เดือนแรก", "2025-10", "2026-03"),
        ("พ.ย.", "2025-11", "2025-11"),
    ],
)
def test_periods(text: str, start: str, end: str) -> None:
    period = period_of(text, 2569)
    assert period is not None
    assert (period.start, period.end) == (start, end)


@pytest.mark.parametrize("text", ["", "-", "ตามความเหมาะสม"])
def test_no_period_is_made_up(text: str) -> None:
    assert period_of(text, 2569) is None


def test_months_without_any_year_stay_open() -> None:
    assert period_of("ม.ค. - มี.ค.", None) is None


@pytest.mark.parametrize(
    ("text", "rounds"),
    [
        ("รายงานผล - รอบ ๖ เดือน - รอบ ๑๒ เดือน", (6, 12)),
        ("-รอบ ๓ เดือน -รอบ ๖ เดือน -รอบ ๙ เดือน -รอบ ๑๒ เดือน", (3, 6, 9, 12)),
        ("ทุก ๖ เดือน", (6, 12)),
        ("สรุปผลรอบ ๖/๑๒ เดือน", (6, 12)),
        ("รายไตรมาส", (3, 6, 9, 12)),
        ("ณ สิ้นปีงบประมาณ", (12,)),
        ("6/12", (6, 12)),
        ("ตรวจสอบการจัดทำประกาศ", ()),
        ("ประชุมเดือนละ 1 ครั้ง", ()),
    ],
)
def test_rounds(text: str, rounds: tuple[int, ...]) -> None:
    assert rounds_in(text, of_rounds=True) == rounds


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("๑.สร้าง ๒.ทำ ๓.ตรวจ", ("สร้าง", "ทำ", "ตรวจ")),
        ("๖.ติดบอร์ด ๘.จัดทำคู่มือ", ("ติดบอร์ด", "จัดทำคู่มือ")),
        ("ตรวจรายการ 0๑-0๒๖ ปี ๒๕๖๙", ("ตรวจรายการ 0๑-0๒๖ ปี ๒๕๖๙",)),
        ("- ระบบ E- Service - คู่มือ", ("ระบบ E- Service", "คู่มือ")),
        ("1.1 เตรียม\n1.2 ทำ", ("เตรียม", "ทำ")),
        (".จัดทำเว็บไซต์", ("จัดทำเว็บไซต์",)),
        ("ตามมาตรา 9 และข้อ 2. ของระเบียบ", ("ตามมาตรา 9 และข้อ 2. ของระเบียบ",)),
        ("ดำเนินการดังนี้ ๑. ส่ง ๒. ปรับ", ("ส่ง", "ปรับ")),
        ("", ()),
    ],
)
def test_lists(text: str, items: tuple[str, ...]) -> None:
    assert listing(text).items == items


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("สำนักปลัดฯ/ กองคลัง", ("สำนักปลัด", "กองคลัง")),
        (
            "กองสาธารณสุข และสิ่งแวดล้อม กองการศึกษาฯ /งาน ประชาสัมพันธ์",
            ("กองสาธารณสุขและสิ่งแวดล้อม", "กองการศึกษา", "งานประชาสัมพันธ์"),
        ),
        ("ทุกสำนัก/กอง", ("ALL",)),
        ("กองส่งเสริมการท่องเที่ยว และ กองช่าง", ("กองส่งเสริมการท่องเที่ยว", "กองช่าง")),
        ("ประชาชนทั่วไป", ()),
        ("", ()),
    ],
)
def test_units(text: str, units: tuple[str, ...]) -> None:
    assert units_in(text) == units


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("๒.การอำนาจ", "power_use"),
        ("๑๐. การป้องกันการ การทุจริต", "corruption_prevention"),
        ("๔.การใช้ ทรัพย์สินของ ทางราชการ", "asset_use"),
        ("ตัวชี้วัดที่ ๗ ประสิทธิภาพการสื่อสาร", "communication_efficiency"),
        ("การแก้ไขปัญหาการทุจริต", "corruption_resolution"),
        ("มาตรการป้องกันการทุจริตในหน่วยงาน", None),
    ],
)
def test_indicators_by_meaning(text: str, slug: str | None) -> None:
    assert indicator_of(text) == slug


def test_indicators_inside_a_sentence() -> None:
    text = "ได้แก่ ตัวชี้วัดการปรับปรุงระบบการทำงาน และตัวชี้วัดการเปิดเผยข้อมูล"
    assert indicators_in(text) == ("work_improvement", "data_disclosure")
    assert instrument_of("แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายนอก (EIT)") == "EIT"
    assert instrument_of("ผลของ IIT และ EIT") is None


@pytest.mark.parametrize(
    ("text", "indicator", "code", "confidence"),
    [
        ("๖๖ หน่วยงานของท่าน", "budget_use", "i6", "medium"),
        ("๑๑๕ ท่านเชื่อมั่นใน", "corruption_resolution", "i15", "medium"),
        ("๑๑ เจ้าหน้าที่ปฏิบัติงาน", "operation_quality", "e1", "medium"),
        ("๒๖ หน่วยงานของท่าน", "power_use", "i6", "low"),
        ("i๑๐ เจ้าหน้าที่", "asset_use", "i10", "high"),
        ("๐ ๒๕ แผนป้องกันการทุจริต", "corruption_prevention", "o25", "medium"),
    ],
)
def test_codes_are_repaired_by_their_indicator(text: str, indicator: str, code: str, confidence: str) -> None:
    (found,) = codes_in(text, "question", (indicator,), 2568)
    assert (found.normalised, found.confidence, found.fiscal_year) == (code, confidence, 2568)


def test_disclosure_items_are_read_only_in_their_places() -> None:
    assert [c.normalised for c in codes_in("(อ้างอิงจาก ๐๑๒ ,๐๑๓)", "analysis", (), 2568)] == ["o12", "o13"]
    assert codes_in("คะแนน ๐๑๒ และโทร. ๐๔๓", "analysis", (), 2568) == []
    assert codes_in("(อ้างอิงจาก ๐๔๐)", "analysis", (), 2568) == [], "the list of 2568 has 28 items"


def test_questions_of_an_indicator_depend_on_the_year() -> None:
    assert list(questions_of("budget_use", 2568)) == [4, 5, 6]
    assert list(questions_of("budget_use", 2565)) == [7, 8, 9, 10, 11, 12]
    assert list(questions_of("data_disclosure", 2568)) == []


@pytest.mark.parametrize("text", ["✓", "/", "X", "ü", "☑", "●", "แล้ว"])
def test_marks(text: str) -> None:
    assert is_mark(text)


@pytest.mark.parametrize("text", ["", "-", "☐", "…"])
def test_no_marks(text: str) -> None:
    assert not is_mark(text)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("ดำเนินการแล้วเสร็จ", "done"),
        ("ยังไม่ดำเนินการ", "not_started"),
        ("อยู่ระหว่างดำเนินการ", "in_progress"),
        ("จัดอบรม", None),
    ],
)
def test_statuses(text: str, status: str | None) -> None:
    assert status_of(text) == status


@pytest.mark.parametrize(
    ("head", "field"),
    [
        ("ระยะเวลา การ ดำเนินการ", "period"),
        ("ประเด็นที่เป็น ข้อบกพร่อง/จุดอ่อน จากการประเมิน", "issue"),
        ("ข้อความ ITA", "question"),
        ("รอบ ๖ เดือน", "round_6"),
        ("ส่วนราชการผู้รับผิดชอบ", "responsible"),
        ("ราคา", None),
    ],
)
def test_heads(head: str, field: str | None) -> None:
    found = meaning(head)
    assert (found.field if found else None) == field


def test_a_head_that_swallowed_the_tick_columns() -> None:
    assert fused_statuses("การกำกับติดตาม รายงานผล ดำเนินการแล้ว ยังไม่ดำเนินการ")
    assert not fused_statuses("การกำกับติดตาม")


def test_names_of_persons_are_taken_out_and_posts_stay() -> None:
    assert "สมใจ" not in without_names("ผู้รับผิดชอบ นางสาวสมใจ ดีงาม โทร")
    assert without_names("นายกเทศมนตรี ปลัดเทศบาล") == "นายกเทศมนตรี ปลัดเทศบาล"


@pytest.mark.parametrize(
    "url",
    [
        "https://itas.nacc.go.th.example.com/go/eit/ab12cd",
        "https://itas-nacc.go.th/go/eit/ab12cd",
        "http://1tas.nacc.co/go/iit/x",
    ],
)
def test_hosts_that_only_look_right(url: str) -> None:
    assert looks_like_host(url)


def test_the_right_host() -> None:
    assert not looks_like_host("https://itas.nacc.go.th/go/eit/ab12cd")
    assert not looks_like_host("https://www.example.com/news")


def test_districts_and_provinces() -> None:
    assert places().has_district("ลำพูน", "อำเภอลี้")
    assert not places().has_district("มุกดาหาร", "นิคมน้ำอูน")
    assert places().provinces_of("นิคมน้ำอูน") == ["สกลนคร"]
    assert places().nearest_district("กาฬสินธุ์", "ห้องชัย") == "ฆ้องชัย"
    assert places().districts_of("ลำพูน", "ก้อ") == ("ลี้",)
