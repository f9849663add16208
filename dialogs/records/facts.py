"""What a dialog knows: one agency's data, who is asking, and the time. Read-only values, loaded once a turn."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from dialogs.records.document import NEVER_CHECKED, DocumentFacts, LinkFacts, OitItem, PaperKind, SeasonFacts
from dialogs.records.evidence import EvidenceFacts
from dialogs.records.ita import Instrument
from dialogs.records.official import NO_DESK, DeskFacts
from dialogs.records.voice import Voice


class Status(StrEnum):
    """State of a measure. ``unknown``: the document has columns for it, and no mark in them (domain.md 2.4)."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    UNKNOWN = "unknown"


class Role(StrEnum):
    """What a person bound to an agency may be."""

    STAFF = "staff"
    DIRECTOR = "director"
    SECRETARY = "secretary"
    MAYOR = "mayor"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True, slots=True)
class ContactFacts:
    """How to reach the agency (``unit`` empty) or one unit; ``is_sample`` is shown as ตัวอย่าง."""

    unit: str
    phone: str
    hours: str
    is_sample: bool


@dataclass(frozen=True, slots=True)
class ProgressFacts:
    """One report about a measure; percent 0-100 where it was said.

    ``evidence`` are links, which everybody may see; ``files`` only staff and officials.
    """

    id: int
    status: Status
    percent: int | None
    day: date
    unit: str
    detail: str
    output: str
    outcome: str
    round_months: int | None
    person_id: int | None = None
    evidence: tuple[Mapping[str, str], ...] = ()
    files: tuple[EvidenceFacts, ...] = ()


@dataclass(frozen=True, slots=True)
class CodeFacts:
    """A question or disclosure item that a measure answers; meaningless without its fiscal year."""

    code: str
    fiscal_year: int | None


@dataclass(frozen=True, slots=True)
class MeasureFacts:
    """A measure with what its plan says and the reports about it, newest last. Years are Buddhist, months Gregorian."""

    id: int
    number: int
    plan_year: int
    title: str
    aliases: tuple[str, ...]
    issue: str
    steps: tuple[str, ...]
    units: tuple[str, ...]
    all_units: bool
    period_start: str | None
    period_end: str | None
    rounds: tuple[int, ...]
    monitoring: str
    indicators: tuple[str, ...]
    instrument: Instrument | None
    codes: tuple[CodeFacts, ...]
    has_status_columns: bool
    reports: tuple[ProgressFacts, ...]

    @property
    def last(self) -> ProgressFacts | None:
        """The newest report."""
        return self.reports[-1] if self.reports else None

    @property
    def status(self) -> Status | None:
        """The derived state; None where nothing was ever said about it."""
        if self.last:
            return self.last.status
        return Status.UNKNOWN if self.has_status_columns else None


@dataclass(frozen=True, slots=True)
class AssessmentFacts:
    """One fiscal year's result; scores by indicator slug, 0-100."""

    fiscal_year: int
    total: float | None
    level: str | None
    scores: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class SurveyFacts:
    """A survey of one season; ``end`` is None where the announced date does not exist."""

    instrument: Instrument
    fiscal_year: int
    url: str
    start: date | None
    end: date | None
    suggested_end: date | None


@dataclass(frozen=True, slots=True)
class AgencyFacts:
    """All that a turn may tell about one agency.

    ``revision`` changes whenever any of it does. ``learns``: misunderstood texts may be kept, with consent. ``items``
    are the disclosure items of every year, ``documents`` what the agency published, forms and services included.
    ``preparing_unit`` writes the reports.
    """

    id: int
    slug: str
    revision: int
    name: str
    short_name: str
    type: str
    district: str
    province: str
    name_as_written: str
    district_as_written: str
    voice: Voice
    website: str
    facebook: str
    line_id: str
    map_url: str
    address: str
    complaint_url: str
    public_url: str
    units: tuple[str, ...]
    contacts: tuple[ContactFacts, ...]
    measures: tuple[MeasureFacts, ...]
    assessments: tuple[AssessmentFacts, ...]
    surveys: tuple[SurveyFacts, ...]
    warnings: int
    learns: bool = False
    items: tuple[OitItem, ...] = ()
    documents: tuple[DocumentFacts, ...] = ()
    seasons: tuple[SeasonFacts, ...] = ()
    website_link: LinkFacts = NEVER_CHECKED
    preparing_unit: str = ""
    complaint_line_id: str = ""

    def measure(self, measure_id: int) -> MeasureFacts | None:
        return next((m for m in self.measures if m.id == measure_id), None)

    @property
    def plan_years(self) -> tuple[int, ...]:
        """Years with a plan, newest first."""
        return tuple(sorted({m.plan_year for m in self.measures}, reverse=True))

    @property
    def forms(self) -> tuple[DocumentFacts, ...]:
        """What people fill in, and what they do online."""
        return tuple(paper for paper in self.documents if paper.kind is not PaperKind.ITEM)

    @property
    def main_contact(self) -> ContactFacts | None:
        """The agency's own number, else the first unit's."""
        return next((c for c in self.contacts if not c.unit), self.contacts[0] if self.contacts else None)

    def contact_of(self, unit: str) -> ContactFacts | None:
        """A unit's contact, where it has one of its own."""
        return next((c for c in self.contacts if c.unit == unit and c.phone), None)


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """Somebody bound to the agency. ``follows`` holds measure ids; None in it stands for the agency's news.

    ``reminders``: whether they want to be reminded of reporting rounds. ``desk``: the office's summaries, for those who
    work there.
    """

    id: int
    roles: frozenset[Role]
    unit: str
    label: str
    follows: tuple[int | None, ...]
    reminders: bool = True
    desk: DeskFacts = NO_DESK
    waits_for_survey: bool = False


@dataclass(frozen=True, slots=True)
class InvitationFacts:
    """What a typed invitation code is worth. ``too_many``: the person tried too often and it was not looked up."""

    id: int
    label: str
    unit: str
    roles: frozenset[Role]
    is_valid: bool
    too_many: bool


@dataclass(frozen=True, slots=True)
class Facts:
    """What the engine gets with a message. ``now`` is Bangkok time; ``invitation``: the code that the message holds.

    ``nonce``: 32 random characters of this event, for links that only this answer may hold; empty outside a turn.
    """

    agency: AgencyFacts
    person: PersonFacts | None
    now: datetime
    invitation: InvitationFacts | None = None
    nonce: str = ""

    @property
    def today(self) -> date:
        return self.now.date()

    @property
    def voice(self) -> Voice:
        return self.agency.voice

    @property
    def roles(self) -> frozenset[Role]:
        return self.person.roles if self.person else frozenset()
