"""Which moments of which job of the scheduler are done."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, Moment


class JobRun(Base):
    """A moment of a job that needs no run any more. The first row of a job is the moment it was first seen."""

    __tablename__ = "job_runs"

    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    moment: Mapped[datetime] = mapped_column(Moment, primary_key=True)
    finished_at: Mapped[datetime] = mapped_column(Moment)
