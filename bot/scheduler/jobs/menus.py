"""Every night: everybody has the menu of their role, whatever was missed when they were bound or removed."""

from datetime import datetime

from sqlalchemy import select

from bot.parts import Parts
from bot.richmenus.menus import Audience, alias_of
from bot.richmenus.publish import link_people
from bot.scheduler.agencies import for_each
from bot.scheduler.calendar import daily
from bot.scheduler.job import Job
from storage.channels import GENERAL
from storage.menu_people import menu_people
from storage.models import Agency, Channel


def run(parts: Parts, _moment: datetime) -> None:
    """Two or three requests an agency; one whose menus were never published is left alone."""
    with parts.database.reading() as session:
        found = session.execute(
            select(Agency.id, Agency.slug).join(Channel).where(Channel.kind == GENERAL).order_by(Agency.id)
        )
        agencies = [(row.id, row.slug) for row in found]
    for_each(agencies, lambda _id, slug: _repair(parts, slug))


def _repair(parts: Parts, slug: str) -> None:
    from bot.line.richmenus import LineMenus  # the SDK takes seconds to import

    account = LineMenus.of(parts.channels, slug, parts.settings.line_api_url, parts.settings.line_data_url)
    aliases = account.aliases()
    current = {audience: aliases.get(alias_of(audience), "") for audience in Audience}
    if not all(current.values()):
        return
    with parts.database.reading() as session:
        people = menu_people(session, parts.keyring, slug)
    link_people(account, current, people)


JOBS = (Job("menus", daily(3, 40), run, only_newest=True),)
