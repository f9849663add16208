"""The picture that a shared link shows: 1200 by 630 pixels, as Open Graph readers want it."""

from io import BytesIO

from PIL import Image, ImageDraw

from bot.pictures.lettering import largest, shortened, write
from dialogs.cards.flex import ACCENT, INK, QUIET, SOFT

SIZE = (1200, 630)
_LEFT = 80


def share_png(name: str, place: str, lines: tuple[str, ...]) -> bytes:
    """The agency's name, where it is, and at most three short lines of figures."""
    picture = Image.new("RGB", SIZE, "white")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 0, 24, SIZE[1]), fill=ACCENT)
    draw.rectangle((24, 500, SIZE[0], SIZE[1]), fill=SOFT)
    room = SIZE[0] - _LEFT - 60
    face = largest(name, room, (76, 64, 54, 44), bold=True)
    write(draw, (_LEFT, 130), shortened(name, face, room), face, INK)
    write(draw, (_LEFT, 215), place, largest(place, room, (38, 32)), QUIET)
    for number, line in enumerate(lines[:3]):
        face = largest(line, room, (46, 40, 34), bold=not number)
        write(draw, (_LEFT, 310 + 66 * number), shortened(line, face, room), face, INK if number else ACCENT)
    write(draw, (_LEFT, 565), "โปร่งใส · ดูมาตรการ คะแนน และเอกสารที่เปิดเผย", largest("", room, (36,)), INK)
    out = BytesIO()
    picture.quantize(128, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()
