"""An agency's public data as JSON and CSV. The schema is ``data-schema.json``; docs/open-data.md explains it.

No person stands in it, and no IIT survey: its link is for staff.
"""

import json
from collections.abc import Iterable

from bot.web.public.csvfile import Cell, csv_file
from bot.web.public.view import safe_link
from dialogs.records.document import DocumentFacts
from dialogs.records.facts import AgencyFacts, AssessmentFacts, ContactFacts, MeasureFacts, ProgressFacts, SurveyFacts
from dialogs.records.ita import BY_SLUG, INDICATORS, Instrument
from dialogs.records.itas import is_survey_address
from dialogs.records.json import JsonObject

FORMAT = "prongsai-open-data/1"
MEASURE_COLUMNS = (
    "plan_year", "number", "title", "issue", "units", "period_start", "period_end", "rounds", "instrument",
    "indicators", "codes", "status", "percent", "reported_on", "reported_by_unit", "output", "outcome", "evidence",
)  # fmt: skip
SCORE_COLUMNS = ("fiscal_year", "key", "name", "instrument", "score", "level")


def data_json(agency: AgencyFacts, schema_url: str) -> str:
    """Everything public of one agency."""
    return json.dumps(open_data(agency, schema_url), ensure_ascii=False, indent=1)


def open_data(agency: AgencyFacts, schema_url: str) -> JsonObject:
    """The same as a value; keys are those of the schema."""
    return {
        "$schema": schema_url,
        "format": FORMAT,
        "revision": agency.revision,
        "agency": _agency(agency),
        "measures": [_measure(measure) for measure in _in_order(agency)],
        "assessments": [_assessment(assessment) for assessment in agency.assessments],
        "surveys": [_survey(survey) for survey in agency.surveys if _is_public(survey)],
        "documents": [_document(paper) for paper in agency.documents],
        "contacts": [_contact(contact) for contact in agency.contacts],
    }


def measures_csv(agency: AgencyFacts) -> bytes:
    """One row a measure; several values of a cell are parted by "; "."""
    return csv_file(MEASURE_COLUMNS, (_measure_row(measure) for measure in _in_order(agency)))


def scores_csv(agency: AgencyFacts) -> bytes:
    """One row a score: the total of a year first, then the indicators in the official order."""
    rows: list[list[Cell]] = []
    for a in agency.assessments:
        rows.append([a.fiscal_year, "total", "คะแนนรวม", "", a.total, a.level])
        for indicator in (i for i in INDICATORS if i.slug in a.scores):
            value = a.scores[indicator.slug]
            rows.append([a.fiscal_year, indicator.slug, indicator.name, str(indicator.instrument), value, None])
    return csv_file(SCORE_COLUMNS, rows)


def _in_order(agency: AgencyFacts) -> list[MeasureFacts]:
    return sorted(agency.measures, key=lambda measure: (-measure.plan_year, measure.number))


def _agency(agency: AgencyFacts) -> JsonObject:
    return {
        "slug": agency.slug,
        "name": agency.name,
        "type": agency.type,
        "district": agency.district,
        "province": agency.province,
        "address": agency.address,
        "page": agency.public_url,
        "website": safe_link(agency.website),
        "facebook": safe_link(agency.facebook),
        "line_id": agency.line_id,
        "map": safe_link(agency.map_url),
        "complaint_channel": safe_link(agency.complaint_url),
        "complaint_line_id": agency.complaint_line_id,
    }


def _measure(measure: MeasureFacts) -> JsonObject:
    last = measure.last
    return {
        "plan_year": measure.plan_year,
        "number": measure.number,
        "title": measure.title,
        "issue": measure.issue,
        "steps": list(measure.steps),
        "units": list(measure.units),
        "all_units": measure.all_units,
        "period_start": measure.period_start,
        "period_end": measure.period_end,
        "rounds": list(measure.rounds),
        "instrument": str(measure.instrument) if measure.instrument else None,
        "indicators": [slug for slug in measure.indicators if slug in BY_SLUG],
        "codes": [{"code": code.code, "fiscal_year": code.fiscal_year} for code in measure.codes],
        "status": str(measure.status) if measure.status else None,
        "percent": last.percent if last else None,
        "reports": [_report(report) for report in measure.reports],
    }


def _report(report: ProgressFacts) -> JsonObject:
    return {
        "day": report.day.isoformat(),
        "status": str(report.status),
        "percent": report.percent,
        "unit": report.unit,
        "round_months": report.round_months,
        "detail": report.detail,
        "output": report.output,
        "outcome": report.outcome,
        "evidence": [*_links(report)],
    }


def _links(report: ProgressFacts) -> Iterable[str]:
    return (link for item in report.evidence if (link := safe_link(item.get("url", ""))))


def _assessment(assessment: AssessmentFacts) -> JsonObject:
    return {
        "fiscal_year": assessment.fiscal_year,
        "total": assessment.total,
        "level": assessment.level,
        "scores": {i.slug: assessment.scores[i.slug] for i in INDICATORS if i.slug in assessment.scores},
    }


def _is_public(survey: SurveyFacts) -> bool:
    """The residents' survey, in the assessment's own system."""
    return survey.instrument is Instrument.EIT and is_survey_address(survey.url, survey.instrument)


def _survey(survey: SurveyFacts) -> JsonObject:
    return {
        "instrument": str(survey.instrument),
        "fiscal_year": survey.fiscal_year,
        "url": survey.url,
        "start": survey.start.isoformat() if survey.start else None,
        "end": survey.end.isoformat() if survey.end else None,
    }


def _document(paper: DocumentFacts) -> JsonObject:
    return {
        "kind": str(paper.kind),
        "fiscal_year": paper.fiscal_year or None,
        "code": paper.code or None,
        "title": paper.title,
        "url": safe_link(paper.url),
        "unit": paper.unit,
        "is_sample": paper.is_sample,
        "link_state": str(paper.link.state),
        "link_checked": paper.link.checked.isoformat() if paper.link.checked else None,
    }


def _contact(contact: ContactFacts) -> JsonObject:
    return {"unit": contact.unit, "phone": contact.phone, "hours": contact.hours, "is_sample": contact.is_sample}


def _measure_row(measure: MeasureFacts) -> list[Cell]:
    last = measure.last
    return [
        measure.plan_year,
        measure.number,
        measure.title,
        measure.issue,
        "ทุกสำนัก/กอง" if measure.all_units else "; ".join(measure.units),
        measure.period_start,
        measure.period_end,
        "; ".join(str(months) for months in measure.rounds),
        str(measure.instrument) if measure.instrument else None,
        "; ".join(BY_SLUG[slug].name for slug in measure.indicators if slug in BY_SLUG),
        "; ".join(f"{code.code}/{code.fiscal_year}" if code.fiscal_year else code.code for code in measure.codes),
        str(measure.status) if measure.status else None,
        last.percent if last else None,
        last.day.isoformat() if last else None,
        last.unit if last else None,
        last.output if last else None,
        last.outcome if last else None,
        "; ".join(link for report in measure.reports for link in _links(report)),
    ]
