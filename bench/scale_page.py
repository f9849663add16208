"""The page docs/scaling.md, from the simulation's figures."""

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bench.scale import Day

_HEAD = """# One installation for the whole country

Written by `python -m bench.scale --write`. Whole turns for a core and the memory of processes are measured (`make bench`,
two shared cores); the other costs are estimated, and how many people write is assumed. All stand in `bench/scale.yaml`,
with a mark at what is measured: change them and run it again.
"""


def page(told: Mapping[str, Any], day: "Day", limits: Sequence[tuple[str, float, str]], late: float) -> str:
    return "\n".join([_HEAD, _load(told, day), _size(told, day), _breaks(limits, late), _push(told), _cost(told, day)])


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = ["| " + " | ".join(head) + " |", "|" + " --- |" * len(head)]
    return "\n".join([*lines, *("| " + " | ".join(row) + " |" for row in rows)]) + "\n"


def _load(told: Mapping[str, Any], day: "Day") -> str:
    people = told["people"]
    rows = [
        ("events of the day", f"{day.arrivals.sum():,.0f}"),
        ("webhooks a second, mean", f"{day.arrivals.mean():,.0f}"),
        ("busiest minute", f"{day.busiest_minute:,.0f} a second"),
        ("busiest second", f"{day.peak:,.0f}"),
        ("longest wait for a turn, with the workers below", f"{day.longest_wait:.1f} s"),
    ]
    story = (
        f"{people['agencies']:,} offices with {people['friends_per_agency']:,} friends each; the survey's window is about "
        f"to close and every office announces it, {people['announced_on_the_hour']:.0%} of them on the hour.\n"
    )
    return f"## The worst day\n\n{story}\n" + _table(("what", "how much"), rows)


def sizes(told: Mapping[str, Any], day: "Day") -> dict[str, float]:
    """Cores, machines, megabytes."""
    measured, people, sizing = told["measured"], told["people"], told["sizing"]
    writers = people["agencies"] * people["friends_per_agency"] * people["share_that_writes"]
    web = math.ceil(day.busiest_minute / measured["acks_per_core_second"] / sizing["busy_share"]) + 1
    conversations = writers * sizing["retention_hours_of_conversations"] / 24
    minute = day.busiest_minute * 60
    known = people["followers_per_agency"] + 10
    database = people["agencies"] * (
        measured["database_bytes_per_agency"] + known * measured["database_bytes_per_person"]
    )
    return {
        "web": web,
        "machines": math.ceil((web + day.workers) / sizing["cores_per_machine"]),
        "redis": (
            conversations * measured["redis_bytes_per_conversation"]
            + minute * measured["redis_bytes_per_waiting_event"]
        )
        / 2**20,
        "database": database / 2**30,
        "inbox": day.arrivals.sum() * 14 * 0.1 * 400 / 2**30,
    }


def _size(told: Mapping[str, Any], day: "Day") -> str:
    size, sizing = sizes(told, day), told["sizing"]
    rows = [
        ("workers, a core each", f"{day.workers}", f"{sizing['spare_machines']} machine may be lost; cores at most "
         f"{sizing['busy_share']:.0%} busy"),
        ("web cores", f"{size['web']:.0f}", "one of them spare"),
        ("machines", f"{size['machines']:.0f}", f"of {sizing['cores_per_machine']} cores"),
        ("Redis", f"{size['redis']:,.0f} MB", "conversations of a day, and a minute of the busiest minute waiting"),
        ("PostgreSQL", f"{size['database']:.1f} GB", f"and {size['inbox']:.1f} GB of notes of events (14 days)"),
    ]  # fmt: skip
    return "## What it takes\n\n" + _table(("what", "how much", "why"), rows)


def _breaks(limits: Sequence[tuple[str, float, str]], late: float) -> str:
    rows = [(what, f"{factor:,.1f} ×", then) for what, factor, then in limits]
    told = (
        f"The first answer misses its reply token's minute at {late:.1f} × this day; nothing is lost before or after.\n"
    )
    return f"## What breaks first\n\nAt which multiple of the busiest minute each part is full. {told}\n" + _table(
        ("part", "full at", "what happens, what to do"), rows
    )


def _push(told: Mapping[str, Any]) -> str:
    people, line = told["people"], told["line"]
    wanted = people["followers_per_agency"] * people["pushes_per_follower_and_month"]
    wanted += people["officials_pushes_per_agency_and_month"]
    rows = [
        (plan["name"], f"{plan['messages']:,}", f"{plan['baht']:,}", f"{plan['messages'] / wanted:.1f} ×")
        for plan in line["plans"]
    ]
    return (
        "## Push quota\n\nReplies are free and not counted; each office has a channel and a quota of its own. "
        f"An office here wants to push {wanted} messages a month. Whoever has many followers needs a plan: what the quota "
        "does not hold is listed as not sent, requests for a ทราบ go first.\n\n"
        + _table(("LINE plan", "messages a month", "baht", "covers the need"), rows)
    )


def _cost(told: Mapping[str, Any], day: "Day") -> str:
    price, size = told["baht_a_month"], sizes(told, day)
    rows = [
        (f"{size['machines']:.0f} machines", size["machines"] * price["machine_4_cores_8_gb"]),
        ("PostgreSQL with a standby", price["postgresql_4_cores_16_gb_with_standby"]),
        ("Redis with a standby", price["redis_8_gb_with_standby"]),
        ("load balancer and traffic", price["load_balancer_and_traffic"]),
        ("backups", price["backup_100_gb"]),
        (f"{price['person_hours']} hours of an operator", price["person_hours"] * price["person_hour"]),
    ]
    total = sum(cost for _, cost in rows)
    each = total / told["people"]["agencies"]
    shown = [(what, f"{cost:,.0f}") for what, cost in rows] + [("**all**", f"**{total:,.0f}**")]
    return (
        f"## What it costs a month\n\nBaht, without VAT and without LINE's plans: **{each:.2f} for each office**. "
        "The machines are those of the worst day; on other days most can be off.\n\n" + _table(("what", "baht"), shown)
    )
