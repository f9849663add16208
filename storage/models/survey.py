"""Survey announcements."""

from datetime import date

from sqlalchemy import String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import AgencyId, Base, Id


class Survey(Base):
    """A survey of one season. ``end`` is empty where the document gave a date that does not exist."""

    __tablename__ = "surveys"
    __table_args__ = (UniqueConstraint("agency_id", "instrument", "fiscal_year"),)

    id: Mapped[Id]
    agency_id: Mapped[AgencyId]
    instrument: Mapped[str] = mapped_column(String(3))
    fiscal_year: Mapped[int]
    url: Mapped[str] = mapped_column(String(500))
    start: Mapped[date | None]
    end: Mapped[date | None]
    suggested_end: Mapped[date | None]
    window_raw: Mapped[str] = mapped_column(Text, default="")
