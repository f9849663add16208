"""Pictures: codes that an independent reader decodes, sizes that LINE takes, and Thai marks where they belong."""

from io import BytesIO

import pytest
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageFont
from zxingcpp import BarcodeFormat, read_barcode

from bot.pictures.chart import MOST_ROWS, indicator_chart, progress_chart
from bot.pictures.lettering import font, shortened
from bot.pictures.qr import qr_png
from bot.pictures.share import share_png
from dialogs.records.ita import INDICATORS
from tests.pages.busy import SLUG, SURVEY

LINE_SIDE = 1024
"""Largest side of a picture in a card (line-platform.md 2.6)."""
LINE_BYTES = 1_000_000
"""Largest preview of an image message."""
CHART_BYTES = 300_000


def opened(png: bytes) -> Image.Image:
    picture = Image.open(BytesIO(png))
    assert picture.format == "PNG"
    return picture


def decoded(png: bytes) -> str:
    read = read_barcode(opened(png).convert("L"), formats=BarcodeFormat.QRCode)
    assert read is not None
    return read.text


@pytest.mark.parametrize(
    "address",
    [
        SURVEY,
        "https://line.me/R/ti/p/%40nampueng",
        "https://complaints.example/nikhom-khamsoi/",
        "https://bot.example/phon/?q=" + "ก" * 60,
        "https://bot.example/" + "a" * 900,
    ],
)
def test_a_code_says_exactly_the_address_and_fits_line(address: str) -> None:
    png = qr_png(address)
    assert decoded(png) == address
    picture = opened(png)
    assert picture.width == picture.height <= LINE_SIDE
    assert len(png) < LINE_BYTES
    assert picture.convert("L").crop((0, 0, picture.width, 16)).getextrema() == (255, 255), "no quiet zone"


@given(st.from_regex(r"https://[a-z]{1,20}\.go\.th/[A-Za-z0-9/_.~%?=&-]{0,120}", fullmatch=True))
@settings(max_examples=25, deadline=None)
def test_any_address_survives(address: str) -> None:
    assert decoded(qr_png(address)) == address


@pytest.mark.parametrize(("path", "says"), [("survey", SURVEY), ("line", "https://line.me/R/ti/p/%40nampueng")])
def test_codes_of_an_agency(client: FlaskClient, path: str, says: str) -> None:
    answer = client.get(f"/{SLUG}/{path}.png")
    assert answer.mimetype == "image/png" and decoded(answer.data) == says


@pytest.mark.parametrize("years", [(), (2565,), (2564, 2565), (2561, 2562, 2563, 2564, 2565)])
def test_a_chart_of_indicators_fits_line(years: tuple[int, ...]) -> None:
    scores = {i.slug: dict.fromkeys(years, 60.0 + i.number) for i in INDICATORS}
    png = indicator_chart(scores, "คะแนน ITA รายตัวชี้วัด องค์การบริหารส่วนตำบลที่มีชื่อยาวมากเป็นพิเศษ" * 2)
    assert max(opened(png).size) <= LINE_SIDE and len(png) < CHART_BYTES


def test_a_chart_shows_its_figures() -> None:
    """Bars end where the score is: more of the accent's colour for a higher score."""

    def filled(value: float) -> int:
        picture = opened(indicator_chart({"budget_use": {2565: value}}, "ก")).convert("RGB")
        return sum(count for count, colour in picture.getcolors(1 << 20) or () if near(colour))

    def near(colour: object) -> bool:
        assert isinstance(colour, tuple)
        return abs(colour[0] - 0x0B) + abs(colour[1] - 0x6E) + abs(colour[2] - 0x5F) < 24

    assert filled(25) < filled(50) < filled(100)


@pytest.mark.parametrize("count", [0, 1, MOST_ROWS, 60])
def test_a_chart_of_progress_fits_line(count: int) -> None:
    png = progress_chart([(f"กองสาธารณสุขและสิ่งแวดล้อมที่ {n}", n, 1, 0, 2) for n in range(count)])
    assert max(opened(png).size) <= LINE_SIDE and len(png) < CHART_BYTES


def test_the_picture_for_sharing_has_the_size_that_readers_want() -> None:
    png = share_png("องค์การบริหารส่วนจังหวัดประจวบคีรีขันธ์", "จังหวัดประจวบคีรีขันธ์", ("ก", "ข", "ค", "ง"))
    assert opened(png).size == (1200, 630) and len(png) < CHART_BYTES


@pytest.mark.parametrize(("plain", "marked"), [("ที", "ที่"), ("นี", "นี้"), ("ปี", "ปี่"), ("น", "น้ำ"), ("ผู", "ผู้")])
def test_tone_marks_stand_above_their_vowels(plain: str, marked: str) -> None:
    face = font(60)
    assert face.layout_engine == ImageFont.Layout.RAQM
    assert face.getbbox(marked, language="th")[1] < face.getbbox(plain, language="th")[1]
    assert face.getlength("ที่") == face.getlength("ท"), "marks take no room of their own"


def test_a_tone_mark_on_a_tall_consonant_does_not_touch_it() -> None:
    """ป with a mark: shaping moves the mark to the left of the stem; without shaping both overlap."""
    shaped = font(80).getmask("ป่", language="th").getbbox()
    basic = ImageFont.truetype(font(80).path, 80, layout_engine=ImageFont.Layout.BASIC).getmask("ป่").getbbox()
    assert shaped != basic


def test_long_words_are_shortened() -> None:
    face = font(26)
    assert shortened("สั้น", face, 300) == "สั้น"
    cut = shortened("ยาว" * 60, face, 300)
    assert cut.endswith("…") and face.getlength(cut) <= 300
