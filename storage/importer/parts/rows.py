"""Logical rows as plan rows and rows of results, with every value normalised beside its raw text."""

from collections.abc import Iterable

from dialogs.records.ita import BY_SLUG, Instrument
from dialogs.thai.fiscal import ROUNDS
from dialogs.thai.text import one_space
from storage.importer.document import ProgressReading, Related, RowReading
from storage.importer.heads import cells_of
from storage.importer.normalise.codes import codes_in_row
from storage.importer.normalise.indicators import indicator_of, indicators_in, instrument_of
from storage.importer.normalise.lists import listing, without_number
from storage.importer.normalise.people import without_names
from storage.importer.normalise.periods import period_of
from storage.importer.normalise.rounds import rounds_in
from storage.importer.normalise.status import is_mark, is_only_status, status_from_ticks, status_of
from storage.importer.normalise.units import units_in
from storage.importer.parts.joining import LogicalRow
from storage.importer.regions import LogicalTable

_TICKS = ("done", "in_progress", "not_started")


def flat(text: str) -> str | None:
    """A cell as one line without persons' names; None if there is nothing."""
    return without_names(one_space(text)) or None


def items(text: str) -> tuple[str, ...]:
    return tuple(without_names(item) for item in listing(text).items)


def plan_row(row: LogicalRow, table: LogicalTable, seq: int, plan: int | None, assessed: int | None) -> RowReading:
    """One row of a plan; ``plan`` serves months without a year, ``assessed`` is the year of every code."""
    issue, number = without_number(row.issue)
    measures = listing(row.text("measure"))
    steps = items(row.text("steps") or (row.text("detail") if not row.text("output") else ""))
    guidelines = items(row.text("guideline"))
    if not table.head.of("measure") and guidelines:
        measures, guidelines = listing(row.text("guideline")), ()
    period = period_of(row.text("period"), plan)
    stated = stated_indicators(row)
    return RowReading(
        seq=seq,
        source_lines=tuple(sorted(set(row.lines))),
        printed_number=_printed(row, number, measures.numbers),
        issue=without_names(issue) or None,
        question=flat(row.text("question")),
        analysis=flat(row.text("analysis")),
        strength_weakness=flat(row.text("strength")),
        measures=tuple(without_names(item) for item in measures.items),
        guidelines=guidelines,
        guidelines_count=len(guidelines),
        steps=steps,
        steps_count=len(steps),
        responsible_raw=flat(row.text("responsible")),
        responsible_units=units_in(row.text("responsible")),
        period_raw=flat(row.text("period")),
        monitoring_raw=flat(row.text("monitoring")),
        monitoring_rounds_months=_rounds(row, table),
        status=_status(row, table),
        output=flat(row.text("output")) or _result(row),
        outcome=flat(row.text("outcome")),
        note=flat(row.text("note") or row.text("problem")),
        related=Related(stated, _instrument(row, table, stated), codes_in_row(row.texts, stated, assessed)),
        period_start=period.start if period else None,
        period_end=period.end if period else None,
        period_kind=period.kind if period else None,
        period_continues_to=period.continues_to if period else None,
    )


def progress_row(
    row: LogicalRow, table: LogicalTable, seq: int, plan: int | None, assessed: int | None
) -> ProgressReading:
    """One row of a table of results."""
    measures = items(row.text("measure")) or items(row.issue)
    detail = items(row.text("detail") or row.text("steps"))
    period = period_of(row.text("period"), plan)
    stated = stated_indicators(row)
    return ProgressReading(
        seq=seq,
        source_lines=tuple(sorted(set(row.lines))),
        measures=measures,
        detail=detail,
        detail_count=len(detail),
        period_raw=flat(row.text("period")),
        output=flat(row.text("output")) or _result(row),
        outcome=flat(row.text("outcome")),
        note=flat(row.text("note") or row.text("problem")),
        status=_status(row, table),
        related=Related(stated, _instrument(row, table, stated), codes_in_row(row.texts, stated, assessed)),
        period_start=period.start if period else None,
        period_end=period.end if period else None,
        period_kind=period.kind if period else None,
    )


def _printed(row: LogicalRow, issue_number: int | None, measure_numbers: Iterable[int | None]) -> int | None:
    if issue_number is not None:
        return issue_number
    seq = without_number(row.text("seq") + " .")[1] if row.text("seq") else None
    numbers = [number for number in measure_numbers if number is not None]
    return seq if seq is not None else (numbers[0] if len(numbers) == 1 and not row.issue else None)


def stated_indicators(row: LogicalRow) -> tuple[str, ...]:
    """The indicators that the row itself names: in its issue, as its measure, or over a group of rows."""
    for text in (row.text("indicator"), row.text("issue")):
        one = indicator_of(text) if text else None
        found = (one,) if one else indicators_in(text)
        if found:
            return found
    one = indicator_of(row.text("measure")) if row.text("measure") else None
    return (one,) if one else row.group_indicators


def _instrument(row: LogicalRow, table: LogicalTable, stated: tuple[str, ...]) -> str | None:
    if row.text("instrument") and (named := instrument_of(row.text("instrument"))):
        return str(named)
    kinds: set[Instrument] = {BY_SLUG[slug].instrument for slug in stated}
    if len(kinds) == 1:
        return str(kinds.pop())
    found = row.group_instrument or instrument_of(table.title)
    return str(found) if found else None


def _rounds(row: LogicalRow, table: LogicalTable) -> tuple[int, ...]:
    """From the monitoring cell, the period cell, ticked columns of rounds; else from the head of the column."""
    monitoring = row.text("monitoring")
    found = set(rounds_in(monitoring, of_rounds=True)) | set(rounds_in(row.text("period")))
    for months in ROUNDS:
        if is_mark(row.text(f"round_{months}")):
            found.add(months)
    for physical in row.rows:
        for cell in cells_of(physical, table.head.of("monitoring")):
            if cell.day and {cell.day.day, cell.day.month} <= set(ROUNDS):
                found |= {cell.day.day, cell.day.month}
    if not found and monitoring:
        heads = " ".join(head for column in table.head.of("monitoring") for head in column.heads)
        found = set(rounds_in(heads))
    return tuple(sorted(found))


def _status(row: LogicalRow, table: LogicalTable) -> str | None:
    head = table.head
    said = {found for name in _TICKS if (found := status_of(row.text(name)))}
    if len(said) == 1:
        return said.pop()  # words in the place of a tick, often over all the columns at once
    ticked = {name: is_mark(row.text(name)) for name in _TICKS}
    if any(head.of(name) for name in _TICKS) and (any(ticked.values()) or not row.text("status")):
        return status_from_ticks(**ticked)
    for name in ("status", "result", "percent", "note"):
        found = status_of(row.text(name)) if row.text(name) else None
        if found:
            return found
    if head.of("status") or head.fused_statuses:
        return "unknown"
    return None


def _result(row: LogicalRow) -> str | None:
    text = flat(row.text("result"))
    return None if text is None or is_only_status(text) else text
