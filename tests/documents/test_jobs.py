"""What the scheduler tells staff about links: the week's list, the countdown to ITAS, a website that is down."""

import json
import ssl
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import pytest
from sqlalchemy import select

from bot.scheduler.calendar import bangkok
from bot.scheduler.jobs import links
from dialogs.checklist import checklist
from dialogs.records.document import Fault, LinkState
from dialogs.records.facts import Role
from dialogs.understanding.service import AgencyListener
from storage.models import Agency, Delivery, NoticeRow, Person
from tests.documents.desk import closes, looked, publish
from tests.documents.web import Reply, Web
from tests.officials.office import bound
from tests.oracle import judge_body
from tests.system import System, running_system

SITE = "https://www.go.example/"
MONDAY, TUESDAY = date(2026, 1, 19), date(2026, 1, 20)


@pytest.fixture
def system(tmp_path_factory: pytest.TempPathFactory, listener: AgencyListener) -> Iterator[System]:
    with running_system(tmp_path_factory.mktemp("links"), listener) as running:
        yield running


def at(day: date, system: System, hour: int = 9) -> datetime:
    moment = bangkok(day, hour)
    system.clock.set(moment)
    return moment


def told(system: System) -> list[tuple[str, list[int], str]]:
    """Each notice: kind, persons, and all that it says."""
    with system.parts.database.reading() as session:
        rows = session.scalars(select(NoticeRow).order_by(NoticeRow.id)).all()
        return [
            (
                row.kind,
                list(session.scalars(select(Delivery.person_id).where(Delivery.notice_id == row.id))),
                json.dumps(row.messages, ensure_ascii=False),
            )
            for row in rows
        ]


def make_administrator(system: System) -> int:
    bound(system, "staff", "ko")
    with system.parts.database.transaction() as session:
        person = session.scalars(select(Person).order_by(Person.id.desc()).limit(1)).one()
        person.roles = [Role.ADMINISTRATOR]
        return person.id


def test_on_mondays_staff_get_what_is_dead_or_old(system: System) -> None:
    bound(system, "staff", "ko")
    publish(system, "ko", "โครงสร้าง", f"{SITE}structure", "o1", 2569)
    publish(system, "ko", "No Gift Policy", f"{SITE}gift", "o20", 2569)
    links.tell(system.parts, at(MONDAY, system))
    assert told(system) == []  # nothing is wrong yet, and what is missing is no news
    looked(system, f"{SITE}structure", LinkState.DEAD, Fault.GONE)
    looked(system, f"{SITE}gift", LinkState.GOOD, newest_year=2567)
    links.tell(system.parts, at(TUESDAY, system))
    assert told(system) == []
    for _ in range(2):
        links.tell(system.parts, at(date(2026, 1, 26), system))
    ((kind, people, words),) = told(system)
    assert kind == "link_digest" and len(people) == 1
    assert "ไม่พบหน้านี้แล้ว" in words and "หน้าเป็นของปี 2567" in words and "ยังไม่ได้ลงวันปิดรับ" in words


def test_the_countdown_comes_whatever_the_weekday_and_goes_to_the_administrators(system: System) -> None:
    bound(system, "staff", "ko")
    administrator = make_administrator(system)
    closes(system, "ko", 2569, date(2026, 1, 27))
    links.tell(system.parts, at(TUESDAY, system))  # 7 days before
    links.tell(system.parts, at(date(2026, 1, 21), system))
    links.tell(system.parts, at(date(2026, 1, 28), system))
    ((_, people, words),) = told(system)
    assert people == [administrator] and "เหลือ 7 วัน" in words and "ต้องทำ 26 จาก 26 ข้อ" in words


def test_nobody_bound_nothing_put(system: System) -> None:
    publish(system, "ko", "โครงสร้าง", f"{SITE}structure", "o1", 2569)
    looked(system, f"{SITE}structure", LinkState.DEAD, Fault.GONE)
    links.tell(system.parts, at(MONDAY, system))
    assert told(system) == []


def test_a_missed_monday_is_not_told_at_night(system: System) -> None:
    bound(system, "staff", "ko")
    publish(system, "ko", "โครงสร้าง", f"{SITE}structure", "o1", 2569)
    looked(system, f"{SITE}structure", LinkState.DEAD, Fault.GONE)
    moment = at(MONDAY, system)
    at(MONDAY, system, hour=20)
    links.tell(system.parts, moment)
    assert told(system) == []


def test_story_2_staff_are_told_that_the_site_is_down(system: System, internet: tuple[Web, ssl.SSLContext]) -> None:
    """A citizen says so, the site is looked at, staff hear of it once; until it works again nobody hears it twice."""
    web, tls = internet
    with system.parts.database.transaction() as session:
        agency = session.scalars(select(Agency).where(Agency.slug == "ko")).one()
        agency.website, agency.is_sample = SITE, False
        agency.revision += 1
    web.page(SITE, Reply(503))
    bound(system, "staff", "ko")
    citizen = system.talk("ko").says("เว็บเทศบาลเปิดไม่ได้").hears("บันทึกไว้ให้เจ้าหน้าที่ตรวจ")
    for _ in range(6):
        links.look_with(system.parts, web.fetcher(tls))
        system.clock.move(minutes=5)
    ((kind, people, words),) = told(system)
    assert kind == "site_down" and len(people) == 1 and "เว็บขัดข้อง" in words and SITE in words
    citizen.says("เว็บเข้าไม่ได้").hears("ระบบก็เปิดไม่ได้ตั้งแต่ 15 ม.ค. 2569")
    web.page(SITE)
    for _ in range(3):
        links.look_with(system.parts, web.fetcher(tls))
        system.clock.move(minutes=5)
    system.talk("ko").says("เว็บล่ม").hears("ยังเปิดได้")
    assert len(told(system)) == 1


def test_a_new_website_is_looked_at_from_the_night_on(system: System, internet: tuple[Web, ssl.SSLContext]) -> None:
    web, tls = internet
    web.page(SITE)
    with system.parts.database.transaction() as session:
        agency = session.scalars(select(Agency).where(Agency.slug == "ko")).one()
        agency.website, agency.is_sample = SITE, False
    links.refresh(system.parts, system.clock())
    for _ in range(3):
        links.look_with(system.parts, web.fetcher(tls))
        system.clock.move(minutes=5)
    assert {asked.path for asked in web.asked} == {"/robots.txt", "/"}  # the samples' made-up sites are not


@pytest.mark.parametrize("push", ["digest", "site"])
def test_line_would_take_what_is_pushed(system: System, push: str) -> None:
    bound(system, "staff", "ko")
    for number in range(1, 27):
        publish(system, "ko", "เอกสารเผยแพร่ที่มีชื่อยาวมาก " * 8, f"{SITE}{number}", f"o{number}", 2569)
        looked(system, f"{SITE}{number}", LinkState.DEAD, Fault.SOFT_GONE)
    if push == "digest":
        links.tell(system.parts, at(MONDAY, system))
    else:
        with system.parts.database.transaction() as session:
            agency = session.scalars(select(Agency).where(Agency.slug == "ko")).one()
            agency.website = f"{SITE}1"
            agency.revision += 1
        links.look_with(system.parts, lambda _method, _url: pytest.fail("nothing is due"))
    with system.parts.database.reading() as session:
        messages: list[Any] = session.scalars(select(NoticeRow.messages)).one()
    judge_body("post", "/v2/bot/message/push", {"to": "U" + "0" * 32, "messages": messages})
    assert all(len(json.dumps(message)) < 25_000 for message in messages)
    known = system.parts.directory.known("ko", ())
    assert known and len(checklist(known.agency, 2569).to_do) == 26
