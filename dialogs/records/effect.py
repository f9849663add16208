"""What a turn changes in the database. Carried out in one transaction, once for each event."""

from dataclasses import dataclass

from dialogs.records.json import JsonObject
from dialogs.records.official import SummaryWish


@dataclass(frozen=True, slots=True)
class FollowMeasure:
    """Tell this person about a measure's changes; ``measure_id`` None: the agency's news."""

    measure_id: int | None


@dataclass(frozen=True, slots=True)
class Unfollow:
    """Stop telling; ``everything`` stops all of it."""

    measure_id: int | None
    everything: bool = False


@dataclass(frozen=True, slots=True)
class ForgetMe:
    """Delete all that is kept about the person who asks."""


@dataclass(frozen=True, slots=True)
class LinkStaff:
    """Bind the account to the person of an invitation, which is used up by it."""

    invitation_id: int


@dataclass(frozen=True, slots=True)
class UnlinkStaff:
    """Unbind the account from the office."""


@dataclass(frozen=True, slots=True)
class ReportProgress:
    """A new entry about a measure; ``replaces`` is the one it corrects. Percent 0-100, rounds 3/6/9/12.

    ``evidence`` holds links, ``files`` the digests of messages whose content was kept, ``carries`` the ids of files that
    move here from the report that is corrected.
    """

    measure_id: int
    fiscal_year: int
    round_months: int
    status: str
    percent: int
    detail: str
    output: str
    outcome: str
    reason: str
    evidence: tuple[str, ...]
    replaces: int | None
    files: tuple[str, ...] = ()
    carries: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class SetReminders:
    """Whether this person wants to be reminded of reporting rounds."""

    wanted: bool


@dataclass(frozen=True, slots=True)
class KeepContent:
    """Fetch what a picture or file message holds; ``message`` is its digest, ``line_id`` LINE's id, sealed at once."""

    message: str
    line_id: str
    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class DropContent:
    """Forget the content of these messages (digests); ``reported``: also where a report holds it already."""

    messages: tuple[str, ...]
    reported: bool = False


@dataclass(frozen=True, slots=True)
class RecordSummary:
    """A summary was shown: keep its numbers (``summary.Numbers``). An official who got it is asked for ทราบ."""

    key: str
    numbers: JsonObject


@dataclass(frozen=True, slots=True)
class Acknowledge:
    """ทราบ of the summary ``key``, with what was added to it; ``forward`` are messages for whoever is asked next."""

    key: str
    words: str
    forward: tuple[JsonObject, ...]


@dataclass(frozen=True, slots=True)
class SetSummaries:
    """When this person wants summaries; None leaves a part of it to the agency."""

    wish: SummaryWish


@dataclass(frozen=True, slots=True)
class AwaitSurvey:
    """Tell this person once when the residents' survey opens; ``wanted`` False: they changed their mind."""

    wanted: bool = True


@dataclass(frozen=True, slots=True)
class ReportSiteDown:
    """Somebody says that the agency's website does not open; nothing is kept of who said it."""


@dataclass(frozen=True, slots=True)
class GrantReport:
    """A link to a round's memo for the person who asks; ``nonce`` is its secret part, stored only as a digest."""

    nonce: str
    fiscal_year: int
    round_months: int


@dataclass(frozen=True, slots=True)
class GrantEvidence:
    """A link to the evidence of a measure, for the person who asks; ``nonce`` is its secret part."""

    nonce: str
    measure_id: int


@dataclass(frozen=True, slots=True)
class GrantConsole:
    """A log-in code of the console for the administrator who asks; only its digest is stored."""

    code: str


@dataclass(frozen=True, slots=True)
class NoteMiss:
    """One more message that was not understood; nothing of it is kept."""


@dataclass(frozen=True, slots=True)
class KeepMissed:
    """Keep a text without personal data, as the person agreed."""

    text: str


Effect = (
    FollowMeasure
    | Unfollow
    | ForgetMe
    | LinkStaff
    | UnlinkStaff
    | ReportProgress
    | SetReminders
    | KeepContent
    | DropContent
    | GrantEvidence
    | RecordSummary
    | Acknowledge
    | SetSummaries
    | AwaitSurvey
    | ReportSiteDown
    | GrantReport
    | GrantConsole
    | NoteMiss
    | KeepMissed
)
