"""Which misunderstood messages may be offered to staff for labelling, and how they look then.

Only with the agency's switch and the user's consent, which is the caller's business. Never anything that came near a
complaint, and never personal data: when in doubt, nothing.
"""

import re

from dialogs.records.reading import Reading
from dialogs.understanding.normalise import chat_form

LONGEST = 120
"""Longer texts are stories, and stories hold more about a person than any pattern finds."""
NEAR_COMPLAINT = 0.05
"""A complaint intent with at least this probability keeps a text from being offered."""

_COMPLAINT_INTENTS = frozenset({"complaint", "complaint_follow_up"})
_COMPLAINT_WORDS = re.compile(
    "ร้องเรียน|ร้องทุกข์|ทุจริต|โกง|สินบน|ใต้โต๊ะ|เบาะแส|แจ้งความ|ฟ้อง|รับเงิน|เก็บเงิน|ข่มขู่|ประพฤติมิชอบ|ยักยอก|ฮั้ว"
)
_ADDRESS = re.compile(r"https?://\S+|\S+@\S+|@\S+|line\s*id\s*\S+|ไอดี(?:ไลน์)?\s*\S+")
_NUMBERS = re.compile(r"\d[\d\s().\-/]{3,}\d")
_NAME = re.compile(
    r"(?:นาย(?!ก)|นาง(?:สาว)?|น\.\s*ส\.|ด\.\s*[ชญ]\.|ชื่อ(?!เว็บ|โครงการ|มาตรการ)|คุณ|ครู|หมอ|พี่|ป้า|ลุง|น้า|อา(?=\s)|ยาย|ตา(?=\s)|mr\.?|mrs\.?|ms\.?)\s*[ก-๎a-z]{2,}"
)
_HOME = re.compile(r"(?:บ้านเลขที่|เลขที่|หมู่(?:ที่|บ้าน)?|ซอย|ถนน|ถ\.|ซ\.|ม\.)\s*[\dก-๎/]+")


def offerable(text: str, reading: Reading) -> str | None:
    """The text as staff may see it, with ``…`` for what was taken out; None when it may not be offered at all."""
    near = {name for name, chance in reading.alternatives if chance >= NEAR_COMPLAINT} | {reading.intent}
    form = chat_form(text)
    if reading.decision == "act" or near & _COMPLAINT_INTENTS or _COMPLAINT_WORDS.search(form) or len(text) > LONGEST:
        return None
    if _NAME.search(form):
        return None
    for pattern in (_ADDRESS, _HOME, _NUMBERS):
        form = pattern.sub("…", form)
    return form if len(re.findall("[ก-ฮa-z]", form)) > 2 else None
