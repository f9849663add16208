"""Finding the head of a table: on any row, one to four levels deep, flattened or merged."""

import re
from dataclasses import dataclass

from storage.importer.columns import GROUP, fused_statuses, is_indicator, meaning
from storage.importer.model import Cell, Row

MAX_LEVELS = 4
_COLUMN_NUMBER = re.compile(r"^\(?[0-9๐-๙]{1,2}\)?$")
_LEAVES = frozenset(
    {"output", "outcome", "done", "in_progress", "not_started", "round_3", "round_6", "round_9", "round_12"}
)
_QUARTERS = frozenset({"q1", "q2", "q3", "q4"})


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its field (None where the words are unknown) and the heads above it, top first."""

    index: int
    field: str | None
    heads: tuple[str, ...]

    @property
    def label(self) -> str:
        return ": ".join(self.heads)


@dataclass(frozen=True, slots=True)
class Head:
    columns: tuple[Column, ...]
    lines: tuple[int, ...]
    fused_statuses: bool

    @property
    def fields(self) -> frozenset[str]:
        return frozenset(column.field for column in self.columns if column.field)

    def of(self, field: str) -> list[Column]:
        return [column for column in self.columns if column.field == field]

    def same_layout(self, other: "Head") -> bool:
        """The same fields in the same places: a head repeated after a page break."""
        return [column.field for column in self.columns] == [column.field for column in other.columns]


def head_at(rows: tuple[Row, ...], start: int) -> Head | None:
    """The head whose first level is row ``start``, or None if that row is no head."""
    if not _is_first_level(rows[start]):
        return None
    end = start + 1
    while end < min(len(rows), start + MAX_LEVELS) and _is_lower_level(rows[end]):
        end += 1
    levels = rows[start:end]
    columns = _columns(levels)
    if len({column.field for column in columns if column.field}) < 2:
        return None
    fused = any(fused_statuses(cell.text) for row in levels for cell in row.cells)
    return Head(columns, tuple(row.line for row in levels), fused)


def _is_first_level(row: Row) -> bool:
    cells = row.filled
    if len(cells) < 2:
        return False
    found = [meaning(cell.text) if not is_indicator(cell.text) else None for cell in cells]
    strong = {m.field for m in found if m and m.strength != "part"}
    known = sum(1 for m in found if m)
    return len(strong) >= 2 and known >= 0.6 * len(cells)


def _is_lower_level(row: Row) -> bool:
    """A row that only refines the one above: known heads, or the columns' numbers."""
    cells = row.filled
    if not cells:
        return False
    if len(cells) >= 3 and all(_COLUMN_NUMBER.match(cell.text) for cell in cells):
        return True
    found = [meaning(cell.text) if not is_indicator(cell.text) else None for cell in cells]
    strong = [m for m in found if m and m.strength != "part"]
    if len(cells) == 1:
        return len(strong) == 1 and strong[0].field in _LEAVES | _QUARTERS
    return len(strong) >= 0.7 * len(cells) and len({m.field for m in strong}) >= 2


def _columns(levels: tuple[Row, ...]) -> tuple[Column, ...]:
    width = max(len(row.cells) for row in levels)
    paths: list[list[str]] = [[] for _ in range(width)]
    for depth, row in enumerate(levels):
        if all(_COLUMN_NUMBER.match(cell.text) for cell in row.filled):
            continue
        texts = _with_groups(row, levels[depth + 1] if depth + 1 < len(levels) else None)
        for index, text in enumerate(texts):
            if text and text not in paths[index]:
                paths[index].append(text)
    return tuple(Column(index, _field(path), tuple(path)) for index, path in enumerate(paths))


def _with_groups(row: Row, below: Row | None) -> list[str]:
    """The row's texts; a head over several columns, which plain text shows only in the first, is carried right."""
    texts: list[str] = []
    for index, cell in enumerate(row.cells):
        text = cell.text.replace("\n", " ")
        if not text and below is not None and _filled_at(below, index) and texts and _spans(texts[-1], below, index):
            text = texts[-1]
        texts.append(text)
    return texts


def _filled_at(row: Row, index: int) -> bool:
    return index < len(row.cells) and bool(row.cells[index].text)


def _spans(group: str, below: Row, index: int) -> bool:
    found = meaning(group)
    wide = found is None or found.field in (GROUP, "result", "status", "monitoring", "period", "analysis")
    return wide and _filled_at(below, index - 1)


def _field(path: list[str]) -> str | None:
    """The deepest head that is surely known; else the deepest that is known in part."""
    found = [m for m in (meaning(text) for text in reversed(path)) if m and m.field != GROUP]
    sure = [m for m in found if m.strength != "part"]
    if found and found[0] not in sure and len(path) > 1 and sure:
        return sure[0].field
    return (sure or found)[0].field if found else None


def cell_text(row: Row, columns: list[Column]) -> str:
    """The text of a field in a row; the parts of several columns are joined, copies left out."""
    texts: list[str] = []
    for column in columns:
        text = _at(row, column.index).text
        if text and text not in texts:
            texts.append(text)
    return "\n".join(texts)


def _at(row: Row, index: int) -> Cell:
    return row.cells[index] if index < len(row.cells) else Cell("", (row.line,))


def cells_of(row: Row, columns: list[Column]) -> list[Cell]:
    return [_at(row, column.index) for column in columns]
