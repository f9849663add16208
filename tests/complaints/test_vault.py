"""Submit, come back, talk, exchange the code: what each key opens and what it does not."""

import pytest

from storage.complaints.boxes import STEP, new_pair, open_with, seal_to
from storage.complaints.errors import NobodyLeft
from storage.complaints.receipt import new_receipt
from storage.complaints.records import Author, Evidence
from storage.complaints.statuses import Refusal, Status
from storage.complaints.wraps import Exclusions
from storage.sealing import NotOpened
from tests.complaints.conftest import ANSWERS, Office, OfficeMaker

OVERHEAD = 32 + 16
"""Bytes that HPKE adds: the ephemeral key and the tag."""


def test_an_officer_reads_what_was_submitted(office: Office) -> None:
    picture = Evidence("receipt.jpg", "image/jpeg", b"\xff\xd8" + bytes(5000))
    office.tell(evidence=(picture,))
    for name in ("ก้อย", "ต้น"):
        desk = office.desk(name)
        (held,) = desk.held()
        opened = desk.read(held.row.number)
        assert opened is not None
        assert opened.answers == ANSWERS
        assert list(opened.files.values()) == [picture]
        assert opened.reported_at == office.clock()


def test_reporter_and_officer_talk_both_ways(office: Office) -> None:
    receipt = office.tell()
    desk = office.desk("ก้อย")
    number = desk.held()[0].row.number
    office.clock.move(minutes=5)
    assert desk.write(number, "ขอทราบวันที่เกิดเหตุ")
    reporter = office.vault.look_up(receipt)
    assert reporter is not None and not reporter.through_line
    office.clock.move(minutes=5)
    office.vault.write(reporter, "วันที่ 1 มีนาคม")
    assert desk.note(number, "โทรถามกองช่างแล้ว")
    mine, theirs = office.vault.read(reporter), desk.read(number)
    assert mine is not None and theirs is not None
    assert [message.text for message in mine.messages] == ["ขอทราบวันที่เกิดเหตุ", "วันที่ 1 มีนาคม"]
    assert [message.author for message in theirs.messages] == [Author.DESK, Author.REPORTER]
    assert all(message.proven for message in theirs.messages)
    assert [note.text for note in theirs.notes] == ["โทรถามกองช่างแล้ว"]
    assert mine.notes == ()


def test_a_message_slipped_in_without_the_code_is_not_proven(office: Office) -> None:
    receipt = office.tell()
    reporter = office.vault.look_up(receipt)
    assert reporter is not None
    forged = type(reporter)(reporter.case_id, reporter.private, bytes(32), through_line=False)
    office.vault.write(forged, "ถอนเรื่อง")
    desk = office.desk("ต้น")
    opened = desk.read(desk.held()[0].row.number)
    assert opened is not None
    assert [message.proven for message in opened.messages] == [False]


def test_the_reporters_key_opens_no_note(office: Office) -> None:
    receipt = office.tell()
    desk = office.desk("ก้อย")
    held = desk.held()[0]
    desk.note(held.row.number, "ภายใน")
    reporter = office.vault.look_up(receipt)
    assert reporter is not None
    with office.file.reading() as connection:
        rows = connection.execute("SELECT * FROM entry WHERE place IN ('note', 'slots', 'signing')").fetchall()
    assert len(rows) == 3
    for row in rows:
        with pytest.raises(NotOpened):
            open_with(reporter.private, row["sealed"], "phon", row["case_id"], row["id"], row["place"])
        assert open_with(held.keys.desk, row["sealed"], "phon", row["case_id"], row["id"], row["place"])


def test_an_unknown_code_opens_nothing(office: Office) -> None:
    office.tell()
    assert office.vault.look_up(new_receipt()) is None


def test_a_code_of_another_agency_opens_nothing(office: Office, make_office: OfficeMaker) -> None:
    receipt = office.tell()
    other = make_office("ko")
    other.hire("ก้อย")
    assert other.vault.look_up(receipt) is None
    assert other.desk("ก้อย").held() == []


def test_the_same_code_twice_is_one_case(office: Office) -> None:
    receipt = office.tell()
    from storage.complaints.records import Complaint

    office.vault.submit(Complaint("other", {"what": "again"}), receipt, through_line=False)
    (held,) = office.desk("ก้อย").held()
    assert held.row.category == "bribe"


def test_a_line_code_is_flagged_until_it_is_exchanged(office: Office) -> None:
    old = office.tell(line=True)
    reporter = office.vault.look_up(old)
    assert reporter is not None and reporter.through_line
    office.vault.write(reporter, "ก่อนเปลี่ยนรหัส")
    fresh = new_receipt()
    office.vault.exchange(reporter, fresh)
    assert office.vault.look_up(old) is None
    again = office.vault.look_up(fresh)
    assert again is not None and not again.through_line
    desk = office.desk("ก้อย")
    opened = desk.read(desk.held()[0].row.number)
    assert opened is not None and opened.messages[0].proven


def test_a_code_works_after_the_secrets_were_replaced(office: Office, tmp_path) -> None:  # type: ignore[no-untyped-def]
    from storage.complaints.secrets import load_secrets

    receipt = office.tell()
    (tmp_path / "secrets" / "0002.key").write_text("n" * 40)
    office.secrets = load_secrets(tmp_path / "secrets")
    assert office.vault.look_up(receipt) is not None
    assert office.vault.look_up(office.tell()) is not None


# --- exclusions ------------------------------------------------------------------------------------------------------


def test_an_excluded_officer_cannot_tell_that_the_case_exists(office: Office) -> None:
    koi = office.people["ก้อย"].officer
    office.tell(excluded=Exclusions(officers=frozenset({koi.id})))
    assert office.desk("ก้อย").held() == []
    (held,) = office.desk("ต้น").held()
    number = held.row.number
    office.desk("ต้น").read(number)
    excluded = office.desk("ก้อย")
    assert excluded.read(number) is None
    assert not excluded.write(number, "x") and not excluded.note(number, "x")
    assert not excluded.move(number, Status.ACCEPTED) and not excluded.recuse(number)
    assert number not in {entry.subject for entry in excluded.visible_audit()}
    assert number in {entry.subject for entry in office.desk("ต้น").visible_audit()}


def test_an_exclusion_is_cryptography_and_no_if(office: Office) -> None:
    """Every box of the file is tried with the excluded officer's key, outside of any program of ours but HPKE."""
    koi = office.people["ก้อย"]
    office.tell(excluded=Exclusions(units=frozenset({"นิติการ"})))
    unlocked = office.officers.unlock("ก้อย", koi.passphrase)
    assert unlocked is not None
    opened = 0
    with office.file.reading() as connection:
        wraps = connection.execute("SELECT * FROM wrap").fetchall()
        entries = connection.execute("SELECT * FROM entry").fetchall()
    assert len(wraps) == 8 and {len(row["sealed"]) for row in wraps} == {STEP + OVERHEAD}
    for row in wraps:
        with pytest.raises(NotOpened):
            open_with(unlocked.private, row["sealed"], "phon", row["case_id"], "wrap")
        opened += 1
    for row in entries:
        with pytest.raises(NotOpened):
            open_with(unlocked.private, row["sealed"], "phon", row["case_id"], row["id"], row["place"])
        opened += 1
    assert opened == 11


def test_exclusions_that_leave_nobody_are_refused_before_typing(office: Office) -> None:
    everybody = Exclusions(units=frozenset({"นิติการ", "สำนักปลัด"}))
    with pytest.raises(NobodyLeft):
        office.vault.readers(everybody)
    with pytest.raises(NobodyLeft):
        office.tell(excluded=everybody)
    with office.file.reading() as connection:
        assert connection.execute("SELECT count(*) FROM complaint_case").fetchone()[0] == 0


def test_a_new_officer_inherits_exclusions(office: Office) -> None:
    office.tell()
    office.tell(excluded=Exclusions(units=frozenset({"กองคลัง"})))
    office.hire("ใหม่", "กองคลัง")
    assert office.desk("ใหม่").held() == []
    assert office.desk("ก้อย").hand_over() == 1
    assert len(office.desk("ใหม่").held()) == 1
    assert office.desk("ก้อย").hand_over() == 0


def test_a_removed_officer_with_a_copy_of_their_key_opens_nothing_anew(office: Office) -> None:
    office.tell()
    gone = office.desk("ต้น")
    assert len(gone.held()) == 1
    office.officers.remove("ต้น", office.clock().date())
    office.tell()
    office.desk("ก้อย").hand_over()
    assert gone.held() == []
    assert len(office.desk("ก้อย").held()) == 2


def test_the_recovery_key_opens_when_every_officer_is_gone(office: Office) -> None:
    office.tell()
    recovery = office.people["ก้อย"].recovery_passphrase
    assert recovery is not None and office.people["ต้น"].recovery_passphrase is None
    office.hire("ใหม่")
    for name in ("ก้อย", "ต้น"):
        office.officers.remove(name, office.clock().date())
    from storage.complaints.desk import Desk

    holder = office.officers.unlock("recovery", recovery)
    assert holder is not None
    assert Desk(office.file, office.secrets, holder, office.clock).hand_over() == 1
    assert len(office.desk("ใหม่").held()) == 1


def test_who_recuses_loses_the_case_for_good(office: Office) -> None:
    office.tell()
    desk = office.desk("ก้อย")
    assert desk.recuse(desk.held()[0].row.number)
    assert desk.held() == []
    other = office.desk("ต้น")
    other.hand_over()
    assert desk.held() == []
    with pytest.raises(NobodyLeft):
        other.recuse(other.held()[0].row.number)


def test_a_box_moved_elsewhere_does_not_open(office: Office) -> None:
    office.tell()
    office.tell()
    first, second = office.desk("ก้อย").held()
    with office.file.reading() as connection:
        row = connection.execute(
            "SELECT * FROM entry WHERE case_id = ? AND place = 'report'", (first.row.id,)
        ).fetchone()
    assert open_with(first.keys.case, row["sealed"], "phon", first.row.id, row["id"], "report")
    for place in (("phon", second.row.id, row["id"], "report"), ("phon", first.row.id, row["id"], "message")):
        with pytest.raises(NotOpened):
            open_with(first.keys.case, row["sealed"], *place)


def test_lengths_take_only_padding_steps() -> None:
    pair = new_pair()
    lengths = {len(seal_to(pair.public, bytes(size), "x")) - OVERHEAD for size in range(0, 5000, 37)}
    assert lengths == {STEP * steps for steps in range(1, 6)}


def test_the_way_of_a_case_tells_the_reporter(office: Office) -> None:
    receipt = office.tell()
    desk = office.desk("ก้อย")
    number = desk.held()[0].row.number
    assert desk.move(number, Status.NOT_ACCEPTED, "เป็นเรื่องของศาล", Refusal.IN_COURT)
    reporter = office.vault.look_up(receipt)
    assert reporter is not None
    seen = office.vault.read(reporter)
    assert seen is not None
    assert seen.row.status is Status.NOT_ACCEPTED and seen.row.decided == office.clock().date()
    assert [(m.status, m.text) for m in seen.messages] == [(Status.NOT_ACCEPTED, "เป็นเรื่องของศาล")]
