"""Comma-separated files, in UTF-8 or Windows-874, with commas, semicolons or tabs."""

import csv
import io

from dialogs.thai.text import canonical
from storage.importer.errors import ImportRefused
from storage.importer.limits import MAX_COLUMNS, MAX_LINE, MAX_ROWS
from storage.importer.model import Cell, Row, SourceDocument, Table, squared
from storage.importer.readers.encoding import decode
from storage.importer.readers.text import tidy


def read_csv(name: str, data: bytes) -> SourceDocument:
    """The whole file as one table; its title lines are told from its header later. Raises ImportRefused."""
    text = decode(data)
    csv.field_size_limit(MAX_LINE)
    rows: list[Row] = []
    reader = csv.reader(io.StringIO(text), delimiter=_delimiter(text))
    first = 1
    try:
        for cells in reader:
            if len(rows) >= MAX_ROWS:
                raise ImportRefused(f"the file has more than {MAX_ROWS:,} rows")
            if len(cells) > MAX_COLUMNS:
                raise ImportRefused(f"line {first} has more than {MAX_COLUMNS} columns")
            lines = tuple(range(first, reader.line_num + 1))
            rows.append(Row(tuple(Cell(tidy(canonical(cell)), lines) for cell in cells), first, lines))
            first = reader.line_num + 1
    except csv.Error as error:
        raise ImportRefused(f"line {reader.line_num} is no row of a table") from error
    return SourceDocument(name, (Table(squared([row for row in rows if row.cells]), 1),))


def _delimiter(text: str) -> str:
    head = text[:20_000]
    return max((",", ";", "\t"), key=lambda sign: (head.count(sign), sign == ","))
