"""Documents as a workbook. Texts that begin like a formula stay texts."""

import json
import re
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from dialogs.records.ita import INDICATORS, LETTERS, PASSING, Instrument
from storage.importer.document import ImportedDocument
from storage.importer.workbook import sheets
from storage.importer.workbook.rows import shown_results, shown_row

_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_PIECE = 30_000
"""Characters of one cell of the hidden sheet; Excel holds 32,767."""
_LIKE_FORMULA = ("=", "+", "-", "@", "\t")
_HEAD = PatternFill("solid", fgColor="DCE6F1")
_WRAP = Alignment(wrap_text=True, vertical="top")
_LAST_ROW = 2_000
Rows = Iterable[Sequence[sheets.Cell]]


def write_workbook(
    documents: Sequence[ImportedDocument], path: Path, *, progress: Rows = (), progress_columns: Sequence[str] = ()
) -> None:
    """Write all documents to one .xlsx file; ``progress`` adds a sheet of reports for reading only."""
    book = Workbook(write_only=True)
    for name, rows in _tables(documents).items():
        _sheet(book, name, sheets.COLUMNS[name], rows)
    if progress_columns:
        _sheet(book, sheets.PROGRESS, progress_columns, progress)
    kept = _sheet(book, sheets.KEEP, (sheets.KEY, "ส่วนที่", "ข้อมูล"), _pieces(documents))
    kept.sheet_state = "hidden"
    book.save(path)


def _tables(documents: Sequence[ImportedDocument]) -> dict[str, list[list[sheets.Cell]]]:
    tables: dict[str, list[list[sheets.Cell]]] = {name: [] for name in sheets.COLUMNS}
    for key, document in enumerate(documents, start=1):
        for name, row in document_rows(document):
            tables[name].append([key, *row])
    return tables


def document_rows(document: ImportedDocument) -> Iterable[tuple[str, list[sheets.Cell]]]:
    """(sheet, row without its key) for everything of a document that the sheets show."""
    yield sheets.DOCUMENTS, _head_row(document)
    for row in document.rows:
        yield sheets.MEASURES, [row.seq, *shown_row(row)]
    for report in document.progress_rows:
        yield sheets.RESULTS, [report.seq, *shown_results(report)]
    for slug, value in document.assessment.indicator_scores.items():
        yield sheets.SCORES, [sheets.indicator_shown(slug), value]
    for survey in document.surveys:
        yield sheets.SURVEYS, [survey.instrument, survey.url, survey.window_start, survey.window_end]


def _head_row(document: ImportedDocument) -> list[sheets.Cell]:
    head, agency, years, result = document.document, document.agency, document.fiscal_years, document.assessment
    return [
        head.title,
        sheets.word(sheets.KIND_WORDS, head.kind),
        sheets.word(sheets.FORM_WORDS, head.form),
        head.document_no,
        head.document_date,
        agency.name_as_first_written,
        agency.district_as_written,
        agency.province,
        years.title,
        years.assessed,
        years.plan,
        head.reporting_round_months,
        result.total_score,
        result.level,
    ]


def _pieces(documents: Sequence[ImportedDocument]) -> Iterable[list[sheets.Cell]]:
    for key, document in enumerate(documents, start=1):
        text = json.dumps(document.as_json(), ensure_ascii=True)
        for number, first in enumerate(range(0, len(text), _PIECE), start=1):
            yield [key, number, text[first : first + _PIECE]]


def _sheet(book: Workbook, name: str, columns: Sequence[str], rows: Rows) -> Any:
    sheet: Any = book.create_sheet(name)  # the published types do not know what a write-only sheet can do
    sheet.freeze_panes = "A2"
    for index, column in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(index)].width = sheets.WIDTHS.get(column, 18)
    for column, choices in _choices(name).items():
        letter = get_column_letter(columns.index(column) + 1)
        rule = DataValidation(type="list", formula1=f'"{",".join(choices)}"', allow_blank=True, showErrorMessage=False)
        rule.add(f"{letter}2:{letter}{_LAST_ROW}")
        sheet.data_validations.append(rule)
    sheet.append([_cell(sheet, column, head=True) for column in columns])
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])
    return sheet


def _choices(name: str) -> dict[str, list[str]]:
    """Drop-downs by column. Excel takes at most 255 characters, so indicators stand in the examples instead."""
    status = list(sheets.STATUS_WORDS.values())
    levels = [level for scheme in (LETTERS, PASSING) for _, level in scheme.bands]
    choices: dict[str, dict[str, list[str]]] = {
        sheets.DOCUMENTS: {
            "ชนิด": list(sheets.KIND_WORDS.values()),
            "รูปแบบ": list(sheets.FORM_WORDS.values()),
            "รอบรายงาน (เดือน)": ["3", "6", "9", "12"],
            "ระดับ": [*dict.fromkeys(levels), "ผ่าน"],
        },
        sheets.MEASURES: {"สถานะ": status, "รอบรายงาน (เดือน)": ["6, 12", "3, 6, 9, 12", "12"]},
        sheets.RESULTS: {"สถานะ": status},
        sheets.SCORES: {"ตัวชี้วัด": [indicator.name for indicator in INDICATORS]},
        sheets.SURVEYS: {"แบบวัด": [str(Instrument.EIT), str(Instrument.IIT)]},
    }
    return choices.get(name, {})


def _cell(sheet: Any, value: sheets.Cell, *, head: bool = False) -> Any:
    shown: Any = _clean(value)
    cell: Any = WriteOnlyCell(sheet, value=shown)
    if isinstance(value, str):
        cell.data_type = "s"
        cell.quotePrefix = value.startswith(_LIKE_FORMULA)
    if isinstance(value, date):
        cell.number_format = "yyyy-mm-dd"
    cell.alignment = _WRAP
    if head:
        cell.font = Font(bold=True)
        cell.fill = _HEAD
    return cell


def _clean(value: sheets.Cell) -> sheets.Cell:
    return _NOT_IN_XML.sub("", value) if isinstance(value, str) else value
