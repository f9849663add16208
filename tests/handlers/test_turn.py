"""One turn on real stores: decided once, whatever is repeated and wherever it is cut off."""

import threading
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256

import pytest
import redis

from bot.parts import Parts
from bot.settings import Settings
from bot.turns import make_turn
from dialogs.records.errors import LeaseLost
from dialogs.records.facts import Facts
from dialogs.records.json import JsonObject
from dialogs.records.reading import Reading
from handlers.decision import Decision, Ownership
from handlers.door import Admission, conversation_digest, message_digest, new_events
from handlers.incoming import read_incoming
from handlers.turn import Asked, Turn
from storage.agencies import AgencyDirectory
from storage.channels import Channels
from storage.conversations.store import ConversationStore
from storage.database import Database
from storage.events.daykeys import DerivedDayKeys, EventCipher
from storage.events.partitions import partition_of
from storage.events.stream import EventStream
from storage.models import Person
from storage.sealing import Keyring
from tests.storage.rows import KEYS, LINE_ID, NOW, SLUG, add_agency

WISHES = {"ติดตาม": "follow", "สวัสดี": "greeting", "ข้อมูลของฉัน": "privacy", "ลบข้อมูล": "privacy"}


def everybody(_conversation: str) -> Admission:
    return Admission.YES


class ByHeart:
    """Knows a few sentences; the understanding has tests of its own."""

    def read(self, text: str, _facts: Facts) -> Reading:
        wish = WISHES.get(text, "")
        return Reading(text, "act" if wish else "unknown", wish or "unknown", 0.95 if wish else 0.0, (), {})


class PowerCut(Exception):
    """The process dies here."""


class Phone:
    """One person's events, run through a turn as a worker would."""

    def __init__(self, database: Database, client: "redis.Redis", keys: Keyring = KEYS) -> None:
        self.database, self.client, self.keys = database, client, keys
        self.now = NOW
        self.cut = ""
        self.sent = 0

    def turn(self) -> Turn:
        parts = Parts(
            settings=Settings(),
            clock=lambda: self.now,
            keyring=self.keys,
            database=self.database,
            redis=self.client,
            cipher=EventCipher(DerivedDayKeys(self.keys)),
            channels=Channels(self.database, self.keys),
            directory=AgencyDirectory(self.database, "https://x.test"),
        )
        return make_turn(parts, ByHeart(), self._checkpoint)

    def _checkpoint(self, name: str) -> None:
        if name == self.cut:
            raise PowerCut(name)

    def event(self, text: str, **changed: object) -> JsonObject:
        self.sent += 1
        source = {"type": "user", "userId": LINE_ID}
        message = {"type": "text", "id": f"m{self.sent}", "text": text}
        return {"type": "message", "source": source, "replyToken": "t", "message": message, "mode": "active", **changed}  # type: ignore[dict-item]

    def runs(self, event: JsonObject, key: str = "", *, repeated: bool = False, **owner: Ownership) -> Decision:
        self.sent += 1
        return self.turn().run(
            read_incoming(SLUG, event), sha256((key or str(self.sent)).encode()).hexdigest(), repeated=repeated, **owner
        )

    def says(self, text: str, key: str = "") -> str:
        return words(self.runs(self.event(text), key))


def words(decision: Decision) -> str:
    return "\n".join(str(message.get("text", message.get("altText"))) for message in decision.messages)


@pytest.fixture
def phone(database: Database, client: "redis.Redis") -> Phone:
    add_agency(database)
    return Phone(database, client)


def people(database: Database) -> int:
    with database.reading() as session:
        return session.query(Person).count()


def test_a_message_is_answered_and_the_conversation_kept(phone: Phone) -> None:
    assert "สวัสดีค่ะ" in phone.says("สวัสดี")
    assert "เข้ารหัส" in phone.says("ติดตาม")
    assert "บันทึกแล้ว" in phone.says("ตกลง")
    assert people(phone.database) == 1


def test_an_event_that_comes_again_gets_its_first_answer_without_a_second_turn(phone: Phone) -> None:
    phone.says("ติดตาม")
    first = phone.runs(phone.event("ตกลง"), "e")
    again = phone.runs(phone.event("something else"), "e")
    assert again == first


@pytest.mark.parametrize("cut", ["loaded", "before effects", "effects committed", "decided", "committed"])
def test_cut_off_anywhere_the_effect_comes_once_and_the_answer_is_the_same(phone: Phone, cut: str) -> None:
    phone.says("ติดตาม")
    yes = phone.event("ตกลง")
    phone.cut = cut
    with pytest.raises(PowerCut):
        phone.runs(yes, "e")
    phone.cut = ""
    decision = phone.runs(yes, "e", repeated=True)
    assert "บันทึกแล้ว" in words(decision) and decision.worth_push
    assert people(phone.database) == 1
    assert "1 เรื่อง" in phone.says("ข้อมูลของฉัน"), "one follow, and the conversation goes on"


def test_a_worker_that_lost_its_lease_writes_nothing(phone: Phone) -> None:
    phone.says("ติดตาม")
    with pytest.raises(LeaseLost):
        phone.runs(phone.event("ตกลง"), owner=Ownership("old", lambda _entry: False))
    assert people(phone.database) == 0
    assert "บันทึกแล้ว" in phone.says("ตกลง"), "the question is still open"


def test_whoever_asks_does_not_wait_for_somebody_elses_transaction(phone: Phone) -> None:
    phone.says("ติดตาม")
    turn, heard = phone.turn(), list[str]()
    other = read_incoming(SLUG, phone.event("สวัสดี", source={"type": "user", "userId": "U" + "9" * 32}))
    reader = threading.Thread(target=lambda: heard.append(words(turn.run(other, "9" * 64))), daemon=True)

    def asked_just_before_the_commit(_entry: str) -> bool:
        reader.start()
        reader.join(10)
        return True

    owner = Ownership("", asked_just_before_the_commit)
    decision = turn.run(read_incoming(SLUG, phone.event("ตกลง")), "8" * 64, owner)
    assert "บันทึกแล้ว" in words(decision)
    assert heard and "สวัสดี" in heard[0], "answered while the transaction was open"


def test_facts_that_this_version_cannot_read_silence_nobody_else(phone: Phone) -> None:
    """As while a newer web process runs beside an older worker."""
    phone.says("ติดตาม")
    phone.says("ตกลง")
    with phone.database.transaction() as session:
        session.query(Person).one().roles = ["a role of next year"]
    other = phone.event("สวัสดี", source={"type": "user", "userId": "U" + "9" * 32})
    asked = [Asked(read_incoming(SLUG, event), key * 64) for event, key in ((phone.event("สวัสดี"), "7"), (other, "8"))]
    failed, answered = phone.turn().run_together(asked)
    assert isinstance(failed, ValueError)
    assert isinstance(answered, Decision) and "สวัสดี" in words(answered)


def test_the_stream_says_which_partition_an_event_belongs_to(phone: Phone) -> None:
    """While keys are replaced, the door and a worker may not agree on anybody's digest."""
    digest = conversation_digest(KEYS, SLUG, LINE_ID)
    elsewhere = (partition_of(digest) + 1) % 16
    phone.runs(phone.event("สวัสดี"), owner=Ownership("", lambda _entry: True, elsewhere))
    store = ConversationStore(phone.client, KEYS)
    assert store.load(elsewhere, digest, "x").record and not store.load(partition_of(digest), digest, "x").record


def test_standby_and_unknown_agencies_are_answered_with_nothing(phone: Phone) -> None:
    assert phone.runs(phone.event("สวัสดี", mode="standby")).messages == ()
    elsewhere = read_incoming("nowhere", phone.event("สวัสดี"))
    assert phone.turn().run(elsewhere, "e" * 64).messages == ()


@pytest.mark.parametrize("kind", ["unfollow", "memberLeft", "beacon", "a-kind-of-next-year", "", "accountLink"])
def test_other_kinds_of_event_are_met_with_silence(phone: Phone, kind: str) -> None:
    assert phone.runs(phone.event("สวัสดี", type=kind)).messages == ()
    assert phone.runs(phone.event("สวัสดี", type=kind, source=None)).messages == ()


def test_an_unsent_message_that_still_waits_is_dropped(phone: Phone) -> None:
    event = phone.event("สวัสดี")
    unsend = {"type": "unsend", "source": event["source"], "unsend": {"messageId": event["message"]["id"]}}  # type: ignore[index, call-overload]
    cipher = EventCipher(DerivedDayKeys(KEYS))
    EventStream(phone.client).append(new_events(SLUG, [unsend], KEYS, cipher, NOW, everybody))  # type: ignore[list-item]
    assert phone.runs(event).messages == ()


def test_an_unsent_answer_is_taken_out_and_the_question_stays(phone: Phone) -> None:
    phone.says("ลบข้อมูล")
    phone.says("เอ่อ เดี๋ยวก่อน")
    last = f"m{phone.sent - 1}"
    assert phone.runs(phone.event("", type="unsend", unsend={"messageId": last})).messages == ()
    assert "ไม่ได้ลบ" in phone.says("ไม่ลบ")


def test_deleting_leaves_nothing_of_the_person(phone: Phone) -> None:
    phone.says("ติดตาม")
    phone.says("ตกลง")
    phone.says("ลบข้อมูล")
    assert "ลบแล้ว" in phone.says("ลบเลย")
    assert people(phone.database) == 0
    digest = conversation_digest(KEYS, SLUG, LINE_ID)
    record = ConversationStore(phone.client, KEYS).load(partition_of(digest), digest, "x").record
    assert record and b'"frames":[]' in record and b'"context":{}' in record


def test_deleting_after_a_change_of_key_deletes_what_the_older_key_wrote(phone: Phone) -> None:
    phone.says("ติดตาม")
    phone.says("ตกลง")
    phone.keys = Keyring(["n" * 40, "k" * 40])
    phone.says("ลบข้อมูล")
    assert "ลบแล้ว" in phone.says("ลบเลย")
    assert people(phone.database) == 0


def test_a_record_that_nobody_can_read_starts_anew(phone: Phone) -> None:
    digest = conversation_digest(KEYS, SLUG, LINE_ID)
    store = ConversationStore(phone.client, KEYS)
    for number, raw in enumerate((b"[]", b"{}", b"not json", b'{"format":99}')):
        store.commit(partition_of(digest), digest, f"x{number}", 2 * number, raw, b"")
        assert "สวัสดี" in phone.says("สวัสดี")


def test_a_group_hears_one_sentence_a_day(phone: Phone) -> None:
    group = {"type": "group", "groupId": "C1", "userId": LINE_ID}
    assert "แชทส่วนตัว" in words(phone.runs(phone.event("ใครอยู่บ้าง", source=group)))
    assert phone.runs(phone.event("มาตรการถึงไหน", source=group)).messages == ()
    phone.now += timedelta(days=1)
    assert "แชทส่วนตัว" in words(phone.runs(phone.event("อีกครั้ง", source=group)))


def test_people_do_not_share_a_conversation_nor_do_agencies(phone: Phone) -> None:
    phone.says("ลบข้อมูล")
    stranger = {"type": "user", "userId": "U" + "1" * 32}
    assert "ลบแล้ว" not in words(phone.runs(phone.event("ลบเลย", source=stranger)))
    digests = {conversation_digest(KEYS, slug, LINE_ID) for slug in (SLUG, "ko")}
    assert len(digests) == 2


def test_our_own_fault_is_said_in_the_agencys_voice(phone: Phone) -> None:
    turn = phone.turn()
    turn.run(read_incoming(SLUG, phone.event("สวัสดี")), "e" * 64)
    decision = turn.failed(read_incoming(SLUG, phone.event("x")))
    assert "ขออภัยค่ะ" in words(decision) and not decision.worth_push


def test_a_decision_reads_back(phone: Phone) -> None:
    decision = phone.runs(phone.event("สวัสดี"))
    assert Decision.load(decision.dump()) == decision
    assert replace(decision, worth_push=True) != decision


def test_what_goes_into_the_stream_holds_neither_text_nor_id(phone: Phone) -> None:
    cipher = EventCipher(DerivedDayKeys(KEYS))
    (queued,) = new_events(SLUG, [phone.event("CANARY")], KEYS, cipher, NOW, everybody)
    assert b"CANARY" not in queued.sealed and LINE_ID.encode() not in queued.sealed
    assert LINE_ID not in queued.key and b"CANARY" in cipher.open(queued.sealed)
    assert queued.partition == partition_of(conversation_digest(KEYS, SLUG, LINE_ID))
    assert message_digest(KEYS, SLUG, "m1") not in queued.key
