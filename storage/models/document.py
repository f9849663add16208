"""Documents that were imported, and the doubts about them."""

from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storage.models.base import AgencyId, Base, Id, Moment


class Source(Base):
    """One imported document. ``reading`` keeps all that was read, raw beside normalised."""

    __tablename__ = "sources"
    __table_args__ = (UniqueConstraint("agency_id", "identity"),)

    id: Mapped[Id]
    agency_id: Mapped[AgencyId]
    identity: Mapped[str] = mapped_column(String(200))
    """What makes a corrected copy the same document: kind, plan year and round."""
    digest: Mapped[str] = mapped_column(String(64))
    """SHA-256 of the reading; equal means there is nothing to do."""
    file: Mapped[str] = mapped_column(String(255))
    kind: Mapped[str] = mapped_column(String(40))
    title: Mapped[str] = mapped_column(Text, default="")
    document_date: Mapped[date | None]
    assessed_year: Mapped[int | None]
    plan_year: Mapped[int | None]
    round_months: Mapped[int | None]
    reading: Mapped[dict[str, object]] = mapped_column(JSON)
    imported_at: Mapped[datetime] = mapped_column(Moment)

    warnings: Mapped[list["ImportWarning"]] = relationship(
        cascade="all, delete-orphan", passive_deletes=True, order_by="ImportWarning.position"
    )


class ImportWarning(Base):
    """A doubt that a person has to settle; the importer proposes and never decides."""

    __tablename__ = "import_warnings"

    id: Mapped[Id]
    source_id: Mapped[int] = mapped_column(ForeignKey("sources.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    code: Mapped[str] = mapped_column(String(60))
    line: Mapped[int | None]
    quote: Mapped[str] = mapped_column(Text)
    note: Mapped[str] = mapped_column(Text)
