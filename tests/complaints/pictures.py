"""Pictures with everything in them that a camera, a phone or an editor leaves."""

from io import BytesIO

from PIL import Image
from PIL.PngImagePlugin import PngInfo

CANARY = "CANARY-IN-PICTURE"
_SIZE = (320, 200)


def jpeg(size: tuple[int, int] = _SIZE) -> bytes:
    """Plain."""
    return _saved(Image.new("RGB", size, "#336699"), "JPEG")


def loaded_jpeg() -> bytes:
    """EXIF with GPS and a thumbnail, XMP, IPTC, a comment, bytes after the end."""
    image = Image.new("RGB", _SIZE, "#993333")
    exif = Image.Exif()
    exif[0x010E] = CANARY  # ImageDescription
    exif[0x0110] = CANARY  # Model
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[29] = CANARY  # GPSDateStamp
    out = BytesIO()
    image.save(out, "JPEG", exif=exif.tobytes(), comment=CANARY.encode())
    plain = out.getvalue()
    xmp = b"http://ns.adobe.com/xap/1.0/\x00<x:xmpmeta>" + CANARY.encode() + b"</x:xmpmeta>"
    iptc = b"Photoshop 3.0\x008BIM\x04\x04\x00\x00\x00\x00\x00\x16\x1c\x02\x78\x00\x11" + CANARY.encode()
    thumbnail = b"JFXX\x00\x10" + jpeg((32, 20)) + CANARY.encode()
    parts = _segment(0xE1, xmp) + _segment(0xED, iptc) + _segment(0xE0, thumbnail)
    return plain[:2] + parts + plain[2:] + b"trailing " + CANARY.encode()


def loaded_png() -> bytes:
    info = PngInfo()
    info.add_text("Author", CANARY)
    info.add_itxt("XML:com.adobe.xmp", CANARY)
    return _saved(Image.new("RGBA", _SIZE, (0, 100, 0, 128)), "PNG", pnginfo=info) + CANARY.encode()


def loaded_webp() -> bytes:
    exif = Image.Exif()
    exif[0x010E] = CANARY
    return _saved(Image.new("RGB", _SIZE, "navy"), "WEBP", exif=exif.tobytes(), xmp=CANARY.encode())


def loaded_gif() -> bytes:
    return _saved(Image.new("P", _SIZE), "GIF", comment=CANARY.encode())


def png_bomb() -> bytes:
    """Small to send, 20,000 x 20,000 to decode."""
    return _saved(Image.new("1", (20_000, 20_000)), "PNG")


def _segment(marker: int, content: bytes) -> bytes:
    return bytes([0xFF, marker]) + (len(content) + 2).to_bytes(2, "big") + content


def _saved(image: Image.Image, kind: str, **options: object) -> bytes:
    out = BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()
