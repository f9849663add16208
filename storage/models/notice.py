"""What is to be pushed, to whom, and what became of it."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storage.models.base import AgencyId, Base, Id, Moment


class NoticeRow(Base):
    """One text for some people (``dialogs.records.notice.Notice``)."""

    __tablename__ = "notices"
    __table_args__ = (UniqueConstraint("agency_id", "key"),)

    id: Mapped[Id]
    agency_id: Mapped[AgencyId]
    kind: Mapped[str] = mapped_column(String(40))
    key: Mapped[str] = mapped_column(String(200))
    importance: Mapped[int]
    audience: Mapped[str] = mapped_column(String(20))
    messages: Mapped[list[dict[str, object]]] = mapped_column(JSON)
    due: Mapped[datetime] = mapped_column(Moment)
    expires: Mapped[datetime] = mapped_column(Moment)
    created_at: Mapped[datetime] = mapped_column(Moment)

    deliveries: Mapped[list["Delivery"]] = relationship(back_populates="notice", order_by="Delivery.id")


class PushRequest(Base):
    """One request to LINE, with the key that makes a repeat harmless. It is kept before the first try.

    Each try is counted before it is made. ``next_try_at`` is empty once LINE's answer is certain, or no further try is
    worth it; until then nobody knows whether LINE has taken it.
    """

    __tablename__ = "push_requests"

    id: Mapped[Id]
    notice_id: Mapped[int] = mapped_column(ForeignKey("notices.id", ondelete="CASCADE"), index=True)
    retry_key: Mapped[str] = mapped_column(String(36), unique=True)
    multicast: Mapped[bool]
    tries: Mapped[int]
    first_tried_at: Mapped[datetime] = mapped_column(Moment)
    next_try_at: Mapped[datetime | None] = mapped_column(Moment, index=True)

    notice: Mapped[NoticeRow] = relationship()
    deliveries: Mapped[list["Delivery"]] = relationship(back_populates="request", order_by="Delivery.id")


class Delivery(Base):
    """A notice for one person. Without a person: somebody who left, and of whom nothing is kept."""

    __tablename__ = "notice_deliveries"
    __table_args__ = (UniqueConstraint("notice_id", "person_id"),)

    id: Mapped[Id]
    notice_id: Mapped[int] = mapped_column(ForeignKey("notices.id", ondelete="CASCADE"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"), index=True)
    request_id: Mapped[int | None] = mapped_column(ForeignKey("push_requests.id", ondelete="SET NULL"), index=True)
    fate: Mapped[str] = mapped_column(String(10), index=True)
    reason: Mapped[str] = mapped_column(String(40), default="")
    settled_at: Mapped[datetime | None] = mapped_column(Moment)

    notice: Mapped[NoticeRow] = relationship(back_populates="deliveries")
    request: Mapped[PushRequest | None] = relationship(back_populates="deliveries")


class Purse(Base):
    """What is known of an agency's monthly quota, and until when its channel rests.

    ``rests_until`` holds for everything, ``lesser_rest_until`` for all but what asks for a ทราบ. ``setbacks`` counts
    LINE's refusals in a row.
    """

    __tablename__ = "purses"

    agency_id: Mapped[int] = mapped_column(ForeignKey("agencies.id", ondelete="CASCADE"), primary_key=True)
    monthly_limit: Mapped[int | None]
    used: Mapped[int | None]
    looked_at: Mapped[datetime | None] = mapped_column(Moment)
    rests_until: Mapped[datetime | None] = mapped_column(Moment)
    lesser_rest_until: Mapped[datetime | None] = mapped_column(Moment)
    why: Mapped[str] = mapped_column(String(40), default="")
    setbacks: Mapped[int] = mapped_column(default=0)
