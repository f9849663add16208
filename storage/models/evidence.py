"""Pictures and files of progress reports."""

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import AgencyId, Base, Id, Moment


class EvidenceFile(Base):
    """What one message held: waiting to be fetched from LINE, kept, or lost.

    ``message`` is the keyed digest of LINE's message id; the id itself is sealed, and gone once the file is kept.
    ``next_try`` is set while the file waits: whoever is the first to move it on fetches. ``entry_id`` is the report
    that it belongs to; without one it is dropped after a day.
    """

    __tablename__ = "evidence_files"
    __table_args__ = (UniqueConstraint("agency_id", "message"),)

    id: Mapped[Id]
    agency_id: Mapped[AgencyId]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"), index=True)
    entry_id: Mapped[int | None] = mapped_column(ForeignKey("progress_entries.id", ondelete="CASCADE"), index=True)
    message: Mapped[str] = mapped_column(String(32))
    line_id: Mapped[bytes | None] = mapped_column(LargeBinary)
    kind: Mapped[str] = mapped_column(String(10))
    name: Mapped[str] = mapped_column(String(120), default="")
    state: Mapped[str] = mapped_column(String(10))
    reason: Mapped[str] = mapped_column(String(20), default="")
    tries: Mapped[int] = mapped_column(default=0)
    next_try: Mapped[datetime | None] = mapped_column(Moment, index=True)
    media_type: Mapped[str] = mapped_column(String(100), default="")
    content: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    created_at: Mapped[datetime] = mapped_column(Moment)


class EvidenceLink(Base):
    """A link by which one person sees the evidence of one measure for some minutes; it goes with the person.

    Only a keyed digest of its secret part is stored.
    """

    __tablename__ = "evidence_links"

    id: Mapped[Id]
    agency_id: Mapped[AgencyId]
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    measure_id: Mapped[int] = mapped_column(ForeignKey("measures.id", ondelete="CASCADE"), index=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    expires_at: Mapped[datetime] = mapped_column(Moment, index=True)
