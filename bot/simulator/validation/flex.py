"""Flex containers and components (reference, "Flex Message"); unknown fields are errors, as they are at LINE."""

from bot.simulator.validation.actions import button_action, flex_action
from bot.simulator.validation.report import Check, Path, Report
from bot.simulator.validation.scalars import (
    anything,
    boolean,
    colour,
    listing,
    one_of,
    picture,
    record,
    shaped,
    tagged,
    text,
    whole,
)
from bot.simulator.wire import Json, size

BUBBLE_BYTES = 30 * 1024
CAROUSEL_BYTES = 50 * 1024
BUBBLES = 12

_STEPS = "none|xs|sm|md|lg|xl|xxl"
_SIZES = "xxs|xs|sm|md|lg|xl|xxl|3xl|4xl|5xl"
_PX = r"\d+(\.\d+)?px"
_PERCENT = r"\d+(\.\d+)?%"
_margin = shaped(f"{_STEPS}|{_PX}")
_padding = shaped(f"{_STEPS}|{_PX}|{_PERCENT}")
_offset = shaped(f"{_STEPS}|-?{_PX}|-?{_PERCENT}")
_extent = shaped(f"{_PX}|{_PERCENT}")
_font = shaped(f"{_SIZES}|{_PX}")
_ratio = shaped(r"[1-9]\d{0,5}(\.\d+)?:[1-9]\d{0,5}(\.\d+)?")
_flex = whole(0)
_placing: dict[str, Check] = {
    "position": one_of("relative", "absolute"),
    **dict.fromkeys(("offsetTop", "offsetBottom", "offsetStart", "offsetEnd"), _offset),
}
_lettering: dict[str, Check] = {
    "type": anything,
    "text": text(10_000, 1),
    "size": _font,
    "color": colour,
    "weight": one_of("regular", "bold"),
    "style": one_of("normal", "italic"),
    "decoration": one_of("none", "underline", "line-through"),
}
_side = one_of("start", "end", "center")
_height = one_of("top", "bottom", "center")

_span = record(_lettering, ("text",))
_TEXT = record(
    {
        **_lettering,
        **_placing,
        "text": text(10_000, 0),
        "flex": _flex,
        "align": _side,
        "gravity": _height,
        "wrap": boolean,
        "lineSpacing": shaped(_PX),
        "margin": _margin,
        "action": flex_action,
        "maxLines": whole(0),
        "contents": listing(tagged(lambda: {"span": _span}), 1, 100),
        "adjustMode": one_of("shrink-to-fit"),
        "scaling": boolean,
    }
)


def _text(value: Json, path: Path, report: Report) -> None:
    _TEXT(value, path, report)
    if not value.get("text") and not value.get("contents"):
        report.add((*path, "text"), "must be non-empty text")


_gradient = record(
    {
        "type": anything,
        "angle": shaped(r"\d{1,3}(\.\d+)?deg"),
        "startColor": colour,
        "endColor": colour,
        "centerColor": colour,
        "centerPosition": shaped(_PERCENT),
    },
    ("angle", "startColor", "endColor"),
)
_BOX = record(
    {
        **_placing,
        "type": anything,
        "layout": one_of("horizontal", "vertical", "baseline"),
        "contents": anything,
        "flex": _flex,
        "spacing": _margin,
        "margin": _margin,
        "backgroundColor": colour,
        "borderColor": colour,
        "borderWidth": shaped(f"none|light|normal|medium|semi-bold|bold|{_PX}"),
        "cornerRadius": shaped(f"{_STEPS}|{_PX}"),
        **dict.fromkeys(("width", "maxWidth", "height", "maxHeight"), _extent),
        **dict.fromkeys(("paddingAll", "paddingTop", "paddingBottom", "paddingStart", "paddingEnd"), _padding),
        "action": flex_action,
        "justifyContent": one_of("center", "flex-start", "flex-end", "space-between", "space-around", "space-evenly"),
        "alignItems": one_of("center", "flex-start", "flex-end"),
        "background": tagged(lambda: {"linearGradient": _gradient}),
    },
    ("layout", "contents"),
)
_BASELINE = frozenset({"icon", "text", "filler"})


def _box(value: Json, path: Path, report: Report) -> None:
    """A baseline box holds icons, text and fillers; icons stand nowhere else."""
    _BOX(value, path, report)
    baseline = value.get("layout") == "baseline"
    allowed = {name: check for name, check in _COMPONENTS.items() if name in _BASELINE or not baseline}
    if not baseline:
        allowed.pop("icon")
    if "contents" in value:
        listing(tagged(lambda: allowed), 0, 1000)(value["contents"], (*path, "contents"), report)


_button = record(
    {
        **_placing,
        "type": anything,
        "flex": _flex,
        "color": colour,
        "style": one_of("primary", "secondary", "link"),
        "action": button_action,
        "gravity": _height,
        "margin": _margin,
        "height": one_of("md", "sm"),
        "adjustMode": one_of("shrink-to-fit"),
        "scaling": boolean,
    },
    ("action",),
)
_image = record(
    {
        **_placing,
        "type": anything,
        "url": picture,
        "flex": _flex,
        "margin": _margin,
        "align": _side,
        "gravity": _height,
        "size": shaped(f"{_SIZES}|full|{_PX}|{_PERCENT}"),
        "aspectRatio": _ratio,
        "aspectMode": one_of("fit", "cover"),
        "backgroundColor": colour,
        "action": flex_action,
        "animated": boolean,
    },
    ("url",),
)
_icon = record(
    {
        **_placing,
        "type": anything,
        "url": picture,
        "size": shaped(f"{_SIZES}|{_PX}|{_PERCENT}"),
        "aspectRatio": _ratio,
        "margin": _margin,
        "scaling": boolean,
    },
    ("url",),
)
_video = record(
    {
        "type": anything,
        "url": picture,
        "previewUrl": picture,
        "altContent": tagged(lambda: {"box": _box, "image": _image}),
        "aspectRatio": _ratio,
        "action": flex_action,
    },
    ("url", "previewUrl", "altContent"),
)
_COMPONENTS: dict[str, Check] = {
    "box": _box,
    "button": _button,
    "image": _image,
    "icon": _icon,
    "text": _text,
    "separator": record({"type": anything, "margin": _margin, "color": colour}),
    "filler": record({"type": anything, "flex": _flex}),
}
_block_box = tagged(lambda: {"box": _box})
_style = record({"backgroundColor": colour, "separator": boolean, "separatorColor": colour})
_BUBBLE = record(
    {
        "type": anything,
        "direction": one_of("ltr", "rtl"),
        "styles": record(dict.fromkeys(("header", "hero", "body", "footer"), _style)),
        "header": _block_box,
        "hero": tagged(lambda: {"box": _box, "image": _image, "video": _video}),
        "body": _block_box,
        "footer": _block_box,
        "size": one_of("nano", "micro", "deca", "hecto", "kilo", "mega", "giga"),
        "action": flex_action,
    }
)


def _bubble(value: object, path: Path, report: Report) -> None:
    _BUBBLE(value, path, report)
    if size(value) > BUBBLE_BYTES:
        report.add(path, "bubble JSON exceeds 30 KB")


def _carousel(value: Json, path: Path, report: Report) -> None:
    """At most twelve bubbles of one size, 50 KB together."""
    bubbles = listing(tagged(lambda: {"bubble": _bubble}), 1, BUBBLES)
    record({"type": anything, "contents": bubbles}, ("contents",))(value, path, report)
    contents = value.get("contents")
    sizes = (
        {str(b.get("size", "mega")) for b in contents if isinstance(b, dict)} if isinstance(contents, list) else set()
    )
    if len(sizes) > 1:
        report.add((*path, "contents"), "all bubbles of a carousel must be of one size")
    if size(value) > CAROUSEL_BYTES:
        report.add(path, "carousel JSON exceeds 50 KB")


container = tagged(lambda: {"bubble": _bubble, "carousel": _carousel})
"""A bubble or a carousel."""
