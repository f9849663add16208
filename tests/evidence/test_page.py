"""The gallery: for the office alone, for ten minutes, and nothing in it can run."""

import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from bot.evidence.fetcher import Fetcher
from bot.web.app import create_app
from bot.web.assembly import make_door
from storage.models import Person
from tests.evidence.desk import PDF, Desk, photo
from tests.system import System, Talk

Staff = Callable[..., Talk]


@pytest.fixture
def client(system: System) -> FlaskClient:
    return create_app(make_door(system.parts)).test_client()


@pytest.fixture
def reporter(staff: Staff, fetcher: Fetcher) -> Talk:
    """Somebody who just reported with a picture, a file and a link."""
    talk = staff("nikhom-khamsoi")
    talk.user.sends_picture(photo())
    talk._listen().hears("รายงานมาตรการไหน")
    for line in ("ข้อ 1", "40", "ทำแล้ว"):
        talk.says(line)
    talk.user.sends_file("บันทึก “ลับ”.pdf", PDF)
    talk._listen().hears("ไฟล์ 1")
    talk.says("https://www.dla.go.th/a?x=<b>").hears("ลิงก์ 1")
    talk.says("บันทึก").hears("บันทึกแล้ว")
    fetcher.all_due()
    return talk


def link_in(talk: Talk) -> str:
    """The path of the link that the last answer holds."""
    found = re.search(r"/nikhom-khamsoi/evidence/[\w-]{32}", talk.text)
    assert found, talk.text
    return found.group()


def test_what_the_office_sees(reporter: Talk, client: FlaskClient, desk: Desk) -> None:
    path = link_in(reporter.presses("ดูหลักฐาน").hears("รูป 1 ไฟล์ 1 ลิงก์ 1", "10 นาที"))
    page = client.get(path)
    picture, file = desk.files(reporter)
    assert page.status_code == 200 and page.headers["Cache-Control"] == "no-store"
    assert f'src="{path}/{picture.id}"' in page.text and "บันทึก ลับ.pdf" in page.text
    assert "<b>" not in page.text and "script" not in page.headers["Content-Security-Policy"]
    shown = client.get(f"{path}/{picture.id}")
    assert (shown.mimetype, shown.data) == ("image/jpeg", picture.content)
    served = client.get(f"{path}/{file.id}")
    assert served.data == PDF and served.headers["Content-Disposition"].startswith("attachment")
    assert "sandbox" in served.headers["Content-Security-Policy"]
    assert served.headers["X-Content-Type-Options"] == "nosniff"


def test_the_link_ends(reporter: Talk, client: FlaskClient, desk: Desk, system: System) -> None:
    path = link_in(reporter.presses("ดูหลักฐาน"))
    picture = desk.files(reporter)[0]
    system.clock.move(minutes=11)
    gone = client.get(path)
    assert gone.status_code == 404 and "ใช้ไม่ได้แล้ว" in gone.text
    assert client.get(f"{path}/{picture.id}").status_code == 404


def test_who_left_the_office_sees_nothing(reporter: Talk, client: FlaskClient, desk: Desk, system: System) -> None:
    path = link_in(reporter.presses("ดูหลักฐาน"))
    picture = desk.files(reporter)[0]
    assert client.get(path).status_code == 200
    with system.parts.database.transaction() as session:
        session.get_one(Person, picture.person_id).active = False
    assert client.get(path).status_code == 404 and client.get(f"{path}/{picture.id}").status_code == 404


def test_foreign_links_and_files(reporter: Talk, client: FlaskClient, staff: Staff, desk: Desk) -> None:
    path = link_in(reporter.presses("ดูหลักฐาน"))
    other = staff("phok-noi")
    other.user.sends_picture(photo())
    other._listen()
    foreign = desk.files(other)[0]
    for wrong in (
        f"{path}/{foreign.id}",
        f"{path}/{2**40}",
        path.replace("nikhom-khamsoi", "phon"),
        path[:-1] + ("A" if path[-1] != "A" else "B"),
        "/nikhom-khamsoi/evidence/short",
    ):
        assert client.get(wrong).status_code == 404, wrong


def test_citizens_and_other_offices_get_no_link(reporter: Talk, system: System, staff: Staff) -> None:
    known = system.parts.directory.known("nikhom-khamsoi", [])
    assert known
    measure = next(m for m in known.agency.measures if any(report.files for report in m.reports))
    for stranger in (system.talk("nikhom-khamsoi"), staff("phon")):
        stranger.user.postback(f'go:see_evidence:{{"measure":{measure.id}}}')
        stranger._listen().does_not_hear("/evidence/")
    staff("nikhom-khamsoi", "mayor").says("มาตรการข้อ 1 ถึงไหนแล้ว").is_offered("ดูหลักฐาน")
    citizen = system.talk("nikhom-khamsoi").says("มาตรการข้อ 1 ถึงไหนแล้ว")
    assert "ดูหลักฐาน" not in citizen.buttons
