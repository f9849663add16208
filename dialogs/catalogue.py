"""All dialogs of the general account, put together."""

from dialogs.complaint import COMPLAINT, COMPLAINT_FOLLOW_UP
from dialogs.contact import CONTACT
from dialogs.copy.titles import title
from dialogs.engine.engine import Engine
from dialogs.fallback import fallback, first
from dialogs.follow import FOLLOW
from dialogs.greeting import GREETING
from dialogs.help import HELP
from dialogs.ita_score import ITA_SCORE
from dialogs.measure_status import MEASURE_STATUS
from dialogs.privacy import PRIVACY
from dialogs.report_progress import REPORT_PROGRESS
from dialogs.staff_link import STAFF_LINK
from dialogs.survey import SURVEY
from dialogs.teach import TEACH
from dialogs.thanks import THANKS

DIALOGS = (
    GREETING,
    HELP,
    MEASURE_STATUS,
    ITA_SCORE,
    SURVEY,
    COMPLAINT,
    COMPLAINT_FOLLOW_UP,
    CONTACT,
    FOLLOW,
    PRIVACY,
    REPORT_PROGRESS,
    STAFF_LINK,
    TEACH,
    THANKS,
)


def general_engine() -> Engine:
    """The engine of the general account."""
    return Engine(DIALOGS, fallback, title, first)
