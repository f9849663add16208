"""Results of the yearly assessment."""

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storage.models.base import AgencyId, Base, Id


class Assessment(Base):
    """One fiscal year's result (Buddhist era). Total and scores are 0-100 with two places."""

    __tablename__ = "assessments"
    __table_args__ = (UniqueConstraint("agency_id", "fiscal_year"),)

    id: Mapped[Id]
    agency_id: Mapped[AgencyId]
    fiscal_year: Mapped[int]
    total: Mapped[float | None]
    level: Mapped[str | None] = mapped_column(String(40))
    level_scheme: Mapped[str | None] = mapped_column(String(40))
    source_id: Mapped[int | None] = mapped_column(ForeignKey("sources.id", ondelete="SET NULL"))

    scores: Mapped[list["IndicatorScore"]] = relationship(cascade="all, delete-orphan", passive_deletes=True)


class IndicatorScore(Base):
    """One indicator's score; ``indicator`` is a slug of ``dialogs.records.ita``."""

    __tablename__ = "indicator_scores"

    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessments.id", ondelete="CASCADE"), primary_key=True)
    indicator: Mapped[str] = mapped_column(String(40), primary_key=True)
    score: Mapped[float]
