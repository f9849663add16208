"""What a whole short message can mean beside an answer. Nothing here looks into a longer text: that is the answer."""

import re

from dialogs.thai.text import compact
from dialogs.understanding.particles import bare

_SHORT = 34
_POLITE = r"(?:แล้ว|ละ|แหละ|เลย|นะ|ครับ|คับ|ค่ะ|คะ|จ้า|จ้ะ)*"
_NOTHING_MORE = re.compile(
    r"(?:ไม่มี(?:อะไร|ไร|ข้อมูล)?(?:จะ|ที่จะ|ต้อง)?(?:เพิ่ม(?:เติม)?|บอก|เล่า|พิมพ์)(?:อีก)?|ไม่มี(?:อะไร|ไร)?(?:แล้ว|อีก)|ไม่(?:มี)?เพิ่ม(?:เติม)?|"
    r"(?:มี|รู้|เล่า|บอก)?(?:หมด|ครบ|แค่นี้|เท่านี้|แค่เนี้ย)(?:แล้ว|พอ|ก่อน)?|พอ(?:แล้ว|แค่นี้)?|จบ(?:แล้ว|เรื่อง)?|ตรวจทาน(?:เลย|ได้เลย)?|สรุป(?:เลย|มาเลย|ให้หน่อย)?)"
    + _POLITE
)
_UNKNOWN = re.compile(
    r"(?:อันนี้|ข้อนี้|ตรงนี้)?(?:ก็)?(?:ไม่(?:ค่อย)?(?:รู้|ทราบ|แน่ใจ|อยากบอก|บอก|ขอบอก|สะดวกบอก|สะดวก)|จำไม่ได้|ขอ?ข้าม(?:ไป|ข้อนี้)?|ข้าม|skip)"
    r"(?:เหมือนกัน|เลย|ข้อนี้|ก่อน)?" + _POLITE
)
_NONE = re.compile(r"(?:ก็)?ไม่มี(?:อะไร|หลักฐาน|พยาน|ใคร|เลย|ใครเห็น|คนเห็น)*" + _POLITE)
_ASKS_WHO = re.compile(
    r"ใคร(?:จะ|ที่)?(?:เห็น|อ่าน|รู้|เข้าถึง|เปิดดู)|เป็นความลับ(?:ไหม|มั้ย|หรือ|รึ|ป่าว|เปล่า|จริง)|ปลอดภัย(?:ไหม|มั้ย|หรือ|รึ|จริง|แน่|ป่าว)|"
    r"เก็บข้อมูล(?:อะไร|ไหม)|(?:รู้|ทราบ|เห็น)(?:ไหม|มั้ย|หรือเปล่า|รึเปล่า|ป่าว)ว่า(?:ใคร|ผม|หนู|เรา|ฉัน|เป็น)|(?:จะ)?(?:รู้|เห็น)ชื่อ(?:ผม|หนู|เรา|ฉัน)?(?:ไหม|มั้ย)|"
    r"(?:กลัว|จะ)(?:เขา|เค้า|นาย|หัวหน้า)(?:จะ)?(?:รู้|เห็น)"
)
_ASKS_NAME = re.compile(
    r"(?:ต้อง|จำเป็นต้อง)(?:บอก|ใส่|แจ้ง|ให้)(?:ชื่อ|เบอร์|บัตร)|ไม่(?:บอก|ใส่|แจ้ง|ให้)ชื่อ(?:ได้|จะ)|ไม่ระบุ(?:ชื่อ|ตัวตน)ได้"
)
_ASKS_TIME = re.compile(r"(?:กี่|ใช้เวลา.{0,8})(?:วัน|เดือน)|นาน(?:ไหม|มั้ย|แค่ไหน|เท่าไหร่|เท่าไร)|เมื่อไห?ร่?จะ(?:รู้|ได้|ตอบ)|รู้ผล")
_ASKS_OUTSIDE = re.compile(r"(?:แจ้ง|ร้อง)(?:ที่อื่น|ที่ไหนได้|หน่วยงานอื่น|ปปช|ป\.ป\.ช)|ไม่ไว้ใจ(?:ที่นี่|เทศบาล|อบต|หน่วยงาน)")
_FEAR = re.compile(
    r"(?:(?:หนู|ผม|ฉัน|เรา|ก็|แต่|คือ)?(?:กลัว|ไม่กล้า|กังวล|เครียด)(?:มาก|จัง|อยู่|แจ้ง|บอก|พิมพ์|โดน(?:ย้าย|ไล่ออก|แกล้ง)|เดือดร้อน)*"
    + _POLITE
    + ")+"
)
_CANCEL = re.compile(
    r"(?:(?:งั้น)?(?:ไม่เอา|ไม่แจ้ง|ไม่ส่ง|ขอยกเลิก|ยกเลิก|ขอลบ|ลบ)(?:เรื่อง|ทั้งหมด|ทิ้ง|ออก|ดีกว่า|ให้หน่อย|หน่อย|นี้|ก่อน)*"
    + _POLITE
    + ")+"
)
_FOLLOW_UP = re.compile(
    r"(?:ติดตาม|ถาม|เช็ค|เช็ก|ดู|ตาม)(?:เรื่อง|ผล|สถานะ|ความคืบหน้า)|(?:เรื่อง|ผล)(?:ที่แจ้ง|ไป)?(?:ไว้)?(?:ถึงไหน|ว่าไง|เป็นไง|ยังไง)|ถึงไหนแล้ว"
)
_THANKS = re.compile(r"ขอบ(?:คุณ|ใจ|พระคุณ)(?:มาก|ๆ)*" + _POLITE)
_ASKS = re.compile(r"(?:ไหม|มั้ย|มั๊ย|ไม๊|หรือ|หรือเปล่า|รึเปล่า|ป่าว|ยังไง|อย่างไร|ทำไม|เหรอ|หรอ|\?)(?:ครับ|คับ|ค่ะ|คะ|นะ|อะ|อ่ะ|\?)*$")


def _whole(pattern: re.Pattern[str], text: str) -> bool:
    form = compact(text).strip(".!…")
    return len(form) <= _SHORT and pattern.fullmatch(form) is not None


def _part(pattern: re.Pattern[str], text: str) -> bool:
    form = compact(text)
    return len(form) <= _SHORT and pattern.search(form) is not None


def says_nothing_more(text: str) -> bool:
    """ไม่มีอะไรเพิ่มแล้ว, แค่นี้ค่ะ, พอแล้ว: the story is told."""
    return _whole(_NOTHING_MORE, text)


def says_cancel(text: str) -> bool:
    """ไม่แจ้งแล้ว, ไม่เอาแล้ว ยกเลิกดีกว่า, ลบทิ้งให้หน่อย."""
    return _whole(_CANCEL, text)


def says_unknown(text: str) -> bool:
    """ไม่ทราบค่ะ, จำไม่ได้, ขอข้าม: this question has no answer."""
    return _whole(_UNKNOWN, text)


def says_none(text: str) -> bool:
    """ไม่มี, ไม่มีหลักฐานเลย."""
    return _whole(_NONE, text)


def asks_who_reads(text: str) -> bool:
    return _part(_ASKS_WHO, text)


def asks_about_name(text: str) -> bool:
    return _part(_ASKS_NAME, text)


def asks_how_long(text: str) -> bool:
    return _part(_ASKS_TIME, text) and (asks_something(text) or "กี่" in text or "เมื่อไ" in text or "นาน" in text)


def asks_for_outside(text: str) -> bool:
    return _part(_ASKS_OUTSIDE, text)


def says_fear(text: str) -> bool:
    return _whole(_FEAR, text)


def asks_to_follow_up(text: str) -> bool:
    return _part(_FOLLOW_UP, text)


def thanks(text: str) -> bool:
    return _whole(_THANKS, text)


def asks_something(text: str) -> bool:
    """A short question, which is no piece of a story."""
    form = compact(bare(text) or text)
    return len(form) <= _SHORT and bool(_ASKS.search(compact(text)))
