"""A new key for the same person: by themselves without losing a case, or by others when the passphrase is lost."""

import pytest

from dialogs.records.errors import CommandError
from storage.complaints.desk import Desk
from storage.complaints.officers import RECOVERY, Issued
from storage.complaints.ownkey import change_key
from storage.complaints.statuses import Status
from storage.complaints.wraps import Exclusions
from tests.complaints.conftest import Office

FRESH = "baban beben bibin bobon bubun babab"


def changes_own_key(office: Office, name: str) -> Desk:
    """Returns the desk as somebody has it who kept the old key."""
    old = office.desk(name)
    issued = office.people[name]
    change_key(old.access, office.officers.new_key(issued.officer.id, FRESH, issued.totp_secret))
    office.people[name] = Issued(issued.officer, FRESH, issued.totp_secret, issued.recovery_passphrase)
    return old


def test_no_case_is_lost_and_the_old_key_opens_nothing(office: Office) -> None:
    office.tell()
    office.tell(excluded=Exclusions(officers=frozenset({office.people["ต้น"].officer.id})))
    before = office.people["ก้อย"].passphrase
    numbers = {held.row.number for held in office.desk("ก้อย").held()}
    old = changes_own_key(office, "ก้อย")
    office.tell()
    assert old.held() == []
    assert numbers < {held.row.number for held in office.desk("ก้อย").held()}
    assert len(office.desk("ก้อย").held()) == 3 and len(office.desk("ต้น").held()) == 2
    assert office.officers.unlock("ก้อย", before) is None


def test_a_key_changed_before_a_hand_over_deals_nobody_else_in_or_out(office: Office) -> None:
    office.tell()
    office.hire("ใหม่")
    changes_own_key(office, "ก้อย")
    assert office.desk("ใหม่").held() == []
    assert office.desk("ก้อย").hand_over() == 1 and len(office.desk("ใหม่").held()) == 1


def test_an_exclusion_outlives_any_change_of_key(office: Office) -> None:
    koi = office.people["ก้อย"].officer.id
    office.tell(excluded=Exclusions(officers=frozenset({koi})))
    changes_own_key(office, "ก้อย")
    office.desk("ต้น").hand_over()
    assert office.desk("ก้อย").held() == []
    office.people["ก้อย"] = office.officers.rekey("ก้อย", office.clock().date())
    office.desk("ต้น").hand_over()
    assert office.desk("ก้อย").held() == []


def test_who_lost_the_passphrase_gets_the_cases_back_from_a_colleague(office: Office) -> None:
    office.tell()
    office.people["ก้อย"] = office.officers.rekey("ก้อย", office.clock().date())
    assert office.people["ก้อย"].officer.id == office.desk("ก้อย").access.me.officer.id
    assert office.desk("ก้อย").held() == []
    assert office.desk("ต้น").hand_over() == 1
    assert len(office.desk("ก้อย").held()) == 1


def test_who_lost_the_passphrase_and_is_alone_gets_them_back_by_the_recovery_key(office: Office) -> None:
    office.tell()
    recovery = office.people["ก้อย"].recovery_passphrase
    assert recovery is not None
    office.officers.remove("ต้น", office.clock().date())
    office.people["ก้อย"] = office.officers.rekey("ก้อย", office.clock().date())
    holder = office.officers.unlock(RECOVERY, recovery)
    assert holder is not None
    assert Desk(office.file, office.secrets, holder, office.clock).hand_over() == 1
    assert len(office.desk("ก้อย").held()) == 1


def test_a_lost_recovery_key_is_made_anew(office: Office) -> None:
    office.tell()
    old = office.people["ก้อย"].recovery_passphrase
    issued = office.officers.rekey(RECOVERY, office.clock().date())
    assert old is not None and office.officers.unlock(RECOVERY, old) is None
    assert len(issued.passphrase.split()) == 8 and issued.officer.kind == "recovery"
    office.desk("ก้อย").hand_over()
    holder = office.officers.unlock(RECOVERY, issued.passphrase)
    assert holder is not None and len(Desk(office.file, office.secrets, holder, office.clock).held()) == 1


def test_when_an_officer_leaves_the_others_go_on(office: Office) -> None:
    office.tell()
    number = office.desk("ก้อย").held()[0].row.number
    gone = office.desk("ก้อย")
    gone.move(number, Status.ACCEPTED)
    office.hire("ใหม่")
    office.officers.remove("ก้อย", office.clock().date())
    assert office.desk("ต้น").hand_over() == 1
    assert gone.held() == []
    assert office.desk("ใหม่").move(number, Status.INVESTIGATING)


def test_an_unknown_officer_gets_no_key(office: Office) -> None:
    with pytest.raises(CommandError, match="no officer"):
        office.officers.rekey("ไม่มี", office.clock().date())
