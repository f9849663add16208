"""Rich menus of the channels: menus, pictures, aliases, and which one a person sees."""

from collections.abc import Iterable
from dataclasses import dataclass
from threading import RLock

from bot.simulator import ids
from bot.simulator.content import Content
from bot.simulator.errors import LineError, not_found
from bot.simulator.validation import check_rich_menu
from bot.simulator.validation.richmenu import IMAGE_BYTES
from bot.simulator.wire import Json

MOST_MENUS = 1000
MOST_ALIASES = 1000
_PICTURES = {b"\x89PNG": "image/png", b"\xff\xd8\xff": "image/jpeg"}


@dataclass(slots=True)
class RichMenu:
    """A menu; without a picture it can be neither linked nor shown."""

    number: str
    body: Json
    picture: Content | None = None


class RichMenus:
    """The menus of one channel."""

    def __init__(self) -> None:
        self._menus: dict[str, RichMenu] = {}
        self._aliases: dict[str, str] = {}
        self._links: dict[str, str] = {}
        self._default: str | None = None
        self._lock = RLock()

    def create(self, body: Json) -> str:
        """Raises LineError 400 for a bad body or one menu too many."""
        check_rich_menu(body)
        with self._lock:
            if len(self._menus) >= MOST_MENUS:
                raise LineError(400, "The number of rich menus exceeds the limit")
            number = f"richmenu-{ids.token(32)}"
            self._menus[number] = RichMenu(number, body)
            return number

    def get(self, number: str) -> RichMenu:
        """Raises LineError 404."""
        with self._lock:
            if (menu := self._menus.get(number)) is None:
                raise not_found()
            return menu

    def all(self) -> list[RichMenu]:
        with self._lock:
            return list(self._menus.values())

    def delete(self, number: str) -> None:
        """A menu with an alias cannot be deleted; links and default fall away."""
        with self._lock:
            self.get(number)
            if number in self._aliases.values():
                raise LineError(400, "The rich menu is linked to a rich menu alias")
            del self._menus[number]
            self._links = {who: menu for who, menu in self._links.items() if menu != number}
            if self._default == number:
                self._default = None

    def upload(self, number: str, body: bytes) -> None:
        """JPEG or PNG, at most 1 MB, once."""
        with self._lock:
            menu = self.get(number)
            kind = next((name for start, name in _PICTURES.items() if body.startswith(start)), None)
            if len(body) > IMAGE_BYTES:
                raise LineError(413, "Request Entity Too Large")
            if kind is None:
                raise LineError(400, "The image format is not supported")
            if menu.picture is not None:
                raise LineError(400, "An image has already been uploaded to the richmenu")
            menu.picture = Content(body, kind)

    def _drawn(self, number: str) -> RichMenu:
        menu = self.get(number)
        if menu.picture is None:
            raise LineError(400, "must upload richmenu image before applying it to user")
        return menu

    def set_default(self, number: str) -> None:
        with self._lock:
            self._default = self._drawn(number).number

    def clear_default(self) -> None:
        with self._lock:
            self._default = None

    @property
    def default(self) -> str | None:
        with self._lock:
            return self._default

    def link(self, users: Iterable[str], number: str) -> None:
        with self._lock:
            menu = self._drawn(number)
            self._links.update(dict.fromkeys(users, menu.number))

    def unlink(self, users: Iterable[str]) -> None:
        with self._lock:
            for user in users:
                self._links.pop(user, None)

    def linked(self, user: str) -> str | None:
        """The menu linked to the user alone."""
        with self._lock:
            return self._links.get(user)

    def shown(self, user: str) -> RichMenu | None:
        """What the phone shows: the user's own menu before the channel's default."""
        with self._lock:
            number = self._links.get(user) or self._default
            return self._menus.get(number) if number else None

    def aliases(self) -> dict[str, str]:
        with self._lock:
            return dict(self._aliases)

    def set_alias(self, name: str, number: str, *, new: bool) -> None:
        """Raises LineError 400 (exists, unknown menu, too many) or 404 (nothing to change)."""
        with self._lock:
            if new and name in self._aliases:
                raise LineError(400, "conflict richmenu alias id")
            if not new and name not in self._aliases:
                raise LineError(404, "richmenu alias not found")
            if number not in self._menus:
                raise LineError(400, "richmenu not found")
            if new and len(self._aliases) >= MOST_ALIASES:
                raise LineError(400, "The number of rich menu aliases exceeds the limit")
            self._aliases[name] = number

    def delete_alias(self, name: str) -> None:
        with self._lock:
            if self._aliases.pop(name, None) is None:
                raise LineError(404, "richmenu alias not found")

    def switch(self, user: str, alias: str) -> str:
        """What a richmenuswitch action does on the phone; returns the status its postback reports."""
        with self._lock:
            number = self._aliases.get(alias)
            if number is None:
                return "RICHMENU_ALIAS_ID_NOTFOUND"
            if number not in self._menus:
                return "RICHMENU_NOTFOUND"
            self._links[user] = number
            return "SUCCESS"
