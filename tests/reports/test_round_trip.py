"""T1 to T6 made from the published documents and imported again say the same (domain.md 6.3)."""

from dataclasses import fields, replace
from pathlib import Path

import pytest

from storage.importer.document import ImportedDocument
from storage.reports.announcement import announcement
from storage.reports.invitation import invitation
from storage.reports.memo import memo
from tests.reports.papers import OFFICES, read_back, report_of, same
from tests.shared import needs_shared
from tests.storage.importer.seeds import seed

pytestmark = needs_shared
# Where a row stood in its file, and which line a status was taken from, belong to the file.
OF_THE_FILE = {"seq", "source_lines", "status_source", "related"}
ROUNDS = {"000": 6, "001": 6, "002": 6, "003": 6, "004": 12}


def differences(name: str, before: ImportedDocument, after: ImportedDocument) -> list[str]:
    """Every field of every row that says something else."""
    found: list[str] = []
    for kind in ("rows", "progress_rows"):
        old, new = getattr(before, kind), getattr(after, kind)
        if len(old) != len(new):
            found.append(f"{name} {kind}: {len(old)} before, {len(new)} after")
        for one, two in zip(old, new, strict=False):
            for field in fields(one):
                a, b = getattr(one, field.name), getattr(two, field.name)
                if field.name not in OF_THE_FILE and same(a) != same(b):
                    found.append(f"{name} {kind} {one.seq} {field.name}: {a!r} became {b!r}")
            a, b = (
                tuple(getattr(r.related, n) for n in ("stated_indicators", "inferred_instrument")) for r in (one, two)
            )
            found += [f"{name} {kind} {one.seq} related: {a} became {b}"] if a != b else []
    return found


@pytest.mark.parametrize("name", OFFICES)
def test_a_memo_s_tables_say_what_the_plan_said(name: str, tmp_path: Path) -> None:
    """001 has T1; 002 T4; 003 T2; 004 T2 and T3; 000 the table of T5."""
    document = seed(name)
    again = read_back(memo(report_of(name, document, ROUNDS[name])).content, tmp_path)
    assert differences(name, document, again) == []
    assert again.document.form == "memo"
    assert again.document.reporting_round_months == ROUNDS[name]
    assert again.fiscal_years.plan == document.fiscal_years.plan
    assert again.assessment.total_score == document.assessment.total_score
    assert again.assessment.indicator_scores == document.assessment.indicator_scores
    assert again.agency.name_as_first_written == OFFICES[name].name


def test_states_survive(tmp_path: Path) -> None:
    states = ["done", "not_started", "in_progress", None, "done"]
    document = seed("001")
    rows = tuple(replace(row, status=state) for row, state in zip(document.rows, states, strict=True))
    again = read_back(memo(report_of("001", replace(document, rows=rows))).content, tmp_path)
    assert [row.status for row in again.rows] == ["done", "not_started", "in_progress", "unknown", "done"]


def test_codes_of_questions_survive(tmp_path: Path) -> None:
    document = seed("002")
    again = read_back(memo(report_of("002", document)).content, tmp_path)
    codes = [[code.normalised for code in row.related.codes] for row in document.rows]
    assert [[code.normalised for code in row.related.codes] for row in again.rows] == codes


def test_an_announcement_says_what_it_said(tmp_path: Path) -> None:
    document = seed("000")
    again = read_back(announcement(OFFICES["000"], document).content, tmp_path)
    assert differences("000", document, again) == []
    assert again.document.form == "announcement"
    assert again.document.document_date == document.document.document_date
    assert again.assessment.indicator_scores == document.assessment.indicator_scores
    assert [(n.instrument, same(n.text)) for n in again.issue_notes] == [
        (n.instrument, same(n.text)) for n in document.issue_notes
    ]
    assert [code.normalised for code in again.rows[2].related.codes] == ["o13"]


@pytest.mark.parametrize("place", [0, 1])
def test_an_invitation_says_what_it_said_with_a_last_day_that_exists(place: int, tmp_path: Path) -> None:
    survey = seed("004").surveys[place]
    (again,) = read_back(invitation(OFFICES["004"], survey, 2566).content, tmp_path).surveys
    assert (again.instrument, again.url) == (survey.instrument, survey.url)
    assert (again.window_start, again.announcement_date) == (survey.window_start, survey.announcement_date)
    assert survey.window_end is None
    assert again.window_end == survey.window_end_suggestion


def test_only_the_public_survey_is_announced(tmp_path: Path) -> None:
    eit, iit = (invitation(OFFICES["004"], survey, 2566).content for survey in seed("004").surveys)
    assert read_back(eit, tmp_path).document.form == "announcement"
    assert read_back(iit, tmp_path).document.form != "announcement"
