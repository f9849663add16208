"""Pictures, sounds and files people sent; the bot fetches them, the page shows them."""

from dataclasses import dataclass
from io import BytesIO
from threading import Lock

from PIL import Image, ImageDraw

from bot.simulator.errors import LineError


@dataclass(frozen=True, slots=True)
class Content:
    """The bytes of one message."""

    body: bytes
    content_type: str


class ContentStore:
    """By message id. What was unsent answers 410, what never was 404."""

    def __init__(self) -> None:
        self._kept: dict[str, Content] = {}
        self._gone: set[str] = set()
        self._lock = Lock()

    def put(self, message_id: str, content: Content) -> None:
        with self._lock:
            self._kept[message_id] = content

    def drop(self, message_id: str) -> None:
        """After an unsend."""
        with self._lock:
            self._gone.add(message_id)
            self._kept.pop(message_id, None)

    def get(self, message_id: str) -> Content:
        """Raises LineError 404 or 410."""
        with self._lock:
            if message_id in self._gone:
                raise LineError(410, "The content is gone")
            if (content := self._kept.get(message_id)) is None:
                raise LineError(404, "not found")
            return content


def sample_picture(width: int = 640, height: int = 480) -> Content:
    """A small landscape to send when nobody has a picture at hand."""
    picture = Image.new("RGB", (width, height), "#bfe3f5")
    draw = ImageDraw.Draw(picture)
    draw.ellipse((width * 0.72, height * 0.1, width * 0.86, height * 0.29), fill="#ffd45e")
    draw.polygon([(0, height * 0.8), (width * 0.35, height * 0.32), (width * 0.7, height * 0.8)], fill="#6aa06f")
    draw.polygon([(width * 0.4, height * 0.8), (width * 0.75, height * 0.45), (width, height * 0.75)], fill="#88b981")
    draw.rectangle((0, height * 0.75, width, height), fill="#4d7f57")
    out = BytesIO()
    picture.save(out, "JPEG", quality=80)
    return Content(out.getvalue(), "image/jpeg")


def sample_document() -> Content:
    """A PDF of one empty page."""
    return Content(
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n",
        "application/pdf",
    )


def sample_sound() -> Content:
    """Bytes that stand for a voice message; nothing plays them."""
    return Content(b"\x00\x00\x00\x18ftypM4A \x00\x00\x00\x00M4A mp42isom" + bytes(64), "audio/x-m4a")
