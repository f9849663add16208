"""Rows, cells and heads that were joined, repeated, left empty or filled with something else."""

import re
from collections.abc import Iterator

from rapidfuzz import fuzz

from dialogs.records.ita import BY_SLUG
from storage.importer.checks.common import line_with
from storage.importer.document import ALL_UNITS, ImportedDocument, ImportWarning, ProgressReading, RowReading
from storage.importer.findings import Findings
from storage.importer.heads import Head
from storage.importer.normalise.indicators import indicator_of
from storage.importer.normalise.rounds import rounds_in
from storage.importer.vocabulary import bare, spellings

_MOST_COMPARED = 300
"""Rows that are compared with each other; real plans have a dozen."""
_STATUS_WORDS = re.compile(r"ดำเนินการแล้ว.*ยังไม่(?:ได้)?ดำเนินการ")


def check(document: ImportedDocument, findings: Findings) -> Iterator[ImportWarning]:
    """What happened to the tables on their way here."""
    yield from _tables(document, findings)
    yield from _joined(document, findings)
    yield from _repeated(document, findings)
    yield from _contents(document, findings)
    yield from _units(document, findings)
    yield from _weak(document, findings)
    yield from _details(document, findings)


def _first(row: RowReading) -> int | None:
    return min(row.source_lines, default=None)


def _tables(document: ImportedDocument, findings: Findings) -> Iterator[ImportWarning]:
    kinds = {table.header_lines[:1]: table for table in document.tables}
    for table in findings.regions.tables:
        reading = kinds.get(table.head.lines[:1])
        line = table.head.lines[0]
        if reading and table.layout == "one cell per line":
            quote = " ".join(column.heads[0] for column in table.head.columns if column.heads)
            yield ImportWarning(
                "TABLE_STRUCTURE_LOST", line, quote, "cells stand one below the other; check who is in which column"
            )
        if reading is None or reading.kind not in ("measure_plan", "progress_report"):
            continue
        monitoring = table.head.of("monitoring")
        if table.head.fused_statuses:
            yield ImportWarning(
                "HEADER_LEVELS_FUSED", line, monitoring[0].label if monitoring else "", "several heads in one cell"
            )
        ticks = any(table.head.of(name) for name in ("done", "not_started", "in_progress"))
        if (table.head.fused_statuses or ticks) and any(row.status == "unknown" for row in document.rows):
            note = "columns to tick, but a row has no tick or more than one: its status is unknown, not “not done”"
            yield ImportWarning("EMPTY_TICK_COLUMNS", line, _tick_heads(table.head), note)
    rows = [row for row in document.rows if row.monitoring_raw]
    if rows and not any(row.monitoring_rounds_months for row in document.rows):
        heads = [c for table in findings.regions.tables for c in table.head.of("monitoring")]
        at = next((table.head.lines[0] for table in findings.regions.tables if table.head.of("monitoring")), None)
        note = "it says what to check, but not after how many months a report is due"
        yield ImportWarning("NO_REPORTING_ROUND", at, heads[0].label if heads else "", note)


def _tick_heads(head: Head) -> str:
    fused = next((found.group() for c in head.columns if (found := _STATUS_WORDS.search(c.label))), "")
    return fused or " ".join(c.heads[-1] for c in head.columns if c.field in ("done", "in_progress", "not_started"))


def _joined(document: ImportedDocument, findings: Findings) -> Iterator[ImportWarning]:
    texts = {line.number: line.text for line in reversed(findings.text.cells)}
    for row in document.rows:
        for before, line in zip(row.source_lines, row.source_lines[1:], strict=False):
            if line - before > 1:
                note = f"joined to row {row.seq}, which a page break cut"
                yield ImportWarning("CONTINUATION_ROW", line, texts.get(line, "")[:60], note)
        if row.question and not row.measures:
            quote = (row.steps[0] if row.steps else row.question)[:60]
            note = "this row has no measure of its own; the cell above may stand for both"
            yield ImportWarning("MERGED_CELL", _first(row), quote, note)


def _repeated(document: ImportedDocument, findings: Findings) -> Iterator[ImportWarning]:
    seen_rows: dict[tuple[str, ...], RowReading] = {}
    seen_texts: dict[str, RowReading] = {}
    for row in document.rows[:_MOST_COMPARED]:
        whole = (bare(" ".join(row.measures)), bare(" ".join((*row.steps, row.analysis or ""))))
        earlier_row = _same_row(whole, seen_rows)
        if earlier_row is not None:
            quote = row.issue or (row.measures or row.steps or ("",))[0]
            note = f"the same words as row {earlier_row.seq}; is its own text missing?"
            yield ImportWarning("DUPLICATE_ROW", _first(row), quote, note)
            continue
        seen_rows[whole] = row
        for text in (*row.measures, *row.guidelines, *row.steps):
            key = bare(text)
            earlier = seen_texts.setdefault(key, row)
            if len(key) > 20 and earlier is not row:
                line = line_with(findings, text, _first(row) or 0) or _first(row)
                yield ImportWarning("DUPLICATE_TEXT", line, text[:60], f"the same text stands in row {earlier.seq}")


def _same_row(whole: tuple[str, ...], seen: dict[tuple[str, ...], RowReading]) -> RowReading | None:
    text = "".join(whole)
    if len(text) < 30:
        return None
    for key, row in seen.items():
        if all(fuzz.ratio(one, two) >= 95 for one, two in zip(whole, key, strict=True)):
            return row
    return None


def _contents(document: ImportedDocument, findings: Findings) -> Iterator[ImportWarning]:
    named = next((row for row in document.rows if row.measures and indicator_of(row.measures[0])), None)
    if named:
        note = "the measure's cell holds the name of an indicator, not a measure"
        yield ImportWarning("MEASURE_IS_INDICATOR_NAME", _first(named), named.measures[0], note)
    if document.rows and not any(row.measures for row in document.rows):
        yield ImportWarning(
            "NO_MEASURES", _first(document.rows[0]), "", "no row has a measure; nothing can be reported on"
        )
    both: list[RowReading | ProgressReading] = [*document.rows, *document.progress_rows]
    for row in both:
        if row.outcome and "รอบ" in row.outcome and rounds_in(row.outcome):
            at = row.outcome.find("รอบ")
            quote = row.outcome[max(0, at - 45) : at + 12]
            line = line_with(findings, row.outcome, min(row.source_lines, default=0))
            yield ImportWarning("ROUND_IN_OUTCOME", line, quote, "a reporting round stands in the cell of the outcome")


def _units(document: ImportedDocument, findings: Findings) -> Iterator[ImportWarning]:
    seen: set[str] = set()
    for row in document.rows:
        raw = row.responsible_raw or ""
        if raw and not row.responsible_units:
            yield ImportWarning("UNITS_UNREAD", _first(row), raw, "no known unit; add it to the office's units")
        for spelling, name in _other_spellings(raw, row.responsible_units):
            if any(spelling in other for other in seen):
                continue
            seen.add(spelling)
            shown = "every unit" if name == ALL_UNITS else name
            line = line_with(findings, raw, _first(row) or 0)
            yield ImportWarning("UNIT_SYNONYM", line, raw[:60], f"read as {shown}")


def _other_spellings(raw: str, units: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """(spelling, normalised name) of the units that a cell writes in another way."""
    written = bare(raw)
    for spelling, name in spellings("units").items():
        if name in units and spelling != bare(name) and spelling in written and bare(name) not in written:
            yield spelling, name


def _weak(document: ImportedDocument, findings: Findings) -> Iterator[ImportWarning]:
    """Indicators that the text says must be improved, and that no row is about."""
    weak = document.assessment.weak_indicators_stated
    covered = {slug for row in document.rows for slug in row.related.stated_indicators}
    if not weak or not document.rows:
        return
    for slug in weak if covered else weak[:1]:
        if slug in covered:
            continue
        name = BY_SLUG[slug].name
        line = next(
            (found.number for found in findings.text.prose if name in found.text and "ตัวชี้วัด" in found.text), None
        )
        note = (
            f"no row is about {name}"
            if covered
            else f"{len(weak)} indicators must be improved; no row says which one it is for"
        )
        yield ImportWarning("WEAK_INDICATOR_NOT_COVERED", line, f"ตัวชี้วัด{name}", note)


def _details(document: ImportedDocument, findings: Findings) -> Iterator[ImportWarning]:
    """Work reported under a measure whose plan never spoke of it."""
    plans = {row.seq: row for row in document.rows}
    for report in document.progress_rows:
        plan = plans.get(report.of_plan_seq or 0)
        if plan is None or not plan.steps or not report.detail:
            continue
        planned = bare(" ".join((*plan.measures, *plan.guidelines, *plan.steps)))
        made = re.match(r"(?:ได้)?จัดทำ(มาตรการ.{6,60})", report.detail[0])
        if made and fuzz.partial_ratio(bare(made.group(1))[7:40], planned) < 58:
            line = line_with(findings, report.detail[0])
            note = f"the plan of row {plan.seq} does not speak of this"
            yield ImportWarning("DETAIL_NOT_RELATED", line, report.detail[0][:60], note)
