"""Coming back with the code."""

from flask.testing import FlaskClient

from dialogs.complaints.words import Words
from storage.complaints.receipt import new_receipt, shown
from storage.complaints.sessions import IDLE_SECONDS
from storage.complaints.statuses import Status
from tests.complaints.browse import Reporter, shown_code
from tests.complaints.conftest import Office
from tests.complaints.pictures import jpeg

th = Words("th")


def test_both_sides_talk(client: FlaskClient, office: Office) -> None:
    reporter = Reporter(client)
    code = reporter.report(what="เรื่อง")
    desk = office.desk("ก้อย")
    number = desk.held()[0].row.number
    desk.move(number, Status.ACCEPTED, "รับไว้ตรวจสอบ")
    desk.write(number, "เกิดวันไหน <b>")
    reporter.visit("follow").press("/follow", code=shown(code))
    assert number in reporter.text and th("status.accepted") in reporter.text
    assert "เกิดวันไหน &lt;b&gt;" in reporter.text and "ก้อย" not in reporter.text
    office.clock.move(minutes=1)
    reporter.press("/follow/write", text="วันจันทร์", files=[("a.jpg", jpeg())])
    assert th("follow.written") in reporter.text and "วันจันทร์" in reporter.text
    opened = desk.read(number)
    assert opened is not None and opened.messages[-1].text == "วันจันทร์" and opened.messages[-1].proven
    assert len(opened.files) == 1


def test_a_mistyped_code_is_caught_and_a_wrong_one_opens_nothing(client: FlaskClient) -> None:
    reporter = Reporter(client)
    code = reporter.report(what="เรื่อง")
    swapped = code[:3] + str((int(code[3]) + 1) % 10) + code[4:]
    reporter.visit("follow").press("/follow", code=swapped)
    assert th("follow.mistyped") in reporter.text and swapped not in reporter.text
    reporter.visit("follow").press("/follow", code=new_receipt())
    assert th("follow.unknown") in reporter.text


def test_the_answer_to_a_code_does_not_tell_whether_it_exists(client: FlaskClient) -> None:
    known = Reporter(client).report(what="เรื่อง")
    answers = [client.post("/phon/follow", data={"code": code}) for code in (known, new_receipt())]
    shapes = {(a.status_code, a.headers["Location"], len(a.get_data()), len(a.headers["Set-Cookie"])) for a in answers}
    assert len(shapes) == 1


def test_no_cookie_before_a_code_is_given(client: FlaskClient) -> None:
    reporter = Reporter(client)
    reporter.press("/review", what="เรื่อง")
    seen = [reporter.page]
    reporter.press("/send", code=shown_code(reporter.page))
    seen.append(reporter.page)
    seen += [reporter.visit(path).page for path in ("", "follow", "manual", "privacy", "statistics.json", "?lang=en")]
    assert all("Set-Cookie" not in answer.headers for answer in seen)


def test_the_cookie_is_strict_and_holds_no_code(client: FlaskClient) -> None:
    code = Reporter(client).report(what="เรื่อง")
    answer = client.post("/phon/follow", data={"code": code}, base_url="https://complaints.example")
    cookie = answer.headers["Set-Cookie"]
    assert {"HttpOnly", "Secure", "SameSite=Strict", "Path=/phon/follow"} <= set(cookie.split("; "))
    assert code not in cookie and code not in answer.headers["Location"]
    onion = client.post("/phon/follow", data={"code": code}, base_url="http://abcdef.onion")
    assert "Secure" not in onion.headers["Set-Cookie"]


def test_a_visit_ends_idle_or_left(client: FlaskClient, memory_redis) -> None:  # type: ignore[no-untyped-def]
    reporter = Reporter(client)
    code = reporter.report(what="เรื่อง")
    reporter.visit("follow").press("/follow", code=code)
    (name,) = memory_redis.keys("visit:*")
    assert 0 < memory_redis.ttl(name) <= IDLE_SECONDS
    reporter.press("/follow/leave")
    assert th("follow.left") in reporter.text and memory_redis.keys("visit:*") == []
    assert "เรื่อง</dd>" not in reporter.visit("follow").text


def test_a_visit_in_redis_opens_nothing(client: FlaskClient, memory_redis) -> None:  # type: ignore[no-untyped-def]
    reporter = Reporter(client)
    code = reporter.report(what="CANARY")
    for one in (code, new_receipt()):
        client.post("/phon/follow", data={"code": one})
    values = [memory_redis.get(name) for name in memory_redis.keys("visit:*")]
    assert values and len({len(value) for value in values}) == 1
    assert all(b"CANARY" not in value and code.encode() not in value for value in values)


def test_a_forged_post_changes_nothing(client: FlaskClient, office: Office) -> None:
    reporter = Reporter(client)
    code = reporter.report(what="เรื่อง")
    reporter.visit("follow").press("/follow", code=code)
    for word in ("", "0" * 64, "ก"):
        assert client.post("/phon/follow/write", data={"text": "x", "word": word}).status_code == 403
        assert client.post("/phon/follow/exchange", data={"word": word}).status_code == 403
    opened = office.desk("ก้อย").read(office.desk("ก้อย").held()[0].row.number)
    assert opened is not None and opened.messages == ()


def test_a_code_that_line_has_seen_is_exchanged(client: FlaskClient, office: Office) -> None:
    old = office.tell(line=True)
    reporter = Reporter(client).visit("follow").press("/follow", code=old)
    assert th("follow.exchange_offer") in reporter.text
    reporter.press("/exchange")
    fresh = shown_code(reporter.page)
    reporter.press("/exchange", code=old)
    assert reporter.page.status_code == 422 and office.vault.look_up(old) is not None
    reporter.press("/exchange", code=fresh)
    assert th("follow.exchanged") in reporter.text and th("follow.exchange_offer") not in reporter.text
    assert office.vault.look_up(old) is None and office.vault.look_up(fresh) is not None


def test_a_visit_of_one_agency_is_none_at_another(client: FlaskClient) -> None:
    reporter = Reporter(client)
    code = reporter.report(what="เรื่อง")
    reporter.visit("follow").press("/follow", code=code)
    assert client.get("/ko/follow").status_code == 404
