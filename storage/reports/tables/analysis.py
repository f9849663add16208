"""T4: from the analysis of each question to measures, the layout of the item on using ITA results (domain.md 6.3)."""

from collections.abc import Sequence
from typing import Any

from storage.importer.document import ImportedDocument, RowReading
from storage.reports.tables.cells import by_indicator, issue_words, numbered, plain, units_cell
from storage.reports.values import Office
from storage.reports.word.page import landscape
from storage.reports.word.tables import Cell, Grid, Head, add_table

_WIDTHS = (2.6, 3.3, 3.9, 3.5, 3.5, 3.8, 2.5, 2.6)
_SIZE = 13


def fits(document: ImportedDocument) -> bool:
    """The plan goes from questions and their analysis to measures."""
    return any(row.question or row.analysis for row in document.rows)


def add_analysis_table(word: Any, office: Office, document: ImportedDocument) -> None:
    """The table on landscape sheets; its title and the agency stand on each page, in the repeated head."""
    landscape(word)
    add_table(word, _grid(office, document), _rows(by_indicator(document.rows)))


def _grid(office: Office, document: ImportedDocument) -> Grid:
    assessed, plan = document.fiscal_years.assessed, document.fiscal_years.plan
    title = "รายงานการนำผลการประเมิน ITA ไปสู่การพัฒนาองค์กร" + (f" ในปีงบประมาณ พ.ศ. {plan}" if plan else "")
    place = f"{office.name} อำเภอ{office.district} จังหวัด{office.province}"
    return Grid(
        _WIDTHS,
        (
            (Head(f"{title}\n{place}", columns=len(_WIDTHS)),),
            (
                Head("ประเด็น/ตัวชี้วัด ITA", levels=2),
                Head("การวิเคราะห์ผลการประเมิน" + (f" ในปี {assessed}" if assessed else ""), columns=2),
                Head("การนำผลการวิเคราะห์ไปสู่การปฏิบัติ", columns=5),
            ),
            (
                Head("ข้อคำถาม ITA"),
                Head("ผลการวิเคราะห์การประเมิน"),
                Head("มาตรการ/โครงการ/กิจกรรม"),
                Head("ผลการวิเคราะห์ตัวชี้วัดที่สอดคล้องกับมาตรการ/โครงการ/กิจกรรม"),
                Head("ขั้นตอน/วิธีการดำเนินการ"),
                Head("ระยะเวลาการดำเนินการ"),
                Head("ผู้รับผิดชอบ"),
            ),
        ),
        _SIZE,
    )


def _rows(rows: Sequence[RowReading]) -> list[list[Cell]]:
    made: list[list[Cell]] = []
    before = ""
    for row in rows:
        issue = issue_words(row)
        made.append(
            [
                Cell(goes_on=True) if issue and issue == before else plain(issue),
                plain(row.question or _codes(row)),
                plain(row.analysis),
                numbered(row.measures),
                plain(row.strength_weakness),
                numbered(row.steps),
                plain(row.period_raw),
                units_cell(row),
            ]
        )
        before = issue
    return made


def _codes(row: RowReading) -> str:
    """The codes of the questions, where their words are not known."""
    return ", ".join(code.normalised for code in row.related.codes)
