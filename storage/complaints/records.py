"""What reporters and officers write, as values, and how it lies inside its box (JSON, a picture after a NUL byte)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from storage.complaints.statuses import Status
from storage.complaints.wraps import Exclusions


class Place(StrEnum):
    """What an entry is, and so whose key it is sealed to: the case's, or the desk's alone."""

    REPORT = "report"
    MESSAGE = "message"
    FILE = "file"
    NOTE = "note"
    SLOTS = "slots"
    ASSIGNEE = "assignee"
    DELETION = "deletion"
    SIGNING = "signing"


DESK_ONLY = frozenset({Place.NOTE, Place.SLOTS, Place.SIGNING, Place.ASSIGNEE, Place.DELETION})


class Author(StrEnum):
    REPORTER = "reporter"
    DESK = "desk"


@dataclass(frozen=True, slots=True)
class Evidence:
    """A file of evidence. ``media_type`` is by content, never as the sender claimed.

    ``original``: kept as it came, with whatever it says of who made it; never shown, only downloaded.
    """

    name: str
    media_type: str
    content: bytes
    original: bool = False


@dataclass(frozen=True, slots=True)
class Complaint:
    """What a reporter submits. ``answers`` by question name, none of them demanded."""

    category: str
    answers: Mapping[str, str]
    excluded: Exclusions = field(default_factory=Exclusions)
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Message:
    """One message of the conversation, a note of the desk, or a change of status with its words.

    ``proven``: the reporter's mark on it is right. Only officers can tell; for the desk's own messages it is True.
    """

    author: Author
    at: datetime
    text: str
    by: str = ""
    status: Status | None = None
    proven: bool = True


@dataclass(frozen=True, slots=True)
class CaseRow:
    """What stands in clear: no more than a status and days."""

    id: str
    number: str
    category: str
    status: Status
    case_key: bytes
    desk_key: bytes
    received: date
    decided: date | None
    answered: date | None
    concluded: date | None
    closed: date | None
    reporter_wrote: date | None


@dataclass(frozen=True, slots=True)
class OpenedCase:
    """A case as one of its readers sees it. ``files`` maps entry ids to what can be fetched.

    ``reported_at`` is None of a deleted case.
    """

    row: CaseRow
    reported_at: datetime | None
    answers: Mapping[str, str]
    messages: tuple[Message, ...]
    files: Mapping[str, Evidence]
    notes: tuple[Message, ...] = ()

    @property
    def pictures(self) -> Mapping[str, Evidence]:
        """What was redrawn and may be shown."""
        return {id_: file for id_, file in self.files.items() if not file.original}

    @property
    def originals(self) -> Mapping[str, Evidence]:
        return {id_: file for id_, file in self.files.items() if file.original}


def dump_report(complaint: Complaint, at: datetime) -> bytes:
    record = {"category": complaint.category, "answers": dict(complaint.answers), "at": at.isoformat()}
    return json.dumps(record, ensure_ascii=False).encode()


def read_report(stored: bytes) -> tuple[Mapping[str, str], datetime]:
    record = json.loads(stored)
    return record["answers"], datetime.fromisoformat(record["at"])


def dump_message(message: Message, mark: bytes = b"") -> bytes:
    record = {
        "author": message.author,
        "at": message.at.isoformat(),
        "text": message.text,
        "by": message.by,
        "status": message.status,
        "mark": mark.hex(),
    }
    return json.dumps(record, ensure_ascii=False).encode()


def read_message(stored: bytes) -> tuple[Message, bytes]:
    """The message, and the reporter's mark on it (empty for the desk's)."""
    record = json.loads(stored)
    status = Status(record["status"]) if record["status"] else None
    at = datetime.fromisoformat(record["at"])
    message = Message(Author(record["author"]), at, record["text"], record["by"], status)
    return message, bytes.fromhex(record["mark"])


def marked(message: Message) -> bytes:
    """The bytes that the reporter's mark covers."""
    return f"{message.author}\x1f{message.at.isoformat()}\x1f{message.text}".encode()


def dump_file(evidence: Evidence) -> bytes:
    told = {"name": evidence.name, "type": evidence.media_type, "original": evidence.original}
    head = json.dumps(told, ensure_ascii=False)
    return head.encode() + b"\0" + evidence.content


def read_file(stored: bytes) -> Evidence:
    head, _, content = stored.partition(b"\0")
    record = json.loads(head)
    return Evidence(record["name"], record["type"], content, record.get("original", False))
