"""Local governments, their LINE channels, units and contacts."""

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storage.models.base import AgencyId, Base, Id, Moment


class Agency(Base):
    """A local government (องค์กรปกครองส่วนท้องถิ่น). ``revision`` grows with every change of what it owns."""

    __tablename__ = "agencies"

    id: Mapped[Id]
    slug: Mapped[str] = mapped_column(String(42), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    short_name: Mapped[str] = mapped_column(String(100))
    type: Mapped[str] = mapped_column(String(60))
    district: Mapped[str] = mapped_column(String(100), default="")
    province: Mapped[str] = mapped_column(String(100), default="")
    name_as_written: Mapped[str] = mapped_column(String(200), default="")
    district_as_written: Mapped[str] = mapped_column(String(100), default="")
    voice: Mapped[str] = mapped_column(String(10), default="ค่ะ")
    website: Mapped[str] = mapped_column(String(500), default="")
    facebook: Mapped[str] = mapped_column(String(500), default="")
    line_id: Mapped[str] = mapped_column(String(100), default="")
    map_url: Mapped[str] = mapped_column(String(500), default="")
    address: Mapped[str] = mapped_column(String(500), default="")
    complaint_url: Mapped[str] = mapped_column(String(500), default="")
    complaint_line_id: Mapped[str] = mapped_column(String(100), default="", server_default="")
    """How people find the complaint account: what LINE shows to everybody, and no key to anything."""
    is_sample: Mapped[bool] = mapped_column(default=False)
    learns: Mapped[bool] = mapped_column(default=False)
    revision: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime] = mapped_column(Moment)

    names: Mapped[list["AgencyName"]] = relationship(cascade="all, delete-orphan", passive_deletes=True)
    units: Mapped[list["Unit"]] = relationship(
        cascade="all, delete-orphan", passive_deletes=True, order_by="Unit.position"
    )
    contacts: Mapped[list["Contact"]] = relationship(
        cascade="all, delete-orphan", passive_deletes=True, order_by="Contact.position"
    )
    channels: Mapped[list["Channel"]] = relationship(cascade="all, delete-orphan", passive_deletes=True)

    def changed(self) -> None:
        """Something of it changed: whoever remembers it reads it again. The database counts, since two may change it at
        once and neither change may go unseen."""
        self.revision = Agency.revision + 1


class AgencyName(Base):
    """A spelling of the agency's name met in a document (OCR variants included)."""

    __tablename__ = "agency_names"
    __table_args__ = (UniqueConstraint("agency_id", "text"),)

    id: Mapped[Id]
    agency_id: Mapped[AgencyId]
    text: Mapped[str] = mapped_column(String(200))


class Unit(Base):
    """A responsible unit (สำนัก, กอง, งาน) by its normalised name."""

    __tablename__ = "units"
    __table_args__ = (UniqueConstraint("agency_id", "name"),)

    id: Mapped[Id]
    agency_id: Mapped[AgencyId]
    name: Mapped[str] = mapped_column(String(120))
    position: Mapped[int] = mapped_column(default=0)


class Contact(Base):
    """How to reach the agency or one of its units. ``is_sample`` contacts are shown as ตัวอย่าง."""

    __tablename__ = "contacts"

    id: Mapped[Id]
    agency_id: Mapped[AgencyId]
    unit: Mapped[str] = mapped_column(String(120))
    phone: Mapped[str] = mapped_column(String(60), default="")
    hours: Mapped[str] = mapped_column(String(200), default="")
    is_sample: Mapped[bool] = mapped_column(default=False)
    position: Mapped[int] = mapped_column(default=0)


class Channel(Base):
    """A LINE channel. Secrets and tokens are sealed (``storage.sealing``); the previous secret is still read."""

    __tablename__ = "channels"
    __table_args__ = (UniqueConstraint("agency_id", "kind"),)

    id: Mapped[Id]
    agency_id: Mapped[int] = mapped_column(ForeignKey("agencies.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(20))
    bot_user_id: Mapped[str] = mapped_column(String(40), default="")
    secret: Mapped[bytes] = mapped_column(LargeBinary)
    previous_secret: Mapped[bytes | None] = mapped_column(LargeBinary)
    token: Mapped[bytes] = mapped_column(LargeBinary)
    created_at: Mapped[datetime] = mapped_column(Moment)
