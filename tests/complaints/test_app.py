"""What every page keeps to: headers, no script, no other host, no trace in logs, no echo in errors."""

import io
import logging

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.complaints.log import OutcomeLines
from dialogs.complaints.words import Words
from tests.complaints.browse import Reporter, parsed, shown_code
from tests.complaints.conftest import Office

PATHS = ("", "follow", "manual", "privacy", "?lang=en", "manual?lang=en")


def _every_page(client: FlaskClient) -> list:  # type: ignore[type-arg]
    reporter = Reporter(client)
    pages = [reporter.visit(path).page for path in PATHS]
    pages.append(reporter.visit("").press("/review", what="เรื่อง").page)
    code = shown_code(reporter.page)
    pages.append(reporter.press("/send", code=code).page)
    pages.append(reporter.visit("follow").press("/follow", code=code).page)
    pages.append(reporter.press("/exchange").page if "/exchange" in reporter.text else reporter.page)
    pages += [client.get("/nowhere"), client.get("/x/y/z"), client.post("/phon/manual")]
    return pages


def test_pages_need_nothing_but_themselves(client: FlaskClient) -> None:
    for answer in _every_page(client):
        policy = answer.headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'") and "unsafe" not in policy and "script" not in policy
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        page = parsed(answer)
        assert not page.tags & {"script", "iframe", "object", "embed", "img", "style", "link rel"}
        assert all(not address.startswith(("http", "//")) for address in page.addresses)
        assert " style=" not in answer.get_data(as_text=True) and " on" + "click" not in answer.get_data(as_text=True)


def test_the_style_is_served_and_calls_nobody(client: FlaskClient) -> None:
    with client.get("/static/complaints.css") as answer:
        assert answer.status_code == 200
        style = answer.get_data(as_text=True)
    assert "url(" not in style and "@import" not in style


def test_labels_and_headings_are_there(client: FlaskClient) -> None:
    import re

    for answer in _every_page(client):
        html = answer.get_data(as_text=True)
        assert html.count("<h1") == 1 and '<html lang="' in html
        for name in re.findall(r'<(?:textarea|input type="file"|input id)[^>]*id="(\w+)"', html):
            assert f'<label for="{name}"' in html, name


def test_logs_hold_an_outcome_and_a_duration(client: FlaskClient) -> None:
    sink = io.StringIO()
    handler = logging.StreamHandler(sink)
    handler.setFormatter(OutcomeLines())
    root = logging.getLogger()
    root.addHandler(handler)
    level = root.level
    root.setLevel(logging.DEBUG)
    try:
        reporter = Reporter(client)
        code = reporter.report(what="CANARY-STORY")
        client.get("/phon/CANARY-PATH?q=CANARY-QUERY", headers={"User-Agent": "CANARY-AGENT"})
        client.post("/phon/follow", data={"code": code}, environ_base={"REMOTE_ADDR": "203.0.113.77"})
    finally:
        root.removeHandler(handler)
        root.setLevel(level)
    lines = sink.getvalue()
    assert lines.count('"outcome"') >= 6
    for trace in ("CANARY", code, "203.0.113", "phon", "time", "follow"):
        assert trace not in lines.replace('"logger": "bot.complaints.quiet"', ""), trace


def test_a_broken_part_is_logged_by_its_kind_only(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    records: list[str] = []
    handler = logging.Handler()
    handler.emit = lambda record: records.append(OutcomeLines().format(record) + record.getMessage())  # type: ignore[method-assign]
    logging.getLogger().addHandler(handler)

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("CANARY-EXCEPTION")

    monkeypatch.setattr("bot.complaints.form.seal_draft", broken)
    try:
        answer = client.post("/phon/review", data={"what": "CANARY-STORY"})
    finally:
        logging.getLogger().removeHandler(handler)
    assert answer.status_code == 500 and "CANARY" not in answer.get_data(as_text=True)
    assert any("RuntimeError" in line for line in records) and not any("CANARY" in line for line in records)


def _upload(size: int) -> bytes:
    head = b'--cut\r\nContent-Disposition: form-data; name="pictures"; filename="a.jpg"\r\n\r\n'
    return head + bytes(size) + b"\r\n--cut--\r\n"


def test_an_upload_never_becomes_a_file(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("an upload was about to be written to a file")

    for name in ("tempfile.TemporaryFile", "tempfile.SpooledTemporaryFile", "werkzeug.formparser.SpooledTemporaryFile"):
        monkeypatch.setattr(name, refuse)
    answer = client.post("/phon/review", data=_upload(3_000_000), content_type="multipart/form-data; boundary=cut")
    assert answer.status_code == 422


def test_too_much_is_refused(client: FlaskClient) -> None:
    answer = client.post("/phon/review", data=_upload(25_200_000), content_type="multipart/form-data; boundary=cut")
    assert answer.status_code == 413 and Words("th")("error.too_large") in answer.get_data(as_text=True)


def test_the_manual_has_its_four_parts(client: FlaskClient, office: Office) -> None:
    th = Words("th")
    text = Reporter(client).visit("manual").text
    for name in ("how_title", "steps_title", "unit_title", "statistics_title", "refusal"):
        assert th(f"manual.{name}") in text
    assert th("manual.step_receive", days=3) in text and "สำนักปลัด" in text
    assert th("manual.statistics_none") in text


def test_statistics_are_public_and_small_numbers_are_not(client: FlaskClient, office: Office) -> None:
    for _ in range(3):
        office.tell()
    office.clock.move(days=60)
    record = client.get("/phon/statistics.json").get_json()
    assert record["total"] is None and record["none"] is False
    assert record["quarters"][-1]["received"] is None
    assert Words("th")("manual.hidden") in Reporter(client).visit("manual").text


def test_alive_and_ready(client: FlaskClient) -> None:
    assert client.get("/healthz").status_code == client.get("/readyz").status_code == 200


ANY = st.text(st.characters(codec="utf-8"), max_size=40) | st.binary(max_size=40).map(lambda b: b.decode("latin-1"))
ACTIONS = st.sampled_from(
    ["", "review", "send", "follow", "follow/write", "follow/exchange", "follow/leave", "nothing"]
)
FIELDS = st.sampled_from(
    ["what", "who", "draft", "code", "word", "lang", "category", "exclude", "exclude_unit", "text", "drop_pictures"]
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ACTIONS, st.dictionaries(FIELDS, ANY, max_size=6))
def test_no_post_crashes_or_stores(client: FlaskClient, office: Office, action: str, fields: dict[str, str]) -> None:
    answer = client.post(f"/phon/{action}", data=fields)
    assert answer.status_code in (200, 303, 403, 404, 405, 410, 422)
    with office.file.reading() as connection:
        assert connection.execute("SELECT count(*) FROM complaint_case").fetchone()[0] == 0


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=300))
def test_no_body_crashes(client: FlaskClient, body: bytes) -> None:
    for kind in ("multipart/form-data; boundary=x", "application/x-www-form-urlencoded", "application/json"):
        answer = client.post("/phon/review", data=body, content_type=kind)
        assert answer.status_code in (200, 400, 413, 422)
