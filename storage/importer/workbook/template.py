"""The empty workbook for an office that starts from nothing: the same sheets, with one example to write over."""

from datetime import date
from pathlib import Path

from openpyxl import load_workbook

from storage.importer.document import (
    AgencyReading,
    AssessmentReading,
    FiscalYears,
    Head,
    ImportedDocument,
    ProgressReading,
    RowReading,
    SurveyReading,
)
from storage.importer.workbook import sheets
from storage.importer.workbook.write import write_workbook

EXAMPLE_NAME = "เทศบาลตำบลตัวอย่าง"
_HELP = (
    "แฟ้มนี้มีตัวอย่างหนึ่งชุด พิมพ์ทับได้เลยค่ะ แถวที่ไม่ใช้ให้ลบออก",
    f"หนึ่งแถวในแผ่น {sheets.DOCUMENTS} คือเอกสารหนึ่งฉบับ แผ่นอื่นอ้างถึงด้วยเลขในช่อง {sheets.KEY}",
    "มาตรการ แนวทาง และขั้นตอน เขียนบรรทัดละข้อ (กด Alt+Enter เพื่อขึ้นบรรทัดใหม่ในช่อง)",
    "ระยะเวลาเขียนอย่างที่คุ้นเคย เช่น ต.ค. 2568 - มี.ค. 2569 ไตรมาส 1-2 หรือ ตลอดปีงบประมาณ 2569",
    "รอบรายงานเป็นเดือนของปีงบประมาณ เช่น 6, 12",
    "ช่องที่มีตัวเลือกจะมีลูกศรให้กดเลือก ไม่ต้องใส่ชื่อบุคคลค่ะ",
)


def example() -> ImportedDocument:
    """One invented document of an invented agency; an import of the untouched template is refused by this name."""
    row = RowReading(
        seq=1,
        issue="ประสิทธิภาพการสื่อสาร",
        measures=("ปรับปรุงเว็บไซต์ให้หาข้อมูลง่าย",),
        steps=("สำรวจข้อมูลที่ประชาชนถามบ่อย", "จัดหมวดหมู่บนเว็บไซต์ใหม่"),
        steps_count=2,
        responsible_units=("สำนักปลัด",),
        period_raw="ต.ค. 2568 - มี.ค. 2569",
        monitoring_raw="รายงานรอบ 6 เดือน และ 12 เดือน",
        monitoring_rounds_months=(6, 12),
        status="in_progress",
    )
    report = ProgressReading(
        seq=1,
        of_plan_seq=1,
        measures=row.measures,
        detail=("จัดหมวดหมู่แล้วครึ่งหนึ่ง",),
        detail_count=1,
        period_raw="มี.ค. 2569",
        output="เมนูใหม่ 6 หมวด",
        outcome="ประชาชนหาข้อมูลได้เร็วขึ้น",
        status="in_progress",
    )
    return ImportedDocument(
        file="",
        document=Head(
            "measure_plan", "announcement", title="มาตรการส่งเสริมคุณธรรมและความโปร่งใส", document_date=date(2025, 12, 15)
        ),
        agency=AgencyReading(EXAMPLE_NAME, district_as_written="เมือง…", province="จังหวัด…"),
        fiscal_years=FiscalYears(2569, 2568, 2569),
        assessment=AssessmentReading(2568, 90.25, "ผ่าน", indicator_scores={"communication_efficiency": 82.5}),
        rows=(row,),
        progress_rows=(report,),
        surveys=(SurveyReading("EIT", None, window_start=date(2026, 1, 5), window_end=date(2026, 6, 30)),),
    )


def write_template(path: Path) -> None:
    """Write the empty workbook."""
    write_workbook([example()], path)
    book = load_workbook(path)
    del book[sheets.KEEP]
    guide = book.create_sheet(sheets.HELP, 0)
    guide.column_dimensions["A"].width = 110
    for line in _HELP:
        guide.append([line])
    book.save(path)
