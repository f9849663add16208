"""Documents of our own invention in five formats and many layouts, each with what a reader would take from it."""

import csv
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from docx import Document
from docx.oxml import parse_xml
from openpyxl import Workbook

Expectation = dict[str, Any]
Maker = Callable[[Path], tuple[Path, Expectation]]
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def memo_with_ticks(folder: Path) -> tuple[Path, Expectation]:
    """Word: a memo, a head of three levels merged both ways, ticks, a chain of three."""
    book = Document()
    for text in (
        "บันทึกข้อความ",
        "ส่วนราชการ สำนักปลัด เทศบาลตำบลบ้านกลาง อำเภอสันป่าตอง จังหวัดเชียงใหม่",
        "ที่ ชม ๕๒๓๐๑/๑๒๔\tวันที่ ๔ เมษายน ๒๕๖๗",
        "เรื่อง รายงานผลการดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใส รอบ ๖ เดือน (ตุลาคม ๒๕๖๖ – มีนาคม ๒๕๖๗)",
        "เรียน นายกเทศมนตรีตำบลบ้านกลาง",
        "ตามที่ได้รับการประเมิน ITA ประจำปีงบประมาณ พ.ศ. ๒๕๖๖ เทศบาลตำบลบ้านกลางได้คะแนนรวม ๙๑.๒๐ คะแนน อยู่ในระดับ ผ่านดี",
    ):
        book.add_paragraph(text)
    table = book.add_table(rows=3, cols=8)
    for column, text in enumerate(
        ("ลำดับที่", "มาตรการ/กิจกรรม", "วิธีดำเนินการ", "หน่วยงานรับผิดชอบ", "ระยะเวลาดำเนินการ", "ผลการดำเนินงาน")
    ):
        table.rows[0].cells[column].text = text
    table.rows[0].cells[5].merge(table.rows[0].cells[7])
    table.rows[1].cells[5].text = "สถานะ"
    table.rows[1].cells[5].merge(table.rows[1].cells[6])
    table.rows[1].cells[7].text = "ผลผลิต"
    table.rows[2].cells[5].text = "ดำเนินการแล้ว"
    table.rows[2].cells[6].text = "ยังไม่ดำเนินการ"
    for column in range(5):
        table.cell(0, column).merge(table.cell(2, column))
    table.cell(1, 7).merge(table.cell(2, 7))
    for row in (
        ("๑", "จัดทำคู่มือการยืมทรัพย์สิน", "๑. ร่างคู่มือ\n๒. ประกาศใช้", "กองคลัง", "ต.ค. ๖๖ - ธ.ค. ๖๖", "", "", "คู่มือ ๑ เล่ม"),
        ("๒", "อบรมจริยธรรม", "- จัดหลักสูตร\n- อบรม\n- ประเมินผล", "สำนักปลัดเทศบาล", "ไตรมาส ๒", "", "/", ""),
        ("๓", "เปิดช่องทางรับฟังความคิดเห็น", "ตั้งกล่องรับฟัง", "ทุกส่วนราชการ", "ตลอดปีงบประมาณ", "", "", ""),
    ):
        cells = table.add_row().cells
        for column, text in enumerate(row):
            cells[column].text = text
    tick = table.rows[3].cells[5].paragraphs[0]
    tick._p.append(parse_xml(f'<w:r {_W}><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>'))
    for text in (
        "(ลงชื่อ)........",
        "(นางสาวสมใจ ดีงาม)",
        "นักวิเคราะห์นโยบายและแผนชำนาญการ",
        "เรียน นายกเทศมนตรีตำบลบ้านกลาง",
        "- เพื่อโปรดทราบ",
        "(ลงชื่อ)........",
        "(นายก้อง ใจดี)",
        "ปลัดเทศบาลตำบลบ้านกลาง",
        "ทราบ",
        "(ลงชื่อ)........",
        "(นายดำ ใจดี)",
        "นายกเทศมนตรีตำบลบ้านกลาง",
    ):
        book.add_paragraph(text)
    path = folder / "memo.docx"
    book.save(str(path))
    return path, {
        "document": {
            "form": "memo",
            "kind": "progress_report",
            "document_date": "2024-04-04",
            "reporting_round_months": 6,
        },
        "agency": agency_facts("เทศบาลตำบลบ้านกลาง", "subdistrict_municipality", "สันป่าตอง", "เชียงใหม่"),
        "fiscal_years": {"assessed": 2566, "plan": 2567},
        "assessment": {"total_score": 91.2, "level": "ผ่านดี", "fiscal_year": 2566},
        "rows": [
            row_facts(
                "จัดทำคู่มือการยืมทรัพย์สิน",
                2,
                ["กองคลัง"],
                "2023-10",
                "2023-12",
                status="done",
                output="คู่มือ ๑ เล่ม",
                printed_number=1,
            ),
            row_facts("อบรมจริยธรรม", 3, ["สำนักปลัด"], "2024-01", "2024-03", status="not_started", printed_number=2),
            row_facts("เปิดช่องทางรับฟังความคิดเห็น", 1, ["ALL"], "2023-10", "2024-09", status="unknown", printed_number=3),
        ],
        "signatories": [
            {"role": "นักวิเคราะห์นโยบายและแผนชำนาญการ", "action": "prepare"},
            {"role": "ปลัดเทศบาล", "action": "forward"},
            {"role": "นายกเทศมนตรี", "action": "acknowledge"},
        ],
    }


def sheet_with_dates(folder: Path) -> tuple[Path, Expectation]:
    """Excel: head on row 5, columns in a strange order, "6/12" made a date, scores on a second sheet."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "แผน"
    sheet["A1"] = "แผนมาตรการส่งเสริมคุณธรรมและความโปร่งใส ประจำปีงบประมาณ พ.ศ. 2568"
    sheet.merge_cells("A1:G1")
    sheet["A2"] = "องค์การบริหารส่วนตำบลหนองบัว อำเภอเมืองอุดรธานี จังหวัดอุดรธานี"
    heads = ("รอบรายงาน", "ผู้รับผิดชอบหลัก", "ขั้นตอนดำเนินการ", "โครงการ/กิจกรรม", "ตัวชี้วัด", "ที่", "ระยะเวลา")
    rows: list[tuple[Any, ...]] = [
        (
            "6/12",
            "กองช่าง/กองคลัง",
            "1. สำรวจ\n2. จัดทำ",
            "ปรับปรุงขั้นตอนการขออนุญาต",
            "คุณภาพการดำเนินงาน",
            1,
            "ม.ค. - มี.ค. 2568",
        ),
        (
            datetime(2025, 12, 6),
            "สำนักปลัด อบต.",
            "จัดทำประกาศ",
            "ประกาศนโยบายไม่รับของขวัญ",
            "การป้องกันการทุจริต",
            2,
            "ต.ค. 2567",
        ),
        ("ทุกไตรมาส", "ทุกกอง", "1) เก็บข้อมูล\n2) สรุป\n3) เผยแพร่", "เปิดเผยข้อมูลการใช้จ่าย", "การใช้งบประมาณ", 3, "ตลอดปี"),
    ]
    for number, row in enumerate((heads, *rows), start=5):
        for column, value in enumerate(row, start=1):
            sheet.cell(number, column, value)
    sheet.cell(7, 1).number_format = "d-mmm"
    scores = book.create_sheet("ผลคะแนน")
    scores.append(["ผลการประเมิน ITA ปีงบประมาณ พ.ศ. 2567"])
    scores.append(["ลำดับ", "ชื่อตัวชี้วัด", "คะแนนที่ได้"])
    for number, (name, value) in enumerate(_SCORES.items(), start=1):
        scores.append([number, name, value])
    scores.append(["", "คะแนนรวม", 92.87])
    scores.append(["", "ระดับ", "ผ่านดี"])
    path = folder / "plan.xlsx"
    book.save(path)
    return path, {
        "document": {"kind": "measure_plan"},
        "agency": agency_facts(
            "องค์การบริหารส่วนตำบลหนองบัว", "subdistrict_administrative_organization", "เมืองอุดรธานี", "อุดรธานี"
        ),
        "fiscal_years": {"title": 2568, "assessed": 2567, "plan": 2568},
        "assessment": {
            "total_score": 92.87,
            "level": "ผ่านดี",
            "indicator_scores": dict(zip(_SLUGS, _SCORES.values(), strict=True)),
        },
        "rows": [
            row_facts(
                "ปรับปรุงขั้นตอนการขออนุญาต", 2, ["กองช่าง", "กองคลัง"], "2025-01", "2025-03", [6, 12], printed_number=1
            ),
            row_facts("ประกาศนโยบายไม่รับของขวัญ", 1, ["สำนักปลัด"], "2024-10", "2024-10", [6, 12], printed_number=2),
            row_facts("เปิดเผยข้อมูลการใช้จ่าย", 3, ["ALL"], "2024-10", "2025-09", [3, 6, 9, 12], printed_number=3),
        ],
    }


_SCORES = {
    "การปฏิบัติหน้าที่": 91.5,
    "การใช้งบประมาณ": 88.0,
    "การใช้อำนาจ": 90.25,
    "การใช้ทรัพย์สินของราชการ": 87.75,
    "การแก้ไขปัญหาการทุจริต": 89.1,
    "คุณภาพการดำเนินงาน": 93.2,
    "ประสิทธิภาพการสื่อสาร": 90.0,
    "การปรับปรุงการทำงาน": 85.5,
    "การเปิดเผยข้อมูล": 96.0,
    "การป้องกันการทุจริต": 100.0,
}
_SLUGS = (
    "duty_performance",
    "budget_use",
    "power_use",
    "asset_use",
    "corruption_resolution",
    "operation_quality",
    "communication_efficiency",
    "work_improvement",
    "data_disclosure",
    "corruption_prevention",
)


def announcement_in_thai_windows(folder: Path) -> tuple[Path, Expectation]:
    """CSV in Windows-874: titles above the head, closing lines below the table."""
    path = folder / "announcement.csv"
    with path.open("w", encoding="cp874", newline="") as stream:
        csv.writer(stream).writerows(
            [
                ["ประกาศเทศบาลเมืองสวนดอก", "", "", ""],
                ["เรื่อง มาตรการส่งเสริมความโปร่งใส ประจำปีงบประมาณ พ.ศ. 2567", "", "", ""],
                ["อำเภอเมืองลำปาง จังหวัดลำปาง"],
                ["ผู้รับผิดชอบ", "มาตรการ", "กำหนดเวลา", "การติดตามผล", "แนวทางปฏิบัติ", "วิธีการ"],
                [
                    "กองการศึกษาฯ",
                    "1. ให้ความรู้เรื่องผลประโยชน์ทับซ้อน",
                    "เดือนมกราคม - มีนาคม 2567",
                    "รายงานรอบ 6 และ 12 เดือน",
                    "อบรม",
                    "1.เชิญวิทยากร 2.อบรม",
                ],
                ["กองสวัสดิการสังคม กองคลัง", "2. เผยแพร่แผนจัดซื้อ", "ไตรมาส 1-4", "ทุก 3 เดือน", "ลงเว็บไซต์", "ลงประกาศ"],
                ["", "", "", "", ""],
                ["จึงประกาศให้ทราบโดยทั่วกัน"],
                ["ประกาศ ณ วันที่ 10 มกราคม 2567"],
                ["(นายสม หมาย)"],
                ["นายกเทศมนตรีเมืองสวนดอก"],
            ]
        )
    return path, {
        "document": {"form": "announcement", "kind": "measure_plan", "document_date": "2024-01-10"},
        "agency": agency_facts("เทศบาลเมืองสวนดอก", "town_municipality", "เมืองลำปาง", "ลำปาง"),
        "fiscal_years": {"title": 2567, "plan": 2567},
        "rows": [
            row_facts("ให้ความรู้เรื่องผลประโยชน์ทับซ้อน", 2, ["กองการศึกษา"], "2024-01", "2024-03", [6, 12], printed_number=1),
            row_facts(
                "เผยแพร่แผนจัดซื้อ", 1, ["กองสวัสดิการสังคม", "กองคลัง"], "2023-10", "2024-09", [3, 6, 9, 12], printed_number=2
            ),
        ],
        "signatories": [{"role": "นายกเทศมนตรี", "action": "sign_announcement"}],
    }


def report_in_markdown(folder: Path) -> tuple[Path, Expectation]:
    """Markdown: a report with statuses in words, line breaks in cells, bold names."""
    path = folder / "report.md"
    path.write_text(
        "# รายงานผลการดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใส ประจำปีงบประมาณ พ.ศ. 2567\n"
        "**องค์การบริหารส่วนตำบลท่าช้าง** อำเภอบางกล่ำ จังหวัดสงขลา\n\nรอบ 12 เดือน\n\n"
        "| ลำดับ | ประเด็นที่ต้องพัฒนา | มาตรการ | ขั้นตอนการดำเนินงาน | ผู้รับผิดชอบ | สถานะ | ผลผลิต | ผลลัพธ์ |\n"
        "|---|---|---|---|---|---|---|---|\n"
        "| 1 | การใช้ทรัพย์สินของราชการ | จัดทำทะเบียนคุมการยืม | 1. จัดทำแบบฟอร์ม<br>2. แจ้งเวียน | กองคลัง | แล้วเสร็จ | ทะเบียนคุม 1 เล่ม | ตรวจสอบได้ |\n"
        "| 2 | ประสิทธิภาพการสื่อสาร | ก) เปิดเพจ ข) เปิดไลน์ | เปิดเพจ | สำนักปลัด, กองการศึกษา | อยู่ระหว่างดำเนินการ | - | - |\n"
        "| 3 | การปรับปรุงการทำงาน | บริการออนไลน์ | 1. สำรวจ 2. ออกแบบ 3. เปิดใช้ | กองช่าง | ยังไม่ได้ดำเนินการ | | |\n\n"
        "ข้อมูล ณ วันที่ 30 กันยายน 2567\n",
        "utf-8",
    )
    return path, {
        "document": {"form": "report", "document_date": "2024-09-30", "reporting_round_months": 12},
        "agency": agency_facts("องค์การบริหารส่วนตำบลท่าช้าง", "subdistrict_administrative_organization", "บางกล่ำ", "สงขลา"),
        "fiscal_years": {"title": 2567, "plan": 2567},
        "rows": [
            row_facts(
                "จัดทำทะเบียนคุมการยืม",
                2,
                ["กองคลัง"],
                status="done",
                output="ทะเบียนคุม 1 เล่ม",
                outcome="ตรวจสอบได้",
                printed_number=1,
            ),
            {
                **row_facts("", 1, ["สำนักปลัด", "กองการศึกษา"], status="in_progress", printed_number=2),
                "measures": ["เปิดเพจ", "เปิดไลน์"],
            },
            row_facts("บริการออนไลน์", 3, ["กองช่าง"], status="not_started", printed_number=3),
        ],
    }


def invitation(folder: Path) -> tuple[Path, Expectation]:
    """Text: an invitation to a survey, a window whose first day leaves its year out."""
    path = folder / "invitation.txt"
    path.write_text(
        "ประกาศองค์การบริหารส่วนตำบลวังทอง\n"
        "เรื่อง ขอเชิญตอบแบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายนอก (EIT) ประจำปีงบประมาณ พ.ศ. ๒๕๖๘\n"
        "ด้วยองค์การบริหารส่วนตำบลวังทอง อำเภอวังทอง จังหวัดพิษณุโลก เข้าร่วมการประเมิน ITA ประจำปีงบประมาณ พ.ศ. ๒๕๖๘ จึงขอเชิญ"
        "ตอบแบบวัด EIT ได้ที่ https://itas.nacc.go.th/go/eit/ab12cd ระหว่างวันที่ ๖ มกราคม - ๓๐ มิถุนายน ๒๕๖๘\n"
        "ประกาศ ณ วันที่ ๒ มกราคม พ.ศ. ๒๕๖๘\n(นายขาว สะอาด)\nนายกองค์การบริหารส่วนตำบลวังทอง\n",
        "utf-8",
    )
    return path, {
        "document": {"form": "announcement", "kind": "survey_announcement", "document_date": "2025-01-02"},
        "agency": agency_facts("องค์การบริหารส่วนตำบลวังทอง", "subdistrict_administrative_organization", "วังทอง", "พิษณุโลก"),
        "fiscal_years": {"title": 2568},
        "rows": [],
        "surveys": [
            {
                "instrument": "EIT",
                "url": "https://itas.nacc.go.th/go/eit/ab12cd",
                "window_start": "2025-01-06",
                "window_end": "2025-06-30",
                "announcement_date": "2025-01-02",
            }
        ],
        "signatories": [{"role": "นายกองค์การบริหารส่วนตำบล", "action": "sign_announcement"}],
    }


def cells_below_each_other(folder: Path) -> tuple[Path, Expectation]:
    """Text: one cell a line without tabs, blank lines missing, a page number between, two units on two lines."""
    path = folder / "cells.txt"
    path.write_text(
        "รายงานมาตรการส่งเสริมคุณธรรมและความโปร่งใส ปีงบประมาณ พ.ศ. 2566\nเทศบาลตำบลท่าวังทอง อำเภอเมืองพะเยา จังหวัดพะเยา\n\n"
        "มาตรการ\nขั้นตอน/วิธีการ\nผู้รับผิดชอบ\nระยะเวลาดำเนินการ\nการกำกับติดตาม\n\n"
        "มาตรการป้องกันการรับสินบน\n1. จัดทำประกาศ\n2. เผยแพร่ประกาศบนเว็บไซต์\nกองคลัง\nต.ค. 65 - มี.ค. 66\nรายงานรอบ 6 เดือน\n\n"
        "มาตรการจัดการเรื่องร้องเรียน\nจัดทำคู่มือการรับเรื่อง\nสำนักปลัด\nกองช่าง\nมกราคม 2566\nรายงานผล รอบ 12 เดือน\n-2-\n"
        "มาตรการมีส่วนร่วม\n1. จัดเวทีรับฟัง\n2. สรุปผล\n3. แจ้งผล\nทุกกอง\nตลอดปีงบประมาณ พ.ศ. 2566\nทุก 6 เดือน\n\n"
        "ประกาศ ณ วันที่ 5 มกราคม 2566\n",
        "utf-8",
    )
    return path, {
        "document": {"form": "report"},
        "agency": agency_facts("เทศบาลตำบลท่าวังทอง", "subdistrict_municipality", "เมืองพะเยา", "พะเยา"),
        "fiscal_years": {"title": 2566, "plan": 2566},
        "rows": [
            row_facts("มาตรการป้องกันการรับสินบน", 2, ["กองคลัง"], "2022-10", "2023-03", [6]),
            row_facts("มาตรการจัดการเรื่องร้องเรียน", 1, ["สำนักปลัด", "กองช่าง"], "2023-01", "2023-01", [12]),
            row_facts("มาตรการมีส่วนร่วม", 3, ["ALL"], "2022-10", "2023-09", [6, 12]),
        ],
    }


def web_page(folder: Path) -> tuple[Path, Expectation]:
    """Text with an HTML table: spans both ways, lists that the browser numbers."""
    path = folder / "page.txt"
    path.write_text(
        "<h2>มาตรการส่งเสริมคุณธรรมและความโปร่งใส ปี 2567</h2>\n<p>เทศบาลตำบลเวียงยอง อำเภอเมืองลำพูน จังหวัดลำพูน</p>\n"
        '<table border="1"><tr><th rowspan="2">ประเด็น</th><th rowspan="2">มาตรการ</th><th colspan="2">การดำเนินการ</th>'
        '<th rowspan="2">ผู้รับผิดชอบ</th></tr>\n<tr><th>ขั้นตอน</th><th>ระยะเวลา</th></tr>\n'
        '<tr><td rowspan="2">การใช้อำนาจ</td><td>ประกาศหลักเกณฑ์การประเมินผล</td><td><ol><li>ร่างหลักเกณฑ์</li><li>ประชุม</li></ol></td>'
        "<td>ต.ค.66-ธ.ค.66</td><td>สำนักปลัดเทศบาล</td></tr>\n"
        "<tr><td>มอบหมายงานเป็นลายลักษณ์อักษร</td><td>ออกคำสั่ง</td><td>ม.ค.67</td><td>ทุกสำนัก/กอง</td></tr>\n"
        "<tr><td>การใช้งบประมาณ</td><td>เผยแพร่งบรายไตรมาส</td><td><ul><li>สรุป</li><li>เผยแพร่</li></ul></td>"
        "<td>ทุกไตรมาส ปีงบประมาณ 2567</td><td>กองคลัง</td></tr></table>\n",
        "utf-8",
    )
    return path, {
        "document": {"kind": "measure_plan"},
        "agency": agency_facts("เทศบาลตำบลเวียงยอง", "subdistrict_municipality", "เมืองลำพูน", "ลำพูน"),
        "fiscal_years": {"title": 2567, "plan": 2567},
        "rows": [
            row_facts("ประกาศหลักเกณฑ์การประเมินผล", 2, ["สำนักปลัด"], "2023-10", "2023-12", issue="การใช้อำนาจ"),
            row_facts("มอบหมายงานเป็นลายลักษณ์อักษร", 1, ["ALL"], "2024-01", "2024-01", issue="การใช้อำนาจ"),
            row_facts("เผยแพร่งบรายไตรมาส", 2, ["กองคลัง"], "2023-10", "2024-09", [3, 6, 9, 12], issue="การใช้งบประมาณ"),
        ],
    }


def tracked_and_numbered(folder: Path) -> tuple[Path, Expectation]:
    """Word: scores in sentences, tracked changes, automatic numbers, an issue merged over two rows."""
    book = Document()
    book.add_paragraph("ประกาศองค์การบริหารส่วนตำบลบ้านใหม่")
    book.add_paragraph("เรื่อง มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน ประจำปีงบประมาณ พ.ศ. ๒๕๖๘")
    book.add_paragraph(
        "ตามที่องค์การบริหารส่วนตำบลบ้านใหม่ อำเภอระโนด จังหวัดสงขลา ได้รับการประเมินคุณธรรมและความโปร่งใส ประจำปีงบประมาณ พ.ศ. ๒๕๖๗ "
        "ได้คะแนนเฉลี่ยรวม ๙๒.๘๗ คะแนน ผลการประเมินอยู่ในระดับ “ผ่านดี” จำแนกรายตัวชี้วัดดังนี้"
    )
    for number, (name, value) in enumerate(_SCORES.items(), start=1):
        book.add_paragraph(f"{number}) {name} ได้คะแนน {value:.2f} คะแนน")
    table = book.add_table(rows=1, cols=6)
    for column, text in enumerate(
        ("จุดที่ต้องพัฒนา", "มาตรการที่กำหนด", "ขั้นตอนการปฏิบัติ", "ส่วนราชการที่รับผิดชอบ", "กรอบระยะเวลา", "การรายงานผล")
    ):
        table.rows[0].cells[column].text = text
    first = table.add_row().cells
    for column, text in (
        (0, "ประสิทธิภาพการสื่อสาร"),
        (1, "ปรับปรุงเว็บไซต์หลัก"),
        (3, "สำนักปลัด\nกองคลัง"),
        (4, "ตุลาคม ๒๕๖๗ - มีนาคม ๒๕๖๘"),
        (5, "รอบ ๖ เดือน และรอบ ๑๒ เดือน"),
    ):
        first[column].text = text
    paragraph = first[2].paragraphs[0]._p
    paragraph.append(parse_xml(f"<w:del {_W}><w:r><w:delText>๑. ข้อความเก่า</w:delText></w:r></w:del>"))
    paragraph.append(parse_xml(f"<w:ins {_W}><w:r><w:t>๑. สำรวจข้อมูล</w:t></w:r></w:ins>"))
    first[2].add_paragraph("๒. ปรับหน้าเว็บ")
    second = table.add_row().cells
    for column, text in ((1, "ผลิตสื่ออินโฟกราฟิก"), (3, "กองการศึกษา"), (4, "ไตรมาสที่ ๒ - ๓"), (5, "ทุก ๖ เดือน")):
        second[column].text = text
    second[2]._tc.remove(second[2].paragraphs[0]._p)
    for text in ("ออกแบบ", "เผยแพร่"):
        second[2].add_paragraph(text, style="List Number")
    table.cell(1, 0).merge(table.cell(2, 0))
    third = table.add_row().cells
    for column, text in enumerate(
        (
            "การใช้ทรัพย์สินของราชการ",
            "๑. ทำทะเบียนคุม ๒. ตรวจสอบพัสดุประจำปี",
            "จัดทำแบบฟอร์มการยืม",
            "กองคลัง",
            "ภายในเดือนมีนาคม ๒๕๖๘",
            "ณ สิ้นปีงบประมาณ",
        )
    ):
        third[column].text = text
    for text in (
        "จึงประกาศให้ทราบโดยทั่วกัน",
        "ประกาศ ณ วันที่ ๑๕ เดือน ตุลาคม พ.ศ. ๒๕๖๗",
        "(นายเอก โทตรี)",
        "นายกองค์การบริหารส่วนตำบลบ้านใหม่",
    ):
        book.add_paragraph(text)
    path = folder / "tracked.docx"
    book.save(str(path))
    return path, {
        "document": {"form": "announcement", "kind": "measure_plan", "document_date": "2024-10-15"},
        "agency": agency_facts("องค์การบริหารส่วนตำบลบ้านใหม่", "subdistrict_administrative_organization", "ระโนด", "สงขลา"),
        "fiscal_years": {"title": 2568, "assessed": 2567, "plan": 2568},
        "assessment": {
            "total_score": 92.87,
            "level": "ผ่านดี",
            "indicator_scores": dict(zip(_SLUGS, _SCORES.values(), strict=True)),
        },
        "rows": [
            row_facts(
                "ปรับปรุงเว็บไซต์หลัก", 2, ["สำนักปลัด", "กองคลัง"], "2024-10", "2025-03", [6, 12], issue="ประสิทธิภาพการสื่อสาร"
            ),
            row_facts("ผลิตสื่ออินโฟกราฟิก", 2, ["กองการศึกษา"], "2025-01", "2025-06", [6, 12], issue="ประสิทธิภาพการสื่อสาร"),
            {
                **row_facts("", 1, ["กองคลัง"], "2025-03", "2025-03", [12]),
                "measures": ["ทำทะเบียนคุม", "ตรวจสอบพัสดุประจำปี"],
            },
        ],
        "signatories": [{"role": "นายกองค์การบริหารส่วนตำบล", "action": "sign_announcement"}],
    }


def turned_table(folder: Path) -> tuple[Path, Expectation]:
    """Word: heads in the first column, a measure a column."""
    book = Document()
    book.add_paragraph("แผนมาตรการส่งเสริมความโปร่งใส เทศบาลเมืองน่าน อำเภอเมืองน่าน จังหวัดน่าน ปีงบประมาณ 2568")
    rows = (
        ("มาตรการ", "ลดขั้นตอนบริการ", "เผยแพร่งบประมาณ"),
        ("ขั้นตอน", "1. ทบทวน\n2. ปรับคู่มือ", "สรุปรายไตรมาส"),
        ("ผู้รับผิดชอบ", "ทุกกอง", "กองคลัง"),
        ("ระยะเวลา", "ม.ค. 68 - มิ.ย. 68", "ต.ค. 67 - ก.ย. 68"),
        ("การติดตามผล", "รอบ 6 เดือน", "รอบ 3 6 9 12 เดือน"),
        ("สถานะ", "อยู่ระหว่างดำเนินการ", "แล้วเสร็จ"),
    )
    table = book.add_table(rows=len(rows), cols=3)
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            table.cell(number, column).text = text
    path = folder / "turned.docx"
    book.save(str(path))
    return path, {
        "agency": agency_facts("เทศบาลเมืองน่าน", "town_municipality", "เมืองน่าน", "น่าน"),
        "fiscal_years": {"title": 2568, "plan": 2568},
        "rows": [
            row_facts("ลดขั้นตอนบริการ", 2, ["ALL"], "2025-01", "2025-06", [6], status="in_progress"),
            row_facts("เผยแพร่งบประมาณ", 1, ["กองคลัง"], "2024-10", "2025-09", [3, 6, 9, 12], status="done"),
        ],
    }


def scores_of_two_years(folder: Path) -> tuple[Path, Expectation]:
    """Markdown: scores only, this year's beside last year's, the total and level in a sentence."""
    scores = (90.12, 84.21, 86.35, 81.77, 85.9, 87.31, 79.2, 80.05, 92.3, 81.25)
    lines = [
        f"| {n} | {name} | {value - 3:.2f} | {value:.2f} |"
        for n, (name, value) in enumerate(zip(_SCORES, scores, strict=True), start=1)
    ]
    path = folder / "scores.md"
    path.write_text(
        "## ผลการประเมิน ITA ประจำปีงบประมาณ พ.ศ. 2566 ของเทศบาลตำบลปากแพรก อำเภอเมืองกาญจนบุรี จังหวัดกาญจนบุรี\n\n"
        "คะแนนภาพรวมหน่วยงาน **85.07** คะแนน ระดับ **ผ่าน**\n\n| ที่ | ตัวชี้วัด | ปี 2565 | ปี 2566 |\n|--:|---|--:|--:|\n"
        + "\n".join(lines)
        + "\n",
        "utf-8",
    )
    return path, {
        "document": {"kind": "score_list"},
        "agency": agency_facts("เทศบาลตำบลปากแพรก", "subdistrict_municipality", "เมืองกาญจนบุรี", "กาญจนบุรี"),
        "fiscal_years": {"title": 2566, "assessed": 2566},
        "assessment": {
            "total_score": 85.07,
            "level": "ผ่าน",
            "indicator_scores": dict(zip(_SLUGS, scores, strict=True)),
        },
        "rows": [],
    }


def questions_with_broken_cells(folder: Path) -> tuple[Path, Expectation]:
    """Text: tabs, a line break inside a cell that nobody quoted, question codes, a provincial organisation."""
    path = folder / "questions.txt"
    path.write_text(
        "องค์การบริหารส่วนจังหวัดลำปาง\nการวิเคราะห์ผลการประเมิน ITA ปี พ.ศ. 2567 เพื่อกำหนดมาตรการในปีงบประมาณ พ.ศ. 2568\n"
        "อำเภอเมืองลำปาง จังหวัดลำปาง\n\n"
        "ข้อคำถาม\tข้อเสนอแนะ\tแนวทางแก้ไข\tมาตรการ/กิจกรรม\tหน่วยงานที่รับผิดชอบ\tระยะเวลาดำเนินการ\tรอบการรายงาน\n"
        "i5 หน่วยงานใช้จ่ายงบประมาณคุ้มค่า\tประชาชนต้องการเห็นข้อมูล\tเผยแพร่งบ\tจัดทำสรุปงบประมาณฉบับประชาชน\tกองคลัง\tต.ค. - ธ.ค. 2567\t6, 12 เดือน\n"
        "e2 ปฏิบัติเท่าเทียม\tยังมีผู้เห็นว่าไม่เท่าเทียม\tจัดบัตรคิว\t1. ติดตั้งระบบคิว 2. อบรมเจ้าหน้าที่\tกองช่าง\nกองสาธารณสุขฯ\tม.ค. 2568 เป็นต้นไป\tรายไตรมาส\n",
        "utf-8",
    )
    return path, {
        "agency": agency_facts(
            "องค์การบริหารส่วนจังหวัดลำปาง", "provincial_administrative_organization", "เมืองลำปาง", "ลำปาง"
        ),
        "fiscal_years": {"assessed": 2567, "plan": 2568},
        "rows": [
            row_facts("จัดทำสรุปงบประมาณฉบับประชาชน", 0, ["กองคลัง"], "2024-10", "2024-12", [6, 12]),
            {
                **row_facts("", 0, ["กองช่าง", "กองสาธารณสุขและสิ่งแวดล้อม"], "2025-01", "2025-09", [3, 6, 9, 12]),
                "measures": ["ติดตั้งระบบคิว", "อบรมเจ้าหน้าที่"],
            },
        ],
    }


def agency_facts(name: str, kind: str, district: str, province: str) -> dict[str, str]:
    return {"name_as_first_written": name, "type": kind, "district_as_written": district, "province": province}


def row_facts(
    measure: str,
    steps: int,
    units: list[str],
    start: str | None = None,
    end: str | None = None,
    rounds: list[int] | None = None,
    **more: Any,
) -> dict[str, Any]:
    row = {
        "measures": [measure],
        "steps_count": steps,
        "responsible_units": units,
        "period_start": start,
        "period_end": end,
        "monitoring_rounds_months": rounds or [],
        "status": None,
        "output": None,
        "outcome": None,
    }
    return {**row, **more}


MAKERS: tuple[Maker, ...] = (
    memo_with_ticks,
    sheet_with_dates,
    announcement_in_thai_windows,
    report_in_markdown,
    invitation,
    cells_below_each_other,
    web_page,
    tracked_and_numbered,
    turned_table,
    scores_of_two_years,
    questions_with_broken_cells,
)
