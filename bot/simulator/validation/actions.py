"""Action objects (reference, "Action objects"; limits of the table in "Character counting")."""

from collections.abc import Mapping

from bot.simulator.validation.report import Check, Path, Report
from bot.simulator.validation.scalars import address, anything, one_of, record, shaped, tagged, text
from bot.simulator.wire import Json

_DATA = text(300, 0, "characters")
_SHOWN = text(300, 1, "graphemes")
_URI = address(("http", "https", "line", "tel"), 1000)
_MOMENT = {
    "date": r"\d{4}-\d\d-\d\d",
    "time": r"\d\d:\d\d",
    "datetime": r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d",
}


def _datetimepicker(value: Json, path: Path, report: Report) -> None:
    _DATETIME(value, path, report)
    pattern = _MOMENT.get(str(value.get("mode")))
    for name in ("initial", "min", "max"):
        if pattern and name in value:
            shaped(pattern)(value[name], (*path, name), report)


def _fields(label: Check, **own: Check) -> Mapping[str, Check]:
    return {"type": anything, "label": label, **own}


_LABEL: Check = text(300, 0, "graphemes")
_DATETIME = record(
    _fields(
        _LABEL,
        data=_DATA,
        mode=one_of("date", "time", "datetime"),
        initial=anything,
        min=anything,
        max=anything,
    ),
    ("data", "mode"),
)
_KINDS: dict[str, Check] = {
    "message": record(_fields(_LABEL, text=_SHOWN), ("text",)),
    "postback": record(
        _fields(
            _LABEL,
            data=_DATA,
            displayText=_SHOWN,
            text=_SHOWN,
            inputOption=one_of("closeRichMenu", "openRichMenu", "openKeyboard", "openVoice"),
            fillInText=_SHOWN,
        ),
        ("data",),
    ),
    "uri": record(_fields(_LABEL, uri=_URI, altUri=record({"desktop": _URI})), ("uri",)),
    "datetimepicker": _datetimepicker,
    "richmenuswitch": record(
        _fields(_LABEL, data=_DATA, richMenuAliasId=shaped("[a-z0-9_-]{1,32}")), ("data", "richMenuAliasId")
    ),
    "clipboard": record(_fields(_LABEL, clipboardText=text(1000, 1, "characters")), ("clipboardText",)),
    "camera": record(_fields(_LABEL)),
    "cameraRoll": record(_fields(_LABEL)),
    "location": record(_fields(_LABEL)),
}
_QUICK_REPLY_ONLY = frozenset({"camera", "cameraRoll", "location"})


def action(most: int, *, required: bool, quick_reply: bool = False, rich_menu: bool = False) -> Check:
    """An action whose label has at most ``most`` graphemes and is ``required`` or not, by where it stands."""
    label = text(most, 1 if required else 0, "graphemes")
    kinds = {
        name: check
        for name, check in _KINDS.items()
        if (quick_reply or name not in _QUICK_REPLY_ONLY) and (rich_menu or name != "richmenuswitch")
    }
    chosen = tagged(lambda: kinds)

    def check(value: object, path: Path, report: Report) -> None:
        chosen(value, path, report)
        if not isinstance(value, dict):
            return
        if "label" in value:
            label(value["label"], (*path, "label"), report)
        elif required:
            report.add((*path, "label"), "May not be empty")

    return check


button_action = action(40, required=True)
flex_action = action(40, required=False)
template_action = action(20, required=True)
tap_action = action(20, required=False)
image_column_action = action(12, required=True)
quick_reply_action = action(20, required=True, quick_reply=True)
rich_menu_action = action(20, required=False, rich_menu=True)
