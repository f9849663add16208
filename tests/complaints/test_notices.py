"""Officers' notices by mail: at fixed hours, once, the same to all, and telling of nothing, not even that it came."""

import datetime as dt
from datetime import UTC, datetime
from email import message_from_bytes, policy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.complaints.mail import notice
from bot.complaints.postman import Postman
from bot.complaints.settings import ComplaintSettings
from dialogs.records.errors import CommandError
from storage.complaints.mailing import Mailing, Slot, check_address, slot_at
from storage.complaints.wraps import Exclusions
from storage.sealing import NotOpened
from tests.complaints.conftest import Office, OfficeMaker
from tests.complaints.mailserver import Sink, mail_server
from tests.figures import show

KOI, TON = "koi@phon.example", "ton@phon.example"
MONDAY = datetime(2026, 3, 9, 2, 0, tzinfo=UTC)
"""9 o'clock in Thailand, on a working day."""


def mailing(office: Office) -> Mailing:
    return Mailing(office.file, office.secrets)


@pytest.fixture
def reached(office: Office) -> Office:
    for name, address in (("ก้อย", KOI), ("ต้น", TON)):
        mailing(office).set_address(office.people[name].officer.id, address)
    return office


def settings(office: Office, sink: Sink, **more: str) -> ComplaintSettings:
    data = office.file.path.parent.parent
    return ComplaintSettings.model_validate(
        {
            "data_dir": data,
            "complaints_secret_dir": data / "secrets",
            "complaints_smtp_url": f"smtp://127.0.0.1:{sink.port}?from=desk@phon.example",
            **more,
        }
    )


def minutes(count: int) -> dt.timedelta:
    return dt.timedelta(minutes=count)


def test_everybody_is_written_to_once_an_hour_that_is_set(reached: Office) -> None:
    with mail_server() as sink:
        postman = Postman(settings(reached, sink, complaints_notice_hours="9, 14"))
        looks = [MONDAY + minutes(step) for step in range(-60, 600, 7)]
        sent = [postman.look(moment) for moment in looks]
    assert sink.to() == sorted([KOI, KOI, TON, TON])
    hours = [(look + dt.timedelta(hours=7)).hour for look, count in zip(looks, sent, strict=True) if count]
    assert hours == [9, 14]


def test_a_mail_says_only_that_there_may_be_something(reached: Office) -> None:
    reached.tell()
    with mail_server() as sink:
        Postman(settings(reached, sink)).look(MONDAY)
    first, second = sink.mails
    assert first.get_content() == second.get_content() and first["Subject"] == second["Subject"]
    told = f"{first['Subject']} {first.get_content()}"
    number = reached.desk("ก้อย").held()[0].row.number
    for secret in (number, "ก้อย", "ต้น", "phon", "โพน", "ทุจริต", "ร้องเรียน", "http", "CANARY"):
        assert secret not in told
    assert not any(character.isdigit() for character in told)
    assert set(first.keys()) == {
        "From",
        "To",
        "Subject",
        "Message-ID",
        "Auto-Submitted",
        "Content-Type",
        "Content-Transfer-Encoding",
        "MIME-Version",
    }
    assert first["To"] != second["To"]


def test_what_is_sent_does_not_depend_on_any_case(make_office: OfficeMaker) -> None:
    """Three agencies in one week: one with no case, one with cases that exclude an officer, and one whose tables of
    cases are not even there. To every officer the same mails go at the same looks.
    """
    quiet, busy, bare = (make_office(slug) for slug in ("quiet", "busy", "bare"))
    for office in (quiet, busy, bare):
        for name in ("ก้อย", "ต้น"):
            issued = office.hire(name)
            mailing(office).set_address(issued.officer.id, f"{name == 'ต้น'}@{office.file.slug}.example")
    with bare.file.transaction() as connection:
        for table in ("wrap", "entry", "complaint_case"):
            connection.execute(f"DROP TABLE {table}")
    excluded = Exclusions(officers=frozenset({busy.people["ต้น"].officer.id}))
    seen: dict[str, list[tuple[int, str]]] = {"quiet": [], "busy": [], "bare": []}
    with mail_server() as sink:
        postman = Postman(settings(quiet, sink))
        for step in range(7 * 24):
            if step % 5 == 0:
                busy.vault.look_up(busy.tell(excluded=excluded))
            before = len(sink.taken)
            postman.look(MONDAY + dt.timedelta(hours=step))
            for address in [address for address, _ in sink.taken[before:]]:
                who, _, domain = address.partition("@")
                seen[domain.split(".")[0]].append((step, who))
    assert {slug: sorted(told) for slug, told in seen.items()} == dict.fromkeys(seen, sorted(seen["quiet"]))
    assert len(seen["quiet"]) == 2 * 5
    show(f"notices: {len(sink.taken)} mails in a week, the same for 0 and {len(busy.desk('ก้อย').held())} cases")


@given(st.text(max_size=60) | st.from_regex(r"[!-~]{1,10}@[a-z.]{1,10}(\r?\n.*)?"))
def test_no_address_slips_a_header_in(typed: str) -> None:
    try:
        check_address(typed)
    except CommandError:
        return
    mail = message_from_bytes(notice("desk@phon.example", typed).as_bytes(), policy=policy.default)
    assert [one.addr_spec for one in mail["To"].addresses] == [typed] and mail["Bcc"] is mail["Cc"] is None


def test_nothing_goes_out_on_a_day_off_or_before_the_hour() -> None:
    saturday, songkran = datetime(2026, 3, 7, 5, 0, tzinfo=UTC), datetime(2026, 4, 14, 5, 0, tzinfo=UTC)
    assert slot_at(saturday, (9,)) is slot_at(songkran, (9,)) is slot_at(MONDAY - minutes(1), (9,)) is None
    assert slot_at(MONDAY, (9, 14)) == Slot(MONDAY.date(), 9)
    assert slot_at(MONDAY + minutes(600), (9, 14)) == Slot(MONDAY.date(), 14)
    assert slot_at(MONDAY, ()) is None


def test_after_a_stop_what_was_missed_last_is_made_good_once(reached: Office) -> None:
    with mail_server() as sink:
        wanted = settings(reached, sink, complaints_notice_hours="9,11,14")
        Postman(wanted).look(MONDAY)
        assert len(sink.taken) == 2
        later = MONDAY + dt.timedelta(days=2, hours=6)  # Wednesday, three in the afternoon; the keeper was down
        for _ in range(3):
            Postman(wanted).look(later)  # each time a process that remembers nothing
    assert sink.to() == sorted([KOI, TON] * 2)
    assert mailing(reached).last(reached.people["ก้อย"].officer.id) == Slot(later.date(), 14)


def test_two_keepers_write_once(reached: Office) -> None:
    with mail_server() as sink:
        one, two = (Postman(settings(reached, sink)) for _ in range(2))
        assert one.look(MONDAY) + two.look(MONDAY) == 2
    assert sink.to() == [KOI, TON]


def test_a_server_that_is_down_is_tried_again_later(reached: Office) -> None:
    with mail_server() as sink:
        pass
    postman = Postman(settings(reached, sink))
    assert postman.look(MONDAY) == 0 and mailing(reached).last(reached.people["ก้อย"].officer.id) is None
    with mail_server(sink=sink):
        assert postman.look(MONDAY + minutes(1)) == 0 and sink.visits == 0
        assert postman.look(MONDAY + minutes(6)) == 2
        assert postman.look(MONDAY + minutes(60)) == 0


def test_an_address_that_is_refused_keeps_nobody_else_from_a_notice(reached: Office) -> None:
    with mail_server() as sink:
        sink.refuse.add(KOI)
        postman = Postman(settings(reached, sink))
        assert [postman.look(MONDAY + minutes(step)) for step in (0, 1, 30)] == [1, 0, 0]
        assert sink.to() == [TON] and sink.visits == 1
        assert mailing(reached).last(reached.people["ก้อย"].officer.id) is None
        sink.refuse.clear()
        assert postman.look(MONDAY + dt.timedelta(days=1)) == 2


def test_a_mail_that_perhaps_went_is_not_sent_again(reached: Office) -> None:
    with mail_server() as sink:
        sink.vanish = True
        postman = Postman(settings(reached, sink))
        assert postman.look(MONDAY) == 0
        sink.vanish = False
        assert postman.look(MONDAY + minutes(6)) == 1
        assert postman.look(MONDAY + minutes(12)) == 0
    assert len(sink.taken) == 1


def test_who_has_no_address_or_left_is_not_written_to(reached: Office) -> None:
    mailing(reached).set_address(reached.people["ก้อย"].officer.id, None)
    reached.officers.remove("ต้น", reached.clock().date())
    with mail_server() as sink:
        assert Postman(settings(reached, sink)).look(MONDAY) == 0
        assert sink.visits == 0


def test_an_address_moved_to_another_officer_does_not_open(reached: Office) -> None:
    with reached.file.transaction() as connection:
        connection.execute("UPDATE officer SET mail = (SELECT mail FROM officer WHERE name = 'ต้น') WHERE name = 'ก้อย'")
        connection.execute("UPDATE officer SET mail = NULL WHERE name = 'ต้น'")
    with pytest.raises(NotOpened):
        mailing(reached).take(Slot(MONDAY.date(), 9), frozenset())
