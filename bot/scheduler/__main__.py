"""``python -m bot.scheduler``: the scheduler process."""

import signal
import sys
from collections.abc import Sequence

from bot.line.gateway import TIMEOUT, LineGateway
from bot.line.push import Pusher
from bot.log import set_up_logging
from bot.parts import Parts, open_parts
from bot.scheduler.catalogue import all_jobs
from bot.scheduler.job import Job
from bot.scheduler.leader import LEASE_MS, Leader
from bot.scheduler.scheduler import Scheduler
from bot.settings import load_settings
from dialogs.records.errors import ProngsaiError
from handlers.turn import Checkpoint, no_checkpoint
from storage.channels import GENERAL


def build(
    parts: Parts,
    jobs: Sequence[Job],
    checkpoint: Checkpoint = no_checkpoint,
    lease_ms: int = LEASE_MS,
    timeout: tuple[float, float] = TIMEOUT,
) -> Scheduler:
    """A scheduler on open parts."""
    gateway = LineGateway(parts.channels, GENERAL, parts.settings.line_api_url, timeout)
    return Scheduler(parts, jobs, Pusher(gateway), Leader(parts.redis, lease_ms), checkpoint=checkpoint)


def main() -> int:
    set_up_logging()
    try:
        with open_parts(load_settings()) as parts:
            scheduler = build(parts, all_jobs())
            for name in (signal.SIGTERM, signal.SIGINT):
                signal.signal(name, lambda *_: scheduler.stop())
            scheduler.run()
    except ProngsaiError as error:
        print(f"error: {error}", file=sys.stderr)  # noqa: T201 - an operator reads this where logging may not be set up
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
