"""Pages about the channel: how complaints are handled, what is kept, the figures."""

from flask import Blueprint, Response, jsonify

from bot.complaints.pages import page
from handlers.complaints.office import House, Office
from storage.complaints.backup import KEPT_DAYS
from storage.complaints.statistics import Figures, figures


def public_pages(house: House, keep_days: int) -> Blueprint:
    """``manual``, ``privacy`` and ``statistics.json`` of every agency."""
    pages = Blueprint("public", __name__)

    @pages.get("/<slug>/manual")
    def manual(slug: str) -> Response:
        office = house.office(slug)
        return page("manual", office, clocks=office.clocks, figures=_figures(house, office))

    @pages.get("/<slug>/privacy")
    def privacy(slug: str) -> Response:
        return page("privacy", house.office(slug), keep_days=keep_days, backup_days=KEPT_DAYS)

    @pages.get("/<slug>/statistics.json")
    def statistics(slug: str) -> Response:
        office = house.office(slug)
        return jsonify(_record(office, _figures(house, office)))

    return pages


def _figures(house: House, office: Office) -> Figures:
    with office.file.reading() as connection:
        return figures(connection, house.today())


def _record(office: Office, shown: Figures) -> dict[str, object]:
    """``null`` stands for a number that is not shown; ``none`` says that nothing at all was received."""
    return {
        "agency": office.slug,
        "until": shown.until.isoformat(),
        "hidden_below": 5,
        "none": shown.none_at_all,
        "total": shown.total,
        "quarters": [
            {
                "fiscal_year": row.quarter.fiscal_year,
                "quarter": row.quarter.number,
                "received": row.received,
                "in_progress": row.open,
                "finished": row.finished,
                "not_accepted": row.not_accepted,
            }
            for row in shown.rows
        ],
    }
