"""Who belongs to the office: inviting, taking back an invitation, removing, and who gets which summary."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from dialogs.records.errors import Refused
from dialogs.records.facts import Role
from dialogs.records.official import SummaryPlan, SummaryWish
from storage.actor import Actor
from storage.audit import NOTHING, Editor, State, Subject, note
from storage.editing.states import differing, one_line
from storage.invitations import invite
from storage.models import Agency, Invitation, Person
from storage.people import unbind
from storage.sealing import Keyring
from storage.summary_settings import plan_of, set_plan, set_wish, wish_of


def staff_of(session: Session, agency_id: int) -> list[Person]:
    """Everybody who is bound in a role, oldest first."""
    people = session.scalars(select(Person).where(Person.agency_id == agency_id).order_by(Person.id))
    return [person for person in people if person.roles and person.active]


def open_invitations(session: Session, agency_id: int, now: datetime) -> list[Invitation]:
    found = select(Invitation).where(
        Invitation.agency_id == agency_id, Invitation.used_at.is_(None), Invitation.expires_at > now
    )
    return list(session.scalars(found.order_by(Invitation.id)))


def invite_person(
    session: Session, keyring: Keyring, editor: Editor, roles: Sequence[Role], unit: str, label: str
) -> str:
    """Returns the code, which is stored nowhere. Raises Refused."""
    if not roles:
        raise Refused("ยังไม่ได้เลือกหน้าที่")
    agency = session.get_one(Agency, editor.agency_id)
    label, unit = one_line(label, 120, "ตำแหน่ง", needed=True), one_line(unit, 120, "ชื่อหน่วยงาน")
    if Role.DIRECTOR in roles and not unit:
        raise Refused("ผู้อำนวยการกองต้องมีกอง เพื่อให้รู้ว่าดูแลมาตรการใด")
    code = invite(session, keyring, agency, roles=roles, unit=unit, label=label, now=editor.now)
    note(session, editor, Subject.INVITATION, None, label, NOTHING, _posts(label, unit, roles))
    return code


def take_back(session: Session, editor: Editor, invitation_id: int) -> None:
    """Raises LookupError for one that is used, or not this agency's."""
    invitation = session.get(Invitation, invitation_id)
    if invitation is None or invitation.agency_id != editor.agency_id or invitation.used_at is not None:
        raise LookupError(invitation_id)
    before = _posts(invitation.label, invitation.unit, invitation.roles)
    session.delete(invitation)
    note(session, editor, Subject.INVITATION, None, invitation.label, before, NOTHING)


def remove_person(session: Session, editor: Editor, person_id: int) -> None:
    """Take every role away. Raises LookupError; Refused for oneself."""
    person = _bound(session, editor, person_id)
    if person.id == editor.person_id:
        raise Refused("ถอนตัวเองจากที่นี่ไม่ได้ ใช้ “เลิกผูกบัญชี” ในแชท LINE")
    before = _posts(person.label, person.unit, person.roles)
    unbind(session, person)
    note(session, editor, Subject.PERSON, None, str(before["label"]), before, NOTHING)


def save_plan(session: Session, editor: Editor, plan: SummaryPlan) -> None:
    """When summaries go out. Raises ValueError for a day or an hour that is none."""
    before = asdict(plan_of(session, editor.agency_id))
    set_plan(session, editor.agency_id, plan)
    changed = differing(before, asdict(plan))
    if changed[1]:
        note(session, editor, Subject.SUMMARIES, None, "เวลาส่งสรุปของหน่วยงาน", *changed)


def save_wish(session: Session, editor: Editor, person_id: int, wish: SummaryWish) -> None:
    """What one person gets. Raises LookupError, ValueError."""
    person = _bound(session, editor, person_id)
    before = asdict(wish_of(session, person.id))
    agency = session.get_one(Agency, editor.agency_id)
    actor = Actor(agency.id, agency.slug, (person.digest or "",), "", editor.now, ())
    set_wish(session, actor, wish)
    changed = differing(before, asdict(wish))
    if changed[1]:
        note(session, editor, Subject.WISH, None, f"{person.label} {person.unit}".strip(), *changed)


def _bound(session: Session, editor: Editor, person_id: int) -> Person:
    person = session.get(Person, person_id)
    if person is None or person.agency_id != editor.agency_id or not person.roles:
        raise LookupError(person_id)
    return person


def _posts(label: str, unit: str, roles: Sequence[str]) -> State:
    return {"label": label, "unit": unit, "roles": ", ".join(str(role) for role in roles)}
