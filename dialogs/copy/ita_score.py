"""What the bot says about assessment results. Officialese is translated once, then dropped."""

from dialogs.copy.common import score
from dialogs.records.facts import AgencyFacts, AssessmentFacts
from dialogs.records.ita import BY_SLUG, INSTRUMENT_NAMES, Instrument, LevelScheme
from dialogs.records.voice import Voice

BY_INDICATOR = "ดูครบ 10 ตัวชี้วัด"
WHAT_IS = "ITA คืออะไร"
COMPARE = "เทียบกับปีก่อน"
HIGHEST = "สูงสุด"
LOWEST = "ต่ำสุด"
HOW = "คิดจาก IIT 30% + EIT 30% + OIT 40%"
ALL_SCORES = "คะแนนรายตัวชี้วัด"


def over(agency: AgencyFacts, year: int) -> str:
    return f"คะแนนความโปร่งใส (ITA) ปีงบ {year} · {agency.short_name}"


def total_line(assessment: AssessmentFacts) -> str:
    return f"{score(assessment.total)} คะแนน" if assessment.total is not None else "ไม่มีคะแนนรวม"


def level_line(level: str, scheme: LevelScheme) -> str:
    return f"ระดับ {level} ({scheme.label})"


def newer_level(level: str, scheme: LevelScheme) -> str:
    return f"ถ้าใช้{scheme.label}: {level}"


def instrument_line(instrument: Instrument, value: float) -> str:
    return f"{INSTRUMENT_NAMES[instrument]} {score(value)}"


def recomputed(total: float) -> str:
    return f"{HOW} = {score(total)}"


def indicator_line(slug: str, value: float) -> str:
    return f"{BY_SLUG[slug].name} {score(value)}"


def alt(voice: Voice, agency: AgencyFacts, assessment: AssessmentFacts, level: str) -> str:
    if assessment.total is None:
        words = f"{agency.name} ปี {assessment.fiscal_year} ไม่ได้ลงคะแนนรวมไว้{voice.tell}"
    else:
        total = total_line(assessment)
        words = f"{agency.name} ได้คะแนน ITA ปี {assessment.fiscal_year} รวม {total} {level}".rstrip() + voice.tell
    ranked = sorted(assessment.scores.items(), key=lambda pair: pair[1], reverse=True)
    if ranked:
        words += f" {HIGHEST} {indicator_line(*ranked[0])} {LOWEST} {indicator_line(*ranked[-1])}"
    return words


def one_indicator(voice: Voice, slug: str, value: float, year: int) -> str:
    indicator = BY_SLUG[slug]
    return (
        f"{indicator.name} ปี {year} ได้ {score(value)} คะแนน{voice.tell} (อยู่ใน{INSTRUMENT_NAMES[indicator.instrument]})"
    )


def no_indicator(voice: Voice, slug: str, year: int) -> str:
    return f"ปี {year} เอกสารของหน่วยงานไม่ได้ลงคะแนนตัวชี้วัด{BY_SLUG[slug].name}ไว้{voice.tell}"


def one_instrument(voice: Voice, instrument: Instrument, value: float, year: int) -> str:
    return f"{INSTRUMENT_NAMES[instrument]} ปี {year} ได้เฉลี่ย {score(value)} คะแนน{voice.tell}"


def no_instrument(voice: Voice, instrument: Instrument, year: int) -> str:
    return f"ปี {year} เอกสารของหน่วยงานไม่ได้ลงคะแนน{INSTRUMENT_NAMES[instrument]}ไว้{voice.tell}"


def no_year(voice: Voice, year: int, newest: int) -> str:
    return f"ปี {year} หน่วยงานยังไม่ได้ลงคะแนนไว้{voice.tell} มีถึงปี {newest} ขอแสดงปีนั้นแทนนะ{voice.ask}"


def nothing(voice: Voice, agency: AgencyFacts) -> str:
    return f"{agency.name}ยังไม่ได้ลงคะแนน ITA ไว้ในระบบ{voice.tell}"


def no_total(voice: Voice, year: int) -> str:
    return f"ปี {year} เอกสารของหน่วยงานไม่ได้ลงคะแนนรวมไว้{voice.tell}"


def what_is(voice: Voice) -> str:
    return (
        f"ITA คือการประเมินคุณธรรมและความโปร่งใสที่สำนักงาน ป.ป.ช. จัดทุกปี{voice.tell}\n"
        "ฟังจากคนในหน่วยงาน (IIT) ประชาชน (EIT) และตรวจข้อมูลที่เปิดเผย (OIT) เต็ม 100 คะแนน"
    )


def compare(voice: Voice, newer: AssessmentFacts, older: AssessmentFacts) -> str:
    if newer.total is None or older.total is None:
        return no_total(voice, newer.fiscal_year if newer.total is None else older.fiscal_year)
    change = round(newer.total - older.total, 2)
    direction = "เพิ่มขึ้น" if change > 0 else "ลดลง" if change < 0 else "เท่าเดิม"
    by = f" {score(abs(change))} คะแนน" if change else ""
    return (
        f"ปี {newer.fiscal_year} ได้ {score(newer.total)} คะแนน{direction}{by}"
        f"จากปี {older.fiscal_year} ({score(older.total)}){voice.tell}"
    )


def only_one_year(voice: Voice, year: int) -> str:
    return f"มีคะแนนปี {year} ปีเดียว ยังเทียบกับปีอื่นไม่ได้{voice.tell}"


def year_button(year: int) -> str:
    return f"คะแนนปี {year}"
