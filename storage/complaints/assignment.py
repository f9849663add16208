"""Who looks after a case. Sealed to the desk's key of the case, so that only who can open it learns it."""

import sqlite3

from dialogs.records.errors import Refused
from storage.complaints import rows
from storage.complaints.access import Access, Held
from storage.complaints.audit import Act
from storage.complaints.officers import Officer
from storage.complaints.records import Place


class CannotOpen(Refused):
    """A case is given only to an officer who can open it."""


def assignee(access: Access, connection: sqlite3.Connection, held: Held) -> Officer | None:
    """Nobody also when the one it was given to left, took no part any more, or has a new key without a hand-over."""
    given = access.opened(connection, held, Place.ASSIGNEE)
    wanted = given[0].decode() if given else ""
    return next((one for one in access.readers(connection, held) if one.id == wanted), None)


def assign(access: Access, number: str, officer_id: str) -> bool:
    """Give a case to an officer, or with an empty id to nobody. False where there is no such case.

    Raises CannotOpen: also for an officer whom the reporter excluded, and in the same words for one that is unknown.
    """
    with access.file.transaction() as connection:
        held = access.living(connection, number)
        if held is None:
            return False
        if officer_id and officer_id not in {one.id for one in access.readers(connection, held)}:
            raise CannotOpen("this officer cannot open the case")
        rows.replace_entry(connection, access.file.slug, held.row, Place.ASSIGNEE, officer_id.encode())
        access.record(connection, Act.ASSIGNED, number)
        return True
