"""How far a measure has come: all of them, or one by name, number, unit, indicator, question code or year."""

import re

from dialogs.cards import measure as cards
from dialogs.copy import measure_status as copy
from dialogs.copy.common import person_to_ask
from dialogs.engine.buttons import go
from dialogs.engine.model import Dialog, Finish, Option, Prompt, Retry, Scene, Step
from dialogs.engine.slots import has, wish_of
from dialogs.measure_find import Found, find, slots_of
from dialogs.records.facts import Facts, MeasureFacts
from dialogs.records.json import Json, JsonObject
from dialogs.records.message import Kind, Message
from dialogs.records.reply import Choice, Reply, Say
from dialogs.see_evidence import see_choice
from dialogs.thai.text import compact
from dialogs.understanding.answers import ordinal_choice

PAGE = 8
_COUNTED = re.compile("^(?:เอา|ขอ|ดู|เลือก)?อัน|สุดท้าย|แรก")
ASKED_AT_MOST = 5


def prefill(message: Message, _scene: Scene) -> JsonObject:
    return slots_of(message)


def follow_up(message: Message, scene: Scene) -> JsonObject | None:
    """ "อันที่สอง", "แล้วใครรับผิดชอบ", "ปีที่แล้วล่ะ" after an answer about measures."""
    if message.kind is not Kind.TEXT:
        return None
    if (picked := _picked(message.text, scene)) is not None:
        return {"measure": picked}
    said = slots_of(message)
    about_one = scene.context.get("measure")
    named = {"measure", "candidates", "phrase", "unit", "indicator", "code"} & said.keys()
    if "facet" in said and about_one is not None and not named:
        return {"measure": about_one, "facet": said["facet"]}
    if "year" in said and not named and wish_of(message) in ("", "measure_status") and not has(message, "instrument"):
        return {"year": said["year"]}
    return None


def _picked(text: str, scene: Scene) -> int | None:
    """The measure of the list just shown: "อันที่สอง" is the second of it, "ข้อ 9" the one that is numbered 9."""
    listed = scene.context.get("shown")
    shown = [m for m in listed if isinstance(m, int)] if isinstance(listed, list) else []
    measures = [m for m in scene.facts.agency.measures if m.id in shown]
    number = ordinal_choice(text, max((m.number for m in measures), default=0))
    by_number = next((m.id for m in measures if m.number == number), None)
    place = ordinal_choice(text, len(shown))
    by_place = shown[place - 1] if place else None
    return by_place or by_number if _COUNTED.search(compact(text)) else by_number or by_place


def _several(scene: Scene) -> bool:
    """A name that fits a few measures: ask which, never guess."""
    if "phrase" not in scene.slots or "candidates" not in scene.slots:
        return False
    return 2 <= len(find(scene.facts.agency, scene.slots).measures) <= ASKED_AT_MOST


def _ask_which(scene: Scene) -> Prompt:
    measures = find(scene.facts.agency, scene.slots).measures
    titles = [m.title for m in measures]
    lines = [copy.candidate(p, m, twin=titles.count(m.title) > 1) for p, m in enumerate(measures, start=1)]
    options = tuple(
        Option(line, m.id, (str(p),)) for p, (m, line) in enumerate(zip(measures, lines, strict=True), start=1)
    )
    return Prompt((Say("\n".join((copy.which(scene.facts.voice, len(measures)), *lines))),), options)


def _read_which(message: Message, scene: Scene) -> Json:
    measures = find(scene.facts.agency, scene.slots).measures
    place = ordinal_choice(message.text, len(measures))
    if place:
        return measures[place - 1].id
    said = slots_of(message)
    if said.get("measure") in [m.id for m in measures]:
        return said["measure"]
    raise Retry(copy.not_a_choice(scene.facts.voice, len(measures)))


def finish(scene: Scene) -> Finish:
    facts = scene.facts
    if not facts.agency.measures:
        words = f"{copy.no_plan(facts.voice, facts.agency)}\n{person_to_ask(facts.agency, facts.voice)}"
        return Finish((Say(words),))
    measure = _chosen(scene)
    if measure is not None:
        return _about(measure, facts, str(scene.slots.get("facet", "")))
    return _list(find(facts.agency, scene.slots), scene)


def _chosen(scene: Scene) -> MeasureFacts | None:
    chosen = scene.slots.get("measure")
    if isinstance(chosen, int) and (measure := scene.facts.agency.measure(chosen)):
        return measure
    found = find(scene.facts.agency, scene.slots)
    narrowed = {"candidates", "code", "indicator", "unit"} & scene.slots.keys()
    return found.measures[0] if narrowed and len(found.measures) == 1 and not found.missed else None


def _about(measure: MeasureFacts, facts: Facts, facet: str) -> Finish:
    voice, following = facts.voice, cards.following(measure, facts.today)
    context: JsonObject = {"measure": measure.id, "year": measure.plan_year}
    short: dict[str, str] = {
        "owner": copy.owner(voice, measure),
        "due": copy.due_answer(voice, measure, following),
        "rounds": copy.rounds_answer(voice, measure, following),
        "evidence": _evidence(measure, facts),
    }
    choices = (
        Choice(copy.FOLLOW, go("follow", measure=measure.id)),
        Choice(copy.ALL, go("measure_status", year=measure.plan_year)),
        *see_choice(measure, facts),
    )
    if facet in short:
        return Finish((Say(short[facet]),), choices, context=context)
    return Finish((cards.measure_card(measure, facts),), choices, context=context)


def _evidence(measure: MeasureFacts, facts: Facts) -> str:
    links = [item["url"] for report in measure.reports for item in report.evidence if item.get("url")]
    if links:
        return copy.evidence_some(facts.voice, measure, links)
    ask = person_to_ask(facts.agency, facts.voice, next(iter(measure.units), ""))
    return f"{copy.evidence_none(facts.voice, measure)}\n{ask}"


def _list(found: Found, scene: Scene) -> Finish:
    facts = scene.facts
    start = scene.slots.get("from", 0)
    first = start if isinstance(start, int) and 0 <= start < len(found.measures) else 0
    page = found.measures[first : first + PAGE]
    before: list[Reply] = []
    if found.wanted_year is not None:
        before.append(Say(copy.no_year(facts.voice, found.wanted_year, facts.agency.plan_years)))
    elif found.missed:
        before.append(Say(copy.no_such(facts.voice, facts.agency, found.what)))
    choices = [Choice(copy.over_short(m), go("measure_status", measure=m.id)) for m in page]
    if first + PAGE < len(found.measures):
        rest = {**{k: v for k, v in scene.slots.items() if k not in ("phrase", "facet")}, "from": first + PAGE}
        choices.append(Choice(copy.MORE, go("measure_status", **rest)))
    choices += [
        Choice(copy.year_button(y), go("measure_status", year=y)) for y in facts.agency.plan_years if y != found.year
    ]
    card = cards.measure_list(found, page, facts)
    context: JsonObject = {"shown": [m.id for m in page], "year": found.year}
    return Finish((*before, card), tuple(choices[:12]), context=context)


MEASURE_STATUS = Dialog(
    name="measure_status",
    title="สถานะมาตรการ",
    menu=10,
    guessed=frozenset({"measure_id", "question", "round_months"}),
    steps=(Step("measure", _ask_which, _read_which, when=_several),),
    prefill=prefill,
    follow_up=follow_up,
    finish=finish,
)
