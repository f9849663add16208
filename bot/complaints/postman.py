"""Officers are written to at fixed hours of working days: once each, and after a stop what was missed last.

Every officer with an address gets the same mail at every hour, whatever came or did not come. A mail that came only
for something new would say so to the mail server and to whoever sees an officer's screen; and since the server must
not know who can open which case, it would say so to the officer whom that very case excludes.
"""

import logging
import ssl
from contextlib import closing
from datetime import datetime, timedelta

from bot.complaints.mail import AddressRefused, MailRefused, MailServer, Outbox, read_smtp_url
from bot.complaints.settings import ComplaintSettings
from dialogs.records.errors import ProngsaiError
from storage.complaints.file import AgencyFile, agencies
from storage.complaints.mailing import Mailing, Notice, Slot, slot_at
from storage.complaints.secrets import load_secrets

log = logging.getLogger(__name__)

_AGAIN = timedelta(minutes=5)


class Postman:
    """Asked at every look of the keeper. Raises SettingsError for a wrong COMPLAINTS_SMTP_URL, at once."""

    def __init__(self, settings: ComplaintSettings, trusted: ssl.SSLContext | None = None) -> None:
        self._settings = settings
        self._trusted = trusted
        url = settings.complaints_smtp_url
        self._server: MailServer | None = read_smtp_url(url.get_secret_value()) if url else None
        self._not_before: datetime | None = None
        self._refused: set[tuple[str, Slot]] = set()

    def look(self, now: datetime) -> int:
        """Send what is due; how many mails went. A server that fails is tried again in a while."""
        slot = slot_at(now, self._settings.notice_hours)
        if self._server is None or slot is None or (self._not_before and now < self._not_before):
            return 0
        sent = 0
        try:
            waiting = [one for one in self._mailings() if one.waits(slot, self._refused)]
            if not waiting:
                return 0
            with closing(Outbox(self._server, self._trusted)) as outbox:
                for mailing in waiting:
                    while taken := mailing.take(slot, self._refused):
                        sent += self._send(mailing, taken, slot, outbox)
        except ProngsaiError as error:
            self._not_before = now + _AGAIN
            _complain(error)
        return sent

    def _send(self, mailing: Mailing, taken: Notice, slot: Slot, outbox: Outbox) -> int:
        """One that nobody knows about stays marked as written: rather none than two, and the next day brings one."""
        try:
            outbox.send(taken.address)
        except AddressRefused as error:
            mailing.give_back(taken)
            self._refused.add((taken.officer_id, slot))
            _complain(error)
            return 0
        except MailRefused:
            mailing.give_back(taken)
            raise
        return 1

    def _mailings(self) -> list[Mailing]:
        secrets, found = load_secrets(self._settings.secret_folder), []
        for slug in agencies(self._settings.folder):
            try:
                found.append(Mailing(AgencyFile(self._settings.folder, slug), secrets))
            except ProngsaiError as error:
                _complain(error)
        return found


def _complain(error: ProngsaiError) -> None:
    log.error("notice failed", extra={"error": type(error).__name__})
