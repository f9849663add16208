"""The pages without a browser: what stands on them, what never does, validators, limits, hostile texts."""

import re
from datetime import UTC, datetime
from io import BytesIO

import pytest
from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy import select, update
from zxingcpp import read_barcode

from bot.web.app import create_app
from bot.web.assembly import make_door
from bot.web.public.site import Site
from dialogs.records.errors import StoreUnavailable
from storage.agency_list import PAGE
from storage.database import Database
from storage.models import Agency
from storage.samples.load import SLUGS
from tests.pages.busy import LINE_USER, MEASURES, NAME, SCRIPT, SECRET_SURVEY, SLUG, STAFF_NAME, SURVEY
from tests.pages.conftest import ADDRESS, NOW
from tests.pages.reading import Page, text
from tests.system import MovableClock, System

LIMIT = 100_000
PATHS = ("/", "/?q=โพน", *(f"/{slug}/{page}" for slug in (*SLUGS, SLUG, "empty") for page in ("", "documents")))


@pytest.mark.parametrize("path", PATHS)
def test_no_script_no_style_attribute_no_other_host_no_cookie(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    page = Page(answer.get_data(as_text=True))
    assert not {"script", "iframe", "object", "embed", "style"} & set(page.tags)
    assert "style" not in page.attributes and not [name for name in page.attributes if name.startswith("on")]
    assert all(address.startswith("/") and not address.startswith("//") for address in page.loaded)
    assert all(re.match(r"https?://|/|#|tel:", link) for link in page.links)
    assert "Set-Cookie" not in answer.headers
    policy = answer.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'") and "unsafe" not in policy and "http" not in policy


@pytest.mark.parametrize("path", [*PATHS, f"/{SLUG}/measures", f"/{SLUG}/measures?page=3"])
def test_a_view_stays_under_100_kb_with_its_style(client: FlaskClient, path: str) -> None:
    page = client.get(path).data
    style = client.get("/static/public.css").data + client.get("/static/icon.svg").data
    assert len(page) + len(style) < LIMIT, f"{path} has {len(page)} bytes"


def test_what_a_citizen_finds(client: FlaskClient) -> None:
    page = text(client, "/phon/")
    for words in ("เทศบาลตำบลโพน", "88.51", "ระดับ A", "74.22", "ประสิทธิภาพการสื่อสาร", "สำนักปลัด", "E-service", "ตัวอย่าง"):
        assert words in page
    assert 'href="https://complaints.example/phon/"' in page
    assert "1205" in page


def test_progress_and_its_last_change(client: FlaskClient) -> None:
    page = text(client, f"/{SLUG}/")
    assert "ทำไปแล้ว 12%" in page and "เสร็จแล้ว" in page and "ยังไม่เริ่ม" in page
    assert "เปลี่ยนแปลงล่าสุด 14 ม.ค. 2569" in page
    assert "13 ม.ค. 2569 โดยกองที่ 2" in page


@pytest.mark.parametrize("path", [f"/{SLUG}/", f"/{SLUG}/measures", f"/{SLUG}/documents", "/"])
def test_hostile_texts_stay_texts_and_nobody_is_named(client: FlaskClient, path: str) -> None:
    page = text(client, path)
    assert SCRIPT not in page
    for private in (STAFF_NAME, LINE_USER, SECRET_SURVEY, "javascript:", "น้ำผื้งใหญ่"):
        assert private not in page


def test_only_the_canonical_name_is_public(client: FlaskClient) -> None:
    for path in ("/khongchai/", "/khongchai/data.json", "/khongchai/measures.csv", "/khongchai/measures"):
        page = text(client, path)
        assert "ห้วยซ้อ" not in page and "ห้องชัย" not in page
    assert "ฆ้องชัยพัฒนา" in text(client, "/khongchai/")


def test_an_agency_without_anything_says_so_and_whom_to_ask(client: FlaskClient) -> None:
    page = text(client, "/empty/")
    for words in (
        "ยังไม่ได้ลงแผนมาตรการ",
        "ยังไม่ได้ลงคะแนน ITA",
        "ยังไม่ได้ลงลิงก์แบบสำรวจ",
        "ยังไม่ได้ลงลิงก์เอกสาร",
        "ยังไม่ได้ลงเบอร์ติดต่อ",
    ):
        assert words in page
    assert "หน่วยงานนี้ยังไม่ได้เปิดช่องทางแยก" in page and "1205" in page


def test_nothing_here_takes_a_complaint(client: FlaskClient) -> None:
    for path in PATHS:
        page = Page(text(client, path))
        assert "textarea" not in page.tags
        assert page.tags.count("form") == (1 if path.startswith(("/?", "/")) and path.split("?")[0] == "/" else 0)
        assert client.post(path).status_code == 405


def test_the_survey_before_in_and_after_its_window(client: FlaskClient, clock: MovableClock) -> None:
    assert SURVEY in text(client, f"/{SLUG}/")
    assert client.get(f"/{SLUG}/survey.png").status_code == 200
    clock.set(datetime(2025, 12, 31, tzinfo=UTC))
    ahead = text(client, f"/{SLUG}/")
    assert "จะเปิดวันที่ 2 ม.ค. 2569" in ahead and SURVEY not in ahead
    clock.set(datetime(2026, 7, 1, tzinfo=UTC))
    over = text(client, f"/{SLUG}/")
    assert "ปิดแล้วเมื่อ 30 มิ.ย. 2569" in over and SURVEY not in over
    closed = client.get(f"/{SLUG}/survey.png")
    assert closed.status_code == 404 and "ไม่มีแบบสำรวจ EIT ที่เปิด" in closed.get_data(as_text=True)


@pytest.mark.parametrize("path", ["", "data.json", "survey.png"])
def test_an_address_that_only_looks_like_a_survey_is_never_shown(client: FlaskClient, path: str) -> None:
    assert b"evil.example" not in client.get(f"/empty/{path}").data
    assert client.get("/empty/survey.png").status_code == 404


def test_the_window_ends_with_the_day_in_thailand(client: FlaskClient, clock: MovableClock) -> None:
    clock.set(datetime(2026, 6, 30, 16, 59, tzinfo=UTC))
    assert client.get(f"/{SLUG}/survey.png").status_code == 200
    clock.set(datetime(2026, 6, 30, 17, 1, tzinfo=UTC))
    assert client.get(f"/{SLUG}/survey.png").status_code == 404


def test_long_lists_have_pages(client: FlaskClient) -> None:
    first, last = text(client, f"/{SLUG}/measures"), text(client, f"/{SLUG}/measures?page=3")
    assert f"{MEASURES} เรื่อง · หน้า 1 จาก 3" in first and "?year=2569&amp;page=2" in first
    assert f'id="m{MEASURES}"' not in first
    assert f"{MEASURES}. มาตรการ" in last and "ต่อไป</a>" not in last
    assert "3 เรื่อง" in text(client, f"/{SLUG}/measures?year=2568")


@pytest.mark.parametrize(
    "path",
    [
        "/nowhere/", "/console/", "/line/", "/Phon/", "/p%00hon/", "/phon/nothing", "/phon/measures?year=2400",
        "/phon/measures?page=2", "/phon/measures?page=0", "/phon/measures?page=๑", "/phon/measures?page=9999999999999",
        "/phon/documents?year=x", "/empty/measures", "/empty/line.png", "/empty/complain.png", "/../etc/passwd",
    ],
)  # fmt: skip
def test_a_lost_visitor_finds_a_way_out(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    page = answer.get_data(as_text=True)
    assert "ไม่มีหน้านี้" in page and 'href="/"' in page and "noindex" in page
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize("host", ["localhost", "evil.example"])
def test_an_address_without_its_slash_moves_on(client: FlaskClient, host: str) -> None:
    answer = client.get("/phon", headers={"Host": host})
    assert (answer.status_code, answer.headers["Location"]) == (308, "/phon/")
    for odd in ("/favicon.ico", "/%2F%2Fevil.example", "/Phon", "/..", "/a"):
        assert client.get(odd).status_code == 404


def test_the_whole_web_app_serves_them_beside_the_webhook(system: System) -> None:
    client = create_app(make_door(system.parts)).test_client()
    page = client.get("/phon/")
    assert page.status_code == 200 and page.headers["X-Content-Type-Options"] == "nosniff"
    assert page.headers["X-Frame-Options"] == "DENY" and "style-src 'self'" in page.headers["Content-Security-Policy"]
    assert client.get("/healthz").data == b"alive\n"
    assert client.post("/line/phon", data=b"{}").status_code == 401
    assert client.post("/line/phon/x").data == b"There is nothing at this address.\n"


def test_unchanged_pages_cost_a_304(client: FlaskClient, clock: MovableClock, database: Database) -> None:
    for path in ("/", "/ko/", "/ko/data.json", "/ko/measures", "/ko/share.png", "/static/public.css", "/sitemap.xml"):
        first = client.get(path)
        again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
        assert again.status_code == 304 and again.data == b"", path
    seen = client.get("/ko/").headers["ETag"]
    with database.transaction() as session:
        session.execute(update(Agency).where(Agency.slug == "ko").values(revision=Agency.revision + 1))
    assert client.get("/ko/", headers={"If-None-Match": seen}).status_code == 200
    seen = client.get("/ko/").headers["ETag"]
    clock.move(days=1)
    assert client.get("/ko/", headers={"If-None-Match": seen}).status_code == 200, "a survey may open with the day"


def test_what_a_shared_link_shows(client: FlaskClient) -> None:
    meta = Page(text(client, "/phon/")).meta
    assert meta["og:title"].startswith("เทศบาลตำบลโพน")
    assert "88.51" in meta["og:description"]
    assert meta["og:image"] == f"{ADDRESS}/phon/share.png" and meta["og:url"] == f"{ADDRESS}/phon/"
    picture = client.get("/phon/share.png")
    assert picture.mimetype == "image/png" and len(picture.data) < 300_000


def test_robots_are_welcome(client: FlaskClient) -> None:
    robots = text(client, "/robots.txt")
    assert f"Sitemap: {ADDRESS}/sitemap.xml" in robots and "Disallow: /\n" not in robots
    listed = re.findall(r"<loc>([^<]+)</loc>", text(client, "/sitemap.xml"))
    assert f"{ADDRESS}/phon/" in listed and f"{ADDRESS}/phon/documents" in listed
    for address in listed:
        assert client.get(address.removeprefix(ADDRESS)).status_code == 200


def test_agencies_are_found_by_name_and_place(client: FlaskClient) -> None:
    assert "/phon/" in text(client, "/?q=โพน") and "/ko/" not in text(client, "/?q=โพน")
    assert "/khongchai/" in text(client, "/?q=กาฬสินธุ์ ฆ้องชัย")
    assert "ไม่มีหน่วยงานที่ตรงกับ" in text(client, "/?q=%25")
    hostile = text(client, "/?q=%22%3E%3Cscript%3E")
    assert "<script" not in hostile


def test_a_page_of_the_list_has_fifty(client: FlaskClient, database: Database) -> None:
    with database.transaction() as session:
        for n in range(PAGE + 5):
            session.add(
                Agency(
                    slug=f"many-{n}",
                    name=f"เทศบาลตำบลทดสอบ {n}",
                    short_name="x",
                    type="special",
                    province="ฮ",
                    created_at=NOW,
                )
            )
    page = text(client, "/?q=ทดสอบ")
    assert page.count('href="/many-') == PAGE and "page=2" in page
    assert text(client, "/?q=ทดสอบ&page=2").count('href="/many-') == 5


def test_a_database_that_is_away_is_503_in_thai(
    client: FlaskClient, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object) -> None:
        raise StoreUnavailable("the database does not answer")

    monkeypatch.setattr(type(site.directory), "known", away)
    answer = client.get("/phon/")
    assert answer.status_code == 503 and "ขออภัย" in answer.get_data(as_text=True)
    assert answer.headers["Retry-After"] and answer.headers["Cache-Control"] == "no-store"


def test_the_agencys_line_account(client: FlaskClient) -> None:
    assert 'href="https://line.me/R/ti/p/%40nampueng"' in text(client, f"/{SLUG}/")
    assert "line.me" not in text(client, "/phon/")
    assert NAME in text(client, f"/{SLUG}/")


def test_both_accounts_have_a_code_that_leads_to_them(client: FlaskClient, database: Database) -> None:
    """The general account and the separate one for complaints; each code decodes to its own address."""
    with database.transaction() as session:
        agency = session.scalars(select(Agency).where(Agency.slug == "ko")).one()
        agency.line_id, agency.complaint_line_id = "@ko-office", "@ko-report"
        agency.revision += 1
    page = text(client, "/ko/")
    assert "/ko/line.png" in page and "/ko/complain-line.png" in page and "@ko-report" in page
    for name, account in (("line", "%40ko-office"), ("complain-line", "%40ko-report")):
        read = read_barcode(Image.open(BytesIO(client.get(f"/ko/{name}.png").data)).convert("L"))
        assert read is not None and read.text == f"https://line.me/R/ti/p/{account}"
    assert client.get("/ko/data.json").json["agency"]["complaint_line_id"] == "@ko-report"  # type: ignore[index]
