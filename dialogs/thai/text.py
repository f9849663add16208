"""One spelling for one word: Unicode forms, invisible characters, spaces.

These rules make two texts comparable. They never change what is shown or stored.
"""

import re
import unicodedata

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff]")
_SPACES = re.compile(r"\s+")
# NIKHAHIT + (tone) + SARA AA is how some keyboards and PDF files write SARA AM.
_SPLIT_SARA_AM = re.compile("\u0e4d([\u0e48-\u0e4b]?)\u0e32|([\u0e48-\u0e4b])\u0e4d\u0e32")
_TONE_BEFORE_VOWEL = re.compile("([\u0e48-\u0e4b])([\u0e31\u0e34-\u0e3a])")
_TONE_AFTER_SARA_AM = re.compile("\u0e33([\u0e48-\u0e4b])")

# Whatever the rules of ``canonical`` could change, and more; most texts have nothing of it.
_UNSETTLED = re.compile(
    "[^\x00-\x7f\u0e01-\u0e39\u0e3f-\u0e4c\u0e4e-\u0e5b]|เเ|\u0e33[\u0e48-\u0e4b]|[\u0e48-\u0e4b][\u0e31\u0e34-\u0e39]"
)


def without_invisible(text: str) -> str:
    """Zero-width and direction characters dropped; a no-break space becomes a space."""
    return _INVISIBLE.sub("", text).replace("\u00a0", " ")


def canonical(text: str) -> str:
    """NFC, invisible characters dropped, marks in the one order that fonts and dictionaries expect.

    ``เเ`` (two SARA E) becomes ``แ``; both encodings of ``ำ`` become one; a tone mark typed before its vowel, or
    after ``ำ``, goes where it belongs (``นำ้`` is ``น้ำ``).
    """
    if not _UNSETTLED.search(text):
        return text
    text = without_invisible(text)
    while (better := _straightened(text)) != text:
        text = better
    return text


def _straightened(text: str) -> str:
    """One pass of the rules; a mark moves one place at a time."""
    text = unicodedata.normalize("NFC", text).replace("เเ", "แ")
    text = _SPLIT_SARA_AM.sub(lambda found: (found.group(1) or found.group(2) or "") + "\u0e33", text)
    text = _TONE_AFTER_SARA_AM.sub("\\1\u0e33", text)
    return _TONE_BEFORE_VOWEL.sub("\\2\\1", text)


def one_space(text: str) -> str:
    """Every run of white space made one space, the outer ones cut."""
    return _SPACES.sub(" ", text).strip()


def compact(text: str) -> str:
    """A key for comparing Thai: canonical, lower case, without any white space.

    Thai puts spaces where a line happened to wrap, so two equal texts often differ only there.
    """
    return _SPACES.sub("", canonical(text)).lower()
