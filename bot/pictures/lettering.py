"""Thai type in pictures. Without Raqm Pillow puts tone marks beside their vowels, so it is refused."""

from functools import lru_cache
from pathlib import Path

from PIL import ImageDraw, ImageFont, features

from dialogs.records.errors import SettingsError

_FONTS = Path(__file__).parent.parent / "fonts"


@lru_cache(maxsize=64)
def font(size: int, *, bold: bool = False) -> ImageFont.FreeTypeFont:
    """Sarabun at a size in pixels. Raises SettingsError where Pillow cannot shape Thai."""
    if not features.check("raqm"):
        raise SettingsError("Pillow was built without Raqm, so Thai type would be wrong; install the pinned wheel")
    name = "Sarabun-Bold.ttf" if bold else "Sarabun-Regular.ttf"
    return ImageFont.truetype(str(_FONTS / name), size, layout_engine=ImageFont.Layout.RAQM)


def shortened(text: str, face: ImageFont.FreeTypeFont, width: float) -> str:
    """The text, or as much of it as fits ``width`` pixels with an ellipsis."""
    if face.getlength(text) <= width:
        return text
    while text and face.getlength(text + "…") > width:
        text = text[:-1]
    return text.rstrip() + "…"


def largest(text: str, width: float, sizes: tuple[int, ...], *, bold: bool = False) -> ImageFont.FreeTypeFont:
    """The first of the sizes, largest first, in which the text fits ``width`` pixels; else the last."""
    return next(
        (font(size, bold=bold) for size in sizes if font(size, bold=bold).getlength(text) <= width),
        font(sizes[-1], bold=bold),
    )


def write(
    draw: ImageDraw.ImageDraw,
    place: tuple[float, float],
    text: str,
    face: ImageFont.FreeTypeFont,
    color: str,
    anchor: str = "lm",
) -> None:
    """Write one line; ``anchor`` as Pillow's: l/m/r across, t/m/s/b down."""
    draw.text(place, text, font=face, fill=color, anchor=anchor, language="th")
