"""One partition's events, strictly in order, by whoever holds its lease."""

import logging
import threading
import time
from collections.abc import Callable
from functools import partial

from bot.log import where
from bot.metrics import TURN, WAITED
from bot.worker.backlog import Backlog, Opened, open_event
from bot.worker.delivery import Handed
from bot.worker.finisher import Answered, Finisher
from bot.worker.replies import Later
from dialogs.records.errors import LeaseLost, StaleConversation, StoreUnavailable
from handlers.decision import Decision, Ownership
from handlers.incoming import Incoming
from handlers.turn import Asked, Checkpoint, Turn, no_checkpoint
from storage.events.daykeys import EventCipher
from storage.events.leases import Leases
from storage.events.stream import EventStream, QueuedEvent

log = logging.getLogger(__name__)

MAX_DELIVERIES = 30
"""An event handed out so often took the process down each time: it must not hold up its partition for ever."""
WAIT_MS, NO_WAIT = 1000, None
"""How long a read of the stream waits for an event; not at all while others wait to be worked on."""
TOGETHER = 16
"""So many people's events are decided between two reads of the stream and share its trips to Redis."""
PAUSES = (0.1, 0.3, 1.0, 3.0)
SORRY_AFTER = 4
"""Attempts before the person is told (about a second and a half): a hiccup needs no apology."""

Answerer = Callable[[Handed], None]
Apologiser = Callable[[Incoming], None]


class PartitionRunner(threading.Thread):
    """Reads, decides, hands the answer to the reply pool, and marks the event done when the answer is out.

    ``under_way``: the partition's events whose answers this process is about, whichever of its runners began them.
    """

    def __init__(
        self,
        partition: int,
        *,
        stream: EventStream,
        leases: Leases,
        cipher: EventCipher,
        turn: Turn,
        submit: Callable[[str, Callable[[], None]], None],
        answer: Answerer,
        finisher: Finisher,
        apologise: Apologiser,
        under_way: dict[str, None],
        checkpoint: Checkpoint = no_checkpoint,
    ) -> None:
        super().__init__(name=f"partition-{partition:02d}", daemon=True)
        self.partition = partition
        self._stream = stream
        self._leases = leases
        self._cipher = cipher
        self._turn = turn
        self._submit = submit
        self._answer = answer
        self._finisher = finisher
        self._apologise = apologise
        self._checkpoint = checkpoint
        self._stopping = threading.Event()
        self._apologised = ""
        self._is_lost = False
        self._under_way = under_way

    def stop(self) -> None:
        """Finish the event under way and end."""
        self._stopping.set()

    @property
    def is_idle(self) -> bool:
        """Whether no answer of this partition is under way."""
        return not self._under_way

    def run(self) -> None:
        while not self._stopping.is_set():
            try:
                self._stream.prepare(self.partition)
                self._left_behind()
                self._fresh()
            except StoreUnavailable:
                self._stopping.wait(PAUSES[0])
            except LeaseLost:
                return

    def _left_behind(self) -> None:
        """What a dead owner left, all of it, before anything new."""
        last = "0"
        while not self._stopping.is_set():
            # Our own answers may still be on their way, after a hiccup of Redis. Asked before the look, not after it:
            # what is over by then was done before, and is not found any more.
            ours = set(self._under_way)
            events = self._stream.pending(self.partition, last)
            if not events:
                return
            for event in events:
                if event.id not in ours:
                    self._until_done(open_event(event, self._cipher))
            last = events[-1].id

    def _fresh(self) -> None:
        """What was read and not begun when the runner stops stays pending for the next owner."""
        backlog = Backlog()
        while not self._stopping.is_set():
            events = self._stream.fresh(self.partition, block_ms=NO_WAIT if backlog else WAIT_MS)
            for event in (*self._strays(backlog, before=events[0].id if events else ""), *events):
                backlog.add(open_event(event, self._cipher))
            while backlog and not self._stopping.is_set():
                self._together(backlog.together(TOGETHER))
                if backlog.is_crowded:
                    break

    def _strays(self, backlog: Backlog, before: str) -> list[QueuedEvent]:
        """Events older than ``before`` that were handed out, and nobody is working on.

        Handed to an owner before us that was cut off while it waited, or lost on the way to us; or their answer failed.
        """
        limit = _stream_order(before) if before else None
        known = {*self._under_way, *(opened.event.id for opened in backlog)}
        ids = [
            one
            for one in self._stream.pending_ids(self.partition)
            if one not in known and (limit is None or _stream_order(one) < limit)
        ]
        return self._stream.again(self.partition, ids) if ids else []

    def _together(self, group: list[Opened]) -> None:
        """Events of different conversations, each new. What is not decided at once is tried again alone."""
        try:
            left = self._decided(group)
        except StoreUnavailable:
            left = group
        for opened in left:
            self._until_done(opened)

    def _until_done(self, opened: Opened) -> None:
        """Order is a promise: an event that cannot be decided now is tried again before any later one."""
        attempt = 0
        while not self._stopping.is_set():
            try:
                if not self._decided([opened], repeated=True):
                    return
                time.sleep(0)  # somebody else committed: read again at once
            except StoreUnavailable:
                if attempt + 1 >= SORRY_AFTER:
                    self._sorry(opened)
                self._stopping.wait(PAUSES[min(attempt, len(PAUSES) - 1)])
            attempt += 1

    def _decided(self, group: list[Opened], *, repeated: bool = False) -> list[Opened]:
        """Decide them and hand the answers over. Returns those whose conversation somebody else wrote meanwhile.

        ``repeated``: they may have had their effects, as those that were handed out before.
        """
        began = time.monotonic()
        for opened in group:
            WAITED.observe(max(0.0, time.time() - _stream_order(opened.event.id)[0] / 1000))
        self._checkpoint("taken")
        asked: list[tuple[Opened, Asked]] = []
        for opened in group:
            if opened.incoming is None or opened.event.deliveries > MAX_DELIVERIES:
                log.error("an event was given up", extra={"deliveries": opened.event.deliveries})
                self._stream.done(opened.event)
            else:
                again = repeated or opened.event.deliveries > 1
                asked.append((opened, Asked(opened.incoming, opened.key, again, opened.event.id)))
        if not asked:
            return []
        owner = Ownership(self._leases.token, self._may_commit, self.partition)
        decisions = self._turn.run_together([one for _, one in asked], owner)
        stale = []
        took = time.monotonic() - began
        for (opened, one), decision in zip(asked, decisions, strict=True):
            if isinstance(decision, StaleConversation):
                stale.append(opened)
                continue
            TURN.observe(took)
            log.debug(
                "a turn ran", extra={"event": one.event[:12], "partition": self.partition, "ms": round(1000 * took, 1)}
            )
            self._hand_over(opened, one, decision)
        return stale

    def _may_commit(self, entry: str) -> bool:
        """The fence of the database: the lease is ours, and the event is not done."""
        return self._leases.holds(self.partition) and bool(self._stream.again(self.partition, [entry]))

    def _hand_over(self, opened: Opened, asked: Asked, decision: Decision | Exception) -> None:
        """The answer goes to the reply pool."""
        if isinstance(decision, Exception):
            log.error("a turn failed", extra={"error": type(decision).__name__, "where": where(decision)})
            decision = self._turn.failed(asked.incoming)
        self._under_way[opened.event.id] = None
        handed = Handed(opened.event, asked.event, asked.incoming, decision)
        self._submit(opened.conversation, partial(self._finish, handed))

    def _finish(self, handed: Handed) -> None:
        """Runs in the reply pool. Raises Later where LINE or Redis is away; any other fault leaves the event pending."""
        over = partial(self._under_way.pop, handed.event.id, None)
        try:
            if self._lost_since(handed):
                over()  # the next owner answers; and all that stands behind this one, or it would overtake
                return
            self._checkpoint("answering")
            self._answer(handed)
            self._checkpoint("answered")
        except Later:
            raise
        except StoreUnavailable as error:
            raise Later(PAUSES[-1]) from error
        except BaseException:
            over()
            raise
        self._finisher.finish(Answered(handed.event, handed.key, over))
        self._checkpoint("done")

    def _lost_since(self, handed: Handed) -> bool:
        """Whether the lease ran out while answers waited. Once it did, no other answer of this runner may go out."""
        if not self._is_lost and handed.is_late:
            self._is_lost = not self._leases.holds(self.partition)
        return self._is_lost

    def _sorry(self, opened: Opened) -> None:
        """Once for an event whose turn must wait: the person learns that nothing is lost.

        It is noted first, or the next owner would take the dead token for an answer. So nobody is told while Redis is
        away: LINE then learns it at the door.
        """
        incoming = opened.incoming
        if incoming is None or self._apologised == opened.event.id:
            return
        try:
            is_first = self._stream.note_apology(self.partition, opened.key)
        except StoreUnavailable:
            return
        self._apologised = opened.event.id
        if is_first:
            self._submit(opened.conversation, lambda: self._apologise(incoming))


def _stream_order(event_id: str) -> tuple[int, int]:
    milliseconds, _, number = event_id.partition("-")
    return int(milliseconds), int(number)
