"""The first page: what there is, and what waits for a person."""

from flask import Blueprint, Response
from sqlalchemy import func, select

from bot.web.console.gate import ConsoleDesk, at
from bot.web.console.render import page
from dialogs.records.notice import Fate
from storage.editing.measures import measures_of, plan_years
from storage.editing.staff import staff_of
from storage.editing.texts import waiting
from storage.models import ImportWarning, Source
from storage.notices import unsettled


def add_home(pages: Blueprint, desk: ConsoleDesk) -> None:
    """``/console/``"""

    @pages.get("/")
    def home() -> Response:
        agency = at().agency_id
        with desk.database.reading() as session:
            years = plan_years(session, agency)
            doubts = select(func.count()).select_from(ImportWarning).join(Source).where(Source.agency_id == agency)
            unsent = [one for one in unsettled(session, at().slug) if one.fate == Fate.UNSENT]
            return page(
                "home",
                year=years[0] if years else None,
                measures=len(measures_of(session, agency, years[0])) if years else 0,
                doubts=session.scalar(doubts) or 0,
                staff=len(staff_of(session, agency)),
                unsent=len(unsent),
                texts=waiting(session, agency)[1],
            )
