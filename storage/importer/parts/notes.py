"""Remarks on the indicators of a score table: in a merged cell, so they belong to the instrument, not to the row."""

from dialogs.records.ita import BY_SLUG
from storage.importer.document import IssueNote
from storage.importer.heads import cell_text
from storage.importer.normalise.indicators import indicator_of, instrument_of
from storage.importer.parts.rows import flat
from storage.importer.parts.scores import is_score_table
from storage.importer.regions import LogicalTable, Regions

_FIELDS = ("analysis", "issue", "guideline", "note")
_SHORTEST = 15


def read_notes(regions: Regions) -> tuple[IssueNote, ...]:
    """Each remark once, under the instrument of the row that it is printed on."""
    notes: list[IssueNote] = []
    for table in regions.tables:
        if is_score_table(table):
            notes.extend(_of_table(table))
    return tuple(notes)


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
