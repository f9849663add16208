"""CSV that a spreadsheet opens as it is meant: with a byte order mark for Thai, and no cell that runs as a formula."""

import csv
import string
from collections.abc import Iterable, Sequence
from io import StringIO

Cell = str | int | float | None
_STARTS = ("=", "+", "-", "@", "|", "%", "＝", "＋", "－", "＠")
"""What spreadsheets take for the beginning of a formula or a command, full-width forms included."""

_BREAKS = ("\t", "\r", "\n")
_BLANKS = string.whitespace + "\u00a0\u200b\ufeff"


def csv_file(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """UTF-8 with a byte order mark, CRLF at line ends, as RFC 4180 has it."""
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(header)
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def harmless(cell: Cell) -> Cell:
    """Text that a spreadsheet would run gets an apostrophe before it; numbers stay numbers."""
    if isinstance(cell, str) and (cell[:1] in _BREAKS or cell.lstrip(_BLANKS).startswith(_STARTS)):
        return f"'{cell}"
    return cell
