"""The SQL schema of the general side, one file per subject. Importing this package registers every table."""

from storage.models.agency import Agency, AgencyName, Channel, Contact, Unit
from storage.models.assessment import Assessment, IndicatorScore
from storage.models.base import Base, Meta
from storage.models.document import ImportWarning, Source
from storage.models.inbox import InboxEvent
from storage.models.learning import MissCount, MissedText
from storage.models.measure import IssueRow, Measure, ProgressEntry, RowCode, RowText, RowUnit
from storage.models.person import Follow, Invitation, Person
from storage.models.survey import Survey

__all__ = [
    "Agency",
    "AgencyName",
    "Assessment",
    "Base",
    "Channel",
    "Contact",
    "Follow",
    "ImportWarning",
    "InboxEvent",
    "IndicatorScore",
    "Invitation",
    "IssueRow",
    "Measure",
    "Meta",
    "MissCount",
    "MissedText",
    "Person",
    "ProgressEntry",
    "RowCode",
    "RowText",
    "RowUnit",
    "Source",
    "Survey",
    "Unit",
]
