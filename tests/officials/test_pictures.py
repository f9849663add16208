"""The chart of a summary, as LINE fetches it."""

from io import BytesIO

import pytest
from flask.testing import FlaskClient
from PIL import Image

from bot.web.app import create_app
from bot.web.assembly import make_door
from tests.officials.office import bound, summaries
from tests.system import System


@pytest.fixture
def web(system: System) -> FlaskClient:
    return create_app(make_door(system.parts)).test_client()


def test_the_address_on_the_card_gives_the_picture(system: System, web: FlaskClient) -> None:
    talk = bound(system, "mayor")
    talk.says("สรุป")
    url = str(talk.last[0]["contents"]["contents"][0]["hero"]["url"])
    assert url.startswith("https://prongsai.invalid/khongchai/pictures/")
    answer = web.get(url.removeprefix("https://prongsai.invalid"))
    assert answer.status_code == 200 and answer.mimetype == "image/png"
    assert answer.headers["X-Robots-Tag"] == "noindex" and "private" in answer.headers["Cache-Control"]
    picture = Image.open(BytesIO(answer.data))
    assert max(picture.size) <= 1024 and len(answer.data) < 300_000


@pytest.mark.parametrize(
    "where", ["ko/pictures/{key}", "khongchai/pictures/{other}", "khongchai/pictures/short", "nobody/pictures/{key}"]
)
def test_nobody_guesses_one(system: System, web: FlaskClient, where: str) -> None:
    bound(system, "mayor").says("สรุป")
    path = where.format(key=summaries(system)[0].key, other="A" * 32)
    assert web.get(f"/{path}.png").status_code == 404
