"""Open data: the schema holds for every agency, spreadsheets run nothing, nobody's name is in it."""

import csv
import json
import re
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from bot.web.public.csvfile import csv_file, harmless
from bot.web.public.opendata import MEASURE_COLUMNS, SCORE_COLUMNS
from dialogs.records.ita import INDICATORS
from storage.samples.load import SLUGS
from tests.pages.busy import LINE_USER, MEASURES, SECRET_SURVEY, SLUG, STAFF_NAME

DOCUMENTED = Path(__file__).parents[2] / "docs" / "open-data.md"
EVERY = (*SLUGS, SLUG, "empty")


@pytest.fixture
def schema(client: FlaskClient) -> Draft202012Validator:
    answer = client.get("/data-schema.json")
    Draft202012Validator.check_schema(answer.json or {})
    return Draft202012Validator(answer.json or {}, format_checker=Draft202012Validator.FORMAT_CHECKER)


def rows(client: FlaskClient, path: str) -> list[dict[str, str]]:
    answer = client.get(path)
    assert answer.mimetype == "text/csv"
    assert answer.data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(StringIO(answer.data.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("slug", EVERY)
def test_the_data_keeps_its_schema(client: FlaskClient, schema: Draft202012Validator, slug: str) -> None:
    data = client.get(f"/{slug}/data.json").json
    assert [error.message for error in schema.iter_errors(data)] == []


def test_the_schema_refuses_what_it_does_not_know(client: FlaskClient, schema: Draft202012Validator) -> None:
    data: Any = client.get("/phon/data.json").json
    for broken in (
        {**data, "staff": []},
        {**data, "revision": "1"},
        {**data, "surveys": [{"instrument": "IIT", "fiscal_year": 2569, "url": "", "start": None, "end": None}]},
        {**data, "contacts": [{**data["contacts"][0], "person": "x"}]},
    ):
        assert not schema.is_valid(broken)


def test_the_figures_are_the_agencys(client: FlaskClient) -> None:
    data: Any = client.get("/phon/data.json").json
    assert data["agency"]["name"] == "เทศบาลตำบลโพน"
    assert data["assessments"][0]["total"] == 88.51
    assert data["assessments"][0]["scores"]["communication_efficiency"] == 74.22
    assert [measure["number"] for measure in data["measures"]] == [1, 2, 3]
    busy: Any = client.get(f"/{SLUG}/data.json").json
    assert len(busy["measures"]) == MEASURES + 3
    assert busy["agency"]["facebook"] == "", "a script address is no link"
    assert busy["measures"][0]["reports"][0]["evidence"] == ["https://www.nampueng.example/report.pdf"]


@pytest.mark.parametrize("path", ["data.json", "measures.csv", "scores.csv"])
def test_no_person_and_no_staff_survey(client: FlaskClient, path: str) -> None:
    text = client.get(f"/{SLUG}/{path}").get_data(as_text=True)
    for private in (STAFF_NAME, LINE_USER, SECRET_SURVEY, "น้ำผื้งใหญ่", "sealed"):
        assert private not in text


def test_measures_as_csv(client: FlaskClient) -> None:
    found = rows(client, f"/{SLUG}/measures.csv")
    assert tuple(found[0]) == MEASURE_COLUMNS
    assert len(found) == MEASURES + 3
    assert found[1]["percent"] == "12"
    assert found[0]["reported_by_unit"] == "กองที่ 1"
    for row in found:
        for cell in row.values():
            assert not re.match(r"\s*[=+\-@|%]", cell), f"{cell!r} would run"


def test_scores_as_csv(client: FlaskClient) -> None:
    found = rows(client, "/phon/scores.csv")
    assert tuple(found[0]) == SCORE_COLUMNS
    assert [row["key"] for row in found] == ["total", *(indicator.slug for indicator in INDICATORS)]
    assert found[0]["score"] == "88.51" and found[0]["level"] == "A"
    assert rows(client, "/empty/scores.csv") == []


@given(st.text(max_size=40))
def test_no_text_runs_as_a_formula(text: str) -> None:
    cell = next(csv.reader(StringIO(csv_file(("c",), [(text,)]).decode("utf-8-sig"), newline="")), [])
    assert cell == ["c"]
    shown = str(harmless(text))
    assert shown in (text, f"'{text}")
    assert not re.match(r"[\t\r\n]|[\s\u200b\ufeff]*[=+\-@|%＝＋－＠]", shown)


@pytest.mark.parametrize(
    "text", ["=1", "+1", "-1", "@x", "\t=1", " =1", "\u00a0=1", "\ufeff=1", "＝1", "%0A=1", "|cmd"]
)
def test_formulas_get_an_apostrophe(text: str) -> None:
    assert harmless(text) == f"'{text}"


def test_numbers_stay_numbers() -> None:
    assert csv_file(("a",), [(-5,), (None,)]).decode("utf-8-sig") == 'a\r\n-5\r\n""\r\n'


def test_every_column_and_key_is_documented(client: FlaskClient) -> None:
    words = DOCUMENTED.read_text(encoding="utf-8")
    data: Any = client.get("/phon/data.json").json
    for name in (*MEASURE_COLUMNS, *SCORE_COLUMNS, *(i.slug for i in INDICATORS), data["format"]):
        assert f"`{name}`" in words, f"{name} is not in docs/open-data.md"
    for key in (key for key in data if key not in ("$schema", "format")):
        assert f"`{key}`" in words, f"{key} is not in docs/open-data.md"


def test_other_sites_may_read_it(client: FlaskClient) -> None:
    for path in ("/phon/data.json", "/phon/measures.csv", "/data-schema.json"):
        answer = client.get(path)
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert "Set-Cookie" not in answer.headers
        assert json.dumps(answer.headers["ETag"])
