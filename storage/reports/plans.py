"""The plans of a year with their rows' state at a round, from what was reported about the measures."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from dialogs.records.facts import Status
from dialogs.thai.fiscal import ReportingRound
from dialogs.thai.text import compact
from storage.importer.document import ImportedDocument, ProgressReading, RowReading
from storage.importer.save import reading_of
from storage.models import Agency, Measure, ProgressEntry, Source
from storage.reports.spelling import put_right
from storage.reports.status import row_status
from storage.reports.values import Doubt
from storage.spelling import Spellings


@dataclass(frozen=True, slots=True)
class Plan:
    """A stored document of the year: as it was read, and with the agency's true name in it."""

    source_id: int
    raw: ImportedDocument
    right: ImportedDocument


@dataclass(frozen=True, slots=True)
class Said:
    """A measure with the newest report that counts at the round."""

    measure: Measure
    entry: ProgressEntry | None

    @property
    def status(self) -> Status | None:
        return Status(self.entry.status) if self.entry else None


def stored_plans(session: Session, agency: Agency, fiscal_year: int) -> list[Plan]:
    """The year's documents that hold measures, oldest first."""
    spellings = Spellings(agency.name, [name.text for name in agency.names])
    sources = session.scalars(
        select(Source).where(Source.agency_id == agency.id, Source.plan_year == fiscal_year).order_by(Source.id)
    )
    readings = ((source.id, reading_of(source)) for source in sources)
    return [Plan(source_id, raw, put_right(raw, spellings)) for source_id, raw in readings if raw.rows]


def said_until(session: Session, agency: Agency, round_: ReportingRound) -> list[Said]:
    """Every measure of the year with the newest report for the round or an earlier one, corrections followed."""
    measures = session.scalars(
        select(Measure)
        .where(Measure.agency_id == agency.id, Measure.plan_year == round_.fiscal_year, Measure.retired.is_(False))
        .options(selectinload(Measure.progress))
        .order_by(Measure.number)
    )
    return [Said(measure, _newest(measure.progress, round_)) for measure in measures]


def _newest(entries: Sequence[ProgressEntry], round_: ReportingRound) -> ProgressEntry | None:
    replaced = {entry.replaces_id for entry in entries}
    counted = [
        entry
        for entry in entries
        if entry.id not in replaced
        and entry.fiscal_year == round_.fiscal_year
        and (entry.round_months or round_.months) <= round_.months
    ]
    return max(counted, key=lambda entry: (entry.round_months or round_.months, entry.id), default=None)


def with_state(plans: Sequence[Plan], said: Iterable[Said]) -> tuple[ImportedDocument, ...]:
    """The plans with ``status`` and ``progress_rows`` of the round.

    A row whose measures an earlier document has is not repeated: a report names the measures of its plan again.
    """
    by_key = {item.measure.key: item for item in said}
    shown: set[int] = set()
    made: list[ImportedDocument] = []
    for plan in plans:
        document, mine = _of_plan(plan, by_key, shown)
        shown |= mine
        if document.rows:
            made.append(document)
    return tuple(made)


def _of_plan(plan: Plan, by_key: Mapping[str, Said], shown: set[int]) -> tuple[ImportedDocument, set[int]]:
    rows: list[RowReading] = []
    results: list[ProgressReading] = []
    mine: set[int] = set()
    for row, printed in zip(plan.right.rows, plan.raw.rows, strict=True):
        found = [
            (_item(by_key, title, row.seq), words) for title, words in zip(printed.measures, row.measures, strict=True)
        ]
        items = [(item, words) for item, words in found if item is not None]
        if items and all(item.measure.id in shown for item, _ in items):
            continue
        status = row_status([item.status for item, _ in items])
        rows.append(replace(row, status=str(status) if status else None))
        for item, words in items:
            if item.measure.id not in mine:
                results.append(_result(item, words, row, plan, len(results) + 1))
                mine.add(item.measure.id)
    return replace(plan.right, rows=tuple(rows), progress_rows=tuple(results)), mine


def _item(by_key: Mapping[str, Said], title: str, seq: int) -> Said | None:
    """The stored measure of a title; a twin with other contents carries its row's number (storage.importer.saving)."""
    key = compact(title)
    return by_key.get(f"{key}#{seq}") or by_key.get(key)


def _result(item: Said, words: str, row: RowReading, plan: Plan, seq: int) -> ProgressReading:
    """One measure's line in the table of results: as its own paper told it, or as staff reported it."""
    entry = item.entry
    told = next((p for p in plan.right.progress_rows if p.of_plan_seq == row.seq and words in p.measures), None)
    if entry is not None and entry.source_id == plan.source_id and told is not None:
        return replace(told, seq=seq, status=entry.status)
    blank = ProgressReading(seq, measures=(words,), period_raw=row.period_raw, related=row.related)
    if entry is None:
        return blank
    percent = entry.percent if entry.status == Status.IN_PROGRESS else None
    return replace(
        blank,
        detail=tuple(line.strip() for line in entry.detail.split("\n") if line.strip()),
        output=entry.output or None,
        outcome=entry.outcome or None,
        note=f"ร้อยละ {percent}" if percent is not None else None,
        status=entry.status,
    )


def stale(said: Iterable[Said], round_: ReportingRound) -> list[Doubt]:
    """Measures that were not done in an earlier round, and that nobody reported on since."""
    return [
        Doubt("มาตรการ", f"รายงานล่าสุดเป็นของรอบ {item.entry.round_months} เดือน: {item.measure.title}")
        for item in said
        if item.entry is not None
        and item.entry.round_months not in (None, round_.months)
        and item.entry.status != Status.DONE
    ]
