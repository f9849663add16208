"""Reminders 30, 7 and 1 days before a reporting round ends."""

from datetime import date, timedelta

import pytest

from bot.scheduler.calendar import is_working_day
from bot.scheduler.jobs.reminders import JOBS, LEADS, reminded_on
from dialogs.records.facts import Role
from dialogs.thai.fiscal import ROUNDS, round_end, year_start
from tests.push.evenings import at, bound, evenings, pushed, report
from tests.system import System

UNIT = "สำนักปลัด"


@pytest.mark.parametrize("fiscal_year", range(2566, 2576))
def test_every_round_is_reminded_of_three_times_on_working_days(fiscal_year: int) -> None:
    days = [year_start(fiscal_year) + timedelta(days=n) for n in range(365)]
    found = [(day, *reminder) for day in days if (reminder := reminded_on(day))]
    assert all(is_working_day(day) for day, _, _ in found)
    assert {(due.months, lead) for _, due, lead in found if due.fiscal_year == fiscal_year} == {
        (months, lead) for months in ROUNDS for lead in LEADS
    }
    for day, due, lead in found:
        early = (due.end - day).days - lead
        assert 0 <= early <= 6, f"{day} reminds of {due} {early} days early"


def test_sunday_and_a_long_holiday_move_it_forward() -> None:
    # 1 March 2569 is a Sunday: Friday before. 31 December 2568 less one is Tuesday.
    assert reminded_on(date(2026, 2, 27)) and not reminded_on(date(2026, 3, 1))
    assert reminded_on(date(2025, 12, 30))


def test_a_year_of_reminders_to_staff_and_director(town: System) -> None:
    town.clock.set(at(2025, 10, 1, 8))
    with evenings(town, JOBS) as year:
        clerk, head = bound(town, "khongchai", UNIT), bound(town, "khongchai", UNIT, Role.DIRECTOR)
        mayor, citizen = bound(town, "khongchai", UNIT, Role.MAYOR), town.talk("khongchai")
        other = bound(town, "khongchai", "กองที่ไม่มีมาตรการ")
        year.until(at(2026, 10, 1), hours=(9,))
        heard = pushed(clerk)
        moments = year.moments(clerk)
        for moment, words in zip(moments, heard, strict=True):
            print(f"{moment:%a %Y-%m-%d %H:%M}  {words[:110]}")
        assert [moment.date() for moment in moments] == [
            date(2026, 2, 27), date(2026, 3, 24), date(2026, 3, 30), date(2026, 8, 31), date(2026, 9, 23), date(2026, 9, 29)
        ]  # fmt: skip
        assert all(moment.hour == 9 for moment in moments)
        assert "เหลืออีก 7 วัน" in heard[1] and "31 มี.ค. 2569" in heard[1]
        assert pushed(head) == heard
        assert pushed(mayor) == pushed(citizen) == pushed(other) == []


def test_one_message_for_all_measures_of_one_unit(town: System) -> None:
    town.clock.set(at(2026, 9, 15, 8))
    with evenings(town, JOBS) as year:
        clerk = bound(town, "khongchai", UNIT)
        before = len(town.fake.sent)
        year.until(at(2026, 9, 23, 12))
        calls = [c for c in town.fake.sent[before:] if c.body and clerk.user.user_id in str(c.body.get("to"))]
        assert calls and all(len(call.body["messages"]) == 1 for call in calls if call.body)
        assert "มาตรการ" in pushed(clerk)[-1]


def test_who_has_reported_is_not_reminded(town: System) -> None:
    town.clock.set(at(2026, 3, 20, 8))
    with evenings(town, JOBS) as month:
        clerk = bound(town, "khongchai", UNIT)
        month.until(at(2026, 3, 24, 12))
        assert len(pushed(clerk)) == 1
        for measure in town.parts.directory.known("khongchai", ()).agency.measures:  # type: ignore[union-attr]
            if 6 in measure.rounds:
                report(town, "khongchai", measure.number, 6, 40)
        month.until(at(2026, 3, 31, 20))
        assert len(pushed(clerk)) == 1


def test_one_word_stops_it_and_one_word_starts_it_again(town: System) -> None:
    town.clock.set(at(2026, 8, 20, 8))
    with evenings(town, JOBS) as month:
        clerk = bound(town, "khongchai", UNIT)
        clerk.says("ไม่ต้องเตือน").hears("ไม่เตือนรอบรายงานแล้ว").is_offered("เตือนอีกครั้ง")
        month.until(at(2026, 9, 1))
        assert pushed(clerk) == []
        clerk.says("เตือนอีกครั้ง").hears("30, 7 และ 1 วัน")
        month.until(at(2026, 9, 24))
        assert len(pushed(clerk)) == 1
        clerk.user.hears()
        clerk.presses("ไม่ต้องเตือน").hears("ไม่เตือนรอบรายงานแล้ว")
        month.until(at(2026, 10, 1))
        assert len(pushed(clerk)) == 1


def test_a_citizen_who_says_so_is_not_taken_for_staff(town: System) -> None:
    town.talk("khongchai").says("ไม่ต้องเตือน").hears("ไม่ได้ติดตาม")


def test_after_a_long_stop_only_what_still_counts_is_sent(town: System) -> None:
    town.clock.set(at(2026, 2, 20, 8))
    with evenings(town, JOBS) as year:
        clerk = bound(town, "khongchai", UNIT)
        town.clock.set(at(2026, 3, 30, 11))  # three reminders were missed; the last one is today's
        year.look()
        year.look()
        assert ["31 มี.ค. 2569" in words for words in pushed(clerk)] == [True]
        town.clock.set(at(2026, 9, 23, 19))
        year.look()
        year.until(at(2026, 9, 24, 12))
        assert len(pushed(clerk)) == 1, "a reminder of yesterday would count the days wrong"


def test_round_ends_are_those_of_the_fiscal_year() -> None:
    assert [round_end(2569, months) for months in ROUNDS] == [
        date(2025, 12, 31), date(2026, 3, 31), date(2026, 6, 30), date(2026, 9, 30)
    ]  # fmt: skip
