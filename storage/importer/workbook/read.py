"""A workbook back as documents: a changed cell counts, and what no sheet shows comes from the hidden one."""

import io
import json
import warnings
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from dialogs.thai.text import canonical, one_space
from storage.importer.checks.all import check_reading
from storage.importer.document import (
    AgencyReading,
    FiscalYears,
    Head,
    ImportedDocument,
    ProgressReading,
    RowReading,
    SurveyReading,
)
from storage.importer.errors import ImportRefused
from storage.importer.limits import MAX_FILE_BYTES, MAX_ROWS
from storage.importer.parts.agency import type_of
from storage.importer.parts.scores import with_scores
from storage.importer.readers.archive import OfficeArchive
from storage.importer.workbook import sheets
from storage.importer.workbook.rows import Row, number, plan_row, result_row, same_results, same_row, text

_Table = list[Row]


def is_workbook(path: Path) -> bool:
    """Whether a .xlsx file has our sheets. Files that cannot be opened are left to the reader of any workbook."""
    try:
        if path.stat().st_size > MAX_FILE_BYTES:
            return False
        book = OfficeArchive(path.read_bytes(), ".xlsx", "xl/workbook.xml").xml("xl/workbook.xml")
    except (OSError, ImportRefused):
        return False
    names = {element.get("name") for element in book.iter() if str(element.tag).endswith("}sheet")}
    return names >= {sheets.DOCUMENTS, sheets.MEASURES, sheets.SCORES, sheets.SURVEYS}


def read_workbook(path: Path) -> list[ImportedDocument]:
    """The documents of a workbook. Raises ImportRefused."""
    tables = _tables(path)
    kept = _kept(tables.get(sheets.KEEP, []))
    documents = [_document(path.name, row, tables, kept) for row in tables[sheets.DOCUMENTS] if row.get(sheets.KEY)]
    if not documents:
        raise ImportRefused(f"the sheet {sheets.DOCUMENTS} has no filled row")
    return documents


def _tables(path: Path) -> dict[str, _Table]:
    OfficeArchive(path.read_bytes(), ".xlsx", "xl/workbook.xml")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of extensions that it drops; we read values only
        try:
            book = load_workbook(io.BytesIO(path.read_bytes()), read_only=True, data_only=True, keep_links=False)
            return {sheet.title: _rows(sheet.iter_rows(values_only=True)) for sheet in book.worksheets}
        except ImportRefused:
            raise
        except Exception as error:
            raise ImportRefused("the workbook is damaged and cannot be read") from error


def _rows(source: Any) -> _Table:
    rows: _Table = []
    heads: list[str] = []
    for index, values in enumerate(source, start=1):
        if index > MAX_ROWS:
            raise ImportRefused(f"a sheet has more than {MAX_ROWS:,} rows")
        if not heads:
            heads = [one_space(str(value or "")) for value in values]
            continue
        row = {
            head: _tidy(value) for head, value in zip(heads, values, strict=False) if head and value not in (None, "")
        }
        if row:
            rows.append({**row, "": index})
    return rows


def _tidy(value: object) -> object:
    return canonical(value).strip() if isinstance(value, str) else value


def _kept(table: _Table) -> Mapping[str, ImportedDocument]:
    """The readings of the hidden sheet by document; a damaged one is as good as none."""
    pieces: dict[str, dict[int, str]] = {}
    for row in table:
        pieces.setdefault(_key(row), {})[number(row.get("ส่วนที่")) or 0] = str(row.get("ข้อมูล", ""))
    kept: dict[str, ImportedDocument] = {}
    for key, parts in pieces.items():
        try:
            kept[key] = ImportedDocument.from_json(json.loads("".join(parts[n] for n in sorted(parts))))
        except ValueError:
            continue
    return kept


def _key(row: Row) -> str:
    value = row.get(sheets.KEY)
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value or "")


def _document(
    file: str, row: Row, tables: Mapping[str, _Table], kept: Mapping[str, ImportedDocument]
) -> ImportedDocument:
    key = _key(row)
    old = kept.get(key)
    base = old or ImportedDocument(file=file, document=Head("measure_plan", "document"), agency=AgencyReading(""))
    mine = {name: [r for r in table if _key(r) == key] for name, table in tables.items()}
    plan = number(row.get("ปีของแผน")) or base.fiscal_years.plan
    document = replace(
        base,
        document=_head(base.document, row),
        agency=_agency(base.agency, row),
        fiscal_years=_years(base.fiscal_years, row, plan),
    )
    document = with_scores(
        document, _scores(mine[sheets.SCORES]), number_or_none(row.get("คะแนนรวม")), text(row, "ระดับ")
    )
    rows = tuple(_plan_rows(base, mine[sheets.MEASURES], plan))
    results = tuple(_result_rows(base, mine.get(sheets.RESULTS, []), plan))
    surveys = tuple(_survey(base, r) for r in mine[sheets.SURVEYS])
    document = replace(
        document,
        rows=rows,
        rows_count=len(rows),
        progress_rows=results,
        progress_rows_count=len(results),
        surveys=surveys,
    )
    if not document.agency.name_as_first_written:
        raise ImportRefused(f"row {row['']} of the sheet {sheets.DOCUMENTS} names no agency (column หน่วยงาน)")
    return document if old == document else replace(document, warnings=check_reading(document))


def number_or_none(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) else None


def _head(old: Head, row: Row) -> Head:
    day = sheets.day_of(row.get("วันที่"))
    return replace(
        old,
        title=text(row, "ชื่อเรื่อง"),
        kind=sheets.value_of(sheets.KIND_WORDS, text(row, "ชนิด")) or old.kind,
        form=sheets.value_of(sheets.FORM_WORDS, text(row, "รูปแบบ")) or old.form,
        form_th=old.form_th or text(row, "รูปแบบ") or "",
        document_no=text(row, "เลขที่"),
        document_date=day,
        document_date_raw=old.document_date_raw if day == old.document_date else str(row.get("วันที่")),
        reporting_round_months=number(row.get("รอบรายงาน (เดือน)")),
    )


def _agency(old: AgencyReading, row: Row) -> AgencyReading:
    name, district, province = text(row, "หน่วยงาน") or "", text(row, "อำเภอ"), text(row, "จังหวัด")
    if (name, district, province) == (old.name_as_first_written, old.district_as_written, old.province):
        return old
    kind, kind_th = type_of(name)
    return AgencyReading(
        name_as_first_written=name,
        name_canonical=name or None,
        canonical_confidence="high",
        type=kind,
        type_th=kind_th,
        district_as_written=district,
        district_canonical=district,
        province=province,
    )


def _years(old: FiscalYears, row: Row, plan: int | None) -> FiscalYears:
    title, assessed = number(row.get("ปีตามชื่อเรื่อง")), number(row.get("ปีที่ประเมิน"))
    if (title, assessed, plan) == (old.title, old.assessed, old.plan):
        return old
    mentioned = sorted({year for year in (title, assessed, plan) if year})
    return FiscalYears(title, assessed, plan, tuple(mentioned), old.background_years)


def _scores(table: _Table) -> dict[str, float]:
    found: dict[str, float] = {}
    for row in table:
        slug = sheets.indicator_slug(text(row, "ตัวชี้วัด") or "")
        value = number_or_none(row.get("คะแนน"))
        if slug is None or value is None or not 0 <= value <= 100:
            raise ImportRefused(
                f"row {row['']} of the sheet {sheets.SCORES} needs an indicator's name and a score of 0 to 100"
            )
        found[slug] = value
    return found


def _plan_rows(base: ImportedDocument, table: _Table, plan: int | None) -> list[RowReading]:
    by_seq = {row.seq: row for row in base.rows}
    made: list[RowReading] = []
    for row in table:
        old = by_seq.get(number(row.get("ลำดับ")) or 0)
        made.append(old if old and same_row(old, row) else plan_row(old, row, len(made) + 1, plan))
    return made


def _result_rows(base: ImportedDocument, table: _Table, plan: int | None) -> list[ProgressReading]:
    by_seq = {row.seq: row for row in base.progress_rows}
    made: list[ProgressReading] = []
    for row in table:
        old = by_seq.get(number(row.get("ลำดับ")) or 0)
        made.append(old if old and same_results(old, row) else result_row(old, row, len(made) + 1, plan))
    return made


def _survey(base: ImportedDocument, row: Row) -> SurveyReading:
    kind, url = text(row, "แบบวัด") or "", text(row, "ลิงก์")
    start, end = sheets.day_of(row.get("วันแรก")), sheets.day_of(row.get("วันสุดท้าย"))
    if kind not in ("EIT", "IIT"):
        raise ImportRefused(f"row {row['']} of the sheet {sheets.SURVEYS} needs EIT or IIT")
    old = next((survey for survey in base.surveys if survey.instrument == kind), None)
    if old and (old.url, old.window_start, old.window_end) == (url, start, end):
        return old
    survey = old or SurveyReading(kind)
    return replace(
        survey,
        url=url,
        window_start=start,
        window_end=end,
        window_raw=None,
        window_end_raw=None,
        window_end_valid=None,
        window_end_suggestion=None,
    )
