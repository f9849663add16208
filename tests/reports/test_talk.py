"""An official asks for the memo in the chat, looks at the link's page, and presses once."""

import re
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from bot.web.app import create_app
from bot.web.assembly import make_door
from dialogs.records.facts import Role
from storage.models import Agency, Person
from storage.people import bind, unbind
from tests.reports.papers import lines
from tests.system import System, Talk

ASK = "ขอบันทึกข้อความรอบ 6 เดือน"
_LINK = re.compile(r"https://\S+/report/[\w-]{32}")
_MARK = re.compile(r'name="mark" value="([0-9a-f]{64})"')


@pytest.fixture
def browser(system: System) -> FlaskClient:
    return create_app(make_door(system.parts)).test_client()


@pytest.fixture
def mayor(system: System, talk_to: Callable[[str], Talk]) -> Talk:
    """The mayor of ก้อ."""
    talk = talk_to("ko")
    bound(system, talk, Role.MAYOR)
    return talk


def bound(system: System, talk: Talk, *roles: Role, unit: str = "", slug: str = "ko") -> None:
    with system.parts.database.transaction() as session:
        agency = session.scalars(select(Agency).where(Agency.slug == slug)).one()
        line_id = talk.user.user_id
        bind(
            session,
            system.parts.keyring,
            agency,
            digests=system.parts.keyring.digests("general", slug, line_id),
            line_id=line_id,
            roles=roles,
            unit=unit,
            label="",
            now=system.clock(),
        )


def link(talk: Talk) -> str:
    """The path of the link in the last answer."""
    found = _LINK.search(talk.text)
    assert found, talk.text
    return urlsplit(found.group()).path


def mark(browser: FlaskClient, path: str) -> str:
    found = _MARK.search(browser.get(path).text)
    assert found
    return found.group(1)


def test_from_the_wish_to_the_file(mayor: Talk, browser: FlaskClient) -> None:
    mayor.says(ASK).hears("บันทึกข้อความ รอบ 6 เดือน ปี 2566", "ยังไม่มีรายงาน 9 เรื่อง", "10 นาที")
    path = link(mayor)
    page = browser.get(path)
    assert page.status_code == 200 and "ดาวน์โหลด" in page.text and "เทศบาลตำบลก้อ" in page.text
    file = browser.post(path, data={"mark": mark(browser, path)})
    assert file.status_code == 200
    assert "ko-2566-round6.docx" in file.headers["Content-Disposition"]
    assert "บันทึกข้อความ" in "\n".join(lines(file.data))


def test_a_preview_spends_nothing_and_the_second_press_gets_a_calm_page(mayor: Talk, browser: FlaskClient) -> None:
    path = link(mayor.says(ASK))
    for _ in range(3):
        assert browser.get(path).status_code == 200
    assert browser.head(path).status_code == 200
    proof = mark(browser, path)
    assert browser.post(path, data={"mark": proof}).status_code == 200
    again = browser.post(path, data={"mark": proof})
    assert again.status_code == 404 and "ลิงก์นี้ใช้ไม่ได้แล้ว" in again.text
    assert browser.get(path).text == again.text


def test_a_press_from_another_page_is_none(mayor: Talk, browser: FlaskClient) -> None:
    path = link(mayor.says(ASK))
    for data in ({}, {"mark": ""}, {"mark": "0" * 64}, {"mark": "ก"}):
        assert browser.post(path, data=data).status_code == 404
    assert browser.post(path, data={"mark": mark(browser, path)}).status_code == 200


def test_used_over_unknown_and_malformed_look_the_same(system: System, mayor: Talk, browser: FlaskClient) -> None:
    path = link(mayor.says(ASK))
    system.clock.move(minutes=11)
    pages = [browser.get(path), browser.get("/ko/report/" + "x" * 32), browser.get("/ko/report/x")]
    assert {page.status_code for page in pages} == {404}
    assert len({page.text for page in pages}) == 1


def test_nothing_of_it_is_kept_or_indexed(mayor: Talk, browser: FlaskClient) -> None:
    path = link(mayor.says(ASK))
    proof = mark(browser, path)
    for answer in (browser.get(path), browser.post(path, data={"mark": proof}), browser.get(path)):
        assert answer.headers["Cache-Control"] == "no-store"
        assert "noindex" in answer.headers["X-Robots-Tag"]
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


def test_who_left_between_asking_and_pressing_gets_nothing(system: System, mayor: Talk, browser: FlaskClient) -> None:
    path = link(mayor.says(ASK))
    proof = mark(browser, path)
    digests = system.parts.keyring.digests("general", "ko", mayor.user.user_id)
    with system.parts.database.transaction() as session:
        unbind(session, session.scalars(select(Person).where(Person.digest.in_(digests))).one())
    assert browser.get(path).status_code == 404
    assert browser.post(path, data={"mark": proof}).status_code == 404


def test_another_agency_s_page_does_not_open_it(mayor: Talk, browser: FlaskClient) -> None:
    path = link(mayor.says(ASK))
    assert browser.get(path.replace("/ko/", "/phon/")).status_code == 404
    assert browser.get(path).status_code == 200


def test_a_citizen_hears_what_it_is_and_whom_to_ask(talk: Talk) -> None:
    talk.says(ASK).hears("เอกสารภายใน", "โทร").does_not_hear("/report/")


def test_staff_of_another_unit_are_sent_to_the_one_that_prepares_it(
    system: System, talk_to: Callable[[str], Talk]
) -> None:
    clerk, cashier = talk_to("ko"), talk_to("ko")
    bound(system, clerk, Role.STAFF, unit="กองยุทธศาสตร์และงบประมาณ")
    bound(system, cashier, Role.STAFF, unit="กองคลัง")
    clerk.says(ASK).hears("/report/")
    cashier.says(ASK).hears("กองยุทธศาสตร์และงบประมาณ").does_not_hear("/report/")


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("ขอบันทึกข้อความรอบ 12 เดือน ปี 2566", "รอบ 12 เดือน ปี 2566"),
        ("ขอเมโมรอบ ๖ เดือน", "รอบ 6 เดือน ปี 2566"),
        ("ขอรายงานรอบ 9 เดือนเป็นไฟล์ word", "รอบ 9 เดือน ปี 2566"),
        ("ขอบันทึกข้อความหน่อย", "รอบ 12 เดือน ปี 2566"),  # the newest round that is over
    ],
)
def test_ways_to_ask(mayor: Talk, words: str, title: str) -> None:
    mayor.says(words).hears(f"บันทึกข้อความ {title}", "/report/")


def test_a_year_without_measures_is_said_with_the_years_that_have_some(mayor: Talk) -> None:
    mayor.says("ขอบันทึกข้อความรอบ 6 เดือน ปี 2568").hears("ปี 2568 ยังไม่มีมาตรการ", "2566").is_offered("ขอรอบ 6 เดือน")
    mayor.presses("ขอรอบ 6 เดือน").hears("บันทึกข้อความ รอบ 6 เดือน ปี 2566", "/report/")


def test_another_round_is_one_press_away(mayor: Talk) -> None:
    first = link(mayor.says(ASK).is_offered("ขอรอบ 12 เดือน"))
    second = link(mayor.presses("ขอรอบ 12 เดือน").hears("รอบ 12 เดือน ปี 2566"))
    assert first != second


def test_a_round_that_is_not_over_says_so(system: System, talk_to: Callable[[str], Talk]) -> None:
    talk = talk_to("khongchai")
    bound(system, talk, Role.SECRETARY, slug="khongchai")
    talk.says(ASK).hears("รอบ 6 เดือน ปี 2569", "รอบนี้ยังไม่จบ (สิ้นสุด 31 มี.ค. 2569)")
