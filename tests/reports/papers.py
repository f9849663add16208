"""Papers made from the published documents, read back as Word reads them."""

import re
import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

from lxml import etree

from dialogs.records.facts import AssessmentFacts
from dialogs.thai.digits import to_thai
from dialogs.thai.fiscal import ReportingRound
from storage.importer.document import ImportedDocument
from storage.reports.posts import posts_of, preparing_unit
from storage.reports.values import Office, Report
from tests.storage.importer.seeds import read

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
OFFICES = {
    "000": Office("เทศบาลตำบลโพน", "คำม่วง", "กาฬสินธุ์"),
    "001": Office("เทศบาลตำบลก้อ", "ลี้", "ลำพูน"),
    "002": Office("เทศบาลตำบลฆ้องชัยพัฒนา", "ฆ้องชัย", "กาฬสินธุ์"),
    "003": Office("องค์การบริหารส่วนตำบลนิคมคำสร้อย", "นิคมคำสร้อย", "มุกดาหาร"),
    "004": Office("เทศบาลตำบลพอกน้อย", "พรรณานิคม", "สกลนคร"),
}


def report_of(name: str, document: ImportedDocument, months: int = 6) -> Report:
    """A report whose plan is a published document as it was read."""
    found = document.assessment
    facts = AssessmentFacts(found.fiscal_year or 0, found.total_score, found.level, found.indicator_scores)
    unit = preparing_unit([s.role for s in document.signatories if s.action == "forward"], [])
    office = OFFICES[name]
    return Report(
        office=Office(office.name, office.district, office.province, unit),
        posts=posts_of(office.name, unit, [document]),
        round=ReportingRound(document.fiscal_years.plan or 2566, months),
        day=date(2023, 4, 3),
        number="",
        assessment=facts if found.fiscal_year else None,
        plans=(document,),
    )


def read_back(content: bytes, folder: Path) -> ImportedDocument:
    """The paper through the importer."""
    path = folder / "paper.docx"
    path.write_bytes(content)
    return read(path)


def part(content: bytes, name: str = "word/document.xml") -> Any:
    """One XML part of a Word file."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return etree.fromstring(archive.read(name))


def lines(content: bytes) -> list[str]:
    """The text of every paragraph, cells included; a tab is a tab."""
    found = []
    for paragraph in part(content).iter(f"{W}p"):
        parts = [("\t" if e.tag == f"{W}tab" else "\n" if e.tag == f"{W}br" else e.text or "")
                 for e in paragraph.iter(f"{W}t", f"{W}tab", f"{W}br") if e.getparent().tag == f"{W}r"]  # fmt: skip
        found.append("".join(parts))
    return found


def tables(content: bytes) -> list[list[list[str]]]:
    """Each table's rows of cells, as they are stored (a merged cell once)."""
    return [
        [["\n".join("".join(t.text or "" for t in p.iter(f"{W}t")) for p in tc.iter(f"{W}p")) for tc in tr.iter(f"{W}tc")]
         for tr in table.iter(f"{W}tr")]
        for table in part(content).iter(f"{W}tbl")
    ]  # fmt: skip


def same(value: object) -> object:
    """Texts without white space and with one kind of digits, so that only what they say is compared."""
    if isinstance(value, str):
        return re.sub(r"\s+", "", to_thai(value))
    if isinstance(value, tuple | list):
        return [same(item) for item in value]
    return value
