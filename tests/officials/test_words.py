"""What people of the office mean by their words."""

import pytest

from dialogs.summary_wish import acknowledgement, approves, sending, view


@pytest.mark.parametrize(
    ("typed", "added"),
    [
        ("ทราบ", ""),
        ("-ทราบ", ""),
        ("ค่ะ ทราบ", ""),
        ("รับทราบครับ", ""),
        ("ทราบแล้วค่ะ", ""),
        ("เพื่อโปรดทราบ", ""),
        ("รับทราบสรุป", ""),
        ("ทราบ ดำเนินการต่อได้", "ดำเนินการต่อได้"),
        ("รับทราบ ให้เร่งกองช่างด้วย", "ให้เร่งกองช่างด้วย"),
        ("ทราบ/มอบปลัด", "มอบปลัด"),
        ("ทราบไหมว่าใครรับผิดชอบ", None),
        ("ใครทราบแล้วบ้าง", None),
        ("ยังไม่ทราบ", None),
        ("ขอทราบเบอร์กองช่าง", None),
        ("อยากทราบคะแนน", None),
        ("สรุป", None),
    ],
)
def test_an_acknowledgement(typed: str, added: str | None) -> None:
    assert acknowledgement(typed) == added


@pytest.mark.parametrize(
    ("typed", "wish"),
    [
        ("ไม่ต้องส่งสรุปรายสัปดาห์", {"weekly": False}),
        ("หยุดส่งสรุป", {"weekly": False}),
        ("ปิดสรุปสิ้นรอบ", {"round_end": False}),
        ("ส่งสรุปทุกวันจันทร์", {"weekly": True, "weekday": 0}),
        ("ส่งสรุปวันพฤหัส ๑๔.๐๐", {"weekly": True, "weekday": 3, "hour": 14}),
        ("ส่งสรุปวันศุกร์ 9 โมง", {"weekly": True, "weekday": 4, "hour": 9}),
        ("เปิดสรุปรายสัปดาห์", {"weekly": True}),
        ("ส่งสรุปสิ้นรอบ", {"round_end": True}),
        ("ตั้งค่าสรุป", {}),
        ("ส่งสรุปให้หน่อย", None),
        ("ส่งสรุปรอบ 6 เดือน", None),
        ("สรุปรายสัปดาห์", None),
        ("ไม่ต้องเตือน", None),
    ],
)
def test_when_summaries_are_wanted(typed: str, wish: dict[str, object] | None) -> None:
    assert sending(typed) == wish


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("งานของฉัน", "mine"),
        ("ค้างอะไรบ้าง", "mine"),
        ("รอบนี้ต้องส่งอะไรบ้าง", "mine"),
        ("ใครยังไม่ทราบ", "chain"),
        ("มีอะไรรอเซ็นไหม", "waiting"),
        ("กองไหนยังไม่ส่ง", "units"),
        ("มีงานไหนเกินกำหนดบ้าง", "late"),
        ("อะไรเปลี่ยนไปบ้าง", "changes"),
        ("สรุปสถิติเรื่องร้องเรียน", "complaints"),
        ("ภาพรวมทุกกอง", "summary"),
        ("สรุป", ""),
    ],
)
def test_what_is_to_be_seen(typed: str, wanted: str) -> None:
    assert view(typed) == wanted


def test_approval_is_not_acknowledgement() -> None:
    assert approves("อนุมัติตามเสนอครับ") and not approves("ทราบ")
    assert acknowledgement("เห็นชอบ") is None
