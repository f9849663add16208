"""Numbers in words and digits. Words count only beside something that asks for a number: หก is also in สกปรก."""

import re

_UNITS = {
    "ศูนย์": 0, "หนึ่ง": 1, "นึง": 1, "เอ็ด": 1, "สอง": 2, "สาม": 3, "สี่": 4, "ห้า": 5, "หก": 6, "เจ็ด": 7, "แปด": 8,
    "เก้า": 9, "ซาว": 20, "ยี่": 2,
}  # fmt: skip
_UNIT = "|".join(sorted(_UNITS, key=len, reverse=True))
WORDS = rf"(?:(?:(?:{_UNIT})?สิบ|ซาว)(?:{_UNIT})?|(?:หนึ่ง)?ร้อย|{_UNIT})(?:จุด(?:{_UNIT})+)?"
"""Pattern of a number 0-100 in words, with decimals after จุด."""
NUMBER = rf"(?:\d{{1,3}}(?:[.,]\d{{1,2}})?|{WORDS})"
"""Pattern of a small number in digits or words."""
_WORD_PARTS = re.compile(rf"^(?:(?P<tens>{_UNIT})?(?P<ten>สิบ)|(?P<twenty>ซาว))?(?P<unit>{_UNIT})?$")


def number_of(text: str) -> float | None:
    """The value of a number in digits or words, None if it is neither."""
    text = text.replace(" ", "").replace(",", ".")
    if re.fullmatch(r"\d+(\.\d+)?", text):
        return float(text)
    whole, _, decimals = text.partition("จุด")
    value = _whole(whole)
    if value is None or not decimals:
        return None if value is None else float(value)
    digits = [str(_UNITS[part]) for part in re.findall(_UNIT, decimals)]
    return float(f"{value}.{''.join(digits)}") if digits else None


def _whole(text: str) -> int | None:
    if text in ("ร้อย", "หนึ่งร้อย"):
        return 100
    found = _WORD_PARTS.match(text)
    if not text or found is None:
        return None
    tens = 20 if found["twenty"] else 10 * _UNITS.get(found["tens"] or "หนึ่ง", 1) if found["ten"] else 0
    return tens + (_UNITS[found["unit"]] if found["unit"] else 0)


def tidy(value: float) -> int | float:
    """Whole numbers without a decimal point."""
    return int(value) if value == int(value) else value
