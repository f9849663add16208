"""Physical rows to logical rows: which row begins something new, and which goes on with the row before it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from dialogs.records.ita import Instrument
from storage.importer.heads import Head, cell_text, cells_of
from storage.importer.model import Row
from storage.importer.normalise.indicators import indicator_of, indicators_in, instrument_of
from storage.importer.normalise.lists import listing, without_number
from storage.importer.regions import BodyRow, LogicalTable
from storage.importer.vocabulary import bare

ISSUE_FIELDS = ("issue", "indicator")
_LONGEST_GROUP = 160
_SUMS = frozenset({"รวม", "รวมทั้งสิ้น", "รวมทั้งหมด", "ยอดรวม", "รวมจำนวน"})


@dataclass(slots=True)
class LogicalRow:
    """The texts of one row by field, its continuations joined, with what stood over it as a group."""

    texts: dict[str, str]
    lines: list[int]
    row: Row
    group_indicators: tuple[str, ...] = ()
    group_instrument: Instrument | None = None
    rows: list[Row] = field(default_factory=list)

    def text(self, name: str) -> str:
        return self.texts.get(name, "")

    @property
    def issue(self) -> str:
        return next((self.texts[name] for name in ISSUE_FIELDS if self.texts.get(name)), "")


@dataclass(slots=True)
class _Group:
    indicators: tuple[str, ...] = ()
    instrument: Instrument | None = None


def logical_rows(table: LogicalTable) -> list[LogicalRow]:
    """The table's rows as their author counted them."""
    numbered = _keys_are_numbered(table)
    group = _Group()
    made: list[LogicalRow] = []
    for body in table.rows:
        if not body.row.filled or bare(body.row.filled[0].text) in _SUMS:
            continue
        if _is_group(body.row, table.head):
            group = _group_of(body.row)
            continue
        texts = {name: cell_text(body.row, table.head.of(name)) for name in table.head.fields}
        texts = {name: text for name, text in texts.items() if text.strip(" -–—.")}
        own = {name for name in texts if _is_own(body.row, table.head, name)}
        if not own:
            continue
        if made and not _is_new(body, texts, own, made[-1], table, numbered):
            _join(made[-1], texts, own, body.row)
        else:
            made.append(_new(texts, own, body.row, group, made[-1] if made else None))
    return [row for row in made if set(row.texts) - {"seq", "rank"}]


def _is_own(row: Row, head: Head, name: str) -> bool:
    return any(cell.text and not cell.merged for cell in cells_of(row, head.of(name)))


def _keys_are_numbered(table: LogicalTable) -> bool:
    """Whether most rows begin with a printed number, so that one without is a continuation."""
    numbers = 0
    rows = 0
    for body in table.rows:
        key = cell_text(body.row, table.head.of("issue") or table.head.of("measure"))
        if key:
            rows += 1
            numbers += without_number(key)[1] is not None
    return rows >= 2 and numbers >= 0.6 * rows


def _is_group(row: Row, head: Head) -> bool:
    """A line over the whole table that names an instrument, an indicator or a part of the plan."""
    cells = row.filled
    if len(cells) != 1 or len(head.columns) < 3 or row.cells[0] is not cells[0]:
        return False
    text = cells[0].text
    if len(text) > _LONGEST_GROUP:
        return False
    if all(cell.merged for cell in row.cells[1:]):
        return True
    return instrument_of(text) is not None or (indicator_of(text) is not None and len(head.columns) > 3)


def _group_of(row: Row) -> _Group:
    text = row.filled[0].text
    one = indicator_of(text)
    return _Group((one,) if one else indicators_in(text), instrument_of(text))


def _is_new(
    body: BodyRow, texts: Mapping[str, str], own: set[str], last: LogicalRow, table: LogicalTable, numbered: bool
) -> bool:
    head = table.head
    if "seq" in own and any(char.isdigit() for char in texts["seq"]):
        return bare(texts["seq"]) != bare(last.text("seq"))
    issue = next((texts[name] for name in ISSUE_FIELDS if name in own), "")
    if issue and bare(issue) == bare(last.issue):
        issue = ""
    measure = texts.get("measure", "") if "measure" in own else ""
    if head.of("question") and "question" in own:
        return True
    if body.after_break and (head.of("seq") and last.text("seq")):
        return False
    if issue:
        return not (body.after_break and numbered and without_number(issue)[1] is None)
    if measure:
        return not (body.after_break and _goes_on(measure, last, table, numbered))
    return False


def _goes_on(measure: str, last: LogicalRow, table: LogicalTable, numbered: bool) -> bool:
    """A measure cell after a page break that takes up the list of the page before."""
    number = without_number(measure)[1]
    if any(table.head.of(name) for name in ISSUE_FIELDS):
        before = [n for n in listing(last.text("measure")).numbers if n is not None]
        return number is None or (bool(before) and number == before[-1] + 1)
    return numbered and number is None


def _new(texts: dict[str, str], own: set[str], row: Row, group: _Group, last: LogicalRow | None) -> LogicalRow:
    kept = dict(texts)
    if last is not None and not any(name in own for name in ISSUE_FIELDS) and last.issue and not group.indicators:
        for name in ISSUE_FIELDS:
            if last.text(name):
                kept.setdefault(name, last.text(name))
    lines = list(row.lines or (row.line,))
    return LogicalRow(kept, lines, row, group.indicators, group.instrument, [row])


def _join(last: LogicalRow, texts: Mapping[str, str], own: set[str], row: Row) -> None:
    """Texts of a continuation added to the row that they go on from; a text that is already there is left out."""
    for name, text in texts.items():
        before = last.text(name)
        if name not in own or (before and bare(text) in bare(before)):
            continue
        starts_item = without_number(text)[1] is not None or text.lstrip().startswith(("-", "•"))
        last.texts[name] = before + ("\n" if starts_item else " ") + text if before else text
    last.lines.extend(row.lines or (row.line,))
    last.rows.append(row)
