"""Giving a case to an officer: only to one who can open it, seen only by those who can."""

import pytest

from storage.complaints.assignment import CannotOpen, assign
from storage.complaints.boxes import open_with
from storage.complaints.statuses import Status
from storage.complaints.wraps import Exclusions
from storage.sealing import NotOpened
from tests.complaints.conftest import Office


def given_to(office: Office, seen_by: str = "ต้น") -> list[str | None]:
    return [one.assignee.name if one.assignee else None for one in office.desk(seen_by).listing()]


def give(office: Office, to: str, by: str = "ก้อย") -> str:
    desk = office.desk(by)
    number = desk.held()[0].row.number
    assert assign(desk.access, number, office.people[to].officer.id if to else "")
    return number


def test_everybody_who_can_open_it_sees_whose_it_is(office: Office) -> None:
    office.tell()
    assert given_to(office) == [None]
    give(office, "ต้น")
    assert given_to(office) == given_to(office, "ก้อย") == ["ต้น"]
    give(office, "ก้อย")
    assert given_to(office) == ["ก้อย"]
    give(office, "")
    assert given_to(office) == [None]


def test_it_is_given_to_nobody_who_cannot_open_it(office: Office) -> None:
    ton = office.people["ต้น"].officer
    office.tell(excluded=Exclusions(officers=frozenset({ton.id})))
    desk = office.desk("ก้อย")
    number = desk.held()[0].row.number
    sheet = desk.sheet(number)
    assert sheet is not None and [one.name for one in sheet.readers] == ["ก้อย"]
    told = []
    for nobody in (ton.id, "unknown", "recovery"):
        with pytest.raises(CannotOpen) as refused:
            assign(desk.access, number, nobody)
        told.append(str(refused.value))
    assert len(set(told)) == 1
    assert not assign(office.desk("ต้น").access, number, ton.id)


def test_who_recuses_has_it_no_more(office: Office) -> None:
    office.tell()
    number = give(office, "ก้อย")
    office.desk("ก้อย").recuse(number)
    assert given_to(office) == [None]


def test_who_left_has_it_no_more_and_a_new_key_keeps_it(office: Office) -> None:
    office.tell()
    give(office, "ก้อย")
    office.people["ก้อย"] = office.officers.rekey("ก้อย", office.clock().date())
    assert given_to(office) == [None]
    office.desk("ต้น").hand_over()
    assert given_to(office) == ["ก้อย"]
    office.officers.remove("ก้อย", office.clock().date())
    assert given_to(office) == [None]


def test_a_new_officer_can_be_given_it_after_the_hand_over(office: Office) -> None:
    office.tell()
    office.hire("ใหม่")
    with pytest.raises(CannotOpen):
        give(office, "ใหม่")
    office.desk("ต้น").hand_over()
    give(office, "ใหม่")
    assert given_to(office) == ["ใหม่"]


def test_the_reporters_code_does_not_open_whose_it_is(office: Office) -> None:
    receipt = office.tell()
    give(office, "ต้น")
    reporter = office.vault.look_up(receipt)
    assert reporter is not None
    with office.file.reading() as connection:
        row = connection.execute("SELECT * FROM entry WHERE place = 'assignee'").fetchone()
    with pytest.raises(NotOpened):
        open_with(reporter.private, row["sealed"], "phon", row["case_id"], row["id"], "assignee")
    assert b"assign" not in str(office.vault.read(reporter)).encode()


def test_a_closed_case_still_has_its_officer(office: Office) -> None:
    office.tell()
    number = give(office, "ต้น")
    for status in (Status.ACCEPTED, Status.INVESTIGATING, Status.CONCLUDED, Status.CLOSED):
        office.desk("ต้น").move(number, status, "ผล")
    assert given_to(office) == ["ต้น"]
