"""The officers' desk: who gets in, what they see, what they do, and what they can never see."""

import json

import pytest

from bot.complaints.parts import ComplaintParts
from bot.desk.clock_list import by_clock
from dialogs.complaints.desk_words import desk_words
from dialogs.complaints.words import Words
from storage.complaints.audit import Act
from storage.complaints.boxes import new_pair, open_with
from storage.complaints.clocks import Clocks
from storage.complaints.package import FORMAT
from storage.complaints.records import Evidence
from storage.complaints.statuses import Refusal, Status
from storage.complaints.wraps import Exclusions
from tests.complaints.atdesk import AtDesk, number_of
from tests.complaints.browse import parsed
from tests.complaints.conftest import ANSWERS, Office
from tests.complaints.pictures import jpeg
from tests.figures import show

th = Words("th")


@pytest.fixture
def koi(parts: ComplaintParts, office: Office) -> AtDesk:
    return AtDesk(parts, office, "ก้อย").logs_in()


def test_a_case_is_worked_from_receipt_to_conclusion(koi: AtDesk, office: Office) -> None:
    receipt = office.tell(evidence=(Evidence("1.jpg", "image/jpeg", jpeg()),))
    number = number_of(office)
    assert number in koi.goes("/desk/").text and "แจ้งว่ารับหรือไม่รับ" in koi.text
    koi.goes(f"/desk/case/{number}")
    assert all(told in koi.text for told in ANSWERS.values()) and "<img" in koi.text
    koi.presses("/write", text="ขอทราบวันที่").presses("/note", text="มอบให้ต้นตรวจ")
    assert "ขอทราบวันที่" in koi.text and "มอบให้ต้นตรวจ" in koi.text
    for status in (Status.ACCEPTED, Status.INVESTIGATING, Status.CONCLUDED, Status.CLOSED):
        office.clock.move(seconds=1)
        koi.presses("/move", status=status, words=f"ขั้น {status}")
        assert koi.page.status_code == 200 and th(f"status.{status}") in koi.text
    key = office.vault.look_up(receipt)
    assert key is not None
    seen = office.vault.read(key)
    assert seen is not None and seen.row.status is Status.CLOSED
    assert seen.messages[0].text == "ขอทราบวันที่" and len(seen.messages) == 5
    assert "มอบให้ต้น" not in str(seen)


def test_pictures_are_shown_from_the_desk_only(koi: AtDesk, office: Office) -> None:
    office.tell(evidence=(Evidence("1.jpg", "image/jpeg", jpeg()),))
    koi.goes(f"/desk/case/{number_of(office)}")
    (source,) = [address for address in parsed(koi.page).addresses if "/picture/" in address]
    answer = koi.goes(source).page
    assert answer.mimetype == "image/jpeg" and answer.get_data() == jpeg()
    assert (
        "img-src 'self'" in answer.headers["Content-Security-Policy"] and answer.headers["Cache-Control"] == "no-store"
    )


def test_what_a_step_needs_is_asked_for(koi: AtDesk, office: Office) -> None:
    office.tell()
    number = number_of(office)
    koi.goes(f"/desk/case/{number}")
    for fields in (
        {"status": "not_accepted", "words": "", "refusal": Refusal.IN_COURT},
        {"status": "not_accepted", "words": "เหตุผล", "refusal": ""},
        {"status": "closed"},
        {"status": "nonsense"},
        {"status": "not_accepted", "words": "x", "refusal": "no_name"},
    ):
        koi.presses("/move", **fields)
        assert koi.page.status_code == 422 and desk_words("wrong_move") in koi.text
    koi.presses("/move", status="not_accepted", words="อยู่ในศาล", refusal=Refusal.IN_COURT)
    assert th("status.not_accepted") in koi.text


def test_nobody_gets_in_with_one_half(parts: ComplaintParts, office: Office) -> None:
    recovery = office.people["ก้อย"].recovery_passphrase
    assert recovery is not None
    for wrong in (
        {"passphrase": office.people["ต้น"].passphrase},
        {"passphrase": ""},
        {"code": "000000"},
        {"code": ""},
        {"name": "ไม่มี"},
        {"agency": "ko"},
        {"agency": "../phon"},
        {"name": "recovery", "passphrase": recovery},
    ):
        desk = AtDesk(parts, office, "ก้อย").logs_in(**wrong)
        assert desk.page.status_code == 403 and "Set-Cookie" not in desk.page.headers
        assert desk_words("refused") in desk.text
    assert office.desk("ก้อย").visible_audit()[-1].act is not Act.LOGGED_IN


def test_a_code_counts_once(parts: ComplaintParts, office: Office) -> None:
    assert AtDesk(parts, office, "ก้อย").logs_in().page.status_code == 200
    assert AtDesk(parts, office, "ก้อย").logs_in().page.status_code == 403
    office.clock.move(seconds=30)
    assert AtDesk(parts, office, "ก้อย").logs_in().page.status_code == 200


def test_strangers_lock_nobody_out(parts: ComplaintParts, office: Office) -> None:
    for _ in range(30):
        AtDesk(parts, office, "ก้อย").logs_in(passphrase="baban " * 6)
    assert AtDesk(parts, office, "ก้อย").logs_in().page.status_code == 200
    for _ in range(6):
        last = AtDesk(parts, office, "ต้น").logs_in(code="000000")
    assert desk_words("wait") in last.text
    assert AtDesk(parts, office, "ก้อย").goes("/healthz").page.status_code == 200


def test_every_page_needs_a_visit(parts: ComplaintParts, office: Office, koi: AtDesk) -> None:
    """Endpoints x roles: nobody, an excluded officer, an officer. Only the last one sees anything of a case."""
    office.tell(excluded=Exclusions(frozenset({office.people["ต้น"].officer.id})))
    number = number_of(office)
    nobody, excluded = AtDesk(parts, office, "ก้อย"), AtDesk(parts, office, "ต้น").logs_in()
    posts = ("write", "note", "assign", "move", "recuse", "export", "forward")
    posts += ("deletion", "deletion/drop", "deletion/confirm", "original/x")
    checked = 0
    for path in (
        "/desk/",
        "/desk/audit",
        f"/desk/case/{number}",
        f"/desk/case/{number}/picture/x",
        f"/desk/case/{number}/original/x",
    ):
        assert 'name="passphrase"' in nobody.goes(path).text and number not in nobody.text
        assert number not in excluded.goes(path).text
        checked += 3
    word = next(one.fields["word"] for one in parsed(excluded.goes("/desk/").page).forms)
    fields = {"word": word, "text": "x", "status": "accepted", "sure": "yes", "key": new_pair().public.hex()}
    for action in posts:
        assert nobody.client.post(f"/desk/case/{number}/{action}", data=fields).status_code == 401
        gone = excluded.client.post(f"/desk/case/{number}/{action}", data=fields)
        unknown = excluded.client.post(f"/desk/case/1111111/{action}", data=fields)
        assert (gone.status_code, gone.get_data()) == (
            unknown.status_code,
            unknown.get_data(),
        ) and gone.status_code == 404
        checked += 2
    show(f"desk: {checked} endpoint x role checks")
    assert number in koi.goes("/desk/").text
    opened = office.desk("ก้อย").read(number)
    assert opened is not None and opened.row.status is Status.RECEIVED and opened.messages == opened.notes == ()


def test_a_forged_post_changes_nothing(koi: AtDesk, office: Office) -> None:
    office.tell()
    number = number_of(office)
    for word in ("", "0" * 64):
        answer = koi.client.post(f"/desk/case/{number}/write", data={"text": "x", "word": word})
        assert answer.status_code == 403
    opened = office.desk("ก้อย").read(number)
    assert opened is not None and opened.messages == ()


def test_a_removed_officers_visit_ends(koi: AtDesk, office: Office) -> None:
    office.tell()
    office.officers.remove("ก้อย", office.clock().date())
    assert 'name="passphrase"' in koi.goes("/desk/").text


def test_leaving_ends_the_visit(koi: AtDesk) -> None:
    koi.presses("/leave")
    assert desk_words("left") in koi.text and 'name="passphrase"' in koi.goes("/desk/").text


def test_who_recuses_must_mean_it(koi: AtDesk, office: Office) -> None:
    office.tell()
    number = number_of(office)
    koi.goes(f"/desk/case/{number}").presses("/recuse")
    assert number in koi.goes("/desk/").text
    koi.goes(f"/desk/case/{number}").presses("/recuse", sure="yes")
    assert number not in koi.text and len(office.desk("ต้น").held()) == 1


def test_a_forwarded_package_opens_for_its_addressee_only(koi: AtDesk, office: Office) -> None:
    office.tell(evidence=(Evidence("1.jpg", "image/jpeg", jpeg()),))
    number = number_of(office)
    pair = new_pair()
    koi.goes(f"/desk/case/{number}").presses("/note", text="ภายใน")
    koi.presses("/forward", key="zz")
    assert koi.page.status_code == 422
    koi.presses("/forward", key=pair.public.hex())
    package = json.loads(open_with(pair.private, koi.page.get_data(), FORMAT))
    assert package["answers"] == ANSWERS and len(package["pictures"]) == 1
    assert "ก้อย" not in str(package) and "ภายใน" not in str(package) and "T03:00" not in str(package)
    acts = [entry.act for entry in office.desk("ต้น").visible_audit()]
    assert acts.count(Act.FORWARDED) == 1


def test_an_export_is_written_down(koi: AtDesk, office: Office) -> None:
    office.tell()
    koi.goes(f"/desk/case/{number_of(office)}").presses("/export")
    assert json.loads(koi.page.get_data())["answers"] == ANSWERS
    assert "attachment" in koi.page.headers["Content-Disposition"]
    assert desk_words("act_exported") in koi.goes("/desk/audit").text and desk_words("audit_good") in koi.text


def test_a_changed_audit_log_shows(koi: AtDesk, office: Office) -> None:
    with office.file.transaction() as connection:
        connection.execute("UPDATE audit SET officer = 'x' WHERE place = 2")
    assert desk_words("audit_broken", place=2) in koi.goes("/desk/audit").text


def test_a_long_audit_log_has_pages(koi: AtDesk, office: Office) -> None:
    for _ in range(150):
        office.desk("ต้น").log_in()
    assert koi.goes("/desk/audit").text.count("<tr>") == 101 and desk_words("page", number=1, last=2) in koi.text
    assert desk_words("newer") not in koi.text
    koi.goes("/desk/audit?page=2")
    assert koi.text.count("<tr>") == 54 and desk_words("newer") in koi.text and desk_words("older") not in koi.text
    for odd in ("0", "99", "x", "-1"):
        assert koi.goes(f"/desk/audit?page={odd}").page.status_code == 200


def test_a_hand_over_lets_the_new_officer_in(koi: AtDesk, office: Office) -> None:
    office.tell()
    office.hire("ใหม่")
    koi.goes("/desk/").presses("/hand-over")
    assert koi.page.status_code == 409 and office.desk("ใหม่").held() == []
    koi.presses("/colleagues").presses("/hand-over")
    assert desk_words("handed_over", count=1) in koi.text
    assert len(office.desk("ใหม่").held()) == 1


def test_the_list_is_ordered_by_what_is_due(koi: AtDesk, office: Office) -> None:
    office.tell()
    office.clock.move(days=10)
    office.tell()
    lines = by_clock(office.desk("ก้อย").listing(), Clocks(), office.clock().date())
    first, second = (line.case.row for line in lines)
    assert [line.late for line in lines] == [True, False] and first.received < second.received
    assert desk_words("late") in koi.logs_in().goes("/desk/").text
    office.desk("ก้อย").move(first.number, Status.ACCEPTED)
    again = by_clock(office.desk("ก้อย").listing(), Clocks(), office.clock().date())
    assert {line.case.row.number: line.what for line in again} == {
        first.number: "feedback",
        second.number: "acknowledge",
    }


def test_what_the_reporter_wrote_lately_is_marked(koi: AtDesk, office: Office) -> None:
    receipt = office.tell()
    key = office.vault.look_up(receipt)
    assert key is not None and desk_words("new") not in koi.goes("/desk/").text
    office.vault.write(key, "เพิ่มเติม")
    assert desk_words("new") in koi.goes("/desk/").text
    office.clock.move(seconds=1)
    number = number_of(office)
    koi.goes(f"/desk/case/{number}").presses("/write", text="ขอบคุณ")
    assert desk_words("new") not in koi.goes("/desk/").text


def test_a_message_to_a_closed_case_is_not_overlooked(koi: AtDesk, office: Office) -> None:
    receipt = office.tell()
    number = number_of(office)
    for status in (Status.ACCEPTED, Status.INVESTIGATING, Status.CONCLUDED, Status.CLOSED):
        office.desk("ก้อย").move(number, status, "ผล")
    assert number not in koi.goes("/desk/").text and number in koi.goes("/desk/?show=ended").text
    key = office.vault.look_up(receipt)
    assert key is not None
    office.clock.move(seconds=1)
    office.vault.write(key, "ผลไม่ถูกต้อง")
    assert number in koi.goes("/desk/").text and desk_words("new") in koi.text


def test_every_field_of_the_desk_has_a_label(koi: AtDesk, office: Office) -> None:
    import re

    office.tell()
    for path in ("/desk/", "/desk/audit", "/desk/key", f"/desk/case/{number_of(office)}"):
        html = koi.goes(path).text
        assert html.count("<h1") == 1 and "<script" not in html and " style=" not in html
        for name in re.findall(r'<(?:textarea|select|input id)[^>]*id="(\w+)"', html):
            assert f'<label for="{name}"' in html, name
