"""Staff report from their phones."""

import json
from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import select

from bot.demo.people import bind_sample
from dialogs.understanding.service import AgencyListener
from storage.models import Measure, ProgressEntry
from tests.shared import SHARED, needs_shared
from tests.system import System, Talk, running_system


@pytest.fixture(scope="module")
def system(tmp_path_factory: pytest.TempPathFactory, listener: AgencyListener) -> Iterator[System]:
    """A bot of its own: what is reported here must not be heard in other tests."""
    with running_system(tmp_path_factory.mktemp("reports"), listener) as running:
        yield running


@pytest.fixture
def staff(system: System) -> Callable[..., Talk]:
    def bound(slug: str = "ko", word: str = "staff") -> Talk:
        talk = system.talk(slug)
        bind_sample(system.parts, slug, talk.user.user_id, word)
        return talk

    return bound


def entries(system: System, title: str) -> list[ProgressEntry]:
    with system.parts.database.reading() as session:
        found = select(ProgressEntry).join(Measure).where(Measure.title.contains(title)).order_by(ProgressEntry.id)
        return list(session.scalars(found))


def test_step_by_step_with_a_percent_in_words(staff: Callable[..., Talk], system: System) -> None:
    talk = staff()
    before = len(entries(system, "one stop service"))
    talk.says("ขอลงผลมาตรการหน่อยค่ะ").hears("รายงานมาตรการไหน")
    talk.says("อัน one stop service").hears("ทำไปถึงไหนแล้ว")
    talk.says("ครึ่งนึงแล้วค่ะ").hears("50%", "ทำอะไรไปแล้วบ้าง")
    talk.says("ร่างเสร็จแล้ว รอปลัดตรวจ").hears("หลักฐาน")
    talk.says("https://example.invalid/sign").hears("ตรวจก่อนบันทึก", "50%", "รอปลัดตรวจ", "ลิงก์ 1", "รอบ 6 เดือน")
    talk.says("เพิ่มผลผลิต").hears("ได้ผลผลิตอะไร")
    talk.says("ป้ายขั้นตอน 1 ป้าย").hears("ตรวจก่อนบันทึก", "ป้ายขั้นตอน")
    assert len(entries(system, "one stop service")) == before
    talk.says("ค่ะ บันทึกเลย").hears("บันทึกแล้ว", "50%", "รอบ 6 เดือน", "ลิงก์ 1")
    saved = entries(system, "one stop service")
    assert len(saved) == before + 1
    assert (saved[-1].percent, saved[-1].status, saved[-1].detail) == (50, "in_progress", "ร่างเสร็จแล้ว รอปลัดตรวจ")
    assert (saved[-1].output, saved[-1].evidence) == ("ป้ายขั้นตอน 1 ป้าย", [{"url": "https://example.invalid/sign"}])
    citizen = system.talk("ko")
    citizen.says("มาตรการ one stop service ถึงไหนแล้ว").hears("ทำไปแล้ว 50%", "สำนักปลัด", "15 ม.ค. 2569")


def test_output_and_outcome_are_asked_when_it_is_done(staff: Callable[..., Talk], system: System) -> None:
    talk = staff("phok-noi")
    talk.says("ขอลงผลมาตรการหน่อยค่ะ").hears("รายงานมาตรการไหน")
    talk.says("ข้อ 1").hears("ทำไปถึงไหนแล้ว")
    talk.says("เสร็จแล้ว").hears("100%", "ทำอะไรไปแล้วบ้าง")
    talk.says("ติดป้ายครบ").hears("ผลผลิต")
    talk.says("ป้าย 3 ป้าย").hears("ผลลัพธ์")
    talk.presses("ข้าม").hears("หลักฐาน")
    talk.presses("ข้าม").hears("ตรวจก่อนบันทึก", "100%", "ไม่มีหลักฐาน")
    talk.says("แก้ไขรอบรายงาน").hears("รายงานของรอบไหน")
    talk.says("รอบ 3 เดือน").hears("ตรวจก่อนบันทึก", "รอบ 3 เดือน")
    talk.says("ถูกต้อง ส่งเลย").hears("บันทึกแล้ว", "รอบ 3 เดือน")


def test_a_digression_returns_and_nothing_is_lost(staff: Callable[..., Talk]) -> None:
    talk = staff()
    talk.says("รายงานความคืบหน้ามาตรการ one stop service").hears("ทำไปถึงไหนแล้ว")
    talk.says("แป๊บนะคะ เบอร์กองคลังเบอร์อะไร").hears("กองคลัง โทร", "ทำไปถึงไหนแล้ว")
    talk.says("75 ค่ะ").hears("75%", "ทำอะไรไปแล้วบ้าง")
    talk.says("ขอดูคะแนน ita ปีก่อนแป๊บนึง").hears("คะแนน", "ทำอะไรไปแล้วบ้าง")
    talk.says("ทำต่อ").hears("75%", "ทำอะไรไปแล้วบ้าง")
    talk.says("ทำป้ายเพิ่ม").hears("หลักฐาน")
    talk.says("ไม่มีรูป บันทึกเลย").hears("ตรวจก่อนบันทึก", "75%", "ทำป้ายเพิ่ม", "ไม่มีหลักฐาน")
    talk.says("ยกเลิก")


def test_a_wrong_value_is_named_and_a_correction_taken(staff: Callable[..., Talk]) -> None:
    talk = staff()
    talk.says("รายงานความคืบหน้ามาตรการ one stop service")
    talk.says("130%").hears("อ่านได้ว่า 130%", "0–100")
    talk.says("40").hears("40%")
    talk.says("ย้อนกลับ").hears("ทำไปถึงไหนแล้ว")
    talk.says("60")
    talk.says("ยกเลิก").hears("ไม่มีอะไรถูกบันทึก")


def test_editing_a_field_at_the_review(staff: Callable[..., Talk], system: System) -> None:
    talk = staff()
    talk.says("รายงานมาตรการ one stop service เสร็จ 80% รอบ 6 เดือน").hears("80%")
    talk.says("ติดป้ายครบสามจุด").hears("หลักฐาน")
    talk.says("ข้าม").hears("ตรวจก่อนบันทึก", "80%")
    talk.says("แก้ไขความคืบหน้า").hears("ทำไปถึงไหนแล้ว")
    talk.says("85").hears("ตรวจก่อนบันทึก", "85%")
    talk.presses("บันทึก").hears("บันทึกแล้ว", "85%")
    assert entries(system, "one stop service")[-1].percent == 85


def test_a_time_out_offers_to_go_on(staff: Callable[..., Talk], system: System) -> None:
    talk = staff()
    talk.says("รายงานความคืบหน้ามาตรการ one stop service")
    talk.says("70").hears("ทำอะไรไปแล้วบ้าง")
    system.clock.move(hours=2)
    talk.says("สวัสดีค่ะ").hears("ค้างอยู่").is_offered("ทำต่อ", "ไม่ทำต่อ")
    talk.says("ทำต่อ").hears("70%", "ทำอะไรไปแล้วบ้าง")
    talk.says("ยกเลิก")


def test_citizens_officials_and_other_units_may_not_report(staff: Callable[..., Talk], system: System) -> None:
    system.talk("ko").says("ขอลงผลมาตรการ one stop service 50%").hears("เป็นงานของเจ้าหน้าที่")
    staff("ko", "mayor").says("ขอรายงานความคืบหน้ามาตรการ 50%").hears("เป็นงานของเจ้าหน้าที่")
    other = staff("phon")
    other.says("มีมาตรการอะไรบ้าง")
    before = len(entries(system, "one stop"))
    foreign = entries(system, "one stop service")
    other.user.postback(
        'go:report_progress:{"measure":9999,"percent":10,"detail":"x","output":"","outcome":"",'
        '"evidence":[],"round":6,"review":"save"}'
    )
    other._listen().does_not_hear("บันทึกแล้ว")
    assert len(entries(system, "one stop")) == before == len(foreign)


def scripted(goal: str) -> list[str]:
    """The turns of one of the conversations that were written before the program."""
    lines = (SHARED / "expected" / "dialogs.jsonl").read_text(encoding="utf-8").splitlines()
    return next(script["turns"] for script in map(json.loads, lines) if goal in script["goal"])


@needs_shared
def test_the_scripted_report_with_a_photo(staff: Callable[..., Talk], system: System) -> None:
    talk = staff("khongchai")
    wish, measure, percent, note, picture, save = scripted("evidence photo")
    talk.says(wish).hears("รายงานมาตรการไหน", "ยืมทรัพย์สิน")
    talk.says(measure).hears("ยืมทรัพย์สิน", "ทำไปถึงไหนแล้ว")
    talk.says(percent).hears("50%", "ทำอะไรไปแล้วบ้าง").does_not_hear("หมายถึง")
    talk.says(note).hears("หลักฐาน").is_offered("ข้าม")
    assert picture.startswith("[รูปภาพ")
    talk.sends("picture").hears("แนบแล้ว", "ยืมทรัพย์สิน", "50%", note, "รูป 1", "บันทึกไหม")
    before = len(entries(system, "ยืมทรัพย์สิน"))
    talk.says(save).hears("บันทึกแล้ว", "50%", "รูป 1")
    assert len(entries(system, "ยืมทรัพย์สิน")) == before + 1


@needs_shared
def test_the_scripted_report_with_digressions(staff: Callable[..., Talk], system: System) -> None:
    talk = staff("khongchai")
    wish, phone, percent, score, resume, save = scripted("Digression in the middle")
    talk.says(wish).hears("การลดขั้นตอน", "ทำไปถึงไหนแล้ว")
    talk.says(phone).hears("กองคลัง โทร", "ทำไปถึงไหนแล้ว")
    talk.says(percent).hears("75%", "ทำอะไรไปแล้วบ้าง")
    talk.says(score).hears("คะแนน", "75%", "ทำอะไรไปแล้วบ้าง")
    talk.says(resume).hears("75%", "ทำอะไรไปแล้วบ้าง")
    talk.says(save).hears("ตรวจก่อนบันทึก", "75%", "ไม่มีหลักฐาน")
    before = len(entries(system, "การลดขั้นตอน"))
    talk.says("บันทึก").hears("บันทึกแล้ว", "75%")
    assert len(entries(system, "การลดขั้นตอน")) == before + 1


def test_what_was_reported_stays_without_the_person(staff: Callable[..., Talk], system: System) -> None:
    """The privacy page's sentence for staff."""
    talk = staff("ko")
    talk.says("ข้อมูลของฉัน").hears("รายงานและหลักฐานที่บันทึกแล้วเป็นของหน่วยงาน")
    talk.says("ไม่ลบ")
    talk.says("รายงานมาตรการ one stop service").says("60%").says("ทำป้ายสองจุด").says("ไม่มีหลักฐาน")
    talk.presses("บันทึก").hears("บันทึกแล้ว")
    (entry,) = [one for one in entries(system, "one stop service") if one.detail == "ทำป้ายสองจุด"]
    assert entry.person_id is not None
    talk.says("ลบข้อมูลของฉัน")
    talk.presses("ลบเลย").hears("ลบแล้ว")
    (entry,) = [one for one in entries(system, "one stop service") if one.detail == "ทำป้ายสองจุด"]
    assert entry.person_id is None
