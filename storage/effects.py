"""What each effect of a dialog does to the database."""

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from dialogs.records.effect import (
    Acknowledge,
    AwaitSurvey,
    DropContent,
    FollowMeasure,
    ForgetMe,
    GrantConsole,
    GrantEvidence,
    GrantReport,
    KeepContent,
    KeepMissed,
    LinkStaff,
    NoteMiss,
    RecordSummary,
    ReportProgress,
    ReportSiteDown,
    SetReminders,
    SetSummaries,
    Unfollow,
    UnlinkStaff,
)
from dialogs.records.errors import Refused
from dialogs.records.facts import Role
from storage import evidence_links
from storage.actor import Actor, person_of
from storage.console import grant_code
from storage.evidence import drop, forget, keep
from storage.learning import keep_text, note_miss
from storage.linkcheck import report_site
from storage.models import Agency, Follow, Invitation, Measure, Person, SurveyWish
from storage.people import bind, forget_if_nothing_is_left, remember, unbind
from storage.progress import save_report
from storage.reportlinks import grant
from storage.sealing import Keyring
from storage.summaries import acknowledge, record
from storage.summary_settings import set_wish
from storage.surveys import await_survey


class EffectRunner:
    """Runs effects inside the caller's transaction."""

    def __init__(self, keyring: Keyring) -> None:
        self._keyring = keyring

    def run(self, session: Session, actor: Actor) -> None:
        for effect in actor.effects:
            match effect:
                case FollowMeasure(measure_id):
                    self._follow(session, actor, measure_id)
                case Unfollow(measure_id, everything):
                    self._unfollow(session, actor, measure_id, everything)
                case LinkStaff(invitation_id):
                    self._link(session, actor, invitation_id)
                case UnlinkStaff():
                    if (person := person_of(session, actor)) is not None:
                        unbind(session, person)
                case ReportProgress():
                    save_report(session, actor, effect)
                case KeepContent():
                    keep(session, self._keyring, actor, effect)
                case DropContent():
                    drop(session, actor, effect)
                case GrantEvidence():
                    evidence_links.grant(session, self._keyring, actor, effect)
                case SetReminders(wanted):
                    if (person := person_of(session, actor)) is not None:
                        person.reminders = wanted
                case RecordSummary():
                    record(session, actor, effect)
                case Acknowledge():
                    acknowledge(session, actor, effect)
                case SetSummaries(wish):
                    set_wish(session, actor, wish)
                case AwaitSurvey(wanted):
                    await_survey(session, self._keyring, actor, wanted=wanted)
                case ReportSiteDown():
                    report_site(session, actor.agency_id, actor.now)
                case GrantConsole(code):
                    grant_code(session, self._keyring, actor, code)
                case GrantReport():
                    grant(session, self._keyring, actor, effect)
                case NoteMiss():
                    note_miss(session, actor)
                case KeepMissed(text):
                    keep_text(session, actor, text)
                case ForgetMe():
                    forget(session, actor)
                    session.execute(
                        delete(Person).where(Person.agency_id == actor.agency_id, Person.digest.in_(actor.digests))
                    )

    def _follow(self, session: Session, actor: Actor, measure_id: int | None) -> None:
        if measure_id is not None and not _owns(session, actor.agency_id, measure_id):
            return
        person = remember(session, self._keyring, actor)
        same = select(Follow.id).where(Follow.person_id == person.id, Follow.measure_id.is_(measure_id))
        if measure_id is not None:
            same = select(Follow.id).where(Follow.person_id == person.id, Follow.measure_id == measure_id)
        if session.scalar(same) is None:
            session.add(Follow(person_id=person.id, measure_id=measure_id, created_at=actor.now))

    def _link(self, session: Session, actor: Actor, invitation_id: int) -> None:
        """Raises Refused when somebody else used the code a moment before: then nothing is changed."""
        invitation = session.scalar(
            select(Invitation)
            .where(Invitation.id == invitation_id, Invitation.agency_id == actor.agency_id)
            .with_for_update()
        )
        if invitation is None or invitation.used_at is not None or invitation.expires_at <= actor.now:
            raise Refused("this invitation was used already")
        invitation.used_at = actor.now
        bind(
            session,
            self._keyring,
            session.get_one(Agency, actor.agency_id),
            digests=actor.digests,
            line_id=actor.line_id,
            roles=[Role(role) for role in invitation.roles],
            unit=invitation.unit,
            label=invitation.label,
            now=actor.now,
        )

    def _unfollow(self, session: Session, actor: Actor, measure_id: int | None, everything: bool) -> None:
        person = person_of(session, actor)
        if person is None:
            return
        which = delete(Follow).where(Follow.person_id == person.id)
        if not everything:
            which = which.where(Follow.measure_id.is_(None) if measure_id is None else Follow.measure_id == measure_id)
        session.execute(which)
        if everything:
            session.execute(delete(SurveyWish).where(SurveyWish.person_id == person.id))
        forget_if_nothing_is_left(session, person)


def _owns(session: Session, agency_id: int, measure_id: int) -> bool:
    found = select(Measure.id).where(Measure.id == measure_id, Measure.agency_id == agency_id)
    return session.scalar(found) is not None
