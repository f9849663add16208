"""An official asks for a round's memo and gets a link that one press spends. Part of the dialog ``summary``."""

from dialogs.cards.flex import box, bubble, button, text
from dialogs.copy import memo as copy
from dialogs.engine.buttons import go
from dialogs.engine.model import Finish, Scene
from dialogs.engine.slots import first_number
from dialogs.records.effect import GrantReport
from dialogs.records.facts import Facts, MeasureFacts, Role, Status
from dialogs.records.json import JsonObject
from dialogs.records.message import Kind, Message
from dialogs.records.reply import Choice, LinkChoice, Say, Show
from dialogs.thai.fiscal import ROUNDS, ReportingRound
from dialogs.thai.text import compact

LIFE_MINUTES = 10
_OFFICIALS = frozenset({Role.DIRECTOR, Role.SECRETARY, Role.MAYOR, Role.ADMINISTRATOR})
_MEMO = ("บันทึกข้อความ", "เมโม", "memo")
_FILE = ("ไฟล์", "word", "docx", "ดาวน์โหลด", "โหลด", "พิมพ์ออก", "ปริ้น")
_REPORT = ("รายงาน", "รอบ")


def memo_slots(message: Message, scene: Scene) -> JsonObject:
    """``memo`` (months) and ``memo_year`` where the words ask for the memo; {} where they do not."""
    typed = compact(message.text)
    wished = any(word in typed for word in _MEMO) or (
        any(word in typed for word in _FILE) and any(word in typed for word in _REPORT)
    )
    if message.kind is not Kind.TEXT or not wished:
        return {}
    facts = scene.facts
    year = first_number(message, "fiscal_year") or _likely_year(facts)
    months = first_number(message, "round_months")
    return {"memo": months if months in ROUNDS else _likely_round(year, facts), "memo_year": year}


def memo_choice(year: int, months: int) -> Choice:
    """A button that asks for a round's memo."""
    return Choice(copy.offer(months), go("summary", memo=months, memo_year=year))


def may_have_memo(facts: Facts) -> bool:
    """Officials and administrators; staff only of the unit that prepares the reports."""
    if facts.roles & _OFFICIALS:
        return True
    unit = facts.person.unit if facts.person else ""
    return Role.STAFF in facts.roles and unit != "" and unit == facts.agency.preparing_unit


def memo_finish(scene: Scene) -> Finish:
    """The link, or why there is none."""
    facts = scene.facts
    if not may_have_memo(facts):
        return Finish((Say(copy.not_yours(facts.agency, facts.voice)),))
    months, year = scene.slots.get("memo"), scene.slots.get("memo_year")
    if not isinstance(months, int) or months not in ROUNDS or not isinstance(year, int):
        year = _likely_year(facts)
        months = _likely_round(year, facts)
    if not facts.agency.measures:
        return Finish((Say(copy.nothing(facts.voice)),))
    if year not in facts.agency.plan_years:
        others = tuple(memo_choice(facts.agency.plan_years[0], each) for each in (6, 12))
        return Finish((Say(copy.no_plan(facts.voice, year, facts.agency.plan_years)),), others)
    return _granted(facts, ReportingRound(year, months))


def _granted(facts: Facts, round_: ReportingRound) -> Finish:
    link = f"{facts.agency.public_url}report/{facts.nonce}"
    lines = _lines(facts, round_)
    title = copy.title(round_.months, round_.fiscal_year)
    card = bubble(
        title,
        [box(*(text(line, size="sm", margin="md") for line in lines))],
        over=copy.OVER,
        footer=[button(LinkChoice(copy.OPEN, link), primary=True)],
    )
    others = tuple(memo_choice(round_.fiscal_year, each) for each in (6, 12) if each != round_.months)
    return Finish(
        (Show("\n".join((title, *lines, link)), card),),
        others,
        (GrantReport(facts.nonce, round_.fiscal_year, round_.months),),
        context={"topic": "memo"},
    )


def _lines(facts: Facts, round_: ReportingRound) -> list[str]:
    measures = [m for m in facts.agency.measures if m.plan_year == round_.fiscal_year]
    unknown = sum(1 for measure in measures if not _is_known(measure, round_))
    lines = [copy.contents(len(measures))]
    lines += [copy.unknown(unknown)] if unknown else []
    lines += [copy.not_over(round_.end)] if facts.today <= round_.end else []
    return [*lines, copy.life(LIFE_MINUTES)]


def _is_known(measure: MeasureFacts, round_: ReportingRound) -> bool:
    """Something was reported about it for this round or an earlier one."""
    counted = (report for report in measure.reports if (report.round_months or round_.months) <= round_.months)
    return any(report.status is not Status.UNKNOWN for report in counted)


def _likely_year(facts: Facts) -> int:
    """The newest plan's year: what people mean who say none."""
    return facts.agency.plan_years[0] if facts.agency.plan_years else 0


def _likely_round(year: int, facts: Facts) -> int:
    """The newest round of the year that is over; its first half where none is."""
    over = [months for months in ROUNDS if year and ReportingRound(year, months).end < facts.today]
    return max(over, default=6)
