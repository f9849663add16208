"""The pictures of an agency's page, at addresses that do not change: LINE and whoever shares a link fetch them."""

from collections.abc import Callable

from flask import Blueprint, Response, abort

from bot.pictures.qr import qr_png
from bot.web.public.answers import answer, dated, message
from bot.web.public.pictures import Drawings, scores_png, shared_png
from bot.web.public.site import Site
from bot.web.public.view import eit_season, safe_link
from dialogs.records.agency import friend_link
from dialogs.records.facts import AgencyFacts
from dialogs.survey_season import State

_PNG = "image/png"


def add_pictures(pages: Blueprint, site: Site) -> None:
    """QR codes of the open survey, the complaint channel and the LINE account; the chart; the picture for sharing."""
    drawings = Drawings()

    @pages.get("/<slug>/survey.png")
    def survey(slug: str) -> Response:
        facts = site.agency(slug)
        season = eit_season(facts, site.today())
        if season.survey is None or season.state is not State.OPEN:
            return message("แบบสำรวจไม่ได้เปิดอยู่", "ตอนนี้ไม่มีแบบสำรวจ EIT ที่เปิดรับคำตอบ จึงไม่มีคิวอาร์โค้ด", 404, slug=slug)
        return code(facts, season.survey.url)

    @pages.get("/<slug>/complain.png")
    def complain(slug: str) -> Response:
        facts = site.agency(slug)
        return code(facts, safe_link(facts.complaint_url))

    @pages.get("/<slug>/complain-line.png")
    def complain_line(slug: str) -> Response:
        facts = site.agency(slug)
        return code(facts, friend_link(facts.complaint_line_id))

    @pages.get("/<slug>/line.png")
    def line(slug: str) -> Response:
        facts = site.agency(slug)
        return code(facts, friend_link(facts.line_id))

    @pages.get("/<slug>/scores.png")
    def scores(slug: str) -> Response:
        return drawn(site.agency(slug), "scores", scores_png)

    @pages.get("/<slug>/share.png")
    def share(slug: str) -> Response:
        return drawn(site.agency(slug), "share", shared_png)

    def code(facts: AgencyFacts, address: str) -> Response:
        if not address:
            abort(404)
        return answer(lambda: qr_png(address), _PNG, dated(facts, site.today()))

    def drawn(facts: AgencyFacts, name: str, draw: Callable[[AgencyFacts], bytes]) -> Response:
        key = f"{name}-{facts.id}-{facts.revision}"
        return answer(lambda: drawings.get(key, lambda: draw(facts)), _PNG, dated(facts, site.today()))
