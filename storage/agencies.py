"""What a turn needs to know of an agency, loaded at once and kept until its revision changes."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from sqlalchemy import and_, bindparam, func, select
from sqlalchemy.orm import Session, selectinload

from dialogs.records.document import NEVER_CHECKED
from dialogs.records.evidence import EvidenceFacts
from dialogs.records.facts import (
    AgencyFacts,
    AssessmentFacts,
    CodeFacts,
    ContactFacts,
    MeasureFacts,
    PersonFacts,
    ProgressFacts,
    Role,
    Status,
    SurveyFacts,
)
from dialogs.records.ita import Instrument
from dialogs.records.official import NO_DESK
from dialogs.records.voice import voice_of
from dialogs.thai.text import compact
from storage.database import Database
from storage.documents import items_of, papers_of, seasons_of
from storage.evidence import files_of_reports
from storage.linkcheck import known_links
from storage.models import (
    Agency,
    Assessment,
    Follow,
    ImportWarning,
    IssueRow,
    Measure,
    Person,
    ProgressEntry,
    Source,
    Survey,
)
from storage.reports.preparer import preparer
from storage.summaries import load_desk
from storage.surveys import waits_for_survey

ALL_UNITS = "ALL"
BANGKOK = ZoneInfo("Asia/Bangkok")
MOST_KEPT = 500
"""Agencies kept in one process: a few dozen megabytes."""


@dataclass(frozen=True, slots=True)
class Known:
    """An agency as a turn sees it, and the person who writes, if they are known."""

    agency: AgencyFacts
    person: PersonFacts | None


_WHO_AND_WHERE = (
    select(Agency.id, Agency.revision, Person.id.label("person"))
    .outerjoin(
        Person,
        and_(
            Person.agency_id == Agency.id,
            Person.digest.in_(bindparam("digests", expanding=True)),
            Person.active.is_(True),
        ),
    )
    .where(Agency.slug == bindparam("slug"))
)
"""What every turn asks first, in one query: most people who write are nobody we know."""


class AgencyDirectory:
    """Agencies by slug. ``public_url`` is where the public pages stand."""

    def __init__(self, database: Database, public_url: str) -> None:
        self._database = database
        self._public_url = public_url.rstrip("/")
        self._cache: dict[str, AgencyFacts] = {}

    def known(self, slug: str, digests: Sequence[str]) -> Known | None:
        """The agency and the person of one of the digests (one per key); None for an unknown agency.

        Raises StoreUnavailable.
        """
        with self._database.reading() as session:
            found = session.connection().execute(_WHO_AND_WHERE, {"slug": slug, "digests": list(digests)}).first()
            if found is None:
                self._cache.pop(slug, None)
                return None
            cached = self._cache.get(slug)
            if cached is None or cached.revision != found.revision or cached.id != found.id:
                cached = load_agency(session, found.id, self._public_url)
                if len(self._cache) >= MOST_KEPT:
                    self._cache.clear()  # a search engine reads every agency of the country in a row
                self._cache[slug] = cached
            return Known(cached, _load_person(session, found.id, found.person) if found.person else None)

    def last_known(self, slug: str) -> AgencyFacts | None:
        """What is remembered of an agency, for an apology while the database is away."""
        return self._cache.get(slug)


def load_agency(session: Session, agency_id: int, public_url: str) -> AgencyFacts:
    """Everything that a turn may tell."""
    agency = session.get_one(Agency, agency_id)
    assessments = session.scalars(
        select(Assessment).where(Assessment.agency_id == agency_id).options(selectinload(Assessment.scores))
    )
    surveys = session.scalars(select(Survey).where(Survey.agency_id == agency_id))
    doubts = select(func.count()).select_from(ImportWarning).join(Source).where(Source.agency_id == agency_id)
    return AgencyFacts(
        id=agency.id,
        slug=agency.slug,
        revision=agency.revision,
        name=agency.name,
        short_name=agency.short_name,
        type=agency.type,
        district=agency.district,
        province=agency.province,
        name_as_written=agency.name_as_written,
        district_as_written=agency.district_as_written,
        voice=voice_of(agency.voice),
        website=agency.website,
        facebook=agency.facebook,
        line_id=agency.line_id,
        map_url=agency.map_url,
        address=agency.address,
        complaint_url=agency.complaint_url,
        complaint_line_id=agency.complaint_line_id,
        public_url=f"{public_url}/{agency.slug}/",
        units=tuple(unit.name for unit in agency.units),
        contacts=tuple(ContactFacts(c.unit, c.phone, c.hours, c.is_sample) for c in agency.contacts),
        measures=_measures(session, agency),
        assessments=tuple(sorted((_assessment(a) for a in assessments), key=lambda a: a.fiscal_year)),
        surveys=tuple(_survey(survey) for survey in surveys),
        warnings=session.scalar(doubts) or 0,
        learns=agency.learns,
        items=items_of(session, agency_id),
        documents=papers_of(session, agency_id),
        seasons=seasons_of(session, agency_id),
        website_link=known_links(session, agency_id).get(agency.website, NEVER_CHECKED),
        preparing_unit=preparer(session, agency),
    )


def _measures(session: Session, agency: Agency) -> tuple[MeasureFacts, ...]:
    """What is in force, the newest plan first."""
    found = (
        select(Measure)
        .where(Measure.agency_id == agency.id, Measure.retired.is_(False))
        .options(
            selectinload(Measure.progress),
            selectinload(Measure.row).selectinload(IssueRow.texts),
            selectinload(Measure.row).selectinload(IssueRow.units),
            selectinload(Measure.row).selectinload(IssueRow.codes),
        )
        .order_by(Measure.plan_year.desc(), Measure.number)
    )
    files = files_of_reports(session, agency.id)
    spellings = Spellings(agency.name, [name.text for name in agency.names])
    return tuple(_measure(measure, spellings, files) for measure in session.scalars(found))


class Spellings:
    """Puts an agency's true name where a document has another spelling of it; the public sees only the true one."""

    def __init__(self, name: str, variants: Sequence[str]) -> None:
        wrong = sorted({variant for variant in variants if variant != name and variant}, key=len, reverse=True)
        known = [name, *wrong]  # the true name first: a variant may be a part of it
        loose = (r"\s*".join(re.escape(character) for character in compact(variant)) for variant in known)
        self._pattern = re.compile("|".join(loose)) if wrong else None
        self._name = name

    def put_right(self, text: str) -> str:
        return self._pattern.sub(self._name, text) if self._pattern else text


def _measure(measure: Measure, spellings: Spellings, files: Mapping[int, tuple[EvidenceFacts, ...]]) -> MeasureFacts:
    row = measure.row or IssueRow(rounds=[], indicators=[], texts=[], units=[], codes=[])
    units = tuple(unit.name for unit in row.units)
    return MeasureFacts(
        id=measure.id,
        number=measure.number,
        plan_year=measure.plan_year,
        title=spellings.put_right(measure.title),
        aliases=tuple(measure.aliases),
        issue=spellings.put_right(row.issue or ""),
        steps=tuple(spellings.put_right(text.text) for text in row.texts if text.kind == "step"),
        units=tuple(unit for unit in units if unit != ALL_UNITS),
        all_units=ALL_UNITS in units,
        period_start=row.period_start,
        period_end=row.period_end,
        rounds=tuple(row.rounds),
        monitoring=row.monitoring_raw or "",
        indicators=tuple(row.indicators),
        instrument=Instrument(row.instrument) if row.instrument else None,
        codes=tuple(CodeFacts(code.code, code.fiscal_year) for code in row.codes),
        has_status_columns=row.status == Status.UNKNOWN,
        reports=tuple(_report(entry, files.get(entry.id, ())) for entry in _counted(measure.progress)),
    )


def _counted(entries: Sequence[ProgressEntry]) -> list[ProgressEntry]:
    """Entries that were not corrected by a later one, oldest first."""
    replaced = {entry.replaces_id for entry in entries}
    return [entry for entry in entries if entry.id not in replaced]


def _report(entry: ProgressEntry, files: tuple[EvidenceFacts, ...]) -> ProgressFacts:
    return ProgressFacts(
        id=entry.id,
        status=Status(entry.status),
        percent=entry.percent,
        day=entry.reported_at.astimezone(BANGKOK).date(),
        unit=entry.unit,
        detail=entry.detail,
        output=entry.output,
        outcome=entry.outcome,
        round_months=entry.round_months,
        person_id=entry.person_id,
        evidence=tuple(entry.evidence),
        files=files,
    )


def _assessment(assessment: Assessment) -> AssessmentFacts:
    scores = {score.indicator: score.score for score in assessment.scores}
    return AssessmentFacts(assessment.fiscal_year, assessment.total, assessment.level, scores)


def _survey(survey: Survey) -> SurveyFacts:
    return SurveyFacts(
        Instrument(survey.instrument), survey.fiscal_year, survey.url, survey.start, survey.end, survey.suggested_end
    )


def _load_person(session: Session, agency_id: int, person_id: int) -> PersonFacts:
    person = session.get_one(Person, person_id)
    follows = session.scalars(select(Follow.measure_id).where(Follow.person_id == person.id).order_by(Follow.id))
    roles = frozenset(Role(role) for role in person.roles)
    waits = waits_for_survey(session, person.id)
    desk = load_desk(session, agency_id, person.id) if roles else NO_DESK
    return PersonFacts(person.id, roles, person.unit, person.label, tuple(follows), person.reminders, desk, waits)
