"""What the bot did not understand: a count; and, with the agency's switch and the person's consent, the words."""

from datetime import date

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import AgencyId, Base, Id


class MissCount(Base):
    """How many messages were not understood on a day."""

    __tablename__ = "miss_counts"

    agency_id: Mapped[int] = mapped_column(ForeignKey("agencies.id", ondelete="CASCADE"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    count: Mapped[int] = mapped_column(default=0)


class MissedText(Base):
    """A text without personal data, kept with consent, to be labelled by staff. It names no person and no moment."""

    __tablename__ = "missed_texts"

    id: Mapped[Id]
    agency_id: Mapped[AgencyId]
    text: Mapped[str] = mapped_column(Text)
    intent: Mapped[str | None] = mapped_column(String(40))
