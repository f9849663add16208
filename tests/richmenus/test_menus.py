"""What stands on the menus: within LINE's limits, every tile answered by the dialogs, Thai drawn rightly."""

from io import BytesIO

import pytest
from PIL import Image

from bot.demo.people import bind_sample
from bot.richmenus.icons import ICONS
from bot.richmenus.menus import HEIGHT, MENUS, WIDTH, Audience, Menu, audience_of, bounds, menu_body
from bot.richmenus.picture import menu_picture
from bot.simulator.validation import check_rich_menu
from dialogs.cards.line import graphemes
from dialogs.catalogue import general_dialogs
from dialogs.engine.buttons import Go, parse
from dialogs.records.facts import Role
from tests.oracle import judge_body
from tests.system import System

MOST_BYTES = 1024 * 1024
"""LINE's limit of a menu's picture."""

every_menu = pytest.mark.parametrize("menu", MENUS, ids=[menu.audience for menu in MENUS])


@every_menu
def test_line_takes_the_menu(menu: Menu) -> None:
    body = menu_body(menu, "name")
    check_rich_menu(dict(body))
    judge_body("post", "/v2/bot/richmenu", body)
    assert graphemes(menu.bar) <= 14
    for tile in menu.tiles:
        assert graphemes(tile.words) <= 20 and tile.label.count("\n") <= 1


@every_menu
def test_line_takes_the_picture(menu: Menu) -> None:
    png = menu_picture(menu.audience)
    picture = Image.open(BytesIO(png))
    assert picture.format == "PNG" and picture.size == (WIDTH, HEIGHT)
    assert len(png) <= MOST_BYTES
    assert 800 <= WIDTH <= 2500 and HEIGHT >= 250 and WIDTH / HEIGHT >= 1.45


@every_menu
def test_tiles_cover_the_picture_without_overlap(menu: Menu) -> None:
    boxes = [bounds(place) for place in range(len(menu.tiles))]
    assert sum(width * height for _, _, width, height in boxes) == WIDTH * HEIGHT
    for place, (x, y, width, height) in enumerate(boxes):
        assert x + width <= WIDTH and y + height <= HEIGHT
        for left, top, *_ in boxes[:place]:
            assert not (x <= left < x + width and y <= top < y + height)


@every_menu
def test_every_tile_is_drawn_and_opens_a_dialog(menu: Menu) -> None:
    for tile in menu.tiles:
        assert tile.icon in ICONS
        press = parse(tile.data)
        assert isinstance(press, Go) and press.intent in general_dialogs()


@every_menu
def test_each_tile_shows_something(menu: Menu) -> None:
    """Ink of an icon and of a label in every tile, and none across its borders."""
    picture = Image.open(BytesIO(menu_picture(menu.audience))).convert("L")
    for place in range(len(menu.tiles)):
        x, y, width, height = bounds(place)
        tile = picture.crop((x + 6, y + 6, x + width - 6, y + height - 6))
        inked = tile.point(lambda value: 255 if value < 160 else 0).getbbox()
        assert inked is not None
        left, top, right, bottom = inked
        assert left > 20 and right < tile.width - 20, f"tile {place} of {menu.audience} is too wide"
        assert top > 40 and bottom < tile.height - 20


@pytest.mark.parametrize(
    ("roles", "audience"),
    [
        ((), Audience.CITIZEN),
        ((Role.STAFF,), Audience.STAFF),
        ((Role.ADMINISTRATOR,), Audience.STAFF),
        ((Role.STAFF, Role.DIRECTOR), Audience.OFFICIAL),
        ((Role.SECRETARY,), Audience.OFFICIAL),
        ((Role.MAYOR,), Audience.OFFICIAL),
    ],
)
def test_who_sees_which(roles: tuple[Role, ...], audience: Audience) -> None:
    assert audience_of(roles) is audience


@every_menu
def test_every_tile_is_answered_in_the_chat(system: System, menu: Menu) -> None:
    talk = system.talk("phon")
    if menu.audience is not Audience.CITIZEN:
        bind_sample(system.parts, "phon", talk.user.user_id, menu.audience)
    for tile in menu.tiles:
        talk.user.postback(tile.data)
        talk.last = talk.user.hears(1, timeout=20)
        assert talk.text.strip()
        talk.does_not_hear("ยังไม่แน่ใจ", "ขัดข้อง", "ผูกบัญชี")
