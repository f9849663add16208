"""What was understood, as a person reviews it in the terminal."""

from collections.abc import Iterator

from dialogs.records.ita import BY_SLUG
from storage.importer.document import ALL_UNITS, ImportedDocument, RowReading

_WIDTH = 60
_STATUS = {None: "-", "unknown": "?", "done": "done", "in_progress": "in progress", "not_started": "not started"}


def review(document: ImportedDocument) -> str:
    """The document's head, results, rows, surveys and warnings as lines of text."""
    return "\n".join(
        [*_head(document), *_scores(document), *_rows(document), *_surveys(document), *_warnings(document)]
    )


def _head(document: ImportedDocument) -> Iterator[str]:
    head, agency, years = document.document, document.agency, document.fiscal_years
    yield f"== {document.file}: {head.kind}, {head.form}"
    if head.title:
        yield f"   title     {_cut(head.title, 110)}"
    place = " ".join(part for part in (agency.district_as_written, agency.province) if part)
    yield f"   agency    {agency.name_as_first_written or '(none)'}  {place}"
    if agency.name_canonical and agency.name_canonical != agency.name_as_first_written:
        yield f"   proposed  {agency.name_canonical}  ({agency.canonical_confidence} confidence)"
    yield f"   date      {head.document_date or '-'}   round {head.reporting_round_months or '-'}"
    yield f"   years     assessed {years.assessed or '-'}, plan {years.plan or '-'}"


def _scores(document: ImportedDocument) -> Iterator[str]:
    result = document.assessment
    if result.total_score is not None or result.level:
        computed = f"  (recomputed {result.total_recomputed_30_30_40})" if result.total_recomputed_30_30_40 else ""
        total = "-" if result.total_score is None else result.total_score
        yield f"   total     {total}  level {result.level or '-'}{computed}"
    for slug, score in result.indicator_scores.items():
        yield f"   {score:>7.2f}   {BY_SLUG[slug].name}"


def _rows(document: ImportedDocument) -> Iterator[str]:
    if document.rows:
        yield f"   {len(document.rows)} rows, {sum(len(row.measures) for row in document.rows)} measures"
    for row in document.rows:
        yield from _row(row)
    for report in document.progress_rows:
        name = report.measures[0] if report.measures else "-"
        yield f"   result {report.seq}: {_cut(name)}  [{_STATUS.get(report.status, report.status)}]"


def _row(row: RowReading) -> Iterator[str]:
    units = "every unit" if row.responsible_units == (ALL_UNITS,) else ", ".join(row.responsible_units) or "-"
    name = row.issue or (row.measures[0] if row.measures else "-")
    period = f"{row.period_start}…{row.period_end}" if row.period_start else "-"
    rounds = "/".join(str(months) for months in row.monitoring_rounds_months) or "-"
    yield (
        f"   {row.seq:>3}. {_cut(name)}  | {row.steps_count} steps | {units}"
        f" | {period} | rounds {rounds} | {_STATUS.get(row.status, row.status)}"
    )
    if row.issue:
        for measure in row.measures:
            yield f"        - {_cut(measure)}"


def _surveys(document: ImportedDocument) -> Iterator[str]:
    for survey in document.surveys:
        end = survey.window_end or (
            f"? (suggested {survey.window_end_suggestion})" if survey.window_end_suggestion else "?"
        )
        yield f"   survey {survey.instrument}: {survey.url or '(no link)'}  {survey.window_start or '?'}…{end}"


def _warnings(document: ImportedDocument) -> Iterator[str]:
    if document.warnings:
        yield f"   {len(document.warnings)} warnings"
    for warning in document.warnings:
        line = f"line {warning.line}" if warning.line is not None else "-"
        yield f"   ! {warning.code} ({line}): “{_cut(warning.quote, 80)}” {warning.note}"


def _cut(text: str, width: int = _WIDTH) -> str:
    return text if len(text) <= width else text[: width - 1] + "…"
