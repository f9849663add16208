"""What the office's summaries are to those who work there: who is asked for ทราบ, what was sent, when it is sent."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from dialogs.records.json import JsonObject


class Occasion(StrEnum):
    """Why a summary was made."""

    ASKED = "asked"
    WEEKLY = "weekly"
    ROUND = "round"


@dataclass(frozen=True, slots=True)
class OfficialFacts:
    """Somebody whose ทราบ counts. ``role`` is their highest one (``director``, ``secretary`` or ``mayor``)."""

    person_id: int
    role: str
    unit: str


@dataclass(frozen=True, slots=True)
class AnswerFacts:
    """One person who is asked for ทราบ, and what they answered (``words``) when. The role is that of the moment."""

    person_id: int | None
    role: str
    unit: str
    answered_at: datetime | None
    words: str = ""


@dataclass(frozen=True, slots=True)
class SummaryFacts:
    """A summary that went out: its numbers as they were (``summary.Numbers``), and the chain of those asked.

    ``key`` is random: who has it may see the summary's picture. ``made_at`` is Bangkok time.
    """

    key: str
    occasion: Occasion
    made_at: datetime
    numbers: JsonObject
    answers: tuple[AnswerFacts, ...]

    def answer_of(self, person_id: int) -> AnswerFacts | None:
        return next((answer for answer in self.answers if answer.person_id == person_id), None)


@dataclass(frozen=True, slots=True)
class SummaryPlan:
    """When an agency's summaries are sent: Monday is 0, hours are Bangkok's."""

    weekly: bool = True
    weekday: int = 0
    hour: int = 9
    round_end: bool = True


@dataclass(frozen=True, slots=True)
class SummaryWish:
    """Where a person wants it otherwise; None leaves it to the agency."""

    weekly: bool | None = None
    weekday: int | None = None
    hour: int | None = None
    round_end: bool | None = None

    def over(self, older: "SummaryWish") -> "SummaryWish":
        """This wish, and the older one where this says nothing."""
        return SummaryWish(
            weekly=older.weekly if self.weekly is None else self.weekly,
            weekday=older.weekday if self.weekday is None else self.weekday,
            hour=older.hour if self.hour is None else self.hour,
            round_end=older.round_end if self.round_end is None else self.round_end,
        )

    def on(self, plan: SummaryPlan) -> SummaryPlan:
        """The plan as it counts for this person."""
        return SummaryPlan(
            weekly=plan.weekly if self.weekly is None else self.weekly,
            weekday=plan.weekday if self.weekday is None else self.weekday,
            hour=plan.hour if self.hour is None else self.hour,
            round_end=plan.round_end if self.round_end is None else self.round_end,
        )


USUAL_PLAN = SummaryPlan()
NO_WISH = SummaryWish()


@dataclass(frozen=True, slots=True)
class DeskFacts:
    """What somebody of the office sees of its summaries, newest first. Nobody else's facts hold any of it."""

    officials: tuple[OfficialFacts, ...] = ()
    summaries: tuple[SummaryFacts, ...] = ()
    plan: SummaryPlan = USUAL_PLAN
    wish: SummaryWish = NO_WISH


NO_DESK = DeskFacts()
"""What everybody else sees: nothing."""
