"""``python -m bot.worker``: the worker process."""

import signal
import sys

from bot.line.gateway import LineGateway
from bot.log import set_up_logging
from bot.parts import Parts, load_listener, open_parts
from bot.settings import load_settings
from bot.worker.worker import Worker
from dialogs.records.errors import ProngsaiError
from handlers.turn import Checkpoint, no_checkpoint
from storage.channels import GENERAL
from storage.events.leases import LEASE_MS


def build(parts: Parts, checkpoint: Checkpoint = no_checkpoint, lease_ms: int = LEASE_MS) -> Worker:
    """A worker on open parts."""
    return Worker(
        stream=parts.stream(),
        leases=parts.leases(lease_ms),
        cipher=parts.cipher,
        turn=parts.turn(load_listener(), checkpoint),
        gateway=LineGateway(parts.channels, GENERAL, parts.settings.line_api_url),
        directory=parts.directory,
        clock=parts.clock,
        checkpoint=checkpoint,
    )


def main() -> int:
    set_up_logging()
    try:
        with open_parts(load_settings()) as parts:
            worker = build(parts)
            for name in (signal.SIGTERM, signal.SIGINT):
                signal.signal(name, lambda *_: worker.stop())
            worker.run()
    except ProngsaiError as error:
        print(f"error: {error}", file=sys.stderr)  # noqa: T201 - an operator reads this where logging may not be set up
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
