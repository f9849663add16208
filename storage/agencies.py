"""What a turn needs to know of an agency, loaded at once and kept until its revision changes."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import and_, bindparam, func, select
from sqlalchemy.orm import Session, selectinload

from dialogs.records.document import NEVER_CHECKED
from dialogs.records.facts import (
    AgencyFacts,
    AssessmentFacts,
    ContactFacts,
    PersonFacts,
    Role,
    SurveyFacts,
)
from dialogs.records.ita import Instrument
from dialogs.records.kept import Kept
from dialogs.records.official import NO_DESK
from dialogs.records.voice import voice_of
from storage.database import Database
from storage.documents import items_of, papers_of, seasons_of
from storage.linkcheck import known_links
from storage.measure_facts import measures_of
from storage.models import (
    Agency,
    Assessment,
    Follow,
    ImportWarning,
    Person,
    Source,
    Survey,
)
from storage.reports.preparer import preparer
from storage.summaries import load_desk
from storage.surveys import waits_for_survey

MOST_KEPT = 500
"""Agencies kept in one process: 120 MB where each has 13 measures in each of five years (`make bench`)."""


@dataclass(frozen=True, slots=True)
class Known:
    """An agency as a turn sees it, and the person who writes, if they are known."""

    agency: AgencyFacts
    person: PersonFacts | None


_WHO_AND_WHERE = (
    select(Agency.slug, Agency.id, Agency.revision, Person.id.label("person"), Person.digest)
    .outerjoin(
        Person,
        and_(
            Person.agency_id == Agency.id,
            Person.digest.in_(bindparam("digests", expanding=True)),
            Person.active.is_(True),
        ),
    )
    .where(Agency.slug.in_(bindparam("slugs", expanding=True)))
)
"""What every turn asks first, one query for several: most people who write are nobody we know."""

Asker = tuple[str, Sequence[str]]
"""Somebody who writes: the agency's slug, and their digests (one per key)."""


class AgencyDirectory:
    """Agencies by slug. ``public_url`` is where the public pages stand."""

    def __init__(self, database: Database, public_url: str) -> None:
        self._database = database
        self._public_url = public_url.rstrip("/")
        self._cache: Kept[str, AgencyFacts] = Kept(MOST_KEPT)

    def known(self, slug: str, digests: Sequence[str]) -> Known | None:
        """The agency and the person; see ``known_together``."""
        return self.known_together([(slug, digests)])[0]

    def known_together(self, askers: Sequence[Asker]) -> list[Known | None]:
        """The agency and the person of each; None for an unknown agency. Raises StoreUnavailable."""
        asked = {"slugs": list({slug for slug, _ in askers}), "digests": [one for _, some in askers for one in some]}
        with self._database.glance() as connection:
            found = connection.execute(_WHO_AND_WHERE, asked).all()
        agencies = {row.slug: (row.id, row.revision) for row in found}
        people = {(row.slug, row.digest): row.person for row in found if row.person is not None}
        for slug in {slug for slug, _ in askers} - agencies.keys():
            self._cache.drop(slug)
        return [
            self._known(slug, agencies[slug], next(filter(None, (people.get((slug, one)) for one in digests)), None))
            if slug in agencies
            else None
            for slug, digests in askers
        ]

    def _known(self, slug: str, agency: tuple[int, int], person: int | None) -> Known | None:
        cached = self._cache.get(slug)
        if person is None and cached is not None and (cached.id, cached.revision) == agency:
            return Known(cached, None)
        with self._database.reading() as session:
            facts = self._fresh(session, agency[0], slug)
            if facts is None:
                return None
            return Known(facts, _load_person(session, facts.id, person) if person else None)

    def _fresh(self, session: Session, agency_id: int, slug: str) -> AgencyFacts | None:
        """In one transaction with what else is read; None for one that was just removed."""
        cached = self._cache.get(slug)
        revision = session.scalar(select(Agency.revision).where(Agency.id == agency_id))
        if revision is None:
            return None
        if cached is None or (cached.id, cached.revision) != (agency_id, revision):
            cached = load_agency(session, agency_id, self._public_url)
            self._cache.put(slug, cached)
        return cached

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
        measures=measures_of(session, agency),
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
