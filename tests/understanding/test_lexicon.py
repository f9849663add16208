"""Measures by meaning against an agency's own titles."""

import pytest

from dialogs.records.reading import MeasureName
from dialogs.understanding.lexicon import LIKELY, Lexicon

TITLES = (
    "การสร้างฐานความคิดแยกแยะประโยชน์ส่วนตัวและประโยชน์ส่วนรวม",
    "การเผยแพร่และประชาสัมพันธ์ข้อมูลข่าวสารผ่านช่องทางที่หลากหลาย",
    "ลงข้อมูลการให้บริการ E-service ให้สมบูรณ์พร้อมใช้งาน",
    "จัดทำคู่มือการยืมทรัพย์สินของราชการ",
    "ลดขั้นตอนการให้บริการประชาชน",
)
LEXICON = Lexicon([MeasureName(100 + i, i, title) for i, title in enumerate(TITLES, start=1)], ["กองคลัง", "กองประปา"])


@pytest.mark.parametrize(
    ("phrase", "measure"),
    [
        ("ประชาสัมพันธ์", 102), ("e-service", 103), ("E Service", 103), ("คู่มือยืมทรัพย์สิน", 104), ("คู่มือยืมของหลวง", 104), ("ลดขั้นตอน", 105),
        ("ลดขันตอนบริการ", 105), ("แยกแยะประโยชน์", 101), ("ข้อ 2", 102), ("ข้อ ๓", 103), ("ที่ 4", 104), ("อันแรก", 101), ("อันสุดท้าย", 105),
        ("3", 103),
    ],
)  # fmt: skip
def test_the_measure_that_is_meant(phrase: str, measure: int) -> None:
    assert LEXICON.measures_like(phrase)[0][0] == measure


@pytest.mark.parametrize("phrase", ["ซ่อมถนนหน้าบ้าน", "ข้อ 9", "ฟุตบอล", ""])
def test_strangers_are_not_meant(phrase: str) -> None:
    assert LEXICON.measure_meant(phrase) is None


def test_a_phrase_that_fits_several_is_left_to_the_person() -> None:
    twins = Lexicon([MeasureName(1, 1, "ประชาสัมพันธ์ผ่านเว็บไซต์"), MeasureName(2, 2, "ประชาสัมพันธ์ผ่านหอกระจายข่าว")], [])
    assert twins.measure_meant("ประชาสัมพันธ์") is None
    assert {measure for measure, score in twins.measures_like("ประชาสัมพันธ์") if score >= LIKELY} == {1, 2}


def test_two_measures_of_one_title_are_left_to_the_person() -> None:
    twins = Lexicon([MeasureName(1, 1, "อบรมคุณธรรม"), MeasureName(2, 4, "อบรมคุณธรรม")], [])
    assert twins.measure_meant("อบรมคุณธรรม") is None
    assert twins.measure_meant("ข้อ 4") == 2


def test_aliases_count() -> None:
    named = Lexicon([MeasureName(7, 1, "แยกแยะประโยชน์ส่วนตัวและประโยชน์ส่วนรวม", ("ผลประโยชน์ทับซ้อน",))], [])
    assert named.measure_meant("ผลประโยชน์ทับซ้อน") == 7


def test_an_agencys_own_units_are_found() -> None:
    assert [found.value for found in LEXICON.units.find("เบอร์กองประปา")] == ["กองประปา"]


def test_no_measures_at_all() -> None:
    empty = Lexicon([], [])
    assert empty.measures_like("e-service") == [] and empty.measure_meant("ข้อ 1") is None


def test_a_name_that_plans_of_several_years_repeat_belongs_to_each() -> None:
    names = [MeasureName(year, 1, f"ลดขั้นตอนการให้บริการ ปี {year}", ("วันสต็อปเซอร์วิส",)) for year in (2567, 2568)]
    repeated = Lexicon([*names, MeasureName(1, 2, TITLES[0], ("วันสต็อปเซอร์วิส",))], [])
    assert [score for _, score in repeated.measures_like("วันสต็อปเซอร์วิส")] == [1.0, 1.0, 1.0]
    assert repeated.measure_meant("วันสต็อปเซอร์วิส") is None
