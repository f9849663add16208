"""Chat text made comparable. The result is for matching only: it is never shown and never stored.

Every function is one rule (thai.md 4.1); :func:`chat_form` applies them in order, and applying it twice changes
nothing.
"""

import re
import unicodedata

from dialogs.thai.digits import to_arabic
from dialogs.thai.text import canonical, one_space
from dialogs.understanding.keyboard import right_layout

LONGEST = 500
"""Characters that are looked at. LINE allows 5,000; a wish fits into far less."""

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_SAME_MARK = re.compile("([\u0e30-\u0e3a\u0e40-\u0e4e])\\1+")
# Tone marks, and vowels above or below, that follow a different one of the same kind: the last keystroke stays.
_TWO_TONES = re.compile("[\u0e48-\u0e4b]+(?=[\u0e48-\u0e4b])")
_TWO_UPPER = re.compile("[\u0e31\u0e34-\u0e3a]+(?=[\u0e31\u0e34-\u0e3a])")
_FOUR_SAME = re.compile("([^0-9\\s])\\1{3,}")
# Three equal consonants are somebody drawling only at the end of a Thai run: คะแนนนี้, ขอออก and ททท. are words.
_DRAWL = re.compile("(?<=[ก-ฮะ-ฺเ-๎])([ก-ฮ])\\1\\1(?![ก-๎.])")
_LATIN_DRAWL = re.compile(r"(?<=[a-z])([a-z])\1\1+(?![a-z.])")

# Whatever one of the rules below could change, and more; most messages have nothing of it.
_ROUGH = re.compile(
    "[^ -@\\[-`a-z{-~\u0e01-\u0e39\u0e40-\u0e44\u0e46-\u0e4c]"  # capitals, Thai digits, rare and invisible characters
    "|^ | $|  |เเ|([\u0e30-\u0e39\u0e40-\u0e4c])\\1|[\u0e48-\u0e4b]{2}|[\u0e31\u0e34-\u0e39]{2}"
    "|[\u0e48-\u0e4b][\u0e31\u0e34-\u0e39]|\u0e33[\u0e48-\u0e4b]|([^0-9\\s])\\2\\2"
)


def shortened(text: str, limit: int = LONGEST) -> str:
    """At most ``limit`` characters: the beginning and the end, since in a long story the wish often comes last."""
    if len(text) <= limit:
        return text
    half = limit // 2
    return text[:half] + text[-half:]


def folded_widths(text: str) -> str:
    """Full-width and other compatibility forms made plain (ＩＴＡ６６ is ITA66)."""
    return unicodedata.normalize("NFKC", text)


def without_control(text: str) -> str:
    """Control characters and lone surrogates become spaces."""
    return _CONTROL.sub(" ", text)


def one_long_vowel(text: str) -> str:
    """``ๅ`` is typed for ``า`` on small keyboards; after ฤ and ฦ it is a letter of its own."""
    return re.sub("(?<![ฤฦ])ๅ", "า", text)


def single_marks(text: str) -> str:
    """Vowels and tone marks that were held down or typed twice: ค่ะะะ, ที่่, มาาา."""
    return _TWO_UPPER.sub("", _TWO_TONES.sub("", _SAME_MARK.sub("\\1", text)))


def single_letters(text: str) -> str:
    """Letters that were held down (มากกกก, คร้าบบบ, okkkk). Digits are never touched."""
    return _LATIN_DRAWL.sub("\\1", _DRAWL.sub("\\1", _FOUR_SAME.sub("\\1", text)))


def _pass(text: str) -> str:
    text = to_arabic(canonical(folded_widths(text))).lower()
    return one_space(single_letters(single_marks(one_long_vowel(without_control(text)))))


def chat_form(text: str) -> str:
    """One spelling for what was typed: layout, widths, marks, case, digits, repeats and spaces settled."""
    text = right_layout(shortened(text))
    if len(text) <= LONGEST and not _ROUGH.search(text):
        return text
    text = _pass(text)
    # One rule can prepare the ground for another (a mark between two equal letters); a few rounds settle everything.
    for _ in range(4):
        again = _pass(text)
        if again == text:
            break
        text = again
    return shortened(text)
