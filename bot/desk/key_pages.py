"""An officer's own key: another passphrase, shown first and taken only when it was typed; and the colleagues' keys."""

import hmac

from flask import Blueprint, Response, request

from bot.desk.login import AtDesk, Door
from bot.desk.render import page, said, to
from bot.desk.visiting import Inside
from storage.complaints import colleagues
from storage.complaints.words import new_passphrase, read_passphrase


def key_pages(pages: Blueprint, inside: Inside, door: Door) -> None:
    """``/desk/key``, ``/desk/colleagues`` and ``/desk/hand-over``."""

    @pages.get("/key")
    @inside
    def key(at: AtDesk) -> Response:
        return page("key", at, fresh="", problem="")

    @pages.post("/key")
    @inside
    def begin(at: AtDesk) -> Response:
        unlocked = at.office.officers.unlock(at.officer.name, request.form.get("passphrase", ""))
        if unlocked is None:
            return page("key", at, status=422, fresh="", problem="wrong_passphrase")
        fresh = new_passphrase()
        door.offer(at, fresh, unlocked.totp_secret)
        return page("key", at, fresh=fresh, problem="")

    @pages.post("/key/take")
    @inside
    def take(at: AtDesk) -> Response:
        typed = read_passphrase(request.form.get("passphrase", ""))
        if at.offer is None:
            return to("/desk/key")
        if not hmac.compare_digest(typed.encode(), at.offer.passphrase.encode()):
            return page("key", at, status=422, fresh=at.offer.passphrase, problem="typed_wrong")
        door.change_key(at, at.offer)
        return said(at, "key_changed")

    @pages.post("/colleagues")
    @inside
    def seen(at: AtDesk) -> Response:
        kept = colleagues.confirm(at.desk.access, request.form.get("mark", ""))
        return to("/desk/") if kept else said(at, "colleagues_changed", status=409)

    @pages.post("/hand-over")
    @inside
    def hand_over(at: AtDesk) -> Response:
        if at.colleagues.unseen:
            return said(at, "colleagues_first", status=409)
        return said(at, "handed_over", count=at.desk.hand_over())
