"""One thing of every kind at an agency, to be asked for by its number."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from dialogs.records.document import PaperKind
from dialogs.records.facts import Role
from dialogs.records.notice import Fate, Importance, Notice, Reason
from storage import notices
from storage.audit import Editor
from storage.documents import PaperDraft, add_paper
from storage.editing import contacts, staff, uploads
from storage.importer.document import AgencyReading, Head, ImportedDocument
from storage.models import Agency, AuditEntry, ConsoleVisit, Contact, Delivery, Invitation, Measure, MissedText, Survey
from storage.people import bind
from tests.console.visitor import Office


def things_of(admin: Office) -> dict[str, int]:
    """Numbers by the part of the address that asks for them."""
    now = admin.clock()
    editor = Editor(admin.agency_id, "ผู้ทดสอบ", "administrator", admin.person_id, now)
    with admin.database.transaction() as session:
        agency = session.get_one(Agency, admin.agency_id)
        contacts.save_contact(session, editor, contacts.ContactDraft("กองช่าง", "0 4300 0000", ""))
        entry = session.scalars(select(AuditEntry.id).order_by(AuditEntry.id.desc())).first()
        contacts.save_contact(session, editor, contacts.ContactDraft("กองคลัง", "0 4300 0001", ""))
        other = session.scalars(select(Contact.id).order_by(Contact.id.desc())).first()
        paper = add_paper(session, agency, PaperDraft("แบบคำร้อง", "https://example.org/a", PaperKind.FORM), now)
        staff.invite_person(session, admin.keyring, editor, [Role.STAFF], "กองช่าง", "นายช่าง")
        invitation = session.scalars(select(Invitation.id).order_by(Invitation.id.desc())).first()
        colleague = bind(
            session, admin.keyring, agency, digests=["c" * 64], line_id="Uc", roles=[Role.STAFF], unit="กองช่าง",
            label="นายช่าง", now=now,
        )  # fmt: skip
        text = MissedText(agency_id=agency.id, text="ขอดูหน่อย")
        session.add(text)
        session.flush()
        visit = session.scalars(select(ConsoleVisit.id).where(ConsoleVisit.person_id == admin.person_id)).first()
        assert visit is not None
        document = ImportedDocument("แผน.txt", Head("plan", "document"), AgencyReading(""))
        upload = uploads.keep(session, editor, visit, "แผน.txt", [document])
        survey = session.scalars(select(Survey.id).where(Survey.agency_id == agency.id)).first()
        if survey is None:
            made = Survey(
                agency_id=agency.id, instrument="EIT", fiscal_year=2569, url="https://itas.nacc.go.th/go/eit/abc123"
            )
            session.add(made)
            session.flush()
            survey = made.id
        measure = session.scalars(select(Measure.id).where(Measure.agency_id == agency.id)).first()
        delivery = _unsent(session, agency.id, colleague.id, now)
    found = {
        "audit": entry, "contacts": other, "documents": paper.id, "staff": colleague.id, "invitations": invitation,
        "summaries": colleague.id, "texts": text.id, "import": upload, "surveys": survey, "measures": measure,
        "notices": delivery,
    }  # fmt: skip
    return {name: number for name, number in found.items() if number is not None}


def _unsent(session: Session, agency_id: int, person_id: int, now: datetime) -> int:
    """A reminder that LINE refused."""
    message = {"type": "text", "text": "ถึงรอบรายงานแล้ว"}
    key = f"test/{person_id}"
    notice = Notice("reminder", key, (person_id,), (message,), Importance.DEADLINE, now, now + timedelta(days=1))
    notices.put(session, agency_id, notice, now)
    delivery = session.scalars(select(Delivery).where(Delivery.person_id == person_id)).one()
    delivery.fate, delivery.reason = Fate.UNSENT, Reason.REFUSED
    return delivery.id
