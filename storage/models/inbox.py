"""Which events have had their effect."""

from datetime import datetime

from sqlalchemy import LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, Moment


class InboxEvent(Base):
    """Written in the transaction of an event's effects. ``outcome`` (sealed) is what a repeat answers with."""

    __tablename__ = "inbox"

    event_key: Mapped[str] = mapped_column(String(64), primary_key=True)
    outcome: Mapped[bytes] = mapped_column(LargeBinary)
    created_at: Mapped[datetime] = mapped_column(Moment, index=True)
