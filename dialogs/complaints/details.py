"""A story taken apart: who, when, where, evidence, witnesses and how it is known, where they were said in passing.

Only plain wordings are taken, and what is taken out of the middle of a sentence stays there too, so that nothing told
is ever lost or bent. What was found is shown in the summary, and each of it can be corrected.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from dialogs.thai.dates import MONTH_PATTERN, NUMERIC_DATE, WRITTEN_DATE
from dialogs.thai.text import canonical, compact
from dialogs.understanding.entities.names import UnitNames
from dialogs.understanding.particles import bare

_NEAR = r"(?:เมื่อ|ช่วง|ตั้งแต่|ประมาณ|ราว\s?ๆ?)?\s?"
_PART = r"(?:ต้น|กลาง|ปลาย|สิ้น)"
_AGO = r"(?:ที่แล้ว|ที่ผ่านมา|ก่อน|นี้)"
_TAIL = r"[^\s,]{0,30}"
_GENERIC = "เจ้าหน้าที่|จนท\\.?|พนักงาน|ข้าราชการ"
_POSTS = (
    r"รองนายก(?:เทศมนตรี|\s?อบต\.?)?|นายก(?:เทศมนตรี|\s?อบต\.?)?|รองปลัด|ปลัด(?:เทศบาล|\s?อบต\.?)?|ผอ\.|ผอ(?=กอง|\s)|ผู้อำนวยการ|"
    r"หัวหน้า(?:ฝ่าย|งาน|ส่วน)?|นายช่าง(?:โยธา)?|กำนัน|ผู้ใหญ่บ้าน|ส\.\s?อบต\.?|ส\.ท\.|สมาชิกสภา(?:เทศบาล|\s?อบต\.?)?|เลขานายก|"
    r"กรรมการตรวจรับ|ผู้รับเหมา"
)
_NAMED = r"(?:(?<=\s)|^)(?:ชื่อ|นางสาว|น\.ส\.|นาง|นาย(?!ก|ช่าง)|คุณ)\s?[ก-๎]{2,20}(?:\s[ก-๎]{2,20}(?=\s|$))?(?=\s|$)"
_PATTERNS: Mapping[str, tuple[re.Pattern[str], ...]] = {
    "when": (
        WRITTEN_DATE,
        NUMERIC_DATE,
        re.compile(
            rf"{_NEAR}(?:{_PART}?เดือน\s?|{_PART}|(?<![ก-๎]))(?:{MONTH_PATTERN})(?:\s?(?:ปี|พ\.ศ\.)?\s?\d{{2,4}}(?!\d))?(?:{_AGO})?"
        ),
        re.compile(rf"เมื่อ(?:วานซืน|วานนี้|วาน|เช้านี้|เช้า|คืนนี้|คืน)|{_NEAR}{_PART}?(?:อาทิตย์|สัปดาห์|เดือน|ปี){_AGO}"),
        re.compile(rf"{_NEAR}{_PART}(?:เดือน|ปี)|ทุก\s?(?:วัน|เดือน|ปี|สัปดาห์|อาทิตย์)"),
        re.compile(r"(?:เมื่อ)?วัน(?:จันทร์|อังคาร|พุธ|พฤหัส(?:บดี)?|ศุกร์|เสาร์|อาทิตย์)(?:ที่แล้ว|ที่ผ่านมา)?"),
        re.compile(
            rf"{_NEAR}(?:ปี|ปีงบ|ปีงบประมาณ)\s?(?:25\d\d|[67]\d)(?!\d)|\d+\s?(?:วัน|เดือน|ปี|สัปดาห์|อาทิตย์)(?:ก่อน|ที่แล้ว)"
        ),
    ),
    "who": (re.compile(rf"(?<!สำนัก)(?<!สำนักงาน)(?<!ห้อง)(?:{_POSTS})"), re.compile(_NAMED)),
    "where": (
        re.compile(r"(?:หมู่(?:ที่)?|ม\.)\s?\d{1,2}(?!\d)"),
        re.compile(
            rf"(?:ที่|ตรง|หน้า|แถว|(?<=\s)|^)(?:ตลาด|โรงเรียน|ศูนย์|เคาน์เตอร์|สำนักงาน|ที่ทำการ|วัด|ซอย|ถนน|สะพาน|ห้อง){_TAIL}(?=[\s,]|$)"
        ),
        re.compile(r"โครงการ[^\s,]{2,40}(?=[\s,]|$)"),
    ),
    "evidence": (
        re.compile(r"ไม่มีหลักฐาน(?:อะไร)?(?:เลย)?"),
        re.compile(rf"(?<!ไม่)มี(?:หลักฐาน|รูป|ภาพ|คลิป|สลิป|ใบเสร็จ|เอกสาร|แชท|เสียง){_TAIL}"),
        re.compile(rf"(?:ถ่ายรูป|ถ่ายคลิป|ถ่ายภาพ|อัดเสียง|อัดคลิป|แคป){_TAIL}"),
    ),
    "witnesses": (
        re.compile(r"ไม่มี(?:พยาน|ใครเห็น|คนเห็น)"),
        re.compile(rf"(?<!ไม่)มี(?:พยาน|คนเห็น|คนรู้){_TAIL}|(?:เพื่อน|คนอื่น|ชาวบ้าน)(?:ๆ\s?)?(?:ก็)?(?:เห็น|โดน){_TAIL}"),
    ),
    "how_known": (
        re.compile(rf"(?:เห็น|โดน|เจอ)(?:เอง|กับตา|กับตัว){_TAIL}|ได้ยินมา{_TAIL}|(?:มีคน|คนอื่น|เพื่อน|ญาติ|ชาวบ้าน)เล่า{_TAIL}"),
    ),
}
_OPENERS = frozenset(
    "สวัสดี หวัดดี ดี แจ้งทุจริต แจ้งเรื่องทุจริต แจ้งเบาะแส แจ้งเรื่อง ร้องเรียน แจ้งเรื่องร้องเรียน อยากแจ้งเรื่อง อยากแจ้ง อยากแจ้งทุจริต "
    "อยากร้องเรียน ขอแจ้งเรื่อง ขอร้องเรียน ขอแจ้งทุจริต มีเรื่องจะแจ้ง มีเรื่องอยากแจ้ง จะแจ้งทุจริต จะแจ้งเรื่องทุจริต อยากแจ้งเรื่องทุจริต จะแจ้งเรื่อง มีเรื่อง แจ้ง "
    "จะแจ้งว่า แจ้งว่า".split()
)
_POLITE = re.compile("(?:นะ)?(?:ครับ|คับ|ค่ะ|คะ)$")
_LEADS_ON = re.compile("(?:ให้|ที่|กับ|ของ|จาก|โดย|ถึง|สั่ง|ไป|ใน|คือ|เป็น|และ|หรือ|แล้ว|ว่า)$")
_CATEGORIES: Mapping[str, re.Pattern[str]] = {
    "bribe": re.compile("สินบน|ใต้โต๊ะ|เรียก(?:รับ)?เงิน|เก็บเงิน|ขอเงิน|ค่าน้ำร้อน|ค่าน้ำชา|ส่วย|รับเงิน|เปอร์เซ็นต์|เงินทอน"),
    "procurement": re.compile("จัดซื้อ|จัดจ้าง|ประมูล|ฮั้ว|ล็อกสเปค|ล็อคสเปค|ตรวจรับ|ผู้รับเหมา|ราคากลาง"),
    "property": re.compile(
        "รถหลวง|รถ(?:ของ)?ราชการ|รถ(?:ของ)?เทศบาล|รถ(?:ของ)?อบต|ของหลวง|ทรัพย์สิน(?:ของ)?ราชการ|น้ำมันหลวง"
    ),
    "personnel": re.compile("บรรจุ|แต่งตั้ง|เลื่อนขั้น|เลื่อนตำแหน่ง|ซื้อขายตำแหน่ง|สอบเข้า|ฝากลูก|ฝากหลาน"),
    "budget": re.compile("เบิก|งบประมาณ|เงินงบ|เบี้ยเลี้ยง"),
    "favour": re.compile("เลือกปฏิบัติ|เอื้อประโยชน์|เข้าข้าง|ลัดคิว"),
}


@dataclass(frozen=True, slots=True)
class Story:
    """``parts`` by question, ``what`` among them. ``category`` is empty where none stands out."""

    parts: Mapping[str, str]
    category: str


@dataclass(frozen=True, slots=True)
class _Span:
    name: str
    start: int
    end: int


def take_apart(text: str, units: Sequence[str]) -> Story:
    """Never raises. ``units`` are the agency's own names, beside the common ones."""
    text = canonical(text).strip()
    spans = _spans(text, tuple(units))
    parts: dict[str, list[str]] = {}
    for span in spans:
        parts.setdefault(span.name, []).append(_POLITE.sub("", text[span.start : span.end].strip()))
    what = _what(text, spans)
    found = {name: ", ".join(dict.fromkeys(texts)) for name, texts in parts.items()}
    return Story(({"what": what} if what else {}) | found, category_of(text))


def category_of(text: str) -> str:
    """The one kind of corruption that the words name; empty for none or several."""
    named = [name for name, pattern in _CATEGORIES.items() if pattern.search(compact(text))]
    return named[0] if len(named) == 1 else ""


def is_opener(text: str) -> bool:
    """A greeting or "I want to report something", and nothing else."""
    return all(_core(segment) in _OPENERS for segment in text.split())


def mentions_unit(text: str, unit: str) -> bool:
    return bool(unit) and compact(unit) in compact(text)


def _spans(text: str, units: tuple[str, ...]) -> list[_Span]:
    """In order, none inside another: the longer one wins."""
    found = sorted(_all_spans(text, units), key=lambda span: (span.start - span.end, span.start))
    kept: list[_Span] = []
    for span in found:
        if not any(span.start < other.end and other.start < span.end for other in kept):
            kept.append(span)
    return sorted(kept, key=lambda span: span.start)


def _all_spans(text: str, units: tuple[str, ...]) -> Iterator[_Span]:
    places = [(found.start, found.end) for found in _unit_names(units).find(_lower(text))]
    for name, patterns in _PATTERNS.items():
        for pattern in patterns:
            for found in pattern.finditer(text):
                if name == "who":
                    yield _with_unit(found, places, text)
                else:
                    yield _Span(name, found.start(), found.end())
    for generic in re.finditer(_GENERIC, text):
        whole = _with_unit(generic, places, text)
        if whole.end > generic.end():  # "an official" alone says too little: the question is still asked
            yield whole
    for start, end in places:
        yield _Span("where", start, end)


def _with_unit(post: re.Match[str], places: Sequence[tuple[int, int]], text: str) -> _Span:
    """ผอ.กองช่าง is one person, not a person and a place."""
    end = next((end for start, end in places if not text[post.end() : start].strip() and start >= post.end()), None)
    return _Span("who", post.start(), end or post.end())


def _what(text: str, spans: Sequence[_Span]) -> str:
    """The story without a greeting, and without details that stand by themselves at its end."""
    segments = [(found.start(), found.end()) for found in re.finditer(r"[^\s,]+", text)]
    while segments and _core(text[slice(*segments[0])]) in _OPENERS:
        segments.pop(0)
    while detached := _detached(text, segments, spans):
        del segments[-detached:]
    return text[segments[0][0] : segments[-1][1]] if segments else ""


def _detached(text: str, segments: Sequence[tuple[int, int]], spans: Sequence[_Span]) -> int:
    """How many segments at the end are one detail by itself, a polite word after it included; 0 where none is."""
    polite = next((count for count, one in enumerate(reversed(segments)) if bare(text[slice(*one)])), len(segments))
    if polite == len(segments):
        return 0
    start, end = segments[-1 - polite]
    before = text[slice(*segments[-2 - polite])] if len(segments) > polite + 1 else ""
    inside = any(span.start <= start and start + len(bare(text[start:end])) <= span.end for span in spans)
    return polite + 1 if inside and not _LEADS_ON.search(before) else 0


def _core(segment: str) -> str:
    return bare(segment).replace(" ", "")


def _lower(text: str) -> str:
    """Of the same length, so that places stay where they are."""
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else text


@cache
def _unit_names(units: tuple[str, ...]) -> UnitNames:
    return UnitNames(units)
