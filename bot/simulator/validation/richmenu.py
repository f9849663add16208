"""Rich menu objects (reference, "Rich menu structure")."""

from bot.simulator.validation.actions import rich_menu_action
from bot.simulator.validation.messages import raise_if_any
from bot.simulator.validation.report import Path, Report
from bot.simulator.validation.scalars import boolean, listing, record, text, whole
from bot.simulator.wire import Json

IMAGE_BYTES = 1024 * 1024
_RATIO = 1.45

_SIZE = record({"width": whole(800, 2500), "height": whole(250)}, ("width", "height"))


def _size(value: object, path: Path, report: Report) -> None:
    _SIZE(value, path, report)
    if isinstance(value, dict):
        width, height = value.get("width"), value.get("height")
        if isinstance(width, int) and isinstance(height, int) and height > 0 and width / height < _RATIO:
            report.add(path, "the aspect ratio (width / height) must be at least 1.45")


_bounds = record({"x": whole(0), "y": whole(0), "width": whole(1), "height": whole(1)}, ("x", "y", "width", "height"))
_area = record({"bounds": _bounds, "action": rich_menu_action}, ("bounds", "action"))
_menu = record(
    {
        "size": _size,
        "selected": boolean,
        "name": text(300, 1, "graphemes"),
        "chatBarText": text(14, 1, "graphemes"),
        "areas": listing(_area, 0, 20),
    },
    ("size", "selected", "name", "chatBarText", "areas"),
)


def check_rich_menu(body: Json) -> None:
    """Raises InvalidBody."""
    report = Report()
    _menu(body, (), report)
    if not report.problems:
        _inside(body, report)
    raise_if_any(report.problems)


def _inside(body: Json, report: Report) -> None:
    """Every area lies on the picture."""
    for index, area in enumerate(body["areas"]):
        bounds = area["bounds"]
        if bounds["x"] + bounds["width"] > body["size"]["width"] or (
            bounds["y"] + bounds["height"] > body["size"]["height"]
        ):
            report.add(("areas", index, "bounds"), "must lie within the size of the rich menu")
