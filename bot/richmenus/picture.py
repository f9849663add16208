"""A menu's picture, drawn: an icon and at most two lines of Thai in each tile, large enough for a small phone."""

from functools import cache
from io import BytesIO

from PIL import Image, ImageDraw

from bot.pictures.lettering import font, largest, write
from bot.richmenus.icons import icon
from bot.richmenus.menus import HEIGHT, MENUS, WIDTH, Audience, Tile, bounds
from dialogs.cards.flex import ACCENT, INK, SOFT

_ICON, _DISC = 210, 330
_SIZES = (116, 108, 100, 94)
"""A phone of 360 points shows 2500 pixels: 100 pixels of type become 14 points, 94 nearly so."""
_GROUND = {Audience.CITIZEN: "#FFFFFF", Audience.STAFF: SOFT, Audience.OFFICIAL: "#F4F1EA"}
"""Staff and officials see at a glance that they look at their own menu."""


@cache
def menu_picture(audience: Audience) -> bytes:
    """PNG of 2500 by 1686 pixels, far below LINE's 1 MB: a few colours suffice."""
    menu = next(menu for menu in MENUS if menu.audience is audience)
    picture = Image.new("RGB", (WIDTH, HEIGHT), _GROUND[audience])
    draw = ImageDraw.Draw(picture)
    for place, tile in enumerate(menu.tiles):
        _tile(picture, draw, tile, bounds(place))
    out = BytesIO()
    picture.quantize(64, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()


def _tile(picture: Image.Image, draw: ImageDraw.ImageDraw, tile: Tile, box: tuple[int, int, int, int]) -> None:
    x, y, width, height = box
    draw.rectangle((x, y, x + width - 1, y + height - 1), outline="#D5DCE3", width=3)
    middle, lines = x + width / 2, tile.label.split("\n")
    top = y + height / 2 - (_DISC + 60 + 140 * len(lines)) / 2
    draw.ellipse((middle - _DISC / 2, top, middle + _DISC / 2, top + _DISC), fill=ACCENT)
    drawing = icon(tile.icon, _ICON, "#FFFFFF")
    picture.paste(drawing, (round(middle - _ICON / 2), round(top + (_DISC - _ICON) / 2)), drawing)
    face = largest(max(lines, key=font(_SIZES[0], bold=True).getlength), width - 100, _SIZES, bold=True)
    for number, words in enumerate(lines):
        write(draw, (middle, top + _DISC + 130 + 140 * number), words, face, INK, "mm")
