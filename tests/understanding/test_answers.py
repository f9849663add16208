"""Short answers and commands: the whole utterance, polite words aside."""

import pytest

from dialogs.understanding.answers import command, is_no, is_yes, ordinal_choice
from dialogs.understanding.particles import bare


@pytest.mark.parametrize(
    ("form", "core"),
    [
        ("ยกเลิกค่ะ", "ยกเลิก"), ("เมนู ครับผม", "เมนู"), ("สถานะ", "สถานะ"), ("สถานะค่ะ", "สถานะ"), ("คะแนน", "คะแนน"),
        ("คะแนนคะ", "คะแนน"), ("ชนะ", "ชนะ"), ("ทำต่อเลยนะคะ", "ทำต่อ"), ("ค่ะ", ""), ("ใช่ 👍", "ใช่"), ("นาที", "นาที"),
    ],
)  # fmt: skip
def test_particles_go_and_words_stay(form: str, core: str) -> None:
    assert bare(form) == core


@pytest.mark.parametrize(
    "text",
    ["ใช่ค่ะ", "เออ ถูกละ ส่งได้", "ค่ะ บันทึกเลย", "ได้เลยค่ะ 👍", "👍", "ครับ", "โอเคครับ", "OK", "แม่นแล้ว", "ตกลงจ้า", "yes"],
)
def test_yes(text: str) -> None:
    assert is_yes(text) and not is_no(text)


@pytest.mark.parametrize("text", ["ไม่ค่ะ", "ไม่ใช่ครับ", "บ่เอา", "ยังก่อนนะคะ", "ไม่ต้องค่ะ", "no", "👎", "บ่แม่น"])
def test_no(text: str) -> None:
    assert is_no(text) and not is_yes(text)


@pytest.mark.parametrize(
    "text", ["ใช่กองคลังไหม", "ไม่ใช่กองคลัง เป็นกองช่าง", "75", "ขอคะแนน", "", "ไม่มีใบเสร็จ", "ได้คะแนนเท่าไหร่"]
)
def test_neither_yes_nor_no(text: str) -> None:
    assert not is_yes(text) and not is_no(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("ยกเลิก", "cancel"), ("ยกเลิกค่ะ", "cancel"), ("ย้อนกลับ", "back"), ("เริ่มใหม่ครับ", "restart"), ("เมนู", "menu"),
        ("g,o^", "menu"), ("ช่วยเหลือ", "help"), ("ทำต่อ", "resume"), ("ทำต่อเลยค่ะ", "resume"), ("Cancel", "cancel"),
        ("ยกเลิกการร้องเรียน", None), ("ยกเลิกแจ้งเตือน", None), ("ทำต่อเนื่องทุกปี", None), ("", None), ("กลับบ้าน", None),
    ],
)  # fmt: skip
def test_commands_are_exact(text: str, name: str | None) -> None:
    assert command(text) == name


@pytest.mark.parametrize(
    ("text", "count", "chosen"),
    [
        ("อันที่สองค่ะ", 3, 2), ("2", 3, 2), ("ข้อ ๒", 3, 2), ("อันแรก", 3, 1), ("อันสุดท้าย", 4, 4), ("ข้อสาม", 3, 3),
        ("เลือกข้อ 1 ครับ", 2, 1), ("4", 3, None), ("0", 3, None), ("75", 3, None), ("อันคู่มือ", 3, None), ("", 3, None), ("อันสุดท้าย", 0, None),
    ],
)  # fmt: skip
def test_choices_by_place(text: str, count: int, chosen: int | None) -> None:
    assert ordinal_choice(text, count) == chosen
