"""What was not understood is counted; its words are kept only with the switch and the person's consent."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select

from dialogs.understanding.service import AgencyListener
from storage.learning import write_labelled
from storage.models import Agency, MissCount, MissedText
from tests.system import System, running_system


@pytest.fixture(scope="module")
def system(tmp_path_factory: pytest.TempPathFactory, listener: AgencyListener) -> Iterator[System]:
    with running_system(tmp_path_factory.mktemp("teach"), listener) as running:
        yield running


def kept(system: System) -> list[str]:
    with system.parts.database.reading() as session:
        return list(session.scalars(select(MissedText.text)))


def misses(system: System) -> int:
    with system.parts.database.reading() as session:
        return session.scalar(select(func.sum(MissCount.count))) or 0


def switch(system: System, on: bool) -> None:
    with system.parts.database.transaction() as session:
        agency = session.scalars(select(Agency).where(Agency.slug == "phon")).one()
        agency.learns, agency.revision = on, agency.revision + 1


def test_switched_off_only_a_count_is_kept(system: System) -> None:
    before = misses(system)
    talk = system.talk("phon").says("ผลบอลเมื่อคืนใครชนะ").hears("ยังไม่แน่ใจ")
    assert "ให้เก็บไปปรับปรุง" not in talk.buttons
    assert misses(system) == before + 1
    assert kept(system) == []


def test_with_consent_the_text_is_kept_without_the_person(system: System, tmp_path: Path) -> None:
    switch(system, on=True)
    talk = system.talk("phon").says("ผลบอลเมื่อคืนใครชนะ").hears("ไม่เก็บชื่อ ไอดี").is_offered("ให้เก็บไปปรับปรุง")
    assert kept(system) == []
    talk.presses("ให้เก็บไปปรับปรุง").hears("ขอบคุณ")
    assert kept(system) == ["ผลบอลเมื่อคืนใครชนะ"]
    with system.parts.database.transaction() as session:
        session.scalars(select(MissedText)).one().intent = "other"
        agency = session.scalars(select(Agency).where(Agency.slug == "phon")).one()
        assert write_labelled(session, agency, tmp_path) == 1
    assert (tmp_path / "other.txt").read_text(encoding="utf-8") == "ผลบอลเมื่อคืนใครชนะ\n"
    switch(system, on=False)


def test_what_came_near_a_complaint_is_never_offered(system: System) -> None:
    switch(system, on=True)
    for words in ("ใต้โต๊ะอะไรสักอย่างงงง", "บอลโกงกรรมการ", "ป้าสมศรีข้างบ้านเสียงดัง"):
        assert "ให้เก็บไปปรับปรุง" not in system.talk("phon").says(words).buttons
    switch(system, on=False)
