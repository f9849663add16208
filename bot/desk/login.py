"""Who is at the desk: passphrase and one-time code, then a visit whose key only the cookie holds.

Nobody can lock an officer out: passphrases hold 66 bits behind Argon2, so wrong ones are not counted at all. Wrong
one-time codes are counted only after the right passphrase, which a stranger does not have.
"""

import json
from dataclasses import dataclass
from enum import Enum, auto

import redis

from dialogs.records.errors import StoreUnavailable
from handlers.complaints.office import House, Office
from storage.complaints.boxes import public_half
from storage.complaints.colleagues import Colleagues, colleagues
from storage.complaints.desk import Desk
from storage.complaints.officers import Officer, OfficerKind, Unlocked
from storage.complaints.ownkey import change_key
from storage.complaints.sessions import Sessions, Visit
from storage.complaints.totp import matching_step

_MISSES = 5
_WAIT_SECONDS = 600
_USED_SECONDS = 120


class Refusal(Enum):
    """Why somebody is not let in. Name, passphrase and code are told apart to nobody."""

    WRONG = auto()
    WAIT = auto()


@dataclass(frozen=True, slots=True)
class Offer:
    """A passphrase that was shown and not typed yet, with the code secret that it will lock up again."""

    passphrase: str
    totp_secret: bytes


@dataclass(frozen=True, slots=True)
class AtDesk:
    """An officer with an open visit."""

    office: Office
    officer: Officer
    desk: Desk
    visit: Visit
    colleagues: Colleagues
    offer: Offer | None


class Door:
    """Letting in, recognising, letting out."""

    def __init__(self, house: House, visits: Sessions, client: "redis.Redis") -> None:
        self._house = house
        self._visits = visits
        self._redis = client

    def let_in(self, slug: str, name: str, passphrase: str, code: str) -> Visit | Refusal:
        """A fresh visit. Raises Busy when too many log in at once, NoSuchAgency."""
        office = self._house.office(slug)
        unlocked = office.officers.unlock(name, passphrase)
        if unlocked is None or unlocked.officer.kind is not OfficerKind.OFFICER:
            return Refusal.WRONG
        try:
            refused = self._second_half(slug, unlocked, code)
        except redis.RedisError as error:
            raise StoreUnavailable("the complaint Redis does not answer") from error
        if refused:
            return refused
        self._desk(office, unlocked).log_in()
        return self._visits.open(_content(slug, unlocked.officer.id, unlocked.private))

    def who(self, cookie: str) -> AtDesk | None:
        """The officer of a cookie; None when the visit is over, or the officer was removed or has another key."""
        visit = self._visits.resume(cookie)
        if visit is None:
            return None
        record = json.loads(visit.content)
        private = bytes.fromhex(record["private"])
        office = self._house.office(record["slug"])
        officer = next((one for one in office.people() if one.id == record["officer"]), None)
        if officer is None or officer.public_key != public_half(private):
            self._visits.end(cookie)
            return None
        desk = self._desk(office, Unlocked(officer, private, b""))
        offer = Offer(record["offer"][0], bytes.fromhex(record["offer"][1])) if record["offer"] else None
        return AtDesk(office, officer, desk, visit, colleagues(desk.access), offer)

    def offer(self, at: AtDesk, passphrase: str, totp_secret: bytes) -> None:
        """Keep a passphrase that is being shown, in the visit alone."""
        content = _content(at.office.slug, at.officer.id, at.desk.access.me.private, Offer(passphrase, totp_secret))
        self._visits.save(Visit(at.visit.cookie, content))

    def change_key(self, at: AtDesk, offer: Offer) -> None:
        """Another key under the passphrase that was typed; this visit goes on with it, any other one ends."""
        key = at.office.officers.new_key(at.officer.id, offer.passphrase, offer.totp_secret)
        change_key(at.desk.access, key)
        self._visits.save(Visit(at.visit.cookie, _content(at.office.slug, at.officer.id, key.private)))

    def let_out(self, cookie: str) -> None:
        self._visits.end(cookie)

    def _second_half(self, slug: str, unlocked: Unlocked, code: str) -> Refusal | None:
        misses = f"desk-miss:{slug}:{unlocked.officer.id}"
        if int(self._redis.get(misses) or 0) >= _MISSES:
            return Refusal.WAIT
        step = matching_step(unlocked.totp_secret, code, self._house.clock())
        if step is None or not self._unused(slug, unlocked, step):
            self._redis.incr(misses)
            self._redis.expire(misses, _WAIT_SECONDS)
            return Refusal.WRONG
        self._redis.delete(misses)
        return None

    def _unused(self, slug: str, unlocked: Unlocked, step: int) -> bool:
        """A code counts once: who saw it over a shoulder comes too late."""
        return bool(self._redis.set(f"desk-code:{slug}:{unlocked.officer.id}:{step}", b"1", nx=True, ex=_USED_SECONDS))

    def _desk(self, office: Office, unlocked: Unlocked) -> Desk:
        return Desk(office.file, self._house.secrets, unlocked, self._house.clock)


def _content(slug: str, officer_id: str, private: bytes, offer: Offer | None = None) -> bytes:
    kept = [offer.passphrase, offer.totp_secret.hex()] if offer else None
    return json.dumps({"slug": slug, "officer": officer_id, "private": private.hex(), "offer": kept}).encode()
