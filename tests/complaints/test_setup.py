"""Setting up an agency, the parts of a real process, and the keeper's daily round."""

import tempfile
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.complaints.keeper import sweep_all
from bot.complaints.parts import open_complaint_parts
from bot.complaints.settings import ComplaintSettings
from bot.complaints.setup import add_channel, install_profile
from dialogs.records.errors import CommandError, SettingsError
from storage.complaints.channel import load_channel
from storage.complaints.file import AgencyFile
from storage.complaints.memory import SIDE_KEY
from storage.complaints.profile import export_profile, load_profile, new_profile_key, public_half
from storage.complaints.secrets import load_secrets
from storage.complaints.statuses import Status
from storage.embedded_redis import EmbeddedRedis
from tests.complaints.conftest import Office


def signed(key: bytes, slug: str = "phon") -> bytes:
    return export_profile(
        key, slug=slug, name="ก", units=[], phone="", hours="", responsible_unit="", outside_routes=["ป.ป.ช. โทร 1205"]
    )


def test_a_profile_and_a_channel_are_kept(tmp_path: Path) -> None:
    settings, key = ComplaintSettings(data_dir=tmp_path), new_profile_key()
    install_profile(settings, "phon", signed(key), public_half(key))
    install_profile(settings, "phon", signed(key), public_half(key))
    assert load_profile(settings.folder, "phon").outside_routes == ("ป.ป.ช. โทร 1205",)
    assert add_channel(settings, "phon", "first", "t1").endswith("/line/phon")
    add_channel(settings, "phon", "second", "t2")
    file, secrets = AgencyFile(settings.folder, "phon"), load_secrets(settings.secret_folder)
    channel = load_channel(file, secrets)
    assert channel is not None and (channel.secrets, channel.token) == ((b"second", b"first"), "t2")
    assert b"second" not in file.path.read_bytes() and b"first" not in file.path.read_bytes()
    (settings.secret_folder / "0002.key").write_text("k" * 40)
    assert load_channel(file, load_secrets(settings.secret_folder)) == channel


def test_another_signer_is_not_taken_by_itself(tmp_path: Path) -> None:
    settings, key, other = ComplaintSettings(data_dir=tmp_path), new_profile_key(), new_profile_key()
    install_profile(settings, "phon", signed(key), public_half(key))
    with pytest.raises(CommandError, match="another key"):
        install_profile(settings, "phon", signed(other), public_half(other))
    with pytest.raises(SettingsError):
        install_profile(settings, "phon", signed(other), public_half(key))
    with pytest.raises(CommandError, match="secret"):
        add_channel(settings, "phon", "", "t")


def test_a_redis_of_the_other_side_or_on_a_disk_is_refused(tmp_path: Path) -> None:
    for persist, side, told in ((False, "general", "general side"), (True, None, "writes to a disk")):
        folder = Path(tempfile.mkdtemp(prefix="pgs-m-"))
        with EmbeddedRedis(tmp_path / "data", folder, persist=persist) as server:
            client = server.client()
            if side:
                client.set(SIDE_KEY, side)
            client.close()
            settings = ComplaintSettings(data_dir=tmp_path, complaints_redis_url=server.url)
            with pytest.raises(SettingsError, match=told), open_complaint_parts(settings):
                pass


def test_the_parts_of_a_real_process_open(tmp_path: Path) -> None:
    settings = ComplaintSettings(data_dir=tmp_path)
    with open_complaint_parts(settings) as parts:
        assert parts.redis.get(SIDE_KEY) == b"complaint" and len(parts.draft_keys.all()) == 1
        assert settings.secret_folder.stat().st_mode & 0o077 == 0


def test_the_keeper_sweeps_every_agency(office: Office, tmp_path: Path) -> None:
    office.tell()
    desk = office.desk("ก้อย")
    number = desk.held()[0].row.number
    for status in (Status.ACCEPTED, Status.INVESTIGATING, Status.CONCLUDED, Status.CLOSED):
        desk.move(number, status, "ผล")
    settings = ComplaintSettings(
        data_dir=tmp_path,
        complaints_dir=tmp_path / "complaints",
        complaints_secret_dir=tmp_path / "secrets",
        complaints_keep_days=30,
    )
    closed: date = office.clock().date()
    assert sweep_all(settings, closed + timedelta(days=29)) == 0
    assert sweep_all(settings, closed + timedelta(days=30)) == 1
