"""Remarks on the indicators of a score table: in a merged cell, so they belong to the instrument, not to the row."""

from dataclasses import replace

from rapidfuzz import fuzz

from dialogs.records.ita import BY_SLUG
from storage.importer.document import IssueNote, RowReading
from storage.importer.heads import cell_text
from storage.importer.normalise.codes import codes_in
from storage.importer.normalise.indicators import indicator_of, instrument_of
from storage.importer.parts.rows import flat
from storage.importer.parts.score_lists import is_score_table
from storage.importer.regions import LogicalTable, Regions
from storage.importer.vocabulary import bare

_FIELDS = ("analysis", "issue", "guideline", "note")
_SHORTEST = 15
_ANSWERS = 85
"""How alike a measure and a remark must be (percent) for the one to answer the other."""


def read_notes(regions: Regions) -> tuple[IssueNote, ...]:
    """Each remark once, under the instrument of the row that it is printed on."""
    notes: list[IssueNote] = []
    for table in regions.tables:
        if is_score_table(table):
            notes.extend(_of_table(table))
    return tuple(notes)


def with_note_codes(
    rows: tuple[RowReading, ...], notes: tuple[IssueNote, ...], fiscal_year: int | None
) -> tuple[RowReading, ...]:
    """Rows with the codes of the remark that they answer, where one row answers it in nearly the same words."""
    result = list(rows)
    for note in notes:
        codes = codes_in(note.text, f"issue_notes line {note.line}", (), fiscal_year)
        alike = [
            (fuzz.partial_ratio(bare(" ".join(row.measures)), bare(note.text)), -index)
            for index, row in enumerate(rows)
        ]
        if not codes or not alike or max(alike)[0] < _ANSWERS:
            continue
        index = -max(alike)[1]
        related = result[index].related
        more = tuple(replace(code, confidence="low") for code in codes)
        result[index] = replace(result[index], related=replace(related, codes=(*related.codes, *more)))
    return tuple(result)


def _of_table(table: LogicalTable) -> list[IssueNote]:
    found: dict[str, IssueNote] = {}
    for body in table.rows:
        slug = next((slug for cell in body.row.cells if cell.text and (slug := indicator_of(cell.text))), None)
        if slug is None:
            continue
        for field in _FIELDS:
            text = cell_text(body.row, table.head.of(field))
            if len(text) < _SHORTEST or indicator_of(text) or text in found:
                continue
            kind = instrument_of(text) or BY_SLUG[slug].instrument
            found[text] = IssueNote(str(kind), body.row.line, flat(text) or "")
    return list(found.values())
