"""Replacing SECRET_KEY: what older keys sealed is sealed anew under the first one, and people's digests follow.

SECRET_KEY holds the new key first and the old one behind it while this runs; whoever is at work meanwhile reads both.
It may be run again at any time.

What cannot follow holds a digest of something that only its owner has (an invitation's code, a link): it ends by itself,
at the latest at ``Rotated.ends``. Conversations and queued events in Redis end within their own time too.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from storage.database import Database
from storage.evidence import place as evidence_place
from storage.models import (
    Agency,
    Channel,
    ConsoleCode,
    EvidenceFile,
    EvidenceLink,
    InboxEvent,
    Invitation,
    Person,
    ReportLink,
)
from storage.sealing import Keyring

_BATCH = 200
"""Rows of one transaction: nobody who writes waits long for this."""


@dataclass(frozen=True, slots=True)
class Rotated:
    """How many of each are under the first key now; ``ends``: when the last code or link of an older key does."""

    channels: int
    people: int
    files: int
    events: int
    ends: datetime | None


def rotate(database: Database, keyring: Keyring, now: datetime) -> Rotated:
    """Raises NotOpened for a row that none of the keys opens; rows before it are done, and a second run goes on."""

    def each(
        key: InstrumentedAttribute[Any], rewrite: Callable[[Session, Any], None], *only: ColumnElement[bool]
    ) -> int:
        return _rewrite(database, key, lambda session, row: rewrite(session, row), only)

    return Rotated(
        channels=each(Channel.id, lambda session, row: _channel(session, keyring, row)),
        people=each(Person.id, lambda session, row: _person(session, keyring, row), Person.line_id.is_not(None)),
        files=each(
            EvidenceFile.id, lambda session, row: _file(session, keyring, row), EvidenceFile.line_id.is_not(None)
        ),
        events=each(InboxEvent.event_key, lambda _, row: _event(keyring, row)),
        ends=_last_end(database, now),
    )


def _rewrite(
    database: Database,
    key: InstrumentedAttribute[Any],
    rewrite: Callable[[Session, Any], None],
    only: tuple[ColumnElement[bool], ...],
) -> int:
    number, last = 0, None
    while True:
        with database.transaction() as session:
            wanted = select(key.class_).where(*only).order_by(key).limit(_BATCH).with_for_update()
            rows = list(session.scalars(wanted.where(key > last) if last is not None else wanted))
            for row in rows:
                rewrite(session, row)
            if not rows:
                return number
            number += len(rows)
            last = getattr(rows[-1], key.key)


def _channel(session: Session, keyring: Keyring, row: Channel) -> None:
    slug = _slug(session, row.agency_id)
    secret, token = f"channel/{slug}/{row.kind}/secret", f"channel/{slug}/{row.kind}/token"
    row.secret = _anew(keyring, row.secret, secret)
    row.token = _anew(keyring, row.token, token)
    if row.previous_secret:
        row.previous_secret = _anew(keyring, row.previous_secret, secret)


def _person(session: Session, keyring: Keyring, row: Person) -> None:
    slug = _slug(session, row.agency_id)
    line_id = keyring.unseal(row.line_id or b"", f"person/{slug}")
    row.line_id = keyring.seal(line_id, f"person/{slug}")
    if row.digest is not None:
        row.digest = keyring.digest("general", slug, line_id.decode())


def _file(session: Session, keyring: Keyring, row: EvidenceFile) -> None:
    """One that waits to be fetched; of a kept one LINE's id is gone, and it can be unsent for a day only anyway."""
    slug = _slug(session, row.agency_id)
    line_id = keyring.unseal(row.line_id or b"", evidence_place(slug, row.message))
    row.message = keyring.digest("message", slug, line_id.decode())[: len(row.message)]
    row.line_id = keyring.seal(line_id, evidence_place(slug, row.message))


def _event(keyring: Keyring, row: InboxEvent) -> None:
    row.outcome = _anew(keyring, row.outcome, f"inbox/{row.event_key}")


def _anew(keyring: Keyring, sealed: bytes, place: str) -> bytes:
    return keyring.seal(keyring.unseal(sealed, place), place)


def _slug(session: Session, agency_id: int) -> str:
    return session.scalars(select(Agency.slug).where(Agency.id == agency_id)).one()


def _last_end(database: Database, now: datetime) -> datetime | None:
    """Of what is open now."""
    open_ones = (
        select(func.max(Invitation.expires_at)).where(Invitation.used_at.is_(None)),
        select(func.max(ReportLink.expires_at)).where(ReportLink.spent_at.is_(None)),
        select(func.max(EvidenceLink.expires_at)),
        select(func.max(ConsoleCode.expires_at)).where(ConsoleCode.used_at.is_(None)),
    )
    with database.reading() as session:
        ends = [end for end in (session.scalar(one) for one in open_ones) if end is not None and end > now]
    return max(ends, default=None)
