"""No LINE id and no message text in any log line at DEBUG, nor in Redis's files once the message is answered."""

import base64
import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from bot.simulator.fake import FakeLine
from bot.simulator.model import Rules
from tests.faults.events import People, StandingClock, post
from tests.faults.installation import Installation, installed

WORDS = "นกกระจอกเทศสีม่วงเจ็ดตัวบินข้ามคลองแม่ข่า"
FOLLOW = ("แจ้งเตือนข่าวมาตรการด้วยค่ะ", "ตกลง")


def encodings(secret: str) -> Iterator[bytes]:
    """How a secret may stand in a file: as text, escaped, percent, hex, base64 at three offsets, UTF-16, reversed."""
    raw = secret.encode()
    yield from (raw, json.dumps(secret).strip('"').encode(), quote(secret).encode(), raw.hex().encode(), raw[::-1])
    yield from (secret.encode("utf-16-le"), secret.encode("utf-16-be"), repr(raw).encode())
    for offset in range(3):
        encoded = base64.b64encode(b"x" * offset + raw)
        yield encoded[4 : 4 + (len(encoded) - 8) // 4 * 4]


def hits(paths: list[Path], secrets: list[str]) -> list[str]:
    found = []
    for path in paths:
        content = path.read_bytes()
        found += [f"{path.name}: {secret[:8]}…" for secret in secrets for form in encodings(secret) if form in content]
    return found


def everything(running: Installation) -> list[Path]:
    folders = (running.folder, running.parts.settings.runtime_folder)
    return [path for folder in folders for path in folder.rglob("*") if path.is_file()]


def test_no_id_and_no_text_anywhere(tmp_path: Path) -> None:
    rules = Rules(monthly_quota=None)
    with FakeLine(rules=rules, clock=StandingClock()) as fake, installed(tmp_path, fake) as running:
        people = People(fake, running.channel)
        user = people.user("careful")
        running.start_web()
        running.start_worker()
        said = [WORDS, "คะแนน ita เท่าไหร่", *FOLLOW, f"จะแจ้งเรื่องโกง {WORDS}"]
        sent = [people.text(user, words) for words in said]
        for one in sent:
            assert post(f"{running.url}/line/phon", running.channel.secret, [one]) == 200
        running.wait_until_drained()
        tokens = [one["replyToken"] for one in sent]
        ids = [one["message"]["id"] for one in sent] + [one["webhookEventId"] for one in sent]
        secrets = [user, WORDS, running.channel.secret, running.channel.access_token, *tokens, *ids]
        running.parts.redis.execute_command("CONFIG", "SET", "appendfsync", "always")
        paths = everything(running)
        found = hits(paths, secrets)
        planted = tmp_path / "planted"
        planted.write_bytes(b"\n".join(form for secret in secrets for form in encodings(secret)))
        recall = len(hits([planted], secrets))
        size = sum(path.stat().st_size for path in paths)
        print(f"{len(paths)} files, {size} bytes, {len(secrets)} secrets, {len(found)} hits, {recall} planted found")
        assert any("appendonly" in str(path) for path in paths)
        assert running.said()
        assert not found
        assert recall == sum(1 for secret in secrets for _ in encodings(secret))
