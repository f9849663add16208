"""One answer on its way: what each of LINE's answers leads to, and what a dead token means."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import redis

from bot.line.gateway import LineGateway
from bot.simulator.fake import FakeLine, FakeUser
from bot.simulator.model import Rules
from bot.worker.delivery import PAUSES, TOKEN_SECONDS, Delivery, Handed
from bot.worker.replies import Later
from handlers.decision import Decision, said
from handlers.incoming import Incoming, read_incoming
from storage.channels import GENERAL
from storage.events.stream import EventStream, QueuedEvent
from tests.faults.events import StandingClock

WORDS = "สวัสดีค่ะ"


class Tokens:
    """The one access token there is."""

    def __init__(self, token: str) -> None:
        self.now = token

    def token(self, _slug: str, _kind: str) -> str:
        return self.now


class Case:
    """A person, an event of theirs in the stream, and its answer."""

    def __init__(self, fake: FakeLine, client: "redis.Redis") -> None:
        self.fake = fake
        self.client = client
        channel = fake.channel("phon")
        self.user: FakeUser = fake.user(channel)
        self.stream = EventStream(client)
        self.tokens = Tokens(channel.access_token)
        self.delivery = Delivery(LineGateway(self.tokens, GENERAL, fake.url), self.stream)  # type: ignore[arg-type]
        source = {"type": "user", "userId": self.user.user_id}
        self._event = fake.platform.events.make("postback", channel.key, self.user.user_id, source, {})

    def handed(self, *, age: float = 0.0, worth_push: bool = False, minutes_late: int = 0) -> Handed:
        """``age``: seconds since the door took the event; ``minutes_late``: how long LINE took to bring it."""
        seconds, _ = self.client.time()
        event = QueuedEvent(0, f"{int((seconds - age) * 1000)}-0", b"", 1)
        happened = self._event["timestamp"] - timedelta(minutes=minutes_late).total_seconds() * 1000
        incoming: Incoming = read_incoming("phon", {**self._event, "timestamp": int(happened)})
        return Handed(event, "key", incoming, Decision(said(WORDS).messages, "", worth_push=worth_push))

    @property
    def seen(self) -> int:
        return len([entry for entry in self.user.chat.entries if entry.side == "bot"])


@pytest.fixture
def case(client: "redis.Redis") -> Iterator[Case]:
    with FakeLine(rules=Rules(monthly_quota=None), clock=StandingClock()) as fake:
        yield Case(fake, client)


@pytest.mark.parametrize("fault", ["rate", "server-error", "bad-gateway-html", "refused"])
def test_what_line_does_not_take_now_it_takes_later(case: Case, fault: str) -> None:
    handed = case.handed()
    case.fake.faults.next("reply", fault, count=2)  # the gateway itself tries what is unsure once more
    with pytest.raises(Later):
        case.delivery.deliver(handed)
    case.fake.faults.clear()
    case.delivery.deliver(handed)
    assert case.seen == 1


def test_in_the_end_it_is_given_up(case: Case) -> None:
    handed = case.handed()
    for pause in PAUSES:
        case.fake.faults.next("reply", "rate")
        with pytest.raises(Later) as later:
            case.delivery.deliver(handed)
        assert later.value.seconds == pause
    case.fake.faults.next("reply", "rate")
    case.delivery.deliver(handed)
    assert case.seen == 0


@pytest.mark.parametrize("worth_push", [True, False])
def test_after_a_crash_a_young_dead_token_says_that_the_person_has_the_answer(case: Case, worth_push: bool) -> None:
    case.delivery.deliver(case.handed(worth_push=worth_push))
    case.delivery.deliver(case.handed(worth_push=worth_push, age=TOKEN_SECONDS - 10))
    assert case.seen == 1


def test_an_old_dead_token_may_have_died_unused_so_what_matters_is_pushed(case: Case) -> None:
    case.delivery.deliver(case.handed())
    case.delivery.deliver(case.handed(worth_push=False, age=TOKEN_SECONDS + 10))
    assert case.seen == 1
    case.delivery.deliver(case.handed(worth_push=True, age=TOKEN_SECONDS + 10))
    case.delivery.deliver(case.handed(worth_push=True, age=TOKEN_SECONDS + 10))
    assert case.seen == 2, "the push has a retry key"


def test_an_event_that_line_brought_very_late_may_come_with_a_dead_token(case: Case) -> None:
    case.delivery.deliver(case.handed())
    case.delivery.deliver(case.handed(worth_push=True, minutes_late=20))
    assert case.seen == 2


def test_after_an_apology_the_promised_answer_is_pushed(case: Case) -> None:
    handed = case.handed(worth_push=False)
    case.stream.note_apology(0, "key")
    case.delivery.deliver(handed)
    assert case.seen == 1, "the apology was noted and never sent: the token is good"
    case.delivery.deliver(case.handed(worth_push=False))
    assert case.seen == 2


def test_what_was_promised_is_pushed_even_if_line_stumbles_before_it_refuses_the_token(case: Case) -> None:
    case.delivery.deliver(case.handed())  # the apology, which used the token up
    case.stream.note_apology(0, "key")
    case.fake.faults.next("reply", "server-error")
    case.delivery.deliver(case.handed(worth_push=False))
    assert case.seen == 2


def test_where_the_clock_of_redis_was_set_back_nobody_knows_how_old_a_token_is(case: Case) -> None:
    case.delivery.deliver(case.handed())
    case.delivery.deliver(case.handed(worth_push=True, age=-100))
    assert case.seen == 2


def test_an_access_token_that_was_replaced_is_known_at_once(case: Case) -> None:
    good, case.tokens.now = case.tokens.now, "an older one"
    case.delivery.deliver(case.handed())
    assert case.seen == 0, "LINE does not know it, and there is no other"
    case.tokens.now = good
    case.delivery.deliver(case.handed())
    assert case.seen == 1
