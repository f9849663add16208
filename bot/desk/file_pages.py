"""What leaves the desk: pictures, originals behind a warning, the export for the file, the package for others."""

from flask import Blueprint, Response, request

from bot.desk.case_pages import case_page
from bot.desk.login import AtDesk
from bot.desk.render import download, gone, page, ticked
from bot.desk.visiting import Inside
from dialogs.records.errors import Refused
from storage.complaints.audit import Act
from storage.complaints.package import plain_package, read_public_key, sealed_package


def file_pages(pages: Blueprint, inside: Inside) -> None:
    """Under ``/desk/case/<number>``."""
    _evidence_pages(pages, inside)

    @pages.post("/case/<number>/export")
    @inside
    def export(at: AtDesk, number: str) -> Response:
        opened = at.desk.take_out(number, Act.EXPORTED)
        if opened is None:
            return gone(at)
        return download(plain_package(opened, at.office.profile.name, originals=ticked("originals")), f"{number}.json")

    @pages.post("/case/<number>/forward")
    @inside
    def forward(at: AtDesk, number: str) -> Response:
        try:
            public = read_public_key(request.form.get("key", ""))
        except Refused:
            return case_page(at, number, problem="wrong_key", status=422)
        opened = at.desk.take_out(number, Act.FORWARDED)
        if opened is None:
            return gone(at)
        package = sealed_package(opened, at.office.profile.name, public, originals=ticked("originals"))
        return download(package, f"{number}.sealed")


def _evidence_pages(pages: Blueprint, inside: Inside) -> None:
    @pages.get("/case/<number>/picture/<file>")
    @inside
    def picture(at: AtDesk, number: str, file: str) -> Response:
        opened = at.desk.read(number)
        found = opened.pictures.get(file) if opened else None
        return Response(found.content, mimetype=found.media_type) if found else gone(at)

    @pages.get("/case/<number>/original/<file>")
    @inside
    def original(at: AtDesk, number: str, file: str) -> Response:
        opened = at.desk.read(number)
        found = opened.originals.get(file) if opened else None
        return page("original", at, number=number, id=file, file=found) if found else gone(at)

    @pages.post("/case/<number>/original/<file>")
    @inside
    def take_original(at: AtDesk, number: str, file: str) -> Response:
        if not ticked("sure"):
            return original(number=number, file=file)
        opened = at.desk.take_out(number, Act.DOWNLOADED)
        found = opened.originals.get(file) if opened else None
        return download(found.content, f"{number}-{found.name}") if found else gone(at)
