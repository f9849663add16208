"""Pictures: what can be seen stays, all else goes, and what attacks a decoder is refused."""

from io import BytesIO

import pytest
from flask.testing import FlaskClient
from PIL import Image

from dialogs.complaints.words import Words
from handlers.complaints.pictures import MAX_PICTURES, redrawn
from storage.pictures_safe.redraw import NotAPicture, PictureRefused
from tests.complaints import pictures
from tests.complaints.browse import Reporter, shown_code
from tests.complaints.conftest import Office

CORPUS = {
    "jpeg": pictures.loaded_jpeg,
    "png": pictures.loaded_png,
    "webp": pictures.loaded_webp,
    "gif": pictures.loaded_gif,
}


@pytest.mark.parametrize("kind", CORPUS)
def test_nothing_but_pixels_survives(kind: str) -> None:
    sent = CORPUS[kind]()
    assert pictures.CANARY.encode() in sent, "the test's own picture must carry what should go"
    clean = redrawn(sent, 1)
    assert pictures.CANARY.encode() not in clean.content
    with Image.open(BytesIO(clean.content)) as image:
        assert image.format == "JPEG" and image.size == (320, 200)
        assert not dict(image.getexif()) and set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


def test_colours_stay() -> None:
    with Image.open(BytesIO(redrawn(pictures.loaded_jpeg(), 1).content)) as image:
        red, green, blue = image.getpixel((50, 50))  # type: ignore[misc]
        assert red > 130 and green < 80 and blue < 80


def test_a_large_picture_is_made_smaller() -> None:
    with Image.open(BytesIO(redrawn(pictures.jpeg((5000, 1000)), 1).content)) as image:
        assert image.size == (2000, 400)


def test_bombs_and_fragments_are_refused() -> None:
    for sent in (
        pictures.png_bomb(),
        pictures.jpeg()[:200],
        b"\xff\xd8\xff" + bytes(1000),
        b"GIF89a",
        pictures.jpeg() + bytes(13_000_000),
    ):
        with pytest.raises(PictureRefused):
            redrawn(sent, 1)


def test_documents_are_refused_with_advice(client: FlaskClient, office: Office) -> None:
    for sent in (b"%PDF-1.7", b"PK\x03\x04", b"", b"<svg/>", b"\xd0\xcf\x11\xe0"):
        with pytest.raises(NotAPicture):
            redrawn(sent, 1)
    reporter = Reporter(client).press("/review", what="เรื่อง", files=[("memo.pdf", b"%PDF-1.7")])
    assert reporter.page.status_code == 422 and Words("th")("form.no_documents") in reporter.text
    assert "memo" not in reporter.text


def test_pictures_travel_with_the_draft(client: FlaskClient, office: Office) -> None:
    reporter = Reporter(client).press("/review", what="เรื่อง", files=[("secret-name.jpg", pictures.loaded_jpeg())])
    assert Words("th")("form.pictures_kept", count=1) in reporter.text
    reporter.press("/phon/").press("/review", files=[("b.png", pictures.loaded_png())])
    reporter.press("/send", code=shown_code(reporter.page))
    desk = office.desk("ก้อย")
    opened = desk.read(desk.held()[0].row.number)
    assert opened is not None and sorted(file.name for file in opened.files.values()) == ["1.jpg", "2.jpg"]
    assert all(pictures.CANARY.encode() not in file.content for file in opened.files.values())


def test_attached_pictures_can_be_taken_out(client: FlaskClient, office: Office) -> None:
    reporter = Reporter(client).press("/review", what="เรื่อง", files=[("a.jpg", pictures.jpeg())])
    reporter.press("/phon/").press("/review", drop_pictures="yes")
    reporter.press("/send", code=shown_code(reporter.page))
    desk = office.desk("ก้อย")
    opened = desk.read(desk.held()[0].row.number)
    assert opened is not None and opened.files == {}


def test_there_is_an_end_to_pictures(client: FlaskClient) -> None:
    files = [(f"{n}.jpg", pictures.jpeg((20, 20))) for n in range(MAX_PICTURES + 1)]
    reporter = Reporter(client).press("/review", what="เรื่อง", files=files)
    assert reporter.page.status_code == 422 and Words("th")("form.too_many", count=MAX_PICTURES) in reporter.text
