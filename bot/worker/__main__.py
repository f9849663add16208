"""``python -m bot.worker``: the worker process."""

import os
import signal
import sys

from prometheus_client import REGISTRY, start_http_server

from bot.evidence.fetcher import Fetcher
from bot.line.content import LineContents
from bot.line.gateway import LineGateway
from bot.line.richmenus import PersonalMenus
from bot.log import set_up_logging
from bot.metrics import Asked
from bot.parts import Parts, open_parts
from bot.settings import load_settings
from bot.turns import load_listener, make_turn
from bot.worker.worker import Worker
from dialogs.records.errors import ProngsaiError, StoreUnavailable
from handlers.turn import Checkpoint, no_checkpoint
from storage.channels import GENERAL
from storage.events.leases import LEASE_MS
from storage.events.stream import EventStream

NICE = 5
"""Where both want the processor, the door goes first: LINE waits two seconds for it, a person a minute for a turn."""
SWITCH_SECONDS = 0.05
"""Threads that wait for the interpreter ask for it so often; they get it anyway whenever another waits for an answer."""


def build(parts: Parts, checkpoint: Checkpoint = no_checkpoint, lease_ms: int = LEASE_MS) -> Worker:
    """A worker on open parts."""
    gateway = LineGateway(parts.channels, GENERAL, parts.settings.line_api_url)
    return Worker(
        stream=parts.stream(),
        leases=parts.leases(lease_ms),
        cipher=parts.cipher,
        turn=make_turn(parts, load_listener(), checkpoint),
        gateway=gateway,
        menus=PersonalMenus(gateway),
        directory=parts.directory,
        clock=parts.clock,
        checkpoint=checkpoint,
    )


def depth(stream: EventStream) -> float | None:
    """How many events are in the streams; None while Redis does not answer."""
    try:
        return stream.total()
    except StoreUnavailable:
        return None


def main() -> int:
    set_up_logging()
    try:
        with open_parts(load_settings()) as parts:
            worker = build(parts)
            if parts.settings.metrics_port:
                REGISTRY.register(
                    Asked("prongsai_stream_depth", "Events in all streams.", lambda: depth(parts.stream()))
                )
                start_http_server(parts.settings.metrics_port, addr="127.0.0.1")
            os.nice(NICE)
            sys.setswitchinterval(SWITCH_SECONDS)
            for name in (signal.SIGTERM, signal.SIGINT):
                signal.signal(name, lambda *_: worker.stop())
            fetcher = Fetcher(
                parts.database,
                parts.keyring,
                LineContents(parts.channels, parts.settings.line_data_url),
                parts.clock,
            )
            fetcher.start()
            worker.run()
            fetcher.stop()
    except ProngsaiError as error:
        print(f"error: {error}", file=sys.stderr)  # noqa: T201 - an operator reads this where logging may not be set up
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
