"""Small line drawings for tiles, on a field of 96 by 96. Each draws in one colour with round ends."""

from collections.abc import Callable, Mapping, Sequence

from PIL import Image, ImageDraw

FIELD = 96
_SMOOTH = 4
"""Drawn so many times larger and scaled down: Pillow's own lines have steps."""
_THICK = 7
Point = tuple[float, float]


class Pen:
    """Draws in units of the field."""

    def __init__(self, side: int, color: str) -> None:
        self.scale = side * _SMOOTH / FIELD
        self.color = color
        self.picture = Image.new("RGBA", (side * _SMOOTH, side * _SMOOTH))
        self._draw = ImageDraw.Draw(self.picture)

    def line(self, *points: Point, closed: bool = False, thick: float = _THICK) -> None:
        path = [*points, points[0]] if closed else list(points)
        self._draw.line([self._at(p) for p in path], self.color, round(thick * self.scale), joint="curve")
        for point in path:
            self.dot(point, thick / 2)

    def dot(self, center: Point, radius: float) -> None:
        (x, y) = center
        self._draw.ellipse((*self._at((x - radius, y - radius)), *self._at((x + radius, y + radius))), self.color)

    def ring(self, center: Point, radius: float) -> None:
        (x, y) = center
        box = (*self._at((x - radius, y - radius)), *self._at((x + radius, y + radius)))
        self._draw.ellipse(box, None, self.color, round(_THICK * self.scale))

    def frame(self, left: float, top: float, right: float, bottom: float, radius: float) -> None:
        box = (*self._at((left, top)), *self._at((right, bottom)))
        self._draw.rounded_rectangle(box, radius * self.scale, None, self.color, round(_THICK * self.scale))

    def block(self, left: float, top: float, right: float, bottom: float) -> None:
        box = (*self._at((left, top)), *self._at((right, bottom)))
        self._draw.rounded_rectangle(box, 3 * self.scale, self.color)

    def arc(self, center: Point, radius: float, start: float, end: float) -> None:
        (x, y) = center
        box = (*self._at((x - radius, y - radius)), *self._at((x + radius, y + radius)))
        self._draw.arc(box, start, end, self.color, round(_THICK * self.scale))

    def _at(self, point: Point) -> tuple[float, float]:
        return point[0] * self.scale, point[1] * self.scale


def icon(name: str, side: int, color: str) -> Image.Image:
    """The drawing with a clear ground, ``side`` pixels wide. Raises KeyError for a name that there is not."""
    pen = Pen(side, color)
    ICONS[name](pen)
    return pen.picture.resize((side, side), Image.Resampling.LANCZOS)


def _checklist(pen: Pen) -> None:
    for y in (24, 48, 72):
        pen.line((14, y), (20, y + 6), (30, y - 7))
        pen.line((44, y), (82, y))


def _bars(pen: Pen) -> None:
    pen.block(16, 52, 32, 80)
    pen.block(40, 34, 56, 80)
    pen.block(64, 16, 80, 80)


def _ballot(pen: Pen) -> None:
    pen.frame(16, 12, 80, 84, 10)
    pen.line((30, 36), (38, 44), (52, 28))
    pen.line((30, 64), (66, 64))


def _phone(pen: Pen) -> None:
    pen.frame(26, 8, 70, 88, 10)
    pen.line((42, 74), (54, 74))


def _page(pen: Pen) -> None:
    pen.line((20, 10), (58, 10), (76, 28), (76, 86), (20, 86), closed=True)
    pen.line((34, 42), (62, 42))
    pen.line((34, 56), (62, 56))
    pen.line((34, 70), (52, 70))


def _shield(pen: Pen) -> None:
    pen.line((48, 8), (80, 20), (80, 46), (70, 68), (48, 88), (26, 68), (16, 46), (16, 20), closed=True)
    pen.line((34, 48), (44, 58), (62, 36))


def _clock(pen: Pen) -> None:
    pen.ring((48, 48), 38)
    pen.line((48, 26), (48, 48), (64, 58))


def _pencil(pen: Pen) -> None:
    pen.line((16, 80), (20, 60), (62, 18), (78, 34), (36, 76), closed=True)
    pen.line((52, 28), (68, 44))


def _lines(pen: Pen) -> None:
    for y in (26, 48, 70):
        pen.line((18, y), (78, y))


def _tick(pen: Pen) -> None:
    pen.ring((48, 48), 38)
    pen.line((30, 50), (43, 62), (66, 36))


def _people(pen: Pen) -> None:
    for x, y, radius in ((34, 34, 13), (68, 40, 10)):
        pen.ring((x, y), radius)
    pen.arc((34, 82), 26, 180, 360)
    pen.arc((70, 82), 18, 205, 360)


def _names(functions: Sequence[Callable[[Pen], None]]) -> Mapping[str, Callable[[Pen], None]]:
    return {function.__name__.removeprefix("_"): function for function in functions}


ICONS = _names((_checklist, _bars, _ballot, _phone, _page, _shield, _clock, _pencil, _lines, _tick, _people))
