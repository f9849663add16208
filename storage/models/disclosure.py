"""What an agency publishes and links to, and what the last look at each address found."""

from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import AgencyId, Base, Id, Moment


class Paper(Base):
    """A published paper, form or online service. ``fiscal_year`` is the assessed year, 0 where it belongs to none."""

    __tablename__ = "papers"
    __table_args__ = (UniqueConstraint("agency_id", "fiscal_year", "code", "url"),)

    id: Mapped[Id]
    agency_id: Mapped[AgencyId]
    fiscal_year: Mapped[int]
    code: Mapped[str] = mapped_column(String(10), default="")
    kind: Mapped[str] = mapped_column(String(10))
    title: Mapped[str] = mapped_column(String(300))
    url: Mapped[str] = mapped_column(String(500))
    unit: Mapped[str] = mapped_column(String(120), default="")
    is_sample: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(Moment)


class ItemTitle(Base):
    """An item's title as somebody of the agency read it in the year's manual; it stands before the title we know."""

    __tablename__ = "item_titles"

    agency_id: Mapped[int] = mapped_column(ForeignKey("agencies.id", ondelete="CASCADE"), primary_key=True)
    fiscal_year: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(10), primary_key=True)
    title: Mapped[str] = mapped_column(String(300))


class ItasSeason(Base):
    """The day on which ITAS stops taking a fiscal year's items, as the agency noted it."""

    __tablename__ = "itas_seasons"

    agency_id: Mapped[int] = mapped_column(ForeignKey("agencies.id", ondelete="CASCADE"), primary_key=True)
    fiscal_year: Mapped[int] = mapped_column(primary_key=True)
    closes: Mapped[date]


class LinkCheck(Base):
    """One address of one agency. ``visit`` is a look under way, request by request; ``due_at`` when the next one may be.

    ``failures`` counts bad looks in a row since ``failing_since``; ``reported_at``: a citizen said that it does not open.
    """

    __tablename__ = "link_checks"
    __table_args__ = (UniqueConstraint("agency_id", "url"),)

    id: Mapped[Id]
    agency_id: Mapped[AgencyId]
    url: Mapped[str] = mapped_column(String(500))
    state: Mapped[str] = mapped_column(String(12), default="unchecked")
    fault: Mapped[str] = mapped_column(String(20), default="")
    newest_year: Mapped[int | None]
    checked_at: Mapped[datetime | None] = mapped_column(Moment)
    failures: Mapped[int] = mapped_column(default=0)
    failing_since: Mapped[datetime | None] = mapped_column(Moment)
    reported_at: Mapped[datetime | None] = mapped_column(Moment)
    visit: Mapped[dict[str, object] | None] = mapped_column(JSON)
    due_at: Mapped[datetime] = mapped_column(Moment, index=True)


class WebHost(Base):
    """A host we look at: when we last asked it for anything, and what its robots.txt says."""

    __tablename__ = "web_hosts"

    host: Mapped[str] = mapped_column(String(255), primary_key=True)
    visited_at: Mapped[datetime] = mapped_column(Moment)
    robots: Mapped[str | None] = mapped_column(Text)
    robots_at: Mapped[datetime | None] = mapped_column(Moment)


class SurveyWish(Base):
    """Somebody asked to be told when the residents' survey opens. ``told_for``: the first day of the one we told of."""

    __tablename__ = "survey_wishes"

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), primary_key=True)
    created_at: Mapped[datetime] = mapped_column(Moment)
    told_for: Mapped[date | None]
