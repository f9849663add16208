"""Replacing keys while the bot is at work: who was known stays known, and channels go on working without the old key."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.cli.main import main
from dialogs.records.facts import Role
from storage.channels import GENERAL, Channels
from storage.complaints.channel import load_channel, save_channel
from storage.complaints.mailing import Mailing
from storage.complaints.rotation import add_key, reseal
from storage.complaints.secrets import ComplaintSecrets, load_secrets
from storage.complaints.vault import Vault
from storage.database import Database, open_engine
from storage.invitations import invite
from storage.models import Agency, Person
from storage.sealing import Keyring, NotOpened
from tests.complaints.conftest import Office
from tests.complaints.conftest import clock as clock  # pytest finds its fixtures here by name
from tests.complaints.conftest import make_office as make_office
from tests.complaints.conftest import office as office
from tests.operating.conftest import Platform
from tests.servers import DATABASES
from tests.system import START, System, Talk

OLD, NEW = "o" * 40, "n" * 40
NewDatabase = Callable[[str], str]


def _known_staff(system: System) -> Talk:
    staff = system.talk()
    with system.parts.database.transaction() as session:
        agency = session.scalars(select(Agency).where(Agency.slug == "phon")).one()
        keys = system.parts.keyring
        code = invite(session, keys, agency, roles=[Role.STAFF], unit="กองคลัง", label="นักวิชาการคลัง", now=START)
    staff.says(code).says("ตกลง").hears("ผูกบัญชีแล้ว")
    return staff


@pytest.mark.parametrize("kind", DATABASES)
def test_rotated_while_a_worker_runs(
    platform: Platform, new_database: NewDatabase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    url, folder = new_database(kind), tmp_path / "data"
    old, both, new = (platform.settings(folder, url, keys) for keys in (OLD, f"{NEW},{OLD}", NEW))
    platform.install(old)
    with platform.serving(old) as system:
        staff = _known_staff(system)
        follower = system.talk()
        follower.says("แจ้งเตือนข่าวมาตรการด้วย").says("ตกลง")
    with platform.serving(both) as system:
        staff.system = follower.system = system
        staff.says("งานของฉัน").does_not_hear("ยังไม่ได้ผูกบัญชี")
        for name, value in (("DATABASE_URL", url), ("DATA_DIR", str(folder)), ("SECRET_KEY", f"{NEW},{OLD}")):
            monkeypatch.setenv(name, value)
        assert main(["secrets", "rotate"]) == 0
        told = staff.says("งานของฉัน").text
        assert main(["secrets", "rotate"]) == 0  # again: nothing changes
    with platform.serving(new) as system:
        staff.system = follower.system = system
        assert staff.says("งานของฉัน").text == told != system.talk().says("งานของฉัน").text
        follower.says("ติดตามอะไรอยู่บ้าง").hears("ข่าว ITA ของโพน")
        assert system.parts.channels.token("phon", GENERAL) == platform.channel.access_token
        with system.parts.database.reading() as session:
            assert len(list(session.scalars(select(Person)))) == 2  # nobody became somebody else


def test_without_rotating_the_old_key_is_missed(platform: Platform, new_database: NewDatabase, tmp_path: Path) -> None:
    """So that the test above can fail."""
    url = new_database("sqlite")
    platform.install(platform.settings(tmp_path, url, OLD))
    database = Database(open_engine(url))
    with pytest.raises(NotOpened):
        Channels(database, Keyring([NEW])).token("phon", GENERAL)
    database.close()


def test_two_channel_secrets_are_accepted_while_one_is_replaced(
    platform: Platform, new_database: NewDatabase, tmp_path: Path
) -> None:
    settings = platform.settings(tmp_path, new_database("sqlite"), OLD)
    platform.install(settings)
    with platform.serving(settings) as system:
        token = platform.channel.access_token
        system.parts.channels.add("phon", GENERAL, "the new secret of the channel", token, START)
        system.talk().says("สวัสดี").hears("โพน")  # LINE signs with the one before still
        assert len(system.parts.channels.secrets("phon", GENERAL) or []) == 2


def test_a_new_key_of_the_complaint_side(office: Office, tmp_path: Path) -> None:
    receipt = office.tell()
    save_channel(office.file, office.secrets, "secret", "token")
    save_channel(office.file, office.secrets, "newer secret", "newer token")
    officer = office.people["ก้อย"].officer
    Mailing(office.file, office.secrets).set_address(officer.id, "koi@example.go.th")
    key = add_key(tmp_path / "secrets")
    assert key.stat().st_mode & 0o777 == 0o600
    secrets = load_secrets(tmp_path / "secrets")
    assert secrets.subkey("channel") != office.secrets.subkey("channel")
    assert reseal(office.file, secrets) == 1
    alone = ComplaintSecrets([key.read_bytes().strip()])
    channel = load_channel(office.file, alone)
    assert channel is not None
    assert (channel.secrets, channel.token) == ((b"newer secret", b"secret"), "newer token")
    assert Mailing(office.file, alone).reseal() == 1
    with pytest.raises(NotOpened):
        load_channel(office.file, office.secrets)
    vault = Vault(office.file, secrets, office.stretcher, office.clock)
    assert vault.look_up(receipt) is not None  # a code of the older key
