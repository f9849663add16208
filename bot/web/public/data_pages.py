"""Open data, its schema, and what robots ask for."""

from functools import cache
from xml.sax.saxutils import escape

from flask import Blueprint, Response

from bot.web.public.answers import FOLDER, answer, dated, edition
from bot.web.public.opendata import data_json, measures_csv, scores_csv
from bot.web.public.site import Site

_JSON, _CSV = "application/json", "text/csv; charset=utf-8"


def add_data(pages: Blueprint, site: Site) -> None:
    """``data.json``, the two CSV files, the schema, ``robots.txt`` and ``sitemap.xml``."""

    @pages.get("/<slug>/data.json")
    def data(slug: str) -> Response:
        facts = site.agency(slug)
        schema = f"{site.address}/data-schema.json"
        return _open(answer(lambda: data_json(facts, schema), _JSON, dated(facts, site.today())))

    @pages.get("/<slug>/measures.csv")
    def measures_csv_file(slug: str) -> Response:
        facts = site.agency(slug)
        response = answer(lambda: measures_csv(facts), _CSV, dated(facts, site.today()))
        return _open(_named(response, f"{slug}-measures.csv"))

    @pages.get("/<slug>/scores.csv")
    def scores_csv_file(slug: str) -> Response:
        facts = site.agency(slug)
        response = answer(lambda: scores_csv(facts), _CSV, dated(facts, site.today()))
        return _open(_named(response, f"{slug}-scores.csv"))

    @pages.get("/data-schema.json")
    def schema() -> Response:
        return _open(answer(schema_text, "application/schema+json", edition()))

    @pages.get("/robots.txt")
    def robots() -> Response:
        text = f"User-agent: *\nDisallow: /console/\nDisallow: /line/\n\nSitemap: {site.address}/sitemap.xml\n"
        return answer(lambda: text, "text/plain; charset=utf-8", edition())

    @pages.get("/sitemap.xml")
    def sitemap() -> Response:
        slugs = site.agencies.slugs()
        places = ["/", *(f"/{slug}/{page}" for slug in slugs for page in ("", "documents"))]
        listed = "".join(f"<url><loc>{escape(site.address + place)}</loc></url>\n" for place in places)
        text = (
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{listed}</urlset>\n'
        )
        return answer(lambda: text, "application/xml", f"{len(slugs)}-{edition()}")


@cache
def schema_text() -> str:
    """The JSON Schema of ``data.json``."""
    return (FOLDER / "data-schema.json").read_text(encoding="utf-8")


def _open(response: Response) -> Response:
    """Any page may read it: it is public, and no cookie gives more."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def _named(response: Response, name: str) -> Response:
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
