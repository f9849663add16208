"""The same turns with 5 agencies and with 7,850 agencies of 13 measures in each of 5 years, on PostgreSQL.

Both installations run side by side on one server and are asked in turn. CPU is that of web, worker, Redis and the
database's backends together; the clock runs from the first webhook until the last answer is out.
"""

import os
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from sqlalchemy import make_url, text

from bench.filling import MEASURES, YEARS, copy_slug
from bench.load import fire
from bench.site import QUESTIONS, Asked, Site, site
from storage.samples.load import SLUGS
from tests.servers import Postgres, own_postgres

AGENCIES = 7_850
ROUNDS = 7
TURNS = 400
PEOPLE = 100
CHANCE = 2_569


@dataclass(frozen=True, slots=True)
class Cost:
    """Of one turn, in milliseconds; ``parts`` is the CPU by part."""

    wall: float
    parts: dict[str, float]

    @property
    def cpu(self) -> float:
        return sum(self.parts.values())


@dataclass(frozen=True, slots=True)
class Form:
    """Which installation is asked, and which agency of it; ``turns`` in one round."""

    where: Site
    slug: Callable[[], str]
    turns: int

    def asked(self) -> list[Asked]:
        return [self.where.question(self.slug(), n % PEOPLE, QUESTIONS[n % 4]) for n in range(self.turns)]


def main(agencies: int = AGENCIES, rounds: int = ROUNDS, turns: int = TURNS) -> None:
    with ExitStack() as stack:
        server = stack.enter_context(postgres())
        if server is None:
            print("\nGrowth: no PostgreSQL here (Debian's postgresql, or TEST_DATABASE_URL)")
            return
        few = stack.enter_context(filled(server, len(SLUGS)))
        began = time.monotonic()
        many = stack.enter_context(filled(server, agencies))
        print(f"\nGrowth: {agencies:,} agencies × {MEASURES} measures × {YEARS} years, {size(many, agencies)}")
        print(f"filled and started in {time.monotonic() - began:.0f} s", flush=True)
        chosen = random.Random(CHANCE)
        forms = {
            f"a sample, of {len(SLUGS)} agencies": Form(few, lambda: SLUGS[2], turns),
            f"the same, of {agencies:,}": Form(many, lambda: SLUGS[2], turns),
            "a full agency, always the same": Form(many, lambda: copy_slug(1), turns),
            "full agencies at random": Form(
                many, lambda: copy_slug(chosen.randint(1, agencies - len(SLUGS))), turns // 4
            ),
        }
        show(measured(forms, rounds), turns)
        show_memory({f"{len(SLUGS)} agencies": few, f"{agencies:,}": many})


def measured(forms: dict[str, Form], rounds: int) -> dict[str, list[Cost]]:
    """Every form once a round; each round begins with another one."""
    costs: dict[str, list[Cost]] = {name: [] for name in forms}
    for form in forms.values():
        cost(form.where, form.asked())  # not counted: connections and caches are made
    for number in range(rounds):
        names = list(forms)
        for name in names[number % len(names) :] + names[: number % len(names)]:
            costs[name].append(cost(forms[name].where, forms[name].asked()))
    return costs


def cost(where: Site, asked: Sequence[Asked]) -> Cost:
    """Ask all, wait for every answer."""
    before, began = where.cpu(), time.monotonic()
    measured = fire(where.port, [one.request for one in asked])
    done = where.drained()
    after = where.cpu()
    tokens = [token for token, _ in where.answers(asked)]
    assert set(measured.statuses) == {200}, measured.statuses
    assert len(tokens) == len(set(tokens)) == len(asked), f"{len(set(tokens))} answers, {len(tokens)} replies"
    each = 1000 / len(asked)
    return Cost((done - began) * each, {name: (after[name] - before[name]) * each for name in after})


def show(costs: dict[str, list[Cost]], turns: int) -> None:
    first = next(iter(costs.values()))
    parts = list(first[0].parts)
    rounds = f"medians of {len(first)} rounds of {turns} (at random {turns // 4}) in turn"
    print(f"milliseconds a turn, {rounds}; ratios are the median of the rounds' ratios\n")
    print(f"{'':34}{'clock':>8}{'ratio':>8}{'CPU':>8}{'ratio':>8}" + "".join(f"{name:>12}" for name in parts))
    for name, some in costs.items():
        print(f"{name:34}", end="")
        for what in ("wall", "cpu"):
            value = statistics.median(getattr(one, what) for one in some)
            ratio = statistics.median(
                getattr(one, what) / getattr(base, what) for one, base in zip(some, first, strict=True)
            )
            print(f"{value:8.2f}{ratio:7.2f}×", end="")
        print("".join(f"{statistics.median(one.parts[part] for one in some):12.2f}" for part in parts), flush=True)


def show_memory(sites: dict[str, Site]) -> None:
    print("\nMemory, MB (proportional share)")
    for name, where in sites.items():
        print(f"{name:34}" + "   ".join(f"{part} {mb:.0f}" for part, mb in where.memory().items()), flush=True)


def size(where: Site, agencies: int) -> str:
    with where.parts.database.reading() as session:
        measures = session.scalar(text("SELECT count(*) FROM measures"))
        own = session.scalar(text("SELECT pg_database_size(current_database())")) or 0
    return f"{measures:,} measures, {own / 2**30:.1f} GB, {own / agencies / 1000:.0f} kB an agency"


@contextmanager
def filled(server: Postgres, agencies: int) -> Iterator[Site]:
    """An installation on a database of its own."""
    url = server.new_database()
    try:
        with tempfile.TemporaryDirectory() as folder, site(Path(folder), url, agencies) as found:
            yield found
    finally:
        server.drop(url)


@contextmanager
def postgres() -> Iterator[Postgres | None]:
    """TEST_DATABASE_URL's server, or one of our own; None where there is none."""
    if given := os.environ.get("TEST_DATABASE_URL"):
        yield Postgres(make_url(given).set(drivername="postgresql+psycopg").render_as_string(False), count())
    elif sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb")):
        with own_postgres() as server:
            yield Postgres(server.url, count())
    else:
        yield None


if __name__ == "__main__":
    main()
