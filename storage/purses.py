"""What is known of each agency's monthly quota, and until when its channel rests."""

from datetime import datetime

from sqlalchemy.orm import Session

from dialogs.records.notice import Reason
from storage.database import Database
from storage.models import Purse


class Purses:
    """One row an agency, made when it is first needed."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def setbacks(self, agency_id: int) -> int:
        """LINE's refusals in a row."""
        with self._database.reading() as session:
            row = session.get(Purse, agency_id)
            return row.setbacks if row else 0

    def lesser_rest(self, agency_id: int, now: datetime) -> bool:
        """Whether only what asks for a ทราบ may be begun now."""
        with self._database.reading() as session:
            row = session.get(Purse, agency_id)
            return row is not None and row.lesser_rest_until is not None and row.lesser_rest_until > now

    def looked(self, agency_id: int, limit: int | None, used: int, now: datetime) -> None:
        """Note what LINE said of the month's quota; no limit is None."""
        with self._database.transaction() as session:
            row = _row(session, agency_id)
            row.monthly_limit, row.used, row.looked_at = limit, used, now

    def rest(self, agency_id: int, until: datetime, why: Reason) -> None:
        """The whole channel rests after a setback."""
        with self._database.transaction() as session:
            row = _row(session, agency_id)
            row.rests_until, row.why = until, why
            row.setbacks += 1

    def rest_lesser(self, agency_id: int, until: datetime) -> None:
        """All but what asks for a ทราบ rests, since the month's quota is used up; a longer rest is kept."""
        with self._database.transaction() as session:
            row = _row(session, agency_id)
            row.lesser_rest_until = max(until, row.lesser_rest_until or until)

    def went_well(self, agency_id: int) -> None:
        """A message was taken: the channel need not rest any more."""
        with self._database.transaction() as session:
            row = session.get(Purse, agency_id)
            if row is not None and (row.setbacks or row.rests_until):
                row.setbacks, row.rests_until, row.why = 0, None, ""


def wake(session: Session, agency_id: int) -> None:
    """Forget every rest: an administrator says that the cause is gone."""
    row = session.get(Purse, agency_id)
    if row is not None:
        row.rests_until, row.lesser_rest_until, row.why, row.setbacks = None, None, "", 0


def _row(session: Session, agency_id: int) -> Purse:
    row = session.get(Purse, agency_id)
    if row is None:
        row = Purse(agency_id=agency_id)
        session.add(row)
        session.flush()
    return row
