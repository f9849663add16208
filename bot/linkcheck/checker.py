"""Looks at what is due: in each round at most one request for every host, and each one only after its pause."""

import time
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from urllib.robotparser import RobotFileParser

from bot.linkcheck.fetch import Answer, Fetch
from bot.linkcheck.visit import Visit, after, after_rules, host_of
from dialogs.records.document import Fault, LinkState
from storage.database import Database
from storage.linkcheck import Finding, claim_host, due_checks, keep_robots, robots_of, settle
from storage.models import LinkCheck

AGENT = "Prongsai-LinkCheck"
"""The name by which a robots.txt may speak to us."""
ROUND_SECONDS = 40.0
_MAX_RULES = 64 * 1024


def agent_name(public_url: str) -> str:
    """Who asks, and where to read about it: what a server's log shows."""
    return f"{AGENT}/1.0 (+{public_url}; checks an agency's own published links)"


class LinkChecker:
    """One round at a time; everything between rounds is in the database, so any process may go on."""

    def __init__(self, database: Database, fetch: Fetch, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._fetch = fetch
        self._clock = clock

    def round(self, agency_id: int | None = None, seconds: float = ROUND_SECONDS) -> int:
        """Make the requests that are allowed now, within some seconds; returns how many."""
        end = time.monotonic() + seconds
        with self._database.reading() as session:
            waiting = [check.id for check in due_checks(session, self._clock(), agency_id)]
        asked = 0
        for check_id in waiting:
            if time.monotonic() > end:
                break
            visit = self._claimed(check_id)
            if visit is not None:
                self._keep(check_id, visit, self._fetch("GET" if visit.robots else visit.method, visit.asked))
                asked += 1
        return asked

    def waiting(self, agency_id: int) -> int:
        """How many addresses of an agency are due."""
        with self._database.reading() as session:
            return len(due_checks(session, self._clock(), agency_id))

    def _claimed(self, check_id: int) -> Visit | None:
        """The next request of a look, if its host may be asked now. A look that the rules forbid ends here."""
        now = self._clock()
        with self._database.transaction() as session:
            check = session.get(LinkCheck, check_id)
            if check is None or check.due_at > now:
                return None
            visit = _stored(check)
            rules = robots_of(session, visit.host, now)
            if rules is None:
                visit = visit if visit.robots else visit.reading_rules()
            elif not _may(rules, visit.url):
                settle(session, check, Finding(LinkState.UNSEEN, Fault.ROBOTS), now)
                return None
            elif visit.robots:
                visit = Visit(visit.url, visit.method, visit.hops)
            check.visit = asdict(visit)
            return visit if claim_host(session, host_of(visit.asked), now) else None

    def _keep(self, check_id: int, visit: Visit, answer: Answer) -> None:
        now = self._clock()
        with self._database.transaction() as session:
            check = session.get(LinkCheck, check_id)
            if check is None:
                return
            led_to = after_rules(visit, answer) if visit.robots else after(visit, check.url, answer)
            if isinstance(led_to, Finding):
                settle(session, check, led_to, now)
            elif isinstance(led_to, str):
                keep_robots(session, visit.host, led_to[:_MAX_RULES], now)
                check.visit = asdict(Visit(visit.url, visit.method, visit.hops))
            else:
                check.visit = asdict(led_to)


def _stored(check: LinkCheck) -> Visit:
    kept = check.visit
    return Visit(**kept) if kept else Visit(check.url)  # type: ignore[arg-type]  # JSON; always asdict() of a Visit


def _may(rules: str, url: str) -> bool:
    parser = RobotFileParser()
    parser.parse(rules.splitlines())
    return parser.can_fetch(AGENT, url)
