"""Codes of questions and disclosure items (i6, e4, o17, ข้อ ๐๑๗, OIT 17), and the three instruments."""

import re
from collections.abc import Iterator

from dialogs.understanding.entities.numbers import WORDS, number_of
from dialogs.understanding.entities.spans import Found

LAST = {"i": 30, "e": 15, "o": 43}
"""Highest number that any fiscal year has had, per letter (domain.md 2.2)."""
_LETTERS = {"i": "i", "ไอ": "i", "e": "e", "อี": "e", "o": "o", "โอ": "o"}
_INSTRUMENTS = {
    "iit": "IIT", "ไอไอที": "IIT", "eit": "EIT", "อีไอที": "EIT", "oit": "OIT", "โอไอที": "OIT",
    "ผู้มีส่วนได้เสียภายใน": "IIT", "ผู้มีส่วนได้ส่วนเสียภายใน": "IIT", "ผู้มีส่วนได้เสียภายนอก": "EIT",
    "ผู้มีส่วนได้ส่วนเสียภายนอก": "EIT", "แบบตรวจการเปิดเผย": "OIT", "แบบวัดการเปิดเผย": "OIT",
}  # fmt: skip
_NUMBER = r"0?(?P<n>\d{1,2})(?!\d|\.\d|\s*(?:%|เปอร์|เดือน|คน|ครั้ง|บาท|ข้อ))"
_LETTERED = re.compile(rf"(?<![a-z0-9])(?P<code>[ieo])\s*[-._#]?\s*{_NUMBER}")
# วิดีโอ 5 is no code.
_SPELLED = re.compile(rf"(?<!ดี)(?<!เด)(?P<code>ไอ|อี|โอ)\s*[-.]?\s*(?:{_NUMBER}|(?P<words>{WORDS})(?![ก-ฮ]))")
_BY_INSTRUMENT = re.compile(
    rf"(?<![a-z])(?P<name>iit|eit|oit|ไอไอที|อีไอที|โอไอที)\s*(?:ข้อ\s*(?:ที่)?|ที่|no\.?|#|-)?\s*{_NUMBER}"
)
_THAI_ZERO = re.compile(
    r"(?:ข้อ|oit|รหัส|รายการ|ตัว)\s*(?:ที่)?\s*0\s?(?P<n>\d{1,2})(?!\d)|(?<![\d/.-])0\s?(?P<n2>[1-4]\d)(?!\d|[-/. ]\d)"
)
_INSTRUMENT = re.compile(rf"(?<![a-z])(?P<name>iit|eit|oit|ไอไอที|อีไอที|โอไอที)\s*(?:ข้อ\s*(?:ที่)?|ที่|no\.?|#)?\s*{_NUMBER}")
_THAI_ZERO = re.compile(
    r"(?:ข้อ|oit|รหัส|รายการ)\s*(?:ที่)?\s*0\s?(?P<n>\d{1,2})(?!\d)|(?<!\d)0(?P<n2>[1-4]\d)(?!\d|[-/. ]\d)"
)
_INSTRUMENT = re.compile(
    r"(?<![a-z])(?P<latin>[ieo]it)(?![a-z])|(?P<thai>" + "|".join(n for n in _INSTRUMENTS if not n.isascii()) + ")"
)


def _code(letter: str, number: str, found: re.Match[str]) -> Iterator[Found]:
    if 1 <= int(number) <= LAST[letter]:
        yield Found("question", f"{letter}{int(number)}", *found.span())


def find_questions(text: str) -> Iterator[Found]:
    """Codes in a chat form. The letter o may be a zero, Latin or Thai, where a code is expected."""
    for found in _BY_INSTRUMENT.finditer(text):
        yield from _code(_INSTRUMENTS[found["name"]][0].lower(), found["n"], found)
    for found in _LETTERED.finditer(text):
        yield from _code(found["code"], found["n"], found)
    for found in _SPELLED.finditer(text):
        number = found["n"] or str(int(number_of(found["words"]) or 0))
        yield from _code(_LETTERS[found["code"]], number, found)
    for found in _THAI_ZERO.finditer(text):
        yield from _code("o", found["n"] or found["n2"], found)


def find_instruments(text: str) -> Iterator[Found]:
    """IIT, EIT and OIT by acronym or by their official names."""
    for found in _INSTRUMENT.finditer(text):
        yield Found("instrument", _INSTRUMENTS[found.group()], *found.span())
