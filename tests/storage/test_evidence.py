"""Files of reports in the tables, on each kind of database."""

import threading
from datetime import timedelta

import pytest
from sqlalchemy import select

from dialogs.records.effect import DropContent, Effect, KeepContent, ReportProgress
from dialogs.records.errors import Refused
from dialogs.records.evidence import Loss
from dialogs.records.facts import Role
from storage.agencies import AgencyDirectory
from storage.database import Database
from storage.effects import EffectRunner
from storage.evidence_queue import LEASE, Fetched, lose, put_off, settle, take
from storage.models import Agency, EvidenceFile
from storage.people import bind
from tests.storage.rows import KEYS, LINE_ID, NOW, SLUG, Actor, add_agency

ME, OTHER = "a" * 64, "b" * 64


@pytest.fixture
def agency(database: Database) -> tuple[int, list[int]]:
    """An agency where two people report."""
    made = add_agency(database)
    for who in (ME, OTHER):
        bound(database, made[0], who, Role.STAFF)
    return made


def bound(database: Database, agency: int, who: str, role: Role) -> None:
    with database.transaction() as session:
        row = session.get_one(Agency, agency)
        bind(session, KEYS, row, digests=[who], line_id=LINE_ID, roles=[role], unit="กองช่าง", label="ก", now=NOW)


def run(database: Database, agency: int, *effects: Effect, who: str = ME) -> None:
    with database.transaction() as session:
        EffectRunner(KEYS).run(session, Actor(agency, SLUG, (who,), LINE_ID, NOW, effects))


def wanted(message: str) -> KeepContent:
    return KeepContent(message, "468789577898262530", "picture", "")


def report(measure: int, *files: str) -> ReportProgress:
    return ReportProgress(measure, 2566, 6, "in_progress", 50, "", "", "", "", (), None, files)


def rows(database: Database) -> list[EvidenceFile]:
    with database.reading() as session:
        return list(session.scalars(select(EvidenceFile).order_by(EvidenceFile.id)))


def test_lines_id_is_sealed_and_opened_for_the_fetch_alone(database: Database, agency: tuple[int, list[int]]) -> None:
    run(database, agency[0], wanted("m1"))
    (row,) = rows(database)
    assert row.line_id and b"468789577898262530" not in row.line_id
    taken = take(database, KEYS, NOW)
    assert taken and (taken.line_id, taken.slug, taken.tries) == ("468789577898262530", SLUG, 1)
    assert settle(database, taken, Fetched(b"x", "image/jpeg", ""))
    assert rows(database)[0].line_id is None and rows(database)[0].next_try is None


def test_a_file_is_taken_by_one_of_many(database: Database, agency: tuple[int, list[int]]) -> None:
    run(database, agency[0], *(wanted(f"m{number}") for number in range(6)))
    taken: list[int] = []
    barrier = threading.Barrier(4)

    def worker() -> None:
        barrier.wait()
        while (one := take(database, KEYS, NOW)) is not None:
            taken.append(one.id)

    threads = [threading.Thread(target=worker) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    while (one := take(database, KEYS, NOW)) is not None:  # a locked row makes a look come back empty-handed
        taken.append(one.id)
    assert sorted(taken) == [row.id for row in rows(database)]
    assert take(database, KEYS, NOW + LEASE - timedelta(seconds=1)) is None
    assert take(database, KEYS, NOW + LEASE) is not None


def test_only_ones_own_free_files_join_a_report(database: Database, agency: tuple[int, list[int]]) -> None:
    number, (measure, other) = agency
    run(database, number, wanted("mine"))
    run(database, number, wanted("theirs"), who=OTHER)
    run(database, number, report(measure, "mine", "theirs", "unknown"))
    mine, theirs = rows(database)
    assert mine.entry_id is not None and theirs.entry_id is None
    run(database, number, report(other, "mine"))
    assert rows(database)[0].entry_id == mine.entry_id, "a file belongs to one report"
    known = AgencyDirectory(database, "https://x.test").known(SLUG, [])
    assert known
    assert [len(r.files) for m in known.agency.measures for r in m.reports] == [1, 0]


def test_what_is_dropped_and_what_stays(database: Database, agency: tuple[int, list[int]]) -> None:
    number, (measure, _) = agency
    run(database, number, wanted("saved"), wanted("free"))
    run(database, number, report(measure, "saved"))
    run(database, number, DropContent(("saved", "free"), reported=True), who=OTHER)
    assert len(rows(database)) == 2, "nobody drops what somebody else sent"
    run(database, number, DropContent(("saved", "free")))
    assert [row.message for row in rows(database)] == ["saved"]
    run(database, number, DropContent(("saved",), reported=True))
    assert rows(database) == []


def test_the_same_message_is_noted_once(database: Database, agency: tuple[int, list[int]]) -> None:
    run(database, agency[0], wanted("m1"), wanted("m1"))
    assert len(rows(database)) == 1


def test_who_does_not_report_keeps_nothing(database: Database, agency: tuple[int, list[int]]) -> None:
    mayor, stranger = "c" * 64, "d" * 64
    bound(database, agency[0], mayor, Role.MAYOR)
    for who in (mayor, stranger):
        with pytest.raises(Refused):
            run(database, agency[0], wanted("m1"), who=who)
    assert rows(database) == []


def test_a_file_is_settled_once(database: Database, agency: tuple[int, list[int]]) -> None:
    run(database, agency[0], wanted("m1"))
    first = take(database, KEYS, NOW)
    second = take(database, KEYS, NOW + LEASE)
    assert first and second
    with database.transaction() as session:
        assert lose(session, second, Loss.GONE) is not None
    assert not settle(database, first, Fetched(b"x", "image/jpeg", ""))
    assert put_off(database, first, NOW)
    assert (rows(database)[0].state, rows(database)[0].next_try) == ("lost", None)
