"""The console of an agency's administrator: log-in codes, visits, uploads under review, and the audit of all changes."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import AgencyId, Base, Id, Moment


class ConsoleCode(Base):
    """A one-time code to log in with. Only a keyed digest is stored. Without a person: made by the server's operator."""

    __tablename__ = "console_codes"

    id: Mapped[Id]
    agency_id: Mapped[AgencyId]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(Moment)
    expires_at: Mapped[datetime] = mapped_column(Moment, index=True)
    used_at: Mapped[datetime | None] = mapped_column(Moment)


class ConsoleVisit(Base):
    """Somebody who is logged in, until they leave, idle, or their day is over. It goes with the person."""

    __tablename__ = "console_visits"

    id: Mapped[Id]
    agency_id: Mapped[AgencyId]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    opened_at: Mapped[datetime] = mapped_column(Moment)
    seen_at: Mapped[datetime] = mapped_column(Moment, index=True)


class ConsoleUpload(Base):
    """What was read from an uploaded file and is not saved yet. It goes with the visit; the file itself is not kept."""

    __tablename__ = "console_uploads"

    id: Mapped[Id]
    agency_id: Mapped[AgencyId]
    visit_id: Mapped[int] = mapped_column(ForeignKey("console_visits.id", ondelete="CASCADE"), index=True)
    file: Mapped[str] = mapped_column(String(255))
    documents: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    created_at: Mapped[datetime] = mapped_column(Moment)


class AuditEntry(Base):
    """One change. ``who`` is a post and a unit, never a name; ``before`` and ``after`` hold no secret.

    An empty ``before`` means that the thing was added, an empty ``after`` that it was removed.
    """

    __tablename__ = "audit_entries"

    id: Mapped[Id]
    agency_id: Mapped[AgencyId]
    at: Mapped[datetime] = mapped_column(Moment)
    who: Mapped[str] = mapped_column(String(250))
    role: Mapped[str] = mapped_column(String(40))
    subject: Mapped[str] = mapped_column(String(20))
    subject_id: Mapped[int | None]
    name: Mapped[str] = mapped_column(String(300))
    before: Mapped[dict[str, Any]] = mapped_column(JSON)
    after: Mapped[dict[str, Any]] = mapped_column(JSON)
    undone: Mapped[bool] = mapped_column(default=False)
