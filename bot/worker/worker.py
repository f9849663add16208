"""The worker process: leases, a runner for each partition held, and the reply pool."""

import logging
import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime, timedelta

from bot.line.gateway import LineGateway
from bot.line.richmenus import PersonalMenus
from bot.richmenus.menus import audience_of
from bot.worker.delivery import Delivery, Handed
from bot.worker.finisher import Finisher
from bot.worker.partition import PartitionRunner
from bot.worker.replies import ReplyPool
from dialogs.cards.line import to_line
from dialogs.copy.common import phone
from dialogs.copy.fallback import apology
from dialogs.records.errors import StoreUnavailable
from dialogs.records.reply import Answer, Say
from dialogs.records.voice import FEMALE
from handlers.incoming import Incoming
from handlers.turn import Checkpoint, Turn, no_checkpoint
from storage.agencies import AgencyDirectory
from storage.events.daykeys import EventCipher, day_of, oldest_kept
from storage.events.leases import Leases
from storage.events.stream import EventStream
from storage.sealing import NotOpened

log = logging.getLogger(__name__)
TIDY_EVERY = timedelta(hours=1)
KEPT_NOTES = timedelta(days=14)
"""How long it stays known that an event had its effect; LINE sends nothing again after so long."""


class Worker:
    """Runs until ``stop``. ``checkpoint`` is where the fault tests cut the power."""

    def __init__(
        self,
        *,
        stream: EventStream,
        leases: Leases,
        cipher: EventCipher,
        turn: Turn,
        gateway: LineGateway,
        directory: AgencyDirectory,
        clock: Callable[[], datetime],
        menus: PersonalMenus,
        checkpoint: Checkpoint = no_checkpoint,
    ) -> None:
        self._stream = stream
        self._leases = leases
        self._cipher = cipher
        self._turn = turn
        self._gateway = gateway
        self._directory = directory
        self._clock = clock
        self._menus = menus
        self._checkpoint = checkpoint
        self._replies = ReplyPool()
        self._finisher = Finisher(stream)
        self._delivery = Delivery(gateway, stream)
        self._runners: dict[int, PartitionRunner] = {}
        self._under_way: dict[int, dict[str, None]] = {}
        self._stopping = threading.Event()
        self._tidied: datetime | None = None

    def run(self) -> None:
        """Hold leases and keep a runner on each; returns after a graceful stop."""
        while not self._stopping.is_set():
            try:
                self._replies.wake()
                held = self._leases.refresh()
                self._finisher.again()
                self._keep_runners(held)
                if surplus := self._leases.surplus():
                    self._give_back(min(surplus))
                self._tidy()
            except StoreUnavailable:
                log.warning("Redis does not answer; trying again")
            self._stopping.wait(self._leases.seconds / 4)
        self._close()

    def stop(self) -> None:
        self._stopping.set()

    def _keep_runners(self, held: set[int]) -> None:
        """A runner that was stopped ends before another takes its place, even if the lease was lost and is ours again."""
        for partition in self._runners.keys() - held:
            self._runners[partition].stop()
            if not self._runners[partition].is_alive():
                del self._runners[partition]
        for partition in held:
            runner = self._runners.get(partition)
            if runner is None or (not runner.is_alive() and runner.is_idle):
                self._runners[partition] = self._start(partition)

    def _start(self, partition: int) -> PartitionRunner:
        runner = PartitionRunner(
            partition,
            stream=self._stream,
            leases=self._leases,
            cipher=self._cipher,
            turn=self._turn,
            submit=self._replies.submit,
            answer=self._answer,
            finisher=self._finisher,
            apologise=self._apologise,
            under_way=self._under_way.setdefault(partition, {}),
            checkpoint=self._checkpoint,
        )
        runner.start()
        return runner

    def _tidy(self) -> None:
        """Once an hour: what is done with is destroyed for good."""
        now = self._clock()
        if self._tidied is not None and now - self._tidied < TIDY_EVERY:
            return
        self._cipher.forget_before(min([oldest_kept(now), *self._days_waiting()]))
        self._tidied = now
        self._turn.forget_before(now - KEPT_NOTES)

    def _days_waiting(self) -> set[date]:
        """Days whose keys are needed still, whatever this machine's clock says."""
        days = {self._stream.today()}
        for sealed in self._stream.sealed():
            with suppress(NotOpened):
                days.add(day_of(sealed))
        return days

    def _give_back(self, partition: int) -> None:
        """Another worker is to have this partition: end its runner, and release it once nothing of it is under way.

        One a round, and never longer than a part of the lease: the other leases must be renewed meanwhile.
        """
        runner = self._runners.get(partition)
        if runner is not None:
            runner.stop()
            runner.join(timeout=self._leases.seconds / 4)
            if runner.is_alive():
                return
        if runner is None or runner.is_idle:
            self._runners.pop(partition, None)
            self._leases.release(partition)

    def _close(self) -> None:
        for runner in self._runners.values():
            runner.stop()
        for runner in self._runners.values():
            runner.join(timeout=self._leases.seconds)
        self._replies.wait_until_idle(self._leases.seconds)
        self._replies.close()
        try:
            self._leases.leave()
        except StoreUnavailable:
            log.warning("Redis does not answer; the leases run out by themselves")

    def _answer(self, handed: Handed) -> None:
        self._delivery.deliver(handed)
        if handed.decision.roles_changed and handed.incoming.user:
            self._show_menu(handed.incoming)

    def _show_menu(self, incoming: Incoming) -> None:
        """The menu of the roles that the writer has now; the nightly job repairs what fails here."""
        try:
            audience = audience_of(self._turn.roles_of(incoming))
            self._menus.show(incoming.slug, incoming.user, audience)
        except StoreUnavailable:
            log.warning("the database does not answer; a menu was not changed")

    def _apologise(self, incoming: Incoming) -> None:
        agency = self._directory.last_known(incoming.slug)
        contact = agency.main_contact if agency else None
        words = apology(agency.voice if agency else FEMALE, phone(contact) if contact else "")
        if incoming.reply_token:
            self._gateway.reply(incoming.slug, incoming.reply_token, to_line(Answer((Say(words),))))
