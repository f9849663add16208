"""What one open conversation takes in Redis, and what a waiting event takes."""

import tempfile
from pathlib import Path

from bench.load import fire
from bench.site import QUESTIONS, Site, site
from storage.samples.load import SLUGS

PEOPLE = 1_000
EACH = 4
"""Questions of one person."""


def main(people: int = PEOPLE) -> None:
    with tempfile.TemporaryDirectory() as folder, site(Path(folder)) as where:
        ask(where, people)
        once = taken(where) / people
        for _ in range(EACH - 1):
            ask(where, people)
        often, record, seen = (taken(where, part) / people for part in ("*", "*:conversation:*", "*:seen:*"))
        with where.worker_standing():
            fire(where.port, questions(where, people))
            waiting = taken(where, "*:events") / people
        where.drained()
    print(f"\nRedis, {people} people; bytes of each, keys and the server's own bookkeeping of them included")
    print(f"{'an open conversation after one question (24 h)':58}{once - seen / EACH:8.0f}")
    print(f"{f'the same after {EACH} questions':58}{record:8.0f}")
    print(f"{'an event that had its effect: so that it has none again (72 h)':58}{seen / EACH:8.0f}")
    print(f"{f'all that a person with {EACH} questions leaves':58}{often:8.0f}")
    print(f"{'an event that waits':58}{waiting:8.0f}", flush=True)


def ask(where: Site, count: int) -> None:
    """One question of each person, answered."""
    measured = fire(where.port, questions(where, count))
    assert set(measured.statuses) == {200}, measured.statuses
    where.drained()


def questions(where: Site, count: int) -> list[bytes]:
    return [where.question(SLUGS[n % 5], n, QUESTIONS[n % 4]).request for n in range(count)]


def taken(where: Site, pattern: str = "*") -> int:
    """Bytes of the keys of one kind."""
    redis = where.parts.redis
    sizes = (redis.memory_usage(key, samples=0) for key in redis.scan_iter(pattern, count=1000))
    return sum(int(size or 0) for size in sizes)


if __name__ == "__main__":
    main()
