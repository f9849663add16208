"""Summaries that go out by themselves: to whom, when, once, and answered like any other."""

from datetime import date, datetime, timedelta

import pytest

from bot.clock import BANGKOK
from bot.line.gateway import LineGateway
from bot.line.push import Pusher
from bot.scheduler.jobs.summaries import JOBS, due, ended_round, run
from bot.scheduler.sender import Sender
from dialogs.records.notice import Importance
from dialogs.records.official import SummaryPlan
from dialogs.thai.fiscal import ReportingRound
from storage.channels import GENERAL
from storage.deliveries import Outbox
from storage.purses import Purses
from storage.summary_settings import plan_of, set_plan
from tests.officials.office import answers, bound, notices, person_of, summaries
from tests.oracle import judge_sent
from tests.shared import SHARED, needs_shared
from tests.simulator.judge import judge
from tests.system import System, Talk

MONDAY = datetime(2026, 1, 19, 9, tzinfo=BANGKOK)


def at(system: System, moment: datetime) -> None:
    """The clock strikes, and the scheduler's job runs."""
    system.clock.set(moment)
    run(system.parts, moment)


def slots(system: System) -> list[str | None]:
    return [one.slot for one in summaries(system)]


def agency_id(system: System, slug: str = "khongchai") -> int:
    known = system.parts.directory.known(slug, ())
    assert known is not None
    return known.agency.id


def test_every_monday_all_officials_get_it_directors_with_their_unit_first(system: System) -> None:
    works, secretary = bound(system, "director", unit="กองช่าง"), bound(system, "secretary")
    mayor, staff = bound(system, "mayor"), bound(system, "staff")
    at(system, MONDAY)
    everybody, directors = notices(system)
    assert everybody[1] == [person_of(system, secretary), person_of(system, mayor)]
    assert directors[1] == [person_of(system, works)]
    assert person_of(system, staff) not in everybody[1] + directors[1]
    assert {row.importance for row, _ in notices(system)} == {Importance.ACKNOWLEDGE}
    alt = str(directors[0].messages[0]["altText"])
    assert alt.index("กองช่าง เสร็จ") < alt.index("สำนักปลัด เสร็จ")
    [kept] = summaries(system)
    assert (kept.occasion, kept.slot, kept.numbers["total"]) == ("weekly", "weekly/2026-01-19/09", 14)


@needs_shared
def test_line_would_take_what_is_pushed(system: System) -> None:
    bound(system, "director", unit="กองช่าง")
    for slug in ("phon", "ko", "khongchai", "nikhom-khamsoi", "phok-noi"):
        bound(system, "mayor", slug)
    at(system, MONDAY)
    oracle = judge("messaging-api.yml")
    assert SHARED.is_dir() and len(notices(system)) == 6
    for row, _ in notices(system):
        body = {"to": ["U" + "0" * 32], "messages": row.messages}
        assert oracle.errors("post", "/v2/bot/message/multicast", body) == []


def test_a_job_that_runs_again_sends_nothing_again(system: System) -> None:
    bound(system, "mayor")
    at(system, MONDAY)
    at(system, MONDAY)
    assert len(summaries(system)) == len(notices(system)) == 1


def test_each_person_has_an_own_day_and_hour(system: System) -> None:
    mayor, secretary = bound(system, "mayor"), bound(system, "secretary")
    mayor.says("ส่งสรุปทุกวันพุธ 14.00").hears("ทุกวันพุธ 14.00 น.")
    secretary.says("ไม่ต้องส่งสรุปรายสัปดาห์").hears("ไม่ส่งรายสัปดาห์")
    for moment in due(MONDAY - timedelta(hours=1), MONDAY + timedelta(days=4)):
        at(system, moment)
    [(_, people)] = notices(system)
    assert people == [person_of(system, mayor)] and slots(system) == ["weekly/2026-01-21/14"]


def test_the_agency_sets_its_own_day(system: System) -> None:
    bound(system, "mayor")
    with system.parts.database.transaction() as session:
        set_plan(session, agency_id(system), SummaryPlan(weekday=3, hour=16))
        assert plan_of(session, agency_id(system)) == SummaryPlan(weekday=3, hour=16)
    at(system, MONDAY)
    assert slots(system) == []
    at(system, MONDAY + timedelta(days=3, hours=7))
    assert slots(system) == ["weekly/2026-01-22/16"]


@pytest.mark.parametrize("plan", [SummaryPlan(weekday=7), SummaryPlan(hour=7), SummaryPlan(hour=19)])
def test_a_day_or_hour_that_is_none_cannot_be_set(system: System, plan: SummaryPlan) -> None:
    with pytest.raises(ValueError, match="weekdays 0-6 at 8-18"), system.parts.database.transaction() as session:
        set_plan(session, agency_id(system), plan)


def test_a_holiday_moves_it_to_the_next_working_day(system: System) -> None:
    """Songkran 2569: 13-15 April, Monday to Wednesday, are days off."""
    bound(system, "mayor")
    for moment in due(datetime(2026, 4, 11, tzinfo=BANGKOK), datetime(2026, 4, 18, tzinfo=BANGKOK)):
        at(system, moment)
    assert slots(system) == ["weekly/2026-04-16/09"]


def test_the_end_of_a_round_is_told_on_the_first_working_day_after_it(system: System) -> None:
    mayor, secretary = bound(system, "mayor"), bound(system, "secretary")
    secretary.says("หยุดส่งสรุปสิ้นรอบ").hears("ไม่ส่งเมื่อสิ้นรอบ")
    for moment in due(datetime(2026, 3, 31, tzinfo=BANGKOK), datetime(2026, 4, 3, tzinfo=BANGKOK)):
        at(system, moment)
    [kept] = summaries(system)
    assert (kept.slot, kept.round_months, kept.fiscal_year) == ("round/2569-6/09", 6, 2569)
    assert [people for _, people in notices(system)] == [[person_of(system, mayor)]]


def test_rounds_end_where_they_should() -> None:
    assert ended_round(date(2026, 4, 1)) == ReportingRound(2569, 6)
    assert ended_round(date(2026, 1, 2)) is None  # a special day off by the cabinet
    assert ended_round(date(2026, 1, 5)) == ReportingRound(2569, 3)
    assert ended_round(date(2026, 10, 1)) == ReportingRound(2569, 12)
    assert ended_round(date(2026, 4, 2)) is None


def test_what_is_old_news_is_not_sent(system: System) -> None:
    bound(system, "mayor")
    system.clock.set(MONDAY + timedelta(days=5))
    run(system.parts, MONDAY)
    assert notices(system) == []


def test_nobody_in_office_and_nothing_planned(system: System) -> None:
    at(system, MONDAY)
    assert summaries(system) == [] and JOBS[0].name == "summaries"


def test_a_pushed_summary_is_answered_by_its_button_or_by_typing(system: System) -> None:
    works, money = bound(system, "director", unit="กองช่าง"), bound(system, "director", unit="กองคลัง")
    secretary = bound(system, "secretary")
    at(system, MONDAY)
    key = summaries(system)[0].key
    press(works, key).hears("โดยผู้อำนวยการกองช่าง", "ยังไม่ตอบ: ", "ปลัด", "ผู้อำนวยการกองคลัง").does_not_hear("ส่งต่อ")
    assert len(notices(system)) == 3
    money.says("ทราบ").hears("ส่งต่อให้ปลัด")
    assert [row.key for row, _ in notices(system)][3:] == [f"summary/{key}/to/secretary"]
    secretary.says("รับทราบค่ะ").hears("โดยปลัด", "ทุกคนทราบครบแล้ว")
    assert len(answers(system)) == 3


def test_a_typed_answer_means_the_newest_summary(system: System) -> None:
    mayor = bound(system, "mayor")
    mayor.says("สรุป")
    at(system, MONDAY)
    mayor.says("ทราบ").hears("(19 ม.ค. 2569)")
    mayor.says("ทราบ").hears("(15 ม.ค. 2569)")
    mayor.says("ทราบ").hears("บันทึกทราบไว้แล้ว", "(19 ม.ค. 2569)")


def test_from_the_clock_to_the_phone_and_up_the_chain(system: System) -> None:
    """With the sender and the platform: the mayor is asked once the director has pressed what came by itself."""
    works, mayor = bound(system, "director", unit="กองช่าง"), bound(system, "mayor")
    gateway = LineGateway(system.parts.channels, GENERAL, system.parts.settings.line_api_url)
    outbox = Outbox(system.parts.database, system.parts.keyring, lambda: True)
    sender = Sender(outbox, Purses(system.parts.database), Pusher(gateway), system.clock)
    try:
        at(system, MONDAY)
        sender.round()
        judge_sent(system.fake.sent)
        for talk in (works, mayor):
            talk.last = talk.user.hears(1, timeout=20)
            talk.hears("สรุป", "เสร็จ 0 จาก 14", "เพื่อโปรดทราบ")
        works.presses("รับทราบ").hears("โดยผู้อำนวยการกองช่าง", "ส่งต่อให้นายก")
        sender.round()
        mayor.last = mayor.user.hears(2, timeout=20)
        mayor.hears("ผู้อำนวยการกองช่าง ทราบแล้ว เรียนเพื่อโปรดทราบ", "นายก ยังไม่ตอบ")
        mayor.presses("รับทราบ").hears("ทุกคนทราบครบแล้ว")
        sender.round()
        judge_sent(system.fake.sent)
        assert mayor.user.unheard() == works.user.unheard() == []
    finally:
        sender.close()


def press(talk: Talk, key: str) -> Talk:
    talk.user.postback(f'go:summary:{{"ack":"{key}"}}')
    return talk._listen()
