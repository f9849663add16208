"""Summaries for officials and the work of one's unit. Officials: numbers first, then units, then what waits."""

from collections.abc import Sequence
from datetime import date

from dialogs.copy.common import STATUS_WORDS, score
from dialogs.records.duty import Owed
from dialogs.records.facts import AgencyFacts, Status
from dialogs.records.ita import BY_SLUG
from dialogs.records.summary import NO_UNIT, IndicatorLine, MeasureLine, Numbers, State, UnitLine
from dialogs.records.voice import Voice
from dialogs.thai.dates import short_date

SEE_SUMMARY = "ดูสรุป"
SEE_UNITS = "ดูรายหน่วย"
SEE_LATE = "ดูที่เลยกำหนด"
SEE_CHANGES = "ดูที่เปลี่ยน"
SEE_MINE = "งานของหน่วยฉัน"
REPORT = "รายงาน"
MORE = "ดูต่อ"
PROGRESS = "สถานะมาตรการ"
CHART = "ดูแผนภูมิ"
COMPLAINTS = "สถิติเรื่องร้องเรียน"
LINK_ACCOUNT = "ผูกบัญชีเจ้าหน้าที่"

AVERAGE = "คืบหน้าเฉลี่ย"
OWED = "รอรายงาน"
ROUND_END = "สิ้นรอบ"
UNITS = "รายหน่วย"
INDICATORS = "รายตัวชี้วัด"
LATE = "เลยกำหนด"
CHANGES = "เปลี่ยนแปลง"

SPOKEN = 3
"""How many measures of a list the alternative text names."""


def unit_name(unit: str) -> str:
    return "ไม่ระบุหน่วย" if unit == NO_UNIT else unit


# --- my work ----------------------------------------------------------------------------------------------------------


def mine_title(count: int) -> str:
    return f"รอรายงาน {count} มาตรการ"


def mine_over(unit: str) -> str:
    return unit or "ทุกหน่วย"


def days_left(days: int) -> str:
    if days < 0:
        return f"เลยกำหนด {-days:,} วัน"
    return "ครบกำหนดวันนี้" if days == 0 else f"เหลือ {days:,} วัน"


def owed_line(one: Owed) -> str:
    return f"{days_left(one.days_left)} · ภายใน {short_date(one.end)}"


def now_at(one: Owed) -> str:
    last = one.measure.last
    said = "ยังไม่มีรายงาน" if last is None else f"ล่าสุด {state_words((str(last.status), last.percent))}"
    return f"รอบ {one.round_months} เดือน · {said}"


def later(ones: Sequence[Owed]) -> str:
    """What comes after this round; nothing where nothing does."""
    return f"ถัดไปรอบ {ones[0].round_months} เดือน {len(ones)} มาตรการ ภายใน {short_date(ones[0].end)}" if ones else ""


def mine_hint(voice: Voice) -> str:
    return f"แตะรายการเพื่อรายงานได้เลย{voice.tell}"


def mine_alt(voice: Voice, unit: str, shown: Sequence[Owed], total: int) -> str:
    lines = "\n".join(f"{one.measure.number}. {one.measure.title}: {owed_line(one)} {now_at(one)}" for one in shown)
    return f"{mine_over(unit)} {mine_title(total)}{voice.tell}\n{lines}"


def nothing_owed(voice: Voice, unit: str, following: Sequence[Owed]) -> str:
    return "\n".join(part for part in (f"{mine_over(unit)}ไม่มีรายงานที่รออยู่ในรอบนี้{voice.tell}", later(following)) if part)


def no_measures(voice: Voice, unit: str) -> str:
    return f"ยังไม่มีมาตรการที่{mine_over(unit)}รับผิดชอบในแผน{voice.tell}"


def report_button(number: int) -> str:
    return f"{REPORT}ข้อ {number}"


# --- the summary ------------------------------------------------------------------------------------------------------


def over(agency: AgencyFacts, numbers: Numbers) -> str:
    return f"{agency.short_name} · แผนปีงบ {numbers.year} รอบ {numbers.round_months} เดือน"


def headline(numbers: Numbers) -> str:
    return f"เสร็จ {numbers.done} จาก {numbers.total} มาตรการ"


def average(numbers: Numbers) -> str:
    return f"{numbers.average or 0}%"


def counted(count: int) -> str:
    return f"{count} มาตรการ"


def ends(numbers: Numbers) -> str:
    return short_date(date.fromisoformat(numbers.round_end))


def figures(numbers: Numbers) -> str:
    """The same numbers as one line."""
    return (
        f"{AVERAGE} {average(numbers)}, {LATE} {counted(len(numbers.late))}, "
        f"{OWED} {counted(numbers.owed)}, {ROUND_END} {ends(numbers)}"
    )


def as_of(numbers: Numbers) -> str:
    return f"ข้อมูลถึง {short_date(date.fromisoformat(numbers.day))}"


def unit_line(line: UnitLine) -> str:
    parts = [f"เสร็จ {line.done}/{line.total}"]
    parts += [f"รอรายงาน {line.owed}"] if line.owed else []
    parts += [f"เลยกำหนด {line.overdue}"] if line.overdue else []
    return " · ".join(parts)


def indicator_name(line: IndicatorLine) -> str:
    return BY_SLUG[line.slug].name


def points(line: IndicatorLine) -> str:
    return score(line.score) if line.score is not None else "–"


def measures_of(line: IndicatorLine) -> str:
    return f"มาตรการ {line.measures} เสร็จ {line.done}" if line.measures else "ไม่มีมาตรการ"


def indicator_line(line: IndicatorLine) -> str:
    return f"{points(line)} {measures_of(line)}"


def weak_line(lines: list[IndicatorLine], target: int) -> str:
    names = ", ".join(f"{indicator_name(line)} {score(line.score or 0)}" for line in lines)
    return f"ต่ำกว่า {target} และยังไม่มีมาตรการที่ระบุตัวชี้วัดนี้: {names}"


def scores_over(year: int | None) -> str:
    return f"คะแนนปี {year}" if year else "ยังไม่มีคะแนน"


def state_words(state: State) -> str:
    status, percent = state
    if status is None:
        return "ยังไม่มีรายงาน"
    return f"{percent}%" if percent is not None else STATUS_WORDS[Status(status)]


def late_line(line: MeasureLine) -> str:
    units = ", ".join(line.units) or "ทุกสำนัก/กอง"
    return (
        f"กำหนด {short_date(date.fromisoformat(line.deadline))} · {state_words((line.status, line.percent))} · {units}"
    )


def change_line(line: MeasureLine) -> str:
    return f"{state_words(line.before or (None, None))} → {state_words((line.status, line.percent))}"


def changes_title(numbers: Numbers) -> str:
    if numbers.since is None:
        return "สรุปฉบับแรก ยังไม่มีฉบับก่อนให้เทียบ"
    since = short_date(date.fromisoformat(numbers.since))
    return f"เปลี่ยน {len(numbers.changes)} มาตรการตั้งแต่ {since}" if numbers.changes else f"ไม่มีอะไรเปลี่ยนตั้งแต่ {since}"


def late_title(numbers: Numbers) -> str:
    return f"เลยกำหนด {len(numbers.late)} มาตรการ" if numbers.late else "ไม่มีมาตรการที่เลยกำหนด"


def and_more(count: int) -> str:
    return f"และอีก {count} รายการ"


def summary_alt(voice: Voice, agency: AgencyFacts, numbers: Numbers, unit: str, asked: str) -> str:
    """All that the cards say, for the notification and for LINE on a watch."""
    lines = [
        f"สรุป {over(agency, numbers)}: {headline(numbers)}{voice.tell}",
        figures(numbers),
        *(f"{unit_name(line.unit)} {unit_line(line)}" for line in numbers.own_first(unit)),
        changes_title(numbers),
        *(f"{line.number}. {line.title} {change_line(line)}" for line in numbers.changes[:SPOKEN]),
        asked,
        late_title(numbers),
        *(f"{line.number}. {line.title} {late_line(line)}" for line in numbers.late[:SPOKEN]),
        *(f"{indicator_name(line)} {indicator_line(line)}" for line in numbers.indicators),
    ]
    return "\n".join(line for line in lines if line)


def no_plan(voice: Voice, agency: AgencyFacts) -> str:
    return f"{agency.short_name}ยังไม่ได้ลงแผนมาตรการไว้ จึงยังไม่มีอะไรให้สรุป{voice.tell}"


def for_the_office(voice: Voice) -> str:
    return f"สรุปและงานค้างเป็นของเจ้าหน้าที่และผู้บริหาร{voice.tell} ความคืบหน้าของแต่ละมาตรการดูได้ทุกคน"


def complaints(voice: Voice, url: str) -> str:
    return f"สถิติเรื่องร้องเรียนเท่าที่เปิดเผยดูได้ที่นี่{voice.tell} แชทนี้ไม่เห็นเรื่องร้องเรียน\n{url}"


def complaints_nowhere(voice: Voice) -> str:
    return f"หน่วยงานยังไม่ได้เปิดช่องทางร้องเรียนแยก จึงยังไม่มีสถิติให้ดู{voice.tell}"
