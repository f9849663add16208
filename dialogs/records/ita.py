"""The vocabulary of the Integrity and Transparency Assessment: instruments, indicators, levels (domain.md 4.1, 4.2)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Instrument(StrEnum):
    """The three instruments of the assessment (แบบวัด)."""

    IIT = "IIT"
    EIT = "EIT"
    OIT = "OIT"


INSTRUMENT_NAMES: Mapping[Instrument, str] = {
    Instrument.IIT: "แบบสำรวจคนในหน่วยงาน (IIT)",
    Instrument.EIT: "แบบสำรวจความเห็นประชาชน (EIT)",
    Instrument.OIT: "แบบตรวจการเปิดเผยข้อมูล (OIT)",
}
INSTRUMENT_WEIGHTS: Mapping[Instrument, int] = {Instrument.IIT: 30, Instrument.EIT: 30, Instrument.OIT: 40}
"""Percent of the total. Proved from two of the seeds' printed totals (domain.md 0)."""


@dataclass(frozen=True, slots=True)
class Indicator:
    """One of the ten indicators (ตัวชี้วัด). ``slug`` is the key; the printed number never is."""

    number: int
    slug: str
    name: str
    instrument: Instrument


INDICATORS: tuple[Indicator, ...] = (
    Indicator(1, "duty_performance", "การปฏิบัติหน้าที่", Instrument.IIT),
    Indicator(2, "budget_use", "การใช้งบประมาณ", Instrument.IIT),
    Indicator(3, "power_use", "การใช้อำนาจ", Instrument.IIT),
    Indicator(4, "asset_use", "การใช้ทรัพย์สินของราชการ", Instrument.IIT),
    Indicator(5, "corruption_resolution", "การแก้ไขปัญหาการทุจริต", Instrument.IIT),
    Indicator(6, "operation_quality", "คุณภาพการดำเนินงาน", Instrument.EIT),
    Indicator(7, "communication_efficiency", "ประสิทธิภาพการสื่อสาร", Instrument.EIT),
    Indicator(8, "work_improvement", "การปรับปรุงการทำงาน", Instrument.EIT),
    Indicator(9, "data_disclosure", "การเปิดเผยข้อมูล", Instrument.OIT),
    Indicator(10, "corruption_prevention", "การป้องกันการทุจริต", Instrument.OIT),
)
BY_SLUG: Mapping[str, Indicator] = {indicator.slug: indicator for indicator in INDICATORS}
BY_NAME: Mapping[str, Indicator] = {indicator.name: indicator for indicator in INDICATORS}


def instrument_scores(scores: Mapping[str, float]) -> dict[Instrument, float]:
    """Plain mean of each instrument's indicators (0-100); an instrument with a score missing is left out."""
    means: dict[Instrument, float] = {}
    for instrument in Instrument:
        values = [scores.get(i.slug) for i in INDICATORS if i.instrument is instrument]
        known = [value for value in values if value is not None]
        if len(known) == len(values):
            means[instrument] = sum(known) / len(known)
    return means


def recomputed_total(scores: Mapping[str, float]) -> float | None:
    """The total by the 30/30/40 rule, rounded to two places; None unless all ten scores are there."""
    means = instrument_scores(scores)
    if len(means) < len(Instrument):
        return None
    return round(sum(INSTRUMENT_WEIGHTS[i] * mean for i, mean in means.items()) / 100, 2)


@dataclass(frozen=True, slots=True)
class LevelScheme:
    """How a total becomes a level in some fiscal years. ``bands`` hold (lowest total, level), highest first."""

    slug: str
    label: str
    bands: tuple[tuple[float, str], ...]


LETTERS = LevelScheme(
    "letter_2565",
    "เกณฑ์ปี 2562–2565",
    ((95, "AA"), (85, "A"), (75, "B"), (65, "C"), (55, "D"), (50, "E"), (0, "F")),
)
PASSING = LevelScheme(
    "pass_2567",
    "เกณฑ์ปี 2567",
    ((95, "ผ่านดีเยี่ยม"), (85, "ผ่านดี"), (70, "ต้องปรับปรุง"), (0, "ต้องปรับปรุงโดยด่วน")),
)
LAST_LETTER_YEAR = 2565


def scheme_of(fiscal_year: int) -> LevelScheme:
    """Which scheme an assessment of a fiscal year is read by."""
    return LETTERS if fiscal_year <= LAST_LETTER_YEAR else PASSING


def level_of(scheme: LevelScheme, total: float, instruments: Mapping[Instrument, float]) -> str | None:
    """The level of a total (0-100), or None where the scheme needs instrument scores that are not known.

    The newer scheme also asks that each instrument reach the band, else a total of 85 is only "ผ่าน" (domain.md 4.2).
    """
    level = next(name for lowest, name in scheme.bands if total >= lowest)
    if scheme is not PASSING or total < 85:
        return level
    if len(instruments) < len(Instrument):
        return None
    weakest = min(instruments.values())
    if total >= 95 and weakest >= 95:
        return "ผ่านดีเยี่ยม"
    return "ผ่านดี" if weakest >= 85 else "ผ่าน"
