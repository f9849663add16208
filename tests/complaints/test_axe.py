"""Every page of the form and of the desk, as it stands in every state that has a look of its own, held against axe.

What is checked is counted, not promised: each template must have been looked at, and each address that is not listed
here as bringing no page of its own. A new page that nobody walks to fails the suite.
"""

from flask import Flask

from bot.complaints.app import create_complaint_app
from bot.complaints.parts import ComplaintParts
from bot.desk.app import create_desk_app
from dialogs.complaints.desk_words import desk_words
from dialogs.complaints.words import Language, Words
from storage.complaints.deletion import ask, confirm
from storage.complaints.receipt import new_receipt, shown
from storage.complaints.records import Evidence
from storage.complaints.statuses import Status
from storage.complaints.totp import code_at
from tests.complaints.browser import needs_browser
from tests.complaints.conftest import Office
from tests.complaints.pictures import jpeg, loaded_jpeg
from tests.complaints.walk import Walk, walking
from tests.figures import show

pytestmark = needs_browser
PDF = b"%PDF-1.7\n%%EOF"

NO_PAGE = {
    "static": "the style sheet",
    "health.alive": "a word for machines",
    "health.ready": "a word for machines",
    "line.receive": "for LINE",
    "public.statistics": "JSON; its page is the manual",
    "follow.leave": "goes on to the follow-up page",
    "desk.leave": "brings the log-in page",
    "desk.picture": "a picture",
    "desk.export": "a download",
    "desk.write": "goes on to the case",
    "desk.note": "goes on to the case",
    "desk.assign": "goes on to the case",
    "desk.recuse": "goes on to the list",
    "desk.forward": "a download",
    "desk.ask_deletion": "goes on to the case",
    "desk.confirm_deletion": "goes on to the case",
    "desk.drop_deletion": "goes on to the case",
    "desk.take_original": "a download",
    "desk.seen": "goes on to the list",
}
PARTS = {"complaints/parts.html", "complaints/base.html", "desk/base.html", "desk/colleagues.html"}
"""Templates that others are made of."""


def endpoints_of(app: Flask) -> set[str]:
    return {rule.endpoint for rule in app.url_map.iter_rules()}


# --- the reporter's pages ------------------------------------------------------------------------------------------------


def _the_form(walk: Walk, office: Office) -> None:
    w, lang = Words(walk.language), f"?lang={walk.language}"
    walk.goes(f"/phon/{lang}").looks("form").presses(w("form.to_review")).looks("form-empty")
    page = walk.page
    page.get_by_label(w("question.what")).fill("เรียกเงินค่าใบอนุญาต")
    page.get_by_label(w("form.pictures"), exact=True).set_input_files(
        {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": loaded_jpeg()}
    )
    page.get_by_label(w("form.originals_keep")).check()
    page.get_by_label(w("form.originals"), exact=True).set_input_files(
        {"name": "a.pdf", "mimeType": "application/pdf", "buffer": PDF}
    )
    walk.presses(w("form.to_review")).looks("review")
    page.get_by_label(w("review.type_code")).fill(shown(new_receipt()))
    walk.presses(w("review.send")).looks("review-wrong").presses(w("review.edit")).looks("form-again")
    walk.presses(w("form.to_review"))
    page.get_by_label(w("review.type_code")).fill(page.locator(".receipt").inner_text())
    walk.presses(w("review.send")).looks("sent")


def _a_stale_draft(walk: Walk) -> None:
    w = Words(walk.language)
    walk.goes(f"/phon/?lang={walk.language}")
    walk.page.get_by_label(w("question.what")).fill("x")
    walk.presses(w("form.to_review"))
    walk.page.evaluate("for (const one of document.getElementsByName('draft')) one.value = 'x'")
    walk.presses(w("review.edit")).looks("expired")


def _coming_back(walk: Walk, office: Office) -> None:
    w, lang = Words(walk.language), f"?lang={walk.language}"
    desk = office.desk("ก้อย")
    before = {one.row.number for one in desk.held()}
    receipt = office.tell(evidence=(Evidence("1.jpg", "image/jpeg", jpeg()),), line=True)
    (number,) = {one.row.number for one in desk.held()} - before
    desk.write(number, "ขอทราบวันที่")

    def opens(code: str) -> Walk:
        walk.goes(f"/phon/follow{lang}").page.get_by_label(w("follow.code")).fill(code)
        return walk.presses(w("follow.open"))

    walk.goes(f"/phon/follow{lang}").looks("follow")
    opens("1234").looks("follow-mistyped")
    opens(shown(new_receipt())).looks("follow-unknown")
    opens(receipt).looks("case").presses(w("follow.exchange")).looks("exchange")
    walk.page.get_by_label(w("follow.exchange_type")).fill("1")
    walk.presses(w("follow.exchange")).looks("exchange-wrong").goes(f"/phon/follow{lang}")
    walk.page.get_by_label(w("follow.write")).fill("ก" * 10_001)
    walk.presses(w("follow.send")).looks("case-problem").presses(w("follow.leave")).looks("follow-left")
    for status in (Status.ACCEPTED, Status.INVESTIGATING, Status.CONCLUDED, Status.CLOSED):
        desk.move(number, status, "ผล")
    opens(receipt).looks("case-closed", w("status.closed")).presses(w("follow.leave"))
    _delete(office, number)
    opens(receipt).looks("case-deleted", w("status.deleted")).presses(w("follow.leave"))


def _delete(office: Office, number: str) -> None:
    ask(office.desk("ก้อย").access, number, "ผู้แจ้งขอให้ลบ")
    confirm(office.desk("ต้น").access, number)


def _about(walk: Walk, office: Office) -> None:
    lang = f"?lang={walk.language}"
    for path in ("manual", "privacy"):
        walk.goes(f"/phon/{path}{lang}").looks(path)
    walk.goes(f"/phon/nothing{lang}", status=404).looks("no-such-page")


def _with_figures(walk: Walk, office: Office) -> None:
    for _ in range(5):
        office.tell()
    office.clock.move(days=60)
    walk.goes(f"/phon/manual?lang={walk.language}").looks("manual-figures")


def test_every_page_of_the_reporter_in_both_languages(parts: ComplaintParts, office: Office) -> None:
    endpoints: set[str] = set()
    templates: set[str] = set()
    looked, found = 0, []
    languages: tuple[Language, ...] = ("th", "en")
    for language in languages:
        with walking(create_complaint_app(parts), 320, language, language) as walk:
            _the_form(walk, office)
            _a_stale_draft(walk)
            _coming_back(walk, office)
            _about(walk, office)
            _with_figures(walk, office)
        endpoints, templates = endpoints | walk.endpoints, templates | walk.templates
        looked, found = looked + walk.looked, found + walk.found
    app = create_complaint_app(parts)
    show(f"axe: {looked} pages of the reporter, {len(found)} violations")
    assert found == []
    assert endpoints_of(app) - endpoints - set(NO_PAGE) == set()
    assert _own(app, "complaints/") - templates == set()


# --- the desk ------------------------------------------------------------------------------------------------------------


def _logs_in(walk: Walk, office: Office, name: str) -> None:
    issued = office.people[name]
    walk.goes("/desk/").looks("log-in")
    for code in ("000000", code_at(issued.totp_secret, office.clock())):
        told = {"agency": "phon", "name": name, "passphrase": issued.passphrase, "code": code}
        for label, words in told.items():
            walk.page.get_by_label(desk_words(label), exact=True).fill(words)
        walk.presses(desk_words("log_in")).looks("refused" if code == "000000" else "in")


def _the_list(walk: Walk, office: Office) -> None:
    walk.looks("list-empty").presses(desk_words("hand_over")).looks("said")
    walk.goes("/desk/").presses(desk_words("colleagues_seen")).looks("list-settled")
    walk.presses(desk_words("hand_over")).looks("handed-over")
    for _ in range(2):
        office.tell(evidence=(Evidence("1.jpg", "image/jpeg", jpeg()), _original()))
    office.clock.move(days=9)
    for kind in ("open", "mine", "ended"):
        walk.goes(f"/desk/?show={kind}").looks(f"list-{kind}")
    for _ in range(120):
        office.desk("ต้น").log_in()
    walk.goes("/desk/audit").looks("audit", desk_words("older")).goes("/desk/case/1", status=404).looks("gone")


def _original() -> Evidence:
    return Evidence("original-1.pdf", "application/pdf", PDF, original=True)


def _a_case(walk: Walk, office: Office, number: str) -> None:
    page, case = walk.page, f"/desk/case/{number}"
    walk.goes(case).looks("case")
    page.get_by_label(desk_words("forward_key")).fill("zz")
    walk.presses(desk_words("forward")).looks("case-problem").goes(case)
    page.get_by_label(desk_words("write"), exact=True).fill("ขอทราบวันที่")
    walk.presses(desk_words("send"))
    page.get_by_label(desk_words("note"), exact=True).fill("ตรวจแฟ้ม")
    walk.presses(desk_words("save")).looks("case-told")
    page.get_by_role("link", name="original-1.pdf").click()
    walk.looks("original").goes(case)
    page.get_by_label(Words("th")("status.not_accepted"), exact=True).check()
    walk.presses(desk_words("do_move")).looks("case-wrong-move")
    page.get_by_label(Words("th")("status.accepted"), exact=True).check()
    walk.presses(desk_words("do_move")).looks("case-accepted")
    for status in (Status.INVESTIGATING, Status.CONCLUDED, Status.CLOSED):
        office.desk("ก้อย").move(number, status, "ผล")
    walk.goes(case).looks("case-closed")
    page.get_by_label(desk_words("deletion_reason")).fill("ผู้แจ้งขอให้ลบ")
    walk.presses(desk_words("deletion_ask")).looks("case-asked")
    walk.presses(desk_words("deletion_drop"))
    ask(office.desk("ต้น").access, number, "ผู้แจ้งขอให้ลบ")
    walk.goes(case).looks("case-to-confirm")
    page.get_by_label(desk_words("deletion_sure")).check()
    walk.presses(desk_words("deletion_confirm")).looks("deleted")


def _a_new_key(walk: Walk, office: Office) -> None:
    page = walk.page
    walk.goes("/desk/key").looks("key")
    page.get_by_label(desk_words("key_now")).fill("baban")
    walk.presses(desk_words("key_begin")).looks("key-wrong")
    page.get_by_label(desk_words("key_now")).fill(office.people["ก้อย"].passphrase)
    walk.presses(desk_words("key_begin")).looks("key-fresh")
    fresh = page.locator(".receipt").inner_text()
    page.get_by_label(desk_words("key_type")).fill("x")
    walk.presses(desk_words("key_take")).looks("key-typed-wrong")
    page.get_by_label(desk_words("key_type")).fill(fresh)
    walk.presses(desk_words("key_take")).looks("key-changed")


def test_every_page_of_the_desk(parts: ComplaintParts, office: Office) -> None:
    with walking(create_desk_app(parts), 1024, "desk") as walk:
        _logs_in(walk, office, "ก้อย")
        _the_list(walk, office)
        _a_case(walk, office, office.desk("ก้อย").held()[0].row.number)
        _a_new_key(walk, office)
        with office.file.transaction() as connection:
            connection.execute("UPDATE audit SET officer = 'x' WHERE place = 2")
        walk.goes("/desk/audit").looks("audit-broken")
        office.hire("ใหม่")
        walk.goes("/desk/").looks("colleagues").presses(desk_words("leave")).looks("left")
    show(f"axe: {walk.looked} pages of the desk, {len(walk.found)} violations")
    assert walk.found == []
    app = create_desk_app(parts)
    assert endpoints_of(app) - walk.endpoints - set(NO_PAGE) == set()
    assert _own(app, "desk/") - walk.templates == set()


def _own(app: Flask, room: str) -> set[str]:
    return {name for name in app.jinja_env.list_templates(extensions=["html"]) if name.startswith(room)} - PARTS


def test_the_list_of_what_is_no_page_is_true(parts: ComplaintParts) -> None:
    known = endpoints_of(create_complaint_app(parts)) | endpoints_of(create_desk_app(parts))
    assert set(NO_PAGE) <= known


def test_a_form_where_nobody_is_left_is_looked_at_too(parts: ComplaintParts, office: Office) -> None:
    with walking(create_complaint_app(parts), 320, "nobody") as walk:
        walk.goes("/phon/")
        walk.page.get_by_label(Words("th")("question.what")).fill("x")
        for box in walk.page.locator("input[name=exclude]").all():
            box.check()
        walk.presses(Words("th")("form.to_review")).looks("nobody-left")
        with office.file.transaction() as connection:
            connection.execute("DELETE FROM officer WHERE kind = 'officer'")
        walk.goes("/phon/").looks("no-officers")
    assert walk.found == []
