"""One table for every route of the web app. A route that is missing here fails the build.

Columns, each the expected status: somebody without a log-in; a form with a wrong word (posts only); somebody who was an
administrator when they logged in and is staff now; an administrator of another agency who asks for this one's thing.
``None``: the column has no meaning for the route. Public pages are the same for everybody.
"""

import re
from collections.abc import Callable

import pytest
from flask import Flask

from bot.web.app import WEBHOOK
from dialogs.records.facts import Role
from storage.channels import GENERAL, Channels
from storage.database import Database
from storage.models import Person
from storage.sealing import Keyring
from tests.console.conftest import KEY, NOW
from tests.console.things import things_of
from tests.console.visitor import BASE, Office

Row = tuple[int, int | None, int | None, int | None]
OPEN: Row = (200, None, None, None)
SECRET: Row = (404, None, None, None)
PAGE: Row = (303, None, 403, None)
THING: Row = (303, None, 403, 404)
FORM: Row = (401, 403, 403, None)
CHANGE: Row = (401, 403, 403, 404)

TABLE: dict[str, Row] = {
    "GET /": OPEN,
    "GET /<slug>": (308, None, None, None),
    "GET /<slug>/": OPEN,
    "GET /<slug>/complain-line.png": SECRET,
    "GET /<slug>/complain.png": OPEN,
    "GET /<slug>/data.json": OPEN,
    "GET /<slug>/documents": OPEN,
    "GET /<slug>/evidence/<nonce>": SECRET,
    "GET /<slug>/evidence/<nonce>/<int:number>": SECRET,
    "GET /<slug>/line.png": SECRET,
    "GET /<slug>/measures": OPEN,
    "GET /<slug>/measures.csv": OPEN,
    "GET /<slug>/pictures/<key>.png": SECRET,
    "GET /<slug>/report/<nonce>": SECRET,
    "POST /<slug>/report/<nonce>": (404, 404, None, None),
    "GET /<slug>/scores.csv": OPEN,
    "GET /<slug>/scores.png": OPEN,
    "GET /<slug>/share.png": OPEN,
    "GET /<slug>/survey.png": SECRET,
    "GET /data-schema.json": OPEN,
    "GET /healthz": OPEN,
    "POST /line/<slug>": (401, None, None, None),
    "GET /metrics": OPEN,
    "GET /readyz": OPEN,
    "GET /robots.txt": OPEN,
    "GET /sitemap.xml": OPEN,
    "GET /static/icon.svg": OPEN,
    "GET /static/public.css": OPEN,
    "GET /console/console.css": OPEN,
    "GET /console/login": OPEN,
    "POST /console/login": (403, 403, None, None),
    "GET /console/": PAGE,
    "GET /console/audit": PAGE,
    "POST /console/audit/<int:number>/undo": CHANGE,
    "GET /console/contacts": PAGE,
    "POST /console/contacts": FORM,
    "GET /console/contacts/<int:number>": THING,
    "POST /console/contacts/<int:number>": CHANGE,
    "POST /console/contacts/<int:number>/remove": CHANGE,
    "POST /console/contacts/addresses": FORM,
    "GET /console/documents": PAGE,
    "POST /console/documents": FORM,
    "POST /console/documents/<int:number>/remove": CHANGE,
    "POST /console/documents/closing": FORM,
    "POST /console/documents/title": FORM,
    "GET /console/export/audit.csv": PAGE,
    "GET /console/export/documents.xlsx": PAGE,
    "GET /console/export/measures.csv": PAGE,
    "GET /console/import": PAGE,
    "POST /console/import": FORM,
    "GET /console/import/<int:number>": THING,
    "POST /console/import/<int:number>/confirm": CHANGE,
    "POST /console/import/<int:number>/refuse": CHANGE,
    "GET /console/import/template.xlsx": PAGE,
    "POST /console/leave": FORM,
    "POST /console/leave-everywhere": FORM,
    "GET /console/measures": PAGE,
    "GET /console/measures/<int:number>": THING,
    "POST /console/measures/<int:number>": CHANGE,
    "POST /console/measures/<int:number>/progress": CHANGE,
    "GET /console/notices": PAGE,
    "POST /console/notices/retry": CHANGE,
    "GET /console/staff": PAGE,
    "POST /console/staff": FORM,
    "GET /console/staff/<int:number>/remove": THING,
    "POST /console/staff/<int:number>/remove": CHANGE,
    "POST /console/staff/invitations/<int:number>/remove": CHANGE,
    "GET /console/summaries": PAGE,
    "POST /console/summaries": FORM,
    "POST /console/summaries/<int:number>": CHANGE,
    "GET /console/surveys": PAGE,
    "POST /console/surveys": FORM,
    "POST /console/surveys/<int:number>/remove": CHANGE,
    "GET /console/texts": PAGE,
    "POST /console/texts/<int:number>": CHANGE,
    "POST /console/texts/<int:number>/remove": CHANGE,
    "POST /console/texts/switch": FORM,
}
FILLED = {
    "contacts": {"unit": "", "phone": "1", "hours": ""},
    "measures": {"title": "ก", "status": "done", "reason": "ก"},
    "summaries": {"weekday": "0", "hour": "9"},
    "texts": {"intent": "help"},
}
"""Forms that would be good if the thing were one's own."""
BROWSING = ("GET", "HEAD", "OPTIONS")


def routes(app: Flask) -> set[str]:
    return {
        f"{method} {rule.rule}"
        for part in (app, app.extensions[WEBHOOK])
        for rule in part.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }


def address(rule: str, number: int = 1) -> str:
    filled = rule.replace("<slug>", "phon").replace("<int:number>", str(number))
    return re.sub(r"<\w+>", "a" * 32, filled)


def method_and_path(route: str, number: int = 1) -> tuple[str, str]:
    method, rule = route.split(" ")
    return method, address(rule, number)


def test_the_table_holds_every_route_and_no_other(app: Flask) -> None:
    assert routes(app) == set(TABLE)


@pytest.fixture(autouse=True)
def channel(database: Database) -> None:
    """The webhook refuses a missing signature only where there is a channel."""
    Channels(database, Keyring([KEY])).add("phon", GENERAL, "a secret of the tests", "a token", NOW)


@pytest.mark.parametrize("route", TABLE)
def test_without_a_log_in(app: Flask, route: str) -> None:
    method, path = method_and_path(route)
    browser = app.test_client()
    answer = browser.open(path, method=method, base_url=BASE)
    assert answer.status_code == TABLE[route][0]
    if path.startswith("/console") and answer.status_code == 303:
        assert answer.headers["Location"] == "/console/login"


@pytest.mark.parametrize("route", [route for route, row in TABLE.items() if row[1] is not None])
def test_a_form_with_a_wrong_word(office: Callable[..., Office], route: str) -> None:
    admin = office()
    if route != "POST /console/login":
        admin.logs_in()
    before = admin.revision(), len(admin.audit())
    strangers = office().word("/console/login")
    for word in ("", "forged", "ก", "IjEi.aaaa.bbbb", strangers):
        assert admin.sends(method_and_path(route)[1], word=word).status_code == TABLE[route][1]
    assert (admin.revision(), len(admin.audit())) == before


@pytest.mark.parametrize("route", [route for route, row in TABLE.items() if row[2] is not None])
def test_who_is_no_administrator_any_more(admin: Office, database: Database, route: str) -> None:
    word = admin.word()
    with database.transaction() as session:
        session.get_one(Person, admin.person_id).roles = [Role.STAFF, Role.DIRECTOR, Role.SECRETARY, Role.MAYOR]
    method, path = method_and_path(route)
    answer = admin.opens(path) if method == "GET" else admin.sends(path, word=word)
    assert answer.status_code == TABLE[route][2]
    assert admin.opens("/console/").status_code == 303, "the visit is over"


@pytest.mark.parametrize("route", [route for route, row in TABLE.items() if row[3] is not None])
def test_an_administrator_of_another_agency(office: Callable[..., Office], admin: Office, route: str) -> None:
    number = things_of(admin)[route.split("/")[2]]
    if "invitations" in route:
        number = things_of(admin)["invitations"]
    stranger = office("ko").logs_in()
    before = admin.revision(), len(admin.audit())
    method, path = method_and_path(route, number)
    if method == "GET":
        own = admin.opens(path)
        assert own.status_code == 200, "whoever it belongs to sees it"
        answer = stranger.opens(path)
    else:
        form = {**FILLED.get(path.split("/")[2], {}), "only": str(number)}
        answer = stranger.sends(path, form)
    assert answer.status_code == TABLE[route][3]
    assert (admin.revision(), len(admin.audit())) == before


@pytest.mark.parametrize("route", [route for route, row in TABLE.items() if row[3] == 404 and route.startswith("POST")])
def test_the_owner_may(admin: Office, route: str) -> None:
    """The other half of the column before: the same form is good for the administrator whose thing it is."""
    things = things_of(admin)
    number = things["invitations"] if "invitations" in route else things[route.split("/")[2]]
    _, path = method_and_path(route, number)
    form = {**FILLED.get(path.split("/")[2], {}), "only": str(number)}
    assert admin.sends(path, form).status_code == 303
