"""Every change: saved, read anew by everybody, in the audit with its before and after; and the wrong ones refused."""

import re
from collections.abc import Callable, Sequence
from html import unescape

import pytest
from sqlalchemy import select

from dialogs.records.facts import Role
from storage.agencies import load_agency
from storage.audit import Subject
from storage.editing import contacts
from storage.invitations import code_in
from storage.models import Contact, Delivery, Invitation, MissedText, Paper, Person, Survey
from storage.summary_settings import wish_of
from tests.console.things import things_of
from tests.console.visitor import Office

GOOD_SURVEY = {
    "instrument": "EIT", "url": "https://itas.nacc.go.th/go/eit/ab12cd", "first_day": "5 ม.ค. 2569",
    "last_day": "30 มิ.ย. 2569", "fiscal_year": "",
}  # fmt: skip
NEW_THINGS = (
    ("/console/contacts", {"unit": "กองช่าง", "phone": "0 4300 1234", "hours": "ทุกวัน"}, Subject.CONTACT),
    ("/console/contacts/addresses", {"website": "https://www.new.example"}, Subject.AGENCY),
    ("/console/surveys", GOOD_SURVEY, Subject.SURVEY),
    (
        "/console/documents",
        {"kind": "item", "fiscal_year": "2569", "code": "o1", "title": "โครงสร้าง", "url": "https://a.example/o1"},
        Subject.PAPER,
    ),
    ("/console/documents", {"kind": "form", "title": "แบบคำร้อง", "url": "https://a.example/f"}, Subject.PAPER),
    ("/console/documents/title", {"fiscal_year": "2569", "code": "o1", "title": "โครงสร้างองค์กร"}, Subject.ITEM),
    ("/console/documents/closing", {"closes": "30 เม.ย. 2569"}, Subject.CLOSING),
    ("/console/staff", {"label": "นายช่าง", "unit": "กองช่าง", "role": ["staff"]}, Subject.INVITATION),
    ("/console/summaries", {"weekday": "2", "hour": "10"}, Subject.SUMMARIES),
    ("/console/texts/switch", {"on": "1"}, Subject.LEARNING),
)


@pytest.mark.parametrize(("path", "form", "subject"), NEW_THINGS)
def test_a_change_is_audited_and_read_anew(
    admin: Office, path: str, form: dict[str, str | list[str]], subject: Subject
) -> None:
    before = admin.revision()
    assert admin.sends(path, form).status_code in (200, 303)
    entry = admin.audit()[0]
    assert (entry.subject, entry.who, entry.role) == (subject, "นักจัดการงานทั่วไป สำนักปลัด", "administrator")
    assert entry.after and admin.revision() > before
    assert entry.name in admin.reads("/console/audit")


ONCE = (
    Subject.AGENCY,
    Subject.SURVEY,
    Subject.PAPER,
    Subject.ITEM,
    Subject.CLOSING,
    Subject.SUMMARIES,
    Subject.LEARNING,
)


@pytest.mark.parametrize(("path", "form"), [row[:2] for row in NEW_THINGS if row[2] in ONCE])
def test_the_same_again_changes_nothing(admin: Office, path: str, form: dict[str, str | list[str]]) -> None:
    admin.sends(path, form)
    count = len(admin.audit())
    admin.sends(path, form)
    assert len(admin.audit()) == count


REFUSED = (
    ("/console/contacts", {"phone": ""}, "ยังไม่ได้ใส่หมายเลขโทรศัพท์"),
    ("/console/contacts", {"phone": "โทร"}, "ต้องมีตัวเลข"),
    ("/console/contacts", {"phone": "1" * 61}, "ไม่เกิน 60"),
    ("/console/contacts/addresses", {"website": "javascript:alert(1)"}, "ยังไม่ใช่ที่อยู่เว็บ"),
    ("/console/contacts/addresses", {"map_url": "www.example"}, "ยังไม่ใช่ที่อยู่เว็บ"),
    ("/console/documents", {"kind": "form", "title": "ก", "url": "javascript:alert(1)"}, "ยังไม่ใช่ที่อยู่เว็บ"),
    ("/console/documents", {"kind": "x", "title": "ก", "url": "https://a.example"}, "ประเภท"),
    (
        "/console/documents",
        {"kind": "item", "fiscal_year": "2569", "code": "o99", "title": "ก", "url": "https://a.example"},
        "ไม่มีข้อ",
    ),
    ("/console/documents/closing", {"closes": "31 มิ.ย. 2569"}, "ไม่มีวันนั้น"),
    ("/console/documents/title", {"fiscal_year": "2569", "code": "o1", "title": ""}, "1–300"),
    ("/console/staff", {"label": "นาย", "role": []}, "ยังไม่ได้เลือกหน้าที่"),
    ("/console/staff", {"label": "", "role": ["staff"]}, "ยังไม่ได้ใส่ตำแหน่ง"),
    ("/console/staff", {"label": "ผอ.", "role": ["director"]}, "ต้องมีกอง"),
    ("/console/staff", {"label": "ก", "role": ["god"]}, "ยังไม่ได้เลือกหน้าที่"),
    ("/console/summaries", {"weekday": "9", "hour": "10"}, "ส่งได้"),
    ("/console/summaries", {"weekday": "1", "hour": "23"}, "ส่งได้"),
    (
        "/console/surveys",
        {**GOOD_SURVEY, "url": "https://itas.nacc.go.th.evil.example/go/eit/ab12cd"},
        "itas.nacc.go.th",
    ),
    ("/console/surveys", {**GOOD_SURVEY, "url": "https://docs.google.com/forms/1"}, "itas.nacc.go.th"),
    ("/console/surveys", {**GOOD_SURVEY, "last_day": "31 มิ.ย. 2569"}, "ไม่มีวันที่"),
    ("/console/surveys", {**GOOD_SURVEY, "last_day": "1 ม.ค. 2569"}, "วันปิดมาก่อนวันเปิด"),
    ("/console/surveys", {**GOOD_SURVEY, "first_day": "เร็ว ๆ นี้"}, "ยังอ่านวันที่"),
    ("/console/surveys", {**GOOD_SURVEY, "fiscal_year": "2570"}, "ไม่อยู่ในปีงบประมาณ"),
    ("/console/surveys", {**GOOD_SURVEY, "instrument": "OIT"}, "EIT หรือ IIT"),
)


@pytest.mark.parametrize(("path", "form", "sentence"), REFUSED)
def test_what_cannot_be_is_refused_and_said(
    admin: Office, path: str, form: dict[str, str | list[str]], sentence: str
) -> None:
    before = admin.revision(), len(admin.audit())
    answer = admin.sends(path, form)
    assert answer.status_code == 422 and sentence in answer.text
    assert (admin.revision(), len(admin.audit())) == before


SUGGESTIONS = (
    ({"last_day": "31 มิ.ย. 2569"}, "30 มิ.ย. 2569"),
    ({"first_day": "30 มิ.ย. 2569", "last_day": "5 ม.ค. 2569"}, "5 ม.ค. 2569 – 30 มิ.ย. 2569"),
    ({"url": "http://ITAS.nacc.go.th/go/eit/ab12cd/"}, "https://itas.nacc.go.th/go/eit/ab12cd"),
    ({"fiscal_year": "2570"}, "5 ม.ค. 2569 – 30 มิ.ย. 2569"),
)


@pytest.mark.parametrize(("wrong", "meant"), SUGGESTIONS)
def test_an_impossible_survey_is_offered_as_it_was_meant(admin: Office, wrong: dict[str, str], meant: str) -> None:
    answer = admin.sends("/console/surveys", {**GOOD_SURVEY, **wrong})
    offer = re.search(r'class="narrow offer">(.*?)</form>', answer.text, re.S)
    assert offer and meant in unescape(offer[1])
    form = {name: unescape(value) for name, value in re.findall(r'name="(\w+)" value="([^"]*)"', offer[1])}
    assert admin.sends("/console/surveys", form, word=form.pop("csrf_token")).status_code == 303
    with admin.database.reading() as session:
        survey = session.scalars(
            select(Survey).where(Survey.agency_id == admin.agency_id, Survey.url == GOOD_SURVEY["url"])
        ).one()
    assert (str(survey.start), str(survey.end), survey.fiscal_year) == ("2026-01-05", "2026-06-30", 2569)


def test_a_contact_is_changed_removed_and_put_back(admin: Office) -> None:
    with admin.database.reading() as session:
        contact = session.scalars(select(Contact).where(Contact.agency_id == admin.agency_id)).first()
    assert contact is not None and contact.is_sample
    path = f"/console/contacts/{contact.id}"
    admin.sends(path, {"unit": contact.unit, "phone": "0 4399 9999", "hours": contact.hours})
    entry = admin.audit()[0]
    assert entry.before == {"phone": contact.phone, "is_sample": True}
    assert entry.after == {"phone": "0 4399 9999", "is_sample": False}
    admin.sends(f"{path}/remove")
    assert "0 4399 9999" not in phones(admin)
    admin.sends(f"/console/audit/{admin.audit()[0].id}/undo")
    assert "0 4399 9999" in phones(admin)
    assert admin.sends(f"/console/audit/{entry.id}/undo").status_code == 422, "the thing has another number now"
    assert admin.sends(f"/console/audit/{admin.audit()[1].id}/undo").status_code == 404, "it is undone already"


def test_undoing_an_edit_and_an_addition(admin: Office) -> None:
    admin.sends("/console/contacts", {"phone": "0 4300 1111"})
    added = admin.audit()[0]
    admin.sends(f"/console/contacts/{added.subject_id}", {"phone": "0 4300 2222"})
    assert admin.sends(f"/console/audit/{added.id}/undo").status_code == 422, "it was changed since"
    admin.sends(f"/console/audit/{admin.audit()[0].id}/undo")
    assert "0 4300 1111" in phones(admin)
    admin.sends(f"/console/audit/{added.id}/undo")
    assert "0 4300 1111" not in phones(admin)


def test_a_removed_paper_is_put_back(admin: Office) -> None:
    admin.sends("/console/documents", {"kind": "form", "title": "แบบคำร้อง", "url": "https://a.example/f"})
    admin.sends(f"/console/documents/{admin.audit()[0].subject_id}/remove")
    assert "https://a.example/f" not in papers(admin)
    admin.sends(f"/console/audit/{admin.audit()[0].id}/undo")
    assert "https://a.example/f" in papers(admin)


def phones(admin: Office) -> list[str]:
    with admin.database.reading() as session:
        return [contact.phone for contact in load_agency(session, admin.agency_id, "").contacts]


def papers(admin: Office) -> Sequence[str]:
    with admin.database.reading() as session:
        return list(session.scalars(select(Paper.url).where(Paper.agency_id == admin.agency_id)))


def test_an_invitation_shows_its_code_once(admin: Office) -> None:
    answer = admin.sends("/console/staff", {"label": "นายช่าง", "unit": "กองช่าง", "role": ["staff"]})
    code = code_in(answer.text.split('class="code">')[1])
    assert code and code[:5] not in admin.reads("/console/staff") and code[:5] not in admin.reads("/console/audit")
    with admin.database.reading() as session:
        row = session.scalars(select(Invitation).where(Invitation.label == "นายช่าง")).one()
    assert row.digest == admin.keyring.digest("invitation", "phon", code)


def test_a_colleague_is_removed_and_oneself_is_not(office: Callable[..., Office], admin: Office) -> None:
    colleague = office(role=Role.DIRECTOR)
    assert admin.sends(f"/console/staff/{colleague.person_id}/remove").status_code == 303
    assert admin.sends(f"/console/staff/{admin.person_id}/remove").status_code == 422
    with admin.database.reading() as session:
        assert session.get(Person, colleague.person_id) is None


def test_a_removed_administrator_is_out_at_once(office: Callable[..., Office], admin: Office) -> None:
    colleague = office().logs_in()
    admin.sends(f"/console/staff/{colleague.person_id}/remove")
    assert colleague.opens("/console/").status_code == 303


def test_who_gets_which_summary(admin: Office) -> None:
    form = {"weekly": "no", "round_end": "yes", "weekday": "4", "hour": "16"}
    assert admin.sends(f"/console/summaries/{admin.person_id}", form).status_code == 303
    with admin.database.reading() as session:
        wish = wish_of(session, admin.person_id)
    assert (wish.weekly, wish.round_end, wish.weekday, wish.hour) == (False, True, 4, 16)
    assert admin.audit()[0].after == {"weekly": False, "round_end": True, "weekday": 4, "hour": 16}


def test_what_could_not_be_sent_waits_again(admin: Office) -> None:
    number = things_of(admin)["notices"]
    assert "LINE ไม่รับข้อความนี้" in admin.reads("/console/notices")
    assert admin.sends("/console/notices/retry", {"only": str(number)}).status_code == 303
    with admin.database.reading() as session:
        assert session.get_one(Delivery, number).fate == "waiting"
    assert admin.audit()[0].after == {"count": 1}
    assert admin.sends("/console/notices/retry").headers["Location"].endswith("done=nothing")


def test_a_text_is_labelled_by_one_press(admin: Office) -> None:
    number = things_of(admin)["texts"]
    assert admin.sends(f"/console/texts/{number}", {"intent": "ซื้อหวย"}).status_code == 422
    assert admin.sends(f"/console/texts/{number}", {"intent": "contact"}).status_code == 303
    with admin.database.reading() as session:
        assert session.get_one(MissedText, number).intent == "contact"
    assert "ขอดูหน่อย" not in admin.reads("/console/audit"), "a citizen's words are not in the audit"


def test_a_change_that_fails_leaves_no_audit(admin: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """The audit and the change are one transaction."""

    def broken(*_values: object) -> None:
        raise RuntimeError("the audit cannot be written")

    monkeypatch.setattr(contacts, "note", broken)
    answer = admin.sends("/console/contacts", {"phone": "0 4300 7777"})
    assert answer.status_code == 500 and "ระบบขัดข้อง" in answer.text
    assert "0 4300 7777" not in phones(admin)
