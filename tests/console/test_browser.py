"""The console in Chromium, without script: three widths, axe, no error, and one change by the keyboard alone."""

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from flask import Flask

from tests.console.things import things_of
from tests.console.visitor import Office
from tests.pages.browsing import CHROMIUM, WIDTHS, Visit, chromium, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        not CHROMIUM.exists() and not os.environ.get("PRONGSAI_REQUIRE_BROWSER"), reason=f"no Chromium at {CHROMIUM}"
    ),
]
PLAN = """แผนปฏิบัติการส่งเสริมคุณธรรมและความโปร่งใส เทศบาลตำบลโพน ประจำปีงบประมาณ พ.ศ. 2569
ที่,มาตรการ,ขั้นตอน,ผู้รับผิดชอบ,ระยะเวลา
1,เปิดยื่นคำร้องออนไลน์,เปิดหน้าเว็บ,กองคลัง,ต.ค. 2568 - มี.ค. 2569
2,ประชาสัมพันธ์ช่องทางร้องเรียน,ติดป้าย,สำนักปลัด,ม.ค. 2569 - ก.ย. 2569
"""
PAGES = {
    "home": "/console/",
    "import": "/console/import",
    "review": "/console/import/{import}",
    "measures": "/console/measures",
    "measure": "/console/measures/{measures}",
    "surveys": "/console/surveys",
    "documents": "/console/documents",
    "contacts": "/console/contacts",
    "contact": "/console/contacts/{contacts}",
    "staff": "/console/staff",
    "staff-remove": "/console/staff/{staff}/remove",
    "summaries": "/console/summaries",
    "notices": "/console/notices",
    "texts": "/console/texts",
    "audit": "/console/audit",
}


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> "Iterator[Browser]":
    with chromium(tmp_path_factory.mktemp("typefaces")) as running:
        yield running


@pytest.fixture
def at(app: Flask) -> Iterator[str]:
    with served(app) as address:
        yield address


def enters(page: "Page", office: Office) -> None:
    page.get_by_label("รหัสเข้าคอนโซล").fill(office.code())
    page.get_by_role("button", name="เข้าคอนโซล").click()
    page.wait_for_url("**/console/")


@pytest.mark.parametrize("width", WIDTHS)
def test_every_page_at_a_width(browser: "Browser", at: str, admin: Office, width: int) -> None:
    from axe_playwright_python.sync_playwright import Axe

    visit = Visit(browser, width)
    page = visit.open(f"{at}/console/login")
    seen = [look(visit, Axe, "login", width)]
    enters(page, admin)
    things = things_of(admin)
    things["import"] = upload(page, at)
    for name, path in PAGES.items():
        page.goto(at + path.format(**things))
        seen.append(look(visit, Axe, name, width))
    assert [trouble for trouble in seen if trouble] == []
    assert visit.complaints == []
    assert {request.split("/")[2] for request in visit.requests if not request.startswith("data:")} == {at[7:]}
    visit.close()


def look(visit: Visit, axe: type, name: str, width: int) -> str:
    """What is wrong with the page that is open; '' for nothing."""
    visit.keep(f"console-{name}-{width}")
    page = visit.page
    if page.evaluate("document.documentElement.scrollWidth") > width:
        return f"{name} scrolls sideways"
    found = axe().run(page)
    return f"{name}: {found.generate_report()}" if found.violations_count else ""


def upload(page: "Page", at: str) -> int:
    """A small plan, read and waiting for its review; returns its number."""
    page.goto(f"{at}/console/import")
    content = PLAN.encode()
    page.get_by_label("แผน รายงาน").set_input_files({"name": "แผน.csv", "mimeType": "text/csv", "buffer": content})
    page.get_by_role("button", name="อ่านไฟล์").click()
    page.wait_for_url("**/console/import/*")
    return int(page.url.rsplit("/", 1)[1])


def test_a_contact_is_changed_by_the_keyboard_alone(browser: "Browser", at: str, admin: Office) -> None:
    visit = Visit(browser, 768, script=False)
    page = visit.open(f"{at}/console/login")
    tab_to(page, "รหัสเข้าคอนโซล")
    page.keyboard.type(admin.code())
    page.keyboard.press("Enter")
    page.wait_for_url("**/console/")
    tab_to(page, "ติดต่อ")
    page.keyboard.press("Enter")
    page.wait_for_url("**/console/contacts")
    tab_to(page, "หมายเลขโทรศัพท์")
    page.keyboard.type("0 4300 9999")
    page.keyboard.press("Enter")
    page.wait_for_url("**done=saved")
    assert "0 4300 9999" in page.locator("main").inner_text()
    assert page.get_by_role("status").inner_text() == "บันทึกแล้ว"
    visit.close()


def tab_to(page: "Page", name: str) -> None:
    """Press Tab until the field or link of that name has the focus, as the accessibility tree names it."""
    target = page.get_by_label(name).or_(page.get_by_role("link", name=name, exact=True)).first
    for _ in range(60):
        page.keyboard.press("Tab")
        if target.evaluate("e => e === document.activeElement"):
            return
    raise AssertionError(f"the keyboard never gets to {name!r}")
