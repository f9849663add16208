"""Cards about published papers, disclosure items, and the year's checklist."""

from collections.abc import Sequence
from datetime import date

from dialogs.cards import flex
from dialogs.checklist import Checklist, Row, Standing
from dialogs.copy import documents as copy
from dialogs.document_topics import topics_of
from dialogs.engine.buttons import go
from dialogs.records.document import DocumentFacts, LinkFacts, LinkState, OitItem, PaperKind
from dialogs.records.facts import AgencyFacts, Facts
from dialogs.records.json import JsonObject
from dialogs.records.reply import Choice, LinkChoice, Show

_COLORS = {LinkState.GOOD: flex.GOOD, LinkState.DEAD: flex.LATE}
_STANDINGS = {
    Standing.DEAD: flex.LATE,
    Standing.OLD: flex.LATE,
    Standing.MISSING: flex.WAIT,
    Standing.GOOD: flex.GOOD,
}

MOST_BROKEN = 4


def paper_card(paper: DocumentFacts, facts: Facts) -> Show:
    """One paper: what it is, and whether its link was good when it was last looked at."""
    parts = [flex.text(copy.link_line(paper), size="xs", color=_color(paper), margin="md")]
    if paper.unit:
        parts.append(flex.row(copy.OWNER, paper.unit))
    card = flex.bubble(paper.title, parts, over=copy.place(paper), footer=[_open(paper)])
    return Show(copy.paper_alt(facts.voice, paper), card)


def paper_list(papers: Sequence[DocumentFacts], page: Sequence[DocumentFacts], facts: Facts) -> Show:
    """Papers, each of them a button that opens it."""
    parts: list[JsonObject] = []
    for paper in page:
        item = flex.box(
            flex.text(paper.title, lines=2, bold=True),
            flex.text(copy.place(paper), size="xs", color=flex.QUIET, margin="xs"),
            flex.text(copy.link_line(paper), size="xs", color=_color(paper), margin="xs"),
            background=flex.SOFT,
            padding="12px",
            corner="10px",
            margin="md",
        )
        parts.append({**item, "action": {"type": "uri", "label": copy.OPEN, "uri": paper.url}})
    parts.append(flex.text(copy.tap_hint(), size="xs", color=flex.QUIET, margin="lg"))
    card = flex.bubble(copy.list_title(len(papers)), parts, over=copy.list_over(facts.agency))
    return Show(copy.list_alt(facts.voice, page, len(papers)), card)


def item_card(item: OitItem, papers: Sequence[DocumentFacts], facts: Facts) -> Show:
    """What staff have to know of an item: what it asks, an example, whose it is, and how sure its title is."""
    topics = topics_of(item.fiscal_year, item.code)
    owner = next((paper.unit for paper in papers if paper.unit), "") or copy.usual_owner(
        topics[0].unit if topics else facts.agency.name
    )
    asks = "\n".join(topic.asks for topic in topics)
    rows = [flex.row(copy.ASKS, asks), flex.row(copy.EXAMPLE, "\n".join(topic.example for topic in topics))]
    rows += [flex.row(copy.OWNER, owner), flex.row(copy.NUMBERS, _numbers(item))]
    color = flex.QUIET if item.is_sure else flex.LATE
    rows.append(flex.row(copy.SOURCE, copy.evidence(item), color=color))
    rows += [flex.line(), flex.text(copy.published_here(len(papers)), margin="lg", bold=True)]
    for paper in papers[:4]:
        rows.append(flex.text(paper.title, margin="md"))
        rows.append(flex.text(copy.link_line(paper), size="xs", color=_color(paper), margin="xs"))
    footer = [_open(paper) for paper in papers[:2]]
    card = flex.bubble(item.title, rows, over=copy.item_heading(item), footer=footer)
    return Show(copy.item_alt(facts.voice, item, asks, owner), card)


def checklist_card(listed: Checklist, page: Sequence[Row], today: date, agency: AgencyFacts) -> Show:
    """The year's items that somebody has to act on, with the days left."""
    parts: list[JsonObject] = [
        flex.text(copy.days_left(listed, today), bold=True, color=flex.WAIT, margin="md"),
        flex.text(copy.counts(listed), size="xs", color=flex.QUIET, margin="sm"),
    ]
    for row in page:
        item = flex.box(
            flex.text(copy.row_line(row), lines=2),
            flex.text(copy.standing(row), size="xs", color=_STANDINGS.get(row.standing, flex.QUIET), margin="xs"),
            background=flex.SOFT,
            padding="10px",
            corner="10px",
            margin="md",
        )
        press = Choice(row.item.code, go("documents", code=row.item.code, year=listed.fiscal_year))
        parts.append(flex.tappable(item, press))
    for paper in listed.broken[:MOST_BROKEN]:
        parts.append(flex.text(copy.broken_line(paper), color=flex.LATE, margin="md"))
    card = flex.bubble(copy.checklist_title(listed), parts, over=copy.checklist_over(listed))
    return Show(copy.checklist_alt(agency.voice, listed, page, today), card)


def site_down_card(link: LinkFacts, agency: AgencyFacts) -> Show:
    """The agency's website does not open: for those who can do something about it."""
    parts = [
        flex.text(copy.site_fault(link), color=flex.LATE, bold=True, margin="md"),
        flex.text(copy.site_since(link), margin="sm"),
        flex.text(copy.chat_still_answers(), size="xs", color=flex.QUIET, margin="sm"),
    ]
    footer = [flex.button(LinkChoice(copy.WEBSITE, agency.website), primary=True)]
    card = flex.bubble(copy.site_down_title(), parts, over=agency.website, footer=footer)
    return Show(copy.site_down_alt(agency.voice, agency, link), card)


def _numbers(item: OitItem) -> str:
    """The codes under which the same subject stands in the other years."""
    years: dict[int, list[str]] = {}
    for topic in topics_of(item.fiscal_year, item.code)[:1]:
        for year, codes in topic.codes.items():
            if year != item.fiscal_year:
                years.setdefault(year, []).extend(codes)
    return copy.year_numbers([copy.year_number(year, codes) for year, codes in sorted(years.items(), reverse=True)])


def _open(paper: DocumentFacts) -> JsonObject:
    return flex.button(LinkChoice(copy.USE if paper.kind is PaperKind.SERVICE else copy.OPEN, paper.url), primary=True)


def _color(paper: DocumentFacts) -> str:
    return flex.QUIET if paper.is_sample else _COLORS.get(paper.link.state, flex.WAIT)
