"""The ten indicators with their scores, in the official order, and a remark for each instrument."""

from collections.abc import Mapping
from typing import Any

from dialogs.records.ita import INDICATORS, Instrument
from storage.reports.word.tables import Cell, Grid, Head, add_table

_NAMES = {
    Instrument.IIT: "แบบวัดการรับรู้ของผู้มีส่วนได้เสียภายใน (IIT)",
    Instrument.EIT: "แบบวัดการรับรู้ของผู้มีส่วนได้เสียภายนอก (EIT)",
    Instrument.OIT: "แบบวัดการเปิดเผยข้อมูลสาธารณะ (OIT)",
}
_PLAIN = Grid((1.6, 10.4, 3.5), ((Head("ที่"), Head("ตัวชี้วัด"), Head("คะแนน")),))
_NOTED = Grid(
    (5.6, 3.0, 7.4), ((Head("ตัวชี้วัดของการประเมิน ITA"), Head("คะแนน"), Head("ประเด็นที่ต้องแก้ไข/ปรับปรุง/รักษาระดับ")),)
)


def add_score_table(word: Any, scores: Mapping[str, float]) -> None:
    """Ten rows: number, indicator, score; one without a score is left out."""
    rows = [
        [Cell((str(i.number),), align="center"), Cell((i.name,)), Cell((score_words(scores[i.slug]),), align="center")]
        for i in INDICATORS
        if i.slug in scores
    ]
    add_table(word, _PLAIN, rows)


def add_noted_score_table(word: Any, scores: Mapping[str, float], notes: Mapping[str, str]) -> None:
    """The same under their instruments; an instrument's remark stands in one cell beside all of its indicators."""
    rows: list[list[Cell]] = []
    for instrument in Instrument:
        known = [i for i in INDICATORS if i.instrument is instrument and i.slug in scores]
        if not known:
            continue
        rows.append([Cell((_NAMES[instrument],), columns=3, bold=True)])
        for number, indicator in enumerate(known):
            note = Cell((notes.get(instrument, ""),)) if number == 0 else Cell(goes_on=True)
            score = Cell((score_words(scores[indicator.slug]),), align="center")
            rows.append([Cell((f"{indicator.number}. {indicator.name}",)), score, note])
    add_table(word, _NOTED, rows)


def score_words(value: float) -> str:
    """Two places, as the assessment prints them; a whole hundred without."""
    return f"{value:.2f}" if value < 100 else "100"
