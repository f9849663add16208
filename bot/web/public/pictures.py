"""The pictures of an agency's page. Drawing takes a tenth of a second, so each is kept until the data changes."""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

from bot.pictures.chart import indicator_chart
from bot.pictures.share import share_png
from dialogs.copy.common import NO_STATUS, STATUS_WORDS, score
from dialogs.copy.contact import place
from dialogs.records.facts import AgencyFacts, Status
from dialogs.records.ita import INDICATORS

MOST_KEPT = 256
"""Pictures kept in one process: about 10 MB."""


class Drawings:
    """The newest drawings, by what they show."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, bytes] = OrderedDict()
        self._lock = Lock()

    def get(self, key: str, draw: Callable[[], bytes]) -> bytes:
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        drawn = draw()
        with self._lock:
            self._kept[key] = drawn
            while len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)
        return drawn


def scores_png(agency: AgencyFacts) -> bytes:
    """The chart over indicators and years."""
    scores = {
        i.slug: {a.fiscal_year: a.scores[i.slug] for a in agency.assessments if i.slug in a.scores} for i in INDICATORS
    }
    return indicator_chart(scores, f"คะแนน ITA รายตัวชี้วัด {agency.name}")


def shared_png(agency: AgencyFacts) -> bytes:
    """The picture for who shares the link."""
    return share_png(agency.name, place(agency), share_lines(agency))


def share_lines(agency: AgencyFacts) -> tuple[str, ...]:
    """What there is to tell in a few words: the newest total, and how the newest plan stands."""
    lines = []
    newest = max((a for a in agency.assessments if a.total is not None), key=lambda a: a.fiscal_year, default=None)
    if newest and newest.total is not None:
        lines.append(f"คะแนน ITA ปีงบ {newest.fiscal_year}: {score(newest.total)}")
    if agency.plan_years:
        year = agency.plan_years[0]
        of_year = [measure for measure in agency.measures if measure.plan_year == year]
        done = sum(measure.status is Status.DONE for measure in of_year)
        silent = sum(measure.status is None for measure in of_year)
        lines.append(f"มาตรการปีงบ {year}: {len(of_year)} เรื่อง")
        lines.append(f"{STATUS_WORDS[Status.DONE]} {done} เรื่อง" + (f" · {NO_STATUS} {silent} เรื่อง" if silent else ""))
    return tuple(lines) or ("ข้อมูลคุณธรรมและความโปร่งใสของหน่วยงาน",)
