"""Nonsense at the webhook and the form: no crash, no echo in an error, nothing stored that was not submitted."""

import hmac
import json
import random
from base64 import b64encode
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from io import BytesIO
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from bot.complaints.app import create_complaint_app
from bot.complaints.parts import ComplaintParts
from storage.complaints.channel import save_channel
from storage.complaints.receipt import new_receipt
from tests.complaints.browse import Reporter
from tests.complaints.conftest import Office
from tests.complaints.pictures import loaded_jpeg
from tests.complaints.test_crash import Recorded
from tests.figures import show

SECRET = "the complaint channel's secret"
MARK = "<CANARY>"
FRIENDLY = {200, 303, 422}
"""Answers that are no errors: the form may show its writer what they wrote, escaped."""
REFUSED = {400, 401, 403, 404, 405, 410, 413}
WORDS = (
    "สวัสดี", "ทำต่อใน LINE", "ให้ทุกคนอ่านได้", "ข้าม", "ตรวจทาน", "ย้อนกลับ", "ยกเลิก", "ใครเห็นบ้าง", "ไม่มี", "เริ่มใหม่", "แก้ ที่ไหน", "ก้อย",
    "ไม่ใช่กองคลัง เป็นกองช่าง", "กองคลังเบิกเท็จ เดือนมกรา", "ไม่ให้ต้นอ่าน", "1234567890123456", "\x00\x01", "\ud83d", "ก" * 4000, "%s{0}${x}", "' OR 1=1 --",
)  # fmt: skip
PRESSES = (
    "c:go", "c:all", "c:skip", "c:review", "c:cat:bribe", "c:edit:what", "c:out:r", "c:out:x", "c:edit:", "c:", "x",
    "c:done", "c:back",
)  # fmt: skip
FIELDS = (
    "what", "who", "when", "draft", "code", "word", "lang", "category", "exclude", "exclude_unit", "text",
    "drop_pictures", "keep_originals", "x",
)  # fmt: skip
PATHS = (
    "", "review", "send", "follow", "follow/write", "follow/exchange", "follow/leave", "manual", "privacy",
    "statistics.json", "x", "%00", "..", "follow/x",
)  # fmt: skip


class Fuzz:
    """Chance with a seed, so that what it found can be found again."""

    def __init__(self, parts: ComplaintParts, office: Office, seed: int) -> None:
        self.chance = random.Random(seed)
        save_channel(office.file, office.secrets, SECRET, "token")
        self.link = Recorded()
        self.client: FlaskClient = create_complaint_app(parts, self.link).test_client()
        self.office = office
        self.answers: Counter[str] = Counter()

    def webhook(self) -> TestResponse:
        chance = self.chance
        body = json.dumps(
            {"destination": MARK, "events": [self.event() for _ in range(chance.choice((0, 1, 1, 1, 2)))]}
        )
        sent = body.encode("utf-8", "surrogatepass") if chance.random() < 0.8 else self.torn(body.encode())
        signature = b64encode(hmac.new(SECRET.encode(), sent, sha256).digest()).decode()
        given = chance.choice((signature,) * 12 + ("", MARK, "ก", signature[:-1]))
        slug = chance.choice(("phon",) * 15 + ("x", MARK, "..", "ko"))
        return self.client.post(
            f"/line/{slug}", data=sent, headers={"X-Line-Signature": given.encode("utf-8").decode("latin-1")}
        )

    def event(self) -> Any:
        chance = self.chance
        event: dict[str, Any] = {
            "type": chance.choice(
                ("message",) * 6 + ("postback", "follow", "unfollow", "unsend", "join", "beacon", MARK)
            ),
            "mode": chance.choice(("active", "active", "active", "standby", MARK)),
            "timestamp": int(self.office.clock().timestamp() * 1000),
            "source": {"type": "user", "userId": f"U{chance.randrange(5):032x}"},
            "webhookEventId": f"{chance.getrandbits(100):026x}",
            "replyToken": f"{chance.getrandbits(100):032x}",
            "message": {
                "type": chance.choice(("text",) * 5 + ("image", "file", MARK)),
                "id": str(chance.randrange(10**18)),
                "text": self.text(),
            },
            "postback": {"data": chance.choice((*PRESSES, MARK))},
            "unsend": {"messageId": str(chance.randrange(10**18))},
        }
        while chance.random() < 0.35:
            self.bend(event)
        return event if chance.random() < 0.97 else self.junk()

    def text(self) -> str:
        chance = self.chance
        return chance.choice(WORDS) if chance.random() < 0.7 else MARK + chance.choice(WORDS) * chance.randrange(3)

    def bend(self, event: dict[str, Any]) -> None:
        """Somewhere in it another kind of value, or none."""
        name = self.chance.choice(list(event) or ["type"])
        inner = event.get(name)
        if isinstance(inner, dict) and inner and self.chance.random() < 0.7:
            self.bend(inner)
        elif self.chance.random() < 0.3:
            event.pop(name, None)
        else:
            event[name] = self.junk()

    def junk(self) -> Any:
        chance = self.chance
        return chance.choice(
            (
                None,
                True,
                -1,
                10**30,
                1.5,
                "",
                MARK,
                "ก" * 3000,
                "\ud83d",
                [],
                [[]],
                {},
                {MARK: MARK},
                [MARK],
                float("inf"),
            )
        )

    def torn(self, body: bytes) -> bytes:
        """Cut off, or with bytes changed."""
        chance = self.chance
        if chance.random() < 0.4:
            return body[: chance.randrange(len(body) + 1)]
        changed = bytearray(body)
        for _ in range(chance.randrange(1, 9)):
            changed[chance.randrange(len(changed))] = chance.randrange(256)
        return bytes(changed)

    def form(self) -> TestResponse:
        chance = self.chance
        path = f"/{chance.choice(('phon',) * 12 + ('x', MARK, '..'))}/{chance.choice(PATHS)}"
        fields = {name: self.field(name) for name in chance.sample(FIELDS, chance.randrange(8))}
        if chance.random() < 0.1:
            kinds = (
                "multipart/form-data; boundary=x",
                "multipart/form-data",
                "application/x-www-form-urlencoded",
                "application/json",
                MARK,
            )
            return self.client.open(
                path, method="POST", data=self.torn(MARK.encode() * 20), content_type=chance.choice(kinds)
            )
        if chance.random() < 0.05:
            sent = chance.choice((self.torn(loaded_jpeg()), MARK.encode(), b"", b"%PDF-1.7 " + MARK.encode()))
            fields[chance.choice(("pictures", "originals"))] = (BytesIO(sent), MARK)
        method = chance.choice(("POST",) * 8 + ("GET", "PUT", "HEAD", "OPTIONS"))
        return self.client.open(
            path, method=method, data=fields if method == "POST" else None, query_string=self.query()
        )

    def field(self, name: str) -> Any:
        if name == "draft" and self.chance.random() < 0.5:
            return b64encode(self.chance.randbytes(self.chance.randrange(3000)))
        return self.text().encode("utf-8", "replace") if self.chance.random() < 0.8 else new_receipt()

    def query(self) -> dict[str, str]:
        return self.chance.choice(({}, {}, {"lang": "en"}, {"said": MARK}, {"lang": MARK}))


def _judge(answer: TestResponse, kind: str, fuzz: Fuzz) -> None:
    status = answer.status_code
    fuzz.answers[f"{kind} {status}"] += 1
    assert status in FRIENDLY | REFUSED, (kind, status)
    shown = answer.get_data(as_text=True)
    assert MARK not in shown, "what was sent came back unescaped"
    if status in REFUSED:
        assert "CANARY" not in shown and "กองคลัง" not in shown and "Traceback" not in shown, (kind, status)
    assert "CANARY" not in str(answer.headers)


def _attacks(fuzz: Fuzz, rounds: int) -> Iterator[tuple[str, TestResponse]]:
    for _ in range(rounds // 2):
        yield "webhook", fuzz.webhook()
        yield "form", fuzz.form()


@pytest.mark.timeout(900)
@pytest.mark.parametrize("size", ["short", pytest.param("long", marks=pytest.mark.soak)])
def test_nonsense_neither_crashes_nor_echoes_nor_stores(parts: ComplaintParts, office: Office, size: str) -> None:
    rounds, sent = (400 if size == "short" else 10_000), 0
    fuzz = Fuzz(parts, office, seed=rounds)
    for number, (kind, answer) in enumerate(_attacks(fuzz, rounds)):
        _judge(answer, kind, fuzz)
        if number % (rounds // 4) == 7:
            Reporter(fuzz.client).report(what="เรื่องจริง")
            sent += 1
    with office.file.reading() as connection:
        kept = connection.execute("SELECT count(*) FROM complaint_case").fetchone()[0]
        entries = connection.execute("SELECT count(*) FROM entry WHERE place = 'message'").fetchone()[0]
    show(
        f"fuzz: {rounds:,} requests, 5xx 0, echoes 0, submitted {sent}, stored {kept}; {dict(sorted(fuzz.answers.items()))}"
    )
    assert kept == sent == 4 and entries == 0
    assert fuzz.answers["webhook 200"] > rounds / 6 and len(fuzz.answers) >= 10
