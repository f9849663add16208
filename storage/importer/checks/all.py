"""All checks, in the order in which their warnings are shown."""

import re
from collections.abc import Callable, Iterable

from storage.importer.checks import agency, codes, public, rows, scores, surveys, texts, years
from storage.importer.document import ImportedDocument, ImportWarning
from storage.importer.findings import Findings
from storage.importer.model import SourceDocument
from storage.importer.normalise.people import without_names
from storage.importer.parts.scores import Results
from storage.importer.parts.surveys import Surveys
from storage.importer.parts.text import text_of
from storage.importer.regions import regions_of

Check = Callable[[ImportedDocument, Findings], Iterable[ImportWarning]]
_CHECKS: tuple[Check, ...] = (
    agency.check,
    years.check,
    scores.check,
    rows.check,
    codes.check,
    surveys.check,
    public.check,
    texts.check,
)
_LOOSE_MARKS = re.compile(r"^[ะ-ฺๅ็-๎]+")
"""Vowels and tones that were cut off from the letter they belong to."""
MOST_OF_A_KIND = 25
_LONGEST_QUOTE = 160


def check(document: ImportedDocument, findings: Findings) -> tuple[ImportWarning, ...]:
    """Every doubt once, with quotes cut short and without persons' names; at most so many of a kind."""
    kept: dict[tuple[str, int | None, str], ImportWarning] = {}
    counts: dict[str, int] = {}
    for note in findings.source.notes:
        kept[note.code, note.line, note.quote] = ImportWarning(note.code, note.line, note.quote, note.note)
    for one in _CHECKS:
        for warning in one(document, findings):
            counts[warning.code] = counts.get(warning.code, 0) + 1
            if counts[warning.code] > MOST_OF_A_KIND:
                continue
            quote = _LOOSE_MARKS.sub("", without_names(warning.quote.replace("\n", " ").strip())[:_LONGEST_QUOTE])
            kept.setdefault(
                (warning.code, warning.line, quote), ImportWarning(warning.code, warning.line, quote, warning.note)
            )
    return tuple(kept.values())


def check_reading(document: ImportedDocument) -> tuple[ImportWarning, ...]:
    """The checks that need no source text, for a document that came from a workbook's sheets."""
    source = SourceDocument(document.file, ())
    regions = regions_of(source)
    text = text_of(regions)
    empty = Results(document.assessment, (), None)
    return check(document, Findings(source, regions, text, empty, Surveys(document.surveys, ())))
