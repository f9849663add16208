"""Effects of an event: carried out once, with the outcome that a repeat answers with."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from dialogs.records.errors import LeaseLost
from storage.actor import Actor
from storage.database import Database
from storage.effects import EffectRunner
from storage.models import InboxEvent
from storage.sealing import Keyring


class Inbox:
    """The table of events that had their effect."""

    def __init__(self, database: Database, keyring: Keyring, effects: EffectRunner) -> None:
        self._database = database
        self._keyring = keyring
        self._effects = effects

    def outcome_of(self, event: str) -> bytes | None:
        """What an earlier run of this event decided, if its effects were committed."""
        with self._database.reading() as session:
            sealed = session.scalar(select(InboxEvent.outcome).where(InboxEvent.event_key == event))
        return self._keyring.unseal(sealed, f"inbox/{event}") if sealed is not None else None

    def carry_out(self, event: str, actor: Actor, outcome: bytes, fence: Callable[[], bool]) -> bytes:
        """Run the effects and note the event in one transaction; returns the outcome that counts.

        ``fence`` is asked last, just before the commit. Raises LeaseLost when it says no, and StoreUnavailable; then
        nothing was written. An event that is noted already changes nothing and yields its first outcome.
        """
        sealed = self._keyring.seal(outcome, f"inbox/{event}")
        try:
            with self._database.transaction() as session:
                session.add(InboxEvent(event_key=event, outcome=sealed, created_at=actor.now))
                session.flush()
                self._effects.run(session, actor)
                if not fence():
                    raise LeaseLost("another worker owns this conversation now")
        except IntegrityError:
            first = self.outcome_of(event)
            if first is None:
                raise
            return first
        return outcome

    def forget_before(self, moment: datetime) -> int:
        """Drop notes of events too old to come again; returns how many."""
        with self._database.transaction() as session:
            gone = session.execute(delete(InboxEvent).where(InboxEvent.created_at < moment))
            return int(getattr(gone, "rowcount", 0))
