"""What the scheduler runs."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.parts import Parts

Due = Callable[[datetime, datetime], Sequence[datetime]]
"""The moments in (after, upto], in order. It is given Bangkok time and returns Bangkok time."""


@dataclass(frozen=True, slots=True)
class Job:
    """Something to do at certain moments. ``name`` is stored: renaming one makes it a new job.

    ``run`` gets the moment it runs for, which may lie in the past after a stop. It must be idempotent: the power may
    fail between its work and the note that it is done. ``only_newest``: of several missed moments only the last one is
    worth a run.
    """

    name: str
    due: Due
    run: Callable[[Parts, datetime], None]
    only_newest: bool = False
