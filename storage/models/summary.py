"""Summaries that went out, who was asked for ทราบ and answered, and when summaries are sent."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storage.models.base import AgencyId, Base, Id, Moment


class Summary(Base):
    """A summary as it was. ``slot`` names the occasion of one that was sent (``weekly/…``, ``round/…``), once each."""

    __tablename__ = "summaries"
    __table_args__ = (UniqueConstraint("agency_id", "key"), UniqueConstraint("agency_id", "slot"))

    id: Mapped[Id]
    agency_id: Mapped[AgencyId]
    key: Mapped[str] = mapped_column(String(40))
    slot: Mapped[str | None] = mapped_column(String(60))
    occasion: Mapped[str] = mapped_column(String(10))
    fiscal_year: Mapped[int]
    round_months: Mapped[int]
    numbers: Mapped[dict[str, Any]] = mapped_column(JSON)
    made_at: Mapped[datetime] = mapped_column(Moment)

    answers: Mapped[list["SummaryAnswer"]] = relationship(
        cascade="all, delete-orphan", passive_deletes=True, order_by="SummaryAnswer.id"
    )


class SummaryAnswer(Base):
    """Somebody who is asked for ทราบ, in the office they held then; their name is not kept here.

    The record outlives the binding: without a person it is one who left.
    """

    __tablename__ = "summary_answers"
    __table_args__ = (UniqueConstraint("summary_id", "person_id"),)

    id: Mapped[Id]
    summary_id: Mapped[int] = mapped_column(ForeignKey("summaries.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"), index=True)
    role: Mapped[str] = mapped_column(String(20))
    unit: Mapped[str] = mapped_column(String(120), default="")
    words: Mapped[str] = mapped_column(String(400), default="")
    asked_at: Mapped[datetime] = mapped_column(Moment)
    answered_at: Mapped[datetime | None] = mapped_column(Moment)


class SummarySetting(Base):
    """When an agency's summaries are sent; without a row the defaults of ``SummaryPlan`` count."""

    __tablename__ = "summary_settings"

    agency_id: Mapped[int] = mapped_column(ForeignKey("agencies.id", ondelete="CASCADE"), primary_key=True)
    weekly: Mapped[bool]
    weekday: Mapped[int]
    hour: Mapped[int]
    round_end: Mapped[bool]


class SummaryPreference(Base):
    """Where a person wants it otherwise; what is empty follows the agency."""

    __tablename__ = "summary_preferences"

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), primary_key=True)
    weekly: Mapped[bool | None]
    weekday: Mapped[int | None]
    hour: Mapped[int | None]
    round_end: Mapped[bool | None]
