"""An officer works a case from the notice in the mail to the file in the cabinet, in a browser without script.

On a screen and on a phone, once by the keyboard alone; the reporter answers by the code, in Thai or in English.
"""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.complaints.app import create_complaint_app
from bot.complaints.parts import ComplaintParts
from bot.complaints.postman import Postman
from bot.desk.app import create_desk_app
from dialogs.complaints.desk_words import desk_words
from dialogs.complaints.words import Language, Words
from storage.complaints.mailing import Mailing
from storage.complaints.statuses import Status
from storage.complaints.totp import code_at
from tests.complaints.browser import a_browser, enter, fits, keep, needs_browser, press, served, window
from tests.complaints.conftest import Office
from tests.complaints.mailserver import mail_server

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

pytestmark = needs_browser
th = Words("th")
NINE = datetime(2026, 3, 4, 2, 0, tzinfo=UTC)


def _notice(parts: ComplaintParts, office: Office) -> str:
    """The mail that sends the officer to the desk."""
    Mailing(office.file, office.secrets).set_address(office.people["ก้อย"].officer.id, "koi@phon.example")
    office.clock.moment = NINE
    with mail_server() as sink:
        more = {"complaints_secret_dir": parts.settings.data_dir / "secrets"}
        url = f"smtp://127.0.0.1:{sink.port}?from=desk@phon.example"
        settings = parts.settings.model_validate(
            {"data_dir": parts.settings.data_dir, "complaints_smtp_url": url, **more}
        )
        assert Postman(settings).look(NINE) == 1
    (mail,) = sink.mails
    return str(mail.get_content())


def _reports(page: "Page", web: str, language: Language) -> str:
    w = Words(language)
    page.goto(f"{web}/phon/?lang={language}")
    page.get_by_label(w("question.what")).fill("เรียกเงินค่าใบอนุญาตก่อสร้าง 5,000 บาท")
    page.get_by_label(w("question.when")).fill("ต้นเดือนมีนาคม 2569")
    press(page, w("form.to_review"))
    code = page.locator(".receipt").inner_text()
    page.get_by_label(w("review.type_code")).fill(code)
    press(page, w("review.send"))
    return code


def _replies(page: "Page", web: str, language: Language, code: str) -> None:
    """Reads the officer's question by the code, and answers it."""
    w = Words(language)
    page.goto(f"{web}/phon/follow?lang={language}")
    page.get_by_label(w("follow.code")).fill(code)
    press(page, w("follow.open"))
    assert "ขอทราบชื่อโครงการ" in page.content() and fits(page)
    page.get_by_label(w("follow.write")).fill("โครงการถนนสายสอง")
    press(page, w("follow.send"))
    assert w("follow.written") in page.content()
    keep(page, f"work-reporter-{language}")
    press(page, w("follow.leave"))


def _ends(page: "Page", web: str, language: Language, code: str) -> None:
    w = Words(language)
    page.goto(f"{web}/phon/follow?lang={language}")
    page.get_by_label(w("follow.code")).fill(code)
    press(page, w("follow.open"))
    assert w("status.closed") in page.content() and "พบว่าเรียกเงินจริง" in page.content()
    assert "ตรวจแฟ้มใบอนุญาต" not in page.content() and "ก้อย" not in page.locator("main").inner_text()
    keep(page, f"work-reporter-closed-{language}")


class AtKeys:
    """Works with buttons and fields by pointer, or by the keyboard alone."""

    def __init__(self, page: "Page", office: Office, keys: bool, name: str) -> None:
        self.page, self.office, self.keys, self.name = page, office, keys, name

    def types(self, label: str, words: str) -> None:
        field = self.page.get_by_label(label, exact=True)
        if self.keys:
            self._reaches(field)
            self.page.keyboard.type(words)
        else:
            field.fill(words)

    def chooses(self, label: str) -> None:
        choice = self.page.get_by_label(label, exact=True)
        if not self.keys:
            choice.check()
            return
        self._reaches(self.page.locator("input[type=radio]").first)  # Tab stops once at a group, arrows go through it
        self.page.keyboard.press("Space")
        while not choice.is_checked():
            self.page.keyboard.press("ArrowDown")

    def selects(self, label: str, option: str) -> None:
        field = self.page.get_by_label(label, exact=True)
        if not self.keys:
            field.select_option(label=option)
            return
        self._reaches(field)
        wanted = field.locator("option", has_text=option).get_attribute("value")
        for _ in range(field.locator("option").count()):
            if field.input_value() != wanted:
                self.page.keyboard.press("ArrowDown")

    def presses(self, button: str) -> None:
        if self.keys:
            self._reaches(self.page.get_by_role("button", name=button, exact=True))
            enter(self.page)
        else:
            press(self.page, button)
        self.office.clock.move(seconds=31)

    def looks(self, what: str) -> None:
        assert fits(self.page), what
        keep(self.page, f"work-{self.name}-{what}")

    def _reaches(self, wanted: "Locator") -> None:
        """Tab by tab from where the page begins; what Tab does not reach cannot be used."""
        for _ in range(60):
            self.page.keyboard.press("Tab")
            if wanted.and_(self.page.locator(":focus")).count():
                return
        raise AssertionError(f"the keyboard does not reach {wanted}")


def _comes(at: AtKeys, desk: str) -> None:
    issued = at.office.people["ก้อย"]
    at.page.goto(f"{desk}/desk/")
    at.looks("log-in")
    for label, words in (("agency", "phon"), ("name", "ก้อย"), ("passphrase", issued.passphrase)):
        at.types(desk_words(label), words)
    at.types(desk_words("code"), code_at(issued.totp_secret, at.office.clock()))
    at.presses(desk_words("log_in"))
    at.looks("list-first")
    at.presses(desk_words("colleagues_seen"))
    at.looks("list")


def _opens(at: AtKeys) -> None:
    link = at.page.locator("th a")
    if at.keys:
        at._reaches(link)
        enter(at.page)
    else:
        with at.page.expect_navigation():
            link.click()


def _asks(at: AtKeys) -> None:
    _opens(at)
    assert "5,000 บาท" in at.page.content()
    at.looks("case")
    at.types(desk_words("write"), "ขอทราบชื่อโครงการ")
    at.presses(desk_words("send"))
    at.types(desk_words("note"), "ตรวจแฟ้มใบอนุญาต")
    at.presses(desk_words("save"))
    at.selects(desk_words("assign_to"), "ก้อย (นิติการ)")
    at.presses(desk_words("do_assign"))
    assert at.page.locator("dd", has_text="ก้อย").count() == 1


def _decides(at: AtKeys, desk: str) -> None:
    at.page.goto(f"{desk}/desk/?show=mine")
    assert desk_words("new") in at.page.content() and desk_words("me") in at.page.content()
    at.looks("list-answered")
    _opens(at)
    assert "โครงการถนนสายสอง" in at.page.content()
    steps = {
        Status.ACCEPTED: "",
        Status.INVESTIGATING: "",
        Status.CONCLUDED: "พบว่าเรียกเงินจริง ส่งดำเนินการทางวินัยแล้ว",
        Status.CLOSED: "",
    }
    for status, words in steps.items():
        at.chooses(th(f"status.{status}"))
        if words:
            at.types(desk_words("words"), words)
        at.presses(desk_words("do_move"))
        assert th(f"status.{status}") in at.page.locator("dd strong").inner_text()
    at.looks("case-closed")


def _exports(at: AtKeys, folder: Path) -> None:
    button = at.page.get_by_role("button", name=desk_words("export"), exact=True)
    with at.page.expect_download() as coming:
        if at.keys:
            at._reaches(button)
            at.page.keyboard.press("Enter")
        else:
            button.click()
    file = folder / "case.json"
    coming.value.save_as(file)
    told = json.loads(file.read_text(encoding="utf-8"))
    assert told["status"] == "closed" and "ตรวจแฟ้ม" not in file.read_text(encoding="utf-8")
    assert [one["text"] for one in told["messages"]][:2] == ["ขอทราบชื่อโครงการ", "โครงการถนนสายสอง"]


@pytest.mark.parametrize(
    ("width", "keys", "language"), [(1280, False, "th"), (390, False, "en"), (1024, True, "th")], ids=str
)
def test_a_case_from_the_notice_to_the_file(
    width: int, keys: bool, language: Language, parts: ComplaintParts, office: Office, tmp_path: Path
) -> None:
    with served(create_complaint_app(parts)) as web, served(create_desk_app(parts)) as desk, a_browser() as browser:
        phone = window(browser, 320)
        code = _reports(phone, web, language)
        assert "อาจมีเรื่อง" in _notice(parts, office)
        at = AtKeys(window(browser, width), office, keys, f"{width}{'-keys' if keys else ''}")
        _comes(at, desk)
        _asks(at)
        _replies(phone, web, language, code)
        office.clock.move(seconds=31)
        _decides(at, desk)
        _exports(at, tmp_path)
        _ends(phone, web, language, code)
