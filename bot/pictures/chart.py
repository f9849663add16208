"""Charts as PNG, for chats and for sharing: at most 1024 pixels a side, a few dozen kilobytes (a palette suffices)."""

from collections.abc import Mapping, Sequence
from io import BytesIO

from PIL import Image, ImageDraw

from bot.pictures.lettering import font, largest, shortened, write
from dialogs.cards.flex import ACCENT, FAINT, INK, QUIET, WAIT
from dialogs.cards.score import TARGET
from dialogs.copy.common import STATUS_WORDS, score
from dialogs.records.facts import Status
from dialogs.records.ita import INDICATORS, Indicator

WIDTH = 1024
MOST_YEARS = 3
MOST_ROWS = 14
NOTHING_YET = "ยังไม่มีข้อมูล"
THE_REST = "อื่น ๆ"
_MARGIN, _HEAD, _FOOT = 40, 130, 70
_LABELS = 350
_LEFT = _MARGIN + _LABELS
_VALUES = WIDTH - _MARGIN
"""Figures stand in a column at the right, so that no line crosses them."""
_RIGHT = _VALUES - 85
_YEAR_COLORS = (ACCENT, "#6FA79D", "#B7CFCA")
"""Newest first: the newest year is the darkest."""
STATUS_COLORS = {
    Status.DONE: ACCENT,
    Status.IN_PROGRESS: "#E0A33A",
    Status.NOT_STARTED: "#8D99A6",
    Status.UNKNOWN: "#D5DCE3",
}

ProgressRow = tuple[str, int, int, int, int]
"""Label, and how many measures are done, in progress, not started, unknown."""


def indicator_chart(scores: Mapping[str, Mapping[int, float]], title: str) -> bytes:
    """Indicator slug to fiscal year to score (0-100): a bar for each of the newest three years, and the target."""
    years = sorted({year for of_year in scores.values() for year in of_year}, reverse=True)[:MOST_YEARS]
    rows = [indicator for indicator in INDICATORS if scores.get(indicator.slug)]
    row_height = 76 if len(years) > 2 else 62
    bottom = _HEAD + max(1, len(rows)) * row_height
    picture, draw = _sheet(bottom + _FOOT, title)
    if not rows:
        write(draw, (WIDTH / 2, _HEAD + row_height / 2), NOTHING_YET, font(30), QUIET, "mm")
        return _png(picture)
    _legend(draw, [(str(year), color) for year, color in zip(years, _YEAR_COLORS, strict=False)], _HEAD - 28)
    _grid(draw, bottom)
    for place, indicator in enumerate(rows):
        _indicator(draw, indicator, scores[indicator.slug], years, _HEAD + place * row_height, row_height)
    _target(draw, bottom)
    return _png(picture)


def progress_chart(rows: Sequence[ProgressRow]) -> bytes:
    """One stacked bar a row, in proportion to the largest row. Rows beyond fourteen are counted together."""
    shown = _joined(rows)
    row_height = 58
    picture, draw = _sheet(_HEAD + max(1, len(shown)) * row_height + 30, "ความคืบหน้าของมาตรการ")
    if not shown:
        write(draw, (WIDTH / 2, _HEAD + row_height / 2), NOTHING_YET, font(30), QUIET, "mm")
        return _png(picture)
    _legend(draw, [(STATUS_WORDS[status], color) for status, color in STATUS_COLORS.items()], _HEAD - 28)
    most = max(1, *(_count(row) for row in shown))
    for place, row in enumerate(shown):
        _progress(draw, row, most, _HEAD + place * row_height + row_height / 2)
    return _png(picture)


def _sheet(height: int, title: str) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    picture = Image.new("RGB", (WIDTH, height), "white")
    draw = ImageDraw.Draw(picture)
    face = largest(title, WIDTH - 2 * _MARGIN, (40, 36, 32, 28), bold=True)
    write(draw, (_MARGIN, 48), shortened(title, face, WIDTH - 2 * _MARGIN), face, INK)
    return picture, draw


def _legend(draw: ImageDraw.ImageDraw, entries: Sequence[tuple[str, str]], y: float) -> None:
    x: float = _LEFT
    for words, color in entries:
        draw.rounded_rectangle((x, y - 10, x + 20, y + 10), 4, fill=color)
        write(draw, (x + 28, y), words, font(24), INK)
        x += 28 + font(24).getlength(words) + 26


def _indicator(
    draw: ImageDraw.ImageDraw,
    indicator: Indicator,
    of_year: Mapping[int, float],
    years: Sequence[int],
    top: float,
    height: float,
) -> None:
    middle = top + height / 2
    write(draw, (_MARGIN, middle), shortened(indicator.name, font(26), _LABELS - 14), font(26), INK)
    thick = min(26.0, (height - 14) / len(years))
    start = middle - thick * len(years) / 2
    for place, (year, color) in enumerate(zip(years, _YEAR_COLORS, strict=False)):
        y = start + place * thick
        value = of_year.get(year)
        if value is None:
            continue
        draw.rectangle((_LEFT, y + 1, _across(value), y + thick - 2), fill=color)
        ink = INK if value >= TARGET or place else WAIT
        face = font(20) if place else font(24, bold=True)
        write(draw, (_VALUES, y + thick / 2), score(value), face, ink, "rm")


def _grid(draw: ImageDraw.ImageDraw, bottom: float) -> None:
    for value in (0, 50, 100):
        draw.line((_across(value), _HEAD, _across(value), bottom), fill=FAINT)
        write(draw, (_across(value), bottom + 22), str(value), font(22), QUIET, "mm")


def _target(draw: ImageDraw.ImageDraw, bottom: float) -> None:
    x = _across(TARGET)
    for y in range(_HEAD, round(bottom), 12):
        draw.line((x, y, x, y + 6), fill=INK, width=2)
    write(draw, (x, bottom + 22), f"เป้าหมาย {TARGET}", font(22, bold=True), INK, "rm")


def _across(value: float) -> float:
    """Where a score of 0-100 lies from left to right."""
    return _LEFT + (_RIGHT - _LEFT) * min(max(value, 0), 100) / 100


def _joined(rows: Sequence[ProgressRow]) -> list[ProgressRow]:
    if len(rows) <= MOST_ROWS:
        return list(rows)
    rest = rows[MOST_ROWS - 1 :]
    _labels, *counts = zip(*rest, strict=True)
    done, doing, waiting, unknown = (sum(column) for column in counts)
    return [*rows[: MOST_ROWS - 1], (f"{THE_REST} ({len(rest)})", done, doing, waiting, unknown)]


def _count(row: ProgressRow) -> int:
    return row[1] + row[2] + row[3] + row[4]


def _progress(draw: ImageDraw.ImageDraw, row: ProgressRow, most: int, middle: float) -> None:
    write(draw, (_MARGIN, middle), shortened(row[0], font(26), _LABELS - 14), font(26), INK)
    x: float = _LEFT
    counts = (row[1], row[2], row[3], row[4])
    for count, (status, color) in zip(counts, STATUS_COLORS.items(), strict=True):
        if not count:
            continue
        width = (_RIGHT - _LEFT) * count / most
        draw.rectangle((x, middle - 17, max(x + 1, x + width - 2), middle + 17), fill=color)
        if width > 26:
            ink = "white" if status is Status.DONE else INK
            write(draw, (x + width / 2, middle), str(count), font(22, bold=True), ink, "mm")
        x += width
    write(draw, (x + 10, middle), str(_count(row)), font(24, bold=True), INK)


def _png(picture: Image.Image) -> bytes:
    """A palette of 128 colours: a third of the bytes, and no difference that can be seen."""
    out = BytesIO()
    picture.quantize(128, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()
