"""Reporting progress from the phone: from one sentence or step by step, reviewed before it is saved."""

import re
from collections.abc import Callable

from dialogs import report_evidence as evidence
from dialogs.cards import progress as cards
from dialogs.copy import evidence as evidence_copy
from dialogs.copy import report_progress as copy
from dialogs.engine.model import Dialog, Option, Prompt, Retry, Scene, Step
from dialogs.engine.slots import first_number, values
from dialogs.measure_find import slots_of
from dialogs.records.facts import Status
from dialogs.records.json import Json, JsonObject
from dialogs.records.message import Kind, Message
from dialogs.records.reply import Say
from dialogs.report_measure import ask_measure, read_measure
from dialogs.report_saving import finish
from dialogs.report_slots import (
    EDIT,
    ENOUGH,
    allowed,
    fiscal_year,
    is_asked,
    is_edited,
    is_open,
    measure_of,
    percent_of,
    text,
)
from dialogs.rights import own_measures, reports
from dialogs.thai.fiscal import ROUNDS
from dialogs.thai.text import compact, one_space
from dialogs.understanding.answers import is_no, is_yes
from dialogs.understanding.entities.percents import percent_in
from dialogs.understanding.particles import bare

MAX_NOTE = 500
_DONE = ("เสร็จแล้ว", "เสร็จสิ้น", "แล้วเสร็จ", "เสร็จเรียบร้อย", "เรียบร้อยแล้ว", "เสร็จ100", "ครบแล้ว")
_SAVE = ("บันทึก", "เซฟ", "ส่งเลย", "ถูกต้อง")
_SAVE_NOW = re.compile(r"(?:ไม่มี(?:รูป|หลักฐาน|ลิงก์|ไฟล์)?(?:ครับ|ค่ะ|คะ)?)?(?:ขอ)?(?:บันทึก|เซฟ|ส่ง)(?:ได้|เลย|ทันที)*")
"""The whole of an answer that wants to save at once; a note may begin with the same word."""


def prefill(message: Message, scene: Scene) -> JsonObject:
    if message.kind is not Kind.TEXT:
        return evidence.before_form(message, scene)
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


# --- the questions ---------------------------------------------------------------------------------------------------


def _ask_percent(scene: Scene) -> Prompt:
    measure = measure_of(scene)
    words = copy.how_far(scene.facts.voice, measure) if measure else copy.not_a_percent(scene.facts.voice)
    quarters = tuple(Option(f"{value}%", value) for value in (25, 50, 75))
    return evidence.prompt(scene, Say(words), (Option(copy.NOT_STARTED, 0), *quarters, Option(copy.DONE, 100)))


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
    measure = measure_of(scene)
    done = measure is not None and measure.status is Status.DONE
    return allowed(scene) and done and percent_of(scene) < 100


def _ask_reason(scene: Scene) -> Prompt:
    return Prompt((Say(copy.why_back(scene.facts.voice)),))


def _ask_detail(scene: Scene) -> Prompt:
    return evidence.prompt(scene, Say(copy.what_was_done(scene.facts.voice, percent_of(scene))))


def _read_note(message: Message, scene: Scene) -> Json:
    """Any text; a sticker or a place is no note."""
    if message.kind is not Kind.TEXT or not message.text.strip():
        raise Retry(copy.words_please(scene.facts.voice))
    return one_space(message.text)[:MAX_NOTE]


def _read_detail(message: Message, scene: Scene) -> Json:
    if message.kind is Kind.TEXT and _SAVE_NOW.fullmatch(compact(bare(message.text))):
        return {ENOUGH: True}
    return _read_optional(message, scene)


def _ask_output(scene: Scene) -> Prompt:
    return evidence.prompt(scene, Say(copy.ask_output(scene.facts.voice)), (Option(copy.SKIP, ""),))


def _ask_outcome(scene: Scene) -> Prompt:
    return evidence.prompt(scene, Say(copy.ask_outcome(scene.facts.voice)), (Option(copy.SKIP, ""),))


def _read_optional(message: Message, scene: Scene) -> Json:
    if is_no(message.text) or compact(message.text) == copy.NOT_YET:
        return ""
    return _read_note(message, scene)


def _of_item_or_enough(value: Json) -> str | None:
    """Where an answer belongs that is no answer to the question itself."""
    return ENOUGH if isinstance(value, dict) and ENOUGH in value else evidence.item_slot(value)


def _is_done(scene: Scene) -> bool:
    return percent_of(scene) == 100


def _wants_result(name: str) -> Callable[[Scene], bool]:
    """Output and outcome are asked about when a measure is done, and whenever somebody wants to add them."""
    return lambda scene: is_open(scene, name) and (_is_done(scene) or is_edited(scene, name))


def _wants_evidence(scene: Scene) -> bool:
    return is_open(scene, "evidence") and (not evidence.proof(scene).total or is_edited(scene, "evidence"))


def _read_evidence(message: Message, scene: Scene) -> Json:
    typed = compact(message.text)
    if is_no(message.text) or any(typed.startswith(word) for word in (*evidence_copy.NOTHING, *_SAVE)):
        return []
    raise Retry(evidence_copy.not_evidence(scene.facts.voice))


def _ask_round(scene: Scene) -> Prompt:
    options = tuple(Option(copy.round_label(months), months) for months in ROUNDS)
    return evidence.prompt(scene, Say(copy.which_round(scene.facts.voice, fiscal_year(scene))), options)


def _read_round(message: Message, scene: Scene) -> Json:
    if (months := first_number(message, "round_months")) in ROUNDS:
        return months
    raise Retry(copy.not_a_round(scene.facts.voice))


def _ask_review(scene: Scene) -> Prompt:
    measure = measure_of(scene)
    if measure is None:
        return Prompt((Say(copy.save_or_edit(scene.facts.voice)),))
    edits = tuple(
        Option(copy.field_label(name, is_filled=bool(text(scene, slot)) or slot in _ALWAYS), slot)
        for slot, name in copy.FIELDS.items()
    )
    return evidence.prompt(scene, cards.review_card(measure, scene), (Option(copy.SAVE, "save"), *edits))


_ALWAYS = frozenset(("percent", "evidence", "round"))
"""Fields that are never empty, or where more may come."""


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


def _reviewed(value: Json) -> str | None:
    """A field to edit is noted beside the review, which stays open; so is evidence that comes now."""
    return EDIT + value if isinstance(value, str) and value in copy.FIELDS else evidence.item_slot(value)


def _edited(value: Json) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) and value in copy.FIELDS else ()


# --- the dialog ------------------------------------------------------------------------------------------------------


def _with_items(slots: JsonObject) -> JsonObject:
    """Version 1 kept links in the slot of the question, and asked for the round."""
    given = slots.get("evidence")
    if not isinstance(given, list) or not given:
        return slots
    return {**slots, "evidence": [], f"{evidence.ITEM}1": {"links": given}}


def _step(
    name: str,
    ask: Callable[[Scene], Prompt],
    read: Callable[[Message, Scene], Json],
    when: Callable[[Scene], bool] = allowed,
    *,
    free: bool = False,
) -> Step:
    """A question at which pictures and files may come as well."""
    return Step(name, ask, evidence.also_taking_content(read), when, free, fills=_of_item_or_enough)


REPORT_PROGRESS = Dialog(
    name="report_progress",
    title="รายงานความก้าวหน้า",
    keeps=True,
    version=2,
    migrations={1: _with_items},
    prefill=prefill,
    steps=(
        _step("measure", ask_measure, read_measure),
        _step("percent", _ask_percent, _read_percent, lambda scene: is_asked(scene, "percent")),
        _step("reason", _ask_reason, _read_note, _goes_back, free=True),
        _step("detail", _ask_detail, _read_detail, lambda scene: is_open(scene, "detail"), free=True),
        _step("output", _ask_output, _read_optional, _wants_result("output"), free=True),
        _step("outcome", _ask_outcome, _read_optional, _wants_result("outcome"), free=True),
        Step(
            "evidence",
            evidence.ask,
            evidence.also_taking_evidence(_read_evidence),
            _wants_evidence,
            clears=evidence.removed,
            fills=evidence.evidence_slot,
        ),
        _step("round", _ask_round, _read_round, lambda scene: allowed(scene) and is_edited(scene, "round")),
        Step(
            "review",
            _ask_review,
            evidence.also_taking_evidence(_read_review),
            allowed,
            clears=_edited,
            fills=_reviewed,
        ),
    ),
    finish=finish,
)
