"""The SQL schema of the general side, one file per subject. Importing this package registers every table."""

from storage.models.agency import Agency, AgencyName, Channel, Contact, Unit
from storage.models.assessment import Assessment, IndicatorScore
from storage.models.base import Base, Meta
from storage.models.console import AuditEntry, ConsoleCode, ConsoleUpload, ConsoleVisit
from storage.models.disclosure import ItasSeason, ItemTitle, LinkCheck, Paper, SurveyWish, WebHost
from storage.models.document import ImportWarning, Source
from storage.models.evidence import EvidenceFile, EvidenceLink
from storage.models.inbox import InboxEvent
from storage.models.job import JobRun
from storage.models.learning import MissCount, MissedText
from storage.models.measure import IssueRow, Measure, ProgressEntry, RowCode, RowText, RowUnit
from storage.models.notice import Delivery, NoticeRow, Purse, PushRequest
from storage.models.person import Follow, Invitation, Person
from storage.models.reportlink import ReportLink
from storage.models.summary import Summary, SummaryAnswer, SummaryPreference, SummarySetting
from storage.models.survey import Survey

__all__ = [
    "Agency",
    "AgencyName",
    "Assessment",
    "AuditEntry",
    "Base",
    "Channel",
    "ConsoleCode",
    "ConsoleUpload",
    "ConsoleVisit",
    "Contact",
    "Delivery",
    "EvidenceFile",
    "EvidenceLink",
    "Follow",
    "ImportWarning",
    "InboxEvent",
    "IndicatorScore",
    "Invitation",
    "IssueRow",
    "ItasSeason",
    "ItemTitle",
    "JobRun",
    "LinkCheck",
    "Measure",
    "Meta",
    "MissCount",
    "MissedText",
    "NoticeRow",
    "Paper",
    "Person",
    "ProgressEntry",
    "Purse",
    "PushRequest",
    "ReportLink",
    "RowCode",
    "RowText",
    "RowUnit",
    "Source",
    "Summary",
    "SummaryAnswer",
    "SummaryPreference",
    "SummarySetting",
    "Survey",
    "SurveyWish",
    "Unit",
    "WebHost",
]
