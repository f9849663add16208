"""All public pages as one blueprint."""

from functools import partial

from flask import Blueprint, Response, request

from bot.web.public.answers import FOLDER, YEAR, answer, edition, message
from bot.web.public.data_pages import add_data
from bot.web.public.pages import add_pages
from bot.web.public.picture_pages import add_pictures
from bot.web.public.site import Site
from dialogs.records.errors import StoreUnavailable

_STATIC = {"public.css": "text/css; charset=utf-8", "icon.svg": "image/svg+xml"}


def public_pages(site: Site) -> Blueprint:
    """Pages, pictures and open data of every agency, and the list of agencies."""
    pages = Blueprint("public", __name__, template_folder="templates")
    for name, kind in _STATIC.items():
        pages.add_url_rule(f"/static/{name}", endpoint=name.replace(".", "-"), view_func=partial(_static, name, kind))
    add_pages(pages, site)
    add_pictures(pages, site)
    add_data(pages, site)
    pages.register_error_handler(StoreUnavailable, _away)
    pages.app_errorhandler(404)(_lost)
    return pages


def _static(name: str, kind: str) -> Response:
    """Kept for a year: the address changes with the program."""
    return answer((FOLDER / "static" / name).read_bytes, kind, edition(), seconds=YEAR)


def _lost(_error: Exception) -> Response:
    """404 with a way out: for an agency that there is not, and for any other address that a browser asks for."""
    if request.method not in ("GET", "HEAD"):
        return Response("There is nothing at this address.\n", status=404, mimetype="text/plain")
    return message("ไม่มีหน้านี้", "ที่อยู่อาจพิมพ์ผิด หรือหน้านี้ย้ายไปแล้ว ลองค้นหน่วยงานจากหน้ารวม", 404)


def _away(_error: StoreUnavailable) -> Response:
    response = message("ขออภัย ตอนนี้ระบบขัดข้อง", "ลองเปิดหน้านี้อีกครั้งในอีกสักครู่", 503)
    response.headers["Retry-After"] = "30"
    return response
