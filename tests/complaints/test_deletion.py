"""Deleting a case by hand takes two officers; what its reporter is told afterwards is true."""

import pytest

from storage.complaints.audit import Act
from storage.complaints.deletion import WrongDeletion, ask, asked, confirm, drop
from storage.complaints.records import Evidence, OpenedCase
from storage.complaints.retention import sweep
from storage.complaints.statistics import figures
from storage.complaints.statuses import Status
from storage.complaints.wraps import Exclusions
from tests.complaints.conftest import Office

REASON = "ผู้แจ้งขอให้ลบ"


@pytest.fixture
def closed(office: Office) -> str:
    """A closed case with everything in it; the reporter's code."""
    receipt = office.tell(evidence=(Evidence("1.jpg", "image/jpeg", b"\xff\xd8PICTURE" * 300),))
    desk = office.desk("ก้อย")
    number = desk.held()[0].row.number
    desk.note(number, "ภายใน")
    for status in (Status.ACCEPTED, Status.INVESTIGATING, Status.CONCLUDED, Status.CLOSED):
        desk.move(number, status, "ผล")
    return receipt


def number_of(office: Office, name: str = "ก้อย") -> str:
    return office.desk(name).held()[0].row.number


def seen_by_reporter(office: Office, receipt: str) -> OpenedCase | None:
    key = office.vault.look_up(receipt)
    return office.vault.read(key) if key else None


def test_one_officer_alone_deletes_nothing(office: Office, closed: str) -> None:
    koi, number = office.desk("ก้อย").access, number_of(office)
    with pytest.raises(WrongDeletion):
        confirm(koi, number)
    assert ask(koi, number, REASON)
    with pytest.raises(WrongDeletion):
        confirm(koi, number)
    case = seen_by_reporter(office, closed)
    assert case is not None and case.answers and case.row.status is Status.CLOSED


def test_two_officers_delete_and_the_reporter_reads_why(office: Office, closed: str) -> None:
    number = number_of(office)
    with office.file.reading() as connection:
        boxes = [row["sealed"] for row in connection.execute("SELECT sealed FROM entry WHERE place != 'slots'")]
        signing = connection.execute("SELECT sealed FROM entry WHERE place = 'signing'").fetchone()["sealed"]
    assert ask(office.desk("ก้อย").access, number, REASON)
    office.clock.move(days=2)
    assert confirm(office.desk("ต้น").access, number)
    raw = office.file.path.read_bytes()
    assert not any(box[:64] in raw for box in boxes if box != signing)
    case = seen_by_reporter(office, closed)
    assert case is not None and case.row.status is Status.DELETED
    assert not case.answers and not case.files
    assert [(m.text, m.status) for m in case.messages] == [(REASON, Status.DELETED)]
    key = office.vault.look_up(closed)
    assert key is not None and not office.vault.write(key, "ยังอยู่ไหม")
    acts = [(e.act, e.officer) for e in office.desk("ก้อย").visible_audit() if e.subject == number]
    assert acts[-2:] == [(Act.DELETION_ASKED, "ก้อย"), (Act.DELETED, "ต้น")]
    desk = office.desk("ต้น")
    assert not desk.write(number, "x") and not desk.note(number, "x") and desk.take_out(number, Act.EXPORTED) is None


def test_an_excluded_officer_learns_of_no_deletion(office: Office) -> None:
    ton, new = office.people["ต้น"].officer, office.hire("ใหม่")
    office.tell(excluded=Exclusions(officers=frozenset({ton.id})))
    number = number_of(office)
    for status in (Status.ACCEPTED, Status.INVESTIGATING, Status.CONCLUDED, Status.CLOSED):
        office.desk("ก้อย").move(number, status, "ผล")
    assert ask(office.desk("ก้อย").access, number, REASON)
    excluded = office.desk("ต้น")
    assert not confirm(excluded.access, number) and not drop(excluded.access, number)
    assert confirm(office.desk(new.officer.name).access, number)
    assert number not in {entry.subject for entry in excluded.visible_audit()} and excluded.held() == []
    assert [held.row.status for held in office.desk("ก้อย").held()] == [Status.DELETED]


def test_a_request_can_be_taken_back_or_turned_down(office: Office, closed: str) -> None:
    number = number_of(office)
    for name in ("ก้อย", "ต้น"):
        assert ask(office.desk("ก้อย").access, number, REASON)
        assert drop(office.desk(name).access, number)
        assert not drop(office.desk(name).access, number)
        with pytest.raises(WrongDeletion):
            confirm(office.desk("ต้น").access, number)


def test_a_request_of_somebody_who_left_has_lapsed(office: Office, closed: str) -> None:
    number = number_of(office)
    office.hire("ใหม่")
    office.desk("ต้น").hand_over()
    ask(office.desk("ก้อย").access, number, REASON)
    office.officers.remove("ก้อย", office.clock().date())
    ton = office.desk("ต้น")
    with office.file.reading() as connection:
        assert asked(ton.access, connection, ton.held()[0]) is None
    with pytest.raises(WrongDeletion):
        confirm(ton.access, number)


@pytest.mark.parametrize("status", [None, Status.ACCEPTED, Status.NOT_ACCEPTED])
def test_nothing_is_deleted_before_it_is_closed(office: Office, status: Status | None) -> None:
    from storage.complaints.statuses import Refusal

    office.tell()
    number = number_of(office)
    if status:
        office.desk("ก้อย").move(number, status, "เหตุผล", Refusal.IN_COURT)
    with pytest.raises(WrongDeletion):
        ask(office.desk("ก้อย").access, number, REASON)


def test_a_reason_is_asked_for(office: Office, closed: str) -> None:
    with pytest.raises(WrongDeletion):
        ask(office.desk("ก้อย").access, number_of(office), " \n")


def test_what_is_left_goes_with_retention_and_the_figures_stay(office: Office, closed: str) -> None:
    number = number_of(office)
    office.clock.move(days=20)
    ask(office.desk("ก้อย").access, number, REASON)
    confirm(office.desk("ต้น").access, number)
    office.clock.move(days=40)
    today = office.clock().date()
    with office.file.reading() as connection:
        before = figures(connection, today)
    assert sweep(office.file, office.secrets, today, keep_days=61).cases == 0
    assert sweep(office.file, office.secrets, today, keep_days=60).cases == 1
    with office.file.reading() as connection:
        assert figures(connection, today) == before
    assert office.vault.look_up(closed) is None
