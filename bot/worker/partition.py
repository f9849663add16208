"""One partition's events, strictly in order, by whoever holds its lease."""

import json
import logging
import threading
import time
from collections.abc import Callable
from dataclasses import replace

from bot.metrics import TURN, WAITED
from bot.worker.backlog import Backlog, Opened
from dialogs.records.errors import LeaseLost, StaleConversation, StoreUnavailable
from dialogs.records.json import Json
from handlers.incoming import Incoming, event_key, read_incoming
from handlers.turn import Checkpoint, Decision, Ownership, Turn, no_checkpoint
from storage.events.daykeys import EventCipher
from storage.events.leases import Leases
from storage.events.stream import EventStream, QueuedEvent
from storage.sealing import NotOpened

log = logging.getLogger(__name__)

MAX_DELIVERIES = 30
"""An event handed out so often took the process down each time: it must not hold up its partition for ever."""
WAIT_MS, NO_WAIT = 1000, None
"""How long a read of the stream waits for an event; not at all while others wait to be worked on."""
PAUSES = (0.1, 0.3, 1.0, 3.0)
SORRY_AFTER = 4
"""Attempts before the person is told (about a second and a half): a hiccup needs no apology."""

Answerer = Callable[[Incoming, Decision], None]
Apologiser = Callable[[Incoming], None]


class PartitionRunner(threading.Thread):
    """Reads, decides, hands the answer to the reply pool, and marks the event done when the answer is out."""

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
        apologise: Apologiser,
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
        self._apologise = apologise
        self._checkpoint = checkpoint
        self._stopping = threading.Event()
        self._apologised = ""
        self._under_way: dict[str, None] = {}

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
        while (events := self._stream.pending(self.partition, last)) and not self._stopping.is_set():
            for event in events:
                self._until_done(self._open(event), repeated=True)
            last = events[-1].id

    def _fresh(self) -> None:
        """What was read and not begun when the runner stops stays pending for the next owner."""
        backlog = Backlog()
        while not self._stopping.is_set():
            events = self._stream.fresh(self.partition, block_ms=NO_WAIT if backlog else WAIT_MS)
            if not backlog:
                # An owner before us, cut off while it waited, may have been handed an event meanwhile: it comes first.
                for event in self._strays(before=events[0].id if events else ""):
                    self._until_done(self._open(event), repeated=True)
            for event in events:
                backlog.add(self._open(event))
            while backlog and not self._stopping.is_set():
                self._until_done(backlog.next(), repeated=False)
                if backlog.is_crowded:
                    break

    def _strays(self, before: str) -> list[QueuedEvent]:
        """Pending events that nobody is working on, older than ``before``."""
        limit = _stream_order(before) if before else None
        ids = {
            one
            for one in self._stream.pending_ids(self.partition)
            if one not in self._under_way and (limit is None or _stream_order(one) < limit)
        }
        return [event for event in self._stream.pending(self.partition) if event.id in ids] if ids else []

    def _until_done(self, opened: Opened, *, repeated: bool) -> None:
        """Order is a promise: an event that cannot be decided now is tried again before any later one."""
        attempt = 0
        while not self._stopping.is_set():
            try:
                self._one(opened, repeated=repeated or attempt > 0)
                return
            except StoreUnavailable:
                if attempt + 1 >= SORRY_AFTER:
                    self._sorry(opened)
                self._stopping.wait(PAUSES[min(attempt, len(PAUSES) - 1)])
            except StaleConversation:
                time.sleep(0)  # somebody else committed: read again at once
            attempt += 1

    def _one(self, opened: Opened, *, repeated: bool) -> None:
        event, incoming, key = opened.event, opened.incoming, opened.key
        began = time.monotonic()
        WAITED.observe(max(0.0, time.time() - _stream_order(event.id)[0] / 1000))
        self._checkpoint("taken")
        if incoming is None or event.deliveries > MAX_DELIVERIES:
            log.error("an event was given up", extra={"deliveries": event.deliveries})
            self._stream.done(event)
            return
        owner = Ownership(self._leases.token, lambda: self._leases.holds(self.partition))
        try:
            decision = self._turn.run(incoming, key, owner, repeated=repeated)
        except (StoreUnavailable, LeaseLost, StaleConversation):
            raise
        except Exception as error:  # noqa: BLE001 - a fault of ours in one turn must not stop everybody's turns
            log.error("a turn failed", extra={"error": type(error).__name__, "where": _where(error)})
            decision = self._turn.failed(incoming)
        if self._apologised == event.id:  # the apology used the token up and promised an answer: it is pushed
            decision = replace(decision, worth_push=True)
        took = time.monotonic() - began
        TURN.observe(took)
        log.debug("a turn ran", extra={"event": key[:12], "partition": self.partition, "ms": round(1000 * took, 1)})
        self._under_way[event.id] = None
        self._submit(opened.conversation, lambda: self._finish(event, incoming, key, decision))

    def _finish(self, event: QueuedEvent, incoming: Incoming, key: str, decision: Decision) -> None:
        """Runs in the reply pool. Whatever fails here leaves the event pending for the next owner."""
        try:
            self._checkpoint("answering")
            self._answer(incoming, decision)
            self._checkpoint("answered")
            self._stream.done(event, key)
            self._checkpoint("done")
        except StoreUnavailable:
            log.warning("an answered event could not be marked done; it will be answered again")
        finally:
            self._under_way.pop(event.id, None)

    def _open(self, event: QueuedEvent) -> Opened:
        try:
            plain: Json = json.loads(self._cipher.open(event.sealed))
        except (NotOpened, ValueError):
            return Opened(event, None)
        if not isinstance(plain, dict) or not isinstance(raw := plain.get("event"), dict):
            return Opened(event, None)
        slug = str(plain.get("slug", ""))
        body = json.dumps(raw, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
        incoming = replace(read_incoming(slug, raw), hurried=plain.get("hurried") is True)
        return Opened(event, incoming, event_key(slug, raw, body))

    def _sorry(self, opened: Opened) -> None:
        """Once for an event whose turn must wait: the person learns that nothing is lost."""
        if self._apologised == opened.event.id:
            return
        self._apologised = opened.event.id
        if (incoming := opened.incoming) is not None:
            self._submit(opened.conversation, lambda: self._apologise(incoming))


def _stream_order(event_id: str) -> tuple[int, int]:
    milliseconds, _, number = event_id.partition("-")
    return int(milliseconds), int(number)


def _where(error: BaseException) -> str:
    """File and line of a failure, without any value that a person typed."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_filename.rsplit('/', 1)[-1]}:{trace.tb_lineno}" if trace else ""
