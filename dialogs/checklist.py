"""A year's disclosure items with what was published for each and whether it still stands: what to do before ITAS closes."""

from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from dialogs.records.document import DocumentFacts, LinkState, OitItem, PaperKind
from dialogs.records.facts import AgencyFacts
from dialogs.thai.fiscal import fiscal_year_of


class Standing(IntEnum):
    """How an item stands, the most urgent first. ``OLD``: its page is about a year that is too old for it."""

    DEAD = 1
    OLD = 2
    MISSING = 3
    UNSEEN = 4
    UNCHECKED = 5
    GOOD = 6


_STANDINGS = {
    LinkState.DEAD: Standing.DEAD,
    LinkState.UNSEEN: Standing.UNSEEN,
    LinkState.UNCHECKED: Standing.UNCHECKED,
    LinkState.GOOD: Standing.GOOD,
}
TO_DO = frozenset({Standing.DEAD, Standing.OLD, Standing.MISSING, Standing.UNSEEN})


@dataclass(frozen=True, slots=True)
class Row:
    """One item with its papers; of several papers the worst one counts."""

    item: OitItem
    papers: tuple[DocumentFacts, ...]
    standing: Standing


@dataclass(frozen=True, slots=True)
class Checklist:
    """All items of one assessed year. ``closes``: the last day in ITAS, where the agency noted it.

    ``broken``: forms and services with a dead link, which no item stands for.
    """

    fiscal_year: int
    rows: tuple[Row, ...]
    closes: date | None
    broken: tuple[DocumentFacts, ...] = ()

    def count(self, standing: Standing) -> int:
        return sum(row.standing is standing for row in self.rows)

    @property
    def to_do(self) -> tuple[Row, ...]:
        """What somebody has to act on, the most urgent first."""
        return tuple(sorted((row for row in self.rows if row.standing in TO_DO), key=lambda row: row.standing))


def checklist(agency: AgencyFacts, fiscal_year: int) -> Checklist:
    """The items of a year; none where the year's list is not known."""
    rows = tuple(_row(item, agency) for item in agency.items if item.fiscal_year == fiscal_year)
    closes = next((season.closes for season in agency.seasons if season.fiscal_year == fiscal_year), None)
    broken = tuple(paper for paper in agency.forms if paper.link.state is LinkState.DEAD)
    return Checklist(fiscal_year, rows, closes, broken)


def item_years(agency: AgencyFacts) -> tuple[int, ...]:
    """The years whose items are known, newest first."""
    return tuple(sorted({item.fiscal_year for item in agency.items}, reverse=True))


def year_now(agency: AgencyFacts, today: date) -> int:
    """The fiscal year of today, or the newest one whose items are known."""
    years, current = item_years(agency), fiscal_year_of(today)
    return next((year for year in years if year <= current), years[-1] if years else current)


def standing_of(paper: DocumentFacts, item: OitItem | None) -> Standing:
    """How one paper stands for the item that it answers."""
    newest = paper.link.newest_year
    if item is not None and paper.link.state is LinkState.GOOD and newest is not None and newest < item.oldest_year:
        return Standing.OLD
    return _STANDINGS[paper.link.state]


def _row(item: OitItem, agency: AgencyFacts) -> Row:
    papers = tuple(
        paper
        for paper in agency.documents
        if paper.kind is PaperKind.ITEM and (paper.fiscal_year, paper.code) == (item.fiscal_year, item.code)
    )
    return Row(item, papers, min((standing_of(paper, item) for paper in papers), default=Standing.MISSING))
