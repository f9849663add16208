"""What a document says, after import: the shape that ``import --json`` prints and the sample data is written in.

Years are Buddhist, periods Gregorian ``YYYY-MM``, dates ISO, scores 0-100, rounds 3/6/9/12 months of the fiscal year.
Texts keep the document's digits; list numbers at their front are cut. No person's name is kept anywhere.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from storage.importer.codec import JsonValue, from_json, object_json

ALL_UNITS = "ALL"
"""Stands for every unit (ทุกสำนัก/ทุกกอง) in ``responsible_units``."""


@dataclass(frozen=True, slots=True)
class ImportWarning:
    """A doubt for a person: what kind, where, the words themselves, and what could be done."""

    code: str
    line: int | None
    quote: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class OtherDate:
    meaning: str
    raw: str
    date: date | None


@dataclass(frozen=True, slots=True)
class Head:
    """The document itself. ``form`` is announcement, memo, report, letter, order or document (or several joined)."""

    kind: str
    form: str
    form_th: str = ""
    inferred_oit_item: str | None = None
    title: str | None = None
    document_no: str | None = None
    document_date: date | None = None
    document_date_raw: str | None = None
    other_dates: tuple[OtherDate, ...] = ()
    reporting_round_months: int | None = None
    closing_formula: str | None = None
    parts: tuple[str, ...] = ()
    announcement_title: str | None = None


@dataclass(frozen=True, slots=True)
class NameVariant:
    text: str
    count: int


@dataclass(frozen=True, slots=True)
class AgencyReading:
    """Who the document is about. ``*_canonical`` are proposals; a person confirms them."""

    name_as_first_written: str
    name_canonical: str | None = None
    canonical_confidence: str = "low"
    variants: tuple[NameVariant, ...] = ()
    type: str | None = None
    type_th: str | None = None
    district_as_written: str | None = None
    district_canonical: str | None = None
    province: str | None = None


@dataclass(frozen=True, slots=True)
class FiscalYears:
    title: int | None = None
    assessed: int | None = None
    plan: int | None = None
    mentioned: tuple[int, ...] = ()
    background_years: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class PrintedOrder:
    lines: str
    order: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AssessmentReading:
    fiscal_year: int | None = None
    total_score: float | None = None
    level: str | None = None
    level_scheme: str | None = None
    indicator_scores: Mapping[str, float] = field(default_factory=dict)
    score_lists_in_document: int = 0
    printed_orders: tuple[PrintedOrder, ...] = ()
    highest: str | None = None
    lowest: str | None = None
    instrument_averages_computed: Mapping[str, float] = field(default_factory=dict)
    total_recomputed_30_30_40: float | None = None
    weak_indicators_stated: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class IssueNote:
    """A remark that belongs to a whole instrument, though it is printed on one indicator's row."""

    instrument: str
    line: int | None
    text: str


@dataclass(frozen=True, slots=True)
class TableReading:
    kind: str
    header_lines: tuple[int, ...]
    columns: tuple[str, ...]
    layout: str | None = None


@dataclass(frozen=True, slots=True)
class CodeReading:
    """A question or disclosure item: ``raw`` as printed, ``normalised`` as i6, e4, o17 of ``fiscal_year``."""

    raw: str
    normalised: str
    fiscal_year: int | None
    place: str = field(default="", metadata={"key": "in"})
    confidence: str = "high"


@dataclass(frozen=True, slots=True)
class Related:
    stated_indicators: tuple[str, ...] = ()
    inferred_instrument: str | None = None
    codes: tuple[CodeReading, ...] = ()


@dataclass(frozen=True, slots=True)
class RowReading:
    """One logical row of a plan, its page continuations joined."""

    seq: int
    source_lines: tuple[int, ...] = ()
    printed_number: int | None = None
    issue: str | None = None
    question: str | None = None
    analysis: str | None = None
    strength_weakness: str | None = None
    measures: tuple[str, ...] = ()
    guidelines: tuple[str, ...] = ()
    guidelines_count: int = 0
    steps: tuple[str, ...] = ()
    steps_count: int = 0
    responsible_raw: str | None = None
    responsible_units: tuple[str, ...] = ()
    period_raw: str | None = None
    period_start: str | None = None
    period_end: str | None = None
    period_kind: str | None = None
    period_continues_to: str | None = None
    monitoring_raw: str | None = None
    monitoring_rounds_months: tuple[int, ...] = ()
    status: str | None = None
    output: str | None = None
    outcome: str | None = None
    note: str | None = None
    related: Related = field(default_factory=Related)


@dataclass(frozen=True, slots=True)
class ProgressReading:
    """One row of a table of results."""

    seq: int
    source_lines: tuple[int, ...] = ()
    of_plan_seq: int | None = None
    measures: tuple[str, ...] = ()
    detail: tuple[str, ...] = ()
    detail_count: int = 0
    period_raw: str | None = None
    period_start: str | None = None
    period_end: str | None = None
    period_kind: str | None = None
    output: str | None = None
    outcome: str | None = None
    note: str | None = None
    status: str | None = None
    status_source: str | None = None
    related: Related = field(default_factory=Related)


@dataclass(frozen=True, slots=True)
class SurveyReading:
    """An invitation to a survey. ``window_end`` is empty where the date written does not exist."""

    instrument: str
    url: str | None = None
    agency_code: str | None = None
    source_line: int | None = None
    window_raw: str | None = None
    window_start: date | None = None
    window_end: date | None = None
    window_end_raw: str | None = None
    window_end_valid: bool | None = None
    window_end_suggestion: date | None = None
    announcement_date: date | None = None
    announcement_date_raw: str | None = None
    qr: str | None = None
    qr_placeholder_line: int | None = None
    audience: str | None = None


@dataclass(frozen=True, slots=True)
class SignatoryReading:
    order: int
    role: str
    role_en: str | None = None
    action: str | None = None
    label: str | None = None
    part: str | None = None


@dataclass(frozen=True, slots=True)
class ImportedDocument:
    """Everything one document said, and every doubt about it."""

    file: str
    document: Head
    agency: AgencyReading
    fiscal_years: FiscalYears = field(default_factory=FiscalYears)
    assessment: AssessmentReading = field(default_factory=AssessmentReading)
    issue_notes: tuple[IssueNote, ...] = ()
    tables: tuple[TableReading, ...] = ()
    rows_count: int = 0
    rows: tuple[RowReading, ...] = ()
    progress_rows: tuple[ProgressReading, ...] = ()
    progress_rows_count: int = 0
    surveys: tuple[SurveyReading, ...] = ()
    signatories: tuple[SignatoryReading, ...] = ()
    warnings: tuple[ImportWarning, ...] = ()

    def as_json(self) -> dict[str, JsonValue]:
        """One entry of what ``import --json`` prints."""
        return object_json(self)

    @classmethod
    def from_json(cls, data: Mapping[str, object]) -> "ImportedDocument":
        """The inverse of ``as_json``; counts are taken from the rows. Raises ValueError."""
        known = {**data}
        for rows, count in (("rows", "rows_count"), ("progress_rows", "progress_rows_count")):
            listed = known.get(rows)
            known[count] = len(listed) if isinstance(listed, list) else 0
        return from_json(cls, known)

    def digest(self) -> str:
        """SHA-256 of the reading without the file's name; equal digests mean that there is nothing to do."""
        reading = {key: value for key, value in self.as_json().items() if key != "file"}
        return hashlib.sha256(json.dumps(reading, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
