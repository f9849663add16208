"""The menus below the chat, published to the simulator while the other processes start."""

import logging
from collections.abc import Sequence
from threading import Thread

from bot.parts import Parts
from bot.simulator.model import Channel
from dialogs.records.errors import ProngsaiError
from storage.menu_people import menu_people

log = logging.getLogger(__name__)


def start_publishing(parts: Parts, channels: Sequence[Channel], url: str) -> Thread:
    """Draws and publishes in a thread of its own: nobody has to wait for it, but it must end before the stores close."""
    thread = Thread(target=_publish, args=(parts, channels, url), name="menus")
    thread.start()
    return thread


def _publish(parts: Parts, channels: Sequence[Channel], url: str) -> None:
    from bot.line.richmenus import LineMenus  # the SDK takes seconds to import
    from bot.richmenus.publish import publish

    try:
        for channel in channels:
            with parts.database.reading() as session:
                people = menu_people(session, parts.keyring, channel.slug)
            publish(LineMenus(url, url, channel.access_token), people)
    except ProngsaiError as error:
        log.warning("the demo goes on without menus: %s", error)
