"""Invitations: one-time codes that bind a LINE account to a person with a unit and roles."""

import re
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

import redis
from sqlalchemy import select
from sqlalchemy.orm import Session

from dialogs.records.code import ALPHABET, LENGTH, is_code
from dialogs.records.code import shown as shown  # whoever hands an invitation out needs both
from dialogs.records.facts import InvitationFacts, Role
from dialogs.thai.digits import to_arabic
from storage.database import Database
from storage.events.stream import answering
from storage.models import Agency, Invitation
from storage.sealing import Keyring

DAYS = 7
TRIES_AN_HOUR = 5
_CODE = re.compile(rf"(?<![A-Z0-9])([{ALPHABET}]{{5}})[\s-]?([{ALPHABET}]{{5}})(?![A-Z0-9])")


def code_in(text: str) -> str:
    """The code in a message, whatever its case, digits and dash; '' when there is none."""
    found = _CODE.search(to_arabic(text).upper())
    code = found.group(1) + found.group(2) if found else ""
    return code if any(character.isdigit() for character in code) or (found and "-" in found.group()) else ""


def invite(
    session: Session,
    keyring: Keyring,
    agency: Agency,
    *,
    roles: Sequence[Role],
    unit: str,
    label: str,
    now: datetime,
    days: int = DAYS,
) -> str:
    """Make an invitation; returns its code, which is stored nowhere."""
    code = new_code()
    session.add(
        Invitation(
            agency_id=agency.id,
            digest=keyring.digest("invitation", agency.slug, code),
            label=label,
            unit=unit,
            roles=[str(role) for role in roles],
            created_at=now,
            expires_at=now + timedelta(days=days),
        )
    )
    return code


def new_code() -> str:
    """Random."""
    while True:
        code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
        if is_code(code):
            return code


class InvitationDesk:
    """Looks a typed code up, not too often for one person."""

    def __init__(self, database: Database, keyring: Keyring, client: "redis.Redis") -> None:
        self._database = database
        self._keyring = keyring
        self._redis = client

    def look_up(self, slug: str, text: str, person: str, now: datetime) -> InvitationFacts | None:
        """What a message's code is worth; None when it holds none. ``person``: the conversation's digest."""
        code = code_in(text)
        if not code:
            return None
        if self._tries(person) > TRIES_AN_HOUR:
            return InvitationFacts(0, "", "", frozenset(), is_valid=False, too_many=True)
        digests = self._keyring.digests("invitation", slug, code)
        with self._database.reading() as session:
            found = session.scalar(
                select(Invitation)
                .join(Agency, Agency.id == Invitation.agency_id)
                .where(Agency.slug == slug, Invitation.digest.in_(digests))
            )
        if found is None or found.used_at is not None or found.expires_at <= now:
            return InvitationFacts(0, "", "", frozenset(), is_valid=False, too_many=False)
        roles = frozenset(Role(role) for role in found.roles)
        return InvitationFacts(found.id, found.label, found.unit, roles, is_valid=True, too_many=False)

    def _tries(self, person: str) -> int:
        key = f"invitation-tries:{person}"
        with answering():
            pipe = self._redis.pipeline(transaction=True)
            pipe.incr(key)
            pipe.expire(key, 3600, nx=True)
            return int(pipe.execute()[0])
