"""A one-time code binds an account to a person of the office; it is unbound as easily."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from dialogs.records.facts import Role
from storage.invitations import TRIES_AN_HOUR, code_in, invite, shown
from storage.models import Agency
from tests.system import System, Talk


@pytest.fixture
def new_code(system: System) -> Callable[..., str]:
    def make(slug: str = "phon", days: int = 7) -> str:
        parts = system.parts
        with parts.database.transaction() as session:
            agency = session.scalars(select(Agency).where(Agency.slug == slug)).one()
            roles = [Role.STAFF]
            code = invite(
                session, parts.keyring, agency, roles=roles, unit="กองคลัง", label="ธุรการ", now=parts.clock(), days=days
            )
        return shown(code)

    return make


def test_a_code_binds_and_is_used_up(talk: Talk, system: System, new_code: Callable[..., str]) -> None:
    code = new_code()
    talk.says("ผมเป็นเจ้าหน้าที่ ขอผูกบัญชี").hears("รหัสเชิญ 10 ตัว")
    talk.says(code.lower().replace("-", " ")).hears("ธุรการ", "กองคลัง", "เลิกผูกได้ทุกเมื่อ")
    talk.says("ตกลง").hears("ผูกบัญชีแล้ว", "เจ้าหน้าที่")
    talk.says("ติดต่อหน่วยงาน").hears("สำหรับเจ้าหน้าที่")
    other = system.talk("phon")
    other.says(code).hears("ใช้ไม่ได้")


def test_a_code_typed_alone_is_enough(talk: Talk, new_code: Callable[..., str]) -> None:
    talk.says(new_code()).hears("ธุรการ").is_offered("ผูกบัญชี", "ไม่ผูก")
    talk.presses("ไม่ผูก").hears("ไม่ได้ผูกบัญชี")


def test_unbinding(talk: Talk, new_code: Callable[..., str]) -> None:
    talk.says(new_code())
    talk.says("ตกลง").hears("ผูกบัญชีแล้ว")
    talk.says("เลิกผูกบัญชี").hears("ยืนยันไหม")
    talk.says("เลิกผูกเลย").hears("เลิกผูกบัญชีแล้ว")
    talk.says("ติดต่อหน่วยงาน").does_not_hear("สำหรับเจ้าหน้าที่")


def test_an_expired_code_and_another_agencys_code(talk: Talk, system: System, new_code: Callable[..., str]) -> None:
    late, foreign = new_code(days=1), new_code("ko")
    system.clock.move(days=2)
    talk.says(late).hears("ใช้ไม่ได้")
    talk.says(foreign).hears("ใช้ไม่ได้")


def test_guessing_is_limited(talk: Talk, new_code: Callable[..., str]) -> None:
    for _ in range(TRIES_AN_HOUR):
        talk.says("ABCDE-23456").hears("ใช้ไม่ได้")
    talk.says(new_code()).hears("หลายครั้งเกินไป")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("รหัส abcde-23456 ครับ", "ABCDE23456"),
        ("ABCDE 2345๖", "ABCDE23456"),
        ("ABCDEFGHJK", ""),
        ("สวัสดี", ""),
        ("0812345678", ""),
        ("XABCDE-23456", ""),
    ],
)
def test_what_counts_as_a_code(text: str, code: str) -> None:
    assert code_in(text) == code
