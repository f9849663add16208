"""Measures found again: a corrected document keeps the ids that progress was reported against."""

from dataclasses import dataclass

from rapidfuzz import fuzz
from sqlalchemy import select
from sqlalchemy.orm import Session

from dialogs.thai.text import compact
from storage.importer.document import ImportedDocument
from storage.models import Agency, IssueRow, Measure

_SAME_TITLE = 75
_SAME_PLACE = 50


@dataclass(frozen=True, slots=True)
class SavedMeasures:
    """``by_row``: sequence number of a plan row to its measures' ids."""

    by_row: dict[int, list[int]]
    count: int
    retired: int


@dataclass(frozen=True, slots=True)
class _Wanted:
    row: IssueRow
    title: str
    key: str


def save_measures(
    session: Session, agency: Agency, document: ImportedDocument, rows: list[IssueRow], before: list[int]
) -> SavedMeasures:
    """Add, update or retire measures. ``before`` are the ids that this document had until now.

    A row printed twice is one measure, in its first row; the same title with other steps and units is another
    measure. Without a plan year nothing is kept.
    """
    year = document.fiscal_years.plan
    if year is None:
        return SavedMeasures({}, 0, 0)
    wanted = _wanted(document, rows)
    known = {measure.key: measure for measure in _of_year(session, agency, year)}
    own = [measure for measure in known.values() if measure.id in before]
    found = _matched(wanted, known, own, before)
    alone = len(own) == len(known)
    number = 0 if alone else max(measure.number for measure in known.values())
    for item in wanted.values():
        measure = found.get(item.key)
        if measure is None:
            measure = Measure(agency_id=agency.id, plan_year=year, aliases=[])
            session.add(measure)
            found[item.key] = measure
        mine = measure.id is None or measure.id in before or measure.row_id is None
        if mine and (alone or measure.id is None):
            number += 1
            measure.number = number
        measure.title, measure.key, measure.retired = item.title, item.key, False
        if mine:
            measure.row_id = item.row.id
    kept = {id(measure) for measure in found.values()}
    gone = [measure for measure in own if id(measure) not in kept]
    for measure in gone:
        measure.retired = True
    session.flush()
    return SavedMeasures(_by_row(document, found), len(wanted), len(gone))


def _of_year(session: Session, agency: Agency, year: int) -> list[Measure]:
    return list(
        session.scalars(
            select(Measure).where(Measure.agency_id == agency.id, Measure.plan_year == year).order_by(Measure.number)
        )
    )


def _wanted(document: ImportedDocument, rows: list[IssueRow]) -> dict[str, _Wanted]:
    wanted: dict[str, _Wanted] = {}
    keys = _keys(document)
    for reading, row in zip(document.rows, rows, strict=True):
        for title in reading.measures:
            key = keys[reading.seq, title]
            wanted.setdefault(key, _Wanted(row, title, key))
    return wanted


def _keys(document: ImportedDocument) -> dict[tuple[int, str], str]:
    """Each row's titles with the keys they are kept under; a twin with other contents carries its row's number."""
    keys: dict[tuple[int, str], str] = {}
    contents: dict[str, object] = {}
    for reading in document.rows:
        content = (reading.guidelines, reading.steps, reading.responsible_units)
        for title in reading.measures:
            key = compact(title)
            if contents.setdefault(key, content) != content:
                key = f"{key}#{reading.seq}"
            keys[reading.seq, title] = key
    return keys


def _matched(
    wanted: dict[str, _Wanted], known: dict[str, Measure], own: list[Measure], before: list[int]
) -> dict[str, Measure]:
    """Stored measures by the new keys: the same title, else the most alike of this document's own, else by place."""
    found = {key: known[key] for key in wanted if key in known}
    taken = {measure.id for measure in found.values()}
    free = [measure for measure in own if measure.id not in taken]
    missing = [key for key in wanted if key not in found]
    pairs = sorted(((fuzz.ratio(key, m.key), key, m) for key in missing for m in free), key=lambda p: -p[0])
    for ratio, key, measure in pairs:
        if ratio >= _SAME_TITLE and key not in found and measure.id not in taken:
            found[key] = measure
            taken.add(measure.id)
    order = list(wanted)
    for key in missing:
        place = order.index(key)
        at_place = next((m for m in free if m.id not in taken and place < len(before) and m.id == before[place]), None)
        if key not in found and at_place is not None and fuzz.ratio(key, at_place.key) >= _SAME_PLACE:
            found[key] = at_place
            taken.add(at_place.id)
    return found


def _by_row(document: ImportedDocument, found: dict[str, Measure]) -> dict[int, list[int]]:
    """A measure is reported on where it first stands; later rows with the same title lead to the same id."""
    keys = _keys(document)
    return {
        reading.seq: list(dict.fromkeys(found[keys[reading.seq, title]].id for title in reading.measures))
        for reading in document.rows
    }
