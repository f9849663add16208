"""Sends what waits: by importance, within the month's quota, each message once."""

import logging
from collections.abc import Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from bot.clock import Clock
from bot.line.gateway import Sent, Verdict
from bot.line.push import Pusher, Quota
from bot.scheduler.purse import allowed, awake, month_turns, spend
from dialogs.records.errors import LeaseLost, StoreUnavailable
from dialogs.records.notice import Importance, Reason
from handlers.turn import Checkpoint, no_checkpoint
from storage.deliveries import Outbox, Request, Starved, Work, pause_after
from storage.purses import Purses

log = logging.getLogger(__name__)

SIDE_BY_SIDE = 8
LOOK_AGAIN = timedelta(minutes=5)
"""How soon a channel without quota, or without a working token, is looked at again."""


class Sender:
    """``round`` sends all that may be sent now. Agencies go side by side, each one's requests one after the other."""

    def __init__(
        self,
        outbox: Outbox,
        purses: Purses,
        pusher: Pusher,
        clock: Clock,
        *,
        stopping: Callable[[], bool] = lambda: False,
        checkpoint: Checkpoint = no_checkpoint,
    ) -> None:
        self._outbox = outbox
        self._purses = purses
        self._pusher = pusher
        self._clock = clock
        self._stopping = stopping
        self._checkpoint = checkpoint
        self._pool = ThreadPoolExecutor(SIDE_BY_SIDE, thread_name_prefix="push")

    def round(self) -> None:
        """Raises StoreUnavailable and LeaseLost, after every agency had its turn."""
        now = self._clock()
        if given_up := self._outbox.give_up(now):
            log.warning("notices could not be sent; see: python -m bot notices list", extra={"count": given_up})
        hour = awake(now)
        work = self._outbox.agencies(now, hour) if hour else []
        faults = [fault for fault in self._pool.map(lambda one: self._guarded(one, hour), work) if fault]
        if faults:
            raise faults[0]

    def close(self) -> None:
        self._pool.shutdown(wait=True)

    def _guarded(self, work: Work, hour: Collection[Importance]) -> StoreUnavailable | LeaseLost | None:
        try:
            self._serve(work, hour)
        except (StoreUnavailable, LeaseLost) as fault:
            return fault
        return None

    def _serve(self, work: Work, hour: Collection[Importance]) -> None:
        """One agency: first what is open, then what is new, until nothing is left or LINE has no room."""
        while (request := self._outbox.again(work, self._clock(), hour)) is not None:
            if not self._try(work, request):
                return
        if self._purses.lesser_rest(work.agency_id, self._clock()):
            hour = {Importance.ACKNOWLEDGE}.intersection(hour)
        quota = self._quota(work) if hour else None
        room = allowed(quota) if quota else None
        while room is not None and not self._stopping():
            found = self._outbox.form(work, self._clock(), hour, room)
            if not isinstance(found, Request):
                if isinstance(found, Starved):
                    self._starve(work, found)
                return
            if not self._try(work, found):
                return
            room = spend(room, len(found.line_ids))

    def _quota(self, work: Work) -> Quota | None:
        """The month's quota; None where LINE does not tell: then nothing new is begun."""
        found = self._pusher.quota(work.slug)
        now = self._clock()
        if isinstance(found, Quota):
            self._purses.looked(work.agency_id, found.limit, found.used, now)
            return found
        if found.sent is Sent.REFUSED:
            log.warning("a channel cannot be used", extra={"agency": work.slug, "status": found.status})
            self._purses.rest(work.agency_id, now + LOOK_AGAIN, Reason.CHANNEL)
        else:
            self._back_off(work, Reason.BUSY)
        return None

    def _try(self, work: Work, request: Request) -> bool:
        """Make one call and note its outcome; False when this agency's round is over."""
        if self._stopping():
            return False
        self._checkpoint("formed")
        verdict = self._pusher.send(
            work.slug, request.line_ids, request.messages, request.retry_key, multicast=request.multicast
        )
        self._checkpoint("called")
        goes_on = self._note(work, request, verdict)
        self._checkpoint("noted")
        return goes_on

    def _note(self, work: Work, request: Request, verdict: Verdict) -> bool:
        now = self._clock()
        match verdict.sent:
            case Sent.DELIVERED:
                self._outbox.delivered(request, now)
                self._purses.went_well(work.agency_id)
                return True
            case Sent.RATE_LIMITED:
                self._outbox.not_taken(request)
                self._back_off(work, Reason.BUSY)
            case Sent.MONTH_USED_UP:
                self._outbox.not_taken(request)
                self._purses.rest_lesser(work.agency_id, month_turns(now))
                self._back_off(work, Reason.MONTH_USED_UP, at_least=LOOK_AGAIN)
            case Sent.UNSURE:
                log.warning("LINE did not answer; the same request is tried again", extra={"tries": request.tries})
            case _ if verdict.status == 0:  # there is no channel, or its token could not be read: nothing went out
                self._outbox.not_taken(request)
                self._purses.rest(work.agency_id, now + LOOK_AGAIN, Reason.CHANNEL)
            case _:
                self._outbox.refused(request, verdict.status, now)
                return True
        return False

    def _back_off(self, work: Work, why: Reason, at_least: timedelta = timedelta(0)) -> None:
        pause = pause_after(self._purses.setbacks(work.agency_id) + 1)
        self._purses.rest(work.agency_id, self._clock() + max(pause, at_least), why)

    def _starve(self, work: Work, found: Starved) -> None:
        """The quota leaves no room: look again later, and leave what remains to more important notices."""
        now = self._clock()
        if found.importance is Importance.ACKNOWLEDGE:
            self._purses.rest(work.agency_id, now + LOOK_AGAIN, Reason.MONTH_USED_UP)
        else:
            self._purses.rest_lesser(work.agency_id, now + LOOK_AGAIN)
