"""The demo's five agencies: complete, coherent, true to the published documents, and written in our own words."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
import yaml

from dialogs.records.ita import BY_SLUG, LETTERS, instrument_scores, level_of, recomputed_total
from storage.importer.document import ImportedDocument
from tests.shared import REPOSITORY, SHARED, needs_shared

SAMPLES = REPOSITORY / "storage" / "samples"
SLUGS = ("phon", "ko", "khongchai", "nikhom-khamsoi", "phok-noi")
UNITS = {
    "ALL",
    "สำนักปลัด",
    "กองคลัง",
    "กองช่าง",
    "กองสวัสดิการสังคม",
    "กองยุทธศาสตร์และงบประมาณ",
    "กองสาธารณสุขและสิ่งแวดล้อม",
    "กองการศึกษา",
    "งานประชาสัมพันธ์",
    "งานนิติการ",
    "คณะผู้บริหาร",
    "หัวหน้าส่วน",
}
LONGEST_BORROWED = 39
"""Characters, without whitespace, that may run on as in a seed where no fact (a title, a name) demands it."""


def _load(name: str) -> Any:
    return yaml.safe_load((SAMPLES / f"{name}.yaml").read_text(encoding="utf-8"))


def _document(slug: str) -> Any:
    (document,) = _load(slug)["documents"]
    return document


def _compact(text: str) -> str:
    return re.sub(r"\s", "", text)


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)


def _seed_lines(document: Any) -> list[str]:
    text = (SHARED / "seeds" / document["file"]).read_text(encoding="utf-8")
    return ["", *(_compact(re.sub(r"</?(?:p|b|ul|ol)\b[^>]*>", "", line)) for line in text.split("\n"))]


@pytest.mark.parametrize(
    ("slug", "measures", "units", "rounds", "statuses"),
    [
        ("phon", [1, 1, 1], [2, 1, 2], [[], [], []], [None] * 3),
        ("ko", [2, 1, 3, 1, 2], [5, 1, 5, 1, 5], [[12]] * 5, ["unknown"] * 5),
        (
            "khongchai",
            [1, 1, 1, 1, 1, 1, 0, 1, 1, 2, 3, 1, 1],
            [1, 4, 1, 5, 5, 5, 5, 1, 6, 6, 7, 2, 2],
            [[]] * 7 + [[6, 12]] + [[]] * 4 + [[6, 12]],
            [None] * 13,
        ),
        ("nikhom-khamsoi", [1, 1, 1], [1, 1, 1], [[6, 12], [3, 6, 9, 12], [6, 12]], [None] * 3),
        ("phok-noi", [1, 1, 1], [1, 1, 1], [[12]] * 3, [None] * 3),
    ],
)
def test_rows_have_their_measures_units_rounds_and_status(
    slug: str, measures: list[int], units: list[int], rounds: list[list[int]], statuses: list[str | None]
) -> None:
    rows = _document(slug)["rows"]
    assert [len(row["measures"]) for row in rows] == measures
    assert [len(row["responsible_units"]) for row in rows] == units
    assert [row["monitoring_rounds_months"] for row in rows] == rounds
    assert [row["status"] for row in rows] == statuses


@pytest.mark.parametrize("slug", SLUGS)
def test_the_parts_of_a_sample_agree_with_each_other(slug: str) -> None:
    sample = _load(slug)
    profile, document = sample["profile"], _document(slug)
    agency, rows = document["agency"], document["rows"]
    assert sample["slug"] == slug
    assert profile["name"] == agency["name_canonical"] and profile["name"].endswith(profile["short_name"])
    assert (profile["district"], profile["province"]) == (agency["district_canonical"], agency["province"])
    assert sample["as_written"]["name"] == agency["name_as_first_written"]
    assert sample["as_written"]["district"] == agency["district_as_written"]
    assert [row["seq"] for row in rows] == list(range(1, document["rows_count"] + 1))
    assert len(document["progress_rows"]) == document["progress_rows_count"]
    for row in rows:
        assert (len(row["guidelines"]), len(row["steps"])) == (row["guidelines_count"], row["steps_count"])
        assert set(row["responsible_units"]) <= UNITS
        assert set(row["related"]["stated_indicators"]) <= set(BY_SLUG)
        assert set(row["monitoring_rounds_months"]) <= {3, 6, 9, 12}
    places = {f"1.{row['seq']}.{n}" for row in rows for n in range(1, len(row["measures"]) + 1)}
    assert set(profile["measure_aliases"]) <= places
    assert {contact["unit"] for contact in profile["contacts"]} <= UNITS


@pytest.mark.parametrize("slug", SLUGS)
def test_a_sample_is_read_like_an_imported_document(slug: str) -> None:
    written = _document(slug)
    read = ImportedDocument.from_json(written)
    assert [list(row.measures) for row in read.rows] == [row["measures"] for row in written["rows"]]
    assert [warning.code for warning in read.warnings] == [warning["code"] for warning in written["warnings"]]
    assert ImportedDocument.from_json(read.as_json()) == read


@pytest.mark.parametrize("slug", SLUGS)
def test_periods_and_codes_have_their_form(slug: str) -> None:
    document = _document(slug)
    for row in (*document["rows"], *document["progress_rows"]):
        start, end = row["period_start"], row["period_end"]
        assert (start is None) == (end is None) == (row["period_raw"] is None)
        assert start is None or (re.fullmatch(r"20\d\d-[01]\d", start) and start <= end)
        for code in row["related"]["codes"]:
            assert re.fullmatch(r"[ieo]\d{1,2}(-o\d{1,2})?", code["normalised"])
            assert document["fiscal_years"]["assessed"] <= code["fiscal_year"] <= document["fiscal_years"]["plan"]


@pytest.mark.parametrize(("slug", "total"), [("phon", 88.51), ("nikhom-khamsoi", 87.57)])
def test_totals_follow_from_the_ten_scores(slug: str, total: float) -> None:
    assessment = _document(slug)["assessment"]
    scores = assessment["indicator_scores"]
    assert set(scores) == set(BY_SLUG)
    assert recomputed_total(scores) == assessment["total_score"] == total
    assert level_of(LETTERS, total, instrument_scores(scores)) == assessment["level"]
    assert assessment["highest"] == max(scores, key=scores.__getitem__)
    assert assessment["lowest"] == min(scores, key=scores.__getitem__)


def test_what_no_document_gives_is_marked_as_sample_and_both_voices_live() -> None:
    profiles = [_load(slug)["profile"] for slug in SLUGS]
    contacts = [contact for profile in profiles for contact in profile["contacts"]]
    assert all(contact["sample"] is True for contact in contacts)
    assert all(re.fullmatch(r"0 [2-7]\d00 0\d{3}", contact["phone"]) for contact in contacts)
    assert len({contact["phone"] for contact in contacts}) == len(contacts)
    assert {profile["voice"] for profile in profiles} == {"ค่ะ", "ครับ"}


def test_no_sentence_can_be_read_as_an_admission() -> None:
    text = (SAMPLES / "khongchai.yaml").read_text(encoding="utf-8")
    assert "สินบน" not in text and "เรียกรับ" not in text


def test_disclosure_items_have_one_list_a_year() -> None:
    items = _load("oit_items")
    counts = {2564: 43, 2565: 43, 2566: 43, 2567: 35, 2568: 28, 2569: 26}
    assert {year: len(titles) for year, titles in items["years"].items()} == counts
    for year, titles in items["years"].items():
        assert list(titles) == [f"o{n}" for n in range(1, counts[year] + 1)]
        assert {item["evidence"] for item in titles.values()} <= {"public_page", "public_code", "general_knowledge"}
        assert all(by_year[year] in titles for by_year in items["topics"].values())


@needs_shared
def test_disclosure_items_are_those_published() -> None:
    published = yaml.safe_load((SHARED / "expected" / "oit_items.yaml").read_text(encoding="utf-8"))
    items = _load("oit_items")
    assert items["topics"] == published["topics"]
    for year, entry in published["years"].items():
        assert {code: item["evidence"] for code, item in items["years"][year].items()} == {
            code: item["evidence"] for code, item in entry["items"].items()
        }


@needs_shared
@pytest.mark.parametrize("slug", SLUGS)
def test_measures_and_quotes_stand_on_the_lines_given(slug: str) -> None:
    document = _document(slug)
    lines = _seed_lines(document)
    for row in (*document["rows"], *document["progress_rows"]):
        source = "".join(lines[number] for number in row["source_lines"])
        assert [title for title in row["measures"] if _compact(title) not in source] == []
    raw = ["", *(SHARED / "seeds" / document["file"]).read_text(encoding="utf-8").split("\n")]
    strays = [w for w in document["warnings"] if _compact(w["quote"]) not in _compact(raw[w["line"]])]
    assert strays == []


def _facts(row: Any) -> dict[str, Any]:
    keys = ("responsible_units", "period_start", "period_end", "period_kind", "monitoring_rounds_months", "status")
    facts = {key: row.get(key) for key in keys}
    facts["measures"] = [_compact(title) for title in row["measures"]]
    facts["related"] = row["related"]
    facts["counts"] = [row.get(key) for key in ("steps_count", "guidelines_count", "detail_count")]
    return facts


@needs_shared
@pytest.mark.parametrize("slug", ["phon", "phok-noi"])
def test_facts_are_those_of_the_published_expectation(slug: str) -> None:
    document = _document(slug)
    published = yaml.safe_load((SHARED / "expected" / "import.yaml").read_text(encoding="utf-8"))
    expected = next(seed for seed in published["seeds"] if seed["file"] == document["file"])
    for key in ("fiscal_years", "signatories"):
        assert document[key] == expected[key]
    assert {k: v for k, v in expected["agency"].items() if document["agency"].get(k, v) != v} == {}
    assert {k: v for k, v in document["assessment"].items() if expected["assessment"].get(k) != v} == {}
    for table in ("rows", "progress_rows"):
        assert [_facts(row) for row in document[table]] == [_facts(row) for row in expected.get(table, [])]
    for survey, wanted in zip(document["surveys"], expected["surveys"], strict=True):
        assert [k for k in wanted if not k.endswith("_raw") and survey.get(k) != wanted[k]] == []
    warnings = [(w["code"], w["line"]) for w in document["warnings"]]
    assert warnings == [(w["code"], w["line"]) for w in expected["expected_warnings"]]


@needs_shared
@pytest.mark.parametrize("slug", SLUGS)
def test_no_prose_is_borrowed_from_a_document(slug: str) -> None:
    document = _document(slug)
    seeds = [_compact(path.read_text(encoding="utf-8")) for path in sorted((SHARED / "seeds").glob("*.txt"))]
    titles = {document["document"]["title"], document["document"].get("announcement_title")}
    titles |= {title for row in document["rows"] for title in row["measures"]}
    names = {row["responsible_raw"] for row in document["rows"]}
    names |= {column for table in document["tables"] for column in table["columns"]}
    for text in set(_strings(document)) - titles - names:
        packed = _compact(text)
        windows = (packed[i : i + LONGEST_BORROWED + 1] for i in range(len(packed) - LONGEST_BORROWED))
        assert [w for w in windows if any(w in seed for seed in seeds)] == []


@needs_shared
def test_no_person_is_named() -> None:
    seeds = "\n".join(path.read_text(encoding="utf-8") for path in sorted((SHARED / "seeds").glob("*.txt")))
    signed = re.findall(r"^\s*\((?:นางสาว|นาง|นาย)?([\u0e00-\u0e7f]+)\s+([\u0e00-\u0e7f]+)\)\s*$", seeds, re.MULTILINE)
    assert len(set(signed)) == 7
    samples = _compact("".join(path.read_text(encoding="utf-8") for path in SAMPLES.glob("*.yaml")))
    assert [name for person in signed for name in person if name in samples] == []
