"""A source document understood: the shared way of all formats after their readers."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from rapidfuzz import fuzz

from dialogs.thai.fiscal import fiscal_year_of
from storage.importer.checks.all import check
from storage.importer.document import (
    AgencyReading,
    Head,
    ImportedDocument,
    ProgressReading,
    RowReading,
    TableReading,
)
from storage.importer.errors import ImportRefused
from storage.importer.findings import Findings
from storage.importer.model import SourceDocument
from storage.importer.normalise.codes import topic_code
from storage.importer.normalise.periods import period_of
from storage.importer.normalise.status import status_of
from storage.importer.parts import head as heads
from storage.importer.parts import years
from storage.importer.parts.agency import read_agency
from storage.importer.parts.approval import read_signatories
from storage.importer.parts.joining import LogicalRow, logical_rows
from storage.importer.parts.notes import read_notes, with_note_codes
from storage.importer.parts.rows import plan_row, progress_row
from storage.importer.parts.score_lists import is_score_table
from storage.importer.parts.scores import Results, read_results
from storage.importer.parts.surveys import read_surveys
from storage.importer.parts.text import Text, text_of
from storage.importer.regions import LogicalTable, Regions, regions_of
from storage.importer.vocabulary import bare

_RESULT_FIELDS = frozenset({"output", "outcome", "result", "done", "in_progress", "not_started", "status", "detail"})
_PLAN_FIELDS = frozenset({"guideline", "steps", "monitoring", "question", "analysis"})
_MOST_COMPARED = 300
"""Plan rows that a result is compared with; real plans have a dozen."""
_ALL_DONE = re.compile(r"ดำเนินการ.{0,140}(?:เสร็จ\s*เรียบร้อย|แล้ว\s*เสร็จ|เสร็จ\s*สิ้น).{0,12}(?:แล้ว|ครบ|ทุก|$)")


@dataclass(frozen=True, slots=True)
class _Rows:
    """Logical rows of plan tables and of result tables, before normalisation."""

    plan: tuple[tuple[LogicalTable, tuple[LogicalRow, ...]], ...]
    progress: tuple[tuple[LogicalTable, tuple[LogicalRow, ...]], ...]


@dataclass(frozen=True, slots=True)
class _Opening:
    """What the first lines say; ``round_year`` is the fiscal year of the reporting round that they name."""

    form: heads.Form
    title: str | None
    day: date | None
    day_raw: str | None
    months: int | None
    round_year: int | None


def understand(source: SourceDocument, *, agency_known: bool = False) -> ImportedDocument:
    """Everything that a document says. Raises ImportRefused where there is nothing of ours in it.

    ``agency_known`` admits a document that names no agency: somebody has assigned it.
    """
    regions = regions_of(source)
    text = text_of(regions)
    rows = _rows(regions)
    surveys = read_surveys(text)
    opening = _opening(text)
    printed, plan, assessed = _years_meant(opening, rows, text)
    results = read_results(regions, text, assessed)
    if assessed is None and results.reading.indicator_scores:
        assessed = printed
        results = read_results(regions, text, assessed)
    _refuse_nothing(rows, results, surveys.readings, source)
    agency = read_agency(text)
    if agency is None and not agency_known:
        raise ImportRefused(
            "no agency is named in it (a name such as เทศบาลตำบล… or องค์การบริหารส่วนตำบล…); give --agency to assign it"
        )
    notes = read_notes(regions)
    plan_rows = with_note_codes(_plan_rows(rows, plan, assessed), notes, assessed)
    progress_rows = _progress_rows(rows, plan_rows, text, plan, assessed)
    kind = _kind(rows, results, surveys.readings, opening, progress_rows)
    months = opening.months or _round_of_rows(plan_rows, progress_rows)
    document = ImportedDocument(
        file=source.name,
        document=_head(text, opening, kind, months, assessed),
        agency=agency or AgencyReading(name_as_first_written=""),
        fiscal_years=years.fiscal_years(printed, assessed, plan, text),
        assessment=results.reading,
        issue_notes=notes,
        tables=_tables(regions, rows),
        rows_count=len(plan_rows),
        rows=plan_rows,
        progress_rows=progress_rows,
        progress_rows_count=len(progress_rows),
        surveys=surveys.readings,
        signatories=read_signatories(text.prose, opening.form.name),
    )
    findings = Findings(source, regions, text, results, surveys)
    return replace(document, warnings=check(document, findings))


def _opening(text: Text) -> _Opening:
    form = heads.form_of(text)
    title = heads.title_of(text, form)
    day, day_raw, _ = heads.date_of(text, form)
    return _Opening(form, title, day, day_raw, *heads.round_of(title, text))


def _years_meant(opening: _Opening, rows: _Rows, text: Text) -> tuple[int | None, int | None, int | None]:
    """(printed with the title, planned for, assessed)."""
    anywhere = opening.form.main not in ("memo", "letter")
    printed = years.title_year(opening.title, text, anywhere=anywhere) or opening.round_year
    plan = years.plan_year(
        printed,
        text,
        periods=_period_years(rows),
        round_year=opening.round_year,
        dated=fiscal_year_of(opening.day) if opening.day else None,
        is_report=bool(rows.progress) or opening.months is not None or "รายงานผลการดำเนิน" in (opening.title or ""),
    )
    return printed, plan, years.assessed_year(plan, text)


def _rows(regions: Regions) -> _Rows:
    plan: list[tuple[LogicalTable, tuple[LogicalRow, ...]]] = []
    progress: list[tuple[LogicalTable, tuple[LogicalRow, ...]]] = []
    for table in regions.tables:
        fields = table.head.fields
        if is_score_table(table) or not fields & {"measure", "issue", "indicator", "guideline", "steps"}:
            continue
        rows = tuple(logical_rows(table))
        if not rows or len(fields - {"seq", "rank", "note"}) < 2:
            continue
        results_only = fields & _RESULT_FIELDS and not fields & _PLAN_FIELDS
        (progress if results_only else plan).append((table, rows))
    return _Rows(tuple(plan), tuple(progress))


def _refuse_nothing(rows: _Rows, results: Results, surveys: Iterable[object], source: SourceDocument) -> None:
    reading = results.reading
    if rows.plan or rows.progress or surveys or reading.indicator_scores or reading.total_score is not None:
        return
    if not any(source.tables):
        raise ImportRefused("there is no table in it, no score and no survey")
    raise ImportRefused("no table in it has heads that are known (มาตรการ, ผู้รับผิดชอบ, ตัวชี้วัด …)")


def _period_years(rows: _Rows) -> list[int]:
    """Fiscal years of the periods that print their year."""
    found: list[int] = []
    for _, group in (*rows.plan, *rows.progress):
        for row in group:
            period = period_of(row.text("period"), None)
            if period:
                year, month = period.start.split("-")
                found.append(fiscal_year_of(date(int(year), int(month), 1)))
    return found


def _plan_rows(rows: _Rows, plan: int | None, assessed: int | None) -> tuple[RowReading, ...]:
    """Rows of all plan tables, numbered through. A document with only results states its measures there."""
    source = rows.plan or rows.progress
    fused = {_layout(table) for table, _ in source if table.head.fused_statuses}
    made: list[RowReading] = []
    for table, group in source:
        for row in group:
            reading = plan_row(row, table, len(made) + 1, plan, assessed)
            if reading.status is None and _layout(table) in fused:
                reading = replace(reading, status="unknown")
            made.append(reading)
    return tuple(made)


def _layout(table: LogicalTable) -> tuple[str | None, ...]:
    return tuple(column.field for column in table.head.columns)


def _progress_rows(
    rows: _Rows, plan_rows: tuple[RowReading, ...], text: Text, plan: int | None, assessed: int | None
) -> tuple[ProgressReading, ...]:
    """Rows of results, each tied to the plan row that names the same measure."""
    source = "document-level sentence, line"
    said = next((line for line in _joined(text) if _ALL_DONE.search(line[1]) and status_of(line[1]) == "done"), None)
    made: list[ProgressReading] = []
    for table, group in rows.progress:
        for row in group:
            reading = progress_row(row, table, len(made) + 1, plan, assessed)
            if reading.status is None and said:
                reading = replace(reading, status="done", status_source=f"{source} {said[0]}")
            elif reading.status is None:
                reading = replace(reading, status="unknown" if _layout_has_status(table) else None)
            made.append(replace(reading, of_plan_seq=_of_plan(reading, plan_rows)))
    return tuple(made)


def _layout_has_status(table: LogicalTable) -> bool:
    return bool(table.head.fields & {"status", "done", "in_progress", "not_started"})


def _joined(text: Text) -> list[tuple[int, str]]:
    """Lines, each with the one after it: sentences break over lines."""
    prose = text.prose
    return [
        (line.number, line.text + (prose[i + 1].text if i + 1 < len(prose) else "")) for i, line in enumerate(prose)
    ]


def _of_plan(reading: ProgressReading, plan_rows: tuple[RowReading, ...]) -> int | None:
    if not reading.measures:
        return None
    wanted = bare(reading.measures[0])
    best: tuple[float, int] = (0.0, 0)
    for row in plan_rows[:_MOST_COMPARED]:
        for measure in (*row.measures, row.issue or ""):
            best = max(best, (fuzz.ratio(wanted, bare(measure)), -row.seq))
    return -best[1] if best[0] >= 80 else None


def _kind(
    rows: _Rows,
    results: Results,
    surveys: tuple[object, ...],
    opening: _Opening,
    progress_rows: tuple[ProgressReading, ...],
) -> str:
    if not rows.plan and not rows.progress:
        return "survey_announcement" if surveys and not results.reading.indicator_scores else "score_list"
    reports = re.search(r"รายงานผลการดำเนิน|ผลการดำเนินการตามมาตรการ|รายงานความก้าวหน้า|รายงานผลตาม", opening.title or "")
    if progress_rows or opening.months or reports:
        return "annual_report" if opening.months in (None, 12) and progress_rows else "progress_report"
    return "measure_plan"


def _round_of_rows(plan_rows: tuple[RowReading, ...], progress_rows: tuple[ProgressReading, ...]) -> int | None:
    """The one round that all plan rows are due at, for a document that reports results."""
    rounds = {row.monitoring_rounds_months for row in plan_rows}
    only = next(iter(rounds)) if len(rounds) == 1 else ()
    return only[0] if progress_rows and len(only) == 1 else None


def _head(text: Text, opening: _Opening, kind: str, months: int | None, assessed: int | None) -> Head:
    form = opening.form
    topic = "measures" if kind == "measure_plan" else "measures_report"
    item = topic_code(topic, assessed) if kind in ("measure_plan", "progress_report", "annual_report") else None
    words = "measures" if topic == "measures" else "implementation of the measures"
    return Head(
        kind=kind,
        form=form.name,
        form_th=form.name_th,
        inferred_oit_item=f"{item} of FY{assessed} list ({words})" if item else None,
        title=opening.title,
        document_no=heads.number_of(text, form),
        document_date=opening.day,
        document_date_raw=opening.day_raw,
        other_dates=heads.other_dates(text),
        reporting_round_months=months,
        closing_formula=heads.closing_of(text, form),
        parts=form.parts,
        announcement_title=heads.announcement_title(text, form),
    )


def _tables(regions: Regions, rows: _Rows) -> tuple[TableReading, ...]:
    made: list[TableReading] = []
    for table in regions.tables:
        if is_score_table(table):
            kind = "scores"
        elif any(table is other for other, _ in rows.progress):
            kind = "progress_report"
        elif any(table is other for other, _ in rows.plan):
            kind = "measure_plan"
        else:
            kind = "other"
        lines = (*table.head.lines, *table.repeated_at)
        made.append(
            TableReading(kind, lines, tuple(column.label for column in table.head.columns), table.layout or None)
        )
    return tuple(made)
