"""The worker fetches from LINE's content API as it is on bad days, and settles every file once."""

from collections.abc import Callable

import pytest

from bot.evidence.fetcher import Fetcher
from bot.line.content import LineContents
from bot.simulator.content import Content
from bot.simulator.faults import Fault
from dialogs.records.evidence import MAX_FILE_BYTES
from storage.evidence_queue import LEASE, PAUSES, Fetched, settle, take
from tests.evidence.desk import Desk, office, photo
from tests.system import System, Talk

Staff = Callable[..., Talk]


@pytest.fixture
def sent(staff: Staff) -> Talk:
    """A photo in a form that waits at its review."""
    talk = staff()
    talk.user.sends_picture(photo())
    return talk._listen().hears("แนบแล้ว", "รูป 1")


def again(system: System, fetcher: Fetcher, tries: int = 1) -> None:
    """After each pause, whatever is due."""
    for _ in range(tries):
        system.clock.move(seconds=PAUSES[-1].total_seconds())
        fetcher.all_due()


@pytest.mark.parametrize("fault", ["server-error", "rate", "refused", "bad-gateway-html", "redirect", "preparing"])
def test_trouble_at_line_is_waited_out(system: System, sent: Talk, fetcher: Fetcher, desk: Desk, fault: str) -> None:
    system.fake.faults.next("content", fault, count=2)
    assert fetcher.all_due() == 1 and desk.states(sent) == ["waiting"]
    assert fetcher.all_due() == 0, "not again before the pause is over"
    system.clock.move(seconds=PAUSES[0].total_seconds())
    assert fetcher.all_due() == 1 and desk.states(sent) == ["waiting"]
    system.clock.move(seconds=PAUSES[1].total_seconds())
    assert fetcher.all_due() == 1 and desk.states(sent) == ["kept"]
    assert desk.files(sent)[0].tries == 3


def test_what_line_cannot_prepare_is_lost_and_told_once(
    system: System, sent: Talk, fetcher: Fetcher, desk: Desk
) -> None:
    before = len(desk.notices())
    system.fake.faults.next("content", "preparing")
    system.fake.faults.next("transcoding", Fault(200, b'{"status":"failed"}'))
    fetcher.all_due()
    again(system, fetcher)
    assert desk.states(sent) == ["lost"] and desk.files(sent)[0].line_id is None
    (notice,) = desk.notices()[before:]
    assert "รูปที่ส่งเมื่อ 15 ม.ค. 2569" in str(notice.messages) and notice.importance == 2


def test_not_found_is_told_and_taken_back_is_not(system: System, sent: Talk, fetcher: Fetcher, desk: Desk) -> None:
    before = len(desk.notices())
    system.fake.faults.next("content", status=404, message="not found")
    fetcher.all_due()
    assert desk.states(sent) == ["lost"] and len(desk.notices()) == before + 1
    sent.user.sends_picture(photo())
    sent._listen()
    system.fake.faults.next("content", status=410, message="The content is gone")
    fetcher.all_due()
    assert desk.states(sent) == ["lost", "lost"] and len(desk.notices()) == before + 1


def test_after_the_last_try_it_is_lost(system: System, sent: Talk, fetcher: Fetcher, desk: Desk) -> None:
    before = len(desk.notices())
    system.fake.faults.next("content", "server-error", count=20)
    fetcher.all_due()
    again(system, fetcher, len(PAUSES) - 1)
    assert desk.states(sent) == ["waiting"]
    again(system, fetcher)
    assert desk.states(sent) == ["lost"] and len(desk.notices()) == before + 1
    assert desk.files(sent)[0].tries == len(PAUSES) + 1


def test_a_slow_body_and_a_wrong_token_are_tried_again(system: System, sent: Talk, desk: Desk) -> None:
    parts = system.parts
    contents = LineContents(parts.channels, parts.settings.line_data_url, whole_seconds=0.5)
    hasty = Fetcher(parts.database, parts.keyring, contents, system.clock)
    system.fake.faults.next("content", "slow-body")
    hasty.all_due()
    assert desk.states(sent) == ["waiting"]
    system.fake.faults.next("content", status=401)
    again(system, hasty)
    assert desk.states(sent) == ["waiting"]
    again(system, hasty)
    assert desk.states(sent) == ["kept"]


def test_too_much_is_not_read_to_its_end(system: System, staff: Staff, fetcher: Fetcher, desk: Desk) -> None:
    talk, before = staff(), len(desk.notices())
    talk.user.sends_picture(Content(photo().body + bytes(40 * 1024 * 1024), "image/jpeg"))
    talk._listen()
    fetcher.all_due()
    assert desk.states(talk) == ["lost"] and "ใหญ่เกิน" in str(desk.notices()[before].messages)


@pytest.mark.parametrize(
    ("name", "body", "why"),
    [
        ("a.pdf", b"MZ\x90\x00 not a document", "foreign"),
        ("a.docx", office(more={"word/vbaProject.bin": b"x"}), "macros"),
        ("a.pdf", b"%PDF-1.7 cut off", "damaged"),
        ("a.jpg", b"\xff\xd8\xff" + bytes(1000), "damaged"),
        ("a.xlsx", b"PK\x03\x04" + bytes(100), "damaged"),
    ],
)
def test_the_content_decides_and_not_its_name(
    staff: Staff, fetcher: Fetcher, desk: Desk, name: str, body: bytes, why: str
) -> None:
    talk = staff()
    talk.user.sends_file(name, body)
    talk._listen().hears("แนบแล้ว")
    fetcher.all_due()
    (file,) = desk.files(talk)
    assert (file.state, file.reason, file.content) == ("lost", why, None)


def test_a_lost_file_is_not_saved_with_the_report_and_a_saved_one_leaves_it(
    system: System, staff: Staff, fetcher: Fetcher, desk: Desk
) -> None:
    talk = staff()
    talk.user.sends_picture(photo())
    talk._listen()
    for line in ("ข้อ 1", "40", "ทำแล้ว"):
        talk.says(line)
    talk.says("บันทึก").hears("บันทึกแล้ว")
    revision = system.parts.directory.known("ko", [])
    system.fake.faults.next("content", status=404)
    fetcher.all_due()
    after = system.parts.directory.known("ko", [])
    assert revision and after and after.agency.revision == revision.agency.revision + 1
    lost = desk.files(talk)[0]
    shown = {file.id for measure in after.agency.measures for report in measure.reports for file in report.files}
    assert lost.state == "lost" and lost.id not in shown


def test_a_dead_worker_leaves_its_file_to_the_next(system: System, sent: Talk, fetcher: Fetcher, desk: Desk) -> None:
    parts = system.parts
    left = take(parts.database, parts.keyring, system.clock())
    assert left is not None
    assert fetcher.all_due() == 0, "another worker is at it"
    system.clock.move(seconds=LEASE.total_seconds())
    assert fetcher.all_due() == 1 and desk.states(sent) == ["kept"]
    assert not settle(parts.database, left, Fetched(b"late", "image/jpeg", "")), "the first one comes back to life"
    assert desk.files(sent)[0].content != b"late"


def test_what_was_dropped_while_it_was_fetched_stays_dropped(system: System, sent: Talk, desk: Desk) -> None:
    parts = system.parts
    wanted = take(parts.database, parts.keyring, system.clock())
    assert wanted is not None
    sent.says("ยกเลิก")
    assert not settle(parts.database, wanted, Fetched(b"x", "image/jpeg", ""))
    assert desk.files(sent) == []


def test_files_that_no_report_took_are_dropped_after_a_day(
    system: System, sent: Talk, fetcher: Fetcher, desk: Desk
) -> None:
    from bot.scheduler.jobs.evidence import drop_left_over

    fetcher.all_due()
    system.clock.move(hours=23)
    drop_left_over(system.parts, system.clock())
    assert desk.states(sent) == ["kept"]
    system.clock.move(hours=2)
    drop_left_over(system.parts, system.clock())
    assert desk.files(sent) == []


def test_who_asks_to_be_forgotten_leaves_no_file(system: System, sent: Talk, desk: Desk) -> None:
    (file,) = desk.files(sent)
    sent.says("ลบข้อมูลของฉัน").hears("ลบ")
    sent.presses("ลบเลย").hears("ลบแล้ว")
    assert file.id not in {each.id for each in desk.all_files()}


def test_a_large_picture_becomes_small(staff: Staff, fetcher: Fetcher, desk: Desk) -> None:
    talk = staff()
    talk.user.sends_picture(photo((5000, 3000)))
    talk._listen()
    assert fetcher.all_due() == 1
    content = desk.files(talk)[0].content
    assert content and len(content) <= 2 * 1024 * 1024 < MAX_FILE_BYTES
