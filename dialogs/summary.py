"""Of the office: the summary and its ทราบ, what a unit owes, the memo, and when summaries are sent."""

from dataclasses import asdict

from dialogs import summary_views as views
from dialogs.cards.summary import statistics_url
from dialogs.catalogue import choices
from dialogs.copy import summary as copy
from dialogs.copy import summary_answer as noted
from dialogs.copy import summary_plan as plans
from dialogs.engine.buttons import go
from dialogs.engine.model import Dialog, Finish, Scene
from dialogs.engine.slots import first_text, wish_of
from dialogs.memo_request import memo_finish, memo_slots
from dialogs.records.chain import highest
from dialogs.records.effect import SetSummaries
from dialogs.records.facts import Facts, Role
from dialogs.records.json import Json, JsonObject
from dialogs.records.message import Kind, Message
from dialogs.records.official import NO_WISH, SummaryWish
from dialogs.records.reply import Choice, Say
from dialogs.rights import official, reports, works_here
from dialogs.summary_answer import answer
from dialogs.summary_wish import acknowledgement, approves, sending, view

HOURS = range(8, 19)
"""Summaries disturb nobody outside these hours."""


def prefill(message: Message, scene: Scene) -> JsonObject:
    text = message.text
    if memo := memo_slots(message, scene):
        return memo
    if (wish := sending(text)) is not None:
        return {"send": wish}
    if (words := acknowledgement(text)) is not None:
        return {"ack": "", "words": words}
    if approves(text) and not view(text):
        return {"view": "approve"}
    wanted = view(text)
    if wanted == "mine" and official(scene.facts) and not reports(scene.facts):
        wanted = "waiting"  # the work of a mayor or a secretary is what waits for their ทราบ
    slots: dict[str, Json] = {"view": wanted} if wanted else {}
    unit = first_text(message, "unit")
    return {**slots, "unit": unit} if unit and wanted in ("", "mine") else slots


def follow_up(message: Message, scene: Scene) -> JsonObject | None:
    """ "ไม่ต้องส่งทุกสัปดาห์แล้ว", "ทราบค่ะ" after an answer about summaries."""
    if message.kind is not Kind.TEXT or not works_here(scene.facts):
        return None
    if wish_of(message) in ("", "summary", "thanks") and acknowledgement(message.text) is not None:
        return prefill(message, scene)
    return {"send": wish} if (wish := sending(message.text)) is not None else None


def finish(scene: Scene) -> Finish:
    facts, slots = scene.facts, scene.slots
    if "memo" in slots:
        return memo_finish(scene)
    if "ack" in slots:
        return answer(facts, _text(slots, "ack"), _text(slots, "words"))
    if _text(slots, "view") == "complaints":
        return _complaints(facts)
    if not works_here(facts):
        link = Choice(copy.LINK_ACCOUNT, go("staff_link"))
        return Finish((Say(copy.for_the_office(facts.voice)),), (*choices("measure_status"), link))
    if "send" in slots:
        return _when(facts, slots.get("send"))
    return _view(facts, _text(slots, "view") or _usual(facts, slots), _text(slots, "unit"), _start(slots))


def _view(facts: Facts, wanted: str, unit: str, start: int) -> Finish:
    match wanted:
        case "mine":
            return views.mine(facts, unit, start)
        case "units":
            return views.units(facts, start)
        case "late":
            return views.late(facts, start)
        case "changes":
            return views.changes(facts, start)
        case "chain":
            return views.chain(facts)
        case "waiting":
            return views.waiting(facts)
        case "approve":
            return _only_noted(facts)
        case _:
            return views.overall(facts)


def _usual(facts: Facts, slots: JsonObject) -> str:
    """Staff mean their own work; who named a unit means that unit's; officials mean the whole."""
    only_staff = highest(facts.roles) is None and Role.STAFF in facts.roles
    return "mine" if only_staff or _text(slots, "unit") else "summary"


def _only_noted(facts: Facts) -> Finish:
    ready = Choice(noted.ACKNOWLEDGE, go("summary", ack=""))
    offered = (ready, views.SEE) if official(facts) else (views.SEE,)
    return Finish((Say(noted.only_noted(facts.voice)),), offered)


def _complaints(facts: Facts) -> Finish:
    if not facts.agency.complaint_url:
        return Finish((Say(copy.complaints_nowhere(facts.voice)),))
    return Finish((Say(copy.complaints(facts.voice, statistics_url(facts.agency))),))


# --- when summaries are sent ------------------------------------------------------------------------------------------


def _when(facts: Facts, asked: Json) -> Finish:
    if official(facts) is None or facts.person is None:
        return Finish((Say(plans.only_officials_get_it(facts.voice)),), (views.SEE,))
    desk, wanted = facts.person.desk, _wish(asked)
    if wanted == NO_WISH:
        return Finish((Say(plans.plan_now(facts.voice, desk.wish.on(desk.plan))),), _settings(facts))
    if wanted.hour is not None and wanted.hour not in HOURS:
        return Finish((Say(plans.not_at_that_hour(facts.voice, wanted.hour)),), _settings(facts))
    wish, before = wanted.over(desk.wish), asdict(desk.wish.on(desk.plan))
    back = {name: before[name] for name, value in asdict(wanted).items() if value is not None}
    said = Say(plans.plan_changed(facts.voice, wish.on(desk.plan)))
    return Finish(
        (said,),
        (Choice(plans.UNDO, go("summary", send=back)), views.SEE),
        effects=(SetSummaries(wish),),
        context=views.CONTEXT,
    )


def _wish(asked: Json) -> SummaryWish:
    """What a button or a sentence asks for; anything that is none of it is left out."""
    given = asked if isinstance(asked, dict) else {}
    weekly, weekday, hour, round_end = (given.get(name) for name in ("weekly", "weekday", "hour", "round_end"))
    return SummaryWish(
        weekly=weekly if isinstance(weekly, bool) else None,
        weekday=weekday if isinstance(weekday, int) and 0 <= weekday <= 6 else None,
        hour=hour if isinstance(hour, int) else None,
        round_end=round_end if isinstance(round_end, bool) else None,
    )


def _settings(facts: Facts) -> tuple[Choice, ...]:
    desk = facts.person.desk if facts.person else None
    plan = desk.wish.on(desk.plan) if desk else None
    weekly, at_end = (plan.weekly, plan.round_end) if plan else (False, False)
    return (
        Choice(plans.STOP_WEEKLY if weekly else plans.START_WEEKLY, go("summary", send={"weekly": not weekly})),
        Choice(plans.STOP_ROUND if at_end else plans.START_ROUND, go("summary", send={"round_end": not at_end})),
        views.SEE,
    )


def _text(slots: JsonObject, name: str) -> str:
    value = slots.get(name)
    return value if isinstance(value, str) else ""


def _start(slots: JsonObject) -> int:
    first = slots.get("from")
    return first if isinstance(first, int) and first > 0 else 0


SUMMARY = Dialog(
    name="summary",
    title="สรุปและงานของฉัน",
    menu=5,
    meant_for=works_here,
    prefill=prefill,
    follow_up=follow_up,
    finish=finish,
)
