"""``richmenu publish`` as an operator runs it, and who gets which menu while the bot runs."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from bot.cli.main import main
from bot.demo.people import bind_sample
from bot.line.richmenus import LineMenus
from bot.richmenus.menus import Audience, alias_of
from bot.scheduler.catalogue import all_jobs
from dialogs.records.facts import Role
from storage.invitations import invite, shown
from storage.models import Agency, Person
from tests.system import System, Talk


def seen(system: System, talk: Talk) -> str | None:
    menu = system.fake.platform.menus(talk.user.channel).shown(talk.user.user_id)
    return str(menu.body["name"]).rsplit("-", 1)[0] if menu else None


@pytest.fixture
def command(system: System, monkeypatch: pytest.MonkeyPatch) -> Callable[..., int]:
    """The command in this process, on the running system's data."""
    settings = system.parts.settings
    monkeypatch.setenv("DATA_DIR", str(settings.data_dir))
    monkeypatch.setenv("LINE_API_URL", settings.line_api_url)
    monkeypatch.setenv("LINE_DATA_URL", settings.line_data_url)
    return lambda *arguments: main(["richmenu", "publish", *arguments])


@pytest.fixture
def new_code(system: System) -> Callable[[], str]:
    """Makes invitations of staff to เทศบาลตำบลก้อ."""

    def make() -> str:
        parts = system.parts
        with parts.database.transaction() as session:
            agency = session.scalars(select(Agency).where(Agency.slug == "ko")).one()
            return shown(
                invite(
                    session,
                    parts.keyring,
                    agency,
                    roles=[Role.STAFF],
                    unit="กองคลัง",
                    label="x",
                    now=parts.clock(),
                    days=7,
                )
            )

    return make


def test_every_agency_is_published_and_its_account_noted(
    system: System, command: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    assert command() == 0
    told = capsys.readouterr().out
    for slug, channel in system.channels.items():
        assert f"{slug}: " in told
        known = system.parts.directory.known(slug, ())
        assert known is not None and known.agency.line_id == channel.basic_id
    assert command("--agency", "phon") == 0
    assert "up to date" in capsys.readouterr().out


def test_one_agencys_failure_does_not_keep_the_others(
    system: System, command: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    system.fake.faults.next("richmenu-list", "server-error")
    assert command() == 1
    heard = capsys.readouterr()
    assert "1 of 5 agencies were not published; run it again" in heard.err
    assert heard.out.count("have a menu of their own") == 4
    assert command("--agency", "nowhere") == 1
    assert "has no general channel" in capsys.readouterr().err


def test_the_limits_are_told(command: Callable[..., int], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        command("--help")
    assert "33 times an hour" in " ".join(capsys.readouterr().out.split())


def test_binding_and_unbinding_change_the_menu(
    system: System, talk_to: Callable[[str], Talk], command: Callable[..., int], new_code: Callable[[], str]
) -> None:
    assert command("--agency", "ko") == 0
    talk = talk_to("ko")
    talk.follows()
    assert seen(system, talk) == alias_of(Audience.CITIZEN)
    talk.says(new_code())
    talk.says("ตกลง").hears("ผูกบัญชีแล้ว")
    wait(system, lambda: seen(system, talk) == alias_of(Audience.STAFF))
    talk.says("เลิกผูกบัญชี")
    talk.says("เลิกผูกเลย").hears("เลิกผูกบัญชีแล้ว")
    wait(system, lambda: seen(system, talk) == alias_of(Audience.CITIZEN))


def test_a_menu_that_was_replaced_meanwhile_is_found_by_its_alias(
    system: System, talk_to: Callable[[str], Talk], command: Callable[..., int], new_code: Callable[[], str]
) -> None:
    assert command("--agency", "ko") == 0
    menus = system.fake.platform.menus(system.channels["ko"])
    first, second = talk_to("ko"), talk_to("ko")
    first.says(new_code())
    first.says("ตกลง")
    wait(system, lambda: seen(system, first) == alias_of(Audience.STAFF))
    old = menus.get(menus.aliases()[alias_of(Audience.STAFF)])
    account = LineMenus(system.fake.url, system.fake.url, system.channels["ko"].access_token)
    new = account.create(dict(old.body))
    assert old.picture is not None
    account.upload(new, old.picture.body)
    account.set_alias(alias_of(Audience.STAFF), new, is_new=False)
    account.delete(old.number)
    second.says(new_code())
    second.says("ตกลง").hears("ผูกบัญชีแล้ว")
    wait(system, lambda: menus.linked(second.user.user_id) == new)


def test_a_menu_that_line_refuses_keeps_nobody_from_an_answer(
    system: System, talk_to: Callable[[str], Talk], command: Callable[..., int], new_code: Callable[[], str]
) -> None:
    assert command("--agency", "ko") == 0
    talk = talk_to("ko")
    talk.says(new_code())
    system.fake.faults.next("richmenu-link", "server-error")
    talk.says("ตกลง").hears("ผูกบัญชีแล้ว")
    talk.says("คะแนน ITA").hears("90.93")
    night(system)
    assert seen(system, talk) == alias_of(Audience.STAFF)


def test_the_night_repairs_what_was_missed(
    system: System, talk_to: Callable[[str], Talk], command: Callable[..., int]
) -> None:
    assert command("--agency", "ko") == 0
    bound, removed = talk_to("ko"), talk_to("ko")
    for talk in (bound, removed):
        talk.follows()
        bind_sample(system.parts, "ko", talk.user.user_id, "mayor")
    night(system)
    assert seen(system, bound) == seen(system, removed) == alias_of(Audience.OFFICIAL)
    with system.parts.database.transaction() as session:
        digests = system.parts.keyring.digests("general", "ko", removed.user.user_id)
        person = session.scalars(select(Person).where(Person.digest.in_(digests))).one()
        person.active = False
    night(system)
    assert seen(system, removed) == alias_of(Audience.CITIZEN)
    assert seen(system, bound) == alias_of(Audience.OFFICIAL)


def night(system: System) -> None:
    job = next(job for job in all_jobs() if job.name == "menus")
    job.run(system.parts, system.clock())


def wait(system: System, condition: Callable[[], bool]) -> None:
    """The menu changes right after the answer."""
    assert system.fake.platform.chats.wait_for(condition, 10)
