"""Short answers and the engine's own commands. They count only when the whole utterance is the answer."""

import re
from typing import Literal

from dialogs.understanding.entities.numbers import WORDS, number_of
from dialogs.understanding.normalise import chat_form
from dialogs.understanding.particles import bare

Command = Literal["cancel", "back", "restart", "menu", "help", "resume"]

_YES = frozenset(
    "ใช่ ใช้ ชัย ใช่แล้ว ใช่ๆ ใช่เลย ถูก ถูกต้อง ถูกละ ถูกแล้ว ตกลง ได้ ได้เลย ได้ๆ โอเค โอ โอเช โอเครๆ เค เคๆ ok okay okie oke k yes y yep ya yeah "
    "sure เอา เอาเลย เอาๆ ส่งได้ ส่งเลย ส่ง บันทึก บันทึกเลย บันทึกได้เลย บันทึกได้ เซฟ เซฟเลย ยืนยัน ยืนยันเลย คอนเฟิร์ม confirm จัดไป จัดไปเลย "
    "แม่น แม่นแล้ว แม่นๆ ใจ้ ใจ้แล้ว เออ อือ อืม อืมๆ เออใช่ เออถูกละ ยอมรับ ยินยอม ดี ดีเลย แน่นอน ต้องการ สนใจ ลุย ลุยเลย ไปเลย ทำเลย ทำต่อเลย "
    "ถูกต้องแล้ว ครบแล้ว เรียบร้อย อนุญาต".split()
)
_NO = frozenset(
    "ไม่ ไม่ใช่ ไม่เอา ไม่ต้อง ไม่ต้องการ ไม่เอาดีกว่า ไม่ละ ไม่ๆ ไม่ดีกว่า ไม่เป็นไร ไม่สนใจ ไม่ได้ ไม่ถูก ไม่ส่ง ไม่บันทึก ไม่ยืนยัน ไม่ยินยอม ไม่ตกลง ไม่มี "
    "ยัง ยังก่อน ยังไม่ส่ง ยังไม่ ผิด ผิดๆ no n nope nah not บ่ บ่เอา บ่ต้อง บ่แม่น บ่ใช่ บ่ใจ้ บ่มี บ่เป็นหยัง บ่เป๋นหยัง เปล่า ป่าว ข้าม ข้ามไป "
    "ข้ามเลย ช่างมัน ม่าย มะเอา มะใช่".split()
)
_YES_PICTURES = re.compile("^[\\s👍👌🙆✅☑️✔️🆗🏻🏼🏽🏾🏿]+$")
_NO_PICTURES = re.compile("^[\\s👎🙅❌✖️🚫🏻🏼🏽🏾🏿]+$")
_ALONE_YES = frozenset(("ครับ", "คับ", "ครับผม", "ค่ะ", "คะ", "ค่า", "จ้า", "จ้ะ", "จ๊ะ", "เจ้า", "ฮะ", "ฮับ", "ค้าบ", "คร้าบ"))

_COMMANDS: dict[Command, frozenset[str]] = {
    "cancel": frozenset(
        "ยกเลิก เลิก เลิกทำ ยกเลิกเลย ขอยกเลิก ยกเลิกก่อน cancel stop หยุด หยุดก่อน ไม่ทำ ไม่ทำต่อ ออก ออกจากฟอร์ม exit quit พอ พอก่อน เลิกก่อน บ่เอา บ่เฮ็ด".split()
    ),
    "back": frozenset("ย้อน ย้อนกลับ กลับ ก่อนหน้า ถอยกลับ ถอย back ข้อก่อนหน้า ขั้นก่อนหน้า ย้อนไป กลับไป กลับไปข้อก่อน".split()),
    "restart": frozenset("เริ่มใหม่ เริ่มต้นใหม่ ขอเริ่มใหม่ เอาใหม่ ทำใหม่ เริ่มใหม่หมด restart reset เริ่มใหม่ทั้งหมด".split()),
    "menu": frozenset("เมนู ขอเมนู ดูเมนู เมนูหลัก menu เมนูทั้งหมด หน้าแรก หน้าหลัก home".split()),
    "help": frozenset("ช่วย ช่วยเหลือ วิธีใช้ help ทำอะไรได้บ้าง ขอความช่วยเหลือ คู่มือการใช้งาน ใช้ยังไง ?".split()),
    "resume": frozenset(
        "ทำต่อ ต่อ ต่อเลย ทำต่อเลย กลับมาทำต่อ ขอทำต่อ ต่อจากเดิม ทำต่อจากเดิม continue resume กรอกต่อ ไปต่อ".split()
    ),
}

_ORDINAL_WORDS = {"แรก": 1, "ต้น": 1, "หนึ่ง": 1, "บนสุด": 1}
_LAST = re.compile("^(?:อัน|ข้อ|ตัว|เรื่อง|รายการ)?(?:สุดท้าย|ล่างสุด|ท้ายสุด|หลังสุด)$")
_ORDINAL = re.compile(
    rf"^(?:เอา|เลือก|ขอ|ดู|หมายถึง|คือ)?\s*(?:อัน|ข้อ|ตัว|เรื่อง|รายการ|ตัวเลือก|หมายเลข|เบอร์|ลำดับ|มาตรการ|no\.?)?\s*(?:ที่|ที)?\s*(?P<n>\d{{1,2}}|{WORDS}|แรก|ต้น|บนสุด)$"
)


def _answer(text: str) -> tuple[str, str]:
    form = chat_form(text)
    return form.strip(" .!?"), bare(form).replace(" ", "")


def is_yes(text: str) -> bool:
    """Whether the whole utterance is a yes ("ใช่ค่ะ", "เออ ถูกละ ส่งได้", 👍, a lone ครับ)."""
    form, core = _answer(text)
    if form in _ALONE_YES or bool(_YES_PICTURES.match(text)):
        return True
    parts = [bare(part).replace(" ", "") for part in re.split(r"[\s,]+", form)]
    parts = [part for part in parts if part]
    return core in _YES or (bool(parts) and all(part in _YES for part in parts))


def is_no(text: str) -> bool:
    """Whether the whole utterance is a no ("ไม่ค่ะ", "บ่เอา", "ยังก่อนนะคะ")."""
    form, core = _answer(text)
    if bool(_NO_PICTURES.match(text)):
        return True
    parts = [part for part in (bare(part).replace(" ", "") for part in re.split(r"[\s,]+", form)) if part]
    return core in _NO or (bool(parts) and parts[0] in _NO and all(part in _NO for part in parts))


def command(text: str) -> Command | None:
    """The engine's command that the whole utterance is, polite words aside."""
    form, core = _answer(text)
    for name, forms in _COMMANDS.items():
        if core in forms or form.replace(" ", "") in forms:
            return name
    return None


def ordinal_choice(text: str, count: int) -> int | None:
    """Which of ``count`` listed things is meant, from 1 ("อันที่สอง", "2", "ข้อ ๒", "อันสุดท้าย"); None for anything else."""
    core = bare(chat_form(text)).strip()
    if _LAST.match(core.replace(" ", "")):
        return count or None
    found = _ORDINAL.match(core)
    if found is None:
        return None
    chosen = _ORDINAL_WORDS.get(found["n"]) or number_of(found["n"])
    return int(chosen) if chosen and 1 <= chosen <= count else None
