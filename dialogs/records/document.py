"""Disclosure items (ข้อ o) of the assessment, and what an agency has published for them (domain.md 4.4, appendix A)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

NO_YEAR = 0
"""The fiscal year of a paper that belongs to none: a form, an online service."""

_LOOKING_BACK = ("รายงาน", "สรุป", "สถิติ", "ผลการ", "ความพึงพอใจ", "ประเมิน")


class Evidence(StrEnum):
    """How an item's title is known. ``confirmed``: somebody of the agency looked it up in the year's manual."""

    PUBLIC_PAGE = "public_page"
    PUBLIC_CODE = "public_code"
    GENERAL_KNOWLEDGE = "general_knowledge"
    CONFIRMED = "confirmed"


@dataclass(frozen=True, slots=True)
class OitItem:
    """One disclosure item of one assessed fiscal year (Buddhist era); ``code`` is ``o1`` to ``o43``."""

    fiscal_year: int
    code: str
    title: str
    evidence: Evidence

    @property
    def number(self) -> int:
        return int(self.code[1:])

    @property
    def oldest_year(self) -> int:
        """The oldest year that its page may be about: reports and statistics are of the year before."""
        return self.fiscal_year - any(word in self.title for word in _LOOKING_BACK)

    @property
    def is_sure(self) -> bool:
        """Whether the title was seen somewhere; others are shown to staff as to be checked."""
        return self.evidence is not Evidence.GENERAL_KNOWLEDGE


class PaperKind(StrEnum):
    """``item`` answers a disclosure item; ``form`` is filled in by people; ``service`` is done online."""

    ITEM = "item"
    FORM = "form"
    SERVICE = "service"


class LinkState(StrEnum):
    """What the last look at a link found. ``unseen``: its site does not let programs look, so a person has to."""

    UNCHECKED = "unchecked"
    GOOD = "good"
    DEAD = "dead"
    UNSEEN = "unseen"


class Fault(StrEnum):
    """Why a link counts as dead, or could not be looked at."""

    NONE = ""
    GONE = "gone"
    SOFT_GONE = "soft_gone"
    FORBIDDEN = "forbidden"
    SERVER = "server"
    NO_NAME = "no_name"
    TLS = "tls"
    TIMEOUT = "timeout"
    NO_ANSWER = "no_answer"
    PRIVATE = "private"
    REDIRECTS = "redirects"
    ROBOTS = "robots"


@dataclass(frozen=True, slots=True)
class LinkFacts:
    """The last look at an address. ``newest_year``: the newest Buddhist year that its page names, where it names one."""

    state: LinkState = LinkState.UNCHECKED
    fault: Fault = Fault.NONE
    checked: date | None = None
    newest_year: int | None = None
    failing_since: date | None = None


NEVER_CHECKED = LinkFacts()


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """A paper with its address, as the agency published it.

    ``fiscal_year`` is the assessed one, or ``NO_YEAR``; ``code`` is empty for what answers no item. ``unit`` looks after
    it. ``is_sample`` is shown as ตัวอย่าง.
    """

    id: int
    fiscal_year: int
    code: str
    kind: PaperKind
    title: str
    url: str
    unit: str
    is_sample: bool
    link: LinkFacts


@dataclass(frozen=True, slots=True)
class SeasonFacts:
    """The agency's own note of the day on which ITAS stops taking this fiscal year's items."""

    fiscal_year: int
    closes: date
