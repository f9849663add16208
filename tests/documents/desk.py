"""What these tests let an agency's administrator do: announce surveys, publish papers, note what a look found."""

from datetime import date

from sqlalchemy import select

from dialogs.records.document import Fault, LinkState, PaperKind
from dialogs.records.ita import Instrument
from storage.documents import PaperDraft, add_paper, note_closing
from storage.linkcheck import Finding, settle
from storage.models import Agency, LinkCheck
from storage.surveys import SurveyDraft, save_survey
from tests.system import System

CODE = "h9unqk"
"""The one survey code that the published documents give."""


def announce(system: System, slug: str, first: str, last: str, instrument: Instrument = Instrument.EIT) -> None:
    url = f"https://itas.nacc.go.th/go/{instrument.lower()}/{CODE}"
    with system.parts.database.transaction() as session:
        save_survey(session, _agency(session, slug), SurveyDraft(instrument, url, first, last))


def publish(
    system: System,
    slug: str,
    title: str,
    url: str,
    code: str = "",
    year: int = 0,
    kind: PaperKind = PaperKind.ITEM,
    unit: str = "",
) -> None:
    with system.parts.database.transaction() as session:
        add_paper(session, _agency(session, slug), PaperDraft(title, url, kind, year, code, unit), system.parts.clock())


def looked(
    system: System, url: str, state: LinkState, fault: Fault = Fault.NONE, newest_year: int | None = None
) -> None:
    """The last look at an address found this."""
    with system.parts.database.transaction() as session:
        for check in session.scalars(select(LinkCheck).where(LinkCheck.url == url)):
            settle(session, check, Finding(state, fault, newest_year), system.parts.clock())


def closes(system: System, slug: str, year: int, day: date) -> None:
    with system.parts.database.transaction() as session:
        note_closing(session, _agency(session, slug), year, day)


def _agency(session: object, slug: str) -> Agency:
    return session.scalars(select(Agency).where(Agency.slug == slug)).one()  # type: ignore[attr-defined]
