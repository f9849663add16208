"""Pictures of evidence: redrawn in a child process, so that nothing but what can be seen is left of them."""

import subprocess
import sys
from pathlib import Path

from dialogs.records.errors import Refused
from storage.complaints.records import Evidence

MAX_PICTURES = 4
_CHILD = Path(__file__).with_name("picture_child.py")
_SECONDS = 20
_HEADS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF8", b"RIFF")


class NotAPicture(Refused):
    """The content is of another kind than a picture that we redraw."""


class PictureRefused(Refused):
    """It looks like a picture, but does not decode within the limits."""


def redrawn(sent: bytes, number: int) -> Evidence:
    """A clean JPEG named by its place. Raises NotAPicture, PictureRefused."""
    if not sent.startswith(_HEADS):
        raise NotAPicture("not a picture")
    try:
        child = subprocess.run(
            [sys.executable, "-I", str(_CHILD)], input=sent, capture_output=True, timeout=_SECONDS, env={}, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise PictureRefused("the picture took too long") from error
    if child.returncode != 0 or not child.stdout.startswith(_HEADS[0]):
        raise PictureRefused("the picture does not decode")
    return Evidence(f"{number}.jpg", "image/jpeg", child.stdout)
