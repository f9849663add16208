"""Publishing on the fake platform: new menus first, then the switch, then the old ones; again after any failure."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any

import pytest
import requests

from bot.line.richmenus import LineMenus, MenuTrouble
from bot.richmenus import publish as publishing
from bot.richmenus.menus import MENUS, Audience, alias_of
from bot.richmenus.picture import menu_picture
from bot.richmenus.publish import MOST_AT_ONCE, Published, menu_name, publish
from bot.simulator.fake import FakeLine, FakeUser
from bot.simulator.model import Channel
from dialogs.records.facts import Role
from dialogs.records.json import JsonObject
from storage.menu_people import MenuPerson
from tests.oracle import judge_sent

STAFF, MAYOR = frozenset({Role.STAFF}), frozenset({Role.MAYOR})
NOBODY: tuple[MenuPerson, ...] = ()


@pytest.fixture
def fake() -> Iterator[FakeLine]:
    with FakeLine() as running:
        yield running
        judge_sent(call for call in running.sent if "/content" not in call.path)


@pytest.fixture
def channel(fake: FakeLine) -> Channel:
    return fake.channel("phon")


@pytest.fixture
def account(fake: FakeLine, channel: Channel) -> LineMenus:
    return LineMenus(fake.url, fake.url, channel.access_token)


def seen(fake: FakeLine, user: FakeUser) -> str | None:
    """Whose menu the phone shows."""
    menu = fake.platform.menus(user.channel).shown(user.user_id)
    return str(menu.body["name"]).rsplit("-", 1)[0] if menu else None


def standing(account: LineMenus) -> list[str]:
    return sorted(account.menus().values())


def in_place(account: LineMenus) -> None:
    """The end that every run comes to: three menus with pictures, three aliases, the citizens' as default."""
    menus = account.menus()
    assert sorted(menus.values()) == sorted(menu_name(menu) for menu in MENUS)
    assert all(account.has_picture(menu_id) for menu_id in menus)
    assert set(account.aliases()) == {alias_of(audience) for audience in Audience}
    assert account.default() == account.aliases()[alias_of(Audience.CITIZEN)]


def test_the_first_publication(fake: FakeLine, channel: Channel, account: LineMenus) -> None:
    citizen, staff, mayor = (fake.user(channel, key) for key in ("citizen", "staff", "mayor"))
    people = [MenuPerson(staff.user_id, STAFF), MenuPerson(mayor.user_id, MAYOR)]
    assert publish(account, people) == Published(made=3, deleted=0, linked=2)
    in_place(account)
    assert [seen(fake, one) for one in (citizen, staff, mayor)] == [alias_of(audience) for audience in Audience]


def test_the_picture_arrives_byte_by_byte(fake: FakeLine, channel: Channel, account: LineMenus) -> None:
    publish(account, NOBODY)
    menu_id = account.aliases()[alias_of(Audience.STAFF)]
    url = f"{fake.url}/v2/bot/richmenu/{menu_id}/content"
    answer = requests.get(url, headers={"Authorization": f"Bearer {channel.access_token}"}, timeout=10)
    assert answer.content == menu_picture(Audience.STAFF) and answer.headers["Content-Type"] == "image/png"


def test_again_makes_nothing(fake: FakeLine, account: LineMenus) -> None:
    publish(account, NOBODY)
    before = account.menus()
    assert publish(account, NOBODY) == Published(made=0, deleted=0, linked=0)
    assert account.menus() == before
    in_place(account)


@pytest.fixture
def next_version(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """A version of the program whose menus say something else."""

    def change() -> None:
        monkeypatch.setattr(publishing, "MENUS", tuple(replace(menu, bar="เมนูใหม่") for menu in MENUS))

    return change


def test_a_new_version_replaces_the_old_one(
    fake: FakeLine, channel: Channel, account: LineMenus, next_version: Callable[[], None]
) -> None:
    staff = fake.user(channel, "staff")
    people = [MenuPerson(staff.user_id, STAFF)]
    publish(account, people)
    old = set(account.menus())
    next_version()
    assert publish(account, people) == Published(made=3, deleted=3, linked=1)
    assert not old & set(account.menus())
    assert seen(fake, staff) == alias_of(Audience.STAFF)
    assert account.default() == account.aliases()[alias_of(Audience.CITIZEN)]


def test_menus_of_others_are_left_alone(account: LineMenus) -> None:
    body: JsonObject = {
        "size": {"width": 2500, "height": 843},
        "selected": False,
        "name": "เมนูที่เจ้าหน้าที่ทำเอง",
        "chatBarText": "เมนู",
        "areas": [],
    }
    theirs = account.create(body)
    publish(account, NOBODY)
    publish(account, NOBODY)
    assert theirs in account.menus()


def test_who_lost_their_role_sees_what_citizens_see(fake: FakeLine, channel: Channel, account: LineMenus) -> None:
    person = fake.user(channel, "staff")
    publish(account, [MenuPerson(person.user_id, STAFF)])
    assert seen(fake, person) == alias_of(Audience.STAFF)
    publish(account, [MenuPerson(person.user_id, frozenset())])
    assert seen(fake, person) == alias_of(Audience.CITIZEN)


class Counted:
    """An account whose power fails before, or right after, the nth request."""

    def __init__(self, account: LineMenus, fails_at: int, *, after: bool) -> None:
        self._account = account
        self.fails_at = fails_at
        self._after = after
        self.requests = 0

    def __getattr__(self, name: str) -> Any:
        call = getattr(self._account, name)

        def counted(*given: Any, **named: Any) -> Any:
            self.requests += 1
            if self.requests == self.fails_at and not self._after:
                raise MenuTrouble("the power failed")
            answer = call(*given, **named)
            if self.requests == self.fails_at:
                raise MenuTrouble("the power failed")
            return answer

        return counted


@pytest.mark.parametrize("after", [False, True])
def test_the_power_may_fail_anywhere(fake: FakeLine, after: bool) -> None:
    """After each failure everybody still has a menu; the next run comes to the same end, and leaves nothing over."""
    steps = requests_made = 0
    while requests_made >= steps:
        steps += 1
        channel = fake.channel(f"agency-{steps}")
        account = LineMenus(fake.url, fake.url, channel.access_token)
        citizen, staff = fake.user(channel), fake.user(channel, "staff")
        people = [MenuPerson(staff.user_id, STAFF)]
        publish_old(account, people)
        failing: Any = Counted(account, steps, after=after)
        with suppress(MenuTrouble):
            publish(failing, people)
        assert seen(fake, citizen) == alias_of(Audience.CITIZEN)
        assert seen(fake, staff) == alias_of(Audience.STAFF)
        publish(account, people)
        in_place(account)
        assert seen(fake, staff) == alias_of(Audience.STAFF)
        requests_made = failing.requests
    assert steps > 15, "the failure was tried at every request"


def publish_old(account: LineMenus, people: Sequence[MenuPerson]) -> None:
    """What an older version of the program left."""
    with pytest.MonkeyPatch.context() as older:
        older.setattr(publishing, "MENUS", tuple(replace(menu, bar="เมนูเก่า") for menu in MENUS))
        publish(account, people)


def test_two_of_one_name_become_one(account: LineMenus) -> None:
    """Two operators at once made the same menu twice."""
    publish(account, NOBODY)
    body = publishing.menu_body(MENUS[0], menu_name(MENUS[0]))
    twin = account.create(body)
    assert publish(account, NOBODY).deleted == 1
    assert twin not in account.menus()
    in_place(account)


class Recorded:
    """An account that only notes whom it is asked to link."""

    def __init__(self) -> None:
        self.linked: list[tuple[str, int]] = []
        self.unlinked: list[int] = []

    def link(self, menu_id: str, line_ids: Sequence[str]) -> None:
        self.linked.append((menu_id, len(line_ids)))

    def unlink(self, line_ids: Sequence[str]) -> None:
        self.unlinked.append(len(line_ids))


def test_many_people_are_linked_in_bulks_that_line_takes() -> None:
    account: Any = Recorded()
    people = [MenuPerson(f"U{n:032x}", STAFF if n < 1201 else frozenset()) for n in range(1202)]
    current: Mapping[Audience, str] = {audience: f"menu-{audience}" for audience in Audience}
    assert publishing.link_people(account, current, people) == 1201
    assert account.linked == [("menu-staff", MOST_AT_ONCE), ("menu-staff", MOST_AT_ONCE), ("menu-staff", 201)]
    assert account.unlinked == [1]


@pytest.mark.parametrize(("fault", "says"), [("rate", "in an hour"), ("server-error", "500"), ("refused", "did not")])
def test_a_refusal_is_one_sentence(fake: FakeLine, account: LineMenus, fault: str, says: str) -> None:
    fake.faults.next("richmenu-create", fault)
    with pytest.raises(MenuTrouble, match=says):
        publish(account, NOBODY)
    publish(account, NOBODY)
    in_place(account)


def test_lines_limit_of_new_menus_is_far_above_what_a_run_makes() -> None:
    assert len(MENUS) * 30 <= publishing.CREATES_AN_HOUR
