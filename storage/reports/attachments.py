"""Which tables a round's memo carries: those that the agency's own data fill (domain.md 6.1, 6.3)."""

from typing import Any

from storage.importer.document import ImportedDocument
from storage.reports.tables import analysis, issues, plan, schedule
from storage.reports.tables.results import add_results_table
from storage.reports.values import Doubt, Report


def add_attachments(word: Any, report: Report) -> list[Doubt]:
    """Every plan in its own layout, then its results; returns what is to be checked in them.

    The layout with tick columns says the state itself: there the results follow only where somebody described them.
    """
    doubts: list[Doubt] = []
    for document in report.plans:
        doubts += _add_plan(word, report, document)
        if not issues.fits(document) or any(row.detail or row.output or row.outcome for row in document.progress_rows):
            found = add_results_table(word, report, document.progress_rows)
            doubts += [] if issues.fits(document) else found
    return doubts


def _add_plan(word: Any, report: Report, document: ImportedDocument) -> list[Doubt]:
    if analysis.fits(document):
        analysis.add_analysis_table(word, report.office, document)
    elif issues.fits(document):
        return issues.add_issue_tables(word, document)
    elif plan.fits(document):
        plan.add_plan_table(word, document)
    else:
        schedule.add_schedule_sheet(word, document)
    return []
