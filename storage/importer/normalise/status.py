"""How far a measure has come: marks in tick columns, and words."""

import re
from typing import Literal

from storage.importer.vocabulary import bare

Status = Literal["done", "in_progress", "not_started", "unknown"]
_MARK = re.compile(r"^[✓✔☑☒🗸√●■◉⦿/xX×ü*]+$|^1$|^[vV]$")
_NO_MARK = re.compile(r"^[\s\-–—_.☐□○◯✗]*$")
_NOT_STARTED = re.compile(r"ยัง\s*ไม่\s*(?:ได้)?\s*(?:เริ่ม|ดำเนิน)|ไม่ได้\s*ดำเนิน|รอ\s*ดำเนินการ|ยังมิได้")
_IN_PROGRESS = re.compile(
    r"อยู่\s*(?:ใน)?\s*ระหว่าง|กำลัง\s*(?:ดำเนิน|จัดทำ)|ระหว่าง\s*ดำเนิน|ยัง\s*ไม่\s*(?:แล้ว)?\s*เสร็จ|ดำเนินการ(?:แล้ว)?\s*บางส่วน|ต่อเนื่อง"
)
_STATUS_WORDS = re.compile(
    r"ได้|ยัง|ไม่|อยู่|ใน|ระหว่าง|กำลัง|ดำเนิน(?:การ|งาน)|แล้ว|เสร็จ|สิ้น|เรียบร้อย|ครบถ้วน|การ|รอ|บางส่วน|100\s*%|ร้อยละ\s*100"
)
_LITTLE = 8
"""Letters beside the words of a status that do not make it an output."""
_DONE = re.compile(
    r"(?:แล้ว\s*เสร็จ|เสร็จ\s*สิ้น|เสร็จ\s*เรียบร้อย|เสร็จ\s*แล้ว|ดำเนินการ\s*แล้ว|ได้\s*ดำเนินการ.{0,40}แล้ว|ครบถ้วน\s*แล้ว|เรียบร้อยแล้ว|100\s*%|ร้อยละ\s*100)"
)


def is_mark(text: str) -> bool:
    """Whether a cell of a tick column is ticked; any words in it count as a tick."""
    text = text.strip()
    if not text or _NO_MARK.match(text):
        return False
    return bool(_MARK.match(text)) or len(text) > 1


def status_of(text: str) -> Status | None:
    """The status that a text states, or None."""
    if _NOT_STARTED.search(text):
        return "not_started"
    if _IN_PROGRESS.search(text):
        return "in_progress"
    return "done" if _DONE.search(text) else None


def status_from_ticks(done: bool, in_progress: bool, not_started: bool) -> Status:
    """Exactly one tick decides; none or several leave it unknown."""
    ticked: list[Status] = []
    if done:
        ticked.append("done")
    if in_progress:
        ticked.append("in_progress")
    if not_started:
        ticked.append("not_started")
    return ticked[0] if len(ticked) == 1 else "unknown"


def is_only_status(text: str) -> bool:
    """A cell that says the status and nothing else, so it is no output."""
    return len(text) <= 60 and status_of(text) is not None and len(bare(_STATUS_WORDS.sub("", text))) <= _LITTLE
