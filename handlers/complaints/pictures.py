"""Pictures of evidence: redrawn, so that nothing but what can be seen is left of them."""

from storage.complaints.records import Evidence
from storage.pictures_safe.redraw import redrawn as redrawn_bytes

MAX_PICTURES = 4


def redrawn(sent: bytes, number: int) -> Evidence:
    """A clean JPEG named by its place. Raises NotAPicture, PictureRefused."""
    return Evidence(f"{number}.jpg", "image/jpeg", redrawn_bytes(sent))
