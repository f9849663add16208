"""What officers do with each other at the desk: who is new, whose case it is, a new passphrase, deleting in twos."""

import re

import pytest

from bot.complaints.parts import ComplaintParts
from dialogs.complaints.desk_words import desk_words
from dialogs.complaints.words import Words
from storage.complaints.mailing import Mailing, Slot
from storage.complaints.statuses import Status
from tests.complaints.atdesk import AtDesk, number_of
from tests.complaints.browse import Reporter, parsed
from tests.complaints.conftest import ANSWERS, Office

th = Words("th")


@pytest.fixture
def koi(parts: ComplaintParts, office: Office) -> AtDesk:
    return AtDesk(parts, office, "ก้อย").logs_in()


@pytest.fixture
def ton(parts: ComplaintParts, office: Office) -> AtDesk:
    return AtDesk(parts, office, "ต้น").logs_in()


# --- colleagues --------------------------------------------------------------------------------------------------------


def test_a_new_officer_is_announced_on_every_page_until_seen(koi: AtDesk, ton: AtDesk, office: Office) -> None:
    for desk in (koi, ton):
        desk.goes("/desk/").presses("/colleagues")
        assert desk_words("colleagues") not in desk.text
    office.tell()
    office.clock.move(days=1)
    office.officers.add("ใหม่", "กองคลัง", office.clock().date(), by="operator (somchai)")
    koi.logs_in()
    for path in ("/desk/", "/desk/audit", "/desk/key", f"/desk/case/{number_of(office)}"):
        koi.goes(path)
        assert "เพิ่ม ใหม่ (กองคลัง)" in koi.text and "operator (somchai)" in koi.text and "3 มี.ค. 2569" in koi.text
    koi.presses("/colleagues")
    assert desk_words("colleagues") not in koi.goes("/desk/").text
    assert desk_words("colleagues") in ton.logs_in().goes("/desk/").text


def test_what_changed_meanwhile_is_not_confirmed(koi: AtDesk, office: Office) -> None:
    koi.goes("/desk/")
    office.hire("ใหม่")
    koi.presses("/colleagues")
    assert koi.page.status_code == 409 and desk_words("colleagues_changed") in koi.text
    assert "เพิ่ม ใหม่" in koi.goes("/desk/").text


# --- assignment --------------------------------------------------------------------------------------------------------


def test_a_case_is_given_away_and_found_by_its_officer(koi: AtDesk, ton: AtDesk, office: Office) -> None:
    office.tell()
    number = number_of(office)
    assert desk_words("nobody") in koi.goes("/desk/").text and number not in ton.goes("/desk/?show=mine").text
    koi.goes(f"/desk/case/{number}").presses("/assign", officer=office.people["ต้น"].officer.id)
    assert "<dd>ต้น</dd>" in koi.text
    assert number in ton.goes("/desk/?show=mine").text and desk_words("me") in ton.text
    assert number not in koi.goes("/desk/?show=mine").text and number in koi.goes("/desk/").text
    koi.goes(f"/desk/case/{number}").presses("/assign", officer="somebody")
    assert koi.page.status_code == 422 and desk_words("cannot_assign") in koi.text


# --- one's own passphrase ----------------------------------------------------------------------------------------------


def shown_passphrase(desk: AtDesk) -> str:
    found = re.search(r'class="receipt">([a-z ]+)<', desk.text)
    assert found
    return found[1]


def test_a_new_passphrase_is_taken_only_when_typed(koi: AtDesk, parts: ComplaintParts, office: Office) -> None:
    office.tell()
    number = number_of(office)
    other = AtDesk(parts, office, "ก้อย")
    office.clock.move(seconds=30)
    other.logs_in()
    koi.goes("/desk/key").presses("/key", passphrase="baban beben")
    assert koi.page.status_code == 422 and desk_words("wrong_passphrase") in koi.text
    koi.presses("/key", passphrase=office.people["ก้อย"].passphrase)
    fresh = shown_passphrase(koi)
    koi.presses("/key/take", passphrase=fresh[:-1])
    assert koi.page.status_code == 422 and shown_passphrase(koi) == fresh
    assert other.goes("/desk/").page.status_code == 200 and number in other.text
    koi.presses("/key/take", passphrase=f" {fresh.upper()} ")
    assert desk_words("key_changed") in koi.text and number in koi.goes("/desk/").text
    assert 'name="passphrase"' in other.goes("/desk/").text
    office.clock.move(seconds=30)
    assert other.logs_in().page.status_code == 403
    assert other.logs_in(passphrase=fresh).page.status_code == 200 and number in other.text


def test_nothing_is_taken_that_was_not_offered(koi: AtDesk, office: Office) -> None:
    word = parsed(koi.goes("/desk/key").page).forms[-1].fields["word"]
    answer = koi.client.post("/desk/key/take", data={"word": word, "passphrase": ""})
    assert answer.status_code == 303
    assert office.officers.unlock("ก้อย", office.people["ก้อย"].passphrase) is not None


def test_an_offered_passphrase_lies_nowhere(koi: AtDesk, parts: ComplaintParts, office: Office) -> None:
    koi.goes("/desk/key").presses("/key", passphrase=office.people["ก้อย"].passphrase)
    fresh = shown_passphrase(koi).encode()
    assert fresh not in office.file.path.read_bytes()
    assert all(fresh not in (parts.redis.dump(name) or b"") for name in parts.redis.scan_iter())  # type: ignore[operator]


# --- deleting in twos --------------------------------------------------------------------------------------------------


def test_two_officers_delete_a_case_and_its_reporter_is_told(
    koi: AtDesk, ton: AtDesk, parts: ComplaintParts, office: Office
) -> None:
    from bot.complaints.app import create_complaint_app

    receipt = office.tell()
    number = number_of(office)
    case = f"/desk/case/{number}"
    assert desk_words("deletion_ask") not in koi.goes(case).text
    for status in (Status.ACCEPTED, Status.INVESTIGATING, Status.CONCLUDED, Status.CLOSED):
        office.desk("ก้อย").move(number, status, "ผล")
    koi.goes(case).presses("/deletion", reason="")
    assert koi.page.status_code == 422
    koi.presses("/deletion", reason="ผู้แจ้งขอให้ลบ")
    assert desk_words("deletion_waits") in koi.text and desk_words("deletion_confirm") not in koi.text
    word = parsed(koi.page).forms[-1].fields["word"]
    assert koi.client.post(f"{case}/deletion/confirm", data={"word": word, "sure": "yes"}).status_code == 422
    ton.goes(case).presses("/deletion/drop")
    assert desk_words("deletion_ask") in ton.text
    koi.goes(case).presses("/deletion", reason="ผู้แจ้งขอให้ลบ")
    ton.goes(case).presses("/deletion/confirm")
    assert desk_words("deletion_confirm") in ton.text
    ton.presses("/deletion/confirm", sure="yes")
    assert th("status.deleted") in ton.text and "ผู้แจ้งขอให้ลบ" in ton.text and ANSWERS["what"] not in ton.text
    assert len(parsed(ton.page).forms) == 2  # leaving, and the colleagues not seen yet
    assert number in koi.goes("/desk/?show=ended").text and number not in koi.goes("/desk/").text
    assert desk_words("act_deleted") in koi.goes("/desk/audit").text
    reporter = Reporter(create_complaint_app(parts).test_client()).visit("follow").press("/follow", code=receipt)
    assert "ผู้แจ้งขอให้ลบ" in reporter.text and th("follow.deleted", day="2 มี.ค. 2569") in reporter.text
    assert not any(form.action.endswith("/write") for form in parsed(reporter.page).forms)


# --- what is said of notices ---------------------------------------------------------------------------------------------


def test_the_desk_says_how_notices_stand(koi: AtDesk, parts: ComplaintParts, office: Office) -> None:
    assert desk_words("mail_off") in koi.goes("/desk/").text
    settings = parts.settings.model_validate({"complaints_smtp_url": "smtp://localhost?from=a@b.example"})
    with_mail = type(parts)(settings, parts.clock, parts.secrets, parts.draft_keys, parts.house, parts.redis)
    office.clock.move(seconds=30)
    desk = AtDesk(with_mail, office, "ก้อย").logs_in()
    assert desk_words("mail_no_address") in desk.text
    mailing, me = Mailing(office.file, office.secrets), office.people["ก้อย"].officer.id
    mailing.set_address(me, "koi@phon.example")
    assert desk_words("mail_on", hours="9") in desk.goes("/desk/").text and desk_words("mail_never") in desk.text
    mailing.take(Slot(office.clock().date(), 9), frozenset())
    assert desk_words("mail_last", day="2 มี.ค. 2569") in desk.goes("/desk/").text
    assert "koi@phon.example" not in desk.text
