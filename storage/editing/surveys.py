"""The surveys of each season. What can be saved is decided by ``storage.surveys``."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.audit import NOTHING, Editor, State, Subject, note
from storage.editing.states import differing
from storage.models import Agency, Survey
from storage.surveys import SurveyDraft, save_survey


def announce(session: Session, editor: Editor, draft: SurveyDraft) -> Survey:
    """Raises SurveyRefused with suggestions."""
    known = select(Survey).where(Survey.agency_id == editor.agency_id, Survey.instrument == str(draft.instrument))
    before = {survey.fiscal_year: survey_state(survey) for survey in session.scalars(known)}
    survey = save_survey(session, session.get_one(Agency, editor.agency_id), draft)
    old, new = before.get(survey.fiscal_year, NOTHING), survey_state(survey)
    if old:
        old, new = differing(old, new)
    if new:
        note(session, editor, Subject.SURVEY, survey.id, _name(survey), old, new)
    return survey


def withdraw(session: Session, editor: Editor, survey_id: int) -> None:
    """Raises LookupError for one that this agency does not have."""
    survey = session.get(Survey, survey_id)
    if survey is None or survey.agency_id != editor.agency_id:
        raise LookupError(survey_id)
    session.delete(survey)
    note(session, editor, Subject.SURVEY, survey.id, _name(survey), survey_state(survey), NOTHING)


def survey_state(survey: Survey) -> State:
    return {
        "url": survey.url,
        "start": survey.start.isoformat() if survey.start else "",
        "end": survey.end.isoformat() if survey.end else "",
    }


def _name(survey: Survey) -> str:
    return f"แบบสำรวจ {survey.instrument} ปี {survey.fiscal_year}"
