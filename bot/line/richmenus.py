"""Rich menus through LINE's SDK: one channel's menus, and the menu that one person sees."""

import logging
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

import urllib3
from linebot.v3.messaging import (
    CreateRichMenuAliasRequest,
    MessagingApi,
    MessagingApiBlob,
    RichMenuBulkLinkRequest,
    RichMenuBulkUnlinkRequest,
    RichMenuRequest,
    UpdateRichMenuAliasRequest,
)
from linebot.v3.messaging.exceptions import ApiException

from bot.line.gateway import LineGateway, api_client
from bot.richmenus.menus import Audience, alias_of
from dialogs.records.errors import ProngsaiError
from dialogs.records.json import JsonObject
from storage.channels import GENERAL, Channels

log = logging.getLogger(__name__)
TIMEOUT = (3.0, 30.0)
"""Seconds to connect and to wait: pictures go up, and an operator waits for the end."""
KNOWN_SECONDS = 300.0
_T = TypeVar("_T")


class MenuTrouble(ProngsaiError):
    """LINE refused a request about menus, or did not answer it. ``status`` 0: no answer."""

    def __init__(self, sentence: str, status: int = 0) -> None:
        super().__init__(sentence)
        self.status = status


class LineMenus:
    """The rich menus of one channel (``bot.richmenus.publish.MenuAccount``)."""

    def __init__(self, api_url: str, data_url: str, token: str) -> None:
        self._api = MessagingApi(api_client(api_url, token))
        self._blob = MessagingApiBlob(api_client(data_url, token))

    @classmethod
    def of(cls, channels: Channels, slug: str, api_url: str, data_url: str) -> "LineMenus":
        """Raises MenuTrouble where the agency has no general channel."""
        token = channels.token(slug, GENERAL)
        if token is None:
            raise MenuTrouble(f"{slug} has no channel; add it with: python -m bot channel add --agency {slug}")
        return cls(api_url.rstrip("/"), data_url.rstrip("/"), token)

    def basic_id(self) -> str:
        """The account's own id, as people search for it."""
        return str(_asked(lambda: self._api.get_bot_info(_request_timeout=TIMEOUT)).basic_id)

    def menus(self) -> Mapping[str, str]:
        found = _asked(lambda: self._api.get_rich_menu_list(_request_timeout=TIMEOUT))
        return {str(menu.rich_menu_id): str(menu.name) for menu in found.richmenus}

    def has_picture(self, menu_id: str) -> bool:
        picture = _unless_missing(lambda: self._blob.get_rich_menu_image(menu_id, _request_timeout=TIMEOUT))
        return picture is not None

    def create(self, body: JsonObject) -> str:
        request = RichMenuRequest.from_dict(body)
        return str(_asked(lambda: self._api.create_rich_menu(request, _request_timeout=TIMEOUT)).rich_menu_id)

    def upload(self, menu_id: str, png: bytes) -> None:
        headers = {"Content-Type": "image/png"}
        _asked(
            lambda: self._blob.set_rich_menu_image(
                menu_id, body=bytearray(png), _headers=headers, _request_timeout=TIMEOUT
            )
        )

    def aliases(self) -> Mapping[str, str]:
        found = _asked(lambda: self._api.get_rich_menu_alias_list(_request_timeout=TIMEOUT))
        return {str(alias.rich_menu_alias_id): str(alias.rich_menu_id) for alias in found.aliases}

    def set_alias(self, alias: str, menu_id: str, *, is_new: bool) -> None:
        if is_new:
            new = CreateRichMenuAliasRequest(richMenuAliasId=alias, richMenuId=menu_id)
            _asked(lambda: self._api.create_rich_menu_alias(new, _request_timeout=TIMEOUT))
        else:
            change = UpdateRichMenuAliasRequest(richMenuId=menu_id)
            _asked(lambda: self._api.update_rich_menu_alias(alias, change, _request_timeout=TIMEOUT))

    def default(self) -> str | None:
        found = _unless_missing(lambda: self._api.get_default_rich_menu_id(_request_timeout=TIMEOUT))
        return str(found.rich_menu_id) if found else None

    def set_default(self, menu_id: str) -> None:
        _asked(lambda: self._api.set_default_rich_menu(menu_id, _request_timeout=TIMEOUT))

    def link(self, menu_id: str, line_ids: Sequence[str]) -> None:
        request = RichMenuBulkLinkRequest(richMenuId=menu_id, userIds=list(line_ids))
        _asked(lambda: self._api.link_rich_menu_id_to_users(request, _request_timeout=TIMEOUT))

    def unlink(self, line_ids: Sequence[str]) -> None:
        request = RichMenuBulkUnlinkRequest(userIds=list(line_ids))
        _asked(lambda: self._api.unlink_rich_menu_id_from_users(request, _request_timeout=TIMEOUT))

    def delete(self, menu_id: str) -> None:
        _unless_missing(lambda: self._api.delete_rich_menu(menu_id, _request_timeout=TIMEOUT))


class PersonalMenus:
    """Gives one person the menu of their role, on the gateway's clients. Menus are found by their aliases."""

    def __init__(self, gateway: LineGateway) -> None:
        self._gateway = gateway
        self._known: dict[tuple[str, Audience], tuple[float, str]] = {}
        self._lock = threading.Lock()

    def show(self, slug: str, line_id: str, audience: Audience) -> None:
        """Never raises for what LINE answers: the nightly job repairs what is missed here."""
        api = self._gateway.client(slug)
        if api is None:
            return
        try:
            if audience is Audience.CITIZEN:
                _asked(lambda: api.unlink_rich_menu_id_from_user(line_id, _request_timeout=self._gateway.timeout))
                return
            if not self._link(api, slug, line_id, audience):
                self._forget(slug, audience)  # it was replaced meanwhile: its alias points to the new one
                self._link(api, slug, line_id, audience)
        except MenuTrouble as trouble:
            log.warning("a menu was not linked", extra={"agency": slug, "status": trouble.status})

    def _link(self, api: MessagingApi, slug: str, line_id: str, audience: Audience) -> bool:
        menu_id = self._menu(api, slug, audience)
        if menu_id is None:
            return True  # nothing was published for this channel
        try:
            _asked(lambda: api.link_rich_menu_id_to_user(line_id, menu_id, _request_timeout=self._gateway.timeout))
        except MenuTrouble as trouble:
            if trouble.status == 404:
                return False
            raise
        return True

    def _menu(self, api: MessagingApi, slug: str, audience: Audience) -> str | None:
        with self._lock:
            looked_up, menu_id = self._known.get((slug, audience), (0.0, ""))
        if menu_id and time.monotonic() - looked_up < KNOWN_SECONDS:
            return menu_id
        timeout = self._gateway.timeout
        found = _unless_missing(lambda: api.get_rich_menu_alias(alias_of(audience), _request_timeout=timeout))
        if found is None:
            return None
        with self._lock:
            self._known[slug, audience] = (time.monotonic(), str(found.rich_menu_id))
        return str(found.rich_menu_id)

    def _forget(self, slug: str, audience: Audience) -> None:
        with self._lock:
            self._known.pop((slug, audience), None)


def _asked(call: Callable[[], _T]) -> _T:
    """Raises MenuTrouble with one sentence that holds nothing of the request."""
    try:
        return call()
    except ApiException as error:
        status = int(error.status or 0)
        if status == 429:
            raise MenuTrouble("LINE takes no more from this channel for now; run it again in an hour", 429) from None
        raise MenuTrouble(f"LINE answered {status} to a request about rich menus", status) from None
    except (urllib3.exceptions.HTTPError, UnicodeDecodeError, ValueError):
        raise MenuTrouble("LINE did not answer a request about rich menus; run it again") from None


def _unless_missing(call: Callable[[], _T]) -> _T | None:
    """The answer, or None where LINE says 404."""
    try:
        return _asked(call)
    except MenuTrouble as trouble:
        if trouble.status == 404:
            return None
        raise
