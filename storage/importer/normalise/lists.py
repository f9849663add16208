"""Numbered and dashed lists inside a cell, also where line breaks were lost and only spaces are left."""

import re
from dataclasses import dataclass
from functools import lru_cache

from dialogs.thai.digits import to_arabic
from dialogs.thai.text import one_space

_MARK = re.compile(
    r"(?:^|(?<=[\s\"“(]))(?P<open>\(?)(?P<number>[0-9]{1,2})(?P<sub>(?:\.[0-9]{1,2})*)(?P<close>[.)]|(?<=[0-9])(?=\s))"
)
_LOST_FIRST = re.compile(r"^\s*[.)]\s*(?=[ก-ฮเ-ไ])")
_LETTER = re.compile(r"(?:^|(?<=\s))\(?(?P<letter>[กขคงจฉชซ])(?:\)|\.(?=\s))\s*")
_LETTERS = "กขคงจฉชซ"
_DASH = re.compile(r"(?:^|(?<=\s))[-–•▪●*✓✔➢►]+\s*(?=[^\s\-–0-9])")
_STARTS_DASH = re.compile(r"^\s*[-–•▪●*✓✔➢►]")
_INTRO = re.compile(r"(?:ดังนี้|ดังต่อไปนี้|ได้แก่|ประกอบด้วย|โดย|คือ|เช่น|:)\s*$")
_OPENER = re.compile(
    r"^(?:มาตรการ|การ|โครงการ|กิจกรรม|จัด|ประกาศ|ส่งเสริม|พัฒนา|ปรับปรุง|สร้าง|เสริม|เผยแพร่|กำหนด|เพิ่ม|ลด|แต่งตั้ง|อบรม|ประชุม|"
    r"ประชาสัมพันธ์|ติดตาม|ตรวจ|รายงาน|แจ้ง|เปิด|มอบ|สำรวจ|ทบทวน|ดำเนินการ|วิเคราะห์|รวบรวม|เสนอ|ลง|นำ|มี|ให้|ผู้|หน่วยงาน|เจ้าหน้าที่|ควบคุม|"
    r"ออก|ขอ|บันทึก|สรุป|ศึกษา|วาง|คัดเลือก|ประเมิน|ทำ|สื่อสาร|เชิญ|รับ|ใช้|ถ่ายทอด|ปฏิบัติ|แต่ง|เตรียม|ซักซ้อม|กำกับ|ขับเคลื่อน|เร่ง|ยกระดับ)"
)
_LARGEST_GAP = 2


@dataclass(frozen=True, slots=True)
class Listing:
    """Items without their signs; ``numbers`` as printed (None for a dash or no sign). ``intro`` led into the list."""

    items: tuple[str, ...]
    numbers: tuple[int | None, ...] = ()
    intro: str = ""


@lru_cache(maxsize=2048)
def listing(text: str) -> Listing:
    """The items of a cell. A text without any sign is one item, unless it has several paragraphs."""
    text = text.strip()
    if not text:
        return Listing(())
    marks = _numbers(text)
    if marks:
        return _cut(text, [(m.start(), m.end()) for m, _ in marks], [n for _, n in marks])
    letters = _lettered(text)
    if letters:
        return _cut(text, letters, [None] * len(letters))
    dashes = [(m.start(), m.end()) for m in _DASH.finditer(text)] if _has_dashes(text) else []
    if dashes:
        return _cut(text, dashes, [None] * len(dashes))
    parts = [_LOST_FIRST.sub("", one_space(part)) for part in text.split("\n")]
    items = tuple(part for part in parts if part)
    if not all(_OPENER.match(item) and len(item) >= 6 for item in items[1:]):
        items = (one_space(" ".join(items)),)
    return Listing(items, (None,) * len(items))


def _numbers(text: str) -> list[tuple[re.Match[str], int]]:
    """Marks that make a list: the first opens the text or says 1, each next goes on from it (a slip is allowed)."""
    arabic = to_arabic(text)
    kept: list[tuple[re.Match[str], int]] = []
    style: tuple[str, bool] | None = None
    for mark in _MARK.finditer(arabic):
        sub = mark["sub"].strip(".")
        number = int(sub.rsplit(".", 1)[-1]) if sub else int(mark["number"])
        own = (mark["open"] + (mark["close"] or ""), bool(sub))
        if not mark["close"] and not (mark.start() == 0 or arabic[mark.start() - 1] == "\n"):
            continue
        if style is None:
            if number == 0 or (mark.start() > 0 and number != 1):
                continue
            if not arabic[mark.end() :].strip():
                continue
            style = own
        elif (
            own != style
            or not 0 <= number - kept[-1][1] <= _LARGEST_GAP
            or (number == kept[-1][1] and not _opens_line(arabic, mark.start()))
        ):
            continue
        kept.append((mark, number))
    if len(kept) == 1 and kept[0][0].start() > 0:
        return []
    return kept


def _lettered(text: str) -> list[tuple[int, int]]:
    """Places of ก) ข) ค) … that begin the text and follow each other."""
    found: list[tuple[int, int]] = []
    for mark in _LETTER.finditer(text):
        expected = _LETTERS[len(found)] if len(found) < len(_LETTERS) else ""
        if mark["letter"] == expected and (found or mark.start() == 0):
            found.append((mark.start(), mark.end()))
    return found


def _opens_line(text: str, at: int) -> bool:
    return at == 0 or text[at - 1] == "\n"


def _has_dashes(text: str) -> bool:
    if _STARTS_DASH.match(text):
        return True
    return sum(1 for line in text.split("\n") if _STARTS_DASH.match(line)) >= 1


def _cut(text: str, marks: list[tuple[int, int]], numbers: list[int | None]) -> Listing:
    items: list[str] = []
    for index, (_, end) in enumerate(marks):
        stop = marks[index + 1][0] if index + 1 < len(marks) else len(text)
        items.append(one_space(text[end:stop]))
    intro = _LOST_FIRST.sub("", one_space(text[: marks[0][0]]))
    numbered: list[int | None] = list(numbers)
    if intro and not _INTRO.search(intro):
        items.insert(0, intro)
        numbered.insert(0, None)
        intro = ""
    pairs = [(item, number) for item, number in zip(items, numbered, strict=True) if item]
    return Listing(tuple(item for item, _ in pairs), tuple(number for _, number in pairs), intro)


def without_number(text: str) -> tuple[str, int | None]:
    """A text and the number printed before it ("๒. การสร้างความโปร่งใส")."""
    found = re.match(r"^\s*\(?([0-9]{1,3})(?:[.)](?![0-9])|\s(?=\S))\s*", to_arabic(text))
    if found:
        return one_space(text[found.end() :]), int(found.group(1))
    return one_space(_LOST_FIRST.sub("", re.sub(r"^\s*[-–•]\s*", "", text))), None
