"""The surveys of each season: saved only when they can be true, and who asked to be told that one opens."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from dialogs.records.errors import Refused
from dialogs.records.ita import Instrument
from dialogs.records.itas import ITAS_HOST, is_survey_address, put_right
from dialogs.thai.dates import InvalidDate, find_dates, make_date, short_date
from dialogs.thai.fiscal import fiscal_year_of
from storage.actor import Actor, person_of
from storage.models import Agency, Person, Survey, SurveyWish
from storage.people import forget_if_nothing_is_left, remember
from storage.sealing import Keyring

LONGEST_DAYS = 300
"""A season's window lies within one fiscal year; ten months is longer than any that was announced (domain.md 4.5)."""
_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
SURVEYS = (Instrument.EIT, Instrument.IIT)


class Wrong(StrEnum):
    """What can be wrong with an announcement."""

    ADDRESS = "address"
    NO_DAY = "no_day"
    NO_SUCH_DAY = "no_such_day"
    REVERSED = "reversed"
    TOO_LONG = "too_long"
    OTHER_YEAR = "other_year"


@dataclass(frozen=True, slots=True)
class WrongPart:
    """One thing that is wrong: what was read, and what was probably meant (empty where nobody can guess)."""

    wrong: Wrong
    read: str
    suggestion: str = ""

    def sentence(self) -> str:
        """For an operator."""
        words = {
            Wrong.ADDRESS: f"{self.read!r} is no survey of the assessment; it must be https://{ITAS_HOST}/go/eit|iit/CODE",
            Wrong.NO_DAY: f"no day was read in {self.read!r}; write 2026-01-05 or 5 ม.ค. 2569",
            Wrong.NO_SUCH_DAY: f"the calendar has no {self.read!r}",
            Wrong.REVERSED: f"the last day comes before the first: {self.read}",
            Wrong.TOO_LONG: f"a window of more than {LONGEST_DAYS} days: {self.read}; is a year wrong?",
            Wrong.OTHER_YEAR: f"these days do not lie in fiscal year {self.read}",
        }[self.wrong]
        return f"{words}; did you mean {self.suggestion}?" if self.suggestion else words


class SurveyRefused(Refused):
    """An announcement that cannot be true; nothing was saved."""

    def __init__(self, parts: Sequence[WrongPart]) -> None:
        super().__init__("; ".join(part.sentence() for part in parts))
        self.parts = tuple(parts)


@dataclass(frozen=True, slots=True)
class SurveyDraft:
    """A survey as somebody typed it. Days are ISO or Thai; without a ``fiscal_year`` it is the first day's."""

    instrument: Instrument
    url: str
    first_day: str
    last_day: str
    fiscal_year: int | None = None


def save_survey(session: Session, agency: Agency, draft: SurveyDraft) -> Survey:
    """Keep a season's survey, in the place of what was known of it. Raises SurveyRefused with suggestions."""
    wrong: list[WrongPart] = []
    if not is_survey_address(draft.url, draft.instrument):
        wrong.append(WrongPart(Wrong.ADDRESS, draft.url, put_right(draft.url, draft.instrument) or ""))
    first, last = _day(draft.first_day, wrong), _day(draft.last_day, wrong)
    year = draft.fiscal_year or (fiscal_year_of(first) if first else 0)
    if first and last:
        wrong += _window(first, last, year)
    if wrong or first is None or last is None:
        raise SurveyRefused(wrong)
    survey = _stored(session, agency, draft.instrument, year)
    survey.url, survey.start, survey.end, survey.suggested_end = draft.url, first, last, None
    survey.window_raw = f"{draft.first_day} – {draft.last_day}"
    agency.changed()
    session.flush()
    return survey


def surveys_of(session: Session, agency: Agency) -> list[Survey]:
    """Newest year first."""
    found = select(Survey).where(Survey.agency_id == agency.id)
    return list(session.scalars(found.order_by(Survey.fiscal_year.desc(), Survey.instrument)))


def await_survey(session: Session, keyring: Keyring, actor: Actor, *, wanted: bool) -> None:
    """Keep, or drop, the wish to be told when the residents' survey opens."""
    if not wanted:
        if (known := person_of(session, actor)) is not None:
            session.execute(delete(SurveyWish).where(SurveyWish.person_id == known.id))
            forget_if_nothing_is_left(session, known)
        return
    person = remember(session, keyring, actor)
    wish = session.get(SurveyWish, person.id)
    if wish is None:
        session.add(SurveyWish(person_id=person.id, created_at=actor.now))
    else:
        wish.told_for = None


def waits_for_survey(session: Session, person_id: int) -> bool:
    """Whether somebody asked to be told and was not told yet."""
    wish = session.get(SurveyWish, person_id)
    return wish is not None and wish.told_for is None


def people_waiting(session: Session, agency_id: int) -> list[SurveyWish]:
    """The wishes of an agency's people that were not met yet."""
    found = select(SurveyWish).join(Person, Person.id == SurveyWish.person_id)
    return list(session.scalars(found.where(Person.agency_id == agency_id, SurveyWish.told_for.is_(None))))


def forget_met_wishes(session: Session, before: date) -> None:
    """Whoever was told of a survey that opened before a day is not kept for it any longer."""
    met = session.scalars(select(SurveyWish).where(SurveyWish.told_for < before)).all()
    for wish in met:
        person = session.get_one(Person, wish.person_id)
        session.delete(wish)
        forget_if_nothing_is_left(session, person)


def _stored(session: Session, agency: Agency, instrument: Instrument, year: int) -> Survey:
    found = select(Survey).where(
        Survey.agency_id == agency.id, Survey.instrument == str(instrument), Survey.fiscal_year == year
    )
    survey = session.scalar(found)
    if survey is None:
        survey = Survey(agency_id=agency.id, instrument=str(instrument), fiscal_year=year, url="")
        session.add(survey)
    return survey


def _day(written: str, wrong: list[WrongPart]) -> date | None:
    """The day that was written, or None with the reason added to ``wrong``."""
    read = read_day(written)
    if isinstance(read, date):
        return read
    if read is None:
        wrong.append(WrongPart(Wrong.NO_DAY, written))
    else:
        wrong.append(WrongPart(Wrong.NO_SUCH_DAY, written, short_date(read.suggestion) if read.suggestion else ""))
    return None


def read_day(written: str) -> date | InvalidDate | None:
    """A day as people write it (``2026-01-05``, ``5 ม.ค. 2569``, ``5/1/69``); None where there is none."""
    if found := _ISO.fullmatch(written.strip()):
        return make_date(int(found[3]), int(found[2]), int(found[1]), written.strip())
    return next(iter(find_dates(written)), None)


def is_possible_window(first: date, last: date) -> bool:
    """Whether a window of these days can be."""
    return first <= last and (last - first).days <= LONGEST_DAYS


def _window(first: date, last: date, year: int) -> list[WrongPart]:
    read = f"{short_date(first)} – {short_date(last)}"
    if last < first:
        return [WrongPart(Wrong.REVERSED, read, f"{short_date(last)} – {short_date(first)}")]
    if (last - first).days > LONGEST_DAYS:
        return [WrongPart(Wrong.TOO_LONG, read)]
    if fiscal_year_of(first) != year or fiscal_year_of(last) != year:
        meant = fiscal_year_of(first)
        return [WrongPart(Wrong.OTHER_YEAR, str(year), str(meant) if meant == fiscal_year_of(last) else "")]
    return []
