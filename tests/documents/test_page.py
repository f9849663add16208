"""What a page says of itself: gone after all, and which years it is about."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.linkcheck.page import read_page, year_in_address

HTML = "text/html; charset=utf-8"


def page(title: str, text: str, url: str = "https://a.go.example/x") -> tuple[bool, int | None]:
    found = read_page(f"<html><head><title>{title}</title></head><body>{text}</body></html>".encode(), HTML, url)
    return found.is_missing, found.newest_year


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("404 Not Found", "…"),
        ("ไม่พบหน้าที่ต้องการ - เทศบาล", "<p>กลับหน้าหลัก</p>"),
        ("เทศบาลตำบลตัวอย่าง", "<h1>ไม่พบข้อมูล</h1>"),
        ("เทศบาลตำบลตัวอย่าง", "<p>Page not found</p>"),
    ],
)
def test_a_page_that_answers_but_is_not_there(title: str, text: str) -> None:
    assert page(title, text)[0]


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("แผนการจัดซื้อจัดจ้าง 2569", "<p>รายการ</p>"),
        ("รายงาน", "<p>" + "เนื้อหา " * 100 + "ไม่พบข้อมูลการร้องเรียน</p>"),
        ("ห้อง 4040", "<p>ติดต่อ</p>"),
    ],
)
def test_a_page_that_is_there(title: str, text: str) -> None:
    assert not page(title, text)[0]


@pytest.mark.parametrize(
    ("title", "text", "year"),
    [
        ("แผนปี 2567", "", 2567),
        ("แผนปี ๒๕๖๗", "", 2567),
        ("แผนพัฒนา พ.ศ. 2566 - 2570", "", 2570),
        ("แผน", "<h2>ประจำปี 2568</h2><p>© 2570</p>", 2568),
        ("แผน", "<p>ประกาศ ณ วันที่ 5 มกราคม พ.ศ. 2567</p>", 2567),
        ("แผน", "<p>โทร 0 2561 2569</p>", None),
        ("แผน", "<p>ไม่มีปี</p>", None),
        ("แผน", "<script>var year = 'ปี 2569'</script>", None),
        ("25670", "", None),
    ],
)
def test_the_newest_year_that_it_names(title: str, text: str, year: int | None) -> None:
    assert page(title, text)[1] == year


def test_a_file_is_dated_by_its_name() -> None:
    assert year_in_address("https://a.go.example/uploads/2026/04/plan2567.pdf") == 2567
    assert year_in_address("https://a.go.example/%E0%B9%81%E0%B8%9C%E0%B8%99-2568.pdf") == 2568
    assert year_in_address("https://a.go.example/plan.pdf") is None


@pytest.mark.parametrize("encoding", ["utf-8", "cp874"])
@pytest.mark.parametrize("told", ["header", "page", "nobody"])
def test_old_thai_encodings(encoding: str, told: str) -> None:
    name = "windows-874" if encoding == "cp874" else "utf-8"
    meta = f"<meta charset={name}>" if told == "page" else ""
    body = f"<html><head>{meta}<title>แผนปี ๒๕๖๘</title></head></html>".encode(encoding)
    kind = f"text/html; charset={name}" if told == "header" else "text/html"
    assert read_page(body, kind, "https://a.go.example/").newest_year == 2568


def test_a_page_cut_in_the_middle_of_a_letter() -> None:
    body = ("<title>แผนปี 2568</title>" + "ก" * 400).encode()
    assert read_page(body[:-1], HTML, "https://a.go.example/").newest_year == 2568


@given(
    st.binary(max_size=400), st.sampled_from(["text/html", "text/html; charset=\u0e01", "text/html;charset=utf-16", ""])
)
def test_any_bytes_are_read(body: bytes, kind: str) -> None:
    read_page(body, kind, "https://a.go.example/")


@given(st.text(alphabet="<>/!-=\"' abtitleh1กข๒๕๖๗", max_size=200))
def test_any_markup_is_read(text: str) -> None:
    read_page(text.encode(), HTML, "https://a.go.example/")
