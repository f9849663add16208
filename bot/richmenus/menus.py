"""The three menus: citizens', staff's and officials'. Every tile presses a button of the dialogs' own.

Limits (line-platform.md 2.6): 800 to 2500 pixels wide, width to height at least 1.45, at most 20 areas, bar text of 14.
"""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from dialogs.engine.buttons import go
from dialogs.records.facts import Role
from dialogs.records.json import JsonObject

WIDTH, HEIGHT = 2500, 1686
COLUMNS, ROWS = 3, 2
PREFIX = "prongsai-"
"""Of the names and aliases of our menus; those that somebody else made are left alone."""
_OFFICIALS = frozenset({Role.DIRECTOR, Role.SECRETARY, Role.MAYOR})


class Audience(StrEnum):
    """Whom a menu is for. The value is part of the menu's name and alias at LINE."""

    CITIZEN = "citizen"
    STAFF = "staff"
    OFFICIAL = "official"


@dataclass(frozen=True, slots=True)
class Tile:
    """``label``: at most two lines, as drawn; ``icon``: a function of ``bot.richmenus.icons``; ``data``: the postback."""

    label: str
    icon: str
    data: str

    @property
    def words(self) -> str:
        """The label in one line: read aloud, and shown in the chat when the tile is pressed."""
        return self.label.replace("\n", "")


@dataclass(frozen=True, slots=True)
class Menu:
    """Six tiles, row by row."""

    audience: Audience
    bar: str
    tiles: tuple[Tile, ...]


MENUS = (
    Menu(
        Audience.CITIZEN,
        "เมนู",
        (
            Tile("สถานะมาตรการ", "checklist", go("measure_status")),
            Tile("คะแนน ITA", "bars", go("ita_score")),
            Tile("แบบสำรวจ EIT", "ballot", go("survey")),
            Tile("ติดต่อหน่วยงาน", "phone", go("contact")),
            Tile("เอกสารเผยแพร่", "page", go("documents")),
            Tile("แจ้งเบาะแส\nทุจริต", "shield", go("complaint")),
        ),
    ),
    Menu(
        Audience.STAFF,
        "เจ้าหน้าที่",
        (
            Tile("งานของฉัน", "clock", go("summary", view="mine")),
            Tile("รายงาน\nความก้าวหน้า", "pencil", go("report_progress")),
            Tile("สถานะมาตรการ", "checklist", go("measure_status")),
            Tile("เอกสารเผยแพร่", "page", go("documents")),
            Tile("คะแนน ITA", "bars", go("ita_score")),
            Tile("เมนูทั้งหมด", "lines", go("help")),
        ),
    ),
    Menu(
        Audience.OFFICIAL,
        "ผู้บริหาร",
        (
            Tile("สรุปภาพรวม", "page", go("summary", view="summary")),
            Tile("รอรับทราบ", "tick", go("summary", view="waiting")),
            Tile("แยกตามหน่วย", "people", go("summary", view="units")),
            Tile("สถานะมาตรการ", "checklist", go("measure_status")),
            Tile("คะแนน ITA", "bars", go("ita_score")),
            Tile("เมนูทั้งหมด", "lines", go("help")),
        ),
    ),
)


def audience_of(roles: Collection[Role]) -> Audience:
    """Officials first: a director reports progress as well, but comes for the whole."""
    if _OFFICIALS & set(roles):
        return Audience.OFFICIAL
    return Audience.STAFF if roles else Audience.CITIZEN


def alias_of(audience: Audience) -> str:
    """The alias that always points to the audience's newest menu at LINE."""
    return f"{PREFIX}{audience}"


def bounds(place: int) -> tuple[int, int, int, int]:
    """x, y, width and height of the nth tile; together they cover the picture without a gap."""
    column, row = place % COLUMNS, place // COLUMNS
    left, right = WIDTH * column // COLUMNS, WIDTH * (column + 1) // COLUMNS
    top, bottom = HEIGHT * row // ROWS, HEIGHT * (row + 1) // ROWS
    return left, top, right - left, bottom - top


def menu_body(menu: Menu, name: str) -> JsonObject:
    """The rich menu object (LINE reference, "Rich menu structure")."""
    areas: list[JsonObject] = []
    for place, tile in enumerate(menu.tiles):
        x, y, width, height = bounds(place)
        action: JsonObject = {"type": "postback", "label": tile.words, "data": tile.data, "displayText": tile.words}
        areas.append({"bounds": {"x": x, "y": y, "width": width, "height": height}, "action": action})
    size: JsonObject = {"width": WIDTH, "height": HEIGHT}
    return {"size": size, "selected": True, "name": name, "chatBarText": menu.bar, "areas": areas}
