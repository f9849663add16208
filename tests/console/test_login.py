"""Coming in and leaving: codes work once and for a quarter of an hour, visits end, nothing is fixed in advance."""

from collections.abc import Callable
from http.cookies import SimpleCookie

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from bot.web.limits import LOG_INS
from dialogs.records.errors import Refused
from dialogs.records.facts import Role
from storage.console import CODE_LIFE, IDLE, LONGEST, make_code
from storage.database import Database
from storage.models import Agency, ConsoleCode, ConsoleVisit, Person
from tests.console.visitor import BASE, Office
from tests.system import MovableClock


def cookie(browser: FlaskClient) -> str:
    kept = browser.get_cookie("console", domain="127.0.0.1", path="/console")
    assert kept, "there is no cookie"
    return kept.value


def test_a_code_works_once(office: Callable[..., Office]) -> None:
    admin = office()
    code = admin.code()
    admin.logs_in(code)
    admin.sends("/console/leave")
    answer = admin.types_code(code)
    assert answer.status_code == 403 and "ใช้ไปแล้ว" in answer.text


@pytest.mark.parametrize("late", [0, 1])
def test_a_code_lives_a_quarter_of_an_hour(office: Callable[..., Office], clock: MovableClock, late: int) -> None:
    admin = office()
    code = admin.code()
    clock.move(seconds=CODE_LIFE.total_seconds() - 1 + late)
    assert admin.types_code(code).status_code == (403 if late else 303)


@pytest.mark.parametrize("code", ["", "ABCDE-23456", "รหัส", "' OR 1=1 --", "A" * 10_000, "\x00", "AB\nCDE-23456"])
def test_what_is_no_code(office: Callable[..., Office], code: str) -> None:
    assert office().types_code(code).status_code == 403


def test_case_digits_and_dash_of_a_code_do_not_matter(office: Callable[..., Office]) -> None:
    admin = office()
    code = admin.code().replace("-", " ").lower().translate(str.maketrans("23456789", "๒๓๔๕๖๗๘๙"))
    assert admin.types_code(f"  {code} ").status_code == 303


def test_only_administrators_get_a_code(office: Callable[..., Office]) -> None:
    for role in Role:
        somebody = office(role=role)
        if role is Role.ADMINISTRATOR:
            assert somebody.code()
        else:
            with pytest.raises(Refused):
                somebody.code()


def test_who_lost_the_role_before_typing_the_code(office: Callable[..., Office], database: Database) -> None:
    admin = office()
    code = admin.code()
    with database.transaction() as session:
        session.get_one(Person, admin.person_id).roles = ["staff"]
    assert admin.types_code(code).status_code == 403


def test_neither_code_nor_visit_lies_in_clear(admin: Office, database: Database) -> None:
    code = admin.code()
    with database.reading() as session:
        stored = [row.digest for row in session.scalars(select(ConsoleCode))]
        stored += [row.digest for row in session.scalars(select(ConsoleVisit))]
    assert all(len(digest) == 64 for digest in stored)
    assert not any(code.replace("-", "") in digest.upper() for digest in stored)
    assert not any(digest in cookie(admin.browser) for digest in stored)


def test_an_idle_visit_ends_and_a_busy_one_goes_on(admin: Office, clock: MovableClock) -> None:
    for _ in range(3):
        clock.move(seconds=IDLE.total_seconds() - 1)
        assert admin.opens("/console/").status_code == 200
    clock.move(seconds=IDLE.total_seconds())
    answer = admin.opens("/console/")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/console/login?over=1")
    assert "สิ้นสุดแล้ว" in admin.reads("/console/login?over=1")


def test_a_visit_ends_after_a_working_day(admin: Office, clock: MovableClock) -> None:
    began = clock()
    while clock() + IDLE / 2 < began + LONGEST:
        clock.move(seconds=IDLE.total_seconds() / 2)
        assert admin.opens("/console/").status_code == 200
    clock.move(seconds=IDLE.total_seconds() / 2)
    assert admin.opens("/console/").status_code == 303


def test_leaving_ends_the_visit_and_not_only_the_cookie(admin: Office, app: Flask) -> None:
    kept = cookie(admin.browser)
    admin.sends("/console/leave")
    thief = app.test_client()
    thief.set_cookie("console", kept, path="/console", domain="127.0.0.1")
    assert thief.get("/console/", base_url=BASE).status_code == 303


def test_leaving_everywhere_ends_all_visits_of_this_person_alone(office: Callable[..., Office], app: Flask) -> None:
    admin, colleague = office().logs_in(), office().logs_in()
    phone = admin.browser
    admin.browser = app.test_client()
    admin.logs_in()
    admin.sends("/console/leave-everywhere")
    assert admin.opens("/console/").status_code == 303
    assert phone.get("/console/", base_url=BASE).status_code == 303
    assert colleague.opens("/console/").status_code == 200


def test_who_is_forgotten_is_logged_out(admin: Office, database: Database) -> None:
    with database.transaction() as session:
        session.delete(session.get_one(Person, admin.person_id))
    assert admin.opens("/console/").status_code == 303


def test_nothing_known_before_the_log_in_counts_after_it(office: Callable[..., Office]) -> None:
    admin = office()
    word, before = admin.word("/console/login"), cookie(admin.browser)
    admin.logs_in()
    assert cookie(admin.browser) != before
    assert admin.sends("/console/contacts", {"phone": "1"}, word=word).status_code == 403


@pytest.mark.parametrize("planted", ["", "x", "eyJ2aXNpdCI6ImEifQ.aaaa.bbbb", "ก"])
def test_a_planted_cookie_is_no_visit(app: Flask, planted: str) -> None:
    browser = app.test_client()
    answer = browser.get(
        "/console/", base_url=BASE, headers={"Cookie": f"console={planted}".encode().decode("latin-1")}
    )
    assert answer.status_code == 303


def test_the_cookie_is_strict_and_over_tls_only(office: Callable[..., Office], app: Flask) -> None:
    for base, secure in ((BASE, False), ("https://bot.example", True), ("http://bot.example", True)):
        answer = app.test_client().get("/console/login", base_url=base)
        jar: SimpleCookie = SimpleCookie(answer.headers["Set-Cookie"])
        kept = jar["console"]
        assert kept["httponly"] and kept["samesite"] == "Strict" and kept["path"] == "/console"
        assert bool(kept["secure"]) is secure


def test_too_many_codes_of_one_address(office: Callable[..., Office]) -> None:
    admin = office()
    word = admin.word("/console/login")
    answers = [
        admin.sends("/console/login", {"code": "ABCDE-23456"}, word=word).status_code for _ in range(LOG_INS + 1)
    ]
    assert answers[-1] == 429 and set(answers[:-1]) == {403}
    elsewhere = {"code": admin.code(), "csrf_token": word}
    headers = {"X-Forwarded-For": "203.0.113.9"}
    answer = admin.browser.post("/console/login", data=elsewhere, base_url=BASE, headers=headers)
    assert answer.status_code == 303, "somebody else behind the same proxy still gets in"


@pytest.mark.parametrize("where", ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)"])
def test_nothing_leads_elsewhere(office: Callable[..., Office], where: str) -> None:
    """No address of the console takes a place to go on to; whatever is given is not followed."""
    admin = office()
    word = admin.word("/console/login")
    form = {"code": admin.code(), "csrf_token": word, "next": where, "url": where}
    answer = admin.browser.post(f"/console/login?next={where}&url={where}", data=form, base_url=BASE)
    assert answer.headers["Location"] == "/console/"
    assert admin.opens(f"/console?next={where}").headers.get("Location", "").split("?")[0] in (
        "/console/",
        f"{BASE}/console/",
    )
    assert admin.sends(f"/console/leave?next={where}", {"next": where}).headers["Location"] == "/console/login?left=1"


def test_a_host_of_somebody_else_gets_no_link_of_ours(app: Flask) -> None:
    answer = app.test_client().get("/console/", base_url="http://evil.example")
    assert answer.headers["Location"] == "/console/login"


def test_the_operators_code(app: Flask, database: Database, office: Callable[..., Office], clock: MovableClock) -> None:
    operator = office()
    with database.transaction() as session:
        agency = session.scalars(select(Agency).where(Agency.slug == "phon")).one()
        code = make_code(session, operator.keyring, agency, None, clock())
    operator.logs_in(code)
    assert "ผู้ดูแลเครื่องแม่ข่าย" in operator.reads("/console/")
    operator.sends("/console/contacts", {"phone": "0 4300 0000"})
    assert operator.audit()[0].role == "operator"
