"""The surveys: open, before, after; for everybody and for staff; passing on, reading out, being told."""

import json
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import unquote

import pytest
from sqlalchemy import select

from bot.scheduler.calendar import bangkok
from bot.scheduler.jobs.surveys import KEPT, tell
from dialogs.records.ita import Instrument
from dialogs.understanding.service import AgencyListener
from storage.models import Delivery, NoticeRow, Person, SurveyWish
from tests.documents.desk import announce
from tests.officials.office import bound
from tests.system import System, Talk, running_system

EIT, IIT = "https://itas.nacc.go.th/go/eit/h9unqk", "https://itas.nacc.go.th/go/iit/h9unqk"
TalkTo = Callable[[str], Talk]


@pytest.fixture(scope="module")
def system(tmp_path_factory: pytest.TempPathFactory, listener: AgencyListener) -> Iterator[System]:
    with running_system(tmp_path_factory.mktemp("survey"), listener) as running:
        announce(running, "phon", "5 ม.ค. 2569", "30 มิ.ย. 2569")
        announce(running, "phon", "5 ม.ค. 2569", "30 มิ.ย. 2569", Instrument.IIT)
        announce(running, "ko", "1 ก.พ. 2569", "30 มิ.ย. 2569")
        announce(running, "khongchai", "1 ก.พ. 2569", "30 มิ.ย. 2569")
        announce(running, "nikhom-khamsoi", "1 พ.ย. 2568", "31 ธ.ค. 2568")
        yield running


def actions(talk: Talk, kind: str) -> list[dict[str, Any]]:
    """The actions of a kind in the last answer."""
    found: list[dict[str, Any]] = []

    def walk(value: object) -> None:
        if isinstance(value, dict):
            if value.get("type") == kind:
                found.append(value)
            for inner in value.values():
                walk(inner)
        elif isinstance(value, list):
            for inner in value:
                walk(inner)

    walk(json.loads(json.dumps(talk.last)))
    return found


def test_story_6_rate_us_rightly(talk: Talk) -> None:
    """In the open window: the EIT link with its dates, the QR picture, only EIT, and nothing that steers."""
    talk.says("ขอทำแบบสำรวจ").hears("EIT", "5 ม.ค. 2569", "30 มิ.ย. 2569", "ตอบตามที่พบจริง").does_not_hear("/iit/")
    assert [action["uri"] for action in actions(talk, "uri")] == [EIT]
    pictures = [m for m in talk.last if m["type"] == "image"]
    assert [m["originalContentUrl"] for m in pictures] == ["https://prongsai.invalid/phon/survey.png"]


def test_no_hint_and_no_reward(talk: Talk) -> None:
    talk.says("แบบสำรวจควรตอบยังไงให้คะแนนดี").hears("แชทนี้ไม่แนะนำคำตอบ", "ไม่มีของตอบแทน")
    talk.says("ตอบแบบสำรวจได้ของรางวัลไหม").hears("ไม่มีของตอบแทน")


def test_the_staff_survey_is_for_bound_staff_only(talk: Talk, system: System) -> None:
    talk.says("ขอลิงก์ iit").hears("คนที่ทำงานในหน่วยงาน").does_not_hear(IIT)
    assert not actions(talk, "uri")
    clerk = bound(system, "staff", "phon").says("ขอลิงก์ iit").hears(IIT, "ห้ามส่งลิงก์ต่อ")
    assert [action["uri"] for action in actions(clerk, "uri")] == [IIT]
    assert not [m for m in clerk.last if m["type"] == "image"]


def test_story_10_ready_for_the_village_loudspeaker(talk: Talk) -> None:
    """A short text to read out, copied by one tap; a card to pass on to neighbours."""
    talk.says("ผู้ใหญ่บ้านขอข้อความหอกระจายข่าวชวนทำแบบสำรวจ").hears("ประชาสัมพันธ์จากเทศบาลตำบลโพน", "30 มิถุนายน 2569")
    (copied,) = actions(talk, "clipboard")
    assert copied["clipboardText"].startswith("ประชาสัมพันธ์จาก") and "http" not in copied["clipboardText"]
    talk.says("แบบสำรวจ").presses("ส่งต่อเพื่อนบ้าน").hears("ไม่มีของตอบแทน")
    shared = next(a["uri"] for a in actions(talk, "uri") if "share" in a["uri"])
    assert EIT in unquote(shared) and len(shared) < 1000


def test_before_it_opens_and_who_is_not_asked_is_not_kept(talk_to: TalkTo, system: System) -> None:
    talk = talk_to("ko").says("ขอลิงก์แบบสำรวจ").hears("จะเปิดวันที่ 1 ก.พ. 2569").does_not_hear(EIT)
    talk.presses("เตือนฉันเมื่อเปิด").hears("ไอดี LINE", "เข้ารหัส").is_offered("ตกลง", "ไม่ต้อง")
    talk.presses("ไม่ต้อง").hears("ไม่ได้เก็บอะไรไว้")
    assert wishes(system) == 0


def test_after_it_closed(talk_to: TalkTo) -> None:
    talk_to("nikhom-khamsoi").says("ขอลิงก์แบบสำรวจ").hears("ปิดแล้วเมื่อ 31 ธ.ค. 2568").is_offered("เตือนฉันเมื่อเปิด")
    talk_to("phon").says("แบบสำรวจปี 2565").hears("ยังไม่ได้ลงลิงก์")


def test_who_asked_is_told_once_and_then_forgotten(talk_to: TalkTo, system: System) -> None:
    talk = talk_to("khongchai").says("เตือนฉันเมื่อแบบสำรวจเปิดด้วย").hears("ไอดี LINE")
    talk.says("ตกลง").hears("บันทึกแล้ว")
    talk.says("ขอลิงก์แบบสำรวจ").hears("จะเตือนในแชทนี้เมื่อเปิดตามที่ขอไว้")
    tell(system.parts, bangkok(system.clock().date(), 9))
    assert told(system, "khongchai") == []
    system.clock.move(days=20)  # 4 February
    for hour in (9, 10):
        tell(system.parts, bangkok(system.clock().date(), hour))
    (messages,) = told(system, "khongchai")
    assert EIT in json.dumps(messages) and "iit" not in json.dumps(messages)
    system.clock.move(days=KEPT.days + 2)
    tell(system.parts, bangkok(system.clock().date(), 9))
    assert wishes(system) == 0 and len(told(system, "khongchai")) == 1
    with system.parts.database.reading() as session:
        assert session.scalars(select(Person)).all() == [] or all(p.roles for p in session.scalars(select(Person)))


def test_changing_ones_mind(talk_to: TalkTo, system: System) -> None:
    talk = talk_to("ko").says("เตือนฉันเมื่อแบบสำรวจเปิด").says("ตกลง").hears("บันทึกแล้ว")
    assert wishes(system) == 1
    talk.says("ไม่ต้องเตือนแบบสำรวจ").hears("ไม่เตือนเรื่องแบบสำรวจแล้ว")
    assert wishes(system) == 0


def test_deleting_everything_deletes_the_wish(talk_to: TalkTo, system: System) -> None:
    talk = talk_to("ko").says("เตือนฉันเมื่อแบบสำรวจเปิด").says("ตกลง")
    talk.says("ลบข้อมูลของฉัน").says("ลบเลย").hears("ลบแล้ว")
    assert wishes(system) == 0


def test_one_word_stops_everything(talk_to: TalkTo, system: System) -> None:
    talk = talk_to("ko").says("เตือนฉันเมื่อแบบสำรวจเปิด").says("ตกลง")
    talk.says("ข้อมูลของฉัน").hears("1 เรื่อง")
    talk.says("เลิกติดตามทั้งหมด").hears("ลบไอดี")
    assert wishes(system) == 0


def test_an_open_survey_needs_no_reminder(talk: Talk) -> None:
    talk.says("เตือนฉันเมื่อแบบสำรวจเปิด").hears("EIT", "30 มิ.ย. 2569")
    assert actions(talk, "uri")


def wishes(system: System) -> int:
    with system.parts.database.reading() as session:
        return len(session.scalars(select(SurveyWish)).all())


def told(system: System, slug: str) -> list[list[dict[str, Any]]]:
    """The notices about an opened survey, for as many people as have one."""
    with system.parts.database.reading() as session:
        rows = session.execute(
            select(NoticeRow.messages)
            .join(Delivery, Delivery.notice_id == NoticeRow.id)
            .where(NoticeRow.kind == "survey_opened")
        ).all()
    return [row.messages for row in rows]
