"""Putting an agency's menus in place: new ones first, then everybody is switched to them, then the old ones go.

What stands at LINE is the only record: a menu's name holds a digest of what it shows, so a second run finds what the
first one made. The power may fail anywhere; the next run goes on from there, and nobody is without a menu meanwhile.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Protocol

from bot.richmenus.menus import MENUS, PREFIX, Audience, Menu, alias_of, audience_of, menu_body
from bot.richmenus.picture import menu_picture
from dialogs.records.json import JsonObject
from storage.menu_people import MenuPerson

MOST_AT_ONCE = 500
"""Accounts of one bulk request (line-platform.md 2.6)."""
CREATES_AN_HOUR = 100
"""Of one channel (line-platform.md 2.4); each agency has a channel of its own."""


class MenuAccount(Protocol):
    """The rich menus of one channel. Every call raises MenuTrouble where LINE refuses or does not answer."""

    def menus(self) -> Mapping[str, str]:
        """Id to name, of all menus that the API made."""

    def has_picture(self, menu_id: str) -> bool: ...

    def create(self, body: JsonObject) -> str:
        """Returns the new menu's id."""

    def upload(self, menu_id: str, png: bytes) -> None: ...

    def aliases(self) -> Mapping[str, str]:
        """Alias to menu id."""

    def set_alias(self, alias: str, menu_id: str, *, is_new: bool) -> None: ...

    def default(self) -> str | None: ...

    def set_default(self, menu_id: str) -> None: ...

    def link(self, menu_id: str, line_ids: Sequence[str]) -> None: ...

    def unlink(self, line_ids: Sequence[str]) -> None: ...

    def delete(self, menu_id: str) -> None: ...


@dataclass(frozen=True, slots=True)
class Published:
    """What one run did: menus made and deleted, and accounts that got a menu of their own."""

    made: int
    deleted: int
    linked: int


def publish(account: MenuAccount, people: Iterable[MenuPerson]) -> Published:
    """Bring a channel's menus to what this program shows. Raises MenuTrouble; then run it again."""
    standing = dict(account.menus())
    aliases = dict(account.aliases())
    made = 0
    current: dict[Audience, str] = {}
    for menu in MENUS:
        menu_id, is_new = _ensure(account, menu, standing, aliases.get(alias_of(menu.audience)))
        current[menu.audience] = menu_id
        made += is_new
    _switch(account, current, aliases)
    linked = link_people(account, current, people)
    old = [menu_id for menu_id, name in standing.items() if name.startswith(PREFIX)]
    surplus = [menu_id for menu_id in old if menu_id not in current.values()]
    for menu_id in surplus:
        account.delete(menu_id)
    return Published(made, len(surplus), linked)


def link_people(account: MenuAccount, current: Mapping[Audience, str], people: Iterable[MenuPerson]) -> int:
    """Everybody's own menu, and none for who has no role (any more). Returns how many have one."""
    groups: dict[Audience, list[str]] = {audience: [] for audience in Audience}
    for person in people:
        groups[audience_of(person.roles)].append(person.line_id)
    for audience, line_ids in groups.items():
        for start in range(0, len(line_ids), MOST_AT_ONCE):
            chosen = line_ids[start : start + MOST_AT_ONCE]
            if audience is Audience.CITIZEN:
                account.unlink(chosen)
            else:
                account.link(current[audience], chosen)
    return len(groups[Audience.STAFF]) + len(groups[Audience.OFFICIAL])


def menu_name(menu: Menu) -> str:
    """Audience and a digest of all that the menu shows and does."""
    digest = sha256(repr(menu_body(menu, "")).encode() + menu_picture(menu.audience)).hexdigest()[:16]
    return f"{alias_of(menu.audience)}-{digest}"


def _ensure(account: MenuAccount, menu: Menu, standing: Mapping[str, str], aliased: str | None) -> tuple[str, bool]:
    """The id of a menu of this name with its picture; the one with the alias first, if a race left two."""
    name = menu_name(menu)
    same = [menu_id for menu_id, known in standing.items() if known == name]
    if not same:
        menu_id = account.create(menu_body(menu, name))
        account.upload(menu_id, menu_picture(menu.audience))
        return menu_id, True
    menu_id = aliased if aliased in same and aliased else same[0]
    if not account.has_picture(menu_id):  # the power failed between the two requests
        account.upload(menu_id, menu_picture(menu.audience))
    return menu_id, False


def _switch(account: MenuAccount, current: Mapping[Audience, str], aliases: Mapping[str, str]) -> None:
    for audience, menu_id in current.items():
        alias = alias_of(audience)
        if aliases.get(alias) != menu_id:
            account.set_alias(alias, menu_id, is_new=alias not in aliases)
    if account.default() != current[Audience.CITIZEN]:
        account.set_default(current[Audience.CITIZEN])
