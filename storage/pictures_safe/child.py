"""Run alone, for one picture: stdin is what was sent, stdout a fresh JPEG. Exit 1 refuses it.

A decoder that is attacked breaks here, under limits of memory and time and with nothing to steal: this process gets an
empty environment and no file of ours. Pixels are pasted on a new canvas: a plain re-save keeps JPEG comments.
"""

import resource
import sys
from io import BytesIO

from PIL import Image, ImageOps

FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
MAX_PIXELS = 40_000_000
MAX_SIDE = 2000
MAX_BYTES = 12 * 1024 * 1024
MAX_REDRAWN_BYTES = 2 * 1024 * 1024
_QUALITIES = (85, 70, 50, 30)
_MEMORY = 700 * 1024 * 1024
_SECONDS = 10


def main() -> int:
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sent = sys.stdin.buffer.read(MAX_BYTES + 1)
    try:
        redrawn = redraw(sent)
    except Exception:  # noqa: BLE001  # a decoder may raise anything; whatever it is, the picture is refused
        return 1
    sys.stdout.buffer.write(redrawn)
    return 0


def redraw(sent: bytes) -> bytes:
    """The first frame's pixels as a JPEG of at most 2,000 pixels a side and 2 MB.

    Raises ValueError and what Pillow raises.
    """
    if len(sent) > MAX_BYTES:
        raise ValueError("too many bytes")
    Image.MAX_IMAGE_PIXELS = MAX_PIXELS
    with Image.open(BytesIO(sent), formats=FORMATS) as opened:
        if opened.width * opened.height > MAX_PIXELS:
            raise ValueError("too many pixels")
        opened.draft("RGB", (MAX_SIDE, MAX_SIDE))
        opened.thumbnail((MAX_SIDE, MAX_SIDE))
        upright = ImageOps.exif_transpose(opened)
        shown = upright.convert("RGBA") if upright.has_transparency_data else upright.convert("RGB")
    canvas = Image.new("RGB", shown.size, "white")
    canvas.paste(shown, mask=shown if shown.mode == "RGBA" else None)
    for quality in _QUALITIES:
        out = BytesIO()
        canvas.save(out, "JPEG", quality=quality)
        if out.tell() <= MAX_REDRAWN_BYTES:
            return out.getvalue()
    raise ValueError("does not become small enough")


if __name__ == "__main__":
    sys.exit(main())
