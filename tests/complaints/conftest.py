"""Parts the complaint tests share: a vault in a temporary folder, with a clock that stands still."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import shake_256
from pathlib import Path

import pytest
import redis
from flask.testing import FlaskClient

from bot.complaints.app import create_complaint_app
from bot.complaints.parts import ComplaintParts
from bot.complaints.settings import ComplaintSettings
from handlers.complaints.office import House
from storage.complaints.desk import Desk
from storage.complaints.draftkeys import DraftKeys
from storage.complaints.file import AgencyFile, create_file
from storage.complaints.officers import Issued, Officers
from storage.complaints.profile import export_profile, new_profile_key, profile_file, public_half
from storage.complaints.receipt import new_receipt
from storage.complaints.records import Complaint, Evidence
from storage.complaints.secrets import ComplaintSecrets, load_secrets
from storage.complaints.stretching import Stretcher
from storage.complaints.vault import Vault
from storage.complaints.wraps import Exclusions
from storage.embedded_redis import EmbeddedRedis
from tests.complaints.running import Running, running

ANSWERS = {"what": "เรียกเงินก่อนออกใบอนุญาต CANARY-WHAT", "who": "เจ้าหน้าที่หน้าเคาน์เตอร์ CANARY-WHO"}


class StillClock:
    """Stands still until it is told otherwise."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.moment

    def move(self, **by: float) -> None:
        self.moment += timedelta(**by)


def quick_stretch(secret: bytes, salt: bytes, length: int) -> bytes:
    """In the place of Argon2 where a test is about something else."""
    return shake_256(salt + secret).digest(length)


@dataclass
class Office:
    """One agency's vault, its officers' issued secrets, and what a test does with them."""

    file: AgencyFile
    secrets: ComplaintSecrets
    stretcher: Stretcher
    clock: StillClock
    people: dict[str, Issued]

    @property
    def officers(self) -> Officers:
        return Officers(self.file, self.secrets, self.stretcher)

    @property
    def vault(self) -> Vault:
        return Vault(self.file, self.secrets, self.stretcher, self.clock)

    def hire(self, name: str, unit: str = "นิติการ") -> Issued:
        self.people[name] = self.officers.add(name, unit, self.clock().date())
        return self.people[name]

    def desk(self, name: str) -> Desk:
        unlocked = self.officers.unlock(name, self.people[name].passphrase)
        assert unlocked is not None
        return Desk(self.file, self.secrets, unlocked, self.clock)

    def tell(
        self, *, excluded: Exclusions | None = None, evidence: tuple[Evidence, ...] = (), line: bool = False
    ) -> str:
        """Submit a complaint; its receipt code."""
        receipt = new_receipt()
        complaint = Complaint("bribe", ANSWERS, excluded or Exclusions(), evidence)
        self.vault.submit(complaint, receipt, through_line=line)
        return receipt


OfficeMaker = Callable[[str], Office]


@pytest.fixture
def clock() -> StillClock:
    return StillClock()


@pytest.fixture
def make_office(tmp_path: Path, clock: StillClock) -> OfficeMaker:
    def make(slug: str) -> Office:
        secrets = load_secrets(tmp_path / "secrets")
        stretcher = Stretcher(tmp_path / "run", quick_stretch)
        return Office(create_file(tmp_path / "complaints", slug), secrets, stretcher, clock, {})

    return make


@pytest.fixture
def office(make_office: OfficeMaker) -> Office:
    """Agency ``phon`` with two officers of different units."""
    made = make_office("phon")
    made.hire("ก้อย", "นิติการ")
    made.hire("ต้น", "สำนักปลัด")
    return made


# --- the app ----------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def memory_redis(tmp_path_factory: pytest.TempPathFactory) -> "Iterator[redis.Redis]":
    """A real server without a disk, as the complaint side has it."""
    folder = Path(tempfile.mkdtemp(prefix="pgs-c-"))
    with EmbeddedRedis(tmp_path_factory.mktemp("redis"), folder, persist=False) as server:
        client = server.client()
        yield client
        client.close()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def parts(tmp_path: Path, office: Office, memory_redis: "redis.Redis") -> ComplaintParts:
    """The complaint side over the test office, with its signed profile."""
    memory_redis.flushall()
    folder = tmp_path / "complaints"
    key = new_profile_key()
    (folder / "profiles.pub").write_text(public_half(key).hex())
    profile_file(folder, "phon").write_bytes(
        export_profile(
            key,
            slug="phon",
            name="เทศบาลตำบลโพน",
            units=["นิติการ", "สำนักปลัด"],
            phone="0 0000 0000",
            hours="8.30-16.30 น.",
            responsible_unit="สำนักปลัด",
            outside_routes=["ป.ป.ช. โทร 1205", "ป.ป.ท. โทร 1206", "ศูนย์ดำรงธรรม โทร 1567"],
        )
    )
    settings = ComplaintSettings(data_dir=tmp_path)
    keys = DraftKeys(tmp_path / "memory", office.clock)
    house = House(folder, office.secrets, office.stretcher, keys, office.clock)
    return ComplaintParts(settings, office.clock, office.secrets, keys, house, memory_redis)


@pytest.fixture
def client(parts: ComplaintParts) -> FlaskClient:
    app = create_complaint_app(parts)
    app.testing = False
    return app.test_client()


@pytest.fixture(scope="session")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The complaint app and the desk as real processes; tests that use it say ``xdist_group("complaint processes")``."""
    with running(tmp_path_factory.mktemp("live")) as started:
        yield started
