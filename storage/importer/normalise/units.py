"""Responsible units: the longest known name wins, since names hold spaces and the word และ."""

import re
from functools import lru_cache

from storage.importer.document import ALL_UNITS
from storage.importer.vocabulary import bare, spellings

_FIRST_WORD = re.compile(
    r"^(?:สำนัก|กอง|ฝ่าย|งาน|ส่วน|ศูนย์|หน่วย|แผนก|กลุ่ม|คณะกรรมการ|คณะทำงาน|โรงเรียน|สถาน|ปลัด|นายก|หัวหน้า|ผู้อำนวยการ|ผอ\.|นัก|เจ้าพนักงาน|เจ้าหน้าที่)"
)
_SEPARATORS = re.compile(
    r"[/,;\n•]|(?:^|\s)(?:\(?[0-9๐-๙]{1,2}[.)]|[-–])\s*|\s+และ\s*|\s{1,}(?=สำนัก|กอง|ฝ่าย|งาน|หน่วย|ศูนย์|ส่วน)"
)
_ALL_WORD = re.compile(r"ทุก\s*(?:สำนัก|กอง|ส่วน|ฝ่าย|งาน|หน่วย|คน)")


@lru_cache(maxsize=2048)
def units_in(text: str) -> tuple[str, ...]:
    """Normalised names in order of writing, without repeats; ALL for every unit."""
    if _ALL_WORD.search(text):
        return (ALL_UNITS,)
    found: list[tuple[int, str]] = []
    rest, positions = _bare_with_positions(text)
    for spelling, name in spellings("units").items():
        at = rest.find(spelling)
        while at >= 0 and spelling:
            if name != ALL_UNITS and _stands_alone(rest, at, spelling):
                found.append((positions[at], name))
                rest = rest[:at] + "\0" * len(spelling) + rest[at + len(spelling) :]
            at = rest.find(spelling, at + 1)
    found.extend(_unlisted(text, rest, positions))
    return tuple(dict.fromkeys(name for _, name in sorted(found)))


def _bare_with_positions(text: str) -> tuple[str, list[int]]:
    """The bare text and, for each of its characters, where it stands in the text."""
    kept: list[str] = []
    positions: list[int] = []
    for index, char in enumerate(text):
        for part in bare(char):
            kept.append(part)
            positions.append(index)
    return "".join(kept), positions


def _stands_alone(rest: str, at: int, spelling: str) -> bool:
    """งานพัสดุ inside "หน่วยงานพัสดุ" is no unit; short spellings must not sit inside other words."""
    if len(spelling) <= 2:
        return len(rest) == len(spelling)
    return not rest[:at].endswith(("หน่วย", "พนัก", "ส่วนราชการ"))


def _unlisted(text: str, rest: str, positions: list[int]) -> list[tuple[int, str]]:
    """Pieces between separators that no known name covers and that begin like a unit."""
    uncovered = {position for char, position in zip(rest, positions, strict=True) if char != "\0"}
    found: list[tuple[int, str]] = []
    start = 0
    pieces = [*((m.start(), m.end()) for m in _SEPARATORS.finditer(text)), (len(text), len(text))]
    for begin, end in pieces:
        piece = text[start:begin].strip(" .-–")
        letters = [i for i in range(start, begin) if bare(text[i])]
        if piece and letters and all(i in uncovered for i in letters) and _FIRST_WORD.match(piece):
            found.append((start, re.sub(r"\s+", " ", piece)))
        start = end
    return found


def is_units(text: str) -> bool:
    """A text that consists of units and nothing else."""
    found = units_in(text)
    if not found or len(text) > 300:
        return False
    if found == (ALL_UNITS,):
        return len(bare(text)) < 40
    covered = sum(len(bare(name)) for name in found)
    return covered >= 0.6 * len(re.sub(r"[0-9]", "", bare(text)))
