"""What cells of the attachment tables share: numbered lists, units, indicators."""

from collections.abc import Sequence

from dialogs.records.ita import BY_SLUG
from storage.importer.document import RowReading
from storage.importer.normalise.lists import listing
from storage.reports.word.tables import Cell

TICK = "✓"
_LAST = 99


def numbered(texts: Sequence[str]) -> Cell:
    """Several texts as a numbered list, a single one as it is."""
    if len(texts) < 2:
        return Cell(tuple(texts))
    return Cell(tuple(f"{number}. {text}" for number, text in enumerate(texts, start=1)))


def plain(text: str | None) -> Cell:
    return Cell((text,)) if text else Cell()


def units_cell(row: RowReading) -> Cell:
    """Responsible units as the plan wrote them; a numbered list stands one a line."""
    raw = row.responsible_raw or ", ".join(row.responsible_units)
    found = listing(raw)
    return numbered(found.items) if any(number is not None for number in found.numbers) else plain(raw)


def issue_words(row: RowReading) -> str:
    """The issue with its printed number."""
    if row.issue is None:
        return ""
    return f"{row.printed_number}. {row.issue}" if row.printed_number else row.issue


def by_indicator(rows: Sequence[RowReading]) -> list[RowReading]:
    """Rows in the official order of their indicators, 1 to 10; those without one last."""

    def place(row: RowReading) -> int:
        stated = row.related.stated_indicators
        return min((BY_SLUG[slug].number for slug in stated if slug in BY_SLUG), default=_LAST)

    return sorted(rows, key=place)
