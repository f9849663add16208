"""After every way out, and in the middle: no canary in any encoding in any sink. And the scanner finds what is planted."""

import codecs
import hashlib
import json
import random
import time
import urllib.parse
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.complaints import boundary
from bot.complaints.parts import ComplaintParts
from tests.complaints.browse import Reporter, shown_code
from tests.complaints.conftest import Office
from tests.complaints.leaks import Scan, every_log_line, forms
from tests.complaints.pictures import CANARY, loaded_jpeg
from tests.complaints.talking import Talk, code_in, talking
from tests.complaints.test_originals import PDF, attach
from tests.figures import show

TEXT = "CanaryText-เรียกเงินห้าพัน"


def _ids(talk: Talk, bodies: list[dict]) -> dict[str, str]:  # type: ignore[type-arg]
    """Every id that LINE's webhooks carried."""
    found = {"user id": talk.user.user_id}
    for number, event in enumerate(event for body in bodies for event in body["events"]):
        found[f"event {number}"] = event["webhookEventId"]
        found[f"timestamp {number}"] = str(event["timestamp"])
        found[f"token {number}"] = event.get("replyToken", "") or event["webhookEventId"]
        message = event.get("message", {})
        found |= {f"{key} {number}": str(message[key]) for key in ("id", "quoteToken") if key in message}
    return found


def _bodies(talk: Talk) -> list[dict]:  # type: ignore[type-arg]
    return [json.loads(delivery.body) for delivery in talk.line.platform.courier.log]


def _stay(talk: Talk) -> None:
    """Half way: the draft is alive."""


def _submit(talk: Talk) -> None:
    talk.says("ตรวจทาน")
    talk.says(code_in(talk.hears()))


def _cancel(talk: Talk) -> None:
    talk.says("ยกเลิก")


def _block(talk: Talk) -> None:
    talk.user.block()


def _time_out(talk: Talk) -> None:
    """The half hour ends now: in the Redis, and for the keys."""
    for name in talk.redis.keys("draft:*"):
        talk.redis.pexpire(name, 1)
    deadline = time.monotonic() + 5
    while talk.redis.keys("draft:*") and time.monotonic() < deadline:
        time.sleep(0.01)  # a real server's clock
    assert talk.redis.keys("draft:*") == []


def _correct_and_unsend(talk: Talk) -> None:
    talk.says("ไม่ใช่หัวหน้างาน เป็นรองปลัด", "เพิ่มเติมว่าเขาทำทุกเดือน")
    talk.user.unsend(talk.user.says("ใครจะเห็นบ้าง"))


@pytest.mark.parametrize("way", [_stay, _submit, _cancel, _block, _time_out, _correct_and_unsend])
def test_line_leaves_no_trace(
    parts: ComplaintParts,
    office: Office,
    tmp_path: Path,
    way: Callable[[Talk], None],
    capfd: pytest.CaptureFixture[str],
) -> None:
    with every_log_line() as logs, talking(parts, office) as talk:
        talk.begins().says(TEXT, "หัวหน้างาน CanaryWho")
        talk.user.sends_picture()
        text = talk.says("ตรวจทาน").hears()
        code = code_in(text)
        way(talk)
        secrets = _ids(talk, _bodies(talk)) | {"text": TEXT, "who": "CanaryWho", "code": code, "half code": code[:8]}
        scan = Scan(secrets)
        scan.look_in_redis(parts.redis)
    scan.look_in_folder(tmp_path)
    own = [line for line in logs if "bot.simulator" not in line and "werkzeug" not in line]
    scan.look("logs", "\n".join(own).encode())
    out, err = capfd.readouterr()
    scan.look("stdout", out.encode())
    scan.look("stderr", err.encode())
    show(f"{way.__name__}: {scan.summary()}")
    assert scan.hits == [] and len(secrets) > 15 and scan.bytes > 50_000


def test_the_web_leaves_no_trace(client, parts: ComplaintParts, office: Office, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    picture = loaded_jpeg()
    with every_log_line() as logs:
        client.environ_base |= {"REMOTE_ADDR": "203.0.113.77", "HTTP_USER_AGENT": "CanaryAgent/1.0"}
        reporter = Reporter(client).press("/review", what=TEXT, files=[("CanaryName.jpg", picture)])
        code = shown_code(reporter.page)
        reporter.press("/send", code=code)
        reporter.visit("follow").press("/follow", code=code).press("/follow/write", text="CanaryMessage")
    names = {"text": TEXT, "code": code, "address": "203.0.113.77", "agent": "CanaryAgent", "file": "CanaryName"}
    scan = Scan(names | {"message": "CanaryMessage", "gps": CANARY})
    scan.look_in_redis(parts.redis)
    scan.look_in_folder(tmp_path)
    scan.look("logs", "\n".join(logs).encode())
    show(f"web: {scan.summary()}")
    assert scan.hits == []


def test_an_original_that_is_kept_leaves_no_trace(
    client, parts: ComplaintParts, office: Office, tmp_path: Path
) -> None:  # type: ignore[no-untyped-def]
    """Kept as it came, and sealed: neither its name nor a word in it lies anywhere."""
    original = PDF.replace(b"CANARY-AUTHOR", b"CanaryAuthorOfThePdf")
    assert original != PDF
    with every_log_line() as logs:
        reporter = attach(Reporter(client), ("CanaryOriginal.pdf", original), tick=True)
        code = shown_code(reporter.page)
        reporter.press("/send", code=code)
        number = office.desk("ต้น").held()[0].row.number
        opened = office.desk("ต้น").read(number)
    assert opened is not None and [one.content for one in opened.originals.values()] == [original]
    scan = Scan({"file": "CanaryOriginal", "author": "CanaryAuthorOfThePdf", "code": code})
    scan.look_in_redis(parts.redis)
    scan.look_in_folder(tmp_path)
    scan.look("logs", "\n".join(logs).encode())
    show(f"originals: {scan.summary()}")
    assert scan.hits == [] and scan.bytes > 50_000


def test_a_boundary_that_logs_the_id_makes_this_suite_fail(
    parts: ComplaintParts, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = boundary.take_in

    def careless(slug, event, *rest):  # type: ignore[no-untyped-def]
        import logging

        logging.getLogger("bot.complaints.boundary").debug("event of %s", event["source"]["userId"])
        return real(slug, event, *rest)

    monkeypatch.setattr("bot.complaints.line.take_in", careless)
    with every_log_line() as logs, talking(parts, office) as talk:
        talk.says("สวัสดี")
    scan = Scan({"user id": talk.user.user_id})
    scan.look("logs", "\n".join(line for line in logs if "bot.complaints" in line).encode())
    assert scan.hits


# Planted by other code than the scanner's: codecs, shifts by hand, digests by name.
def _base64_at(offset: int) -> Callable[[str], bytes]:
    def plant(secret: str) -> bytes:
        return codecs.encode(b"xyz"[:offset] + secret.encode() + b"tail", "base64_codec").replace(b"\n", b"")

    return plant


def _digest(name: str, *, raw: bool) -> Callable[[str], bytes]:
    def plant(secret: str) -> bytes:
        value = hashlib.new(name, bytes(secret, "utf-8"))
        return value.digest() if raw else bytes(value.hexdigest(), "ascii")

    return plant


PLANTS: dict[str, Callable[[str], bytes]] = {
    "utf-8": lambda s: bytes(s, "utf-8"),
    "utf-16-le": lambda s: codecs.encode(s, "utf_16_le"),
    "utf-16-be": lambda s: codecs.encode(s, "utf_16_be"),
    "hex": lambda s: codecs.encode(bytes(s, "utf-8"), "hex"),
    "HEX": lambda s: "".join(f"{b:02X}" for b in bytes(s, "utf-8")).encode(),
    "percent": lambda s: urllib.parse.urlencode({"q": s}).replace("+", "%20").encode(),
    "json": lambda s: json.dumps({"text": s}).encode(),
    "reversed": lambda s: "".join(reversed(s)).encode(),
    **{f"base64+{offset}": _base64_at(offset) for offset in range(3)},
    "reversed bytes": lambda s: bytes(bytearray(s, "utf-8")[::-1]),
    **{
        f"{name} base64": lambda s, name=name: codecs.encode(hashlib.new(name, s.encode()).digest(), "base64_codec")
        for name in ("md5", "sha1", "sha256")
    },
    **{
        f"{name} {kind}": _digest(name, raw=kind == "raw")
        for name in ("md5", "sha1", "sha256")
        for kind in ("raw", "hex")
    },
}
SECRETS = {
    "user id": "U4af4980629f17d1c93e5eb2dc0b2f4a1",
    "token": "nHuyWiB7yP5Zw52FIkcQobQuGDXCTA",
    "event": "01FZ74A0TDDPYRVKNK77XKC3ZR",
    "id": "444573844083572737",
    "timestamp": "1772420400000",
    "text": TEXT,
    "code": "9068898671168134",
    "address": "203.0.113.77",
}


def test_the_scanner_finds_every_planted_leak() -> None:
    chance = random.Random(7)
    planted = found = 0
    for name, secret in SECRETS.items():
        for kind, plant in PLANTS.items():
            noise = [chance.randbytes(4000) for _ in range(2)]
            scan = Scan(SECRETS)
            scan.look("sink", noise[0] + plant(secret) + noise[1])
            planted += 1
            hit = any(hit_name == name for hit_name, _, _ in scan.hits)
            assert hit, (name, kind)
            found += hit
    show(f"recall on planted leaks: {found} of {planted} ({100 * found / planted:.0f} %)")
    kinds = {kind.replace(" raw", "") for kind in PLANTS}
    assert kinds == set(forms("x" * 20)), "an encoding that is looked for is never planted"
    clean = Scan(SECRETS)
    clean.look("noise", chance.randbytes(2_000_000))
    assert clean.hits == [] and len(forms("x" * 20)) >= 20
