"""Who can open a case: its two private keys, wrapped for every officer whom the reporter has not excluded.

A case always has ``SLOTS`` wraps in chance order. Where nobody stands, a dummy does: the same kind of box, to a key
that nobody has. No row says whose wrap it is; an officer finds theirs by trying. So an exclusion is not a rule that
somebody could forget to check, and cannot be read off the file.

Two keys: the *case* key opens what reporter and officers both read, the *desk* key what only officers read.
"""

import json
import secrets
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from storage.complaints.boxes import KeyPair, new_pair, open_with, seal_to
from storage.complaints.officers import SLOTS, Officer
from storage.sealing import NotOpened

_KEY = 32
DUMMY = ""


@dataclass(frozen=True, slots=True)
class Exclusions:
    """Whom the reporter keeps out: officers by id (the recovery key included), and whole units."""

    officers: frozenset[str] = frozenset()
    units: frozenset[str] = frozenset()

    def allow(self, officer: Officer) -> bool:
        return officer.id not in self.officers and officer.unit not in self.units

    def left(self, officers: Iterable[Officer]) -> list[Officer]:
        return [officer for officer in officers if self.allow(officer)]


@dataclass(frozen=True, slots=True)
class CaseKeys:
    """The private halves."""

    case: bytes
    desk: bytes


@dataclass(frozen=True, slots=True)
class SlotMap:
    """Which slot is whose key, and the exclusions to inherit. Sealed to the desk key: only who is in reads it."""

    slots: tuple[str, ...]
    excluded: Exclusions = field(default_factory=Exclusions)

    def dump(self) -> bytes:
        record = {"slots": self.slots, "officers": sorted(self.excluded.officers), "units": sorted(self.excluded.units)}
        return json.dumps(record, ensure_ascii=False).encode()


def read_slot_map(stored: bytes) -> SlotMap:
    record = json.loads(stored)
    return SlotMap(tuple(record["slots"]), Exclusions(frozenset(record["officers"]), frozenset(record["units"])))


def first_map(officers: Sequence[Officer], excluded: Exclusions) -> SlotMap:
    """Slots dealt by chance to the officers who are left."""
    deal: list[str] = [officer.key_id for officer in excluded.left(officers)]
    deal += [DUMMY] * (SLOTS - len(deal))
    secrets.SystemRandom().shuffle(deal)
    return SlotMap(tuple(deal), excluded)


def present_map(old: SlotMap, officers: Sequence[Officer]) -> SlotMap:
    """The map brought to today's officers: the gone out, the new in, the excluded never."""
    wanted = {officer.key_id for officer in old.excluded.left(officers)}
    slots = [key_id if key_id in wanted else DUMMY for key_id in old.slots]
    for key_id in sorted(wanted - set(slots)):
        slots[secrets.choice([place for place, held in enumerate(slots) if held == DUMMY])] = key_id
    return replace(old, slots=tuple(slots))


def wrap(keys: CaseKeys, key_id: str, officers: Sequence[Officer], *place: str) -> bytes:
    """One slot's box: to the officer of this key, or to nobody."""
    holder = next((officer.public_key for officer in officers if officer.key_id == key_id), None)
    plain = keys.case + keys.desk
    if holder is None:
        return seal_to(new_pair().public, secrets.token_bytes(len(plain)), *place, "wrap")
    return seal_to(holder, plain, *place, "wrap")


def write_wraps(
    connection: sqlite3.Connection,
    keys: CaseKeys,
    slots: Mapping[int, str],
    officers: Sequence[Officer],
    slug: str,
    case_id: str,
) -> None:
    """Put boxes into slots, in the place of what is there."""
    rows = [(case_id, slot, wrap(keys, key_id, officers, slug, case_id)) for slot, key_id in slots.items()]
    connection.executemany("INSERT OR REPLACE INTO wrap (case_id, slot, sealed) VALUES (?, ?, ?)", rows)


def open_wraps(private: bytes, boxes: Iterable[bytes], slug: str, case_id: str) -> CaseKeys | None:
    """The case's keys, if one of the boxes is for this key. Every box is tried."""
    found = None
    for sealed in boxes:
        try:
            opened = open_with(private, sealed, slug, case_id, "wrap")
        except NotOpened:
            continue
        found = CaseKeys(opened[:_KEY], opened[_KEY:])
    return found


def new_case_keys() -> tuple[CaseKeys, KeyPair, KeyPair]:
    """The private halves together, and both pairs (case, desk)."""
    case, desk = new_pair(), new_pair()
    return CaseKeys(case.private, desk.private), case, desk
