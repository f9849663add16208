"""Keys at rest and in memory: the secret folder, S and its rotation, the signed profile, the queues."""

import json
import os
import threading
from pathlib import Path

import pytest

from dialogs.records.errors import SettingsError
from storage.complaints.draftkeys import DRAFT_SECONDS, DraftKeys, check_memory_folder, draft_key, name_under
from storage.complaints.errors import Busy
from storage.complaints.profile import export_profile, load_profile, new_profile_key, public_half, read_profile
from storage.complaints.secrets import load_secrets
from storage.complaints.stretching import RUNNING, SEATS, Lane, Stretcher, argon2id
from tests.complaints.conftest import StillClock


def test_a_secret_folder_that_others_read_is_refused(tmp_path: Path) -> None:
    load_secrets(tmp_path / "keys")
    (tmp_path / "keys").chmod(0o755)
    with pytest.raises(SettingsError, match="chmod 700"):
        load_secrets(tmp_path / "keys")


def test_the_newest_secret_writes_and_all_read(tmp_path: Path) -> None:
    old = load_secrets(tmp_path / "keys")
    (tmp_path / "keys" / "0002.key").write_text("x" * 40)
    new = load_secrets(tmp_path / "keys")
    assert new.subkeys("a")[1:] == old.subkeys("a") and new.subkey("a") != old.subkey("a")
    (tmp_path / "keys" / "0003.key").write_text("short")
    with pytest.raises(SettingsError):
        load_secrets(tmp_path / "keys")


def test_s_rotates_and_the_old_one_is_written_over(tmp_path: Path, clock: StillClock) -> None:
    keys = DraftKeys(tmp_path, clock)
    (first,) = keys.all()
    assert keys.all() == (first,)
    keys.rotate()
    second, previous = keys.all()
    assert previous == first != second
    clock.move(seconds=DRAFT_SECONDS + 1)
    assert keys.all() == (second,)
    assert first.hex() not in (tmp_path / "draft.keys").read_text()
    clock.move(days=2)
    third, *_ = keys.all()
    assert third != second


def test_processes_share_s(tmp_path: Path, clock: StillClock) -> None:
    assert DraftKeys(tmp_path, clock).all() == DraftKeys(tmp_path, clock).all()


def test_names_and_draft_keys_differ_by_person_and_channel() -> None:
    key = os.urandom(32)
    assert len({name_under(key, "phon", "U1"), name_under(key, "ko", "U1"), name_under(key, "phon", "U2")}) == 3
    assert draft_key(key, "phon", "U1") != draft_key(key, "phon", "U2")


@pytest.mark.skipif(not Path("/dev/shm").is_dir(), reason="no tmpfs at its usual place")
def test_short_lived_keys_on_a_disk_are_refused(tmp_path: Path) -> None:
    memory = Path("/dev/shm") / f"prongsai-test-{os.getpid()}"
    check_memory_folder(memory)
    memory.rmdir()
    kinds = [
        line.split()[2]
        for line in Path("/proc/self/mounts").read_text().splitlines()
        if str(tmp_path).startswith(line.split()[1])
    ]
    if kinds[-1] != "tmpfs":
        with pytest.raises(SettingsError, match="in memory"):
            check_memory_folder(tmp_path / "on-disk")


def _profile(key: bytes, slug: str = "phon") -> bytes:
    return export_profile(
        key,
        slug=slug,
        name="เทศบาลตำบลโพน",
        units=["สำนักปลัด", "กองคลัง"],
        phone="0 0000 0000",
        hours="8.30-16.30 น.",
        responsible_unit="สำนักปลัด",
        outside_routes=["ป.ป.ช. 1205"],
    )


def test_a_profile_is_read_only_as_signed(tmp_path: Path) -> None:
    key = new_profile_key()
    signed = _profile(key)
    (tmp_path / "profiles.pub").write_text(public_half(key).hex())
    (tmp_path / "phon.profile.json").write_bytes(signed)
    profile = load_profile(tmp_path, "phon")
    assert (profile.name, profile.units, profile.outside_routes) == (
        "เทศบาลตำบลโพน",
        ("สำนักปลัด", "กองคลัง"),
        ("ป.ป.ช. 1205",),
    )
    changed = json.loads(signed)
    changed["profile"]["phone"] = "0 6666 6666"
    for bad, slug in (
        (json.dumps(changed).encode(), "phon"),
        (_profile(new_profile_key()), "phon"),
        (signed, "ko"),
        (b"{}", "phon"),
        (b"[]", "phon"),
        (b"\xff", "phon"),
    ):
        with pytest.raises(SettingsError):
            read_profile(bad, public_half(key), slug)
    with pytest.raises(SettingsError, match="no signed profile"):
        load_profile(tmp_path, "ko")


def test_argon2_has_the_cost_it_should() -> None:
    assert argon2id(b"code", b"salt" * 4, 32) == argon2id(b"code", b"salt" * 4, 32)
    assert argon2id(b"code", b"salt" * 4, 32) != argon2id(b"code", b"tlas" * 4, 32)


def test_a_full_queue_turns_away_and_leaves_the_others_alone(tmp_path: Path) -> None:
    """Look-ups are held in the derivation; one more is told to come again, and a submission still runs."""
    go, running = threading.Event(), threading.Semaphore(0)
    peak: list[int] = []
    active = 0
    lock = threading.Lock()

    def held(secret: bytes, _salt: bytes, _length: int) -> bytes:
        nonlocal active
        if secret == b"submission":
            return b"through"
        with lock:
            active += 1
            peak.append(active)
        running.release()
        go.wait(10)
        with lock:
            active -= 1
        return b"done"

    stretcher = Stretcher(tmp_path, held)
    results: list[bytes] = []
    threads = [
        threading.Thread(target=lambda: results.append(stretcher.stretch(Lane.LOOK_UP, b"x", b"")))
        for _ in range(SEATS[Lane.LOOK_UP])
    ]
    for thread in threads:
        thread.start()
    for _ in range(RUNNING):
        running.acquire(timeout=10)
    while len(list(tmp_path.glob("look-up.seat.*"))) < SEATS[Lane.LOOK_UP]:
        threading.Event().wait(0.01)
    with pytest.raises(Busy) as told:
        _come_until_turned_away(Stretcher(tmp_path, lambda *_: b""))
    assert told.value.retry_after == 10  # the seats, not the patience
    assert stretcher.stretch(Lane.SUBMIT, b"submission", b"") == b"through"
    go.set()
    for thread in threads:
        thread.join(20)
    assert results == [b"done"] * SEATS[Lane.LOOK_UP] and max(peak) == RUNNING


def _come_until_turned_away(stretcher: Stretcher) -> None:
    """A seat's file exists a moment before it is locked."""
    while True:
        stretcher.stretch(Lane.LOOK_UP, b"x", b"")
