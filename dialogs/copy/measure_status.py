"""What the bot says about measures. A status always says how far, since when, who, what next (voice.md)."""

from datetime import date

from dialogs.copy.common import NO_STATUS, STATUS_WORDS, units
from dialogs.records.facts import AgencyFacts, MeasureFacts, ProgressFacts, Status
from dialogs.records.voice import Voice
from dialogs.thai.dates import month_year, short_date

RESPONSIBLE = "ผู้รับผิดชอบ"
DUE = "กำหนดเสร็จ"
ROUNDS = "รอบรายงาน"
UPDATED = "อัปเดตล่าสุด"
NEXT = "ต่อไป"
EVIDENCE = "ดูหลักฐาน"
ALL = "ดูมาตรการทั้งหมด"
FOLLOW = "ติดตามเรื่องนี้"
MORE = "ดูต่อ"
OUTPUT = "ผลผลิต"
OUTCOME = "ผลลัพธ์"
STEPS = "ขั้นตอนในแผน"


def over(measure: MeasureFacts) -> str:
    return f"มาตรการที่ {measure.number} · ปีงบ {measure.plan_year}"


def headline(measure: MeasureFacts) -> str:
    last = measure.last
    if last is None:
        return STATUS_WORDS[Status.UNKNOWN] if measure.status is Status.UNKNOWN else NO_STATUS
    if last.status is Status.DONE or last.percent is None:
        return STATUS_WORDS[last.status]
    return f"ทำไปแล้ว {last.percent}%"


def updated(last: ProgressFacts) -> str:
    by = f" โดย{last.unit}" if last.unit else ""
    return f"{short_date(last.day)}{by}"


def no_report(voice: Voice, measure: MeasureFacts) -> str:
    """No data, said plainly."""
    if measure.status is Status.UNKNOWN:
        return f"เอกสารของหน่วยงานมีช่องสถานะแต่ไม่ได้ทำเครื่องหมายไว้ จึงยังบอกไม่ได้ว่าถึงไหน{voice.tell}"
    return f"หน่วยงานยังไม่ได้รายงานความคืบหน้าของมาตรการนี้{voice.tell}"


def due(measure: MeasureFacts) -> str:
    if measure.period_end is None:
        return "เอกสารไม่ได้ระบุ"
    year, month = (int(part) for part in measure.period_end.split("-"))
    return month_year(year, month)


def period(measure: MeasureFacts) -> str:
    if measure.period_start is None or measure.period_end is None:
        return "เอกสารไม่ได้ระบุ"
    start = month_year(*(int(part) for part in measure.period_start.split("-")))
    end = due(measure)
    return start if start == end else f"{start} – {end}"


def rounds(measure: MeasureFacts) -> str:
    return ", ".join(str(months) for months in measure.rounds) + " เดือน" if measure.rounds else "เอกสารไม่ได้ระบุ"


def next_round(months: int, end: date) -> str:
    return f"รายงานรอบ {months} เดือน ภายใน {short_date(end)}"


def last_round_passed(end: date) -> str:
    return f"รอบสุดท้ายครบกำหนด {short_date(end)}"


def finished() -> str:
    return "เสร็จครบแล้ว"


def alt(voice: Voice, measure: MeasureFacts, following: str) -> str:
    last = measure.last
    since = f" (อัปเดต {updated(last)})" if last else ""
    return (
        f"มาตรการที่ {measure.number} {measure.title}: {headline(measure)}{since} "
        f"{RESPONSIBLE} {units(measure)} {DUE} {due(measure)} {NEXT} {following}{voice.tell}"
    )


def list_title(count: int) -> str:
    return f"มาตรการ {count} เรื่อง"


def list_over(agency: AgencyFacts, year: int, what: str) -> str:
    return f"{agency.short_name} · ปีงบ {year}" + (f" · {what}" if what else "")


def list_line(measure: MeasureFacts) -> str:
    return f"{headline(measure)} · {units(measure)}"


def list_alt(voice: Voice, agency: AgencyFacts, year: int, measures: list[MeasureFacts], total: int) -> str:
    lines = [f"{m.number}. {m.title} – {headline(m)}" for m in measures]
    return f"มาตรการของ{agency.short_name} ปีงบ {year} มี {total} เรื่อง{voice.tell}\n" + "\n".join(lines)


def choose_hint(voice: Voice) -> str:
    return f"แตะเรื่องที่อยากดู หรือพิมพ์ เช่น “ข้อ 2” ได้เลย{voice.tell}"


def which(voice: Voice, count: int) -> str:
    return f"มี {count} เรื่องที่ใกล้เคียง หมายถึงเรื่องไหน{voice.ask}"


def candidate(place: int, measure: MeasureFacts, *, twin: bool = False) -> str:
    """``twin``: another candidate has the same title, so the issue tells them apart."""
    about = f" (เรื่อง{measure.issue})" if twin and measure.issue else ""
    return f"{place}. {measure.title}{about}"


def not_a_choice(voice: Voice, count: int) -> str:
    return f"ขอเป็นหมายเลข 1–{count} หรือแตะปุ่มก็ได้{voice.soft}"


def no_such(voice: Voice, agency: AgencyFacts, what: str) -> str:
    return f"ไม่มีมาตรการของ{agency.short_name}ที่ตรงกับ{what}{voice.tell} ที่มีทั้งหมดคือรายการนี้"


def no_year(voice: Voice, year: int, known: tuple[int, ...]) -> str:
    have = ", ".join(str(y) for y in known)
    return f"ปี {year} หน่วยงานยังไม่ได้ลงแผนมาตรการไว้{voice.tell} มีของปี {have} ขอแสดงปีล่าสุดแทนนะ{voice.ask}"


def no_plan(voice: Voice, agency: AgencyFacts) -> str:
    return f"{agency.name}ยังไม่ได้ลงแผนมาตรการไว้ในระบบ{voice.tell}"


def owner(voice: Voice, measure: MeasureFacts) -> str:
    if not measure.units and not measure.all_units:
        return f"เอกสารไม่ได้ระบุผู้รับผิดชอบมาตรการที่ {measure.number} ไว้{voice.tell}"
    return f"มาตรการที่ {measure.number} รับผิดชอบโดย{units(measure)}{voice.tell}"


def due_answer(voice: Voice, measure: MeasureFacts, following: str) -> str:
    if measure.period_end is None:
        return f"เอกสารไม่ได้ระบุกำหนดเสร็จของมาตรการที่ {measure.number} ไว้{voice.tell} {NEXT}: {following}"
    return f"มาตรการที่ {measure.number} กำหนดเสร็จ {due(measure)}{voice.tell} {NEXT}: {following}"


def rounds_answer(voice: Voice, measure: MeasureFacts, following: str) -> str:
    if not measure.rounds:
        return f"เอกสารไม่ได้ระบุรอบรายงานของมาตรการที่ {measure.number} ไว้{voice.tell} {NEXT}: {following}"
    return f"มาตรการที่ {measure.number} รายงานรอบ {rounds(measure)}{voice.tell} {NEXT}: {following}"


def evidence_none(voice: Voice, measure: MeasureFacts) -> str:
    return f"มาตรการที่ {measure.number} ยังไม่มีหลักฐานแนบไว้{voice.tell}"


def evidence_some(voice: Voice, measure: MeasureFacts, links: list[str]) -> str:
    return f"หลักฐานของมาตรการที่ {measure.number}{voice.tell}\n" + "\n".join(links)


def by_unit(unit: str) -> str:
    return unit


def by_indicator(name: str) -> str:
    return f"ตัวชี้วัด{name}"


def by_code(code: str) -> str:
    return f"ข้อ {code}"


def by_phrase(phrase: str) -> str:
    return f"“{phrase}”"


def over_short(measure: MeasureFacts) -> str:
    return f"ข้อ {measure.number}"


def year_button(year: int) -> str:
    return f"ดูปี {year}"
