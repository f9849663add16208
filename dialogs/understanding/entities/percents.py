"""Percentages in digits and words, and corrections of a value that was given before."""

import re
from collections.abc import Iterator

from dialogs.understanding.entities.numbers import NUMBER, WORDS, number_of, tidy
from dialogs.understanding.entities.spans import Found

_SIGN = r"(?:%|เปอร์?\s*เซ็?[นต]ต?์?[ตท]?์?|เปอร์?เซน(?:ต์)?|เปอร์|เปอ|percents?|pct|per\s*cent)"
_MARKED = re.compile(rf"(?<![\d.])(?P<n>\d{{1,3}}(?:[.,]\d{{1,2}})?|{WORDS})\s*{_SIGN}")
_RATE = re.compile(rf"ร้อย\s*ละ\s*(?P<n>{NUMBER})")
_HALF = re.compile(r"(?<!อีก)ครึ่ง\s*(?:หนึ่ง|นึง|ทาง|ๆ|เดียว|แล้ว|นึ่ง)|(?<!อีก)(?:ได้|ทำไป|ถึง|ไป|ประมาณ|เสร็จ)\s*ครึ่ง(?!\s*ปี)")
_FULL = re.compile(r"(?:เต็ม|ครบ)\s*(?:100|ร้อย)(?!ละ)")
# A bare number is a percentage only where progress is being told: "ปรับเป็น 75", "ได้ 45", "คืบหน้า 60".
_TOLD = re.compile(
    r"(?:เป็น|ได้|=|คืบหน้า|ก้าวหน้า|progress|ทำไป|ไปถึง|เพิ่มเป็น|ถึง|ไป|แล้ว)\s*(?:ประมาณ|แค่|ที่)?\s*(?P<n>\d{1,3}(?:\.\d{1,2})?)(?![\d/:]|\s*(?:เดือน|วัน|ปี|คน|ครั้ง|ขั้น|ข้อ|มาตร|บาท|รูป|หมู่|โครงการ|กิจกรรม|ชุด|แห่ง|นาที|ชั่วโมง|อัน|ตัว|ราย|เล่ม|ม\.|ก\.|มิ|ส\.|ต\.|พ\.|ธ|เม|มก|กุม|มี|พฤ|สิ|กัน|ตุ|กร))"
)
CORRECTION = re.compile(
    r"(?:ไม่ใช่|ไม่ได้|บ่ใช่|บ่แม่น|มิใช่|แก้(?:ไข)?จาก|เปลี่ยน(?:แปลง)?จาก|จาก|not)\s*(?P<old>.{1,40}?)\s*(?:แต่(?:ต้อง)?เป็น|แต่|ต้อง(?:เป็น)?|แก้เป็น|ให้เป็น|ขอเป็น|มาเป็น|เป็น|แม่น|->|→|but)\s*(?P<new>.{1,60})$"
)
_REPLACED = re.compile(r"(?:แก้|เปลี่ยน|ปรับ)\s*(?P<old>[^ ]{1,40}?)\s*(?:ให้)?เป็น\s*(?P<new>.{1,60})$")
_ENDING = re.compile(r"\s*(?:ค่ะ|คะ|ครับผม|ครับ|คับ|จ้า|จ้ะ|นะ|ต่างหาก|เด้อ|เน้อ|เจ้า|ตะหาก|ฮะ|อะ|สิ|ซิ|น่ะ|[.!?…])+$")


def correction(text: str) -> tuple[str, str] | None:
    """What was wrong and what is right, in "ไม่ใช่ 40 เป็น 55" or "ไม่ใช่กองคลัง เป็นกองช่าง"; None for anything else."""
    found = CORRECTION.search(text.strip()) or _REPLACED.search(text.strip())
    if found is None:
        return None
    old, new = found["old"].strip(" ,"), _ENDING.sub("", found["new"].strip(" ,"))
    return (old, new) if old and new else None


def find_percents(text: str, bare: bool = False) -> Iterator[Found]:
    """Percentages in a chat form, also impossible ones above 100. ``bare`` also takes numbers without a sign."""
    taken: list[range] = []
    for pattern in (_RATE, _MARKED):
        for found in pattern.finditer(text):
            value = number_of(found["n"])
            if value is not None and not any(found.start() in span for span in taken):
                taken.append(range(*found.span()))
                yield Found("percent", tidy(value), *found.span())
    for pattern, value in ((_HALF, 50), (_FULL, 100)):
        for found in pattern.finditer(text):
            if not any(found.start() in span or found.end() - 1 in span for span in taken):
                taken.append(range(*found.span()))
                yield Found("percent", value, *found.span())
    if bare and not taken:
        for found in _TOLD.finditer(text):
            value = float(found["n"])
            yield Found("percent", tidy(value), *found.span("n"))


def percent_in(text: str) -> float | None:
    """The one percentage an answer gives ("75 ค่ะ", "ครึ่งนึงแล้ว", "ร้อยละ ๘๕.๕"), corrected values last.

    May be above 100: the dialog says so and asks again. None when there is none, or several that do not correct
    each other.
    """
    corrected = correction(text)
    if corrected:
        return percent_in(corrected[1])
    found = list(find_percents(text, bare=True))
    if not found:
        lone = re.fullmatch(
            rf"\D{{0,20}}?(?P<n>\d{{1,3}}(?:\.\d{{1,2}})?)\D{{0,20}}|(?P<w>{WORDS})\D{{0,20}}", text.strip()
        )
        value = number_of(lone["n"] or lone["w"]) if lone else None
        return value if value is None else tidy(value)
    values = {item.value for item in found}
    return float(str(found[0].value)) if len(values) == 1 else None
