"""What a paper is made from. Everything here is read before a page is written; the builders look nothing up."""

from dataclasses import dataclass
from datetime import date

from dialogs.records.facts import AssessmentFacts
from dialogs.thai.dates import MONTHS
from dialogs.thai.fiscal import BUDDHIST_OFFSET, ReportingRound
from storage.importer.document import ImportedDocument


@dataclass(frozen=True, slots=True)
class Office:
    """Who writes. ``unit`` is the preparing unit; ``phone`` empty where the office gave none."""

    name: str
    district: str
    province: str
    unit: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Posts:
    """The four posts of a memo's chain (domain.md 2.7), as printed under a signature."""

    preparer: str
    director: str
    clerk: str
    head: str


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """An answer ทราบ that the system recorded: by which role, on which day (Bangkok)."""

    role: str
    day: date


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something that a person must settle before the paper is signed. ``place``: where in the paper."""

    place: str
    words: str

    def __str__(self) -> str:
        return f"{self.place}: {self.words}"


@dataclass(frozen=True, slots=True)
class Report:
    """All of a round's memo. ``plans`` carry each row's state at the round in ``status`` and in ``progress_rows``.

    ``number`` is what is known of the document's number; ``doubts`` were found while reading the data.
    """

    office: Office
    posts: Posts
    round: ReportingRound
    day: date
    number: str
    assessment: AssessmentFacts | None
    plans: tuple[ImportedDocument, ...]
    acknowledged: tuple[Acknowledgement, ...] = ()
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class Paper:
    """A finished Word file, and what a person must look at in it."""

    content: bytes
    doubts: tuple[Doubt, ...]


def round_name(round_: ReportingRound) -> str:
    """รอบ ๖ เดือน (เดือนตุลาคม ๒๕๖๕ - มีนาคม ๒๕๖๖): year, round and months come from one value and cannot disagree."""
    start, end = round_.start, round_.end
    first = f"{MONTHS[start.month - 1]} {start.year + BUDDHIST_OFFSET}"
    last = f"{MONTHS[end.month - 1]} {end.year + BUDDHIST_OFFSET}"
    return f"รอบ {round_.months} เดือน (เดือน{first} - {last})"
