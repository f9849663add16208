"""Published papers by item, by what people call them, by year; forms; the checklist before ITAS closes."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest

from dialogs.records.document import Fault, LinkState, PaperKind
from dialogs.understanding.service import AgencyListener
from tests.documents.desk import closes, looked, publish
from tests.officials.office import bound
from tests.system import System, Talk, running_system

TalkTo = Callable[[str], Talk]
PLAN = "https://www.ko.example/plan"


@pytest.fixture(scope="module")
def system(tmp_path_factory: pytest.TempPathFactory, listener: AgencyListener) -> Iterator[System]:
    with running_system(tmp_path_factory.mktemp("documents"), listener) as running:
        yield running


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("แผนจัดซื้อจัดจ้าง", "procurement-plan-2568"),
        ("ขอดูผลจัดซื้อรายเดือน", "procurement-2569"),
        ("งบประมาณ", "budget-2568"),
        ("no gift", "no-gift-2569"),
        ("นโยบายไม่รับของขวัญ", "no-gift-2569"),
        ("คู่มือร้องเรียน", "complaint-manual"),
        ("e-service", "e-service"),
        ("ยื่นคำร้องออนไลน์", "e-service"),
        ("คู่มือประชาชน", "service-manual"),
        ("o16 ขอลิงก์", "complaint-manual"),
        ("ขอแบบฟอร์มคำร้องทั่วไป", "forms/general"),
        ("โหลดแบบฟอร์มขออนุญาตก่อสร้าง", "forms/building"),
    ],
)
def test_a_paper_is_found_by_what_people_call_it(talk: Talk, words: str, expected: str) -> None:
    talk.says(words).hears(f"https://www.phon.example/{expected}", "ตัวอย่าง")


def test_all_forms_are_a_list_and_one_is_a_card(talk: Talk) -> None:
    talk.says("แบบฟอร์ม").hears("เอกสาร 4 รายการ", "คำร้องทั่วไป", "เบี้ยผู้สูงอายุ", "ยื่นคำร้องออนไลน์")
    talk.says("ขอแบบฟอร์มเบี้ยผู้สูงอายุ").hears("เบี้ยผู้สูงอายุ").does_not_hear("คำร้องทั่วไป")


def test_everything_page_by_page(talk: Talk) -> None:
    talk.says("เอกสารเผยแพร่").hears("เอกสาร 14 รายการ").is_offered("ดูต่อ", "แบบฟอร์ม")
    talk.presses("ดูต่อ").hears("แบบฟอร์มคำร้องทั่วไป")
    assert "ดูต่อ" not in talk.buttons


def test_the_same_for_another_year(talk: Talk) -> None:
    talk.says("ประกาศ no gift policy").is_offered("เปิดเอกสาร")
    talk.says("แล้วปี 2568 ล่ะ").hears("no-gift-2568").does_not_hear("no-gift-2569")


def test_a_year_in_which_nothing_was_published_says_so_and_whom_to_ask(talk: Talk) -> None:
    talk.says("แผนจัดซื้อจัดจ้างปี 2566").hears("ปี 2566", "ยังไม่ได้ลง", "โทร")


def test_only_another_year_has_it_and_that_is_said(talk: Talk) -> None:
    talk.says("แผนการใช้จ่ายงบประมาณ").hears("2568", "budget-2568")


def test_an_agency_that_published_nothing_names_a_person(talk_to: TalkTo) -> None:
    talk_to("nikhom-khamsoi").says("ขอเอกสาร oit").hears("ยังไม่ได้ลงลิงก์เอกสาร", "โทร")
    talk_to("nikhom-khamsoi").says("แผนจัดซื้อจัดจ้าง").hears("ยังไม่ได้ลง", "โทร")
    talk_to("nikhom-khamsoi").says("แบบฟอร์ม").hears("ยังไม่ได้ลงแบบฟอร์ม", "โทร")


def test_a_code_is_another_thing_in_another_year(talk: Talk) -> None:
    talk.says("o17 คืออะไร").hears("o17", "2569", "ช่องทางแจ้งเรื่องร้องเรียน", "https://complaints.prongsai.invalid/phon/")
    talk.presses("ปี 2568").hears("o17", "2568", "แนวปฏิบัติการจัดการเรื่องร้องเรียน")
    talk.says("o17 ปี 2564 คืออะไร").hears("2564", "E-Service")


def test_a_code_that_the_year_does_not_have(talk: Talk) -> None:
    talk.says("ขอ o43").hears("ปี 2569 ไม่มีข้อ o43", "o26")


def test_a_year_without_a_list(talk: Talk) -> None:
    talk.says("o1 ปี 2562 คืออะไร").hears("2562", "ยังไม่มีในระบบ", "2564")


def test_story_19_staff_get_an_item_explained(system: System) -> None:
    """What it asks this year, an example, who is responsible; and how sure its title is."""
    talk = bound(system, "staff", "phon")
    talk.says("o17 คืออะไร").hears("ช่องทางแจ้งเรื่องร้องเรียน", "ต้องลงอะไร", "แยกจากเรื่องทั่วไป", "สำนักปลัด", "2568: o18")
    talk.says("o5 คืออะไร").hears("แผนยุทธศาสตร์", "ยังไม่ได้ยืนยัน")
    talk.says("ข้อ o11 ต้องใส่อะไร").hears("สขร.1", "กองคลัง", "ลงลิงก์แล้ว 1 ลิงก์")


def test_citizens_are_not_shown_what_staff_have_to_check(talk: Talk) -> None:
    talk.says("o5 คืออะไร").hears("แผนยุทธศาสตร์").does_not_hear("ยังไม่ได้ยืนยัน", "ต้องลงอะไร")


def test_a_link_says_when_it_was_seen_to_work(system: System) -> None:
    publish(system, "ko", "แผนดำเนินงานประจำปี 2569", PLAN, "o6", 2569)
    talk = system.talk("ko")
    talk.says("ขอ o6").hears(PLAN, "ยังไม่ได้ตรวจลิงก์")
    looked(system, PLAN, LinkState.GOOD, newest_year=2569)
    talk.says("ขอ o6").hears("ลิงก์ใช้ได้ เมื่อ 15 ม.ค. 2569")
    looked(system, PLAN, LinkState.DEAD, Fault.GONE)
    talk.says("ขอ o6").hears("ไม่พบหน้านี้แล้ว", "15 ม.ค. 2569", "โทร")


def test_story_20_before_itas_closes(system: System) -> None:
    """All items with dead links, old years and days left."""
    site = "https://www.khongchai.example/"
    publish(system, "khongchai", "โครงสร้าง", f"{site}structure", "o1", 2569)
    publish(system, "khongchai", "ผู้บริหาร", f"{site}executives", "o2", 2569)
    publish(system, "khongchai", "No Gift Policy", f"{site}no-gift", "o20", 2569)
    publish(system, "khongchai", "แบบฟอร์มคำร้อง", f"{site}form", kind=PaperKind.FORM)
    looked(system, f"{site}structure", LinkState.GOOD, newest_year=2569)
    looked(system, f"{site}executives", LinkState.DEAD, Fault.GONE)
    looked(system, f"{site}no-gift", LinkState.GOOD, newest_year=2567)
    looked(system, f"{site}form", LinkState.DEAD, Fault.SOFT_GONE)
    talk = bound(system, "staff", "khongchai")
    talk.says("เช็กลิสต์ OIT").hears("ต้องทำ 25 จาก 26 ข้อ", "ยังไม่ได้ลงวันปิดรับ")
    closes(system, "khongchai", 2569, date(2026, 4, 30))
    talk.says("ลิงก์เสียมีอะไรบ้าง").hears("เหลือ 105 วัน", "30 เม.ย. 2569", "o2", "ไม่พบหน้านี้แล้ว", "หน้าเป็นของปี 2567")
    talk.hears("ยังไม่ได้ลงลิงก์ 23", "แบบฟอร์มคำร้อง").is_offered("ดูต่อ")
    talk.presses("ดูต่อ").hears("o9")
    talk.says("เอกสาร").is_offered("เช็กลิสต์ก่อนส่ง ITAS")
    talk.presses("เช็กลิสต์ก่อนส่ง ITAS").hears("เช็กลิสต์ OIT ปี 2569")


def test_the_checklist_is_for_staff(talk: Talk) -> None:
    talk.says("ลิงก์เสียมีอะไรบ้าง").does_not_hear("เช็กลิสต์ OIT ปี")
