"""Published papers: by disclosure item, by what people call them, by year; what an item asks, and what is still to do."""

from collections.abc import Sequence

from dialogs.cards import documents as cards
from dialogs.checklist import checklist, item_years, year_now
from dialogs.copy import documents as copy
from dialogs.copy.common import person_to_ask
from dialogs.document_find import Found, asks_for_checklist, asks_for_form, find, slots_of
from dialogs.document_topics import Topic, topics_meant, topics_of
from dialogs.engine.buttons import go
from dialogs.engine.model import Dialog, Finish, Scene
from dialogs.engine.slots import has, wish_of
from dialogs.records.document import DocumentFacts, LinkState, OitItem
from dialogs.records.facts import Facts
from dialogs.records.json import Json, JsonObject
from dialogs.records.message import Kind, Message
from dialogs.records.reply import Choice, Reply, Say
from dialogs.thai.text import compact

PAGE = 8
_SHORT = 40
"""A longer message tells something."""
_COMPLAINTS = frozenset({"complaint", "complaint_follow_up"})
_ABOUT_COMPLAINTS = frozenset({"complaint_manual", "complaint_statistics"})
_ONLY_A_YEAR = 20
"""A message with a year in it and no more characters than this asks the same again for that year."""


def prefill(message: Message, scene: Scene) -> JsonObject:
    return slots_of(message, scene.facts.agency)


def claims(message: Message, facts: Facts) -> bool:
    """A short wish that the understanding would ask about, though it names what can only be a paper."""
    reading = message.reading
    if message.kind is not Kind.TEXT or reading is None or reading.decision == "act":
        return False
    typed = compact(message.text)
    if len(typed) > _SHORT:
        return False
    meant = set(topics_meant(message.text))
    if reading.intent in _COMPLAINTS:  # what may be a tip is nobody's paper, save one about complaining
        return bool(meant & _ABOUT_COMPLAINTS)
    if asks_for_form(typed) or (facts.roles and asks_for_checklist(typed)):
        return True
    return bool(meant) and any(intent == "documents" for intent, _ in reading.alternatives[:2])


def follow_up(message: Message, scene: Scene) -> JsonObject | None:
    """ "แล้วปี 2568 ล่ะ", "แล้วแผนจัดซื้อล่ะ", "ต้องลงอะไร" after an answer about papers."""
    if message.kind is not Kind.TEXT:
        return None
    kept = {name: scene.context[name] for name in ("code", "topics", "forms", "year") if name in scene.context}
    said = slots_of(message, scene.facts.agency)
    if {"code", "topics", "papers"} & said.keys():
        return said if wish_of(message) in ("", "documents") else None
    if "explain" in said and "code" in kept:
        return {**kept, **said}
    others = has(message, "instrument") or has(message, "indicator") or has(message, "measure")
    if kept and "year" in said and not others and len(compact(message.text)) <= _ONLY_A_YEAR:
        return {**kept, **said}
    return None


def finish(scene: Scene) -> Finish:
    facts, slots = scene.facts, scene.slots
    if slots.get("check"):
        return _check(scene) if facts.roles else _overview(facts, slots, (Say(copy.for_staff_only(facts.voice)),))
    found = find(facts.agency, slots, facts.today)
    before: tuple[Reply, ...] = ()
    if found.unknown_year is not None:
        before = (Say(copy.unknown_year(facts.voice, found.unknown_year, item_years(facts.agency))),)
    if found.is_open and "code" not in slots:
        return _overview(facts, slots, before)
    context = _context(slots)
    code = slots.get("code")
    end = _item(code, found, facts) if isinstance(code, str) else _papers(found, slots, facts)
    return Finish((*before, *end.replies), end.choices, context=context)


def _context(slots: JsonObject) -> JsonObject:
    kept: dict[str, Json] = {name: slots[name] for name in ("code", "topics", "forms", "year") if name in slots}
    return {"topic": "documents", **kept}


def _item(code: str, found: Found, facts: Facts) -> Finish:
    """One item: what it is, what was published for it; for staff what it asks as well."""
    item = next(iter(found.items), None)
    if item is None:
        count = sum(known.fiscal_year == found.year for known in facts.agency.items)
        return Finish((Say(copy.no_such_item(facts.voice, code, found.year, count)),), _near_years(found, code, facts))
    here = () if found.elsewhere else found.papers
    choices = _near_years(found, code, facts)
    if facts.roles:
        return Finish((cards.item_card(item, here, facts),), (*_staff(facts), *choices))
    channel = _channel(topics_of(item.fiscal_year, item.code), facts)
    replies: list[Reply] = [Say(copy.item_is(facts.voice, item)), *channel]
    if here:
        replies += _shown(here, here, facts)
    elif not channel:
        replies.append(Say(_nowhere(item, found, facts)))
        replies += _shown(found.papers, found.papers[:PAGE], facts) if found.papers else []
    return Finish(tuple(replies), choices)


def _nowhere(item: OitItem, found: Found, facts: Facts) -> str:
    first = copy.nothing_on(facts.voice, facts.agency, item.title, found.year)
    if found.papers:
        first = copy.of_another_year(facts.voice, item.title, found.year, found.papers[0].fiscal_year)
    return f"{first}\n{person_to_ask(facts.agency, facts.voice)}"


def _papers(found: Found, slots: JsonObject, facts: Facts) -> Finish:
    voice, agency = facts.voice, facts.agency
    replies: list[Reply] = _channel(found.topics, facts)
    what = copy.either([topic.name for topic in found.topics[:2]])
    kept = {name: slots[name] for name in ("topics", "forms", "papers") if name in slots}
    choices = _published_years(found, kept, facts)
    if not found.papers:
        if not replies:
            words = copy.nothing_on(voice, agency, what, found.year) if what else copy.nothing_like(voice, agency)
            unit = found.topics[0].unit if found.topics else ""
            replies.append(Say(f"{words}\n{person_to_ask(agency, voice, unit)}"))
        return Finish(tuple(replies), (*choices, Choice(copy.ALL, go("documents"))))
    if found.elsewhere:
        replies.append(Say(copy.of_another_year(voice, what, found.year, found.papers[0].fiscal_year)))
    page, more = _page(found.papers, slots, "documents")
    return Finish((*replies, *_shown(found.papers, page, facts)), (*more, *choices))


def _shown(papers: tuple[DocumentFacts, ...], page: tuple[DocumentFacts, ...], facts: Facts) -> list[Reply]:
    """One paper as a card of its own, several as a list; a link that was dead gets a person to ask."""
    if len(papers) > 1:
        return [cards.paper_list(papers, page, facts)]
    paper = papers[0]
    replies: list[Reply] = [cards.paper_card(paper, facts)]
    if paper.link.state is LinkState.DEAD and not paper.is_sample:
        replies.append(Say(copy.broken(facts.voice, person_to_ask(facts.agency, facts.voice, paper.unit))))
    return replies


def _overview(facts: Facts, slots: JsonObject, before: tuple[Reply, ...]) -> Finish:
    """Everything that was published, newest year first."""
    agency = facts.agency
    year = slots.get("year")
    papers = tuple(paper for paper in agency.documents if year is None or paper.fiscal_year == year) or agency.documents
    staff = _staff(facts) if facts.roles else ()
    if not papers:
        words = f"{copy.nothing_at_all(facts.voice, agency)}\n{person_to_ask(agency, facts.voice)}"
        return Finish((*before, Say(words)), staff, context={"topic": "documents"})
    page, more = _page(papers, slots, "documents")
    forms = (Choice(copy.FORMS, go("documents", forms=True)),) if agency.forms else ()
    return Finish(
        (*before, cards.paper_list(papers, page, facts)), (*more, *forms, *staff), context={"topic": "documents"}
    )


def _page(
    papers: tuple[DocumentFacts, ...], slots: JsonObject, intent: str
) -> tuple[tuple[DocumentFacts, ...], tuple[Choice, ...]]:
    start = slots.get("from", 0)
    first = start if isinstance(start, int) and 0 <= start < len(papers) else 0
    if first + PAGE >= len(papers):
        return papers[first:], ()
    rest = {name: value for name, value in slots.items() if name != "from"}
    return papers[first : first + PAGE], (Choice(copy.MORE, go(intent, **rest, **{"from": first + PAGE})),)


def _channel(topics: Sequence[Topic], facts: Facts) -> list[Reply]:
    """The separate channel for complaints is published by being here."""
    url = facts.agency.complaint_url
    wanted = url and any(topic.slug == "complaint_channel" for topic in topics)
    return [Say(copy.complaint_channel(facts.voice, url))] if wanted else []


def _near_years(found: Found, code: str, facts: Facts) -> tuple[Choice, ...]:
    """The same code in the years around: it may mean something else there."""
    years = [year for year in item_years(facts.agency) if year != found.year]
    near = sorted(years, key=lambda year: abs(year - found.year))[:2]
    return tuple(_year_choice(year, {"code": code}) for year in sorted(near, reverse=True))


def _published_years(found: Found, kept: JsonObject, facts: Facts) -> tuple[Choice, ...]:
    """Other years in which something was published on the same subject."""
    shown = {paper.fiscal_year for paper in found.papers}
    years = {
        paper.fiscal_year
        for paper in facts.agency.documents
        if any(paper.code in topic.codes.get(paper.fiscal_year, ()) for topic in found.topics)
    }
    asked = {name: value for name, value in kept.items() if name != "papers"}
    return tuple(_year_choice(year, asked) for year in sorted(years - shown, reverse=True)[:3])


def _year_choice(year: int, kept: JsonObject) -> Choice:
    return Choice(copy.year_button(year), go("documents", **{**kept, "year": year}))


def _staff(facts: Facts) -> tuple[Choice, ...]:
    return staff_choices(year_now(facts.agency, facts.today))


def staff_choices(year: int) -> tuple[Choice, ...]:
    """The button to a year's checklist."""
    return (Choice(copy.CHECKLIST, go("documents", check=True, year=year)),)


def _check(scene: Scene) -> Finish:
    """What is still to do for a year, page by page."""
    facts, slots = scene.facts, scene.slots
    wanted = slots.get("year")
    years = item_years(facts.agency)
    year = wanted if isinstance(wanted, int) and wanted in years else year_now(facts.agency, facts.today)
    listed = checklist(facts.agency, year)
    rows = listed.to_do
    start = slots.get("from", 0)
    first = start if isinstance(start, int) and 0 <= start < len(rows) else 0
    choices: tuple[Choice, ...] = ()
    if first + PAGE < len(rows):
        choices = (Choice(copy.MORE, go("documents", check=True, year=year, **{"from": first + PAGE})),)
    card = cards.checklist_card(listed, rows[first : first + PAGE], facts.today, facts.agency)
    return Finish((card,), (*choices, Choice(copy.ALL, go("documents"))), context={"topic": "documents", "check": True})


DOCUMENTS = Dialog(
    name="documents",
    title="เอกสารเผยแพร่",
    menu=40,
    guessed=frozenset({"question"}),
    prefill=prefill,
    follow_up=follow_up,
    claims=claims,
    finish=finish,
)
