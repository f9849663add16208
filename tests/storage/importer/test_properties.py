"""What must not matter: the order of columns, digits, spaces, the encoding of ำ, invisible characters."""

import random
from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dialogs.thai.digits import to_arabic, to_thai
from storage.importer.document import ImportedDocument
from storage.importer.readers.text import read_text
from storage.importer.understand import understand

_HEADS = ("ที่", "ประเด็น", "มาตรการ", "ขั้นตอนการดำเนินงาน", "ผู้รับผิดชอบ", "ระยะเวลาดำเนินการ", "การติดตามผล", "สถานะ")
_TITLE = "แผนมาตรการส่งเสริมคุณธรรมและความโปร่งใส ประจำปีงบประมาณ พ.ศ. 2568"
_ADDRESS = "เทศบาลตำบลก้อ อำเภอลี้ จังหวัดลำพูน"
_SETTINGS = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])

_issues = st.sampled_from(["การใช้งบประมาณ", "ประสิทธิภาพการสื่อสาร", "การใช้อำนาจ", "การเปิดเผยข้อมูล"])
_measures = st.sampled_from(
    ["จัดทำคู่มือการทำงาน", "ลดขั้นตอนการให้บริการ", "1. อบรมเจ้าหน้าที่ 2. ประเมินผล", "เผยแพร่คำสั่งบนเว็บไซต์"]
)
_steps = st.sampled_from(["1. สำรวจ 2. ทำร่าง 3. ประกาศ", "จัดประชุมประจำเดือน", "- ทำแบบฟอร์ม - แจ้งเวียน"])
_units = st.sampled_from(["สำนักปลัด", "กองคลัง/กองช่าง", "ทุกสำนัก/กอง", "กองสาธารณสุข และสิ่งแวดล้อม กองการศึกษา"])
_periods = st.sampled_from(["ม.ค.-มี.ค. 68", "ไตรมาส 1-2", "ตลอดปีงบประมาณ 2568", "ต.ค. 2567 - ก.ย. 2568"])
_rounds = st.sampled_from(["รอบ 6 เดือน และ 12 เดือน", "ทุก 3 เดือน", "ณ สิ้นปีงบประมาณ"])
_states = st.sampled_from(["แล้วเสร็จ", "อยู่ระหว่างดำเนินการ", "ยังไม่ดำเนินการ"])
_rows = st.lists(st.tuples(_issues, _measures, _steps, _units, _periods, _rounds, _states), min_size=2, max_size=6)
_Cells = list[tuple[str, ...]]


def _table(rows: _Cells, order: list[int] | None = None) -> str:
    order = order or list(range(len(_HEADS)))
    lines = [_HEADS, *((str(number), *row) for number, row in enumerate(rows, start=1))]
    return "\n".join([_TITLE, _ADDRESS, "", *("\t".join(line[column] for column in order) for line in lines)])


def _read(text: str) -> ImportedDocument:
    return understand(read_text("plan.txt", text.encode()))


@_SETTINGS
@given(_rows, st.integers(0, 10**6))
def test_columns_may_stand_in_any_order(rows: _Cells, seed: int) -> None:
    order = list(range(len(_HEADS)))
    random.Random(seed).shuffle(order)
    straight, shuffled = _read(_table(rows)), _read(_table(rows, order))
    assert len(straight.rows) == len(rows)
    assert shuffled.rows == straight.rows


@_SETTINGS
@given(_rows)
def test_thai_and_arabic_digits_mean_the_same(rows: _Cells) -> None:
    arabic, thai = _read(_table(rows)), _read(to_thai(_table(rows)))
    assert thai.fiscal_years == arabic.fiscal_years
    for one, two in zip(arabic.rows, thai.rows, strict=True):
        assert (two.period_start, two.period_end, two.monitoring_rounds_months) == (
            one.period_start,
            one.period_end,
            one.monitoring_rounds_months,
        )
        assert [to_arabic(step) for step in two.steps] == list(one.steps)
        assert two.responsible_units == one.responsible_units


@_SETTINGS
@given(_rows, st.sampled_from(["\u200b", "\ufeff", "\u200d", "\u2060", "\u00ad"]), st.integers(0, 10**6))
def test_invisible_characters_and_the_encoding_of_sara_am_change_nothing(
    rows: _Cells, invisible: str, seed: int
) -> None:
    plain = _table(rows)
    chance = random.Random(seed)
    dirty = "".join(char + (invisible if chance.random() < 0.1 and char not in "\t\n" else "") for char in plain)
    assert _read(dirty.replace("ำ", "\u0e4d\u0e32")) == _read(plain)


@_SETTINGS
@given(_rows, st.integers(0, 10**6))
def test_more_spaces_change_nothing(rows: _Cells, seed: int) -> None:
    plain = _table(rows)
    chance = random.Random(seed)
    spaced = "".join(char * (1 + chance.randrange(3)) if char == " " else char for char in plain)
    assert _read(spaced) == _read(plain)


@_SETTINGS
@given(_rows, st.integers(1, 4))
def test_a_page_break_with_a_repeated_head_changes_no_row(rows: _Cells, after: int) -> None:
    lines = _table(rows).split("\n")
    head = 3
    broken = [*lines[: head + 1 + after], "", lines[head], *lines[head + 1 + after :]]
    one, two = _read("\n".join(lines)), _read("\n".join(broken))
    assert [replace(row, source_lines=()) for row in two.rows] == [replace(row, source_lines=()) for row in one.rows]
