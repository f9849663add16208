"""Corrections in one's own words: ไม่ใช่กองคลัง เป็นกองช่าง; แก้วันที่เป็น 5 มีนา; ไม่ให้ก้อยอ่าน."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from dialogs.complaints.line_draft import CATEGORY, EXCLUDE, LineDraft
from dialogs.thai.text import compact, one_space
from dialogs.understanding.particles import bare

_LONGEST = 160
_SHAPES = (
    re.compile(r"ไม่ใช่\s*(?P<wrong>.+?)[\s,]*(?:แต่)?\s*(?:ต้องเป็น|น่าจะเป็น|ที่ถูกคือ|เป็น|คือ)\s*(?P<right>.+)"),
    re.compile(r"(?:แก้ไข|แก้|เปลี่ยน)(?:จาก|คำว่า|ตรง)?\s*(?P<wrong>.+?)\s*(?:ให้)?\s*เป็น\s*(?P<right>.+)"),
    re.compile(r"(?P<wrong>\S.*?)\s*(?:ผิด|ไม่ถูก)[^\s]{0,4}\s*(?:ที่ถูก(?:คือ|ต้องเป็น)?|ต้องเป็น|เป็น)\s*(?P<right>.+)"),
    re.compile(r"(?:จริง\s?ๆ\s*)?(?:เป็น|คือ)?\s*(?P<right>\S.*?)\s*(?:ต่างหาก\s*)?ไม่ใช่\s*(?P<wrong>.+)"),
)
_RIGHT_ONLY = re.compile(
    r"(?:ที่ถูก(?:คือ|เป็น)?|จริง\s?ๆ\s*(?:แล้ว)?\s*(?:เป็น|คือ)|ต้องเป็น|เป็น|แก้เป็น|เปลี่ยนเป็น)\s*(?P<right>.+)"
)
_BESIDE = re.compile(r"ไม่ใช่\s*(?P<both>\S.*\s\S.*)")
_DENIAL = re.compile(r"(?:ไม่ใช่|ไม่ได้เป็น)\s*(?P<wrong>\S.*)|(?P<before>\S.*?)\s*(?:ผิด|ไม่ถูก)")
_HEAD = re.compile(r"^(?:(?:เดี๋ยว|เอ๊ะ|เอ้ย|อุ๊ย|โทษที|ขอโทษ|ไม่ๆ|อ้อ|อ๋อ)(?:\s?ๆ|ก่อน|ค่ะ|ครับ|นะ)*[\s,]*)+")
_TAIL = re.compile(r"\s*(?:ต่างหาก|ตะหาก|ถึงจะถูก|แทน)(?:ครับ|คับ|ค่ะ|คะ|นะ)*$")
FIELD_WORDS: Mapping[str, tuple[str, ...]] = {
    "what": ("เรื่อง", "เหตุการณ์", "รายละเอียด", "เนื้อเรื่อง", "เกิดอะไรขึ้น"),
    "who": ("ใคร", "ชื่อ", "คน", "ผู้เกี่ยวข้อง", "ตำแหน่ง", "ใครเกี่ยวข้อง", "คนทำ", "ชื่อคน"),
    "when": ("วันที่", "วัน", "เวลา", "เดือน", "ปี", "เมื่อไร", "เมื่อไหร่", "ช่วงเวลา"),
    "where": ("ที่ไหน", "สถานที่", "ที่เกิดเหตุ", "หน่วยงาน", "กอง", "ที่"),
    "how_known": ("ทราบได้อย่างไร", "รู้ได้อย่างไร", "รู้ได้ไง", "ที่มา"),
    "evidence": ("หลักฐาน",),
    "witnesses": ("พยาน",),
    CATEGORY: ("ประเภท", "ประเภทเรื่อง", "หมวด", "แบบไหน"),
    EXCLUDE: ("คนอ่าน", "ผู้อ่าน", "คนที่ไม่ให้อ่าน", "เจ้าหน้าที่"),
}
_BY_WORD = {compact(word): name for name, words in FIELD_WORDS.items() for word in words}
_WANTS_CHANGE = re.compile(r"(?:ขอ|อยาก|จะ|ช่วย)*(?:แก้ไข|แก้|เปลี่ยน)(?:ตรง|ข้อ|ส่วน|เรื่อง)?(?P<field>.+)")
_KEEP_OUT = re.compile("(?:ไม่|อย่า|ห้าม)(?:อยาก|ต้องการ)?(?:ให้)?|ตัด|เอาออก")


@dataclass(frozen=True, slots=True)
class Correction:
    """``wrong`` is empty where only the right wording was given; ``field`` where a question was named instead."""

    wrong: str
    right: str
    field: str = ""


def read_corrections(text: str) -> list[Correction]:
    """Every way to understand it as one, the likeliest first; empty for what is not plainly one."""
    text = _HEAD.sub("", one_space(text))
    if len(text) > _LONGEST:
        return []
    pairs = [(found["wrong"], found["right"]) for shape in _SHAPES if (found := shape.fullmatch(text))]
    if beside := _BESIDE.fullmatch(text):  # ไม่ใช่หมู่ 5 หมู่ 7: where the one ends only the draft can tell
        words = beside["both"].split()
        pairs += [(" ".join(words[:end]), " ".join(words[end:])) for end in range(len(words) - 1, 0, -1)]
    if only := _RIGHT_ONLY.fullmatch(text):
        pairs.append(("", only["right"]))
    cleaned = [(_clean(wrong), _clean(right)) for wrong, right in pairs]
    return [Correction(wrong, right, _BY_WORD.get(compact(wrong), "")) for wrong, right in cleaned if right]


def told_wrongly(draft: LineDraft, text: str) -> Correction | None:
    """The correction of words that the draft really holds."""
    held = [one for one in read_corrections(text) if one.wrong and any(one.wrong in part.text for part in draft.told)]
    return held[0] if held else None


def denied(text: str) -> str:
    """What is said to be wrong without saying what is right (ไม่ใช่กองคลัง); empty for anything else."""
    found = _DENIAL.fullmatch(bare(_HEAD.sub("", one_space(text))))
    return _clean(found["wrong"] or found["before"]) if found and len(text) <= _LONGEST else ""


def field_to_change(text: str) -> str:
    """The question that somebody wants to answer anew (ขอแก้วันที่หน่อย); empty where none is named."""
    found = _WANTS_CHANGE.fullmatch(compact(bare(text)))
    return _BY_WORD.get(found["field"], "") if found else ""


def keeps_out(text: str) -> bool:
    """Whether somebody is meant not to read (ไม่ให้ก้อยอ่าน)."""
    form = compact(text)
    return bool(_KEEP_OUT.search(form)) and any(word in form for word in ("อ่าน", "เห็น", "รู้", "ตัด", "เอาออก"))


def _clean(text: str) -> str:
    return bare(_TAIL.sub("", text.strip())).strip(" ,\"'“”")
