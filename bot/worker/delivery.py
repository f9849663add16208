"""Brings one answer to its person, whatever LINE says: again after a hiccup, once after a crash."""

import logging
import time
import uuid
from dataclasses import dataclass, field

from bot.line.gateway import LineGateway, Sent
from bot.worker.replies import Later
from handlers.decision import Decision
from handlers.incoming import Incoming
from storage.events.stream import EventStream, QueuedEvent

log = logging.getLogger(__name__)

PAUSES = (0.5, 1.0, 2.0, 4.0, 8.0, 8.0)
"""Seconds before each further try; together they fit into a reply token's minute."""
TOKEN_SECONDS = 50.0
"""A token that we got so lately is alive unless it was used (LINE reference, "Send reply message": one minute)."""
TOKEN_DIES_MS = 19 * 60_000
"""An event that LINE brought again so long after it happened may come with a dead token (same place: 20 minutes)."""
LATE_SECONDS = 1.0
_NAMESPACE = uuid.UUID("5f0c2a52-7f4e-4a0e-9a55-2f6b7a3c9d10")


@dataclass(slots=True)
class Handed:
    """An answer on its way since ``since`` (monotonic seconds). ``tries`` counts those that failed."""

    event: QueuedEvent
    key: str
    incoming: Incoming
    decision: Decision
    since: float = field(default_factory=time.monotonic)
    tries: int = 0

    @property
    def is_late(self) -> bool:
        """Whether it waited so long that the partition may have another owner by now."""
        return time.monotonic() - self.since > LATE_SECONDS


class Delivery:
    """Answers of one worker."""

    def __init__(self, gateway: LineGateway, stream: EventStream) -> None:
        self._gateway = gateway
        self._stream = stream

    def deliver(self, handed: Handed) -> None:
        """Raises Later where LINE may take it in a while, and StoreUnavailable."""
        if not handed.decision.messages:
            return
        result = self._once(handed)
        if result in (Sent.RATE_LIMITED, Sent.UNSURE) and handed.tries < len(PAUSES):
            handed.tries += 1
            raise Later(PAUSES[handed.tries - 1])
        if result is not Sent.DELIVERED:
            log.warning("an answer was not delivered", extra={"result": result.name})

    def _once(self, handed: Handed) -> Sent:
        """Reply by token; where the token is dead and the answer is promised or worth quota, push it with a retry key."""
        incoming, messages = handed.incoming, handed.decision.messages
        promised = False
        if incoming.reply_token:
            result = self._gateway.reply(incoming.slug, incoming.reply_token, messages)
            if result is not Sent.DEAD_TOKEN:
                return result
            promised = self._stream.apologised(handed.event.partition, handed.key)
            if not promised and self._was_used(handed):
                return Sent.DELIVERED
        if incoming.user and (promised or handed.decision.worth_push):
            key = str(uuid.uuid5(_NAMESPACE, f"{incoming.slug}/{incoming.reply_token}/{incoming.message_id}"))
            return self._gateway.push(incoming.slug, incoming.user, messages, key)
        return Sent.DEAD_TOKEN

    def _was_used(self, handed: Handed) -> bool:
        """Whether a dead token can only be dead because it was used; only this answer uses it, so the person has it."""
        happened = handed.incoming.event.get("timestamp")
        taken = handed.event.milliseconds
        came_late = isinstance(happened, int) and taken - happened > TOKEN_DIES_MS
        if came_late or not 0 <= self._stream.age(handed.event) < TOKEN_SECONDS:  # below 0: Redis's clock was set back
            return False
        if handed.tries == 0 and handed.event.deliveries == 1:
            # Only a Redis that lost what it knew explains that, or an access token of another channel.
            log.warning("a reply token was dead at the first try")
        return True
