"""What waits to be pushed, what could not be sent and why, and letting it wait again."""

from flask import Blueprint, Response, request, url_for

from bot.web.console.gate import ConsoleDesk, at, editor, to
from bot.web.console.numbers import number_in
from bot.web.console.render import page
from bot.web.console.words import FATES
from dialogs.records.notice import Fate, Reason
from storage.audit import NOTHING, Subject, note
from storage.models import Purse
from storage.notices import retry, unsettled

KINDS = {
    "reminder": "เตือนรอบรายงาน",
    "summary": "สรุปถึงผู้บริหาร",
    "digest": "ข่าวถึงผู้ติดตาม",
    "survey_opened": "แบบสำรวจเปิด",
    "link_digest": "ลิงก์ที่เปิดไม่ได้",
    "site_down": "เว็บไซต์เปิดไม่ได้",
}
_MOST = 200


def add_notices(pages: Blueprint, desk: ConsoleDesk) -> None:
    """``/console/notices``"""

    @pages.get("/notices", endpoint="notices")
    def listed() -> Response:
        with desk.database.reading() as session:
            found = unsettled(session, at().slug)
            unsent = [one for one in found if one.fate == Fate.UNSENT]
            return page(
                "notices",
                waiting=[one for one in found if one.fate == Fate.WAITING][:_MOST],
                unsent=unsent[:_MOST],
                count=len(found),
                most=_MOST,
                purse=session.get(Purse, at().agency_id),
                kinds=KINDS,
                fates=FATES,
                can_retry=any(one.reason != Reason.GONE for one in unsent),
            )

    @pages.post("/notices/retry", endpoint="notices_retry")
    def again() -> Response:
        only = number_in(request.form.get("only", "")) if "only" in request.form else None
        with desk.database.transaction() as session:
            if only is not None and only not in {one.id for one in unsettled(session, at().slug)}:
                raise LookupError(only)
            count = retry(session, at().slug, desk.clock(), only=only, doubling="doubling" in request.form)
            if count:
                name = "ส่งข้อความที่ส่งไม่ได้อีกครั้ง"
                note(session, editor(), Subject.NOTICES, only, name, NOTHING, {"count": count})
        return to(url_for("console.notices", done="waiting" if count else "nothing"))
