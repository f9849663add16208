"""The desk's pages. Every one but the log-in needs a visit; every form brings the visit's word."""

from dataclasses import dataclass

from flask import Blueprint, Response, request

from bot.desk.case_pages import case_pages
from bot.desk.clock_list import by_clock
from bot.desk.file_pages import file_pages
from bot.desk.key_pages import key_pages
from bot.desk.login import AtDesk, Door
from bot.desk.render import page
from bot.desk.visiting import Inside, for_officers, visit_pages
from handlers.complaints.office import House
from storage.complaints import audit
from storage.complaints.desk import Listed
from storage.complaints.mailing import Mailing, Slot
from storage.complaints.statuses import ENDED

SHOWN = ("open", "mine", "ended")
_ENTRIES = 100
"""Of the audit log on one page."""


@dataclass(frozen=True, slots=True)
class MailState:
    """What an officer is told about notices: no server is set, no address of theirs, or at which hours and since when."""

    hours: tuple[int, ...]
    has_address: bool
    last: Slot | None


def desk_pages(house: House, door: Door, notice_hours: tuple[int, ...]) -> Blueprint:
    """Everything under ``/desk/``. ``notice_hours`` is empty where no mail is sent."""
    pages = Blueprint("desk", __name__, url_prefix="/desk")
    inside = for_officers(door)
    visit_pages(pages, inside, door)
    _list_pages(pages, inside, house, notice_hours)
    key_pages(pages, inside, door)
    case_pages(pages, inside)
    file_pages(pages, inside)
    return pages


def _list_pages(pages: Blueprint, inside: Inside, house: House, notice_hours: tuple[int, ...]) -> None:
    @pages.get("/")
    @inside
    def listing(at: AtDesk) -> Response:
        wanted = request.args.get("show", "")
        shown = wanted if wanted in SHOWN else SHOWN[0]
        cases = [case for case in at.desk.listing() if _belongs(case, shown, at)]
        lines = by_clock(cases, at.office.clocks, house.today())
        return page("list", at, lines=lines, shown=shown, kinds=SHOWN, mail=_mail_state(house, at, notice_hours))

    @pages.get("/audit")
    @inside
    def log(at: AtDesk) -> Response:
        with at.office.file.reading() as connection:
            broken = audit.first_broken(connection, house.secrets.subkeys("audit"))
            head = audit.head(connection)
        newest_first = at.desk.visible_audit()[::-1]
        last = max(1, -(-len(newest_first) // _ENTRIES))
        number = min(max(request.args.get("page", 1, type=int), 1), last)
        entries = newest_first[(number - 1) * _ENTRIES : number * _ENTRIES]
        return page("audit", at, entries=entries, number=number, last=last, broken=broken, head=head)


def _belongs(case: Listed, shown: str, at: AtDesk) -> bool:
    """A closed case to which the reporter wrote again stands among the open ones until it is answered."""
    ended = case.row.status in ENDED
    if shown == "ended":
        return ended
    if shown == "mine":
        return not ended and case.assignee is not None and case.assignee.id == at.officer.id
    return not ended or case.awaits_answer


def _mail_state(house: House, at: AtDesk, hours: tuple[int, ...]) -> MailState:
    mailing = Mailing(at.office.file, house.secrets)
    return MailState(hours, at.officer.id in mailing.reached(), mailing.last(at.officer.id))
