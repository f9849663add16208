"""Parts the complaint tests share: a vault in a temporary folder, with a clock that stands still."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import shake_256
from pathlib import Path

import pytest

from storage.complaints.desk import Desk
from storage.complaints.file import AgencyFile, create_file
from storage.complaints.officers import Issued, Officers
from storage.complaints.receipt import new_receipt
from storage.complaints.records import Complaint, Evidence
from storage.complaints.secrets import ComplaintSecrets, load_secrets
from storage.complaints.stretching import Stretcher
from storage.complaints.vault import Vault
from storage.complaints.wraps import Exclusions

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
