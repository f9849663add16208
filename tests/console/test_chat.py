"""From the chat into the console: an administrator asks for a code, types it, and is in."""

import re
from collections.abc import Callable

import pytest
from sqlalchemy import select

from bot.web.app import create_app
from bot.web.assembly import make_door
from dialogs.records.code import ALPHABET, code_from, is_code, shown
from dialogs.records.facts import Role
from storage.invitations import code_in, invite
from storage.models import Agency, ConsoleCode
from tests.console.visitor import BASE
from tests.system import System, Talk

CODE = re.compile(rf"[{ALPHABET}]{{5}}-[{ALPHABET}]{{5}}")


@pytest.fixture
def administrator(talk: Talk, system: System) -> Callable[..., Talk]:
    """Binds the person who talks to a role."""

    def bound(role: Role = Role.ADMINISTRATOR) -> Talk:
        parts = system.parts
        with parts.database.transaction() as session:
            agency = session.scalars(select(Agency).where(Agency.slug == "phon")).one()
            code = invite(session, parts.keyring, agency, roles=[role], unit="สำนักปลัด", label="นัก", now=parts.clock())
        talk.says(shown(code))
        return talk.says("ตกลง").hears("ผูกบัญชีแล้ว")

    return bound


@pytest.mark.parametrize("words", ["เข้าคอนโซล", "ขอรหัสเข้าคอนโซลหน่อยค่ะ", "console"])
def test_the_code_of_the_chat_opens_the_console_once(
    administrator: Callable[..., Talk], system: System, words: str
) -> None:
    talk = administrator().says(words).hears("15 นาที", "/console/login")
    code = str(CODE.search(talk.text)[0])  # type: ignore[index]
    app = create_app(make_door(system.parts))
    for status in (303, 403):
        browser = app.test_client()
        page = browser.get("/console/login", base_url=BASE).text
        word = re.search(r'csrf_token" value="([^"]+)', page)
        assert word
        typed = {"code": code.lower(), "csrf_token": word[1]}
        assert browser.post("/console/login", data=typed, base_url=BASE).status_code == status


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_other_roles_get_no_code(administrator: Callable[..., Talk], role: Role) -> None:
    talk = administrator(role).says("เข้าคอนโซล").hears("เฉพาะผู้ดูแลระบบ")
    assert not CODE.search(talk.text)


def test_a_citizen_gets_no_code(talk: Talk, system: System) -> None:
    talk.says("เข้าคอนโซล").hears("เฉพาะผู้ดูแลระบบ")
    assert not CODE.search(talk.text)


def test_a_newer_code_ends_the_older_one_and_none_lies_in_clear(
    administrator: Callable[..., Talk], system: System
) -> None:
    talk = administrator()
    codes = [str(CODE.search(talk.says("เข้าคอนโซล").text)[0]) for _ in range(2)]  # type: ignore[index]
    assert codes[0] != codes[1]
    with system.parts.database.reading() as session:
        kept = session.scalars(select(ConsoleCode).where(ConsoleCode.used_at.is_(None))).all()
    parts = system.parts
    digests = [parts.keyring.digest("console code", code_in(code)) for code in codes]
    assert digests[1] in {row.digest for row in kept} and digests[0] not in {row.digest for row in kept}


def test_a_code_of_a_secret_is_stable_and_readable() -> None:
    seen = {code_from(f"{number:032d}") for number in range(2_000)}
    assert len(seen) == 2_000 and all(is_code(code) and set(code) <= set(ALPHABET) for code in seen)
    assert code_from("x" * 32) == code_from("x" * 32)
    assert all(code_in(shown(code)) == code for code in seen)
