"""Tables whose cells stand one below the other: the structure is found again from the heads and the kinds of text."""

import re
from dataclasses import dataclass

from dialogs.thai.digits import to_arabic
from storage.importer.columns import is_indicator, meaning
from storage.importer.model import Block, Cell, Paragraph, Row, Table
from storage.importer.normalise.units import is_units

_ITEM = re.compile(r"^\s*(?:[-–•*]\s*|\(?([0-9]{1,2})[.)])")
_PAGE_NUMBER = re.compile(r"^\s*[-–—]?\s*[0-9๐-๙]{1,3}\s*[-–—]?\s*$")
_END = re.compile(r"^\s*(?:บัดนี้|จึงประกาศ|จึงเรียน|ประกาศ\s*ณ|\(?ลงชื่อ|ตาราง|หมายเหตุ\s*:|\(นาย|\(นาง)")
_WORDS_OF = {
    "period": re.compile(r"(?:เดือน|ไตรมาส|ปีงบประมาณ|[ก-ฮ]\.[ก-ฮ]\.|25[0-9]{2})"),
    "monitoring": re.compile(r"รายงาน|ติดตาม|รอบ|ทุก\s*[0-9]+\s*เดือน"),
}
_FEWEST_HEADS = 3


@dataclass(frozen=True, slots=True)
class _Heads:
    """The heads' lines and the columns they make: (label, field) each."""

    rows: tuple[Row, ...]
    fields: tuple[str, ...]
    end: int


def with_lost_tables(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks, with every run of lost cells as a table again."""
    result: list[Block] = []
    at = 0
    while at < len(blocks):
        heads = _heads_at(blocks, at)
        table, end = _table(blocks, at, heads) if heads else (None, at)
        if table is None:
            result.append(blocks[at])
            at += 1
        else:
            result.append(table)
            at = end
    return tuple(result)


def _heads_at(blocks: tuple[Block, ...], start: int) -> _Heads | None:
    """Three or more heads on successive lines, then perhaps a second level (empty cells and finer heads)."""
    tops: list[Paragraph] = []
    at = start
    while at < len(blocks) and (top := _head(blocks[at])):
        tops.append(top)
        at += 1
    fields = {_field(top.text) for top in tops}
    if len(tops) < _FEWEST_HEADS or len(fields) < _FEWEST_HEADS or not fields & {"measure", "issue", "indicator"}:
        return None
    lower, end = _lower_level(blocks, at, len(tops))
    if lower is None:
        cells = tuple(Cell(top.text, (top.line,)) for top in tops)
        return _Heads((Row(cells, tops[0].line),), tuple(_field(top.text) for top in tops), at)
    return _two_levels(tops, lower, end)


def _head(block: Block) -> Paragraph | None:
    """The block, if it is a line that is surely a head."""
    if not isinstance(block, Paragraph) or not block.text or is_indicator(block.text):
        return None
    found = meaning(block.text)
    return block if found is not None and found.strength != "part" else None


def _field(text: str) -> str:
    found = meaning(text)
    return found.field if found else ""


def _lower_level(blocks: tuple[Block, ...], at: int, tops: int) -> tuple[list[Paragraph] | None, int]:
    """Cells of the second level: as many as there are columns, all empty but for known heads."""
    lower: list[Paragraph] = []
    while at < len(blocks) and isinstance(block := blocks[at], Paragraph) and (not block.text or _head(block)):
        if block.indented or block.text:
            lower.append(block)
        at += 1
    named = [cell for cell in lower if cell.text]
    if len(named) < 2 or (len(lower) != len(named) and len(lower) != tops + len(named) - 1):
        return None, at
    return lower, at


def _two_levels(tops: list[Paragraph], lower: list[Paragraph], end: int) -> _Heads:
    """The head that the finer heads refine is the one at their first place, else the last generic one."""
    named = [cell for cell in lower if cell.text]
    if len(lower) > len(named):
        place = next(index for index, cell in enumerate(lower) if cell.text)
    else:
        place = next(
            (i for i, top in enumerate(tops) if _field(top.text) in ("result", "status", "monitoring")), len(tops) - 1
        )
    first: list[Cell] = []
    second: list[Cell] = []
    for index, top in enumerate(tops):
        for offset, fine in enumerate(named if index == place else [None]):
            first.append(Cell(top.text, (top.line,), merged=offset > 0))
            second.append(Cell(fine.text, (fine.line,)) if fine else Cell("", (lower[0].line,)))
    fields = tuple(_field(low.text) if low.text else _field(top.text) for top, low in zip(first, second, strict=True))
    return _Heads((Row(tuple(first), tops[0].line), Row(tuple(second), lower[-1].line)), fields, end)


def _table(blocks: tuple[Block, ...], start: int, heads: _Heads) -> tuple[Table | None, int]:
    lines, end = _lines(blocks, heads.end)
    if any(line.indented for line in lines):
        rows = _by_tabs(lines, len(heads.fields))
    else:
        rows = _by_kind([line for line in lines if line.text], heads.fields)
    if not rows:
        return None, start
    return Table((*heads.rows, *rows), heads.rows[0].line, "one cell per line"), end


def _lines(blocks: tuple[Block, ...], at: int) -> tuple[list[Paragraph], int]:
    """The lines of the body, up to a heading, the next heads, another table, or a gap of three empty lines."""
    lines: list[Paragraph] = []
    tabs = any(isinstance(block, Paragraph) and block.indented for block in blocks[at : at + 6])
    gap = 0
    while at < len(blocks) and isinstance(block := blocks[at], Paragraph):
        starts_text = block.text and not block.indented and gap and tabs
        if _END.match(block.text) or gap >= 3 or starts_text or _starts_table(blocks, at):
            break
        gap = 0 if block.text or block.indented else gap + 1
        if not (_PAGE_NUMBER.match(block.text) and block.text):
            lines.append(block)
        at += 1
    return lines, at


def _starts_table(blocks: tuple[Block, ...], at: int) -> bool:
    """Heads inside the body of a table: only where the first of them is one that tables begin with."""
    first = _head(blocks[at])
    found = meaning(first.text) if first else None
    if found is None or found.strength != "exact" or found.field not in ("measure", "issue", "indicator", "seq"):
        return False
    return _heads_at(blocks, at) is not None


def _by_tabs(lines: list[Paragraph], width: int) -> list[Row]:
    """Each tab begins a cell; so many cells make a row."""
    cells: list[list[Paragraph]] = []
    for line in lines:
        if line.indented:
            cells.append([line])
        elif line.text and cells:
            cells[-1].append(line)
    rows: list[Row] = []
    for first in range(0, len(cells), width):
        group = cells[first : first + width]
        if any(line.text for cell in group for line in cell):
            rows.append(_row(group + [[]] * (width - len(group))))
    return rows


def _row(cells: list[list[Paragraph]]) -> Row:
    filled = [line.line for cell in cells for line in cell if line.text]
    made = tuple(Cell(_joined(cell), tuple(x.line for x in cell)) for cell in cells)
    return Row(made, filled[0], tuple(range(filled[0], filled[-1] + 1)))


def _joined(cell: list[Paragraph]) -> str:
    """Lines of one cell: list items stay apart, wrapped lines become one."""
    text = ""
    for line in cell:
        if line.text:
            text += ("\n" if _ITEM.match(to_arabic(line.text)) else " ") + line.text
    return text.strip()


def _by_kind(lines: list[Paragraph], fields: tuple[str, ...]) -> list[Row]:
    """The cheapest way to lay the lines out over the columns, row by row, in order.

    Each line stays in the column of the line before it or goes to a later one (skipping costs), or begins a new row.
    """
    width = len(fields)
    if not lines:
        return []
    costs = [[_misfit(line.text, field) for field in fields] for line in lines]
    best: list[list[tuple[float, int]]] = [[(costs[0][c] + 2.0 * c, -1) for c in range(width)]]
    for index in range(1, len(lines)):
        row: list[tuple[float, int]] = []
        for column in range(width):
            choices = [
                (best[-1][before][0] + _step(lines, index, before, column, width), before) for before in range(width)
            ]
            cost, before = min(choices)
            row.append((cost + costs[index][column], before))
        best.append(row)
    return _laid_out(lines, _path(best), width)


def _path(best: list[list[tuple[float, int]]]) -> list[int]:
    last = len(best[-1]) - 1
    column = min(range(last + 1), key=lambda c: best[-1][c][0] + (last - c))
    path = [column]
    for row in reversed(best[1:]):
        column = row[column][1]
        path.append(column)
    return path[::-1]


def _step(lines: list[Paragraph], index: int, before: int, column: int, width: int) -> float:
    """The cost of moving from the column of the line before to this one."""
    item = _ITEM.match(to_arabic(lines[index].text))
    follows = item is not None and item.group(1) not in ("1", None)
    blank_before = lines[index].line > lines[index - 1].line + 1
    if column == before:
        return 0.0 if follows or (item and item.group(1) is None) else 2.5 + blank_before
    if column > before:
        return 1.5 * (column - before - 1) + (3.0 if follows else 0.0)
    # A new row: the columns left over at the end of the old one and skipped at the start of the new one cost.
    return 1.5 * (width - 1 - before) + 1.5 * column + (4.0 if follows else 0.2) - (0.5 if blank_before else 0.0)


def _misfit(text: str, field: str) -> float:
    """How badly a line's text fits a field."""
    text = to_arabic(text)
    units = is_units(text)
    if field == "responsible":
        return -2.0 if units else 4.0
    if units:
        return 4.0
    if field in _WORDS_OF:
        return -1.0 if _WORDS_OF[field].search(text) and len(text) < 120 else 2.0
    if field == "seq":
        return -2.0 if re.fullmatch(r"[0-9]{1,3}\.?", text.strip()) else 5.0
    return 0.5 if _WORDS_OF["period"].search(text) and len(text) < 30 else 0.0


def _laid_out(lines: list[Paragraph], path: list[int], width: int) -> list[Row]:
    rows: list[list[list[Paragraph]]] = []
    before = width
    for line, column in zip(lines, path, strict=True):
        if column < before:
            rows.append([[] for _ in range(width)])
        rows[-1][column].append(line)
        before = column
    return [_row(cells) for cells in rows]
