"""Messages, duplicates, power cuts and clock jumps in random order: nothing stored twice, nothing said and not kept.

A staff member reports progress, the mayor answers a summary with ทราบ, the scheduler reminds, sums up and sends. The
power fails at every named step now and then. Each world runs many interleavings one after the other, with its own
seed, which is printed, so that a failure can be run again.
"""

import json
from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.demo.people import bind_sample
from dialogs.copy.report_progress import SAVE
from dialogs.copy.summary_answer import ACKNOWLEDGE
from dialogs.engine.buttons import go
from dialogs.records.notice import Fate, Reason
from dialogs.understanding.service import AgencyListener
from storage.models import Agency, Delivery, NoticeRow, Person, ProgressEntry, SummaryAnswer
from storage.people import unbind
from tests.faults.chance import SLUG, Talker, World, world
from tests.figures import show

MOVES = 24
EACH = 10
"""Interleavings in one world."""
RESUME, SAVED, NOTED = "ทำต่อ", "บันทึกแล้ว", "บันทึกทราบแล้ว"


def reports(talker: Talker) -> str:
    """What a staff member says next: answers the question, saves at the review, goes on after a break."""
    offered, chance = talker.buttons, talker.world.chance
    if SAVED in talker.text:
        return "ขอบคุณค่ะ"
    if SAVE in offered:
        return SAVE if chance.random() < 0.8 else "แก้ไขความคืบหน้า"
    if RESUME in offered:
        return RESUME
    if "75%" in offered:
        return f"{chance.randint(1, 99)}%"
    nothing = next((label for label in offered if label.startswith(("ไม่มี", "ข้าม"))), None)
    return nothing or f"ทำงานครั้งที่ {chance.randint(1, 9)} เรียบร้อยดี"


def acknowledges(talker: Talker) -> str:
    return "ทราบ" if ACKNOWLEDGE in talker.buttons else "สรุปมาตรการ"


def interleave(chaos: World, number: int) -> tuple[Talker, Talker]:
    """One staff member and one mayor, and everything in between."""
    parts, chance = chaos.parts, chaos.chance
    measures = [m.id for m in parts.directory.known(SLUG, ()).agency.measures]  # type: ignore[union-attr]
    staff, mayor = (chaos.people.user(f"{word}-{number}") for word in ("staff", "mayor"))
    bind_sample(parts, SLUG, staff, "staff")
    bind_sample(parts, SLUG, mayor, "mayor")
    clerk = Talker(chaos, staff, go("report_progress", measure=chance.choice(measures)), reports)
    head = Talker(chaos, mayor, go("summary"), acknowledges)
    for _ in range(MOVES):
        chance.choice((clerk, clerk, head)).move()
        chaos.jump()
        if chance.random() < 0.7:
            chaos.drain()
        if chance.random() < 0.25:
            chaos.schedule()
    chaos.drain()
    return clerk, head


def person(chaos: World, user: str) -> int:
    digests = chaos.parts.keyring.digests("general", SLUG, user)
    with chaos.parts.database.reading() as session:
        return session.scalars(
            select(Person.id).join(Agency).where(Agency.slug == SLUG, Person.digest.in_(digests))
        ).one()


def saved(chaos: World, clerk: Talker) -> int:
    with chaos.parts.database.reading() as session:
        found = (
            select(func.count()).select_from(ProgressEntry).where(ProgressEntry.person_id == person(chaos, clerk.user))
        )
        return session.scalar(found) or 0


def acknowledged(chaos: World, head: Talker) -> int:
    given = SummaryAnswer.answered_at.is_not(None)
    with chaos.parts.database.reading() as session:
        found = (
            select(func.count())
            .select_from(SummaryAnswer)
            .where(given, SummaryAnswer.person_id == person(chaos, head.user))
        )
        return session.scalar(found) or 0


def leave(chaos: World, *talkers: Talker) -> None:
    """So that an office does not grow without end."""
    with chaos.parts.database.transaction() as session:
        for talker in talkers:
            unbind(session, session.get_one(Person, person(chaos, talker.user)))


def run(folder: Path, listener: AgencyListener, seed: int) -> Counter[str]:
    """One world; every promise is checked. Returns what happened in it."""
    seen: Counter[str] = Counter()
    with world(folder, listener, seed) as chaos:
        for number in range(EACH):
            clerk, head = interleave(chaos, number)
            kept = saved(chaos, clerk), acknowledged(chaos, head)
            assert kept == (clerk.told(SAVED), head.told(NOTED)), f"seed {seed}, interleaving {number}"
            seen.update(interleavings=1, reports=kept[0], acknowledged=kept[1])
            if number % 3:
                leave(chaos, clerk, head)
        same = [answers for answers in chaos.answers.values() if len({a.dump() for a in answers}) > 1]
        assert same == [], f"seed {seed}: an event was answered in two ways"
        seen.update(cuts=chaos.cuts, duplicates=chaos.doubles, pushed=settled(chaos, seed), answers=len(chaos.answers))
    return seen


def settled(chaos: World, seed: int) -> int:
    """Send what is left; then every notice arrived once or is listed. Returns how many arrived."""
    chaos.calm()
    for _ in range(6):
        chaos.schedule()
        chaos.clock.move(hours=7)
    arrived: Counter[tuple[str, str]] = Counter()
    for call in chaos.fake.sent:
        if call.status == 200 and call.body and "to" in call.body:
            to = call.body["to"]
            for one in to if isinstance(to, list) else [to]:
                arrived[(str(one), json.dumps(call.body["messages"], sort_keys=True))] += 1
    with chaos.parts.database.reading() as session:
        fates = Counter((d.fate, d.reason) for d in session.scalars(select(Delivery)))
        kinds = Counter(session.scalars(select(NoticeRow.kind)))
    assert fates[(Fate.WAITING, "")] == 0, f"seed {seed}: {fates}"
    assert max(arrived.values(), default=1) == 1, f"seed {seed}: a message came twice"
    sent = sum(count for (fate, _), count in fates.items() if fate == Fate.SENT)
    # Who left the office between a call that the power cut off and its repeat may have had the message.
    open_ones = fates[(Fate.UNSENT, Reason.UNSURE)] + fates[(Fate.UNSENT, Reason.GONE)]
    assert sent <= sum(arrived.values()) <= sent + open_ones, f"seed {seed}: {fates}, {kinds}"
    return sum(arrived.values())


def told(seen: Counter[str]) -> None:
    show(f"interleavings: {', '.join(f'{count} {what}' for what, count in seen.items())}; 0 lost, 0 doubled")


@pytest.mark.parametrize("seed", range(2))
def test_interleavings(seed: int, tmp_path: Path, listener: AgencyListener) -> None:
    seen = run(tmp_path, listener, seed)
    told(seen)
    assert seen["reports"] and seen["acknowledged"] and seen["cuts"] and seen["duplicates"]


@pytest.mark.soak
@pytest.mark.timeout(3000)
def test_a_thousand_interleavings(tmp_path: Path, listener: AgencyListener) -> None:
    seen: Counter[str] = Counter()
    for seed in range(100, 200):
        seen += run(tmp_path / str(seed), listener, seed)
    told(seen)
    assert seen["interleavings"] == 1000 and seen["pushed"]
