"""People who asked to be remembered: staff, officials, followers. LINE ids are sealed; digests are keyed."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import AgencyId, Base, Id, Moment


class Person(Base):
    """Somebody bound to a LINE account at one agency; without roles they are a citizen who follows something."""

    __tablename__ = "people"
    __table_args__ = (UniqueConstraint("agency_id", "digest"),)

    id: Mapped[Id]
    agency_id: Mapped[AgencyId]
    digest: Mapped[str | None] = mapped_column(String(64))
    line_id: Mapped[bytes | None] = mapped_column(LargeBinary)
    label: Mapped[str] = mapped_column(String(120), default="")
    unit: Mapped[str] = mapped_column(String(120), default="")
    roles: Mapped[list[str]] = mapped_column(JSON, default=list)
    active: Mapped[bool] = mapped_column(default=True)
    reminders: Mapped[bool] = mapped_column(default=True)
    """Whether reminders of reporting rounds are wanted."""
    created_at: Mapped[datetime] = mapped_column(Moment)


class Follow(Base):
    """A wish to hear about a measure, or about the agency's news where ``measure_id`` is empty."""

    __tablename__ = "follows"
    __table_args__ = (UniqueConstraint("person_id", "measure_id"),)

    id: Mapped[Id]
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    measure_id: Mapped[int | None] = mapped_column(ForeignKey("measures.id", ondelete="CASCADE"))
    created_at: Mapped[datetime] = mapped_column(Moment)


class Invitation(Base):
    """A one-time code for a staff member or official. Only a keyed digest of the code is stored."""

    __tablename__ = "invitations"
    __table_args__ = (UniqueConstraint("agency_id", "digest"),)

    id: Mapped[Id]
    agency_id: Mapped[AgencyId]
    digest: Mapped[str] = mapped_column(String(64))
    label: Mapped[str] = mapped_column(String(120), default="")
    unit: Mapped[str] = mapped_column(String(120), default="")
    roles: Mapped[list[str]] = mapped_column(JSON, default=list)
    created_at: Mapped[datetime] = mapped_column(Moment)
    expires_at: Mapped[datetime] = mapped_column(Moment)
    used_at: Mapped[datetime | None] = mapped_column(Moment)
