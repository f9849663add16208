"""Deleting a closed case before its time: one officer asks, another one does it.

Never before it is closed, so the case has had its way and its reporter was told. What stays until retention is that it
was deleted, when and why: the reporter's code still opens that, and so does the desk of who could open the case. Who
could not learns as little of it as before.
"""

import json
import sqlite3
from dataclasses import dataclass
from datetime import date

from dialogs.records.errors import Refused
from storage.complaints import rows
from storage.complaints.access import Access, Held
from storage.complaints.audit import Act
from storage.complaints.officers import Officer
from storage.complaints.records import Place
from storage.complaints.statuses import Status

_CONTENT = (Place.REPORT, Place.MESSAGE, Place.FILE, Place.NOTE, Place.ASSIGNEE, Place.DELETION)


class WrongDeletion(Refused):
    """The case is not closed, the reason is missing, or nobody else asked for it."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that waits for a second officer. ``reason`` is what the reporter will read."""

    by: Officer
    day: date
    reason: str


def asked(access: Access, connection: sqlite3.Connection, held: Held) -> Asked | None:
    """The open request. One by somebody who cannot open the case any more has lapsed."""
    stored = access.opened(connection, held, Place.DELETION)
    if not stored:
        return None
    record = json.loads(stored[0])
    by = next((one for one in access.readers(connection, held) if one.id == record["by"]), None)
    return Asked(by, date.fromisoformat(record["day"]), record["reason"]) if by else None


def ask(access: Access, number: str, reason: str) -> bool:
    """The first of the two. False where there is no such case. Raises WrongDeletion."""
    with access.file.transaction() as connection:
        held = access.living(connection, number)
        if held is None:
            return False
        if held.row.status is not Status.CLOSED or not reason.strip():
            raise WrongDeletion("only a closed case is deleted, and with a reason")
        record = {"by": access.me.officer.id, "day": access.day().isoformat(), "reason": reason}
        stored = json.dumps(record, ensure_ascii=False).encode()
        rows.replace_entry(connection, access.file.slug, held.row, Place.DELETION, stored)
        access.record(connection, Act.DELETION_ASKED, number)
        return True


def drop(access: Access, number: str) -> bool:
    """Take the request back, or turn it down: whoever can open the case may. False where there is none."""
    with access.file.transaction() as connection:
        held = access.living(connection, number)
        if held is None or asked(access, connection, held) is None:
            return False
        rows.remove_entries(connection, held.row, (Place.DELETION,))
        access.record(connection, Act.DELETION_DROPPED, number)
        return True


def confirm(access: Access, number: str) -> bool:
    """The second of the two: what was written is gone, from the file's free pages too. False where there is no case.

    Raises WrongDeletion when nobody asked, or nobody but this officer.
    """
    with access.file.transaction() as connection:
        held = access.living(connection, number)
        if held is None:
            return False
        request = asked(access, connection, held)
        if request is None or request.by.id == access.me.officer.id:
            raise WrongDeletion("another officer has to ask for it first")
        rows.remove_entries(connection, held.row, _CONTENT)
        connection.execute("UPDATE complaint_case SET status = ? WHERE id = ?", (Status.DELETED, held.row.id))
        access.say(connection, held.row, Place.MESSAGE, request.reason, Status.DELETED)
        access.record(connection, Act.DELETED, number)
    access.file.vacuum()
    return True
