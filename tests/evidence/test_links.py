"""Which links staff may give, by their form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.links import is_good, written_links


@pytest.mark.parametrize(
    "link",
    [
        "https://www.phon.go.th/news/1?id=2#a",
        "https://drive.google.com/file/d/1AbC_d-e/view",
        "https://เทศบาล.ไทย/ข่าว",
        "https://www.facebook.com/permalink.php?story_fbid=1",
        "https://www.phon.go.th:443/",
    ],
)
def test_good(link: str) -> None:
    assert is_good(link)


@pytest.mark.parametrize(
    "link",
    [
        "http://www.phon.go.th/",
        "www.phon.go.th",
        "https://localhost/x",
        "https://server/x",
        "https://nas.local/x",
        "https://10.0.0.1/x",
        "https://[::1]/x",
        "https://8.8.8.8/",
        "https://2130706433/",
        "https://0x7f.1/",
        "https://127.1/",
        "https://www.phon.go.th@evil.test/",
        "https://user:pass@phon.go.th/",
        "https://phon.go.th:8443/",
        "https://phon.go.th:x/",
        "https://-.go.th/",
        "https://a..th/",
        "https://" + "a" * 500 + ".th/",
        "javascript:alert(1)",
        "ftp://phon.go.th/x",
        "https://",
    ],
)
def test_bad(link: str) -> None:
    assert not is_good(link)


def test_everything_that_looks_like_an_address_is_found() -> None:
    typed = "ดูที่ https://a.go.th/x, http://b.go.th และ www.c.go.th. ขอบคุณ"
    assert written_links(typed) == ["https://a.go.th/x", "http://b.go.th", "www.c.go.th"]
    assert written_links("ส่งอีเมล a@www.b.go.th แล้วค่ะ") == []


@given(st.text(max_size=100))
def test_no_text_is_an_error(text: str) -> None:
    assert is_good(f"https://{text}") in (True, False)
    written_links(text)
