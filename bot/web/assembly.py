"""The web process's own parts, made from those that all programs share."""

from bot.parts import Parts
from bot.web.console.blueprint import console_pages
from bot.web.console.gate import ConsoleDesk
from bot.web.evidence import EvidenceDesk, evidence_pages
from bot.web.pictures import picture_pages
from bot.web.public.site import Site
from bot.web.reports import ReportDesk, report_pages
from bot.web.webhook import Check, Door
from storage.agency_list import AgencyList
from storage.channels import ChannelSecrets
from storage.events.stream import EventStream
from storage.redis_client import impatient


def make_door(parts: Parts) -> Door:
    """Everything that the web process serves, on these stores."""
    database, keyring, clock = parts.database, parts.keyring, parts.clock
    stream = EventStream(impatient(parts.redis), replicas=parts.settings.redis_replicas)
    checks: list[Check] = [("Redis", stream.check), ("database", parts.ping_database)]
    return Door(
        keyring,
        ChannelSecrets(parts.channels),
        stream,
        parts.cipher,
        clock,
        Site(parts.directory, AgencyList(database), clock, parts.settings.public_url.rstrip("/")),
        checks,
        trusted_proxies=parts.settings.trusted_proxies,
        blueprints=(
            picture_pages(database),
            report_pages(ReportDesk(database, keyring, clock)),
            evidence_pages(EvidenceDesk(database, keyring, clock)),
            console_pages(ConsoleDesk(database, keyring, clock)),
        ),
    )
