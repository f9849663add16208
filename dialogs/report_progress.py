"""Reporting progress from the phone: from one sentence or step by step, reviewed before it is saved."""

import re

from dialogs.cards import progress as cards
from dialogs.copy import report_progress as copy
from dialogs.engine.buttons import go
from dialogs.engine.model import Dialog, Finish, Option, Prompt, Retry, Scene, Step
from dialogs.engine.slots import first_number, values
from dialogs.measure_find import slots_of
from dialogs.records.effect import ReportProgress
from dialogs.records.facts import Facts, MeasureFacts, Status
from dialogs.records.json import Json, JsonObject
from dialogs.records.message import Kind, Message
from dialogs.records.reply import Choice, Say
from dialogs.rights import may_report, own_measures, reports
from dialogs.thai.fiscal import ROUNDS, round_at
from dialogs.thai.text import compact, one_space
from dialogs.understanding.answers import is_no, is_yes, ordinal_choice
from dialogs.understanding.entities.percents import percent_in

OFFERED = 10
MAX_NOTE = 500
_LINK = re.compile(r"https://[^\s<>\"']{4,480}")
_NOTHING = ("ไม่มี", "ไม่มีรูป", "ไม่มีหลักฐาน", "ยังไม่มี", "ไม่มีลิงก์")
_DONE = ("เสร็จแล้ว", "เสร็จสิ้น", "แล้วเสร็จ", "เสร็จเรียบร้อย", "เรียบร้อยแล้ว", "เสร็จ100", "ครบแล้ว")
_SAVE = ("บันทึก", "เซฟ", "ส่งเลย", "ถูกต้อง")


def prefill(message: Message, scene: Scene) -> JsonObject:
    slots: dict[str, Json] = {}
    measure = slots_of(message).get("measure")
    if isinstance(measure, int) and any(m.id == measure for m in own_measures(scene.facts)):
        slots["measure"] = measure
    elif isinstance(measure, int) and scene.facts.agency.measure(measure) and reports(scene.facts):
        slots["foreign"] = measure
    percents = [value for value in values(message, "percent") if isinstance(value, int | float)]
    if percents and 0 <= percents[-1] <= 100:
        slots["percent"] = round(percents[-1])
    if (months := first_number(message, "round_months")) in ROUNDS:
        slots["round"] = months
    return slots


def _allowed(scene: Scene) -> bool:
    return reports(scene.facts) and bool(own_measures(scene.facts)) and "foreign" not in scene.slots


def _measure(scene: Scene) -> MeasureFacts | None:
    chosen = scene.slots.get("measure")
    return scene.facts.agency.measure(chosen) if isinstance(chosen, int) else None


def _number(scene: Scene, name: str) -> int:
    value = scene.slots.get(name)
    return value if isinstance(value, int) else 0


def _text(scene: Scene, name: str) -> str:
    return str(scene.slots.get(name) or "")


# --- the questions ---------------------------------------------------------------------------------------------------


def _ask_measure(scene: Scene) -> Prompt:
    measures = own_measures(scene.facts)[:OFFERED]
    lines = [copy.line(place, m) for place, m in enumerate(measures, start=1)]
    options = tuple(Option(line, m.id, (str(p),)) for p, (m, line) in enumerate(zip(measures, lines, strict=True), 1))
    return Prompt((Say(copy.which(scene.facts.voice, lines)),), options)


def _read_measure(message: Message, scene: Scene) -> Json:
    measures = own_measures(scene.facts)
    said = slots_of(message)
    if isinstance(found := said.get("measure"), int):
        measure = scene.facts.agency.measure(found)
        if measure and not may_report(scene.facts, measure):
            raise Retry(copy.not_yours(scene.facts.voice, measure, ", ".join(measure.units)))
        return found
    place = ordinal_choice(message.text, len(measures))
    if place:
        return measures[place - 1].id
    candidates = said.get("candidates")
    mine = [m.id for m in measures if isinstance(candidates, list) and m.id in candidates]
    if len(mine) == 1:
        return mine[0]
    raise Retry(copy.not_a_measure(scene.facts.voice, len(measures[:OFFERED])))


def _ask_percent(scene: Scene) -> Prompt:
    measure = _measure(scene)
    words = copy.how_far(scene.facts.voice, measure) if measure else copy.not_a_percent(scene.facts.voice)
    quarters = tuple(Option(f"{value}%", value) for value in (25, 50, 75))
    return Prompt((Say(words),), (Option(copy.NOT_STARTED, 0), *quarters, Option(copy.DONE, 100)))


def _read_percent(message: Message, scene: Scene) -> Json:
    value = percent_in(message.text)
    if value is None and any(word in compact(message.text) for word in _DONE):
        return 100
    if value is None:
        raise Retry(copy.not_a_percent(scene.facts.voice))
    if not 0 <= value <= 100:
        raise Retry(copy.out_of_range(scene.facts.voice, value))
    return round(value)


def _goes_back(scene: Scene) -> bool:
    measure = _measure(scene)
    done = measure is not None and measure.status is Status.DONE
    return _allowed(scene) and done and _number(scene, "percent") < 100


def _ask_reason(scene: Scene) -> Prompt:
    return Prompt((Say(copy.why_back(scene.facts.voice)),))


def _ask_detail(scene: Scene) -> Prompt:
    return Prompt((Say(copy.what_was_done(scene.facts.voice, _number(scene, "percent"))),))


def _read_note(message: Message, scene: Scene) -> Json:
    """Any text; a picture or a sticker is no note."""
    if message.kind is not Kind.TEXT or not message.text.strip():
        raise Retry(copy.no_files_yet(scene.facts.voice))
    return one_space(message.text)[:MAX_NOTE]


def _ask_output(scene: Scene) -> Prompt:
    return Prompt((Say(copy.ask_output(scene.facts.voice)),), (Option(copy.SKIP, ""),))


def _ask_outcome(scene: Scene) -> Prompt:
    return Prompt((Say(copy.ask_outcome(scene.facts.voice)),), (Option(copy.SKIP, ""),))


def _read_optional(message: Message, scene: Scene) -> Json:
    return "" if is_no(message.text) or compact(message.text) in _NOTHING else _read_note(message, scene)


def _ask_evidence(scene: Scene) -> Prompt:
    return Prompt((Say(copy.ask_evidence(scene.facts.voice)),), (Option(copy.SKIP, []),))


def _read_evidence(message: Message, scene: Scene) -> Json:
    if message.kind is not Kind.TEXT:
        raise Retry(copy.no_files_yet(scene.facts.voice))
    links = _LINK.findall(message.text)
    if links:
        return links[:3]
    typed = compact(message.text)
    if is_no(message.text) or any(typed.startswith(word) for word in (*_NOTHING, *_SAVE)):
        return []
    raise Retry(copy.bad_link(scene.facts.voice))


def _ask_round(scene: Scene) -> Prompt:
    current = _current_round(scene.facts)
    words = copy.confirm_round(scene.facts.voice, current, _year(scene))
    others = tuple(Option(copy.round_label(months), months) for months in ROUNDS if months != current)
    return Prompt((Say(words),), (Option(copy.YES, current, (copy.round_label(current),)), *others))


def _read_round(message: Message, scene: Scene) -> Json:
    if (months := first_number(message, "round_months")) in ROUNDS:
        return months
    if is_yes(message.text):
        return _current_round(scene.facts)
    raise Retry(copy.not_a_round(scene.facts.voice))


def _current_round(facts: Facts) -> int:
    return round_at(facts.today).months


def _year(scene: Scene) -> int:
    measure = _measure(scene)
    return measure.plan_year if measure else round_at(scene.facts.today).fiscal_year


def _ask_review(scene: Scene) -> Prompt:
    measure = _measure(scene)
    if measure is None:
        return Prompt((Say(copy.save_or_edit(scene.facts.voice)),))
    card = cards.review_card(measure, scene)
    edits = tuple(Option(f"{copy.EDIT}{name}", slot) for slot, name in copy.FIELDS.items())
    return Prompt((card,), (Option(copy.SAVE, "save"), *edits))


def _read_review(message: Message, scene: Scene) -> Json:
    typed = compact(message.text)
    for slot, name in copy.FIELDS.items():
        if compact(name) in typed and not is_yes(message.text):
            return slot
    if is_yes(message.text) or any(word in typed for word in _SAVE):
        return "save"
    if copy.EDIT in typed:
        raise Retry(copy.which_field(scene.facts.voice))
    raise Retry(copy.save_or_edit(scene.facts.voice))


def _edited(value: Json) -> tuple[str, ...]:
    return () if value == "save" else (str(value), "review")


# --- the end ---------------------------------------------------------------------------------------------------------


def finish(scene: Scene) -> Finish:
    facts, voice = scene.facts, scene.facts.voice
    if not reports(facts):
        link = Choice(copy.LINK_ACCOUNT, go("staff_link"))
        return Finish((Say(copy.staff_only(voice)),), () if facts.roles else (link,))
    foreign = scene.slots.get("foreign")
    if isinstance(foreign, int) and (other := facts.agency.measure(foreign)):
        return Finish((Say(copy.not_yours(voice, other, ", ".join(other.units))),))
    measure = _measure(scene)
    if measure is None or not may_report(facts, measure):
        return Finish((Say(copy.nothing_to_report(voice, facts.person.unit if facts.person else "")),))
    percent, months = _number(scene, "percent"), _number(scene, "round")
    choices = (
        Choice(copy.SEE, go("measure_status", measure=measure.id)),
        Choice(copy.EDIT, go("report_progress", measure=measure.id)),
    )
    words = copy.saved(voice, measure, percent, months)
    context: JsonObject = {"measure": measure.id, "year": measure.plan_year}
    return Finish((Say(words),), choices, effects=(_effect(scene, measure),), context=context)


def _effect(scene: Scene, measure: MeasureFacts) -> ReportProgress:
    percent, months = _number(scene, "percent"), _number(scene, "round")
    status = Status.DONE if percent == 100 else Status.NOT_STARTED if percent == 0 else Status.IN_PROGRESS
    links = scene.slots.get("evidence")
    last, person = measure.last, scene.facts.person
    is_own = last is not None and person is not None and last.person_id == person.id and last.round_months == months
    return ReportProgress(
        measure_id=measure.id,
        fiscal_year=measure.plan_year,
        round_months=months,
        status=str(status),
        percent=percent,
        detail=_text(scene, "detail"),
        output=_text(scene, "output"),
        outcome=_text(scene, "outcome"),
        reason=_text(scene, "reason"),
        evidence=tuple(str(link) for link in links) if isinstance(links, list) else (),
        replaces=last.id if is_own and last else None,
    )


REPORT_PROGRESS = Dialog(
    name="report_progress",
    title="รายงานความก้าวหน้า",
    keeps=True,
    prefill=prefill,
    steps=(
        Step("measure", _ask_measure, _read_measure, when=_allowed),
        Step("percent", _ask_percent, _read_percent, when=_allowed),
        Step("reason", _ask_reason, _read_note, when=_goes_back, free=True),
        Step("detail", _ask_detail, _read_note, when=_allowed, free=True),
        Step("output", _ask_output, _read_optional, when=_allowed, free=True),
        Step("outcome", _ask_outcome, _read_optional, when=_allowed, free=True),
        Step("evidence", _ask_evidence, _read_evidence, when=_allowed),
        Step("round", _ask_round, _read_round, when=_allowed),
        Step("review", _ask_review, _read_review, when=_allowed, clears=_edited),
    ),
    finish=finish,
)
