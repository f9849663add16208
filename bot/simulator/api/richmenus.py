"""Rich menus: create, picture, default, link, aliases."""

from typing import cast

from flask import Response, request

from bot.simulator.api.gate import Ask, Gate, ok
from bot.simulator.errors import LineError, not_found
from bot.simulator.platform import Platform
from bot.simulator.richmenus import RichMenu
from bot.simulator.validation import check_rich_menu
from bot.simulator.validation.messages import raise_if_any
from bot.simulator.validation.report import Report
from bot.simulator.validation.scalars import listing, record, shaped, text
from bot.simulator.wire import Json

_MENU = "/v2/bot/richmenu"
_USER = shaped("U[0-9a-f]{32}")
_number = text(100, 1, "characters")
_link_body = record({"richMenuId": _number, "userIds": listing(_USER, 1, 500)}, ("richMenuId", "userIds"))
_unlink_body = record({"userIds": listing(_USER, 1, 500)}, ("userIds",))
_alias_body = record({"richMenuAliasId": shaped("[a-z0-9_-]{1,32}"), "richMenuId": _number})


def register(gate: Gate) -> None:
    gate.route("POST", _MENU, "richmenu-create")(_create)
    gate.route("POST", f"{_MENU}/validate", "richmenu")(_validate)
    gate.route("GET", f"{_MENU}/list", "richmenu-list")(_list)
    gate.route("GET", f"{_MENU}/<number>", "richmenu")(_get)
    gate.route("DELETE", f"{_MENU}/<number>", "richmenu-delete")(_delete)
    gate.route("POST", f"{_MENU}/<number>/content", "richmenu-content")(_upload)
    gate.route("GET", f"{_MENU}/<number>/content", "richmenu-content")(_download)
    gate.route("POST", "/v2/bot/user/all/richmenu/<number>", "richmenu")(_set_default)
    gate.route("GET", "/v2/bot/user/all/richmenu", "richmenu")(_get_default)
    gate.route("DELETE", "/v2/bot/user/all/richmenu", "richmenu")(_clear_default)
    gate.route("POST", "/v2/bot/user/<user>/richmenu/<number>", "richmenu-link")(_link)
    gate.route("GET", "/v2/bot/user/<user>/richmenu", "richmenu-link")(_linked)
    gate.route("DELETE", "/v2/bot/user/<user>/richmenu", "richmenu-link")(_unlink)
    gate.route("POST", f"{_MENU}/bulk/link", "richmenu-link")(_bulk_link)
    gate.route("POST", f"{_MENU}/bulk/unlink", "richmenu-link")(_bulk_unlink)
    gate.route("POST", f"{_MENU}/alias", "alias")(_create_alias)
    gate.route("GET", f"{_MENU}/alias/list", "alias")(_aliases)
    gate.route("GET", f"{_MENU}/alias/<name>", "alias")(_alias)
    gate.route("POST", f"{_MENU}/alias/<name>", "alias")(_change_alias)
    gate.route("DELETE", f"{_MENU}/alias/<name>", "alias-delete")(_delete_alias)


def _shape(menu: RichMenu) -> Json:
    return {"richMenuId": menu.number, **menu.body}


def _create(ask: Ask) -> Response:
    number = ask.platform.menus(ask.channel).create(ask.json())
    return ok({"richMenuId": number})


def _validate(ask: Ask) -> Response:
    check_rich_menu(ask.json())
    return ok()


def _list(ask: Ask) -> Response:
    return ok({"richmenus": [_shape(menu) for menu in ask.platform.menus(ask.channel).all()]})


def _get(ask: Ask, number: str) -> Response:
    return ok(_shape(ask.platform.menus(ask.channel).get(number)))


def _delete(ask: Ask, number: str) -> Response:
    ask.platform.menus(ask.channel).delete(number)
    return _changed(ask.platform)


def _upload(ask: Ask, number: str) -> Response:
    if request.mimetype not in ("image/png", "image/jpeg"):
        raise LineError(415, "Unsupported Media Type")
    ask.platform.menus(ask.channel).upload(number, request.get_data())
    return _changed(ask.platform)


def _download(ask: Ask, number: str) -> Response:
    picture = ask.platform.menus(ask.channel).get(number).picture
    if picture is None:
        raise not_found()
    return Response(picture.body, content_type=picture.content_type)


def _set_default(ask: Ask, number: str) -> Response:
    ask.platform.menus(ask.channel).set_default(number)
    return _changed(ask.platform)


def _get_default(ask: Ask) -> Response:
    number = ask.platform.menus(ask.channel).default
    if number is None:
        raise LineError(404, "no default richmenu")
    return ok({"richMenuId": number})


def _clear_default(ask: Ask) -> Response:
    ask.platform.menus(ask.channel).clear_default()
    return _changed(ask.platform)


def _link(ask: Ask, user: str, number: str) -> Response:
    """To friends only; LINE ignores others silently."""
    menus = ask.platform.menus(ask.channel)
    menus.get(number)
    key = (ask.channel.key, user)
    if ask.platform.chats.known(key) and ask.platform.chats.get(key).friend:
        menus.link([user], number)
    return _changed(ask.platform)


def _linked(ask: Ask, user: str) -> Response:
    number = ask.platform.menus(ask.channel).linked(user)
    if number is None:
        raise LineError(404, "the user has no richmenu")
    return ok({"richMenuId": number})


def _unlink(ask: Ask, user: str) -> Response:
    ask.platform.menus(ask.channel).unlink([user])
    return _changed(ask.platform)


def _bulk_link(ask: Ask) -> Response:
    body = ask.json()
    report = Report()
    _link_body(body, (), report)
    raise_if_any(report.problems)
    ask.platform.menus(ask.channel).link(body["userIds"], body["richMenuId"])
    return _changed(ask.platform, 202)


def _bulk_unlink(ask: Ask) -> Response:
    body = ask.json()
    report = Report()
    _unlink_body(body, (), report)
    raise_if_any(report.problems)
    ask.platform.menus(ask.channel).unlink(body["userIds"])
    return _changed(ask.platform, 202)


def _alias_request(ask: Ask, *required: str) -> tuple[str, str]:
    body = ask.json()
    report = Report()
    _alias_body(body, (), report)
    record({}, required, closed=False)(body, (), report)
    raise_if_any(report.problems)
    return cast(str, body.get("richMenuAliasId", "")), cast(str, body["richMenuId"])


def _create_alias(ask: Ask) -> Response:
    name, number = _alias_request(ask, "richMenuAliasId", "richMenuId")
    ask.platform.menus(ask.channel).set_alias(name, number, new=True)
    return ok()


def _change_alias(ask: Ask, name: str) -> Response:
    _, number = _alias_request(ask, "richMenuId")
    ask.platform.menus(ask.channel).set_alias(name, number, new=False)
    return ok()


def _aliases(ask: Ask) -> Response:
    known = ask.platform.menus(ask.channel).aliases()
    return ok({"aliases": [{"richMenuAliasId": name, "richMenuId": number} for name, number in known.items()]})


def _alias(ask: Ask, name: str) -> Response:
    number = ask.platform.menus(ask.channel).aliases().get(name)
    if number is None:
        raise LineError(404, "richmenu alias not found")
    return ok({"richMenuAliasId": name, "richMenuId": number})


def _delete_alias(ask: Ask, name: str) -> Response:
    ask.platform.menus(ask.channel).delete_alias(name)
    return ok()


def _changed(platform: Platform, status: int = 200) -> Response:
    """Wakes the page: a menu may look different now."""
    platform.chats.touch()
    return ok(status=status)
