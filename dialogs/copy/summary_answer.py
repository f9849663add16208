"""ทราบ: asking for it, recording it, passing it on. Officials are named by their office, never by name."""

from datetime import date, datetime

from dialogs.records.facts import Role
from dialogs.records.official import AnswerFacts, OfficialFacts
from dialogs.records.summary import Numbers
from dialogs.records.voice import Voice
from dialogs.thai.dates import short_date

ACKNOWLEDGE = "รับทราบ"
SEE_CHAIN = "ใครทราบแล้ว"
CHAIN = "การรับทราบ"
TITLES = {Role.SECRETARY: "ปลัด", Role.MAYOR: "นายก"}


def official(who: OfficialFacts | AnswerFacts) -> str:
    """An official by office, never by name."""
    if (title := TITLES.get(Role(who.role) if who.role else Role.STAFF)) is not None:
        return title
    if not who.unit:
        return "ผู้อำนวยการ"
    return f"{'ผู้อำนวยการ' if who.unit.startswith('กอง') else 'หัวหน้า'}{who.unit}"


def moment(when: datetime) -> str:
    return f"{short_date(when.date())} {when:%H.%M} น."


def answered(who: AnswerFacts) -> str:
    when = f" {moment(who.answered_at)}" if who.answered_at else ""
    words = f" “{who.words}”" if who.words else ""
    return f"{official(who)} ทราบแล้ว{when}{words}"


def waiting(who: AnswerFacts) -> str:
    return f"{official(who)} ยังไม่ตอบ"


def asked_of_you(voice: Voice) -> str:
    return f"เรียนเพื่อโปรดทราบ แตะ “{ACKNOWLEDGE}” หรือพิมพ์ “ทราบ” ได้เลย{voice.tell}"


def recorded(voice: Voice, who: OfficialFacts, when: datetime, numbers: Numbers, words: str) -> str:
    said = f"\nบันทึกคำว่า “{words}” ไว้ด้วย" if words else ""
    return f"บันทึกทราบแล้ว{voice.tell}: {summary_name(numbers)} โดย{official(who)} {moment(when)}{said}"


def summary_name(numbers: Numbers) -> str:
    day = short_date(date.fromisoformat(numbers.day))
    return f"สรุปแผนปีงบ {numbers.year} รอบ {numbers.round_months} เดือน ({day})"


def passed_on(next_ones: list[str]) -> str:
    return f"ส่งต่อให้{' และ'.join(next_ones)}เพื่อโปรดทราบ"


def still_waiting(names: list[str]) -> str:
    return f"ยังไม่ตอบ: {', '.join(names)}"


def all_answered() -> str:
    return "ทุกคนทราบครบแล้ว"


def already(voice: Voice, when: datetime, numbers: Numbers) -> str:
    return f"บันทึกทราบไว้แล้วเมื่อ {moment(when)} ({summary_name(numbers)}) ไม่ได้บันทึกซ้ำ{voice.tell}"


def nothing_to_acknowledge(voice: Voice) -> str:
    return f"ตอนนี้ไม่มีสรุปที่รอทราบ{voice.tell} ดูสรุปล่าสุดได้"


def unknown_summary(voice: Voice) -> str:
    return f"ไม่พบฉบับนี้ในสรุปล่าสุดของหน่วยงาน จึงไม่ได้บันทึกอะไร{voice.tell}"


def officials_only(voice: Voice) -> str:
    return f"การรับทราบเป็นของผู้อำนวยการ ปลัด และนายกที่ผูกบัญชีไว้ จึงไม่ได้บันทึกอะไร{voice.tell}"


def only_noted(voice: Voice) -> str:
    return f"แชทนี้บันทึกได้เฉพาะ “ทราบ” {voice.tell} การอนุมัติหรือเห็นชอบต้องลงนามในหนังสือ"


def thanks_for_noting(voice: Voice) -> str:
    return f"ได้เลย{voice.tell} มีเรื่องอื่นพิมพ์ถามได้ทุกเมื่อ"


def forwarded(voice: Voice, who: OfficialFacts, words: str) -> str:
    said = f" “{words}”" if words else ""
    return f"{official(who)} ทราบแล้ว{said} เรียนเพื่อโปรดทราบ{voice.tell}"


def no_chain(voice: Voice) -> str:
    return f"ยังไม่มีสรุปที่ส่งให้ผู้บริหาร{voice.tell}"


def chain_over(numbers: Numbers) -> str:
    return summary_name(numbers)
