"""Whole looks at links, on real databases: what is found, how politely, and what is kept between two requests."""

import json
import ssl
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from sqlalchemy import select

from bot.linkcheck.checker import LinkChecker
from dialogs.checklist import Standing, checklist
from dialogs.records.document import Fault, LinkState, PaperKind
from storage.agencies import load_agency
from storage.database import Database
from storage.documents import PaperDraft, add_paper, note_closing, remove_paper
from storage.linkcheck import report_site, watch_all
from storage.models import Agency, LinkCheck
from tests.documents.web import Reply, Web

START = datetime(2026, 1, 15, 3, 0, tzinfo=UTC)
SITE = "https://www.go.example"


class Office:
    """An agency whose links are looked at, minute by minute of a clock that only this test moves."""

    def __init__(self, database: Database, web: Web, tls: ssl.SSLContext) -> None:
        self.database = database
        self.web = web
        self.now = START
        self.moments: list[tuple[str, datetime]] = []
        self._fetch = web.fetcher(tls)
        with database.transaction() as session:
            agency = Agency(slug="test", name="เทศบาลตำบลทดสอบ", short_name="ทดสอบ", type="special", created_at=START)
            session.add(agency)
            session.flush()
            self.id = agency.id

    def publish(self, url: str, code: str = "o1", year: int = 2569, kind: PaperKind = PaperKind.ITEM) -> int:
        with self.database.transaction() as session:
            draft = PaperDraft("เอกสาร", url, kind, year if kind is PaperKind.ITEM else 0, code)
            return add_paper(session, session.get_one(Agency, self.id), draft, self.now).id

    def checker(self) -> LinkChecker:
        """A fresh one each time, as after a restart: nothing is remembered but in the database."""
        return LinkChecker(self.database, self._fetch, lambda: self.now)

    def minutes(self, count: int) -> "Office":
        for _ in range(count):
            before = len(self.web.asked)
            self.checker().round()
            self.moments += [(asked.host, self.now) for asked in self.web.asked[before:]]
            self.now += timedelta(minutes=1)
        return self

    def link(self, url: str) -> LinkCheck:
        with self.database.reading() as session:
            return session.scalars(select(LinkCheck).where(LinkCheck.url == url)).one()

    def found(self, url: str) -> tuple[str, str, int | None]:
        check = self.link(url)
        return check.state, check.fault, check.newest_year


@pytest.fixture
def office(database: Database, web: Web, tls: ssl.SSLContext) -> Office:
    return Office(database, web, tls)


def html(title: str, text: str = "เนื้อหา") -> Reply:
    return Reply(body=f"<html><head><title>{title}</title></head><body>{text}</body></html>")


def test_a_good_page_of_its_year(office: Office) -> None:
    url = office.web.page(f"{SITE}/plan", html("แผนดำเนินงาน ปี 2569"))
    office.publish(url)
    office.minutes(3)
    assert [(a.method, a.path) for a in office.web.asked] == [
        ("GET", "/robots.txt"),
        ("HEAD", "/plan"),
        ("GET", "/plan"),
    ]
    assert office.found(url) == (LinkState.GOOD, Fault.NONE, 2569)
    office.minutes(60)
    assert len(office.web.asked) == 3  # the next look is in a week
    assert office.link(url).due_at == office.link(url).checked_at + timedelta(days=7)  # type: ignore[operator]


@pytest.mark.parametrize(
    ("reply", "state", "fault"),
    [
        (Reply(404), LinkState.DEAD, Fault.GONE),
        (Reply(410), LinkState.DEAD, Fault.GONE),
        (html("404 ไม่พบหน้า"), LinkState.DEAD, Fault.SOFT_GONE),
        (Reply(403), LinkState.UNSEEN, Fault.FORBIDDEN),
        (Reply(302, headers={"Location": "/"}), LinkState.DEAD, Fault.SOFT_GONE),
        (Reply(302, headers={"Location": "javascript:alert(1)"}), LinkState.DEAD, Fault.REDIRECTS),
        (Reply(302, headers={"Location": "https://user:pass@www.go.example/x"}), LinkState.DEAD, Fault.REDIRECTS),
        (Reply(302), LinkState.DEAD, Fault.REDIRECTS),
        (Reply(302, headers={"Location": "/plan"}), LinkState.DEAD, Fault.REDIRECTS),
        (Reply(302, headers={"Location": "https://inside.go.example/"}), LinkState.DEAD, Fault.SOFT_GONE),
        (Reply(302, headers={"Location": "https://inside.go.example/x"}), LinkState.DEAD, Fault.PRIVATE),
        (Reply(200, kind="application/pdf"), LinkState.GOOD, Fault.NONE),
    ],
)
def test_what_a_look_finds(office: Office, reply: Reply, state: LinkState, fault: Fault) -> None:
    office.web.addresses["inside.go.example"] = ["169.254.169.254"]
    url = office.web.page(f"{SITE}/plan", reply)
    office.publish(url)
    office.minutes(12)
    assert office.found(url)[:2] == (state, fault)
    assert "inside.go.example" not in {asked.host for asked in office.web.asked}


@pytest.mark.parametrize(
    ("url", "fault"),
    [
        ("https://gone.go.example/", Fault.NO_NAME),
        ("https://wrong.example/", Fault.TLS),
        ("http://10.0.0.7/", Fault.PRIVATE),
    ],
)
def test_a_host_that_does_not_answer(office: Office, url: str, fault: Fault) -> None:
    office.web.page("https://wrong.example/")
    office.web.addresses["10.0.0.7"] = ["10.0.0.7"]
    office.publish(url)
    office.minutes(70)
    assert office.found(url)[:2] == (LinkState.DEAD, fault)


def test_a_failure_that_may_pass_is_believed_the_second_time(office: Office) -> None:
    url = office.web.page(f"{SITE}/plan", Reply(503))
    office.publish(url)
    office.minutes(4)
    assert office.found(url)[0] == LinkState.UNCHECKED
    office.minutes(30)
    office.web.page(f"{SITE}/plan", html("แผนปี 2569"))
    office.minutes(40)
    assert office.found(url)[0] == LinkState.GOOD and office.link(url).failures == 0
    office.now += timedelta(days=7)
    office.web.page(f"{SITE}/plan", Reply(503))
    office.minutes(70)
    assert office.found(url)[:2] == (LinkState.DEAD, Fault.SERVER)


def test_a_page_of_an_old_year_is_told_from_one_that_looks_back(office: Office) -> None:
    old = office.web.page(f"{SITE}/gift", html("ประกาศ No Gift Policy ประจำปี 2567"))
    report = office.web.page(f"{SITE}/report", html("รายงานผลประจำปี 2568"))
    office.publish(old, "o20")
    office.publish(report, "o7")
    office.minutes(8)
    with office.database.reading() as session:
        listed = checklist(load_agency(session, office.id, "https://bot.test"), 2569)
    standings = {row.item.code: row.standing for row in listed.rows if row.papers}
    assert standings == {"o20": Standing.OLD, "o7": Standing.GOOD}


def test_a_host_is_asked_once_a_minute_however_many_links_and_processes(office: Office) -> None:
    for number in range(5):
        office.publish(office.web.page(f"{SITE}/{number}"), f"o{number + 1}")
        office.publish(office.web.page(f"http://other{number}.example/x"), f"o{number + 1}")
    second = office.checker()
    for _ in range(40):
        second.round()
        office.minutes(1)
    hosts = Counter(asked.host for asked in office.web.asked)
    assert hosts["www.go.example"] == 11  # robots once, HEAD and GET for each
    assert len(office.web.asked) == 11 + 5 * 3
    for host in hosts:
        moments = [moment for name, moment in office.moments if name == host]
        assert all(b - a >= timedelta(minutes=1) for a, b in pairwise(moments))


def test_redirects_too_wait_a_minute_each(office: Office) -> None:
    first = office.web.page("http://www.go.example/old", Reply(301, headers={"Location": f"{SITE}/plan"}))
    office.web.page(f"{SITE}/plan", html("แผนปี 2569"))
    office.publish(first)
    office.minutes(2)
    assert office.found(first)[0] == LinkState.UNCHECKED
    office.minutes(2)
    assert office.found(first) == (LinkState.GOOD, Fault.NONE, 2569)
    assert len(office.web.asked) == 4


@pytest.mark.parametrize(
    ("rules", "state"),
    [
        ("User-agent: *\nDisallow: /", LinkState.UNSEEN),
        ("User-agent: Prongsai-LinkCheck\nDisallow: /plan", LinkState.UNSEEN),
        ("User-agent: *\nDisallow: /admin", LinkState.GOOD),
        ("User-agent: Prongsai-LinkCheck\nAllow: /\n\nUser-agent: *\nDisallow: /", LinkState.GOOD),
        ("\x00\x01 no rules at all", LinkState.GOOD),
        ("", LinkState.GOOD),
    ],
)
def test_robots_are_respected(office: Office, rules: str, state: LinkState) -> None:
    office.web.page(f"{SITE}/robots.txt", Reply(body=rules, kind="text/plain"))
    url = office.web.page(f"{SITE}/plan")
    office.publish(url)
    office.minutes(4)
    assert office.found(url)[0] == state
    if state is LinkState.UNSEEN:
        assert [asked.path for asked in office.web.asked] == ["/robots.txt"]
        assert office.found(url)[1] == Fault.ROBOTS


def test_rules_that_moved_are_followed_and_rules_in_a_loop_are_none(office: Office) -> None:
    office.web.page("http://www.go.example/robots.txt", Reply(301, headers={"Location": f"{SITE}/rules.txt"}))
    office.web.page(f"{SITE}/rules.txt", Reply(body="User-agent: *\nDisallow: /", kind="text/plain"))
    url = office.web.page("http://www.go.example/plan")
    office.publish(url)
    office.minutes(4)
    assert office.found(url)[:2] == (LinkState.UNSEEN, Fault.ROBOTS)
    office.web.page("http://loop.example/robots.txt", Reply(301, headers={"Location": "/robots.txt"}))
    looped = office.web.page("http://loop.example/plan")
    office.publish(looped, "o2")
    office.minutes(12)
    assert office.found(looped)[0] == LinkState.GOOD


def test_one_address_for_two_items_is_looked_at_once(office: Office) -> None:
    url = office.web.page(f"{SITE}/both")
    office.publish(url, "o1")
    office.publish(url, "o2")
    office.minutes(6)
    assert len(office.web.asked) == 3


def test_what_is_removed_is_looked_at_no_more(office: Office) -> None:
    url = office.web.page(f"{SITE}/plan")
    paper = office.publish(url)
    with office.database.transaction() as session:
        assert remove_paper(session, session.get_one(Agency, office.id), paper)
        assert not remove_paper(session, session.get_one(Agency, office.id), paper)
        watch_all(session, office.now)
    office.minutes(5)
    assert office.web.asked == []


def test_near_the_closing_day_links_are_looked_at_daily(office: Office) -> None:
    url = office.web.page(f"{SITE}/plan")
    office.publish(url)
    with office.database.transaction() as session:
        note_closing(session, session.get_one(Agency, office.id), 2569, date(2026, 1, 31))
    office.minutes(4)
    assert office.link(url).due_at - office.now < timedelta(days=1)


def test_what_a_citizen_reports_goes_first_and_is_believed_at_once(office: Office) -> None:
    for number in range(4):
        office.publish(office.web.page(f"{SITE}/{number}"), f"o{number + 1}")
    with office.database.transaction() as session:
        session.get_one(Agency, office.id).website = f"{SITE}/"
        report_site(session, office.id, office.now)
        report_site(session, office.id, office.now)
    office.web.page(f"{SITE}/", Reply(503))
    office.minutes(3)
    assert office.found(f"{SITE}/")[:2] == (LinkState.DEAD, Fault.SERVER)
    assert {asked.path for asked in office.web.asked} == {"/robots.txt", "/"}


def test_the_facts_of_a_turn_follow_what_was_found(office: Office) -> None:
    url = office.web.page(f"{SITE}/plan", html("แผนปี 2569"))
    office.publish(url)
    with office.database.reading() as session:
        before = load_agency(session, office.id, "https://bot.test")
    office.minutes(4)
    with office.database.reading() as session:
        after = load_agency(session, office.id, "https://bot.test")
    assert after.revision > before.revision
    assert before.documents[0].link.state is LinkState.UNCHECKED
    assert after.documents[0].link.checked == date(2026, 1, 15)


def test_a_look_survives_a_restart_between_any_two_requests(office: Office) -> None:
    url = office.web.page(f"{SITE}/plan", Reply(302, headers={"Location": f"{SITE}/new"}))
    office.web.page(f"{SITE}/new", html("แผนปี 2569"))
    office.publish(url)
    office.minutes(3)
    assert json.dumps(office.link(url).visit)  # plain JSON, whatever process goes on
    office.minutes(2)
    assert office.found(url) == (LinkState.GOOD, Fault.NONE, 2569)
