"""The office's own view: what a unit owes, the summary for officials, ทราบ and its chain."""

from collections.abc import Callable, Iterator
from functools import partial

import pytest

from dialogs.records.official import Occasion
from dialogs.understanding.service import AgencyListener
from storage.models import SummaryPreference
from tests.officials import office
from tests.officials.office import answers, notices, person_of, summaries
from tests.system import System, Talk, running_system

Bound = Callable[..., Talk]


@pytest.fixture
def system(tmp_path_factory: pytest.TempPathFactory, listener: AgencyListener) -> Iterator[System]:
    """A bot of its own for each test: who is in office is what these tests are about."""
    with running_system(tmp_path_factory.mktemp("officials"), listener) as running:
        yield running


@pytest.fixture
def bound(system: System) -> Bound:
    return partial(office.bound, system)


# --- my work ----------------------------------------------------------------------------------------------------------


def test_staff_hear_what_their_unit_owes_and_report_with_one_press(bound: Bound) -> None:
    talk = bound("staff", unit="งานนิติการ")
    talk.says("งานของฉัน").hears("งานนิติการ", "รอรายงาน 1 มาตรการ", "รอบ 6 เดือน", "เหลือ 75 วัน")
    talk.hears("31 มี.ค. 2569", "ยังไม่มีรายงาน", "ถัดไปรอบ 12 เดือน 1 มาตรการ ภายใน 30 ก.ย. 2569").is_offered("รายงานข้อ 14")
    talk.presses("รายงานข้อ 14").hears("ทำไปถึงไหนแล้ว")
    talk.says("40")
    talk.says("ร่างแผนแล้ว")
    for _ in range(3):
        talk.says("ข้าม")
    talk.hears("รอบ 6 เดือน").presses("บันทึก").hears("บันทึกแล้ว", "40%")
    talk.says("ค้างอะไรบ้าง").hears("งานนิติการไม่มีรายงานที่รออยู่ในรอบนี้", "ถัดไปรอบ 12 เดือน 2 มาตรการ")


def test_more_than_a_page_of_work(bound: Bound) -> None:
    talk = bound("staff", "ko")
    talk.says("งานค้างของฉัน").hears("รอรายงาน 9 มาตรการ", "6. ").is_offered("ดูต่อ")
    talk.presses("ดูต่อ").hears("รอรายงาน 9 มาตรการ", "7. ", "9. ")
    assert "ดูต่อ" not in talk.buttons


def test_nothing_owed_is_said_plainly(bound: Bound) -> None:
    bound("staff", "phok-noi").says("งานของฉัน").hears("สำนักปลัดไม่มีรายงานที่รออยู่")


def test_a_unit_without_measures_and_a_unit_that_is_named(bound: Bound) -> None:
    talk = bound("staff", "nikhom-khamsoi", unit="กองช่าง")
    talk.says("งานของฉัน").hears("ยังไม่มีมาตรการที่กองช่างรับผิดชอบ")
    other = bound("staff", "ko", unit="กองช่าง")
    other.says("รอบนี้กองคลังค้างอะไร").hears("กองคลัง", "รอรายงาน 9 มาตรการ")


def test_a_round_that_is_over_is_counted_in_days_late(bound: Bound) -> None:
    bound("staff", "ko").says("งานของฉัน").hears("รอบ 12 เดือน", "30 ก.ย. 2566", "เลยกำหนด 838 วัน")


# --- the summary ------------------------------------------------------------------------------------------------------


def test_the_mayor_gets_numbers_first_then_units_then_what_waits(bound: Bound, system: System) -> None:
    talk = bound("mayor", "phon")
    talk.says("ขอดูภาพรวมของหน่วยงานครับ").hears("เสร็จ 0 จาก 3 มาตรการ", "เลยกำหนด 3 มาตรการ", "สำนักปลัด", "กองคลัง")
    talk.hears("ประสิทธิภาพการสื่อสาร", "74.22", "ยังไม่มีมาตรการที่ระบุ", "เพื่อโปรดทราบ").is_offered("รับทราบ", "สถิติเรื่องร้องเรียน")
    alt = str(talk.last[0]["altText"])
    assert alt.index("เสร็จ 0 จาก 3") < alt.index("สำนักปลัด") < alt.index("โปรดทราบ")
    kept = summaries(system)
    assert [(one.occasion, one.numbers["total"]) for one in kept] == [(Occasion.ASKED, 3)]


def test_a_director_sees_the_own_unit_first(bound: Bound) -> None:
    talk = bound("director", unit="กองช่าง")
    talk.says("สรุปภาพรวม").hears("เสร็จ 0 จาก 14 มาตรการ")
    assert talk.text.index("\nกองช่าง\n") < talk.text.index("\nสำนักปลัด\n")
    talk.is_offered("งานของหน่วยฉัน")


def test_what_changed_since_the_last_summary(bound: Bound, system: System) -> None:
    mayor, staff = bound("mayor"), bound("staff")
    mayor.says("สรุป").hears("สรุปฉบับแรก")
    staff.says("รายงานมาตรการข้อ 6 เสร็จ 60% รอบ 6 เดือน")
    staff.says("ทำคู่มือแล้ว")
    for _ in range(3):
        staff.says("ข้าม")
    staff.presses("บันทึก").hears("บันทึกแล้ว")
    system.clock.move(days=1)
    mayor.says("สรุป").hears("เปลี่ยน 1 มาตรการตั้งแต่ 15 ม.ค. 2569", "ยังไม่มีรายงาน → 60%")
    assert len(summaries(system)) == 2


def test_the_same_numbers_are_kept_once(bound: Bound, system: System) -> None:
    mayor = bound("mayor")
    mayor.says("สรุป")
    mayor.presses("รับทราบ").hears("บันทึกทราบแล้ว")
    mayor.says("สรุป").hears("นายก ทราบแล้ว")
    assert "รับทราบ" not in mayor.buttons and len(summaries(system)) == 1


def test_lists_of_the_summary_have_pages(bound: Bound) -> None:
    talk = bound("secretary", "ko")
    talk.says("สรุป").presses("ดูที่เลยกำหนด").hears("เลยกำหนด 9 มาตรการ", "6. ")
    talk.presses("ดูต่อ").hears("9. ").presses("ดูสรุป").hears("เสร็จ 0 จาก 9")
    talk.says("กองไหนยังไม่ส่ง").hears("กองช่าง", "รอรายงาน 9")


def test_an_agency_without_a_plan_and_a_citizen(bound: Bound, system: System) -> None:
    citizen = system.talk("khongchai")
    citizen.says("ขอสรุปภาพรวมหน่อย").hears("เป็นของเจ้าหน้าที่และผู้บริหาร").is_offered("สถานะมาตรการ")
    citizen.says("สรุปสถิติเรื่องร้องเรียน").hears("/khongchai/manual")
    assert summaries(system) == []


# --- ทราบ -------------------------------------------------------------------------------------------------------------


def test_a_press_is_recorded_once(bound: Bound, system: System) -> None:
    mayor = bound("mayor")
    mayor.says("สรุป")
    mayor.presses("รับทราบ").hears("บันทึกทราบแล้ว", "โดยนายก", "15 ม.ค. 2569 10.00 น.", "ทราบครบแล้ว")
    system.clock.move(hours=1)
    mayor.says("ทราบ").hears("บันทึกทราบไว้แล้วเมื่อ 15 ม.ค. 2569 10.00 น.", "ไม่ได้บันทึกซ้ำ")
    given = answers(system)
    assert [(one.person_id, one.role, one.words) for one in given] == [(person_of(system, mayor), "mayor", "")]


@pytest.mark.parametrize(
    ("typed", "words"),
    [("ทราบ", ""), ("ค่ะ ทราบ", ""), ("รับทราบครับ", ""), ("ทราบแล้ว", ""), ("รับทราบ ให้เร่งกองช่างด้วย", "ให้เร่งกองช่างด้วย")],
)
def test_a_typed_answer(bound: Bound, system: System, typed: str, words: str) -> None:
    mayor = bound("mayor")
    mayor.says("สรุป")
    mayor.says(typed).hears("บันทึกทราบแล้ว")
    assert [one.words for one in answers(system)] == [words]


def test_the_chain_goes_up_and_shows_who_has_not_answered(bound: Bound, system: System) -> None:
    works, money = bound("director", unit="กองช่าง"), bound("director", unit="กองคลัง")
    secretary, mayor = bound("secretary"), bound("mayor")
    works.says("สรุปภาพรวม")
    works.presses("รับทราบ").hears("โดยผู้อำนวยการกองช่าง", "ส่งต่อให้ปลัด")
    [(notice, people)] = notices(system)
    assert "ผู้อำนวยการกองช่าง ทราบแล้ว เรียนเพื่อโปรดทราบ" in str(notice.messages[0]["text"])
    assert people == [person_of(system, secretary)]
    secretary.says("รายการรอรับทราบ").hears("ผู้อำนวยการกองช่าง ทราบแล้ว", "ปลัด ยังไม่ตอบ")
    secretary.presses("รับทราบ").hears("โดยปลัด", "ส่งต่อให้นายก")
    assert [people for _, people in notices(system)][1:] == [[person_of(system, mayor)]]
    money.says("ใครยังไม่ทราบ").hears("ผู้อำนวยการกองช่าง ทราบแล้ว", "ปลัด ทราบแล้ว", "นายก ยังไม่ตอบ")
    mayor.says("ทราบ").hears("โดยนายก", "ทราบครบแล้ว")
    bound("staff").says("ใครรับทราบแล้วบ้าง").hears("นายก ทราบแล้ว 15 ม.ค. 2569")
    assert len({one.summary_id for one in answers(system)}) == 1 and len(notices(system)) == 2


def test_nothing_waits(bound: Bound) -> None:
    bound("mayor").says("ทราบ").hears("ไม่มีสรุปที่รอทราบ")


def test_approval_is_signed_on_paper(bound: Bound, system: System) -> None:
    mayor = bound("mayor")
    mayor.says("สรุป")
    mayor.says("อนุมัติตามเสนอครับ").hears("ต้องลงนามในหนังสือ").is_offered("รับทราบ")
    assert answers(system) == []
    mayor.presses("รับทราบ").hears("บันทึกทราบแล้ว")


def test_those_whose_answer_does_not_count(bound: Bound, system: System) -> None:
    mayor = bound("mayor")
    mayor.says("สรุป")
    key = summaries(system)[0].key
    press = f'go:summary:{{"ack":"{key}"}}'
    for talk in (system.talk("khongchai"), bound("staff")):
        talk.user.postback(press)
        talk._listen().hears("จึงไม่ได้บันทึกอะไร")
    foreign = bound("mayor", "ko")
    foreign.user.postback(press)
    foreign._listen().hears("ไม่พบฉบับนี้ในสรุปล่าสุดของหน่วยงาน", "ไม่ได้บันทึกอะไร")
    mayor.says("เลิกผูกบัญชี")
    mayor.says("เลิกผูกเลย")
    mayor.user.postback(press)
    mayor._listen().hears("จึงไม่ได้บันทึกอะไร")
    assert answers(system) == []


def test_a_citizens_polite_answer_is_only_that(talk: Talk) -> None:
    talk.says("ทราบค่ะ").hears("ได้เลยค่ะ").does_not_hear("นายก")


# --- when summaries are sent ------------------------------------------------------------------------------------------


def test_a_person_stops_and_moves_the_weekly_summary(bound: Bound, system: System) -> None:
    mayor = bound("mayor")
    mayor.says("ไม่ต้องส่งสรุปรายสัปดาห์").hears("ไม่ส่งรายสัปดาห์", "ส่งเมื่อสิ้นรอบ").is_offered("กลับเป็นแบบเดิม")
    mayor.presses("กลับเป็นแบบเดิม").hears("ทุกวันจันทร์ 09.00 น.")
    mayor.says("ส่งสรุปวันศุกร์ 14.00").hears("ทุกวันศุกร์ 14.00 น.")
    mayor.says("ส่งสรุปทุกวันจันทร์").hears("ทุกวันจันทร์ 14.00 น.")
    mayor.says("ส่งสรุปวันศุกร์ 22.00").hears("อ่านได้ว่า 22.00 น.", "08.00–18.00")
    mayor.says("หยุดส่งสรุปสิ้นรอบ").hears("ไม่ส่งเมื่อสิ้นรอบ")
    mayor.says("ตั้งค่าสรุป").hears("ทุกวันจันทร์ 14.00 น. และไม่ส่งเมื่อสิ้นรอบ").is_offered("หยุดรายสัปดาห์", "ส่งสรุปสิ้นรอบ")
    with system.parts.database.reading() as session:
        kept = session.get_one(SummaryPreference, person_of(system, mayor))
        assert (kept.weekly, kept.weekday, kept.hour, kept.round_end) == (True, 0, 14, False)


def test_who_gets_no_summaries_has_nothing_to_set(bound: Bound) -> None:
    bound("staff").says("ส่งสรุปทุกวันจันทร์").hears("ผู้อำนวยการ ปลัด และนายกเท่านั้น")
