"""How the agency is reached: names, numbers, place, links; and what happens while its website is down."""

from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import select

from dialogs.understanding.service import AgencyListener
from storage.models import Agency, LinkCheck
from tests.system import System, Talk, running_system

TalkTo = Callable[[str], Talk]


@pytest.fixture(scope="module")
def system(tmp_path_factory: pytest.TempPathFactory, listener: AgencyListener) -> Iterator[System]:
    with running_system(tmp_path_factory.mktemp("contact"), listener) as running:
        yield running


def test_story_1_find_you(talk: Talk) -> None:
    """Official names, links, phone, map: one tap away."""
    talk.says("เมนู").is_offered("ติดต่อหน่วยงาน")
    talk.presses("ติดต่อหน่วยงาน").hears("เทศบาลตำบลโพน", "phon.example", "phon-example", "0 4300 0001", "ตัวอย่าง")
    talk.is_offered("เปิดเว็บไซต์", "เปิดเฟซบุ๊ก", "เปิดแผนที่")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("เว็บไซต์เทศบาลชื่ออะไร", "เว็บไซต์ของโพนคือ phon.example"),
        ("เฟซบุ๊กชื่ออะไร", "เฟซบุ๊กของโพนคือ"),
        ("ไลน์เทศบาลชื่ออะไร", "บัญชีนี้คือ LINE ของเทศบาลตำบลโพน"),
        ("เทศบาลอยู่ที่ไหน", "อำเภอคำม่วง จังหวัดกาฬสินธุ์"),
        ("ขอแผนที่หน่อย", "maps"),
        ("เปิดกี่โมง", "08.30"),
    ],
)
def test_the_one_thing_that_was_asked_comes_first(talk: Talk, words: str, expected: str) -> None:
    talk.says(words).hears(expected)


def test_what_is_not_there_is_said_plainly(talk_to: TalkTo) -> None:
    talk_to("ko").says("เฟซบุ๊กชื่ออะไร").hears("ยังไม่ได้ลงเฟซบุ๊กไว้", "สำนักปลัด", "โทร")


def test_story_2_the_site_is_down_and_people_are_still_served(talk: Talk, system: System) -> None:
    """The key facts come in chat, and the report is kept for whoever looks at the site next."""
    talk.says("เว็บเทศบาลเข้าไม่ได้").hears("บันทึกไว้ให้เจ้าหน้าที่ตรวจเว็บไซต์แล้ว", "สำนักปลัด", "0 4300 0001")
    talk.is_offered("เอกสารเผยแพร่", "สถานะมาตรการ")
    talk.presses("เอกสารเผยแพร่").hears("เอกสาร")
    with system.parts.database.reading() as session:
        website = session.scalars(select(Agency.website).where(Agency.slug == "phon")).one()
        check = session.scalars(select(LinkCheck).where(LinkCheck.url == website)).one()
    assert check.reported_at == system.clock()


def test_a_site_that_is_not_known_cannot_be_down(talk_to: TalkTo) -> None:
    talk_to("ko").says("เว็บล่ม").hears("ยังไม่ได้ลงเว็บไซต์ไว้", "โทร")


def test_a_unit_that_is_named_needs_no_card(talk: Talk) -> None:
    talk.says("ขอเบอร์กองคลังหน่อยค่ะ").hears("0 4300 0002")
    talk.says("เฟซบุ๊กล่ะ").hears("phon-example")


def test_story_10_a_village_head_reads_out_the_names(talk: Talk) -> None:
    talk.says("ขอข้อความหอกระจายข่าว").hears("ประชาสัมพันธ์จากเทศบาลตำบลโพน", "phon.example", "บัญชีไลน์")
    talk.is_offered("คัดลอกข้อความ")
    talk.says("ติดต่อหน่วยงาน").is_offered("ข้อความเสียงตามสาย")
    talk.presses("ข้อความเสียงตามสาย").hears("0 4300 0001")


@pytest.mark.parametrize(
    "words",
    ["เจ้าหน้าที่โกงค่าธรรมเนียม", "นายกเรียกเงินค่าจัดซื้อ", "ปลัดรับของขวัญจากผู้รับเหมา", "มีคนทุจริตงบประมาณ"],
)
def test_what_may_be_a_tip_is_never_taken_for_a_paper(talk: Talk, words: str) -> None:
    talk.says(words)
    assert "เอกสาร 2 รายการ" not in talk.text and "phon.example" not in talk.text
    assert "ช่องทางแยก" in talk.text or "แจ้งเบาะแสทุจริต" in talk.buttons, talk.text
