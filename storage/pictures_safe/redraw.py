"""A picture that somebody sent, redrawn in a child process, so that nothing but what can be seen is left of it."""

import subprocess
import sys
from pathlib import Path

from dialogs.records.errors import Refused

_CHILD = Path(__file__).with_name("child.py")
_SECONDS = 20
_JPEG = b"\xff\xd8\xff"
_HEADS = (_JPEG, b"\x89PNG\r\n\x1a\n", b"GIF8", b"RIFF")


class NotAPicture(Refused):
    """The content is of another kind than a picture that we redraw."""


class PictureRefused(Refused):
    """It looks like a picture, but does not decode within the limits."""


def looks_like_picture(sent: bytes) -> bool:
    """By its first bytes, whatever its name says."""
    return sent.startswith(_HEADS)


def redrawn(sent: bytes) -> bytes:
    """A clean JPEG (see ``child``). Raises NotAPicture, PictureRefused."""
    if not looks_like_picture(sent):
        raise NotAPicture("not a picture")
    try:
        child = subprocess.run(
            [sys.executable, "-I", str(_CHILD)], input=sent, capture_output=True, timeout=_SECONDS, env={}, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise PictureRefused("the picture took too long") from error
    if child.returncode != 0 or not child.stdout.startswith(_JPEG):
        raise PictureRefused("the picture does not decode")
    return child.stdout
