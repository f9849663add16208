"""Which side of a measure is asked about: who, when, proof, what is left."""

import re

FACETS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("rounds", re.compile("รอบหน้า|รอบต่อไป|รอบถัดไป|รอบไหน|กี่รอบ|ทุกรอบ|รายงานรอบ|ส่งรอบ")),
    ("evidence", re.compile("หลักฐาน|รูปถ่าย|รูปกิจกรรม|รูปประกอบ|ภาพถ่าย|เอกสารแนบ|proof|evidence|ทำจริง")),
    (
        "due",
        re.compile(
            "กำหนดเสร็จ|กำหนดส่ง|กำหนดแล้วเสร็จ|เดดไลน์|deadline|เส(?:ร็จ|ด)(?:สิ้น)?(?:วันไหน|เมื่อ|เดือน|ตอนไหน|ภายใน)|"
            "เมื่อ(?:ไหร่|ไร|ใด|ได๋)|มื้อใด๋|ยามใด๋|วันไหน|ตอนไหน|ภายในเดือน|ครบกำหนด|จะเสร็จ|นานไหม|อีกนาน"
        ),
    ),
    (
        "owner",
        re.compile(
            "รับผิดชอบ|ใคร(?:ดูแล|ทำ|เป็น|ถือ)|(?:ไผ|ผู้ใด๋)(?:เฮ็ด|ดูแล|เบิ่ง|ทำ|ยะ)|เจ้าภาพ|กองไหน|หน่วยงานไหน|ฝ่ายไหน|who|owner|ผู้ดูแล"
        ),
    ),
    ("next", re.compile("เหลือ|ขั้นต่อไป|ขั้นตอนต่อไป|ต่อไปทำ|ยังขาด|ยังไม่ได้ทำ|ติดอะไร|ติดปัญหา|ค้างอะไร|อุปสรรค")),
    ("what", re.compile("คืออะไร|คือหยัง|คือไร|หมายถึง|รายละเอียด|ทำอะไรบ้าง|ทำไร|เกี่ยวกับอะไร|อิหยัง|แม่นหยัง|เป็นจะได")),
    ("done", re.compile("เส(?:ร็จ|ด|รจ)|ครบ(?:ไหม|มั้ย|ยัง|หรือ)|แล้ว(?:ยัง|หรือยัง|ไหม|บ่)|สำเร็จ|ทำ(?:หรือ)?ยัง|รึยัง|หรือยัง|แล้วก่อ")),
)
"""In order of telling power: the first that fits is the facet."""


def facet_of(text: str) -> str | None:
    """The facet a chat form asks about, None when it just asks how far a measure is."""
    return next((name for name, pattern in FACETS if pattern.search(text)), None)
