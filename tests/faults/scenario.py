"""The stage of a fault scenario: an installation, a platform whose reply tokens do not die, and what people will do."""

from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.simulator.clock import Clock
from bot.simulator.fake import FakeLine
from bot.simulator.model import Rules
from tests.faults.events import StandingClock
from tests.faults.installation import Installation, installed
from tests.faults.story import Story, stories


@dataclass(frozen=True, slots=True)
class Size:
    """How many people, and how many events of each."""

    people: int
    each: int


SHORT = Size(30, 10)
LONG = Size(100, 100)
"""Ten thousand events."""


@contextmanager
def scenario(
    folder: Path, size: Size, stores: Mapping[str, str] | None = None, clock: Clock | None = None
) -> Iterator[tuple[Installation, list[Story]]]:
    """No process is running yet. LINE's clock stands still unless another is given.

    The senders bring again what the door refused, so the platform itself does not.
    """
    folder.mkdir(exist_ok=True)
    rules = Rules(redelivery_delays=(), monthly_quota=None, rate_limits=False)
    with FakeLine(rules=rules, clock=clock or StandingClock()) as fake:
        fake.platform.calls = deque()
        with installed(folder, fake, stores) as running:
            yield running, stories(running, size.people, size.each)
