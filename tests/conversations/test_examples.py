"""The example conversations of ``../shared/expected/dialogs.jsonl``, turn by turn through the real webhook.

Their words are read from there; what must follow each turn is checked here. The complaint account's own example is
in ``tests/complaints``.
"""

import json
from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import func, select

from bot.demo.people import bind_sample
from dialogs.understanding.service import AgencyListener
from storage.models import Follow, ProgressEntry
from tests.documents.desk import announce
from tests.shared import SHARED, needs_shared
from tests.system import System, Talk, running_system

pytestmark = needs_shared
TalkTo = Callable[[str], Talk]


@pytest.fixture(scope="module")
def system(tmp_path_factory: pytest.TempPathFactory, listener: AgencyListener) -> Iterator[System]:
    """A bot of its own, with a survey that is open: what is reported here must not be heard in other tests."""
    with running_system(tmp_path_factory.mktemp("examples"), listener) as running:
        announce(running, "phon", "5 ม.ค. 2569", "30 มิ.ย. 2569")
        yield running


def turns(role: str, goal: str) -> Iterator[str]:
    """The messages of the example whose goal begins so."""
    lines = (SHARED / "expected" / "dialogs.jsonl").read_text(encoding="utf-8").splitlines()
    found = [one for one in map(json.loads, lines) if one["role"] == role and one["goal"].startswith(goal)]
    assert len(found) == 1
    return iter(found[0]["turns"])


def bound(system: System, role: str, agency: str = "phon") -> Talk:
    talk = system.talk(agency)
    bind_sample(system.parts, agency, talk.user.user_id, role)
    return talk


def entries(system: System) -> int:
    with system.parts.database.reading() as session:
        return session.scalar(select(func.count()).select_from(ProgressEntry)) or 0


def test_one_of_several_measures_then_who_is_responsible(talk_to: TalkTo) -> None:
    says = turns("citizen", "Status of one measure")
    talk = talk_to("khongchai")
    talk.says(next(says)).hears("1.", "2.")
    second = next(line for line in talk.text.splitlines() if line.startswith("2.")).removeprefix("2.").strip()
    talk.says(next(says)).hears(second[:20])
    talk.says(next(says)).hears("รับผิดชอบโดย").does_not_hear("หมายถึงเรื่องไหน")
    talk.says(next(says))
    assert len(talk.last) == 1 and len(talk.text) < 300


def test_an_outsider_asks_for_the_staff_survey(talk: Talk) -> None:
    says = turns("citizen", "Outsider asks for IIT")
    talk.says(next(says)).hears("IIT").is_offered("แบบสำรวจประชาชน")
    talk.says(next(says)).hears("แบบสำรวจความเห็นประชาชน (EIT)", "itas.nacc.go.th/go/eit")
    talk.says(next(says)).hears("ไม่รู้ว่าใครตอบ", "itas.nacc.go.th/go/eit")


def test_a_complaint_in_the_general_account(talk: Talk) -> None:
    says = turns("reporter", "Complaint typed into the general channel")
    talk.says(next(says)).hears("1205").does_not_hear("2000")
    talk.says(next(says)).does_not_hear("สมชาย", "กองช่าง")
    talk.says(next(says)).hears("ไม่ได้ถูกบันทึกเป็นเรื่องร้องเรียน")


def test_staff_report_with_half_in_words_and_a_picture(system: System) -> None:
    says = turns("staff", "Report progress; percent in words")
    talk, before = bound(system, "staff", "khongchai"), entries(system)
    talk.says(next(says))
    talk.says(next(says)).hears("ยืมทรัพย์สิน")
    talk.says(next(says)).hears("50%")
    talk.says(next(says)).hears("หลักฐาน")
    next(says)
    talk.sends("picture")
    talk.hears("50%", "รูป")
    talk.says(next(says)).hears("บันทึกแล้ว", "50%")
    assert entries(system) == before + 1


def test_a_digression_and_back(system: System) -> None:
    says = turns("staff", "Digression in the middle")
    talk, before = bound(system, "staff", "khongchai"), entries(system)
    talk.says(next(says)).hears("ทำไปถึงไหนแล้ว")
    talk.says(next(says)).hears("กองคลัง", "ทำไปถึงไหนแล้ว")
    talk.says(next(says)).hears("75%")
    talk.says(next(says)).hears("ITA")
    talk.says(next(says)).hears("75%")
    talk.says(next(says)).hears("ตรวจก่อนบันทึก", "75%", "ไม่มีหลักฐาน")
    talk.presses("บันทึก").hears("บันทึกแล้ว", "75%")
    assert entries(system) == before + 1


def test_following_from_context_and_stopping(talk: Talk, system: System) -> None:
    says = turns("citizen", "Follow from context")
    talk.says(next(says))
    talk.says(next(says)).hears("ติดตาม")
    talk.says(next(says)).hears("บันทึกแล้ว")
    talk.says(next(says)).hears("เลิก")
    with system.parts.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Follow)) == 0


def test_a_long_first_message_in_dialect(talk: Talk) -> None:
    says = turns("citizen", "Long rambling first message")
    talk.says(next(says))
    assert "08" in talk.text or "คะแนน ITA" in talk.buttons or "ติดต่อหน่วยงาน" in talk.buttons
    talk.says(next(says))
    talk.says(next(says)).hears("การใช้งบประมาณ")
    talk.says(next(says)).hears("การใช้งบประมาณ")
    talk.says(next(says))
    assert len(talk.last) == 1
