"""The chat page in Chromium: a whole conversation, pictures of it, and no script of a message ever runs."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.simulator.fake import FakeLine
from bot.simulator.model import DEFAULT_PEOPLE, ChannelKind, Rules
from tests.simulator.echo import EchoBot
from tests.simulator.line import Api

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, Page

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
ATTACK = "<img src=x onerror=\"document.title='taken'\"><script>document.title='taken'</script> javascript:alert(1)"

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        not CHROMIUM.exists() and not os.environ.get("PRONGSAI_REQUIRE_BROWSER"),
        reason=f"no Chromium at {CHROMIUM}",
    ),
]


@pytest.fixture(scope="module")
def browser() -> Iterator["Browser"]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def town() -> Iterator[FakeLine]:
    """Two agencies with both accounts, on a bot that echoes."""
    with FakeLine(rules=Rules(redelivery_delays=())) as fake:
        tokens: dict[str, str] = {}
        echo = EchoBot(fake.url, tokens)
        fake.platform.public_map["https://bot.invalid"] = echo.url
        for person in DEFAULT_PEOPLE:
            fake.platform.add_person(person)
        for slug, name in (("phon", "เทศบาลตำบลตัวอย่าง"), ("ko", "องค์การบริหารส่วนตำบลสมมติ")):
            for kind in ChannelKind:
                channel = fake.channel(slug, kind, webhook_url=f"{echo.url}/line/{slug}", name=name)
                tokens[channel.destination] = channel.access_token
        yield fake
        echo.stop()


class Screen:
    """The page, with everything it complained about."""

    def __init__(self, page: "Page", url: str) -> None:
        self.page = page
        self.complaints: list[str] = []
        page.on("console", self._note)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("dialog", lambda dialog: self.complaints.append(f"dialog {dialog.message}"))
        page.goto(url)
        page.locator('[data-person="citizen"] textarea').wait_for()  # the page asks for its agencies before it listens

    def _note(self, message: "ConsoleMessage") -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(message.text)

    def says(self, person: str, words: str) -> None:
        box = self.page.locator(f'[data-person="{person}"] textarea')
        box.fill(words)
        box.press("Enter")

    def sees(self, person: str, words: str) -> None:
        self.page.locator(f'[data-person="{person}"] .row.bot', has_text=words).last.wait_for(timeout=5000)

    def press(self, person: str, label: str) -> None:
        self.page.locator(f'[data-person="{person}"] .tappable', has_text=label).last.click()


@pytest.fixture
def screen(browser: "Browser", town: FakeLine) -> Iterator[Screen]:
    page = browser.new_page(viewport={"width": 1400, "height": 900})
    yield Screen(page, town.url + "/")
    page.close()


def test_a_whole_conversation(screen: Screen, tmp_path: Path) -> None:
    screen.says("citizen", "สวัสดี")
    screen.sees("citizen", "สวัสดี")
    screen.press("citizen", "หลายการ์ด")
    screen.sees("citizen", "อบรมคุณธรรม")
    screen.says("citizen", "การ์ด")
    screen.press("citizen", "ดูหลักฐาน")
    screen.sees("citizen", "postback evidence")
    screen.press("citizen", "เลือกวัน")
    screen.page.locator("#picker input").fill("2026-03-31")
    screen.page.locator("#picker .solid").click()
    screen.sees("citizen", "2026-03-31")
    screen.says("official", "ยืนยัน")
    screen.sees("official", "ใช่ไหมคะ")
    screen.says("official", "รูป")
    screen.page.locator('[data-person="official"] .shot img').wait_for()
    screen.says("reporter", "มีเรื่องแจ้ง")
    screen.sees("reporter", "มีเรื่องแจ้ง")
    screen.page.screenshot(path=tmp_path / "desk.png")
    screen.page.set_viewport_size({"width": 390, "height": 844})
    screen.page.locator("#tabs button").nth(0).click()
    screen.page.screenshot(path=tmp_path / "phone.png")
    assert screen.complaints == []
    overflow = screen.page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert overflow <= 0, "the phone's page scrolls sideways"


def test_a_message_never_runs_as_script(screen: Screen, town: FakeLine) -> None:
    screen.says("citizen", ATTACK)
    screen.sees("citizen", "onerror")
    user = town.user(town.platform.channel("phon/general"))
    box = {"type": "box", "layout": "vertical", "contents": [{"type": "text", "text": ATTACK}]}
    card = {"type": "flex", "altText": ATTACK, "contents": {"type": "bubble", "body": box}}
    Api(town, user.channel).push(user.user_id, [card])
    screen.page.locator('[data-person="citizen"] .fx-text', has_text="onerror").wait_for()
    screen.page.locator("#backstage").click()
    screen.page.locator(".slot pre", has_text="onerror").first.wait_for()
    assert "taken" not in screen.page.title()
    assert screen.page.locator('.log script, .log img[src="x"], .drawer img, .drawer pre *').count() == 0
    assert screen.complaints == []


def test_pictures_stickers_unsend_block_and_the_clock(screen: Screen, town: FakeLine) -> None:
    phone = screen.page.locator('[data-person="staff"]')
    phone.get_by_label("สติกเกอร์").click()
    phone.locator(".sticker").first.click()
    screen.sees("staff", "sticker")
    phone.get_by_label("เพิ่มเติม").click()
    phone.locator(".thing", has_text="รูปตัวอย่าง").click()
    screen.sees("staff", "image")
    phone.locator(".row.user").last.hover()
    phone.locator(".unsend").last.click()
    phone.locator(".note", has_text="ยกเลิกข้อความ").wait_for()
    phone.get_by_label("เพิ่มเติม").click()
    phone.locator(".thing", has_text="บล็อก").click()
    phone.locator(".banner", has_text="บล็อกบัญชีนี้อยู่").wait_for()
    phone.locator(".banner button").click()
    screen.sees("staff", "ยินดีที่ได้รู้จัก")
    screen.page.locator('[data-move="86400"]').click()
    screen.page.locator("#clock-reset").wait_for()
    assert town.platform.clock.offset.days == 1
    assert screen.complaints == []


def test_faults_are_armed_for_one_message(screen: Screen, town: FakeLine) -> None:
    screen.page.locator("#backstage").click()
    screen.page.locator('[data-odd="duplicate"]').click()
    screen.says("citizen", "ซ้ำ")
    screen.sees("citizen", "ซ้ำ")
    assert town.platform.chats.wait_for(lambda: len(replies(town)) == 2, 5), "the duplicate is answered too"
    assert len({d.body for d in town.webhooks}) == 1
    screen.page.locator('[data-fault="server-error"]').click()
    screen.page.locator(".armed", has_text="reply").wait_for()
    screen.says("citizen", "ไม่ถึง")
    screen.page.locator(".armed:empty").wait_for(state="attached")
    screen.says("citizen", "ถึง")
    screen.sees("citizen", "ถึง")
    assert replies(town) == [200, 400, 500, 200]


def replies(town: FakeLine) -> list[int]:
    return [call.status for call in town.sent if call.endpoint == "reply"]


def test_a_person_can_switch_to_the_other_account(screen: Screen) -> None:
    screen.says("citizen", "ถึงบัญชีทั่วไป")
    screen.sees("citizen", "ถึงบัญชีทั่วไป")
    kinds = screen.page.locator('[data-person="citizen"] .kinds button')
    kinds.nth(1).click()
    screen.page.locator('[data-person="citizen"] .hint').wait_for()
    assert screen.page.locator('[data-person="citizen"] .chip').count() == 0
    kinds.nth(0).click()
    screen.sees("citizen", "ถึงบัญชีทั่วไป")
    assert screen.page.locator('[data-person="citizen"] .chip').count() == 3
    assert screen.complaints == []


def test_another_agency_is_another_chat(screen: Screen) -> None:
    screen.says("citizen", "ถึงแห่งแรก")
    screen.sees("citizen", "ถึงแห่งแรก")
    screen.page.locator("#agency").select_option("ko")
    screen.page.locator('[data-person="citizen"] .hint').wait_for()
    assert screen.page.locator('[data-person="citizen"] .row').count() == 0
    screen.says("citizen", "ถึงแห่งที่สอง")
    screen.sees("citizen", "ถึงแห่งที่สอง")
    assert screen.complaints == []
