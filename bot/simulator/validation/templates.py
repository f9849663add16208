"""Template messages (reference, "Template messages")."""

from collections.abc import Mapping

from bot.simulator.validation.actions import image_column_action, tap_action, template_action
from bot.simulator.validation.report import Check, Path, Report
from bot.simulator.validation.scalars import anything, colour, listing, one_of, picture, record, tagged, text
from bot.simulator.wire import Json

_look: Mapping[str, Check] = {
    "imageAspectRatio": one_of("rectangle", "square"),
    "imageSize": one_of("cover", "contain"),
}
_title = text(40, 1, "graphemes")
_PLAIN = 160
_WITH_HEAD = 60
"""Text of a buttons template: shorter when a picture or a title stands above it."""


def _buttons(value: Json, path: Path, report: Report) -> None:
    most = _WITH_HEAD if value.get("title") or value.get("thumbnailImageUrl") else _PLAIN
    record(
        {
            **_look,
            "type": anything,
            "thumbnailImageUrl": picture,
            "imageBackgroundColor": colour,
            "title": _title,
            "text": text(most, 1, "graphemes"),
            "defaultAction": tap_action,
            "actions": listing(template_action, 1, 4),
        },
        ("text", "actions"),
    )(value, path, report)


def _column(value: object, path: Path, report: Report) -> None:
    headed = isinstance(value, dict) and (value.get("title") or value.get("thumbnailImageUrl"))
    record(
        {
            "thumbnailImageUrl": picture,
            "imageBackgroundColor": colour,
            "title": _title,
            "text": text(60 if headed else 120, 1, "graphemes"),
            "defaultAction": tap_action,
            "actions": listing(template_action, 1, 3),
        },
        ("text", "actions"),
    )(value, path, report)


def _carousel(value: Json, path: Path, report: Report) -> None:
    record({**_look, "type": anything, "columns": listing(_column, 1, 10)}, ("columns",))(value, path, report)
    columns = value.get("columns")
    if not isinstance(columns, list):
        return
    counts = {len(c["actions"]) for c in columns if isinstance(c, dict) and isinstance(c.get("actions"), list)}
    if len(counts) > 1:
        report.add((*path, "columns"), "the number of actions must be the same in all columns")


template = tagged(
    lambda: {
        "buttons": _buttons,
        "confirm": record(
            {"type": anything, "text": text(240, 1, "graphemes"), "actions": listing(template_action, 2, 2)},
            ("text", "actions"),
        ),
        "carousel": _carousel,
        "image_carousel": record(
            {
                "type": anything,
                "columns": listing(
                    record({"imageUrl": picture, "action": image_column_action}, ("imageUrl", "action")), 1, 10
                ),
            },
            ("columns",),
        ),
    }
)
