"""7,850 local governments on one installation, on the worst day of an EIT season: a simulation, second by second.

    python -m bench.scale             prints it
    python -m bench.scale --write     writes docs/scaling.md

Costs and assumptions stand in bench/scale.yaml. The day is drawn from a fixed seed, so that two readers see the same
one. The queue is the real structure: partitions, reply slots of each worker, cores.
"""

import argparse
import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from bench import scale_page

HERE = Path(__file__).resolve().parent
DAY = 86_400
HOURS = (2, 1, 1, 1, 2, 6, 14, 30, 55, 60, 58, 52, 60, 58, 52, 50, 48, 45, 50, 60, 62, 48, 26, 9)
"""How much people write in each hour of a day, relative to each other."""
OFFICE = (8, 16)

Assumptions = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Day:
    """Events of each second; what the queue made of them with so many workers."""

    arrivals: "np.ndarray[Any, np.dtype[np.float64]]"
    workers: int
    capacity: float
    longest_queue: float
    longest_wait: float

    @property
    def peak(self) -> float:
        return float(self.arrivals.max())

    @property
    def busiest_minute(self) -> float:
        """Events a second, over the busiest minute."""
        return float(np.convolve(self.arrivals, np.ones(60) / 60, mode="valid").max())


def arrivals(told: Assumptions, seed: int = 2569) -> "np.ndarray[Any, np.dtype[np.float64]]":
    """Events of each second of the day: a daily round, and a wave after each office's announcement."""
    people = told["people"]
    chance = np.random.default_rng(seed)
    events = (
        people["agencies"] * people["friends_per_agency"] * people["share_that_writes"] * people["events_per_writer"]
    )
    waves = events * people["share_answering_an_announcement"]
    profile = np.repeat(np.array(HOURS, float), 3600)
    rate = profile / profile.sum() * (events - waves)
    hours = chance.integers(*OFFICE, people["agencies"])
    on_the_hour = chance.random(people["agencies"]) < people["announced_on_the_hour"]
    moments = hours * 3600 + np.where(
        on_the_hour, chance.integers(0, 60, hours.size), chance.integers(0, 3600, hours.size)
    )
    announced = np.bincount(moments, minlength=DAY).astype(float)
    fade = people["minutes_until_half_have_answered"] * 60 / math.log(2)
    rate += _faded(announced * (waves / people["agencies"]), fade)
    return chance.poisson(rate).astype(float)


def _faded(starts: "np.ndarray[Any, np.dtype[np.float64]]", fade: float) -> "np.ndarray[Any, np.dtype[np.float64]]":
    """Each start's events spread over what follows it, fewer from second to second."""
    kept, waiting, spread = math.exp(-1 / fade), 0.0, np.zeros(DAY)
    for second, more in enumerate(starts):
        waiting += more
        spread[second] = waiting * (1 - kept)
        waiting *= kept
    return spread


def capacity(told: Assumptions, workers: int) -> dict[str, float]:
    """Turns a second that each part allows; a worker has a core of its own."""
    structure, measured = told["structure"], told["measured"]
    return {
        "cores of the workers": workers * measured["turns_per_core_second"],
        "reply slots": workers * structure["reply_slots_per_worker"] * 1000 / told["line"]["milliseconds"],
        "partitions": structure["partitions"] * 1000 / measured["turn_milliseconds"],
    }


def longest_queue(come: "np.ndarray[Any, np.dtype[np.float64]]", able: float) -> float:
    """Of events that come in each second, where ``able`` of them are done in one."""
    backlog = np.cumsum(come - able)
    return float(max(0.0, (backlog - np.minimum(np.minimum.accumulate(backlog), 0)).max()))


def run(told: Assumptions, workers: int) -> Day:
    """The queue through the day. ``longest_wait``: seconds until the turn of whoever waited longest."""
    come = arrivals(told)
    able = min(capacity(told, workers).values())
    queue = longest_queue(come, able)
    return Day(come, workers, able, queue, queue / able)


def workers_needed(told: Assumptions) -> int:
    """So many that the busiest minute keeps a core below its planned share, and one machine may be lost."""
    peak = run(told, 1).busiest_minute
    sizing = told["sizing"]
    for workers in range(1, 10_000):
        able = capacity(told, workers)
        if min(able["cores of the workers"], able["reply slots"]) * sizing["busy_share"] >= peak:
            return workers + sizing["spare_machines"] * sizing["cores_per_machine"]
    raise ValueError("no number of workers is enough")


def limits(told: Assumptions, day: Day) -> list[tuple[str, float, str]]:
    """What breaks at which factor of this day, first one first: (what, factor, what then)."""
    measured, sizing, line = told["measured"], told["sizing"], told["line"]
    peak = day.busiest_minute
    parts = capacity(told, day.workers)
    largest = peak / told["people"]["agencies"] * told["people"]["largest_office_times"]
    found = [
        ("partitions", parts["partitions"] / peak, "answers get late; raise PARTITIONS with every process stopped"),
        ("cores of the workers", parts["cores of the workers"] / peak, "answers get late; add workers"),
        ("reply slots", parts["reply slots"] / peak, "answers get late; add workers"),
        (
            "PostgreSQL, one server",
            sizing["postgresql_statements_per_second"] / (peak * measured["sql_statements_per_turn"]),
            "turns get slower; a larger server",
        ),
        (
            "Redis, one server",
            sizing["redis_commands_per_second"] / (peak * measured["redis_commands_per_turn"]),
            "webhooks get slower, then 503; a faster server",
        ),
        (
            "LINE's rate of replies, the largest office",
            line["reply_requests_per_channel_second"] / largest,
            "429 for that office alone",
        ),
    ]
    return sorted(found, key=lambda row: row[1])


def late_at(told: Assumptions, day: Day) -> float:
    """At which factor of this day the first answer misses its reply token."""
    low, high = 0.1, 1000.0
    while high / low > 1.005:
        middle = math.sqrt(low * high)
        late = longest_queue(day.arrivals * middle, day.capacity) / day.capacity
        low, high = (low, middle) if late > told["structure"]["reply_token_seconds"] else (middle, high)
    return low


def load(path: Path = HERE / "scale.yaml") -> Assumptions:
    told: Assumptions = yaml.safe_load(path.read_text(encoding="utf-8"))
    return told


def main() -> None:
    parser = argparse.ArgumentParser(description="one installation for the whole country")
    parser.add_argument("--write", action="store_true", help="write docs/scaling.md")
    parser.add_argument("--assumptions", type=Path, default=HERE / "scale.yaml")
    args = parser.parse_args()
    told = load(args.assumptions)
    workers = workers_needed(told)
    day = run(told, workers)
    page = scale_page.page(told, day, limits(told, day), late_at(told, day))
    if args.write:
        (HERE.parent / "docs" / "scaling.md").write_text(page, encoding="utf-8")
    print(page)


if __name__ == "__main__":
    main()
