"""Passphrases, one-time codes, the audit chain."""

from datetime import UTC, datetime, timedelta

import pytest

from dialogs.records.errors import CommandError
from storage.complaints import audit
from storage.complaints.audit import Act
from storage.complaints.officers import SLOTS
from storage.complaints.totp import code_at, matching_step, setup_uri
from storage.complaints.words import new_passphrase, read_passphrase, words
from tests.complaints.conftest import Office

MOMENT = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)


def test_the_word_list_holds_eleven_bits_a_word() -> None:
    assert len(words()) == len(set(words())) == 2048
    assert all(word.isascii() and word.isalpha() and len(word) == 5 for word in words())
    assert len(new_passphrase().split()) == 6 and set(new_passphrase().split()) <= set(words())


def test_a_passphrase_is_read_however_it_is_typed() -> None:
    assert read_passphrase("  Baban-beben  BIBIN\n") == "baban beben bibin"


def test_only_the_right_passphrase_of_the_right_officer_opens(office: Office) -> None:
    koi, ton = office.people["ก้อย"], office.people["ต้น"]
    unlocked = office.officers.unlock("ก้อย", koi.passphrase.upper().replace(" ", "-"))
    assert unlocked is not None and unlocked.totp_secret == koi.totp_secret
    assert office.officers.unlock("ก้อย", ton.passphrase) is None
    assert office.officers.unlock("ไม่มี", koi.passphrase) is None
    assert koi.passphrase.encode() not in office.file.path.read_bytes()


def test_an_officer_row_moved_to_another_name_does_not_open(office: Office) -> None:
    with office.file.transaction() as connection:
        row = connection.execute("SELECT salt, wrapped FROM officer WHERE name = 'ก้อย'").fetchone()
        connection.execute("UPDATE officer SET salt = ?, wrapped = ? WHERE name = 'ต้น'", tuple(row))
    assert office.officers.unlock("ต้น", office.people["ก้อย"].passphrase) is None


def test_the_number_of_officers_has_an_end(office: Office) -> None:
    for number in range(SLOTS - 3):
        office.hire(f"คนที่ {number}")
    with pytest.raises(CommandError, match="at most"):
        office.hire("เกิน")
    with pytest.raises(CommandError, match="already"):
        office.officers.add("ก้อย", "", office.clock().date())


def test_the_last_officer_and_the_recovery_key_stay(office: Office) -> None:
    today = office.clock().date()
    office.officers.remove("ต้น", today)
    for name in ("ก้อย", "recovery", "ไม่มี"):
        with pytest.raises(CommandError):
            office.officers.remove(name, today)


def test_a_one_time_code_is_good_for_a_minute_and_a_half() -> None:
    secret = b"12345678901234567890"  # RFC 6238, appendix B
    assert code_at(secret, datetime(1970, 1, 1, 0, 0, 59, tzinfo=UTC)) == "287082"
    code = code_at(secret, MOMENT)
    for seconds, good in ((-60, False), (-30, True), (0, True), (30, True), (60, False)):
        assert (matching_step(secret, code, MOMENT + timedelta(seconds=seconds)) is not None) is good
    assert matching_step(secret, "๑๒๓", MOMENT) is None
    assert "otpauth://totp/" in setup_uri(secret, "ก้อย", "โพน")


def _broken(office: Office) -> int | None:
    with office.file.reading() as connection:
        return audit.first_broken(connection, office.secrets.subkeys("audit"))


def test_the_audit_chain_holds_and_shows_every_change(office: Office) -> None:
    office.tell()
    desk = office.desk("ก้อย")
    desk.log_in()
    number = desk.held()[0].row.number
    desk.read(number)
    desk.write(number, "รับเรื่องแล้ว")
    with office.file.reading() as connection:
        acts = [entry.act for entry in audit.entries(connection)]
    assert acts == [Act.OFFICER_ADDED, Act.OFFICER_ADDED, Act.LOGGED_IN, Act.READ, Act.WROTE]
    assert _broken(office) is None


@pytest.mark.parametrize(
    ("harm", "place"),
    [
        ("UPDATE audit SET officer = 'ต้น' WHERE place = 3", 3),
        ("DELETE FROM audit WHERE place = 2", 2),
        ("UPDATE audit SET day = '2020-01-01' WHERE place = 1", 1),
        ("UPDATE audit SET link = zeroblob(32) WHERE place = 3", 3),
        ("DELETE FROM audit WHERE place = 1", 1),
    ],
)
def test_a_changed_chain_is_found(office: Office, harm: str, place: int) -> None:
    office.desk("ก้อย").log_in()
    office.desk("ต้น").log_in()
    with office.file.transaction() as connection:
        connection.execute(harm)
    assert _broken(office) == place


def test_entries_cut_off_at_the_end_change_the_head(office: Office) -> None:
    office.desk("ก้อย").log_in()
    with office.file.reading() as connection:
        noted = audit.head(connection)
    with office.file.transaction() as connection:
        connection.execute("DELETE FROM audit WHERE place = 3")
        assert audit.head(connection) != noted
