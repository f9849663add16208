"""A seeded generator of the typing errors people make, to train for them and to test against them."""

import random
from collections.abc import Callable

# Keys that lie beside each other on the Thai layout (Kedmanee), and on the Latin one.
_ROWS = ("ๅ/-ภถุึคตจขช", "ๆไำพะัีรนยบล", "ฟหกดเ้่าสวง", "ผปแอิืทมใฝ", "qwertyuiop", "asdfghjkl", "zxcvbnm")
_TONES = "่้๊๋็์"


def _neighbours() -> dict[str, str]:
    beside: dict[str, str] = {}
    for row in _ROWS:
        for i, key in enumerate(row):
            beside[key] = row[max(i - 1, 0) : i] + row[i + 1 : i + 2]
    return beside


_BESIDE = _neighbours()


def _slip(text: str, at: int, dice: random.Random) -> str:
    return text[:at] + dice.choice(_BESIDE.get(text[at], text[at])) + text[at + 1 :]


def _loss(text: str, at: int, dice: random.Random) -> str:
    return text[:at] + text[at + 1 :]


def _double(text: str, at: int, dice: random.Random) -> str:
    return text[:at] + text[at] + text[at:]


def _swap(text: str, at: int, dice: random.Random) -> str:
    return text[:at] + text[at + 1 : at + 2] + text[at] + text[at + 2 :]


def _tone_loss(text: str, at: int, dice: random.Random) -> str:
    tones = [i for i, letter in enumerate(text) if letter in _TONES]
    return _loss(text, dice.choice(tones), dice) if tones else _loss(text, at, dice)


_KINDS: tuple[Callable[[str, int, random.Random], str], ...] = (_slip, _loss, _double, _swap, _tone_loss)


def with_typos(text: str, count: int, dice: random.Random) -> str:
    """The text with ``count`` typing errors; digits are left alone, and half of the time all spaces go as well."""
    for _ in range(count):
        places = [i for i, letter in enumerate(text) if not letter.isspace() and not letter.isdigit()]
        if len(places) < 2:
            return text
        text = dice.choice(_KINDS)(text, dice.choice(places), dice)
    return text.replace(" ", "") if dice.random() < 0.5 else text
