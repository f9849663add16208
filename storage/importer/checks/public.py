"""Text that must not reach the public: words that read as an admission, names and numbers of persons."""

import re
from collections.abc import Iterator

from storage.importer.document import ImportedDocument, ImportWarning
from storage.importer.findings import Findings
from storage.importer.normalise.people import PLACEHOLDER, has_name

_MISCONDUCT = (
    r"(?:เรียก\s?รับ\s?สินบน|รับ\s?สินบน|เรียก\s?รับ\s?(?:เงิน|ผลประโยชน์)|ทุจริต|ยักยอก|ฮั้ว|เอื้อ\s?ประโยชน์|"
    r"ใช้\s?อำนาจ\s?โดย\s?มิชอบ|เบียดบัง)"
)
_ADMISSION = re.compile(
    rf"(?:ยัง\s?(?:คง\s?)?มี|พบว่า\s?มี|ปรากฏ\s?ว่า\s?มี|บาง\s?(?:ราย|คน|ที่|ส่วน)).{{0,45}}?{_MISCONDUCT}|{_MISCONDUCT}.{{0,25}}?ยัง\s?(?:คง\s?)?(?:มี|ปรากฏ)"
)
_TRUST = re.compile(r"เชื่อมั่น|ร้องเรียน|แนวทาง|ป้องกัน|แก้ไข|มาตรการ|แผน|ปราบปราม|ต่อต้าน|เบาะแส|คู่มือ|ความเสี่ยง|ผู้เฝ้าระวัง|ปัญหา")
_CITIZEN_ID = re.compile(r"(?<![0-9])[1-8][ -]?[0-9]{4}[ -]?[0-9]{5}[ -]?[0-9]{2}[ -]?[0-9](?![0-9])")


def check(document: ImportedDocument, findings: Findings) -> Iterator[ImportWarning]:
    """Passages for a person to look at before anything of them is published."""
    for line in (*findings.text.cells, *findings.text.prose):
        for found in _ADMISSION.finditer(line.text):
            if _TRUST.search(found.group()):
                continue
            note = "reads as an admission; it is kept for staff and never shown to the public"
            yield ImportWarning("NOT_FOR_PUBLIC", line.number, found.group(), note)
        if _CITIZEN_ID.search(line.arabic):
            yield ImportWarning(
                "PERSONAL_DATA", line.number, "", "looks like a citizen's number; take it out of the document"
            )
    for line in findings.text.cells:
        if has_name(line.text):
            yield ImportWarning("PERSON_NAME", line.number, PLACEHOLDER, "a person's name in a table; it is not kept")
