"""``notices list|retry``: an administrator sees what was not sent and lets it go out again."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.cli.main import main
from bot.demo.people import bind_sample
from bot.parts import Parts, open_parts
from bot.settings import Settings
from dialogs.records.notice import Fate, Importance, Notice, Reason
from storage.database import open_engine
from storage.models import Agency, Delivery, Person, Purse, PushRequest
from storage.notices import forget_settled, put, retry
from storage.samples.load import load_samples
from storage.schema import upgrade
from tests.push.office import Office


@pytest.fixture
def parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Parts]:
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    monkeypatch.setenv("PRONGSAI_NOW", "2026-01-15T10:00")
    settings = Settings()
    engine = open_engine(settings.database_address)
    upgrade(engine)
    engine.dispose()
    with open_parts(settings) as opened:
        load_samples(opened.database, opened.clock())
        bind_sample(opened, "phon", "U" + "1" * 32, "staff")
        yield opened


def one_unsent(parts: Parts, reason: Reason) -> None:
    now = parts.clock()
    with parts.database.transaction() as session:
        agency = session.scalars(select(Agency).where(Agency.slug == "phon")).one()
        people = tuple(session.scalars(select(Person.id)))
        text = {"type": "text", "text": "ลับ"}
        notice = Notice("reminder", f"k-{reason}", people, (text,), Importance.DEADLINE, now, now + timedelta(hours=1))
        put(session, agency.id, notice, now)
        for row in session.scalars(select(Delivery).where(Delivery.fate == Fate.WAITING)):
            row.fate, row.reason, row.settled_at = Fate.UNSENT, reason, now
        session.add(Purse(agency_id=agency.id, monthly_limit=300, used=300, looked_at=now, lesser_rest_until=now))


def test_the_list_says_what_why_and_to_whom_but_no_line_id_and_no_text(
    parts: Parts, capsys: pytest.CaptureFixture[str]
) -> None:
    one_unsent(parts, Reason.MONTH_USED_UP)
    assert main(["notices", "list", "--agency", "phon"]) == 0
    shown = capsys.readouterr().out
    assert "reminder\tdeadline\t2026-01-15 10:00 – 2026-01-15 11:00\tunsent month_used_up\t" in shown
    assert "staff (โพน)" in shown and "300 of 300" in shown
    assert "U111" not in shown and "ลับ" not in shown
    assert main(["notices", "list", "--agency", "ko"]) == 0
    assert capsys.readouterr().out == ""


def test_retry_lets_them_wait_again_and_wakes_the_channel(parts: Parts, capsys: pytest.CaptureFixture[str]) -> None:
    one_unsent(parts, Reason.MONTH_USED_UP)
    assert main(["notices", "retry", "--agency", "phon"]) == 0
    assert capsys.readouterr().out == "1 wait again\n"
    with parts.database.reading() as session:
        assert session.scalars(select(Delivery.fate)).one() == Fate.WAITING
        assert session.scalars(select(Purse.lesser_rest_until)).one() is None


@pytest.mark.parametrize(("reason", "count"), [(Reason.GONE, 0), (Reason.UNSURE, 0), (Reason.EXPIRED, 1)])
def test_who_is_gone_stays_so_and_what_may_have_arrived_needs_a_word(
    parts: Parts, capsys: pytest.CaptureFixture[str], reason: Reason, count: int
) -> None:
    one_unsent(parts, reason)
    main(["notices", "retry", "--agency", "phon"])
    assert capsys.readouterr().out == f"{count} wait again\n"
    if reason is Reason.UNSURE:
        main(["notices", "retry", "--agency", "phon", "--may-double"])
        assert capsys.readouterr().out == "1 wait again\n"


def test_an_unknown_agency_is_said(parts: Parts, capsys: pytest.CaptureFixture[str]) -> None:
    assert parts and main(["notices", "retry", "--agency", "nowhere"]) == 1
    assert "nowhere" in capsys.readouterr().err


def test_what_line_may_have_taken_goes_again_with_its_own_key(office: Office) -> None:
    people = office.people(1)
    office.fake.faults.next("push", "lost-answer")
    office.fake.faults.next("push", "server-error", count=100)
    office.put(office.notice("ก", people, hours=1))
    office.rounds(10)
    office.fake.faults.clear()
    assert office.fates("ก") == {people[0]: (Fate.UNSENT, Reason.UNSURE)}
    with office.database.transaction() as session:
        assert retry(session, "phon", office.clock()) == 1
    office.rounds(3)
    assert office.sent("ก") == list(people) and office.heard(people[0]) == {"แจ้ง ก": 1}
    with office.database.reading() as session:
        assert len(session.scalars(select(PushRequest.id)).all()) == 1


def test_old_settled_notices_are_forgotten_and_open_ones_are_not(office: Office) -> None:
    people = office.people(1)
    office.put(office.notice("ก", people))
    office.rounds(1)
    office.put(office.notice("ข", people, hours=2000))
    with office.database.transaction() as session:
        assert forget_settled(session, office.clock() + timedelta(days=90)) == 1
    assert office.fates("ก") == {} and office.fates("ข")
