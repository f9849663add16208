"""Links by which an official gets a report once."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import AgencyId, Base, Id, Moment


class ReportLink(Base):
    """One link, for one person. Only a keyed digest of its secret part is stored; it goes with the person."""

    __tablename__ = "report_links"

    id: Mapped[Id]
    agency_id: Mapped[AgencyId]
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    fiscal_year: Mapped[int]
    round_months: Mapped[int]
    created_at: Mapped[datetime] = mapped_column(Moment)
    expires_at: Mapped[datetime] = mapped_column(Moment, index=True)
    spent_at: Mapped[datetime | None] = mapped_column(Moment)
