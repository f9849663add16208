"""Followers hear at most once a day, only when something changed on what they follow."""

from datetime import date, timedelta

from sqlalchemy import select

from bot.scheduler.jobs.digests import JOBS
from dialogs.records.notice import Fate, Reason
from storage.models import Agency, Assessment, Source, Survey
from storage.notices import unsettled
from tests.push.evenings import at, evenings, pushed, report
from tests.system import System, Talk


def follower(town: System, what: str, slug: str = "khongchai") -> Talk:
    talk = town.talk(slug)
    talk.says(what).hears("ไม่เกินวันละครั้ง", "เลิกติดตาม")
    talk.presses("ตกลง").hears("บันทึกแล้ว")
    return talk


def test_a_digest_tells_what_changed_and_nothing_else(town: System) -> None:
    town.clock.set(at(2026, 1, 12, 9))
    with evenings(town, JOBS) as week:
        talk = follower(town, "ติดตามมาตรการที่ 6")
        week.until(at(2026, 1, 13, 9))
        assert pushed(talk) == [], "nothing changed"
        report(town, "khongchai", 6, 6, 40)
        report(town, "khongchai", 6, 6, 55)
        report(town, "khongchai", 2, 6, 10)
        week.until(at(2026, 1, 16, 9))
        (words,) = pushed(talk)
        print(words)
        assert "6. มาตรการจัดการเรื่องร้องเรียน" in words and "55%" in words and "สำนักปลัด" in words
        assert "2. " not in words and "40%" not in words
        assert [moment.hour for moment in week.moments(talk)] == [18]
        report(town, "khongchai", 6, 6, 80)
        week.until(at(2026, 1, 18, 9))
        assert len(pushed(talk)) == 2 and "80%" in pushed(talk)[1]


def test_what_happened_before_following_is_no_news(town: System) -> None:
    town.clock.set(at(2026, 1, 12, 9))
    with evenings(town, JOBS) as week:
        report(town, "khongchai", 6, 6, 40)
        town.clock.move(minutes=1)
        talk = follower(town, "ติดตามมาตรการที่ 6")
        week.until(at(2026, 1, 14, 9))
        assert pushed(talk) == []


def test_the_same_news_for_many_is_one_multicast(town: System) -> None:
    town.clock.set(at(2026, 1, 12, 9))
    with evenings(town, JOBS) as week:
        first, second = follower(town, "ติดตามมาตรการที่ 6"), follower(town, "ติดตามมาตรการที่ 6")
        third = follower(town, "ติดตามมาตรการที่ 2")
        report(town, "khongchai", 6, 6, 40)
        report(town, "khongchai", 2, 6, 40)
        week.until(at(2026, 1, 12, 18))
        assert sorted(call.endpoint for _, call in week.sent) == ["multicast", "push"]
        assert len(pushed(first)) == len(pushed(second)) == len(pushed(third)) == 1


def test_news_are_reports_scores_and_the_opening_of_the_residents_survey(town: System) -> None:
    town.clock.set(at(2026, 1, 12, 9))
    with evenings(town, JOBS) as week:
        talk = follower(town, "ขอติดตามข่าวของเทศบาล")
        report(town, "khongchai", 3, 6, 30)
        with town.parts.database.transaction() as session:
            agency = session.scalars(select(Agency).where(Agency.slug == "khongchai")).one()
            source = Source(
                agency_id=agency.id,
                identity="scores",
                digest="d",
                file="f",
                kind="scores",
                reading={},
                imported_at=town.clock(),
            )
            session.add(source)
            session.flush()
            session.add(Assessment(agency_id=agency.id, fiscal_year=2568, total=91.25, level="A", source_id=source.id))
            for instrument, code in (("EIT", "eit"), ("IIT", "iit")):
                session.add(
                    Survey(
                        agency_id=agency.id,
                        instrument=instrument,
                        fiscal_year=2569,
                        url=f"https://itas.nacc.go.th/go/{code}/abc123",
                        start=date(2026, 1, 14),
                        end=date(2026, 6, 30),
                    )
                )
            agency.revision += 1
        week.until(at(2026, 1, 13, 9))
        assert len(pushed(talk)) == 1
        assert "ปีงบ 2568: 91.25 คะแนน" in pushed(talk)[0] and "30%" in pushed(talk)[0]
        assert "แบบสำรวจ" not in pushed(talk)[0]
        week.until(at(2026, 1, 16, 9))
        assert len(pushed(talk)) == 2, "on the day the survey opens, and never again"
        assert "EIT" in pushed(talk)[1] and "IIT" not in pushed(talk)[1] and "30 มิ.ย. 2569" in pushed(talk)[1]


def test_one_word_stops_it(town: System) -> None:
    town.clock.set(at(2026, 1, 12, 9))
    with evenings(town, JOBS) as week:
        talk = follower(town, "ติดตามมาตรการที่ 6")
        report(town, "khongchai", 6, 6, 40)
        week.until(at(2026, 1, 12, 18))
        assert len(pushed(talk)) == 1
        talk.user.hears()
        talk.says("เลิกติดตาม").hears("เลิกติดตามทั้งหมด")
        report(town, "khongchai", 6, 6, 60)
        week.until(at(2026, 1, 14, 9))
        assert len(pushed(talk)) == 1


def test_the_list_of_what_is_followed_offers_to_stop_each(town: System) -> None:
    town.clock.set(at(2026, 1, 12, 9))
    with evenings(town, JOBS):
        talk = follower(town, "ติดตามมาตรการที่ 6")
        talk.says("ติดตามมาตรการที่ 2")
        talk.says("ตกลง")
        talk.says("ติดตามอะไรอยู่บ้าง").hears("มาตรการที่ 6", "มาตรการที่ 2")
        talk.presses("เลิก 6 ปีงบ 2569").hears("เลิกแจ้งมาตรการที่ 6")
        talk.says("ติดตามอะไรอยู่บ้าง").hears("มาตรการที่ 2").does_not_hear("มาตรการที่ 6")


def test_what_line_did_not_take_is_told_the_next_day(town: System) -> None:
    town.clock.set(at(2026, 1, 12, 9))
    with evenings(town, JOBS) as week:
        talk = follower(town, "ติดตามมาตรการที่ 6")
        report(town, "khongchai", 6, 6, 40)
        town.fake.faults.next("push", "server-error", count=50)
        week.until(at(2026, 1, 13, 9))
        town.fake.faults.clear()
        with town.parts.database.reading() as session:
            assert [(one.fate, one.reason) for one in unsettled(session)] == [(Fate.UNSENT, Reason.UNSURE)]
        report(town, "khongchai", 6, 6, 45)
        week.until(at(2026, 1, 14, 9))
        assert len(pushed(talk)) == 1 and "45%" in pushed(talk)[0]


def test_two_runs_of_an_evening_are_one_digest(town: System) -> None:
    town.clock.set(at(2026, 1, 12, 9))
    with evenings(town, JOBS) as week:
        talk = follower(town, "ติดตามมาตรการที่ 6")
        report(town, "khongchai", 6, 6, 40)
        moment = at(2026, 1, 12, 18)
        town.clock.set(moment)
        JOBS[0].run(town.parts, moment)
        report(town, "khongchai", 6, 6, 90)
        late = follower(town, "ติดตามมาตรการที่ 6")
        town.clock.set(moment + timedelta(minutes=10))
        JOBS[0].run(town.parts, moment)
        week.look()
        assert len(pushed(talk)) == 1 and pushed(late) == []


def test_a_late_start_still_tells_and_a_night_does_not(town: System) -> None:
    town.clock.set(at(2026, 1, 12, 9))
    with evenings(town, JOBS) as week:
        talk = follower(town, "ติดตามมาตรการที่ 6")
        report(town, "khongchai", 6, 6, 40)
        town.clock.set(at(2026, 1, 12, 19, 15))
        week.look()
        assert len(pushed(talk)) == 1
        report(town, "khongchai", 6, 6, 50)
        town.clock.set(at(2026, 1, 13, 23))
        week.look()
        assert len(pushed(talk)) == 1
        week.until(at(2026, 1, 14, 19))
        assert len(pushed(talk)) == 2 and "50%" in pushed(talk)[1]
