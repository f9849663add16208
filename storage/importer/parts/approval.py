"""Who prepared, forwarded, acknowledged or signed: by role, in order. Names of persons are passed over."""

import re

from storage.importer.document import SignatoryReading
from storage.importer.parts.text import Line

_ROLES = (
    ("รองนายกเทศมนตรี", "deputy mayor"),
    ("รองปลัด", "deputy clerk"),
    ("นายกเทศมนตรี", "mayor"),
    ("นายกองค์การบริหารส่วนตำบล", "SAO chief"),
    ("นายกองค์การบริหารส่วนจังหวัด", "PAO chief"),
    ("นายก อบต.", "SAO chief"),
    ("นายก อบจ.", "PAO chief"),
    ("ปลัดเทศบาล", "municipal clerk"),
    ("ปลัดองค์การบริหารส่วนตำบล", "SAO clerk"),
    ("ปลัดองค์การบริหารส่วนจังหวัด", "PAO clerk"),
    ("ปลัด อบต.", "SAO clerk"),
    ("หัวหน้าสำนักปลัด", "head of the clerk's office"),
    ("หัวหน้าฝ่ายอำนวยการ", "head of general administration section"),
    ("หัวหน้าฝ่าย", "head of section"),
    ("หัวหน้างาน", "head of section"),
    ("ผู้อำนวยการ", "director"),
    ("เจ้าพนักงาน", "officer"),
    ("นักวิเคราะห์นโยบายและแผน", "policy and plan analyst"),
    ("นักทรัพยากรบุคคล", "human resources officer"),
    ("นักจัดการงานทั่วไป", "general administration officer"),
    ("นักวิชาการ", "technical officer"),
    ("นักพัฒนาชุมชน", "community development officer"),
    ("นิติกร", "legal officer"),
    ("ประธาน", "chair"),
    ("ผู้ช่วย", "assistant"),
)
_TAIL_OF_AGENCY = re.compile(
    r"(?<=เทศมนตรี)(?:ตำบล|เมือง|นคร).*$|(?<=ปลัดเทศบาล)(?:ตำบล|เมือง|นคร).*$|"
    r"(?<=ส่วนตำบล)[ก-๎].*$|(?<=ส่วนจังหวัด)[ก-๎].*$|(?<=อบ[ตจ]\.)[ก-๎ ].*$"
)
_LABEL = re.compile(r"ผู้(?:จัดทำ|รายงาน|เสนอ|ตรวจสอบ|ตรวจ|รับรอง|อนุมัติ|เห็นชอบ|ทาน|พิมพ์)(?:รายงาน|ข้อมูล)?")
_ACTIONS = {
    "จัดทำ": "prepare",
    "รายงาน": "prepare",
    "เสนอ": "prepare",
    "ตรวจ": "review",
    "รับรอง": "review",
    "อนุมัติ": "approve",
    "เห็นชอบ": "approve",
}
_SIGNED = re.compile(r"ลงชื่อ|^ประกาศ\s*ณ\s*วันที่|^\s*\((?:นาย|นาง|ว่าที่|[ก-๎]+\s+[ก-๎]+)|^\s*\([.…_ ]+\)")
_POSITION = re.compile(r"^(?:ตำแหน่ง|\(ตำแหน่ง\))\s*")
_ACKNOWLEDGED = re.compile(r"^[-–•\s]*(?:ทราบ|รับทราบ|อนุมัติ|เห็นชอบ)\s*\.*$")
_ANNOUNCED = re.compile(r"^ประกาศ\s?(?:เทศบาล|องค์การ|อบต)|^ประกาศ$")
_SURVEY = re.compile(r"\((EIT|IIT)\)|/go/(eit|iit)/", re.I)
_LONGEST = 90
_REACH = 4


def read_signatories(lines: tuple[Line, ...], form: str) -> tuple[SignatoryReading, ...]:
    """The chain of a memo, or who signed each part of other documents."""
    part: str | None = None
    acknowledged = False
    steps: list[tuple[str, str | None, str | None, bool]] = []
    for index, line in enumerate(lines):
        if _ANNOUNCED.match(line.text):
            part = "announcement"
        survey = _SURVEY.search(line.text)
        if survey and part and part.startswith("announcement"):
            part = f"announcement {(survey[1] or survey[2]).upper()}"
        if _ACKNOWLEDGED.match(line.text):
            acknowledged = True
        role = _role(line.text)
        if role is None or not _is_signed(lines, index):
            continue
        label = next((m for near in lines[max(0, index - _REACH) : index + 2] if (m := _LABEL.search(near.text))), None)
        steps.append((role, label.group() if label else None, part, acknowledged))
    return _in_order(steps, form)


def _role(text: str) -> str | None:
    """A line that is a role and nothing else, without the agency's name."""
    text = _POSITION.sub("", text.strip()).strip(" ().")
    if len(text) > _LONGEST or not text.startswith(tuple(role for role, _ in _ROLES)):
        return None
    role = _TAIL_OF_AGENCY.sub("", text).strip()
    return role if len(role) <= 70 and "เรียน" not in role else None


def _is_signed(lines: tuple[Line, ...], index: int) -> bool:
    """A signature or a name in brackets stands just before the role."""
    return any(_SIGNED.search(near.text) for near in lines[max(0, index - _REACH) : index])


def _in_order(steps: list[tuple[str, str | None, str | None, bool]], form: str) -> tuple[SignatoryReading, ...]:
    result: list[SignatoryReading] = []
    counts: dict[str | None, int] = {}
    composite = "_with_" in form
    for index, (role, label, part, acknowledged) in enumerate(steps):
        where = (part or "report") if composite else None
        counts[where] = counts.get(where, 0) + 1
        last = index == len(steps) - 1
        action = _action(form, label, part, first=index == 0, last=last, acknowledged=acknowledged)
        result.append(
            SignatoryReading(counts[where], role, _english(role), action, label if action == "prepare" else None, where)
        )
    return tuple(result)


def _action(form: str, label: str | None, part: str | None, *, first: bool, last: bool, acknowledged: bool) -> str:
    if label:
        return (
            next(action for word, action in _ACTIONS.items() if word in label)
            if any(w in label for w in _ACTIONS)
            else "prepare"
        )
    if form in ("memo", "letter") and not (first and last):
        if first:
            return "prepare"
        return "acknowledge" if last and acknowledged else "forward"
    if (part and part.startswith("announcement")) or form == "announcement":
        return "sign_announcement"
    return "sign"


def _english(role: str) -> str | None:
    return next((english for thai, english in _ROLES if role.startswith(thai)), None)
