"""Results that do not add up, and lists that a careless reader would merge."""

import re
from collections.abc import Iterator
from itertools import combinations

from dialogs.records.ita import BY_SLUG, LETTERS, PASSING, Instrument, instrument_scores, level_of, scheme_of
from storage.importer.checks.common import line_with
from storage.importer.document import ImportedDocument, ImportWarning
from storage.importer.findings import Findings

_TOLERANCE = 0.02
_PROSE_SCORE = re.compile(
    r"(?:คะแนน[^0-9()]{0,14}|ระดับ\s?)(?<![0-9])(?P<score>[0-9]{2}(?:\.[0-9]{1,2})?)(?![0-9])(?:\s*คะแนน)?"
)
_DETAILS_PROMISED = re.compile(r"รายละเอียด\s*(?:ดังนี้|ตามตาราง|ดังตาราง)")


def check(document: ImportedDocument, findings: Findings) -> Iterator[ImportWarning]:
    """Doubts about totals, levels, equal scores, orders and notes."""
    yield from _total(document, findings)
    yield from _level(document, findings)
    yield from _orders(findings)
    yield from _equal(document, findings)
    yield from _notes(document)
    yield from _prose(findings)


def _total(document: ImportedDocument, findings: Findings) -> Iterator[ImportWarning]:
    result = document.assessment
    computed, total = result.total_recomputed_30_30_40, result.total_score
    line = findings.results.total_line
    if computed is not None and total is not None and abs(computed - total) > _TOLERANCE:
        note = f"the ten scores give {computed} by 30/30/40; a digit of the total or of a score may be wrong"
        yield ImportWarning("TOTAL_MISMATCH", line.number if line else None, line.text if line else str(total), note)
    if result.indicator_scores and len(result.indicator_scores) < len(BY_SLUG):
        missing = ", ".join(i.name for slug, i in BY_SLUG.items() if slug not in result.indicator_scores)
        yield ImportWarning("SCORES_INCOMPLETE", None, missing, "no score was found for these indicators")
    if total is not None and not result.indicator_scores and line and _DETAILS_PROMISED.search(line.text):
        quote = line.text[max(0, line.arabic.find(f"{total}") - 15) :][:80]
        yield ImportWarning(
            "SCORE_TABLE_MISSING", line.number, quote, "the details that are promised here do not follow"
        )
    for made in findings.results.lists:
        for slug, number in made.conflicts:
            yield ImportWarning("SCORE_CONFLICT", number, BY_SLUG[slug].name, "a second score for the same indicator")
    for one, two in combinations(findings.results.lists, 2):
        for slug in one.scores.keys() & two.scores.keys():
            if one.scores[slug] != two.scores[slug]:
                note = f"{one.scores[slug]} in one list, {two.scores[slug]} in another"
                yield ImportWarning("SCORE_CONFLICT", two.lines[list(two.scores).index(slug)], BY_SLUG[slug].name, note)


def _level(document: ImportedDocument, findings: Findings) -> Iterator[ImportWarning]:
    result = document.assessment
    if not result.level or result.total_score is None or not result.fiscal_year:
        return
    line = findings.results.total_line
    number = line.number if line else None
    scheme = LETTERS if result.level.isascii() else PASSING
    means = {Instrument(kind): mean for kind, mean in result.instrument_averages_computed.items()}
    expected = level_of(scheme, result.total_score, means or instrument_scores(result.indicator_scores))
    if expected and expected != result.level:
        note = f"{result.total_score} is {expected} by the bands of {scheme.label}"
        yield ImportWarning("LEVEL_MISMATCH", number, f"{result.total_score} {result.level}", note)
    if scheme is not scheme_of(result.fiscal_year) and result.fiscal_year != 2566:
        note = f"results of {result.fiscal_year} are given by {scheme_of(result.fiscal_year).label}"
        yield ImportWarning("LEVEL_SCHEME_MISMATCH", number, result.level, note)


def _orders(findings: Findings) -> Iterator[ImportWarning]:
    """Printed numbers that are ranks or another order: the name is the key."""
    for made in findings.results.lists:
        official = [BY_SLUG[slug].number for slug in made.scores]
        if official == sorted(official):
            continue
        quote = " ".join(line.text for line in findings.text.everything if line.number == made.lines[0])
        note = "these indicators are not in the official order; the printed number is not the indicator's number"
        yield ImportWarning("INDICATOR_ORDER_DIFFERS", made.lines[0], quote[:60], note)


def _equal(document: ImportedDocument, findings: Findings) -> Iterator[ImportWarning]:
    scores = document.assessment.indicator_scores
    for one, two in combinations(scores, 2):
        if scores[one] == scores[two]:
            last = findings.results.lists[-1] if findings.results.lists else None
            line = (
                last.lines[list(last.scores).index(one)]
                if last and one in last.scores
                else line_with(findings, BY_SLUG[one].name)
            )
            note = f"{BY_SLUG[one].name} and {BY_SLUG[two].name} both have {scores[one]}; both are kept"
            yield ImportWarning("EQUAL_SCORES", line, BY_SLUG[one].name, note)


def _notes(document: ImportedDocument) -> Iterator[ImportWarning]:
    seen: set[str] = set()
    for note in document.issue_notes:
        if note.instrument not in seen:
            seen.add(note.instrument)
            words = "a note in a merged cell: it belongs to the instrument, not to the row that it is printed on"
            yield ImportWarning("MERGED_CELL", note.line, note.text[:60], words)


def _prose(findings: Findings) -> Iterator[ImportWarning]:
    """Scores inside the sentences of a plan: of a question or of an indicator, nobody can tell."""
    for line in findings.text.cells:
        if len(line.text) < 30:
            continue
        for found in _PROSE_SCORE.finditer(line.arabic):
            quote = line.text[found.start() : found.end()]
            note = "mentioned in a sentence; not stored as an indicator's score"
            yield ImportWarning("SCORE_IN_PROSE", line.number, quote, note)
