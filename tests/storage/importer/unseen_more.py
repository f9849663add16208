"""More documents of our own: abbreviations, results only, plan and results together, pages, key-value lines."""

from pathlib import Path
from typing import Any

from docx import Document
from openpyxl import Workbook

from tests.storage.importer.unseen import Expectation, Maker, agency_facts, row_facts

_SAO = "subdistrict_administrative_organization"


def memo_of_results_only(folder: Path) -> tuple[Path, Expectation]:
    """Text: a memo of an อบต. by its short name, one table of results, a chain of three."""
    path = folder / "results.txt"
    path.write_text(
        "บันทึกข้อความ\nส่วนราชการ  สำนักปลัด อบต.ทุ่งใหญ่ อำเภอหาดใหญ่ จังหวัดสงขลา\n"
        "ที่  สข ๗๒๖๐๑/๒๕๗          วันที่  ๑๐ ตุลาคม ๒๕๖๖\n"
        "เรื่อง  รายงานผลการดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใส รอบ ๑๒ เดือน ประจำปีงบประมาณ พ.ศ. ๒๕๖๖\n"
        "เรียน  นายกองค์การบริหารส่วนตำบลทุ่งใหญ่\n"
        "ผลการประเมิน ITA ประจำปีงบประมาณ พ.ศ. ๒๕๖๕ อบต.ทุ่งใหญ่ มีผลคะแนนเท่ากับ ๗๙.๔๕ คะแนน อยู่ในระดับ B\n"
        "มาตรการ\tผลการดำเนินงาน\tปัญหาอุปสรรค\n"
        "๑. ประกาศ No Gift Policy\tดำเนินการแล้ว ประกาศบนเว็บไซต์ของหน่วยงาน\t-\n"
        "๒. ปรับปรุงเว็บไซต์\tอยู่ระหว่างดำเนินการ\tงบประมาณไม่พอ\n"
        "๓. อบรมการใช้ทรัพย์สิน\tยังไม่ได้ดำเนินการ\tวิทยากรไม่ว่าง\n"
        "จึงเรียนมาเพื่อโปรดทราบ\n(ลงชื่อ)\n(นางสาวแก้ว ใสสะอาด)\nนักทรัพยากรบุคคลชำนาญการ\n- เพื่อโปรดทราบ\n(ลงชื่อ)\n(นายดิน ดำดี)\n"
        "ปลัดองค์การบริหารส่วนตำบลทุ่งใหญ่\n- ทราบ\n(ลงชื่อ)\n(นายฟ้า ใสดี)\nนายกองค์การบริหารส่วนตำบลทุ่งใหญ่\n",
        "utf-8",
    )
    said = "ดำเนินการแล้ว ประกาศบนเว็บไซต์ของหน่วยงาน"
    states = (
        ("ประกาศ No Gift Policy", "done", said),
        ("ปรับปรุงเว็บไซต์", "in_progress", None),
        ("อบรมการใช้ทรัพย์สิน", "not_started", None),
    )
    rows = [row_facts(title, 0, [], status=status, output=output) for title, status, output in states]
    return path, {
        "document": {
            "form": "memo",
            "document_date": "2023-10-10",
            "reporting_round_months": 12,
            "document_no": "สข ๗๒๖๐๑/๒๕๗",
        },
        "agency": agency_facts("อบต.ทุ่งใหญ่", _SAO, "หาดใหญ่", "สงขลา"),
        "fiscal_years": {"title": 2566, "assessed": 2565, "plan": 2566},
        "assessment": {"total_score": 79.45, "level": "B", "level_scheme": "letter_2565"},
        "rows": rows,
        "progress_rows": [
            {"of_plan_seq": n, "status": status, "output": output} for n, (_, status, output) in enumerate(states, 1)
        ],
        "signatories": [
            {"role": "นักทรัพยากรบุคคลชำนาญการ", "action": "prepare"},
            {"role": "ปลัดองค์การบริหารส่วนตำบล", "action": "forward"},
            {"role": "นายกองค์การบริหารส่วนตำบล", "action": "acknowledge"},
        ],
    }


def plan_and_results(folder: Path) -> tuple[Path, Expectation]:
    """Word: a table of measures, then one of results with a head of two levels; statuses in the notes."""
    book = Document()
    book.add_paragraph("รายงานผลการดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน ประจำปีงบประมาณ พ.ศ. ๒๕๖๗")
    book.add_paragraph("องค์การบริหารส่วนตำบลโคกกลาง อำเภอลำปลายมาศ จังหวัดบุรีรัมย์")
    book.add_paragraph(
        "จากผลการประเมิน ITA ประจำปีงบประมาณ พ.ศ. ๒๕๖๖ มีประเด็นที่ต้องพัฒนา ได้แก่ ตัวชี้วัดการปรับปรุงการทำงาน และตัวชี้วัดการเปิดเผยข้อมูล"
    )
    one, two = "มาตรการเผยแพร่ข้อมูลต่อสาธารณะ", "มาตรการให้ผู้มีส่วนได้ส่วนเสียมีส่วนร่วม"
    heads = ("มาตรการ", "แนวทางการปฏิบัติ", "ขั้นตอน/วิธีการปฏิบัติ", "ผู้รับผิดชอบ", "การกำกับติดตาม")
    _word_table(
        book,
        heads,
        [
            (
                one,
                "จัดให้มีช่องทาง",
                "๑. แต่งตั้งผู้รับผิดชอบ\n๒. เผยแพร่ข้อมูล",
                "สำนักปลัด อบต.",
                "รายงานผล\n- รอบ ๖ เดือน\n- รอบ ๑๒ เดือน",
            ),
            (two, "จัดเวทีประชาคม", "จัดประชุมประชาคม", "กองช่าง", "รายงานผลรอบ ๑๒ เดือน"),
        ],
    )
    book.add_paragraph("องค์การบริหารส่วนตำบลโคกกลาง ได้ดำเนินการตามมาตรการข้างต้น ดังนี้")
    table = _word_table(
        book,
        ("มาตรการ", "รายละเอียดการดำเนินงาน", "ระยะเวลาการดำเนินงาน", "ผลการดำเนินการ", "", "หมายเหตุ"),
        [
            ("", "", "", "ผลผลิต", "ผลลัพธ์", ""),
            (one, "แต่งตั้งคณะทำงานและลงข้อมูลครบ", "ต.ค. ๖๖ - มี.ค. ๖๗", "คำสั่ง ๑ ฉบับ", "ประชาชนเข้าถึงข้อมูล", "แล้วเสร็จ"),
            (two, "จัดประชุม ๑ ครั้ง", "มิ.ย. ๖๗", "รายงานการประชุม", "ได้ข้อเสนอ ๓ เรื่อง", "อยู่ระหว่างดำเนินการ"),
        ],
    )
    table.cell(0, 3).merge(table.cell(0, 4))
    for column in (0, 1, 2, 5):
        table.cell(0, column).merge(table.cell(1, column))
    path = folder / "both.docx"
    book.save(str(path))
    return path, {
        "document": {"form": "report", "kind": "annual_report"},
        "agency": agency_facts("องค์การบริหารส่วนตำบลโคกกลาง", _SAO, "ลำปลายมาศ", "บุรีรัมย์"),
        "fiscal_years": {"title": 2567, "assessed": 2566, "plan": 2567},
        "assessment": {"weak_indicators_stated": ["work_improvement", "data_disclosure"]},
        "rows": [row_facts(one, 2, ["สำนักปลัด"], None, None, [6, 12]), row_facts(two, 1, ["กองช่าง"], None, None, [12])],
        "progress_rows": [
            {
                "of_plan_seq": 1,
                "period_start": "2023-10",
                "period_end": "2024-03",
                "output": "คำสั่ง ๑ ฉบับ",
                "outcome": "ประชาชนเข้าถึงข้อมูล",
                "status": "done",
            },
            {
                "of_plan_seq": 2,
                "period_start": "2024-06",
                "period_end": "2024-06",
                "output": "รายงานการประชุม",
                "status": "in_progress",
            },
        ],
    }


def pages_of_one_table(folder: Path) -> tuple[Path, Expectation]:
    """Word: the head again in the middle and a sentence cut by it; questions; results put to use without their year."""
    book = Document()
    book.add_heading("แผนการนำผลการประเมิน ITA ไปสู่การปฏิบัติ ประจำปีงบประมาณ พ.ศ. 2569", 1)
    book.add_paragraph("เทศบาลตำบลนาอาน อำเภอเมืองเลย จังหวัดเลย")
    heads = ("ตัวชี้วัด", "ข้อคำถาม", "มาตรการ/โครงการ/กิจกรรม", "ขั้นตอน/วิธีการ", "ระยะเวลาดำเนินการ", "ผู้รับผิดชอบ")
    _word_table(
        book,
        heads,
        [
            (
                "1. การปฏิบัติหน้าที่",
                "i1 ปฏิบัติงานตามขั้นตอน",
                "ปรับปรุงคู่มือ",
                "1. ทบทวนคู่มือ 2. จัดพิมพ์ใหม่",
                "ต.ค. 2568 – ธ.ค. 2568",
                "สำนักปลัด กองคลัง",
            ),
            ("", "i3 เรียกรับสินบน", "อบรมต่อต้านสินบน", "จัดอบรมและ", "ไตรมาส 1", "สำนักปลัด"),
            heads,
            ("", "", "", "ติดตามผลหลังอบรม", "", ""),
            (
                "8. การปรับปรุงการทำงาน",
                "e9 บริการออนไลน์",
                "พัฒนา E-Service",
                "1) วิเคราะห์ 2) พัฒนา 3) ทดสอบ",
                "ตลอดปีงบประมาณ พ.ศ. 2569 รายงานทุก 6 เดือน",
                "ทุกกอง",
            ),
        ],
    )
    path = folder / "pages.docx"
    book.save(str(path))
    duty = "การปฏิบัติหน้าที่"
    return path, {
        "document": {"kind": "measure_plan"},
        "agency": agency_facts("เทศบาลตำบลนาอาน", "subdistrict_municipality", "เมืองเลย", "เลย"),
        "fiscal_years": {"title": 2569, "assessed": 2568, "plan": 2569},
        "rows": [
            row_facts("ปรับปรุงคู่มือ", 2, ["สำนักปลัด", "กองคลัง"], "2025-10", "2025-12", issue=duty, printed_number=1),
            row_facts("อบรมต่อต้านสินบน", 1, ["สำนักปลัด"], "2025-10", "2025-12", issue=duty),
            row_facts(
                "พัฒนา E-Service", 3, ["ALL"], "2025-10", "2026-09", [6, 12], issue="การปรับปรุงการทำงาน", printed_number=8
            ),
        ],
    }


def key_and_value_lines(folder: Path) -> tuple[Path, Expectation]:
    """Excel: the agency in cells beside their names, rounds as columns to tick, an issue merged over two rows."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    lines: list[list[Any]] = [
        ["หน่วยงาน", "เทศบาลตำบลแม่จัน"],
        ["อำเภอ", "แม่จัน"],
        ["จังหวัด", "เชียงราย"],
        ["ปีงบประมาณ", 2568],
        ["คะแนน ITA ปี 2567", "90.55", "ระดับ", "ผ่านดี"],
        [],
        [
            "ตัวชี้วัดที่",
            "ประเด็นที่ต้องปรับปรุง",
            "กิจกรรม/มาตรการ",
            "ส่วนงานที่รับผิดชอบ",
            "ช่วงเวลาดำเนินการ",
            "รอบ 6 เดือน",
            "รอบ 12 เดือน",
        ],
        [4, "การใช้ทรัพย์สินของราชการ", "ทำทะเบียนคุมการยืมพัสดุ", "กองคลัง", "ต.ค. 67 - มี.ค. 68", "/", None],
        [None, None, "สุ่มตรวจพัสดุ", "หน่วยตรวจสอบภายใน", "ทุกเดือน", "/", "/"],
        [7, "ประสิทธิภาพการสื่อสาร", "จัดทำไลน์ทางการของเทศบาล", "สำนักปลัดเทศบาล", "ไตรมาสที่ 2", None, "✓"],
    ]
    for line in lines:
        sheet.append(line)
    sheet.merge_cells("A8:A9")
    sheet.merge_cells("B8:B9")
    path = folder / "keys.xlsx"
    book.save(path)
    asset = "การใช้ทรัพย์สินของราชการ"
    return path, {
        "agency": agency_facts("เทศบาลตำบลแม่จัน", "subdistrict_municipality", "แม่จัน", "เชียงราย"),
        "fiscal_years": {"title": 2568, "assessed": 2567, "plan": 2568},
        "assessment": {"total_score": 90.55, "level": "ผ่านดี"},
        "rows": [
            row_facts("ทำทะเบียนคุมการยืมพัสดุ", 0, ["กองคลัง"], "2024-10", "2025-03", [6], issue=asset),
            row_facts("สุ่มตรวจพัสดุ", 0, ["หน่วยตรวจสอบภายใน"], "2024-10", "2025-09", [6, 12], issue=asset),
            row_facts("จัดทำไลน์ทางการของเทศบาล", 0, ["สำนักปลัด"], "2025-01", "2025-03", [12], issue="ประสิทธิภาพการสื่อสาร"),
        ],
    }


def _word_table(book: Any, heads: tuple[str, ...], rows: list[tuple[str, ...]]) -> Any:
    table = book.add_table(rows=1 + len(rows), cols=len(heads))
    for number, row in enumerate((heads, *rows)):
        for column, text in enumerate(row):
            table.cell(number, column).text = text
    return table


MORE: tuple[Maker, ...] = (memo_of_results_only, plan_and_results, pages_of_one_table, key_and_value_lines)
