"""The public pages: ``/`` and ``/<agency>/``. Everything that they show is public already."""

import re
from collections.abc import Sequence
from hashlib import sha256
from urllib.parse import urlencode

from flask import Blueprint, Response, abort, request

from bot.web.public.answers import dated, edition, page, rendered
from bot.web.public.papers import form_views, paper_years, papers_view, published_items
from bot.web.public.pictures import share_lines
from bot.web.public.site import Site
from bot.web.public.view import (
    FIRST_MEASURES,
    OPEN_MEASURES,
    eit_season,
    measures_view,
    safe_link,
    scores_view,
)
from dialogs.complaint import outside_routes
from dialogs.copy.common import person_to_ask
from dialogs.copy.contact import place
from dialogs.records.agency import friend_link
from dialogs.records.facts import AgencyFacts
from dialogs.records.voice import Voice
from dialogs.thai.fiscal import fiscal_year_of

_MOST_PAGES = 10_000
_PLAIN = Voice(tell="", ask="")
"""A page states a fact; it does not end its sentences with ค่ะ."""


def add_pages(pages: Blueprint, site: Site) -> None:
    """The list of agencies; an agency's page, its measures and its papers."""

    @pages.get("/")
    def agencies() -> Response:
        return _list_page(site)

    @pages.get("/<slug>")
    def without_slash(slug: str) -> Response:
        """Moves on by a relative address: an absolute one would need to know the proxy's scheme and host."""
        if not re.fullmatch(r"[a-z][a-z0-9-]{1,40}", slug):
            abort(404)
        return Response(status=308, headers={"Location": f"/{slug}/"})

    @pages.get("/<slug>/")
    def agency(slug: str) -> Response:
        facts = site.agency(slug)
        return page(lambda: _agency_page(site, facts), dated(facts, site.today()))

    @pages.get("/<slug>/measures")
    def measures(slug: str) -> Response:
        facts = site.agency(slug)
        year, number = _year(facts.plan_years), _page_number()
        plan = measures_view(facts, year, site.today(), number)
        if not plan.shown:
            abort(404)
        others = [other for other in facts.plan_years if other != year]
        tag = f"{dated(facts, site.today())}-{year}-{number}"
        return page(lambda: rendered("measures", agency=facts, plan=plan, other_years=others), tag)

    @pages.get("/<slug>/documents")
    def documents(slug: str) -> Response:
        facts = site.agency(slug)
        years = paper_years(facts, fiscal_year_of(site.today()))
        year = _year(years) if years or "year" in request.args else 0
        return page(lambda: _documents_page(facts, year, years), f"{dated(facts, site.today())}-{year}")


def _list_page(site: Site) -> Response:
    words, number = " ".join(request.args.get("q", "")[:100].split()), _page_number()
    found, more = site.agencies.page(words, number)
    state = sha256(repr((words, number, more, found)).encode()).hexdigest()[:16]

    def link(to: int) -> str:
        return "/?" + urlencode({"q": words, "page": to} if words else {"page": to})

    def make() -> str:
        return rendered("list", agency=None, words=words, agencies=found, page=number, more=more, link=link)

    return page(make, f"{state}-{edition()}")


def _agency_page(site: Site, agency: AgencyFacts) -> str:
    today = site.today()
    years = agency.plan_years
    return rendered(
        "agency",
        agency=agency,
        description=" · ".join(share_lines(agency)),
        place=place(agency),
        ask=person_to_ask(agency, _PLAIN),
        plan=measures_view(agency, years[0], today, size=FIRST_MEASURES) if years else None,
        open=OPEN_MEASURES,
        other_years=years[1:],
        scores=scores_view(agency),
        season=eit_season(agency, today),
        published=published_items(agency),
        forms=form_views(agency),
        complaint_url=safe_link(agency.complaint_url),
        outside_routes=outside_routes(),
        website=safe_link(agency.website),
        facebook=safe_link(agency.facebook),
        map_url=safe_link(agency.map_url),
        friend=friend_link(agency.line_id),
        complaint_friend=friend_link(agency.complaint_line_id),
    )


def _documents_page(agency: AgencyFacts, year: int, years: Sequence[int]) -> str:
    return rendered(
        "documents",
        agency=agency,
        papers=papers_view(agency, year, years) if year else None,
        forms=form_views(agency),
        website=safe_link(agency.website),
        ask=person_to_ask(agency, _PLAIN),
    )


def _year(years: Sequence[int]) -> int:
    """The year that the address asks for, else the newest; 404 for one that there is not."""
    asked = request.args.get("year", "")
    found = next((year for year in years if str(year) == asked), None) if asked else next(iter(years), None)
    return found if found is not None else abort(404)


def _page_number() -> int:
    """From 1; 404 for what no page can be."""
    asked = request.args.get("page", "1")
    if not (asked.isascii() and asked.isdigit() and 1 <= len(asked) <= 5 and 1 <= int(asked) <= _MOST_PAGES):
        abort(404)
    return int(asked)
