"""Issue rows of a plan, the measures in them, and what was reported about each.

A plan's table row is an *issue row*: one cell of it may hold no, one or several measures (domain.md 0).
"""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storage.models.base import AgencyId, Base, Id, Moment


class IssueRow(Base):
    """One logical row of a plan. Years are Buddhist; periods are Gregorian ``YYYY-MM``; rounds are 3/6/9/12."""

    __tablename__ = "issue_rows"
    __table_args__ = (UniqueConstraint("source_id", "seq"),)

    id: Mapped[Id]
    agency_id: Mapped[AgencyId]
    source_id: Mapped[int] = mapped_column(ForeignKey("sources.id", ondelete="CASCADE"))
    plan_year: Mapped[int | None]
    assessed_year: Mapped[int | None]
    seq: Mapped[int]
    printed_number: Mapped[int | None]
    issue: Mapped[str | None] = mapped_column(Text)
    indicators: Mapped[list[str]] = mapped_column(JSON, default=list)
    instrument: Mapped[str | None] = mapped_column(String(3))
    responsible_raw: Mapped[str | None] = mapped_column(Text)
    period_raw: Mapped[str | None] = mapped_column(Text)
    period_start: Mapped[str | None] = mapped_column(String(7))
    period_end: Mapped[str | None] = mapped_column(String(7))
    period_kind: Mapped[str | None] = mapped_column(String(40))
    monitoring_raw: Mapped[str | None] = mapped_column(Text)
    rounds: Mapped[list[int]] = mapped_column(JSON, default=list)
    status: Mapped[str | None] = mapped_column(String(20))
    output: Mapped[str | None] = mapped_column(Text)
    outcome: Mapped[str | None] = mapped_column(Text)

    texts: Mapped[list["RowText"]] = relationship(
        cascade="all, delete-orphan", passive_deletes=True, order_by="RowText.position"
    )
    units: Mapped[list["RowUnit"]] = relationship(
        cascade="all, delete-orphan", passive_deletes=True, order_by="RowUnit.position"
    )
    codes: Mapped[list["RowCode"]] = relationship(
        cascade="all, delete-orphan", passive_deletes=True, order_by="RowCode.id"
    )
    measures: Mapped[list["Measure"]] = relationship(back_populates="row", order_by="Measure.number")


class RowText(Base):
    """One guideline or step of a row, in order."""

    __tablename__ = "row_texts"

    row_id: Mapped[int] = mapped_column(ForeignKey("issue_rows.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(10), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str] = mapped_column(Text)


class RowUnit(Base):
    """A unit responsible for a row; ``ALL`` stands for every unit."""

    __tablename__ = "row_units"

    row_id: Mapped[int] = mapped_column(ForeignKey("issue_rows.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120))


class RowCode(Base):
    """A question or disclosure item that a row refers to. The code means nothing without its fiscal year."""

    __tablename__ = "row_codes"

    id: Mapped[Id]
    row_id: Mapped[int] = mapped_column(ForeignKey("issue_rows.id", ondelete="CASCADE"), index=True)
    raw: Mapped[str] = mapped_column(String(60))
    code: Mapped[str] = mapped_column(String(10))
    fiscal_year: Mapped[int | None]
    confidence: Mapped[str] = mapped_column(String(10))


class Measure(Base):
    """A measure (มาตรการ). ``key`` is its title for comparison; it keeps its id while documents are corrected."""

    __tablename__ = "measures"
    __table_args__ = (UniqueConstraint("agency_id", "plan_year", "key"),)

    id: Mapped[Id]
    agency_id: Mapped[AgencyId]
    row_id: Mapped[int | None] = mapped_column(ForeignKey("issue_rows.id", ondelete="SET NULL"), index=True)
    plan_year: Mapped[int]
    number: Mapped[int]
    title: Mapped[str] = mapped_column(Text)
    key: Mapped[str] = mapped_column(Text)
    aliases: Mapped[list[str]] = mapped_column(JSON, default=list)
    retired: Mapped[bool] = mapped_column(default=False)

    row: Mapped[IssueRow | None] = relationship(back_populates="measures")
    progress: Mapped[list["ProgressEntry"]] = relationship(
        cascade="all, delete-orphan", passive_deletes=True, order_by="ProgressEntry.id"
    )


class ProgressEntry(Base):
    """One report about a measure. Append-only: a correction is a new entry that names the one it replaces."""

    __tablename__ = "progress_entries"

    id: Mapped[Id]
    measure_id: Mapped[int] = mapped_column(ForeignKey("measures.id", ondelete="CASCADE"), index=True)
    fiscal_year: Mapped[int]
    round_months: Mapped[int | None]
    status: Mapped[str] = mapped_column(String(20))
    percent: Mapped[int | None]
    detail: Mapped[str] = mapped_column(Text, default="")
    output: Mapped[str] = mapped_column(Text, default="")
    outcome: Mapped[str] = mapped_column(Text, default="")
    reason: Mapped[str] = mapped_column(Text, default="")
    evidence: Mapped[list[dict[str, str]]] = mapped_column(JSON, default=list)
    unit: Mapped[str] = mapped_column(String(120), default="")
    role: Mapped[str] = mapped_column(String(40), default="")
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    source_id: Mapped[int | None] = mapped_column(ForeignKey("sources.id", ondelete="SET NULL"))
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("progress_entries.id", ondelete="SET NULL"))
    reported_at: Mapped[datetime] = mapped_column(Moment)
